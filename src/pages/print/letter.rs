//! The letter: the visitor's own, to be changed, printed, copied and sent.

use crate::components::copying::copy_field;
use crate::components::live_text::live_text;
use crate::state::page_words::PageWords;
use content::page::{Kit, TEXT_SHEETS};
use leptos::ev::{Event, SubmitEvent};
use leptos::html::Textarea;
use leptos::prelude::*;
use picker::plain_text::paragraphs;
use spread::escape::escape;
use spread::invite::mail;

/// More than any letter of ours has, in characters.
const LONGEST: usize = 10_000;

/// A letter in a language.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The tag of the language.
    pub tag: String,
    /// The heading of its sheet: the subject of a mail.
    title: String,
    /// As it is offered, without markup.
    offered: String,
    /// As the visitor has it now.
    text: RwSignal<String>,
}

impl Letter {
    /// The letter of a kit.
    #[must_use]
    pub fn of(kit: &Kit) -> Option<Self> {
        let mut sheets = TEXT_SHEETS.iter().zip(&kit.texts);
        let (_, sheet) = sheets.find(|(name, _)| **name == "letter")?;
        // A dash is all that is left of a list without markup.
        let html = sheet.html.replace("<li>", "<li>– ");
        let offered = paragraphs(&html, LONGEST);
        Some(Self {
            tag: kit.tag.clone(),
            title: sheet.title.clone(),
            text: RwSignal::new(offered.clone()),
            offered,
        })
    }

    /// What the visitor has made of it; `None` while it is as it was offered. Tracked.
    #[must_use]
    pub fn own(&self) -> Option<String> {
        self.text
            .with(|text| (*text != self.offered).then(|| text.clone()))
    }
}

/// The field with the letter. The style sheet shows it beside the letter in the language
/// that is chosen.
#[component]
pub(super) fn LetterForm(letter: Letter) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let Letter {
        tag,
        title,
        offered,
        text,
    } = letter;
    let id = format!("letter-{tag}");
    let hint = format!("{id}-hint");
    let status = RwSignal::new(String::new());
    let area = NodeRef::<Textarea>::new();
    let copy = copy_field(text, area, status, "print");
    view! {
        <form
            class="letter-form needs-program"
            lang=tag
            on:submit=|event: SubmitEvent| event.prevent_default()
        >
            <div class="field">
                <label for=id.clone()>{words.text("print.letter")}</label>
                <p class="hint" id=hint.clone()>{words.text("print.letter_hint")}</p>
                <textarea
                    id=id
                    name="letter"
                    rows="14"
                    dir="auto"
                    aria-describedby=hint
                    node_ref=area
                    inner_html=escape_lines(&offered)
                    prop:value=move || text.get()
                    on:input=move |event: Event| text.set(event_target_value(&event))
                ></textarea>
            </div>
            <p class="actions">
                <button class="button secondary" type="button" data-copy="letter" on:click=copy>
                    {words.text("print.letter_copy")}
                </button>
                <a class="button secondary" href=move || mail(&title, &text.get()) data-test="mail">
                    {words.text("print.letter_mail")}
                </a>
            </p>
            <p class="status" role="status" inner_html=live_text(move || status.get())></p>
        </form>
    }
}

/// A text of several lines in a `<textarea>`.
fn escape_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escape).collect();
    lines.join("\n")
}
