//! `/movement/`: what people have done to spread Mastodon.

use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::sources::SourceLink;
use crate::state::page_words::PageWords;
use content::page::{self, Highlight, Page};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Movement() -> impl IntoView {
    view! { <PageOf route="movement/" view=movement/> }
}

fn movement(page: Page<page::Movement>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let groups = page.content.groups.into_iter().map(|group| {
        let entries = group.highlights.into_iter().map(|highlight| view! { <Entry highlight=highlight/> });
        view! {
            <h2>{words.text(&format!("movement.{}", group.key))}</h2>
            {entries.collect_view()}
        }
    });
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            {groups.collect_view()}
        </div>
    }
}

#[component]
fn Entry(highlight: Highlight) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let became = highlight.became.map(|key| {
        view! {
            " "
            <span class="badge became">{words.text(&format!("movement.became_{key}"))}</span>
        }
    });
    let status = highlight.status.map(|status| {
        view! { <p class="notice"><strong>{words.text("movement.since")}</strong> {format!(" {status}")}</p> }
    });
    let links = (!highlight.links.is_empty()).then(|| {
        let items = highlight.links.into_iter().map(|link| view! { <li><SourceLink link=link/></li> });
        view! { <ul>{items.collect_view()}</ul> }
    });
    view! {
        <article class="entry" id=highlight.id>
            <h3>{highlight.title} " " <span class="badge">{highlight.year}</span> {became}</h3>
            <p>{highlight.text}</p>
            {status}
            {links}
        </article>
    }
}
