//! `/servers/all/`: every known server, to look around among, and the pages with
//! parts of the list, for visitors without JavaScript.

use crate::components::browse::BrowseServers;
use crate::components::browse::server_lines::ServerLines;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Page};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The page.
#[component]
pub fn ServersAll() -> impl IntoView {
    view! { <PageOf route="servers/all/" view=servers_all/> }
}

fn servers_all(page: Page<page::ServersAll>) -> impl IntoView {
    PageWords::provide(page.words);
    view! {
        <PageHeading title=page.title description=page.description/>
        <BrowseServers content=page.content/>
    }
}

/// A page with a part of the list: the one at this address.
#[component]
pub fn ServersBy() -> impl IntoView {
    let site = expect_context::<Site>();
    let pathname = use_location().pathname;
    let route = pathname.with_untracked(|path| site.route_of(path));
    view! { <PageOf route=route view=servers_by/> }
}

fn servers_by(page: Page<page::ServersBy>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let site = expect_context::<Site>();
    let as_of = words.fill("picker.as_of", &[("date", &page.content.date.text)]);
    let narrow = page.content.query.map(|query| {
        let href = site.path(&format!("servers/all/?{query}"));
        view! { <li><a href=href>{words.text("picker.narrow")}</a></li> }
    });
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <p>{as_of}</p>
            <ul class="jump">
                {narrow}
                <li><a href=site.path("servers/all/")>{words.text("picker.back")}</a></li>
            </ul>
        </div>
        <ServerLines servers=page.content.servers/>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::servers_by;
    use crate::components::testing::{has, page_html};
    use content::page::{ServersBy, Time};

    #[test]
    fn a_part_of_the_list_leads_to_the_whole() {
        let content = |query: Option<&str>| ServersBy {
            date: Time {
                datetime: "2026-11-23".to_owned(),
                text: "23 November 2026".to_owned(),
            },
            query: query.map(str::to_owned),
            servers: vec![],
        };
        let html = page_html(servers_by, content(Some("topic=art")));
        has(
            &html,
            &[
                "<a href=\"/spread/servers/all/?topic=art\">[picker.narrow]</a>",
                "<a href=\"/spread/servers/all/\">[picker.back]</a>",
            ],
        );
        let html = page_html(servers_by, content(None));
        assert!(!html.contains("[picker.narrow]"), "{html}");
    }
}
