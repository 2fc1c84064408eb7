//! The words of the text pages: `locales/en/pages/*.toml`, one file per page.
//!
//! They lie below the picker's messages and not among them: those are part of
//! the program, these travel with the pages that use them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use picker::message_file;
use picker::messages::Pattern;
use picker::text_file::line_at;
use picker::topics::is_broad;

use crate::problem::Problem;
use crate::reader::read;
use crate::words::Words;

/// Where the words are.
pub const FOLDER: &str = "locales/en/pages";
/// The picker's words.
const PICKER: &str = "locales/en.json";
/// Those of them that the pages use too, by the beginning of their names.
const SHARED: [&str; 2] = ["site.", "topics."];

/// Reads all files of the folder, each of them a section, and what the pages
/// share with the picker.
///
/// # Errors
/// When a file cannot be read or a message is no pattern.
pub fn load(root: &Path) -> Result<Words, Problem> {
    let mut patterns = shared(root)?;
    let entries = fs::read_dir(root.join(FOLDER))
        .map_err(|error| problem(FOLDER, 1, format!("cannot be read: {error}")))?;
    let own = entries.flatten().map(|entry| entry.path());
    // Editors leave copies and hidden files beside what they save.
    let own = own.filter(|path| path.extension().is_some_and(|it| it == "toml"));
    for path in own {
        let Some(section) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let text = read(root, &name)?;
        let line = |at: usize| line_at(text.as_bytes(), at);
        let found: BTreeMap<String, toml::Spanned<String>> =
            toml::from_str(&text).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                problem(&name, line(at), format!("not valid TOML: {}", error.message()))
            })?;
        for (key, pattern) in found {
            well_formed(&name, line(pattern.span().start), &key, pattern.get_ref())?;
            patterns.push((format!("{section}.{key}"), pattern.into_inner()));
        }
    }
    Ok(patterns.into_iter().collect())
}

/// What the pages share with the picker, by its whole name: `topics.art`.
fn shared(root: &Path) -> Result<Vec<(String, String)>, Problem> {
    let bytes = fs::read(root.join(PICKER))
        .map_err(|error| problem(PICKER, 1, format!("cannot be read: {error}")))?;
    let (messages, faults) = message_file::read(&bytes);
    if let Some(fault) = faults.into_iter().next() {
        return Err(problem(PICKER, fault.line, fault.message));
    }
    let mut patterns = Vec::new();
    for message in messages {
        if SHARED.iter().any(|area| message.id.starts_with(area)) {
            well_formed(PICKER, message.line, &message.id, &message.text)?;
            patterns.push((message.id, message.text));
        }
    }
    Ok(patterns)
}

fn well_formed(file: &str, line: usize, key: &str, pattern: &str) -> Result<(), Problem> {
    match Pattern::parse(pattern) {
        Ok(_) => Ok(()),
        Err(error) => Err(problem(file, line, format!("{key}: {error}: {pattern}"))),
    }
}

fn problem(file: &str, line: usize, message: String) -> Problem {
    Problem {
        file: file.to_owned(),
        line,
        message,
    }
}

/// The topics that one can choose, with their names, in order of these.
#[must_use]
pub fn topics(words: &Words) -> Vec<(String, String)> {
    let offered = words.section("topics").filter(|(key, _)| !is_broad(key));
    let mut topics: Vec<_> = offered.map(|(key, name)| (key.to_owned(), name.to_owned())).collect();
    topics.sort_by(|a, b| a.1.cmp(&b.1));
    topics
}
