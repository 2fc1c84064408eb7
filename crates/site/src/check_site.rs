//! `cargo xtask check-site URL`: a published site, looked at from outside. It goes
//! by the site's own `build.json`, so it needs neither the bundle nor the commit.

mod fetch;
mod files;
mod finding;
mod rules;
#[cfg(test)]
mod tests;

use crate::publish::manifest::{self, Build};
use anyhow::{Context, Result, bail};
use fetch::{Fetch, Http};
use finding::{Finding, Verdict};
use picker::date::Date;
use std::process::ExitCode;
use toolchain::run;

/// Look at a published site from outside: is all of it there, whole and as it should be sent?
#[derive(Debug, clap::Args)]
pub struct CheckSiteArgs {
    /// The address of its home page, such as https://example.org/spread/
    #[arg(value_name = "URL")]
    pub url: String,
}

/// Checks, prints the findings, and ends with code 1 when something is wrong.
///
/// # Errors
/// When the address is none, or the site cannot be looked at at all.
pub fn run(args: &CheckSiteArgs) -> Result<ExitCode> {
    let site = Http::new(&args.url)?;
    run::step(format!("Looking at {}", site.base()));
    let findings = check(&site, content::today()?)?;
    for finding in &findings {
        println_finding(finding);
    }
    let count = |verdict| findings.iter().filter(|it| it.verdict == verdict).count();
    let (wrong, advice) = (count(Verdict::Wrong), count(Verdict::Advice));
    run::step(match (wrong, advice) {
        (0, 0) => "All is as it should be".to_owned(),
        (0, advice) => format!("The site works; {advice} piece(s) of advice"),
        (wrong, _) => format!("{wrong} thing(s) are WRONG: visitors will meet them"),
    });
    Ok(if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[allow(clippy::print_stdout)]
fn println_finding(finding: &Finding) {
    println!("{finding}");
}

/// Everything that was found out about a site.
fn check(site: &impl Fetch, today: Date) -> Result<Vec<Finding>> {
    let build = build_of(site)?;
    let mut found = vec![files::place(&build, site.base())];
    found.extend(files::files(site, &build)?);
    found.extend(rules::not_found(site, &build)?);
    found.extend(rules::folder(site, &build)?);
    found.extend(rules::compression(site, &build)?);
    found.extend(rules::headers(site, &build)?);
    found.extend(rules::policy(site)?);
    found.extend(rules::freshness(site, today)?);
    // What is wrong first, and in the order of looking.
    found.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
    Ok(found)
}

/// What the site says that it is made of.
fn build_of(site: &impl Fetch) -> Result<Build> {
    let answer = site.get(manifest::FILE, "identity")?;
    if answer.status != 200 {
        bail!(
            "{}{} has the status {}: is this the site's home page, and was all of dist/ copied?",
            site.base(),
            manifest::FILE,
            answer.status
        );
    }
    serde_json::from_slice(&answer.body)
        .with_context(|| format!("{}{} is not ours", site.base(), manifest::FILE))
}
