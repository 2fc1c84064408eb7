//! `content/articles/*.md`: one file for each article, with TOML front matter
//! between two lines of `+++`.

use std::collections::HashMap;

use picker::date::Date;
use picker::language::Language;

use crate::fields::{is_id, optional, optional_url, required, required_when, url};
use crate::front_matter::front_matter;
use crate::markdown::{self, Rendered};
use crate::partial_date::PartialDate;
use crate::reader::Reader;
use crate::table::Table;

/// The folder of the articles.
const FOLDER: &str = "content/articles";

/// An article that others wrote, and why to read it.
#[derive(Debug, Default, Clone)]
pub struct Article {
    /// The file's name: addresses point to it.
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
    pub date: PartialDate,
    /// The language it is written in.
    pub language: String,
    /// What it is about.
    pub themes: Vec<String>,
    /// One of the six that this site began with: named as they were then, and
    /// not moved down by newer ones.
    pub brief: bool,
    /// A sentence of ours on why to read it.
    pub why: String,
    /// More of ours about it.
    pub body: Rendered,
}

pub(crate) fn read(reader: &mut Reader<'_>) -> Vec<Article> {
    let mut names: Vec<String> = match std::fs::read_dir(reader.root.join(FOLDER)) {
        Ok(entries) => entries
            .flatten()
            // A name that is no text is named below, like any other wrong one.
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            // What editors and systems keep beside the files that people write.
            .filter(|name| !name.starts_with('.') && !name.ends_with('~'))
            .collect(),
        Err(error) => {
            reader.problem(FOLDER, 1, format!("cannot be read: {error}"));
            return Vec::new();
        }
    };
    names.sort_unstable();
    let mut articles: Vec<Article> = Vec::new();
    let mut addresses: HashMap<String, String> = HashMap::new();
    for name in names {
        let file = format!("{FOLDER}/{name}");
        if !name.to_ascii_lowercase().ends_with(".md") {
            // Such as `x.md.txt`, which some editors make of `x.md`.
            reader.problem(&file, 1, "is no article: the file's name must end in .md");
            continue;
        }
        let Some(text) = reader.text(&file) else {
            continue;
        };
        let (toml, before, body) = match front_matter(&text) {
            Ok(parts) => parts,
            Err(why) => {
                reader.problem(&file, why.line(), why.to_string());
                continue;
            }
        };
        let mut article = reader.table(&file, &toml, matter);
        article.id = name.strip_suffix(".md").unwrap_or(&name).to_owned();
        if !is_id(&article.id) {
            reader.problem(&file, 1, "the file's name takes a to z, 0 to 9 and - only");
        }
        if let Some(other) = addresses.insert(article.url.clone(), file.clone()) {
            let message = format!("the article {} is already in {other}", article.url);
            reader.problem(&file, 1, message);
        }
        // Under the h3 of its entry.
        article.body = markdown::render(reader, &file, body, before, 4);
        articles.push(article);
    }
    articles.sort_by(|a, b| (b.date, &a.title).cmp(&(a.date, &b.title)));
    articles
}

fn matter(table: &mut Table<'_, '_>, today: Date) -> Article {
    let article = Article {
        title: required(table, "title"),
        url: url(table),
        archived: optional_url(table, "archived"),
        publication: required(table, "publication"),
        author: optional(table, "author"),
        date: required_when(table, "date", today),
        language: required(table, "language"),
        brief: table.flag("brief").unwrap_or_default(),
        why: required(table, "why"),
        themes: table
            .texts("themes")
            .into_iter()
            .map(toml::Spanned::into_inner)
            .collect(),
        ..Article::default()
    };
    if !article.language.is_empty() && Language::parse(&article.language).is_none() {
        let message = format!("\"{}\" is not a language tag", article.language);
        table.file.problem(&(0..0), message);
    }
    if article.themes.is_empty() {
        table
            .file
            .problem(&(0..0), "`themes` must name at least one");
    }
    article
}
