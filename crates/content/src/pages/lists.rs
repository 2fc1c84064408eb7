//! Articles, highlights and apps.

use super::input::Input;
use crate::apps::{Platform, Price};
use crate::articles;
use crate::highlights::{self, GROUPS};
use crate::page::{
    App, Apps, Article, ArticleLine, Articles, Highlight, HighlightGroup, HighlightLine,
    HighlightLineGroup, Movement, Page, Theme,
};

pub(super) fn articles(input: &Input<'_>) -> Page<Articles> {
    let list = &input.content.articles;
    let content = Articles {
        articles: list.iter().map(|it| article(input, it)).collect(),
        themes: themes(input, list),
    };
    let messages = ["articles.title", "articles.description"];
    input.page("articles/", messages, &["articles", "common"], content)
}

fn article(input: &Input<'_>, it: &articles::Article) -> Article {
    Article {
        id: it.id.clone(),
        title: it.title.clone(),
        url: it.url.clone(),
        archived: it.archived.clone(),
        publication: it.publication.clone(),
        author: it.author.clone(),
        date: input.time(it.date),
        language: it.language.clone(),
        language_name: input.words.text(&format!("languages.{}", it.language)),
        why: it.why.clone(),
        html: it.body.html(input.base),
    }
}

pub(super) fn article_line(input: &Input<'_>, it: &articles::Article) -> ArticleLine {
    ArticleLine {
        id: it.id.clone(),
        title: it.title.clone(),
        url: it.url.clone(),
        language: it.language.clone(),
        publication: it.publication.clone(),
        date: input.time(it.date),
    }
}

/// Themes in the order of their first article, each with its articles.
fn themes(input: &Input<'_>, articles: &[articles::Article]) -> Vec<Theme> {
    let mut out: Vec<Theme> = Vec::new();
    for article in articles {
        for theme in &article.themes {
            let name = capitalised(theme);
            let line = article_line(input, article);
            match out.iter_mut().find(|known| known.name == name) {
                Some(known) => known.articles.push(line),
                None => out.push(Theme {
                    name,
                    articles: vec![line],
                }),
            }
        }
    }
    out
}

/// As a heading: "How it works".
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

pub(super) fn movement(input: &Input<'_>) -> Page<Movement> {
    let groups = groups(input).map(|(key, list)| HighlightGroup {
        key: key.to_owned(),
        highlights: list.iter().map(|it| highlight(input, it)).collect(),
    });
    let content = Movement {
        groups: groups.collect(),
    };
    let messages = ["movement.title", "movement.description"];
    input.page("movement/", messages, &["movement", "common"], content)
}

/// Groups that have highlights, in order.
fn groups<'a>(
    input: &Input<'a>,
) -> impl Iterator<Item = (&'static str, Vec<&'a highlights::Highlight>)> {
    let highlights = &input.content.highlights;
    GROUPS.into_iter().filter_map(move |group| {
        let list: Vec<_> = highlights.iter().filter(|it| it.group == group).collect();
        (!list.is_empty()).then_some((group, list))
    })
}

fn highlight(input: &Input<'_>, it: &highlights::Highlight) -> Highlight {
    Highlight {
        id: it.id.clone(),
        year: it.year,
        title: it.title.clone(),
        text: it.text.clone(),
        became: it.became.clone(),
        status: it.status.clone(),
        links: it.links.iter().map(|link| input.link(link)).collect(),
    }
}

pub(super) fn highlight_lines(input: &Input<'_>) -> Vec<HighlightLineGroup> {
    let line = |it: &&highlights::Highlight| HighlightLine {
        id: it.id.clone(),
        title: it.title.clone(),
        year: it.year,
    };
    let groups = groups(input).map(|(key, list)| HighlightLineGroup {
        key: key.to_owned(),
        highlights: list.iter().map(line).collect(),
    });
    groups.collect()
}

pub(super) fn apps(input: &Input<'_>) -> Page<Apps> {
    let apps = &input.content.apps;
    let key = |platform: &Platform| platform.key().to_owned();
    let content = Apps {
        platforms: Platform::ALL.iter().map(key).collect(),
        paid: apps.iter().filter(|it| it.price == Price::Paid).count(),
        apps: apps
            .iter()
            .map(|it| App {
                name: it.name.clone(),
                platforms: it.platforms.iter().map(key).collect(),
                price: it.price.key().to_owned(),
                best_at: it.best_at.clone(),
                url: it.url.clone(),
                source: it.source.clone(),
                as_of: it.as_of.map(|date| input.time(date)),
            })
            .collect(),
    };
    input.page("apps/", ["apps.title", "apps.description"], &["apps"], content)
}
