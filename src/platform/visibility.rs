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
        use wasm_bindgen::JsCast;
        use wasm_bindgen::closure::Closure;
        use web_sys::{IntersectionObserver, IntersectionObserverEntry};

        let mut seen = Some(seen);
        let callback = Closure::<dyn FnMut(js_sys::Array, IntersectionObserver)>::new(
            move |entries: js_sys::Array, observer: IntersectionObserver| {
                let visible = entries.iter().any(|entry| {
                    entry
                        .unchecked_into::<IntersectionObserverEntry>()
                        .is_intersecting()
                });
                if visible && let Some(seen) = seen.take() {
                    observer.disconnect();
                    seen();
                }
            },
        );
        if let Ok(observer) = IntersectionObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(element);
            // The observer calls into the closure: both live until the page is left.
            let both = SendWrapper::new((observer, callback));
            on_cleanup(move || both.0.disconnect());
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (element, seen);
}
