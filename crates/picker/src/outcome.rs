//! What a recommendation depends on and what it consists of.

use crate::answers::Answers;
use crate::date::Date;
use crate::language::Language;

mod point;
mod reading;

pub use point::{Field, Point, PointKind};
pub use reading::{Intent, NameState, Named, Reading, Refused, Unwanted, Wish};

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

/// How many servers match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matching {
    /// How many keep all musts and meet every wish.
    pub servers: usize,
    /// No subject and no fact was asked for, at most something to be left out ("no
    /// politics") or a name: only general-purpose servers count then.
    pub for_everybody: bool,
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
    /// How many of the picks are among the [`Recommendation::matching`].
    pub matching_picks: usize,
    /// Topics and words that the picks cover together, in the order asked.
    pub covered: Vec<Wish>,
    /// Topics and known words that none of the picks covers.
    pub uncovered: Vec<Wish>,
    /// How the free text was read.
    pub reading: Reading,
    /// Servers that alone speak of something asked for, and why they are not
    /// recommended.
    pub refused: Vec<Refused>,
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
    /// Every server that could be shown has been shown: those left are among
    /// the ones to leave out.
    AllShown,
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
    /// Index into [`Picker::servers`](crate::recommend::Picker::servers).
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
    /// What the free text does not want.
    Unwanted,
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
    pub const ALL: [Self; 13] = [
        Self::Topics,
        Self::Text,
        Self::Language,
        Self::SignUp,
        Self::Size,
        Self::Region,
        Self::LegalForm,
        Self::Age,
        Self::Unwanted,
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
            Self::Unwanted => "unwanted",
            Self::General => "general",
            Self::Activity => "activity",
            Self::Newcomers => "newcomers",
            Self::Software => "software",
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
