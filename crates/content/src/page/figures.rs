//! Figures about the network, and charts.

use serde::{Deserialize, Serialize};

use super::common::{Link, Time};

/// The network as it was last counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LatestFigures {
    /// When it was counted.
    pub date: Time,
    /// What was counted, in order.
    pub figures: Vec<LatestFigure>,
    /// Whether that is too long ago to be shown as today's: say so.
    pub stale: bool,
}

/// A figure that changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LatestFigure {
    /// `active`, `accounts` or `servers`; what is counted is the message
    /// `common.KEY`.
    pub key: String,
    /// The exact count.
    pub value: u64,
    /// As it is shown: "9.2 million" (see [`crate::words::Words::rounded`]).
    pub shown: String,
}

/// A figure as it was published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Stays the same for ever.
    pub id: String,
    /// The figure as it is written: "11.1 million".
    pub shown: String,
    /// What is counted.
    pub what: String,
    /// How it changed.
    pub change: Option<String>,
    /// The time, in words: "spring 2023".
    pub when: String,
    /// Who published it.
    pub source: String,
    /// Where that can be read.
    pub url: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
    /// Whether it is too old to be shown as today's: say so.
    pub stale: bool,
}

/// `/network/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// How many people, accounts and servers there are.
    pub latest: Option<LatestFigures>,
    /// One sentence for each measure: its peak, its newest value, and that it
    /// has fallen, where it has.
    pub trends: Vec<String>,
    /// One chart for each measure.
    pub charts: Vec<Chart>,
    /// The series behind the charts, oldest first.
    pub series: Vec<Series>,
    /// The measures of [`HistoryRow::values`]; each is the message
    /// `network.column_KEY`.
    pub columns: Vec<String>,
    /// The readings, one table for each series.
    pub history: Vec<History>,
    /// Figures as they were published.
    pub then: Vec<Figure>,
    /// The Dewey Square reports.
    pub dewey: Dewey,
}

/// A series of readings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// Where it is published.
    pub url: Option<String>,
    /// The first month.
    pub from: Time,
    /// The last month.
    pub to: Time,
    /// How it was counted.
    pub note: String,
}

/// The readings of one series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The series' name.
    pub label: String,
    /// Oldest first.
    pub rows: Vec<HistoryRow>,
}

/// The readings of a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// `2023-04`
    pub month: String,
    /// One for each of [`Network::columns`], with commas between thousands.
    pub values: Vec<Option<String>>,
}

/// The Dewey Square Group's reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dewey {
    /// The finding, in the report's words.
    pub finding: String,
    /// The report itself.
    pub report: Link,
    /// Who made it.
    pub publisher: String,
    /// What the report's page says.
    pub landing_text: String,
    /// That page.
    pub landing: Link,
    /// How the study was made.
    pub method: String,
    /// Who says so.
    pub method_source: String,
    /// Why there is no chart.
    pub chart_note: String,
    /// What the text of the December 2022 edition says.
    pub figures: Vec<Figure>,
}

/// A line chart, with all places in units of its view box, which is
/// `width` × `height`. The axis of values is a horizontal line for each of
/// `values`, from `left` to `right`; that of years a short line downwards from
/// `bottom` for each of `years`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// `active`, `accounts` or `servers`: its place on the page.
    pub id: String,
    /// What is drawn.
    pub title: String,
    /// The same in a sentence or two, for those who cannot see it.
    pub description: String,
    /// Who counted, where there is only one line and so no key.
    pub counted_by: Option<String>,
    /// The width of the view box.
    pub width: u32,
    /// The height of the view box.
    pub height: u32,
    /// Where the axes begin.
    pub left: u32,
    /// Where the axes end.
    pub right: u32,
    /// Where the value 0 is.
    pub bottom: u32,
    /// The lines of the grid, from the bottom.
    pub values: Vec<ValueMark>,
    /// The years below the chart.
    pub years: Vec<YearMark>,
    /// The lines, newest series first; the index makes the class of each.
    pub lines: Vec<ChartLine>,
}

/// A horizontal line of the grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueMark {
    /// Where it is, as SVG writes it.
    pub y: String,
    /// Where the baseline of its label is.
    pub label_y: String,
    /// The value: "2,000", or in millions where the axis reaches them.
    pub label: String,
}

/// A year on the axis of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct YearMark {
    /// Where its January is.
    pub x: String,
    /// The year.
    pub year: i32,
}

/// A line of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChartLine {
    /// Its name in the key.
    pub label: String,
    /// The `d` of its `<path>`.
    pub path: String,
}
