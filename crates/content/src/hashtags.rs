//! `content/hashtags.toml`: hashtags worth following.

use std::collections::{HashMap, HashSet};

use fill::tag::Hashtag as Tag;
use picker::language::Language;
use picker::plain_text::one_line;
use toml::Spanned;

use crate::fields::{optional_url, when};
use crate::partial_date::PartialDate;
use crate::reader::Reader;
use crate::table::Table;

const FILE: &str = "content/hashtags.toml";
/// The longest line on what is found there, in characters.
pub(crate) const MAX_LINE: usize = 120;
/// How many topics an entry may have.
const MAX_TOPICS: usize = 3;

/// A hashtag worth following.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hashtag {
    /// Without `#`, each word with a capital letter.
    pub tag: String,
    /// The language that most of its posts are in.
    pub language: String,
    /// Keys of topics, the main one first.
    pub topics: Vec<String>,
    /// What is found there: a line of ours, in that language.
    pub why: String,
    /// Where a fact in that line is from.
    pub source: Option<String>,
    /// When that was read.
    pub as_of: Option<PartialDate>,
}

/// Reads the file; topics must be among `keys`.
pub(crate) fn read(reader: &mut Reader<'_>, keys: &HashSet<String>) -> Vec<Hashtag> {
    let today = reader.today;
    let mut seen: HashMap<String, usize> = HashMap::new();
    reader.rows(FILE, "hashtag", |row| {
        let text = row.required("tag");
        let tag = text.as_ref().map(|text| tag(row, text, &mut seen));
        let hashtag = Hashtag {
            tag: tag.unwrap_or_default(),
            language: language(row),
            topics: topics(row, keys),
            why: short(row, "why"),
            source: optional_url(row, "source"),
            as_of: when(row, "as_of", today),
        };
        if hashtag.source.is_some() != hashtag.as_of.is_some() {
            let span = row.span.clone();
            row.file.problem(&span, "`source` and `as_of` go together");
        }
        hashtag
    })
}

fn tag(
    row: &mut Table<'_, '_>,
    text: &Spanned<String>,
    seen: &mut HashMap<String, usize>,
) -> String {
    let Some(tag) = Tag::parse(text.get_ref()).filter(|tag| tag.name() == text.get_ref()) else {
        let message = format!(
            "\"{}\" is not a hashtag: letters and digits, without #",
            text.get_ref()
        );
        row.file.problem(&text.span(), message);
        return String::new();
    };
    let first = tag.name().chars().find(|c| c.is_alphabetic());
    if first.is_some_and(char::is_lowercase) {
        let message = "`tag` begins each word with a capital letter, for screen readers";
        row.file.problem(&text.span(), message);
    }
    let line = row.file.line(text.span().start);
    if let Some(first) = seen.insert(tag.key(), line) {
        let message = format!("hashtag \"{}\" is already in line {first}", tag.name());
        row.file.problem(&text.span(), message);
    }
    tag.name().to_owned()
}

/// The tag of a language, as this project writes it.
pub(crate) fn language(row: &mut Table<'_, '_>) -> String {
    let Some(text) = row.required("language") else {
        return String::new();
    };
    if Language::parse(text.get_ref()).is_none_or(|known| known.as_str() != text.get_ref()) {
        let message = format!("\"{}\" is not a language tag such as pt-BR", text.get_ref());
        row.file.problem(&text.span(), message);
    }
    text.into_inner()
}

/// One to three keys of topics.
pub(crate) fn topics(row: &mut Table<'_, '_>, keys: &HashSet<String>) -> Vec<String> {
    let mut out = Vec::new();
    let before = row.file.problems.len();
    for topic in row.texts("topics") {
        if keys.contains(topic.get_ref()) {
            out.push(topic.into_inner());
        } else {
            let message = format!("topic \"{}\" is not in topics.toml", topic.get_ref());
            row.file.problem(&topic.span(), message);
        }
    }
    if !(1..=MAX_TOPICS).contains(&out.len()) && row.file.problems.len() == before {
        let span = row.span.clone();
        let message = format!("`topics` names one to {MAX_TOPICS}");
        row.file.problem(&span, message);
    }
    out
}

/// A line of plain text of at most [`MAX_LINE`] characters.
pub(crate) fn short(row: &mut Table<'_, '_>, field: &str) -> String {
    let Some(text) = row.required(field) else {
        return String::new();
    };
    if one_line(text.get_ref(), MAX_LINE) != *text.get_ref() {
        let message =
            format!("`{field}` is one line of at most {MAX_LINE} characters of plain text");
        row.file.problem(&text.span(), message);
    }
    text.into_inner()
}
