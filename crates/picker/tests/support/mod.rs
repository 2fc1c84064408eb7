//! The directories that the tests run over: the bundled one from `content/`,
//! lists made from it or by a formula, and the recorded one.

#![allow(dead_code)]

pub(crate) mod recordings;
pub(crate) mod synthetic;

use picker::date::Date;
use picker::decode::servers::servers;
use picker::language::Language;
use picker::model::{Fact, Region, Server, SignUp, Size, Source};
use picker::recommend::{Context, Picker};
use picker::topics::{Topic, Topics};
use std::path::Path;
use toml::{Table, Value};

fn content(name: &str) -> Table {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../content")
        .join(name);
    std::fs::read_to_string(file).unwrap().parse().unwrap()
}

fn texts(row: &Table, key: &str) -> Vec<String> {
    let list = row.get(key).and_then(Value::as_array).into_iter().flatten();
    list.map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// The table of topics, and the words that mean the same.
pub(crate) fn topics() -> Topics {
    let rows = |file: &str, name: &str| {
        let rows = content(file)[name].as_array().unwrap().clone();
        rows.into_iter().map(|row| row.as_table().unwrap().clone())
    };
    let text = |row: &Table, key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    let topics = rows("topics.toml", "topic").map(|row| Topic {
        key: text(&row, "key").unwrap(),
        words: texts(&row, "words"),
    });
    let meanings = rows("meanings.toml", "meaning").map(|row| Topic {
        key: format!("={}", text(&row, "language").unwrap_or_default()),
        words: texts(&row, "words"),
    });
    Topics(topics.chain(meanings).collect())
}

/// The servers that the maintainers wrote up.
pub(crate) fn curated() -> Vec<Server> {
    let table = content("servers.toml");
    let rows = table["server"].as_array().unwrap().iter();
    rows.map(|row| curated_one(row.as_table().unwrap()))
        .collect()
}

fn curated_one(row: &Table) -> Server {
    let text = |key: &str| row.get(key).and_then(Value::as_str);
    let as_of = text("as_of").and_then(Date::parse);
    fn fact<T>(value: T, as_of: Option<Date>) -> Fact<T> {
        Fact::new(value, Source::Curated, as_of)
    }
    let mut server = Server::new(text("domain").unwrap());
    let all = |key: &str| texts(row, key).into_iter();
    server.topics = all("topics").map(|topic| fact(topic, as_of)).collect();
    server.tags = all("tags").map(|tag| fact(tag, as_of)).collect();
    server.languages = all("languages")
        .map(|tag| fact(Language::parse(&tag).unwrap(), as_of))
        .collect();
    server.note = text("about").map(|about| fact(about.to_owned(), as_of));
    server.region = text("region")
        .and_then(Region::parse)
        .map(|r| fact(r, as_of));
    server.size = text("size")
        .and_then(Size::parse)
        .map(|size| fact(size, as_of));
    let sign_up = [
        SignUp::Instant,
        SignUp::Approval,
        SignUp::Open,
        SignUp::Closed,
    ]
    .into_iter()
    .find(|kind| Some(kind.key()) == text("sign_up"));
    server.sign_up = sign_up.map(|kind| fact(kind, as_of));
    server
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

/// The domain of a pick.
pub(crate) fn domain<'a>(picker: &'a Picker, pick: &picker::recommend::Pick) -> &'a str {
    &picker.servers()[pick.server].domain
}
