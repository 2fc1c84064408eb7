//! How the visitor's own words were read.

use crate::language::Language;
use crate::model::HealthFlag;

/// How the free text was read, beside the words that are looked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The language that the words are written in, where it was told from them
    /// and counts as a wish. [`crate::answers::Answers::any_words_language`]
    /// takes it out.
    pub language: Option<Language>,
    /// What is not wanted.
    pub unwanted: Vec<Unwanted>,
    /// Servers that are named.
    pub names: Vec<Named>,
    /// What is meant beside a subject.
    pub intents: Vec<Intent>,
}

/// Something that is not wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwanted {
    /// What, as typed: "politics" of "no politics".
    pub words: String,
    /// The free text without this wish: what a button that takes it out sets.
    pub without: String,
}

/// A server that the free text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its domain, in normal form.
    pub domain: String,
    /// What comes of it.
    pub state: NameState,
}

/// What comes of a server that was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameState {
    /// It is recommended, before all others.
    Recommended,
    /// It was left out: it has just been shown, or turned out to be closed.
    LeftOut,
    /// It takes no new members.
    Closed,
    /// It is not recommended for this reason.
    Flagged(HealthFlag),
    /// It is for adults, which was not asked for.
    Adult,
    /// It is in none of the lists.
    NotListed,
}

impl NameState {
    /// A short, stable name for data files and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Recommended => "recommended",
            Self::LeftOut => "left_out",
            Self::Closed => "closed",
            Self::Flagged(flag) => flag.key(),
            Self::Adult => "adult",
            Self::NotListed => "not_listed",
        }
    }
}

/// What is meant beside a subject: see `content/intents.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// "I don't know": as if nothing had been typed.
    Any,
    /// "Like Twitter": what it is to be like, as typed.
    Like(String),
    /// It is for somebody young: how old, where that is said.
    Child(Option<u8>),
    /// Something for adults, which only the box for it allows.
    Adult,
}

impl Intent {
    /// A short, stable name for data files and messages.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Like(_) => "like",
            Self::Child(_) => "child",
            Self::Adult => "adult",
        }
    }
}

/// A wish that picks can cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A topic, by its key.
    Topic(String),
    /// Words of the free text, as typed.
    Words(String),
}

/// A server that speaks of what is asked for and is not recommended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Index into the servers of the picker.
    pub server: usize,
    /// What it speaks of.
    pub wish: Wish,
    /// Why it is not recommended: closed, flagged, or for adults.
    pub state: NameState,
}
