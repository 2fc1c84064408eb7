//! The lists of servers: [`load`] fetches them, [`lists`] holds what was fetched
//! and what to say about it.

pub mod answer;
pub mod config;
pub mod lists;
pub mod load;
pub mod statistics;

pub use lists::{Lists, explain};
