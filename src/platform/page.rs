//! The document: its address, title, language and focus, and what the browser
//! offers to do with it (copy, share, print).

use std::borrow::Cow;

/// The whole address as it stands in the address bar.
#[must_use]
pub fn address() -> String {
    #[cfg(target_arch = "wasm32")]
    return web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// Whether a visitor's browser draws the page, and not the build of the site.
#[must_use]
pub const fn is_live() -> bool {
    cfg!(target_arch = "wasm32")
}

/// The path of the address, with its first slash.
#[must_use]
pub fn path() -> String {
    #[cfg(target_arch = "wasm32")]
    return web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// The query of the address, without its question mark.
#[must_use]
pub fn query() -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let search = web_sys::window().and_then(|window| window.location().search().ok());
        let search = search.unwrap_or_default();
        search.trim_start_matches('?').to_owned()
    }
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// The scheme and host of the address, without a slash at the end.
#[must_use]
pub fn origin() -> String {
    #[cfg(target_arch = "wasm32")]
    return web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// Leaves the page for another address, in the same tab.
pub fn leave_for(address: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(window) = web_sys::window() {
        let _ = window.location().assign(address);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = address;
}

/// Runs `left` whenever the document goes away (another one, a reload, a closed tab)
/// and `back` when the browser shows it again as it was, out of its memory; until
/// the current reactive owner is cleaned up.
pub fn on_leaving(left: impl Fn() + 'static, back: impl Fn() + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use leptos::prelude::{on_cleanup, window_event_listener_untyped};
        let hidden = window_event_listener_untyped("pagehide", move |_| left());
        let shown = window_event_listener_untyped("pageshow", move |event| {
            let persisted = js_sys::Reflect::get(&event, &"persisted".into());
            if persisted.is_ok_and(|it| it.is_truthy()) {
                back();
            }
        });
        on_cleanup(move || {
            hidden.remove();
            shown.remove();
        });
    }
    #[cfg(not(target_arch = "wasm32"))]
    drop((left, back));
}

/// The query with which a server has sent the visitor back from signing in.
/// `boot.js` has taken it out of the address, for this to be read once.
#[must_use]
pub fn take_sign_in_return() -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        const NAME: &str = "signInReturn";
        let global: js_sys::Object = js_sys::global();
        let query = js_sys::Reflect::get(&global, &NAME.into())
            .ok()?
            .as_string();
        let _ = js_sys::Reflect::delete_property(&global, &NAME.into());
        query
    }
    #[cfg(not(target_arch = "wasm32"))]
    None
}

/// Moves the focus to the first element that matches, and the page to it.
pub fn reveal(selector: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(element) = document().and_then(|it| it.query_selector(selector).ok().flatten()) {
        element.scroll_into_view();
        focus(selector);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = selector;
}

/// Writes an error for maintainers into the browser's console.
pub fn report(text: &str) {
    #[cfg(target_arch = "wasm32")]
    web_sys::console::error_1(&text.into());
    #[cfg(not(target_arch = "wasm32"))]
    let _ = text;
}

/// Tells `boot.js` that a part which the page cannot do without did not come: it says
/// so, and leads forms and links to what works as documents.
pub fn tell_of_lost_part() {
    #[cfg(target_arch = "wasm32")]
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("lost-part")) {
        let _ = window.dispatch_event(&event);
    }
}

/// Ends the program: `boot.js` hears it and says so on the page.
pub fn stop() {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
}

/// Whether the visitor has scrolled down.
#[must_use]
pub fn is_scrolled() -> bool {
    #[cfg(target_arch = "wasm32")]
    return web_sys::window().is_some_and(|window| window.scroll_y().unwrap_or_default() > 0.0);
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Moves the focus to the first element that matches, without scrolling: so
/// that a screen reader starts reading there.
pub fn focus(selector: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        if let Some(element) = document()
            .and_then(|document| document.query_selector(selector).ok().flatten())
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        {
            focus_element(&element);
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = selector;
}

/// Moves the focus as [`focus`] does once what has changed now is painted, unless the
/// visitor has moved it by then: a busy device paints late, and who is typing in a field
/// stays there.
pub fn focus_after_paint(selector: impl Into<Cow<'static, str>>) {
    let (selector, before) = (selector.into(), Focus::now());
    after_paint(move || {
        if before.is_where_it_was() {
            focus(&selector);
        }
    });
}

/// The element that has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus(#[cfg(target_arch = "wasm32")] Option<web_sys::Element>);

impl Focus {
    /// Where it is now.
    #[must_use]
    pub fn now() -> Self {
        #[cfg(target_arch = "wasm32")]
        return Self(document().and_then(|it| it.active_element()));
        #[cfg(not(target_arch = "wasm32"))]
        Self()
    }

    /// Whether nothing else has got it since. An element that has gone from the page
    /// leaves it to the whole page.
    #[must_use]
    pub fn is_where_it_was(&self) -> bool {
        #[cfg(target_arch = "wasm32")]
        {
            let now = Self::now();
            let on_page = document().and_then(|it| it.body()).map(Into::into);
            now == *self || now.0 == on_page
        }
        #[cfg(not(target_arch = "wasm32"))]
        true
    }
}

/// Moves the focus to an element, without scrolling. Like GOV.UK's `setFocus`, it
/// makes the element focusable only for as long as it has the focus.
#[cfg(target_arch = "wasm32")]
pub(super) fn focus_element(element: &web_sys::HtmlElement) {
    use wasm_bindgen::{JsCast, closure::Closure};
    if !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
        let target = element.clone();
        let done = Closure::once_into_js(move || {
            let _ = target.remove_attribute("tabindex");
        });
        let once = web_sys::AddEventListenerOptions::new();
        once.set_once(true);
        let _ = element.add_event_listener_with_callback_and_add_event_listener_options(
            "blur",
            done.unchecked_ref(),
            &once,
        );
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Moves the focus into the text field with this id and selects what is in it,
/// so that it can be copied.
pub fn select(id: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        if let Some(field) = document()
            .and_then(|document| document.get_element_by_id(id))
            .and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok())
        {
            let _ = field.focus();
            field.select();
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = id;
}

/// The title of the document.
#[must_use]
pub fn title() -> String {
    #[cfg(target_arch = "wasm32")]
    return document().map_or_else(String::new, |document| document.title());
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// Runs something once what has changed now is painted.
pub fn after_paint(work: impl FnOnce() + 'static) {
    #[cfg(target_arch = "wasm32")]
    leptos::prelude::request_animation_frame(move || {
        leptos::prelude::request_animation_frame(work);
    });
    #[cfg(not(target_arch = "wasm32"))]
    drop(work);
}

/// Runs something after so many milliseconds.
pub fn after(milliseconds: u32, work: impl FnOnce() + 'static) {
    #[cfg(target_arch = "wasm32")]
    leptos::prelude::set_timeout(work, std::time::Duration::from_millis(milliseconds.into()));
    #[cfg(not(target_arch = "wasm32"))]
    drop((milliseconds, work));
}

/// Puts another address (a path of this site, with its query) into the address
/// bar in place of the present one. Nothing is loaded or shown: it is there for
/// a reload. A browser that finds a page too busy with addresses refuses for
/// some seconds (Firefox after 200 in ten); then the old one stays.
pub fn replace_address(path: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(window) = web_sys::window()
        && !is_at(&window, path)
        && let Ok(history) = window.history()
    {
        // The entry keeps its state: the router's scroll position may be in it.
        let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(path));
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = path;
}

/// Whether an address of the site is the present one already: writing an entry of the
/// history takes browsers tens of milliseconds.
#[cfg(target_arch = "wasm32")]
fn is_at(window: &web_sys::Window, path: &str) -> bool {
    let href = window.location().href().unwrap_or_default();
    let origin = window.location().origin().unwrap_or_default();
    href.strip_prefix(&origin) == Some(path)
}

/// Writes the language and direction (`ltr`, `rtl`) onto the document.
pub fn set_language(lang: &str, dir: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", lang);
        let _ = root.set_attribute("dir", dir);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (lang, dir);
}

/// Copies a text; `done` is told whether it worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
            fn write(text: &str) -> Result<JsValue, JsValue>;
        }
        // Without a secure context there is no clipboard, and some browsers
        // inside of other apps have none at all, or one that throws.
        let Ok(written) = write(text) else {
            done(false);
            return;
        };
        wasm_bindgen_futures::spawn_local(async move { done(settled(&written).await) });
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = text;
        done(false);
    }
}

/// Opens an address in a new tab that has no reference to this one.
pub fn open(address: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(window) = web_sys::window() {
        let _ = window.open_with_url_and_target_and_features(address, "_blank", "noopener");
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = address;
}

/// Asks the browser to print.
pub fn print() {
    #[cfg(target_arch = "wasm32")]
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Whether the browser offers its own way of sharing.
#[must_use]
pub fn can_share() -> bool {
    #[cfg(target_arch = "wasm32")]
    return super::device::of_navigator("share").is_some_and(|it| it.is_function());
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Opens the browser's own way of sharing, with these fields (`title`, `text`, `url`).
/// Closing it without having shared is no error.
pub fn share(fields: &[(&str, &str)]) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = navigator, js_name = share, catch)]
            fn share_with(data: &JsValue) -> Result<JsValue, JsValue>;
        }
        let data = js_sys::Object::new();
        for (key, value) in fields {
            let _ = js_sys::Reflect::set(&data, &(*key).into(), &(*value).into());
        }
        if let Ok(shared) = share_with(&data) {
            wasm_bindgen_futures::spawn_local(async move {
                settled(&shared).await;
            });
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = fields;
}

/// Whether what was begun went well. Browsers inside of other apps bring functions of
/// their own, which do the thing and return no promise.
#[cfg(target_arch = "wasm32")]
async fn settled(begun: &wasm_bindgen::JsValue) -> bool {
    let promise = js_sys::Promise::resolve(begun);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

#[cfg(target_arch = "wasm32")]
fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
