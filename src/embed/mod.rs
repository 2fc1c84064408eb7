//! The picker in a frame on somebody else's page: the questions and results of
//! the site, with a course of its own, told to the page around it.
//! `docs/embedding.md` is for those who put it there.

pub mod accent;
pub mod looks;
pub mod options;
pub mod protocol;
pub mod talk;

use crate::app::{Announcer, Visitor, arrival, go};
use crate::components::card::outward;
use crate::components::questions::{Plain, question};
use crate::components::results::{Extras, Kept, Shown, results};
use crate::context::{expect_context, provide_context};
use crate::directory::Lists;
use crate::directory::load::Directory;
use crate::live::Live;
use crate::messages::{embed as say, results as said, site};
use crate::platform::dom::whenever;
use crate::platform::place::Place;
use crate::platform::{frame, random};
use crate::quiz::{State, Step};
use crate::signal::{Cell, Derived, Stored};
use crate::view::{Node, all, el, live};
use crate::words;
use options::Options;
use protocol::Outward;
use std::sync::Arc;
use talk::Talk;

/// What the frame shows of the results, beside the cards themselves.
const EXTRAS: Extras = Extras {
    closer: |_, _, _| Node::Nothing,
    bar: |_| Node::Nothing,
    onward: || Node::Nothing,
    end,
};

/// Shows the picker instead of the first question that stands in its place.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    crate::start::begin(crate::tongue::wanted_in_frame(), None, take_over);
}

#[cfg(target_arch = "wasm32")]
fn take_over() {
    use crate::platform::form;
    let mut options = Options::from_query(&frame::query());
    if let Some(warning) = options.warning() {
        frame::warn(&warning);
    }
    // What was ticked in the page before the program was there.
    if let Some(fields) = form::begun().filter(|_| options.start.step == Step::Topics) {
        let step = options.start.step;
        options.start = options.keep_locked(State::from_query(&fields).at(step));
    }
    looks::apply(&options);
    crate::start::show(move || embed(options));
}

/// The whole page.
#[must_use]
pub fn embed(options: Options) -> Node {
    let options = Arc::new(options);
    let place = Place::inside(options.start.to_query());
    provide_context(place);
    provide_context(Visitor::new());
    provide_context(options.course);
    provide_context(Kept(Stored::new(None)));
    provide_context(Plain {
        few: options.compact,
    });
    let directory = Directory::new();
    directory.limit(options.servers.clone());
    provide_context(directory);
    provide_context(Live::new(directory));
    let announcer = Announcer::new();
    provide_context(announcer);
    let talk = Talk::start(&options);
    provide_context(talk);
    tell_problems(directory, talk);
    name_strangers(directory, &options);
    whenever(move || directory.load());
    let page = all([
        head(&options),
        picker(place, talk, &options),
        foot(&options),
        announcer.region(),
    ]);
    arrival(place, announcer);
    talk.greet();
    page
}

/// The questions and the results, one after the other.
fn picker(place: Place, talk: Talk, options: &Arc<Options>) -> Node {
    let directory = expect_context::<Directory>();
    let course = options.course;
    let state = {
        let options = Arc::clone(options);
        Derived::new(move || options.keep_locked(State::from_query(&place.query())))
    };
    whenever(move || {
        let state = state.get();
        if state.step != Step::Results {
            let (index, total) = course.number(state.step);
            talk.say(Outward::Step {
                index: u32::try_from(index).unwrap_or_default(),
                total: u32::try_from(total).unwrap_or_default(),
                name: state.step.key(),
                answers: talk.shared(&state),
            });
        } else if state.seed.is_none() {
            go(place, &state.with_seed(random::seed()), true);
        }
    });
    let draft = Cell::new(state.get_untracked());
    whenever(move || draft.set(state.get()));
    whenever(move || {
        if draft.with(|state| !state.answers.text.is_empty()) {
            directory.understand();
        }
    });
    let is_results = Derived::new(move || state.with(|state| state.step == Step::Results));
    // Each state of the answers is a page of its own; other picks are not.
    let asked = Derived::new(move || Some(state.get()).filter(|state| state.step != Step::Results));
    let back = live(move || {
        let back = draft.with(|state| course.back(state))?;
        Some(
            el("a")
                .class("back-link")
                .attr("href", back.href())
                .test("back")
                .child(site::back()),
        )
    });
    let page = live(move || match asked.get() {
        Some(state) => question(state, draft),
        None if is_results.get() => results(state, EXTRAS),
        None => Node::Nothing,
    });
    all([
        el("nav").class("before-main").child(back),
        el("main").attr("id", "main").class("picker").child(page),
    ])
}

/// The heading, and what the page around has answered already.
fn head(options: &Options) -> Node {
    let title = options
        .heading
        .then(|| el("p").class("embed-title").child(say::title()));
    let given: Vec<String> = words::answers::summary(&options.start, &[])
        .into_iter()
        .filter(|row| !options.course.asks(row.step))
        .map(|row| say::given_one(&row.label, &row.value))
        .collect();
    let given = (!given.is_empty()).then(|| {
        let given = given.join(&said::list_separator());
        el("p")
            .class("small")
            .test("given")
            .child(say::given(&given))
    });
    let shared = options
        .shares
        .then(|| el("p").class("small").test("shared").child(say::shared()));
    if title.is_none() && given.is_none() && shared.is_none() {
        return Node::Nothing;
    }
    el("header")
        .class("embed-head")
        .children([title, given, shared])
        .into()
}

/// Where the picker comes from.
fn foot(options: &Options) -> Node {
    let link = outward("quiet-link", "powered")
        .attr("href", "./")
        .child(say::powered(&say::site()));
    options
        .powered
        .then(|| el("footer").class("embed-foot small").child(link))
        .into()
}

/// The end of the results: to the site, where there is more. And the page
/// around is told that there are results.
fn end(shown: &Shown) -> Node {
    let talk = expect_context::<Talk>();
    talk.say(Outward::Results {
        count: u32::try_from(shown.found.picks.len()).unwrap_or_default(),
        answers: talk.shared(&shown.state),
    });
    let link = outward("button secondary", "whole")
        .attr("href", shown.state.href())
        .child(say::whole(&say::site()));
    el("p").class("actions").child(link).into()
}

/// The page around hears when the newest list did not come.
fn tell_problems(directory: Directory, talk: Talk) {
    let problem = Derived::new(move || directory.lists.with(|lists| lists.complaint().is_some()));
    whenever(move || {
        if problem.get() {
            talk.say(Outward::Error("directory"));
        }
    });
}

/// Names the servers of the host's choice that no list knows, once all lists
/// have come or failed.
fn name_strangers(directory: Directory, options: &Options) {
    let servers = options.servers.clone();
    if servers.is_empty() {
        return;
    }
    let done = Derived::new(move || directory.lists.with(has_settled));
    whenever(move || {
        if !done.get() {
            return;
        }
        let Some(picker) = directory.picker.get_untracked() else {
            return;
        };
        let unknown = servers.iter().filter(|it| picker.find(it).is_none());
        let unknown: Vec<&str> = unknown.map(String::as_str).collect();
        if !unknown.is_empty() {
            let unknown = unknown.join(", ");
            frame::warn(&format!("spread-picker: in no list of servers: {unknown}"));
        }
    });
}

fn has_settled(lists: &Lists) -> bool {
    let bundle = lists.bundle.is_some() || lists.bundle_problem.is_some();
    bundle && !lists.asking && (lists.live.is_some() || lists.live_problem.is_some())
}

#[cfg(test)]
mod tests {
    use super::embed;
    use super::options::Options;
    use leptos::prelude::Owner;

    fn html(query: &str) -> String {
        let owner = Owner::new();
        owner.with(|| embed(Options::from_query(query)).to_html())
    }

    #[test]
    fn the_first_question_stands_there_with_what_was_given() {
        let html = html("topic=academia&locked=topic&answers=share");
        assert!(html.contains("data-step=\"language\""), "{html}");
        assert!(html.contains("Question 1 of 3"), "{html}");
        assert!(html.contains("Topics: Universities and research"), "{html}");
        assert!(html.contains("data-test=\"shared\""), "{html}");
        assert!(!html.contains("data-test=\"back\""), "{html}");
    }

    #[test]
    fn a_host_may_hide_what_is_around() {
        let html = html("heading=off&powered=off");
        assert!(
            !html.contains("<header") && !html.contains("<footer"),
            "{html}"
        );
        assert!(html.contains("Question 1 of 4"), "{html}");
    }

    #[test]
    fn links_out_of_the_frame_open_a_tab_that_knows_nothing() {
        let html = html("");
        let link = html
            .split("<a ")
            .find(|tag| tag.contains("data-test=\"powered\""))
            .unwrap();
        assert!(
            link.contains("target=\"_blank\"") && link.contains("rel=\"noopener\""),
            "{link}"
        );
    }
}
