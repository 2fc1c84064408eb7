//! The frame that the page is in, and the page around it. Natively there is
//! neither.

/// A field of a message, as far as one is ever looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// It is not there; what only a prototype has is not there.
    Absent,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Anything else.
    Other,
}

/// Writes a warning for maintainers into the browser's console.
pub fn warn(text: &str) {
    #[cfg(target_arch = "wasm32")]
    web_sys::console::warn_1(&text.into());
    #[cfg(not(target_arch = "wasm32"))]
    let _ = text;
}

/// Sets an attribute of the document, or takes it away.
pub fn mark(name: &str, value: Option<&str>) {
    #[cfg(target_arch = "wasm32")]
    if let Some(root) = web::root() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (name, value);
}

/// Sets a custom property of the document.
pub fn set_property(name: &str, value: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(root) = web::root() {
        let _ = root.style().set_property(name, value);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (name, value);
}

/// Sends a message with these fields to the page around, if there is one and
/// its origin is `target` (`*` for any).
pub fn post(fields: &[(&str, Field)], target: &str) {
    #[cfg(target_arch = "wasm32")]
    web::post(fields, target);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (fields, target);
}

/// Calls `hear` with every message: whether it comes from the page around, its
/// origin, and a way to look up its own fields.
pub fn listen(hear: impl Fn(bool, &str, &dyn Fn(&str) -> Field) + 'static) {
    #[cfg(target_arch = "wasm32")]
    web::listen(hear);
    #[cfg(not(target_arch = "wasm32"))]
    drop(hear);
}

/// Calls `tell` with the height of the page in CSS pixels, soon and whenever it
/// changes. A frame without width, or that is not shown, has none worth telling.
pub fn watch_height(tell: impl Fn(u32) + 'static) {
    #[cfg(target_arch = "wasm32")]
    web::watch_height(tell);
    #[cfg(not(target_arch = "wasm32"))]
    drop(tell);
}

/// The height to tell of a page that takes this much room, in CSS pixels.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
fn height(width: f64, height: f64) -> Option<u32> {
    let is_shown = width >= 1.0 && height >= 1.0;
    // Above the bound, which no page reaches, it is that bound.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    is_shown.then(|| height.ceil() as u32)
}

/// Calls `tell` with the domain of a server when the visitor opens its sign-up
/// page: a link of the class `sign-up`, inside of an element with `data-domain`.
pub fn on_sign_up(tell: impl Fn(String) + 'static) {
    #[cfg(target_arch = "wasm32")]
    web::on_sign_up(tell);
    #[cfg(not(target_arch = "wasm32"))]
    drop(tell);
}

/// Makes links of this document replace the frame's entry in the history, for as
/// long as the document is there: "Back" of the browser belongs to the page
/// around. leptos_router follows them, and reads the property `replace` of a link.
pub fn replace_entries() {
    #[cfg(target_arch = "wasm32")]
    web::replace_entries();
}

#[cfg(target_arch = "wasm32")]
mod web {
    use super::Field;
    use js_sys::{Array, Object, Reflect};
    use wasm_bindgen::prelude::*;
    use web_sys::{Element, Event, HtmlElement, MessageEvent, Window};

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = ResizeObserver)]
        type Observer;

        #[wasm_bindgen(constructor, js_class = "ResizeObserver", catch)]
        fn new(callback: &js_sys::Function) -> Result<Observer, JsValue>;

        // What stands in for the browser's own may have no such method.
        #[wasm_bindgen(method, catch)]
        fn observe(this: &Observer, element: &Element) -> Result<(), JsValue>;
    }

    pub(super) fn root() -> Option<HtmlElement> {
        let root = web_sys::window()?.document()?.document_element()?;
        root.dyn_into().ok()
    }

    /// The window around, if there is one.
    fn parent() -> Option<Window> {
        let here = web_sys::window()?;
        let parent = here.parent().ok()??;
        (parent != here).then_some(parent)
    }

    pub(super) fn post(fields: &[(&str, Field)], target: &str) {
        let Some(parent) = parent() else {
            return;
        };
        let message = Object::new();
        let set = |key: &str, value: JsValue| {
            let _ = Reflect::set(&message, &key.into(), &value);
        };
        for (key, field) in fields {
            match field {
                Field::Text(text) => set(key, text.as_str().into()),
                Field::Number(number) => set(key, (*number).into()),
                Field::Absent | Field::Other => {}
            }
        }
        // The page may have gone elsewhere meanwhile: then it is not delivered.
        let _ = parent.post_message(&message, target);
    }

    /// A field of the object itself.
    fn field(data: &JsValue, key: &str) -> Field {
        let Some(data) = data.dyn_ref::<Object>().filter(|_| !Array::is_array(data)) else {
            return Field::Absent;
        };
        let key = JsValue::from_str(key);
        // Not `data.hasOwnProperty`: that could be a field of the message. Not
        // `Object.hasOwn`: it is younger than all else that is needed.
        let own = Reflect::get_own_property_descriptor(data, &key);
        if own.is_ok_and(|it| it.is_undefined()) {
            return Field::Absent;
        }
        let value = Reflect::get(data, &key).unwrap_or(JsValue::NULL);
        if let Some(text) = value.as_string() {
            Field::Text(text)
        } else if let Some(number) = value.as_f64() {
            Field::Number(number)
        } else {
            Field::Other
        }
    }

    pub(super) fn listen(hear: impl Fn(bool, &str, &dyn Fn(&str) -> Field) + 'static) {
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // Scripts may send plain events of this name, which have no sender.
            let Ok(event) = event.dyn_into::<MessageEvent>() else {
                return;
            };
            let source = event.source();
            let from_parent = match (source, parent()) {
                (Some(source), Some(parent)) => JsValue::from(source) == JsValue::from(parent),
                _ => false,
            };
            let data = event.data();
            hear(from_parent, &event.origin(), &|key| field(&data, key));
        });
        on_window("message", listener.as_ref());
        listener.forget();
    }

    pub(super) fn watch_height(tell: impl Fn(u32) + 'static) {
        let measure = move || {
            let Some(place) = root().map(|root| root.get_bounding_client_rect()) else {
                return;
            };
            if let Some(height) = super::height(place.width(), place.height()) {
                tell(height);
            }
        };
        // The first time soon, then once in a frame of the screen at most, always
        // before it is painted.
        let listener = Closure::<dyn Fn()>::new(measure);
        let observer = Observer::new(listener.as_ref().unchecked_ref());
        if let (Ok(observer), Some(root)) = (observer, root()) {
            let _ = observer.observe(&root);
            // The observer lives as long as what it observes.
            listener.forget();
        }
    }

    pub(super) fn on_sign_up(tell: impl Fn(String) + 'static) {
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let domain = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|target| target.closest(".sign-up").ok().flatten())
                .and_then(|link| link.closest("[data-domain]").ok().flatten())
                .and_then(|card| card.get_attribute("data-domain"));
            if let Some(domain) = domain {
                tell(domain);
            }
        });
        // With the middle button too.
        on_window("click", listener.as_ref());
        on_window("auxclick", listener.as_ref());
        listener.forget();
    }

    pub(super) fn replace_entries() {
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let link = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|target| target.closest("a[href]").ok().flatten());
            if let Some(link) = link {
                let _ = Reflect::set(&link, &"replace".into(), &JsValue::TRUE);
            }
        });
        // While the click is on its way down: the router handles it on its way up.
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback_and_bool(
                "click",
                listener.as_ref().unchecked_ref(),
                true,
            );
        }
        listener.forget();
    }

    /// For as long as the page is there.
    fn on_window(name: &str, listener: &JsValue) {
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback(name, listener.unchecked_ref());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::height;
    use proptest::prelude::*;

    #[test]
    fn a_page_that_is_not_shown_has_no_height() {
        assert_eq!(height(320.0, 640.2), Some(641));
        for (width, tall) in [
            (0.0, 640.0),
            (320.0, 0.0),
            (f64::NAN, 640.0),
            (320.0, f64::NAN),
        ] {
            assert_eq!(height(width, tall), None, "{width} {tall}");
        }
    }

    proptest! {
        #[test]
        fn a_height_that_is_told_holds_the_page(width: f64, tall: f64) {
            if let Some(told) = height(width, tall) {
                prop_assert!(width >= 1.0 && told >= 1);
                prop_assert!(f64::from(told) >= tall || told == u32::MAX);
            }
        }
    }
}
