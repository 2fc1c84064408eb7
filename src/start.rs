//! Taking over the page that the browser has loaded.

use crate::app::app;
use crate::messages;
use crate::platform::fetch::breathe;
use crate::platform::{dom, form, page};
use crate::quiz::{State, Step};
use crate::tongue;
use crate::view::Node;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is taken over: an element's id.
const PLACE: &str = "app";

/// Shows the app instead of what stands in its place, and keeps what the
/// visitor has typed, ticked and focused meanwhile.
pub fn start() {
    // The frame around the picker stays as it was built: in English.
    begin(tongue::wanted(), Some(PLACE), || {
        if let Some(fields) = form::begun() {
            let state = State::from_query(&fields);
            page::write_address(&state.at(Step::Topics).href(), true);
        }
        show(app);
    });
}

/// What both programs begin with: the visitor's language, which is then that of
/// the element `part`, or of the whole document; then `take_over`.
///
/// If the code fails later, `boot.js` shows the section `#broken`, which waits
/// hidden in the HTML: this code cannot draw anything any more then.
pub(crate) fn begin(language: Option<&'static str>, part: Option<&'static str>, take_over: fn()) {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    // It fails only where it is there already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    spawn_local(async move {
        // To begin with took long enough: first whatever waits for that.
        breathe().await;
        if let Some(language) = language
            && let Some(words) = tongue::words(language).await
        {
            page::set_language(part, &words.language, words.right_to_left);
            messages::speak(Some(words));
        }
        take_over();
    });
}

/// Puts a view into its place, for as long as the page is open.
pub(crate) fn show(view: impl FnOnce() -> Node) {
    let owner = Owner::new();
    owner.with(|| dom::mount(PLACE, view));
    std::mem::forget(owner);
}
