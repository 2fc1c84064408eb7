//! What is said about the lists: where they come from, and when one is missing.

use crate::app::Visitor;
use crate::directory::explain;
use crate::directory::load::Directory;
use crate::messages::directory as say;
use leptos::prelude::*;

/// A notice when the newest list could not be had, with a way to try again.
pub fn notices() -> AnyView {
    let directory = expect_context::<Directory>();
    let complaint = Memo::new(move |_| directory.lists.with(crate::directory::Lists::complaint));
    (move || {
        complaint.get().map(|text| {
            view! {
                <div class="notice" data-test="list-problem">
                    <p>{text}</p>
                    <button
                        class="button secondary"
                        type="button"
                        data-test="retry"
                        on:click=move |_| directory.retry()
                    >
                        {say::retry()}
                    </button>
                </div>
            }
        })
    })
    .into_any()
}

/// Instead of results when there is no list at all.
pub fn nothing() -> AnyView {
    let directory = expect_context::<Directory>();
    (move || {
        let problem = directory.lists.with(crate::directory::Lists::nothing)?;
        let why = explain(problem).unwrap_or_else(say::nothing_bundled);
        Some(view! {
            <div class="notice problem" data-test="nothing">
                <p>{say::nothing(&why)}</p>
                <p>
                    <a href="https://joinmastodon.org/servers">{say::instead()}</a>
                </p>
                <button
                    class="button"
                    type="button"
                    data-test="retry"
                    on:click=move |_| directory.retry()
                >
                    {say::retry()}
                </button>
            </div>
        })
    })
    .into_any()
}

/// Where the lists come from and how old they are.
pub fn sources() -> AnyView {
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
    view! {
        <p class="sources" data-test="sources">
            {lines}
        </p>
    }
    .into_any()
}
