//! The path under which the site is published.

use anyhow::{Result, bail};
use std::fmt;
use std::str::FromStr;

/// A normalised base path: starts and ends with a slash, `/` for a site at the
/// root of its host, `/spread/` for one in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The path, with its slashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `path` (starting with a slash) with the base removed, or `None` when
    /// it is outside of the base.
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let base = &self.0[..self.0.len() - 1];
        path.strip_prefix(base).filter(|rest| rest.starts_with('/'))
    }
}

impl Default for PublicUrl {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PublicUrl {
    type Err = anyhow::Error;

    /// Takes `spread`, `/spread`, `/spread/`, `/`, and refuses anything that is
    /// not a plain path: the site must not depend on the host it is served from.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.contains("//") || text.contains(':') {
            bail!("a public URL is a path such as /spread/, without scheme and host: {text}");
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
        if let Some(odd) = text.chars().find(|c| !plain(*c)) {
            bail!("a public URL is a plain path such as /spread/; {odd:?} has no place in {text}");
        }
        if text.split('/').any(|part| part == ".." || part == ".") {
            bail!("a public URL has no . or .. in it: {text}");
        }
        let inner = text.trim_matches('/');
        Ok(Self(if inner.is_empty() {
            "/".to_owned()
        } else {
            format!("/{inner}/")
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slashes_are_added_where_they_are_missing() {
        for (given, want) in [
            ("/", "/"),
            ("", "/"),
            ("spread", "/spread/"),
            ("/spread", "/spread/"),
            ("/spread/", "/spread/"),
            ("a/b/", "/a/b/"),
        ] {
            assert_eq!(given.parse::<PublicUrl>().unwrap().as_str(), want);
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for given in [
            "https://example.org/",
            "//host/x",
            "/a b/",
            "/a/../b/",
            "/x?y",
        ] {
            assert!(given.parse::<PublicUrl>().is_err(), "{given}");
        }
    }

    #[test]
    fn only_paths_below_the_base_are_ours() {
        let base: PublicUrl = "/spread/".parse().unwrap();
        assert_eq!(base.strip("/spread/a.js"), Some("/a.js"));
        assert_eq!(base.strip("/spread/"), Some("/"));
        assert_eq!(base.strip("/spreading"), None);
        assert_eq!(base.strip("/spread"), None);
        assert_eq!(PublicUrl::default().strip("/about/"), Some("/about/"));
    }
}
