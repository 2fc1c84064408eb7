//! A choice of servers below the picker, for visitors without JavaScript and
//! for those who would rather look around.

use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Page, ServerLink, ShelfRow};
use leptos::prelude::*;

/// A few servers for each topic and language, and the way to all of them.
#[component]
pub fn Shelf(
    /// The data of the picker's page.
    page: Page<page::Picker>,
) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let all = expect_context::<Site>().path("servers/all/");
    view! {
        <section aria-labelledby="shelf">
            <div class="shelf" data-test="shelf">
                <h2 id="shelf">{words.text("picker.shelf")}</h2>
                <noscript><p class="notice">{words.text("picker.noscript")}</p></noscript>
                <p>{words.text("picker.shelf_text")}</p>
                <h3>{words.text("picker.by_topic")}</h3>
                <Rows rows=page.content.by_topic/>
                <h3>{words.text("picker.by_language")}</h3>
                <Rows rows=page.content.by_language/>
                <p><a href=all>{words.count("picker.all_link", page.content.all)}</a></p>
            </div>
        </section>
    }
}

#[component]
fn Rows(rows: Vec<ShelfRow>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| {
        let servers = row.servers.into_iter().map(|ServerLink { url, name }| {
            view! { <a href=url translate="no">{name}</a> " " }
        });
        view! {
            <div>
                <dt>{row.label}</dt>
                <dd>{servers.collect_view()}</dd>
            </div>
        }
    });
    view! { <dl class="shelf-rows">{rows.collect_view()}</dl> }
}
