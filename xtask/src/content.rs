//! What maintainers edit in `content/`, read and checked with line numbers.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use picker::date::Date;
use picker::decode::bundle::{Bundle, Listing};
use picker::decode::servers::{MAX_KEY, MAX_VALUES};
use picker::domain;
use picker::language::Language;
use picker::model::{Fact, LegalForm, Region, Server, SignUp, Size, Source};
use picker::overrides::Override;
use picker::plain_text::one_line;
use picker::topics::{Topic, Topics};
use toml::Spanned;

pub(crate) mod table;

pub use table::Problem;
use table::{File, Table};

/// The longest line about a server, in characters.
pub const MAX_ABOUT: usize = 160;

/// Topics that the directory knows and the quiz does not offer.
pub const UNOFFERED_TOPICS: [&str; 3] = ["general", "regional", "adult"];

const SIGN_UP: &str = "instant, approval, open, closed";
const SIZE: &str = "cosy, medium, large";
const REGION: &str = "africa, asia, europe, north_america, south_america, oceania";
const LEGAL: &str = "organisation, people";

/// The content files, as far as they could be read, and everything that is
/// wrong with them.
#[derive(Debug, Default)]
pub struct Content {
    /// Topics, curated servers, snapshot and overrides.
    pub bundle: Bundle,
    /// What is wrong, file by file, in the order of the lines.
    pub problems: Vec<Problem>,
}

/// The problems as one text, a line each.
#[must_use]
pub fn report(problems: &[Problem]) -> String {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    format!("content/ needs a correction:\n{}", lines.join("\n"))
}

/// Reads `content/` under the project's root. Nothing in it may lie after `today`.
#[must_use]
pub fn load(root: &Path, today: Date) -> Content {
    let mut out = Content::default();
    let folder = root.join("content");
    let mut with = |name: &str, required: bool, read: &mut dyn FnMut(&mut File<'_>)| {
        let label = format!("content/{name}");
        let text = match std::fs::read_to_string(folder.join(name)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !required => return,
            Err(error) => {
                out.problems.push(Problem {
                    file: label,
                    line: 1,
                    message: format!("cannot be read: {error}"),
                });
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
    with("servers.toml", true, &mut |file| {
        bundle.curated = servers(file, &keys, today);
    });
    with("overrides.toml", false, &mut |file| {
        bundle.overrides = overrides(file, &keys, today);
    });
    with("snapshot.json", false, &mut |file| {
        bundle.snapshot = snapshot(file, today);
    });
    out
}

fn topic_keys(topics: &Topics) -> HashSet<String> {
    let offered = topics.0.iter().map(|topic| topic.key.clone());
    offered.chain(UNOFFERED_TOPICS.map(str::to_owned)).collect()
}

fn topics(file: &mut File<'_>) -> Topics {
    let mut out: Vec<Topic> = Vec::new();
    for (span, row) in file.tables("topic") {
        let mut table = Table::new(file, span, row);
        let key = table.required("key");
        let words = table.texts("words");
        let mut clean = Vec::new();
        for word in words {
            let text = one_line(word.get_ref(), MAX_KEY).to_lowercase();
            if text != *word.get_ref() {
                let message = format!("write the word as \"{text}\"");
                table.file.problem(&word.span(), message);
            }
            clean.push(text);
        }
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

/// A domain in normal form, once per file.
fn domain(table: &mut Table<'_, '_>, seen: &mut HashMap<String, usize>) -> Option<String> {
    let text = table.required("domain")?;
    let span = text.span();
    let name = match domain::normalise(text.get_ref()) {
        Ok(name) => name,
        Err(error) => {
            let message = format!("\"{}\" is not a domain: {error}", text.get_ref());
            table.file.problem(&span, message);
            return None;
        }
    };
    if name != *text.get_ref() {
        let message = format!("write the domain as \"{name}\"");
        table.file.problem(&span, message);
    }
    let line = table.file.line(span.start);
    if let Some(first) = seen.insert(name.clone(), line) {
        let message = format!("{name} is already in line {first}");
        table.file.problem(&span, message);
        return None;
    }
    Some(name)
}

/// The facts that curated servers and corrections have in common.
fn facts(table: &mut Table<'_, '_>, server: &mut Server, keys: &HashSet<String>, source: Source) {
    for topic in table.texts("topics") {
        if keys.contains(topic.get_ref()) {
            server
                .topics
                .push(Fact::new(topic.into_inner(), source, None));
        } else {
            let message = format!("topic \"{}\" is not in topics.toml", topic.get_ref());
            table.file.problem(&topic.span(), message);
        }
    }
    for tag in table.texts("tags") {
        let clean = one_line(tag.get_ref(), MAX_KEY);
        if clean != *tag.get_ref() {
            too_long(table, &tag, "tag", MAX_KEY);
        }
        server.tags.push(Fact::new(clean, source, None));
    }
    for language in table.texts("languages") {
        match Language::parse(language.get_ref()) {
            Some(read) if server.languages.iter().any(|known| known.value == read) => {
                let message = format!("\"{}\" is the same as one before it", language.get_ref());
                table.file.problem(&language.span(), message);
            }
            Some(read) => server.languages.push(Fact::new(read, source, None)),
            None => {
                let message = format!("\"{}\" is not a language tag", language.get_ref());
                table.file.problem(&language.span(), message);
            }
        }
    }
    for (field, count) in [
        ("topics", server.topics.len()),
        ("tags", server.tags.len()),
        ("languages", server.languages.len()),
    ] {
        if count > MAX_VALUES {
            let span = table.span.clone();
            let message = format!("`{field}` has {count} values, more than {MAX_VALUES}");
            table.file.problem(&span, message);
        }
    }
    let fact = |value| Fact::new(value, source, None);
    server.region = table.key("region", REGION, Region::parse).map(fact);
    server.sign_up = table
        .key("sign_up", SIGN_UP, SignUp::parse)
        .map(|value| Fact::new(value, source, None));
    server.size = table
        .key("size", SIZE, Size::parse)
        .map(|value| Fact::new(value, source, None));
    server.legal_form = table
        .key("legal_form", LEGAL, LegalForm::parse)
        .map(|value| Fact::new(value, source, None));
    server.min_age = table
        .age("min_age")
        .map(|value| Fact::new(value, source, None));
    server.adult = table
        .flag("adult")
        .map(|value| Fact::new(value, source, None));
    if let Some(url) = table.text("sign_up_url") {
        if url.get_ref().starts_with("https://") {
            server.sign_up_url = Some(Fact::new(url.into_inner(), source, None));
        } else {
            let message = "`sign_up_url` must begin with https://";
            table.file.problem(&url.span(), message);
        }
    }
}

fn too_long(table: &mut Table<'_, '_>, text: &Spanned<String>, what: &str, max: usize) {
    let count = text.get_ref().chars().count();
    let message = if count > max {
        format!("the {what} has {count} characters, more than {max}")
    } else {
        format!("the {what} has markup, line breaks or invisible characters in it")
    };
    table.file.problem(&text.span(), message);
}

/// A line in our own words.
fn line(
    table: &mut Table<'_, '_>,
    text: Option<Spanned<String>>,
    source: Source,
) -> Option<Fact<String>> {
    let text = text?;
    let clean = one_line(text.get_ref(), MAX_ABOUT);
    if clean != *text.get_ref() {
        too_long(table, &text, "text", MAX_ABOUT);
    }
    Some(Fact::new(clean, source, None))
}

/// Puts the day of the row on all its facts.
fn date_facts(server: &mut Server, as_of: Option<Date>) {
    fn one<T>(fact: &mut Option<Fact<T>>, as_of: Option<Date>) {
        if let Some(fact) = fact {
            fact.as_of = as_of;
        }
    }
    server.languages.iter_mut().for_each(|f| f.as_of = as_of);
    for fact in server.topics.iter_mut().chain(&mut server.tags) {
        fact.as_of = as_of;
    }
    one(&mut server.note, as_of);
    one(&mut server.region, as_of);
    one(&mut server.sign_up, as_of);
    one(&mut server.sign_up_url, as_of);
    one(&mut server.size, as_of);
    one(&mut server.legal_form, as_of);
    one(&mut server.min_age, as_of);
    one(&mut server.adult, as_of);
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
