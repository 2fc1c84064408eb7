//! Articles, highlights and apps.

use serde::{Deserialize, Serialize};

use super::common::{Choice, Link, Time};

/// `/articles/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Articles {
    /// The articles that this site began with, newest first.
    pub brief: Vec<Article>,
    /// All others, newest first.
    pub articles: Vec<Article>,
    /// The languages that articles are written in, by name.
    pub languages: Vec<Choice>,
    /// What articles are about, those with most articles first.
    pub themes: Vec<Choice>,
}

/// An article that others wrote, and why to read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Stays the same for ever: addresses point to it.
    pub id: String,
    /// Word for word.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// A copy in a web archive.
    pub archived: Option<String>,
    /// Who published it.
    pub publication: String,
    /// Who wrote it, if known.
    pub author: Option<String>,
    /// When it was published.
    pub date: Time,
    /// The tag of its language: `en`.
    pub language: String,
    /// The name of that language.
    pub language_name: String,
    /// What it is about: values of [`Articles::themes`].
    pub themes: Vec<String>,
    /// A sentence of ours on why to read it.
    pub why: String,
    /// More of ours about it, as HTML made from checked Markdown.
    pub html: String,
}

/// An article as an entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleLine {
    /// Its place on `/articles/`.
    pub id: String,
    /// Word for word.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The tag of its language.
    pub language: String,
    /// Who published it.
    pub publication: String,
    /// When it was published.
    pub date: Time,
}

/// `/movement/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Movement {
    /// Groups that have highlights, in order; each is the message
    /// `movement.kind_KEY`.
    pub groups: Vec<String>,
    /// Newest first.
    pub years: Vec<HighlightYear>,
}

/// The highlights of a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HighlightYear {
    /// The year.
    pub year: u32,
    /// Newest first; those of which only the year is known come last.
    pub highlights: Vec<Highlight>,
}

/// A thing that was done to spread Mastodon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Highlight {
    /// Stays the same for ever: addresses point to it.
    pub id: String,
    /// Its group: one of [`Movement::groups`].
    pub group: String,
    /// When it happened: a day, a month or a year.
    pub date: Time,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// Where it is no longer as it was: the message `movement.became_KEY`.
    pub became: Option<String>,
    /// What became of it.
    pub status: Option<String>,
    /// Where to read it.
    pub links: Vec<Link>,
}

/// Highlights of one kind as entries of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HighlightLineGroup {
    /// Its heading is the message `movement.KEY`.
    pub key: String,
    /// In the order of the file.
    pub highlights: Vec<HighlightLine>,
}

/// A highlight as an entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HighlightLine {
    /// Its place on `/movement/`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// When it happened.
    pub year: u32,
}

/// `/apps/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Apps {
    /// What apps run on, in the order in which it is offered; each is the
    /// message `apps.on_KEY`.
    pub platforms: Vec<String>,
    /// In the order of the file.
    pub apps: Vec<App>,
    /// How many of them cost money.
    pub paid: usize,
}

/// An app for Mastodon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct App {
    /// Its name.
    pub name: String,
    /// What it runs on: some of [`Apps::platforms`].
    pub platforms: Vec<String>,
    /// What it costs: the message `apps.price_KEY`.
    pub price: String,
    /// What it is best at, in a sentence of ours.
    pub best_at: String,
    /// Where to get it.
    pub url: String,
    /// Where its code is.
    pub source: Option<String>,
    /// When it was last seen in a list of apps.
    pub as_of: Option<Time>,
}
