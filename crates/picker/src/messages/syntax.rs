//! The parts of a message pattern, and what can be wrong with one.

use core::fmt;

/// The plural forms that languages have, by their CLDR names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// `zero`
    Zero,
    /// `one`
    One,
    /// `two`
    Two,
    /// `few`
    Few,
    /// `many`
    Many,
    /// `other`, the form that every language has.
    Other,
}

impl Category {
    /// Reads a CLDR name, as patterns and `Intl.PluralRules` write it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            "other" => Self::Other,
            _ => return None,
        })
    }

    /// The English rule for whole numbers.
    #[must_use]
    pub const fn english(n: u64) -> Self {
        if n == 1 { Self::One } else { Self::Other }
    }
}

/// Why a pattern cannot be read, and where (in bytes from its start).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternError {
    /// The place in the pattern.
    pub at: usize,
    /// What is wrong there.
    pub kind: PatternErrorKind,
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternErrorKind {
    /// `{` without `}`.
    Unclosed,
    /// `}` without `{`.
    Unopened,
    /// An apostrophe before a brace opens a quotation that never ends.
    Quote,
    /// An argument's name is missing or has other letters than `a-z0-9_`.
    Name,
    /// Something else than `plural` or `select`.
    Format,
    /// A case that is neither `=N` nor a plural form, or is there twice.
    Case,
    /// There is no `other` case.
    NoOther,
    /// Cases inside cases inside cases: nobody could translate that.
    TooDeep,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            PatternErrorKind::Unclosed => "a { is never closed",
            PatternErrorKind::Unopened => "a } closes nothing (write '}' to show one)",
            PatternErrorKind::Quote => "the apostrophe before a brace opens a quotation; end it",
            PatternErrorKind::Name => "a name of a-z, 0-9 and _ is expected",
            PatternErrorKind::Format => "only plural and select are known",
            PatternErrorKind::Case => "an unknown case, or one that is there twice",
            PatternErrorKind::NoOther => "the case `other` is missing",
            PatternErrorKind::TooDeep => "cases are nested too deeply",
        };
        write!(f, "{what} (at byte {})", self.at)
    }
}

impl core::error::Error for PatternError {}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Text(&'a str),
    Argument(&'a str),
    /// `#`: the number of the nearest plural around it.
    Hash,
    Choice {
        name: &'a str,
        plural: bool,
        cases: Vec<(&'a str, Vec<Part<'a>>)>,
    },
}
