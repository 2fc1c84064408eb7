//! Which language the picker is shown in: what the address asks for (`?hl=de`),
//! what was asked for before on this device, or what the browser prefers, as far
//! as there is a translation. The words of a language are fetched once; what is
//! not translated stays in English.

use crate::i18n::messages::{LANGUAGES, Translation};
use crate::platform::fetch::{Abort, Limits, get};
use crate::platform::{locale, page, storage};
use picker::query::pairs;
use picker::tag::{Tag, closest};

/// Where a choice is kept.
const KEY: &str = "language";

/// The tag of what is baked in.
const ENGLISH: &str = "en";

/// The folder of the page that is made for frames, relative to the base path.
const FRAME: &str = "embed/";

/// The first paint is in English and waits for these words: not for long.
const LIMITS: Limits = Limits {
    timeout: 3_000,
    retry: false,
};

/// A language that the interface is available in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Available {
    /// Baked in.
    English,
    /// A file of `locales/`, by its name without ending (`de`, `pt-BR`).
    Translation(&'static str),
}

impl Available {
    const fn tag(self) -> &'static str {
        match self {
            Self::English => ENGLISH,
            Self::Translation(tag) => tag,
        }
    }
}

/// The translation to show the picker in, on a site under this base path; `None`
/// for English.
///
/// On the site a choice in the address is kept on the device. In a frame on
/// another page nothing is kept, nor read: the address is that page's choice and
/// not the visitor's.
#[must_use]
pub fn wanted(base: &str) -> Option<&'static str> {
    let framed = page::path().starts_with(&format!("{base}{FRAME}"));
    let asked = asked(&page::query(), LANGUAGES);
    if let (Some(asked), false) = (asked, framed) {
        storage::set(KEY, asked.tag());
    }
    let choice = asked.unwrap_or_else(|| {
        let kept = if framed { None } else { storage::get(KEY) };
        let kept = kept.and_then(|tag| Tag::parse(&tag));
        choose(kept, locale::browser_tags(), LANGUAGES)
    });
    match choice {
        Available::English => None,
        Available::Translation(tag) => Some(tag),
    }
}

/// Fetches the words of a language; `None` when they cannot be had: the picker
/// is shown in English then.
pub async fn words(base: &str, language: &str) -> Option<Translation> {
    let url = format!("{base}locales/{language}.json");
    let json = get(&url, LIMITS, &Abort::default()).await.ok()?;
    Translation::read(&json)
}

/// Whether the interface is available in a language.
#[must_use]
pub fn is_available(tag: &str) -> bool {
    Tag::parse(tag).is_some_and(|tag| lookup(&tag, LANGUAGES).is_some())
}

/// What the address asks for, as far as it is available.
fn asked(query: &str, all: &[&'static str]) -> Option<Available> {
    let tag = pairs(query).find_map(|(key, tag)| (key == "hl").then_some(tag))?;
    lookup(&Tag::parse(&tag)?, all)
}

/// The language that was chosen before, or the first of the browser's that is
/// available.
fn choose(kept: Option<Tag>, browser: Vec<Tag>, all: &[&'static str]) -> Available {
    let mut wishes = kept.into_iter().chain(browser);
    wishes
        .find_map(|wish| lookup(&wish, all))
        .unwrap_or(Available::English)
}

/// The available language that is closest to a wish, in the script that it is
/// read in (`pt` and `pt-PT` get `pt-BR`, `zh-TW` gets no `zh-Hans`).
fn lookup(wish: &Tag, all: &[&'static str]) -> Option<Available> {
    let (names, offered): (Vec<&'static str>, Vec<Tag>) = std::iter::once(&ENGLISH)
        .chain(all)
        .filter_map(|name| Some((*name, Tag::parse(name)?)))
        .filter(|(_, tag)| tag.script() == wish.script())
        .unzip();
    let offered: Vec<&Tag> = offered.iter().collect();
    match closest(std::slice::from_ref(wish), &offered).and_then(|at| names.get(at)) {
        Some(&ENGLISH) => Some(Available::English),
        Some(name) => Some(Available::Translation(name)),
        // What is baked in is English enough for every form of it.
        None => (wish.primary() == ENGLISH).then_some(Available::English),
    }
}

#[cfg(test)]
mod tests {
    use super::{Available, asked, choose};
    use picker::tag::Tag;
    use proptest::prelude::*;

    const ALL: &[&str] = &["de", "en-GB", "nb", "nn", "pt-BR", "pt-PT", "zh-Hans"];
    const GERMAN: Available = Available::Translation("de");

    fn chosen(kept: Option<&str>, browser: &[&str]) -> Available {
        let browser = browser.iter().filter_map(|it| Tag::parse(it));
        choose(kept.and_then(Tag::parse), browser.collect(), ALL)
    }

    #[test]
    fn the_address_comes_before_what_the_browser_prefers() {
        assert_eq!(asked("?v=1&hl=de", ALL), Some(GERMAN));
        assert_eq!(asked("?hl=en&topic=tech", ALL), Some(Available::English));
        assert_eq!(
            asked("?hl=pt_br", ALL),
            Some(Available::Translation("pt-BR"))
        );
        assert_eq!(asked("?hl=xx", ALL), None);
        assert_eq!(asked("?topic=tech", ALL), None);
    }

    #[test]
    fn the_first_available_language_is_taken() {
        assert_eq!(chosen(None, &["de-AT", "en"]), GERMAN);
        assert_eq!(chosen(None, &["eo", "en", "de"]), Available::English);
        assert_eq!(chosen(None, &["eo", "de"]), GERMAN);
        assert_eq!(chosen(Some("en"), &["de"]), Available::English);
        assert_eq!(chosen(Some("xx"), &["de"]), GERMAN);
        assert_eq!(chosen(None, &[]), Available::English);
    }

    #[test]
    fn regions_and_scripts_are_told_apart() {
        for (wish, want) in [
            ("pt-PT", Available::Translation("pt-PT")),
            ("pt-BR", Available::Translation("pt-BR")),
            ("pt", Available::Translation("pt-BR")),
            ("pt-AO", Available::Translation("pt-PT")),
            ("nn-NO", Available::Translation("nn")),
            ("no", Available::Translation("nb")),
            ("zh-CN", Available::Translation("zh-Hans")),
            ("zh-TW", Available::English),
            ("en", Available::English),
            ("en-US", Available::English),
            ("en-AU", Available::English),
            ("en-Latn-US", Available::English),
            ("en-GB", Available::Translation("en-GB")),
        ] {
            assert_eq!(chosen(None, &[wish]), want, "{wish}");
        }
    }

    proptest! {
        #[test]
        fn any_query_is_survived(query in ".{0,80}", tag in ".{0,20}") {
            let _ = asked(&query, ALL);
            let of_tag = asked(&format!("hl={tag}"), ALL);
            prop_assert!(of_tag.is_none_or(|it| it == Available::English || ALL.contains(&it.tag())));
        }
    }
}
