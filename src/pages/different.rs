//! `/different/`: how Mastodon is different.

use crate::components::page_of::PageOf;
use crate::components::prose::prose;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Different() -> impl IntoView {
    view! { <PageOf route="different/" view=prose/> }
}
