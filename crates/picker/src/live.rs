//! The live check: what a server's own answer means to a newcomer, and what
//! becomes of the picks when one of them turns out closed.
//!
//! Nothing is asked in here. The page asks ([`Api`] says what), hands the
//! answer to [`next`], and shows what comes of it.

use crate::decode::blocks::{Blocks, Severity};
use crate::decode::{InstanceInfo, Software, domain_blocks, instance_v1, instance_v2};
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
    /// It answers its members only (status 401 or 403).
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
    /// Sign-up is on another page: its https address.
    Elsewhere(String),
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
        // Not found, not allowed, gone, not made: the address is not known.
        Err(Unchecked::Status(404 | 405 | 410 | 501)) if asked == Api::V2 => {
            return Step::Ask(Api::V1);
        }
        Err(Unchecked::Status(401 | 403)) => Err(Unchecked::MembersOnly),
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
        Some(Outcome::Elsewhere(url)) => (Some(SignUp::Open), url.clone()),
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
    /// says 401 for members only, and 404 where the list is not shown.
    #[must_use]
    pub fn of(answer: Result<&[u8], Unchecked>) -> Self {
        match answer {
            Ok(bytes) => {
                domain_blocks(bytes).map_or(Self::Unknown, |list| Self::Public(list.value))
            }
            Err(Unchecked::Status(401 | 403)) => Self::MembersOnly,
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
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{
        Api, BlockList, Board, Check, MAX_SWAPS, Outcome, Stance, Step, Unchecked, covering, door,
        next,
    };
    use crate::model::{Fact, Server, SignUp, Source};

    fn done(asked: Api, answer: Result<&str, Unchecked>) -> Check {
        match next(asked, answer.map(str::as_bytes)) {
            Step::Done(check, _) => check,
            Step::Ask(api) => panic!("asks on: {api:?}"),
        }
    }

    fn v2(registrations: &str) -> Check {
        let body = format!(
            r#"{{"domain":"a.example","version":"4.6.3","registrations":{registrations}}}"#
        );
        done(Api::V2, Ok(&body))
    }

    #[test]
    fn each_way_of_signing_up_is_told_apart() {
        for (registrations, outcome) in [
            (
                r#"{"enabled":true,"approval_required":false}"#,
                Outcome::Open,
            ),
            (
                r#"{"enabled":true,"approval_required":true,"reason_required":true}"#,
                Outcome::Approval {
                    reason_required: Some(true),
                },
            ),
            (
                r#"{"enabled":true,"approval_required":true}"#,
                Outcome::Approval {
                    reason_required: None,
                },
            ),
            (
                r#"{"enabled":false,"approval_required":false}"#,
                Outcome::Closed,
            ),
            (
                // Its own form is off, and yet one can join.
                r#"{"enabled":false,"url":"https://sso.a.example/register"}"#,
                Outcome::Elsewhere("https://sso.a.example/register".into()),
            ),
            ("{}", Outcome::Unchecked(Unchecked::NotSaid)),
        ] {
            assert_eq!(v2(registrations).outcome, outcome, "{registrations}");
        }
        let check = v2(r#"{"enabled":true,"approval_required":false,"min_age":16}"#);
        assert_eq!(check.min_age, Some(16));
        assert_eq!(check.other_software, None);
    }

    #[test]
    fn an_address_that_is_no_web_page_is_not_linked() {
        let check = v2(r#"{"enabled":false,"url":"javascript:alert(1)"}"#);
        assert_eq!(check.outcome, Outcome::Closed);
    }

    #[test]
    fn other_software_is_named_and_its_front_page_linked() {
        let body = r#"{"uri":"a.example","version":"2.7.2 (compatible; Pixelfed 0.12.5)",
            "registrations":true,"approval_required":false}"#;
        let check = done(Api::V1, Ok(body));
        assert_eq!(check.other_software.as_deref(), Some("Pixelfed"));
        assert_eq!(check.outcome, Outcome::Open);
        let server = Server::new("a.example");
        assert_eq!(door(&server, Some(&check)).url, "https://a.example/");
    }

    #[test]
    fn a_server_without_version_two_is_asked_once_more_and_no_other() {
        assert_eq!(
            next(Api::V2, Err(Unchecked::Status(404))),
            Step::Ask(Api::V1)
        );
        assert_eq!(next(Api::V2, Ok(b"<html>")), Step::Ask(Api::V1));
        for (asked, why, want) in [
            (Api::V1, Unchecked::Status(404), Unchecked::Status(404)),
            (Api::V2, Unchecked::Status(500), Unchecked::Status(500)),
            (Api::V2, Unchecked::Status(401), Unchecked::MembersOnly),
            (Api::V2, Unchecked::Unreachable, Unchecked::Unreachable),
            (Api::V2, Unchecked::TooSlow, Unchecked::TooSlow),
        ] {
            assert_eq!(done(asked, Err(why)).outcome, Outcome::Unchecked(want));
        }
        assert_eq!(
            done(Api::V1, Ok("<html>")).outcome,
            Outcome::Unchecked(Unchecked::Unreadable)
        );
    }

    #[test]
    fn the_button_leads_where_the_server_says_and_else_stays_as_listed() {
        let mut server = Server::new("a.example");
        server.sign_up = Some(Fact::new(SignUp::Instant, Source::Joinmastodon, None));
        let way = |check: Option<&Check>| {
            let door = door(&server, check);
            (door.sign_up, door.url)
        };
        let usual = "https://a.example/auth/sign_up".to_owned();
        assert_eq!(way(None), (Some(SignUp::Instant), usual.clone()));
        let failed = Check::failed(Unchecked::TooSlow);
        assert_eq!(way(Some(&failed)), (Some(SignUp::Instant), usual.clone()));
        let approval = v2(r#"{"enabled":true,"approval_required":true}"#);
        assert_eq!(way(Some(&approval)), (Some(SignUp::Approval), usual));
        let elsewhere = v2(r#"{"enabled":false,"url":"https://sso.a.example/"}"#);
        assert_eq!(
            way(Some(&elsewhere)),
            (Some(SignUp::Open), "https://sso.a.example/".to_owned())
        );
    }

    fn board(domains: &[&str]) -> Board {
        Board::new(domains.iter().map(|&d| d.to_owned()).collect())
    }

    #[test]
    fn a_closed_pick_gives_its_place_to_the_next_and_the_others_stay() {
        let mut board = board(&["a", "b", "c"]);
        let place = board.close("b", |shown, out| {
            assert_eq!((shown, out), (&["a", "c"][..], &["b"][..]));
            Some("d".to_owned())
        });
        assert_eq!(place, Some(1));
        assert_eq!(board.shown(), ["a", "d", "c"]);
        assert_eq!(board.instead_of("d"), Some("b"));
        assert_eq!(board.instead_of("a"), None);
        // The one that came is closed as well.
        let place = board.close("d", |shown, out| {
            assert_eq!((shown, out), (&["a", "c"][..], &["b", "d"][..]));
            Some("e".to_owned())
        });
        assert_eq!(place, Some(1));
        assert_eq!(board.shown(), ["a", "e", "c"]);
        // What came and went unseen is not named.
        assert_eq!(board.instead_of("e"), Some("b"));
    }

    #[test]
    fn replacing_comes_to_an_end() {
        let mut all = board(&["a", "b", "c"]);
        let mut names = ["d", "e", "f", "g", "h"].into_iter();
        for turn in 0..MAX_SWAPS + 2 {
            let first = all.shown()[0].clone();
            let changed = all.close(&first, |_, _| names.next().map(str::to_owned));
            assert_eq!(changed.is_some(), turn < MAX_SWAPS);
        }
        assert_eq!(all.shown(), ["f", "b", "c"]);

        let mut few = board(&["a"]);
        assert_eq!(few.close("a", |_, _| None), None);
        assert_eq!(few.shown(), ["a"]);
        assert_eq!(few.swaps().len(), 1);
        assert_eq!(few.close("nobody", |_, _| Some("x".into())), None);
    }

    #[test]
    fn a_block_list_is_public_for_members_hidden_or_not_to_be_had() {
        assert!(matches!(BlockList::of(Ok(b"[]")), BlockList::Public(_)));
        for (answer, want) in [
            (Err(Unchecked::Status(401)), BlockList::MembersOnly),
            (Err(Unchecked::Status(404)), BlockList::Hidden),
            (Err(Unchecked::Status(500)), BlockList::Unknown),
            (Err(Unchecked::Unreachable), BlockList::Unknown),
            (Ok(&b"<html>"[..]), BlockList::Unknown),
        ] {
            assert_eq!(BlockList::of(answer), want, "{answer:?}");
        }
    }

    #[test]
    fn a_hidden_name_is_found_by_its_digest_and_covers_its_parts() {
        let digest = "a".repeat(64);
        let body =
            format!(r#"[{{"domain":"b**.example","digest":"{digest}","severity":"silence"}}]"#);
        let list = BlockList::of(Ok(body.as_bytes()));
        let other = "b".repeat(64);
        assert_eq!(list.stance(&[other.clone(), digest]), Stance::Silenced);
        assert_eq!(list.stance(std::slice::from_ref(&other)), Stance::Nothing);
        assert_eq!(BlockList::Hidden.stance(&[other]), Stance::Unknown);
        assert_eq!(
            covering("a.b.example"),
            ["a.b.example", "b.example"],
            "a whole top-level domain is not a server"
        );
    }
}
