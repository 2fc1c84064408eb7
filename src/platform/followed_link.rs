//! The link by which an entry of the history was left. A page that is built up anew
//! on the way back, bit by bit, has no place yet to scroll to, and may have other
//! heights than it had: it is scrolled until that link stands where it stood.

use crate::platform::task::next_frame;
use js_sys::{Object, Reflect};
use leptos::task::spawn_local;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Window};

/// The keys in an entry's state.
const HREF: &str = "link";
const NTH: &str = "nth";
const TOP: &str = "top";

/// How many frames a link is waited for, and for how many it must stand still: what
/// comes near the visible part is laid out then, and moves what follows.
const PATIENCE: u32 = 300;
const AT_REST: u32 = 10;

thread_local! {
    /// Counts what the visitor does: scrolling back ends with it.
    static ACTED: Cell<u32> = const { Cell::new(0) };
}

/// A link and its place on the screen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FollowedLink {
    href: String,
    /// Which of the links there, where several lead to the same.
    nth: u32,
    /// The distance from the top of the visible part, in CSS pixels.
    top: f64,
}

impl FollowedLink {
    /// A link (`a[href]`) as it stands now.
    pub(super) fn of(link: &Element) -> Option<Self> {
        let href = link.get_attribute("href")?;
        let document = link.owner_document()?;
        let nth = same(&document, &href).position(|it| it == *link)?;
        Some(Self {
            href,
            nth: u32::try_from(nth).ok()?,
            top: link.get_bounding_client_rect().top(),
        })
    }

    /// What an entry's state says.
    pub(super) fn read(state: &JsValue) -> Option<Self> {
        let get = |key: &str| Reflect::get(state, &JsValue::from_str(key)).ok();
        Some(Self {
            href: get(HREF)?.as_string()?,
            nth: get(NTH)?.as_f64()? as u32,
            top: get(TOP)?.as_f64()?,
        })
    }

    /// Writes the link into an entry's state, or takes out the one that is there.
    pub(super) fn write(link: Option<&Self>, state: &Object) {
        let Some(Self { href, nth, top }) = link else {
            for key in [HREF, NTH, TOP] {
                let _ = Reflect::delete_property(state, &JsValue::from_str(key));
            }
            return;
        };
        let values = [
            (HREF, JsValue::from_str(href)),
            (NTH, JsValue::from_f64(f64::from(*nth))),
            (TOP, JsValue::from_f64(*top)),
        ];
        for (key, value) in values {
            let _ = Reflect::set(state, &JsValue::from_str(key), &value);
        }
    }

    /// Scrolls until the link stands where it stood, or somebody else scrolls: what
    /// visitors do with keys, wheels and fingers is told by events, and a scroll bar by
    /// a link that has moved on the screen and not on the page.
    pub(super) fn scroll_back(self, window: Window) {
        let acted = ACTED.get();
        spawn_local(async move {
            let mut at_rest = 0;
            // How far the page was scrolled at the last look, and where on it the link was.
            let mut seen = None;
            for _ in 0..PATIENCE {
                if ACTED.get() != acted {
                    return;
                }
                if let Some(away) = self.distance(&window) {
                    let scrolled = position(&window);
                    let place = scrolled + away;
                    if seen.is_some_and(|(y, at)| is_same(place, at) && !is_same(scrolled, y)) {
                        return;
                    }
                    if is_same(away, 0.0) {
                        at_rest += 1;
                    } else {
                        at_rest = 0;
                        window.scroll_by_with_x_and_y(0.0, away);
                    }
                    if at_rest == AT_REST {
                        return;
                    }
                    seen = Some((position(&window), place));
                } else {
                    (at_rest, seen) = (0, None);
                }
                next_frame().await;
            }
        });
    }

    /// How far the link is below its place; `None` where it is not there.
    fn distance(&self, window: &Window) -> Option<f64> {
        let nth = usize::try_from(self.nth).ok()?;
        let link = same(&window.document()?, &self.href).nth(nth)?;
        Some(link.get_bounding_client_rect().top() - self.top)
    }
}

/// How far the page is scrolled.
fn position(window: &Window) -> f64 {
    window.scroll_y().unwrap_or_default()
}

/// Whether two places are the same but for rounding.
fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1.0
}

/// The visitor has done something: what is being scrolled back stays where it is.
pub(super) fn acted() {
    ACTED.set(ACTED.get().wrapping_add(1));
}

/// The links that lead to the same.
fn same(document: &Document, href: &str) -> impl Iterator<Item = Element> {
    let quoted = href.replace('\\', "\\\\").replace('"', "\\\"");
    let found = document.query_selector_all(&format!("a[href=\"{quoted}\"]"));
    let found = found.ok();
    let length = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..length).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}
