//! The live check on the cards: what a server says right now, and the button
//! that goes by it.

use crate::app::{Announcer, Visitor};
use crate::components::card::{outward, unseen};
use crate::components::results::Shown;
use crate::context::{expect_context, provide_context, use_context};
use crate::live::{Live, Status, words};
use crate::messages::{live as say, results};
use crate::platform::clock;
use crate::platform::dom::whenever;
use crate::signal::{Cell, Derived, Stored};
use crate::view::{El, Node, el, live as following};
use picker::decode::activity::Trend;
use picker::live::{Board, Check, Door, door};
use picker::model::{Server, SignUp};
use picker::recommend::Pick;
use std::sync::Arc;

/// The places on the page, each with the pick that stands there now. Starts
/// the checks, and gives a closed server's place to the next.
pub fn places(shown: &Arc<Shown>) -> Vec<Cell<Pick>> {
    let live = expect_context::<Live>();
    let visitor = expect_context::<Visitor>();
    let announcer = expect_context::<Announcer>();
    let board = Cell::new(Board::new(
        shown.domains().into_iter().map(str::to_owned).collect(),
    ));
    // The cards look up whose place they took.
    provide_context(board);
    let picks = shown.found.picks.iter().cloned();
    let picks: Vec<Cell<Pick>> = picks.map(Cell::new).collect();
    let places = picks.clone();
    let shown = Arc::clone(shown);
    let asked = Stored::new(false);
    whenever(move || {
        let context = visitor.context(shown.state.seed.unwrap_or_default());
        let mut now = board.get_untracked();
        let check = |domain: &str| live.status(domain).and_then(|it| it.check().cloned());
        // One that comes in may be known to be closed already.
        while let Some(closed) = now.shown().iter().find(|domain| {
            let known = now.swaps().iter().any(|swap| swap.closed == **domain);
            !known && check(domain).is_some_and(|check| check.is_closed())
        }) {
            let closed = closed.clone();
            let mut drawn = None;
            let place = now.close(&closed, |stay, out| {
                let answers = &shown.state.answers;
                drawn = shown.picker.next_after(answers, &context, stay, out);
                let server = shown.picker.servers().get(drawn.as_ref()?.server)?;
                Some(server.domain.clone())
            });
            board.set(now.clone());
            if let (Some(place), Some(pick)) = (place.and_then(|at| places.get(at)), drawn) {
                place.set(pick);
            }
        }
        live.watch(now.shown());
        let checks: Vec<Check> = now.shown().iter().filter_map(|it| check(it)).collect();
        if checks.len() < now.shown().len() {
            asked.set_value(true);
        } else if asked.get_value() {
            asked.set_value(false);
            announcer.say(words::summary(&checks, &board.get_untracked()));
        }
    });
    picks
}

/// That a card stands in a closed server's place.
#[must_use]
pub fn instead(domain: &str) -> Node {
    let board = use_context::<Cell<Board>>();
    let closed = board.and_then(|board| {
        board.with_untracked(|board| board.instead_of(domain).map(str::to_owned))
    });
    closed
        .map(|closed| {
            el("p")
                .class("small instead")
                .test("instead")
                .child(say::instead(&closed))
        })
        .into()
}

/// What the server says, and what happens after the click.
#[must_use]
pub fn status(server: &Server) -> Node {
    let live = expect_context::<Live>();
    let domain = server.domain.clone();
    let status = Derived::new(move || live.status(&domain));
    let key = move || status.with(|status| status.as_ref().map_or("checking", words::key));
    let line = move || {
        status.with(|status| match status {
            Some(status) => words::line(status, clock::now()),
            None => say::checking(),
        })
    };
    let server = server.clone();
    let next = move || {
        status.with(|status| {
            let check = status.as_ref().and_then(|status| status.check());
            after_click(&server, check)
        })
    };
    el("div")
        .class("live")
        .test("live")
        .live_attr("data-state", key)
        .child(el("p").class("live-line").child(following(line)))
        .child(el("p").class("small next").child(following(next)))
        .into()
}

/// Whether more or fewer people are active there than before: a row of the
/// card, in one word from the start, so that nothing moves.
#[must_use]
pub fn trend(server: &Server) -> El {
    let live = expect_context::<Live>();
    let domain = server.domain.clone();
    let word = Derived::new(move || match live.status(&domain) {
        Some(Status::Done(done)) => match done.trend {
            Some(Trend::Growing) => results::trend_growing(),
            Some(Trend::Steady) => results::trend_steady(),
            Some(Trend::Falling) => results::trend_falling(),
            None => results::unknown(),
        },
        _ => results::unknown(),
    });
    el("div")
        .attr("data-fact", "trend")
        .child(el("dt").child(results::fact_trend()))
        .child(el("dd").child(following(move || word.get())))
}

/// The main button of a recommended server.
#[must_use]
pub fn button(server: &Server, on: &str) -> Node {
    let live = expect_context::<Live>();
    let server = server.clone();
    let way = Derived::new(move || {
        let status = live.status(&server.domain);
        door(&server, status.as_ref().and_then(|status| status.check()))
    });
    outward("button", "sign-up")
        .live_attr("href", move || way.with(|door| door.url.clone()))
        .child(following(move || way.with(label)))
        .child(unseen(on))
        .into()
}

fn label(door: &Door) -> String {
    match door.sign_up {
        Some(SignUp::Approval) => results::ask_to_join(),
        _ => results::create_account(),
    }
}

fn after_click(server: &Server, check: Option<&Check>) -> String {
    if let Some(check) = check {
        if check.other_software.is_some() {
            return say::next_other();
        }
        if check.outcome.key() == "elsewhere" {
            return say::next_elsewhere();
        }
    }
    match door(server, check).sign_up {
        Some(SignUp::Approval) => results::next_approval(),
        Some(SignUp::Instant) => results::next_instant(),
        Some(SignUp::Closed) => results::closed(),
        Some(SignUp::Open) | None => results::next_open(),
    }
}
