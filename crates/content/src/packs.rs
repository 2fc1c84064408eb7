//! `content/packs.toml`: accounts worth following together.

use std::collections::{HashMap, HashSet};

use fill::handle::Handle;
use picker::date::Date;

use crate::fields::{Ids, address, optional_url, required_when};
use crate::hashtags::{language, short, topics};
use crate::partial_date::PartialDate;
use crate::reader::Reader;
use crate::table::Table;

const FILE: &str = "content/packs.toml";
/// How many accounts a pack has: Mastodon's Collections hold 25 at most.
const SIZE: std::ops::RangeInclusive<usize> = 5..=25;

/// Accounts worth following together.
#[derive(Debug)]
pub struct Pack {
    /// Stays the same for ever: addresses point to it.
    pub id: String,
    /// A few words.
    pub title: String,
    /// A sentence.
    pub about: String,
    /// Keys of topics, the main one first.
    pub topics: Vec<String>,
    /// A public Collection with the same theme.
    pub collection: Option<String>,
    /// In the order of the file.
    pub accounts: Vec<Account>,
}

/// An account of a pack.
#[derive(Debug)]
pub struct Account {
    /// Who to follow; `None` when the file has none that can be read.
    pub handle: Option<Handle>,
    /// Who that is, in a line of ours.
    pub what: String,
    /// Who stands behind it.
    pub kind: Kind,
    /// The language that it mostly posts in.
    pub language: String,
    /// Where the handle is public.
    pub source: String,
    /// As of when that source says so.
    pub as_of: PartialDate,
}

/// Who stands behind an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Project,
    Organisation,
    Institution,
    University,
    Newsroom,
    Museum,
    Person,
    Bot,
}

impl Kind {
    /// All, in order.
    pub const ALL: [Self; 8] = [
        Self::Project,
        Self::Organisation,
        Self::Institution,
        Self::University,
        Self::Newsroom,
        Self::Museum,
        Self::Person,
        Self::Bot,
    ];

    /// The name in the file.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Organisation => "organisation",
            Self::Institution => "institution",
            Self::University => "university",
            Self::Newsroom => "newsroom",
            Self::Museum => "museum",
            Self::Person => "person",
            Self::Bot => "bot",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == text)
    }
}

/// Reads the file; topics must be among `keys`.
pub(crate) fn read(reader: &mut Reader<'_>, keys: &HashSet<String>) -> Vec<Pack> {
    let today = reader.today;
    let mut ids = Ids::default();
    reader.rows(FILE, "pack", |row| {
        let pack = Pack {
            id: ids.read(row),
            title: short(row, "title"),
            about: short(row, "about"),
            topics: topics(row, keys),
            collection: optional_url(row, "collection"),
            accounts: accounts(row, today),
        };
        if !SIZE.contains(&pack.accounts.len()) {
            let span = row.span.clone();
            let (least, most, count) = (SIZE.start(), SIZE.end(), pack.accounts.len());
            let message = format!("a pack has {least} to {most} accounts, this one {count}");
            row.file.problem(&span, message);
        }
        pack
    })
}

fn accounts(pack: &mut Table<'_, '_>, today: Date) -> Vec<Account> {
    let mut seen = HashMap::new();
    let mut out = Vec::new();
    for (span, row) in pack.rows("account") {
        let mut row = Table::new(pack.file, span, row);
        let handle = handle(&mut row, &mut seen);
        let what = short(&mut row, "what");
        if !row.has("kind") {
            let span = row.span.clone();
            row.file.problem(&span, "`kind` is missing");
        }
        let kinds = Kind::ALL.map(Kind::key).join(", ");
        let kind = row
            .key("kind", &kinds, Kind::parse)
            .unwrap_or(Kind::Organisation);
        let language = language(&mut row);
        let source = row.required("source");
        out.push(Account {
            handle,
            what,
            kind,
            language,
            source: address(&mut row, source).unwrap_or_default(),
            as_of: required_when(&mut row, "as_of", today),
        });
        row.finish();
    }
    out
}

/// A handle in normal form, once per pack.
fn handle(row: &mut Table<'_, '_>, seen: &mut HashMap<Handle, usize>) -> Option<Handle> {
    let text = row.required("handle")?;
    let span = text.span();
    let handle = match Handle::parse(text.get_ref()) {
        Ok(handle) => handle,
        Err(error) => {
            let message = format!("\"{}\" is not a handle: {error}", text.get_ref());
            row.file.problem(&span, message);
            return None;
        }
    };
    if handle.to_string() != *text.get_ref() {
        row.file
            .problem(&span, format!("write the handle as \"{handle}\""));
    }
    let line = row.file.line(span.start);
    if let Some(first) = seen.insert(handle.clone(), line) {
        row.file.problem(
            &span,
            format!("{handle} is already in line {first} of this pack"),
        );
    }
    Some(handle)
}
