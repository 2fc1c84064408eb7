//! Taking over the page that the browser has loaded.

use crate::app::app;
use crate::platform::fetch::breathe;
use crate::platform::{dom, form};
use crate::quiz::{State, Step};
use crate::{messages, tongue};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Shows the app in `#app` instead of what stands there, and keeps what the
/// visitor has typed, ticked and focused meanwhile.
///
/// If the code fails later, `boot.js` shows the section `#broken`, which waits
/// hidden in the HTML: this code cannot draw anything any more then.
pub fn start() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    // It fails only where it is there already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let Some(place) = dom::place_of("app") else {
        return;
    };
    spawn_local(async move {
        // To begin with took long enough: first whatever waits for that.
        breathe().await;
        if let Some(language) = tongue::wanted()
            && let Some(words) = tongue::words(language).await
        {
            // The frame around the picker stays as it was built: in English.
            let direction = if words.right_to_left { "rtl" } else { "ltr" };
            let _ = place.set_attribute("lang", &words.language);
            let _ = place.set_attribute("dir", direction);
            messages::speak(Some(words));
        }
        take_over(&place);
    });
}

fn take_over(place: &web_sys::Element) {
    if let Some(fields) = form::begun() {
        let state = State::from_query(&fields);
        crate::platform::page::write_address(&state.at(Step::Topics).href(), true);
    }
    let owner = Owner::new();
    owner.with(|| dom::mount(place, app));
    // The page is the app's for as long as it is open.
    std::mem::forget(owner);
}
