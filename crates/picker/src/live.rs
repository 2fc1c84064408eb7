//! The live check: what a server's own answer means to a newcomer, and what
//! becomes of the picks when one of them turns out closed.
//!
//! Nothing is asked in here. The page asks ([`Api`] says what), hands the
//! answer to [`next`], and shows what comes of it.

use crate::decode::blocks::{Blocks, Severity};
use crate::decode::{InstanceInfo, Software, domain_blocks, instance_v1, instance_v2};
use crate::https_url::HttpsUrl;
use crate::model::{Server, SignUp};

/// How long one server is waited for, all requests together, in milliseconds.
pub const PATIENCE: i32 = 4_000;

/// How many picks are replaced for being closed: when half the list is closed
/// the list is wrong, and more questions would not mend it.
pub const MAX_SWAPS: usize = 3;

/// The two addresses that say how one gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Api {
    /// `/api/v2/instance`, since Mastodon 4.0.
    V2,
    /// `/api/v1/instance`, for older Mastodon and other software.
    V1,
}

impl Api {
    /// The path on the server.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::V2 => "/api/v2/instance",
            Self::V1 => "/api/v1/instance",
        }
    }
}

/// The path of a server's own weekly count.
pub const ACTIVITY: &str = "/api/v1/instance/activity";

/// Why a server could not be checked. None of these says that it is down: a
/// browser cannot tell a server that is off from one that it may not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchecked {
    /// The visitor's browser has no network.
    Offline,
    /// No answer, or none that a browser may read.
    Unreachable,
    /// No answer within [`PATIENCE`].
    TooSlow,
    /// Its interface answers its members only.
    MembersOnly,
    /// It answered with trouble: the HTTP status.
    Status(u16),
    /// Its answer could not be read.
    Unreadable,
    /// It answered, and does not say whether it takes new members.
    NotSaid,
}

impl Unchecked {
    /// A short, stable name for messages and tests.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
            Self::TooSlow => "too_slow",
            Self::MembersOnly => "members_only",
            Self::Status(_) => "status",
            Self::Unreadable => "unreadable",
            Self::NotSaid => "not_said",
        }
    }
}

/// How one gets in, by the server's own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Sign-ups are open; an account works once the mail is confirmed.
    Open,
    /// A person reads each request.
    Approval {
        /// Whether the request must say why; `None` where that is not said.
        reason_required: Option<bool>,
    },
    /// No new accounts.
    Closed,
    /// Sign-up is on another page.
    Elsewhere(HttpsUrl),
    /// Not known.
    Unchecked(Unchecked),
}

impl Outcome {
    /// A short, stable name for messages and tests.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approval { .. } => "approval",
            Self::Closed => "closed",
            Self::Elsewhere(_) => "elsewhere",
            Self::Unchecked(_) => "unchecked",
        }
    }
}

/// What a live check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// How one gets in.
    pub outcome: Outcome,
    /// The youngest age that may join, in years.
    pub min_age: Option<u8>,
    /// The name of the software where it is not Mastodon. Such a server may
    /// be a fine place; the pages that we link to look different there.
    pub other_software: Option<String>,
}

impl Check {
    /// A check that did not come off.
    #[must_use]
    pub const fn failed(why: Unchecked) -> Self {
        Self {
            outcome: Outcome::Unchecked(why),
            min_age: None,
            other_software: None,
        }
    }

    /// What an answer means.
    #[must_use]
    pub fn of(info: &InstanceInfo) -> Self {
        let registrations = &info.registrations;
        // With an address of its own for signing up, a server's form is off
        // and `enabled` false; it takes people in all the same.
        let outcome = match (&registrations.url, registrations.sign_up()) {
            (Some(url), _) => Outcome::Elsewhere(url.clone()),
            (None, Some(SignUp::Closed)) => Outcome::Closed,
            (None, Some(SignUp::Approval)) => Outcome::Approval {
                reason_required: registrations.reason_required,
            },
            (None, Some(SignUp::Instant | SignUp::Open)) => Outcome::Open,
            (None, None) => Outcome::Unchecked(Unchecked::NotSaid),
        };
        Self {
            outcome,
            min_age: registrations.min_age,
            other_software: match &info.software {
                Software::Other { name, .. } => Some(name.clone()),
                Software::Mastodon { .. } | Software::Unknown => None,
            },
        }
    }

    /// Whether new members are turned away.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.outcome == Outcome::Closed
    }
}

/// What to do after an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Ask this.
    Ask(Api),
    /// It is known, with the whole answer where there was one.
    Done(Check, Option<Box<InstanceInfo>>),
}

/// What comes after the answer to a question: the other address where a
/// server does not know this one, else the result. So no server is asked more
/// than twice.
#[must_use]
pub fn next(asked: Api, answer: Result<&[u8], Unchecked>) -> Step {
    let decoded = match answer {
        // Kept away, not found, not allowed, gone, not made: the address is
        // not known, or not let through.
        Err(Unchecked::Status(403 | 404 | 405 | 410 | 501)) if asked == Api::V2 => {
            return Step::Ask(Api::V1);
        }
        Err(why) => Err(why),
        Ok(bytes) => match asked {
            Api::V2 => instance_v2(bytes),
            Api::V1 => instance_v1(bytes),
        }
        .map_err(|_| Unchecked::Unreadable),
    };
    match decoded {
        Ok(info) => Step::Done(Check::of(&info), Some(Box::new(info))),
        // Sites that answer every address with their home page.
        Err(Unchecked::Unreadable) if asked == Api::V2 => Step::Ask(Api::V1),
        Err(why) => Step::Done(Check::failed(why), None),
    }
}

/// Where the main button of a card leads, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// How one gets in, as far as known.
    pub sign_up: Option<SignUp>,
    /// An https address.
    pub url: String,
}

/// The way in: by the live check where there is one, else as listed.
#[must_use]
pub fn door(server: &Server, check: Option<&Check>) -> Door {
    let listed = server.sign_up.as_ref().map(|fact| fact.value);
    let (sign_up, mut url) = match check.map(|check| &check.outcome) {
        Some(Outcome::Open) => (Some(SignUp::Instant), server.sign_up_address()),
        Some(Outcome::Approval { .. }) => (Some(SignUp::Approval), server.sign_up_address()),
        Some(Outcome::Closed) => (Some(SignUp::Closed), server.sign_up_address()),
        Some(Outcome::Elsewhere(url)) => (Some(SignUp::Open), url.to_string()),
        Some(Outcome::Unchecked(_)) | None => (listed, server.sign_up_address()),
    };
    let other = check.is_some_and(|check| check.other_software.is_some());
    let elsewhere = check.is_some_and(|check| matches!(check.outcome, Outcome::Elsewhere(_)));
    if other && !elsewhere && server.sign_up_url.is_none() {
        // Mastodon's sign-up page is not there; the front page has the way in.
        url = format!("https://{}/", server.domain);
    }
    Door { sign_up, url }
}

/// A pick that turned out closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The closed server's domain.
    pub closed: String,
    /// What took its place; `None` where it stayed, for want of another.
    pub by: Option<String>,
}

/// The picks on the page, by place: a closed one gives its place to the next,
/// all others stay where the visitor reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    shown: Vec<String>,
    swaps: Vec<Swap>,
}

impl Board {
    /// A board with these domains.
    #[must_use]
    pub const fn new(shown: Vec<String>) -> Self {
        Self {
            shown,
            swaps: Vec::new(),
        }
    }

    /// The domains shown, by place.
    #[must_use]
    pub fn shown(&self) -> &[String] {
        &self.shown
    }

    /// What was closed, in the order it was found.
    #[must_use]
    pub fn swaps(&self) -> &[Swap] {
        &self.swaps
    }

    /// Whose place a domain has: the one that stood there first, which is the
    /// one that the visitor has seen.
    #[must_use]
    pub fn instead_of(&self, domain: &str) -> Option<&str> {
        let mut first = None;
        // Each swap comes after the one that brought in what it found closed.
        for swap in self.swaps.iter().rev() {
            if swap.by.as_deref() == Some(first.unwrap_or(domain)) {
                first = Some(swap.closed.as_str());
            }
        }
        first
    }

    /// Notes that a domain is closed, and asks `draw` for another: given the
    /// domains that stay and those to leave out. The place that changed;
    /// `None` when nothing did, because the domain is not shown, is known to
    /// be closed, or there is no other.
    pub fn close(
        &mut self,
        domain: &str,
        draw: impl FnOnce(&[&str], &[&str]) -> Option<String>,
    ) -> Option<usize> {
        let place = self.shown.iter().position(|shown| shown == domain)?;
        if self.swaps.iter().any(|swap| swap.closed == domain) {
            return None;
        }
        let room = self.swaps.iter().filter(|swap| swap.by.is_some()).count() < MAX_SWAPS;
        let stay: Vec<&str> = self.shown.iter().map(String::as_str).collect();
        let stay: Vec<&str> = stay.into_iter().filter(|shown| *shown != domain).collect();
        let mut out: Vec<&str> = self.swaps.iter().map(|swap| swap.closed.as_str()).collect();
        out.push(domain);
        let by = if room { draw(&stay, &out) } else { None };
        self.swaps.push(Swap {
            closed: domain.to_owned(),
            by: by.clone(),
        });
        *self.shown.get_mut(place)? = by?;
        Some(place)
    }
}

/// What a server shows of the list of servers that it blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockList {
    /// Anybody may read it.
    Public(Blocks),
    /// Its members may read it.
    MembersOnly,
    /// Nobody may, or this software has none to show.
    Hidden,
    /// It could not be asked.
    Unknown,
}

impl BlockList {
    /// What the answer of `/api/v1/instance/domain_blocks` means: Mastodon
    /// says 404 where the list is not shown.
    #[must_use]
    pub fn of(answer: Result<&[u8], Unchecked>) -> Self {
        match answer {
            Ok(bytes) => {
                domain_blocks(bytes).map_or(Self::Unknown, |list| Self::Public(list.value))
            }
            Err(Unchecked::MembersOnly) => Self::MembersOnly,
            Err(Unchecked::Status(404 | 410 | 422)) => Self::Hidden,
            Err(_) => Self::Unknown,
        }
    }

    /// What it says of a domain, given the SHA-256 (lower-case hex) of each
    /// name in [`covering`]: a block of a domain holds for its subdomains.
    #[must_use]
    pub fn stance(&self, digests: &[String]) -> Stance {
        let Self::Public(blocks) = self else {
            return Stance::Unknown;
        };
        let found = digests.iter().filter_map(|it| blocks.by_digest(it));
        let mut stance = Stance::Nothing;
        for block in found {
            match block.severity {
                Some(Severity::Suspend) => return Stance::Suspended,
                Some(Severity::Silence) => stance = Stance::Silenced,
                None => {}
            }
        }
        stance
    }
}

/// What one server's public list says of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// Nothing: not blocked.
    Nothing,
    /// Limited: its posts reach only those who follow their authors.
    Silenced,
    /// Blocked: nothing goes either way.
    Suspended,
    /// The list is not to be had.
    Unknown,
}

/// The names whose block covers a domain: itself, and what it is part of.
#[must_use]
pub fn covering(domain: &str) -> Vec<&str> {
    let mut names = vec![domain];
    let mut rest = domain;
    while let Some((_, parent)) = rest.split_once('.') {
        if !parent.contains('.') {
            break;
        }
        names.push(parent);
        rest = parent;
    }
    names
}

#[cfg(test)]
mod tests;
