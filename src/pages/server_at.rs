//! `/servers/at/?d=a.example`: one server by itself, from wherever it is linked.

use crate::browse_route;
use crate::components::details::Details;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::server_field::{ServerField, typed};
use crate::detail_route::{server_of, server_path};
use crate::directory::load::Directory;
use crate::i18n::messages::{browse as say, details};
use crate::platform::page::is_live;
use crate::state::arrival::Arrival;
use crate::state::browse::LastLook;
use crate::state::navigation::{History, Navigation};
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Page};
use leptos::prelude::*;
use picker::answers::Answers;
use picker::domain;

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
    let LastLook(look) = expect_context::<LastLook>();
    // As it was left; for who comes from elsewhere, what the address asks for.
    let back = move || {
        let path = look.get();
        site.path(&path.unwrap_or_else(|| answers.with(browse_route::path_for)))
    };
    let (title, description) = (page.title, page.description);
    let shown = move |domain: Option<String>| match domain {
        Some(domain) => {
            view! { <Details domain=domain answers=answers.get_untracked()/> }.into_any()
        }
        None => view! {
            <PageHeading title=title.clone() description=description.clone()/>
            <noscript><p class="notice">{words.text("picker.at_noscript")}</p></noscript>
            // In the document it would do nothing.
            {is_live().then(|| view! { <NameOne/> })}
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

/// Names a server to look at.
#[component]
fn NameOne() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let navigation = expect_context::<Navigation>();
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match domain::from_typed(&typed(&event, "at")) {
            Ok(domain) => navigation.go(&server_path(&Answers::default(), &domain), History::Push),
            Err(_) => problem.set(Some(details::talk_bad())),
        }
    };
    view! {
        <form data-test="name-one" on:submit=submit>
            <ServerField id="at" label=words.text("picker.at_label") problem=problem/>
            <button class="button secondary" type="submit">
                {words.text("picker.at_button")}
            </button>
        </form>
    }
}
