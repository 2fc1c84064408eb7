//! A plan as text, so that a reload does not lose it: no token is in it, and
//! what comes back is checked like anything from outside.

use crate::handle::Handle;
use crate::tag::Hashtag;

use super::entry::{Entry, Outcome, State, Target, is_id};
use super::{MAX_ENTRIES, Plan};

/// Version 1 did not say whose list it is; such a text is not read any more.
const HEAD: &str = "fill-plan 2";

impl Plan {
    /// The plan as text: a line of its own facts, then one for each entry.
    #[must_use]
    pub fn keep(&self) -> String {
        let mode = if self.undoing { "undo" } else { "follow" };
        let mut out = format!("{HEAD}\t{mode}\t{}\t{}\n", self.server, self.me);
        for entry in &self.entries {
            let (state, more) = match &entry.state {
                State::Waiting => ("waiting", ""),
                // Whether it is followed is asked again after a reload.
                State::Found { sent: false, .. } | State::Ready { .. } => ("found", ""),
                // A follow without an answer is asked about after a reload.
                State::Found { sent: true, .. } | State::Sent { .. } => ("sent", ""),
                State::Done { outcome, .. } => ("done", outcome.key()),
            };
            let moved = match entry.outcome() {
                Some(Outcome::Moved(Some(to))) => to.to_string(),
                _ => String::new(),
            };
            let failed = if entry.undo_failed { "undo-failed" } else { "" };
            let line = [
                &entry.target.to_string(),
                state,
                entry.id(),
                more,
                &moved,
                failed,
            ]
            .join("\t");
            out.push_str(&line);
            out.push('\n');
        }
        out
    }

    /// A plan that was kept; `None` when the text is none, to the last line. It
    /// waits for [`Plan::resume`] as if paused.
    #[must_use]
    pub fn restore(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let head: Vec<&str> = lines.next()?.split('\t').collect();
        let [HEAD, mode, server, me] = head[..] else {
            return None;
        };
        let domain = |text: &str| picker::domain::normalise(text).is_ok_and(|it| it == text);
        let undoing = match mode {
            "follow" => false,
            "undo" => true,
            _ => return None,
        };
        let entries = lines.map(entry).collect::<Option<Vec<_>>>()?;
        let me = Handle::parse(me).ok()?;
        if !domain(server) || entries.len() > MAX_ENTRIES {
            return None;
        }
        let mut plan = Self::of(server, me, entries, undoing);
        plan.pause();
        Some(plan)
    }
}

fn entry(line: &str) -> Option<Entry> {
    let parts: Vec<&str> = line.split('\t').collect();
    let [target, state, id, outcome, moved, failed] = parts[..] else {
        return None;
    };
    let target = match target.strip_prefix('#') {
        Some(tag) => Target::Tag(Hashtag::parse(tag)?),
        None => Target::Account(Handle::parse(target).ok()?),
    };
    let known = match &target {
        Target::Account(_) => is_id(id),
        Target::Tag(tag) => id == tag.name(),
    };
    let id = id.to_owned();
    let state = match state {
        "waiting" => State::Waiting,
        "found" if known => State::Found { id, sent: false },
        "sent" if known => State::Found { id, sent: true },
        "done" => {
            let outcome = read_outcome(outcome, moved)?;
            let bare = id.is_empty() && !matches!(outcome, Outcome::Followed | Outcome::Requested);
            if !known && !bare {
                return None;
            }
            State::Done { outcome, id }
        }
        _ => return None,
    };
    Some(Entry {
        target,
        state,
        undo_failed: failed == "undo-failed",
    })
}

fn read_outcome(key: &str, moved: &str) -> Option<Outcome> {
    let simple = [
        Outcome::Followed,
        Outcome::Requested,
        Outcome::Already,
        Outcome::NotFound,
        Outcome::OtherAccount,
        Outcome::Blocked,
        Outcome::Refused,
        Outcome::NoTags,
        Outcome::Unreachable,
        Outcome::Undone,
    ];
    if key == Outcome::Moved(None).key() {
        return Some(Outcome::Moved(Handle::parse(moved).ok()));
    }
    simple.into_iter().find(|outcome| outcome.key() == key)
}
