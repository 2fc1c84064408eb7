//! The frame of a question page, after GOV.UK's question pages: one fieldset
//! whose legend is the heading, native controls, a button that never blocks.

use crate::app::{Announcer, Visitor, go, title};
use crate::components::notices::{nothing, notices};
use crate::context::expect_context;
use crate::directory::Lists;
use crate::directory::load::Directory;
use crate::messages::quiz as say;
use crate::platform::dom::whenever;
use crate::platform::place::Place;
use crate::platform::{form, page, random};
use crate::quiz::{Course, PLACE, State, Step};
use crate::signal::{Cell, Derived};
use crate::view::{Node, all, el, live};
use picker::answers::Answers;
use std::cell::RefCell;

/// What differs between the questions.
pub struct Frame {
    /// The heading.
    pub heading: String,
    /// What helps to answer.
    pub hint: String,
    /// The controls.
    pub controls: Node,
    /// Controls that do not belong to the question itself.
    pub after: Node,
}

/// A question page. `draft` follows the form as it is filled in.
#[must_use]
pub fn frame(state: &State, draft: Cell<State>, frame: Frame) -> Node {
    let place = expect_context::<Place>();
    let step = state.step;
    let course = expect_context::<Course>();
    let onward = course.onward(state);
    let hidden = state
        .carried()
        .into_iter()
        .map(|(name, value)| hidden(name, value));
    let submit = move |event| {
        let fields = form::query(&event);
        event.prevent_default();
        go(place, &seeded(State::from_query(&fields)), false);
    };
    let input = move |event| {
        let now = State::from_query(&form::query_around(&event)).at(step);
        let typing = draft.with_untracked(|old| old.answers.text != now.answers.text);
        draft.set(now.clone());
        if typing {
            // Browsers allow a page only so many addresses in a while: not one
            // for each letter.
            page::after(300, move || {
                if draft.try_get_untracked().as_ref() == Some(&now) {
                    place.keep(&now.href());
                }
            });
        } else {
            place.keep(&now.href());
        }
    };
    let (number, total) = course.number(step);
    let caption = say::caption(&number.to_string(), &total.to_string());
    let label = if onward == Step::Results {
        say::show()
    } else {
        say::continue_()
    };
    let button = |class, to: Step, test| {
        el("button")
            .class(class)
            .attr("type", "submit")
            .attr("name", "step")
            .attr("value", to.key())
            .test(test)
    };
    let heading = frame.heading.clone();
    title(move || heading.clone());
    all([
        el("form")
            .class("question")
            .attr("method", "get")
            .attr("action", PLACE)
            // Until the program is there, answers lead out of a frame.
            .attr("target", place.is_inside().then_some("_blank"))
            .attr("novalidate", true)
            .test("question")
            .attr("data-step", step.key())
            .on("submit", submit)
            .on("input", input)
            .children(hidden)
            .child(
                el("fieldset")
                    .attr("aria-describedby", "hint")
                    .child(
                        el("legend")
                            .child(el("span").class("caption").child(caption))
                            .child(el("h1").child(frame.heading)),
                    )
                    .child(el("p").class("hint").attr("id", "hint").child(frame.hint))
                    .child(frame.controls),
            )
            .child(frame.after)
            .child(count(draft))
            .child(
                el("div")
                    .class("actions")
                    .child(button("button", onward, "continue").child(label))
                    .child((onward != Step::Results).then(|| {
                        button("button secondary", Step::Results, "see-now").child(say::see_now())
                    }))
                    .child((step == Step::Topics).then(|| {
                        el("a")
                            .class("button quiet")
                            .attr("href", State::start().at(Step::Results).href())
                            .test("pick-for-me")
                            .child(say::pick_for_me())
                    })),
            )
            .into(),
        nothing(),
        notices(),
    ])
}

/// What a form carries along unseen.
#[must_use]
pub fn hidden(name: &'static str, value: String) -> Node {
    el("input")
        .attr("type", "hidden")
        .attr("name", name)
        .attr("value", value)
        .into()
}

/// Results need a seed; whoever already has one keeps it.
fn seeded(state: State) -> State {
    if state.step == Step::Results && state.seed.is_none() {
        state.with_seed(random::seed())
    } else {
        state
    }
}

/// How many servers match so far: shown at once, said when the visitor pauses.
fn count(draft: Cell<State>) -> Node {
    let directory = expect_context::<Directory>();
    let visitor = expect_context::<Visitor>();
    let announcer = expect_context::<Announcer>();
    let text = Derived::new(move || match directory.picker.get() {
        Some(picker) => {
            let context = visitor.context(0);
            let n = draft.with(|state| picker.matching(&state.answers, &context));
            say::count(n as u64)
        }
        None if directory.lists.with(Lists::nothing) => String::new(),
        None => say::count_loading(),
    });
    let before = RefCell::new(None::<Answers>);
    whenever(move || {
        let now = draft.get().answers;
        let old = before.replace(Some(now.clone()));
        // Only what the visitor changed is said; the title comes first.
        if old.is_some_and(|old| old != now) {
            let said = text.get();
            page::after(700, move || {
                if text.try_get_untracked().as_ref() == Some(&said) {
                    announcer.say(said);
                }
            });
        }
    });
    el("p")
        .class("status")
        .test("count")
        .child(live(move || text.get()))
        .into()
}
