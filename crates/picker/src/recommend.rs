//! The engine's one door: build a [`Picker`] from servers, ask it for picks.

use crate::answers::Answers;
use crate::date::Date;
use crate::language::Language;
use crate::model::{Server, Source};

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

/// A recommended server with the reasons that ranked it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// Index into [`Picker::servers`].
    pub server: usize,
    /// How well it fits, 0 to 1.
    pub score: f64,
    /// What speaks for it, weightiest first.
    pub reasons: Vec<Point>,
    /// What was asked for and does not match, weightiest first.
    pub misses: Vec<Point>,
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
    /// Its share in the score, 0 to 1.
    pub weight: f64,
}

/// The fact behind a [`Point`].
#[derive(Debug, Clone, PartialEq)]
pub enum PointKind {
    /// A topic asked for: the server has it (reason) or not (miss).
    Topic(String),
}

/// The engine, with its index over the servers.
#[derive(Debug)]
pub struct Picker {
    servers: Vec<Server>,
}

impl Picker {
    /// The servers, in the order given.
    #[must_use]
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// How many servers the visitor could be given.
    #[must_use]
    pub fn eligible(&self, _answers: &Answers, _context: &Context) -> usize {
        self.servers.len()
    }
}
