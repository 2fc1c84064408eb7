//! `directory.json`, which the build makes from `content/`: the topics, the
//! curated servers, the snapshot of the joinmastodon directory and the
//! maintainers' overrides.
//!
//! Both directions live here, so that they cannot drift apart. Only reading
//! is compiled for browsers.

#[cfg(not(target_arch = "wasm32"))]
use serde_json::{Map, json};

use super::loose;
use super::outcome::{DecodeError, Decoded, Skipped, Why};
use super::row::read_row;
#[cfg(not(target_arch = "wasm32"))]
use super::row::write_row;
use super::statistics::Day;
use crate::date::Date;
use crate::json::{Look, Value};
use crate::model::{Server, Source};
use crate::overrides::Override;
use crate::topics::{Topic, Topics};

/// The version of the format that is written and read.
pub const VERSION: u64 = 1;

/// All that a page has before it has asked anyone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bundle {
    /// The day it was built.
    pub built: Option<Date>,
    /// The topics, in the order they are offered.
    pub topics: Topics,
    /// The servers that this project's maintainers wrote up.
    pub curated: Vec<Server>,
    /// The joinmastodon directory as it was at the last refresh.
    pub snapshot: Option<Listing>,
    /// The maintainers' corrections.
    pub overrides: Vec<Override>,
    /// The whole network on the last full day before the snapshot.
    pub network: Option<Day>,
}

impl Bundle {
    /// The day of its newest facts: that of the snapshot, else of the latest
    /// curated server. Not the day of the build, which makes nothing newer.
    #[must_use]
    pub fn as_of(&self) -> Option<Date> {
        let curated = self.curated.iter().filter_map(|server| {
            let topic = server.topics.first().and_then(|fact| fact.as_of);
            topic.max(server.note.as_ref().and_then(|fact| fact.as_of))
        });
        let snapshot = self.snapshot.as_ref().map(|listing| listing.as_of);
        snapshot.max(curated.max())
    }
}

/// The joinmastodon directory as it was on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The day it was fetched.
    pub as_of: Date,
    /// Its servers; each fact names [`Source::Snapshot`] or
    /// [`Source::Joinmastodon`].
    pub servers: Vec<Server>,
}

/// Decodes `directory.json`.
///
/// # Errors
/// When the body as a whole cannot be used: see [`DecodeError`].
pub fn bundle(bytes: &[u8]) -> Result<Decoded<Bundle>, DecodeError> {
    const EXPECTED: &str = "a bundled directory";
    let text = loose::body(bytes)?;
    let root = loose::object(&text, EXPECTED)?;
    if root.get("v").and_then(Look::as_u64) != Some(VERSION) {
        return Err(DecodeError::WrongShape(EXPECTED));
    }
    let built = loose::date(&root, "built");
    let mut rows = Rows::default();
    let curated = rows.read(root.get("servers"), Source::Curated, built);
    let snapshot = root.get("snapshot").and_then(|inner| {
        let as_of = loose::date(inner, "as_of")?;
        let servers = rows.read(inner.get("servers"), Source::Snapshot, Some(as_of));
        Some(Listing { as_of, servers })
    });
    let overrides = rows.overrides(root.get("overrides"));
    Ok(Decoded {
        value: Bundle {
            built,
            topics: topics(root.get("topics")),
            curated,
            snapshot,
            overrides,
            network: day(&root),
        },
        listed: rows.listed,
        skipped: rows.skipped,
        notes: Vec::new(),
    })
}

/// Decodes `content/snapshot.json` (as [`write_snapshot`] writes it).
///
/// # Errors
/// When the body as a whole cannot be used: see [`DecodeError`].
pub fn snapshot(bytes: &[u8]) -> Result<Decoded<Listing>, DecodeError> {
    const EXPECTED: &str = "a snapshot of a directory";
    let text = loose::body(bytes)?;
    let root = loose::object(&text, EXPECTED)?;
    let as_of = loose::date(&root, "as_of").ok_or(DecodeError::WrongShape(EXPECTED))?;
    if root.get("servers").and_then(Look::as_array).is_none() {
        return Err(DecodeError::WrongShape(EXPECTED));
    }
    let mut rows = Rows::default();
    let servers = rows.read(root.get("servers"), Source::Snapshot, Some(as_of));
    Ok(Decoded {
        value: Listing { as_of, servers },
        listed: rows.listed,
        skipped: rows.skipped,
        notes: Vec::new(),
    })
}

/// The size of the network that is written beside a snapshot; `None` where
/// there is none or it cannot be read.
#[must_use]
pub fn network(bytes: &[u8]) -> Option<Day> {
    let text = loose::body(bytes).ok()?;
    day(&loose::object(&text, "a snapshot of a directory").ok()?)
}

fn day(root: &Value<'_>) -> Option<Day> {
    let inner = root.get("network")?;
    let count = |field| loose::count(inner, field).value();
    Some(Day {
        date: loose::date(inner, "as_of")?,
        servers: count("servers")?,
        users: count("users")?,
        active: count("active")?,
    })
}

#[cfg(not(target_arch = "wasm32"))]
fn write_day(day: &Day) -> serde_json::Value {
    json!({
        "as_of": day.date.to_string(),
        "servers": day.servers,
        "users": day.users,
        "active": day.active,
    })
}

/// Writes `content/snapshot.json`: a row a line, so that changes can be read.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn write_snapshot(snapshot: &Listing, network: Option<&Day>) -> String {
    let rows = snapshot.servers.iter();
    let rows: Vec<String> = rows
        .map(|server| serde_json::Value::Object(write_row(server, false)).to_string())
        .collect();
    let network = network.map(|day| format!("\"network\":{},\n", write_day(day)));
    format!(
        "{{\"v\":{VERSION},\"as_of\":\"{}\",\n{}\"servers\":[\n{}\n]}}\n",
        snapshot.as_of,
        network.unwrap_or_default(),
        rows.join(",\n")
    )
}

fn topics(list: Option<&Value<'_>>) -> Topics {
    let rows = list.and_then(Look::as_array);
    let topic = |row: &Value<'_>| {
        let [key, words, ..] = row.as_array()? else {
            return None;
        };
        let words = words.as_array()?.iter().filter_map(Look::as_str);
        Some(Topic {
            key: key.as_str()?.to_owned(),
            words: words.map(str::to_owned).collect(),
        })
    };
    Topics(rows.into_iter().flatten().filter_map(topic).collect())
}

#[derive(Default)]
struct Rows {
    listed: usize,
    skipped: Vec<Skipped>,
}

impl Rows {
    fn each<T>(
        &mut self,
        list: Option<&Value<'_>>,
        mut read: impl FnMut(&Value<'_>) -> Result<T, Why>,
    ) -> Vec<T> {
        let rows = list.and_then(Look::as_array);
        let mut out = Vec::new();
        for row in rows.into_iter().flatten() {
            let index = self.listed;
            self.listed += 1;
            match read(row) {
                Ok(value) => out.push(value),
                Err(why) => self.skipped.push(Skipped {
                    index,
                    why,
                    text: name(row),
                }),
            }
        }
        out
    }

    fn read(&mut self, list: Option<&Value<'_>>, source: Source, day: Option<Date>) -> Vec<Server> {
        self.each(list, |row| read_row(row, source, day))
    }

    fn overrides(&mut self, list: Option<&Value<'_>>) -> Vec<Override> {
        self.each(list, |row| {
            Ok(Override {
                correction: read_row(row, Source::Override, None)?,
                exclude: loose::flag(row, "exclude").value() == Some(true),
                pause_until: loose::date(row, "until"),
            })
        })
    }
}

/// Writes `directory.json`: the curated servers and the overrides name each
/// the day of their facts, the snapshot has one day for all.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn write(bundle: &Bundle) -> serde_json::Value {
    let topic = |topic: &Topic| json!([topic.key, topic.words]);
    let mut root = Map::new();
    root.insert("v".into(), VERSION.into());
    if let Some(built) = bundle.built {
        root.insert("built".into(), built.to_string().into());
    }
    let topics = bundle.topics.0.iter().map(topic).collect();
    root.insert("topics".into(), serde_json::Value::Array(topics));
    let curated = bundle.curated.iter();
    let curated = curated.map(|server| serde_json::Value::Object(write_row(server, true)));
    root.insert("servers".into(), curated.collect());
    if let Some(snapshot) = &bundle.snapshot {
        let rows = snapshot.servers.iter().map(|s| write_row(s, false));
        let rows: Vec<Map<String, serde_json::Value>> = rows.collect();
        let snapshot = json!({"as_of": snapshot.as_of.to_string(), "servers": rows});
        root.insert("snapshot".into(), snapshot);
    }
    if let Some(day) = &bundle.network {
        root.insert("network".into(), write_day(day));
    }
    let overrides = bundle.overrides.iter().map(|entry| {
        let mut row = write_row(&entry.correction, true);
        if entry.exclude {
            row.insert("exclude".into(), true.into());
        }
        if let Some(until) = entry.pause_until {
            row.insert("until".into(), until.to_string().into());
        }
        serde_json::Value::Object(row)
    });
    root.insert("overrides".into(), overrides.collect());
    serde_json::Value::Object(root)
}

/// What a row calls itself, for the report: writing the whole row anew would
/// need all of JSON's writer in the visitor's browser.
fn name(row: &Value<'_>) -> String {
    let name = row.get("d").unwrap_or(row).as_str().unwrap_or_default();
    crate::plain_text::one_line(name, 60)
}
