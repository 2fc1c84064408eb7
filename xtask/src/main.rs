//! Every command that a person runs: `cargo xtask help`.

fn main() {}
