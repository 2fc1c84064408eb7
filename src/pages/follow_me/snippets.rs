//! Lines to paste, each with how it looks.

use crate::components::copying::copy_field;
use crate::components::live_text::live_text;
use crate::components::qr_code::{QrCode, SaveQrCode};
use crate::platform::page;
use crate::state::page_words::PageWords;
use fill::handle::Handle;
use leptos::html::Textarea;
use leptos::prelude::*;
use spread::badge::{Tone, badge, clean};
use spread::escape::escape;
use spread::{fragment, snippet};

/// What the snippets are made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The account they lead to; an example until there is one.
    pub handle: Option<Handle>,
    /// What button and badge say; empty for the usual.
    pub label: String,
    /// The colours of the badge.
    pub tone: Tone,
}

impl Default for Choices {
    /// Nothing chosen yet.
    fn default() -> Self {
        Self {
            handle: None,
            label: String::new(),
            tone: Tone::Light,
        }
    }
}

/// All snippets.
#[component]
pub(super) fn Snippets(
    /// Where the site is, without a slash at the end.
    site: String,
    choices: RwSignal<Choices>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let label = Signal::derive(move || {
        let own = choices.with(|it| clean(&it.label));
        if own.is_empty() {
            words.text("follow-me.label_default")
        } else {
            own
        }
    });
    let handle = Memo::new(move |_| {
        let example = || Handle::new("you", "your.server").ok();
        choices.with(|it| it.handle.clone()).or_else(example)
    });
    let href = Memo::new(move |_| {
        let handle = handle.get();
        handle.map_or_else(String::new, |it| fragment::follow_page(&site, &it))
    });
    let tone = move || choices.with(|it| it.tone);
    let badge_text = move || snippet::badge_link(&href.get(), &label.get(), tone());
    let code_label = Signal::derive(move || {
        let handle = handle.get().map(|it| it.to_string()).unwrap_or_default();
        words.fill("follow-me.code_label", &[("handle", &handle)])
    });
    let code_text = move || snippet::qr_link(&href.get(), &code_label.get()).unwrap_or_default();
    let of_handle = move |make: fn(&Handle) -> String| {
        Signal::derive(move || handle.get().as_ref().map(make).unwrap_or_default())
    };
    view! {
        <Snippet key="button" text=Signal::derive(move || snippet::button(&href.get(), &label.get()))>
            <a class="button" href=href>{label}</a>
        </Snippet>
        <Snippet key="badge" text=Signal::derive(badge_text)>
            <a href=href aria-label=label inner_html=move || badge(&label.get(), tone())></a>
        </Snippet>
        <Snippet key="code" text=Signal::derive(code_text)>
            <QrCode text=href label=code_label/>
        </Snippet>
        <SaveQrCode text=href name="follow-me"/>
        <Snippet key="link" text=href>
            <a href=href translate="no">{href}</a>
        </Snippet>
        <h2 id="rel-me">{words.text("follow-me.me")}</h2>
        <p>{words.text("follow-me.me_text")}</p>
        <Line key="me_link" text=of_handle(snippet::rel_me)/>
        <Line key="me_head" text=of_handle(snippet::rel_me_in_head)/>
        <h2 id="creator">{words.text("follow-me.creator")}</h2>
        <p>{words.text("follow-me.creator_text")}</p>
        <Line key="creator_line" text=of_handle(snippet::creator)/>
    }
}

/// A snippet with its heading, a sentence and how it looks.
#[component]
fn Snippet(
    /// The messages `follow-me.KEY` and `…_text`.
    key: &'static str,
    #[prop(into)] text: Signal<String>,
    children: Children,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    view! {
        <h3>{words.text(&format!("follow-me.{key}"))}</h3>
        <p>{words.text(&format!("follow-me.{key}_text"))}</p>
        <div class="looks">{children()}</div>
        <Field key=key text=text/>
    }
}

/// A snippet that cannot be seen on a page.
#[component]
fn Line(key: &'static str, text: Signal<String>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    view! {
        <h3>{words.text(&format!("follow-me.{key}"))}</h3>
        <Field key=key text=text/>
    }
}

/// The text of a snippet, with a button that copies it.
#[component]
fn Field(key: &'static str, text: Signal<String>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let status = RwSignal::new(String::new());
    let area = NodeRef::<Textarea>::new();
    let copy = copy_field(text, area, status, "follow-me");
    let id = format!("snippet-{key}");
    view! {
        // There is nothing to copy of a code whose address is too long.
        <div class="snippet" hidden=move || text.with(String::is_empty)>
            // What the document holds stands in it without the program, too. Leptos
            // writes the text of a <textarea> as it is.
            <textarea
                id=id
                rows="3"
                readonly=true
                spellcheck="false"
                dir="ltr"
                aria-label=words.text(&format!("follow-me.{key}"))
                node_ref=area
                inner_html=escape(&text.get_untracked())
                prop:value=move || text.get()
            ></textarea>
            <div class="actions no-print" hidden=!page::is_live()>
                <button class="button secondary" type="button" data-copy=key on:click=copy>
                    {words.text("follow-me.copy")}
                </button>
                <p class="status" role="status" inner_html=live_text(move || status.get())></p>
            </div>
        </div>
    }
}
