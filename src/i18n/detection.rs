//! Which language the picker speaks: what the address asks for (`?hl=de`), what
//! was asked for before on this device, or what the browser prefers, as far as
//! there is a translation. The words of a language are fetched once; what is
//! not translated stays in English.

use crate::messages::{LANGUAGES, Translation};
use crate::platform::fetch::{Abort, Limits, get};
use crate::platform::{frame, locale, storage};
use picker::language::Language;

/// Where a choice is kept.
const KEY: &str = "language";

/// The first paint is in English and waits for these words: not for long.
const LIMITS: Limits = Limits {
    timeout: 3_000,
    retry: false,
};

/// The language to speak; `None` for English. A choice in the address is kept.
#[must_use]
pub fn wanted() -> Option<&'static str> {
    let query = frame::query();
    if let Some(asked) = asked(&query) {
        storage::set(KEY, asked.unwrap_or("en"));
        return asked;
    }
    choose(storage::get(KEY).as_deref(), &locale::browser_languages())
}

/// The language in a frame on somebody else's page: what the host asks for, or
/// what the browser prefers. Nothing is kept: it is not the visitor's choice.
#[must_use]
pub fn wanted_in_frame() -> Option<&'static str> {
    asked(&frame::query()).unwrap_or_else(|| choose(None, &locale::browser_languages()))
}

/// Whether there is a translation into a language, or it is English.
#[must_use]
pub fn speaks(tag: &str) -> bool {
    ours(tag).is_some()
}

/// The words of a language; `None` when they cannot be had: English, then.
pub async fn words(language: &str) -> Option<Translation> {
    let file = format!("locales/{language}.json");
    let json = get(&file, LIMITS, &Abort::default()).await.ok()?;
    Translation::read(&json)
}

/// What the address asks for: a language that is there, or English.
fn asked(query: &str) -> Option<Option<&'static str>> {
    let mut parts = query.trim_start_matches('?').split('&');
    ours(parts.find_map(|part| part.strip_prefix("hl="))?)
}

/// The language that was chosen before, or the first of the browser's that is
/// there.
fn choose(kept: Option<&str>, browser: &[Language]) -> Option<&'static str> {
    let mut wishes = kept
        .into_iter()
        .chain(browser.iter().map(Language::primary));
    wishes.find_map(ours).flatten()
}

/// `Some(None)` is English, `None` a language that is not there.
fn ours(tag: &str) -> Option<Option<&'static str>> {
    if tag == "en" {
        return Some(None);
    }
    LANGUAGES.iter().find(|it| **it == tag).map(|it| Some(*it))
}

#[cfg(test)]
mod tests {
    use super::{asked, choose};
    use picker::language::Language;

    #[test]
    fn the_address_comes_before_what_the_browser_prefers() {
        assert_eq!(asked("?v=1&hl=de"), Some(Some("de")));
        assert_eq!(asked("?hl=en&topic=tech"), Some(None));
        assert_eq!(asked("?hl=xx"), None);
        assert_eq!(asked("?topic=tech"), None);
    }

    #[test]
    fn the_first_language_that_is_there_is_taken() {
        let browser = |tags: &[&str]| -> Vec<Language> {
            tags.iter().filter_map(|it| Language::parse(it)).collect()
        };
        assert_eq!(choose(None, &browser(&["de-AT", "en"])), Some("de"));
        assert_eq!(choose(None, &browser(&["eo", "en", "de"])), None);
        assert_eq!(choose(None, &browser(&["eo", "de"])), Some("de"));
        assert_eq!(choose(Some("en"), &browser(&["de"])), None);
        assert_eq!(choose(Some("gone"), &browser(&["de"])), Some("de"));
        assert_eq!(choose(None, &[]), None);
    }
}
