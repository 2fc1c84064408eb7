//! The workflows of `.github/` and the recipes in `docs/` name commands and
//! files of this repository. Where they run, nobody looks on.

use super::Cli;
use clap::Parser;
use serde_yaml_ng::Value;
use site::headers;
use std::fs;
use std::path::Path;
use toolchain::paths;

fn workflows() -> Vec<(String, Value)> {
    let folder = paths::root().join(".github/workflows");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let text = fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        found.push((name, serde_yaml_ng::from_str(&text).unwrap()));
    }
    assert!(found.len() >= 2);
    found
}

fn steps(workflow: &Value) -> Vec<&Value> {
    let jobs = workflow["jobs"].as_mapping().unwrap().values();
    jobs.flat_map(|job| job["steps"].as_sequence().unwrap())
        .collect()
}

/// The words of a `cargo xtask …` in a line of a script, as a shell would hand
/// them over.
fn command(line: &str) -> Option<Vec<String>> {
    let (_, after) = line.split_once("cargo xtask ")?;
    let end = after.find(['>', '|', '&', ';', '#', '`', ')']);
    let mut line = after[..end.unwrap_or(after.len())].to_owned();
    // A redirection may begin with a number.
    if end.is_some_and(|end| after[end..].starts_with('>')) {
        line.truncate(line.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    }
    let words = line.split_whitespace().map(|word| word.trim_matches('"'));
    Some(
        std::iter::once("xtask")
            .chain(words)
            .map(str::to_owned)
            .collect(),
    )
}

/// What the host fills in, as it would.
fn filled(script: &str) -> String {
    let mut out = script.to_owned();
    while let Some((before, after)) = out.split_once("${{") {
        let (_, after) = after.split_once("}}").unwrap();
        out = format!("{before}https://somebody.example.org/spread-mastodon{after}");
    }
    out
}

#[test]
fn every_command_of_a_workflow_exists() {
    let mut seen = Vec::new();
    for (name, workflow) in workflows() {
        for step in steps(&workflow) {
            let script = filled(step["run"].as_str().unwrap_or_default());
            for words in script.lines().filter_map(command) {
                if let Err(why) = Cli::try_parse_from(&words) {
                    panic!("{name}: {words:?}: {why}");
                }
                seen.push(words[1].clone());
            }
        }
    }
    seen.sort();
    assert_eq!(seen, ["build", "refresh"]);
}

#[test]
fn the_files_that_workflows_name_are_there() {
    for (name, workflow) in workflows() {
        let text = serde_yaml_ng::to_string(&workflow).unwrap();
        for call in text.split("hashFiles(").skip(1) {
            let (files, _) = call.split_once(')').unwrap();
            for file in files.split(',') {
                let file = file.trim().replace('\'', "");
                assert!(paths::root().join(&file).is_file(), "{name}: {file}");
            }
        }
        for step in steps(&workflow) {
            if step["uses"]
                .as_str()
                .unwrap_or_default()
                .contains("upload-pages")
            {
                let folder = step["with"]["path"].as_str().unwrap();
                assert_eq!(
                    Path::new(folder),
                    paths::dist().strip_prefix(paths::root()).unwrap()
                );
            }
        }
        if let Some(other) = workflow["env"]["DEPLOY"].as_str() {
            let (_, deploy) = workflows().into_iter().find(|it| it.0 == other).unwrap();
            // Without it nobody could start it.
            assert!(deploy["on"].get("workflow_dispatch").is_some(), "{other}");
        }
    }
}

#[test]
fn the_documents_name_commands_that_exist() {
    let root = paths::root();
    let mut files = vec![root.join("README.md"), root.join("CONTRIBUTING.md")];
    for entry in fs::read_dir(root.join("docs")).unwrap() {
        files.push(entry.unwrap().path());
    }
    let mut seen = 0;
    for file in files
        .iter()
        .filter(|it| it.extension().is_some_and(|end| end == "md"))
    {
        let text = fs::read_to_string(file).unwrap();
        // Whole lines of code: in a sentence a command may be named in short.
        let mut code = false;
        for line in text.lines() {
            if line.starts_with("```") {
                code = !code;
            } else if code && let Some(words) = command(line) {
                let words: Vec<&String> = words.iter().filter(|it| !it.starts_with('[')).collect();
                if let Err(why) = Cli::try_parse_from(&words) {
                    assert!(!why.use_stderr(), "{}: {words:?}: {why}", file.display());
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn the_recipe_for_s3_knows_our_hashes_by_their_form() {
    let text = fs::read_to_string(paths::root().join("docs/deploying.md")).unwrap();
    let form = "?".repeat(16);
    for pattern in [
        format!("*-{form}*.*"),
        format!("*-{form}.css"),
        format!("*-{form}_bg.wasm"),
    ] {
        assert!(text.contains(&pattern), "{pattern}");
    }
    for end in [".css", ".js", "_bg.wasm"] {
        assert!(headers::is_hashed(&format!("/x-{}{end}", "0".repeat(16))));
    }
}
