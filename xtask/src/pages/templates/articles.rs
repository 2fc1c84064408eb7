//! `/articles/`: what others wrote, newest first and by theme.

use maud::{Markup, PreEscaped, html};

use super::{archive, heading, time};
use crate::pages::{Context, Page, json_ld};
use content::articles::Article;

pub(super) fn page(context: &Context<'_>) -> Page {
    let t = |key: &str| context.t(key);
    let title = t("articles.title");
    let description = t("articles.description");
    let articles = &context.content.articles;
    let main = html! {
        div class="prose" {
            (heading(&title, &description))
            h2 id="newest" { (t("articles.newest")) }
            @for it in articles { (article(context, it)) }
            h2 id="themes" { (t("articles.by_theme")) }
            @for (theme, list) in by_theme(articles) {
                h3 { (capital(theme)) }
                ul {
                    @for it in list {
                        li {
                            a href=(format!("#{}", it.id)) { (it.title) }
                            " " span class="small" { (it.publication) }
                        }
                    }
                }
            }
            h2 id="feed" { (t("articles.feed")) }
            p {
                (t("articles.feed_text")) " "
                a href="feed.xml" { (t("articles.feed_link")) }
            }
        }
    };
    Page {
        route: "articles/",
        title,
        description,
        main,
        scripts: &[],
        json_ld: Some(json_ld::articles(articles)),
        app: None,
    }
}

fn article(context: &Context<'_>, it: &Article) -> Markup {
    let words = context.words;
    let language = words.text(&format!("languages.{}", it.language));
    html! {
        article class="entry" id=(it.id) {
            h3 { a href=(it.url) hreflang=(it.language) { (it.title) } }
            p class="small" {
                (it.publication)
                @if let Some(author) = &it.author { " · " (author) }
                " · " (time(context, it.date))
                " · " (words.fill("articles.in_language", &[("language", &language)]))
                @if let Some(archived) = &it.archived { " · " (archive(context, archived, &it.title)) }
            }
            p { strong { (it.why) } }
            (PreEscaped(it.body.html(context.base)))
        }
    }
}

/// Themes in the order of their first article, each with its articles.
fn by_theme(articles: &[Article]) -> Vec<(&str, Vec<&Article>)> {
    let mut out: Vec<(&str, Vec<&Article>)> = Vec::new();
    for article in articles {
        for theme in &article.themes {
            match out.iter_mut().find(|(known, _)| known == theme) {
                Some((_, list)) => list.push(article),
                None => out.push((theme, vec![article])),
            }
        }
    }
    out
}

/// As a heading: "How it works".
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
