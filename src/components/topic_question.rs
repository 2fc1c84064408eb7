//! The first question: topics, and interests in the visitor's own words.

use crate::components::choices::{Choice, MoreChoices};
use crate::components::question::{HiddenField, QuestionForm};
use crate::content_topics::TOPICS;
use crate::directory::load::Directory;
use crate::i18n::messages::{day, quiz as say};
use crate::platform::task::idle;
use crate::quiz::{State, languages};
use crate::state::site::Site;
use crate::state::visitor::Visitor;
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::plain_text::lower;
use picker::query::{MAX_TEXT, key};

/// How many topics are shown before "More topics".
const FIRST: usize = 16;
/// The same where there is little room.
const FIRST_COMPACT: usize = 8;
/// How many suggestions are made for the free text.
const SUGGESTIONS: usize = 8;

/// That topics are shown without pictures: a frame without an origin of its own
/// may not use drawings of another file.
#[derive(Debug, Clone, Copy)]
pub struct PlainTopics {
    /// Fewer topics before "More topics".
    pub compact: bool,
}

/// The page of this question.
#[component]
pub fn TopicQuestion(
    /// The answers so far.
    state: State,
    /// Follows the form as it is filled in.
    draft: RwSignal<State>,
) -> impl IntoView {
    let plain = use_context::<PlainTopics>();
    let compact = plain.is_some_and(|plain| plain.compact);
    let first = if compact { FIRST_COMPACT } else { FIRST };
    let (first, more) = TOPICS.split_at(first.min(TOPICS.len()));
    let chosen = state.answers.topics.clone();
    let is_chosen = |key: &str| chosen.iter().any(|one| one == key);
    let topics = |keys: &'static [&'static str]| {
        keys.iter()
            .map(|key| view! { <Topic name=key checked=is_chosen(key)/> })
            .collect_view()
    };
    let more = (!more.is_empty()).then(|| {
        let open = more.iter().any(|key| is_chosen(key));
        let more = topics(more);
        view! {
            <MoreChoices class=LIST label=say::topics_more() open=open>
                {more}
            </MoreChoices>
        }
    });
    let first = topics(first);
    // Topics of another version of the list: kept, not lost on the way.
    let unknown = chosen.iter().filter(|one| !TOPICS.contains(&one.as_str()));
    let unknown = unknown
        .map(|topic| view! { <HiddenField name=key::TOPIC.to_owned() value=topic.clone()/> })
        .collect_view();
    let text = view! { <FreeText text=state.answers.text.clone() draft=draft/> };
    prepare_names();
    view! {
        <QuestionForm
            state=state
            draft=draft
            heading=say::topics()
            hint=say::topics_hint()
            after=text.into_any()
        >
            <ul class=LIST>{first}</ul>
            {more}
            {unknown}
        </QuestionForm>
    }
}

const LIST: &str = "choices topics";

#[component]
fn Topic(name: &'static str, checked: bool) -> impl IntoView {
    let site = expect_context::<Site>();
    let picture = use_context::<PlainTopics>().is_none().then(|| {
        view! {
            <svg class="topic-picture" aria-hidden="true">
                <use href=site.path(&format!("topics.svg#{name}"))/>
            </svg>
        }
        .into_any()
    });
    view! {
        <Choice
            kind="checkbox"
            name=key::TOPIC
            value=name.to_owned()
            checked=checked
            picture=picture.into_any()
        >
            {words::topic(name)}
        </Choice>
    }
}

#[component]
fn FreeText(text: String, draft: RwSignal<State>) -> impl IntoView {
    let directory = expect_context::<Directory>();
    view! {
        <div class="field">
            <label for="text">{say::text()}</label>
            <p class="hint" id="text-hint">
                {say::text_hint()}
            </p>
            <input
                type="text"
                id="text"
                name=key::TEXT
                value=text
                maxlength=MAX_TEXT
                list="suggestions"
                autocomplete="off"
                aria-describedby="text-hint"
            />
            <datalist id="suggestions">
                {move || {
                    suggestions(directory, &draft.get().answers.text)
                        .into_iter()
                        .map(|word| view! { <option value=word></option> })
                        .collect_view()
                }}
            </datalist>
        </div>
    }
}

/// Words that the picker knows and that begin as the visitor types.
fn suggestions(directory: Directory, typed: &str) -> Vec<String> {
    let typed = lower(typed.trim());
    if typed.chars().count() < 2 {
        return Vec::new();
    }
    directory.picker.with(|picker| {
        let topics = picker.iter().flat_map(|picker| &picker.topics().0);
        topics
            .filter(|topic| !topic.is_about_asking())
            .flat_map(|topic| &topic.words)
            // A mark tells where the word counts: see `picker::topics`.
            .map(|word| word.trim_end_matches(['?', '!']))
            .filter(|word| word.starts_with(&typed) && *word != typed)
            .take(SUGGESTIONS)
            .map(str::to_owned)
            .collect()
    })
}

/// Has the browser look up the names that the next pages show, one by one, while
/// the visitor is at this question and the browser has nothing else to do: all at
/// once they take a cheap phone two tenths of a second.
fn prepare_names() {
    let directory = expect_context::<Directory>();
    let visitor = expect_context::<Visitor>();
    let loaded = Memo::new(move |_| directory.picker.with(Option::is_some));
    Effect::new(move |_| {
        if !loaded.get() {
            return;
        }
        let (own, others) = directory.picker.with_untracked(|picker| {
            let servers = picker.as_ref().map_or(&[][..], |picker| picker.servers());
            languages(servers, &visitor.languages(), &[])
        });
        spawn_local(async move {
            for choice in own.into_iter().chain(others) {
                idle().await;
                let _ = words::own_name(&choice.language);
                let _ = words::language(&choice.language);
            }
            idle().await;
            let _ = day(visitor.today);
        });
    });
}
