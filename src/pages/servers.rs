//! The picker: one question after the other, then the recommended servers.

use crate::app::use_goto;
use crate::components::questions::question;
use crate::components::results::Results;
use crate::directory::load::Directory;
use crate::messages::site;
use crate::platform::random;
use crate::quiz::{State, Step};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Shows the step that stands in the address.
#[component]
pub fn Servers() -> impl IntoView {
    let directory = expect_context::<Directory>();
    directory.load();
    on_cleanup(move || directory.leave());

    let search = use_location().search;
    let state = Memo::new(move |_| State::from_query(&search.get()));
    // Whoever comes to the results by a link without a seed gets one drawn.
    let goto = use_goto();
    Effect::new(move |_| {
        let state = state.get();
        if state.step == Step::Results && state.seed.is_none() {
            goto(&state.with_seed(random::seed()), true);
        }
    });
    let results = Memo::new(move |_| state.with(|state| state.step == Step::Results));
    view! {
        <nav class="before-main">
            {move || {
                let href = state.with(State::back).map_or_else(|| "./".to_owned(), |s| s.href());
                view! {
                    <a class="back-link" href=href data-test="back">
                        {site::back()}
                    </a>
                }
            }}
        </nav>
        <main id="main">
            {move || {
                if results.get() {
                    view! { <Results state/> }.into_any()
                } else {
                    (move || question(state.get())).into_any()
                }
            }}
        </main>
    }
    .into_any()
}
