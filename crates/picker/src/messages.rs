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

mod reader;
mod syntax;

use reader::Reader;
use syntax::Part;
pub use syntax::{Category, PatternError, PatternErrorKind};

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

/// A pattern that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern<'a>(Vec<Part<'a>>);

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
        out.sort();
        out.dedup();
        out
    }

    /// Each plural in it, in the order they stand in: its argument, and the cases
    /// that it has (`=0`, `one`, `other`).
    #[must_use]
    pub fn plurals(&self) -> Vec<(&'a str, Vec<&'a str>)> {
        fn walk<'a>(parts: &[Part<'a>], out: &mut Vec<(&'a str, Vec<&'a str>)>) {
            for part in parts {
                if let Part::Choice {
                    name,
                    plural,
                    cases,
                } = part
                {
                    if *plural {
                        out.push((name, cases.iter().map(|(key, _)| *key).collect()));
                    }
                    for (_, parts) in cases {
                        walk(parts, out);
                    }
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.0, &mut out);
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
