//! What every page of the picker shares: what is known of the visitor, what is
//! announced, and where the focus goes.

use crate::closeup::Closeup;
use crate::components::compare::Chosen;
use crate::context::provide_context;
use crate::directory::load::Directory;
use crate::live::Live;
use crate::messages::site;
use crate::pages::servers;
use crate::platform::dom::whenever;
use crate::platform::place::Place;
use crate::platform::{clock, locale, page};
use crate::quiz::{Course, State};
use crate::signal::{Cell, Stored};
use crate::view::{Node, all, el, live};
use picker::date::Date;
use picker::language::Language;
use picker::recommend::Context;
use std::cell::RefCell;

/// What is known of the visitor: nothing but the day and the browser's languages.
#[derive(Debug, Clone, Copy)]
pub struct Visitor {
    /// The day.
    pub today: Date,
    languages: Stored<Vec<Language>>,
}

impl Visitor {
    /// Today's visitor.
    #[must_use]
    pub fn new() -> Self {
        Self {
            today: clock::today(),
            languages: Stored::new(locale::browser_languages()),
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

impl Default for Visitor {
    fn default() -> Self {
        Self::new()
    }
}

/// The one live region: what screen readers say without moving the focus.
#[derive(Debug, Clone, Copy)]
pub struct Announcer(Cell<String>);

impl Announcer {
    /// Nothing to say yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Cell::new(String::new()))
    }

    /// Says something, politely.
    pub fn say(self, text: String) {
        self.0.set(text);
    }

    /// The region itself.
    #[must_use]
    pub fn region(self) -> Node {
        el("div")
            .class("visually-hidden")
            .attr("role", "status")
            .test("announcer")
            .child(live(move || self.0.get()))
            .into()
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The picker, at the address of the page.
#[must_use]
pub fn app() -> Node {
    let place = Place::new();
    provide_context(place);
    provide_context(Visitor::new());
    let directory = Directory::new();
    provide_context(directory);
    provide_context(Live::new(directory));
    provide_context(Chosen::new());
    provide_context(Course::ALL);
    let announcer = Announcer::new();
    provide_context(announcer);
    let picker = servers::servers();
    arrival(place, announcer);
    all([picker, announcer.region()])
}

/// After each step: the new heading gets the focus and the new title is
/// announced.
pub fn arrival(place: Place, announcer: Announcer) {
    let before = RefCell::new(None);
    whenever(move || {
        let query = place.query();
        let state = State::from_query(&query);
        // Other picks are another page too; a ticked box is not.
        let now = Some((state.step, state.seed, Closeup::from_query(&query)));
        let old = before.replace(now.clone());
        if old.is_some() && old != now {
            page::after_paint(move || {
                page::focus("h1");
                announcer.say(page::title());
            });
        }
    });
}

/// Keeps the title of the page, in the tab and in the history.
pub fn title(text: impl Fn() -> String + 'static) {
    whenever(move || page::set_title(&site::title(&text())));
}

/// Goes to another page of the picker: with an entry in the history, or in
/// place of this one.
pub fn go(place: Place, state: &State, replace: bool) {
    place.go(&state.href(), replace);
}
