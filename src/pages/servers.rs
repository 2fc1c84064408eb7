//! The picker: one question after the other, then the recommended servers.

use crate::app::use_goto;
use crate::closeup::Closeup;
use crate::components::compare::compare;
use crate::components::details::details;
use crate::components::questions::question;
use crate::components::results::{Kept, Results};
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
    let closeup = Memo::new(move |_| Closeup::from_query(&search.get()));
    provide_context(Kept(StoredValue::new(None)));
    // Whoever comes to the results by a link without a seed gets one drawn.
    let goto = use_goto();
    Effect::new(move |_| {
        let state = state.get();
        let away = closeup.with(|closeup| !closeup.is_empty());
        if state.step == Step::Results && state.seed.is_none() && !away {
            goto(&state.with_seed(random::seed()), true);
        }
    });
    // What the visitor has ticked but not sent yet: it goes along on the way
    // back, and stands in the address for a reload.
    let draft = RwSignal::new(state.get_untracked());
    Effect::new(move |_| draft.set(state.get()));
    let back = move || {
        if closeup.with(|closeup| !closeup.is_empty()) {
            return state.with(State::href);
        }
        match draft.with(State::back) {
            Some(back) => back.href(),
            None => "./".to_owned(),
        }
    };
    let results = Memo::new(move |_| state.with(|state| state.step == Step::Results));
    view! {
        <nav class="before-main">
            <a class="back-link" href=back data-test="back">
                {site::back()}
            </a>
        </nav>
        <main id="main" class="picker">
            {move || {
                let Closeup { server, compare: side_by_side } = closeup.get();
                if let Some(domain) = server {
                    details(&domain)
                } else if !side_by_side.is_empty() {
                    compare(&state.get_untracked(), &side_by_side)
                } else if results.get() {
                    view! { <Results state/> }.into_any()
                } else {
                    // A new question is a new page: nothing of the old one, not
                    // even the state of a checkbox, is used again.
                    view! {
                        <For each=move || [state.get()] key=State::to_query let:state>
                            {question(state, draft)}
                        </For>
                    }
                        .into_any()
                }
            }}
        </main>
    }
    .into_any()
}
