//! `cargo xtask serve`: the site, built and served.

use anyhow::Result;
use site::public_url::PublicUrl;
use site::server::{Site, SiteOptions};
use site::{build, example};
use toolchain::run;

/// Builds the bundle and serves it until Ctrl+C.
///
/// # Errors
/// When the port is taken or the build fails.
pub fn serve(port: u16, public_url: &PublicUrl) -> Result<()> {
    // A taken port shows now, not after minutes of building.
    Site::check_port(port)?;
    let dist = build::build(public_url)?;
    let site = Site::start(SiteOptions {
        dir: dist.dir,
        port: Some(port),
        public_url: dist.public_url,
        ..SiteOptions::default()
    })?;
    // The embed as a host has it: another origin, one port above.
    match example::start(port.saturating_add(1), &site.url()) {
        Ok(address) => run::step(format!("Somebody else's page with the embed: {address}")),
        Err(why) => run::note(format!("No page to show the embed on: {why:#}")),
    }
    run::step(format!("Serving on {} (stop with Ctrl+C)", site.url()));
    site.wait();
    Ok(())
}
