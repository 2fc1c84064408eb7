//! The answers above the results, each with a link to change it.

use crate::app::Visitor;
use crate::components::card::unseen;
use crate::context::expect_context;
use crate::messages::results as say;
use crate::quiz::{Course, State};
use crate::view::{Node, el};
use crate::words::answers::summary as answered;

/// The list of answers.
#[must_use]
pub fn summary(state: &State) -> Node {
    let course = expect_context::<Course>();
    let browser = expect_context::<Visitor>().languages();
    let rows = answered(state, &browser).into_iter().map(|row| {
        let change: Node = if course.asks(row.step) {
            el("a")
                .attr("href", state.at(row.step).href())
                .child(say::change())
                .child(unseen(&format!(" {}", row.label)))
                .into()
        } else {
            say::given().into()
        };
        el("div")
            .test("answer")
            .attr("data-step", row.step.key())
            .child(el("dt").child(row.label))
            .child(el("dd").child(row.value))
            .child(el("dd").child(change))
    });
    el("section")
        .attr("aria-labelledby", "answers")
        .child(el("h2").attr("id", "answers").child(say::answers()))
        .child(el("dl").class("answers").children(rows))
        .into()
}
