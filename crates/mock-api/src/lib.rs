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
mod home;
mod instance;
mod routes;
mod server;
mod shared;
mod sign_in;
mod sign_in_routes;

pub use data::DataSource;
pub use fault::{Endpoint, Fault, FaultSpec};
pub use instance::{BlockList, State};
pub use server::{Mock, MockOptions};
pub use shared::Request;
pub use sign_in::{AccountKind, Member, Return};

#[cfg(test)]
mod tests;
