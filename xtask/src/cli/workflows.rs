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

fn workflow(name: &str) -> Value {
    let mut all = workflows().into_iter();
    all.find(|it| it.0 == name)
        .unwrap_or_else(|| panic!("no {name}"))
        .1
}

fn jobs(workflow: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let jobs = workflow["jobs"].as_mapping().unwrap().iter();
    jobs.map(|(name, job)| (name.as_str().unwrap(), job))
}

/// The steps of a job; none where it calls another workflow.
fn steps_of(job: &Value) -> impl Iterator<Item = &Value> {
    job["steps"].as_sequence().into_iter().flatten()
}

fn steps(workflow: &Value) -> Vec<&Value> {
    jobs(workflow).flat_map(|(_, job)| steps_of(job)).collect()
}

fn run(step: &Value) -> &str {
    step["run"].as_str().unwrap_or_default()
}

/// What a job may write, by the workflow's word and its own.
fn writes(workflow: &Value, job: &Value) -> Vec<String> {
    let own = &job["permissions"];
    let allowed = if own.is_null() {
        &workflow["permissions"]
    } else {
        own
    };
    let allowed = allowed.as_mapping().expect("permissions are listed");
    let written = allowed.iter().filter(|(_, right)| *right == "write");
    written
        .map(|(what, _)| what.as_str().unwrap().to_owned())
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
            let script = filled(run(step));
            for words in script.lines().filter_map(command) {
                if let Err(why) = Cli::try_parse_from(&words) {
                    panic!("{name}: {words:?}: {why}");
                }
                seen.push(words[1].clone());
            }
        }
    }
    seen.sort();
    assert_eq!(seen, ["build", "check", "packs", "refresh", "test", "test"]);
}

#[test]
fn what_others_wrote_is_pinned_by_its_commit() {
    for (name, workflow) in workflows() {
        for (_, job) in jobs(&workflow) {
            let used = steps_of(job).filter_map(|step| step["uses"].as_str());
            for action in used.chain(job["uses"].as_str()) {
                if let Some(ours) = action.strip_prefix("./") {
                    assert!(paths::root().join(ours).is_file(), "{name}: {action}");
                    continue;
                }
                let (_, commit) = action.split_once('@').expect(action);
                let hex = commit.bytes().all(|it| it.is_ascii_hexdigit());
                assert!(commit.len() == 40 && hex, "{name}: {action} is no commit");
                // The version stands beside it, for those who renew it.
                let text = fs::read_to_string(paths::root().join(".github/workflows").join(&name));
                let text = text.unwrap();
                let line = text.lines().find(|line| line.contains(action)).unwrap();
                assert!(line.contains(" # v"), "{name}: {line}");
            }
        }
    }
}

#[test]
fn a_job_that_may_write_runs_nothing_of_the_repository() {
    for (name, workflow) in workflows() {
        for (job_name, job) in jobs(&workflow) {
            let written = writes(&workflow, job);
            if written.is_empty() {
                for step in steps_of(job) {
                    let checkout = step["uses"].as_str().unwrap_or_default();
                    if checkout.starts_with("actions/checkout@") {
                        let keeps = step["with"]["persist-credentials"].as_bool();
                        assert_eq!(keeps, Some(false), "{name}: {job_name} keeps the token");
                    }
                }
                continue;
            }
            for step in steps_of(job) {
                let script = run(step);
                let runs = ["cargo", "npm", "node ", "./", "rustc"];
                let ours = runs.into_iter().find(|word| script.contains(word));
                assert_eq!(ours, None, "{name}: {job_name} may write {written:?}");
            }
        }
    }
}

#[test]
fn pull_requests_nights_and_deployments_are_tested() {
    let ci = workflow("ci.yml");
    for event in ["pull_request", "schedule", "workflow_call"] {
        assert!(ci["on"].get(event).is_some(), "{event}");
    }
    // One browser for a pull request, all for the rest: no event without tests.
    let tests: Vec<(&str, &str)> = steps(&ci)
        .into_iter()
        .filter(|step| run(step).starts_with("cargo xtask test"))
        .map(|step| (step["if"].as_str().unwrap(), run(step)))
        .collect();
    assert_eq!(
        tests,
        [
            (
                "github.event_name == 'pull_request'",
                "cargo xtask test --browser chromium"
            ),
            ("github.event_name != 'pull_request'", "cargo xtask test"),
        ]
    );
    let deploy = workflow("deploy.yml");
    let job = |name: &str| deploy["jobs"][name].clone();
    assert_eq!(job("test")["uses"], "./.github/workflows/ci.yml");
    assert_eq!(job("build")["needs"], "test");
    assert_eq!(job("publish")["needs"], "build");
    let elsewhere = jobs(&deploy).filter(|(_, job)| {
        steps_of(job).any(|step| {
            let used = step["uses"].as_str().unwrap_or_default();
            used.starts_with("actions/deploy-pages@")
        })
    });
    let names: Vec<&str> = elsewhere.map(|(name, _)| name).collect();
    assert_eq!(names, ["publish"]);
}

#[test]
fn the_refresh_commits_one_file_of_data() {
    let refresh = workflow("refresh.yml");
    let script: String = steps(&refresh).into_iter().map(run).collect();
    let added: Vec<&str> = script
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("git add") || line.contains("commit --all"))
        .collect();
    assert_eq!(added, ["git add content/snapshot.json"]);
    let copied = script.lines().filter(|line| line.trim().starts_with("cp "));
    let copied: Vec<&str> = copied
        .filter_map(|line| line.split_whitespace().last())
        .collect();
    assert_eq!(copied, ["content/snapshot.json"]);
    assert_eq!(refresh["jobs"]["commit"]["needs"], "fetch");
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
