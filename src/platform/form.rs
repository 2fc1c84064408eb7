//! What stands in a form.

use super::dom::Event;

/// The fields of a form as a query string, as the browser would send them,
/// with the button that was pressed.
#[must_use]
pub fn query(event: &Event) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let Some(event) = event.inner.dyn_ref::<web_sys::SubmitEvent>() else {
            return String::new();
        };
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
            .inner
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

#[cfg(target_arch = "wasm32")]
fn fields(form: &web_sys::HtmlFormElement) -> String {
    // `new URLSearchParams(new FormData(form))`: the browser's own encoding.
    web_sys::FormData::new_with_form(form)
        .and_then(|data| web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data))
        .map(|params| String::from(params.to_string()))
        .unwrap_or_default()
}

/// What a visitor has already put into the form of the page that stood there
/// before the app: the fields, as [`query`] gives them. `None` when nothing was
/// touched.
#[must_use]
pub fn begun() -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let form = web_sys::window()?
            .document()?
            .query_selector("form.question")
            .ok()??
            .dyn_into::<web_sys::HtmlFormElement>()
            .ok()?;
        let query = fields(&form);
        // The form as it was made has only empty fields.
        let touched = query.split('&').any(|part| {
            part.split_once('=')
                .is_some_and(|(_, value)| !value.is_empty())
        });
        touched.then_some(query)
    }
    #[cfg(not(target_arch = "wasm32"))]
    None
}

/// The value of a field in a query string as [`query`] gives it.
#[must_use]
pub fn value(query: &str, name: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return web_sys::UrlSearchParams::new_with_str(query)
        .ok()
        .and_then(|params| params.get(name))
        .unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (query, name);
        String::new()
    }
}
