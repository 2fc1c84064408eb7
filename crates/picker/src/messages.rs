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

/// How deep cases may nest: a plural inside a select inside a select.
const MAX_DEPTH: usize = 3;

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    const fn fail<T>(&self, kind: PatternErrorKind) -> Result<T, PatternError> {
        Err(PatternError { at: self.at, kind })
    }

    /// The text from `start` to here. Both ends are next to ASCII bytes, so
    /// the slice always exists.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Reads up to the end, or inside a case up to its closing brace.
    fn parts(&mut self, depth: usize, in_plural: bool) -> Result<Vec<Part<'a>>, PatternError> {
        let mut parts = Vec::new();
        let mut start = self.at;
        let flush = |parts: &mut Vec<Part<'a>>, text: &'a str| {
            if !text.is_empty() {
                parts.push(Part::Text(text));
            }
        };
        while let Some(byte) = self.peek() {
            match byte {
                b'{' => {
                    flush(&mut parts, self.since(start));
                    parts.push(self.placeholder(depth, in_plural)?);
                    start = self.at;
                }
                b'}' if depth == 0 => return self.fail(PatternErrorKind::Unopened),
                b'}' => break,
                b'#' if in_plural => {
                    flush(&mut parts, self.since(start));
                    parts.push(Part::Hash);
                    self.at += 1;
                    start = self.at;
                }
                b'\'' => match self.text.as_bytes().get(self.at + 1) {
                    Some(b'\'') => {
                        self.at += 1;
                        flush(&mut parts, self.since(start));
                        self.at += 1;
                        start = self.at;
                    }
                    Some(b'{' | b'}') => {
                        flush(&mut parts, self.since(start));
                        start = self.quoted(&mut parts)?;
                    }
                    Some(b'#') if in_plural => {
                        flush(&mut parts, self.since(start));
                        start = self.quoted(&mut parts)?;
                    }
                    _ => self.at += 1,
                },
                _ => self.at += 1,
            }
        }
        flush(&mut parts, self.since(start));
        Ok(parts)
    }

    /// Reads `'…'`, standing on the first apostrophe.
    fn quoted(&mut self, parts: &mut Vec<Part<'a>>) -> Result<usize, PatternError> {
        let rest = self.text.get(self.at + 1..).unwrap_or("");
        let Some(length) = rest.find('\'') else {
            return self.fail(PatternErrorKind::Quote);
        };
        parts.push(Part::Text(rest.get(..length).unwrap_or("")));
        self.at += length + 2;
        Ok(self.at)
    }

    /// Reads `{…}`, standing on the opening brace.
    fn placeholder(&mut self, depth: usize, in_plural: bool) -> Result<Part<'a>, PatternError> {
        self.at += 1;
        let name = self.name()?;
        match self.peek() {
            Some(b'}') => {
                self.at += 1;
                return Ok(Part::Argument(name));
            }
            Some(b',') => self.at += 1,
            None => return self.fail(PatternErrorKind::Unclosed),
            Some(_) => return self.fail(PatternErrorKind::Name),
        }
        if depth >= MAX_DEPTH {
            return self.fail(PatternErrorKind::TooDeep);
        }
        let plural = match self.name()? {
            "plural" => true,
            "select" => false,
            _ => return self.fail(PatternErrorKind::Format),
        };
        if self.peek() != Some(b',') {
            return self.fail(PatternErrorKind::Format);
        }
        self.at += 1;
        let mut cases: Vec<(&'a str, Vec<Part<'a>>)> = Vec::new();
        loop {
            self.spaces();
            if self.peek() == Some(b'}') {
                self.at += 1;
                break;
            }
            let key = self.case(plural)?;
            if cases.iter().any(|(other, _)| *other == key) {
                return self.fail(PatternErrorKind::Case);
            }
            if self.peek() != Some(b'{') {
                return self.fail(PatternErrorKind::Case);
            }
            self.at += 1;
            let parts = self.parts(depth + 1, in_plural || plural)?;
            if self.peek() != Some(b'}') {
                return self.fail(PatternErrorKind::Unclosed);
            }
            self.at += 1;
            cases.push((key, parts));
        }
        if !cases.iter().any(|(key, _)| *key == "other") {
            return self.fail(PatternErrorKind::NoOther);
        }
        Ok(Part::Choice {
            name,
            plural,
            cases,
        })
    }

    fn spaces(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn name(&mut self) -> Result<&'a str, PatternError> {
        self.spaces();
        let start = self.at;
        while self
            .peek()
            .is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            self.at += 1;
        }
        let name = self.since(start);
        if name.is_empty() {
            let unclosed = self.peek().is_none();
            return self.fail(if unclosed {
                PatternErrorKind::Unclosed
            } else {
                PatternErrorKind::Name
            });
        }
        self.spaces();
        Ok(name)
    }

    /// Reads a case's key: `one`, `=0`, `people`.
    fn case(&mut self, plural: bool) -> Result<&'a str, PatternError> {
        let start = self.at;
        if plural && self.peek() == Some(b'=') {
            self.at += 1;
            self.name()?;
        } else if Category::parse(self.name()?).is_none() && plural {
            self.at = start;
            return self.fail(PatternErrorKind::Case);
        }
        let key = self.since(start).trim_ascii_end();
        if let Some(number) = key.strip_prefix('=')
            && number.trim_ascii_start().parse::<u64>().is_err()
        {
            self.at = start;
            return self.fail(PatternErrorKind::Case);
        }
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::{Category, Pattern, PatternErrorKind, Rules, Use, Value, format};
    use proptest::prelude::*;

    const ENGLISH: Rules<'static> = Rules {
        plural: &Category::english,
        isolate: false,
    };

    fn english(pattern: &str, values: &[(&str, Value<'_>)]) -> String {
        format(pattern, values, ENGLISH)
    }

    #[test]
    fn values_are_put_in() {
        assert_eq!(
            english("Join {name} today", &[("name", Value::Text("fosstodon"))]),
            "Join fosstodon today"
        );
        assert_eq!(english("Join { name }", &[]), "Join {name}");
    }

    #[test]
    fn a_number_takes_its_plural_form_and_exact_cases_win() {
        let pattern = "{n, plural, =0 {No servers} one {# server} other {# servers}} for you";
        for (n, shown, want) in [
            (0, "0", "No servers for you"),
            (1, "1", "1 server for you"),
            (1234, "1,234", "1,234 servers for you"),
        ] {
            assert_eq!(english(pattern, &[("n", Value::Number(n, shown))]), want);
        }
    }

    #[test]
    fn other_languages_bring_their_own_rule() {
        // Polish: 1 one, 2-4 few, 5 many.
        let polish = |n: u64| match n {
            1 => Category::One,
            2..=4 => Category::Few,
            _ => Category::Many,
        };
        let rules = Rules {
            plural: &polish,
            isolate: false,
        };
        let pattern =
            "{n, plural, one {# serwer} few {# serwery} many {# serwerów} other {# serwera}}";
        let say = |n, shown| format(pattern, &[("n", Value::Number(n, shown))], rules);
        assert_eq!(say(1, "1"), "1 serwer");
        assert_eq!(say(3, "3"), "3 serwery");
        assert_eq!(say(5, "5"), "5 serwerów");
    }

    #[test]
    fn a_select_chooses_and_a_plural_inside_keeps_its_number() {
        let pattern =
            "{who, select, people {{n, plural, one {# person} other {# people}}} other {{who}: #}}";
        let values = |who| [("who", Value::Text(who)), ("n", Value::Number(2, "two"))];
        assert_eq!(english(pattern, &values("people")), "two people");
        assert_eq!(english(pattern, &values("shop")), "shop: #");
    }

    #[test]
    fn apostrophes_are_letters_unless_they_quote_a_brace() {
        assert_eq!(english("You don't need one", &[]), "You don't need one");
        assert_eq!(english("'{'curly'}'", &[]), "{curly}");
        assert_eq!(english("rock ''n'' roll", &[]), "rock 'n' roll");
        assert_eq!(
            english("{n, plural, other {'#'#}}", &[("n", Value::Number(7, "7"))]),
            "#7"
        );
    }

    #[test]
    fn a_name_inside_right_to_left_text_is_isolated() {
        let rules = Rules {
            plural: &Category::english,
            isolate: true,
        };
        assert_eq!(
            format("مرحبا {name}", &[("name", Value::Text("a.example"))], rules),
            "مرحبا \u{2068}a.example\u{2069}"
        );
    }

    #[test]
    fn mistakes_are_named_and_the_pattern_is_shown_as_it_stands() {
        use PatternErrorKind as K;
        for (pattern, kind) in [
            ("{", K::Unclosed),
            ("{name", K::Unclosed),
            ("}", K::Unopened),
            ("{Name}", K::Name),
            ("{n, date}", K::Format),
            ("{n, plural, one {x}}", K::NoOther),
            ("{n, plural, other {x} other {y}}", K::Case),
            ("{n, plural, lots {x} other {y}}", K::Case),
            ("{n, plural, =x {x} other {y}}", K::Case),
            ("{n, plural, other {x}", K::Unclosed),
            ("it is '{ open", K::Quote),
            (
                "{a, select, other {{b, select, other {{c, select, other {{d, select, other {}}}}}}}}",
                K::TooDeep,
            ),
        ] {
            assert_eq!(
                Pattern::parse(pattern).map_err(|e| e.kind),
                Err(kind),
                "{pattern}"
            );
            assert_eq!(english(pattern, &[]), pattern);
        }
    }

    #[test]
    fn the_arguments_of_a_pattern_are_listed_with_their_use() {
        let pattern =
            Pattern::parse("{a} {n, plural, one {{b}} other {#}} {w, select, other {}}").unwrap();
        assert_eq!(
            pattern.arguments(),
            [
                ("a", Use::Plain),
                ("b", Use::Plain),
                ("n", Use::Plural),
                ("w", Use::Select)
            ]
        );
    }

    proptest! {
        #[test]
        fn no_pattern_panics(
            pattern in "([{}'#,= ]|plural|select|other|one|n|é){0,40}",
            n in any::<u64>(),
        ) {
            let _ = english(&pattern, &[("n", Value::Number(n, "n"))]);
        }

        #[test]
        fn text_without_special_letters_comes_back_unchanged(text in "[^{}']{0,60}") {
            prop_assert_eq!(english(&text, &[]), text);
        }
    }
}
