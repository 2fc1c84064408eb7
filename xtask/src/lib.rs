//! The commands behind `cargo xtask`, as a library so that tests can call them.

pub mod content;
pub mod directory;
