//! The mock as a server on a port of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context, Result};
use tokio::runtime::Runtime;

use crate::data::{Data, DataSource};
use crate::fault::{Fault, FaultSpec};
use crate::instance::{BlockList, State};
use crate::routes;
use crate::shared::{Request, Shared};
use crate::sign_in::{Account, AccountKind, Member, Return, fold};

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
        let shared = Arc::new(Shared::new(Data::load(&options.data)?, options.verbose));
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

    /// How a server sends its member back from signing in.
    pub fn set_return(&self, domain: &str, how: Return) {
        self.shared.account(domain, |it| it.how_back = how);
    }

    /// Who signs in at a server, by name; `me` unless this says another.
    pub fn set_member(&self, domain: &str, name: &str) {
        self.shared
            .account(domain, |it| name.clone_into(&mut it.name));
    }

    /// Says what is special about an account (`name@server`) to a server's member.
    pub fn set_account(&self, domain: &str, account: &str, kind: AccountKind) {
        self.shared
            .account(domain, |it| it.kinds.insert(account.to_owned(), kind));
    }

    /// Lets a server's member follow an account (`name@server`) or a hashtag (`#name`).
    pub fn already_follows(&self, domain: &str, what: &str) {
        self.shared
            .account(domain, |it| match what.strip_prefix('#') {
                Some(tag) => it.member.tags.insert(fold(tag)),
                None => it.member.follows.insert(what.to_owned()),
            });
    }

    /// Lets a server forget every site that has registered with it.
    pub fn forget_apps(&self, domain: &str) {
        self.shared.account(domain, Account::forget_apps);
    }

    /// Sends each header of limits twice in one, as some proxies do.
    pub fn double_headers(&self, domain: &str) {
        self.shared.account(domain, |it| it.doubled_headers = true);
    }

    /// What a server's member follows, and what was given out to sign in.
    #[must_use]
    pub fn member(&self, domain: &str) -> Member {
        self.shared.account(domain, |it| it.member.clone())
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
