//! The frame of every page: routes, header, footer, what is announced and
//! where the focus goes.

use crate::closeup::Closeup;
use crate::components::compare::Chosen;
use crate::components::{footer, header};
use crate::directory::load::Directory;
use crate::live::Live;
use crate::messages::site;
use crate::pages::{home, not_found, servers};
use crate::platform::{clock, locale, page};
use crate::quiz::{State, Step};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, path};
use picker::date::Date;
use picker::language::Language;
use picker::recommend::Context;

/// What is known of the visitor: nothing but the day and the browser's languages.
#[derive(Debug, Clone, Copy)]
pub struct Visitor {
    /// The day.
    pub today: Date,
    languages: StoredValue<Vec<Language>>,
}

impl Visitor {
    fn new() -> Self {
        Self {
            today: clock::today(),
            languages: StoredValue::new(locale::browser_languages()),
        }
    }

    /// The browser's languages, best first.
    #[must_use]
    pub fn languages(self) -> Vec<Language> {
        self.languages.get_value()
    }

    /// What a recommendation depends on.
    #[must_use]
    pub fn context(self, seed: u64) -> Context {
        Context {
            today: self.today,
            seed,
            browser_languages: self.languages(),
        }
    }
}

/// The one live region: what screen readers say without moving the focus.
#[derive(Debug, Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// Says something, politely.
    pub fn say(self, text: String) {
        self.0.set(text);
    }
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(Visitor::new());
    let directory = Directory::new();
    provide_context(directory);
    provide_context(Live::new(directory));
    provide_context(Chosen::new());
    let announcer = Announcer(RwSignal::new(String::new()));
    provide_context(announcer);
    view! {
        <Router base=page::base_path()>
            <SkipLink/>
            {header::header()}
            <Arrival/>
            <FlatRoutes fallback=not_found::NotFound>
                <Route path=path!("/") view=home::Home/>
                <Route path=path!("/servers") view=servers::Servers/>
            </FlatRoutes>
            {footer::footer()}
            <div class="visually-hidden" role="status" data-test="announcer">
                {move || announcer.0.get()}
            </div>
        </Router>
    }
}

/// The first thing a keyboard reaches. `#main` alone would lead to the base of
/// the site, as every page has a `<base>`: so the focus is moved by hand.
#[component]
fn SkipLink() -> impl IntoView {
    let location = use_location();
    let href = move || format!("{}?{}#main", location.pathname.get(), location.search.get());
    view! {
        <a
            class="skip-link"
            href=href
            on:click=|event| {
                event.prevent_default();
                page::focus("main");
            }
        >
            {site::skip()}
        </a>
    }
}

/// After each navigation: the new heading gets the focus and the new title is
/// announced. The router does neither.
#[component]
fn Arrival() -> impl IntoView {
    let location = use_location();
    let announcer = expect_context::<Announcer>();
    // A new step is a new page, though the path stays; other picks are too.
    let place = Memo::new(move |_| {
        let path = location.pathname.get();
        let search = location.search.get();
        let state = State::from_query(&search);
        (path, state.step, state.seed, Closeup::from_query(&search))
    });
    Effect::new(
        move |before: Option<(String, Step, Option<u64>, Closeup)>| {
            let now = place.get();
            if before.is_some_and(|before| before != now) {
                page::after_paint(move || {
                    page::keep_address(&address(&location.pathname, &location.search));
                    page::focus("h1");
                    announcer.say(page::title());
                });
            }
            now
        },
    );
}

fn address(path: &Memo<String>, search: &Memo<String>) -> String {
    let search = search.get_untracked();
    let path = path.get_untracked();
    if search.is_empty() {
        path
    } else {
        format!("{path}?{search}")
    }
}

/// The title of a page, in the tab and in the history.
#[component]
pub fn PageTitle(
    /// The page's heading.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <Title text=move || site::title(&text.get())/> }
}

/// Goes to another page of the picker: with an entry in the history, or in
/// place of this one.
pub fn use_goto() -> impl Fn(&State, bool) + Clone + 'static {
    let navigate = use_navigate();
    move |state: &State, replace: bool| {
        let options = NavigateOptions {
            replace,
            scroll: !replace,
            ..NavigateOptions::default()
        };
        navigate(&format!("/{}", state.href()), options);
    }
}
