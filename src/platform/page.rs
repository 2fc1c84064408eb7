//! The page itself: where it lives, what has the focus, what is announced.

/// The path that the site is served under, without the last slash: empty at
/// the root of a domain, `/mastodon` under `https://example.org/mastodon/`.
/// Read from `<base href>`, which the build writes.
#[must_use]
pub fn base_path() -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let base = document()
            .and_then(|document| document.base_uri().ok().flatten())
            .and_then(|uri| web_sys::Url::new(&uri).ok())
            .map(|url| url.pathname())
            .unwrap_or_default();
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        folder.to_owned()
    }
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

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

/// Scrolls to the top, as a new page would.
pub fn scroll_to_top() {
    #[cfg(target_arch = "wasm32")]
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Writes the language and direction onto the document.
pub fn set_language(language: &str, right_to_left: bool) {
    #[cfg(target_arch = "wasm32")]
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", language);
        let _ = root.set_attribute("dir", if right_to_left { "rtl" } else { "ltr" });
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (language, right_to_left);
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

#[cfg(target_arch = "wasm32")]
fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
