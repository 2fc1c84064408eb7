//! Language tags as they are written (BCP 47), and the closest of several to
//! what a reader wants. [`crate::language::Language`] says which languages a
//! server speaks and takes Bokmål and Nynorsk for one; a text is in one of them.

use core::fmt;

/// A tag in the form that BCP 47 recommends (`nn`, `sr-Latn`, `pt-BR`), its
/// language as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag(String);

/// The longest tag that is read, in bytes (RFC 5646, section 4.4.1).
const MAX_LEN: usize = 35;

impl Tag {
    /// Reads a tag as found in the wild: `pt_br`, `EN`, `zh-hant-TW`. `None`
    /// for anything that is not a language tag, among them the empty string.
    /// Extensions and private use (`-u-…`, `-x-…`) are dropped.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > MAX_LEN {
            return None;
        }
        let mut out = String::new();
        for (i, part) in text.split(['-', '_']).enumerate() {
            if part.is_empty() || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            let alphabetic = part.bytes().all(|b| b.is_ascii_alphabetic());
            if i == 0 {
                if !(2..=3).contains(&part.len()) || !alphabetic {
                    return None;
                }
                out.push_str(&part.to_ascii_lowercase());
                continue;
            }
            if part.len() == 1 {
                break;
            }
            out.push('-');
            match part.len() {
                2 if alphabetic => out.push_str(&part.to_ascii_uppercase()),
                4 if alphabetic => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                2..=8 => out.push_str(&part.to_ascii_lowercase()),
                _ => return None,
            }
        }
        Some(Self(out))
    }

    /// The whole tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language itself: `pt` of `pt-BR`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The script, written or implied by language and region: where a language
    /// is written in several, the likely one (CLDR, `likelySubtags`).
    #[must_use]
    pub fn script(&self) -> Option<&str> {
        let written =
            self.0.split('-').skip(1).find(|part| {
                part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
            });
        written.or(match (self.primary(), self.region()) {
            ("zh", Some("TW" | "HK" | "MO")) => Some("Hant"),
            ("zh", _) => Some("Hans"),
            ("yue", _) => Some("Hant"),
            ("sr", Some("ME")) | ("az" | "uz" | "bs" | "sh", _) => Some("Latn"),
            ("sr" | "kk" | "ky" | "mn", _) => Some("Cyrl"),
            ("pa", Some("PK")) => Some("Arab"),
            ("pa", _) => Some("Guru"),
            _ => None,
        })
    }

    /// The region: `BR` of `pt-BR`, `419` of `es-419`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| {
            part.len() == 2 || (part.len() == 3 && part.as_bytes()[0].is_ascii_digit())
        })
    }

    /// How well a text in `self` serves who wants `wanted`, part by part: the
    /// language, its script, its region, anything else. `None` for another
    /// language. The greatest is the best.
    fn serves(&self, wanted: &Self) -> Option<(u8, bool, u8, bool)> {
        let language = match (self.primary(), wanted.primary()) {
            (a, b) if a == b => 3,
            // One language of old, of which `no` as a rule means the first.
            ("nb", "no") | ("no", "nb") => 2,
            ("no" | "nb" | "nn", "no" | "nb" | "nn") => 1,
            (a, b) if current(a) == current(b) => 3,
            _ => return None,
        };
        let script = match (self.script(), wanted.script()) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let region = match (self.region(), wanted.region()) {
            (a, b) if a == b => 4,
            // Wider than asked for: the next step of a lookup (RFC 4647, 3.4).
            (Some("419"), Some(country)) if country != "ES" => 3,
            (None, Some(_)) => 2,
            // The form that other countries' forms inherit from (CLDR,
            // `parentLocales`), and the likely one where none was asked for.
            (Some("PT"), Some(country)) if country != "BR" => 1,
            (Some("GB"), Some(country)) if country != "US" => 1,
            (Some("US" | "BR" | "ES" | "DE" | "FR"), None) => 1,
            _ => 0,
        };
        Some((language, script, region, self == wanted))
    }
}

/// The name that replaces a withdrawn one (IANA, `Preferred-Value`; for `sh`, which has
/// none there, CLDR's `languageAlias`: `sr-Latn`).
fn current(primary: &str) -> &str {
    match primary {
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        "tl" => "fil",
        "mo" => "ro",
        "sh" => "sr",
        "cmn" => "zh",
        other => other,
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The place in `offered` of what serves a reader best who wants the first of
/// `wanted`, or else the next. What is in another script of a language is taken
/// only where nothing is in a script that the reader asked for. The first of equals;
/// `None` where nothing is in one of these languages.
#[must_use]
pub fn closest(wanted: &[Tag], offered: &[&Tag]) -> Option<usize> {
    let best = |wanted: &Tag, any_script: bool| {
        let mut best = None;
        for (at, offer) in offered.iter().enumerate() {
            let fit = offer.serves(wanted);
            let readable = fit.is_some_and(|(_, same_script, ..)| any_script || same_script);
            if readable && best.is_none_or(|(most, _)| fit > most) {
                best = Some((fit, at));
            }
        }
        best.map(|(_, at)| at)
    };
    let first = |any_script: bool| wanted.iter().find_map(|it| best(it, any_script));
    first(false).or_else(|| first(true))
}

#[cfg(test)]
mod tests {
    use super::{Tag, closest};
    use proptest::prelude::*;

    fn tags(list: &str) -> Vec<Tag> {
        list.split_whitespace()
            .map(|text| Tag::parse(text).expect(text))
            .collect()
    }

    /// What is chosen of `offered`.
    fn chosen(wanted: &str, offered: &str) -> Option<String> {
        let offered = tags(offered);
        let all: Vec<&Tag> = offered.iter().collect();
        closest(&tags(wanted), &all).map(|at| all[at].to_string())
    }

    #[test]
    fn a_text_is_in_the_language_script_and_region_that_is_closest() {
        for (wanted, offered, want) in [
            ("nn", "nb nn no", "nn"),
            ("nb", "nn no nb", "nb"),
            ("no", "nn nb", "nb"),
            ("nn", "en nb", "nb"),
            ("sr-Latn", "sr sr-Latn", "sr-Latn"),
            ("sr-Latn-RS", "sr-Cyrl sr-Latn", "sr-Latn"),
            ("sr", "sr-Latn sr", "sr"),
            ("sr-RS", "sr-Latn sr-Cyrl", "sr-Cyrl"),
            ("sr-ME", "sr-Cyrl sr-Latn", "sr-Latn"),
            ("zh-TW", "zh-Hans zh-Hant", "zh-Hant"),
            ("zh-HK", "zh-CN zh-TW", "zh-TW"),
            ("zh", "zh-TW zh-CN", "zh-CN"),
            ("pt", "pt-PT pt-BR", "pt-BR"),
            ("pt-BR", "pt-PT pt", "pt"),
            ("pt-AO", "pt-BR pt-PT", "pt-PT"),
            ("es-MX", "es-ES es-419", "es-419"),
            ("es-ES", "es-419 es", "es"),
            ("en-AU", "en-US en-GB", "en-GB"),
            ("de-AT de en", "en de", "de"),
            ("iw", "he", "he"),
            ("zh-Hant", "zh-Hans", "zh-Hans"),
            ("sr-Latn en", "sr en", "en"),
            ("sr-Latn en", "sr de", "sr"),
            ("zh-TW ja", "zh-CN ja", "ja"),
            ("sh", "en sr-Cyrl sr-Latn", "sr-Latn"),
            ("mo", "en ro", "ro"),
            ("xx fr-CA", "fr en", "fr"),
        ] {
            assert_eq!(
                chosen(wanted, offered).as_deref(),
                Some(want),
                "{wanted} of {offered}"
            );
        }
        assert_eq!(chosen("da", "nb sv"), None);
        assert_eq!(chosen("", "nb"), None);
        assert_eq!(chosen("de", ""), None);
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_the_form_is_stable(text in "\\PC{0,40}") {
            if let Some(tag) = Tag::parse(&text) {
                prop_assert_eq!(Tag::parse(tag.as_str()), Some(tag.clone()));
                let _ = (tag.script(), tag.region());
            }
        }

        #[test]
        fn the_very_tag_is_always_the_closest(
            wanted in "[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?",
            others in prop::collection::vec("[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", 0..6),
        ) {
            let wanted = Tag::parse(&wanted).unwrap();
            let mut offered: Vec<Tag> = others.iter().filter_map(|it| Tag::parse(it)).collect();
            offered.push(wanted.clone());
            let all: Vec<&Tag> = offered.iter().collect();
            let at = closest(std::slice::from_ref(&wanted), &all).unwrap();
            prop_assert_eq!(all[at], &wanted);
        }
    }
}
