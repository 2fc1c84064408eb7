//! What is said about the lists: where they come from, and when one is missing.

use crate::app::Visitor;
use crate::context::expect_context;
use crate::directory::load::Directory;
use crate::directory::{Lists, explain};
use crate::messages::directory as say;
use crate::signal::Derived;
use crate::view::{El, Node, el, live};

fn retry(directory: Directory, class: &'static str) -> El {
    el("button")
        .class(class)
        .attr("type", "button")
        .test("retry")
        .on("click", move |_| directory.retry())
        .child(say::retry())
}

/// A notice when the newest list could not be had, with a way to try again.
#[must_use]
pub fn notices() -> Node {
    let directory = expect_context::<Directory>();
    let complaint = Derived::new(move || directory.lists.with(Lists::complaint));
    live(move || {
        complaint.get().map(|text| {
            el("div")
                .class("notice")
                .test("list-problem")
                .child(el("p").child(text))
                .child(retry(directory, "button secondary"))
        })
    })
}

/// Instead of results when there is no list at all.
#[must_use]
pub fn nothing() -> Node {
    let directory = expect_context::<Directory>();
    live(move || {
        let why = directory.lists.with(|lists| {
            let why = lists.live_problem.and_then(explain);
            lists.nothing().then(|| why.unwrap_or_default())
        })?;
        let instead = el("a")
            .attr("href", "https://joinmastodon.org/servers")
            .child(say::instead());
        Some(
            el("div")
                .class("notice problem")
                .test("nothing")
                .child(el("p").child(say::nothing(&why)))
                .child(el("p").child(instead))
                .child(retry(directory, "button")),
        )
    })
}

/// Where the lists come from and how old they are.
#[must_use]
pub fn sources() -> Node {
    let directory = expect_context::<Directory>();
    let today = expect_context::<Visitor>().today;
    let lines = move || {
        let mut lines = directory.lists.with(|lists| lists.sources(today));
        if directory.lists.with(|lists| lists.asking) {
            lines.push(say::fetching());
        }
        if let Some(picker) = directory.picker.get() {
            lines.push(say::in_all(picker.servers().len() as u64));
        }
        lines.join(" ")
    };
    el("p")
        .class("sources")
        .test("sources")
        .child(live(lines))
        .into()
}
