//! A server's own weekly count: `GET /api/v1/instance/activity`.

use super::loose::{self, Read};
use super::{DecodeError, Decoded, Why};
use crate::date::Date;
use crate::model::Week;
use crate::sort::sort_by;

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
    sort_by(&mut weeks, |a, b| b.start.cmp(&a.start));
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
