//! `content/highlights.toml`: what people have done to spread Mastodon.

use picker::date::Date;

use crate::fields::{Ids, Link, link, optional, required, when};
use crate::partial_date::PartialDate;
use crate::table::Table;

/// The groups, in the order in which the page shows them.
pub const GROUPS: [&str; 13] = [
    "platforms",
    "ecosystem",
    "companies",
    "institutions",
    "media",
    "celebrities",
    "volunteers",
    "communities",
    "movements",
    "law",
    "artists",
    "founders",
    "project",
];

/// The first year whose entries must say their `date`: what the site of 2023 told
/// of has a year only.
const DATED_FROM: u32 = 2024;

/// What a place may have become, said on its badge.
const BECAME: [&str; 3] = ["closed", "moved", "members"];

/// One thing that happened.
#[derive(Debug)]
pub struct Highlight {
    /// Stays the same for ever: addresses point to it.
    pub id: String,
    /// One of [`GROUPS`].
    pub group: String,
    /// When it happened, or when the site of 2023 told of it.
    pub year: u32,
    /// The month or the day, where it is known.
    pub date: Option<PartialDate>,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// One of [`BECAME`], where it is no longer as it was.
    pub became: Option<String>,
    /// What became of it, where something changed.
    pub status: Option<String>,
    /// Where to read it.
    pub links: Vec<Link>,
}

pub(crate) fn read(table: &mut Table<'_, '_>, today: Date) -> Vec<Highlight> {
    let mut ids = Ids::default();
    let mut out = Vec::new();
    for (span, row) in table.rows("highlight") {
        let mut row = Table::new(table.file, span, row);
        let id = ids.read(&mut row);
        let groups = GROUPS.join(", ");
        if !row.has("group") {
            let span = row.span.clone();
            row.file.problem(&span, "`group` is missing");
        }
        let group = row.key("group", &groups, |text| {
            GROUPS.contains(&text).then(|| text.to_owned())
        });
        let became = row.key("became", &BECAME.join(", "), |text| {
            BECAME.contains(&text).then(|| text.to_owned())
        });
        let (this_year, _, _) = today.ymd();
        let span = row.span.clone();
        let year = row.number("year");
        if !year.is_some_and(|year| (2016.0..=f64::from(this_year)).contains(&year)) {
            let message = format!("`year` must be there, from 2016 to {this_year}");
            row.file.problem(&span, message);
        }
        let mut highlight = Highlight {
            id,
            group: group.unwrap_or_default(),
            year: year.map_or(0, |year| year as u32),
            date: None,
            title: required(&mut row, "title"),
            text: required(&mut row, "text"),
            became,
            status: optional(&mut row, "status"),
            links: Vec::new(),
        };
        highlight.date = date(&mut row, highlight.year, today);
        for (span, item) in row.rows("links") {
            highlight.links.push(link(&mut row, span, item, today));
        }
        row.finish();
        out.push(highlight);
    }
    out
}

/// The `date` of an entry: within its year, and required from [`DATED_FROM`] on.
fn date(row: &mut Table<'_, '_>, year: u32, today: Date) -> Option<PartialDate> {
    if year >= DATED_FROM && !row.has("date") {
        let span = row.span.clone();
        let message = format!("`date` is missing: entries from {DATED_FROM} on need one");
        row.file.problem(&span, message);
    }
    let date = when(row, "date", today)?;
    if i64::from(date.year) != i64::from(year) {
        let span = row.span.clone();
        let message = format!("`date` is {date}, but `year` is {year}");
        row.file.problem(&span, message);
    }
    Some(date)
}
