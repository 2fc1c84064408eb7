//! What changed since the last snapshot.

use std::collections::{BTreeMap, HashSet};

use picker::decode::bundle::Listing;
use picker::model::{Server, SignUp};

/// Servers that are gone and asked whether they moved, at most.
const MAX_ASKED: usize = 20;
/// A description shorter than this is no proof that two servers are one.
const TELLING: usize = 30;

/// The differences between two snapshots, each list by domain.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Not there last time.
    pub new: Vec<String>,
    /// No longer listed at all.
    pub gone: Vec<String>,
    /// Still listed, but taking no new accounts.
    pub closed: Vec<String>,
    /// From one domain to another.
    pub moved: Vec<(String, String)>,
    /// Signing up works differently than last time.
    pub sign_up: Vec<(String, SignUp, SignUp)>,
    /// There was no last time.
    pub first: bool,
}

impl Changes {
    /// Compares the last snapshot with the fresh one. `closed` are the domains
    /// that the directory lists as taking no new accounts.
    #[must_use]
    pub fn between(last: Option<&Listing>, fresh: &Listing, closed: &HashSet<String>) -> Self {
        let mut out = Self {
            first: last.is_none(),
            ..Self::default()
        };
        let before = by_domain(last);
        let now = by_domain(Some(fresh));
        let added = now.keys().filter(|domain| !before.contains_key(*domain));
        out.new = added.map(ToString::to_string).collect();
        for (domain, old) in before {
            match now.get(domain) {
                Some(new) => {
                    let of = |server: &Server| server.sign_up.as_ref().map(|fact| fact.value);
                    if let (Some(was), Some(is)) = (of(old), of(new))
                        && was != is
                    {
                        out.sign_up.push((domain.to_owned(), was, is));
                    }
                }
                None if closed.contains(domain) => out.closed.push(domain.to_owned()),
                None => out.gone.push(domain.to_owned()),
            }
        }
        out
    }

    /// Tells servers that moved from those that are gone: `ask` gives the name
    /// that a server now has for itself; failing that, a new server with the
    /// very same description is taken for the old one.
    pub fn find_moves(
        &mut self,
        last: Option<&Listing>,
        fresh: &Listing,
        ask: impl Fn(&str) -> Option<String>,
    ) {
        let before = by_domain(last);
        let now = by_domain(Some(fresh));
        let described = |server: &Server| {
            let text = server.description.as_ref().map(|fact| fact.value.clone());
            text.filter(|text| text.chars().count() >= TELLING)
        };
        let mut gone = Vec::new();
        for (i, domain) in std::mem::take(&mut self.gone).into_iter().enumerate() {
            let own_word = (i < MAX_ASKED).then(|| ask(&domain)).flatten();
            let by_name = own_word.filter(|to| now.contains_key(to.as_str()));
            let by_words = || {
                let words = described(before.get(domain.as_str())?)?;
                let mut same = self.new.iter().filter(|new| {
                    now.get(new.as_str()).and_then(|s| described(s)).as_ref() == Some(&words)
                });
                // Two with the same words prove nothing.
                same.next().filter(|_| same.next().is_none()).cloned()
            };
            match by_name.or_else(by_words) {
                Some(to) => {
                    self.new.retain(|new| *new != to);
                    self.moved.push((domain, to));
                }
                None => gone.push(domain),
            }
        }
        self.gone = gone;
    }

    /// The report, line by line.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        if self.first {
            return vec![format!("The first snapshot: {} servers", self.new.len())];
        }
        let mut out = vec![format!(
            "Since the last snapshot: {} new, {} gone, {} closed, {} moved, {} with another sign-up",
            self.new.len(),
            self.gone.len(),
            self.closed.len(),
            self.moved.len(),
            self.sign_up.len()
        )];
        for (what, domains) in [
            ("new", &self.new),
            ("gone", &self.gone),
            ("closed", &self.closed),
        ] {
            out.extend(domains.iter().map(|domain| format!("  {what}: {domain}")));
        }
        let moved = self.moved.iter();
        out.extend(moved.map(|(from, to)| format!("  moved: {from} -> {to}")));
        let sign_up = self.sign_up.iter();
        out.extend(
            sign_up.map(|(domain, was, is)| {
                format!("  sign-up: {domain} {} -> {}", was.key(), is.key())
            }),
        );
        out
    }
}

fn by_domain(list: Option<&Listing>) -> BTreeMap<&str, &Server> {
    let servers = list.into_iter().flat_map(|list| &list.servers);
    servers
        .map(|server| (server.domain.as_str(), server))
        .collect()
}
