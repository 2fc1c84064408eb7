//! Where in the picker the visitor is: the query of the address. Links between
//! its pages are followed without loading the page anew; back and forward work
//! as everywhere.
//!
//! leptos_router would do it, for 25 kB of each visitor's download: with one
//! route there is nothing to match.

use crate::signal::Cell;

/// The address, as far as the picker is concerned.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    query: Cell<String>,
    /// Whether each step is an entry in the browser's history. In a frame on
    /// somebody else's page it is not: their "back" is not ours to take.
    history: bool,
}

impl Place {
    /// At the address of the page.
    #[must_use]
    pub fn new() -> Self {
        Self::at(address_query(), true)
    }

    /// In a frame on somebody else's page, at its start. Where the visitor is
    /// then stands in no address: neither theirs nor the frame's is ours to
    /// change.
    #[must_use]
    pub fn inside(query: String) -> Self {
        Self::at(query, false)
    }

    fn at(query: String, history: bool) -> Self {
        let place = Self {
            query: Cell::new(query),
            history,
        };
        #[cfg(target_arch = "wasm32")]
        browser::listen(place);
        place
    }

    /// The query, with or without its question mark.
    #[must_use]
    pub fn query(self) -> String {
        self.query.get()
    }

    /// The query, without following it.
    #[must_use]
    pub fn query_untracked(self) -> String {
        self.query.get_untracked()
    }

    /// Goes to another page of the picker, `href` being relative to the base of
    /// the site: with an entry in the history, or in place of this one.
    pub fn go(self, href: &str, replace: bool) {
        self.write(href, replace);
        let query = href.split_once('?').map_or("", |(_, query)| query);
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        if self.query.with_untracked(|now| now != query) {
            self.query.set(query.to_owned());
        }
    }

    /// Whether this is a frame on somebody else's page.
    #[must_use]
    pub const fn is_inside(self) -> bool {
        !self.history
    }

    /// Keeps a state in the address, for a reload or the way back.
    pub fn keep(self, href: &str) {
        self.write(href, true);
    }

    fn write(self, href: &str, replace: bool) {
        if self.history {
            crate::platform::page::write_address(href, replace);
        }
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

fn address_query() -> String {
    #[cfg(target_arch = "wasm32")]
    return browser::query();
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::Place;
    use crate::quiz::PLACE;
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{HtmlAnchorElement, MouseEvent};

    pub(super) fn query() -> String {
        let search = web_sys::window().and_then(|window| window.location().search().ok());
        let search = search.unwrap_or_default();
        search.trim_start_matches('?').to_owned()
    }

    /// Both listeners stay for as long as the page does.
    pub(super) fn listen(place: Place) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let back = Closure::<dyn Fn()>::new(move || {
            let now = query();
            // A jump to a place on the same page is one of these events too.
            if place.query.with_untracked(|old| *old != now) {
                place.query.set(now);
            }
        });
        let click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
            if let Some(href) = inner_link(&event) {
                event.prevent_default();
                place.go(&href, false);
            }
        });
        for (name, listener) in [("popstate", back.as_ref()), ("click", click.as_ref())] {
            let _ = window.add_event_listener_with_callback(name, listener.unchecked_ref());
        }
        back.forget();
        click.forget();
    }

    /// Where a click leads, if it is a plain click on a link to another page
    /// of the picker.
    fn inner_link(event: &MouseEvent) -> Option<String> {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return None;
        }
        let link = event
            .target()?
            .dyn_into::<web_sys::Element>()
            .ok()?
            .closest("a[href]")
            .ok()
            .flatten()?
            .dyn_into::<HtmlAnchorElement>()
            .ok()?;
        // In a frame the picker's links lead to the site's own page of it, for
        // whoever opens one in a new tab.
        let base = web_sys::window()?.document()?.base_uri().ok()??;
        let picker = web_sys::Url::new_with_base(PLACE, &base).ok()?;
        let path = |path: &str| {
            path.trim_end_matches("index.html")
                .trim_end_matches('/')
                .to_owned()
        };
        let same = link.target().is_empty()
            && link.origin() == picker.origin()
            && path(&link.pathname()) == path(&picker.pathname())
            && link.hash().is_empty();
        same.then(|| link.href())
    }
}
