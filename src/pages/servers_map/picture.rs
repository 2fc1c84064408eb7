//! The circles, and the name of the one that is pointed at.

use super::told::Told;
use crate::platform::form;
use crate::state::navigation::{History, Navigation};
use crate::state::page_words::PageWords;
use crate::state::pick_history;
use crate::state::site::Site;
use content::page::{self, MapServer};
use leptos::ev;
use leptos::prelude::*;

/// The links of the picture, and where each has its server's number.
const CIRCLES: &str = ".map a";
const NUMBER: &str = "data-at";

/// How far beside a circle a finger may come down, in CSS pixels: most circles are
/// smaller than a fingertip on a phone.
const REACH: f64 = 24.0;

/// The picture.
#[component]
pub fn Picture(
    /// Where the circles are.
    picture: page::ServerMap,
    /// What is said of their servers.
    told: Told,
    /// Whether the program has its servers: before that nothing can be pointed at.
    ready: Memo<bool>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let navigation = expect_context::<Navigation>();
    let site = expect_context::<Site>();
    let pointed = RwSignal::new(None::<usize>);
    // The one that a finger has named: touched again, it opens.
    let touched = RwSignal::new(None::<usize>);
    let finger = StoredValue::new(false);
    let point = move |event: &ev::Event| {
        if let Some(number) = number(form::attribute_around(event, "a", NUMBER)) {
            touched.set(None);
            pointed.set(Some(number));
        }
    };
    let over = move |event: ev::PointerEvent| {
        if event.pointer_type() != "touch" {
            point(&event.into());
        }
    };
    let down = move |event: ev::PointerEvent| finger.set_value(event.pointer_type() == "touch");
    let focus = move |event: ev::FocusEvent| {
        if !finger.get_value() {
            point(&event.into());
        }
    };
    let open = move |number| navigation.go(&untrack(|| told.path(number)), History::Push);
    let click = move |event: ev::MouseEvent| {
        // The Enter key clicks, too.
        if finger.get_value() && event.detail() > 0 {
            let Some(number) = number(form::nearest(&event, CIRCLES, REACH, NUMBER)) else {
                return;
            };
            event.prevent_default();
            if touched.get_untracked() == Some(number) {
                open(number);
            } else {
                touched.set(Some(number));
                pointed.set(Some(number));
            }
            return;
        }
        if !form::is_plain_click(&event) {
            return;
        }
        // The router follows links of the text alone: these would load a document, and
        // what is ticked would be lost.
        let around = form::attribute_around(&event.clone().into(), "a", NUMBER);
        if let Some(number) = number(around) {
            event.prevent_default();
            open(number);
        }
    };
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
    let mut numbers = 0..;
    let groups = picture.groups.into_iter().map(|group| {
        let numbered = group.servers.into_iter().zip(numbers.by_ref());
        let circles = numbered.map(|(server, number)| {
            let picked = picks.contains(&server.domain);
            view! { <Circle server=server number=number picked=picked told=told/> }
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
    let groups = groups.collect_view();
    let now = move || match pointed.get() {
        None => ready.get().then(|| words.text("map.none")).into_any(),
        Some(number) if touched.get() == Some(number) => view! {
            <a href=site.path(&told.path(number))>{told.label(number)}</a>
        }
        .into_any(),
        Some(number) => told.label(number).into_any(),
    };
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
            on:pointerdown=down
            on:focusin=focus
            on:click=click
        >
            {groups}
            {labels}
        </svg>
    }
}

fn number(attribute: Option<String>) -> Option<usize> {
    attribute?.parse().ok()
}

#[component]
fn Circle(
    server: MapServer,
    number: usize,
    /// It is one of the visitor's three.
    picked: bool,
    told: Told,
) -> impl IntoView {
    let site = expect_context::<Site>();
    // The group says that this is a link of the picture, not of the text.
    view! {
        <g>
            <a
                href=move || site.path(&told.path(number))
                aria-label=move || told.label(number)
                data-at=number.to_string()
                data-sign-up=move || told.sign_up(number)
                data-pick=picked.then_some("")
                data-dim=move || (!told.fits(number)).then_some("")
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
