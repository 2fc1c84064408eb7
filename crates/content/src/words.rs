//! The words of a page: message patterns by section and name, such as
//! `network.title`, and how values are put into them.

use std::collections::BTreeMap;
#[cfg(not(target_arch = "wasm32"))]
use std::collections::BTreeSet;
#[cfg(not(target_arch = "wasm32"))]
use std::sync::{Arc, Mutex};

use picker::messages::{Category, Rules, Value, english_number};
use serde::{Deserialize, Serialize};

use crate::partial_date::PartialDate;

/// Message patterns by `section.name`. As JSON it is one object of texts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words {
    patterns: BTreeMap<String, String>,
    /// Natively, clones share a record of what was asked for, so that the build
    /// can name messages that do not exist and messages that nothing uses.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip)]
    asked: Arc<Mutex<BTreeSet<String>>>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.patterns == other.patterns
    }
}

impl FromIterator<(String, String)> for Words {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(patterns: I) -> Self {
        Self {
            patterns: patterns.into_iter().collect(),
            #[cfg(not(target_arch = "wasm32"))]
            asked: Arc::default(),
        }
    }
}

impl Words {
    /// A message without values. One that does not exist is shown as
    /// `[section.name]`.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message without values, if there is one of that name: for names that
    /// come from data.
    #[must_use]
    pub fn known(&self, key: &str) -> Option<String> {
        self.patterns.contains_key(key).then(|| self.text(key))
    }

    /// A message with values in it.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.record(key);
        let Some(pattern) = self.patterns.get(key) else {
            return format!("[{key}]");
        };
        let rules = Rules {
            plural: &Category::english,
            isolate: false,
        };
        picker::messages::format(pattern, values, rules)
    }

    /// A message with texts in it.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<(&str, Value<'_>)> = values
            .iter()
            .map(|(name, value)| (*name, Value::Text(value)))
            .collect();
        self.with(key, &values)
    }

    /// A message about a number.
    #[must_use]
    pub fn count(&self, key: &str, count: u64) -> String {
        let shown = english_number(count);
        self.with(key, &[("count", Value::Number(count, &shown))])
    }

    /// A time for people: "18 April 2023", "April 2023", "2023".
    #[must_use]
    pub fn date(&self, date: PartialDate) -> String {
        let year = date.year.to_string();
        let Some(month) = date.month else {
            return year;
        };
        let month = self.text(&format!("dates.month_{month}"));
        match date.day {
            None => self.fill("dates.month", &[("month", &month), ("year", &year)]),
            Some(day) => self.fill(
                "dates.day",
                &[
                    ("day", &day.to_string()),
                    ("month", &month),
                    ("year", &year),
                ],
            ),
        }
    }

    /// A time that a content file wrote in words or as a date.
    #[must_use]
    pub fn date_text(&self, text: &str) -> String {
        PartialDate::parse(text).map_or_else(|| text.to_owned(), |date| self.date(date))
    }

    /// A large number as one says it: "9.2 million", "669,000".
    #[must_use]
    pub fn rounded(&self, n: u64) -> String {
        #[allow(clippy::cast_precision_loss)]
        let exact = n as f64;
        if n >= 1_000_000 {
            let shown = format!("{:.1}", exact / 1e6);
            self.fill("dates.million", &[("number", &shown)])
        } else if n >= 100_000 {
            english_number((n + 500) / 1000 * 1000)
        } else {
            english_number((n + 50) / 100 * 100)
        }
    }

    /// The patterns of these sections alone. What is asked of them is recorded
    /// as if it had been asked of the whole.
    #[must_use]
    pub fn sections(&self, sections: &[&str]) -> Self {
        let of = |key: &str| {
            let section = key.split_once('.').map_or(key, |(section, _)| section);
            sections.contains(&section)
        };
        let patterns = self.patterns.iter().filter(|(key, _)| of(key));
        Self {
            patterns: patterns
                .map(|(key, it)| (key.clone(), it.clone()))
                .collect(),
            #[cfg(not(target_arch = "wasm32"))]
            asked: Arc::clone(&self.asked),
        }
    }

    /// All patterns of a section, by their names within it.
    pub fn section<'a>(&'a self, section: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.patterns.iter().filter_map(move |(key, pattern)| {
            let (found, name) = key.split_once('.')?;
            (found == section).then_some((name, pattern.as_str()))
        })
    }

    #[cfg(target_arch = "wasm32")]
    fn record(&self, _key: &str) {}

    #[cfg(not(target_arch = "wasm32"))]
    fn record(&self, key: &str) {
        let mut asked = self.asked.lock().unwrap_or_else(|held| held.into_inner());
        asked.insert(key.to_owned());
    }

    /// Messages that were asked for and do not exist.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap_or_else(|held| held.into_inner());
        let missing = asked.iter().filter(|key| !self.patterns.contains_key(*key));
        missing.cloned().collect()
    }

    /// The names of all messages.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.patterns.keys().map(String::as_str)
    }
}
