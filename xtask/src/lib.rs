//! Every command that a person runs on this repository: the `xtask` binary is a
//! thin shell around [`cli`].

pub mod check;
pub mod cli;
pub mod deny;
pub mod layers;
pub mod mock_api;
pub mod report;
pub mod serve;
pub mod setup;
pub mod test;
