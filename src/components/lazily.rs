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
    /// Whether it stands within another page, which has a main element.
    #[prop(optional)]
    within: bool,
) -> impl IntoView {
    match view_of(page) {
        Some(view) => view,
        None => view! { <Arriving page=page within=within/> }.into_any(),
    }
}

/// What stands there until the part has come.
#[component]
fn Arriving(page: PartPage, within: bool) -> impl IntoView {
    let arrival = expect_context::<Arrival>();
    let state = RwSignal::new(None::<Result<(), PartFailed>>);
    // Within the document's first page, which says itself that it is there: what the
    // part adds to it is no other page, and the visitor may be in a field by then.
    let by_browser = within && arrival.is_first();
    spawn_local(async move {
        let came = load(page.part()).await;
        // The page may have been left meanwhile.
        let _ = state.try_set(Some(came));
    });
    Effect::new(move |_| {
        // Pages of their own say themselves when they are there.
        let says_itself = |came: &Result<(), PartFailed>| came.is_ok() && !within;
        if !by_browser && state.with(|came| came.as_ref().is_some_and(|it| !says_itself(it))) {
            arrival.arrived();
        }
    });
    let instead = move |view: AnyView| match within {
        true => view,
        false => view! { <main id="main">{view}</main> }.into_any(),
    };
    move || match state
        .get()
        .map(|came| came.ok().and_then(|()| view_of(page)))
    {
        Some(Some(view)) => view,
        Some(None) => instead(view! { <Unavailable route=page.route()/> }.into_any()),
        None => instead(view! { <p class="status">{say::loading()}</p> }.into_any()),
    }
}
