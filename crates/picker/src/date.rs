//! A calendar day, without a clock and without time zones.

use core::fmt;

/// A day in the proleptic Gregorian calendar, stored as days since 1970-01-01.
///
/// The engine never asks what day it is: callers pass it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// The day that `days` after 1970-01-01 is.
    #[must_use]
    pub const fn from_days(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The UTC day of a UNIX time in seconds.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        #[allow(clippy::cast_possible_truncation)]
        Self(seconds.div_euclid(86_400) as i32)
    }

    /// A day from year, month (1 to 12) and day of the month; `None` when no
    /// such day exists.
    ///
    /// Howard Hinnant's `days_from_civil`,
    /// <https://howardhinnant.github.io/date_algorithms.html>.
    #[must_use]
    pub const fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 {
            return None;
        }
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let m = month as i32;
        let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + day as i32 - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        let date = Self(era * 146_097 + doe - 719_468);
        // A day that does not exist (30 February) lands in the next month.
        let (_, m2, d2) = date.ymd();
        if m2 == month && d2 == day {
            Some(date)
        } else {
            None
        }
    }

    /// Year, month (1 to 12) and day of the month (Hinnant's
    /// `civil_from_days`).
    #[must_use]
    pub const fn ymd(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month as u32, day as u32)
    }

    /// Reads `2026-06-23`, also at the head of a longer timestamp
    /// (`2026-06-23T00:00:00Z`), as the statistics API serves both.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let head = text.trim().get(..10)?;
        if let Some(next) = text.trim().as_bytes().get(10)
            && !matches!(next, b'T' | b't' | b' ')
        {
            return None;
        }
        let mut parts = head.split('-');
        let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !digits(y, 4) || !digits(m, 2) || !digits(d, 2) {
            return None;
        }
        Self::from_ymd(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
    }

    /// Whole days from `earlier` to `self`; negative when `earlier` is later.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Date;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        assert_eq!(Date::from_ymd(1970, 1, 1), Some(Date::from_days(0)));
        assert_eq!(Date::from_ymd(2000, 2, 29).map(Date::days), Some(11_016));
        assert_eq!(Date::from_ymd(2023, 2, 29), None);
        assert_eq!(Date::from_ymd(2024, 4, 31), None);
        assert_eq!(Date::from_unix(-1).to_string(), "1969-12-31");
    }

    #[test]
    fn reads_days_and_timestamps_and_nothing_else() {
        let day = Date::from_ymd(2026, 6, 23);
        assert_eq!(Date::parse("2026-06-23"), day);
        assert_eq!(Date::parse(" 2026-06-23T10:00:00.000Z "), day);
        for bad in [
            "",
            "2026-6-23",
            "2026-06-235",
            "23.06.2026",
            "2026-13-01",
            "２０２６-06-23",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_day_survives_being_written_and_read(days in -700_000i32..2_900_000) {
            let date = Date::from_days(days);
            prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = Date::parse(&text);
        }
    }
}
