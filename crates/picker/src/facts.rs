//! The facts that are ranked by, one compact row for each server.

use crate::language::Language;
use crate::model::{LegalForm, Region, Server, SignUp, Size};
use crate::search::Index;
use crate::vocabulary::fnv1a;

/// The least weekly actives that count as enough people to talk to.
pub(crate) const FLOOR: u64 = 20;
/// From here on a server is a giant, whatever the others have.
const GIANT: u64 = 50_000;
/// Weekly actives up to which a community counts as one where newcomers stay
/// (Colglazier 2024: accounts on the largest servers go inactive sooner).
const NEWCOMERS_UP_TO: f64 = 5_000.0;
/// From this strength on, its own words make a server a niche one, whatever
/// its label says.
const NICHE: f32 = 0.5;

/// What is ranked by. The values from 0 to 1 mean the same everywhere: 1 is
/// all one could wish.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Hash of the domain: draws do not depend on the order of the list.
    pub(crate) hash: u64,
    /// Weight in the draw.
    pub(crate) weight: f64,
    /// What is left of the weight after a flood of new accounts, 0.1 to 1.
    pub(crate) ease: f64,
    /// Enough people to talk to.
    pub(crate) activity: f64,
    /// Small enough to be noticed as a newcomer.
    pub(crate) newcomers: f64,
    /// Software of the current release.
    pub(crate) software: f64,
    /// It names no release that can be compared.
    pub(crate) release_unknown: bool,
    /// Natural logarithm of one plus the weekly actives, where counted.
    pub(crate) size_log: Option<f64>,
    pub(crate) size: Option<Size>,
    pub(crate) sign_up: Option<SignUp>,
    pub(crate) region: Option<Region>,
    pub(crate) legal_form: Option<LegalForm>,
    pub(crate) min_age: Option<u8>,
    languages_from: u32,
    languages_count: u8,
    /// Closed, unhealthy, or taken out: never shown.
    pub(crate) hidden: bool,
    pub(crate) adult: bool,
    /// Labelled `general`.
    pub(crate) labelled_general: bool,
    /// For everybody by its labels.
    pub(crate) called_general: bool,
    /// For everybody by its labels, and no niche by its own words.
    pub(crate) general: bool,
    /// What its description is evidently written in.
    pub(crate) written_in: Option<&'static str>,
    /// Enough people to talk to, as far as is known.
    pub(crate) lively: bool,
    pub(crate) giant: bool,
}

/// All rows, and the distinct languages they speak.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) rows: Vec<Row>,
    pub(crate) languages: Vec<Language>,
    spoken: Vec<u16>,
}

impl Facts {
    pub(crate) fn new(servers: &[Server], index: &Index) -> Self {
        // One way through the long list for all that is needed before the rows.
        let mut everybody = 0u64;
        let mut releases: Vec<Option<Release>> = Vec::with_capacity(servers.len());
        // Few among many servers: put in where they belong, not sorted.
        let mut languages: Vec<Language> = Vec::new();
        for server in servers {
            let people = server.weekly_active.as_ref().map_or(0, |fact| fact.value);
            everybody = everybody.saturating_add(people);
            let version = server.version.as_ref();
            releases.push(version.and_then(|version| release(&version.value)));
            for fact in &server.languages {
                if let Err(at) = languages.binary_search(&fact.value) {
                    languages.insert(at, fact.value.clone());
                }
            }
        }
        let current = current_release(&releases);
        let niche = niches(index);
        let mut spoken = Vec::new();
        let rows = servers
            .iter()
            .zip(niche)
            .enumerate()
            .map(|(doc, (server, niche))| {
                let languages_from = spoken.len() as u32;
                for fact in server.languages.iter().take(usize::from(u8::MAX)) {
                    if let Ok(at) = languages.binary_search(&fact.value) {
                        spoken.push(at.min(usize::from(u16::MAX)) as u16);
                    }
                }
                let count = server.weekly_active.as_ref().map(|fact| fact.value);
                let size = server.size_class().map(|fact| fact.value);
                let has = |key: &str| server.topics.iter().any(|topic| topic.value == key);
                let labelled_general = has("general");
                let sign_up = server.sign_up.as_ref().map(|fact| fact.value);
                Row {
                    hash: fnv1a(server.domain.as_bytes()),
                    weight: draw_weight(server, size),
                    ease: ease(server),
                    activity: activity(count, size),
                    newcomers: newcomers(count, size),
                    software: software(releases[doc], current),
                    release_unknown: releases[doc].is_none(),
                    size_log: count.map(|count| libm::log(1.0 + count as f64)),
                    size,
                    sign_up,
                    region: server.region.as_ref().map(|fact| fact.value),
                    legal_form: server.legal_form.as_ref().map(|fact| fact.value),
                    min_age: server.min_age.as_ref().map(|fact| fact.value),
                    languages_from,
                    languages_count: (spoken.len() as u32 - languages_from) as u8,
                    hidden: sign_up == Some(SignUp::Closed) || !server.flags.is_empty(),
                    adult: has("adult") || server.adult.as_ref().is_some_and(|fact| fact.value),
                    labelled_general,
                    general: !niche && is_general(server),
                    called_general: is_general(server),
                    written_in: index.written_in(doc),
                    lively: match count {
                        Some(count) => count >= FLOOR,
                        None => size.is_some(),
                    },
                    giant: count.is_some_and(|count| {
                        count > GIANT || u128::from(count) * 10 > u128::from(everybody)
                    }) && servers.len() > 9,
                }
            })
            .collect();
        Self {
            rows,
            languages,
            spoken,
        }
    }

    /// The languages of a row, as places in [`Facts::languages`], the main
    /// one first.
    pub(crate) fn spoken(&self, row: &Row) -> &[u16] {
        let from = row.languages_from as usize;
        self.spoken
            .get(from..from + usize::from(row.languages_count))
            .unwrap_or(&[])
    }
}

/// Which servers their own words make a niche.
fn niches(index: &Index) -> Vec<bool> {
    let mut niche = vec![false; index.len()];
    for topic in 0..index.topic_count() {
        let topic = topic as u16;
        if matches!(index.topic_key(topic), "general" | "adult") || index.is_meaning(topic) {
            continue;
        }
        for about in index.about(topic) {
            if about.words >= NICHE
                && let Some(niche) = niche.get_mut(about.doc as usize)
            {
                *niche = true;
            }
        }
    }
    niche
}

/// Whether a server is for everybody by its labels: every source that labels
/// it says `general`, so that a maintainer's "mathematics" outweighs a list's
/// "general", and a lean ("general, tech" by one source) is no niche. A place
/// is one, whoever says so. Without any label a server passes.
fn is_general(server: &Server) -> bool {
    let topics = &server.topics;
    topics.iter().all(|topic| {
        topic.value != "regional"
            && topics
                .iter()
                .any(|other| other.source == topic.source && other.value == "general")
    })
}

/// 0 for nobody, 0.57 at the floor of 25 a week, 1 from 300 a week on: by the
/// logarithm, as the tenth person to talk to matters more than the thousandth.
fn activity(count: Option<u64>, size: Option<Size>) -> f64 {
    match (count, size) {
        (Some(count), _) => (libm::log(1.0 + count as f64) / libm::log(301.0)).min(1.0),
        (None, Some(Size::Cosy)) => 0.5,
        (None, Some(_)) => 0.55,
        (None, None) => 0.4,
    }
}

/// 1 up to 5,000 a week, falling by the logarithm to 0 at ten times that.
fn newcomers(count: Option<u64>, size: Option<Size>) -> f64 {
    match (count, size) {
        (Some(count), _) if count as f64 <= NEWCOMERS_UP_TO => 1.0,
        (Some(count), _) => {
            let over = libm::log(count as f64 / NEWCOMERS_UP_TO) / libm::log(10.0);
            (1.0 - over).clamp(0.0, 1.0)
        }
        (None, Some(Size::Cosy | Size::Medium)) => 0.9,
        (None, _) => 0.6,
    }
}

type Release = (u16, u16);

/// The release (`4.5` of `4.5.4+glitch`) of a version of Mastodon.
fn release(version: &str) -> Option<Release> {
    let mut parts = version.trim().trim_start_matches('v').split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next()?;
    let digits = minor.bytes().take_while(u8::is_ascii_digit).count();
    Some((major, minor.get(..digits)?.parse().ok()?))
}

/// The newest release that at least every twentieth server runs: what counts
/// as current is read off the list itself.
fn current_release(releases: &[Option<Release>]) -> Option<Release> {
    let mut seen: Vec<(Release, usize)> = Vec::new();
    let mut all = 0;
    for release in releases.iter().flatten() {
        all += 1;
        match seen.binary_search_by(|(known, _)| known.cmp(release)) {
            Ok(at) => seen[at].1 += 1,
            Err(at) => seen.insert(at, (*release, 1)),
        }
    }
    let mut at_or_above = 0;
    for (release, count) in seen.into_iter().rev() {
        at_or_above += count;
        if at_or_above >= (all / 20).max(1) {
            return Some(release);
        }
    }
    None
}

/// 1 for the current release or newer, 0.7 one behind, 0.4 two behind, 0.2
/// for anything older, 0.5 where it is not known.
fn software(version: Option<Release>, current: Option<Release>) -> f64 {
    match (version, current) {
        (Some(version), Some(current)) if version >= current => 1.0,
        (Some(version), Some(current)) if version.0 == current.0 => match current.1 - version.1 {
            1 => 0.7,
            2 => 0.4,
            _ => 0.2,
        },
        (Some(_), Some(_)) => 0.2,
        _ => 0.5,
    }
}

/// How much more often a big server is drawn than a small one of the same
/// fit: by the fourth root of its weekly actives between 10 and 2,500, so at
/// most four times as often. Big ones can take in more people; nobody is to
/// take in all.
fn draw_weight(server: &Server, size: Option<Size>) -> f64 {
    let people = match (&server.weekly_active, size) {
        (Some(fact), _) => fact.value.clamp(10, 2_500) as f64,
        (None, Some(Size::Cosy)) => 100.0,
        (None, Some(Size::Medium)) => 800.0,
        (None, Some(Size::Large)) => 2_500.0,
        (None, None) => 50.0,
    };
    people.sqrt().sqrt()
}

/// A server that has just had far more new accounts than it is used to steps
/// back until the flood is over.
///
/// 1 for a server with its usual number of new accounts, down to 0.1 for one
/// that has ten times its norm and more.
///
/// The norm is the median of the weeks before the last full one; the newest
/// week of Mastodon's count is still running, so the larger of the last two
/// counts. Fewer than 20 new accounts are no flood.
fn ease(server: &Server) -> f64 {
    let Some(weeks) = &server.activity else {
        return 1.0;
    };
    let newest = weeks
        .value
        .iter()
        .take(2)
        .map(|week| week.registrations)
        .max();
    let mut before: Vec<u64> = weeks
        .value
        .iter()
        .skip(2)
        .map(|w| w.registrations)
        .collect();
    before.sort();
    let (Some(newest), Some(norm)) = (newest, before.get(before.len() / 2)) else {
        return 1.0;
    };
    let usual = (norm * 3).max(20);
    if newest <= usual {
        return 1.0;
    }
    (usual as f64 / newest as f64).max(0.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::model::{Fact, Source, Week};

    #[test]
    fn releases_are_read_from_what_servers_say() {
        for (version, want) in [
            ("4.5.4+glitch", Some((4, 5))),
            ("v4.4.0-alpha.4", Some((4, 4))),
            ("4.6-rc1", Some((4, 6))),
            ("nightly", None),
            ("", None),
        ] {
            assert_eq!(release(version), want, "{version}");
        }
    }

    fn with_registrations(counts: &[u64]) -> Server {
        let mut server = Server::new("a.example");
        let weeks = counts
            .iter()
            .enumerate()
            .map(|(i, registrations)| Week {
                start: Date::from_days(20_000 - 7 * i as i32),
                logins: 100,
                registrations: *registrations,
                statuses: 0,
            })
            .collect();
        server.activity = Some(Fact::new(weeks, Source::Live, None));
        server
    }

    #[test]
    fn a_flooded_server_steps_back() {
        assert_eq!(ease(&Server::new("a.example")), 1.0);
        assert_eq!(ease(&with_registrations(&[8, 10, 9, 11, 10])), 1.0);
        assert_eq!(ease(&with_registrations(&[8, 120, 10, 9, 11, 10])), 0.25);
        assert_eq!(ease(&with_registrations(&[5_000, 10, 9, 11, 10])), 0.1);
        // A small server that goes from one to nine is not flooded.
        assert_eq!(ease(&with_registrations(&[9, 1, 1, 1, 1])), 1.0);
    }

    #[test]
    fn more_people_are_better_and_giants_are_not() {
        assert!(activity(Some(10), None) < activity(Some(25), None));
        assert!(activity(Some(25), None) > activity(None, Some(Size::Large)));
        assert_eq!(activity(Some(300), None), 1.0);
        assert_eq!(newcomers(Some(5_000), None), 1.0);
        assert!(newcomers(Some(20_000), None) < 0.5);
        assert_eq!(newcomers(Some(170_000), None), 0.0);
    }
}
