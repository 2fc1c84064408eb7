//! `cargo xtask recommend` as a person, or a script, meets it.

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

const SERVERS: &str = r#"[
  {"domain": "rail.example", "description": "For friends of trains and railways",
   "categories": ["general"], "languages": ["en"], "last_week_users": 120,
   "total_users": 900, "approval_required": false, "version": "4.5.3", "region": "europe"},
  {"domain": "art.example", "description": "Painters and drawers", "category": "art",
   "language": "de", "last_week_users": 80, "total_users": 300, "approval_required": true},
  {"domain": "town.example", "description": "All about our town", "category": "general",
   "language": "en", "last_week_users": 40, "total_users": 90, "approval_required": false},
  {"domain": "empty.example", "description": null, "category": "general", "language": "en",
   "last_week_users": 0, "total_users": 4, "approval_required": false},
  {"domain": "not a domain"},
  17
]"#;

fn file(name: &str, text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    (folder, file)
}

fn recommend(file: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["recommend", "--directory"])
        .arg(file)
        .args(more)
        .output()
        .unwrap()
}

fn json(file: &Path, more: &[&str]) -> Value {
    let out = recommend(file, &[more, &["--json"]].concat());
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{said}");
    serde_json::from_slice(&out.stdout).unwrap()
}

/// It ends with code 2, prints nothing to read by machine, and says this.
fn refused(out: &Output, says: &[&str]) {
    assert_eq!(out.status.code(), Some(2), "{out:?}");
    assert!(out.stdout.is_empty(), "{out:?}");
    let said = String::from_utf8_lossy(&out.stderr);
    for part in says {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn the_picks_come_as_json_with_reasons_and_misses() {
    let (_folder, file) = file("servers.json", SERVERS);
    let found = json(
        &file,
        &["--answers", "text=trains&lang=en&size=cosy&seed=7"],
    );
    let picks = found["picks"].as_array().unwrap();
    assert_eq!(picks.len(), 3, "{found:#}");
    assert_eq!(picks[0]["domain"], "rail.example");
    assert!(found["eligible"].as_u64().unwrap() >= 2);
    for pick in picks {
        let score = pick["score"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&score));
        assert_ne!(pick["domain"], "empty.example", "nobody is there");
        for list in ["reasons", "misses"] {
            for point in pick[list].as_array().unwrap() {
                for key in ["kind", "value", "source", "as_of", "weight", "text"] {
                    assert!(point.get(key).is_some(), "{key} of {point}");
                }
                assert!(!point["text"].as_str().unwrap().is_empty());
            }
        }
    }
    let reasons = picks[0]["reasons"].as_array().unwrap();
    let trains = reasons.iter().find(|one| one["kind"] == "word").unwrap();
    assert_eq!(trains["value"]["word"], "trains");
    assert_eq!(trains["source"], "joinmastodon");
    let skipped = found["skipped_rows"].as_array().unwrap();
    let places: Vec<_> = skipped.iter().map(|row| row["index"].as_u64()).collect();
    assert_eq!(places, [Some(4), Some(5)]);
}

#[test]
fn explain_shows_how_each_score_is_made_up() {
    let (_folder, file) = file("servers.json", SERVERS);
    let found = json(
        &file,
        &["--answers", "topic=art&signup=instant", "--explain"],
    );
    for pick in found["picks"].as_array().unwrap() {
        let parts = pick["parts"].as_array().unwrap();
        let sum = |key: &dyn Fn(&Value) -> f64| parts.iter().map(key).sum::<f64>();
        let number = |part: &Value, key: &str| part[key].as_f64().unwrap();
        let whole = sum(&|part| number(part, "share"));
        let score = sum(&|part| number(part, "share") * number(part, "value"));
        assert!((whole - 1.0).abs() < 1e-9, "{whole}");
        assert!((score - number(pick, "score")).abs() < 1e-9, "{score}");
    }
    assert!(found["relaxations"].is_array() && found["matching"].is_u64());
}

#[test]
fn the_same_seed_gives_the_same_picks_and_another_one_others() {
    let rows: Vec<String> = (0..60)
        .map(|n| {
            format!(
                r#"{{"domain": "s{n}.example", "category": "general", "language": "en",
                    "last_week_users": {}, "total_users": 5000, "approval_required": false}}"#,
                50 + n
            )
        })
        .collect();
    let (_folder, file) = file("many.json", &format!("[{}]", rows.join(",")));
    let picks = |seed: &str| json(&file, &["--seed", seed])["picks"].clone();
    assert_eq!(picks("1"), picks("1"));
    assert_ne!(picks("1"), picks("2"));
}

#[test]
fn what_is_no_list_of_servers_ends_with_code_two() {
    for (text, why) in [
        ("{\"servers\": []}", "not an array"),
        ("<!doctype html>", "not JSON"),
        ("", "not JSON"),
        ("[{\"domain\": \"a.example\"", "not JSON"),
    ] {
        let (_folder, file) = file("answer.json", text);
        for more in [&[][..], &["--json"]] {
            refused(&recommend(&file, more), &["answer.json", why]);
        }
    }
}

#[test]
fn a_file_that_is_not_there_ends_with_code_two() {
    let (folder, _) = file("a", "");
    let missing = folder.path().join("missing.json");
    refused(
        &recommend(&missing, &[]),
        &["missing.json", "cannot be read"],
    );
    refused(&recommend(folder.path(), &[]), &["cannot be read"]);
}

#[test]
fn an_answer_that_is_none_is_named() {
    let (_folder, file) = file("servers.json", SERVERS);
    let out = recommend(&file, &["--answers", "topic=art&colour=red"]);
    refused(&out, &["colour=red", "topic", "signup"]);
}

#[test]
fn an_empty_list_is_a_list() {
    let (_folder, file) = file("none.json", "[]");
    let found = json(&file, &[]);
    assert_eq!(found["picks"].as_array().map(Vec::len), Some(0));
    assert_eq!(found["eligible"], 0);
}
