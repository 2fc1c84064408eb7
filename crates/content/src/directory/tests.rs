use picker::model::{Fact, SignUp};

use super::*;

const TOPICS: &str = r#"
[[topic]]
key = "trains"
words = ["railway", "model trains"]
"#;

const SERVER: &str = r#"
[[server]]
domain = "a.example"
topics = ["trains", "regional"]
tags = ["steam"]
languages = ["en", "pt-BR"]
region = "europe"
sign_up = "open"
size = "cosy"
min_age = 16
adult = false
as_of = "2026-01-09"
about = "For people on rails."
"#;

/// Loads a project with these files; the problems as they are printed.
fn load_files(files: &[(&str, &str)]) -> (Bundle, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join("content").join(name), text).unwrap();
    }
    let content = load(folder.path(), Date::parse("2026-11-23").unwrap());
    let problems = content.problems.iter().map(ToString::to_string).collect();
    (content.bundle, problems)
}

fn problems_of(servers: &str) -> Vec<String> {
    load_files(&[("topics.toml", TOPICS), ("servers.toml", servers)]).1
}

#[test]
fn good_content_is_read_whole() {
    let overrides = r#"
[[override]]
domain = "a.example"
pause_until = 2026-12-31
languages = ["nl"]
note = "Moving house this month."
reason = "The admin asked for a pause."
as_of = 2026-11-01
"#;
    let (bundle, problems) = load_files(&[
        ("topics.toml", TOPICS),
        ("servers.toml", SERVER),
        ("overrides.toml", overrides),
        (
            "snapshot.json",
            r#"{"v":1,"as_of":"2026-11-20","servers":[{"d":"b.example","s":"instant"}]}"#,
        ),
    ]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(bundle.topics.0[0].words, ["railway", "model trains"]);
    let server = &bundle.curated[0];
    let day = Date::parse("2026-01-09");
    assert_eq!(
        server.sign_up,
        Some(Fact::new(SignUp::Open, Source::Curated, day))
    );
    assert_eq!(
        server.note,
        Some(Fact::new(
            "For people on rails.".into(),
            Source::Curated,
            day
        ))
    );
    assert_eq!(
        (
            server.topics.len(),
            server.languages.len(),
            server.tags.len()
        ),
        (2, 2, 1)
    );
    assert_eq!(server.topics[0].as_of, day);
    let entry = &bundle.overrides[0];
    assert_eq!(entry.pause_until, Date::parse("2026-12-31"));
    assert_eq!(entry.correction.languages[0].value.as_str(), "nl");
    assert_eq!(bundle.snapshot.unwrap().servers[0].domain, "b.example");
}

#[test]
fn each_mistake_is_named_with_its_line() {
    for (from, to, want) in [
        (
            "a.example",
            "A.example",
            "content/servers.toml:3: write the domain as \"a.example\"",
        ),
        (
            "a.example",
            "a.example:443",
            "content/servers.toml:3: \"a.example:443\" is not a domain: port",
        ),
        (
            "\"trains\",",
            "\"boats\",",
            "content/servers.toml:4: topic \"boats\" is not in topics.toml",
        ),
        (
            "pt-BR",
            "english",
            "content/servers.toml:6: \"english\" is not a language tag",
        ),
        (
            "\"pt-BR\"",
            "\"EN\"",
            "content/servers.toml:6: \"EN\" is the same as one before it",
        ),
        (
            "\"europe\"",
            "\"eu\"",
            "content/servers.toml:7: `region` must be one of: africa, asia, europe, north_america, south_america, oceania",
        ),
        (
            "\"open\"",
            "true",
            "content/servers.toml:8: `sign_up` must be a text that is not empty",
        ),
        (
            "\"cosy\"",
            "\"tiny\"",
            "content/servers.toml:9: `size` must be one of: cosy, medium, large",
        ),
        (
            "16",
            "160",
            "content/servers.toml:10: `min_age` must be an age in years, 1 to 99",
        ),
        (
            "false",
            "\"no\"",
            "content/servers.toml:11: `adult` must be true or false",
        ),
        (
            "2026-01-09",
            "2026-11-24",
            "content/servers.toml:12: `as_of` is in the future: today is 2026-11-23",
        ),
        (
            "2026-01-09",
            "9 January",
            "content/servers.toml:12: `as_of` must be a day such as \"2026-01-09\"",
        ),
        (
            "as_of",
            "as_off",
            "content/servers.toml:2: `as_of` is missing",
        ),
        (
            "about =",
            "abut =",
            "content/servers.toml:13: `abut` is not a known field",
        ),
        (
            "people",
            "<b>people</b>",
            "content/servers.toml:13: the text has markup, line breaks or invisible characters in it",
        ),
        (
            "[[server]]",
            "[[servers]]",
            "content/servers.toml:2: `servers` is unknown here: the file holds [[server]] tables",
        ),
        (
            "[[server]]",
            "[[server]",
            "content/servers.toml:2: not valid TOML",
        ),
    ] {
        let text = SERVER.replacen(from, to, 1);
        let problems = problems_of(&text);
        let found = problems.iter().any(|problem| problem.starts_with(want));
        assert!(found, "{want}\nis not in\n{problems:#?}");
    }
}

#[test]
fn all_mistakes_are_told_at_once_and_none_twice() {
    let text = SERVER
        .replace("\"trains\", \"regional\"", "\"boats\"")
        .replace("16", "0");
    let problems = problems_of(&text);
    assert_eq!(problems.len(), 2, "{problems:#?}");
    let long = SERVER.replace("For people", &"very ".repeat(40));
    assert!(problems_of(&long)[0].contains("characters, more than 160"));
}

#[test]
fn a_server_stands_in_the_file_once() {
    let problems = problems_of(&format!("{SERVER}{SERVER}"));
    assert_eq!(
        problems,
        ["content/servers.toml:16: a.example is already in line 3"]
    );
}

#[test]
fn an_override_says_something_and_why() {
    let files = |text| {
        load_files(&[
            ("topics.toml", TOPICS),
            ("servers.toml", SERVER),
            ("overrides.toml", text),
        ])
        .1
    };
    let empty = "[[override]]\ndomain = \"a.example\"\nreason = \"?\"\nas_of = \"2026-01-01\"\n";
    let problems = files(empty);
    assert!(
        problems[0].starts_with("content/overrides.toml:1: this override says nothing"),
        "{problems:?}"
    );
    let problems = files(&empty.replace("reason = \"?\"", "exclude = true"));
    assert_eq!(problems, ["content/overrides.toml:1: `reason` is missing"]);
}

#[test]
fn missing_and_broken_files_are_named() {
    let (_, problems) = load_files(&[("snapshot.json", "{}")]);
    let begins: Vec<&str> = problems
        .iter()
        .map(|p| p.split(':').next().unwrap())
        .collect();
    assert_eq!(
        begins,
        [
            "content/topics.toml",
            "content/servers.toml",
            "content/snapshot.json"
        ]
    );
}

#[test]
fn words_that_mean_the_same_are_read_behind_the_topics() {
    let meanings = "[[meaning]]\nlanguage = \"de\"\nwords = [\"deutsch\"]\n\n\
                    [[meaning]]\nwords = [\"leeds?\", \"Köln\"]\n\n\
                    [[meaning]]\nlanguage = \"german\"\nwords = []\n";
    let (bundle, problems) = load_files(&[
        ("topics.toml", TOPICS),
        ("servers.toml", ""),
        ("meanings.toml", meanings),
    ]);
    let keys: Vec<&str> = bundle
        .topics
        .0
        .iter()
        .map(|topic| topic.key.as_str())
        .collect();
    assert_eq!(keys[keys.len() - 3..], ["=de", "=", "=german"]);
    assert_eq!(bundle.topics.0[keys.len() - 2].words, ["leeds?", "köln"]);
    assert_eq!(
        problems,
        [
            "content/meanings.toml:6: write the word as \"köln\"",
            "content/meanings.toml:9: \"german\" is no language tag such as pt-BR",
        ]
    );
}
