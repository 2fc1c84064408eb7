//! `content/network-history.csv`: the network month by month.

use crate::figures::Figures;
use crate::partial_date::PartialDate;
use crate::reader::Reader;

/// The columns of the file.
const COLUMNS: &str = "month,source,servers,accounts,active";
/// Its name.
pub const FILE: &str = "content/network-history.csv";

/// All readings, in the order of the file.
#[derive(Debug, Default)]
pub struct History {
    /// One per month and source.
    pub readings: Vec<Reading>,
}

/// The last reading of a month by one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The month.
    pub month: PartialDate,
    /// Who counted: a series of `figures.toml`.
    pub source: String,
    /// Servers that answered.
    pub servers: Option<u64>,
    /// Accounts ever made on them.
    pub accounts: Option<u64>,
    /// People who were active within a month.
    pub active: Option<u64>,
}

impl Reading {
    /// The month as a number of months, for drawing.
    #[must_use]
    pub fn months(&self) -> i32 {
        self.month.year * 12 + self.month.month.unwrap_or(1).cast_signed() - 1
    }
}

impl History {
    /// The readings of one source, oldest first.
    pub fn of<'a>(&'a self, source: &'a str) -> impl Iterator<Item = &'a Reading> {
        self.readings.iter().filter(move |it| it.source == source)
    }

    /// The newest reading that counted active people.
    #[must_use]
    pub fn latest(&self) -> Option<&Reading> {
        let counted = self.readings.iter().filter(|it| it.active.is_some());
        counted.max_by_key(|it| it.month)
    }
}

pub(crate) fn read(reader: &mut Reader<'_>, figures: &Figures) -> History {
    let Some(text) = reader.text(FILE) else {
        return History::default();
    };
    let mut history = History::default();
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, line)| line.trim()) != Some(COLUMNS) {
        reader.problem(FILE, 1, format!("the first line must be: {COLUMNS}"));
        return history;
    }
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match reading(line) {
            Ok(reading) => {
                if let Some(message) = misplaced(&history, &reading, figures) {
                    reader.problem(FILE, index + 1, message);
                }
                history.readings.push(reading);
            }
            Err(message) => reader.problem(FILE, index + 1, message),
        }
    }
    history
}

fn reading(line: &str) -> Result<Reading, String> {
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let &[month, source, servers, accounts, active] = fields.as_slice() else {
        return Err(format!("expected five values: {COLUMNS}"));
    };
    let count = |text: &str| match text {
        "" => Ok(None),
        text => match text.parse::<u64>() {
            Ok(0) => Err("a count of 0 is a day on which counting failed".to_owned()),
            Ok(count) => Ok(Some(count)),
            Err(_) => Err(format!("\"{text}\" is not a whole number")),
        },
    };
    let when = PartialDate::parse(month).filter(|it| it.month.is_some() && it.day.is_none());
    Ok(Reading {
        month: when.ok_or_else(|| format!("\"{month}\" is not a month such as 2023-04"))?,
        source: source.to_owned(),
        servers: count(servers)?,
        accounts: count(accounts)?,
        active: count(active)?,
    })
}

/// What is wrong with a reading in its place.
fn misplaced(history: &History, reading: &Reading, figures: &Figures) -> Option<String> {
    let Some(series) = figures.series.iter().find(|it| it.source == reading.source) else {
        return Some(format!(
            "\"{}\" is not the source of a [[series]] in figures.toml",
            reading.source
        ));
    };
    if reading.month < series.from || reading.month > series.to {
        return Some(format!(
            "{} is outside of the series, which goes from {} to {}",
            reading.month, series.from, series.to
        ));
    }
    let before = history.of(&reading.source).last()?;
    (before.month >= reading.month)
        .then(|| format!("{} does not come after {}", reading.month, before.month))
}
