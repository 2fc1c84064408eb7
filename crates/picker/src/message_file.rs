//! Message files as the platforms of translators write them (FormatJS JSON):
//!
//! ```json
//! {"browse.narrow": {"defaultMessage": "Narrow down", "description": "The filters."}}
//! ```

use hifijson::token::Lex as _;
use hifijson::value::parse_bounded;
use hifijson::{Error, Expect, SliceLexer};

use crate::json::{Look as _, Value};
use crate::text_file;

/// How deep a message may nest: it is an object of texts; platforms may add more.
const DEPTH: usize = 16;

/// One message of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name: `browse.narrow`.
    pub id: String,
    /// Its pattern; empty where nobody has translated it yet.
    pub text: String,
    /// The line of its name, from 1.
    pub line: usize,
}

impl Message {
    /// Whether there is no text: platforms write that for what is not translated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What is wrong with a file, and in which line (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

/// The messages of a file in its order, and all that is wrong with it. What
/// stands behind an error of the JSON is not read.
#[must_use]
pub fn read(bytes: &[u8]) -> (Vec<Message>, Vec<Fault>) {
    match text_file::text(bytes) {
        Ok(text) => File::new(&text).read(),
        Err(why) => {
            let message = why.to_string();
            (
                Vec::new(),
                vec![Fault {
                    line: why.line,
                    message,
                }],
            )
        }
    }
}

struct File<'a> {
    text: &'a str,
    messages: Vec<Message>,
    faults: Vec<Fault>,
    /// A place, and the line that it is in.
    counted: (usize, usize),
}

impl<'a> File<'a> {
    const fn new(text: &'a str) -> Self {
        Self {
            text,
            messages: Vec::new(),
            faults: Vec::new(),
            counted: (0, 1),
        }
    }

    fn read(mut self) -> (Vec<Message>, Vec<Fault>) {
        let mut lexer = SliceLexer::new(self.text.as_bytes());
        let read = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| {
            if next != b'{' {
                self.fault(1, "must be one JSON object: { … }".to_owned());
                return parse_bounded(DEPTH, next, lexer).map(|_| ());
            }
            lexer
                .discarded()
                .seq(b'}', SliceLexer::ws_peek, |next, lexer| {
                    let line = self.line(lexer.as_slice().len());
                    lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
                    let id = hifijson::str::LexAlloc::str_string(lexer).map_err(Error::Str)?;
                    lexer
                        .expect(SliceLexer::ws_peek, b':')
                        .ok_or(Expect::Colon)?;
                    let next = lexer.ws_peek().ok_or(Expect::Value)?;
                    let value = parse_bounded(DEPTH, next, lexer)?;
                    self.add(id.into_owned(), &value, line);
                    Ok::<_, Error>(())
                })
        });
        if let Err(error) = read {
            // A text that ends too soon: its reader has taken the line break.
            let taken = usize::from(matches!(error, Error::Str(_)));
            let line = self.line(lexer.as_slice().len() + taken);
            let advice = match error {
                Error::Token(Expect::CommaOrEnd) => {
                    "a comma is missing between two messages, or a } behind the last one"
                }
                Error::Token(Expect::String) => {
                    "a name in \" is expected; no comma stands behind the last message"
                }
                Error::Str(_) => {
                    "a text that began with \" does not end in its line, or has a \\ that is none \
                     of JSON's; write \\\" for a quotation mark and \\n for a new line"
                }
                _ => "a value or the end is expected",
            };
            self.fault(line, format!("is not JSON: {advice}"));
        }
        (self.messages, self.faults)
    }

    fn fault(&mut self, line: usize, message: String) {
        self.faults.push(Fault { line, message });
    }

    /// The line where so many bytes are left; they become fewer from call to call.
    fn line(&mut self, left: usize) -> usize {
        let (from, line) = self.counted;
        let to = self.text.len().saturating_sub(left).max(from);
        let passed = self.text.as_bytes().get(from..to).unwrap_or_default();
        self.counted = (to, line + text_file::line_at(passed, passed.len()) - 1);
        self.counted.1
    }

    fn add(&mut self, id: String, value: &Value<'_>, line: usize) {
        if let Some(first) = self.messages.iter().find(|it| it.id == id) {
            let message = format!("`{id}` is there twice: here and in line {}", first.line);
            self.fault(line, message);
            return;
        }
        let text = value.get("defaultMessage");
        if let Some(text) = text.and_then(|text| text.as_str()) {
            let text = text.to_owned();
            self.messages.push(Message { id, text, line });
        } else {
            let message = format!("`{id}` must be {{\"defaultMessage\": \"its text\"}}");
            self.fault(line, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, read};
    use proptest::prelude::*;

    fn faults(text: &str) -> Vec<String> {
        let (_, faults) = read(text.as_bytes());
        faults
            .iter()
            .map(|it| format!("{}: {}", it.line, it.message))
            .collect()
    }

    #[test]
    fn messages_are_read_with_their_lines_as_any_editor_saves_them() {
        let plain = "{\n  \"a.b\": {\n    \"defaultMessage\": \"B\\u00e9 \\\"{n}\\\"\",\n    \
            \"description\": \"x\"\n  },\n  \"a.c\": {\"defaultMessage\": \" \", \"x\": [1]}\n}\n";
        for saved in [
            plain.to_owned(),
            format!("\u{FEFF}{}", plain.replace('\n', "\r\n")),
            plain.replace('\n', "\r"),
        ] {
            let (messages, faults) = read(saved.as_bytes());
            assert_eq!(faults, []);
            let message = |id: &str, text: &str, line| Message {
                id: id.to_owned(),
                text: text.to_owned(),
                line,
            };
            assert_eq!(
                messages,
                [message("a.b", "Bé \"{n}\"", 2), message("a.c", " ", 6)]
            );
            assert!(!messages[0].is_empty() && messages[1].is_empty());
        }
        assert_eq!(read(b"{}"), (vec![], vec![]));
    }

    #[test]
    fn each_fault_has_its_line() {
        for (text, want) in [
            (
                "{\n\"a\": {\"defaultMessage\": \"A\"}\n\"b\": {}\n}",
                "3: is not JSON: a comma",
            ),
            (
                "{\n\"a\": {\"defaultMessage\": \"A\"},\n}\n",
                "3: is not JSON: a name",
            ),
            (
                "{\n\"a\": {\n\"defaultMessage\": \"A\n}\n}\n",
                "3: is not JSON: a text",
            ),
            (
                "{\n\"a\": {\"defaultMessage\": \"\\x\"}}",
                "2: is not JSON: a text",
            ),
            (
                "{\n\"a\": {\"defaultMessage\": \"A\"}\n",
                "3: is not JSON: a comma",
            ),
            ("{}\n{}\n", "2: is not JSON"),
            ("", "1: is not JSON"),
            ("[\n]\n", "1: must be one JSON object"),
            ("hello = \"Hello\"\n", "1: must be one JSON object"),
            ("{\n\n\"a\": \"A\"}", "3: `a` must be {\"defaultMessage\": "),
            ("{\n\"a\": {\"defaultmessage\": \"A\"}}", "2: `a` must be {"),
            ("{\n\"a\": {\"defaultMessage\": 7}}", "2: `a` must be {"),
        ] {
            let found = faults(text);
            assert!(found[0].starts_with(want), "{text}: {found:?}");
        }
        let (_, faults) = read(b"\xFF\xFE{\0}\0");
        assert!(faults[0].message.contains("UTF-16"), "{faults:?}");
        let (_, faults) = read(b"{\n\"a\": \"\xE4\"}");
        assert_eq!(faults[0].line, 2);
    }

    #[test]
    fn a_name_that_is_there_twice_is_no_silent_choice() {
        let text = "{\"a\": {\"defaultMessage\": \"1\"},\n\"b\": {\"defaultMessage\": \"2\"},\n\
            \"a\": {\"defaultMessage\": \"3\"}}";
        assert_eq!(faults(text), ["3: `a` is there twice: here and in line 1"]);
        assert_eq!(read(text.as_bytes()).0.len(), 2);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            bytes: Vec<u8>,
            text in "\\{(\"[ab]\":|\\{|\\}|,|\n|\"|\\\\|é){0,20}",
        ) {
            for bytes in [bytes.as_slice(), text.as_bytes()] {
                let lines = bytes.iter().filter(|byte| matches!(**byte, b'\n' | b'\r')).count() + 1;
                let (messages, faults) = read(bytes);
                prop_assert!(messages.iter().all(|it| it.line <= lines));
                prop_assert!(faults.iter().all(|it| (1..=lines).contains(&it.line)));
            }
        }
    }
}
