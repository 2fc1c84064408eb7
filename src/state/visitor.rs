//! What is known of the visitor: the day and the browser's languages.

use crate::platform::{clock, locale};
use leptos::prelude::*;
use picker::date::Date;
use picker::language::Language;
use picker::recommend::Context;
use picker::tag::Tag;

/// Read once, when the app starts.
#[derive(Debug, Clone, Copy)]
pub struct Visitor {
    /// The day by the visitor's clock.
    pub today: Date,
    languages: StoredValue<Vec<Language>>,
}

impl Visitor {
    /// Reads the clock and the browser's languages.
    #[must_use]
    pub fn new() -> Self {
        Self {
            today: clock::today(),
            languages: StoredValue::new(locale::browser_languages()),
        }
    }

    /// The browser's languages, best first.
    #[must_use]
    pub fn languages(self) -> Vec<Language> {
        self.languages.get_value()
    }

    /// The same as the browser writes them, for texts that are there in several.
    #[must_use]
    pub fn tags(self) -> Vec<Tag> {
        locale::browser_tags()
    }

    /// What a recommendation depends on besides the answers.
    #[must_use]
    pub fn context(self, seed: u64) -> Context {
        Context {
            today: self.today,
            seed,
            browser_languages: self.languages(),
        }
    }
}

impl Default for Visitor {
    fn default() -> Self {
        Self::new()
    }
}
