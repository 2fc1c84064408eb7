//! What our dependencies are: known faults, licences, where they come from.
//! cargo-deny looks, by the rules of `deny.toml`.

use anyhow::Result;
use std::path::Path;
use toolchain::run::{self, Job};
use toolchain::{paths, tools};

/// The workspaces of this repository: each has a lock file of its own.
const WORKSPACES: [&str; 3] = ["", "crates/toolchain/wasm-bindgen", "fuzz"];

/// Looks at the dependencies of every workspace. Known faults come from a database
/// on the network: without it they are not looked at, which is said.
///
/// # Errors
/// When a dependency is not what `deny.toml` allows, or cargo-deny cannot be had.
pub fn check() -> Result<()> {
    run::step("Dependencies: licences, sources, known faults (deny.toml)");
    let deny = tools::ensure_cargo_deny()?;
    let root = paths::root();
    let job = |folder: &str, args: &[&str]| {
        Job::new(&deny)
            .arg("--manifest-path")
            .arg(root.join(folder).join("Cargo.toml"))
            .args(args)
    };
    let rules = root.join("deny.toml");
    let checked = |folder: &str, what: &[&str]| {
        job(folder, &["check", "--disable-fetch", "--config"])
            .arg(&rules)
            .args(what)
            .advice(
                "Each complaint names the crate and the rule. An exception belongs in deny.toml, \
                 with its reason beside it.",
            )
            .shown()
    };
    for folder in WORKSPACES {
        checked(folder, &["licenses", "bans", "sources"])?;
    }
    if let Err(why) = fetch(job("", &["fetch", "--config"]), &rules) {
        run::note("KNOWN FAULTS WERE NOT LOOKED AT: their database cannot be fetched here.");
        run::note(format!("{why:#}"));
        return Ok(());
    }
    for folder in WORKSPACES {
        checked(folder, &["advisories"])?;
    }
    Ok(())
}

/// Brings the database of known faults up to date.
fn fetch(job: Job, rules: &Path) -> Result<()> {
    job.arg(rules).arg("db").long("cargo-deny-fetch")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Every folder with a lock file is looked at.
    #[test]
    fn no_workspace_is_left_out() {
        for folder in WORKSPACES {
            assert!(paths::root().join(folder).join("Cargo.lock").is_file());
        }
        let tracked = Job::new("git").args(["ls-files", "*Cargo.lock"]).answer();
        let tracked = tracked.unwrap();
        let locks: Vec<&str> = tracked
            .lines()
            .map(|path| path.trim_end_matches("Cargo.lock").trim_end_matches('/'))
            .collect();
        assert_eq!(locks, WORKSPACES);
    }

    #[test]
    fn each_exception_has_its_reason_beside_it() {
        let text = fs::read_to_string(paths::root().join("deny.toml")).unwrap();
        let rules: toml::Table = text.parse().unwrap();
        assert!(rules["licenses"]["exceptions"].as_array().unwrap().len() > 3);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            if !line.starts_with("{ crate") {
                continue;
            }
            // A comment above it, or above those that it stands with.
            let above = lines[..at]
                .iter()
                .rev()
                .find(|it| !it.starts_with("{ crate"));
            assert!(above.is_some_and(|it| it.starts_with("# ")), "{line}");
        }
    }
}
