//! Lists of links to pages of the site.

use crate::state::site::Site;
use content::page::NavLink;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

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
    use super::NavLinks;
    use crate::components::testing::html_at;
    use crate::state::site::Site;
    use leptos::prelude::*;

    #[test]
    fn the_current_page_is_marked_where_it_is_linked() {
        let links = || {
            let site = expect_context::<Site>();
            view! { <NavLinks links=site.footer_links()/> }
        };
        let html = html_at("/spread/about/", links);
        let current = "<a href=\"/spread/about/\" aria-current=\"page\">to about/</a>";
        assert!(html.contains(current), "{html}");
        assert_eq!(html.matches("aria-current").count(), 1, "{html}");
        let html = html_at("/spread/elsewhere/", links);
        assert!(!html.contains("aria-current"), "{html}");
    }
}
