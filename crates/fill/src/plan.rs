//! Following a list that the visitor ticked, in their name and with their
//! token, one request at a time: what to send next, what an answer means, and
//! how to undo exactly what was done.
//!
//! The order spends the fewest requests. Every account is looked for once
//! (`GET /api/v2/search`, `resolve=true`), then forty at a time are asked whether
//! they are followed already (`GET /api/v1/accounts/relationships`), and only
//! those that are not are followed (`POST /api/v1/accounts/:id/follow`): at most
//! two requests for an account and one more for each forty. A hashtag needs two
//! (`GET` and `POST` of `/api/v1/tags/:name`). A request that the server refused
//! for its rate (429) did nothing and is sent again once it may be; no follow
//! is ever sent a second time otherwise. Source of paths and answers:
//! documentation of mastodon at 2903485, content/en/methods.

use crate::handle::Handle;
use crate::http::Request;

mod answers;
mod entry;
mod kept;
pub mod limits;

pub(crate) use entry::is_id;
pub use entry::{Entry, Outcome, Target};
use entry::{State, same};
use limits::{Kind, Limits};

/// How many accounts are asked about at once. Mastodon takes more; a long
/// address may not.
pub const AT_ONCE: usize = 40;
/// The longest plan.
pub const MAX_ENTRIES: usize = 2_000;
/// How often in a row a server may say 429 before the plan stops.
pub const MAX_REFUSALS: u8 = 3;

/// Why a plan does not go on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The token is not valid any more (401): sign in again to go on.
    SignedOut,
    /// The token does not allow what is needed (403 to a question).
    NotAllowed,
    /// Too many 429 in a row.
    Busy,
    /// The server cannot be reached.
    Unreachable,
}

impl Stop {
    /// A short, stable name for messages and reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignedOut => "signed-out",
            Self::NotAllowed => "not-allowed",
            Self::Busy => "busy",
            Self::Unreachable => "unreachable",
        }
    }
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Send this, with the token, then call [`Plan::answer`] or [`Plan::failed`].
    Send(Request),
    /// A request is on its way.
    Busy,
    /// Come back at this time in UNIX seconds: a limit of this kind is reached.
    Wait(i64, Kind),
    /// Paused by the visitor.
    Paused,
    /// Stopped; [`Plan::resume`] goes on.
    Stopped(Stop),
    /// Nothing is left to do.
    Done,
}

/// What the request on its way is about; indices of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pending {
    Find(usize),
    Relations(Vec<usize>),
    Follow(usize),
    Undo(usize),
}

/// A list on its way to being followed, or to being undone.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The domain of the server that is asked.
    server: String,
    /// Whose list it is: who was signed in there.
    me: Handle,
    entries: Vec<Entry>,
    undoing: bool,
    paused: bool,
    stopped: Option<Stop>,
    pending: Option<Pending>,
    refusals: u8,
    limits: Limits,
}

impl Plan {
    /// A plan for what the visitor ticked, each once and at most [`MAX_ENTRIES`];
    /// the visitor's own account is left out. `server` is asked; `me` is who is
    /// signed in there.
    #[must_use]
    pub fn new(server: &str, me: &Handle, targets: Vec<Target>) -> Self {
        let mut plan = Self::of(server, me.clone(), Vec::new(), false);
        plan.add(targets);
        plan
    }

    /// Follows these as well. What this plan has followed before stays in it, so
    /// that undoing takes that back too; what it did not follow is left out unless
    /// it is among `targets`. The limits of the day go on.
    pub fn follow_also(&mut self, targets: Vec<Target>) {
        self.entries.retain(Entry::is_ours);
        for entry in &mut self.entries {
            entry.undo_failed = false;
        }
        self.undoing = false;
        self.resume();
        self.add(targets);
    }

    fn add(&mut self, targets: Vec<Target>) {
        for target in targets {
            let mut entries = self.entries.iter();
            let known = entries.any(|entry| same(&entry.target, &target));
            let own = matches!(&target, Target::Account(handle) if *handle == self.me);
            if !known && !own && self.entries.len() < MAX_ENTRIES {
                self.entries.push(Entry {
                    target,
                    state: State::Waiting,
                    undo_failed: false,
                });
            }
        }
    }

    /// Whether this is a list of `me`, signed in on `server`. The token of anybody
    /// else must not be used for it: its requests go to the list's own server, and
    /// undoing would change what another account follows.
    #[must_use]
    pub fn belongs_to(&self, server: &str, me: &Handle) -> bool {
        self.server == server && self.me == *me
    }

    /// Whose list it is.
    #[must_use]
    pub const fn owner(&self) -> &Handle {
        &self.me
    }

    fn of(server: &str, me: Handle, entries: Vec<Entry>, undoing: bool) -> Self {
        Self {
            server: server.to_owned(),
            me,
            entries,
            undoing,
            paused: false,
            stopped: None,
            pending: None,
            refusals: 0,
            limits: Limits::default(),
        }
    }

    /// The entries, in the order in which they were ticked.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many entries [`Plan::undo`] would take back.
    #[must_use]
    pub fn undoable(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_ours()).count()
    }

    /// Stops after the request that is on its way.
    pub const fn pause(&mut self) {
        self.paused = true;
    }

    /// Goes on after a pause or a stop. What the visitor followed by hand meanwhile
    /// is theirs: whether an entry is followed is asked again.
    pub fn resume(&mut self) {
        for entry in &mut self.entries {
            if let State::Ready { id } = &entry.state {
                let id = id.clone();
                entry.state = State::Found { id, sent: false };
            }
        }
        self.paused = false;
        self.stopped = None;
        self.refusals = 0;
    }

    /// From now on takes back what this plan has followed or asked, and nothing
    /// else; what it had not come to is left as it is.
    pub fn undo(&mut self) {
        self.undoing = true;
        for entry in &mut self.entries {
            entry.undo_failed = false;
        }
        self.resume();
    }

    /// Why it does nothing now ([`Step::Done`], [`Step::Paused`] or
    /// [`Step::Stopped`]); `None` while there is something to do.
    #[must_use]
    pub fn rest(&self) -> Option<Step> {
        if self.pending.is_none() && self.todo().is_none() {
            Some(Step::Done)
        } else if self.paused {
            Some(Step::Paused)
        } else {
            self.stopped.map(Step::Stopped)
        }
    }

    /// Whether it follows or undoes.
    #[must_use]
    pub const fn is_undoing(&self) -> bool {
        self.undoing
    }

    /// What to do now, at this time in UNIX seconds. Requests go out with the
    /// token `bearer`, which the plan does not keep.
    pub fn next(&mut self, bearer: &str, now: i64) -> Step {
        if self.pending.is_some() {
            return Step::Busy;
        }
        if self.paused {
            return Step::Paused;
        }
        if let Some(stop) = self.stopped {
            return Step::Stopped(stop);
        }
        let Some(pending) = self.todo() else {
            return Step::Done;
        };
        let kind = pending.kind();
        if let Some(until) = self.limits.wait(kind, now) {
            return Step::Wait(until, kind);
        }
        self.limits.sent(kind, now);
        let request = self.request(&pending);
        if let Pending::Follow(at) = pending
            && let State::Ready { id } = &self.entries[at].state
        {
            self.entries[at].state = State::Sent { id: id.clone() };
        }
        self.pending = Some(pending);
        Step::Send(request.with(bearer))
    }

    /// The next thing to ask or to do.
    fn todo(&self) -> Option<Pending> {
        let first = |fits: &dyn Fn(&Entry) -> bool| self.entries.iter().position(fits);
        // A tag's state is asked when it is found; a follow of one without an
        // answer is asked again the same way.
        let unknown = |entry: &Entry| matches!(entry.state, State::Found { .. });
        if self.undoing {
            return first(&|entry| entry.is_ours() && !entry.undo_failed).map(Pending::Undo);
        }
        if let Some(at) =
            first(&|entry| entry.state == State::Waiting || unknown(entry) && !entry.is_account())
        {
            return Some(Pending::Find(at));
        }
        let asked = self.to_relate(|state| matches!(state, State::Found { .. }));
        if !asked.is_empty() {
            return Some(Pending::Relations(asked));
        }
        first(&|entry| matches!(entry.state, State::Ready { .. })).map(Pending::Follow)
    }

    fn to_relate(&self, fits: impl Fn(&State) -> bool) -> Vec<usize> {
        let all = self.entries.iter().enumerate();
        all.filter(|(_, entry)| entry.is_account() && fits(&entry.state))
            .map(|(at, _)| at)
            .take(AT_ONCE)
            .collect()
    }
}

impl Pending {
    const fn kind(&self) -> Kind {
        match self {
            Self::Follow(_) => Kind::Follow,
            _ => Kind::Any,
        }
    }
}

#[cfg(test)]
mod tests;
