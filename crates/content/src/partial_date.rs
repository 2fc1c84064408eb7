//! Dates as exactly as they are known.

use std::fmt;
use std::ops::Range;

use picker::date::Date;

/// A year, a month or a day, as exactly as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct PartialDate {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u32>,
    /// 1 to 31, only with a month.
    pub day: Option<u32>,
}

impl PartialDate {
    /// Reads `2023`, `2023-04` or `2023-04-18`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let part = |range: Range<usize>| -> Option<u32> {
            let digits = text.get(range)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
            digits.parse().ok()
        };
        let year = i32::try_from(part(0..4)?).ok()?;
        let (month, day) = match (text.len(), text.as_bytes().get(4), text.as_bytes().get(7)) {
            (4, _, _) => (None, None),
            (7, Some(b'-'), _) => (Some(part(5..7)?), None),
            (10, Some(b'-'), Some(b'-')) => (Some(part(5..7)?), Some(part(8..10)?)),
            _ => return None,
        };
        Date::from_ymd(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self { year, month, day })
    }

    /// The first day it may mean.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        Date::from_ymd(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        let (year, month, day) = date.ymd();
        Self {
            year,
            month: Some(month),
            day: Some(day),
        }
    }
}

/// As machines read it: `2023-04-18`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}
