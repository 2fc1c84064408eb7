//! Whether a page says whose it is: from its HTML, which the visitor pastes.

use super::snippets::Choices;
use crate::platform::page;
use crate::state::page_words::PageWords;
use fill::handle::Handle;
use fill::links;
use leptos::ev::SubmitEvent;
use leptos::html::Textarea;
use leptos::prelude::*;
use spread::claims::{self, Claim};

/// The form, its answer, and what cannot be known here.
#[component]
pub(super) fn Check(choices: RwSignal<Choices>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let answer = RwSignal::new(Vec::<String>::new());
    let area = NodeRef::<Textarea>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let html = area
            .get_untracked()
            .map(|it| it.value())
            .unwrap_or_default();
        let lines = choices.with_untracked(|it| match &it.handle {
            Some(handle) => findings(&html, handle, words).to_vec(),
            None => vec![words.text("follow-me.check_first")],
        });
        answer.set(lines);
    };
    let lines = move || {
        let lines = answer.get().into_iter();
        let lines = lines.map(|line| view! { <li>{line}</li> });
        lines.collect_view()
    };
    let cannot = ["profile", "fetched", "allowed", "address"]
        .map(|key| view! { <li>{words.text(&format!("follow-me.cannot_{key}"))}</li> });
    // Hidden until the program is there: without it the browser would send the page to us.
    view! {
        <form class="no-print" hidden=!page::is_live() on:submit=submit data-test="check">
            <h2 id="check">{words.text("follow-me.check")}</h2>
            <div class="field">
                <label for="page-html">{words.text("follow-me.check_field")}</label>
                <p class="hint" id="page-html-hint">{words.text("follow-me.check_text")}</p>
                <textarea
                    id="page-html"
                    name="page"
                    rows="5"
                    spellcheck="false"
                    dir="ltr"
                    aria-describedby="page-html-hint"
                    node_ref=area
                ></textarea>
            </div>
            <button class="button secondary" type="submit">{words.text("follow-me.check_button")}</button>
            <div role="status" data-test="findings"><ul>{lines}</ul></div>
        </form>
        <h3>{words.text("follow-me.cannot")}</h3>
        <ul>{cannot.collect_view()}</ul>
    }
}

/// A sentence on each of the two.
fn findings(html: &str, handle: &Handle, words: PageWords) -> [String; 2] {
    let found = claims::read(html, handle);
    let (name, profile) = (handle.to_string(), links::profile(handle));
    let sentence = |what: &str, claim: &Claim| {
        let (key, other) = match claim {
            Claim::Right => ("right", ""),
            Claim::Other(other) => ("other", other.as_str()),
            Claim::Missing => ("missing", ""),
        };
        let values = [
            ("handle", name.as_str()),
            ("profile", &profile),
            ("found", other),
        ];
        words.fill(&format!("follow-me.check_{what}_{key}"), &values)
    };
    [
        sentence("me", &found.rel_me),
        sentence("creator", &found.creator),
    ]
}
