//! The facts that speak for a server or against it.

use crate::date::Date;
use crate::language::Language;
use crate::model::{LegalForm, Region, SignUp, Size, Source};

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
        /// The word that speaks of it, as the server writes it.
        word: String,
        /// Where it stands.
        field: Field,
    },
    /// A word of the free text. As a reason: the server says it, or another
    /// form of it, in `field`. As a miss (`None`): it says nothing like it.
    Word {
        /// As a reason: as the server writes it. As a miss: as typed.
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
    /// The free text names this server. Only a reason.
    Named,
    /// Words that are not wanted. As a reason: the server says itself that it
    /// is not about them. As a miss: it is about them.
    Unwanted(String),
    /// The language of the free text, where none was asked for.
    WordsLanguage {
        /// The language of the words.
        asked: Language,
        /// What the server speaks that meets it; `None` as a miss.
        spoken: Option<Language>,
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
            Self::Named => "named",
            Self::Unwanted(_) => "unwanted",
            Self::WordsLanguage { .. } => "words_language",
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
