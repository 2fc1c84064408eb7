//! Fields that many content files share: links, times, identifiers.

use std::collections::HashMap;
use std::ops::Range;

use picker::date::Date;
use toml::Spanned;
use toml::de::DeTable;
use url::Url;

use crate::partial_date::PartialDate;
use crate::table::Table;

/// An outbound link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub url: String,
    /// What stands on it.
    pub label: String,
    /// What became of it: "moved", "closed in December 2024".
    pub note: Option<String>,
    /// When it was known to be as described.
    pub as_of: Option<PartialDate>,
    /// The same in a web archive.
    pub archived: Option<String>,
}

/// Reads an address: complete, https (or http), no spaces. Kept as written,
/// because the form with or without a final slash may matter to its server.
pub(crate) fn address(table: &mut Table<'_, '_>, text: Option<Spanned<String>>) -> Option<String> {
    let text = text?;
    match Url::parse(text.get_ref()) {
        Ok(url) if !matches!(url.scheme(), "https" | "http") => {
            let message = format!("\"{}\" must begin with https://", text.get_ref());
            table.file.problem(&text.span(), message);
            None
        }
        Ok(url) if url.host_str().is_none_or(|host| !host.contains('.')) => {
            let message = format!("\"{}\" has no complete host name", text.get_ref());
            table.file.problem(&text.span(), message);
            None
        }
        Ok(_) if text.get_ref().contains(char::is_whitespace) => {
            let message = format!("\"{}\" has a space in it", text.get_ref());
            table.file.problem(&text.span(), message);
            None
        }
        Ok(_) => Some(text.into_inner()),
        Err(error) => {
            let message = format!("\"{}\" is not an address: {error}", text.get_ref());
            table.file.problem(&text.span(), message);
            None
        }
    }
}

/// A `url` that must be there.
pub(crate) fn url(table: &mut Table<'_, '_>) -> String {
    let text = table.required("url");
    address(table, text).unwrap_or_default()
}

/// An address that may be there.
pub(crate) fn optional_url(table: &mut Table<'_, '_>, field: &str) -> Option<String> {
    let text = table.text(field);
    address(table, text)
}

/// A required text, empty (and reported) when missing.
pub(crate) fn required(table: &mut Table<'_, '_>, field: &str) -> String {
    let text = table.required(field);
    text.map(Spanned::into_inner).unwrap_or_default()
}

/// A text that may be there.
pub(crate) fn optional(table: &mut Table<'_, '_>, field: &str) -> Option<String> {
    table.text(field).map(Spanned::into_inner)
}

/// A time that may be there: not after `today`.
pub(crate) fn when(table: &mut Table<'_, '_>, field: &str, today: Date) -> Option<PartialDate> {
    let text = table.text(field)?;
    let Some(when) = PartialDate::parse(text.get_ref()) else {
        let message = format!("`{field}` must be \"2023\", \"2023-04\" or \"2023-04-18\"");
        table.file.problem(&text.span(), message);
        return None;
    };
    if when.first_day().is_some_and(|day| day > today) {
        let message = format!("`{field}` is in the future: today is {today}");
        table.file.problem(&text.span(), message);
    }
    Some(when)
}

/// A time that must be there.
pub(crate) fn required_when(table: &mut Table<'_, '_>, field: &str, today: Date) -> PartialDate {
    if !table.has(field) {
        let span = table.span.clone();
        table.file.problem(&span, format!("`{field}` is missing"));
    }
    when(table, field, today).unwrap_or_default()
}

/// Identifiers of one kind: each once, fit for an address.
#[derive(Default)]
pub(crate) struct Ids(HashMap<String, usize>);

impl Ids {
    pub(crate) fn read(&mut self, table: &mut Table<'_, '_>) -> String {
        let Some(id) = table.required("id") else {
            return String::new();
        };
        self.claim(table, &id, "id");
        id.into_inner()
    }

    /// Reports an identifier that is malformed or was there before.
    pub(crate) fn claim(&mut self, table: &mut Table<'_, '_>, id: &Spanned<String>, field: &str) {
        let span = id.span();
        if field == "id" && !is_id(id.get_ref()) {
            let message = format!("`id` \"{}\" takes a to z, 0 to 9 and - only", id.get_ref());
            table.file.problem(&span, message);
        }
        let line = table.file.line(span.start);
        if let Some(first) = self.0.insert(id.get_ref().clone(), line) {
            let message = format!("{field} \"{}\" is already in line {first}", id.get_ref());
            table.file.problem(&span, message);
        }
    }
}

/// Whether a text can be an identifier in an address.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// One [`Link`] from its table.
pub(crate) fn link<'i>(
    table: &mut Table<'_, 'i>,
    span: Range<usize>,
    row: DeTable<'i>,
    today: Date,
) -> Link {
    let mut table = Table::new(table.file, span, row);
    let link = Link {
        url: url(&mut table),
        label: required(&mut table, "label"),
        note: optional(&mut table, "note"),
        as_of: when(&mut table, "as_of", today),
        archived: optional_url(&mut table, "archived"),
    };
    table.finish();
    link
}
