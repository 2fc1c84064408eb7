//! TOML between two lines of `+++` at the head of a Markdown file.

/// Splits front matter from the rest. Lines stay where they are: the TOML keeps
/// a blank line for the first `+++` and each line before it, and the second
/// value is the number of lines before the body. Blank lines may stand before
/// the first `+++`, and blanks behind either.
pub(crate) fn front_matter(text: &str) -> Option<(String, usize, &str)> {
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
    loop {
        match next(&mut toml)? {
            (true, ..) => break,
            (_, true, ..) => {}
            _ => return None,
        }
    }
    loop {
        let (fence, _, read, number) = next(&mut toml)?;
        if fence {
            return Some((toml, number, text.get(read..)?));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::front_matter;

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
        for text in ["", "a = 1", "Text\n+++\na = 1\n+++\n", "+++\na = 1\n", "++\n+++\n"] {
            assert!(front_matter(text).is_none(), "{text:?}");
        }
    }
}
