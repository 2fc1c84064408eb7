//! TOML tables with line numbers: reads fields, and gathers everything that
//! is wrong with them instead of stopping at the first.

use std::ops::Range;

use picker::date::Date;
use picker::text_file::line_at;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::Problem;

mod nested;

/// A content file while it is read.
pub(crate) struct File<'i> {
    name: &'i str,
    text: &'i str,
    pub(crate) problems: Vec<Problem>,
    /// Figures older than their shelf life: not wrong, but to be looked after.
    pub(crate) stale: Vec<Problem>,
}

impl<'i> File<'i> {
    pub(crate) fn new(name: &'i str, text: &'i str) -> Self {
        Self {
            name,
            text,
            problems: Vec::new(),
            stale: Vec::new(),
        }
    }

    pub(crate) fn text(&self) -> &'i str {
        self.text
    }

    pub(crate) fn line(&self, at: usize) -> usize {
        line_at(self.text.as_bytes(), at)
    }

    pub(crate) fn problem(&mut self, span: &Range<usize>, message: impl Into<String>) {
        let problem = self.at(span, message);
        self.problems.push(problem);
    }

    pub(crate) fn stale(&mut self, span: &Range<usize>, message: impl Into<String>) {
        let stale = self.at(span, message);
        self.stale.push(stale);
    }

    fn at(&self, span: &Range<usize>, message: impl Into<String>) -> Problem {
        Problem {
            file: self.name.to_owned(),
            line: self.line(span.start),
            message: message.into(),
        }
    }

    /// All `[[name]]` tables of the file; anything else in it is a problem.
    pub(crate) fn tables(&mut self, name: &str) -> Vec<(Range<usize>, DeTable<'i>)> {
        let root = match DeTable::parse(self.text) {
            Ok(root) => root.into_inner(),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                self.problem(&span, format!("not valid TOML: {}", error.message()));
                return Vec::new();
            }
        };
        let mut out = Vec::new();
        for (key, value) in root {
            let span = key.span();
            match value.into_inner() {
                DeValue::Array(rows) if key.get_ref() == name => {
                    for row in rows {
                        let span = row.span();
                        match row.into_inner() {
                            DeValue::Table(table) => out.push((span, table)),
                            other => self.problem(
                                &span,
                                format!("expected a [[{name}]] table, found {}", other.type_str()),
                            ),
                        }
                    }
                }
                _ => self.problem(
                    &span,
                    format!(
                        "`{}` is unknown here: the file holds [[{name}]] tables",
                        key.get_ref()
                    ),
                ),
            }
        }
        out
    }
}

/// One table of a content file. Fields are taken out one by one; what is left
/// at the end is unknown.
pub(crate) struct Table<'f, 'i> {
    pub(crate) file: &'f mut File<'i>,
    pub(crate) span: Range<usize>,
    rest: DeTable<'i>,
}

impl<'f, 'i> Table<'f, 'i> {
    pub(crate) fn new(file: &'f mut File<'i>, span: Range<usize>, rest: DeTable<'i>) -> Self {
        Self { file, span, rest }
    }

    fn take(&mut self, field: &str) -> Option<Spanned<DeValue<'i>>> {
        self.rest.remove(field)
    }

    fn wrong(&mut self, span: &Range<usize>, field: &str, expected: &str) {
        self.file
            .problem(span, format!("`{field}` must be {expected}"));
    }

    pub(crate) fn text(&mut self, field: &str) -> Option<Spanned<String>> {
        let value = self.take(field)?;
        let span = value.span();
        match value.get_ref().as_str().map(str::trim) {
            Some(text) if !text.is_empty() => Some(Spanned::new(span, text.to_owned())),
            _ => {
                self.wrong(&span, field, "a text that is not empty");
                None
            }
        }
    }

    /// A field that must be there.
    pub(crate) fn required(&mut self, field: &str) -> Option<Spanned<String>> {
        if !self.rest.contains_key(field) {
            let span = self.span.clone();
            self.file.problem(&span, format!("`{field}` is missing"));
        }
        self.text(field)
    }

    pub(crate) fn texts(&mut self, field: &str) -> Vec<Spanned<String>> {
        let Some(value) = self.take(field) else {
            return Vec::new();
        };
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            self.wrong(&span, field, "a list of texts");
            return Vec::new();
        };
        let mut out: Vec<Spanned<String>> = Vec::new();
        for item in items {
            let span = item.span();
            match item.get_ref().as_str().map(str::trim) {
                Some("") | None => self.wrong(&span, field, "a list of texts that are not empty"),
                Some(text) if out.iter().any(|known| known.get_ref() == text) => {
                    self.file
                        .problem(&span, format!("`{field}` says \"{text}\" twice"));
                }
                Some(text) => out.push(Spanned::new(span, text.to_owned())),
            }
        }
        out
    }

    pub(crate) fn flag(&mut self, field: &str) -> Option<bool> {
        let value = self.take(field)?;
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong(&value.span(), field, "true or false");
        }
        read
    }

    pub(crate) fn age(&mut self, field: &str) -> Option<u8> {
        let value = self.take(field)?;
        let read = value
            .get_ref()
            .as_integer()
            .and_then(|n| n.as_str().parse::<u8>().ok())
            .filter(|n| (1..=99).contains(n));
        if read.is_none() {
            self.wrong(&value.span(), field, "an age in years, 1 to 99");
        }
        read
    }

    /// A day, quoted or bare.
    pub(crate) fn date(&mut self, field: &str) -> Option<Spanned<Date>> {
        let value = self.take(field)?;
        let span = value.span();
        let text = match value.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            other => other.as_str().unwrap_or("").trim().to_owned(),
        };
        match Date::parse(&text).filter(|_| text.len() == 10) {
            Some(day) => Some(Spanned::new(span, day)),
            None => {
                self.wrong(&span, field, "a day such as \"2026-01-09\"");
                None
            }
        }
    }

    /// The day that the facts were seen: required, and not after `today`.
    pub(crate) fn as_of(&mut self, today: Date) -> Option<Date> {
        if !self.rest.contains_key("as_of") {
            let span = self.span.clone();
            self.file.problem(&span, "`as_of` is missing");
        }
        let day = self.date("as_of")?;
        if *day.get_ref() > today {
            let message = format!("`as_of` is in the future: today is {today}");
            self.file.problem(&day.span(), message);
            return None;
        }
        Some(day.into_inner())
    }

    /// One of a few keys.
    pub(crate) fn key<T>(
        &mut self,
        field: &str,
        keys: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(field)?;
        let read = parse(text.get_ref());
        if read.is_none() {
            self.wrong(&text.span(), field, &format!("one of: {keys}"));
        }
        read
    }

    /// Says what was not taken out.
    pub(crate) fn finish(self) {
        let unknown: Vec<_> = self
            .rest
            .keys()
            .map(|k| (k.span(), k.to_string()))
            .collect();
        for (span, key) in unknown {
            self.file
                .problem(&span, format!("`{key}` is not a known field"));
        }
    }
}
