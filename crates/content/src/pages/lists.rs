//! Articles, highlights and apps.

use super::input::Input;
use crate::apps::{Platform, Price};
use crate::articles;
use crate::highlights::{self, GROUPS};
use crate::page::{
    App, Apps, Article, ArticleLine, Articles, Choice, Highlight, HighlightLine,
    HighlightLineGroup, HighlightYear, Movement, Page,
};
use crate::partial_date::PartialDate;

/// How many articles the about page names beside those that the site began with.
const NEWEST: usize = 6;

pub(super) fn articles(input: &Input<'_>) -> Page<Articles> {
    let list = &input.content.articles;
    let (brief, others): (Vec<_>, Vec<_>) = list.iter().partition(|it| it.brief);
    let all = |list: Vec<&articles::Article>| list.iter().map(|it| article(input, it)).collect();
    let content = Articles {
        brief: all(brief),
        articles: all(others),
        languages: languages(input, list),
        themes: themes(list),
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
        language_name: language_name(input, &it.language),
        themes: it.themes.iter().map(|theme| theme_value(theme)).collect(),
        why: it.why.clone(),
        html: it.body.html(input.base),
    }
}

fn language_name(input: &Input<'_>, language: &str) -> String {
    input.words.text(&format!("languages.{language}"))
}

/// Those that the site began with, and the newest others.
pub(super) fn article_lines(input: &Input<'_>) -> Vec<ArticleLine> {
    let (brief, others): (Vec<_>, Vec<_>) = input.content.articles.iter().partition(|it| it.brief);
    let lines = brief.into_iter().chain(others.into_iter().take(NEWEST));
    lines.map(|it| article_line(input, it)).collect()
}

fn article_line(input: &Input<'_>, it: &articles::Article) -> ArticleLine {
    ArticleLine {
        id: it.id.clone(),
        title: it.title.clone(),
        url: it.url.clone(),
        language: it.language.clone(),
        publication: it.publication.clone(),
        date: input.time(it.date),
    }
}

/// The languages of all articles, by name.
fn languages(input: &Input<'_>, articles: &[articles::Article]) -> Vec<Choice> {
    let mut out: Vec<Choice> = Vec::new();
    for article in articles {
        if out.iter().all(|known| known.value != article.language) {
            out.push(Choice {
                value: article.language.clone(),
                label: language_name(input, &article.language),
            });
        }
    }
    out.sort_by(|a, b| a.label.cmp(&b.label));
    out
}

/// What the articles are about, those with most articles first.
fn themes(articles: &[articles::Article]) -> Vec<Choice> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for theme in articles.iter().flat_map(|it| &it.themes) {
        match counts.iter_mut().find(|(known, _)| known == theme) {
            Some((_, count)) => *count += 1,
            None => counts.push((theme, 1)),
        }
    }
    counts.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    let choices = counts.into_iter().map(|(theme, _)| Choice {
        value: theme_value(theme),
        label: capitalised(theme),
    });
    choices.collect()
}

/// A theme as addresses and style sheets have it: `how-it-works`.
fn theme_value(theme: &str) -> String {
    theme.to_lowercase().replace(' ', "-")
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
    let content = Movement {
        groups: groups(input).map(|(key, _)| key.to_owned()).collect(),
        years: years(input),
    };
    let messages = ["movement.title", "movement.description"];
    input.page("movement/", messages, &["movement", "common"], content)
}

/// All highlights by year, both newest first.
fn years(input: &Input<'_>) -> Vec<HighlightYear> {
    let mut list: Vec<_> = input.content.highlights.iter().collect();
    // Stable: entries of one day keep the order of the file.
    list.sort_by_key(|it| std::cmp::Reverse(date_of(it)));
    let years = list.chunk_by(|a, b| a.year == b.year).map(|year| HighlightYear {
        year: year[0].year,
        highlights: year.iter().map(|it| highlight(input, it)).collect(),
    });
    years.collect()
}

/// When it happened; a year alone sorts before its months.
fn date_of(it: &highlights::Highlight) -> PartialDate {
    it.date.unwrap_or(PartialDate {
        year: it.year.cast_signed(),
        month: None,
        day: None,
    })
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
        group: it.group.clone(),
        date: input.time(date_of(it)),
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
