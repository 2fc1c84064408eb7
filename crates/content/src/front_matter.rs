//! TOML between two lines of `+++` at the head of a Markdown file.

use std::fmt;

/// Why a file has no front matter, with the line to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoFrontMatter {
    /// It begins with something else, in this line.
    NotBegun(usize),
    /// It begins in this line, and no second `+++` ends it.
    NotEnded(usize),
}

impl NoFrontMatter {
    pub(crate) const fn line(self) -> usize {
        match self {
            Self::NotBegun(line) | Self::NotEnded(line) => line,
        }
    }
}

impl fmt::Display for NoFrontMatter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotBegun(_) => "must begin with front matter between two lines of +++",
            Self::NotEnded(_) => {
                "the front matter that begins here has no end: a line of +++ alone is missing \
                 behind it"
            }
        })
    }
}

/// Splits front matter from the rest. Lines stay where they are: the TOML keeps
/// a blank line for the first `+++` and each line before it, and the second
/// value is the number of lines before the body. Blank lines may stand before
/// the first `+++`, and blanks behind either.
///
/// # Errors
/// When one of the lines is missing.
pub(crate) fn front_matter(text: &str) -> Result<(String, usize, &str), NoFrontMatter> {
    let mut lines = text.split_inclusive('\n');
    let mut read = 0;
    let mut number = 0;
    let mut next = |toml: &mut String| {
        let line = lines.next()?;
        read += line.len();
        number += 1;
        let fence = line.trim_end() == "+++";
        toml.push_str(if fence { "\n" } else { line });
        Some((fence, line.trim().is_empty(), read, number))
    };
    let mut toml = String::new();
    let begins = loop {
        match next(&mut toml) {
            Some((true, _, _, number)) => break number,
            Some((_, true, ..)) => {}
            Some((.., number)) => return Err(NoFrontMatter::NotBegun(number)),
            None => return Err(NoFrontMatter::NotBegun(1)),
        }
    };
    loop {
        let (fence, _, read, number) = next(&mut toml).ok_or(NoFrontMatter::NotEnded(begins))?;
        if fence {
            return Ok((toml, number, text.get(read..).unwrap_or_default()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NoFrontMatter, front_matter};

    #[test]
    fn lines_stay_where_they_are() {
        let (toml, before, body) = front_matter("+++\na = 1\n+++\nText\n").unwrap();
        assert_eq!((toml.as_str(), before, body), ("\na = 1\n\n", 3, "Text\n"));
        let (toml, before, body) = front_matter("\n \n+++ \na = 1\n+++\t\nText").unwrap();
        assert_eq!((toml.lines().nth(3), before, body), (Some("a = 1"), 5, "Text"));
        let (_, before, body) = front_matter("+++\na = 1\n+++").unwrap();
        assert_eq!((before, body), (3, ""));
    }

    #[test]
    fn without_both_lines_there_is_none() {
        for (text, line) in [("", 1), ("a = 1", 1), ("\n\nText\n+++\n+++\n", 3), ("++\n+++\n", 1)] {
            let found = front_matter(text);
            assert_eq!(found, Err(NoFrontMatter::NotBegun(line)), "{text:?}");
        }
        for (text, line) in [("+++\na = 1\n", 1), ("\n+++\na = 1\n++++\nText\n", 2)] {
            let found = front_matter(text);
            assert_eq!(found, Err(NoFrontMatter::NotEnded(line)), "{text:?}");
        }
    }
}
