//! Figures beyond belief, and versions past their time.

use super::instance::InstanceInfo;
use super::statistics::Day;
use crate::model::{Fact, HealthFlag, Server, Week};

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

/// GoToSocial tells made-up counts where its admin chose so
/// (`instance-stats-mode: baffle`: <https://docs.gotosocial.org/en/stable/configuration/instance/>,
/// read 2026-11-28); it is made for small servers, and none with as many
/// accounts is known. What it tells above this is taken for made up.
const MANY_FOR_GOTOSOCIAL: u64 = 10_000;

/// How many times as many people can be active in a month as in a week. Most
/// servers have one and a half times as many; one that has just been found by
/// many, ten times.
const MONTH_PER_WEEK: u64 = 20;
/// Below so many a week that says nothing: a few guests are many times as many.
const FEW: u64 = 10;

/// Takes figures back that cannot be true and flags their servers.
///
/// Called by [`servers`] with [`Network::KNOWN`]; call it again when fresher
/// statistics have come.
/// - More weekly actives than accounts, more accounts than the network, more
///   weekly actives than it has monthly ones, or a crowd on software that is
///   made for few and makes figures up: [`HealthFlag::Implausible`], and both
///   counts are dropped.
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
        let version = server.version.as_ref().map(|f| f.value.as_str());
        let made_up = version.is_some_and(may_be_gotosocial)
            && total.max(weekly).is_some_and(|n| n > MANY_FOR_GOTOSOCIAL);
        if contradictory
            || made_up
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

/// Versions of GoToSocial begin with 0, as none of Mastodon does any more.
fn may_be_gotosocial(version: &str) -> bool {
    version.trim_start_matches('v').starts_with("0.")
}

/// Takes back what a server's own answer counts and cannot be true, by what
/// lists say of the server: `known` where they know it.
pub fn distrust_answer(info: &mut InstanceInfo, known: Option<&Server>, network: Network) {
    let listed = |fact: &Option<Fact<u64>>| fact.as_ref().map(|fact| fact.value).filter(|n| *n > 0);
    let weekly = known.and_then(|server| listed(&server.weekly_active));
    let accounts = known.and_then(|server| listed(&server.total_users));
    let baffles = info.software.name() == Some("GoToSocial")
        || info.version.as_deref().is_some_and(may_be_gotosocial);
    let month = info.active_month.unwrap_or_default();
    let total = info.total_users.unwrap_or_default();
    let doubted = month > network.active
        || total > network.users
        || (total > 0 && month > total)
        || accounts.is_some_and(|accounts| month > accounts.saturating_mul(2))
        || weekly.is_some_and(|weekly| month > weekly.max(FEW).saturating_mul(MONTH_PER_WEEK))
        || (baffles && month.max(total) > MANY_FOR_GOTOSOCIAL);
    if doubted {
        info.active_month = None;
        info.total_users = None;
    }
}

/// Whether a server's own weekly counts can be true: no week has more people
/// or new accounts than the whole network, nor many times as many as lists say.
#[must_use]
pub fn are_plausible(weeks: &[Week], known: Option<&Server>, network: Network) -> bool {
    let listed = known.and_then(|server| server.weekly_active.as_ref());
    let most = listed.map(|fact| fact.value.max(FEW).saturating_mul(MONTH_PER_WEEK));
    weeks.iter().all(|week| {
        week.logins <= network.active
            && week.registrations <= network.users
            && most.is_none_or(|most| week.logins <= most)
    })
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

#[cfg(test)]
mod tests {
    use super::{Network, are_plausible, distrust_answer, distrust_counts};
    use crate::date::Date;
    use crate::decode::{InstanceInfo, instance_v1, instance_v2};
    use crate::model::{Fact, HealthFlag, Server, Source, Week};
    use proptest::prelude::*;

    fn server(total: u64, weekly: u64, version: &str) -> Server {
        let mut server = Server::new("a.example");
        server.total_users = Some(Fact::new(total, Source::Joinmastodon, None));
        server.weekly_active = Some(Fact::new(weekly, Source::Joinmastodon, None));
        server.version = Some(Fact::new(version.to_owned(), Source::Joinmastodon, None));
        server
    }

    fn answer(month: u64, version: &str) -> InstanceInfo {
        let json = format!(
            r#"{{"domain":"a.example","version":"{version}","usage":{{"users":{{"active_month":{month}}}}}}}"#
        );
        instance_v2(json.as_bytes()).unwrap()
    }

    fn month(mut info: InstanceInfo, known: Option<&Server>) -> Option<u64> {
        distrust_answer(&mut info, known, Network::KNOWN);
        info.active_month
    }

    #[test]
    fn made_up_figures_of_a_list_are_dropped_and_flagged() {
        for (total, weekly, version, believed) in [
            (900, 107, "0.19.1", true),
            (900, 107, "4.5.2", true),
            (3_056_370, 174_309, "4.6.0", true),
            (412_345, 201_122, "0.20.0+git-1a2b", false),
            (999_999, 5, "v0.17.3", false),
            (50_000, 12_000, "4.4.1", true),
            (100, 101, "4.4.1", false),
        ] {
            let mut all = [server(total, weekly, version)];
            distrust_counts(&mut all, Network::KNOWN);
            let flagged = all[0].flags.contains(&HealthFlag::Implausible);
            let kept = all[0].weekly_active.is_some() && all[0].total_users.is_some();
            assert_eq!(
                (kept, !flagged),
                (believed, believed),
                "{total} {weekly} {version}"
            );
        }
    }

    #[test]
    fn a_servers_own_figures_are_doubted_by_what_lists_say() {
        let small = server(300, 107, "4.5.2");
        assert_eq!(month(answer(250, "4.5.2"), Some(&small)), Some(250));
        // More than the network has, than accounts, than weeks allow.
        assert_eq!(month(answer(731_204, "4.5.2"), None), None);
        assert_eq!(month(answer(50_000, "4.5.2"), Some(&small)), None);
        let uncounted = server(0, 107, "4.5.2");
        assert_eq!(month(answer(9_000, "4.5.2"), Some(&uncounted)), None);
        assert_eq!(month(answer(2_000, "4.5.2"), Some(&uncounted)), Some(2_000));
        // Software that makes figures up, in no list.
        let baffling = "0.19.1 (compatible; GoToSocial 0.19.1)";
        assert_eq!(month(answer(300_000, baffling), None), None);
        assert_eq!(month(answer(80, baffling), None), Some(80));
        assert_eq!(month(answer(300_000, "4.5.2"), None), Some(300_000));
    }

    #[test]
    fn accounts_by_the_older_interface_are_doubted_too() {
        let json = r#"{"uri":"a.example","stats":{"user_count":99999999}}"#;
        let mut info = instance_v1(json.as_bytes()).unwrap();
        distrust_answer(&mut info, None, Network::KNOWN);
        assert_eq!(info.total_users, None);
    }

    #[test]
    fn weeks_beyond_belief_are_none() {
        let week = |logins: u64| Week {
            start: Date::from_days(20_000),
            logins,
            registrations: 3,
            statuses: 9,
        };
        let small = server(300, 107, "4.5.2");
        assert!(are_plausible(
            &[week(90), week(140)],
            Some(&small),
            Network::KNOWN
        ));
        assert!(!are_plausible(
            &[week(90), week(40_000)],
            Some(&small),
            Network::KNOWN
        ));
        assert!(are_plausible(&[week(40_000)], None, Network::KNOWN));
        assert!(!are_plausible(&[week(900_000)], None, Network::KNOWN));
    }

    proptest! {
        #[test]
        fn no_figure_that_stays_is_beyond_the_network(
            figure: u64, total: u64, weekly: u64, known: bool, old: bool,
        ) {
            let server = server(total, weekly, "4.5.2");
            let version = if old { "0.19.0" } else { "4.5.2" };
            let left = month(answer(figure, version), known.then_some(&server));
            prop_assert!(left.is_none_or(|n| n <= Network::KNOWN.active && n == figure));
        }
    }
}
