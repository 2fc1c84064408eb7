//! The header of every page.

use crate::state::site::Site;
use content::page::NavLink;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

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

/// A list of links to pages of the site; the one to the current page is marked.
#[component]
pub fn NavLinks(
    /// The links, in order.
    links: Vec<NavLink>,
) -> impl IntoView {
    let site = expect_context::<Site>();
    let pathname = use_location().pathname;
    let items = links.into_iter().map(|NavLink { route, label }| {
        let href = site.path(&route);
        let current = move || (site.route_of(&pathname.get()) == route).then_some("page");
        view! { <li><a href=href aria-current=current>{label}</a></li> }
    });
    view! { <ul>{items.collect_view()}</ul> }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::SiteHeader;
    use crate::components::footer::SiteFooter;
    use crate::components::testing::{has, html_at};
    use leptos::prelude::*;

    #[test]
    fn the_current_page_is_marked_where_it_is_linked() {
        let html = html_at("/spread/about/", || view! { <SiteHeader/> <SiteFooter/> });
        let current = "<a href=\"/spread/about/\" aria-current=\"page\">to about/</a>";
        assert_eq!(html.matches(current).count(), 2, "{html}");
        assert_eq!(html.matches("aria-current").count(), 2, "{html}");
        has(
            &html,
            &[
                "href=\"/spread/pictures.svg#mark\"",
                "aria-label=\"[frame.main_links]\"",
            ],
        );
        let html = html_at(
            "/spread/elsewhere/",
            || view! { <SiteHeader/> <SiteFooter/> },
        );
        assert!(!html.contains("aria-current"), "{html}");
    }
}
