//! The four questions.

use crate::components::choices::Radio;
use crate::components::language_question::LanguageQuestion;
use crate::components::question::{HiddenField, QuestionForm};
use crate::components::topic_question::TopicQuestion;
use crate::i18n::messages::quiz as say;
use crate::quiz::state::NO_PREFERENCE;
use crate::quiz::{State, Step};
use leptos::prelude::*;
use picker::answers::SignUpWish;
use picker::model::Size;
use picker::query::key;

/// The question page of a step.
#[component]
pub fn Question(
    /// The answers so far, at the question to show.
    state: State,
    /// Follows the form as it is filled in.
    draft: RwSignal<State>,
) -> impl IntoView {
    match state.step {
        Step::Topics => view! { <TopicQuestion state=state draft=draft/> }.into_any(),
        Step::Language => view! { <LanguageQuestion state=state draft=draft/> }.into_any(),
        Step::SignUp => view! { <SignUpQuestion state=state draft=draft/> }.into_any(),
        Step::Size | Step::Results => view! { <SizeQuestion state=state draft=draft/> }.into_any(),
    }
}

#[component]
fn SignUpQuestion(state: State, draft: RwSignal<State>) -> impl IntoView {
    let wish = state.answers.sign_up;
    // A flexible wish comes from a link or a relaxation: it stays one.
    let flexible = state.answers.flexible_sign_up.then(|| {
        let (name, value) = (key::FLEXIBLE.to_owned(), key::SIGN_UP.to_owned());
        view! { <HiddenField name=name value=value/> }
    });
    let any = state.any_sign_up;
    view! {
        <QuestionForm
            state=state
            draft=draft
            heading=say::sign_up()
            hint=say::sign_up_hint()
            after=flexible.into_any()
        >
            <ul class="choices">
                <Radio
                    name=key::SIGN_UP
                    value=SignUpWish::Instant.key()
                    checked={wish == Some(SignUpWish::Instant)}
                    label=say::sign_up_instant()
                    hint=say::sign_up_instant_hint()
                />
                <Radio
                    name=key::SIGN_UP
                    value=SignUpWish::Any.key()
                    checked={wish == Some(SignUpWish::Any)}
                    label=say::sign_up_any()
                    hint=say::sign_up_any_hint()
                />
                <NoPreference name=key::SIGN_UP checked=any/>
            </ul>
        </QuestionForm>
    }
}

#[component]
fn SizeQuestion(state: State, draft: RwSignal<State>) -> impl IntoView {
    let wish = state.answers.size;
    let any = state.any_size;
    let sizes = Size::ALL.map(|size| {
        let (label, hint) = match size {
            Size::Cosy => (say::size_cosy(), say::size_cosy_hint()),
            Size::Medium => (say::size_medium(), say::size_medium_hint()),
            Size::Large => (say::size_large(), say::size_large_hint()),
        };
        let checked = wish == Some(size);
        view! { <Radio name=key::SIZE value=size.key() checked=checked label=label hint=hint/> }
    });
    view! {
        <QuestionForm state=state draft=draft heading=say::size() hint=say::size_hint()>
            <ul class="choices">{sizes} <NoPreference name=key::SIZE checked=any/></ul>
        </QuestionForm>
    }
}

#[component]
fn NoPreference(name: &'static str, checked: bool) -> impl IntoView {
    view! { <Radio name=name value=NO_PREFERENCE checked=checked label=say::no_preference()/> }
}
