//! Whether an element is in view.

use leptos::web_sys::Element;

/// Calls `seen` once, as soon as any part of the element is in the window.
/// Gives up when the current reactive owner (the page) is cleaned up, and does
/// nothing where the browser has no `IntersectionObserver`.
pub fn once_visible(element: &Element, seen: impl FnOnce() + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use leptos::prelude::on_cleanup;
        use send_wrapper::SendWrapper;
        use wasm_bindgen::prelude::*;

        // What stands in for the browser's own may lack a method, or tell anything.
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_name = IntersectionObserver)]
            type Observer;
            #[wasm_bindgen(constructor, js_class = "IntersectionObserver", catch)]
            fn new(callback: &js_sys::Function) -> Result<Observer, JsValue>;
            #[wasm_bindgen(method, catch)]
            fn observe(this: &Observer, element: &Element) -> Result<(), JsValue>;
            #[wasm_bindgen(method, catch)]
            fn disconnect(this: &Observer) -> Result<(), JsValue>;
        }

        let mut seen = Some(seen);
        let callback = Closure::<dyn FnMut(JsValue, Observer)>::new(
            move |entries: JsValue, observer: Observer| {
                let entries = entries.dyn_into::<js_sys::Array>().unwrap_or_default();
                let visible = entries.iter().any(|entry| {
                    let visible = js_sys::Reflect::get(&entry, &"isIntersecting".into());
                    visible.is_ok_and(|it| it.is_truthy())
                });
                if visible && let Some(seen) = seen.take() {
                    let _ = observer.disconnect();
                    seen();
                }
            },
        );
        if let Ok(observer) = Observer::new(callback.as_ref().unchecked_ref()) {
            let _ = observer.observe(element);
            // The observer calls into the closure: both live until the page is left.
            let both = SendWrapper::new((observer, callback));
            on_cleanup(move || {
                let _ = both.0.disconnect();
            });
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (element, seen);
}
