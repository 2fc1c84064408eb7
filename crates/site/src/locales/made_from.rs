//! Which English text each translation was made from: `locales/made-from.json`,
//! `{"de": {"browse.narrow": "1a2b3c4d"}}`.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result};
use content::Problem;
use picker::text_file;

use super::source::MADE_FROM;
use crate::digest::sha256;

/// Language → message → digest of the English text.
pub(super) type MadeFrom = BTreeMap<String, BTreeMap<String, String>>;

/// Enough to see that a text is another one.
const DIGITS: usize = 8;

/// A text in few digits.
pub(super) fn digest(english: &str) -> String {
    let mut hex = sha256(english.as_bytes());
    hex.truncate(DIGITS);
    hex
}

/// What is noted; nothing where there is no such file.
///
/// # Errors
/// When the file cannot be read or is something else.
pub(super) fn read(locales: &Path) -> Result<MadeFrom, Problem> {
    let problem = |line: usize, message: String| Problem {
        file: format!("locales/{MADE_FROM}.json"),
        line,
        message,
    };
    let bytes = match fs::read(locales.join(format!("{MADE_FROM}.json"))) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(MadeFrom::new()),
        Err(error) => return Err(problem(1, format!("cannot be read: {error}"))),
    };
    let text = text_file::text(&bytes).map_err(|why| problem(why.line, why.to_string()))?;
    serde_json::from_str(&text).map_err(|error| {
        let advice = "write it anew with: cargo xtask translations --made";
        problem(error.line().max(1), format!("{error}; {advice}"))
    })
}

/// Writes the notes, in order.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(locales: &Path, made_from: &MadeFrom) -> Result<()> {
    let file = locales.join(format!("{MADE_FROM}.json"));
    let text = serde_json::to_string_pretty(made_from)?;
    fs::write(&file, text + "\n").with_context(|| format!("cannot write {}", file.display()))
}
