//! Servers that a text names: a domain, a handle, a profile's address, or a
//! name that only one server has.

use crate::domain::normalise;
use crate::model::Server;

/// A domain in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// In normal form.
    pub(crate) domain: String,
    /// Where it stands, with the handle or address around it.
    pub(crate) at: (usize, usize),
    /// The server, where the lists have it.
    pub(crate) server: Option<u32>,
}

impl Mention {
    /// Whether a word at these bytes belongs to it. A domain that the lists do
    /// not have may be none.
    pub(super) fn covers(&self, word: (usize, usize)) -> bool {
        self.server.is_some() && word.0 >= self.at.0 && word.1 <= self.at.1
    }
}

/// The domains that a text names, in order.
pub(crate) fn mentions(text: &str, servers: &[Server]) -> Vec<Mention> {
    // Nearly all texts are done here.
    if !text.contains(DOTS) {
        return Vec::new();
    }
    let mut found: Vec<Mention> = Vec::new();
    let mut from = 0;
    for chunk in text.split(ends_address) {
        let at = from;
        from = at
            + chunk.len()
            + text
                .get(at + chunk.len()..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
        if let Some(mention) = mention_in(chunk, at, servers)
            && !found.iter().any(|known| known.domain == mention.domain)
        {
            found.push(mention);
        }
    }
    found
}

/// What is typed for the dot of a domain.
const DOTS: [char; 4] = ['.', '。', '．', '․'];

/// Characters that no address contains.
fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';'
                | '('
                | ')'
                | '<'
                | '>'
                | '['
                | ']'
                | '{'
                | '}'
                | '`'
                | '"'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
                | '、'
                | '，'
                | '「'
                | '」'
                | '|'
        )
}

/// Characters of full width, as East Asian keyboards type them, and other dots.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '․' | '。' => '.',
        _ => c,
    }
}

/// The server that a word names; `at`: where the word begins in the text.
fn mention_in(chunk: &str, at: usize, servers: &[Server]) -> Option<Mention> {
    let word: String = chunk.chars().map(plain).collect();
    if let Some((host, certain)) = host_of(&word)
        && let Some(mention) = known_or_likely(host, certain, (at, at + chunk.len()), servers)
    {
        return Some(mention);
    }
    // In scripts without spaces a domain stands between other letters.
    let run = |c: char| c.is_ascii_alphanumeric() || matches!(plain(c), '.' | '-');
    let mut start = 0;
    while let Some(from) = chunk.get(start..).and_then(|rest| rest.find(run)) {
        let from = start + from;
        let rest = chunk.get(from..).unwrap_or("");
        let to = from + rest.find(|c| !run(c)).unwrap_or(rest.len());
        let host: String = chunk
            .get(from..to)
            .unwrap_or("")
            .chars()
            .map(plain)
            .collect();
        let host = host.trim_matches('.');
        if host.len() < word.len() && host.contains('.') {
            let known = known(host, servers);
            if let Some((domain, server)) = known {
                return Some(Mention {
                    domain,
                    at: (at + from, at + to),
                    server: Some(server),
                });
            }
        }
        start = to;
    }
    None
}

/// The host within a word, and whether it can be nothing else: a handle and an
/// address with a scheme cannot.
fn host_of(word: &str) -> Option<(&str, bool)> {
    let is_edge = |c: char| matches!(c, '.' | ':' | '?' | '!' | '\'' | '’');
    let word = word.trim_matches(is_edge);
    let bare = ["https://", "http://", "//"].iter().find_map(|scheme| {
        word.get(..scheme.len())
            .filter(|head| head.eq_ignore_ascii_case(scheme))?;
        word.get(scheme.len()..)
    });
    let path = bare.unwrap_or(word);
    // A profile as another server shows it: `/@friend@server.example`.
    let elsewhere = path
        .split(['/', '?', '#'])
        .skip(1)
        .find_map(|part| part.strip_prefix('@')?.split_once('@'));
    let head = path.split(['/', '?', '#']).next().unwrap_or(path);
    let (host, is_handle) = match (elsewhere, head.rsplit_once('@')) {
        (Some((_, host)), _) | (None, Some((_, host))) => (host, true),
        (None, None) => (head, false),
    };
    let host = host.split(':').next().unwrap_or(host).trim_matches(is_edge);
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.is_empty()).then_some((host, is_handle || bare.is_some()))
}

/// A host that the lists have, with its server.
fn known(host: &str, servers: &[Server]) -> Option<(String, u32)> {
    let domain = normalise(host).ok()?;
    let at = servers.iter().position(|server| server.domain == domain)?;
    Some((domain, u32::try_from(at).ok()?))
}

fn known_or_likely(
    host: &str,
    certain: bool,
    at: (usize, usize),
    servers: &[Server],
) -> Option<Mention> {
    // Behind a domain the text may go on at once: "a.exampleがいい", "a.example's".
    let ascii = host
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-'))
        .and_then(|end| host.get(..end));
    for candidate in [Some(host), ascii].into_iter().flatten() {
        if let Some((domain, server)) = known(candidate, servers) {
            return Some(Mention {
                domain,
                at,
                server: Some(server),
            });
        }
    }
    let domain = normalise(host).ok()?;
    let ending = domain.rsplit('.').next()?;
    // "node.js" is no domain: a bare word counts only with an ending that
    // servers have.
    let ends = |server: &Server| server.domain.rsplit('.').next() == Some(ending);
    (certain || (host.is_ascii() && servers.iter().any(ends))).then_some(Mention {
        domain,
        at,
        server: None,
    })
}

/// The only server whose name has this label: "hachyderm" of `hachyderm.io`.
pub(crate) fn only_one_called(
    label: &str,
    candidates: impl Iterator<Item = u32>,
    servers: &[Server],
) -> Option<u32> {
    let mut found = None;
    for doc in candidates {
        let domain = servers.get(doc as usize)?.domain.as_str();
        if domain.split('.').rev().skip(1).any(|part| part == label) {
            if found.is_some() {
                return None;
            }
            found = Some(doc);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_handles_and_addresses_are_found() {
        let servers = ["a.example", "xn--9ca.example", "b.social"].map(Server::new);
        for (text, domain, server) in [
            ("a.example", "a.example", Some(0)),
            ("I know @one@a.example.", "a.example", Some(0)),
            ("HTTPS://A.Example/@one/123", "a.example", Some(0)),
            ("(www.a.example)", "a.example", Some(0)),
            ("b.socialがいい", "b.social", Some(2)),
            ("é.example", "xn--9ca.example", Some(1)),
            ("one@c.invalid", "c.invalid", None),
            ("try c.social", "c.social", None),
        ] {
            let found = mentions(text, &servers);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(
                (found[0].domain.as_str(), found[0].server),
                (domain, server),
                "{text}"
            );
        }
        for text in [
            "node.js and so on...",
            "e.g. trains",
            "a b c",
            "1.5",
            "@one",
        ] {
            assert_eq!(mentions(text, &servers), [], "{text}");
        }
    }
}
