//! Taking over the page that the browser has loaded.

use crate::app::App;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Shows the app in `#app` instead of what stands there.
///
/// If the code panics later, the hook shows the section `#broken`, which waits
/// hidden in the HTML: after a panic this code cannot draw anything any more.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Some(section) = document().get_element_by_id("broken") {
            let _ = section.remove_attribute("hidden");
        }
    }));
    let Some(place) = document()
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    place.set_inner_html("");
    mount_to(place, App).forget();
}
