//! The cases that may be tried a second time: `tests/quarantine.toml`. All others
//! fail when they fail, unless the file gives a reason to try them again, too.

use std::fmt::Write as _;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use picker::date::Date;
use serde::Deserialize;

/// More than these are no exceptions any more.
const AT_MOST: usize = 5;

/// One case with a known cause to fail at times.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The browser and the case, as the summary names it: `webkit::delivery::…`.
    pub name: String,
    /// Why it fails at times.
    pub cause: String,
    /// The day it was put on the list, such as 2026-11-23.
    pub since: String,
}

/// Why cases that are not on the list may be tried a second time for now.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    cause: String,
    since: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    others: Option<Others>,
    #[serde(default, rename = "case")]
    cases: Vec<Entry>,
}

/// The list, and what came of its cases in this run.
#[derive(Debug, Default)]
pub struct Quarantine {
    entries: Vec<Entry>,
    others: Option<Others>,
    seen: Mutex<Vec<Outcome>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Outcome {
    name: String,
    /// What the first try failed with; none when it passed at once.
    first: Option<String>,
    passed: bool,
}

impl Quarantine {
    /// The list of this repository.
    ///
    /// # Errors
    /// As [`Quarantine::parse`].
    pub fn of_repository() -> Result<Self> {
        Self::parse(include_str!("../quarantine.toml")).context("tests/quarantine.toml")
    }

    /// Reads a list.
    ///
    /// # Errors
    /// When it is no TOML of this shape, too long, or an entry is there twice, has
    /// no cause or no day.
    pub fn parse(text: &str) -> Result<Self> {
        let File { others, cases } = toml::from_str(text)?;
        ensure!(
            cases.len() <= AT_MOST,
            "{} cases, where {AT_MOST} are allowed: find the cause of one first",
            cases.len()
        );
        if let Some(others) = &others {
            ensure!(!others.cause.trim().is_empty(), "others: no cause");
            ensure!(
                Date::parse(&others.since).is_some(),
                "others: `since` must be a day such as 2026-11-23"
            );
        }
        for (at, entry) in cases.iter().enumerate() {
            let twin = cases[..at].iter().any(|other| other.name == entry.name);
            ensure!(!twin, "{} is there twice", entry.name);
            ensure!(!entry.cause.trim().is_empty(), "{}: no cause", entry.name);
            ensure!(
                Date::parse(&entry.since).is_some(),
                "{}: `since` must be a day such as 2026-11-23",
                entry.name
            );
        }
        Ok(Self {
            entries: cases,
            others,
            seen: Mutex::default(),
        })
    }

    /// Fails when an entry names no case of `all`: it was renamed or removed.
    ///
    /// # Errors
    /// With the name of the first such entry.
    pub fn knows_only(&self, all: &[String]) -> Result<()> {
        for entry in &self.entries {
            ensure!(
                all.contains(&entry.name),
                "tests/quarantine.toml names {}, and there is no such case",
                entry.name
            );
        }
        Ok(())
    }

    /// Runs a case: once, or a second time when it fails and is on the list, or
    /// the list lets all others be tried again.
    ///
    /// # Errors
    /// When the case fails.
    pub async fn run<F>(&self, name: &str, mut once: impl FnMut() -> F) -> Result<()>
    where
        F: Future<Output = Result<()>>,
    {
        let listed = self.entries.iter().any(|entry| entry.name == name);
        let first = once().await;
        if !listed && (first.is_ok() || self.others.is_none()) {
            return first;
        }
        let (first, outcome) = match first {
            Ok(()) => (None, Ok(())),
            Err(first) => {
                let said = format!("{first:#}");
                let second = once().await;
                let again = second.map_err(|why| {
                    why.context(format!("twice, in quarantine; at the first try: {said}"))
                });
                (Some(said), again)
            }
        };
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Outcome {
                name: name.to_owned(),
                first,
                passed: outcome.is_ok(),
            });
        outcome
    }

    /// What the summary of the run says; none when no case of the list was run.
    #[must_use]
    pub fn summary(&self) -> Option<String> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.is_empty() {
            return None;
        }
        let again = seen.iter().filter(|it| it.first.is_some()).count();
        let failed = seen.iter().filter(|it| !it.passed).count();
        let mut text =
            format!("QUARANTINE: {again} cases failed at their first try, {failed} of them twice");
        for outcome in seen.iter() {
            let entry = self.entries.iter().find(|it| it.name == outcome.name);
            let result = match (&outcome.first, outcome.passed) {
                (None, _) => "passed at once",
                (Some(_), true) => "PASSED AT THE SECOND TRY ONLY",
                (Some(_), false) => "FAILED TWICE",
            };
            let _ = write!(text, "\n  {}: {result}", outcome.name);
            if let Some(entry) = entry {
                let _ = write!(text, "\n    since {}: {}", entry.since, entry.cause);
            } else if let Some(Others { cause, since }) = &self.others {
                let _ = write!(text, "\n    not on the list; since {since}: {cause}");
            }
            if let Some(first) = &outcome.first {
                let _ = write!(text, "\n    the first try: {first}");
            }
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use anyhow::anyhow;

    use super::*;

    fn list(names: &[&str]) -> String {
        names
            .iter()
            .map(|name| {
                format!("[[case]]\nname = \"{name}\"\ncause = \"wind\"\nsince = \"2026-11-23\"\n")
            })
            .collect()
    }

    /// The outcome of a case that fails so many times, and how often it was run.
    fn run(quarantine: &Quarantine, name: &str, failures: u32) -> (Result<()>, u32) {
        let tries = Cell::new(0);
        let once = || {
            tries.set(tries.get() + 1);
            let failed = tries.get() <= failures;
            std::future::ready(if failed {
                Err(anyhow!("try {} failed", tries.get()))
            } else {
                Ok(())
            })
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let outcome = runtime.block_on(quarantine.run(name, once));
        (outcome, tries.get())
    }

    #[test]
    fn a_case_that_fails_fails_at_its_first_try() {
        let quarantine = Quarantine::parse(&list(&["webkit::other"])).unwrap();
        let (outcome, tries) = run(&quarantine, "webkit::mine", 1);
        assert_eq!(outcome.unwrap_err().to_string(), "try 1 failed");
        assert_eq!(tries, 1);
        assert_eq!(quarantine.summary(), None);
    }

    #[test]
    fn a_listed_case_is_tried_again_and_told_aloud() {
        let quarantine = Quarantine::parse(&list(&["a", "b", "c"])).unwrap();
        let (outcome, tries) = run(&quarantine, "a", 0);
        assert!(outcome.is_ok() && tries == 1);
        let (outcome, tries) = run(&quarantine, "b", 1);
        assert!(outcome.is_ok() && tries == 2);
        let (outcome, tries) = run(&quarantine, "c", 2);
        let why = format!("{:#}", outcome.unwrap_err());
        assert_eq!(tries, 2, "never a third time");
        assert!(
            why.contains("try 1 failed") && why.contains("try 2 failed"),
            "{why}"
        );
        let said = quarantine.summary().unwrap();
        for line in [
            "QUARANTINE: 2 cases failed at their first try, 1 of them twice",
            "a: passed at once",
            "b: PASSED AT THE SECOND TRY ONLY",
            "c: FAILED TWICE",
            "since 2026-11-23: wind",
            "the first try: try 1 failed",
        ] {
            assert!(said.contains(line), "{line:?} is not in {said}");
        }
    }

    #[test]
    fn all_others_are_tried_again_where_the_list_says_why() {
        let others = "[others]\ncause = \"new\"\nsince = \"2026-11-28\"\n";
        let quarantine = Quarantine::parse(&format!("{others}{}", list(&["a"]))).unwrap();
        let (outcome, tries) = run(&quarantine, "b", 0);
        assert!(outcome.is_ok() && tries == 1);
        assert_eq!(quarantine.summary(), None);
        let (outcome, tries) = run(&quarantine, "c", 1);
        assert!(outcome.is_ok() && tries == 2);
        let (outcome, tries) = run(&quarantine, "d", 2);
        assert!(outcome.is_err() && tries == 2);
        let said = quarantine.summary().unwrap();
        for line in [
            "c: PASSED AT THE SECOND TRY ONLY",
            "d: FAILED TWICE",
            "since 2026-11-28: new",
        ] {
            assert!(said.contains(line), "{line:?} is not in {said}");
        }
    }

    #[test]
    fn a_list_without_causes_or_of_too_many_is_refused() {
        let six = list(&["a", "b", "c", "d", "e", "f"]);
        let entry = list(&["a"]);
        for (text, why) in [
            (six.as_str(), "6 cases, where 5 are allowed"),
            (&list(&["a", "a"]), "a is there twice"),
            (&entry.replace("wind", " "), "a: no cause"),
            (&entry.replace("2026-11-23", "lately"), "must be a day"),
            (&entry.replace("cause", "reason"), "unknown field"),
        ] {
            let said = format!("{:#}", Quarantine::parse(text).unwrap_err());
            assert!(said.contains(why), "{said}");
        }
        assert!(Quarantine::parse("").is_ok());
    }

    #[test]
    fn an_entry_whose_case_is_gone_is_named() {
        let quarantine = Quarantine::parse(&list(&["a"])).unwrap();
        assert!(quarantine.knows_only(&["a".into(), "b".into()]).is_ok());
        let why = quarantine.knows_only(&["b".into()]).unwrap_err();
        assert!(
            why.to_string()
                .contains("names a, and there is no such case")
        );
    }

    #[test]
    fn the_list_of_this_repository_is_sound() {
        Quarantine::of_repository().unwrap();
    }
}
