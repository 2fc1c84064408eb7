//! What each way of meeting a word is worth, beside the word itself (1).

/// A topic's servers for a word that means the topic weigh this much of a
/// literal hit.
pub(super) const BY_TOPIC: f64 = 0.5;
/// The same for a topic's own name: who types "furry" has chosen the topic.
pub(super) const BY_NAME: f64 = 0.85;
/// The same for a phrase of several words: that is no chance, and one of its
/// words alone ("dragons" of "dungeons and dragons") says less.
pub(super) const BY_PHRASE: f64 = 0.75;
/// A word that means the same.
pub(super) const BY_MEANING: f64 = 0.8;
/// A word that is part of what the others mean: Leeds of England.
pub(super) const BY_PART: f64 = 0.5;
/// A word one slip of the finger away.
pub(super) const BY_SLIP: f64 = 0.5;

/// A word that only begins like the one asked for.
pub(super) const BY_BEGINNING: f64 = 0.6;

/// What a phrase that is said as it was typed adds, of the share of its words.
pub(super) const BY_WHOLE_PHRASE: f64 = 0.15;

/// The share of a word that nobody knows, beside words that are known.
pub(super) const BY_UNKNOWN: f64 = 0.35;

/// No more servers than this are read again for a phrase.
pub(super) const MAX_PHRASED: usize = 400;
