//! The files that Mastodon's importer reads and its export writes
//! (app/models/form/import.rb, app/models/export.rb of mastodon/mastodon, read
//! in November 2026): `following_accounts.csv` and `lists.csv`.
//!
//! The importer knows a file by its first cell alone (`Account address`,
//! `List name`, …) and reads any other file as one without headers. So both
//! files are written with headers: a list may be called "Account address".

use picker::plain_text::plain_line;

use crate::handle::Handle;

/// The name under which the importer recognises accounts to follow.
pub const FOLLOWING_FILE: &str = "following_accounts.csv";
/// The name under which the importer recognises lists.
pub const LISTS_FILE: &str = "lists.csv";
/// The importer's bound on the rows of a file.
pub const MAX_ROWS: usize = 20_000;
/// The importer's bound on the size of a file, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The longest title of a list that is written, in characters.
pub const MAX_TITLE: usize = 60;

const ACCOUNT: &str = "Account address";
const LIST: &str = "List name";

/// Accounts to follow, with Mastodon's defaults: boosts shown, no notification
/// for each post, all languages (an empty field).
#[must_use]
pub fn following(accounts: &[Handle]) -> String {
    let mut out = format!("{ACCOUNT},Show boosts,Notify on new posts,Languages\n");
    for handle in accounts.iter().take(MAX_ROWS) {
        out.push_str(&handle.acct());
        out.push_str(",true,false,\n");
    }
    out
}

/// Accounts by list. Importing it also follows them.
#[must_use]
pub fn lists(members: &[(&str, &Handle)]) -> String {
    let mut out = format!("{LIST},{ACCOUNT}\n");
    for (title, handle) in members.iter().take(MAX_ROWS) {
        out.push_str(&cell(&list_title(title)));
        out.push(',');
        out.push_str(&handle.acct());
        out.push('\n');
    }
    out
}

/// A list's title as it is written: one line, and not beginning with what a
/// spreadsheet would take for a formula (`=`, `+`, `-`, `@`, and their full-width
/// forms).
#[must_use]
pub fn list_title(title: &str) -> String {
    let line = plain_line(title, MAX_TITLE);
    let plain = line.trim_start_matches(|c: char| "=+-@＝＋－＠".contains(c) || c.is_whitespace());
    if plain.is_empty() {
        "Spread Mastodon".to_owned()
    } else {
        plain.to_owned()
    }
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// What a file was found to hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The accounts, each once, in the order of the file.
    pub accounts: Vec<Handle>,
    /// Rows that name no account.
    pub skipped: usize,
    /// Whether rows beyond [`MAX_ROWS`] were left out.
    pub cut: bool,
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvError {
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// A quotation mark that does not end, or stands where it cannot.
    Malformed,
    /// A file of another kind: blocked domains or bookmarks.
    OtherKind,
    /// No account in it.
    NoAccounts,
}

impl CsvError {
    /// A short, stable name for messages and reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::Malformed => "malformed",
            Self::OtherKind => "other-kind",
            Self::NoAccounts => "no-accounts",
        }
    }
}

/// Whether a text begins as a file with headers does: then it is a file, whatever
/// stands in its rows.
#[must_use]
pub fn has_headers(text: &str) -> bool {
    let first = text
        .trim_start_matches('\u{feff}')
        .split([',', '\n', '\r'])
        .next();
    let first = first.unwrap_or_default().trim().trim_matches('"');
    matches!(first, ACCOUNT | LIST)
}

/// Reads a file of accounts or of lists as the importer does: the first cell
/// decides on headers; without, one column holds accounts and two hold lists.
/// A leading `@`, a byte order mark and blank rows do not matter.
///
/// # Errors
/// Says why nothing could be taken from it.
pub fn read(text: &str) -> Result<Imported, CsvError> {
    if text.len() > MAX_BYTES {
        return Err(CsvError::TooLarge);
    }
    let mut rows = rows(text.trim_start_matches('\u{feff}'))?
        .into_iter()
        .peekable();
    let first: Vec<String> = match rows.peek() {
        Some(row) => row.iter().map(|cell| cell.trim().to_owned()).collect(),
        None => return Err(CsvError::NoAccounts),
    };
    let column = match first[0].as_str() {
        ACCOUNT | LIST => {
            rows.next();
            first
                .iter()
                .position(|name| name == ACCOUNT)
                .ok_or(CsvError::NoAccounts)?
        }
        "#domain" | "#uri" => return Err(CsvError::OtherKind),
        _ => usize::from(first.len() == 2),
    };
    let mut out = Imported::default();
    let mut seen = std::collections::HashSet::new();
    for (index, row) in rows.enumerate() {
        if index == MAX_ROWS {
            out.cut = true;
            break;
        }
        match row.get(column).map(|cell| Handle::parse(cell)) {
            Some(Ok(handle)) => {
                if seen.insert(handle.clone()) {
                    out.accounts.push(handle);
                }
            }
            _ => out.skipped += 1,
        }
    }
    if out.accounts.is_empty() {
        Err(CsvError::NoAccounts)
    } else {
        Ok(out)
    }
}

/// The rows of a text by RFC 4180, blank ones left out. Each has a cell.
fn rows(text: &str) -> Result<Vec<Vec<String>>, CsvError> {
    let mut out = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = String::new();
    let (mut quoted, mut closed) = (false, false);
    let mut letters = text.chars().peekable();
    loop {
        let next = letters.next();
        match next {
            Some('"') if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            Some('"') if quoted => (quoted, closed) = (false, true),
            Some(other) if quoted => cell.push(other),
            None if quoted => return Err(CsvError::Malformed),
            Some('"') if cell.is_empty() && !closed => quoted = true,
            Some('"') => return Err(CsvError::Malformed),
            Some(',') => {
                row.push(std::mem::take(&mut cell));
                closed = false;
            }
            Some('\r') if letters.peek() == Some(&'\n') => {}
            Some('\n' | '\r') | None => {
                if closed || !cell.is_empty() || !row.is_empty() {
                    row.push(std::mem::take(&mut cell));
                    out.push(std::mem::take(&mut row));
                }
                closed = false;
                if next.is_none() {
                    return Ok(out);
                }
            }
            Some(_) if closed => return Err(CsvError::Malformed),
            Some(other) => cell.push(other),
        }
    }
}

#[cfg(test)]
mod tests;
