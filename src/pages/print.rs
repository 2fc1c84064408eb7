//! `/print/`: sheets of A4, each exactly one page. Which one is shown and printed, in
//! which language and colour, radio buttons choose by the style sheet, so that it works
//! without the program. The program adds own words and where the code leads.

pub mod letter;
pub mod sheets;

use crate::components::links::with_names;
use crate::components::live_text::live_text;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::platform::{form, page as document};
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, LARGE_SHEETS, Page, SHEET_COLOURS, TEXT_SHEETS};
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use letter::{Letter, LetterForm};
use picker::domain;
use sheets::{Own, Sheets};
use spread::invite::{Target, link};

/// The page.
#[component]
pub fn Print() -> impl IntoView {
    view! { <PageOf route="print/" view=print/> }
}

fn print(page: Page<page::Print>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let site = expect_context::<Site>();
    let style = site.path("print-kit.css");
    let found = site.found_at();
    let content = page.content;
    let known = content.site_known || found.is_some();
    let site = found.unwrap_or(content.site);
    let questions = link(&site, &Target::Questions(Default::default()));
    let own = RwSignal::new(Own::default());
    let kinds = [&LARGE_SHEETS[..], &TEXT_SHEETS[..]].concat();
    let tags: Vec<String> = content.kits.iter().map(|it| it.tag.clone()).collect();
    let letters: Vec<Letter> = content.kits.iter().filter_map(Letter::of).collect();
    let forms = letters.iter().map(|letter| {
        view! { <LetterForm letter=letter.clone()/> }
    });
    let forms = forms.collect_view();
    let all = content.kits.into_iter().map(|kit| {
        let letter = letters.iter().find(|it| it.tag == kit.tag).cloned();
        view! { <Sheets kit=kit link=questions.clone() known=known own=own letter=letter/> }
    });
    let all = all.collect_view();
    view! {
        // No other page needs it, so it is not among the styles that all pages carry: a
        // `rel` of two words is left alone by `site::publish::styles`.
        <link rel="stylesheet print-kit" href=style/>
        <div class="kit">
            <div class="prose no-print">
                <PageHeading title=page.title description=page.description/>
            </div>
            <div class="kit-choices no-print">
                <Radios name="sheet" legend="choose" values=kinds.iter().map(|it| (*it).to_owned()).collect()/>
                <Radios name="language" legend="language" values=tags/>
                <Radios name="colour" legend="colour" values=SHEET_COLOURS.map(str::to_owned).to_vec()/>
                <OwnWords own=own/>
                {forms}
                <p class="small">{words.text("print.how")}</p>
                {(!known).then(|| view! { <p class="small">{with_names(&words.text("print.no_address"), &[])}</p> })}
                <p class="actions" hidden=!document::is_live()>
                    <button class="button" type="button" data-test="print" on:click=|_| document::print()>
                        {words.text("print.print")}
                    </button>
                </p>
            </div>
            <div class="sheets">{all}</div>
        </div>
    }
}

/// Radio buttons, the first of them chosen: the messages `print.LEGEND` and
/// `print.NAME_VALUE`.
#[component]
fn Radios(name: &'static str, legend: &'static str, values: Vec<String>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let choices = values.into_iter().enumerate().map(|(index, value)| {
        let label = words.text(&format!("print.{name}_{value}"));
        view! {
            <label class="choice">
                <input type="radio" name=name value=value checked=index == 0/>
                <span class="label">{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="filter">
            <legend>{words.text(&format!("print.{legend}"))}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}

/// The form for own words. It needs the program, and loads it where data is dear.
#[component]
fn OwnWords(own: RwSignal<Own>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let wrong = RwSignal::new(false);
    let read = move |event: &Event| {
        let fields = form::query_around(event);
        let value = |name: &str| form::value(&fields, name).trim().to_owned();
        let address = value("link");
        let good = is_address(&address);
        wrong.set(!good && !address.is_empty());
        own.set(Own {
            headline: value("headline"),
            line: value("line"),
            link: if good { address } else { String::new() },
        });
    };
    let problem = move || {
        let text = wrong.get().then(|| words.text("print.link_wrong"));
        text.unwrap_or_default()
    };
    view! {
        <details class="needs-program">
            <summary>{words.text("print.own")}</summary>
            <form
                novalidate=true
                on:input=move |event| read(&event)
                on:submit=|event: SubmitEvent| event.prevent_default()
            >
                <p class="hint">{words.text("print.own_text")}</p>
                <Field name="headline" limit="70"/>
                <Field name="line" limit="160"/>
                <div class="field">
                    <label for="print-link">{words.text("print.link")}</label>
                    <p class="hint" id="print-link-hint">{words.text("print.link_hint")}</p>
                    <p class="field-problem" id="print-link-problem" role="status" inner_html=live_text(problem)></p>
                    <input
                        type="text"
                        id="print-link"
                        name="link"
                        inputmode="url"
                        maxlength="300"
                        spellcheck="false"
                        aria-describedby="print-link-hint print-link-problem"
                        aria-invalid=move || wrong.get().then_some("true")
                    />
                </div>
                <p><a href=site.path("invite/")>{words.text("print.link_invite")}</a></p>
            </form>
        </details>
    }
}

#[component]
fn Field(name: &'static str, limit: &'static str) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let id = format!("print-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{words.text(&format!("print.{name}"))}</label>
            <input type="text" id=id name=name maxlength=limit/>
        </div>
    }
}

/// Whether a text is an address that a code may lead to: https to a server that has a
/// name, without a user's name or a port.
fn is_address(text: &str) -> bool {
    text.starts_with("https://")
        && !text.contains(char::is_whitespace)
        && domain::from_uri(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn a_code_leads_to_an_address_only() {
        for text in ["https://a.example", "https://a.example/x?y#z"] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "",
            "a.example",
            "http://a.example",
            "https://",
            "https://.",
            "https://a.example:8080/",
            "https://bank.example@a.example/",
            "https://127.0.0.1/",
            "https://a b.example",
            "https://a.example/x y",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod rendering {
    use super::print;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, Kit, SheetText, TEXT_SHEETS};

    fn html(site_known: bool) -> String {
        let texts = TEXT_SHEETS.map(|name| SheetText {
            title: format!("The {name}"),
            description: "A line".to_owned(),
            html: "<p>Text</p>".to_owned(),
        });
        let kit = Kit {
            tag: "de".to_owned(),
            headline: "Groß".to_owned(),
            line: "Klein".to_owned(),
            scan: "Scannen".to_owned(),
            small: "Marke".to_owned(),
            texts: texts.to_vec(),
        };
        page_html(
            print,
            page::Print {
                site: "https://a.example".to_owned(),
                site_known,
                kits: vec![kit],
            },
        )
    }

    #[test]
    fn all_sheets_are_in_the_document_with_their_codes() {
        let html = html(true);
        has(
            &html,
            &[
                "<section lang=\"de\" data-sheet=\"poster\" class=\"sheet poster\"",
                "<section lang=\"de\" data-sheet=\"letter\" class=\"sheet text\"",
                "value=\"handout\"",
            ],
        );
        // One on the poster, four cards, two sides of the sign, one on how to begin.
        assert_eq!(html.matches("class=\"qr\"").count(), 8, "{html}");
        has(
            &text(&html),
            &["a.example/servers/", "Marke", "The workshop"],
        );
    }

    #[test]
    fn no_code_leads_to_what_stands_in_for_the_address() {
        let html = html(false);
        assert!(!html.contains("class=\"qr\""), "{html}");
        has(&html, &["[print.no_address]"]);
    }
}
