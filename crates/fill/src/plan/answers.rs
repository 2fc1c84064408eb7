//! The requests of a plan, and what their answers mean.

use picker::json::{Look, Value};

use crate::handle::Handle;
use crate::http::{Request, Response};
use picker::percent;

use super::entry::{Entry, Outcome, State, Target, is_id};
use super::{MAX_REFUSALS, Pending, Plan, Stop};

/// The wait after a 429 that names no time, in seconds: Mastodon's window.
const WINDOW: i64 = 300;

impl Plan {
    pub(super) fn request(&self, pending: &Pending) -> Request {
        let base = format!("https://{}/api", self.server);
        match pending {
            Pending::Find(at) => Request::get(match &self.entries[*at].target {
                Target::Account(handle) => {
                    let q = percent::encode(&handle.to_string());
                    format!("{base}/v2/search?q={q}&type=accounts&resolve=true&limit=5")
                }
                Target::Tag(tag) => format!("{base}/v1/tags/{}", percent::encode(tag.name())),
            }),
            Pending::Relations(all) => {
                let ids: Vec<_> = all
                    .iter()
                    .map(|&at| format!("id[]={}", self.entries[at].id()))
                    .collect();
                Request::get(format!(
                    "{base}/v1/accounts/relationships?{}",
                    ids.join("&")
                ))
            }
            Pending::Follow(at) => self.change(&base, *at, "follow"),
            Pending::Undo(at) => self.change(&base, *at, "unfollow"),
        }
    }

    fn change(&self, base: &str, at: usize, verb: &str) -> Request {
        let entry = &self.entries[at];
        let url = match &entry.target {
            Target::Account(_) => format!("{base}/v1/accounts/{}/{verb}", entry.id()),
            Target::Tag(tag) => format!("{base}/v1/tags/{}/{verb}", percent::encode(tag.name())),
        };
        Request::post(url, String::new())
    }

    /// Takes the answer to the request that [`Plan::next`] gave, at this time in
    /// UNIX seconds. Without one on its way it does nothing.
    pub fn answer(&mut self, answer: &Response, now: i64) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        self.limits.told(pending.kind(), answer, now);
        match answer.status {
            429 => {
                self.take_back(&pending);
                self.limits
                    .refused(pending.kind(), answer.reset().unwrap_or(now + WINDOW), now);
                self.refusals += 1;
                if self.refusals >= MAX_REFUSALS {
                    self.stopped = Some(Stop::Busy);
                }
                return;
            }
            401 => {
                self.take_back(&pending);
                self.stopped = Some(Stop::SignedOut);
                return;
            }
            // Not about this entry: all later ones would end the same way.
            403 if matches!(pending, Pending::Find(_)) => {
                self.stopped = Some(Stop::NotAllowed);
                return;
            }
            _ => self.refusals = 0,
        }
        match pending {
            Pending::Find(at) => self.found(at, answer),
            Pending::Relations(all) => self.related(&all, answer),
            Pending::Follow(at) => self.followed(at, answer),
            Pending::Undo(at) => self.undone(at, answer),
        }
    }

    /// Says that no answer came: no network, or the server went away.
    pub fn failed(&mut self) {
        match self.pending.take() {
            None => {}
            Some(Pending::Find(at)) => self.entries[at].end(Outcome::Unreachable),
            Some(Pending::Relations(_)) => self.stopped = Some(Stop::Unreachable),
            Some(Pending::Follow(at)) => self.entries[at].ask_again(),
            Some(Pending::Undo(at)) => self.entries[at].undo_failed = true,
        }
    }

    /// A refused request did nothing: the entry is where it was.
    fn take_back(&mut self, pending: &Pending) {
        if let Pending::Follow(at) = pending {
            let id = self.entries[*at].id().to_owned();
            self.entries[*at].state = State::Ready { id };
        }
    }

    fn found(&mut self, at: usize, answer: &Response) {
        let home = self.me.host().to_owned();
        let entry = &mut self.entries[at];
        let value = answer.ok().then(|| answer.json()).flatten();
        if value.is_none() && entry.is_ours() {
            return entry.end(Outcome::Unreachable);
        }
        entry.state = match (&entry.target, value) {
            (target, None) => done(match (answer.status, target) {
                // Mastodon answers for every hashtag, even an unused one.
                (404 | 410, Target::Tag(_)) => Outcome::NoTags,
                (404 | 410, _) => Outcome::NotFound,
                (422, _) => Outcome::Refused,
                _ => Outcome::Unreachable,
            }),
            (Target::Account(handle), Some(value)) => find_account(handle, &home, &value),
            // The name that comes back is not compared: Mastodon folds it (NFKC, lower
            // case, letters to ASCII; app/lib/hashtag_normalizer.rb), and what is
            // followed and taken back is what stands in the path.
            (Target::Tag(tag), Some(value)) => {
                let following = flag(&value, "following");
                let (id, sent) = (
                    tag.name().to_owned(),
                    matches!(entry.state, State::Found { sent: true, .. }),
                );
                match following {
                    Some(true) if sent => State::Done {
                        outcome: Outcome::Followed,
                        id,
                    },
                    Some(true) => done(Outcome::Already),
                    Some(false) if sent => done(Outcome::Unreachable),
                    Some(false) => State::Ready { id },
                    None if sent => State::Done {
                        outcome: Outcome::Unreachable,
                        id,
                    },
                    // Without `following` the server knows no followed hashtags.
                    None => done(Outcome::NoTags),
                }
            }
        };
    }

    fn related(&mut self, all: &[usize], answer: &Response) {
        let value = answer.ok().then(|| answer.json()).flatten();
        let Some(list) = value.as_ref().and_then(Look::as_array) else {
            self.stopped = Some(if answer.status == 403 {
                Stop::NotAllowed
            } else {
                Stop::Unreachable
            });
            return;
        };
        for &at in all {
            let entry = &mut self.entries[at];
            let State::Found { id, sent } = &entry.state else {
                continue;
            };
            let (id, sent) = (id.clone(), *sent);
            let row = list
                .iter()
                .find(|row| row.get("id").and_then(Look::as_str) == Some(&id));
            let is = |field: &str| row.and_then(|row| flag(row, field)) == Some(true);
            entry.state = match row {
                None if sent => State::Done {
                    outcome: Outcome::Unreachable,
                    id,
                },
                None => done(Outcome::Unreachable),
                Some(_) if is("following") && sent => State::Done {
                    outcome: Outcome::Followed,
                    id,
                },
                Some(_) if is("requested") && sent => State::Done {
                    outcome: Outcome::Requested,
                    id,
                },
                Some(_) if is("following") || is("requested") => done(Outcome::Already),
                Some(_) if is("blocking") || is("blocked_by") || is("domain_blocking") => {
                    done(Outcome::Blocked)
                }
                Some(_) if sent => done(Outcome::Unreachable),
                Some(_) => State::Ready { id },
            };
        }
    }

    fn followed(&mut self, at: usize, answer: &Response) {
        let entry = &mut self.entries[at];
        let value = answer.ok().then(|| answer.json()).flatten();
        let is = |field: &str| value.as_ref().and_then(|value| flag(value, field));
        let outcome = match (answer.status, is("following"), is("requested")) {
            (200..=299, Some(true), _) => Outcome::Followed,
            (200..=299, _, Some(true)) => Outcome::Requested,
            (403, ..) => Outcome::Blocked,
            (404 | 410, ..) if !entry.is_account() => Outcome::NoTags,
            (404 | 410, ..) => Outcome::NotFound,
            (200..=299, Some(false), _) | (400 | 422, ..) => Outcome::Refused,
            // An error after the work may have been done: ask.
            _ => return entry.ask_again(),
        };
        entry.end(outcome);
    }

    fn undone(&mut self, at: usize, answer: &Response) {
        let value = answer.ok().then(|| answer.json()).flatten();
        let still = value.as_ref().is_none_or(|value| {
            flag(value, "following") != Some(false) || flag(value, "requested") == Some(true)
        });
        let gone = matches!(answer.status, 404 | 410);
        let entry = &mut self.entries[at];
        if still && !gone {
            entry.undo_failed = true;
        } else {
            entry.end(Outcome::Undone);
        }
    }
}

impl Entry {
    pub(super) fn id(&self) -> &str {
        match &self.state {
            State::Waiting => "",
            State::Found { id, .. }
            | State::Ready { id }
            | State::Sent { id }
            | State::Done { id, .. } => id,
        }
    }

    fn end(&mut self, outcome: Outcome) {
        let id = self.id().to_owned();
        self.state = State::Done { outcome, id };
    }

    fn ask_again(&mut self) {
        let id = self.id().to_owned();
        self.state = State::Found { id, sent: true };
    }
}

const fn done(outcome: Outcome) -> State {
    State::Done {
        outcome,
        id: String::new(),
    }
}

fn flag(value: &Value<'_>, field: &str) -> Option<bool> {
    match value.get(field) {
        Some(Value::Bool(flag)) => Some(*flag),
        _ => None,
    }
}

/// The account among a search's results: the server may offer others that only
/// resemble what was asked for.
fn find_account(handle: &Handle, home: &str, value: &Value<'_>) -> State {
    let list = value
        .get("accounts")
        .and_then(Look::as_array)
        .unwrap_or_default();
    let text = |row: &Value<'_>, field| {
        row.get(field)
            .and_then(Look::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let Some(row) = list
        .iter()
        .find(|row| handle.is_acct(&text(row, "acct"), home))
    else {
        return done(if list.is_empty() {
            Outcome::NotFound
        } else {
            Outcome::OtherAccount
        });
    };
    if let Some(moved) = row.get("moved").filter(|moved| moved.is_object()) {
        let acct = text(moved, "acct");
        let (user, host) = acct.split_once('@').unwrap_or((&acct, home));
        return done(Outcome::Moved(Handle::new(user, host).ok()));
    }
    if flag(row, "suspended") == Some(true) {
        return done(Outcome::NotFound);
    }
    let id = text(row, "id");
    if is_id(&id) {
        State::Found { id, sent: false }
    } else {
        done(Outcome::Unreachable)
    }
}
