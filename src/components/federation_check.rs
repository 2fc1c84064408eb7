//! "Can I talk to people on …?": what two servers' block lists say of each
//! other, in both directions.

use crate::availability::details::{Detail, Talk};
use crate::components::links::with_names;
use crate::components::server_field::{ServerField, typed};
use crate::i18n::messages::details as say;
use crate::state::announcer::Announcer;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::domain;
use picker::live::Stance;

/// The question below a server's details, and its answer.
#[component]
pub fn FederationCheck(
    /// The server's answers, which hold its block list.
    detail: Detail,
    /// The server's domain.
    domain: String,
) -> impl IntoView {
    let domain = StoredValue::new(domain);
    let announcer = expect_context::<Announcer>();
    let problem = RwSignal::new(None::<String>);
    let found = RwSignal::new(None::<Talk>);
    let asked = RwSignal::new(None::<String>);
    // Once the server has shown its own list, or said that it does not.
    Effect::new(move |_| {
        let Some(other) = asked.get() else { return };
        if detail.blocks.with(Option::is_none) {
            return;
        }
        let here = domain.get_value();
        spawn_local(async move {
            let talk = detail.talk(&here, other).await;
            // Another server may have been asked about meanwhile.
            let is_asked = |talk: &Talk| {
                let asked = asked.try_get_untracked().flatten();
                asked.as_ref() == Some(&talk.other)
            };
            if let Some(talk) = talk.filter(is_asked) {
                asked.set(None);
                announcer.say(sentences(&talk, &names(&talk, &here)).join(" "));
                found.set(Some(talk));
            }
        });
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = typed(&event, "other");
        found.set(None);
        let (other, wrong) = match domain::from_typed(&typed) {
            Err(_) => (None, Some(say::talk_bad())),
            Ok(other) if other == domain.get_value() => (None, Some(say::talk_same())),
            Ok(other) => (Some(other), None),
        };
        problem.set(wrong);
        asked.set(other);
    };
    let answer = move || match found.get() {
        Some(talk) => {
            let here = domain.get_value();
            let names = names(&talk, &here);
            let [one, other] = &names;
            sentences(&talk, &names)
                .map(|text| view! { <p>{with_names(&text, &[one, other])}</p> })
                .into_iter()
                .collect_view()
                .into_any()
        }
        None => asked
            .get()
            .map(|_| view! { <p>{say::asking()}</p> })
            .into_any(),
    };
    view! {
        <form class="talk" data-test="talk" on:submit=submit>
            <h2>{say::talk()}</h2>
            <p>{say::talk_text()}</p>
            <ServerField id="other" label=say::talk_label() problem=problem/>
            <button class="button secondary" type="submit">
                {say::talk_button()}
            </button>
            <div data-test="stances">{answer}</div>
        </form>
    }
}

/// What each server says of the other.
fn sentences(talk: &Talk, [here, other]: &[String; 2]) -> [String; 2] {
    [
        stance(talk.here, other, here),
        stance(talk.there, here, other),
    ]
}

/// Both servers' names as they are read.
fn names(talk: &Talk, here: &str) -> [String; 2] {
    [here, &talk.other].map(|it| domain::display(it).text)
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
    use super::{names, sentences};
    use crate::availability::details::Talk;
    use picker::live::Stance;

    #[test]
    fn each_direction_is_said_on_its_own() {
        let talk = Talk {
            other: "b.example".to_owned(),
            here: Stance::Suspended,
            there: Stance::Nothing,
        };
        assert_eq!(
            sentences(&talk, &names(&talk, "a.example")),
            [
                "a.example blocks b.example: people on the two cannot talk to each other.",
                "b.example does not block a.example."
            ]
        );
        let talk = Talk {
            other: "xn--mnchen-3ya.example".to_owned(),
            ..talk
        };
        let [_, there] = sentences(&talk, &names(&talk, "a.example"));
        assert_eq!(there, "münchen.example does not block a.example.");
    }
}
