//! The words of the page that is shown: message patterns that come with its
//! data, shared by the components that the page is made of.

use content::Words;
use leptos::prelude::*;
use picker::messages::Value;

/// The words of a page; a context of everything in it.
#[derive(Debug, Clone, Copy)]
pub struct PageWords(StoredValue<Words>);

impl PageWords {
    /// Makes a page's words known to all components below the current owner.
    pub fn provide(words: Words) -> Self {
        let words = Self(StoredValue::new(words));
        provide_context(words);
        words
    }

    /// A message without values.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        self.0.with_value(|words| words.text(key))
    }

    /// A message with texts in it.
    #[must_use]
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        self.0.with_value(|words| words.fill(key, values))
    }

    /// A message with texts and numbers in it.
    #[must_use]
    pub fn with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.0.with_value(|words| words.with(key, values))
    }

    /// A message about a number.
    #[must_use]
    pub fn count(self, key: &str, count: u64) -> String {
        self.0.with_value(|words| words.count(key, count))
    }

    /// Reads the words as they came; `None` once the page has been left.
    pub fn try_read<R>(self, read: impl FnOnce(&Words) -> R) -> Option<R> {
        self.0.try_with_value(read)
    }
}
