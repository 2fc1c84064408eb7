//! The lists the mock serves: from a folder, or its own small set.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::instance::State;

/// Invented servers on reserved names: many languages, topics, sizes and
/// sign-up states, two rows that nobody can read, and some that try a decoder.
const BUILT_IN: &str = include_str!("fixtures/servers.json");

/// Where the lists come from.
#[derive(Debug, Clone, Default)]
pub enum DataSource {
    /// Our own invented servers.
    #[default]
    BuiltIn,
    /// A folder that holds `servers.json` as the directory API serves it, and
    /// perhaps `statistics.json` and `default-servers.json`.
    Folder(PathBuf),
    /// These rows of `/servers`, for a test that is about particular ones.
    Rows(Vec<Value>),
}

/// The lists, ready to be asked.
#[derive(Debug)]
pub(super) struct Data {
    rows: Vec<Value>,
    statistics: Value,
    default_servers: Value,
}

impl Data {
    pub(super) fn load(source: &DataSource) -> Result<Self> {
        let mut statistics = None;
        let mut default_servers = None;
        let rows = match source {
            DataSource::BuiltIn => {
                serde_json::from_str(BUILT_IN).context("the built-in servers are broken")?
            }
            DataSource::Rows(rows) => rows.clone(),
            DataSource::Folder(folder) => {
                let rows = read(&folder.join("servers.json"))?;
                let optional = |name: &str| {
                    let path = folder.join(name);
                    path.exists().then(|| read::<Value>(&path)).transpose()
                };
                statistics = optional("statistics.json")?;
                default_servers = optional("default-servers.json")?;
                rows
            }
        };
        let default_servers = default_servers.unwrap_or_else(|| {
            rows.iter()
                .filter_map(|row| row["domain"].as_str())
                .take(5)
                .map(|domain| json!({"domain": domain, "weight": 1.0}))
                .collect()
        });
        Ok(Self {
            rows,
            statistics: statistics.unwrap_or_else(sixty_days),
            default_servers,
        })
    }

    /// How many rows `/servers` holds at most.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn statistics(&self) -> Value {
        self.statistics.clone()
    }

    pub(super) fn default_servers(&self) -> Value {
        self.default_servers.clone()
    }

    /// The row of one server.
    pub(super) fn row(&self, domain: &str) -> Option<&Value> {
        self.rows.iter().find(|row| row["domain"] == domain)
    }

    /// `/servers` under the API's filters.
    pub(super) fn servers(&self, filters: &Filters) -> Value {
        self.matching(filters).map(public).collect()
    }

    /// `/categories`: how many servers of each, under the same filters.
    /// Categories without a server are left out, as the API does.
    pub(super) fn categories(&self, filters: &Filters) -> Value {
        let counts = count(self.matching(filters), "categories");
        counts
            .iter()
            .map(|(key, n)| json!({"category": key, "servers_count": n}))
            .collect()
    }

    /// `/languages`. The API knows the names of some languages only; the rest
    /// are null, and so they are here.
    pub(super) fn languages(&self, filters: &Filters) -> Value {
        let name = |locale: &str| match locale {
            "de" => Some("Deutsch"),
            "en" => Some("English"),
            "es" => Some("Español"),
            "fr" => Some("Français"),
            "ja" => Some("日本語"),
            "nl" => Some("Nederlands"),
            _ => None,
        };
        let counts = count(self.matching(filters), "languages");
        counts
            .iter()
            .map(|(key, n)| json!({"locale": key, "language": name(key), "servers_count": n}))
            .collect()
    }

    fn matching<'a>(&'a self, filters: &'a Filters) -> impl Iterator<Item = &'a Value> {
        self.rows.iter().filter(|row| filters.let_pass(row))
    }
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    ensure!(!text.trim().is_empty(), "{} is empty", path.display());
    serde_json::from_str(&text).with_context(|| format!("{} is not as expected", path.display()))
}

/// A row without what the mock itself noted in it (`_state`, `_ownership`).
fn public(row: &Value) -> Value {
    let mut row = row.clone();
    if let Some(fields) = row.as_object_mut() {
        fields.retain(|key, _| !key.starts_with('_'));
    }
    row
}

fn count<'a>(rows: impl Iterator<Item = &'a Value>, field: &str) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        for key in row[field].as_array().into_iter().flatten() {
            if let Some(key) = key.as_str() {
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    counts
}

/// Sixty days of the whole network, in the API's manner: counts as strings and
/// the last day incomplete. Invented, but of a likely size.
fn sixty_days() -> Value {
    let months = [("2026-09", 30), ("2026-10", 30)];
    let days = months
        .into_iter()
        .flat_map(|(month, days)| (1..=days).map(move |day| format!("{month}-{day:02}")));
    days.enumerate()
        .map(|(i, period)| {
            let part = if i == 59 { 3 } else { 1 };
            json!({
                "period": period,
                "server_count": (7_900 + i % 9).to_string(),
                "user_count": (10_000_000 + 4_000 * i).to_string(),
                "active_user_count": ((720_000 + 500 * (i % 7)) / part).to_string(),
            })
        })
        .collect()
}

/// The query of `/servers` and its siblings. Empty values mean "any", as the
/// API takes them; names it does not know it ignores.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    language: String,
    category: String,
    region: String,
    ownership: String,
    registrations: String,
}

impl Filters {
    fn let_pass(&self, row: &Value) -> bool {
        let lists = |field: &str, wanted: &str| {
            wanted.is_empty()
                || row[field]
                    .as_array()
                    .is_some_and(|values| values.iter().any(|value| value == wanted))
        };
        lists("languages", &self.language)
            && lists("categories", &self.category)
            && (self.region.is_empty() || row["region"] == self.region.as_str())
            && (self.ownership.is_empty() || ownership(row) == Some(&self.ownership))
            && self.registrations_pass(row)
    }

    /// Closed servers are listed only when all are asked for.
    fn registrations_pass(&self, row: &Value) -> bool {
        let approval = row["approval_required"].as_bool();
        match self.registrations.as_str() {
            "all" => true,
            _ if State::noted(row) == Some(State::Closed) => false,
            "instant" => approval == Some(false),
            "manual" => approval == Some(true),
            _ => true,
        }
    }
}

/// The legal form, which the API filters by but never tells. Recorded rows do
/// not have it either: there it follows from the name, for want of a fact, and
/// for a third of them nothing is known.
fn ownership(row: &Value) -> Option<&str> {
    if let Some(noted) = row["_ownership"].as_str() {
        return Some(noted);
    }
    let domain = row["domain"].as_str()?;
    if domain.ends_with(".example") {
        return None;
    }
    match domain.bytes().map(u32::from).sum::<u32>() % 3 {
        0 => Some("juridicial"),
        1 => Some("natural"),
        _ => None,
    }
}
