//! What the visitor answered. How it is written in an address is in
//! [`crate::query`].

use crate::language::Language;
use crate::model::{LegalForm, Region, Size};

/// The answers to the quiz. Everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Chosen topic keys, in the order chosen. Unknown keys are kept: they
    /// may come from a newer version of the site.
    pub topics: Vec<String>,
    /// Languages asked for.
    pub languages: Vec<Language>,
    /// Free text: what one cares about in one's own words.
    pub text: String,
    /// How soon the account is wanted.
    pub sign_up: Option<SignUpWish>,
    /// The size of community that is wanted.
    pub size: Option<Size>,
    /// Where the operator should be legally based. Always a wish.
    pub region: Option<Region>,
    /// Who should be behind it. Always a wish.
    pub legal_form: Option<LegalForm>,
    /// The visitor's age wish: servers that ask for more are a miss.
    pub age: Option<u8>,
    /// Servers for adults are shown too.
    pub adult: bool,
    /// The languages are a wish, not a must.
    pub flexible_language: bool,
    /// Signing up right away is a wish, not a must.
    pub flexible_sign_up: bool,
    /// The language that the free text is written in is no wish.
    pub any_words_language: bool,
}

impl Answers {
    /// Whether nothing was asked for besides the free text. Allowing more (adult
    /// servers, waiting for approval) asks for nothing.
    #[must_use]
    pub fn ask_for_nothing_but_words(&self) -> bool {
        self.topics.is_empty()
            && self.languages.is_empty()
            && !self.wants_instant()
            && self.size.is_none()
            && self.region.is_none()
            && self.legal_form.is_none()
            && self.age.is_none()
    }

    /// Whether an account right away was asked for, as a must or as a wish.
    #[must_use]
    pub fn wants_instant(&self) -> bool {
        self.sign_up == Some(SignUpWish::Instant)
    }
}

/// The answer to "how do you want to sign up?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignUpWish {
    /// Right away.
    Instant,
    /// Waiting for a person's approval is fine.
    Any,
}

impl SignUpWish {
    /// A short, stable name for addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Any => "any",
        }
    }
}
