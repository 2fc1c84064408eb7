//! Turns `content/languages.toml` and `content/intents.toml` into tables that
//! the engine compiles in.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const KEYS: [&str; 13] = [
    "tag",
    "small",
    "stop",
    "ask",
    "letters",
    "no",
    "no_asked",
    "no_after",
    "no_after_asked",
    "keep",
    "around",
    "or",
    "but",
];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("languages.rs"), languages()?)?;
    fs::write(Path::new(&out).join("intents.rs"), intents()?)?;
    Ok(())
}

/// The rows of a table of `content/`.
fn rows(file: &str, name: &str) -> Result<Vec<toml::Table>, Failure> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../content");
    let source = folder.join(file);
    println!("cargo::rerun-if-changed={}", source.display());
    let table: toml::Table = fs::read_to_string(&source)?.parse()?;
    let rows = table.get(name).and_then(toml::Value::as_array);
    let rows = rows.ok_or_else(|| format!("content/{file} has no [[{name}]]"))?;
    Ok(rows
        .iter()
        .filter_map(toml::Value::as_table)
        .cloned()
        .collect())
}

fn languages() -> Result<String, Failure> {
    let mut out = String::from("pub(crate) const LANGUAGES: &[Spec] = &[\n");
    for row in rows("languages.toml", "language")? {
        if let Some(unknown) = row.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(format!("content/languages.toml: unknown key {unknown}").into());
        }
        out.push_str("    Spec {\n");
        for key in KEYS {
            let text = row.get(key).and_then(toml::Value::as_str).unwrap_or("");
            let name = if key == "or" { "or_words" } else { key };
            writeln!(out, "        {name}: {text:?},")?;
        }
        out.push_str("    },\n");
    }
    out.push_str("];\n");
    Ok(out)
}

/// The fields of an intent that are lists of phrases.
const PHRASES: [&str; 8] = [
    "words", "before", "after", "own", "always", "aged", "years", "have",
];

fn intents() -> Result<String, Failure> {
    let mut out = String::from("const INTENTS: &[Spec] = &[\n");
    for row in rows("intents.toml", "intent")? {
        let key = row.get("key").and_then(toml::Value::as_str).unwrap_or("");
        let kind = match key {
            "any" => "Kind::Any",
            "like" => "Kind::Like",
            "child" => "Kind::Child",
            "adult" => "Kind::Adult",
            _ => return Err(format!("content/intents.toml: unknown intent {key:?}").into()),
        };
        let known = |field: &str| PHRASES.contains(&field) || ["key", "reason"].contains(&field);
        if let Some(unknown) = row.keys().find(|field| !known(field)) {
            return Err(format!("content/intents.toml: unknown key {unknown}").into());
        }
        write!(out, "    Spec {{ kind: {kind}, ")?;
        for field in PHRASES {
            let list = row.get(field).and_then(toml::Value::as_array);
            let list: Vec<&str> = list
                .into_iter()
                .flatten()
                .filter_map(toml::Value::as_str)
                .collect();
            write!(out, "{field}: &{list:?}, ")?;
        }
        out.push_str("},\n");
    }
    out.push_str("];\n");
    Ok(out)
}
