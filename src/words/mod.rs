//! What the engine found, in the visitor's words: pure functions from values
//! to messages.

pub mod answers;
pub mod browse;
pub mod facts;
pub mod points;
pub mod reading;

use crate::i18n::messages;
use crate::platform::locale;
use picker::language::Language;

/// The name of a topic: translated, else its key as data brought it.
#[must_use]
pub fn topic(key: &str) -> String {
    messages::topics::named(key).unwrap_or_else(|| key.replace(['_', '-'], " "))
}

/// The name of a language in the language of the page.
#[must_use]
pub fn language(language: &Language) -> String {
    locale::language_name(language, &messages::language())
}

/// The name of a language in itself.
#[must_use]
pub fn own_name(language: &Language) -> String {
    locale::language_name(language, language.as_str())
}
