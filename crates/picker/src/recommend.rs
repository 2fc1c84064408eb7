//! The engine's one door: build a [`Picker`] from servers, ask it for picks.

use crate::answers::Answers;
use crate::choose::{choose, luck};
use crate::date::Date;
use crate::explain::explain;
use crate::facts::Facts;
use crate::language::Language;
use crate::model::{LegalForm, Region, Server, SignUp, Size, Source};
use crate::relax::relaxations;
use crate::score::{Query, Scored};
use crate::search::Index;
use crate::sort::sort_by;
use crate::topics::Topics;

/// How many servers are recommended at first.
pub const PICKS: usize = 3;

/// How many servers a page of the longer list holds.
pub const PAGE: usize = 12;

/// What a recommendation depends on besides the servers and the answers.
#[derive(Debug, Clone)]
pub struct Context {
    /// The day, for ages.
    pub today: Date,
    /// Draws the picks: the same seed gives the same three.
    pub seed: u64,
    /// The browser's languages, best first; used where no language was answered.
    pub browser_languages: Vec<Language>,
}

/// What the visitor is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// Up to three picks, in the order drawn. Servers that break a must come
    /// only when fewer than three keep all, and always last.
    pub picks: Vec<Pick>,
    /// How many servers keep all musts: what the visitor could be given.
    pub eligible: usize,
    /// How many of these also meet every wish: what "match" means wherever
    /// the visitor reads it.
    pub matching: usize,
    /// Nothing was asked for, so only general-purpose servers are shown.
    pub general_only: bool,
    /// What giving up one must or wish would add, most first; empty when
    /// there is enough to choose from.
    pub relaxations: Vec<Relaxation>,
    /// Words of the free text that no server and no topic knows, as typed.
    pub unknown_words: Vec<String>,
    /// Why there is no pick at all; `None` when there is one.
    pub empty: Option<Empty>,
}

/// Why nothing can be recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// The directory has no servers.
    NoServers,
    /// Every server is closed, unhealthy, or for adults only.
    AllUnavailable,
}

/// What giving up one thing would add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxation {
    /// The must or wish.
    pub kind: RelaxationKind,
    /// How many more servers would then meet all that is left.
    pub adds: usize,
}

/// A must or wish that can be given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelaxationKind {
    /// The topics chosen.
    Topics,
    /// The free text.
    Text,
    /// The languages.
    Languages,
    /// Signing up right away.
    SignUp,
    /// The size of community.
    Size,
    /// The region.
    Region,
    /// The legal form.
    LegalForm,
    /// The age.
    Age,
}

impl RelaxationKind {
    /// The key of the answer to leave out, as in the address.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Topics => "topic",
            Self::Text => "text",
            Self::Languages => "lang",
            Self::SignUp => "signup",
            Self::Size => "size",
            Self::Region => "region",
            Self::LegalForm => "legal",
            Self::Age => "age",
        }
    }

    /// The answers without what is given up. Languages and sign-up stay as
    /// wishes.
    #[must_use]
    pub fn apply(self, answers: &Answers) -> Answers {
        let mut answers = answers.clone();
        match self {
            Self::Topics => answers.topics.clear(),
            Self::Text => answers.text.clear(),
            Self::Languages => answers.flexible_language = true,
            Self::SignUp => answers.flexible_sign_up = true,
            Self::Size => answers.size = None,
            Self::Region => answers.region = None,
            Self::LegalForm => answers.legal_form = None,
            Self::Age => answers.age = None,
        }
        answers
    }
}

/// A recommended server with the reasons that ranked it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// Index into [`Picker::servers`].
    pub server: usize,
    /// How well it fits, 0 to 1: the sum of `share` × `value` over `parts`.
    pub score: f64,
    /// What speaks for it, weightiest first.
    pub reasons: Vec<Point>,
    /// What was asked for and does not match, weightiest first.
    pub misses: Vec<Point>,
    /// How the score is made up.
    pub parts: Vec<Part>,
}

/// One part of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// What was looked at.
    pub aspect: Aspect,
    /// Its share in the score; all shares add up to 1.
    pub share: f64,
    /// How well the server does, 0 to 1.
    pub value: f64,
}

/// What a server is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The topics chosen.
    Topics,
    /// The free text.
    Text,
    /// The languages asked for, else the browser's.
    Language,
    /// Signing up right away.
    SignUp,
    /// The size of community.
    Size,
    /// Where the operator is legally based.
    Region,
    /// Who is behind it.
    LegalForm,
    /// The minimum age.
    Age,
    /// For everybody, when no subject was asked for.
    General,
    /// Enough people to talk to.
    Activity,
    /// Small enough to be noticed as a newcomer.
    Newcomers,
    /// Current software.
    Software,
}

impl Aspect {
    /// All aspects, in the order in which their parts are listed.
    pub const ALL: [Self; 12] = [
        Self::Topics,
        Self::Text,
        Self::Language,
        Self::SignUp,
        Self::Size,
        Self::Region,
        Self::LegalForm,
        Self::Age,
        Self::General,
        Self::Activity,
        Self::Newcomers,
        Self::Software,
    ];

    /// A short, stable name for data files and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Topics => "topics",
            Self::Text => "text",
            Self::Language => "language",
            Self::SignUp => "sign_up",
            Self::Size => "size",
            Self::Region => "region",
            Self::LegalForm => "legal_form",
            Self::Age => "age",
            Self::General => "general",
            Self::Activity => "activity",
            Self::Newcomers => "newcomers",
            Self::Software => "software",
        }
    }
}

/// A reason or a miss: one fact and what it weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Which fact.
    pub kind: PointKind,
    /// Who says so; `None` where the point is that nobody does.
    pub source: Option<Source>,
    /// From when, where known.
    pub as_of: Option<Date>,
    /// Its share in the score, 0 to 1: what it added as a reason, what it
    /// cost as a miss.
    pub weight: f64,
}

/// The fact behind a [`Point`]. The same kinds serve as reasons and misses;
/// where a miss has `None`, the fact is not known.
#[derive(Debug, Clone, PartialEq)]
pub enum PointKind {
    /// A topic asked for: the server is labelled with it (reason) or not
    /// about it at all (miss).
    Topic(String),
    /// A topic asked for that the server is not labelled with, but its own
    /// words speak of. Only a reason.
    TopicWords {
        /// The topic's key.
        topic: String,
        /// The word that speaks of it, from the table of topics.
        word: String,
        /// Where it stands.
        field: Field,
    },
    /// A word of the free text. As a reason: it stands in `field`. As a miss
    /// (`None`): the server says nothing like it.
    Word {
        /// The word, as typed.
        word: String,
        /// Where it stands.
        field: Option<Field>,
    },
    /// A word of the free text that means a topic which the server is about.
    /// Only a reason.
    WordTopic {
        /// The word, as typed.
        word: String,
        /// The topic's key.
        topic: String,
    },
    /// A language asked for.
    Language {
        /// The language asked for.
        asked: Language,
        /// What the server speaks that meets it; `None` as a miss.
        spoken: Option<Language>,
    },
    /// A language of the browser, where none was asked for.
    BrowserLanguage {
        /// The browser's language.
        asked: Language,
        /// What the server speaks that meets it; `None` as a miss.
        spoken: Option<Language>,
    },
    /// Signing up right away was asked for; this is how it is done there.
    SignUp(Option<SignUp>),
    /// The size of community.
    Size {
        /// What was asked for.
        asked: Size,
        /// What it is.
        is: Option<Size>,
    },
    /// Where the operator is legally based.
    Region {
        /// What was asked for.
        asked: Region,
        /// What it is.
        is: Option<Region>,
    },
    /// Who is behind it.
    LegalForm {
        /// What was asked for.
        asked: LegalForm,
        /// What it is.
        is: Option<LegalForm>,
    },
    /// The minimum age.
    MinAge {
        /// The visitor's age, in years.
        asked: u8,
        /// The least age there, in years.
        is: Option<u8>,
    },
    /// For everybody (reason), or not (miss), where no subject was asked for.
    General,
    /// So many people are active in a week, enough to talk to. Only a reason.
    Active(u64),
    /// It runs a current release of this version. Only a reason.
    CurrentSoftware(String),
}

impl PointKind {
    /// A short, stable name for data files and messages.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Topic(_) => "topic",
            Self::TopicWords { .. } => "topic_words",
            Self::Word { .. } => "word",
            Self::WordTopic { .. } => "word_topic",
            Self::Language { .. } => "language",
            Self::BrowserLanguage { .. } => "browser_language",
            Self::SignUp(_) => "sign_up",
            Self::Size { .. } => "size",
            Self::Region { .. } => "region",
            Self::LegalForm { .. } => "legal_form",
            Self::MinAge { .. } => "min_age",
            Self::General => "general",
            Self::Active(_) => "active",
            Self::CurrentSoftware(_) => "current_software",
        }
    }
}

/// Where a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The domain name.
    Domain,
    /// A keyword.
    Tag,
    /// The server's name for itself.
    Title,
    /// This project's line about it.
    Note,
    /// Its description of itself.
    Description,
}

impl Field {
    /// A short, stable name for data files and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Tag => "tag",
            Self::Title => "title",
            Self::Note => "note",
            Self::Description => "description",
        }
    }
}

/// One page of the longer list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The servers of this page.
    pub picks: Vec<Pick>,
    /// The number of the page, from 0.
    pub number: usize,
    /// How many pages there are.
    pub pages: usize,
    /// How many servers all pages hold together.
    pub total: usize,
}

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
        let index = Index::new(&servers, &topics);
        let facts = Facts::new(&servers, &index);
        Self {
            servers,
            topics,
            index,
            facts,
        }
    }

    /// The servers, in the order given.
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

    /// How many servers meet everything that was answered; without any answer
    /// the general-purpose ones. The same number as
    /// [`Recommendation::matching`].
    #[must_use]
    pub fn matching(&self, answers: &Answers, context: &Context) -> usize {
        let query = self.query(answers, context);
        query.all().filter(Scored::is_match).count()
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
        let chosen = choose(
            &query,
            &scored,
            context.seed,
            PICKS,
            &[],
            &self.indexes(excluded),
        );
        let eligible = scored.iter().filter(|one| one.is_eligible()).count();
        let (matching, relaxations) = relaxations(&query, &scored);
        Recommendation {
            empty: match (chosen.is_empty(), self.servers.is_empty()) {
                (true, true) => Some(Empty::NoServers),
                (true, false) => Some(Empty::AllUnavailable),
                _ => None,
            },
            picks: chosen.into_iter().map(|doc| explain(&query, doc)).collect(),
            eligible,
            matching,
            general_only: query.general_only(),
            relaxations,
            unknown_words: query.unknown_words(),
        }
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
        next.first().map(|doc| explain(&query, *doc))
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
        sort_by(&mut list, |a, b| {
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
