//! A server's own weekly count: `GET /api/v1/instance/activity`.

use super::loose::{self, Read};
use super::outcome::{DecodeError, Decoded, Why};
use crate::date::Date;
use crate::model::Week;

/// The most weeks that are kept: Mastodon serves twelve.
const MAX_WEEKS: usize = 53;

/// Decodes the weeks, newest first. The newest is as a rule still running:
/// see [`complete`].
///
/// # Errors
/// When the body as a whole is no list: see [`DecodeError`].
pub fn activity(bytes: &[u8]) -> Result<Decoded<Vec<Week>>, DecodeError> {
    let mut skipped = Vec::new();
    let mut weeks: Vec<Week> = Vec::new();
    let listed = loose::rows(bytes, "weeks of activity", &mut skipped, |_, row| {
        let count = |field: &'static str| loose::count(row, field);
        let Read::Value(seconds) = count("week") else {
            return Err(Why::Missing("week"));
        };
        // Year 9999 at most: no real week is later.
        let start = match i64::try_from(seconds) {
            Ok(seconds) if seconds < 253_402_300_800 => Date::from_unix(seconds),
            _ => return Err(Why::Missing("week")),
        };
        let number = |field| count(field).value().ok_or(Why::Missing(field));
        let week = Week {
            start,
            logins: number("logins")?,
            registrations: number("registrations")?,
            statuses: number("statuses")?,
        };
        if weeks.iter().any(|known| known.start == start) || weeks.len() >= MAX_WEEKS {
            return Err(Why::Duplicate);
        }
        weeks.push(week);
        Ok(())
    })?;
    weeks.sort_by_key(|week| std::cmp::Reverse(week.start));
    Ok(Decoded {
        value: weeks,
        listed,
        skipped,
        notes: Vec::new(),
    })
}

/// The weeks that are over: those that began at least seven days before `today`.
#[must_use]
pub fn complete(weeks: &[Week], today: Date) -> &[Week] {
    let running = weeks
        .iter()
        .take_while(|week| today.days_since(week.start) < 7)
        .count();
    weeks.get(running..).unwrap_or_default()
}

/// How many people were active lately, against some two months before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// More than a tenth more.
    Growing,
    /// About as many.
    Steady,
    /// More than a tenth fewer.
    Falling,
}

/// Holds the last four weeks that are over against the four oldest of the last
/// twelve. `None` when fewer than eight are known, or nobody was there.
#[must_use]
pub fn trend(weeks: &[Week], today: Date) -> Option<Trend> {
    const SPAN: usize = 4;
    let over = complete(weeks, today);
    let over = over.get(..over.len().min(3 * SPAN))?;
    if over.len() < 2 * SPAN {
        return None;
    }
    let sum = |weeks: &[Week]| {
        weeks
            .iter()
            .map(|week| week.logins)
            .fold(0, u64::saturating_add)
    };
    let (now, then) = (sum(&over[..SPAN]), sum(&over[over.len() - SPAN..]));
    // In tenths, so that it needs no decimals.
    let (more, fewer) = (then.saturating_mul(11), then.saturating_mul(9));
    match now.saturating_mul(10) {
        0 if then == 0 => None,
        now if now > more => Some(Trend::Growing),
        now if now < fewer => Some(Trend::Falling),
        _ => Some(Trend::Steady),
    }
}

#[cfg(test)]
mod tests {
    use super::{Trend, trend};
    use crate::date::Date;
    use crate::model::Week;

    #[test]
    fn the_last_weeks_are_held_against_those_two_months_before() {
        let today = Date::from_unix(1_800_000_000);
        let weeks = |counts: &[u64]| {
            let week = |(ago, logins): (usize, &u64)| Week {
                start: Date::from_unix(1_800_000_000 - 7 * 86_400 * (ago as i64)),
                logins: *logins,
                registrations: 0,
                statuses: 0,
            };
            let weeks: Vec<Week> = counts.iter().enumerate().map(week).collect();
            trend(&weeks, today)
        };
        // The first has not ended and does not count.
        let over = |now: u64, then: u64| {
            weeks(&[0, now, now, now, now, 5, 5, 5, 5, then, then, then, then])
        };
        assert_eq!(over(112, 100), Some(Trend::Growing));
        assert_eq!(over(110, 100), Some(Trend::Steady));
        assert_eq!(over(90, 100), Some(Trend::Steady));
        assert_eq!(over(88, 100), Some(Trend::Falling));
        assert_eq!(over(1, 0), Some(Trend::Growing));
        assert_eq!(over(0, 0), None);
        assert_eq!(over(u64::MAX, u64::MAX), Some(Trend::Steady));
        assert_eq!(weeks(&[0, 9, 9, 9, 9, 9, 9, 9]), None);
        assert_eq!(weeks(&[]), None);
    }
}
