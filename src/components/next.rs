//! What happens after "Create account", which is on another site.

use crate::messages::share as say;
use crate::view::{Node, el};

/// The steps, in their order.
#[must_use]
pub fn next() -> Node {
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
        .into()
}
