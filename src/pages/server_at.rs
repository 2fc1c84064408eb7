//! `/servers/at/?d=a.example`: one server by itself, from wherever it is linked.

use crate::browse_route;
use crate::components::details::Details;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::detail_route::server_of;
use crate::directory::load::Directory;
use crate::i18n::messages::browse as say;
use crate::state::arrival::Arrival;
use crate::state::navigation::Navigation;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Page};
use leptos::prelude::*;
use picker::answers::Answers;

/// The page.
#[component]
pub fn ServerAt() -> impl IntoView {
    view! { <PageOf route="servers/at/" view=server_at/> }
}

fn server_at(page: Page<page::ServerAt>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let site = expect_context::<Site>();
    let navigation = expect_context::<Navigation>();
    let arrival = expect_context::<Arrival>();
    let directory = expect_context::<Directory>();
    let query = navigation.own_query();
    let answers = Memo::new(move |_| query.with(|query| Answers::from_query(query)));
    let domain = Memo::new(move |_| query.with(|query| server_of(query)));
    Effect::new(move |_| directory.load());
    // From one server to a neighbour of it: the page is the same one.
    Effect::new(move |before: Option<Option<String>>| {
        let now = domain.get();
        if before.is_some_and(|before| before != now) {
            arrival.arrived();
        }
        now
    });
    let back = move || answers.with(|answers| site.path(&browse_route::path_for(answers)));
    let (title, description) = (page.title, page.description);
    let shown = move |domain: Option<String>| match domain {
        Some(domain) => {
            view! { <Details domain=domain answers=answers.get_untracked()/> }.into_any()
        }
        None => view! {
            <PageHeading title=title.clone() description=description.clone()/>
            <noscript><p class="notice">{words.text("picker.at_noscript")}</p></noscript>
        }
        .into_any(),
    };
    view! {
        <p>
            <a class="back-link" href=back data-test="to-list">
                {say::look_around()}
            </a>
        </p>
        <For each=move || [domain.get()] key=Option::clone children=shown/>
    }
}
