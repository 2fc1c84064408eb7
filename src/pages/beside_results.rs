//! What `/servers/` shows in place of the results: one server, or some of them side
//! by side, as the address says. A part of the program by itself: most visitors do
//! without.

use crate::components::compare::Compare;
use crate::components::details::Details;
use crate::detail_route::DetailRoute;
use crate::directory::load::Directory;
use crate::quiz::State;
use crate::state::navigation::Navigation;
use leptos::prelude::*;

/// The address as it is when the page is drawn; another one draws another page. What
/// is shown needs the lists.
fn address() -> (DetailRoute, State) {
    let query = expect_context::<Navigation>().own_query().get_untracked();
    let state = State::from_query(&query);
    let has_words = !state.answers.text.is_empty();
    expect_context::<Directory>().load_for(move || has_words);
    (DetailRoute::from_query(&query), state)
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
