//! Translations of the picker: `locales/LANGUAGE.json`, checked against the
//! English file and written to the bundle as one list each, in the order in
//! which the app numbers its messages. English itself is in the app.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use picker::message_file::{self, Message};
use picker::messages::{Pattern, Use};
use picker::tag::Tag;
use serde_json::json;

use content::Problem;

mod files;
mod made_from;
mod plurals;
mod source;

/// The languages that have a file in `locales/`, without English.
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

/// What there is to say about the translations.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong and stops a build.
    pub problems: Vec<Problem>,
    /// How many messages there are in English.
    pub all: usize,
    /// The other languages.
    pub translations: Vec<Translation>,
}

/// How far a translation has come.
#[derive(Debug, Default)]
pub struct Translation {
    /// Its tag, which is the name of its file.
    pub language: String,
    /// What is translated, each with the digest of its English text of today.
    pub translated: BTreeMap<String, String>,
    /// What is not translated yet and is shown in English.
    pub missing: Vec<String>,
    /// What was made from another English text than that of today.
    pub outdated: Vec<String>,
    /// Of what nobody has noted the English text.
    pub unknown: Vec<String>,
    /// Plural forms of the language that are not written; `other` is shown.
    pub lacking: Vec<Problem>,
    /// Whether the plural forms of the language are known here.
    pub plurals_known: bool,
}

impl Translation {
    /// Its file, from the project's root.
    #[must_use]
    pub fn file(&self) -> String {
        file_of(&self.language)
    }
}

fn file_of(language: &str) -> String {
    format!("locales/{language}.json")
}

/// Looks through all translations under the project's root.
#[must_use]
pub fn check(root: &Path) -> Report {
    let locales = root.join("locales");
    let mut out = Report::default();
    let english = read(root, source::ENGLISH, &mut out.problems);
    if !out.problems.is_empty() {
        return out;
    }
    for message in english.values() {
        let problem = |why: String| problem(source::ENGLISH, message, &why);
        if let Ok(pattern) = Pattern::parse(&message.text) {
            let forms = plurals::check(source::ENGLISH, &pattern);
            out.problems.extend(forms.never.into_iter().map(problem));
        }
    }
    out.all = english.len();
    out.problems.extend(files::strays(&locales));
    let made_from = made_from::read(&locales).unwrap_or_else(|why| {
        out.problems.push(why);
        BTreeMap::new()
    });
    for language in languages(&locales) {
        let ours = read(root, &language, &mut out.problems);
        let mut translation = compare(&language, &ours, &english, &mut out.problems);
        let made_from = made_from.get(&language);
        for (id, today) in &translation.translated {
            match made_from.and_then(|made_from| made_from.get(id)) {
                Some(before) if before == today => {}
                Some(_) => translation.outdated.push(id.clone()),
                None => translation.unknown.push(id.clone()),
            }
        }
        out.translations.push(translation);
    }
    out
}

/// The messages of a language, without what has no text yet.
fn read(root: &Path, language: &str, problems: &mut Vec<Problem>) -> BTreeMap<String, Message> {
    let file = file_of(language);
    let problem = |line: usize, message: String| Problem {
        file: file.clone(),
        line,
        message,
    };
    let (messages, faults) = match fs::read(root.join(&file)) {
        Ok(bytes) => message_file::read(&bytes),
        Err(error) => {
            problems.push(problem(1, format!("cannot be read: {error}")));
            return BTreeMap::new();
        }
    };
    let faults = faults
        .into_iter()
        .map(|fault| problem(fault.line, fault.message));
    problems.extend(faults);
    let written = messages.into_iter().filter(|message| !message.is_empty());
    written
        .map(|message| (message.id.clone(), message))
        .collect()
}

fn problem(language: &str, message: &Message, why: &str) -> Problem {
    Problem {
        file: file_of(language),
        line: message.line,
        message: format!("`{}`: {why}", message.id),
    }
}

/// Lays a translation beside English.
fn compare(
    language: &str,
    ours: &BTreeMap<String, Message>,
    english: &BTreeMap<String, Message>,
    problems: &mut Vec<Problem>,
) -> Translation {
    let mut out = Translation {
        language: language.to_owned(),
        plurals_known: plurals::are_known(language),
        ..Translation::default()
    };
    for (id, message) in ours {
        let problem = |why: String| problem(language, message, &why);
        let Some(original) = english.get(id) else {
            let why = "is no message of locales/en.json; take it out, or correct its name";
            problems.push(problem(why.to_owned()));
            continue;
        };
        let today = made_from::digest(&original.text);
        out.translated.insert(id.clone(), today);
        match (
            Pattern::parse(&message.text),
            Pattern::parse(&original.text),
        ) {
            (Err(error), _) => problems.push(problem(format!("{error}: {}", message.text))),
            (Ok(ours), Ok(theirs)) => {
                let wrong = placeholders(&ours.arguments(), &theirs.arguments());
                let forms = plurals::check(language, &ours);
                problems.extend(wrong.into_iter().chain(forms.never).map(problem));
                out.lacking.extend(forms.lacking.into_iter().map(problem));
            }
            (Ok(_), Err(_)) => {}
        }
    }
    let missing = english
        .keys()
        .filter(|id| !out.translated.contains_key(*id));
    out.missing = missing.cloned().collect();
    out
}

/// Notes that what is translated now, in one language or all of them, was made
/// from the English text of today. How many messages that are.
///
/// # Errors
/// When there is no such language, something is wrong with a translation, or
/// the notes cannot be written.
pub fn note_made(root: &Path, only: Option<&str>) -> Result<usize> {
    let locales = root.join("locales");
    let mut report = check(root);
    let notes = file_of(source::MADE_FROM);
    report.problems.retain(|problem| problem.file != notes);
    if !report.problems.is_empty() {
        bail!(content::report(&report.problems));
    }
    let mut made_from = match only {
        Some(_) => made_from::read(&locales)?,
        None => BTreeMap::new(),
    };
    let mut count = 0;
    for translation in report.chosen(only)? {
        count += translation.translated.len();
        let (language, today) = (&translation.language, &translation.translated);
        made_from.insert(language.clone(), today.clone());
    }
    made_from::write(&locales, &made_from)?;
    Ok(count)
}

impl Report {
    /// The translation into a language, or all of them.
    ///
    /// # Errors
    /// When there is no such language.
    pub fn chosen(&self, only: Option<&str>) -> Result<Vec<&Translation>> {
        let chosen: Vec<&Translation> = self
            .translations
            .iter()
            .filter(|it| only.is_none_or(|only| only == it.language))
            .collect();
        if let (Some(only), true) = (only, chosen.is_empty()) {
            let all: Vec<&str> = self
                .translations
                .iter()
                .map(|it| it.language.as_str())
                .collect();
            bail!(
                "there is no {}; there are: {}",
                file_of(only),
                all.join(", ")
            );
        }
        Ok(chosen)
    }
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

/// A translation as the app reads it.
///
/// # Errors
/// When the English file or the translation cannot be read.
pub fn json(root: &Path, language: &str) -> Result<String> {
    let (english, ours) = (
        source_of(root, source::ENGLISH)?,
        source_of(root, language)?,
    );
    Ok(list(&english, language, |area, key, _| {
        ours.get(area)?.get(key).cloned()
    }))
}

/// English, but longer, with letters from elsewhere and its ends marked: what
/// is cut off, glued together or not translatable can be seen. `language`
/// decides the direction and how numbers look.
///
/// # Errors
/// When the English file cannot be read.
pub fn pseudo(root: &Path, language: &str) -> Result<String> {
    let english = source_of(root, source::ENGLISH)?;
    Ok(list(&english, language, |_, _, text| Some(disguise(text))))
}

fn source_of(root: &Path, language: &str) -> Result<source::Messages> {
    source::read_file(&root.join("locales"), language)
        .map_err(|problems| anyhow!(problems.join("\n")))
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
mod tests;
