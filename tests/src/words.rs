//! The site's own words, so that a test says which message it means and a
//! better wording breaks nothing.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail, ensure};
use picker::message_file;
use toolchain::paths;

use crate::test::Test;

/// All English messages by name: `quiz.continue`.
fn messages() -> Result<&'static HashMap<String, String>> {
    static MESSAGES: OnceLock<Result<HashMap<String, String>, String>> = OnceLock::new();
    match MESSAGES.get_or_init(|| read().map_err(|why| format!("{why:#}"))) {
        Ok(messages) => Ok(messages),
        Err(why) => bail!("{why}"),
    }
}

fn read() -> Result<HashMap<String, String>> {
    let locales = paths::root().join("locales");
    let file = locales.join("en.json");
    let bytes = fs::read(&file).with_context(|| format!("no {}", file.display()))?;
    let (messages, faults) = message_file::read(&bytes);
    ensure!(faults.is_empty(), "{}: {faults:?}", file.display());
    let mut all = messages.into_iter().map(|it| (it.id, it.text)).collect();
    read_pages(&locales.join("en/pages"), &mut all)?;
    Ok(all)
}

/// The words of the text pages: `pages.about.title`.
fn read_pages(folder: &Path, all: &mut HashMap<String, String>) -> Result<()> {
    let files = fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))?;
    for file in files {
        let path = file?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&path)?;
        let table: toml::Table = text
            .parse()
            .with_context(|| format!("{} is not readable", path.display()))?;
        for (key, message) in table {
            if let Some(message) = message.as_str() {
                all.insert(format!("pages.{name}.{key}"), message.to_owned());
            }
        }
    }
    Ok(())
}

/// A message as it is written, such as `say("quiz.continue")`.
///
/// # Errors
/// When there is no such message.
pub fn say(key: &str) -> Result<&'static str> {
    let message = messages()?.get(key);
    message
        .map(String::as_str)
        .with_context(|| format!("no message is called {key}"))
}

/// The words of a message that always stand: what is around its placeholders.
///
/// # Errors
/// When there is no such message.
pub fn fixed_words(key: &str) -> Result<Vec<&'static str>> {
    Ok(outside_braces(say(key)?))
}

fn outside_braces(message: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, letter) in message.char_indices() {
        match letter {
            '{' => {
                if depth == 0 {
                    parts.push(&message[start..at]);
                }
                depth += 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(message.get(start..).unwrap_or_default());
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

impl Test {
    /// Waits until a visible element that matches says this message, whatever
    /// its placeholders hold.
    ///
    /// # Errors
    /// When it never does.
    pub async fn reads(&self, selector: &str, key: &str) -> Result<()> {
        let parts = fixed_words(key)?;
        ensure!(!parts.is_empty(), "{key} has no words that always stand");
        let says = |text: &String| {
            let mut rest = text.as_str();
            parts.iter().all(|part| match rest.split_once(part) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
        };
        let there = async || Ok(self.texts(selector).await?.iter().any(says).then_some(()));
        let outcome = self
            .eventually(&format!("{key} ({parts:?}) in `{selector}`"), there)
            .await;
        if outcome.is_err() {
            let there = self.texts(selector).await.unwrap_or_default();
            return outcome.with_context(|| format!("`{selector}` reads {there:?}"));
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_placeholders_is_found() {
        assert_eq!(outside_braces("Continue"), ["Continue"]);
        assert_eq!(
            outside_braces("Question {n} of {total}"),
            ["Question", "of"]
        );
        let plural = "{n, plural, one {# server} other {# servers}} in all.";
        assert_eq!(outside_braces(plural), ["in all."]);
    }
}
