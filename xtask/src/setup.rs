//! `cargo xtask setup`: everything the other commands would install on their
//! way, at once. For the image of a build machine, or before a train ride.

use anyhow::Result;
use toolchain::browsers::{Browser, Drivers};
use toolchain::toolbox::Toolbox;
use toolchain::{run, tools};

/// Installs what building needs and, with `browsers`, what the tests need.
///
/// # Errors
/// When something cannot be installed.
pub fn setup(browsers: bool) -> Result<()> {
    Toolbox::ensure()?;
    if browsers {
        Drivers::ensure(&Browser::ALL)?;
        tools::ensure_axe()?;
        tools::ensure_cargo_deny()?;
    }
    run::step("Everything is in place");
    Ok(())
}
