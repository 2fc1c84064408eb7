//! What a recommendation consists of.

use crate::answers::Answers;
use crate::date::Date;
use crate::language::Language;
use crate::model::{LegalForm, Region, SignUp, Size, Source};

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
