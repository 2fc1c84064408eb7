//! Hashtags as people write them.

use core::fmt;

/// The longest hashtag that is read, in characters. Mastodon bounds it only by
/// its column; nothing that is followed in earnest is longer.
pub const MAX_TAG: usize = 80;

/// A hashtag without its `#`, written as it should be shown: `#MastodonArt` in
/// capitals that a screen reader can separate into words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hashtag(String);

impl Hashtag {
    /// Reads a hashtag, with or without `#`. `None` for what Mastodon would not
    /// link: other than letters, digits, marks of letters and underscores, or
    /// no letter at all (`HASHTAG_RE`, app/models/tag.rb; the middle dots which
    /// that allows are left out: no tag of ours has one).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let name = text.strip_prefix(['#', '＃']).unwrap_or(text);
        let fits = |c: char| c.is_alphanumeric() || c == '_' || is_mark(c);
        let lettered = name.chars().any(char::is_alphabetic);
        let ends = name.chars().next().is_some_and(|c| !is_mark(c));
        (lettered && ends && name.chars().all(fits) && name.chars().count() <= MAX_TAG)
            .then(|| Self(name.to_owned()))
    }

    /// The tag without `#`, as written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    /// What two spellings of one tag have in common: servers fold the case.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// Marks that Indic and other scripts write with their letters and that are not
/// letters by themselves (combining marks of the scripts named, and joiners).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05bd}' | '\u{064b}'..='\u{0652}'
        | '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{0e31}' | '\u{0e34}'..='\u{0e3a}'
        | '\u{0e47}'..='\u{0e4e}' | '\u{200c}' | '\u{200d}' | '\u{3099}' | '\u{309a}')
}

/// Shown as `#Tag`.
impl fmt::Display for Hashtag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_would_link_is_a_hashtag() {
        for (text, name) in [
            ("#MastodonArt", "MastodonArt"),
            (" Caturday ", "Caturday"),
            ("＃写真", "写真"),
            ("#NaturePhotography2026", "NaturePhotography2026"),
            ("हिन्दी", "हिन्दी"),
            ("عربي", "عربي"),
        ] {
            assert_eq!(Hashtag::parse(text).unwrap().name(), name);
        }
        let long = "a".repeat(81);
        for text in [
            "", "#", "##a", "2026", "___", "a b", "a-b", "a.b", "a/b", "a#b", "\u{94d}a", &long,
        ] {
            assert_eq!(Hashtag::parse(text), None, "{text}");
        }
        assert_eq!(
            Hashtag::parse("#CatsOfMastodon").unwrap().key(),
            "catsofmastodon"
        );
    }
}
