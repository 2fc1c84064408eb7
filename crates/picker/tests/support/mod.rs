//! The directories that the tests run over: the bundled one from `content/`,
//! lists made from it or by a formula, and the recorded one.

#![allow(dead_code)]

pub(crate) mod recordings;
pub(crate) mod synthetic;

use picker::answers::Answers;
use picker::date::Date;
use picker::decode::bundle::Bundle;
use picker::decode::servers::servers;
use picker::language::Language;
use picker::model::{Server, Source};
use picker::recommend::{Context, Picker};
use picker::topics::Topics;
use std::path::Path;

/// The bundled directory, as it is built.
fn bundled() -> Bundle {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let today = Date::from_ymd(2026, 11, 23).unwrap();
    let directory = content::directory::load(&root, today);
    assert_eq!(directory.problems, []);
    directory.bundle
}

/// The table of topics, and the words that mean the same.
pub(crate) fn topics() -> Topics {
    bundled().topics
}

/// The servers that the maintainers wrote up.
pub(crate) fn curated() -> Vec<Server> {
    bundled().curated
}

/// The maintainers' servers as a directory knows them that has nothing but a
/// description, a category for some, and the figures.
pub(crate) fn described() -> Vec<Server> {
    let mut list = curated();
    for server in &mut list {
        server.description = server.note.take();
        server.topics.clear();
        server.tags.clear();
    }
    list
}

/// A long list without the maintainers' words: theirs among 331 that are made
/// by a formula, which mention many of the same topics.
pub(crate) fn crowd() -> Vec<Server> {
    let mut list = synthetic::servers(331, 1);
    list.extend(described());
    list
}

/// The recorded answer of the directory API.
pub(crate) fn recorded() -> Vec<Server> {
    let file = recordings::recorded("directory-mock/servers.json");
    let bytes = std::fs::read(&file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
    let day = Date::from_ymd(2026, 6, 23).unwrap();
    servers(&bytes, Source::Joinmastodon, day).unwrap().value
}

/// A list with the topics, keywords and lines that the maintainers wrote about
/// its servers.
pub(crate) fn with_our_words(mut list: Vec<Server>) -> Vec<Server> {
    let curated = curated();
    for server in &mut list {
        if let Some(known) = curated.iter().find(|known| known.domain == server.domain) {
            server.topics.extend(known.topics.iter().cloned());
            server.tags.extend(known.tags.iter().cloned());
            server.note.clone_from(&known.note);
        }
    }
    list
}

/// A day, a seed, and no browser.
pub(crate) fn context(seed: u64) -> Context {
    Context {
        today: Date::from_ymd(2026, 11, 23).unwrap(),
        seed,
        browser_languages: Vec::new(),
    }
}

/// The same with a browser that asks for these languages.
pub(crate) fn browsing(seed: u64, languages: &[&str]) -> Context {
    let languages = languages.iter().filter_map(|tag| Language::parse(tag));
    Context {
        browser_languages: languages.collect(),
        ..context(seed)
    }
}

/// Answers that are nothing but own words.
pub(crate) fn typed(text: &str) -> Answers {
    Answers {
        text: text.to_owned(),
        ..Answers::default()
    }
}

/// The domain of a pick.
pub(crate) fn domain<'a>(picker: &'a Picker, pick: &picker::recommend::Pick) -> &'a str {
    &picker.servers()[pick.server].domain
}
