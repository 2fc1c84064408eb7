//! How long a figure may stand on a page without a word on its age.

use picker::date::Date;

use crate::fields::required_when;
use crate::partial_date::PartialDate;
use crate::table::Table;

/// How long after its date a figure still counts as today's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShelfLife {
    /// For ever: it is shown as what it was at its date.
    #[default]
    History,
    /// So many months after the last day that its date may mean.
    Months(u32),
}

impl ShelfLife {
    /// Reads `history`, `1 month` or `12 months`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "history" {
            return Some(Self::History);
        }
        let (number, unit) = text.split_once(' ')?;
        let months = number.parse().ok().filter(|months| *months > 0)?;
        let known = if months == 1 { "month" } else { "months" };
        (unit == known).then_some(Self::Months(months))
    }

    /// Whether a figure of `as_of` is too old to be shown as today's.
    ///
    /// ```
    /// use content::{PartialDate, ShelfLife};
    /// use picker::date::Date;
    ///
    /// let as_of = PartialDate::parse("2026-08").unwrap();
    /// let day = |text| Date::parse(text).unwrap();
    /// assert!(!ShelfLife::Months(3).is_over(as_of, day("2026-11-30")));
    /// assert!(ShelfLife::Months(3).is_over(as_of, day("2026-12-01")));
    /// assert!(!ShelfLife::History.is_over(as_of, day("2036-12-01")));
    /// ```
    #[must_use]
    pub fn is_over(self, as_of: PartialDate, today: Date) -> bool {
        let Self::Months(months) = self else {
            return false;
        };
        let count = |year: i32, month: u32| i64::from(year) * 12 + i64::from(month);
        let last = count(as_of.year, as_of.month.unwrap_or(12)) + i64::from(months);
        let (year, month, day) = today.ymd();
        (count(year, month), day) > (last, as_of.day.unwrap_or(31))
    }
}

/// When a figure was counted, and for how long it is shown as today's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Age {
    /// When it was counted.
    pub as_of: PartialDate,
    /// For how long it holds.
    pub shelf_life: ShelfLife,
    /// Whether it is older than that: the page says so.
    pub stale: bool,
}

/// Reads `as_of` and `shelf_life` of a figure, both required. A stale figure is
/// no problem: it is named among [`crate::Content::stale`].
pub(crate) fn age(row: &mut Table<'_, '_>, today: Date) -> Age {
    let span = row.span.clone();
    let as_of = required_when(row, "as_of", today);
    let shelf_life = required_shelf_life(row);
    let stale = as_of != PartialDate::default() && shelf_life.is_over(as_of, today);
    if stale {
        let message = format!(
            "the figure is of {as_of}, older than its `shelf_life`: look for a newer one; until \
             then the page says that it is old"
        );
        row.file.stale(&span, message);
    }
    Age {
        as_of,
        shelf_life,
        stale,
    }
}

/// A `shelf_life` that must be there.
pub(crate) fn required_shelf_life(row: &mut Table<'_, '_>) -> ShelfLife {
    if !row.has("shelf_life") {
        let span = row.span.clone();
        row.file.problem(&span, "`shelf_life` is missing");
    }
    let known = "history, or a time such as 3 months";
    row.key("shelf_life", known, ShelfLife::parse)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_shelf_life_is_history_or_a_number_of_months() {
        assert_eq!(ShelfLife::parse("history"), Some(ShelfLife::History));
        assert_eq!(ShelfLife::parse("1 month"), Some(ShelfLife::Months(1)));
        assert_eq!(ShelfLife::parse("12 months"), Some(ShelfLife::Months(12)));
        for text in ["", "months", "0 months", "1 months", "2 month", "3 weeks", "-1 months"] {
            assert_eq!(ShelfLife::parse(text), None, "{text}");
        }
    }

    #[test]
    fn it_counts_from_the_last_day_that_the_date_may_mean() {
        let three = ShelfLife::Months(3);
        for (as_of, last, first) in [
            ("2026-06-14", "2026-09-14", "2026-09-15"),
            ("2026-06", "2026-09-30", "2026-10-01"),
            ("2026", "2027-03-31", "2027-04-01"),
            // There is no 31 February: the whole month is within.
            ("2025-11-30", "2026-02-28", "2026-03-01"),
            ("2025-10-31", "2026-01-31", "2026-02-01"),
        ] {
            let as_of = PartialDate::parse(as_of).unwrap();
            assert!(!three.is_over(as_of, day(last)), "{as_of} on {last}");
            assert!(three.is_over(as_of, day(first)), "{as_of} on {first}");
        }
    }
}
