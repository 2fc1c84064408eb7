//! Figures that stay as they were published.

use crate::state::page_words::PageWords;
use content::page::Figure;
use leptos::prelude::*;

/// Figures, each with its time and source.
#[component]
pub fn Figures(
    /// In order.
    figures: Vec<Figure>,
    /// The class of the list.
    #[prop(default = "figures")]
    class: &'static str,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let items = figures.into_iter().map(move |figure| {
        let as_of = words.fill("common.as_of", &[("date", &figure.when)]);
        let source = match figure.url {
            Some(url) => view! { " · " <a href=url>{figure.source}</a> }.into_any(),
            None => format!(" · {}", figure.source).into_any(),
        };
        view! {
            <li>
                <strong>{figure.shown}</strong>
                {figure.what}
                {figure.change.map(|change| format!(", {change}"))}
                <p class="small">{as_of} {source}</p>
            </li>
        }
    });
    view! { <ul class=class>{items.collect_view()}</ul> }
}
