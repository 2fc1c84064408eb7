//! Message files: `locales/<lang>/<area>.toml`, one line for each message.
//!
//! The English files are the list of messages: their keys in order of area and
//! name are the index by which the app looks a text up. A translation is
//! shipped as a JSON list in that same order, so that no key rides in the
//! bundle.

use picker::messages::{Pattern, Use};
use picker::text_file;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Area (the file's name) → message name → pattern.
pub(crate) type Messages = BTreeMap<String, BTreeMap<String, String>>;

/// Reads and checks every `*.toml` of a language.
///
/// # Errors
/// All problems found, each a sentence that names the file and the key.
pub(crate) fn read_folder(folder: &Path) -> Result<Messages, Vec<String>> {
    let mut messages = Messages::new();
    let mut problems = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return Err(vec![format!("cannot read {}: {error}", folder.display())]),
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_none_or(|ext| ext != "toml") {
            continue;
        }
        let area = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = path.display().to_string();
        if !is_name(&area) {
            problems.push(format!("{name}: the file's name must be a-z, 0-9 and _"));
            continue;
        }
        let parsed = fs::read(&path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| {
                text_file::text(&bytes).map_err(|why| format!("line {}: {why}", why.line))
            })
            .and_then(|text| {
                toml::from_str::<BTreeMap<String, String>>(&text).map_err(|e| e.to_string())
            });
        match parsed {
            Ok(found) => {
                for (key, pattern) in &found {
                    if !is_name(key) {
                        problems.push(format!("{name}: {key}: a key must be a-z, 0-9 and _"));
                    }
                    if let Err(error) = Pattern::parse(pattern) {
                        problems.push(format!("{name}: {key}: {error}: {pattern}"));
                    }
                }
                messages.insert(area, found);
            }
            Err(error) => problems.push(format!("{name}: {error}")),
        }
    }
    if problems.is_empty() {
        Ok(messages)
    } else {
        Err(problems)
    }
}

/// The languages that have a folder, without English.
pub(crate) fn languages(locales: &Path) -> Vec<String> {
    let entries = fs::read_dir(locales).into_iter().flatten().flatten();
    let mut found: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name != "en" && !name.starts_with('.'))
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
        let _ = writeln!(code, "/// Messages of `locales/en/{area}.toml`.");
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
