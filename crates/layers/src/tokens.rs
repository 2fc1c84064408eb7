//! A source as names and marks.

/// Names and marks of a source, without comments, texts and test modules.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '/' && chars.peek() == Some(&'/') {
            chars.by_ref().find(|it| *it == '\n');
        } else if c == '"' {
            let raw = out.last().is_some_and(|it| it == "r" || it == "br");
            let hashes = out.iter().rev().take_while(|it| *it == "#").count();
            let raw_hashes = hashes > 0 && out.len() > hashes && out[out.len() - hashes - 1] == "r";
            let end = if raw_hashes { hashes } else { 0 };
            skip_text(&mut chars, raw || raw_hashes, end);
        } else if c == '\'' {
            // A character; a lifetime has no second mark.
            let mut ahead = chars.clone();
            let first = ahead.next();
            if first == Some('\\') || ahead.next() == Some('\'') {
                if first == Some('\\') {
                    chars.nth(1);
                }
                chars.by_ref().find(|it| *it == '\'');
            }
        } else if c.is_alphanumeric() || c == '_' {
            let mut name = c.to_string();
            while let Some(more) = chars.next_if(|it| it.is_alphanumeric() || *it == '_') {
                name.push(more);
            }
            out.push(name);
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            out.push("::".to_owned());
        } else if !c.is_whitespace() {
            out.push(c.to_string());
        }
    }
    without_tests(&out)
}

/// Skips to behind a text, which ends at a quotation mark and so many `#`.
fn skip_text(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, raw: bool, hashes: usize) {
    while let Some(c) = chars.next() {
        if c == '\\' && !raw {
            chars.next();
        } else if c == '"' && (0..hashes).all(|_| chars.next_if_eq(&'#').is_some()) {
            return;
        }
    }
}

/// Leaves out what `#[cfg(test)]` or `#[cfg(all(test, …))]` stands on.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const CFG: [&str; 4] = ["#", "[", "cfg", "("];
    let mut out = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let condition = starts_with(rest, &CFG).then(|| &rest[CFG.len()..]);
        let for_tests = condition.is_some_and(|it| {
            starts_with(it, &["test", ")"]) || starts_with(it, &["all", "(", "test", ","])
        });
        if for_tests {
            let mut depth = 0_i32;
            let end = rest.iter().position(|token| {
                depth += i32::from(token == "{") - i32::from(token == "}");
                depth == 0 && (token == ";" || token == "}")
            });
            rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
        } else {
            out.push(first.clone());
            rest = &rest[1..];
        }
    }
    out
}

fn starts_with(tokens: &[String], start: &[&str]) -> bool {
    tokens.len() >= start.len() && tokens.iter().zip(start).all(|(a, b)| a == b)
}
