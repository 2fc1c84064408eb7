//! Language tags (BCP 47) as server lists and browsers write them, and how
//! well one meets another.

use crate::tag::Tag;
use core::fmt;

/// From this value of [`Language::meets`] on a language asked for counts as
/// spoken.
pub const SPOKEN: f64 = 0.5;

/// A language tag in normal form: `pt-BR`, `zh-Hant`, `de`.
///
/// Ordered and compared by its text, so that lists of languages are stable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// Reads a tag as found in the wild: `pt_br`, `EN`, `zh-hant-TW`. `None`
    /// for anything that is not a language tag, among them the empty string.
    /// Extensions and private use (`-u-…`, `-x-…`) are dropped: no server
    /// list uses them to say what is spoken.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let tag = Tag::parse(text)?;
        let (primary, rest) = tag.as_str().split_at(tag.primary().len());
        Some(Self(format!("{}{rest}", canonical_primary(primary))))
    }

    /// The whole tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language itself, without script and region: `pt` of `pt-BR`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The script, written or implied. Only Chinese needs the implication:
    /// its two scripts are what readers tell apart.
    fn script(&self) -> Option<&str> {
        let written = self.0.split('-').skip(1).find(|part| part.len() == 4);
        if written.is_some() || self.primary() != "zh" {
            return written;
        }
        match self.region() {
            Some("TW" | "HK" | "MO") => Some("Hant"),
            Some("CN" | "SG") => Some("Hans"),
            _ => None,
        }
    }

    fn region(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| {
            part.len() == 2 || (part.len() == 3 && part.as_bytes()[0].is_ascii_digit())
        })
    }

    /// How well a server that speaks `self` suits a visitor who asked for
    /// `wanted`, from 0 (another language) to 1.
    ///
    /// Lookup as in RFC 4647, loosened the way people are: `pt-BR` finds a
    /// server that says just `pt` (1.0), another region of the same language
    /// is nearly as good (0.9), another script of it is half as good (0.5).
    #[must_use]
    pub fn meets(&self, wanted: &Self) -> f64 {
        if self.primary() != wanted.primary() {
            return 0.0;
        }
        if let (Some(a), Some(b)) = (self.script(), wanted.script())
            && a != b
        {
            return 0.5;
        }
        match (self.region(), wanted.region()) {
            (Some(a), Some(b)) if a != b => 0.9,
            _ => 1.0,
        }
    }
}

/// Tags that mean the same language under an older or narrower name, so that
/// a visitor's `nb` finds the Norwegian servers, which lists call `no`.
fn canonical_primary(tag: &str) -> &str {
    match tag {
        "nb" | "nn" => "no",
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        "fil" => "tl",
        "cmn" => "zh",
        other => other,
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;
    use proptest::prelude::*;

    fn tag(text: &str) -> Language {
        Language::parse(text).expect(text)
    }

    #[test]
    fn tags_are_brought_to_one_form() {
        for (given, want) in [
            ("EN", "en"),
            ("pt_br", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("nb", "no"),
            ("de-u-co-phonebk", "de"),
            ("es-419", "es-419"),
        ] {
            assert_eq!(tag(given).as_str(), want);
        }
        for bad in ["", "e", "deutsch", "en-", "e1", "日本", "en--US", "<b>"] {
            assert_eq!(Language::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_region_never_hides_a_language() {
        assert_eq!(tag("pt").meets(&tag("pt-BR")), 1.0);
        assert_eq!(tag("pt-PT").meets(&tag("pt-BR")), 0.9);
        assert_eq!(tag("pt-BR").meets(&tag("pt")), 1.0);
        assert_eq!(tag("zh-TW").meets(&tag("zh-CN")), 0.5);
        assert_eq!(tag("en").meets(&tag("de")), 0.0);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_the_form_is_stable(text in "\\PC{0,40}") {
            if let Some(language) = Language::parse(&text) {
                prop_assert_eq!(Language::parse(language.as_str()), Some(language));
            }
        }
    }
}
