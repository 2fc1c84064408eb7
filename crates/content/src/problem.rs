//! What is wrong in a file that maintainers edit: the file, the line, and what
//! to do about it.

use std::error::Error;
use std::fmt;

/// Something wrong in a content file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, from the project's root.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl Error for Problem {}

/// The problems as one text, a line each.
#[must_use]
pub fn report(problems: &[Problem]) -> String {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    format!("what people edit needs a correction:\n{}", lines.join("\n"))
}
