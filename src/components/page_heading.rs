//! The heading of a page and the sentence under it.

use super::links::with_names;
use leptos::prelude::*;

/// The page's only `<h1>`, with its lede.
#[component]
pub fn PageHeading(
    /// The heading.
    title: String,
    /// The sentence under it.
    description: String,
) -> impl IntoView {
    view! {
        <h1>{title}</h1>
        <p class="lede">{with_names(&description, &[])}</p>
    }
}
