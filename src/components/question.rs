//! The frame of a question page, after GOV.UK's question pages: one fieldset
//! whose legend is the heading, native controls, a button that never blocks.

use crate::app::{Announcer, PageTitle, Visitor, use_goto};
use crate::components::notices::notices;
use crate::directory::load::Directory;
use crate::messages::quiz as say;
use crate::platform::{form, page, random};
use crate::quiz::{PLACE, State, Step};
use leptos::prelude::*;
use picker::answers::Answers;

/// What differs between the questions.
pub struct Frame {
    /// The heading.
    pub heading: String,
    /// What helps to answer.
    pub hint: String,
    /// The controls.
    pub controls: AnyView,
    /// Controls that do not belong to the question itself.
    pub after: AnyView,
}

/// A question page. `draft` follows the form as it is filled in.
pub fn frame(state: State, draft: RwSignal<State>, frame: Frame) -> AnyView {
    let goto = use_goto();
    let step = state.step;
    let onward = state.onward();
    let hidden = state
        .carried()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let next = State::from_query(&form::query(&event));
        goto(&seeded(next), false);
    };
    let caption = say::caption(
        &step.number().to_string(),
        &Step::QUESTIONS.len().to_string(),
    );
    let label = if onward == Step::Results {
        say::show()
    } else {
        say::continue_()
    };
    view! {
        <PageTitle text=frame.heading.clone()/>
        <form
            class="question"
            method="get"
            action=PLACE
            novalidate
            data-test="question"
            data-step=step.key()
            on:submit=submit
            on:input=move |event| {
                let now = State::from_query(&form::query_around(&event)).at(step);
                page::replace_address(&now.href());
                draft.set(now);
            }
        >
            {hidden}
            <fieldset aria-describedby="hint">
                <legend>
                    <span class="caption">{caption}</span>
                    <h1>{frame.heading}</h1>
                </legend>
                <p class="hint" id="hint">
                    {frame.hint}
                </p>
                {frame.controls}
            </fieldset>
            {frame.after}
            {count(draft)}
            <div class="actions">
                <button class="button" type="submit" name="step" value=onward.key() data-test="continue">
                    {label}
                </button>
                {(onward != Step::Results)
                    .then(|| {
                        view! {
                            <button
                                class="button secondary"
                                type="submit"
                                name="step"
                                value=Step::Results.key()
                                data-test="see-now"
                            >
                                {say::see_now()}
                            </button>
                        }
                    })}
                {(step == Step::Topics)
                    .then(|| {
                        view! {
                            <a
                                class="button quiet"
                                href=State::start().at(Step::Results).href()
                                data-test="pick-for-me"
                            >
                                {say::pick_for_me()}
                            </a>
                        }
                    })}
            </div>
        </form>
        {notices()}
    }
    .into_any()
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
fn count(draft: RwSignal<State>) -> AnyView {
    let directory = expect_context::<Directory>();
    let visitor = expect_context::<Visitor>();
    let announcer = expect_context::<Announcer>();
    let text = Memo::new(move |_| match directory.picker.get() {
        Some(picker) => {
            let context = visitor.context(0);
            let n = draft.with(|state| picker.eligible(&state.answers, &context));
            say::count(n as u64)
        }
        None => say::count_loading(),
    });
    Effect::new(move |before: Option<Answers>| {
        let now = draft.get().answers;
        // Only what the visitor changed is said; the title comes first.
        if before.is_some_and(|before| before != now) {
            let said = text.get();
            page::after(700, move || {
                if text.try_get_untracked().as_ref() == Some(&said) {
                    announcer.say(said);
                }
            });
        }
        now
    });
    view! {
        <p class="status" data-test="count">
            {move || text.get()}
        </p>
    }
    .into_any()
}
