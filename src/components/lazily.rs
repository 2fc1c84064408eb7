//! A page whose part of the program may still have to come.

use crate::components::unavailable::Unavailable;
use crate::i18n::messages::site as say;
use crate::parts::page::PartPage;
use crate::parts::program::{PartFailed, load, view_of};
use crate::state::arrival::Arrival;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Draws the page: at once where its part of the program is there.
#[component]
pub fn Lazily(
    /// The page.
    page: PartPage,
) -> impl IntoView {
    match view_of(page) {
        Some(view) => view,
        None => view! { <Arriving page=page/> }.into_any(),
    }
}

/// What stands there until the part has come.
#[component]
fn Arriving(page: PartPage) -> impl IntoView {
    let arrival = expect_context::<Arrival>();
    let state = RwSignal::new(None::<Result<(), PartFailed>>);
    spawn_local(async move {
        let came = load(page.part()).await;
        // The page may have been left meanwhile.
        let _ = state.try_set(Some(came));
    });
    Effect::new(move |_| {
        if matches!(state.get(), Some(Err(PartFailed))) {
            arrival.arrived();
        }
    });
    move || match state
        .get()
        .map(|came| came.ok().and_then(|()| view_of(page)))
    {
        Some(Some(view)) => view,
        Some(None) => view! { <main id="main"><Unavailable route=page.route()/></main> }.into_any(),
        None => view! { <main id="main"><p class="status">{say::loading()}</p></main> }.into_any(),
    }
}
