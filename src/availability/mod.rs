//! Asking the shown servers themselves: now, from the visitor's browser, and
//! only those that are on the page. What an answer means is decided in
//! [`picker::live`]; in here is the asking.

pub mod details;
pub mod words;

use crate::directory::load::Directory;
use crate::platform::clock;
use crate::platform::fetch::{Abort, FetchError, Limits, breathe, get};
use crate::signal::{Cell, Stored};
use leptos::task::spawn_local;
use picker::decode::activity::{Trend, trend};
use picker::decode::{InstanceInfo, activity};
use picker::live::{ACTIVITY, Api, Check, PATIENCE, Step, Unchecked, next};
use std::sync::Arc;

/// For how many seconds an answer holds before it is asked for again.
const FRESH: i64 = 10 * 60;

/// How far the check of a server is.
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// Asked, no answer yet.
    Checking,
    /// Answered, or given up.
    Done(Done),
}

/// A check that is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// What it found.
    pub check: Check,
    /// The whole answer, where there was one.
    pub info: Option<Arc<InstanceInfo>>,
    /// How many are active there lately, against some weeks before; `None`
    /// while it was not asked, or where it is not known.
    pub trend: Option<Trend>,
    /// When, in seconds since 1970.
    pub at: i64,
}

impl Status {
    /// What was found, if it is over.
    #[must_use]
    pub const fn check(&self) -> Option<&Check> {
        match self {
            Self::Done(done) => Some(&done.check),
            Self::Checking => None,
        }
    }

    fn holds(&self, now: i64) -> bool {
        match self {
            Self::Checking => true,
            Self::Done(done) => (0..FRESH).contains(&(now - done.at)),
        }
    }
}

/// The checks of this visit, kept in memory only.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    directory: Directory,
    checks: Cell<Vec<(String, Status)>>,
    running: Stored<Vec<(String, Abort)>>,
}

impl Live {
    /// Nothing asked yet.
    #[must_use]
    pub fn new(directory: Directory) -> Self {
        Self {
            directory,
            checks: Cell::new(Vec::new()),
            running: Stored::new(Vec::new()),
        }
    }

    /// How far the check of a server is; `None` when it was not asked.
    #[must_use]
    pub fn status(self, domain: &str) -> Option<Status> {
        self.checks.with(|all| find(all, domain).cloned())
    }

    /// Asks these servers, unless they have answered lately, and leaves off
    /// asking all others.
    pub fn watch(self, domains: &[String]) {
        self.leave_but(domains);
        let now = clock::now();
        for domain in domains {
            let known = self
                .checks
                .with_untracked(|all| find(all, domain).is_some_and(|status| status.holds(now)));
            if !known {
                self.start(domain.clone());
            }
        }
    }

    /// Leaves off asking: the visitor went elsewhere.
    pub fn leave(self) {
        self.leave_but(&[]);
    }

    fn leave_but(self, domains: &[String]) {
        let mut left = Vec::new();
        self.running.update_value(|running| {
            running.retain(|(domain, abort)| {
                let stays = domains.contains(domain);
                if !stays {
                    abort.abort();
                    left.push(domain.clone());
                }
                stays
            });
        });
        if !left.is_empty() {
            self.checks
                .update(|all| all.retain(|(domain, _)| !left.contains(domain)));
        }
    }

    fn start(self, domain: String) {
        let abort = Abort::new();
        self.running
            .update_value(|running| running.push((domain.clone(), abort.clone())));
        self.put(&domain, Status::Checking);
        spawn_local(async move {
            // First the cards.
            breathe().await;
            let Some((check, info, api)) = self.ask(&domain, &abort).await else {
                return;
            };
            let answered = info.is_some();
            let mut done = Done {
                check,
                info: info.map(Arc::from),
                trend: None,
                at: clock::now(),
            };
            self.put(&domain, Status::Done(done.clone()));
            // Two requests at most for each server: where the first one was
            // enough, the second is for its weeks.
            if answered && api == Api::V2 && !done.check.is_closed() {
                match self.trend(&domain, &abort).await {
                    Err(FetchError::Aborted) => return,
                    found => done.trend = found.ok().flatten(),
                }
                self.put(&domain, Status::Done(done));
            }
            self.running
                .update_value(|running| running.retain(|(other, _)| *other != domain));
        });
    }

    async fn trend(self, domain: &str, abort: &Abort) -> Result<Option<Trend>, FetchError> {
        let config = self.directory.config().await;
        let limits = Limits {
            timeout: PATIENCE,
            retry: false,
        };
        let answer = get(&config.server(domain, ACTIVITY), limits, abort).await?;
        let weeks = activity(&answer).map_err(|_| FetchError::WrongShape)?;
        Ok(trend(&weeks.value, clock::today()))
    }

    /// `None` when it was given up because nobody waits for it any more.
    /// With it comes which interface answered at last.
    async fn ask(
        self,
        domain: &str,
        abort: &Abort,
    ) -> Option<(Check, Option<Box<InstanceInfo>>, Api)> {
        let config = self.directory.config().await;
        let start = clock::milliseconds();
        let mut api = Api::V2;
        loop {
            let limits = Limits {
                timeout: PATIENCE - clock::since(start),
                retry: false,
            };
            let answer = get(&config.server(domain, api.path()), limits, abort).await;
            let answer = match &answer {
                Err(FetchError::Aborted) => return None,
                Err(error) => Err(why(*error)),
                Ok(bytes) => Ok(bytes.as_slice()),
            };
            match next(api, answer) {
                Step::Ask(other) => api = other,
                Step::Done(check, info) => return Some((check, info, api)),
            }
        }
    }

    fn put(self, domain: &str, status: Status) {
        self.checks.update(|all| {
            all.retain(|(other, _)| other != domain);
            all.push((domain.to_owned(), status));
        });
    }
}

fn find<'a>(all: &'a [(String, Status)], domain: &str) -> Option<&'a Status> {
    let found = all.iter().find(|(other, _)| other == domain);
    found.map(|(_, status)| status)
}

/// What a failed request means for a check.
#[must_use]
pub const fn why(error: FetchError) -> Unchecked {
    match error {
        FetchError::Offline => Unchecked::Offline,
        FetchError::Unreachable | FetchError::Aborted => Unchecked::Unreachable,
        FetchError::Timeout => Unchecked::TooSlow,
        FetchError::Status(status) => Unchecked::Status(status),
        FetchError::TooLarge | FetchError::NotJson | FetchError::WrongShape => {
            Unchecked::Unreadable
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Done, FRESH, Status};
    use picker::live::{Check, Unchecked};

    #[test]
    fn an_answer_holds_for_ten_minutes() {
        let done = Status::Done(Done {
            check: Check::failed(Unchecked::TooSlow),
            info: None,
            trend: None,
            at: 1_000,
        });
        assert!(done.holds(1_000));
        assert!(done.holds(1_000 + FRESH - 1));
        assert!(!done.holds(1_000 + FRESH));
        // The clock was set back.
        assert!(!done.holds(900));
    }
}
