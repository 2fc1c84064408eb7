//! What our dependencies are: known faults, licences, where they come from.
//! cargo-deny looks, by the rules of `deny.toml`.

use anyhow::Result;
use std::env;
use toolchain::run::{self, Job};
use toolchain::{paths, tools};

/// The workspaces of this repository: each has a lock file of its own.
const WORKSPACES: [&str; 3] = ["", "crates/toolchain/wasm-bindgen", "fuzz"];

/// Set where the workflows run: the database of known faults must be there.
const ON_GITHUB: &str = "GITHUB_ACTIONS";

/// Looks at the dependencies of every workspace. Known faults come from a database
/// on the network: a machine without it says that they were not looked at.
///
/// # Errors
/// When a dependency is not what `deny.toml` allows, or cargo-deny cannot be had;
/// in a workflow also when the database cannot be fetched.
pub fn check() -> Result<()> {
    run::step("Dependencies: licences, sources, known faults (deny.toml)");
    let deny = tools::ensure_cargo_deny()?;
    let root = paths::root();
    let job = |folder: &str| {
        Job::new(&deny)
            .arg("--manifest-path")
            .arg(root.join(folder).join("Cargo.toml"))
            // Else the app alone, as its package is the root.
            .arg("--workspace")
            .arg("--config")
            .arg(root.join("deny.toml"))
    };
    let checked = |folder: &str, what: &[&str]| {
        job(folder)
            .arg("check")
            // One file of rules for all: an exception is met in one workspace only.
            .args(["--allow", "license-exception-not-encountered"])
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
    if let Err(why) = job("").args(["fetch", "db"]).long("cargo-deny-fetch") {
        if env::var_os(ON_GITHUB).is_some() {
            return Err(why.context("the database of known faults cannot be fetched"));
        }
        run::note("KNOWN FAULTS WERE NOT LOOKED AT: their database cannot be fetched here;");
        run::note("licences, bans and sources were. The workflow on GitHub looks at all.");
        run::note(format!("{why:#}"));
        return Ok(());
    }
    for folder in WORKSPACES {
        checked(folder, &["advisories"])?;
    }
    Ok(())
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
