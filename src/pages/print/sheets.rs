//! The sheets of a language.

use super::letter::Letter;
use crate::components::prose::Markdown;
use crate::components::qr_code::QrCode;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{Kit, SheetText, TEXT_SHEETS};
use leptos::prelude::*;
use spread::badge::ems;

/// What the visitor wants to have on the sheets; empty for what is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// What stands largest.
    pub headline: String,
    /// What stands below it.
    pub line: String,
    /// Where codes lead.
    pub link: String,
}

/// What stands on posters, cards and signs.
#[derive(Debug, Clone, Copy)]
struct Says {
    headline: Signal<String>,
    line: Signal<String>,
    link: Signal<String>,
    scan: StoredValue<String>,
    small: StoredValue<String>,
    /// Whether the code leads somewhere.
    known: bool,
}

/// How many times a sheet has the same: cards to be cut, sides of a sign.
const CARDS: usize = 4;
const SIDES: usize = 2;

/// All sheets of a language.
#[component]
pub(super) fn Sheets(
    kit: Kit,
    /// Where codes lead, unless the visitor says otherwise.
    link: String,
    /// Whether that is an address, or stands in for one.
    known: bool,
    own: RwSignal<Own>,
    /// The letter, as the visitor changes it.
    letter: Option<Letter>,
) -> impl IntoView {
    let Kit {
        tag,
        headline,
        line,
        scan,
        small,
        texts,
    } = kit;
    let or = move |usual: String, of: fn(&Own) -> &String| {
        Signal::derive(move || {
            let own = own.with(|own| of(own).clone());
            if own.is_empty() { usual.clone() } else { own }
        })
    };
    let says = Says {
        headline: or(headline, |it| &it.headline),
        line: or(line, |it| &it.line),
        link: or(link, |it| &it.link),
        scan: StoredValue::new(scan),
        small: StoredValue::new(small),
        known,
    };
    let cards = (0..CARDS)
        .map(|_| view! { <Side says=says/> })
        .collect_view();
    let sides = (0..SIDES)
        .map(|_| view! { <Side says=says/> })
        .collect_view();
    let texts = TEXT_SHEETS.into_iter().zip(texts).map(|(name, text)| {
        let letter = letter.clone().filter(|_| name == "letter");
        view! { <TextSheet tag=tag.clone() name=name text=text says=says own=own letter=letter/> }
    });
    let texts = texts.collect_view();
    view! {
        <section class="sheet poster" lang=tag.clone() data-sheet="poster">
            <Side says=says/>
        </section>
        <section class="sheet cards" lang=tag.clone() data-sheet="cards">{cards}</section>
        <section class="sheet sign" lang=tag data-sheet="sign">{sides}</section>
        {texts}
    }
}

/// Headline, line and code: a poster, a card or a side of a sign.
#[component]
fn Side(says: Says) -> impl IntoView {
    let site = expect_context::<Site>();
    view! {
        <div class="side">
            <svg class="plant" aria-hidden="true" viewBox="0 0 316 296">
                <use_ href=site.path("pictures.svg#dandelion")></use_>
            </svg>
            <p class=move || says.headline.with(|it| fitting("headline", it, [20, 40])) dir="auto">
                {says.headline}
            </p>
            <p class=move || says.line.with(|it| fitting("line", it, [66, 110])) dir="auto">
                {says.line}
            </p>
            <Scan says=says/>
            <p class="tiny">{says.small.get_value()}</p>
        </div>
    }
}

/// A class, with another where a text is wider on one line than the first or the second
/// of these limits, in sizes of its font: letters are smaller then (print-kit.css), so
/// that the longest text of a field fits.
fn fitting(class: &str, text: &str, limits: [u32; 2]) -> String {
    let width = ems(text);
    let [longer, longest] = limits.map(|limit| width > limit);
    let size = match (longer, longest) {
        (_, true) => " longest",
        (true, _) => " longer",
        _ => "",
    };
    format!("{class}{size}")
}

/// The code, and its address to be typed.
#[component]
fn Scan(says: Says) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let label = move || words.fill("print.code_label", &[("link", &says.link.get())]);
    let typed = move || says.link.get().replacen("https://", "", 1);
    let code = says.known.then(|| {
        view! {
            <QrCode text=says.link label=Signal::derive(label)/>
            <p>
                {says.scan.get_value()}
                <span class=move || fitting("typed", &typed(), [34, 80]) dir="ltr" translate="no">
                    {typed}
                </span>
            </p>
        }
    });
    view! { <div class="scan">{code}</div> }
}

#[component]
fn TextSheet(
    tag: String,
    name: &'static str,
    text: SheetText,
    says: Says,
    own: RwSignal<Own>,
    letter: Option<Letter>,
) -> impl IntoView {
    let scan = (name == "begin").then(|| view! { <Scan says=says/> });
    // A letter is the visitor's own: our name is not on it.
    let small = (name != "letter").then(|| view! { <p class="tiny">{says.small.get_value()}</p> });
    let SheetText {
        title,
        description,
        html,
    } = text;
    // The other sheets are about what their headings say.
    let title = Signal::derive(move || {
        let own = own.with(|own| own.headline.clone());
        if name == "begin" && !own.is_empty() {
            own
        } else {
            title.clone()
        }
    });
    let own_letter = Memo::new(move |_| letter.as_ref().and_then(Letter::own));
    let content = move || match own_letter.get() {
        Some(text) => view! { <p class="letter" dir="auto">{text}</p> }.into_any(),
        None => {
            let (description, html) = (description.clone(), html.clone());
            view! {
                <h2 class=move || title.with(|it| fitting("", it, [16, 40])) dir="auto">{title}</h2>
                <p class="line">{description}</p>
                <Markdown html=html/>
            }
            .into_any()
        }
    };
    view! {
        <section
            class="sheet text"
            class:own=move || own_letter.with(Option::is_some)
            lang=tag
            data-sheet=name
        >
            <div class="side">
                {content}
                {scan}
                {small}
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn the_wider_a_text_the_smaller_it_is() {
        let of = |text: &str| fitting("line", text, [20, 40]);
        assert_eq!(of("Social media that belongs to people"), "line");
        assert_eq!(of(&"文".repeat(30)), "line longer");
        assert_eq!(of(&"W".repeat(70)), "line longest");
        assert_eq!(of(""), "line");
    }
}
