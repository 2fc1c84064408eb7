//! What `recommend` and `simulate` have in common: a recorded list becomes a
//! picker.

use crate::bad_input::BadInput;
use anyhow::{Context as _, Result};
use picker::date::Date;
use picker::decode::{DecodeError, Skipped, servers};
use picker::language::Language;
use picker::model::{Server, Source};
use picker::recommend::Picker;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use toolchain::paths;

/// Which servers.
#[derive(Debug, clap::Args)]
pub struct InputArgs {
    /// A list of servers as api.joinmastodon.org/servers answers it
    #[arg(long, value_name = "FILE.json")]
    pub directory: PathBuf,
    /// Only the file's own facts: no topics, keywords and lines from content/servers.toml
    #[arg(long)]
    pub no_curated: bool,
    /// The browser's languages, best first; used where the answers name none
    #[arg(long, value_name = "TAGS", value_delimiter = ',', value_parser = language)]
    pub browser: Vec<Language>,
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| format!("\"{text}\" is not a language tag such as pt-BR"))
}

/// A picker over a file.
pub struct Input {
    /// The picker.
    pub picker: Picker,
    /// Rows that could not be read.
    pub skipped: Vec<Skipped>,
    /// The day for ages.
    pub today: Date,
}

impl InputArgs {
    /// Reads the file.
    ///
    /// # Errors
    /// [`BadInput`] when it cannot be read or is no list of servers; else
    /// when `content/` is in disorder.
    pub fn load(&self) -> Result<Input> {
        let today = content::today()?;
        let name = self.directory.display();
        let bytes = fs::read(&self.directory)
            .map_err(|error| BadInput(format!("{name} cannot be read: {error}")))?;
        let as_of = saved_on(&self.directory).unwrap_or(today);
        let decoded = servers(&bytes, Source::Joinmastodon, as_of).map_err(|error| {
            BadInput(format!(
                "{name} is no list of servers: {}. It must hold a JSON array of objects with a \
                 \"domain\" each, as https://api.joinmastodon.org/servers answers",
                why(&error)
            ))
        })?;
        let content = content::directory::load(&paths::root(), today);
        if !content.problems.is_empty() {
            anyhow::bail!(content::report(&content.problems));
        }
        let mut servers = decoded.value;
        if !self.no_curated {
            add_curated(&mut servers, &content.bundle.curated);
        }
        Ok(Input {
            picker: Picker::new(servers, content.bundle.topics),
            skipped: decoded.skipped,
            today,
        })
    }
}

/// Adds what the maintainers wrote about servers that the list has: topics,
/// keywords and the line. Never a server, a language or a sign-up state: in
/// these the list is believed.
fn add_curated(servers: &mut [Server], curated: &[Server]) {
    for server in servers {
        let Some(known) = curated.iter().find(|known| known.domain == server.domain) else {
            continue;
        };
        for topic in &known.topics {
            if !server.topics.iter().any(|t| t.value == topic.value) {
                server.topics.push(topic.clone());
            }
        }
        server.tags.extend(known.tags.iter().cloned());
        server.note.clone_from(&known.note);
    }
}

fn why(error: &DecodeError) -> String {
    match error {
        DecodeError::NotJson => "it is not JSON".to_owned(),
        DecodeError::WrongShape(_) => "it is JSON, but not an array".to_owned(),
        other => other.to_string(),
    }
}

/// The day a file was last written: as near as one comes to when its facts
/// were true.
fn saved_on(file: &Path) -> Option<Date> {
    let time = fs::metadata(file).and_then(|meta| meta.modified()).ok()?;
    let seconds = time.duration_since(UNIX_EPOCH).ok()?.as_secs();
    i64::try_from(seconds).ok().map(Date::from_unix)
}

/// Reads answers as they stand in an address, and says what was not
/// understood: a typing mistake should not pass silently on a command line.
///
/// # Errors
/// [`BadInput`] for a part that is no answer.
pub fn answers(query: &str) -> Result<picker::answers::Answers> {
    for part in query.trim_start_matches('?').split('&') {
        let key = part.split('=').next().unwrap_or(part);
        if !part.is_empty() && !picker::query::key::ALL.contains(&key) {
            return Err(BadInput(format!(
                "\"{part}\" is no answer; known are {}",
                picker::query::key::ALL.join(", ")
            ))
            .into());
        }
    }
    Ok(picker::answers::Answers::from_query(query))
}

/// Reads a file for people to edit.
///
/// # Errors
/// When it cannot be read.
pub fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}
