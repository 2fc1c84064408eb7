//! Files that people edit, as editors of any system save them.

use core::fmt;

/// Why a file is no text that can be read, and in which line (from 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText {
    /// The line.
    pub line: usize,
    /// Saved as UTF-16, as some editors call "Unicode"; otherwise as something
    /// else that is not UTF-8.
    pub utf16: bool,
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.utf16 {
            "is saved as UTF-16; save it as UTF-8"
        } else {
            "has bytes that are not UTF-8; save it as UTF-8"
        })
    }
}

impl core::error::Error for NotText {}

/// The text of a file: without the mark that some editors put before it
/// (U+FEFF), and with `\n` at the end of each line, so that a line is the same
/// line everywhere.
///
/// # Errors
/// When the file is not UTF-8.
pub fn text(bytes: &[u8]) -> Result<String, NotText> {
    let nul = bytes.iter().take(4).any(|byte| *byte == 0);
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || nul {
        return Err(NotText {
            line: 1,
            utf16: true,
        });
    }
    let text = core::str::from_utf8(bytes).map_err(|error| NotText {
        line: line_at(bytes, error.valid_up_to()),
        utf16: false,
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The line, from 1, of a place in a text, in bytes from its beginning; the last one
/// beyond its end.
#[must_use]
pub fn line_at(text: &[u8], at: usize) -> usize {
    let before = text.iter().take(at);
    1 + before.filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::{NotText, text};
    use proptest::prelude::*;

    #[test]
    fn marks_and_line_ends_of_other_systems_are_read() {
        for saved in [
            "+++\na = 1\n",
            "\u{FEFF}+++\na = 1\n",
            "+++\r\na = 1\r\n",
            "\u{FEFF}+++\r\na = 1\n",
            "+++\ra = 1\r",
        ] {
            assert_eq!(text(saved.as_bytes()).as_deref(), Ok("+++\na = 1\n"));
        }
    }

    #[test]
    fn what_is_not_utf_8_is_named_with_its_line() {
        let not = |line, utf16| Err(NotText { line, utf16 });
        assert_eq!(text(b"\xFF\xFEa\0"), not(1, true));
        assert_eq!(text(b"a\0b\0"), not(1, true));
        assert_eq!(text(b"one\ntw\xE4\n"), not(2, false));
        assert!(not(2, false).unwrap_err().to_string().contains("UTF-8"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_loses_no_line(body in "\\PC{0,12}(\n\\PC{0,12}){0,4}") {
            prop_assume!(!body.contains(['\u{FEFF}', '\r', '\0']));
            let windows = format!("\u{FEFF}{}", body.replace('\n', "\r\n"));
            prop_assert_eq!(text(windows.as_bytes()), Ok(body));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            if let Err(why) = text(&bytes) {
                prop_assert!(why.line >= 1);
            }
        }
    }
}
