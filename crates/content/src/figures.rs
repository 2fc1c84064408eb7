//! `content/figures.toml` and `content/dewey.toml`: figures as what they were,
//! and how the series of the charts were counted.

use picker::date::Date;

use crate::fields::{Ids, Link, optional, optional_url, required, required_when, url, when};
use crate::partial_date::PartialDate;
use crate::shelf_life::{Age, ShelfLife, age, required_shelf_life};
use crate::table::Table;

/// The file of the brief's figures and of the series.
pub(crate) const FILE: &str = "content/figures.toml";

/// Figures that stay as they were published, and the series behind the charts.
#[derive(Debug, Default)]
pub struct Figures {
    /// The brief's figures.
    pub then: Vec<Figure>,
    /// The series, oldest first.
    pub series: Vec<Series>,
    /// For how long the newest count of the network is shown as today's.
    pub latest: ShelfLife,
    /// The line that says so.
    pub(crate) latest_line: usize,
}

/// A figure with its time and source.
#[derive(Debug, Default)]
pub struct Figure {
    /// Stays the same for ever.
    pub id: String,
    /// The figure as it is written: "11.1 million".
    pub shown: String,
    /// What is counted.
    pub what: String,
    /// How it changed: "up about twofold in seven months".
    pub change: Option<String>,
    /// The time, in words or as a date: "spring 2023", "2022-12".
    pub when: String,
    /// Its date, and whether it is too old to be shown as today's.
    pub age: Age,
    /// Who published it.
    pub source: String,
    /// Where that can be read.
    pub url: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
}

/// A series of `network-history.csv`.
#[derive(Debug, Default)]
pub struct Series {
    /// Its name in the table.
    pub source: String,
    /// Its name for people.
    pub label: String,
    /// Where it is published.
    pub url: Option<String>,
    /// The first month.
    pub from: PartialDate,
    /// The last month.
    pub to: PartialDate,
    /// How it was counted.
    pub note: String,
}

/// The Dewey Square Group's reports.
#[derive(Debug, Default)]
pub struct Dewey {
    /// The finding, in the report's words.
    pub finding: String,
    /// When it was published.
    pub when: PartialDate,
    /// The report itself.
    pub report: Link,
    /// Who made it.
    pub publisher: String,
    /// The report's page.
    pub landing: Link,
    /// What that page says.
    pub landing_text: String,
    /// How the study was made.
    pub method: String,
    /// Who says so.
    pub method_source: String,
    /// Why there is no chart.
    pub chart_note: String,
    /// The chart's picture in the brief; not linked to.
    pub chart_image: Option<String>,
    /// What the text of the December 2022 edition says.
    pub figures: Vec<Figure>,
}

fn figure(row: &mut Table<'_, '_>, ids: &mut Ids, today: Date) -> Figure {
    let age = age(row, today);
    let figure = Figure {
        id: ids.read(row),
        shown: required(row, "shown"),
        what: required(row, "what"),
        change: optional(row, "change"),
        when: optional(row, "when").unwrap_or_else(|| age.as_of.to_string()),
        age,
        source: required(row, "source"),
        url: optional_url(row, "url"),
        note: optional(row, "note"),
    };
    // For programs that read the file; the page shows the words.
    for field in ["value", "change_factor", "change_months"] {
        row.number(field);
    }
    row.flag("approximate");
    figure
}

pub(crate) fn read(table: &mut Table<'_, '_>, today: Date) -> Figures {
    let mut out = Figures::default();
    let mut ids = Ids::default();
    for (span, row) in table.rows("figure") {
        let mut row = Table::new(table.file, span, row);
        out.then.push(figure(&mut row, &mut ids, today));
        row.finish();
    }
    if table.has("latest") {
        if let Some((span, row)) = table.section("latest") {
            let mut row = Table::new(table.file, span, row);
            out.latest = required_shelf_life(&mut row);
            out.latest_line = row.file.line(row.span.start);
            row.finish();
        }
    } else {
        let span = table.span.clone();
        table.file.problem(&span, "`[latest]` is missing");
    }
    let mut sources = Ids::default();
    for (span, row) in table.rows("series") {
        let mut row = Table::new(table.file, span, row);
        let source = row.required("source");
        if let Some(source) = &source {
            sources.claim(&mut row, source, "source");
        }
        out.series.push(Series {
            source: source.map(toml::Spanned::into_inner).unwrap_or_default(),
            label: required(&mut row, "label"),
            url: optional_url(&mut row, "url"),
            from: required_when(&mut row, "from", today),
            to: required_when(&mut row, "to", today),
            note: required(&mut row, "note"),
        });
        row.finish();
    }
    out
}

pub(crate) fn read_dewey(table: &mut Table<'_, '_>, today: Date) -> Dewey {
    let when_published = required_when(table, "when", today);
    let mut dewey = Dewey {
        finding: required(table, "finding"),
        when: when_published,
        report: Link {
            url: url(table),
            label: required(table, "report"),
            note: None,
            as_of: Some(when_published),
            archived: optional_url(table, "archived"),
        },
        publisher: required(table, "publisher"),
        ..Dewey::default()
    };
    if let Some((span, row)) = table.section("landing") {
        let mut row = Table::new(table.file, span, row);
        dewey.landing = Link {
            url: url(&mut row),
            label: required(&mut row, "label"),
            note: None,
            as_of: when(&mut row, "when", today),
            archived: optional_url(&mut row, "archived"),
        };
        dewey.landing_text = required(&mut row, "text");
        row.finish();
    }
    if let Some((span, row)) = table.section("method") {
        let mut row = Table::new(table.file, span, row);
        dewey.method = required(&mut row, "text");
        dewey.method_source = required(&mut row, "source");
        row.finish();
    }
    if let Some((span, row)) = table.section("chart") {
        let mut row = Table::new(table.file, span, row);
        dewey.chart_note = required(&mut row, "note");
        dewey.chart_image = optional_url(&mut row, "image");
        row.finish();
    }
    let mut ids = Ids::default();
    for (span, row) in table.rows("figure") {
        let mut row = Table::new(table.file, span, row);
        dewey.figures.push(figure(&mut row, &mut ids, today));
        row.finish();
    }
    dewey
}
