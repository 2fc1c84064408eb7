//! What `/servers/` shows in place of the results: one server, or some of them side
//! by side, as the address says. A part of the program by itself: most visitors do
//! without.

use crate::components::compare::Compare;
use crate::components::details::Details;
use crate::detail_route::DetailRoute;
use crate::quiz::State;
use crate::state::navigation::Navigation;
use leptos::prelude::*;

/// The address as it is when the page is drawn; another one draws another page.
fn address() -> (DetailRoute, State) {
    let query = expect_context::<Navigation>().own_query().get_untracked();
    (DetailRoute::from_query(&query), State::from_query(&query))
}

/// The details of the address's server.
#[component]
pub fn ServerDetails() -> impl IntoView {
    let (route, state) = address();
    let server = route.server;
    server.map(|domain| view! { <Details domain=domain answers=state.answers/> })
}

/// The servers of the address side by side.
#[component]
pub fn Comparison() -> impl IntoView {
    let (route, state) = address();
    view! { <Compare state=state domains=route.compare/> }
}
