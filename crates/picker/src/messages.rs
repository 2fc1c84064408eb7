//! Message patterns: the small part of ICU MessageFormat that translators
//! need, and no more.
//!
//! ```text
//! Welcome to {name}
//! {n, plural, =0 {No server} one {# server} other {# servers}}
//! {who, select, people {run by people} other {run by {who}}}
//! ```
//!
//! An apostrophe is a letter like any other, except before a brace (or before
//! `#` inside a plural): `'{'` shows a brace. `''` is always one apostrophe.
//!
//! Which plural form a number takes, and how numbers and dates look, depends
//! on the language and is the caller's knowledge: browsers have it built in,
//! so it must not ride in the bundle. Nothing here panics on any pattern: one
//! that cannot be read is shown as it stands, which a reader can still make
//! sense of and a maintainer can report.

use core::fmt;

use crate::sort::sort;

mod reader;

use reader::Reader;

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

/// A whole number as English writes it: `174,309`.
#[must_use]
pub fn english_number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What is put in place of `{name}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text; also the key of a `select`.
    Text(&'a str),
    /// A whole number, and how it is written in the reader's language.
    Number(u64, &'a str),
}

impl<'a> Value<'a> {
    const fn shown(self) -> &'a str {
        match self {
            Self::Text(text) | Self::Number(_, text) => text,
        }
    }
}

/// What formatting needs to know of the reader's language.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// The plural form of a whole number.
    pub plural: &'a dyn Fn(u64) -> Category,
    /// Wrap inserted values in Unicode isolates (U+2068, U+2069), so that a
    /// Latin name inside a right-to-left sentence leaves the order of the
    /// words around it alone.
    pub isolate: bool,
}

impl fmt::Debug for Rules<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules")
            .field("isolate", &self.isolate)
            .finish_non_exhaustive()
    }
}

/// How a pattern uses an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// `{name}`
    Plain,
    /// `{name, plural, …}`: needs [`Value::Number`].
    Plural,
    /// `{name, select, …}`
    Select,
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

/// A pattern that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern<'a>(Vec<Part<'a>>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part<'a> {
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

impl<'a> Pattern<'a> {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is not well formed; the error says what and where.
    pub fn parse(text: &'a str) -> Result<Self, PatternError> {
        let mut reader = Reader { text, at: 0 };
        let parts = reader.parts(0, false)?;
        Ok(Self(parts))
    }

    /// The arguments it uses, each name once per use, sorted.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'a str, Use)> {
        fn walk<'a>(parts: &[Part<'a>], out: &mut Vec<(&'a str, Use)>) {
            for part in parts {
                match part {
                    Part::Argument(name) => out.push((name, Use::Plain)),
                    Part::Choice {
                        name,
                        plural,
                        cases,
                    } => {
                        out.push((name, if *plural { Use::Plural } else { Use::Select }));
                        for (_, parts) in cases {
                            walk(parts, out);
                        }
                    }
                    Part::Text(_) | Part::Hash => {}
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.0, &mut out);
        sort(&mut out);
        out.dedup();
        out
    }

    /// Puts the values in. A value that is missing leaves its `{name}`.
    #[must_use]
    pub fn format(&self, values: &[(&str, Value<'_>)], rules: Rules<'_>) -> String {
        let mut out = String::new();
        write_parts(&self.0, values, rules, None, &mut out);
        out
    }
}

/// Reads a pattern and puts the values in; a pattern that cannot be read comes
/// back as it stands.
#[must_use]
pub fn format(pattern: &str, values: &[(&str, Value<'_>)], rules: Rules<'_>) -> String {
    match Pattern::parse(pattern) {
        Ok(read) => read.format(values, rules),
        Err(_) => pattern.to_owned(),
    }
}

fn write_parts(
    parts: &[Part<'_>],
    values: &[(&str, Value<'_>)],
    rules: Rules<'_>,
    hash: Option<&str>,
    out: &mut String,
) {
    let value_of = |name: &str| values.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Hash => out.push_str(hash.unwrap_or("#")),
            Part::Argument(name) => match value_of(name) {
                Some(value) if rules.isolate => {
                    out.push('\u{2068}');
                    out.push_str(value.shown());
                    out.push('\u{2069}');
                }
                Some(value) => out.push_str(value.shown()),
                None => {
                    out.push('{');
                    out.push_str(name);
                    out.push('}');
                }
            },
            Part::Choice {
                name,
                plural,
                cases,
            } => {
                let value = value_of(name);
                let find = |wanted: &dyn Fn(&str) -> bool| {
                    cases.iter().find(|(key, _)| wanted(key)).map(|(_, p)| p)
                };
                let chosen = match value {
                    Some(Value::Number(n, _)) if *plural => {
                        let form = (rules.plural)(n);
                        find(&|key| {
                            key.strip_prefix('=')
                                .is_some_and(|k| k.parse::<u64>() == Ok(n))
                        })
                        .or_else(|| find(&|key| Category::parse(key) == Some(form)))
                    }
                    Some(value) if !*plural => find(&|key| key == value.shown()),
                    _ => None,
                };
                if let Some(parts) = chosen.or_else(|| find(&|key| key == "other")) {
                    let hash = if *plural {
                        value.map(Value::shown).or(hash)
                    } else {
                        hash
                    };
                    write_parts(parts, values, rules, hash, out);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
