//! The header of every page.

use crate::components::nav_links::NavLinks;
use crate::state::site::Site;
use leptos::prelude::*;

/// The site's name and the links to its main pages.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let site = expect_context::<Site>();
    view! {
        <header class="site-header">
            <a class="site-name" href=site.path("")>
                <svg aria-hidden="true" width="32" height="32">
                    <use_ href=site.path("pictures.svg#mark")></use_>
                </svg>
                {site.text("frame.name")}
            </a>
            <nav class="site-nav" aria-label=site.text("frame.main_links")>
                <NavLinks links=site.header_links()/>
            </nav>
        </header>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::SiteHeader;
    use crate::components::testing::{has, html_at};
    use leptos::prelude::*;

    #[test]
    fn name_and_picture_lie_below_the_folder_of_the_site() {
        let html = html_at("/spread/about/", || view! { <SiteHeader/> });
        has(
            &html,
            &[
                "href=\"/spread/pictures.svg#mark\"",
                "aria-label=\"[frame.main_links]\"",
                "<a href=\"/spread/about/\" aria-current=\"page\">to about/</a>",
            ],
        );
    }
}
