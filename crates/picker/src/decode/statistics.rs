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

/// How many times as many people or accounts there can be as on the day before. The
/// most that the series brought from 2023 to 2026 was an eighth more (2023-07-03).
const MORE_IN_A_DAY: u64 = 2;
/// How many days the last count that was believed is held against the next.
const BELIEVED_FOR: i32 = 7;

/// Whether a day's figures can be true, by the day that was believed before it.
fn is_beyond_belief(day: &Day, before: Option<&Day>) -> bool {
    let before = before.filter(|it| day.date.days_since(it.date) <= BELIEVED_FOR);
    day.active > day.users
        || before.is_some_and(|it| {
            day.active > it.active.saturating_mul(MORE_IN_A_DAY)
                || day.users > it.users.saturating_mul(MORE_IN_A_DAY)
        })
}

/// Decodes the daily series: sorted, each day once, without days on which the
/// count failed or says what cannot be true, and without the last day, which is still being counted (the
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
        } else if failed || is_beyond_belief(day, days.last()) {
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

#[cfg(test)]
mod tests {
    use super::statistics;
    use proptest::prelude::*;

    /// The days that are kept of a June, by their numbers and active people.
    fn kept(days: &[(u32, u64, u64)]) -> Vec<(u32, u64)> {
        let row = |(day, users, active): &(u32, u64, u64)| {
            format!(
                r#"{{"period":"2026-06-{day:02}","server_count":8000,"user_count":{users},"active_user_count":{active}}}"#
            )
        };
        let rows: Vec<String> = days.iter().map(row).collect();
        let days = statistics(format!("[{}]", rows.join(",")).as_bytes()).unwrap();
        let days = days.value.iter();
        days.map(|day| (day.date.ymd().2, day.active)).collect()
    }

    #[test]
    fn a_day_beyond_belief_is_left_out_and_a_new_level_is_believed_in_time() {
        let usual = |day: u32| (day, 9_000_000, 700_000);
        let mut days: Vec<_> = (1..=5).map(usual).collect();
        // One server that makes figures up is enough.
        days.push((6, 9_000_000, 7_300_000));
        days.push((7, 40_000_000, 700_000));
        days.push((8, 9_000_000, 9_100_000));
        days.extend((9..=11).map(usual));
        let found: Vec<u32> = kept(&days).into_iter().map(|(day, _)| day).collect();
        assert_eq!(found, [1, 2, 3, 4, 5, 9, 10]);
        // Counted in another way for good.
        let mut days: Vec<_> = (1..=5).map(usual).collect();
        days.extend((6..=20).map(|day| (day, 30_000_000, 2_000_000)));
        assert_eq!(kept(&days).last(), Some(&(19, 2_000_000)));
    }

    proptest! {
        #[test]
        fn no_day_that_is_kept_has_more_people_than_accounts(
            counts in prop::collection::vec((any::<u64>(), any::<u64>()), 0..28),
        ) {
            let days = counts.iter().zip(1..);
            let days: Vec<_> = days.map(|((users, active), day)| (day, *users, *active)).collect();
            for (day, active) in kept(&days) {
                prop_assert!(days[day as usize - 1].1 >= active);
            }
        }
    }
}
