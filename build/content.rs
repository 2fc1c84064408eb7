//! What the app itself needs of `content/`, as typed Rust data: the topics. What
//! is only read comes with each page's data and is not in the program.

use picker::text_file;
use picker::topics::UNOFFERED;
use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Topics {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
struct Topic {
    key: String,
}

/// Reads `content/` and writes it as Rust.
///
/// # Errors
/// Sentences that name the file and what is wrong in it.
pub(crate) fn rust(folder: &Path) -> Result<String, Vec<String>> {
    let mut out = String::new();
    let topics: Topics = read(&folder.join("topics.toml"))?;
    out.push_str(
        "/// The topics that are offered, in their order.\npub static TOPICS: &[&str] = &[",
    );
    for topic in &topics.topic {
        if !UNOFFERED.contains(&topic.key.as_str()) {
            let _ = write!(out, "{:?}, ", topic.key);
        }
    }
    out.push_str("];\n");
    Ok(out)
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, Vec<String>> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|e| vec![format!("cannot read {name}: {e}")])?;
    let text = text_file::text(&bytes).map_err(|e| vec![format!("{name}:{}: {e}", e.line)])?;
    toml::from_str(&text).map_err(|e| vec![format!("{name}: {e}")])
}
