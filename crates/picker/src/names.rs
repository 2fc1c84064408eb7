//! Names within a text that no translator may change and that are read from
//! left to right in any text: addresses, domains, handles, hashtags.

use crate::domain::{from_uri, normalise};

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words.
    Text(&'a str),
    /// A name.
    Name(&'a str),
}

/// Cuts a text at its names: those of `known` (whatever they look like; at each
/// place the longest counts, as one may begin with another), and what can be
/// nothing else. The parts together are the text.
#[must_use]
pub fn parts<'a>(text: &'a str, known: &[&str]) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let found = known
            .iter()
            .filter(|name| !name.is_empty())
            .filter_map(|name| Some((rest.find(name)?, name.len())))
            .min_by_key(|(at, length)| (*at, usize::MAX - length));
        let Some((at, length)) = found else {
            break;
        };
        let (before, after) = rest.split_at(at);
        let (name, after) = after.split_at(length);
        words(before, &mut parts);
        parts.push(Part::Name(name));
        rest = after;
    }
    words(rest, &mut parts);
    parts
}

/// Looks at each word on its own, without what stands around it.
fn words<'a>(text: &'a str, parts: &mut Vec<Part<'a>>) {
    let mut plain = 0;
    let mut at = 0;
    for word in text.split(is_between) {
        let start = at;
        at += word.len();
        at += text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let name = word.trim_start_matches(is_edge);
        let start = start + word.len() - name.len();
        let name = name.trim_end_matches(is_edge);
        // "joinmastodon.org’s list".
        let owner = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s"));
        let name = owner.unwrap_or(name);
        if is_name(name) {
            push_text(text.get(plain..start), parts);
            parts.push(Part::Name(name));
            plain = start + name.len();
        }
    }
    push_text(text.get(plain..), parts);
}

fn push_text<'a>(text: Option<&'a str>, parts: &mut Vec<Part<'a>>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        parts.push(Part::Text(text));
    }
}

/// What no name goes beyond.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "<>()[]{}\"“”„«»‹›,;|、，。！（）「」".contains(c)
}

/// What may stand at either end of a name and is no part of it.
const fn is_edge(c: char) -> bool {
    matches!(
        c,
        '.' | ':' | '!' | '?' | '…' | '\'' | '‘' | '’' | '*' | '–' | '—' | '/'
    )
}

fn is_name(word: &str) -> bool {
    let in_user = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if let Some(tag) = word.strip_prefix('#') {
        return tag.chars().count() > 1
            && tag.chars().all(|c| c.is_alphanumeric() || c == '_')
            && tag.chars().any(char::is_alphabetic);
    }
    if word.starts_with("https://") || word.starts_with("http://") {
        return from_uri(word).is_ok();
    }
    let bare = word.strip_prefix('@').unwrap_or(word);
    match bare.split_once('@') {
        Some((user, host)) => !user.is_empty() && user.chars().all(in_user) && is_domain(host),
        None if bare.len() < word.len() => bare.len() > 1 && bare.chars().all(in_user),
        None => is_domain(bare.split('/').next().unwrap_or(bare)),
    }
}

/// A domain whose end can be a top-level one. Abbreviations (`e.g`) have one
/// letter there.
fn is_domain(text: &str) -> bool {
    let Some((_, top)) = text.rsplit_once('.') else {
        return false;
    };
    top.chars().count() > 1 && top.chars().all(char::is_alphabetic) && normalise(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};
    use proptest::prelude::*;

    fn names<'a>(text: &'a str, known: &[&str]) -> Vec<&'a str> {
        let found = parts(text, known)
            .into_iter()
            .filter_map(|part| match part {
                Part::Name(name) => Some(name),
                Part::Text(_) => None,
            });
        found.collect()
    }

    #[test]
    fn what_can_be_nothing_else_is_a_name() {
        for (text, want) in [
            (
                "Ask @ana@garden.example, or ana@garden.example.",
                &["@ana@garden.example", "ana@garden.example"][..],
            ),
            (
                "See garden.example (and https://b.example/x?y=1).",
                &["garden.example", "https://b.example/x?y=1"],
            ),
            ("We love #FediTips and #чай!", &["#FediTips", "#чай"]),
            ("münchen.example’s rules", &["münchen.example"]),
            ("“münchen.example”: rules", &["münchen.example"]),
            ("The admin is @ana.", &["@ana"]),
            ("e.g. 1.5 times, a.m., #1, 10:30, and/or, it's", &[]),
            ("", &[]),
        ] {
            assert_eq!(names(text, &[]), want, "{text}");
        }
    }

    #[test]
    fn names_that_are_known_are_found_whole() {
        assert_eq!(
            names("on a.example.org", &["a.example", "a.example.org"]),
            ["a.example.org"]
        );
        assert_eq!(
            names("The Garden is here", &["The Garden", ""]),
            ["The Garden"]
        );
        assert_eq!(
            parts("b blocks a.example: b", &["a.example", "b"]),
            [
                Part::Name("b"),
                Part::Text(" "),
                Part::Name("b"),
                Part::Text("locks "),
                Part::Name("a.example"),
                Part::Text(": "),
                Part::Name("b"),
            ]
        );
    }

    proptest! {
        #[test]
        fn no_text_is_lost(text in "[ @#.a-c:/é、]{0,24}|\\PC{0,40}", known in "[a-c.@]{0,3}") {
            let all: String = parts(&text, &[&known])
                .iter()
                .map(|part| match part {
                    Part::Text(text) | Part::Name(text) => *text,
                })
                .collect();
            prop_assert_eq!(all, text);
        }
    }
}
