//! `/articles/`: what others wrote, newest first and by theme.

use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::prose::Markdown;
use crate::components::sources::ArchiveLink;
use crate::components::time::DateTime;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Article, Page, Theme};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Articles() -> impl IntoView {
    view! { <PageOf route="articles/" view=articles/> }
}

fn articles(page: Page<page::Articles>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let feed = expect_context::<Site>().path("articles/feed.xml");
    let entries = page
        .content
        .articles
        .into_iter()
        .map(|article| view! { <Entry article=article/> });
    let themes = page
        .content
        .themes
        .into_iter()
        .map(|theme| view! { <ArticlesOf theme=theme/> });
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <h2 id="newest">{words.text("articles.newest")}</h2>
            {entries.collect_view()}
            <h2 id="themes">{words.text("articles.by_theme")}</h2>
            {themes.collect_view()}
            <h2 id="feed">{words.text("articles.feed")}</h2>
            <p>
                {words.text("articles.feed_text")} " "
                <a href=feed rel="external">{words.text("articles.feed_link")}</a>
            </p>
        </div>
    }
}

#[component]
fn Entry(article: Article) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let archived = article.archived.map(|url| {
        let of = article.title.clone();
        view! { " · " <ArchiveLink url=url of=of/> }
    });
    let language = words.fill(
        "articles.in_language",
        &[("language", &article.language_name)],
    );
    view! {
        <article class="entry" id=article.id>
            <h3><a href=article.url hreflang=article.language>{article.title}</a></h3>
            <p class="small">
                {article.publication}
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

/// The articles about something, as links to their entries.
#[component]
fn ArticlesOf(theme: Theme) -> impl IntoView {
    let items = theme.articles.into_iter().map(|article| {
        view! {
            <li>
                <a href=format!("#{}", article.id) rel="external">{article.title}</a>
                " "
                <span class="small">{article.publication}</span>
            </li>
        }
    });
    view! {
        <h3>{theme.name}</h3>
        <ul>{items.collect_view()}</ul>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::articles;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, Article, ArticleLine, Theme, Time};

    fn date() -> Time {
        Time {
            datetime: "2023-04-18".to_owned(),
            text: "18 April 2023".to_owned(),
        }
    }

    #[test]
    fn an_article_says_who_wrote_it_and_the_themes_lead_to_it() {
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
            why: "Because.".to_owned(),
            html: "<p>More <em>of</em> it</p>".to_owned(),
        };
        let bare = Article {
            id: "two".to_owned(),
            archived: None,
            author: None,
            ..article.clone()
        };
        let line = ArticleLine {
            id: "one".to_owned(),
            title: article.title.clone(),
            url: article.url.clone(),
            language: "de".to_owned(),
            publication: "A paper".to_owned(),
            date: date(),
        };
        let themes = vec![Theme {
            name: "How it works".to_owned(),
            articles: vec![line],
        }];
        let html = page_html(
            articles,
            page::Articles {
                articles: vec![article, bare],
                themes,
            },
        );
        has(
            &html,
            &[
                "<article id=\"one\" class=\"entry\">",
                "<a href=\"https://a.example/1\" hreflang=\"de\">",
                "<p>More <em>of</em> it</p>",
                "<a href=\"#one\" rel=\"external\">",
                "<a href=\"/spread/articles/feed.xml\" rel=\"external\">",
            ],
        );
        has(
            &text(&html),
            &[
                "A paper · A. Writer · 18 April 2023 · [articles.in_language] · [common.archived]Because.",
                "A paper · 18 April 2023 · [articles.in_language]Because.",
                "How it works",
            ],
        );
    }
}
