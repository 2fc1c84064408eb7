//! A mock of the joinmastodon directory API and of single servers.
//!
//! It speaks real HTTP on a port of its own, so that the built bundle runs
//! against it unchanged: `config.json` names it as `api`, and as `instance`
//! the address of [`Mock::instance_pattern`]. Every endpoint can be made to
//! misbehave ([`Fault`]) and every server be in any state ([`State`]), at the
//! start, from the test, or through `POST /__fault` and `POST /__server`.

mod answer;
mod data;
mod fault;
mod instance;
mod routes;

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use tokio::runtime::Runtime;

pub use data::DataSource;
pub use fault::{Endpoint, Fault, FaultSpec};
pub use instance::{BlockList, State};

use data::Data;

/// What the mock starts with.
#[derive(Debug, Default)]
pub struct MockOptions {
    /// The lists it serves.
    pub data: DataSource,
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// What goes wrong from the start.
    pub faults: Vec<FaultSpec>,
    /// Servers in a state other than their row says; `*` for all others.
    pub servers: Vec<(String, State)>,
    /// Print each request to standard error.
    pub verbose: bool,
}

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
struct Shared {
    data: Data,
    changing: Mutex<Changing>,
    verbose: bool,
}

#[derive(Debug, Default)]
struct Changing {
    faults: HashMap<Endpoint, Fault>,
    servers: HashMap<String, State>,
    block_lists: HashMap<String, BlockList>,
    requests: Vec<Request>,
}

impl Shared {
    fn changing(&self) -> MutexGuard<'_, Changing> {
        // A panic elsewhere leaves nothing half done here.
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_fault(&self, name: &str, fault: Option<Fault>) -> Result<()> {
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
    fn fault(&self, endpoint: Endpoint) -> Option<Fault> {
        let faults = &mut self.changing().faults;
        match faults.get_mut(&endpoint)? {
            Fault::GoodAfter(0) => None,
            Fault::GoodAfter(bad) => {
                *bad -= 1;
                Some(Fault::Status(500))
            }
            fault => Some(fault.clone()),
        }
    }

    fn state(&self, domain: &str) -> State {
        let changing = self.changing();
        let servers = &changing.servers;
        match servers.get(domain).or_else(|| servers.get("*")) {
            Some(state) => *state,
            None => State::of(self.data.row(domain)),
        }
    }

    fn block_list(&self, domain: &str) -> BlockList {
        let changing = self.changing();
        let lists = &changing.block_lists;
        let set = lists.get(domain).or_else(|| lists.get("*"));
        set.cloned().unwrap_or_else(|| BlockList::of(domain))
    }
}

/// A running mock; it stops when dropped. Several can run in one process.
#[derive(Debug)]
pub struct Mock {
    address: SocketAddr,
    shared: Arc<Shared>,
    runtime: Option<Runtime>,
}

impl Mock {
    /// Starts a mock on 127.0.0.1.
    ///
    /// # Errors
    /// When the data cannot be read or the port is taken.
    pub fn start(options: MockOptions) -> Result<Self> {
        let shared = Arc::new(Shared {
            data: Data::load(&options.data)?,
            changing: Mutex::default(),
            verbose: options.verbose,
        });
        for spec in options.faults {
            for endpoint in spec.endpoints {
                shared.set_fault(endpoint.key(), Some(spec.fault.clone()))?;
            }
        }
        shared.changing().servers = options.servers.into_iter().collect();

        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("mock")
            .enable_all()
            .build()
            .context("cannot start the mock's runtime")?;
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        // Bound by hand, not on the runtime: a test may start the mock from
        // within a runtime of its own.
        let listener = std::net::TcpListener::bind(wanted)
            .with_context(|| format!("cannot listen on {wanted}"))?;
        let address = listener.local_addr().context("the port is unknown")?;
        listener.set_nonblocking(true)?;
        let app = routes::router(Arc::clone(&shared));
        let entered = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener)?;
        drop(entered);
        runtime.spawn(async move { axum::serve(listener, app).await });
        Ok(Self {
            address,
            shared,
            runtime: Some(runtime),
        })
    }

    /// The base address, without a slash at the end: for `config.json`'s `api`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the single servers are played: for `config.json`'s `instance`.
    #[must_use]
    pub fn instance_pattern(&self) -> String {
        format!("{}/instance/{{domain}}", self.url())
    }

    /// How many rows the list has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.shared.data.len()
    }

    /// Makes an endpoint (or a group: `all`, `directory`, `instance`) fail
    /// from the next request on, or work again.
    ///
    /// # Errors
    /// When no endpoint has that name.
    pub fn set_fault(&self, endpoint: &str, fault: Option<Fault>) -> Result<()> {
        self.shared.set_fault(endpoint, fault)
    }

    /// Puts a server, or all others with `*`, in a state.
    pub fn set_server(&self, domain: &str, state: State) {
        let servers = &mut self.shared.changing().servers;
        servers.insert(domain.to_owned(), state);
    }

    /// Says whom a server (or all others with `*`) blocks, and who may see it.
    pub fn set_block_list(&self, domain: &str, list: BlockList) {
        let lists = &mut self.shared.changing().block_lists;
        lists.insert(domain.to_owned(), list);
    }

    /// Every request so far, in order; those to the control endpoints aside.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.changing().requests.clone()
    }

    /// The requests whose path begins so.
    #[must_use]
    pub fn requests_to(&self, prefix: &str) -> Vec<Request> {
        let mut requests = self.requests();
        requests.retain(|request| request.path.starts_with(prefix));
        requests
    }

    /// Waits for ever, for a command that only serves.
    pub fn wait(mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.block_on(std::future::pending::<()>());
        }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Not waiting: a request that is never answered would hold us up.
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests;
