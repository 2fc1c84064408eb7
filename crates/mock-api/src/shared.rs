//! What the handlers share, and what tests change while the mock runs.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;

use crate::data::Data;
use crate::fault::{Endpoint, Fault};
use crate::instance::{BlockList, State};
use crate::sign_in::Account;

/// One request as it came in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Request {
    /// `GET`, or `OPTIONS` for a preflight.
    pub method: String,
    /// The path with the query.
    pub path: String,
    /// The names of the headers, lower case, so that a test can tell that
    /// nothing needless is sent (a cookie, a custom header).
    pub headers: Vec<String>,
}

/// What the handlers share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) data: Data,
    changing: Mutex<Changing>,
    pub(crate) verbose: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Changing {
    pub(crate) faults: HashMap<Endpoint, Fault>,
    pub(crate) servers: HashMap<String, State>,
    pub(crate) block_lists: HashMap<String, BlockList>,
    pub(crate) requests: Vec<Request>,
    pub(crate) accounts: HashMap<String, Account>,
}

impl Shared {
    pub(crate) fn new(data: Data, verbose: bool) -> Self {
        Self {
            data,
            changing: Mutex::default(),
            verbose,
        }
    }

    pub(crate) fn changing(&self) -> MutexGuard<'_, Changing> {
        // A panic elsewhere leaves nothing half done here.
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the member of a server.
    pub(crate) fn account<R>(&self, domain: &str, work: impl FnOnce(&mut Account) -> R) -> R {
        work(
            self.changing()
                .accounts
                .entry(domain.to_owned())
                .or_default(),
        )
    }

    pub(crate) fn set_fault(&self, name: &str, fault: Option<Fault>) -> Result<()> {
        let endpoints = Endpoint::named(name)?;
        let faults = &mut self.changing().faults;
        for endpoint in endpoints {
            match &fault {
                Some(fault) => faults.insert(endpoint, fault.clone()),
                None => faults.remove(&endpoint),
            };
        }
        Ok(())
    }

    /// The fault of this request, counting down the bad answers of
    /// [`Fault::GoodAfter`].
    pub(crate) fn fault(&self, endpoint: Endpoint) -> Option<Fault> {
        let faults = &mut self.changing().faults;
        match faults.get_mut(&endpoint)? {
            Fault::GoodAfter(0) => None,
            Fault::GoodAfter(bad) => {
                *bad -= 1;
                Some(Fault::Status(500))
            }
            Fault::At(number, status) => {
                *number = number.saturating_sub(1);
                let status = *status;
                if *number > 0 {
                    return None;
                }
                faults.remove(&endpoint);
                Some(Fault::Status(status))
            }
            fault => Some(fault.clone()),
        }
    }

    /// The fault of this request, once it is not held up any more.
    pub(crate) async fn unheld_fault(&self, endpoint: Endpoint) -> Option<Fault> {
        loop {
            match self.fault(endpoint) {
                Some(Fault::Held) => tokio::time::sleep(Duration::from_millis(20)).await,
                other => return other,
            }
        }
    }

    pub(crate) fn state(&self, domain: &str) -> State {
        let changing = self.changing();
        let servers = &changing.servers;
        match servers.get(domain).or_else(|| servers.get("*")) {
            Some(state) => *state,
            None => State::of(self.data.row(domain)),
        }
    }

    pub(crate) fn block_list(&self, domain: &str) -> BlockList {
        let changing = self.changing();
        let lists = &changing.block_lists;
        let set = lists.get(domain).or_else(|| lists.get("*"));
        set.cloned().unwrap_or_else(|| BlockList::of(domain))
    }
}
