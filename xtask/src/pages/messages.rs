//! The words of the text pages: `locales/en/pages/*.toml`, one file per page.
//!
//! They lie below the app's messages and not among them: the app's are part of
//! the bundle that every visitor loads, these are only ever written to HTML.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use picker::messages::{Category, Pattern, Rules, Value, english_number};

use super::content::When;

/// The messages of one language, by area and name: `network.title`.
#[derive(Debug, Default)]
pub struct Messages {
    patterns: BTreeMap<String, String>,
    /// What was asked for: a message that nothing asks for is a leftover.
    used: RefCell<BTreeSet<String>>,
    missing: RefCell<BTreeSet<String>>,
}

/// Where the words are.
pub const FOLDER: &str = "locales/en/pages";
/// Topics that nobody is asked about.
const NOT_ASKED: [&str; 3] = ["adult", "general", "regional"];
/// Words that the app has too.
const SHARED: [&str; 2] = ["locales/en/site.toml", "locales/en/topics.toml"];

impl Messages {
    /// Reads all files of the folder.
    ///
    /// # Errors
    /// When a file cannot be read or a pattern is not one.
    pub fn load(root: &Path) -> Result<Self> {
        let mut patterns = BTreeMap::new();
        let entries =
            fs::read_dir(root.join(FOLDER)).with_context(|| format!("cannot read {FOLDER}"))?;
        let own = entries.flatten().map(|entry| entry.path());
        for path in own.chain(SHARED.map(|file| root.join(file))) {
            let Some(area) = path.file_stem().and_then(|stem| stem.to_str()) else {
                continue;
            };
            let name = path.strip_prefix(root).unwrap_or(&path).display();
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
            let found: BTreeMap<String, String> =
                toml::from_str(&text).with_context(|| format!("{name} is not right"))?;
            for (key, pattern) in found {
                if let Err(error) = Pattern::parse(&pattern) {
                    bail!("{name}: {key}: {error}: {pattern}");
                }
                patterns.insert(format!("{area}.{key}"), pattern);
            }
        }
        Ok(Self {
            patterns,
            ..Self::default()
        })
    }

    /// A message without values.
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
        self.used.borrow_mut().insert(key.to_owned());
        let Some(pattern) = self.patterns.get(key) else {
            self.missing.borrow_mut().insert(key.to_owned());
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
    pub fn when(&self, when: When) -> String {
        let year = when.year.to_string();
        let Some(month) = when.month else {
            return year;
        };
        let month = self.text(&format!("dates.month_{month}"));
        match when.day {
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
    pub fn when_text(&self, text: &str) -> String {
        When::parse(text).map_or_else(|| text.to_owned(), |when| self.when(when))
    }

    /// The topics that one can choose, with their names, in order of these.
    #[must_use]
    pub fn topics(&self) -> Vec<(String, String)> {
        let named = self.patterns.iter().filter_map(|(key, name)| {
            let key = key.strip_prefix("topics.")?;
            (!NOT_ASKED.contains(&key)).then(|| (key.to_owned(), name.clone()))
        });
        let mut topics: Vec<(String, String)> = named.collect();
        topics.sort_by(|a, b| a.1.cmp(&b.1));
        topics
    }

    /// Messages that were asked for and nobody wrote.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.missing.borrow().iter().cloned().collect()
    }

    /// Messages that nothing asked for.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let left = self.patterns.keys().filter(|key| {
            // The app uses the rest of the frame's.
            let elsewhere = ["site.", "topics.", "languages."];
            !used.contains(*key) && !elsewhere.iter().any(|area| key.starts_with(area))
        });
        left.cloned().collect()
    }
}

/// A large number as one says it: "9.2 million", "669,000".
#[must_use]
pub fn rounded(messages: &Messages, n: u64) -> String {
    #[allow(clippy::cast_precision_loss)]
    let exact = n as f64;
    if n >= 1_000_000 {
        let shown = format!("{:.1}", exact / 1e6);
        messages.fill("dates.million", &[("number", &shown)])
    } else if n >= 100_000 {
        english_number((n + 500) / 1000 * 1000)
    } else {
        english_number((n + 50) / 100 * 100)
    }
}
