//! The rows of intents, as the index keeps them.

use super::said::Said;

/// What an intent of `content/intents.toml` leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IntentKind {
    Any,
    Like,
    Child,
    Adult,
}

/// A phrase of an intent: as written, and its words.
#[derive(Debug)]
pub(crate) struct IntentPhrase {
    pub(crate) text: Box<str>,
    pub(crate) words: Vec<(String, Said)>,
}

/// One row of `content/intents.toml`, where its fields are described.
#[derive(Debug)]
pub(crate) struct IntentRow {
    pub(crate) kind: IntentKind,
    /// Which row it is, so that the same kind may have several.
    pub(super) number: Box<str>,
    pub(super) fields: Vec<(Box<str>, Vec<IntentPhrase>)>,
}

impl IntentRow {
    /// The phrases of a field; none where it is left out.
    pub(crate) fn field(&self, name: &str) -> &[IntentPhrase] {
        let found = self.fields.iter().find(|(field, _)| **field == *name);
        found.map_or(&[], |(_, list)| list)
    }
}
