//! The list as it is followed or taken back: how far it is, what can be done,
//! and what became of each.

use super::names::word;
use super::ticks::Ticks;
use crate::components::live_text::live_text;
use crate::own_server::follower::{Follower, Phase};
use crate::platform::{clock, page};
use crate::state::page_words::PageWords;
use ::fill::plan::limits::Kind;
use ::fill::plan::{Entry, Outcome, Plan, Step};
use leptos::prelude::*;
use picker::messages::{Value, english_number};

/// Where the focus goes from a button that is not shown any more.
const STATUS: &str = "#follow-progress";
const HEADING: &str = "#follow-them";

/// How far a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    all: usize,
    /// Entries whose outcome is known.
    done: usize,
    /// Entries that this list has followed, or asked.
    ours: usize,
    undoing: bool,
    rest: Rest,
}

/// Why a list does nothing now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// It is at work.
    No,
    Paused,
    /// Stopped; the end of a message's name.
    Stopped(&'static str),
    Done,
}

impl State {
    fn of(plan: &Plan) -> Self {
        let entries = plan.entries();
        let rest = match plan.rest() {
            Some(Step::Paused) => Rest::Paused,
            Some(Step::Stopped(stop)) => Rest::Stopped(stop.key()),
            Some(Step::Done) => Rest::Done,
            _ => Rest::No,
        };
        Self {
            all: entries.len(),
            done: entries.iter().filter(|it| it.outcome().is_some()).count(),
            ours: plan.undoable(),
            undoing: plan.is_undoing(),
            rest,
        }
    }
}

/// What is going on, and what the visitor can do about it.
#[component]
pub fn Progress() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let follower = expect_context::<Follower>();
    let ticks = expect_context::<Ticks>();
    let state = Memo::new(move |_| follower.with_plan(State::of));
    let signed_in = Memo::new(move |_| matches!(follower.phase(), Phase::In(..)));
    let status = move || state.get().map(|state| status(words, follower, state));
    let other = Memo::new(move |_| follower.other_owner().map(|it| it.readable()));
    // Nothing but clearing is offered for the list of somebody else.
    let is =
        move |test: fn(State) -> bool| other.with(Option::is_none) && state.get().is_some_and(test);
    // The pressed button goes: the focus would be lost with it.
    let press = move |work: fn(Follower), then: &'static str| {
        work(follower);
        page::focus_after_paint(then);
    };
    let at_work = move || signed_in.get() && is(|it| it.rest == Rest::No);
    let can_resume =
        move || signed_in.get() && is(|it| matches!(it.rest, Rest::Paused | Rest::Stopped(_)));
    let can_undo =
        move || signed_in.get() && is(|it| it.ours > 0 && (!it.undoing || it.rest == Rest::Done));
    let can_follow = move || {
        let fresh = state.get().is_none() || is(|it| it.rest == Rest::Done);
        signed_in.get() && fresh && !ticks.with(<[String]>::is_empty)
    };
    let undo_label = move || {
        let ours = state.get().map_or(0, |it| it.ours);
        words.count("sign_in.undo_count", ours as u64)
    };
    let leave_label = move || {
        let key = if is(|it| it.rest == Rest::Done) {
            "sign_in.done_sign_out"
        } else {
            "sign_in.sign_out"
        };
        words.text(key)
    };
    view! {
        <div class="prose">
            {move || other.get().map(|handle| {
                let text = words.fill("sign_in.other_list", &[("handle", &handle)]);
                view! { <p class="notice problem" data-test="other-list">{text}</p> }
            })}
            <p
                class="status"
                id="follow-progress"
                role="status"
                data-test="progress"
                inner_html=live_text(move || status().unwrap_or_default())
            ></p>
            {move || state.get().filter(|it| it.rest == Rest::No).map(|it| {
                let (all, done) = (it.all.to_string(), it.done.to_string());
                view! { <progress aria-labelledby="follow-them" max=all value=done></progress> }
            })}
            <p class="actions">
                <button class="button" type="button" data-test="follow-all"
                    hidden=move || !can_follow()
                    on:click=move |_| {
                        follower.follow(ticks.targets_untracked());
                        page::focus_after_paint(STATUS);
                    }
                >
                    {words.text("sign_in.follow")}
                </button>
                <button class="button secondary" type="button" data-test="pause"
                    hidden=move || !at_work()
                    on:click=move |_| press(Follower::pause, STATUS)
                >
                    {words.text("sign_in.pause")}
                </button>
                <button class="button" type="button" data-test="resume"
                    hidden=move || !can_resume()
                    on:click=move |_| press(Follower::resume, STATUS)
                >
                    {words.text("sign_in.resume")}
                </button>
                <button class="button secondary" type="button" data-test="undo"
                    hidden=move || !can_undo()
                    on:click=move |_| press(Follower::undo, STATUS)
                >
                    {undo_label}
                </button>
                <button class="button secondary" type="button" data-test="sign-out"
                    hidden=move || !signed_in.get()
                    on:click=move |_| press(Follower::sign_out, HEADING)
                >
                    {leave_label}
                </button>
                <button class="button quiet" type="button" data-test="clear"
                    hidden=move || state.get().is_none() || at_work()
                    on:click=move |_| press(Follower::forget, HEADING)
                >
                    {words.text("sign_in.forget")}
                </button>
            </p>
        </div>
        <Outcomes/>
    }
}

/// What is going on, in a sentence.
fn status(words: PageWords, follower: Follower, state: State) -> String {
    let server = follower.server_name();
    if let Some((until, kind)) = follower.waiting() {
        let key = match kind {
            Kind::Any => "sign_in.wait_requests",
            Kind::Follow => "sign_in.wait_follows",
        };
        let minutes = clock::minutes_until(until);
        let shown = english_number(minutes);
        let values = [
            ("server", Value::Text(&server)),
            ("minutes", Value::Number(minutes, &shown)),
        ];
        return words.with(key, &values);
    }
    let (all, done, left) = (
        state.all.to_string(),
        state.done.to_string(),
        state.ours.to_string(),
    );
    let progress = if state.undoing {
        words.fill("sign_in.progress_undo", &[("left", &left)])
    } else {
        words.fill("sign_in.progress", &[("done", &done), ("all", &all)])
    };
    match state.rest {
        Rest::No => progress,
        Rest::Paused => format!("{} {progress}", words.text("sign_in.paused")),
        Rest::Stopped(key) => words.fill(
            &format!("sign_in.stop_{}", word(key)),
            &[("server", &server)],
        ),
        Rest::Done if state.undoing => words.text("sign_in.undone"),
        Rest::Done => words.text("sign_in.done"),
    }
}

/// What became of each.
#[component]
fn Outcomes() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let follower = expect_context::<Follower>();
    // Another list has other entries; the outcomes of one list change in place.
    let names = Memo::new(move |_| {
        follower.with_plan(|plan| {
            let names = plan.entries().iter().map(|it| it.target.readable());
            names.collect::<Vec<_>>()
        })
    });
    move || {
        let rows = names.get()?.into_iter().enumerate().map(|(at, name)| {
            let outcome = move || {
                follower.with_plan(|plan| plan.entries().get(at).map(|it| outcome(words, it)))
            };
            view! {
                <li>
                    <bdi translate="no">{name}</bdi> " " <span class="small">{outcome}</span>
                </li>
            }
        });
        Some(view! {
            <h3>{words.text("sign_in.results")}</h3>
            <ul class="outcomes" data-test="outcomes">{rows.collect_view()}</ul>
        })
    }
}

fn outcome(words: PageWords, entry: &Entry) -> String {
    let Some(outcome) = entry.outcome() else {
        return words.text("sign_in.outcome_open");
    };
    if entry.undo_failed {
        return words.text("sign_in.undo_failed");
    }
    match outcome {
        Outcome::Moved(Some(to)) => {
            words.fill("sign_in.outcome_moved_to", &[("handle", &to.readable())])
        }
        other => words.text(&format!("sign_in.outcome_{}", word(other.key()))),
    }
}
