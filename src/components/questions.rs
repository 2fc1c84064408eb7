//! The four questions.

use crate::app::Visitor;
use crate::components::question::{Frame, frame, hidden};
use crate::content::TOPICS;
use crate::context::{expect_context, use_context};
use crate::directory::load::Directory;
use crate::messages::{day, quiz as say};
use crate::platform::dom::whenever;
use crate::platform::fetch::breathe;
use crate::quiz::{LanguageChoice, State, Step, languages};
use crate::signal::{Cell, Derived};
use crate::view::{El, Node, all, el, live};
use crate::words;
use leptos::task::spawn_local;
use picker::answers::SignUpWish;
use picker::language::Language;
use picker::model::Size;
use picker::plain_text::lower;

/// How many topics are shown before "More topics".
const TOPICS_FIRST: usize = 16;
/// How many languages are shown before "More languages".
const LANGUAGES_FIRST: usize = 8;
/// How many suggestions are made for the free text.
const SUGGESTIONS: usize = 8;

/// The question page of a step.
/// `draft` follows the form as it is filled in.
#[must_use]
pub fn question(state: State, draft: Cell<State>) -> Node {
    match state.step {
        Step::Topics => topics(&state, draft),
        Step::Language => language(&state, draft),
        Step::SignUp => sign_up(&state, draft),
        Step::Size | Step::Results => size(&state, draft),
    }
}

/// One thing to tick: the control, what stands beside it, and its label.
fn choice(control: El, picture: Option<El>, label: El) -> Node {
    el("li")
        .child(
            el("label")
                .class("choice")
                .child(control)
                .child(picture)
                .child(label.class("label")),
        )
        .into()
}

fn checkbox(name: &'static str, value: String, checked: bool) -> El {
    el("input")
        .attr("type", "checkbox")
        .attr("name", name)
        .attr("value", value)
        .attr("checked", checked)
}

/// A list of choices, the later ones behind "More".
fn choices(
    class: &'static str,
    first: Vec<Node>,
    more: Vec<Node>,
    label: String,
    open: bool,
) -> Node {
    let list = |nodes: Vec<Node>| el("ul").class(class).children(nodes);
    let rest = (!more.is_empty()).then(|| {
        el("details")
            .class("more")
            .attr("open", open)
            .child(el("summary").child(label))
            .child(list(more))
    });
    all([Some(list(first)), rest])
}

/// That there are no pictures beside the topics: in a frame without an origin
/// of its own drawings of another file may not be used.
#[derive(Debug, Clone, Copy)]
pub struct Plain {
    /// Fewer topics before "More topics".
    pub few: bool,
}

/// How many topics are shown first where there is little room.
const TOPICS_FEW: usize = 8;

fn topics(state: &State, draft: Cell<State>) -> Node {
    let chosen = &state.answers.topics;
    let plain = use_context::<Plain>();
    let topic = |key: &&'static str| {
        let picture = plain.is_none().then(|| {
            el("svg")
                .attr("class", "topic-picture")
                .attr("aria-hidden", "true")
                .child(el("use").attr("href", format!("topics.svg#{key}")))
        });
        choice(
            checkbox(
                "topic",
                (*key).to_owned(),
                chosen.iter().any(|one| one == key),
            ),
            picture,
            el("span").child(words::topic(key)),
        )
    };
    let few = plain.is_some_and(|plain| plain.few);
    let shown = if few { TOPICS_FEW } else { TOPICS_FIRST };
    let (first, more) = TOPICS.split_at(shown.min(TOPICS.len()));
    let open = more.iter().any(|key| chosen.iter().any(|one| one == key));
    // Topics of a newer version or of another list: kept, not lost on the way.
    let unknown = chosen
        .iter()
        .filter(|one| !TOPICS.contains(&one.as_str()))
        .map(|key| hidden("topic", key.clone()));
    let controls = all([
        choices(
            "choices topics",
            first.iter().map(topic).collect(),
            more.iter().map(topic).collect(),
            say::topics_more(),
            open,
        ),
        all(unknown),
    ]);
    let after = el("div")
        .class("field")
        .child(el("label").attr("for", "text").child(say::text()))
        .child(
            el("p")
                .class("hint")
                .attr("id", "text-hint")
                .child(say::text_hint()),
        )
        .child(
            el("input")
                .attr("type", "text")
                .attr("id", "text")
                .attr("name", "text")
                .attr("value", state.answers.text.clone())
                .attr("maxlength", "200")
                .attr("list", "suggestions")
                .attr("autocomplete", "off")
                .attr("aria-describedby", "text-hint"),
        )
        .child(
            el("datalist")
                .attr("id", "suggestions")
                .child(live(move || suggestions(&draft.get().answers.text))),
        );
    learn_names();
    frame(
        state,
        draft,
        Frame {
            heading: say::topics(),
            hint: say::topics_hint(),
            controls,
            after: after.into(),
        },
    )
}

/// Has the browser look up what the next pages name, one by one, while the
/// visitor is at the first question: all at once they take a cheap phone two
/// tenths of a second.
fn learn_names() {
    let directory = expect_context::<Directory>();
    let visitor = expect_context::<Visitor>();
    let loaded = Derived::new(move || directory.picker.with(Option::is_some));
    whenever(move || {
        if !loaded.get() {
            return;
        }
        let all = offered(&visitor.languages(), &[]);
        spawn_local(async move {
            for one in all.0.into_iter().chain(all.1) {
                breathe().await;
                let _ = words::own_name(&one.language);
                let _ = words::language(&one.language);
            }
            breathe().await;
            let _ = day(visitor.today);
        });
    });
}

/// The languages to choose from: first those of this visitor, then the others.
fn offered(
    browser: &[Language],
    chosen: &[Language],
) -> (Vec<LanguageChoice>, Vec<LanguageChoice>) {
    let directory = expect_context::<Directory>();
    directory.picker.with_untracked(|picker| {
        let servers = picker.as_ref().map_or(&[][..], |picker| picker.servers());
        languages(servers, browser, chosen)
    })
}

/// Words that the picker knows and that begin as the visitor types.
fn suggestions(typed: &str) -> Node {
    let directory = expect_context::<Directory>();
    let typed = lower(typed.trim());
    if typed.chars().count() < 2 {
        return Node::Nothing;
    }
    directory.picker.with(|picker| {
        let topics = picker.iter().flat_map(|picker| &picker.topics().0);
        let found = topics
            .flat_map(|topic| &topic.words)
            // A mark tells where the word counts: see `picker::topics`.
            .map(|word| word.trim_end_matches(['?', '!']))
            .filter(|word| word.starts_with(&typed) && *word != typed)
            .take(SUGGESTIONS);
        all(found.map(|word| el("option").attr("value", word.to_owned())))
    })
}

fn language(state: &State, draft: Cell<State>) -> Node {
    let flexible = state.answers.flexible_language;
    // Drawn again once, when the first list comes: until then only the
    // browser's own are known. A newer list changes nothing, for the visitor
    // may be at them.
    let directory = expect_context::<Directory>();
    let loaded = Derived::new(move || directory.picker.with(Option::is_some));
    let label = el("span")
        .child(say::languages_flexible())
        .child(el("small").child(say::languages_flexible_hint()));
    let flex = choice(checkbox("flex", "lang".to_owned(), flexible), None, label);
    frame(
        state,
        draft,
        Frame {
            heading: say::languages(),
            hint: say::languages_hint(),
            controls: live(move || language_choices(loaded.get(), draft)),
            after: el("ul").class("choices").child(flex).into(),
        },
    )
}

/// The languages to tick.
fn language_choices(loaded: bool, draft: Cell<State>) -> Node {
    let browser = expect_context::<Visitor>().languages();
    let chosen = draft.with_untracked(|state| state.answers.languages.clone());
    let (first, others) = offered(&browser, &chosen);
    let one = |one: &LanguageChoice, own: bool| {
        let tag = one.language.as_str().to_owned();
        let name = words::own_name(&one.language);
        let here = words::language(&one.language);
        let mut small = Vec::new();
        if lower(&here) != lower(&name) {
            small.push(here);
        }
        if own {
            small.push(say::language_from_browser());
        }
        if loaded {
            small.push(say::language_servers(one.servers));
        }
        let label = el("span")
            .child(el("span").attr("lang", tag.clone()).child(name))
            .child(el("small").child(small.join(" · ")));
        choice(
            checkbox("lang", tag, chosen.contains(&one.language)),
            None,
            label,
        )
    };
    let (head, tail) = others.split_at(LANGUAGES_FIRST.min(others.len()));
    let open = tail.iter().any(|one| chosen.contains(&one.language));
    let is_own = |one: &LanguageChoice| {
        let primary = one.language.primary();
        !chosen.contains(&one.language) || browser.iter().any(|own| own.primary() == primary)
    };
    let mut shown: Vec<Node> = first.iter().map(|it| one(it, is_own(it))).collect();
    shown.extend(head.iter().map(|it| one(it, false)));
    choices(
        "choices languages",
        shown,
        tail.iter().map(|it| one(it, false)).collect(),
        say::languages_more(),
        open,
    )
}

/// One radio button with a line of help.
fn radio(
    name: &'static str,
    value: &'static str,
    checked: bool,
    label: String,
    hint: Option<String>,
) -> Node {
    let control = el("input")
        .attr("type", "radio")
        .attr("name", name)
        .attr("value", value)
        .attr("checked", checked);
    let label = el("span")
        .child(label)
        .child(hint.map(|hint| el("small").child(hint)));
    choice(control, None, label)
}

fn sign_up(state: &State, draft: Cell<State>) -> Node {
    let wish = state.answers.sign_up;
    let controls = el("ul").class("choices").children([
        radio(
            "signup",
            SignUpWish::Instant.key(),
            wish == Some(SignUpWish::Instant),
            say::sign_up_instant(),
            Some(say::sign_up_instant_hint()),
        ),
        radio(
            "signup",
            SignUpWish::Any.key(),
            wish == Some(SignUpWish::Any),
            say::sign_up_any(),
            Some(say::sign_up_any_hint()),
        ),
        radio(
            "signup",
            "none",
            state.any_sign_up,
            say::no_preference(),
            None,
        ),
    ]);
    // A wish that a link or a relaxation brought stays one.
    let flexible = state.answers.flexible_sign_up;
    let after = flexible.then(|| hidden("flex", "signup".to_owned()));
    frame(
        state,
        draft,
        Frame {
            heading: say::sign_up(),
            hint: say::sign_up_hint(),
            controls: controls.into(),
            after: after.into(),
        },
    )
}

fn size(state: &State, draft: Cell<State>) -> Node {
    let wish = state.answers.size;
    let sizes = Size::ALL.map(|size| {
        let (label, hint) = match size {
            Size::Cosy => (say::size_cosy(), say::size_cosy_hint()),
            Size::Medium => (say::size_medium(), say::size_medium_hint()),
            Size::Large => (say::size_large(), say::size_large_hint()),
        };
        radio("size", size.key(), wish == Some(size), label, Some(hint))
    });
    let controls = el("ul").class("choices").children(sizes).child(radio(
        "size",
        "none",
        state.any_size,
        say::no_preference(),
        None,
    ));
    frame(
        state,
        draft,
        Frame {
            heading: say::size(),
            hint: say::size_hint(),
            controls: controls.into(),
            after: Node::Nothing,
        },
    )
}
