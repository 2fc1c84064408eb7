//! Cuts the release program into the part that starts and those that come with
//! the pages that need them (`src/parts/`).

use crate::program::{self, LOADER};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use toolchain::paths;
use toolchain::run::{self, Job};
use toolchain::tools::BuildTools;
use toolchain::wasm::TARGET;

/// What more than one part needs.
const SHARED: &str = "shared";

/// Loads parts early and with any `Content-Type`.
const RUNTIME: &str = include_str!("split.js");

/// Replaces the program that Trunk put into `dir` by its parts.
///
/// # Errors
/// When there is no program, or it cannot be cut.
pub fn apply(tools: &BuildTools, dir: &Path) -> Result<()> {
    let (script, first) = program::files(dir)?;
    let name = script.file_stem().context("the program has no name")?;
    let name = name.to_string_lossy();
    let program = paths::wasm_target().join(format!("{TARGET}/release/spread-mastodon.wasm"));
    let work = run::scratch_dir("split")?;
    Job::new(&tools.bindgen)
        .args([
            "--target=web",
            "--no-typescript",
            "--keep-debug",
            "--no-demangle",
            "--split",
        ])
        .arg(format!("--out-name={name}"))
        .arg(format!("--out-dir={}", work.display()))
        .arg(&program)
        .answer()?;
    let parts = fs::read_to_string(work.join("parts.json"))?;
    let parts: BTreeMap<String, Vec<String>> = serde_json::from_str(&parts)?;
    let files = file_names(&parts)?;
    for (from, to) in &files {
        let wasm = work.join(format!("{from}.wasm"));
        fs::copy(&wasm, dir.join(format!("{to}.wasm")))
            .with_context(|| format!("cannot take over {}", wasm.display()))?;
    }
    let loader = fs::read_to_string(work.join(LOADER))?;
    fs::write(dir.join(LOADER), loader_of(&loader, &parts, &files)?)?;
    fs::copy(work.join(format!("{name}.js")), &script)?;
    fs::copy(work.join(format!("{name}_bg.wasm")), &first)?;
    fs::remove_dir_all(work)?;
    Ok(())
}

/// What the cutter's files are called here, by its names for them.
fn file_names(parts: &BTreeMap<String, Vec<String>>) -> Result<BTreeMap<String, String>> {
    let files: BTreeSet<&String> = parts.values().flatten().collect();
    let mut names = BTreeMap::new();
    for file in files {
        let users = parts.iter().filter(|(_, files)| files.contains(file));
        let users: Vec<&str> = users.map(|(part, _)| part.as_str()).collect();
        let name = match users[..] {
            [one] if *file == format!("split_{one}") => one.to_owned(),
            // Of three parts and more, each two may have something in common.
            _ if users.len() == parts.len() => SHARED.to_owned(),
            _ => users.join("-"),
        };
        names.insert(file.clone(), name);
    }
    let distinct: BTreeSet<&String> = names.values().collect();
    if distinct.len() != names.len() {
        bail!("two files of the program would have the same name: {names:?}");
    }
    Ok(names)
}

/// The cutter's loader with our way to fetch.
fn loader_of(
    loader: &str,
    parts: &BTreeMap<String, Vec<String>>,
    files: &BTreeMap<String, String>,
) -> Result<String> {
    let mut text = loader.to_owned();
    for (from, to) in files {
        let theirs = format!("fetch(new URL(\"./{from}.wasm\", import.meta.url))");
        if !text.contains(&theirs) {
            bail!("the loader of the parts does not fetch {from}.wasm as it used to");
        }
        text = text.replace(&theirs, &format!("take(\"./{to}.wasm\")"));
    }
    let theirs = "WebAssembly.instantiateStreaming(";
    if !text.contains(theirs) {
        bail!("the loader of the parts does not start them as it used to");
    }
    let text = text.replace(theirs, "instantiate(");
    let lists = parts.iter().map(|(part, list)| {
        let list = list.iter().filter_map(|file| files.get(file));
        let list: Vec<String> = list.map(|file| format!("\"./{file}.wasm\"")).collect();
        format!("{part}: [{}]", list.join(", "))
    });
    let lists: Vec<String> = lists.collect();
    Ok(format!(
        "{text}\nconst PARTS = {{ {} }};\n{RUNTIME}",
        lists.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> BTreeMap<String, Vec<String>> {
        let list = |files: &[&str]| files.iter().map(|it| (*it).to_owned()).collect();
        BTreeMap::from([
            (
                "picker".to_owned(),
                list(&["chunk_3", "chunk_4", "split_picker"]),
            ),
            (
                "spread".to_owned(),
                list(&["chunk_3", "chunk_4", "split_spread"]),
            ),
            ("texts".to_owned(), list(&["chunk_3", "split_texts"])),
        ])
    }

    #[test]
    fn files_are_named_after_the_parts_that_need_them() {
        let names = file_names(&parts()).unwrap();
        let names: Vec<&str> = names.values().map(String::as_str).collect();
        assert_eq!(
            names,
            ["shared", "picker-spread", "picker", "spread", "texts"]
        );
    }

    #[test]
    fn the_loader_fetches_our_way_or_the_build_stops() {
        let one = BTreeMap::from([("a".to_owned(), vec!["split_a".to_owned()])]);
        let files = file_names(&one).unwrap();
        let theirs = "const src = fetch(new URL(\"./split_a.wasm\", import.meta.url));\n\
            return WebAssembly.instantiateStreaming(src, imports);";
        let ours = loader_of(theirs, &one, &files).unwrap();
        assert!(
            ours.starts_with("const src = take(\"./a.wasm\");\nreturn instantiate(src, imports);")
        );
        assert!(
            ours.contains("const PARTS = { a: [\"./a.wasm\"] };"),
            "{ours}"
        );
        assert!(loader_of("import(\"./split_a.wasm\")", &one, &files).is_err());
    }
}
