//! Reads the text of a pattern.

use super::syntax::{Category, Part, PatternError, PatternErrorKind};

/// How deep cases may nest: a plural inside a select inside a select.
const MAX_DEPTH: usize = 3;

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    const fn fail<T>(&self, kind: PatternErrorKind) -> Result<T, PatternError> {
        Err(PatternError { at: self.at, kind })
    }

    /// The text from `start` to here. Both ends are next to ASCII bytes, so
    /// the slice always exists.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Reads up to the end, or inside a case up to its closing brace.
    pub(super) fn parts(
        &mut self,
        depth: usize,
        in_plural: bool,
    ) -> Result<Vec<Part<'a>>, PatternError> {
        let mut parts = Vec::new();
        let mut start = self.at;
        let flush = |parts: &mut Vec<Part<'a>>, text: &'a str| {
            if !text.is_empty() {
                parts.push(Part::Text(text));
            }
        };
        while let Some(byte) = self.peek() {
            match byte {
                b'{' => {
                    flush(&mut parts, self.since(start));
                    parts.push(self.placeholder(depth, in_plural)?);
                    start = self.at;
                }
                b'}' if depth == 0 => return self.fail(PatternErrorKind::Unopened),
                b'}' => break,
                b'#' if in_plural => {
                    flush(&mut parts, self.since(start));
                    parts.push(Part::Hash);
                    self.at += 1;
                    start = self.at;
                }
                b'\'' => match self.text.as_bytes().get(self.at + 1) {
                    Some(b'\'') => {
                        self.at += 1;
                        flush(&mut parts, self.since(start));
                        self.at += 1;
                        start = self.at;
                    }
                    Some(b'{' | b'}') => {
                        flush(&mut parts, self.since(start));
                        start = self.quoted(&mut parts)?;
                    }
                    Some(b'#') if in_plural => {
                        flush(&mut parts, self.since(start));
                        start = self.quoted(&mut parts)?;
                    }
                    _ => self.at += 1,
                },
                _ => self.at += 1,
            }
        }
        flush(&mut parts, self.since(start));
        Ok(parts)
    }

    /// Reads `'…'`, standing on the first apostrophe.
    fn quoted(&mut self, parts: &mut Vec<Part<'a>>) -> Result<usize, PatternError> {
        let rest = self.text.get(self.at + 1..).unwrap_or("");
        let Some(length) = rest.find('\'') else {
            return self.fail(PatternErrorKind::Quote);
        };
        parts.push(Part::Text(rest.get(..length).unwrap_or("")));
        self.at += length + 2;
        Ok(self.at)
    }

    /// Reads `{…}`, standing on the opening brace.
    fn placeholder(&mut self, depth: usize, in_plural: bool) -> Result<Part<'a>, PatternError> {
        self.at += 1;
        let name = self.name()?;
        match self.peek() {
            Some(b'}') => {
                self.at += 1;
                return Ok(Part::Argument(name));
            }
            Some(b',') => self.at += 1,
            None => return self.fail(PatternErrorKind::Unclosed),
            Some(_) => return self.fail(PatternErrorKind::Name),
        }
        if depth >= MAX_DEPTH {
            return self.fail(PatternErrorKind::TooDeep);
        }
        let plural = match self.name()? {
            "plural" => true,
            "select" => false,
            _ => return self.fail(PatternErrorKind::Format),
        };
        if self.peek() != Some(b',') {
            return self.fail(PatternErrorKind::Format);
        }
        self.at += 1;
        let mut cases: Vec<(&'a str, Vec<Part<'a>>)> = Vec::new();
        loop {
            self.spaces();
            if self.peek() == Some(b'}') {
                self.at += 1;
                break;
            }
            let key = self.case(plural)?;
            if cases.iter().any(|(other, _)| *other == key) {
                return self.fail(PatternErrorKind::Case);
            }
            if self.peek() != Some(b'{') {
                return self.fail(PatternErrorKind::Case);
            }
            self.at += 1;
            let parts = self.parts(depth + 1, in_plural || plural)?;
            if self.peek() != Some(b'}') {
                return self.fail(PatternErrorKind::Unclosed);
            }
            self.at += 1;
            cases.push((key, parts));
        }
        if !cases.iter().any(|(key, _)| *key == "other") {
            return self.fail(PatternErrorKind::NoOther);
        }
        Ok(Part::Choice {
            name,
            plural,
            cases,
        })
    }

    fn spaces(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn name(&mut self) -> Result<&'a str, PatternError> {
        self.spaces();
        let start = self.at;
        while self
            .peek()
            .is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            self.at += 1;
        }
        let name = self.since(start);
        if name.is_empty() {
            let unclosed = self.peek().is_none();
            return self.fail(if unclosed {
                PatternErrorKind::Unclosed
            } else {
                PatternErrorKind::Name
            });
        }
        self.spaces();
        Ok(name)
    }

    /// Reads a case's key: `one`, `=0`, `people`.
    fn case(&mut self, plural: bool) -> Result<&'a str, PatternError> {
        let start = self.at;
        if plural && self.peek() == Some(b'=') {
            self.at += 1;
            self.name()?;
        } else if Category::parse(self.name()?).is_none() && plural {
            self.at = start;
            return self.fail(PatternErrorKind::Case);
        }
        let key = self.since(start).trim_ascii_end();
        if let Some(number) = key.strip_prefix('=')
            && number.trim_ascii_start().parse::<u64>().is_err()
        {
            self.at = start;
            return self.fail(PatternErrorKind::Case);
        }
        Ok(key)
    }
}
