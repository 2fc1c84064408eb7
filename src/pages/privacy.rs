//! `/privacy/`: what is known about visitors.

use crate::components::page_of::PageOf;
use crate::components::prose::prose;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Privacy() -> impl IntoView {
    view! { <PageOf route="privacy/" view=prose/> }
}
