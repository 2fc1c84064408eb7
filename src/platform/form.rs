//! What stands in a form.

use leptos::ev::{Event, MouseEvent, SubmitEvent};

/// The fields of a form as a query string, as the browser would send them,
/// with the button that was pressed.
#[must_use]
pub fn query(event: &SubmitEvent) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let form = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok());
        let Some(form) = form else {
            return String::new();
        };
        let mut query = fields(&form);
        let button = event
            .submitter()
            .and_then(|element| element.dyn_into::<web_sys::HtmlButtonElement>().ok());
        if let Some(button) = button.filter(|button| !button.name().is_empty()) {
            query = format!("{query}&{}={}", button.name(), button.value());
        }
        query
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = event;
        String::new()
    }
}

/// The fields of the form around the control that an event came from.
#[must_use]
pub fn query_around(event: &Event) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest("form").ok().flatten())
            .and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok())
            .map(|form| fields(&form))
            .unwrap_or_default()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = event;
        String::new()
    }
}

/// Reads the file that was chosen in the field of an event and hands its text on;
/// `None` for one larger than `most` bytes, or that cannot be read. Nothing happens
/// where none was chosen.
pub fn file_text(event: &Event, most: f64, done: impl FnOnce(Option<String>) + 'static) {
    #[cfg(target_arch = "wasm32")]
    {
        use js_sys::{Function, Promise, Reflect};
        use wasm_bindgen::{JsCast, JsValue};
        let of = |it: &JsValue, name: &str| Reflect::get(it, &name.into()).ok();
        let target = event.target().map(JsValue::from);
        let file = target
            .and_then(|it| of(&it, "files"))
            .and_then(|it| of(&it, "0"));
        let Some(file) = file.filter(JsValue::is_object) else {
            return;
        };
        let fits = of(&file, "size").and_then(|it| it.as_f64()) <= Some(most);
        let text = of(&file, "text").and_then(|it| it.dyn_into::<Function>().ok());
        let text = text.filter(|_| fits).and_then(|it| it.call0(&file).ok());
        let text = text.and_then(|it| it.dyn_into::<Promise>().ok());
        leptos::task::spawn_local(async move {
            let text = match text {
                Some(text) => wasm_bindgen_futures::JsFuture::from(text).await.ok(),
                None => None,
            };
            done(text.and_then(|it| it.as_string()));
        });
    }
    #[cfg(not(target_arch = "wasm32"))]
    drop((event, most, done));
}

/// Whether the checkbox that an event happened to is ticked now.
#[must_use]
pub fn is_checked(event: &Event) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
            .is_some_and(|input| input.checked())
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = event;
        false
    }
}

/// An attribute of the element around what an event happened to that matches a
/// selector.
#[must_use]
pub fn attribute_around(event: &Event, selector: &str, name: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
        target.closest(selector).ok()??.get_attribute(name)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (event, selector, name);
        None
    }
}

/// Whether a click asks for what a link does by itself: not for a new tab, a new window
/// or a download.
#[must_use]
pub fn is_plain_click(event: &MouseEvent) -> bool {
    let is_with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    event.button() == 0 && !is_with_key
}

/// An attribute of the round element that matches a selector and is nearest to where a
/// click happened, at most `within` CSS pixels beside it.
#[must_use]
pub fn nearest(event: &MouseEvent, selector: &str, within: f64, name: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let document = web_sys::window()?.document()?;
        let all = document.query_selector_all(selector).ok()?;
        let mut found = None;
        let mut least = within;
        for at in 0..all.length() {
            let Some(element) = all.item(at).and_then(|it| it.dyn_into().ok()) else {
                continue;
            };
            let element: web_sys::Element = element;
            let circle = element.get_bounding_client_rect();
            let radius = circle.width() / 2.0;
            let (dx, dy) = (circle.x() + radius - x, circle.y() + radius - y);
            let beside = dx.hypot(dy) - radius;
            if beside < least {
                least = beside;
                found = Some(element);
            }
        }
        found?.get_attribute(name)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (event, selector, within, name);
        None
    }
}

/// The value of the checkbox that an event happened to, and whether it is ticked now;
/// `None` where it happened to something else.
#[must_use]
pub fn ticked(event: &Event) -> Option<(String, bool)> {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let target = event.target()?;
        let input = target.dyn_into::<web_sys::HtmlInputElement>().ok()?;
        (input.type_() == "checkbox").then(|| (input.value(), input.checked()))
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = event;
        None
    }
}

/// Ticks of the checkboxes that match those with these values, and no others.
pub fn tick_only(selector: &str, values: &[String]) {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let document = web_sys::window().and_then(|window| window.document());
        let found = document.and_then(|document| document.query_selector_all(selector).ok());
        let Some(found) = found else { return };
        for at in 0..found.length() {
            let node = found.item(at);
            let input = node.and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
            if let Some(input) = input {
                input.set_checked(values.contains(&input.value()));
            }
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (selector, values);
}

/// Whether the `<details>` that an event happened to is open now.
#[must_use]
pub fn is_open(event: &Event) -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|details| details.has_attribute("open"))
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = event;
        false
    }
}

#[cfg(target_arch = "wasm32")]
fn fields(form: &web_sys::HtmlFormElement) -> String {
    // `new URLSearchParams(new FormData(form))`: the browser's own encoding.
    web_sys::FormData::new_with_form(form)
        .and_then(|data| web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data))
        .map(|params| String::from(params.to_string()))
        .unwrap_or_default()
}

/// The value of a field in a query string as [`query`] gives it; empty when
/// there is none.
#[must_use]
pub fn value(query: &str, name: &str) -> String {
    picker::query::pairs(query)
        .find_map(|(key, value)| (key == name).then_some(value))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_field_is_read_as_forms_write_it() {
        let query = "server=a.example&note=b%26c+d";
        assert_eq!(value(query, "server"), "a.example");
        assert_eq!(value(query, "note"), "b&c d");
        assert_eq!(value(query, "missing"), "");
    }
}
