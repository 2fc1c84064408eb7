//! All end-to-end tests. `cargo xtask test` runs them against the bundle;
//! `cargo test -p e2e -- firefox::quiz` runs some of them.

mod harness;

fn main() -> std::process::ExitCode {
    e2e::run([harness::cases()].concat())
}
