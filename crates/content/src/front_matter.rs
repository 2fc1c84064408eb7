//! TOML between two lines of `+++` at the head of a Markdown file.

/// Splits front matter from the rest. Lines stay where they are: the TOML keeps
/// a blank line for the first `+++`, and the second value is the number of
/// lines before the body.
pub(crate) fn front_matter(text: &str) -> Option<(String, usize, &str)> {
    let inner = text.strip_prefix("+++\n")?;
    let (toml, body) = inner.split_once("\n+++\n")?;
    let lines = 2 + toml.lines().count();
    Some((format!("\n{toml}\n"), lines, body))
}
