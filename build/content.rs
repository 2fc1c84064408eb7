//! What the app itself needs of `content/`, as typed Rust data. Everything that
//! is only read stands on the text pages, which `xtask` renders: it does not
//! ride in the bundle.

use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Site {
    mission: String,
}

#[derive(Deserialize)]
struct Topics {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
struct Topic {
    key: String,
}

/// Understood in free text or in lists, but no interest that one ticks.
const NOT_OFFERED: [&str; 3] = ["general", "regional", "adult"];

/// Reads `content/` and writes it as Rust.
///
/// # Errors
/// Sentences that name the file and what is wrong in it.
pub(crate) fn rust(folder: &Path) -> Result<String, Vec<String>> {
    let mut out = String::new();
    let site: Site = read(&folder.join("site.toml"))?;
    let _ = writeln!(
        out,
        "/// The mission, word for word.\npub static MISSION: &str = {:?};\n",
        site.mission
    );
    let topics: Topics = read(&folder.join("topics.toml"))?;
    out.push_str(
        "/// The topics that are offered, in their order.\npub static TOPICS: &[&str] = &[",
    );
    for topic in &topics.topic {
        if !NOT_OFFERED.contains(&topic.key.as_str()) {
            let _ = write!(out, "{:?}, ", topic.key);
        }
    }
    out.push_str("];\n");
    Ok(out)
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, Vec<String>> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|e| vec![format!("cannot read {name}: {e}")])?;
    toml::from_str(&text).map_err(|e| vec![format!("{name}: {e}")])
}
