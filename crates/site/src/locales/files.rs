//! What lies in `locales/` and is no file of a language.

use std::fs;
use std::path::Path;

use content::Problem;
use picker::tag::Tag;

use super::source::{ENGLISH, MADE_FROM};

/// The folder with the words of the text pages, which are in English only.
const PAGES: &str = "pages";

/// Files and folders that nobody reads, and those whose names are no tags.
pub(super) fn strays(locales: &Path) -> Vec<Problem> {
    let mut out = Vec::new();
    let mut tags: Vec<Tag> = Tag::parse(ENGLISH).into_iter().collect();
    for name in names(locales) {
        if name == ENGLISH {
            let inner = names(&locales.join(&name))
                .into_iter()
                .filter(|it| it != PAGES);
            out.extend(inner.map(|inner| {
                let why = "is not read: the messages of a language are in one file now, \
                    locales/en.json";
                problem(&format!("{ENGLISH}/{inner}"), why)
            }));
        } else if locales.join(&name).is_dir() {
            let why = format!(
                "is not read: the messages of a language are in one file now, locales/{name}.json"
            );
            out.push(problem(&name, &why));
        } else if let Some(language) = name.strip_suffix(".json") {
            if [ENGLISH, MADE_FROM].contains(&language) {
                continue;
            }
            let tag = Tag::parse(language);
            match &tag {
                None => out.push(problem(
                    &name,
                    "the file's name is not a language tag such as de or pt-BR",
                )),
                Some(tag) if tags.contains(tag) => out.push(problem(
                    &name,
                    "the file's name is there under another spelling as well",
                )),
                Some(_) => {}
            }
            tags.extend(tag);
        } else {
            let why = "is not read: the messages of a language are in one file, such as \
                locales/de.json";
            out.push(problem(&name, why));
        }
    }
    out
}

fn problem(name: &str, why: &str) -> Problem {
    Problem {
        file: format!("locales/{name}"),
        line: 1,
        message: why.to_owned(),
    }
}

/// What a folder holds, in order, without what editors and systems keep beside
/// that which people write.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !name.ends_with('~'))
        .collect();
    names.sort();
    names
}
