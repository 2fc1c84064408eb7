//! Translations of the picker: `locales/LANGUAGE/*.toml`, checked against the
//! English files and written to the bundle as one list each, in the order in
//! which the app numbers its messages. English itself is in the app.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};
use picker::messages::{Pattern, Use};
use picker::tag::Tag;
use picker::text_file;
use serde_json::json;

use content::Problem;

// The very code that numbers the messages when the app is built.
#[allow(dead_code, unreachable_pub)]
#[path = "../../../build/messages.rs"]
mod source;

/// The languages that have a folder in `locales/`, without English.
#[must_use]
pub fn languages(locales: &Path) -> Vec<String> {
    source::languages(locales)
}

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// Scripts that are.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 6] = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"];

/// Whether a language is written from right to left: by its script, where the
/// tag names one.
fn is_right_to_left(language: &str) -> bool {
    let Some(tag) = Tag::parse(language) else {
        return false;
    };
    tag.script().map_or_else(
        || RIGHT_TO_LEFT.contains(&tag.primary()),
        |script| RIGHT_TO_LEFT_SCRIPTS.contains(&script),
    )
}

/// What there is to say about a translation.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong and stops a build.
    pub problems: Vec<Problem>,
    /// What is not translated yet and is shown in English: language, message.
    pub missing: Vec<(String, String)>,
}

/// Looks through all translations under the project's root.
#[must_use]
pub fn check(root: &Path) -> Report {
    let mut out = Report::default();
    let Ok(english) = source::read_folder(&root.join("locales/en")) else {
        // The app's own build says what is wrong with it.
        return out;
    };
    let mut tags: Vec<Tag> = Vec::new();
    for language in languages(&root.join("locales")) {
        let tag = Tag::parse(&language);
        let wrong = match &tag {
            None => Some("is not a language tag such as de or pt-BR"),
            Some(tag) if tags.contains(tag) => Some("is there under another spelling as well"),
            Some(_) => None,
        };
        if let Some(message) = wrong {
            out.problems.push(Problem {
                file: format!("locales/{language}"),
                line: 1,
                message: format!("the folder's name {message}"),
            });
        }
        tags.extend(tag);
        let mut translated: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let folder = root.join("locales").join(&language);
        let mut files: Vec<_> = fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.is_file() && !is_kept_by_editors(path))
            .collect();
        files.sort();
        for path in files {
            if path.extension().is_none_or(|it| it != "toml") {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                out.problems.push(Problem {
                    file: format!("locales/{language}/{name}"),
                    line: 1,
                    message: "is not read: the file's name must end in .toml".to_owned(),
                });
                continue;
            }
            let area = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let file = format!("locales/{language}/{area}.toml");
            let keys = translated.entry(area.clone()).or_default();
            match text_file::text(&fs::read(&path).unwrap_or_default()) {
                Ok(text) => {
                    let found = check_file(&file, &text, english.get(&area), keys);
                    out.problems.extend(found);
                }
                Err(why) => out.problems.push(Problem {
                    file,
                    line: why.line,
                    message: why.to_string(),
                }),
            }
        }
        for (area, messages) in &english {
            let done = translated.get(area);
            for key in messages.keys() {
                if done.is_none_or(|done| !done.contains(key)) {
                    out.missing
                        .push((language.clone(), format!("{area}.{key}")));
                }
            }
        }
    }
    out
}

/// Files that editors and systems keep beside those that people write.
fn is_kept_by_editors(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

/// What is wrong with one file; `keys` takes up what it translates.
fn check_file(
    file: &str,
    text: &str,
    english: Option<&BTreeMap<String, String>>,
    keys: &mut Vec<String>,
) -> Vec<Problem> {
    let problem = |line: usize, message: String| Problem {
        file: file.to_owned(),
        line,
        message,
    };
    let found: BTreeMap<String, String> = match toml::from_str(text) {
        Ok(found) => found,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let line = text_file::line_at(text.as_bytes(), at);
            return vec![problem(line, error.message().to_owned())];
        }
    };
    let Some(english) = english else {
        return vec![problem(1, "there is no such file in locales/en".to_owned())];
    };
    let mut out = Vec::new();
    for (key, pattern) in &found {
        let line = line_of(text, key);
        keys.push(key.clone());
        let Some(original) = english.get(key) else {
            out.push(problem(
                line,
                format!("`{key}` is no message of the English file"),
            ));
            continue;
        };
        match (Pattern::parse(pattern), Pattern::parse(original)) {
            (Err(error), _) => out.push(problem(line, format!("`{key}`: {error}: {pattern}"))),
            (Ok(ours), Ok(theirs)) => {
                let (ours, theirs) = (ours.arguments(), theirs.arguments());
                out.extend(
                    placeholders(&ours, &theirs)
                        .into_iter()
                        .map(|message| problem(line, format!("`{key}`: {message}"))),
                );
            }
            (Ok(_), Err(_)) => {}
        }
    }
    out
}

/// A translation takes what the English message is given, and all of it.
fn placeholders(ours: &[(&str, Use)], theirs: &[(&str, Use)]) -> Vec<String> {
    let named = |list: &[(&str, Use)], name: &str| list.iter().any(|it| it.0 == name);
    let mut out = Vec::new();
    for (name, used) in ours {
        if !named(theirs, name) {
            out.push(format!("{{{name}}} is not in the English message"));
        } else if *used == Use::Plural && !theirs.contains(&(name, Use::Plural)) {
            out.push(format!("{{{name}}} is no number in the English message"));
        }
    }
    for (name, _) in theirs {
        let said = format!("{{{name}}} of the English message is missing");
        if !named(ours, name) && !out.contains(&said) {
            out.push(said);
        }
    }
    out
}

/// The line of a key, from 1.
fn line_of(text: &str, key: &str) -> usize {
    let at = text.lines().position(|line| {
        let rest = line.trim_start().strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    });
    at.map_or(1, |index| index + 1)
}

/// A translation as the app reads it.
///
/// # Errors
/// When the English files or the translation cannot be read.
pub fn json(root: &Path, language: &str) -> Result<String> {
    let read = |language: &str| {
        source::read_folder(&root.join("locales").join(language))
            .map_err(|problems| anyhow!(problems.join("\n")))
    };
    let (english, ours) = (read("en")?, read(language)?);
    Ok(list(&english, language, |area, key, _| {
        ours.get(area)?.get(key).cloned()
    }))
}

/// English, but longer, with letters from elsewhere and its ends marked: what
/// is cut off, glued together or not translatable can be seen. `language`
/// decides the direction and how numbers look.
///
/// # Errors
/// When the English files cannot be read.
pub fn pseudo(root: &Path, language: &str) -> Result<String> {
    let english = source::read_folder(&root.join("locales/en"))
        .map_err(|problems| anyhow!(problems.join("\n")))?;
    Ok(list(&english, language, |_, _, text| Some(disguise(text))))
}

fn list(
    english: &source::Messages,
    language: &str,
    of: impl Fn(&str, &str, &str) -> Option<String>,
) -> String {
    let messages: Vec<Option<String>> = english
        .iter()
        .flat_map(|(area, found)| found.iter().map(move |(key, text)| (area, key, text)))
        .map(|(area, key, text)| of(area, key, text))
        .collect();
    json!({
        "language": language,
        "right_to_left": is_right_to_left(language),
        "list": source::fingerprint(english),
        "messages": messages,
    })
    .to_string()
}

/// Leaves what stands in braces alone, as it is not for readers; cases of a
/// plural keep their English words.
fn disguise(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::from("⟦");
    let mut letters = 0;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letters += 1;
        out.push(if depth > 0 { c } else { accent(c) });
    }
    // Translations are about a third longer.
    out.extend(std::iter::repeat_n('~', letters / 3));
    out.push('⟧');
    out
}

const fn accent(c: char) -> char {
    match c {
        'a' => 'á',
        'e' => 'ë',
        'i' => 'ï',
        'o' => 'ö',
        'u' => 'ü',
        'A' => 'Å',
        'E' => 'É',
        'O' => 'Ø',
        'S' => 'Š',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_translations_of_this_repository_are_fine_and_whole() {
        let root = toolchain::paths::root();
        let report = check(&root);
        let lines: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
        assert_eq!(report.missing, []);
        assert!(languages(&root.join("locales")).len() > 10);
    }

    fn root(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = dir.path().join("locales").join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        dir
    }

    const ENGLISH: &str = "hello = \"Hello {name}\"\n\
        n = \"{n, plural, one {# server} other {# servers}}\"\nbye = \"Bye\"\n";

    #[test]
    fn slips_of_a_translator_are_named_with_file_and_line() {
        let german = "# Guten Tag\nhello = \"Hallo {nmae}\"\nn = \"{n} Server\"\n\
            ciao = \"Tschau\"\nbye = \"{\"\n";
        let dir = root(&[
            ("en/a.toml", ENGLISH),
            ("de/a.toml", german),
            ("de/b.toml", "x = \"y\"\n"),
            ("fr/a.toml", "hello = \"Bonjour {name}\"\n\nn = 7\n"),
            ("fr/a.toml.txt", ENGLISH),
            ("fr/.a.toml.swp", "\0"),
            ("fr/a.toml~", "\0"),
        ]);
        let report = check(dir.path());
        let lines: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        for want in [
            "locales/de/a.toml:2: `hello`: {nmae} is not in the English message",
            "locales/de/a.toml:2: `hello`: {name} of the English message is missing",
            "locales/de/a.toml:4: `ciao` is no message of the English file",
            "locales/de/a.toml:5: `bye`: ",
            "locales/de/b.toml:1: there is no such file",
            "locales/fr/a.toml:3: ",
            "locales/fr/a.toml.txt:1: is not read",
        ] {
            assert!(
                lines.iter().any(|it| it.starts_with(want)),
                "no {want} in {lines:#?}"
            );
        }
        // A number may be written without a plural.
        assert!(!lines.iter().any(|it| it.contains(":3: `n`")), "{lines:#?}");
    }

    #[test]
    fn folders_are_named_by_tags_and_files_may_come_from_any_editor() {
        let windows = "\u{FEFF}hello = \"Ol\u{e1} {name}\"\r\nbye\t=\t\"Tchau\"\r\n";
        let dir = root(&[
            ("en/a.toml", ENGLISH),
            ("pt-BR/a.toml", windows),
            ("pt_br/a.toml", windows),
            ("portugu\u{ea}s/a.toml", windows),
        ]);
        let latin = dir.path().join("locales/fr/a.toml");
        fs::create_dir_all(latin.parent().unwrap()).unwrap();
        fs::write(latin, b"# Fran\xE7ais\n").unwrap();
        let report = check(dir.path());
        let lines: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        for want in [
            "locales/fr/a.toml:1: has bytes that are not UTF-8",
            "locales/portugu\u{ea}s:1: the folder's name is not a language tag",
            "locales/pt_br:1: the folder's name is there under another spelling",
        ] {
            assert!(
                lines.iter().any(|it| it.starts_with(want)),
                "{want}: {lines:#?}"
            );
        }
        assert_eq!(lines.len(), 3, "{lines:#?}");
        let text = json(dir.path(), "pt-BR").unwrap();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["messages"], json!(["Tchau", "Ol\u{e1} {name}", null]));
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
        let dir = root(&[
            ("en/a.toml", ENGLISH),
            ("de/a.toml", "hello = \"Hallo {name}\"\n"),
        ]);
        let report = check(dir.path());
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        let missing: Vec<&str> = report.missing.iter().map(|it| it.1.as_str()).collect();
        assert_eq!(missing, ["a.bye", "a.n"]);
        let text = json(dir.path(), "de").unwrap();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["messages"], json!([null, "Hallo {name}", null]));
        assert_eq!(read["right_to_left"], false);
    }

    #[test]
    fn the_pseudo_language_keeps_what_programs_read() {
        let dir = root(&[("en/a.toml", ENGLISH)]);
        let text = pseudo(dir.path(), "ar").unwrap();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["right_to_left"], true);
        assert_eq!(read["messages"][1], "⟦Hëllö {name}~~~~⟧");
        for pattern in read["messages"].as_array().unwrap() {
            let pattern = pattern.as_str().unwrap();
            assert!(Pattern::parse(pattern).is_ok(), "{pattern}");
        }
    }
}
