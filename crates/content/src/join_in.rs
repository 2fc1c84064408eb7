//! `content/join-in.toml`: what one can do to spread Mastodon, and dates.

use picker::date::Date;
use spread::calendar::Repeat;
use toml::Spanned;

use crate::fields::{Ids, address, required, required_when, url, when};
use crate::page::TASK_TIMES;
use crate::partial_date::PartialDate;
use crate::table::Table;

/// All of the file.
#[derive(Debug, Default)]
pub struct JoinIn {
    /// What one can do, in the order of the file.
    pub tasks: Vec<Task>,
    /// Days in the calendar.
    pub dates: Vec<Day>,
    /// What can be suggested for this site.
    pub suggestions: Vec<Suggestion>,
}

/// A thing that one can do.
#[derive(Debug)]
pub struct Task {
    /// Stays the same for ever: addresses point to it.
    pub id: String,
    /// How long it takes: one of [`TASK_TIMES`].
    pub time: String,
    /// A few words.
    pub title: String,
    /// A few sentences.
    pub text: String,
    /// Where to do it.
    pub links: Vec<TaskLink>,
}

/// A link of a task.
#[derive(Debug)]
pub struct TaskLink {
    /// A path of this site from its base on (`/invite/`), or an address.
    pub to: String,
    /// What stands on it.
    pub label: String,
    /// When an address was seen.
    pub as_of: Option<PartialDate>,
}

/// A day that comes again.
#[derive(Debug)]
pub struct Day {
    /// Stays the same for ever: calendars know it by this.
    pub id: String,
    /// Its name.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// The first one.
    pub first: Date,
    /// How it comes again.
    pub repeat: Repeat,
    /// The name of `repeat` in the file.
    pub repeat_key: String,
    /// Where to read more.
    pub url: String,
    /// When that was seen.
    pub as_of: PartialDate,
    /// When this entry was last changed.
    pub changed: Date,
}

/// What can be suggested.
#[derive(Debug)]
pub struct Suggestion {
    /// Its place on the page.
    pub id: String,
    /// A few words.
    pub title: String,
    /// Lines to fill in.
    pub text: String,
}

pub(crate) fn read(table: &mut Table<'_, '_>, today: Date) -> JoinIn {
    let mut ids = Ids::default();
    let mut out = JoinIn::default();
    for (span, row) in table.rows("task") {
        let mut row = Table::new(table.file, span, row);
        out.tasks.push(task(&mut row, &mut ids, today));
        row.finish();
    }
    for (span, row) in table.rows("date") {
        let mut row = Table::new(table.file, span, row);
        if let Some(day) = day(&mut row, &mut ids, today) {
            out.dates.push(day);
        }
        row.finish();
    }
    for (span, row) in table.rows("suggestion") {
        let mut row = Table::new(table.file, span, row);
        out.suggestions.push(Suggestion {
            id: ids.read(&mut row),
            title: required(&mut row, "title"),
            text: required(&mut row, "text"),
        });
        row.finish();
    }
    out
}

fn task(row: &mut Table<'_, '_>, ids: &mut Ids, today: Date) -> Task {
    let id = ids.read(row);
    let time = row.key("time", &TASK_TIMES.join(", "), |text| {
        TASK_TIMES.contains(&text).then(|| text.to_owned())
    });
    let (title, text) = (required(row, "title"), required(row, "text"));
    let mut links = Vec::new();
    for (span, inner) in row.rows("links") {
        let mut inner = Table::new(row.file, span, inner);
        links.extend(link(&mut inner, today));
        inner.finish();
    }
    Task {
        id,
        time: time.unwrap_or_default(),
        title,
        text,
        links,
    }
}

fn link(row: &mut Table<'_, '_>, today: Date) -> Option<TaskLink> {
    let to = row.required("to")?;
    let label = required(row, "label");
    let own = to.get_ref().starts_with('/');
    if own {
        let to = to.into_inner();
        return Some(TaskLink {
            to,
            label,
            as_of: None,
        });
    }
    let as_of = required_when(row, "as_of", today);
    Some(TaskLink {
        to: address(row, Some(to))?,
        label,
        as_of: Some(as_of),
    })
}

fn day(row: &mut Table<'_, '_>, ids: &mut Ids, today: Date) -> Option<Day> {
    let id = ids.read(row);
    let (title, text) = (required(row, "title"), required(row, "text"));
    let first = row.date("first").map(Spanned::into_inner);
    let repeat = row.key("repeat", "never, first-sunday, yearly", |text| {
        Repeat::parse(text).map(|repeat| (repeat, text.to_owned()))
    });
    let url = url(row);
    let as_of = when(row, "as_of", today);
    let changed = row.date("changed").map(Spanned::into_inner);
    let (Some(first), Some((repeat, repeat_key)), Some(as_of), Some(changed)) =
        (first, repeat, as_of, changed)
    else {
        let span = row.span.clone();
        let message = "a date needs `first`, `repeat`, `as_of` and `changed`";
        row.file.problem(&span, message);
        return None;
    };
    Some(Day {
        id,
        title,
        text,
        first,
        repeat,
        repeat_key,
        url,
        as_of,
        changed,
    })
}
