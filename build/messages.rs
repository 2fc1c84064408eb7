//! Message files: `locales/LANGUAGE.json`, in the format that the platforms of
//! translators read (`picker::message_file`).
//!
//! The English file is the list of messages: their ids, `area.key`, in order are
//! the index by which the app looks a text up. A translation is shipped as a JSON
//! list in that same order, so that no key rides in the bundle.

use picker::message_file;
use picker::messages::{Pattern, Use};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Area → message name → pattern.
pub(crate) type Messages = BTreeMap<String, BTreeMap<String, String>>;

/// English, the language that all others are made from.
pub(crate) const ENGLISH: &str = "en";

/// Which English text each translation was made from; it lies beside them.
pub(crate) const MADE_FROM: &str = "made-from";

/// Reads and checks the file of a language, without what is not translated yet.
///
/// # Errors
/// All problems found, each a sentence that names the file, the line and the id.
pub(crate) fn read_file(locales: &Path, language: &str) -> Result<Messages, Vec<String>> {
    let path = locales.join(format!("{language}.json"));
    let name = path.display();
    let bytes = fs::read(&path).map_err(|error| vec![format!("cannot read {name}: {error}")])?;
    let (found, faults) = message_file::read(&bytes);
    let mut problems: Vec<String> = faults
        .into_iter()
        .map(|fault| format!("{name}:{}: {}", fault.line, fault.message))
        .collect();
    let mut messages = Messages::new();
    for message in found {
        let at = format!("{name}:{}: `{}`", message.line, message.id);
        let Some((area, key)) = area_and_key(&message.id) else {
            problems.push(format!("{at}: an id is area.key, both of a-z, 0-9 and _"));
            continue;
        };
        if message.is_empty() {
            if language == ENGLISH {
                problems.push(format!("{at}: the English message must have a text"));
            }
            continue;
        }
        if let Err(error) = Pattern::parse(&message.text) {
            problems.push(format!("{at}: {error}: {}", message.text));
        }
        let area = messages.entry(area.to_owned()).or_default();
        area.insert(key.to_owned(), message.text);
    }
    if problems.is_empty() {
        Ok(messages)
    } else {
        Err(problems)
    }
}

/// The languages that have a file, without English.
pub(crate) fn languages(locales: &Path) -> Vec<String> {
    let entries = fs::read_dir(locales).into_iter().flatten().flatten();
    let mut found: Vec<String> = entries
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .filter(|name| ![ENGLISH, MADE_FROM].contains(&name.as_str()) && !name.starts_with('.'))
        .collect();
    found.sort();
    found
}

/// The Rust module with one function for each message: what a pattern needs
/// is what its function takes.
pub(crate) fn rust(messages: &Messages) -> String {
    let mut code = String::new();
    let mut table = String::new();
    let mut index = 0_usize;
    for (area, found) in messages {
        let _ = writeln!(code, "/// Messages `{area}.…` of `locales/en.json`.");
        let _ = writeln!(code, "pub mod {area} {{");
        let mut plain = String::new();
        for (key, pattern) in found {
            let _ = writeln!(table, "    {pattern:?},");
            let arguments = arguments(pattern);
            for line in pattern.lines() {
                let _ = writeln!(code, "    /// > {}", line.replace('[', "\\["));
            }
            let _ = write!(code, "    #[must_use]\n    pub fn {}(", rust_name(key));
            for (name, number) in &arguments {
                let _ = write!(
                    code,
                    "{}: {}, ",
                    rust_name(name),
                    if *number { "u64" } else { "&str" }
                );
            }
            code.push_str(") -> String {\n");
            if arguments.is_empty() {
                let _ = writeln!(plain, "            {key:?} => ({index}, {pattern:?}),");
                let _ = writeln!(code, "        super::super::plain({index}, {pattern:?})");
            } else {
                let _ = write!(
                    code,
                    "        super::super::filled({index}, {pattern:?}, &["
                );
                for (name, number) in &arguments {
                    let kind = if *number { "Number" } else { "Text" };
                    let _ = write!(
                        code,
                        "({name:?}, super::super::Argument::{kind}({})), ",
                        rust_name(name)
                    );
                }
                code.push_str("])\n");
            }
            code.push_str("    }\n");
            index += 1;
        }
        let _ = write!(
            code,
            "    /// The message of that name, for names that come from data.\n    \
             #[must_use]\n    pub fn named(name: &str) -> Option<String> {{\n        \
             let (index, english) = match name {{\n{plain}            _ => return None,\n        }};\n        \
             Some(super::super::plain(index, english))\n    }}\n"
        );
        code.push_str("}\n\n");
    }
    format!(
        "/// How many messages there are.\npub const COUNT: usize = {index};\n\n\
         /// The English patterns, by area and name. Each function below holds its own,\n\
         /// so that what a program does not say is not part of it.\n#[cfg(test)]\n\
         pub static ENGLISH: [&str; COUNT] = [\n{table}];\n\n\
         /// Changes whenever the list of messages does: a translation made for\n\
         /// another list is not used.\npub const LIST: u32 = {};\n\n{code}",
        fingerprint(messages)
    )
}

/// FNV-1a over all names: which list of messages a translation was made for.
pub(crate) fn fingerprint(messages: &Messages) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for (area, found) in messages {
        for key in found.keys() {
            for byte in area.bytes().chain([b'.']).chain(key.bytes()).chain([b'\n']) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
    }
    hash
}

/// The arguments of a pattern; `true` for those that must be numbers.
fn arguments(pattern: &str) -> BTreeMap<String, bool> {
    let mut out = BTreeMap::new();
    let Ok(pattern) = Pattern::parse(pattern) else {
        return out;
    };
    for (name, used) in pattern.arguments() {
        *out.entry(name.to_owned()).or_insert(false) |= used == Use::Plural;
    }
    out
}

fn area_and_key(id: &str) -> Option<(&str, &str)> {
    let (area, key) = id.split_once('.')?;
    (is_name(area) && is_name(key)).then_some((area, key))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A key as a Rust name: `type` is a fine key but a keyword.
fn rust_name(key: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "as", "box", "break", "const", "continue", "do", "else", "enum", "extern", "final", "fn",
        "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "named",
        "pub", "ref", "return", "static", "struct", "trait", "try", "type", "use", "where",
        "while", "yield",
    ];
    if KEYWORDS.contains(&key) {
        format!("{key}_")
    } else {
        key.to_owned()
    }
}
