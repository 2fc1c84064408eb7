//! `/servers/map/`: all bundled servers as circles, for people who would rather look
//! than read, and as a table.

mod picture;
mod table;
mod told;

use crate::browse_route;
use crate::components::browse::announce_counts;
use crate::components::browse::chosen::{Chosen, Empty};
use crate::components::browse::filters::Filters;
use crate::components::browse::words::OwnWords;
use crate::components::compare_selection::CompareBar;
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
        <p class="status" data-test="shown">{move || shown.get()}</p>
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
