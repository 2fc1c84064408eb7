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
        let entries = group
            .highlights
            .into_iter()
            .map(|highlight| view! { <Entry highlight=highlight/> });
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
        let items = highlight
            .links
            .into_iter()
            .map(|link| view! { <li><SourceLink link=link/></li> });
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

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::movement;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, Highlight, HighlightGroup, Link};

    #[test]
    fn a_highlight_says_what_became_of_it() {
        let link = Link {
            url: "https://a.example/".to_owned(),
            label: "Read it".to_owned(),
            note: None,
            as_of: None,
            archived: None,
        };
        let closed = Highlight {
            id: "one".to_owned(),
            year: 2022,
            title: "A server".to_owned(),
            text: "It was there.".to_owned(),
            became: Some("closed".to_owned()),
            status: Some("Gone in 2024.".to_owned()),
            links: vec![link],
        };
        let open = Highlight {
            id: "two".to_owned(),
            became: None,
            status: None,
            links: vec![],
            ..closed.clone()
        };
        let group = HighlightGroup {
            key: "artists".to_owned(),
            highlights: vec![closed, open],
        };
        let html = page_html(
            movement,
            page::Movement {
                groups: vec![group],
            },
        );
        has(
            &html,
            &[
                "<article id=\"one\" class=\"entry\">",
                "<span class=\"badge\">2022</span>",
            ],
        );
        has(
            &text(&html),
            &[
                "[movement.artists]A server 2022 [movement.became_closed]It was there.\
                 [movement.since] Gone in 2024.Read it",
                "A server 2022It was there.",
            ],
        );
        assert_eq!(html.matches("<ul>").count(), 1, "{html}");
    }
}
