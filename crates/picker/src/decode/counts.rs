//! Figures beyond belief, and versions past their time.

use super::statistics::Day;
use crate::model::{HealthFlag, Server};

/// How big the whole network is: no single server can be bigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// Accounts on all servers together.
    pub users: u64,
    /// Monthly active people on all servers together.
    pub active: u64,
}

impl Network {
    /// The network by joinmastodon's statistics for 2026-06-27, for when
    /// fresher ones are not at hand.
    pub const KNOWN: Self = Self {
        users: 10_384_957,
        active: 721_864,
    };

    /// The network on the last day of a daily series.
    #[must_use]
    pub fn latest(days: &[Day]) -> Option<Self> {
        days.last().map(Self::on)
    }

    /// The network on a day.
    #[must_use]
    pub const fn on(day: &Day) -> Self {
        Self {
            users: day.users,
            active: day.active,
        }
    }
}

/// Accounts from which "nobody was active" is a failed count, not a silent
/// server: some of ten thousand have an app that asks on its own.
const TOO_MANY_TO_BE_SILENT: u64 = 10_000;

/// Takes figures back that cannot be true and flags their servers.
///
/// Called by [`servers`] with [`Network::KNOWN`]; call it again when fresher
/// statistics have come.
/// - More weekly actives than accounts, more accounts than the network, or
///   more weekly actives than it has monthly ones: [`HealthFlag::Implausible`],
///   and both counts are dropped.
/// - Nobody active: [`HealthFlag::Silent`], unless the accounts are not
///   counted either or are so many that the count must have failed; then
///   there is no figure.
pub fn distrust_counts(servers: &mut [Server], network: Network) {
    for server in servers {
        let total = server.total_users.as_ref().map(|f| f.value);
        let weekly = server.weekly_active.as_ref().map(|f| f.value);
        let contradictory = match (weekly, total) {
            (Some(weekly), Some(total)) => total > 0 && weekly > total,
            _ => false,
        };
        if contradictory
            || total.is_some_and(|n| n > network.users)
            || weekly.is_some_and(|n| n > network.active)
        {
            server.weekly_active = None;
            server.total_users = None;
            add_flag(server, HealthFlag::Implausible);
            continue;
        }
        if weekly == Some(0) {
            match total {
                Some(1..TOO_MANY_TO_BE_SILENT) => add_flag(server, HealthFlag::Silent),
                _ => server.weekly_active = None,
            }
        }
        if total == Some(0) {
            server.total_users = None;
        }
    }
}

/// Sets a flag once.
pub(crate) fn add_flag(server: &mut Server, flag: HealthFlag) {
    if !server.flags.contains(&flag) {
        server.flags.push(flag);
    }
}

/// Whether a version is one of Mastodon that gets no security fixes any more:
/// below 4.2. Mastodon's security policy
/// (<https://github.com/mastodon/mastodon/security/policy>) supported 4.2
/// until 2026-01-08 and nothing older; we let 4.2 pass a while longer.
/// Versions of other software, and what is no version, are never flagged.
#[must_use]
pub fn is_outdated(version: &str) -> bool {
    if version.contains("compatible") {
        return false;
    }
    let mut parts = version.trim_start_matches('v').split('.');
    let major = parts.next().and_then(|p| p.parse::<u32>().ok());
    let minor = parts.next().and_then(|p| {
        let digits = p.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.parse::<u32>().ok()
    });
    match (major, minor) {
        (Some(1..=3), Some(_)) => true,
        (Some(4), Some(minor)) => minor < 2,
        _ => false,
    }
}
