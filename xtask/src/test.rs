//! `cargo xtask test`: everything.

use crate::check;
use anyhow::Result;
use site::public_url::PublicUrl;
use site::{budget, build};
use std::path::Path;
use std::time::Instant;
use toolchain::browsers::{Browser, Drivers, TestEnv};
use toolchain::run::{self, Job};
use toolchain::{debian, paths, tools};

/// Runs everything in `check`, builds the bundle and tests it in `browsers`
/// (all when empty). With a `filter`, only the tests whose name contains it,
/// and no lints.
///
/// # Errors
/// At the first step that fails.
pub fn test(browsers: &[Browser], filter: Option<&str>) -> Result<()> {
    let start = Instant::now();
    let browsers = chosen(browsers);
    // First, because a missing browser should not show after ten minutes.
    run::step("Looking for the browsers and their drivers");
    let drivers = Drivers::ensure(&browsers)?;
    let axe = tools::ensure_axe()?;
    servers()?;
    if filter.is_none() {
        check::lint()?;
    }
    check::unit_tests(filter)?;
    let dist = build::build(&PublicUrl::default())?;
    build::deny_warnings()?;
    budget::enforce(&dist)?;
    let env = TestEnv {
        dist: dist.dir,
        browsers,
        drivers,
        axe,
    };
    let names: Vec<&str> = env.browsers.iter().map(|b| b.name()).collect();
    run::step(format!("End-to-end tests in {}", names.join(", ")));
    Job::cargo()
        .args(["test", "--package", "e2e", "--"])
        .args(filter)
        .envs(env.vars())
        .advice(
            "The failed tests and their reasons are above. One browser and one test alone: \
             cargo xtask test --browser chromium NAME",
        )
        .shown()?;
    run::step(format!(
        "Everything passed in {}; cargo's summaries are above",
        run::spoken(start.elapsed())
    ));
    Ok(())
}

/// The servers that `deploy/` is for: the recipes are tested with them.
fn servers() -> Result<()> {
    let brotli = Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    let there = |name: &str| {
        // A person's PATH need not have the folder for servers.
        paths::find_program(name).is_some() || Path::new("/usr/sbin").join(name).is_file()
    };
    if there("nginx") && there("caddy") && brotli.is_file() {
        return Ok(());
    }
    let packages = ["nginx", "libnginx-mod-http-brotli-static", "caddy"];
    debian::ensure(&packages, "the recipes of deploy/ are tested with them")
}

fn chosen(browsers: &[Browser]) -> Vec<Browser> {
    let mut chosen = if browsers.is_empty() {
        Browser::ALL.to_vec()
    } else {
        browsers.to_vec()
    };
    chosen.sort();
    chosen.dedup();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_choice_all_browsers_are_tested() {
        assert_eq!(chosen(&[]), Browser::ALL);
        assert_eq!(
            chosen(&[Browser::Firefox, Browser::Chromium, Browser::Firefox]),
            [Browser::Chromium, Browser::Firefox]
        );
    }
}
