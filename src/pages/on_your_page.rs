//! `/on-your-page/`: how to put the picker on another page. The program adds a
//! form that tries the options out; without it, the page is the documentation,
//! with snippets to copy.

pub mod badges;
pub mod builder;
pub mod choices;

use crate::components::links::with_names;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use badges::Badges;
use builder::Builder;
use content::embed::{EVENTS, OPTIONS, Way, snippet};
use content::page::{self, Page};
use leptos::prelude::*;

/// The page.
#[component]
pub fn OnYourPage() -> impl IntoView {
    view! { <PageOf route="on-your-page/" view=on_your_page/> }
}

fn on_your_page(page: Page<page::OnYourPage>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let found = expect_context::<Site>().found_at();
    let known = page.content.site_known || found.is_some();
    let address = found.unwrap_or(page.content.site);
    let snippets = Way::ALL.map(|way| {
        let key = way.key();
        // A long line scrolls, so the keyboard must reach it.
        view! {
            <h3>{words.text(&format!("embed.way_{key}"))}</h3>
            <p>{words.text(&format!("embed.ways_{key}"))}</p>
            <pre tabindex="0">
                <code data-snippet=key>{snippet(way, &[], &address)}</code>
            </pre>
        }
    });
    let options = OPTIONS.map(|(name, values)| {
        let values = words.text(&format!("embed.values_{values}"));
        [
            name.to_owned(),
            values,
            words.text(&format!("embed.means_{name}")),
        ]
    });
    let events = EVENTS.map(|(name, fields)| {
        let meaning = words.text(&format!("embed.event_{name}"));
        [format!("spread-picker:{name}"), fields.to_owned(), meaning]
    });
    let heads =
        |first: &str, second: String| [words.text(first), second, words.text("embed.meaning")];
    view! {
        <div class="prose"><PageHeading title=page.title description=page.description/></div>
        <Builder address=address.clone() topics=page.content.topics/>
        <div class="prose">
            <Badges address=address/>
            <h2>{words.text("embed.ways")}</h2>
            {(!known).then(|| view! { <p class="small">{with_names(&words.text("embed.no_address"), &[])}</p> })}
            {snippets.collect_view()}
            <h2>{words.text("embed.options")}</h2>
            <p><WithCode text=words.text("embed.options_text")/></p>
            <Table heads=heads("embed.option", words.text("embed.values")) rows=options.to_vec()/>
            <h2>{words.text("embed.events")}</h2>
            <p><WithCode text=words.text("embed.events_text")/></p>
            <Table heads=heads("embed.event", "detail".to_owned()) rows=events.to_vec()/>
            <h2>{words.text("embed.safe")}</h2>
            <p><WithCode text=words.text("embed.safe_text")/></p>
        </div>
    }
}

/// A table whose rows begin with a name in code.
#[component]
fn Table(
    /// The heads of its three columns; the first is also the table's name.
    heads: [String; 3],
    /// The rows.
    rows: Vec<[String; 3]>,
) -> impl IntoView {
    let name = heads[0].clone();
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    let rows = rows.into_iter().map(|[name, values, meaning]| {
        view! {
            <tr>
                <th scope="row"><code>{name}</code></th>
                <td>{values}</td>
                <td>{meaning}</td>
            </tr>
        }
    });
    view! {
        <div class="table words" tabindex="0" role="group" aria-label=name>
            <table>
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// A text in which what stands between ` marks is code.
#[component]
fn WithCode(text: String) -> impl IntoView {
    let parts = text.split('`').enumerate().map(|(index, part)| {
        let part = part.to_owned();
        if index % 2 == 1 {
            view! { <code>{part}</code> }.into_any()
        } else {
            part.into_any()
        }
    });
    parts.collect_view()
}

#[cfg(all(test, feature = "ssr"))]
mod rendering {
    use super::on_your_page;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, Choice};

    fn html(site_known: bool) -> String {
        let topics = vec![Choice {
            value: "art".to_owned(),
            label: "Art".to_owned(),
        }];
        let site = "https://a.example".to_owned();
        page_html(
            on_your_page,
            page::OnYourPage {
                site,
                site_known,
                topics,
            },
        )
    }

    #[test]
    fn without_the_program_it_is_a_document() {
        let html = html(true);
        let builder = html
            .split("id=\"builder\"")
            .nth(1)
            .unwrap()
            .split('>')
            .next()
            .unwrap();
        assert!(builder.contains(" hidden"), "{builder}");
        assert!(!html.contains("<spread-picker "), "{html}");
        has(
            &html,
            &[
                "<option value=\"art\">Art</option>",
                "<code data-snippet=\"frame\">&lt;iframe src=",
            ],
        );
        has(
            &text(&html),
            &["https://a.example/embed/v1.js", "spread-picker:resize"],
        );
        assert!(!html.contains("[embed.no_address]"), "{html}");
    }

    #[test]
    fn an_address_that_stands_in_for_the_real_one_is_named() {
        has(&html(false), &["[embed.no_address]"]);
    }
}
