//! Every visible word of the picker. The functions are generated from
//! `locales/en.json` by `build/messages.rs`: one for each message, with its
//! parameters as arguments.
//!
//! English is baked in and is also what a missing translation falls back to.
//! Any other language is fetched once, as a list in the same order.

use crate::platform::locale;
use picker::date::Date;
use picker::messages::{Rules, Value, format};
use serde::Deserialize;
use std::cell::RefCell;

#[allow(clippy::all, clippy::pedantic, unreachable_pub)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}
pub use generated::*;

/// A language of the interface, as `locales/<lang>.json` brings it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Translation {
    /// Its tag, which also decides plurals and how numbers look.
    pub language: String,
    /// Written from right to left.
    #[serde(default)]
    pub right_to_left: bool,
    /// Which list of messages it was made for: see [`LIST`].
    list: u32,
    /// The patterns in the order of their names; `null` where none was made.
    pub messages: Vec<Option<String>>,
}

impl Translation {
    /// Reads a translation; `None` if it is none, or made for another version
    /// of the site (its messages would land in the wrong places).
    #[must_use]
    pub fn read(json: &[u8]) -> Option<Self> {
        let found: Self = content::json::read(std::str::from_utf8(json).ok()?)?;
        (found.list == LIST && found.messages.len() == COUNT).then_some(found)
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Translation>> = const { RefCell::new(None) };
}

/// Sets the language of all messages from now on; `None` is English. What is
/// already on the page does not change: it has to be drawn again.
pub fn speak(translation: Option<Translation>) {
    CURRENT.with(|current| *current.borrow_mut() = translation);
}

/// The tag of the current language.
#[must_use]
pub fn language() -> String {
    CURRENT.with(|current| match &*current.borrow() {
        Some(translation) => translation.language.clone(),
        None => "en".to_owned(),
    })
}

/// The value of `lang` on elements with these messages; `None` for English, the
/// language of the document.
#[must_use]
pub fn lang() -> Option<String> {
    CURRENT.with(|current| current.borrow().as_ref().map(|it| it.language.clone()))
}

/// The value of `lang` on what the maintainers say of a server, which is English
/// everywhere; `None` where the page is, too.
#[must_use]
pub fn note_lang() -> Option<&'static str> {
    lang().map(|_| "en")
}

/// The value of `dir` on elements with these messages; `None` for English.
#[must_use]
pub fn dir() -> Option<&'static str> {
    CURRENT.with(|current| {
        let current = current.borrow();
        let right_to_left = current.as_ref()?.right_to_left;
        Some(if right_to_left { "rtl" } else { "ltr" })
    })
}

/// A number as the visitor writes it.
#[must_use]
pub fn number(n: u64) -> String {
    locale::number(n, &language())
}

/// A day as the visitor writes it.
#[must_use]
pub fn day(date: Date) -> String {
    locale::day(date, &language())
}

/// What is put in place of an argument.
#[derive(Debug, Clone, Copy)]
enum Argument<'a> {
    Text(&'a str),
    Number(u64),
}

fn plain(index: usize, english: &str) -> String {
    filled(index, english, &[])
}

fn filled(index: usize, english: &str, arguments: &[(&str, Argument<'_>)]) -> String {
    CURRENT.with(|current| {
        let current = current.borrow();
        let translation = current.as_ref();
        let tag = translation.map_or("en", |t| t.language.as_str());
        // Numbers are written first: the values below borrow them.
        let numbers: Vec<String> = arguments
            .iter()
            .map(|(_, argument)| match argument {
                Argument::Number(n) => locale::number(*n, tag),
                Argument::Text(_) => String::new(),
            })
            .collect();
        let values: Vec<(&str, Value<'_>)> = arguments
            .iter()
            .zip(&numbers)
            .map(|((name, argument), shown)| match argument {
                Argument::Text(text) => (*name, Value::Text(text)),
                Argument::Number(n) => (*name, Value::Number(*n, shown)),
            })
            .collect();
        let pattern = translation
            .and_then(|t| t.messages.get(index)?.as_deref())
            .unwrap_or(english);
        format(
            pattern,
            &values,
            Rules {
                plural: &|n| locale::plural(n, tag),
                isolate: translation.is_some_and(|t| t.right_to_left),
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, LIST, Translation, dir, lang, quiz, site, speak, topics};

    #[test]
    fn english_is_there_without_fetching_anything() {
        assert_eq!(site::title("Home"), "Home – Spread Mastodon");
        assert_eq!(quiz::caption("2", "4"), "Question 2 of 4");
        assert_eq!(quiz::count(1), "1 server matches");
        assert_eq!(quiz::count(1234), "1,234 servers match");
        assert_eq!(
            topics::named("trains").as_deref(),
            Some("Trains and transport")
        );
        assert_eq!(topics::named("unheard-of"), None);
    }

    #[test]
    fn english_fills_the_gaps_of_a_translation() {
        let at = ENGLISH.iter().position(|m| *m == "Back").unwrap();
        let mut messages = vec![None; ENGLISH.len()];
        messages[at] = Some("Start".to_owned());
        speak(Some(Translation {
            language: "de".to_owned(),
            messages,
            ..Translation::default()
        }));
        assert_eq!(site::back(), "Start");
        assert_eq!((lang().as_deref(), dir()), (Some("de"), Some("ltr")));
        assert_eq!(quiz::caption("2", "4"), "Question 2 of 4");
        speak(None);
        assert_eq!((lang(), dir()), (None, None));
    }

    #[test]
    fn a_translation_for_another_version_of_the_site_is_refused() {
        let json = |list: u32, n: usize| {
            serde_json::json!({ "language": "de", "list": list, "messages": vec![None::<String>; n] })
                .to_string()
        };
        assert!(Translation::read(json(LIST, ENGLISH.len()).as_bytes()).is_some());
        assert!(Translation::read(json(LIST ^ 1, ENGLISH.len()).as_bytes()).is_none());
        assert!(Translation::read(json(LIST, ENGLISH.len() - 1).as_bytes()).is_none());
        assert!(Translation::read(b"<html>").is_none());
    }
}
