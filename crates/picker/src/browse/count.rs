//! What each choice would leave: counted while the servers are gone through.

use super::facet::{AGES, Facet};
use super::filters::Filters;
use super::listing::{FacetOption, FacetOptions, Loosening};
use super::measure::{Listed, listed, unmet};
use crate::facts::Row;
use crate::language::Language;
use crate::score::{Query, Scored};
use crate::search::About;
use crate::topics::{Topics, UNOFFERED};

/// How many sets of facets there are.
const SETS: usize = 1 << 9;
/// How many ways out of an empty list are named.
const LOOSENINGS: usize = 3;

/// The counts so far.
pub(super) struct Tally<'a> {
    filters: &'a Filters,
    /// The age that the own words name.
    age_of_text: Option<u8>,
    /// Servers without any filter.
    pub(super) total: usize,
    /// Servers that meet all filters.
    pub(super) left: usize,
    /// Further ones that are not recommended.
    pub(super) left_out: usize,
    /// Further ones that are for adults.
    pub(super) adult: usize,
    /// For each set of facets the servers that miss just these.
    missing: Vec<usize>,
    /// For each facet of [`Facet::FACTS`] and each of its values the servers with it
    /// that its choice would add, see [`Tally::adds`].
    facts: [[usize; 8]; Facet::FACTS.len()],
    /// The values of these facets that any server has.
    known: [u8; Facet::FACTS.len()],
    ages: [usize; AGES.len()],
    /// For each server whether it is listed without any filter.
    pool: Vec<bool>,
    /// For each server whether the choice of one of its topics, and of its
    /// languages, would add it.
    topics: Vec<bool>,
    languages: Vec<bool>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(query: &Query<'_>, filters: &'a Filters) -> Self {
        let servers = query.facts.rows.len();
        Self {
            filters,
            age_of_text: query.age_of_text(),
            total: 0,
            left: 0,
            left_out: 0,
            adult: 0,
            missing: vec![0; SETS],
            facts: [[0; 8]; Facet::FACTS.len()],
            known: [0; Facet::FACTS.len()],
            ages: [0; AGES.len()],
            pool: vec![false; servers],
            topics: vec![false; servers],
            languages: vec![false; servers],
        }
    }

    /// Counts a server; whether it is to be listed.
    pub(super) fn add(&mut self, query: &Query<'_>, scored: &Scored) -> bool {
        let unmet = unmet(query, self.filters, scored);
        match listed(query, self.filters, scored.doc) {
            Listed::Yes => {}
            Listed::Never => return false,
            Listed::WithEverything => {
                self.left_out += usize::from(unmet == 0);
                return false;
            }
            Listed::WithAdult => {
                self.adult += usize::from(unmet == 0);
                return false;
            }
        }
        self.total += 1;
        let row = &query.facts.rows[scored.doc as usize];
        let given_up = usize::from(self.given_up_for(row, unmet));
        self.missing[given_up] += 1;
        let filters = self.filters;
        for (place, facet) in Facet::FACTS.into_iter().enumerate() {
            let value = facet.value_of(row);
            self.known[place] |= 1 << value;
            self.facts[place][value] += usize::from(adds(filters, facet, unmet));
        }
        // There is one age: another one takes its place.
        if unmet & !Facet::Age.bit() == 0 {
            for (count, age) in self.ages.iter_mut().zip(AGES) {
                *count += usize::from(row.min_age.is_none_or(|least| least <= age));
            }
        }
        let doc = scored.doc as usize;
        self.pool[doc] = true;
        self.topics[doc] = adds(filters, Facet::Topics, unmet);
        self.languages[doc] = adds(filters, Facet::Languages, unmet);
        self.left += usize::from(unmet == 0);
        unmet == 0
    }

    /// The choices of each facet.
    pub(super) fn options(&self, query: &Query<'_>, topics: &Topics) -> Vec<FacetOptions> {
        let facets = Facet::LISTED.into_iter().map(|facet| FacetOptions {
            facet,
            options: match facet {
                Facet::Topics => self.topics(query, topics),
                Facet::Languages => self.languages(query),
                Facet::Age => self.ages(),
                _ => self.values(facet),
            },
        });
        facets.filter(|facet| !facet.options.is_empty()).collect()
    }

    /// The smallest sets of filters without which servers are left.
    pub(super) fn loosenings(&self) -> Vec<Loosening> {
        if self.left > 0 {
            return Vec::new();
        }
        let sets = || (0..SETS).filter(|set| self.missing[*set] > 0);
        let Some(fewest) = sets().map(usize::count_ones).min() else {
            return Vec::new();
        };
        let smallest = sets().filter(|set| set.count_ones() == fewest);
        let mut list: Vec<Loosening> = smallest
            .map(|set| Loosening {
                facets: Facet::of_bits(set as u16),
                leaves: self.missing[set],
            })
            .collect();
        list.sort_by_key(|loosening| core::cmp::Reverse(loosening.leaves));
        list.truncate(LOOSENINGS);
        list
    }

    /// What has to be given up for a server that misses these: an age may be chosen,
    /// named by the own words, or both.
    fn given_up_for(&self, row: &Row, unmet: u16) -> u16 {
        let age = Facet::Age.bit();
        if unmet & age == 0 {
            return unmet;
        }
        let keeps_out = |age: Option<u8>| age.is_some_and(|age| row.min_age > Some(age));
        let mut given_up = unmet & !age;
        if keeps_out(self.filters.age) {
            given_up |= age;
        }
        if keeps_out(self.age_of_text) {
            given_up |= Facet::Text.bit();
        }
        given_up
    }

    /// A choice, given how many servers it would add.
    fn option(&self, facet: Facet, value: &str, added: usize) -> FacetOption {
        let chosen = self.filters.has(facet, value);
        let kept = if self.filters.is_set(facet) {
            self.left
        } else {
            0
        };
        FacetOption {
            value: value.to_owned(),
            count: kept + if chosen { 0 } else { added },
            chosen,
        }
    }

    fn values(&self, facet: Facet) -> Vec<FacetOption> {
        let place = Facet::FACTS.iter().position(|known| *known == facet);
        let (counts, known) = place.map_or((&[0; 8], 0), |place| {
            (&self.facts[place], self.known[place])
        });
        let all = facet.values().iter().zip(counts).enumerate();
        all.filter(|(at, (value, _))| known >> at & 1 == 1 || self.filters.has(facet, value))
            .map(|(_, (value, added))| self.option(facet, value, *added))
            .collect()
    }

    fn ages(&self) -> Vec<FacetOption> {
        let option = |age: u8, count: usize| FacetOption {
            value: age.to_string(),
            count,
            chosen: self.filters.age == Some(age),
        };
        let mut options: Vec<FacetOption> = AGES
            .into_iter()
            .zip(self.ages)
            .map(|(age, count)| option(age, count))
            .collect();
        if let Some(age) = self.filters.age
            && let Err(at) = AGES.binary_search(&age)
        {
            options.insert(at, option(age, self.left));
        }
        options
    }

    fn topics(&self, query: &Query<'_>, topics: &Topics) -> Vec<FacetOption> {
        let offered = topics
            .0
            .iter()
            .filter(|topic| !topic.is_meaning() && !UNOFFERED.contains(&topic.key.as_str()));
        let mut options: Vec<FacetOption> = Vec::new();
        for topic in offered {
            let about = query
                .index
                .topic(&topic.key)
                .map(|it| query.index.about(it));
            let met =
                |about: &&About| Query::is_topic_met(**about) && self.pool[about.doc as usize];
            let all = about.unwrap_or(&[]).iter().filter(met);
            let (mut any, mut added) = (false, 0);
            for about in all {
                any = true;
                added += usize::from(self.topics[about.doc as usize]);
            }
            if any {
                options.push(self.option(Facet::Topics, &topic.key, added));
            }
        }
        for key in &self.filters.topics {
            if !options.iter().any(|option| option.value == *key) {
                options.push(self.option(Facet::Topics, key, 0));
            }
        }
        options
    }

    /// By language without script and region, most spoken first, whatever is chosen,
    /// and after them what is chosen more closely (`pt-BR`).
    fn languages(&self, query: &Query<'_>) -> Vec<FacetOption> {
        let known = &query.facts.languages;
        // The languages are sorted: those of one primary tag stand together.
        let mut primaries: Vec<&str> = Vec::new();
        let of: Vec<usize> = known
            .iter()
            .map(|language| {
                let primary = language.primary();
                let at = primaries.iter().rposition(|it| *it == primary);
                at.unwrap_or_else(|| {
                    primaries.push(primary);
                    primaries.len() - 1
                })
            })
            .collect();
        // How many speak it, and how many of them its choice would add.
        let mut counts = vec![(0usize, 0usize); primaries.len()];
        // For each language the last server that was counted for it.
        let mut last = vec![usize::MAX; primaries.len()];
        for (doc, row) in query.facts.rows.iter().enumerate() {
            if !self.pool[doc] {
                continue;
            }
            for language in query.facts.spoken(row) {
                let at = of[usize::from(*language)];
                if last[at] != doc {
                    last[at] = doc;
                    counts[at].0 += 1;
                    counts[at].1 += usize::from(self.languages[doc]);
                }
            }
        }
        let mut options: Vec<(usize, FacetOption)> = primaries
            .into_iter()
            .zip(counts)
            .filter(|(_, (speakers, _))| *speakers > 0)
            .map(|(tag, (speakers, added))| (speakers, self.option(Facet::Languages, tag, added)))
            .collect();
        options.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.value.cmp(&b.1.value)));
        let mut options: Vec<FacetOption> = options.into_iter().map(|(_, it)| it).collect();
        for tag in self.filters.languages.iter().map(Language::as_str) {
            if !options.iter().any(|option| option.value == tag) {
                options.push(self.option(Facet::Languages, tag, 0));
            }
        }
        options
    }
}

/// Whether the choice of a value of a facet could list a server that is not listed
/// for this facet's sake: it meets all other filters, and this one not, or nothing of
/// it is chosen.
fn adds(filters: &Filters, facet: Facet, unmet: u16) -> bool {
    unmet & !facet.bit() == 0 && (unmet != 0 || !filters.is_set(facet))
}
