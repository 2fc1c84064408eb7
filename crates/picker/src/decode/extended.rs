//! What a server says of itself at length: `GET /api/v1/instance/extended_description`
//! (Mastodon 4.0 and later).

use super::loose;
use super::outcome::DecodeError;
use crate::date::Date;
use crate::json::Look;
use crate::plain_text::paragraphs;

/// The most characters that are kept: some pages of a book.
const MAX: usize = 20_000;

/// A text by the people who run a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtendedDescription {
    /// As plain text with its paragraphs; empty where nothing is written.
    pub text: String,
    /// The day it was changed last.
    pub updated: Option<Date>,
}

/// Decodes the text.
///
/// # Errors
/// When the body is no such answer: see [`DecodeError`].
pub fn extended_description(bytes: &[u8]) -> Result<ExtendedDescription, DecodeError> {
    const WHAT: &str = "an extended description";
    let text = loose::body(bytes)?;
    let root = loose::object(&text, WHAT)?;
    let content = root.get("content").and_then(Look::as_str);
    let content = content.ok_or(DecodeError::WrongShape(WHAT))?;
    Ok(ExtendedDescription {
        text: paragraphs(content, MAX),
        updated: loose::date(&root, "updated_at"),
    })
}

#[cfg(test)]
mod tests {
    use super::extended_description;
    use crate::date::Date;

    #[test]
    fn markup_becomes_paragraphs_and_nothing_else() {
        let body = br#"{"updated_at":"2026-03-04T10:00:00Z",
            "content":"<h1>Who we are</h1><p>An <b>association</b>.</p><script>x()</script>"}"#;
        let found = extended_description(body).unwrap();
        assert_eq!(found.updated, Date::from_ymd(2026, 3, 4));
        assert!(
            found.text.starts_with("Who we are\n\nAn association."),
            "{found:?}"
        );
        assert!(!found.text.contains('<'), "{found:?}");
    }

    #[test]
    fn nothing_written_is_an_empty_text_and_no_answer_an_error() {
        let empty = extended_description(br#"{"updated_at":null,"content":""}"#).unwrap();
        assert_eq!((empty.text.as_str(), empty.updated), ("", None));
        for bad in ["", "[]", "{}", r#"{"content":7}"#, "<html>"] {
            assert!(extended_description(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
