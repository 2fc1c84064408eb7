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
    let entries = page.content.articles.into_iter().map(|article| view! { <Entry article=article/> });
    let themes = page.content.themes.into_iter().map(|theme| view! { <ArticlesOf theme=theme/> });
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
    let language = words.fill("articles.in_language", &[("language", &article.language_name)]);
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
