//! Scroll positions within the app. The browser restores a position when the
//! address changes, which is before the page of that address stands; so it is
//! told not to, and the position is kept in each entry of the history.

/// Takes over the restoring of scroll positions, for as long as the document
/// is shown: a later visit of the document itself is the browser's again.
pub fn manage_scroll() {
    #[cfg(target_arch = "wasm32")]
    web::manage_scroll();
}

/// Scrolls to where the page that has been reached should be: the position of
/// an entry that was gone back to, or the element that the address names, which
/// then gets the focus (`true`), or where it is.
#[must_use]
pub fn scroll_to_target() -> bool {
    #[cfg(target_arch = "wasm32")]
    return web::scroll_to_target();
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// The position of an entry that is reached, by what is kept in it, which scripts of
/// others may have written: without a position it is at the element that its address
/// names, or else at the top.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
fn position(kept: Option<f64>, names_none: bool) -> Option<f64> {
    let kept = kept.filter(|y| y.is_finite() && *y >= 0.0);
    kept.or_else(|| names_none.then_some(0.0))
}

/// Moves the focus to the element that the address names, if it names one:
/// as the browser does when a link to it is followed.
#[cfg(target_arch = "wasm32")]
pub(super) fn focus_named() {
    web::focus_named();
}

#[cfg(target_arch = "wasm32")]
mod web {
    use crate::platform::followed_link::{self, FollowedLink};
    use js_sys::{Object, Reflect};
    use std::cell::Cell;
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use web_sys::{AddEventListenerOptions, HtmlElement, ScrollRestoration, Window};

    /// The key in an entry's state.
    const KEY: &str = "scroll";
    /// How long the page stands still before its position is written, in
    /// milliseconds: browsers limit how often an entry may change.
    const PAUSE: i32 = 200;

    thread_local! {
        /// The position of the entry that was gone back (or forward) to.
        static TARGET: Cell<Option<f64>> = const { Cell::new(None) };
        /// The link by which that entry was left.
        static LINK: Cell<Option<FollowedLink>> = const { Cell::new(None) };
        static TIMER: Cell<Option<i32>> = const { Cell::new(None) };
    }

    fn restoring(window: &Window, how: ScrollRestoration) {
        if let Ok(history) = window.history() {
            let _ = history.set_scroll_restoration(how);
        }
    }

    /// The hash of the current entry, without its sign.
    fn hash(window: &Window) -> String {
        let hash = window.location().hash().unwrap_or_default();
        hash.trim_start_matches('#').to_owned()
    }

    /// Writes the position into the current entry, beside what is there, and the link
    /// by which it is being left.
    fn save(window: &Window, link: Option<&FollowedLink>) {
        let (Ok(history), Ok(y)) = (window.history(), window.scroll_y()) else {
            return;
        };
        let state = Object::new();
        if let Some(old) = history
            .state()
            .ok()
            .and_then(|old| old.dyn_into::<Object>().ok())
        {
            Object::assign(&state, &old);
        }
        let _ = Reflect::set(&state, &KEY.into(), &y.into());
        FollowedLink::write(link, &state);
        let _ = history.replace_state(&state, "");
    }

    fn forget_timer(window: &Window) {
        if let Some(timer) = TIMER.take() {
            window.clear_timeout_with_handle(timer);
        }
    }

    pub(super) fn manage_scroll() {
        let Some(window) = web_sys::window() else {
            return;
        };
        restoring(&window, ScrollRestoration::Manual);
        let later = {
            let window = window.clone();
            Closure::<dyn Fn()>::new(move || {
                TIMER.set(None);
                save(&window, None);
            })
        };
        let scrolled = {
            let window = window.clone();
            let later = later.as_ref().unchecked_ref::<js_sys::Function>().clone();
            Closure::<dyn Fn()>::new(move || {
                forget_timer(&window);
                let timer =
                    window.set_timeout_with_callback_and_timeout_and_arguments_0(&later, PAUSE);
                TIMER.set(timer.ok());
            })
        };
        later.forget();
        // Before the router follows the link, or the form, and the entry is another
        // one. A click elsewhere changes no entry.
        let clicked = {
            let window = window.clone();
            Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
                let target = event
                    .target()
                    .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
                let link = target.and_then(|it| it.closest("a[href]").ok().flatten());
                if link.is_some() || event.type_() == "submit" {
                    TARGET.set(None);
                    LINK.set(None);
                    followed_link::acted();
                    forget_timer(&window);
                    save(&window, link.as_ref().and_then(FollowedLink::of).as_ref());
                }
            })
        };
        // What stands in the entry that is reached, before anything else hears of
        // it. An entry that was left before its position was written had not been
        // scrolled: it is at its hash, or at the top.
        let popped = {
            let window = window.clone();
            Closure::<dyn Fn(web_sys::PopStateEvent)>::new(move |event: web_sys::PopStateEvent| {
                forget_timer(&window);
                followed_link::acted();
                LINK.set(FollowedLink::read(&event.state()));
                let y = Reflect::get(&event.state(), &JsValue::from_str(KEY));
                let y = y.ok().and_then(|y| y.as_f64());
                TARGET.set(super::position(y, hash(&window).is_empty()));
            })
        };
        // Another entry of the page on the screen: no page arrives for it.
        let moved = {
            let window = window.clone();
            Closure::<dyn Fn()>::new(move || {
                if let Some(y) = TARGET.take() {
                    window.scroll_to_with_x_and_y(0.0, y);
                }
            })
        };
        let acted = Closure::<dyn Fn()>::new(followed_link::acted);
        let left = {
            let window = window.clone();
            Closure::<dyn Fn()>::new(move || restoring(&window, ScrollRestoration::Auto))
        };
        let shown = {
            let window = window.clone();
            Closure::<dyn Fn()>::new(move || restoring(&window, ScrollRestoration::Manual))
        };
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        options.set_passive(true);
        for (name, listener) in [
            ("scroll", scrolled.as_ref()),
            ("click", clicked.as_ref()),
            ("submit", clicked.as_ref()),
            ("popstate", popped.as_ref()),
            ("hashchange", moved.as_ref()),
            ("wheel", acted.as_ref()),
            ("touchstart", acted.as_ref()),
            ("pointerdown", acted.as_ref()),
            ("keydown", acted.as_ref()),
            ("pagehide", left.as_ref()),
            ("pageshow", shown.as_ref()),
        ] {
            let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
                name,
                listener.unchecked_ref(),
                &options,
            );
        }
        scrolled.forget();
        clicked.forget();
        popped.forget();
        moved.forget();
        acted.forget();
        left.forget();
        shown.forget();
    }

    pub(super) fn scroll_to_target() -> bool {
        let Some(window) = web_sys::window() else {
            return false;
        };
        if let Some(y) = TARGET.take() {
            window.scroll_to_with_x_and_y(0.0, y);
            if let Some(link) = LINK.take() {
                link.scroll_back(window);
            }
            return false;
        }
        let Some(named) = named(&window) else {
            return false;
        };
        named.scroll_into_view();
        crate::platform::page::focus_element(&named);
        true
    }

    /// The element that the hash of the address names.
    fn named(window: &Window) -> Option<HtmlElement> {
        let id = js_sys::decode_uri_component(&hash(window)).ok()?;
        let named = window.document()?.get_element_by_id(&String::from(id))?;
        named.dyn_into().ok()
    }

    pub(super) fn focus_named() {
        if let Some(named) = web_sys::window().as_ref().and_then(named) {
            crate::platform::page::focus_element(&named);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::position;
    use proptest::prelude::*;

    #[test]
    fn an_entry_is_where_it_was_or_where_its_address_says() {
        assert_eq!(position(Some(120.5), true), Some(120.5));
        assert_eq!(position(Some(120.5), false), Some(120.5));
        assert_eq!(position(None, true), Some(0.0));
        assert_eq!(position(None, false), None);
    }

    proptest! {
        #[test]
        fn no_entry_is_at_a_place_that_no_page_has(kept: Option<f64>, names_none: bool) {
            let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0].map(Some);
            for kept in odd.into_iter().chain([kept]) {
                if let Some(y) = position(kept, names_none) {
                    prop_assert!(y.is_finite() && y >= 0.0, "{}", y);
                } else {
                    prop_assert!(!names_none);
                }
            }
        }
    }
}
