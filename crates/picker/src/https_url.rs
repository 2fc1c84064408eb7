//! Addresses of pages that come from outside: from a server, a list, a bundle.
//! They end up as links, so that nothing may hide in one.

use crate::domain;
use std::fmt;

/// Longer addresses are no links that a person was meant to follow.
const LONGEST: usize = 2_000;

/// An `https://` address to a valid domain: no port, no user name, no other
/// scheme, and only characters that are harmless in a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HttpsUrl(String);

impl HttpsUrl {
    /// Checks an address; `None` for one that is not followed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let host = host_of(text.strip_prefix("https://")?);
        let harmless =
            |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`');
        let ok = text.len() <= LONGEST && text.chars().all(harmless);
        (ok && domain::normalise(host).is_ok()).then(|| Self(text.to_owned()))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host alone, as it is written in the address.
    #[must_use]
    pub fn host(&self) -> &str {
        host_of(self.0.get("https://".len()..).unwrap_or_default())
    }
}

/// What stands before the path, the query or the fragment.
fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

impl fmt::Display for HttpsUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_pages_are_taken_as_they_are() {
        for (text, host) in [
            ("https://a.example/", "a.example"),
            ("https://sso.a.example/join?from=b#c", "sso.a.example"),
            ("https://a.example?x", "a.example"),
        ] {
            let url = HttpsUrl::parse(text).unwrap();
            assert_eq!((url.as_str(), url.host()), (text, host));
        }
    }

    #[test]
    fn what_could_hide_something_is_refused() {
        let long = format!("https://a.example/{}", "x".repeat(LONGEST));
        for text in [
            "",
            "https://",
            "https:///x",
            "http://a.example/",
            "HTTPS://a.example/",
            "javascript:alert(1)",
            " https://a.example/",
            "https://a.example/ b",
            "https://a.example/\u{202e}",
            "https://a.example/\"onclick=",
            "https://a.example/'",
            "https://a.example\\@b.example/",
            "https://me@b.example/",
            "https://a.example:8443/",
            "https://127.0.0.1/",
            "https://localhost/",
            &long,
        ] {
            assert_eq!(HttpsUrl::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_host_is_a_domain_whatever_comes(text in "https://[ -~]{0,40}") {
            if let Some(url) = HttpsUrl::parse(&text) {
                prop_assert!(domain::normalise(url.host()).is_ok());
            }
        }
    }
}
