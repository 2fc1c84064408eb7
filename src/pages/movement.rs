//! `/movement/`: what people have done to spread Mastodon, as a time line.

use crate::components::filter::{ALL, Filter, Filtered, any_of};
use crate::components::links::with_names;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::sources::SourceLink;
use crate::components::time::DateTime;
use crate::state::page_words::PageWords;
use content::page::{self, Highlight, HighlightYear, Page};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Movement() -> impl IntoView {
    view! { <PageOf route="movement/" view=movement/> }
}

fn movement(page: Page<page::Movement>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let page::Movement { groups, years } = page.content;
    let kinds = std::iter::once(ALL.to_owned()).chain(groups).map(|value| {
        let name = words.text(&format!("movement.kind_{value}"));
        (value, name)
    });
    let kind = Filter::new("kind", words.text("movement.kind"), kinds.collect());
    let all_years = (ALL.to_owned(), words.text("movement.year_all"));
    let year_names = years
        .iter()
        .map(|it| (it.year.to_string(), it.year.to_string()));
    let year_choices = std::iter::once(all_years).chain(year_names).collect();
    let year = Filter::new("year", words.text("movement.year"), year_choices);
    let entries = years
        .iter()
        .flat_map(|it| it.highlights.iter().map(|highlight| is(highlight, it.year)))
        .collect();
    let years = years.into_iter().map(|year| view! { <Year year=year/> });
    let years = years.collect_view();
    view! {
        <div class="prose"><PageHeading title=page.title description=page.description/></div>
        <Filtered
            filters=vec![kind, year]
            entries=entries
            shown="movement.shown"
            route=Some("movement/")
        >
            <div class="time-line">{years}</div>
        </Filtered>
    }
}

/// What an entry is, for the filters.
fn is(highlight: &Highlight, year: u32) -> String {
    format!("{year} {}", highlight.group)
}

/// A year of the time line; it stays as long as one of its entries does.
#[component]
fn Year(year: HighlightYear) -> impl IntoView {
    let HighlightYear { year, highlights } = year;
    let has = any_of(&highlights.iter().map(|it| is(it, year)).collect::<Vec<_>>());
    let id = format!("y{year}");
    let entries = highlights.into_iter().map(|highlight| {
        let is = is(&highlight, year);
        view! { <Entry highlight=highlight is=is/> }
    });
    let entries = entries.collect_view();
    view! {
        <section class="year" data-is=has aria-labelledby=id>
            <h2 id=id.clone()>{year}</h2>
            <div class="events">{entries}</div>
        </section>
    }
}

#[component]
fn Entry(highlight: Highlight, is: String) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let kind = words.text(&format!("movement.kind_{}", highlight.group));
    let became = highlight.became.map(|key| {
        view! {
            " "
            <span class="badge became">{words.text(&format!("movement.became_{key}"))}</span>
        }
    });
    let status = highlight.status.map(|status| {
        view! { <p class="since"><strong>{words.text("movement.since")}</strong> " " {with_names(&status, &[])}</p> }
    });
    let links = (!highlight.links.is_empty()).then(|| {
        let items = highlight
            .links
            .into_iter()
            .map(|link| view! { <li><SourceLink link=link/></li> });
        view! { <ul>{items.collect_view()}</ul> }
    });
    view! {
        <article class="entry" id=highlight.id data-is=is>
            <p class="when"><DateTime time=highlight.date/> {format!(" · {kind}")}</p>
            <h3>{highlight.title} {became}</h3>
            <p>{with_names(&highlight.text, &[])}</p>
            {status}
            {links}
        </article>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::movement;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, Highlight, HighlightYear, Link, Time};

    #[test]
    fn a_highlight_stands_in_its_year_and_says_what_became_of_it() {
        let link = Link {
            url: "https://a.example/".to_owned(),
            label: "Read it".to_owned(),
            note: None,
            as_of: None,
            archived: None,
        };
        let date = |datetime: &str, text: &str| Time {
            datetime: datetime.to_owned(),
            text: text.to_owned(),
        };
        let closed = Highlight {
            id: "one".to_owned(),
            group: "artists".to_owned(),
            date: date("2022-11-05", "5 November 2022"),
            title: "A server".to_owned(),
            text: "It was there.".to_owned(),
            became: Some("closed".to_owned()),
            status: Some("Gone in 2024.".to_owned()),
            links: vec![link],
        };
        let open = Highlight {
            id: "two".to_owned(),
            group: "law".to_owned(),
            date: date("2022", "2022"),
            became: None,
            status: None,
            links: vec![],
            ..closed.clone()
        };
        let html = page_html(
            movement,
            page::Movement {
                groups: vec!["law".to_owned(), "artists".to_owned()],
                years: vec![HighlightYear {
                    year: 2022,
                    highlights: vec![closed, open],
                }],
            },
        );
        has(
            &html,
            &[
                "<section data-is=\"2022 artists law\" aria-labelledby=\"y2022\" class=\"year\">",
                "<h2 id=\"y2022\">2022</h2>",
                "<article id=\"one\" data-is=\"2022 artists\" class=\"entry\">",
                "<time datetime=\"2022-11-05\">5 November 2022</time>",
                "value=\"2022\"",
                "value=\"law\"",
            ],
        );
        has(
            &text(&html),
            &[
                "5 November 2022 · [movement.kind_artists]A server [movement.became_closed]\
                 It was there.[movement.since] Gone in 2024.Read it",
                "2022 · [movement.kind_law]A serverIt was there.",
            ],
        );
        assert_eq!(html.matches("<ul>").count(), 1, "{html}");
    }
}
