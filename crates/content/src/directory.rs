//! The bundled directory: `topics.toml`, `meanings.toml`, `languages.toml`,
//! `intents.toml`, `servers.toml`,
//! `overrides.toml` and `snapshot.json`, read and checked with line numbers.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use picker::date::Date;
use picker::decode::bundle::{Bundle, Listing};
use picker::language::Language;
use picker::model::{Server, Source};
use picker::overrides::Override;
use picker::topics::{Topic, Topics, UNOFFERED};
use toml::Spanned;

mod asking;
mod facts;
mod words;

pub use facts::MAX_ABOUT;
use facts::{date_facts, domain, facts, line};
use words::phrases;

use crate::problem::Problem;
use crate::reader;
use crate::table::{File, Table};

/// The files of the directory, as far as they could be read, and everything that is
/// wrong with them.
#[derive(Debug, Default)]
pub struct Directory {
    /// Topics, curated servers, snapshot and overrides.
    pub bundle: Bundle,
    /// What is wrong, file by file, in the order of the lines.
    pub problems: Vec<Problem>,
}

/// Reads `content/` under the project's root. Nothing in it may lie after `today`.
#[must_use]
pub fn load(root: &Path, today: Date) -> Directory {
    let mut out = Directory::default();
    let folder = root.join("content");
    let mut with = |name: &str, required: bool, read: &mut dyn FnMut(&mut File<'_>)| {
        let label = format!("content/{name}");
        if !required && !folder.join(name).exists() {
            return;
        }
        let text = match reader::read(root, &label) {
            Ok(text) => text,
            Err(problem) => {
                out.problems.push(problem);
                return;
            }
        };
        let mut file = File::new(&label, &text);
        read(&mut file);
        file.problems.sort_by_key(|problem| problem.line);
        out.problems.append(&mut file.problems);
    };
    let bundle = &mut out.bundle;
    bundle.built = Some(today);
    with("topics.toml", true, &mut |file| {
        bundle.topics = topics(file);
    });
    let keys = topic_keys(&bundle.topics);
    with("meanings.toml", false, &mut |file| {
        bundle.topics.0.extend(meanings(file));
    });
    with("languages.toml", false, &mut |file| {
        bundle.topics.0.extend(asking::of_languages(file));
    });
    with("intents.toml", false, &mut |file| {
        bundle.topics.0.extend(asking::intents(file));
    });
    with("servers.toml", true, &mut |file| {
        bundle.curated = servers(file, &keys, today);
    });
    with("overrides.toml", false, &mut |file| {
        bundle.overrides = overrides(file, &keys, today);
    });
    with("snapshot.json", false, &mut |file| {
        bundle.snapshot = snapshot(file, today);
        bundle.network = picker::decode::bundle::network(file.text().as_bytes());
    });
    out
}

fn topic_keys(topics: &Topics) -> HashSet<String> {
    let offered = topics.0.iter().map(|topic| topic.key.clone());
    offered.chain(UNOFFERED.map(str::to_owned)).collect()
}

fn topics(file: &mut File<'_>) -> Topics {
    let mut out: Vec<Topic> = Vec::new();
    for (span, row) in file.tables("topic") {
        let mut table = Table::new(file, span, row);
        let key = table.required("key");
        let clean = phrases(&mut table, "words");
        if let Some(key) = key {
            if !key.get_ref().bytes().all(|b| b.is_ascii_lowercase()) {
                let message = "`key` takes the letters a to z only";
                table.file.problem(&key.span(), message);
            } else if out.iter().any(|topic| topic.key == *key.get_ref()) {
                let message = format!("topic \"{}\" is there twice", key.get_ref());
                table.file.problem(&key.span(), message);
            } else {
                out.push(Topic {
                    key: key.into_inner(),
                    words: clean,
                });
            }
        }
        table.finish();
    }
    Topics(out)
}

fn meanings(file: &mut File<'_>) -> Vec<Topic> {
    let mut out = Vec::new();
    for (span, row) in file.tables("meaning") {
        let mut table = Table::new(file, span, row);
        let language = table.text("language");
        let words = phrases(&mut table, "words");
        let tag = language.as_ref().map_or("", |tag| tag.get_ref());
        if let Some(language) = &language
            && Language::parse(tag).is_none_or(|known| known.as_str() != tag)
        {
            let message = format!("\"{tag}\" is no language tag such as pt-BR");
            table.file.problem(&language.span(), message);
        }
        out.push(Topic {
            key: format!("={tag}"),
            words,
        });
        table.finish();
    }
    out
}

fn servers(file: &mut File<'_>, keys: &HashSet<String>, today: Date) -> Vec<Server> {
    let mut seen = HashMap::new();
    let mut out = Vec::new();
    for (span, row) in file.tables("server") {
        let mut table = Table::new(file, span, row);
        let name = domain(&mut table, &mut seen);
        let mut server = Server::new(name.clone().unwrap_or_default());
        let before = table.file.problems.len();
        facts(&mut table, &mut server, keys, Source::Curated);
        let about = table.required("about");
        server.note = line(&mut table, about, Source::Curated);
        let as_of = table.as_of(today);
        date_facts(&mut server, as_of);
        let span = table.span.clone();
        let found = table.file.problems.len() > before;
        for (field, empty) in [
            ("topics", server.topics.is_empty()),
            ("languages", server.languages.is_empty()),
        ] {
            // An unknown one has been called that already.
            if empty && !found {
                let message = format!("`{field}` must name at least one");
                table.file.problem(&span, message);
            }
        }
        table.finish();
        if name.is_some() {
            out.push(server);
        }
    }
    out
}

fn overrides(file: &mut File<'_>, keys: &HashSet<String>, today: Date) -> Vec<Override> {
    let mut seen = HashMap::new();
    let mut out = Vec::new();
    for (span, row) in file.tables("override") {
        let mut table = Table::new(file, span, row);
        let name = domain(&mut table, &mut seen);
        let mut correction = Server::new(name.clone().unwrap_or_default());
        facts(&mut table, &mut correction, keys, Source::Override);
        let note = table.text("note");
        correction.note = line(&mut table, note, Source::Override);
        let exclude = table.flag("exclude").unwrap_or(false);
        let pause_until = table.date("pause_until").map(Spanned::into_inner);
        table.required("reason");
        let as_of = table.as_of(today);
        date_facts(&mut correction, as_of);
        if !exclude && pause_until.is_none() && correction == Server::new(&*correction.domain) {
            let span = table.span.clone();
            let message = "this override says nothing: exclude, pause, correct or note something";
            table.file.problem(&span, message);
        }
        table.finish();
        if name.is_some() {
            out.push(Override {
                correction,
                exclude,
                pause_until,
            });
        }
    }
    out
}

fn snapshot(file: &mut File<'_>, today: Date) -> Option<Listing> {
    match picker::decode::bundle::snapshot(file.text().as_bytes()) {
        Ok(decoded) => {
            for skipped in decoded.skipped {
                let message = format!("row {}: {}", skipped.index + 1, skipped.why.key());
                file.problem(&(0..0), message);
            }
            if decoded.value.as_of > today {
                file.problem(
                    &(0..0),
                    format!("`as_of` is in the future: today is {today}"),
                );
            }
            Some(decoded.value)
        }
        Err(error) => {
            file.problem(&(0..0), format!("cannot be used: {error}"));
            None
        }
    }
}

#[cfg(test)]
mod tests;
