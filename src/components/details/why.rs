//! Why a server would be picked for the answers in the address.

use crate::components::links::with_names;
use crate::i18n::messages::{details as say, results};
use crate::words::points;
use leptos::prelude::*;
use picker::recommend::Pick;

/// What speaks for the server, and against it.
#[component]
pub fn Why(
    /// The server, held against the answers.
    pick: Pick,
) -> impl IntoView {
    let reasons = pick.reasons.iter();
    let reasons: Vec<_> = reasons
        .map(|point| view! { <li>{with_names(&points::reason(&point.kind), &[])}</li> })
        .collect();
    let misses = pick.misses.iter();
    let misses: Vec<_> = misses
        .map(|point| view! { <li>{with_names(&points::miss(&point.kind), &[])}</li> })
        .collect();
    if reasons.is_empty() && misses.is_empty() {
        return ().into_any();
    }
    view! {
        <h2>{say::why()}</h2>
        {(!reasons.is_empty())
            .then(|| {
                view! {
                    <ul class="reasons" aria-label=results::why() data-test="reasons">
                        {reasons}
                    </ul>
                }
            })}
        {(!misses.is_empty())
            .then(|| {
                view! {
                    <ul class="misses" aria-label=results::misses() data-test="misses">
                        {misses}
                    </ul>
                }
            })}
    }
    .into_any()
}
