//! The footer of every page.

use crate::components::nav_links::NavLinks;
use crate::state::site::Site;
use leptos::prelude::*;

/// The links to all pages, and what holds for all of them.
#[component]
pub fn SiteFooter() -> impl IntoView {
    let site = expect_context::<Site>();
    view! {
        <footer class="site-footer">
            <nav aria-label=site.text("frame.footer_links")>
                <NavLinks links=site.footer_links()/>
            </nav>
            <p>{site.text("frame.privacy")}</p>
            <p>{site.text("frame.not_affiliated")}</p>
        </footer>
    }
}
