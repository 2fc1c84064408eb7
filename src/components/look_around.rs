//! Below the picker: the way to the list of all servers, with what was answered
//! chosen there, and for visitors without JavaScript the word that it works.

use crate::browse_route;
use crate::quiz::State;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Page};
use leptos::prelude::*;

/// The link.
#[component]
pub fn LookAround(
    /// The data of the picker's page.
    page: Page<page::Picker>,
    /// The answers so far.
    state: Memo<State>,
) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let site = expect_context::<Site>();
    let href = move || state.with(|state| site.path(&browse_route::path_for(&state.answers)));
    view! {
        <aside class="look-around no-print">
            <noscript><p class="notice">{words.text("picker.noscript")}</p></noscript>
            <p>
                <a href=href data-test="look-around-all">
                    {words.count("picker.all_link", page.content.all)}
                </a>
            </p>
        </aside>
    }
}
