//! Text that maintainers write as Markdown, and pages that are made of it.

use super::page_heading::PageHeading;
use content::page::{Page, Prose};
use leptos::prelude::*;

/// Draws a page that is Markdown under a heading.
pub fn prose(page: Page<Prose>) -> impl IntoView {
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <Markdown html=page.content.html/>
        </div>
    }
}

/// HTML that the build has made from Markdown of the repository. Raw HTML in
/// it is refused there, so nothing but that Markdown can get here.
#[component]
pub fn Markdown(
    /// The HTML.
    html: String,
) -> impl IntoView {
    view! { <div inner_html=html></div> }
}
