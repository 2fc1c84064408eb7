//! Names in the page's data and in its messages.

use content::page::Choice;

/// The name of a language of the page; its tag where there is none.
#[must_use]
pub fn language(languages: &[Choice], tag: &str) -> String {
    let known = languages.iter().find(|it| it.value == tag);
    known.map_or_else(|| tag.to_owned(), |it| it.label.clone())
}

/// The end of a message's name, from a key of the crate `fill`: `not-found` as
/// `not_found`.
#[must_use]
pub fn word(key: &str) -> String {
    key.replace('-', "_")
}
