//! Runs before the app is compiled: reads what people edit (`locales/`,
//! `content/`), checks it, and bakes it in as typed Rust. A message that the
//! code asks for and nobody wrote is a compile error, not a gap on the page.

// A build script talks to cargo through its standard output.
#![allow(clippy::print_stdout)]

mod content;
mod messages;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let result = bake(&root, &out);
    if let Err(problems) = result {
        for problem in &problems {
            println!("cargo::error={problem}");
        }
        // Cargo prints the lines above and stops; a code alone says too little.
        std::process::exit(1);
    }
}

/// Writes the generated files; the error is a list of sentences for people.
fn bake(root: &Path, out: &Path) -> Result<(), Vec<String>> {
    let locales = root.join("locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    println!("cargo::rerun-if-changed=build");
    let messages = messages::read_file(&locales, messages::ENGLISH)?;
    let languages = messages::languages(&locales);
    write(
        &out.join("messages.rs"),
        &format!(
            "{}\n/// Languages that a translation lies ready in.\npub const LANGUAGES: &[&str] = &{languages:?};\n",
            messages::rust(&messages)
        ),
    )?;
    let content = root.join("content");
    println!("cargo::rerun-if-changed={}", content.display());
    write(&out.join("content.rs"), &content::rust(&content)?)
}

fn write(path: &Path, text: &str) -> Result<(), Vec<String>> {
    fs::write(path, text).map_err(|error| vec![format!("cannot write {}: {error}", path.display())])
}
