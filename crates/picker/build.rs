//! Turns `content/languages.toml` into the table that the engine compiles in: what
//! is needed to read servers. The rest comes with the words that mean the same.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

// As the crate itself reads files that people edit.
#[path = "src/text_file.rs"]
#[allow(unreachable_pub)]
mod text_file;

include!("src/language_fields.rs");

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/language_fields.rs");
    println!("cargo::rerun-if-changed=src/text_file.rs");
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("languages.rs"), languages()?)?;
    Ok(())
}

/// The rows of a table of `content/`.
fn rows(file: &str, name: &str) -> Result<Vec<toml::Table>, Failure> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../content");
    let source = folder.join(file);
    println!("cargo::rerun-if-changed={}", source.display());
    let bytes = fs::read(&source).map_err(|why| format!("content/{file}: {why}"))?;
    let text =
        text_file::text(&bytes).map_err(|why| format!("content/{file}:{}: {why}", why.line))?;
    let table: toml::Table = text.parse().map_err(|why: toml::de::Error| {
        let at = why.span().map_or(0, |span| span.start);
        let line = text_file::line_at(text.as_bytes(), at);
        format!("content/{file}:{line}: {}", why.message())
    })?;
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
            let tag = row.get("tag").and_then(toml::Value::as_str).unwrap_or("?");
            return Err(format!("content/languages.toml: unknown key {unknown} of {tag}").into());
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
