//! One line of a plan: what is to be followed, how far it is, what became of it.

use core::fmt;

use crate::handle::Handle;
use crate::tag::Hashtag;

/// What is to be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An account.
    Account(Handle),
    /// A hashtag.
    Tag(Hashtag),
}

impl Target {
    /// As people read it ([`Handle::readable`]).
    #[must_use]
    pub fn readable(&self) -> String {
        match self {
            Self::Account(handle) => handle.readable(),
            Self::Tag(tag) => tag.to_string(),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(handle) => handle.fmt(f),
            Self::Tag(tag) => tag.fmt(f),
        }
    }
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Followed now.
    Followed,
    /// A locked account: asked, and to be granted by its owner.
    Requested,
    /// It was followed, or asked, before: left as it was.
    Already,
    /// The account lives elsewhere now, where that is known. It is not followed
    /// unasked: the visitor ticked another.
    Moved(Option<Handle>),
    /// The server does not find it.
    NotFound,
    /// The server answered with another account than was asked for.
    OtherAccount,
    /// One of the two blocks the other, or the servers do.
    Blocked,
    /// The server does not allow it, such as beyond its greatest number of follows (422).
    Refused,
    /// The server lets nobody follow hashtags.
    NoTags,
    /// No usable answer, not even to the question what became of a follow.
    Unreachable,
    /// Followed or asked by this plan, and taken back.
    Undone,
}

impl Outcome {
    /// A short, stable name for messages and for keeping.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Requested => "requested",
            Self::Already => "already",
            Self::Moved(_) => "moved",
            Self::NotFound => "not-found",
            Self::OtherAccount => "other-account",
            Self::Blocked => "blocked",
            Self::Refused => "refused",
            Self::NoTags => "no-tags",
            Self::Unreachable => "unreachable",
            Self::Undone => "undone",
        }
    }
}

/// How far an entry is. `id` is the server's own, or a tag's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing asked.
    Waiting,
    /// Known to the server; whether it is followed is not known. `sent` when this
    /// plan has sent a follow whose answer never came.
    Found { id: String, sent: bool },
    /// Not followed before.
    Ready { id: String },
    /// A follow is on its way.
    Sent { id: String },
    /// At its end. An `id` with `Unreachable`: a follow was sent, and what became
    /// of it is not known.
    Done { outcome: Outcome, id: String },
}

/// One line of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is to be followed.
    pub target: Target,
    pub(crate) state: State,
    /// Undoing was tried and did not succeed: it is still followed.
    pub undo_failed: bool,
}

impl Entry {
    /// What became of it, once that is known.
    #[must_use]
    pub const fn outcome(&self) -> Option<&Outcome> {
        match &self.state {
            State::Done { outcome, .. } => Some(outcome),
            _ => None,
        }
    }

    /// Whether this plan has changed something for it that stands, or may have:
    /// then undoing takes it back. It was not followed before.
    #[must_use]
    pub const fn is_ours(&self) -> bool {
        match &self.state {
            State::Sent { .. } | State::Found { sent: true, .. } => true,
            State::Done { outcome, id } => match outcome {
                Outcome::Followed | Outcome::Requested => true,
                Outcome::Unreachable => !id.is_empty(),
                _ => false,
            },
            _ => false,
        }
    }

    pub(crate) const fn is_account(&self) -> bool {
        matches!(self.target, Target::Account(_))
    }
}

/// Whether two targets are one to a server.
pub(crate) fn same(one: &Target, other: &Target) -> bool {
    match (one, other) {
        (Target::Account(one), Target::Account(other)) => one == other,
        (Target::Tag(one), Target::Tag(other)) => one.key() == other.key(),
        _ => false,
    }
}

/// Whether a server's id may stand in a path: Mastodon's are digits, others'
/// letters too.
pub(crate) fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
