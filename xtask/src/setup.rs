//! `cargo xtask setup`: everything the other commands would install on their
//! way, at once. For the image of a build machine, or before a train ride.

use crate::browsers::{Browser, Drivers};
use crate::bundle::Toolbox;
use crate::{run, tools};
use anyhow::Result;

/// Installs what building needs and, with `browsers`, what the tests need.
///
/// # Errors
/// When something cannot be installed.
pub fn setup(browsers: bool) -> Result<()> {
    Toolbox::ensure()?;
    if browsers {
        Drivers::ensure(&Browser::ALL)?;
        tools::ensure_axe()?;
    }
    run::step("Everything is in place");
    Ok(())
}
