//! What happens after "Create account", which is on another site.

use crate::messages::share as say;
use crate::view::{Node, el};

/// The pages that help to fill an account.
#[must_use]
pub fn onward() -> Node {
    let link = |page, words: String| {
        el("a")
            .class("button secondary")
            .attr("href", page)
            .child(words)
    };
    el("p")
        .class("actions no-print")
        .test("onward")
        .child(link("apps/", say::next_apps()))
        .child(link("follow/", say::next_follow()))
        .into()
}

/// The steps, in their order, and what leads on from there.
#[must_use]
pub fn next(onward: Node) -> Node {
    let steps = [
        say::next_name(),
        say::next_mail(),
        say::next_approval(),
        say::next_fill(),
        say::next_move(),
    ];
    el("section")
        .class("next-steps")
        .attr("aria-labelledby", "next")
        .test("next")
        .child(el("h2").attr("id", "next").child(say::next()))
        .child(el("ol").children(steps.map(|step| el("li").child(step))))
        .child(onward)
        .into()
}
