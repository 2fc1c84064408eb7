//! The sheets of a language.

use crate::components::prose::Markdown;
use crate::components::qr_code::QrCode;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{Kit, SheetText, TEXT_SHEETS};
use leptos::prelude::*;

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
        view! { <TextSheet tag=tag.clone() name=name text=text says=says/> }
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
            <p class="headline">{says.headline}</p>
            <p class="line">{says.line}</p>
            <Scan says=says/>
            <p class="tiny">{says.small.get_value()}</p>
        </div>
    }
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
                <span class="typed" dir="ltr" translate="no">{typed}</span>
            </p>
        }
    });
    view! { <div class="scan">{code}</div> }
}

#[component]
fn TextSheet(tag: String, name: &'static str, text: SheetText, says: Says) -> impl IntoView {
    let scan = (name == "begin").then(|| view! { <Scan says=says/> });
    // A letter is the visitor's own: our name is not on it.
    let small = (name != "letter").then(|| view! { <p class="tiny">{says.small.get_value()}</p> });
    view! {
        <section class="sheet text" lang=tag data-sheet=name>
            <div class="side">
                <h2>{text.title}</h2>
                <p class="line">{text.description}</p>
                <Markdown html=text.html/>
                {scan}
                {small}
            </div>
        </section>
    }
}
