//! Several sources become one directory, fact by fact: each fact keeps who
//! said it and when.

use crate::date::Date;
use crate::decode::{Listing, Network, distrust_counts};
use crate::model::{Fact, HealthFlag, Server, Source};
use crate::overrides::Override;
use crate::vocabulary::Vocabulary;

/// Facts older than this many days are called old.
pub const OLD_AFTER_DAYS: i32 = 30;

/// Whether something of the day `as_of` is old on the day `today`.
#[must_use]
pub const fn is_old(as_of: Date, today: Date) -> bool {
    today.days_since(as_of) > OLD_AFTER_DAYS
}

/// What there is to merge.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sources<'a> {
    /// The servers that this project's maintainers wrote up.
    pub curated: &'a [Server],
    /// The joinmastodon directory as bundled.
    pub snapshot: Option<&'a Listing>,
    /// The joinmastodon directory as it answered, now or when it was cached.
    pub joinmastodon: Option<&'a Listing>,
    /// The maintainers' corrections.
    pub overrides: &'a [Override],
    /// The size of the whole network, where the statistics have come.
    pub network: Option<Network>,
}

/// All servers with all that is known of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Directory {
    /// The servers, by domain, each once. Those that are not to be
    /// recommended are among them, flagged.
    pub servers: Vec<Server>,
    /// The newest list of the joinmastodon directory that went in: as bundled
    /// or as answered, and from when.
    pub list: Option<(Source, Date)>,
    /// How many servers of the older list are no longer on the newer one and
    /// were dropped.
    pub gone: usize,
}

/// Merges the sources.
///
/// - A fact from a higher authority wins: curated < directory < the server
///   itself < override. Bundled and answered directory are one authority:
///   the newer wins.
/// - Topics and keywords add up, each with its own source. Languages are taken
///   whole from the best source that names any, in its order. An override
///   that names topics, keywords or languages replaces them.
/// - A server that was on the older directory list and is not on the newer
///   one has closed or left: its old listing no longer counts. It goes, unless
///   it is curated; then it stays with the curated facts and their age. That
///   takes a newer list of at least half the older one's length: a shorter
///   one is half an answer, and nothing follows from what it lacks.
/// - A curated server that no list has stays: not every good server is listed
///   there. Its sign-up fact keeps its curated source and date, and the live
///   check has the last word.
#[must_use]
pub fn merge(sources: &Sources<'_>, today: Date) -> Directory {
    let mut all = All::default();
    for server in sources.curated {
        all.absorb(server);
    }
    let mut lists: Vec<(Source, &Listing)> = Vec::new();
    lists.extend(sources.snapshot.map(|list| (Source::Snapshot, list)));
    lists.extend(
        sources
            .joinmastodon
            .map(|list| (Source::Joinmastodon, list)),
    );
    // The newer last; on the same day the one that just answered.
    lists.sort_by_key(|list| (list.1.as_of, list.0));
    let newest = lists.last().copied();
    let mut gone = 0;
    for (_, list) in &lists {
        let complete = newest.filter(|(_, newest)| is_complete(newest, list));
        let current: Option<Vocabulary> = complete.map(|(_, newest)| {
            let domains = newest.servers.iter();
            domains.map(|server| server.domain.as_str()).collect()
        });
        for server in &list.servers {
            let left = |current: &Vocabulary| current.get(&server.domain).is_none();
            if current.as_ref().is_some_and(left) {
                gone += 1;
                continue;
            }
            if let Some(known) = all.known(&server.domain) {
                // Flags come from a listing's figures: only the newest's hold.
                known.flags.clear();
            }
            all.absorb(server);
        }
    }
    let mut servers = all.servers;
    servers.sort_by(|a, b| a.domain.cmp(&b.domain));
    if let Some(network) = sources.network {
        distrust_counts(&mut servers, network);
    }
    for server in &mut servers {
        if server.flags.contains(&HealthFlag::Implausible) {
            // An older list's count must not stand in for a withdrawn one.
            server.weekly_active = None;
            server.total_users = None;
        }
        if let Some(entry) = find(sources.overrides, &server.domain) {
            correct(server, entry, today);
        }
    }
    Directory {
        servers,
        list: newest.map(|(source, list)| (source, list.as_of)),
        gone,
    }
}

/// Whether what `newest` lacks of `older` is gone.
fn is_complete(newest: &Listing, older: &Listing) -> bool {
    !core::ptr::eq(newest, older) && newest.servers.len() * 2 >= older.servers.len()
}

fn find<'a>(overrides: &'a [Override], domain: &str) -> Option<&'a Override> {
    overrides.iter().find(|o| o.correction.domain == domain)
}

/// Servers, each domain once, with the places where they are by their domains.
#[derive(Default)]
struct All {
    domains: Vocabulary,
    servers: Vec<Server>,
}

impl All {
    fn known(&mut self, domain: &str) -> Option<&mut Server> {
        let at = self.domains.get(domain)?;
        self.servers.get_mut(at as usize)
    }

    fn absorb(&mut self, server: &Server) {
        match self.known(&server.domain) {
            Some(known) => combine(known, server),
            None => {
                self.domains.intern(&server.domain);
                self.servers.push(server.clone());
            }
        }
    }
}

/// Puts an override on a server.
fn correct(server: &mut Server, entry: &Override, today: Date) {
    let correction = &entry.correction;
    if !correction.topics.is_empty() {
        server.topics.clear();
    }
    if !correction.tags.is_empty() {
        server.tags.clear();
    }
    combine(server, correction);
    if entry.excludes_on(today) && !server.flags.contains(&HealthFlag::Excluded) {
        server.flags.push(HealthFlag::Excluded);
    }
}

/// How much a source's word weighs; the newer of equals wins.
const fn authority(source: Source) -> u8 {
    match source {
        Source::Curated => 0,
        Source::Snapshot | Source::Joinmastodon => 1,
        Source::Live => 2,
        Source::Override => 3,
    }
}

fn beats<T>(new: &Fact<T>, old: &Fact<T>) -> bool {
    let weight = |f: &Fact<T>| (authority(f.source), f.as_of, f.source);
    weight(new) >= weight(old)
}

fn one<T: Clone>(known: &mut Option<Fact<T>>, new: Option<&Fact<T>>) {
    if let Some(new) = new
        && known.as_ref().is_none_or(|old| beats(new, old))
    {
        *known = Some(new.clone());
    }
}

/// Adds up two lists of values, the better source for what both have.
fn union(known: &mut Vec<Fact<String>>, new: &[Fact<String>]) {
    for fact in new {
        match known.iter_mut().find(|old| old.value == fact.value) {
            Some(old) if beats(fact, old) => *old = fact.clone(),
            Some(_) => {}
            None => known.push(fact.clone()),
        }
    }
}

/// Takes over whatever `new` knows better.
pub fn combine(known: &mut Server, new: &Server) {
    one(&mut known.title, new.title.as_ref());
    one(&mut known.description, new.description.as_ref());
    one(&mut known.note, new.note.as_ref());
    one(&mut known.region, new.region.as_ref());
    one(&mut known.legal_form, new.legal_form.as_ref());
    one(&mut known.sign_up, new.sign_up.as_ref());
    one(&mut known.reason_required, new.reason_required.as_ref());
    one(&mut known.sign_up_url, new.sign_up_url.as_ref());
    one(&mut known.min_age, new.min_age.as_ref());
    one(&mut known.weekly_active, new.weekly_active.as_ref());
    one(&mut known.size, new.size.as_ref());
    one(&mut known.total_users, new.total_users.as_ref());
    one(&mut known.version, new.version.as_ref());
    one(&mut known.adult, new.adult.as_ref());
    one(&mut known.activity, new.activity.as_ref());
    union(&mut known.topics, &new.topics);
    union(&mut known.tags, &new.tags);
    if let Some(first) = new.languages.first()
        && known.languages.first().is_none_or(|old| beats(first, old))
    {
        known.languages.clone_from(&new.languages);
    }
    for flag in &new.flags {
        if !known.flags.contains(flag) {
            known.flags.push(*flag);
        }
    }
}
