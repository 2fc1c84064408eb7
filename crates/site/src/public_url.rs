//! Where the site is published: the path, and the host if it is known.

use anyhow::{Result, bail};
use std::fmt;
use std::str::FromStr;
use url::Url;

/// A normalised base path: starts and ends with a slash, `/` for a site at the
/// root of its host, `/spread/` for one in a folder. The host is needed for
/// addresses that must be complete (canonical ones, the sitemap, pictures of
/// previews) and for nothing else: the site works on any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    path: String,
    origin: Option<String>,
}

impl PublicUrl {
    /// The path, with its slashes.
    pub fn as_str(&self) -> &str {
        &self.path
    }

    /// The complete address, with its slashes, where the host is known.
    pub fn address(&self) -> Option<String> {
        let origin = self.origin.as_ref()?;
        Some(format!("{origin}{}", self.path))
    }

    /// `path` (starting with a slash) with the base removed, or `None` when
    /// it is outside of the base.
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let base = &self.path[..self.path.len() - 1];
        path.strip_prefix(base).filter(|rest| rest.starts_with('/'))
    }
}

impl Default for PublicUrl {
    fn default() -> Self {
        Self {
            path: "/".to_owned(),
            origin: None,
        }
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            self.origin.as_deref().unwrap_or_default(),
            self.path
        )
    }
}

impl FromStr for PublicUrl {
    type Err = anyhow::Error;

    /// Takes `spread`, `/spread`, `/spread/`, `/`, and the same behind
    /// `https://` and a host.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        if !text.contains(':') {
            return Ok(Self {
                path: plain_path(text)?,
                origin: None,
            });
        }
        let Ok(url) = Url::parse(text) else {
            bail!("a public URL is a path such as /spread/ or an address: {text}");
        };
        if !matches!(url.scheme(), "https" | "http") || url.host().is_none() {
            bail!("a public URL is a path such as /spread/ or begins with https://: {text}");
        }
        if !url.username().is_empty() || url.password().is_some() {
            bail!("a public URL holds no name and no password: {text}");
        }
        // What stands behind the host as it was written: `Url` would mend it.
        let (_, behind) = text.split_once("://").unwrap_or_default();
        let path = behind.find(['/', '?', '#']).map_or("", |i| &behind[i..]);
        Ok(Self {
            path: plain_path(path)?,
            origin: Some(url.origin().ascii_serialization()),
        })
    }
}

fn plain_path(text: &str) -> Result<String> {
    if text.contains("//") {
        bail!("a public URL has no empty part in its path: {text}");
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    if let Some(odd) = text.chars().find(|c| !plain(*c)) {
        bail!("a public URL is a plain path such as /spread/; {odd:?} has no place in {text}");
    }
    if text.split('/').any(|part| part == ".." || part == ".") {
        bail!("a public URL has no . or .. in it: {text}");
    }
    let inner = text.trim_matches('/');
    Ok(if inner.is_empty() {
        "/".to_owned()
    } else {
        format!("/{inner}/")
    })
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
            let url: PublicUrl = given.parse().unwrap();
            assert_eq!((url.as_str(), url.address()), (want, None));
        }
    }

    #[test]
    fn a_host_is_kept_for_complete_addresses() {
        for (given, path, address) in [
            ("https://example.org", "/", "https://example.org/"),
            ("https://Example.org/a", "/a/", "https://example.org/a/"),
            (
                "http://127.0.0.1:8080/a/b/",
                "/a/b/",
                "http://127.0.0.1:8080/a/b/",
            ),
        ] {
            let url: PublicUrl = given.parse().unwrap();
            assert_eq!(url.as_str(), path);
            assert_eq!(url.address().as_deref(), Some(address));
            assert_eq!(url.to_string(), address);
        }
    }

    #[test]
    fn what_is_no_path_and_no_address_is_refused() {
        for given in [
            "ftp://example.org/",
            "mailto:somebody",
            "https://",
            "https://name:secret@example.org/",
            "https://example.org/?x",
            "https://example.org/a//b/",
            "https://example.org/a/../b/",
            "https://example.org#x",
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
