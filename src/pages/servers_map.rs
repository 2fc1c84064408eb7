//! `/servers/map/`: all bundled servers as circles, for people who would rather look
//! than read, and as a table.

use crate::browse_route;
use crate::components::browse::chosen::Chosen;
use crate::components::browse::filters::Filters;
use crate::components::browse::words::OwnWords;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::detail_route::server_path;
use crate::i18n::messages::browse as say;
use crate::platform::form;
use crate::state::browse::Browse;
use crate::state::navigation::Navigation;
use crate::state::page_words::PageWords;
use crate::state::pick_history;
use crate::state::site::Site;
use content::page::{self, MapGroup, MapServer, Page};
use leptos::prelude::*;
use picker::answers::Answers;
use picker::domain;
use std::collections::HashSet;

/// The page.
#[component]
pub fn ServersMap() -> impl IntoView {
    view! { <PageOf route="servers/map/" view=servers_map/> }
}

fn servers_map(page: Page<page::ServerMap>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let site = expect_context::<Site>();
    let navigation = expect_context::<Navigation>();
    let browse = Browse::start(navigation, browse_route::MAP, 0);
    provide_context(browse);
    let picture = page.content;
    let as_of = words.fill("picker.as_of", &[("date", &picture.date.text)]);
    let ready = Memo::new(move |_| browse.browsed.with(Option::is_some));
    let list = move || {
        let mut view = browse.view.get();
        // Each has an order of its own.
        view.seed = None;
        site.path(&browse_route::path(browse_route::ROUTE, &view))
    };
    let colours = ["instant", "approval", "unknown"].map(|key| {
        view! {
            <li data-sign-up=key>{words.text(&format!("map.{key}"))}</li>
        }
    });
    let table = picture.groups.clone();
    view! {
        <PageHeading title=page.title description=page.description/>
        <p>{words.text("map.how")} " " {as_of}</p>
        <p>
            <a href=list data-test="as-list">{words.text("map.list")}</a>
        </p>
        <details class="map-filters no-print">
            <summary>{say::narrow()}</summary>
            {move || ready.get().then(|| view! { <OwnWords/> <Filters/> })}
        </details>
        <Chosen/>
        <p class="small">{words.text("map.colours")}</p>
        <ul class="map-colours">
            {colours.collect_view()}
            <li data-pick="">{words.text("map.picks")}</li>
        </ul>
        <Picture picture=picture/>
        <h2 id="table">{words.text("map.table")}</h2>
        <Table groups=table/>
    }
}

/// The circles, and the name of the one that is pointed at.
#[component]
fn Picture(picture: page::ServerMap) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let browse = expect_context::<Browse>();
    let pointed = RwSignal::new(None::<String>);
    let point = move |event: leptos::ev::Event| {
        if let Some(text) = form::label_around(&event, "a") {
            pointed.set(Some(text));
        }
    };
    // A finger fires the first of them, too.
    let (over, focus) = (
        move |event: leptos::ev::PointerEvent| point(event.into()),
        move |event: leptos::ev::FocusEvent| point(event.into()),
    );
    // `None` while all fit.
    let fitting = Memo::new(move |_| {
        browse.browsed.with(|browsed| {
            let browsed = browsed.as_ref().filter(|it| !it.view.filters.is_empty())?;
            let servers = browsed.listing.servers.iter();
            let domains = servers.filter_map(|at| browsed.picker.servers().get(*at));
            Some(
                domains
                    .map(|it| it.domain.clone())
                    .collect::<HashSet<String>>(),
            )
        })
    });
    let picks: Vec<String> = pick_history::last();
    let side = picture.size;
    // Above all circles: those beside a group would cover its name.
    let labels = picture.groups.iter().filter(|group| group.r > 450);
    let labels = labels.map(|group| {
        view! {
            <text x=group.x.to_string() y=(group.y - group.r + 140).to_string()>
                {group.name.clone()}
            </text>
        }
    });
    let labels = labels.collect_view();
    let groups = picture.groups.into_iter().map(|group| {
        let circles = group.servers.iter().map(|server| {
            let picked = picks.contains(&server.domain);
            view! { <Circle server=server.clone() picked=picked fitting=fitting/> }
        });
        view! {
            <g>
                <circle
                    class="map-topic"
                    cx=group.x.to_string()
                    cy=group.y.to_string()
                    r=group.r.to_string()
                ></circle>
                {circles.collect_view()}
            </g>
        }
    });
    let now = move || pointed.get().unwrap_or_else(|| words.text("map.none"));
    view! {
        <p class="map-name" data-test="map-name">{now}</p>
        <p>
            <a class="skip-link" href="#table" rel="external">{words.text("map.skip")}</a>
        </p>
        <svg
            class="map"
            role="group"
            aria-label=words.text("map.picture")
            viewBox=format!("0 0 {side} {side}")
            data-test="map"
            on:pointerover=over
            on:focusin=focus
        >
            {groups.collect_view()}
            {labels}
        </svg>
    }
}

#[component]
fn Circle(
    server: MapServer,
    /// It is one of the visitor's three.
    picked: bool,
    /// Those that all filters let pass; `None` while that is all.
    fitting: Memo<Option<HashSet<String>>>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let href = site.path(&server_path(&Answers::default(), &server.domain));
    let sign_up = words.text(&format!("map.{}", server.sign_up));
    let name = domain::display(&server.domain).text;
    let facts = [name, server.people, server.language, sign_up];
    let facts: Vec<String> = facts.into_iter().filter(|it| !it.is_empty()).collect();
    let domain = server.domain;
    let dim = Memo::new(move |_| {
        fitting.with(|fitting| fitting.as_ref().is_some_and(|it| !it.contains(&domain)))
    });
    // The group says that this is a link of the picture, not of the text.
    view! {
        <g>
            <a
                href=href
                aria-label=facts.join(", ")
                data-sign-up=server.sign_up
                data-pick=picked.then_some("")
                data-dim=move || dim.get().then_some("")
            >
                <circle
                    cx=server.x.to_string()
                    cy=server.y.to_string()
                    r=server.r.to_string()
                ></circle>
            </a>
        </g>
    }
}

/// The same as rows.
#[component]
fn Table(groups: Vec<MapGroup>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let heads = ["server", "topic", "people", "language", "sign_up"]
        .map(|key| view! { <th scope="col">{words.text(&format!("map.{key}"))}</th> });
    let rows = groups.into_iter().flat_map(move |group| {
        group.servers.into_iter().map(move |server| {
            let href = site.path(&server_path(&Answers::default(), &server.domain));
            let name = domain::display(&server.domain).text;
            view! {
                <tr>
                    <th scope="row">
                        <a href=href translate="no">{name}</a>
                    </th>
                    <td>{group.name.clone()}</td>
                    <td>{server.people}</td>
                    <td>{server.language}</td>
                    <td>{words.text(&format!("map.{}", server.sign_up))}</td>
                </tr>
            }
        })
    });
    view! {
        <div class="scroll map-table" role="region" tabindex="0" aria-labelledby="table">
            <table>
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
