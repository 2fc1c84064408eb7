//! The frame of a question page, after GOV.UK's question pages: one fieldset
//! whose legend is the heading, native controls, a button that never blocks.

use crate::components::notices::{ListProblem, NoList};
use crate::i18n::messages::{quiz as say, site};
use crate::parts::page::PartPage;
use crate::parts::within::line;
use crate::platform::{form, page, random};
use crate::quiz::{QuestionSet, State, Step};
use crate::state::draft::Draft;
use crate::state::navigation::{History, Navigation};
use crate::state::site::Site;
use leptos::ev;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page that lists all servers, relative to the base of the site: what the
/// form leads to without the program.
const ALL_SERVERS: &str = "servers/all/";

/// How long the visitor has paused when what is typed is written into the
/// address, in milliseconds: browsers limit how often it may change.
const TYPING_PAUSE: u32 = 300;

/// A question page around its controls.
#[component]
pub fn QuestionForm(
    /// The answers so far, at this question.
    state: State,
    /// Follows the form as it is filled in.
    draft: RwSignal<State>,
    /// The question.
    heading: String,
    /// What helps to answer.
    hint: String,
    /// Controls that do not belong to the question itself.
    #[prop(optional)]
    after: Option<AnyView>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let site = expect_context::<Site>();
    let questions = expect_context::<QuestionSet>();
    provide_context(Draft(draft));
    let step = state.step;
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let answered = State::from_query(&form::query(&event));
        navigation.go(&with_needed_seed(answered).href(), History::Push);
    };
    let input = move |event: ev::Event| {
        let now = State::from_query(&form::query_around(&event)).at(step);
        let is_typing = draft.with_untracked(|old| old.answers.text != now.answers.text);
        draft.set(now.clone());
        if !is_typing {
            navigation.keep(&now.href());
            return;
        }
        page::after(TYPING_PAUSE, move || {
            if draft.try_get_untracked().as_ref() == Some(&now) {
                navigation.keep(&now.href());
            }
        });
    };
    let (number, total) = questions.number(step);
    let carried = state.carried();
    view! {
        <Title text=site::title(&heading)/>
        <form
            class="question"
            method="get"
            action=site.path(ALL_SERVERS)
            // Before the program has started, answers lead out of a frame.
            target=navigation.is_framed().then_some("_blank")
            novalidate
            data-test="question"
            data-step=step.key()
            on:submit=submit
            on:input=input
        >
            {carried
                .into_iter()
                .map(|(name, value)| view! { <HiddenField name=name value=value/> })
                .collect_view()}
            <fieldset aria-describedby="hint">
                <legend>
                    <span class="caption">
                        {say::caption(&number.to_string(), &total.to_string())}
                    </span>
                    <h1>{heading}</h1>
                </legend>
                <p class="hint" id="hint">
                    {hint}
                </p>
                {children()}
            </fieldset>
            {after}
            {line(PartPage::MatchCount, say::count_loading)}
            <Actions state=state/>
        </form>
        <NoList/>
        <ListProblem/>
    }
}

/// A field that a form carries along unseen.
#[component]
pub fn HiddenField(
    /// Its name.
    name: String,
    /// Its value.
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// The buttons: to the next question, to the results at once, and at the first
/// question to results without any answer.
#[component]
fn Actions(state: State) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let questions = expect_context::<QuestionSet>();
    let next = questions.onward(&state);
    let label = if next == Step::Results {
        say::show()
    } else {
        say::continue_()
    };
    let see_now = (next != Step::Results).then(|| {
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
    });
    let pick_for_me = (state.step == Step::Topics).then(|| {
        let href = navigation.address(&State::start().at(Step::Results).href());
        view! {
            <a class="button quiet" href=href data-test="pick-for-me">
                {say::pick_for_me()}
            </a>
        }
    });
    view! {
        <div class="actions">
            <button class="button" type="submit" name="step" value=next.key() data-test="continue">
                {label}
            </button>
            {see_now}
            {pick_for_me}
        </div>
    }
}

/// Results need a seed; one that is there stays.
fn with_needed_seed(state: State) -> State {
    if state.step == Step::Results && state.seed.is_none() {
        state.with_seed(random::seed())
    } else {
        state
    }
}
