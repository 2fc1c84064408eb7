//! Builds the site: Trunk makes the bundle, then a list of small steps adds
//! what Trunk does not know about.

use crate::directory;
use crate::dist::Dist;
use crate::files::files;
use crate::locales;
use crate::pages;
use crate::public_url::PublicUrl;
use crate::publish::{compress, hosts, html, icons, manifest, names, styles, worker};
use crate::shrink;
use crate::size::Sizes;
use crate::split;
use crate::trunk::trunk_config;
use anyhow::{Context, Result, anyhow, bail};
use std::fs;
use std::path::{Path, PathBuf};
use toolchain::paths;
use toolchain::run;
use toolchain::toolbox::Toolbox;
use toolchain::wasm::Library;

/// A step that adds to a bundle: its name for people, and its work.
type Step = (&'static str, fn(&Dist) -> Result<()>);

/// The data that the app fetches from its own origin.
const DATA: &[Step] = &[
    ("config.json", write_config),
    ("directory.json", write_directory),
    ("translations", write_translations),
];

/// The pages, and what they name.
const PAGES: &[Step] = &[
    ("icons and the web manifest", icons::apply),
    ("the pages", write_pages),
];

/// What turns a bundle that works into one to publish: see [`crate::finish`].
/// In this order, and not while developing.
const PUBLISH: &[Step] = &[
    ("the styles of each page", styles::apply),
    ("names by content", names::apply),
    ("integrity and the security policy", html::complete),
    ("the offline service", worker::apply),
    ("the headers of hosts", hosts::apply),
    ("compressed twins", compress::apply),
    ("build.json", manifest::apply),
];

/// The log of Trunk's release build.
const BUILD_LOG: &str = "trunk-build";

/// Builds the release bundle into `dist/`, to be published.
///
/// # Errors
/// When the tools are not the ones to publish with, and as [`build`].
pub fn publish(public_url: &PublicUrl) -> Result<Dist> {
    let toolbox = Toolbox::ensure()?;
    let reservations = &toolbox.tools().reservations;
    if !reservations.is_empty() {
        bail!(
            "this machine cannot build the site to publish:\n{}\nTo look at it: cargo xtask serve",
            reservations.join("\n")
        );
    }
    build_with(&toolbox, public_url)
}

/// Builds the release bundle into `dist/`, to be looked at or tested.
///
/// # Errors
/// When a tool is missing and cannot be installed, or a step fails.
pub fn build(public_url: &PublicUrl) -> Result<Dist> {
    build_with(&Toolbox::ensure()?, public_url)
}

fn build_with(toolbox: &Toolbox, public_url: &PublicUrl) -> Result<Dist> {
    run::step("Building the bundle (3 to 5 minutes the first time, then about one)");
    let config = paths::wasm_target().join("Trunk.toml");
    let own =
        fs::read_to_string(paths::root().join("Trunk.toml")).context("cannot read Trunk.toml")?;
    fs::create_dir_all(paths::wasm_target())?;
    // Without the hook: the pages are made below, for the place they are for.
    fs::write(&config, trunk_config(&own, &paths::root(), None)?)?;
    toolbox
        .trunk(true)?
        .args(["build", "--release", "--public-url", "/", "--config"])
        .arg(&config)
        .arg("--dist")
        .arg(trunk_dist())
        .advice(
            "A mistake in the code is best seen with: cargo clippy -p spread-mastodon. \
             If a download failed, check that the crate registry is reachable.",
        )
        .long(BUILD_LOG)?;
    let library = serde_json::to_string(&toolbox.library())?;
    fs::write(library_file(), library)?;
    if toolbox.splits() {
        run::step("Cutting it into parts");
        split::apply(toolbox.tools(), &trunk_dist())?;
    }
    run::step("Making it smaller");
    shrink::apply(toolbox.tools(), &trunk_dist())?;
    let dist = assemble(public_url, &paths::dist())?;
    run::step("What a visitor loads");
    for line in Sizes::of(&dist.dir)?.to_string().lines() {
        run::note(line);
    }
    Ok(dist)
}

/// What Trunk has made, for the root of a host. A site in a folder differs in
/// nothing but the addresses in its pages, so Trunk need not run again for it.
fn trunk_dist() -> PathBuf {
    paths::wasm_target().join("trunk-dist")
}

/// Says how the program in [`trunk_dist`] was built.
fn library_file() -> PathBuf {
    paths::wasm_target().join("library.json")
}

/// The standard library in the last build; [`Library::Built`] before the first.
#[must_use]
pub fn last_library() -> Library {
    fs::read_to_string(library_file())
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Makes the bundle to publish, in `dir`, of what Trunk has made. An old one
/// stays until the new one is whole.
///
/// # Errors
/// When Trunk has not run yet, or a step fails.
pub fn assemble(public_url: &PublicUrl, dir: &Path) -> Result<Dist> {
    run::step(format!("Making the site for {public_url}"));
    let part = dir.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part)?;
    }
    let (from, mut dist) = (
        trunk_dist(),
        Dist {
            dir: part.clone(),
            public_url: public_url.clone(),
        },
    );
    for path in files(&from).context("build first: cargo xtask build")? {
        let to = part.join(&path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(from.join(&path), to)?;
    }
    complete(&dist)?;
    apply(PUBLISH, &dist)?;
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot replace {}", dir.display()))?;
    }
    fs::rename(&part, dir).with_context(|| format!("cannot create {}", dir.display()))?;
    dist.dir = dir.to_path_buf();
    Ok(dist)
}

/// Adds what Trunk does not know about: the bundle then works.
///
/// # Errors
/// When a step fails: mostly, the content of the repository is not as it
/// should be.
pub fn complete(dist: &Dist) -> Result<()> {
    apply(DATA, dist)?;
    apply(PAGES, dist)
}

/// Fails when the compiler warned in the last build of the wasm. Clippy does
/// not see what is compiled for the browser alone, where only Debian's compiler
/// is at hand.
///
/// # Errors
/// When there were warnings; they are in the message.
pub fn deny_warnings() -> Result<()> {
    let file = paths::logs().join(format!("{BUILD_LOG}.log"));
    let log =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    if let Some(text) = warnings(&log) {
        bail!("the compiler warned while it built the wasm:\n{text}");
    }
    Ok(())
}

/// The warnings in what cargo said, up to the line that counts them.
fn warnings(log: &str) -> Option<String> {
    let lines: Vec<&str> = log
        .lines()
        .skip_while(|line| !line.starts_with("warning: "))
        .take_while(|line| !line.trim_start().starts_with("Finished"))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn apply(steps: &[Step], dist: &Dist) -> Result<()> {
    for (name, work) in steps {
        run::step(format!("Adding {name}"));
        work(dist).with_context(|| format!("{name} could not be made"))?;
    }
    Ok(())
}

/// The site's settings: see `public/config.json`.
fn write_config(dist: &Dist) -> Result<()> {
    let from = paths::root().join("public").join("config.json");
    copy_config(&from, &dist.dir)
}

/// The bundled directory, from `content/`.
fn write_directory(dist: &Dist) -> Result<()> {
    let files = directory::build(&paths::root(), content::today()?)
        .map_err(|problems| anyhow!(content::report(&problems)))?;
    fs::write(dist.dir.join("directory.json"), files.directory)?;
    fs::write(dist.dir.join("meanings.json"), files.meanings)?;
    Ok(())
}

/// The pages, rendered by the app's own components.
fn write_pages(dist: &Dist) -> Result<()> {
    let today = content::today()?;
    let report = pages::render(&paths::root(), &dist.dir, &dist.public_url, today)?;
    if let Some(left_out) = report.left_out {
        run::note(left_out);
    }
    Ok(())
}

/// The words of the picker in other languages, a file each: `locales/de.json`.
fn write_translations(dist: &Dist) -> Result<()> {
    let root = paths::root();
    let report = locales::check(&root);
    if !report.problems.is_empty() {
        bail!(content::report(&report.problems));
    }
    let folder = dist.dir.join("locales");
    fs::create_dir_all(&folder)?;
    for language in locales::languages(&root.join("locales")) {
        let json = locales::json(&root, &language)?;
        fs::write(folder.join(format!("{language}.json")), json)?;
    }
    Ok(())
}

fn copy_config(from: &Path, dir: &Path) -> Result<()> {
    let text =
        fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    let value: serde_json::Value = serde_json::from_str(&text)
        .with_context(|| format!("{} is not valid JSON", from.display()))?;
    if !value.is_object() {
        bail!("{} must hold one JSON object: {{ … }}", from.display());
    }
    fs::write(dir.join("config.json"), text)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_configuration_stops_the_build_and_is_named() {
        let dir = run::scratch_dir("config").unwrap();
        let from = dir.join("given.json");
        for (text, complaint) in [
            ("{", "is not valid JSON"),
            ("[]", "must hold one JSON object"),
        ] {
            fs::write(&from, text).unwrap();
            let err = copy_config(&from, &dir).unwrap_err().to_string();
            assert!(err.contains(complaint), "{err}");
            assert!(err.contains("given.json"), "{err}");
        }
        fs::write(&from, r#"{"api":"https://example.org"}"#).unwrap();
        copy_config(&from, &dir).unwrap();
        assert!(dir.join("config.json").is_file());
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn warnings_of_the_wasm_build_are_found() {
        let calm = "   Compiling app v0.1.0\n    Finished `release` profile\n";
        assert_eq!(warnings(calm), None);
        let log = "   Compiling app v0.1.0\nwarning: unused variable: `x`\n --> src/a.rs\n\
                   warning: `app` (lib) generated 1 warning\n    Finished `release` profile\n";
        let found = warnings(log).unwrap();
        assert!(found.starts_with("warning: unused variable"), "{found}");
        assert!(
            found.contains("src/a.rs") && !found.contains("Finished"),
            "{found}"
        );
    }

    #[test]
    fn a_failing_step_is_named() {
        let dist = Dist {
            dir: PathBuf::from("."),
            public_url: PublicUrl::default(),
        };
        let err = apply(&[("the moon", |_| bail!("no rocket"))], &dist).unwrap_err();
        assert_eq!(format!("{err:#}"), "the moon could not be made: no rocket");
    }
}
