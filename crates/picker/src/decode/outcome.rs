//! What every decoder gives back: the value, what was left out, and errors.

use core::fmt;

use crate::domain::DomainError;

/// The largest body that is read, in bytes. The whole directory has about
/// 200 kB; a server's blocked domains can reach one megabyte.
pub const MAX_BODY: usize = 8 * 1024 * 1024;

/// Why a body as a whole is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecodeError {
    /// Larger than [`MAX_BODY`].
    TooLarge,
    /// Not JSON (an error page, half an answer).
    NotJson,
    /// JSON, but not the kind of answer that was asked for: what was expected.
    WrongShape(&'static str),
}

impl DecodeError {
    /// A short, stable name for messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotJson => "not-json",
            Self::WrongShape(_) => "wrong-shape",
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongShape(expected) => write!(f, "{}: {expected}", self.key()),
            _ => f.write_str(self.key()),
        }
    }
}

impl core::error::Error for DecodeError {}

/// A decoded list and what was left out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded<T> {
    /// What could be read.
    pub value: T,
    /// How many rows the body had.
    pub listed: usize,
    /// Rows that could not be used, in their order.
    pub skipped: Vec<Skipped>,
    /// Rows that were used, with something in them ignored.
    pub notes: Vec<Note>,
}

impl<T> Decoded<T> {
    /// How many rows could not be read: those left out, without the repeated
    /// ones, whose facts went into the first of them.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        let lost = |row: &&Skipped| row.why != Why::Duplicate;
        self.skipped.iter().filter(lost).count()
    }
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its place in the body, from 0.
    pub index: usize,
    /// Why.
    pub why: Why,
    /// What stands in its place, shortened and cleaned, to find it again.
    pub text: String,
}

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// This row alone cannot be read as JSON.
    NotJson,
    /// Not an object with fields.
    NotAnObject,
    /// Without the field that everything hangs on.
    Missing(&'static str),
    /// Its domain is none.
    Domain(DomainError),
    /// A day on which the count failed: no servers, or a handful.
    FailedCount,
    /// The same day or domain again, and merged with the first.
    Duplicate,
    /// The last day of a series: still being counted.
    Incomplete,
}

impl Why {
    /// A short, stable name for reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotJson => "not-json",
            Self::NotAnObject => "not-an-object",
            Self::Missing(_) => "missing",
            Self::Domain(error) => error.key(),
            Self::FailedCount => "failed-count",
            Self::Duplicate => "duplicate",
            Self::Incomplete => "incomplete",
        }
    }
}

/// Something in a row that was ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The row's place in the body, from 0.
    pub index: usize,
    /// The field, as the body names it.
    pub field: &'static str,
    /// What is the matter.
    pub kind: NoteKind,
}

/// What is the matter with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// Not what this field holds: ignored.
    Unreadable,
    /// A figure beyond belief: ignored.
    Implausible,
    /// Longer than we show: cut.
    Shortened,
    /// Not in the list of known values: ignored.
    Unknown,
}

impl NoteKind {
    /// A short, stable name for reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Implausible => "implausible",
            Self::Shortened => "shortened",
            Self::Unknown => "unknown",
        }
    }
}
