//! `404.html`: what hosts send for an address that does not exist, and what
//! the app shows at one. It leads on.

use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::state::site::Site;
use content::page::{self, NavLink, Page};
use leptos::prelude::*;

/// The page.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <PageOf route="404.html" view=not_found/> }
}

fn not_found(page: Page<page::NotFound>) -> impl IntoView {
    let site = expect_context::<Site>();
    let home = NavLink {
        route: String::new(),
        label: site.text("frame.home"),
    };
    let footer = site.footer_links();
    // Those of the header that do not stand in the footer as well.
    let header = site.header_links().into_iter();
    let header = header.filter(|link| footer.iter().all(|it| it.route != link.route));
    let links: Vec<NavLink> = std::iter::once(home)
        .chain(header)
        .chain(footer.clone())
        .collect();
    let items = links
        .into_iter()
        .map(|link| view! { <li><a href=site.path(&link.route)>{link.label}</a></li> });
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <ul>{items.collect_view()}</ul>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::not_found;
    use crate::components::testing::{has, page_html};
    use content::page;

    #[test]
    fn a_lost_page_leads_on() {
        let html = page_html(not_found, page::NotFound {});
        has(
            &html,
            &[
                "<h1>The title</h1>",
                "<a href=\"/spread/\">[frame.home]</a>",
                "<a href=\"/spread/servers/\">to servers/</a>",
                "<a href=\"/spread/privacy/\">to privacy/</a>",
            ],
        );
        assert_eq!(html.matches("href=\"/spread/about/\"").count(), 1);
    }
}
