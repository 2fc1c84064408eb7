//! The picker: one question after the other, then the recommended servers.

use crate::app::go;
use crate::closeup::{self, Closeup};
use crate::components::card::unseen;
use crate::components::compare::{self, compare};
use crate::components::details::details;
use crate::components::next::onward;
use crate::components::questions::question;
use crate::components::results::{Extras, Kept, results};
use crate::components::share::share;
use crate::context::{expect_context, provide_context};
use crate::directory::load::Directory;
use crate::messages::{details as words, site};
use crate::platform::dom::whenever;
use crate::platform::place::Place;
use crate::platform::random;
use crate::quiz::{Course, State, Step};
use crate::signal::{Cell, Derived, Stored};
use crate::view::{Node, all, el, live};
use picker::model::Server;

/// What is shown of the picker.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    /// A question. Each state of the answers is a page of its own: nothing of
    /// the old one, not even the state of a checkbox, is used again.
    Question(State),
    Results,
    Details(String),
    Compare(Vec<String>),
}

impl Shown {
    fn of(query: &str) -> Self {
        let Closeup { server, compare } = Closeup::from_query(query);
        if let Some(domain) = server {
            return Self::Details(domain);
        }
        if !compare.is_empty() {
            return Self::Compare(compare);
        }
        let state = State::from_query(query);
        if state.step == Step::Results {
            Self::Results
        } else {
            Self::Question(state)
        }
    }
}

/// Everything that the results can have.
const EXTRAS: Extras = Extras {
    closer,
    bar: compare::bar,
    onward,
    end: |_| share(),
};

fn closer(state: &State, server: &Server, name: &str) -> Node {
    let link = el("a")
        .class("button quiet")
        .attr("href", closeup::details(state, &server.domain))
        .test("details-link")
        .child(words::open())
        .child(unseen(&format!(" {name}")));
    all([link.into(), compare::choice(&server.domain, name)])
}

/// Shows the step that stands in the address.
#[must_use]
pub fn servers() -> Node {
    let directory = expect_context::<Directory>();
    let place = expect_context::<Place>();
    whenever(move || directory.load());

    let state = Derived::new(move || State::from_query(&place.query()));
    provide_context(Kept(Stored::new(None)));
    // Whoever comes to the results by a link without a seed gets one drawn.
    whenever(move || {
        if Shown::of(&place.query()) == Shown::Results {
            let state = state.get();
            if state.seed.is_none() {
                go(place, &state.with_seed(random::seed()), true);
            }
        }
    });
    // What the visitor has ticked but not sent yet: it goes along on the way
    // back, and stands in the address for a reload.
    let draft = Cell::new(state.get_untracked());
    whenever(move || draft.set(state.get()));
    whenever(move || {
        if draft.with(|state| !state.answers.text.is_empty()) {
            directory.understand();
        }
    });
    let back = move || {
        if !Closeup::from_query(&place.query()).is_empty() {
            return state.with(State::href);
        }
        match draft.with(|state| Course::ALL.back(state)) {
            Some(back) => back.href(),
            None => "./".to_owned(),
        }
    };
    let shown = Derived::new(move || Shown::of(&place.query()));
    let page = live(move || match shown.get() {
        Shown::Details(domain) => details(&domain),
        Shown::Compare(domains) => compare(&state.get_untracked(), &domains),
        Shown::Results => results(state, EXTRAS),
        Shown::Question(state) => question(state, draft),
    });
    all([
        el("nav").class("before-main").child(
            el("a")
                .class("back-link")
                .live_attr("href", back)
                .test("back")
                .child(site::back()),
        ),
        el("main").attr("id", "main").class("picker").child(page),
    ])
}
