//! `cargo xtask check`: the fast part of the tests.

use crate::deny;
use crate::layers;
use anyhow::{Context, Result, bail};
use content::{legal_names, today};
use site::{budget, directory, locales, pages};
use std::fs;
use toolchain::paths;
use toolchain::run::{self, Job};
use toolchain::wasm::{self, Compiler};

/// Crates that only work in a browser: the engine must do without.
const BROWSER_CRATES: [&str; 4] = ["wasm-bindgen", "web-sys", "js-sys", "gloo-net"];

/// What property tests draw their cases from unless the environment says otherwise:
/// a commit that has passed passes again. The nightly run draws others.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "1");

/// Formatting, lints, the engine's purity, and all tests without a browser.
///
/// # Errors
/// At the first thing that is not as it should be.
pub fn check() -> Result<()> {
    lint()?;
    budget::enforce_last(&paths::dist())?;
    unit_tests(None)?;
    run::step("All of `check` is fine");
    Ok(())
}

/// What needs no test to be run.
///
/// # Errors
/// At the first complaint.
pub fn lint() -> Result<()> {
    run::step("Formatting");
    Job::cargo()
        .args(["fmt", "--all", "--check"])
        .advice("Let it do the work: cargo fmt --all")
        .shown()?;
    run::step("Lints (clippy, warnings denied)");
    clippy(&["--workspace", "--all-targets"]).shown()?;
    if Compiler::find().is_some_and(|compiler| compiler.is_active()) {
        // Debian's compiler brings no clippy, and the stable one no std for it;
        // there the native run above has to do.
        run::step(format!("Lints of the app on {}", wasm::TARGET));
        clippy(&[
            "--package",
            "spread-mastodon",
            "--features",
            "csr",
            "--target",
            wasm::TARGET,
        ])
        .env("CARGO_TARGET_DIR", paths::wasm_target())
        .shown()?;
    }
    run::step("Dependencies point one way");
    layers::check(&paths::root())?;
    run::step("The engine knows no browser and no unsafe code");
    engine_is_pure()?;
    deny::check()?;
    content()
}

/// What maintainers edit, without compiling or testing anything.
///
/// # Errors
/// Every mistake, with its file and line.
pub fn content() -> Result<()> {
    run::step("What maintainers and translators edit (content/, locales/)");
    let (root, today) = (paths::root(), today()?);
    let mut problems = directory::check(&root, today);
    let texts = pages::check(&root, today);
    problems.extend(texts.problems);
    for figure in texts.stale {
        run::note(figure);
    }
    problems.extend(legal_names::check(&root));
    let translations = locales::check(&root);
    problems.extend(translations.problems);
    for translation in translations.translations {
        let language = translation.language;
        for message in translation.missing {
            run::note(format!(
                "not translated, shown in English: {language} {message}"
            ));
        }
        for message in translation.outdated {
            run::note(format!(
                "the English text has changed since it was translated: {language} {message}"
            ));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        bail!(content::report(&problems))
    }
}

fn clippy(what: &[&str]) -> Job {
    let mut args = vec!["clippy"];
    args.extend(what);
    args.extend(["--", "-D", "warnings"]);
    Job::cargo()
        .args(args)
        .advice("Each complaint above names its place and mostly its cure.")
}

/// Unit, property and doc tests; `filter` narrows them to matching names. Those
/// over recordings run where `SPREAD_RECORDED` names a folder, and are listed as
/// ignored elsewhere.
///
/// # Errors
/// When a test fails.
pub fn unit_tests(filter: Option<&str>) -> Result<()> {
    run::step("Tests without a browser");
    let recorded = paths::recordings().map(|_| "--include-ignored");
    let seed = std::env::var_os(SEED.0).unwrap_or_else(|| SEED.1.into());
    // All but the package whose tests are the browsers'.
    Job::cargo()
        .env(SEED.0, seed)
        .args(["test", "--workspace", "--exclude", "e2e", "--"])
        .args(filter)
        .args(recorded)
        .advice("Run one alone with: cargo test -p PACKAGE NAME")
        .shown()
}

fn engine_is_pure() -> Result<()> {
    let tree = Job::cargo()
        .args(["tree", "--package", "picker", "--edges", "normal,build"])
        .args(["--target", "all", "--prefix", "none", "--format", "{p}"])
        .answer()?;
    let found = browser_crates_in(&tree);
    if !found.is_empty() {
        bail!(
            "crates/picker must build without a browser, but it depends on {}; see: cargo tree \
             -p picker",
            found.join(", ")
        );
    }
    let file = paths::root().join("crates/picker/Cargo.toml");
    let manifest =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    if !forbids_unsafe(&manifest)? {
        bail!(
            "{} must forbid unsafe code: [lints.rust] unsafe_code = \"forbid\"",
            file.display()
        );
    }
    Ok(())
}

fn browser_crates_in(tree: &str) -> Vec<&str> {
    tree.lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| BROWSER_CRATES.contains(name))
        .collect()
}

fn forbids_unsafe(manifest: &str) -> Result<bool> {
    let manifest: toml::Table = toml::from_str(manifest).context("Cargo.toml is not readable")?;
    let level = manifest
        .get("lints")
        .and_then(|lints| lints.get("rust")?.get("unsafe_code")?.as_str());
    Ok(level == Some("forbid"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_crate_in_the_tree_is_found_by_its_whole_name() {
        let tree = "picker v0.1.0 (/x)\nserde v1.0.0\njs-sys v0.3.1\nweb-sys-like v1.0.0\n";
        assert_eq!(browser_crates_in(tree), ["js-sys"]);
    }

    #[test]
    fn unsafe_code_must_be_forbidden_not_only_denied() {
        let level = |level| format!("[lints.rust]\nunsafe_code = \"{level}\"\n");
        assert!(forbids_unsafe(&level("forbid")).unwrap());
        assert!(!forbids_unsafe(&level("deny")).unwrap());
        assert!(!forbids_unsafe("[package]\nname = \"x\"\n").unwrap());
    }

    #[test]
    fn the_engine_of_this_repository_is_pure() {
        engine_is_pure().unwrap();
    }
}
