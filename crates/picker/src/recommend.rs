//! The engine's one door: build a [`Picker`] from servers, ask it for picks.

use crate::answers::Answers;
use crate::browse::{self, Listing, View};
use crate::choose::{choose, luck};
use crate::coverage::{coverage, reading, refused};
use crate::explain::explain;
use crate::facts::Facts;
use crate::model::Server;
use crate::neighbours::neighbours;
use crate::normalize::Normalize;
use crate::relax::relaxations;
use crate::score::{Query, Scored};
use crate::search::Index;
use crate::topics::Topics;

pub use crate::outcome::{
    Aspect, Context, Empty, Field, Intent, Matching, NameState, Named, PAGE, PICKS, Page, Part,
    Pick, Point, PointKind, Reading, Recommendation, Refused, Relaxation, RelaxationKind, Unwanted,
    Wish,
};

/// The engine, with its index over the servers.
#[derive(Debug)]
pub struct Picker {
    servers: Vec<Server>,
    topics: Topics,
    index: Index,
    facts: Facts,
}

impl Picker {
    /// Reads all servers once and keeps what is needed to answer quickly.
    ///
    /// Each domain is expected once; of repeated ones only one is shown.
    #[must_use]
    pub fn new(servers: Vec<Server>, topics: Topics) -> Self {
        Self::with_normalize(servers, topics, crate::normalize::standard)
    }

    /// As [`Picker::new`], with Unicode normalisation from outside: the
    /// browser's own.
    #[must_use]
    pub fn with_normalize(mut servers: Vec<Server>, topics: Topics, normalize: Normalize) -> Self {
        let index = Index::new(&mut servers, &topics, normalize);
        let facts = Facts::new(&servers, &index);
        Self {
            servers,
            topics,
            index,
            facts,
        }
    }

    /// The servers, in the order given, each with the language that it
    /// describes itself in.
    #[must_use]
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// The table of topics.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    /// The server of a domain, as an index into [`Picker::servers`].
    #[must_use]
    pub fn find(&self, domain: &str) -> Option<usize> {
        self.servers
            .iter()
            .position(|server| server.domain == domain)
    }

    /// How many servers meet everything that was answered: the same number as
    /// [`Recommendation::matching`].
    #[must_use]
    pub fn matching(&self, answers: &Answers, context: &Context) -> Matching {
        let query = self.query(answers, context);
        Matching {
            servers: query.all().filter(Scored::is_match).count(),
            for_everybody: query.for_everybody(),
        }
    }

    /// The servers that the visitor could be given, as indexes into
    /// [`Picker::servers`], in their order.
    #[must_use]
    pub fn eligible_servers(&self, answers: &Answers, context: &Context) -> Vec<usize> {
        let query = self.query(answers, context);
        query
            .all()
            .filter(Scored::is_eligible)
            .map(|scored| scored.doc as usize)
            .collect()
    }

    /// Three servers for these answers, with reasons.
    #[must_use]
    pub fn recommend(&self, answers: &Answers, context: &Context) -> Recommendation {
        self.recommend_excluding(answers, context, &[])
    }

    /// As [`Picker::recommend`], leaving out servers of these domains: those
    /// already shown, for "three others", or found closed.
    #[must_use]
    pub fn recommend_excluding(
        &self,
        answers: &Answers,
        context: &Context,
        excluded: &[&str],
    ) -> Recommendation {
        let query = self.query(answers, context);
        let scored: Vec<Scored> = query.all().collect();
        let left_out = self.indexes(excluded);
        let chosen = choose(&query, &scored, context.seed, PICKS, &[], &left_out);
        let eligible = scored.iter().filter(|one| one.is_eligible()).count();
        let (matching, relaxations) = relaxations(&query, &scored);
        let chosen: Vec<&Scored> = chosen.into_iter().map(|at| &scored[at]).collect();
        let (covered, uncovered) = coverage(&query, &chosen);
        Recommendation {
            empty: match (chosen.is_empty(), self.servers.is_empty()) {
                (true, true) => Some(Empty::NoServers),
                (true, false) if !scored.is_empty() => Some(Empty::AllShown),
                (true, false) => Some(Empty::AllUnavailable),
                _ => None,
            },
            matching_picks: chosen.iter().filter(|one| one.is_match()).count(),
            refused: refused(&query, &scored),
            reading: reading(&query, &left_out),
            covered,
            uncovered,
            picks: chosen.iter().map(|one| explain(&query, one.doc)).collect(),
            eligible,
            matching,
            general_only: query.general_only(),
            relaxations,
            unknown_words: query.unknown_words(),
        }
    }

    /// What earlier draws with the same seed have shown: to be left out of draw
    /// number `draw`, so that each shows others. Draw 0 has none before it.
    #[must_use]
    pub fn drawn_before(&self, answers: &Answers, context: &Context, draw: u16) -> Vec<&str> {
        if draw == 0 {
            return Vec::new();
        }
        let query = self.query(answers, context);
        let scored: Vec<Scored> = query.all().collect();
        let mut shown: Vec<u32> = Vec::new();
        for _ in 0..draw {
            let next = choose(&query, &scored, context.seed, PICKS, &[], &shown);
            if next.is_empty() {
                break;
            }
            shown.extend(next.into_iter().map(|at| scored[at].doc));
        }
        shown.into_iter().map(|doc| self.domain(doc)).collect()
    }

    /// The pick that takes the place of one that turned out closed: the next
    /// one drawn, given those still `shown` and those to leave out. `None`
    /// when there is no other.
    #[must_use]
    pub fn next_after(
        &self,
        answers: &Answers,
        context: &Context,
        shown: &[&str],
        excluded: &[&str],
    ) -> Option<Pick> {
        let query = self.query(answers, context);
        let scored: Vec<Scored> = query.all().collect();
        let shown = self.indexes(shown);
        let next = choose(
            &query,
            &scored,
            context.seed,
            1,
            &shown,
            &self.indexes(excluded),
        );
        next.first().map(|at| explain(&query, scored[*at].doc))
    }

    /// A page of the longer list: all servers that keep the musts, best
    /// first, without those of `excluded` (the picks above the list). Servers
    /// that fit equally well to a hundredth are shuffled by the seed, so that
    /// nobody owns the head of the list.
    #[must_use]
    pub fn ranked(
        &self,
        answers: &Answers,
        context: &Context,
        excluded: &[&str],
        page: usize,
    ) -> Page {
        let query = self.query(answers, context);
        let excluded = self.indexes(excluded);
        let mut list: Vec<(i64, f64, u32)> = query
            .all()
            .filter(|one| one.is_eligible() && !excluded.contains(&one.doc))
            .map(|one| {
                let key = luck(&query.facts.rows[one.doc as usize], context.seed);
                (-((one.score * 100.0) as i64), key, one.doc)
            })
            .collect();
        list.sort_by(|a, b| {
            a.0.cmp(&b.0)
                .then(a.1.total_cmp(&b.1))
                .then_with(|| self.domain(a.2).cmp(self.domain(b.2)))
        });
        Page {
            picks: list
                .iter()
                .skip(page.saturating_mul(PAGE))
                .take(PAGE)
                .map(|(_, _, doc)| explain(&query, *doc))
                .collect(),
            number: page,
            pages: list.len().div_ceil(PAGE),
            total: list.len(),
        }
    }

    /// How one server fits, whether or not it would be shown: for comparing
    /// two to four, and for links to a server. `None` for an index that is
    /// none.
    #[must_use]
    pub fn explain_one(&self, server: usize, answers: &Answers, context: &Context) -> Option<Pick> {
        let doc = u32::try_from(server).ok()?;
        self.servers.get(server)?;
        Some(explain(&self.query(answers, context), doc))
    }

    /// All servers, narrowed down and in order. What is drawn by chance is drawn by
    /// the view's own seed, where it has one, else by that of the context.
    #[must_use]
    pub fn browse(&self, view: &View, context: &Context) -> Listing {
        let answers = view.filters.answers();
        let query = self.query(&answers, context);
        let seed = view.seed.unwrap_or(context.seed);
        browse::list(&query, &self.topics, view, seed)
    }

    /// The servers most like one, best first and at most so many, as indexes into
    /// [`Picker::servers`]. Those that are equally like it are ordered by the seed.
    #[must_use]
    pub fn neighbours(&self, server: usize, seed: u64, most: usize) -> Vec<usize> {
        let Ok(of) = u32::try_from(server) else {
            return Vec::new();
        };
        let found = neighbours(&self.facts, &self.index, of, seed, most);
        found.into_iter().map(|doc| doc as usize).collect()
    }

    /// The mean score of the best three that these answers allow (fewer
    /// where there are fewer): what a picker that knew no fairness would
    /// show. For measuring what fairness costs.
    #[must_use]
    pub fn best_score(&self, answers: &Answers, context: &Context) -> Option<f64> {
        let query = self.query(answers, context);
        let scored: Vec<Scored> = query.all().collect();
        crate::choose::best(&query, &scored, PICKS)
    }

    fn query<'a>(&'a self, answers: &'a Answers, context: &'a Context) -> Query<'a> {
        Query::new(&self.servers, &self.index, &self.facts, answers, context)
    }

    fn indexes(&self, domains: &[&str]) -> Vec<u32> {
        domains
            .iter()
            .filter_map(|domain| self.find(domain))
            .map(|at| at as u32)
            .collect()
    }

    fn domain(&self, doc: u32) -> &str {
        self.servers
            .get(doc as usize)
            .map_or("", |server| server.domain.as_str())
    }
}
