//! The network's daily figures: `GET /statistics` of the joinmastodon API.

use super::loose::{self, Read};
use super::outcome::{DecodeError, Decoded, Skipped, Why};
use crate::date::Date;

/// One day of the whole network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Servers that were reached.
    pub servers: u64,
    /// Accounts on them.
    pub users: u64,
    /// People active in the month up to that day.
    pub active: u64,
}

/// A count of servers below this share of the series' median is a failed
/// count, not a smaller network: the crawler reached next to nobody that day.
/// (Served as such: days of 0, 9, 11, 2,956 and 4,233 among days of 8,000.)
const FAILED_BELOW: f64 = 0.6;

/// Decodes the daily series: sorted, each day once, without days on which the
/// count failed, and without the last day, which is still being counted (the
/// project's own site shows the one before).
///
/// # Errors
/// When the body as a whole is no list: see [`DecodeError`].
pub fn statistics(bytes: &[u8]) -> Result<Decoded<Vec<Day>>, DecodeError> {
    let mut skipped = Vec::new();
    let mut found: Vec<(usize, Day)> = Vec::new();
    let listed = loose::rows(bytes, "daily statistics", &mut skipped, |index, row| {
        let date = loose::date(row, "period").ok_or(Why::Missing("period"))?;
        let count = |field: &'static str| match loose::count(row, field) {
            Read::Value(n) => Ok(n),
            _ => Err(Why::Missing(field)),
        };
        found.push((
            index,
            Day {
                date,
                servers: count("server_count")?,
                users: count("user_count")?,
                active: count("active_user_count")?,
            },
        ));
        Ok(())
    })?;
    // By day, and the better of two counts of the same day first.
    found.sort_by(|(_, a), (_, b)| a.date.cmp(&b.date).then(b.servers.cmp(&a.servers)));
    let mut skip = |index: usize, day: &Day, why| {
        skipped.push(Skipped {
            index,
            why,
            text: day.date.to_string(),
        });
    };
    let mut counts: Vec<u64> = found.iter().map(|(_, day)| day.servers).collect();
    counts.sort();
    let median = counts.get(counts.len() / 2).copied().unwrap_or(0);
    let last = found.last().map(|(_, day)| day.date);
    let mut days: Vec<Day> = Vec::new();
    for (index, day) in &found {
        #[allow(clippy::cast_precision_loss)]
        let failed = day.servers == 0 || (day.servers as f64) < FAILED_BELOW * median as f64;
        if days.last().is_some_and(|known| known.date == day.date) {
            skip(*index, day, Why::Duplicate);
        } else if Some(day.date) == last {
            skip(*index, day, Why::Incomplete);
        } else if failed {
            skip(*index, day, Why::FailedCount);
        } else {
            days.push(*day);
        }
    }
    skipped.sort_by_key(|row| row.index);
    Ok(Decoded {
        value: days,
        listed,
        skipped,
        notes: Vec::new(),
    })
}
