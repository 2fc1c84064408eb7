use super::*;
use crate::testing::locales as root;

#[test]
fn the_translations_of_this_repository_are_fine_and_whole() {
    let root = toolchain::paths::root();
    let report = check(&root);
    assert_eq!(lines(&report), [""; 0]);
    assert!(report.translations.len() > 10);
    for it in &report.translations {
        assert_eq!(it.missing, [""; 0], "{}", it.language);
        assert_eq!(it.lacking, [], "{}", it.language);
    }
}

#[test]
fn the_files_of_this_repository_are_in_the_order_that_platforms_keep() {
    let locales = toolchain::paths::root().join("locales");
    let mut languages = languages(&locales);
    languages.push(source::ENGLISH.to_owned());
    for language in languages {
        let bytes = fs::read(locales.join(format!("{language}.json"))).unwrap();
        let (messages, _) = message_file::read(&bytes);
        assert!(messages.is_sorted_by_key(|it| &it.id), "{language}");
    }
}

fn lines(report: &Report) -> Vec<String> {
    report.problems.iter().map(ToString::to_string).collect()
}

/// All that is wanted is said, and nothing else.
fn assert_says(report: &Report, wanted: &[&str]) {
    let lines = lines(report);
    for want in wanted {
        let said = lines.iter().any(|line| line.starts_with(want));
        assert!(said, "no {want} in {lines:#?}");
    }
    assert_eq!(lines.len(), wanted.len(), "{lines:#?}");
}

const ENGLISH: (&str, &[(&str, &str)]) = (
    "en.json",
    &[
        ("a.bye", "Bye"),
        ("a.hello", "Hello {name}"),
        ("a.n", "{n, plural, one {# server} other {# servers}}"),
    ],
);

#[test]
fn slips_of_a_translator_are_named_with_file_and_line() {
    let dir = root(&[
        ENGLISH,
        (
            "de.json",
            &[
                ("a.hello", "Hallo {nmae}"),
                // A number may be written without a plural.
                ("a.n", "{n} Server"),
                ("a.ciao", "Tschau"),
                ("a.bye", "{"),
            ],
        ),
        (
            "pl.json",
            &[("a.n", "{n, plural, one {#} two {#} other {#}}")],
        ),
        ("ja.json", &[("a.n", "{n, plural, one {#}}")]),
    ]);
    fs::write(
        dir.path().join("locales/fr.json"),
        "{\n  \"a.hello\": {\n    \"defaultMessage\": \"Bonjour {name}\"\n  },\n  \"a.n\": 7,\n  \
         \"a.hello\": {\"defaultMessage\": \"Salut {name}\"}\n  \"a.bye\": {}\n}\n",
    )
    .unwrap();
    assert_says(
        &check(dir.path()),
        &[
            "locales/de.json:2: `a.hello`: {nmae} is not in the English message",
            "locales/de.json:2: `a.hello`: {name} of the English message is missing",
            "locales/de.json:4: `a.ciao`: is no message of locales/en.json",
            "locales/de.json:5: `a.bye`: ",
            "locales/fr.json:5: `a.n` must be {",
            "locales/fr.json:6: `a.hello` is there twice: here and in line 2",
            "locales/fr.json:7: is not JSON: a comma is missing",
            "locales/ja.json:2: `a.n`: the case `other` is missing",
            "locales/pl.json:2: `a.n`: {n} has the plural form `two`, which pl never uses",
        ],
    );
}

#[test]
fn files_are_named_by_tags_and_may_come_from_any_editor() {
    let dir = root(&[ENGLISH, ("en-GB.json", &[]), ("EN.json", &[])]);
    let windows = "\u{FEFF}{\r\n\"a.hello\":\t{\"defaultMessage\": \"Ol\u{e1} {name}\"},\r\n\
        \"a.bye\": {\"defaultMessage\": \"Tchau\"}}";
    let locales = dir.path().join("locales");
    for name in [
        "pt-BR.json",
        "pt_br.json",
        "portugu\u{ea}s.json",
        ".de.json.swp",
        "de.json~",
    ] {
        fs::write(locales.join(name), windows).unwrap();
    }
    fs::write(locales.join("fr.json"), b"{\n\"a.bye\": \"Fran\xE7ais\"}\n").unwrap();
    fs::write(locales.join("it.json"), b"\xFF\xFE{\0}\0").unwrap();
    assert_says(
        &check(dir.path()),
        &[
            "locales/EN.json:1: the file's name is there under another spelling",
            "locales/fr.json:2: has bytes that are not UTF-8",
            "locales/it.json:1: is saved as UTF-16; save it as UTF-8",
            "locales/portugu\u{ea}s.json:1: the file's name is not a language tag",
            "locales/pt_br.json:1: the file's name is there under another spelling",
        ],
    );
    let text = json(dir.path(), "pt-BR").unwrap();
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["messages"], json!(["Tchau", "Ol\u{e1} {name}", null]));
}

#[test]
fn what_is_left_of_former_folders_is_not_passed_over() {
    let dir = root(&[ENGLISH]);
    let locales = dir.path().join("locales");
    for file in [
        "de/site.toml",
        "en/site.toml",
        "en/pages/about.toml",
        "fr.toml",
        "it.json.txt",
    ] {
        fs::create_dir_all(locales.join(file).parent().unwrap()).unwrap();
        fs::write(locales.join(file), "back = \"Zur\u{fc}ck\"\n").unwrap();
    }
    assert_says(
        &check(dir.path()),
        &[
            "locales/de:1: is not read: the messages of a language are in one file now, \
             locales/de.json",
            "locales/en/site.toml:1: is not read: the messages of a language are in one file now, \
             locales/en.json",
            "locales/fr.toml:1: is not read: the messages of a language are in one file",
            "locales/it.json.txt:1: is not read",
        ],
    );
    assert!(languages(&locales).is_empty());
}

#[test]
fn a_broken_english_file_is_named_and_no_translation_is_blamed() {
    let dir = root(&[("de.json", &[("a.bye", "Tsch\u{fc}s")])]);
    assert_says(&check(dir.path()), &["locales/en.json:1: cannot be read"]);
    let english = "{\n\"a.bye\": {\"defaultMessage\": \"Bye\"},\n\"a.bye\": {}}";
    fs::write(dir.path().join("locales/en.json"), english).unwrap();
    assert_says(
        &check(dir.path()),
        &["locales/en.json:3: `a.bye` is there twice"],
    );
    // As the app's build says it, for ids that are no names in a program too.
    let ids = [("bye", "Bye"), ("a.b.c", "C"), ("a.d", "")];
    let dir = root(&[("en.json", &ids)]);
    let wrong = source::read_file(&dir.path().join("locales"), "en").unwrap_err();
    for (problem, want) in wrong.iter().zip([
        "en.json:2: `bye`: an id is area.key",
        "en.json:3: `a.b.c`: an id is area.key",
        "en.json:4: `a.d`: the English message must have a text",
    ]) {
        assert!(problem.contains(want), "{problem}");
    }
    assert_eq!(wrong.len(), 3);
}

#[test]
fn the_direction_is_that_of_the_script() {
    for tag in ["ar", "ar-EG", "fa_AF", "ku-Arab", "pa-PK", "he"] {
        assert!(is_right_to_left(tag), "{tag}");
    }
    for tag in ["de", "pt-BR", "ar-Latn", "pa", "sr"] {
        assert!(!is_right_to_left(tag), "{tag}");
    }
}

#[test]
fn what_is_not_translated_is_counted_and_left_to_english() {
    // Platforms write an empty text for what nobody has translated.
    let german = [("a.bye", ""), ("a.hello", "Hallo {name}")];
    let dir = root(&[ENGLISH, ("de.json", &german)]);
    let report = check(dir.path());
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(report.all, 3);
    assert_eq!(report.translations[0].missing, ["a.bye", "a.n"]);
    let text = json(dir.path(), "de").unwrap();
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["messages"], json!([null, "Hallo {name}", null]));
    assert_eq!(read["right_to_left"], false);
}

#[test]
fn a_translation_is_outdated_once_its_english_text_changes() {
    let german = [("a.bye", "Tsch\u{fc}s"), ("a.hello", "Hallo {name}")];
    let dir = root(&[
        ENGLISH,
        ("de.json", &german),
        ("nl.json", &[("a.bye", "Doei")]),
    ]);
    let of = |language: &str| {
        let mut all = check(dir.path()).translations.into_iter();
        all.find(|it| it.language == language).unwrap()
    };
    assert_eq!(of("de").unknown, ["a.bye", "a.hello"]);
    assert_eq!(note_made(dir.path(), None).unwrap(), 3);
    assert_eq!((of("de").unknown, of("de").outdated), (vec![], vec![]));

    let file = dir.path().join("locales/en.json");
    let english = fs::read_to_string(&file).unwrap();
    fs::write(&file, english.replace("Bye", "Goodbye")).unwrap();
    assert_eq!(of("de").outdated, ["a.bye"]);
    assert!(check(dir.path()).problems.is_empty());
    // Looked at in one language, and still to be looked at in the other.
    assert_eq!(note_made(dir.path(), Some("de")).unwrap(), 2);
    assert_eq!(
        (of("de").outdated, of("nl").outdated),
        (vec![], vec!["a.bye".to_owned()])
    );

    let notes = dir.path().join("locales/made-from.json");
    let text = fs::read_to_string(&notes).unwrap();
    // printf Goodbye | sha256sum
    assert!(
        text.starts_with("{\n  \"de\": {\n    \"a.bye\": \"c015ad6d\",\n"),
        "{text}"
    );
    fs::write(&notes, "{\n  \"de\": [\n").unwrap();
    assert_says(&check(dir.path()), &["locales/made-from.json:2: "]);
    assert!(note_made(dir.path(), Some("de")).is_err());
    assert_eq!(note_made(dir.path(), None).unwrap(), 3);
    assert_says(&check(dir.path()), &[]);
    assert!(note_made(dir.path(), Some("fr")).is_err());
}

#[test]
fn the_pseudo_language_keeps_what_programs_read() {
    let dir = root(&[ENGLISH]);
    let text = pseudo(dir.path(), "ar").unwrap();
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["right_to_left"], true);
    assert_eq!(read["messages"][1], "⟦Hëllö {name}~~~~⟧");
    for pattern in read["messages"].as_array().unwrap() {
        let pattern = pattern.as_str().unwrap();
        assert!(Pattern::parse(pattern).is_ok(), "{pattern}");
    }
}
