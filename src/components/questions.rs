//! The four questions.

use crate::app::Visitor;
use crate::components::question::{Frame, frame};
use crate::content::TOPICS;
use crate::directory::load::Directory;
use crate::messages::quiz as say;
use crate::quiz::{LanguageChoice, State, Step, languages};
use crate::words;
use leptos::prelude::*;
use picker::answers::SignUpWish;
use picker::model::Size;

/// How many topics are shown before "More topics".
const TOPICS_FIRST: usize = 16;
/// How many languages are shown before "More languages".
const LANGUAGES_FIRST: usize = 8;
/// How many suggestions are made for the free text.
const SUGGESTIONS: usize = 8;

/// The question page of a step.
/// `draft` follows the form as it is filled in.
pub fn question(state: State, draft: RwSignal<State>) -> AnyView {
    match state.step {
        Step::Topics => topics(state, draft),
        Step::Language => language(state, draft),
        Step::SignUp => sign_up(state, draft),
        Step::Size | Step::Results => size(state, draft),
    }
}

fn topics(state: State, draft: RwSignal<State>) -> AnyView {
    let chosen = &state.answers.topics;
    let choice = |key: &'static str| {
        let checked = chosen.iter().any(|one| one == key);
        view! {
            <li>
                <label class="choice">
                    <input type="checkbox" name="topic" value=key checked=checked/>
                    <svg class="topic-picture" aria-hidden="true">
                        <use href=format!("topics.svg#{key}")></use>
                    </svg>
                    <span class="label">{words::topic(key)}</span>
                </label>
            </li>
        }
        .into_any()
    };
    let (first, more) = TOPICS.split_at(TOPICS_FIRST.min(TOPICS.len()));
    let open = more.iter().any(|key| chosen.iter().any(|one| one == key));
    // Topics of a newer version or of another list: kept, not lost on the way.
    let unknown = chosen
        .iter()
        .filter(|one| !TOPICS.contains(&one.as_str()))
        .map(|key| view! { <input type="hidden" name="topic" value=key.clone()/> })
        .collect_view();
    let controls = view! {
        <ul class="choices topics">{first.iter().map(|key| choice(key)).collect_view()}</ul>
        <details class="more" open=open>
            <summary>{say::topics_more()}</summary>
            <ul class="choices topics">{more.iter().map(|key| choice(key)).collect_view()}</ul>
        </details>
        {unknown}
    }
    .into_any();
    let text = state.answers.text.clone();
    let after = view! {
        <div class="field">
            <label for="text">{say::text()}</label>
            <p class="hint" id="text-hint">
                {say::text_hint()}
            </p>
            <input
                type="text"
                id="text"
                name="text"
                value=text
                maxlength="200"
                list="suggestions"
                autocomplete="off"
                aria-describedby="text-hint"
            />
            <datalist id="suggestions">{move || suggestions(&draft.get().answers.text)}</datalist>
        </div>
    }
    .into_any();
    frame(
        state,
        draft,
        Frame {
            heading: say::topics(),
            hint: say::topics_hint(),
            controls,
            after,
        },
    )
}

/// Words that the picker knows and that begin as the visitor types.
fn suggestions(typed: &str) -> AnyView {
    let directory = expect_context::<Directory>();
    let typed = typed.trim().to_lowercase();
    let found: Vec<String> = match directory.picker.get() {
        Some(picker) if typed.chars().count() >= 2 => picker
            .topics()
            .0
            .iter()
            .flat_map(|topic| &topic.words)
            .filter(|word| word.starts_with(&typed) && **word != typed)
            .take(SUGGESTIONS)
            .cloned()
            .collect(),
        _ => Vec::new(),
    };
    found
        .into_iter()
        .map(|word| view! { <option value=word></option> })
        .collect_view()
        .into_any()
}

fn language(state: State, draft: RwSignal<State>) -> AnyView {
    let chosen = state.answers.languages.clone();
    let flexible = state.answers.flexible_language;
    let controls = (move || language_choices(&chosen)).into_any();
    let after = view! {
        <ul class="choices">
            <li>
                <label class="choice">
                    <input type="checkbox" name="flex" value="lang" checked=flexible/>
                    <span class="label">
                        {say::languages_flexible()}
                        <small>{say::languages_flexible_hint()}</small>
                    </span>
                </label>
            </li>
        </ul>
    }
    .into_any();
    frame(
        state,
        draft,
        Frame {
            heading: say::languages(),
            hint: say::languages_hint(),
            controls,
            after,
        },
    )
}

/// The languages to tick. Drawn again when the first list comes: until then
/// only the browser's own are known.
fn language_choices(chosen: &[picker::language::Language]) -> AnyView {
    let directory = expect_context::<Directory>();
    let browser = expect_context::<Visitor>().languages();
    let loaded = directory.picker.with(Option::is_some);
    let (first, others) = directory.picker.with_untracked(|picker| {
        let servers = picker.as_ref().map_or(&[][..], |picker| picker.servers());
        languages(servers, &browser, chosen)
    });
    let choice = |one: &LanguageChoice, own: bool| {
        let checked = chosen.contains(&one.language);
        let tag = one.language.as_str().to_owned();
        let name = words::own_name(&one.language);
        let here = words::language(&one.language);
        let mut small = Vec::new();
        if here.to_lowercase() != name.to_lowercase() {
            small.push(here);
        }
        if own {
            small.push(say::language_from_browser());
        }
        if loaded {
            small.push(say::language_servers(one.servers));
        }
        view! {
            <li>
                <label class="choice">
                    <input type="checkbox" name="lang" value=tag.clone() checked=checked/>
                    <span class="label">
                        <span lang=tag>{name}</span>
                        <small>{small.join(" · ")}</small>
                    </span>
                </label>
            </li>
        }
        .into_any()
    };
    let (head, tail) = others.split_at(LANGUAGES_FIRST.min(others.len()));
    let open = tail.iter().any(|one| chosen.contains(&one.language));
    let from_browser: Vec<_> = first
        .iter()
        .map(|one| {
            choice(
                one,
                !chosen.contains(&one.language)
                    || browser
                        .iter()
                        .any(|b| b.primary() == one.language.primary()),
            )
        })
        .collect();
    view! {
        <ul class="choices languages">
            {from_browser} {head.iter().map(|one| choice(one, false)).collect_view()}
        </ul>
        {(!tail.is_empty())
            .then(|| {
                view! {
                    <details class="more" open=open>
                        <summary>{say::languages_more()}</summary>
                        <ul class="choices languages">
                            {tail.iter().map(|one| choice(one, false)).collect_view()}
                        </ul>
                    </details>
                }
            })}
    }
    .into_any()
}

/// One radio button with a line of help.
fn radio(
    name: &'static str,
    value: &'static str,
    checked: bool,
    label: String,
    hint: Option<String>,
) -> AnyView {
    view! {
        <li>
            <label class="choice">
                <input type="radio" name=name value=value checked=checked/>
                <span class="label">{label} {hint.map(|hint| view! { <small>{hint}</small> })}</span>
            </label>
        </li>
    }
    .into_any()
}

fn sign_up(state: State, draft: RwSignal<State>) -> AnyView {
    let wish = state.answers.sign_up;
    let controls = view! {
        <ul class="choices">
            {radio(
                "signup",
                SignUpWish::Instant.key(),
                wish == Some(SignUpWish::Instant),
                say::sign_up_instant(),
                Some(say::sign_up_instant_hint()),
            )}
            {radio(
                "signup",
                SignUpWish::Any.key(),
                wish == Some(SignUpWish::Any),
                say::sign_up_any(),
                Some(say::sign_up_any_hint()),
            )} {radio("signup", "none", state.any_sign_up, say::no_preference(), None)}
        </ul>
    }
    .into_any();
    // A wish that a link or a relaxation brought stays one.
    let after = state
        .answers
        .flexible_sign_up
        .then(|| view! { <input type="hidden" name="flex" value="signup"/> })
        .into_any();
    frame(
        state,
        draft,
        Frame {
            heading: say::sign_up(),
            hint: say::sign_up_hint(),
            controls,
            after,
        },
    )
}

fn size(state: State, draft: RwSignal<State>) -> AnyView {
    let wish = state.answers.size;
    let choices = Size::ALL.map(|size| {
        let (label, hint) = match size {
            Size::Cosy => (say::size_cosy(), say::size_cosy_hint()),
            Size::Medium => (say::size_medium(), say::size_medium_hint()),
            Size::Large => (say::size_large(), say::size_large_hint()),
        };
        radio("size", size.key(), wish == Some(size), label, Some(hint))
    });
    let controls = view! {
        <ul class="choices">
            {choices.into_iter().collect_view()}
            {radio("size", "none", state.any_size, say::no_preference(), None)}
        </ul>
    }
    .into_any();
    frame(
        state,
        draft,
        Frame {
            heading: say::size(),
            hint: say::size_hint(),
            controls,
            after: ().into_any(),
        },
    )
}
