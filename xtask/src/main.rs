//! Every command that a person runs: `cargo xtask help`.

use std::process::ExitCode;

use clap::Parser as _;

#[derive(clap::Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
enum Command {
    /// Build directory.json from content/
    Directory(xtask::directory::DirectoryArgs),
}

fn main() -> anyhow::Result<ExitCode> {
    match Command::parse() {
        Command::Directory(args) => xtask::directory::run(&args),
    }
}
