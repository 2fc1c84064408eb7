//! `/servers/map/`: all bundled servers as circles, for people who would rather look
//! than read, and as a table.

pub mod picture;
pub mod table;
pub mod told;

use crate::browse_route;
use crate::components::browse::announce_counts;
use crate::components::browse::chosen::{Chosen, Empty};
use crate::components::browse::filters::Filters;
use crate::components::browse::words::OwnWords;
use crate::components::compare_selection::CompareBar;
use crate::components::live_text::live_text;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::i18n::messages::browse as say;
use crate::state::browse::Browse;
use crate::state::navigation::Navigation;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Page};
use leptos::prelude::*;
use picture::Picture;
use table::Table;
use told::Told;

/// The page.
#[component]
pub fn ServersMap() -> impl IntoView {
    view! { <PageOf route="servers/map/" view=servers_map/> }
}

fn servers_map(page: Page<page::ServerMap>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let site = expect_context::<Site>();
    let navigation = expect_context::<Navigation>();
    let browse = Browse::start(navigation, browse_route::MAP, None);
    provide_context(browse);
    let picture = page.content;
    let told = Told::follow(browse, words, &picture.groups);
    let shown = Memo::new(move |_| Some(told.shown()));
    announce_counts(shown);
    let as_of = words.fill("picker.as_of", &[("date", &picture.date.text)]);
    let ready = Memo::new(move |_| browse.browsed.with(Option::is_some));
    let list = move || {
        browse
            .view
            .with(|view| site.path(&browse_route::path(browse_route::ROUTE, view)))
    };
    let colours = ["instant", "approval", "open", "unknown", "closed"].map(|key| {
        view! {
            <li data-sign-up=key>{words.text(&format!("map.{key}"))}</li>
        }
    });
    let empty = move || {
        browse.browsed.with(|browsed| {
            let listing = &browsed.as_ref()?.listing;
            let loosenings = listing.loosenings.clone();
            let none = listing.servers.is_empty();
            none.then(|| view! { <Empty loosenings=loosenings/> })
        })
    };
    let compared = move || {
        let browsed = browse.browsed.get()?;
        Some(view! { <CompareBar state=browsed.quiz()/> })
    };
    let table = picture.groups.clone();
    view! {
        <PageHeading title=page.title description=page.description/>
        <p>{words.text("map.how")} " " {as_of}</p>
        <p>
            <a href=list data-test="as-list">{words.text("map.list")}</a>
        </p>
        <details class="map-filters no-print" data-ready=move || ready.get().then_some("")>
            <summary>{say::narrow()}</summary>
            {move || ready.get().then(|| view! { <OwnWords/> <Filters switches=false/> })}
        </details>
        <Chosen/>
        <p class="status" data-test="shown" inner_html=live_text(move || shown.get().unwrap_or_default())></p>
        {empty}
        <p class="small">{words.text("map.colours")}</p>
        <ul class="map-colours">
            {colours.collect_view()}
            <li data-pick="">{words.text("map.picks")}</li>
        </ul>
        <Picture picture=picture told=told ready=ready/>
        <h2 id="table">{words.text("map.table")}</h2>
        <Table groups=table told=told ready=ready/>
        <div class="browse-compare">{compared}</div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::servers_map;
    use crate::components::testing::{picker_html_at, tag, texts};
    use content::Words;
    use content::page::{MapGroup, MapServer, Page, ServerMap, Time};
    use picker::model::{Fact, Server, SignUp, Source};

    fn page() -> Page<ServerMap> {
        let server = |domain: &str| MapServer {
            domain: domain.to_owned(),
            x: 500,
            y: 500,
            r: 100,
            language: "English".to_owned(),
            people: "90".to_owned(),
            sign_up: "open".to_owned(),
        };
        let group = |name: &str, domains: &[&str]| MapGroup {
            name: name.to_owned(),
            x: 500,
            y: 500,
            r: 500,
            servers: domains.iter().map(|it| server(it)).collect(),
        };
        Page {
            route: "servers/map/".to_owned(),
            title: "The map".to_owned(),
            description: String::new(),
            words: Words::default(),
            content: ServerMap {
                date: Time {
                    datetime: "2026-11-23".to_owned(),
                    text: "23 November 2026".to_owned(),
                },
                size: 10_000,
                groups: vec![
                    group("Art", &["a.example", "b.example"]),
                    group("Trains", &["c.example", "d.example"]),
                ],
            },
        }
    }

    /// The tag of the circle of a server.
    fn circle<'a>(html: &'a str, domain: &str) -> &'a str {
        let mut links = html.split("<a ").filter(|it| it.contains("data-at="));
        links
            .find(|it| it.contains(&format!("d={domain}")))
            .unwrap()
    }

    #[test]
    fn each_server_is_told_as_the_build_knew_it() {
        let html = picker_html_at("", None, || servers_map(page()));
        for (number, domain) in ["a.example", "b.example", "c.example", "d.example"]
            .into_iter()
            .enumerate()
        {
            let circle = circle(&html, domain);
            assert!(
                circle.contains(&format!("data-at=\"{number}\"")),
                "{circle}"
            );
            let label = format!("aria-label=\"{domain}, 90, English, [map.open]\"");
            assert!(circle.contains(&label), "{circle}");
            assert!(circle.contains("data-sign-up=\"open\""), "{circle}");
        }
        assert!(texts(&html).contains("4 servers of 4"), "{html}");
        assert!(!html.contains("type=\"checkbox\""), "{html}");
    }

    #[test]
    fn a_newer_list_counts_and_filters_leave_out() {
        let servers = ["a.example", "b.example", "c.example", "d.example"].map(|domain| {
            let mut server = Server::new(domain);
            server.weekly_active = Some(Fact::new(4_200, Source::Joinmastodon, None));
            let how = match domain {
                "c.example" => SignUp::Instant,
                _ => SignUp::Approval,
            };
            server.sign_up = Some(Fact::new(how, Source::Joinmastodon, None));
            server
        });
        let html = picker_html_at("signup=instant", Some(servers.into()), || {
            servers_map(page())
        });
        let left = circle(&html, "c.example");
        let label = "aria-label=\"c.example, 4,200, English, [map.instant]\"";
        assert!(left.contains(label) && !left.contains("data-dim"), "{left}");
        assert!(left.contains("signup=instant"), "{left}");
        let out = circle(&html, "d.example");
        assert!(out.contains("data-sign-up=\"approval\""), "{out}");
        assert!(out.contains("data-dim"), "{out}");
        assert!(texts(&html).contains("1 server of 4"), "{html}");
        assert_eq!(html.matches("<tr hidden").count(), 3, "{html}");
        assert!(tag(&html, "compare-bar").is_some(), "{html}");
    }
}
