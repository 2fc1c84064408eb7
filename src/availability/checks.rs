//! Asks the servers on the page whether they take new members: now, from the
//! visitor's browser, and only those. What an answer means is decided in
//! [`picker::live`].

use crate::availability::status::{Done, Status, unchecked};
use crate::directory::load::Directory;
use crate::platform::clock;
use crate::platform::fetch::{Abort, FetchError, Limits, get};
use crate::platform::task::yield_to_event_loop;
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::decode::activity::{Trend, trend};
use picker::decode::{InstanceInfo, activity, are_plausible, distrust_answer};
use picker::live::{ACTIVITY, Api, Check, PATIENCE, Step, next};
use std::sync::Arc;

/// The checks of this visit, kept in memory only.
#[derive(Debug, Clone, Copy)]
pub struct Availability {
    directory: Directory,
    checks: RwSignal<Vec<(String, Status)>>,
    running: StoredValue<Vec<(String, Abort)>>,
}

impl Availability {
    /// With no server asked yet.
    #[must_use]
    pub fn new(directory: Directory) -> Self {
        Self {
            directory,
            checks: RwSignal::new(Vec::new()),
            running: StoredValue::new(Vec::new()),
        }
    }

    /// The lists that the servers stand in.
    #[must_use]
    pub const fn directory(self) -> Directory {
        self.directory
    }

    /// How far the check of a server is; `None` when it was not asked.
    #[must_use]
    pub fn status(self, domain: &str) -> Option<Status> {
        self.checks.with(|all| find(all, domain).cloned())
    }

    /// Asks these servers, unless they have answered lately, and aborts the
    /// requests to all others.
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

    /// Aborts all requests: the visitor went elsewhere.
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
            // The cards are drawn first.
            yield_to_event_loop().await;
            let Some((check, mut info, api)) = self.ask(&domain, &abort).await else {
                return;
            };
            if let Some(info) = &mut info {
                let (known, network) = self.directory.measure(&domain);
                distrust_answer(info, known.as_ref(), network);
            }
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
        let weeks = activity(&answer).map_err(|_| FetchError::WrongShape)?.value;
        let (known, network) = self.directory.measure(domain);
        let plausible = are_plausible(&weeks, known.as_ref(), network);
        Ok(plausible.then(|| trend(&weeks, clock::today())).flatten())
    }

    /// What the server says, with the interface that answered at last; `None`
    /// when it was aborted.
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
                Err(error) => Err(unchecked(*error)),
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
