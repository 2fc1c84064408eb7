//! The page itself: where it lives, what has the focus, what is announced.

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

/// Moves the focus to the first element that matches, without scrolling: so
/// that a screen reader starts reading there. Like GOV.UK's `setFocus`, it
/// makes the element focusable only for as long as it has the focus.
pub fn focus(selector: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::{JsCast, closure::Closure};
        let Some(element) = document()
            .and_then(|document| document.query_selector(selector).ok().flatten())
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        else {
            return;
        };
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
    #[cfg(not(target_arch = "wasm32"))]
    let _ = selector;
}

/// The title of the document.
#[must_use]
pub fn title() -> String {
    #[cfg(target_arch = "wasm32")]
    return document().map_or_else(String::new, |document| document.title());
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// Gives the document another title, in the tab and in the history.
pub fn set_title(title: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(document) = document() {
        document.set_title(title);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = title;
}

/// Runs something when what changed now is on the page.
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

/// Writes another address, relative to the base of the site, into the address
/// bar: with an entry in the history and at the top of the page, or (`replace`)
/// in place of the present entry, for a reload or the way back.
///
/// A browser that finds a page too busy with addresses refuses for some
/// seconds (Firefox after 200 in ten): then a new entry is loaded as a new page.
pub fn write_address(href: &str, replace: bool) {
    #[cfg(target_arch = "wasm32")]
    if let Some(window) = web_sys::window()
        && let Ok(history) = window.history()
    {
        use wasm_bindgen::JsValue;
        // Relative addresses are resolved against `<base>`.
        if replace {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
        } else {
            let pushed = history.push_state_with_url(&JsValue::NULL, "", Some(href));
            if pushed.is_err() {
                let _ = window.location().assign(href);
            }
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (href, replace);
}

/// Writes the language and direction onto the element with this id, or onto the
/// document.
pub fn set_language(id: Option<&str>, language: &str, right_to_left: bool) {
    #[cfg(target_arch = "wasm32")]
    if let Some(document) = document()
        && let Some(element) = match id {
            Some(id) => document.get_element_by_id(id),
            None => document.document_element(),
        }
    {
        let _ = element.set_attribute("lang", language);
        let _ = element.set_attribute("dir", if right_to_left { "rtl" } else { "ltr" });
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (id, language, right_to_left);
}

/// Copies a text; `done` hears whether it worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        // Without a secure context there is no clipboard at all.
        let clipboard = web_sys::window()
            .filter(web_sys::Window::is_secure_context)
            .map(|window| window.navigator().clipboard());
        let Some(clipboard) = clipboard else {
            done(false);
            return;
        };
        let written = clipboard.write_text(text);
        wasm_bindgen_futures::spawn_local(async move {
            done(wasm_bindgen_futures::JsFuture::from(written).await.is_ok());
        });
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = text;
        done(false);
    }
}

/// Opens an address in a new tab that knows nothing of this one.
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
    return web_sys::window().is_some_and(|window| {
        js_sys::Reflect::has(&window.navigator(), &"share".into()).unwrap_or(false)
    });
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Opens the browser's own way of sharing. Leaving it without having shared
/// is no fault.
pub fn share(title: &str, address: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = navigator, js_name = share, catch)]
            fn share_with(data: &JsValue) -> Result<js_sys::Promise, JsValue>;
        }
        let data = js_sys::Object::new();
        for (key, value) in [("title", title), ("url", address)] {
            let _ = js_sys::Reflect::set(&data, &key.into(), &value.into());
        }
        if let Ok(promise) = share_with(&data) {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            });
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (title, address);
}

#[cfg(target_arch = "wasm32")]
fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
