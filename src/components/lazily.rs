//! A page whose part of the program may still have to come.

use crate::components::unavailable::Unavailable;
use crate::i18n::messages::site as say;
use crate::parts::page::PartPage;
use crate::parts::program::{PartFailed, load, view_of};
use crate::parts::within::Place;
use crate::platform::page;
use crate::state::arrival::Arrival;
use crate::state::site::Site;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Draws the page: at once where its part of the program is there.
#[component]
pub fn Lazily(
    /// The page.
    page: PartPage,
    /// Where it stands.
    #[prop(default = Place::Page)]
    place: Place,
) -> impl IntoView {
    match view_of(page) {
        Some(view) => view,
        None => view! { <Arriving page=page place=place/> }.into_any(),
    }
}

/// What stands there until the part has come.
#[component]
fn Arriving(page: PartPage, place: Place) -> impl IntoView {
    let arrival = expect_context::<Arrival>();
    let state = RwSignal::new(None::<Result<(), PartFailed>>);
    // Within the document's first page, which says itself that it is there: what the
    // part adds to it is no other page, and the visitor may be in a field by then.
    let is_first = arrival.is_first();
    spawn_local(async move {
        let came = load(page.part()).await;
        // The page may have been left meanwhile.
        let _ = state.try_set(Some(came));
    });
    Effect::new(move |_| match (place, state.get()) {
        // Without the line there is no more than the document has: boot.js says so.
        (Place::Line(_), Some(Err(PartFailed))) => page::tell_of_lost_part(),
        // A page of its own says itself when it is there.
        (Place::Page, Some(Err(PartFailed))) => arrival.arrived(),
        (Place::Content, Some(_)) if !is_first => arrival.arrived(),
        _ => {}
    });
    let in_main = move |view: AnyView| match place {
        Place::Page => view! { <main id="main">{view}</main> }.into_any(),
        Place::Content | Place::Line(_) => view,
    };
    let meanwhile = move || match place {
        Place::Page | Place::Content => in_main(view! { <Coming route=page.route()/> }.into_any()),
        Place::Line(words) => view! { <p class="status">{words()}</p> }.into_any(),
    };
    move || match state
        .get()
        .map(|came| came.ok().and_then(|()| view_of(page)))
    {
        Some(Some(view)) => view,
        Some(None) => match place {
            Place::Line(_) => ().into_any(),
            _ => in_main(view! { <Unavailable route=page.route()/> }.into_any()),
        },
        None => meanwhile(),
    }
}

/// That it is loading, and after a while that this takes long, with a way to the
/// document.
#[component]
fn Coming(route: &'static str) -> impl IntoView {
    let href = expect_context::<Site>().path(route);
    view! {
        <p class="status">{say::loading()}</p>
        <p class="status after-a-while">
            {say::loading_long()} " "
            <a href=href rel="external">{say::page_failed_link()}</a>
        </p>
    }
}
