//! Turns `content/languages.toml` into the table that the engine compiles in: what
//! is needed to read servers. The rest comes with the words that mean the same.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

include!("src/language_fields.rs");

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/language_fields.rs");
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("languages.rs"), languages()?)?;
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
        let is_known = |key: &str| key == "tag" || COMPILED.contains(&key) || ASKED.contains(&key);
        if let Some(unknown) = row.keys().find(|key| !is_known(key)) {
            return Err(format!("content/languages.toml: unknown key {unknown}").into());
        }
        out.push_str("    Spec {\n");
        for key in ["tag"].into_iter().chain(COMPILED) {
            let text = row.get(key).and_then(toml::Value::as_str).unwrap_or("");
            let name = if key == "or" { "or_words" } else { key };
            writeln!(out, "        {name}: {text:?},")?;
        }
        out.push_str("    },\n");
    }
    out.push_str("];\n");
    Ok(out)
}
