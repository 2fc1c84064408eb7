//! "Can I talk to people on …?": what two servers' block lists say of each
//! other, both ways.

use crate::app::Announcer;
use crate::context::expect_context;
use crate::live::details::{Detail, Talk};
use crate::messages::details as say;
use crate::platform::form;
use crate::signal::{Cell, Stored};
use crate::view::{Node, all, el, live};
use leptos::task::spawn_local;
use picker::domain;
use picker::live::Stance;

/// The question, below a server's details.
#[must_use]
pub fn talk(detail: Detail, domain: &str) -> Node {
    let domain = Stored::new(domain.to_owned());
    let announcer = expect_context::<Announcer>();
    let problem = Cell::new(None::<String>);
    let busy = Cell::new(false);
    let found = Cell::new(None::<Talk>);
    let submit = move |event| {
        let query = form::query(&event);
        event.prevent_default();
        let typed = form::value(&query, "other");
        found.set(None);
        match domain::from_uri(typed.trim_start_matches('@')) {
            Err(_) => problem.set(Some(say::talk_bad())),
            Ok(other) if domain.with_value(|here| *here == other) => {
                problem.set(Some(say::talk_same()));
            }
            Ok(other) => {
                problem.set(None);
                busy.set(true);
                spawn_local(async move {
                    let Some(here) = domain.try_get_value() else {
                        return;
                    };
                    if let Some(talk) = detail.talk(&here, other).await {
                        busy.set(false);
                        announcer.say(format!(
                            "{} {}",
                            stance(talk.here, &talk.other, &here),
                            stance(talk.there, &here, &talk.other)
                        ));
                        found.set(Some(talk));
                    }
                });
            }
        }
    };
    let lines = move || {
        let Some(Talk { other, here, there }) = found.get() else {
            return busy.get().then(|| el("p").child(say::asking())).into();
        };
        let this = domain.get_value();
        all([
            el("p").child(stance(here, &other, &this)),
            el("p").child(stance(there, &this, &other)),
        ])
    };
    let field = el("div")
        .class("field")
        .child(el("label").attr("for", "other").child(say::talk_label()))
        .child(
            el("p")
                .class("field-problem")
                .attr("id", "other-problem")
                .attr("role", "alert")
                .child(live(move || problem.get())),
        )
        .child(
            el("input")
                .attr("type", "text")
                .attr("id", "other")
                .attr("name", "other")
                .attr("inputmode", "url")
                .attr("autocapitalize", "none")
                .attr("spellcheck", "false")
                .attr("aria-describedby", "other-problem"),
        );
    let button = el("button")
        .class("button secondary")
        .attr("type", "submit")
        .child(say::talk_button());
    el("form")
        .class("talk")
        .test("talk")
        .on("submit", submit)
        .child(el("h2").child(say::talk()))
        .child(el("p").child(say::talk_text()))
        .child(field)
        .child(button)
        .child(el("div").test("stances").child(live(lines)))
        .into()
}

/// What `server` says of `other`.
fn stance(stance: Stance, other: &str, server: &str) -> String {
    match stance {
        Stance::Nothing => say::stance_nothing(other, server),
        Stance::Silenced => say::stance_silenced(other, server),
        Stance::Suspended => say::stance_suspended(other, server),
        Stance::Unknown => say::stance_unknown(other, server),
    }
}

#[cfg(test)]
mod tests {
    use super::stance;
    use picker::live::Stance;

    #[test]
    fn each_direction_is_said_on_its_own() {
        assert_eq!(
            stance(Stance::Suspended, "b.example", "a.example"),
            "a.example blocks b.example: people on the two cannot talk to each other."
        );
        assert_eq!(
            stance(Stance::Nothing, "a.example", "b.example"),
            "b.example does not block a.example."
        );
    }
}
