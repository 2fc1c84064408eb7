//! Addresses that the browser refuses. `history.pushState` and `replaceState`
//! throw when a page changes its address too often (Firefox after 200 times in
//! ten seconds), and in sandboxed frames of some browsers; leptos_router stops
//! the program then.

/// From now on a refused new entry is loaded as a document, and a refused
/// replacement leaves the address as it is. Call it once, before the router
/// starts.
pub fn tolerate_refusals() {
    #[cfg(target_arch = "wasm32")]
    web::tolerate_refusals();
}

#[cfg(target_arch = "wasm32")]
mod web {
    use js_sys::{Function, Reflect};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};

    pub(super) fn tolerate_refusals() {
        for (name, is_new_entry) in [("pushState", true), ("replaceState", false)] {
            // Without a history there is nothing to guard.
            let _ = guard(name, is_new_entry);
        }
    }

    /// Puts a method of the same name before the browser's own.
    fn guard(name: &'static str, is_new_entry: bool) -> Result<(), JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let history: JsValue = window.history()?.into();
        let original: Function = Reflect::get(&history, &name.into())?.dyn_into()?;
        let this = history.clone();
        let guarded = Closure::<dyn Fn(JsValue, JsValue, JsValue)>::new(
            move |state: JsValue, title: JsValue, url: JsValue| {
                let refused = original.call3(&this, &state, &title, &url).is_err();
                if let (true, true, Some(url)) = (refused, is_new_entry, url.as_string()) {
                    let _ = window.location().assign(&url);
                }
            },
        );
        Reflect::set(&history, &name.into(), guarded.as_ref())?;
        // For as long as the document is there.
        guarded.forget();
        Ok(())
    }
}
