//! `/articles/`: what others wrote; first what this site began with, then all
//! else, newest first.

use crate::components::filter::{ALL, Filter, Filtered, any_of};
use crate::components::links::with_names;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::prose::Markdown;
use crate::components::sources::ArchiveLink;
use crate::components::time::DateTime;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Article, Choice, Page};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Articles() -> impl IntoView {
    view! { <PageOf route="articles/" view=articles/> }
}

fn articles(page: Page<page::Articles>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let feed = expect_context::<Site>().path("articles/feed.xml");
    let page::Articles {
        brief,
        articles,
        languages,
        themes,
    } = page.content;
    let filter = |name, legend, all, choices: Vec<Choice>| {
        let all = (ALL.to_owned(), words.text(all));
        let choices = choices.into_iter().map(|it| (it.value, it.label));
        Filter::new(
            name,
            words.text(legend),
            std::iter::once(all).chain(choices).collect(),
        )
    };
    let filters = vec![
        filter("theme", "articles.theme", "articles.theme_all", themes),
        filter(
            "lang",
            "articles.language",
            "articles.language_all",
            languages,
        ),
    ];
    let entries = brief.iter().chain(&articles).map(is).collect();
    view! {
        <div class="prose"><PageHeading title=page.title description=page.description/></div>
        <Filtered
            filters=filters
            entries=entries
            shown="articles.shown"
            route=Some("articles/")
        >
            <div class="prose">
                <Section id="brief" articles=brief/>
                <Section id="newest" articles=articles/>
            </div>
        </Filtered>
        <div class="prose">
            <h2 id="feed">{words.text("articles.feed")}</h2>
            <p>
                {words.text("articles.feed_text")} " "
                <a href=feed rel="external">{words.text("articles.feed_link")}</a>
            </p>
        </div>
    }
}

/// What an article is, for the filters.
fn is(article: &Article) -> String {
    format!("{} {}", article.language, article.themes.join(" "))
}

/// Articles under the heading `articles.ID`; it stays as long as one of them
/// does.
#[component]
fn Section(id: &'static str, articles: Vec<Article>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let has = any_of(&articles.iter().map(is).collect::<Vec<_>>());
    let entries = articles
        .into_iter()
        .map(|article| view! { <Entry article=article/> });
    let entries = entries.collect_view();
    view! {
        <section data-is=has aria-labelledby=id>
            <h2 id=id>{words.text(&format!("articles.{id}"))}</h2>
            {entries}
        </section>
    }
}

#[component]
fn Entry(article: Article) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let is = is(&article);
    let archived = article.archived.map(|url| {
        let of = article.title.clone();
        view! { " · " <ArchiveLink url=url of=of/> }
    });
    let language = words.fill(
        "articles.in_language",
        &[("language", &article.language_name)],
    );
    view! {
        <article class="entry" id=article.id data-is=is>
            <h3>
                <a href=article.url lang=article.language.clone() hreflang=article.language>
                    {article.title}
                </a>
            </h3>
            <p class="small">
                {with_names(&article.publication, &[])}
                {article.author.map(|author| format!(" · {author}"))}
                " · "
                <DateTime time=article.date/>
                {format!(" · {language}")}
                {archived}
            </p>
            <p><strong>{article.why}</strong></p>
            <Markdown html=article.html/>
        </article>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::articles;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, Article, Choice, Time};

    fn date() -> Time {
        Time {
            datetime: "2023-04-18".to_owned(),
            text: "18 April 2023".to_owned(),
        }
    }

    #[test]
    fn an_article_says_who_wrote_it_and_those_of_the_beginning_come_first() {
        let article = Article {
            id: "one".to_owned(),
            title: "Eine Überschrift".to_owned(),
            url: "https://a.example/1".to_owned(),
            archived: Some("https://archive.example/1".to_owned()),
            publication: "A paper".to_owned(),
            author: Some("A. Writer".to_owned()),
            date: date(),
            language: "de".to_owned(),
            language_name: "German".to_owned(),
            themes: vec!["how-it-works".to_owned(), "criticism".to_owned()],
            why: "Because.".to_owned(),
            html: "<p>More <em>of</em> it</p>".to_owned(),
        };
        let bare = Article {
            id: "two".to_owned(),
            archived: None,
            author: None,
            themes: vec!["criticism".to_owned()],
            ..article.clone()
        };
        let choice = |value: &str| Choice {
            value: value.to_owned(),
            label: format!("About {value}"),
        };
        let html = page_html(
            articles,
            page::Articles {
                brief: vec![article],
                articles: vec![bare],
                languages: vec![choice("de")],
                themes: vec![choice("criticism"), choice("how-it-works")],
            },
        );
        has(
            &html,
            &[
                "<section data-is=\"de how-it-works criticism\" aria-labelledby=\"brief\">",
                "<section data-is=\"de criticism\" aria-labelledby=\"newest\">",
                "<article id=\"one\" data-is=\"de how-it-works criticism\" class=\"entry\">",
                "<a href=\"https://a.example/1\" lang=\"de\" hreflang=\"de\">",
                "<p>More <em>of</em> it</p>",
                "<a href=\"/spread/articles/feed.xml\" rel=\"external\">",
            ],
        );
        has(
            &text(&html),
            &[
                "A paper · A. Writer · 18 April 2023 · [articles.in_language] · [common.archived]Because.",
                "A paper · 18 April 2023 · [articles.in_language]Because.",
                "About how-it-works",
            ],
        );
    }
}
