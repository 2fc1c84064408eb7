//! How the visitor's language writes numbers, days and names of languages.
//! Browsers know this for every language by `Intl`; natively only English is
//! needed.
//!
//! `Intl` throws on tags that it cannot read, browsers list such tags, and
//! `Intl` itself may be missing: every call falls back to a wider tag, then to
//! English, then to plain digits or the tag.

use picker::date::Date;
use picker::language::Language;
use picker::messages::{Category, english_number};
use picker::tag::Tag;

/// The browser's languages as it writes them, best first, each once.
#[must_use]
pub fn browser_tags() -> Vec<Tag> {
    #[cfg(target_arch = "wasm32")]
    return tags(&intl::navigator_tags());
    #[cfg(not(target_arch = "wasm32"))]
    tags(&[])
}

/// The same as languages that servers speak.
#[must_use]
pub fn browser_languages() -> Vec<Language> {
    let tags = browser_tags();
    each_once(tags.iter().filter_map(|tag| Language::parse(tag.as_str())))
}

/// What of a browser's tags can be read.
fn tags(texts: &[String]) -> Vec<Tag> {
    each_once(texts.iter().filter_map(|text| tag(text)))
}

fn each_once<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for item in items {
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

/// Reads a tag as browsers and the systems below them write it: BCP 47
/// (`de-DE`), or a POSIX locale (`sr_RS.UTF-8@latin`). Where only the beginning
/// is a language, that.
fn tag(text: &str) -> Option<Tag> {
    let (posix, modifier) = text.trim().split_once('@').unwrap_or((text.trim(), ""));
    let posix = posix.split('.').next()?;
    let (primary, rest) = posix.split_at(posix.find(['-', '_']).unwrap_or(posix.len()));
    let script = match modifier.to_ascii_lowercase().as_str() {
        "latin" => "-Latn",
        "cyrillic" => "-Cyrl",
        _ => "",
    };
    Tag::parse(&format!("{primary}{script}{rest}")).or_else(|| Tag::parse(primary))
}

/// A language as the visitor's region writes it, where the browser names one:
/// `en-GB` for English, so that the day comes before the month.
#[cfg(target_arch = "wasm32")]
fn region(language: &str) -> String {
    thread_local! {
        static BROWSERS: Vec<Language> = browser_languages();
    }
    BROWSERS.with(|all| {
        let one = all.iter().find(|one| one.primary() == language);
        one.map_or(language, Language::as_str).to_owned()
    })
}

/// A whole number as people write it who read `language`: `174,309`.
#[must_use]
pub fn number(n: u64, language: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let region = region(language);
        // The browser's own formatter takes a cheap phone 20 ms to make, and
        // nearly all who read English write their numbers like this.
        if !matches!(
            region.as_str(),
            "en" | "en-US" | "en-GB" | "en-CA" | "en-AU" | "en-NZ" | "en-IE"
        ) {
            #[allow(clippy::cast_precision_loss)]
            let value = (n as f64).into();
            let text = intl::format("NumberFormat", "format", &region, &[], &value);
            return text.unwrap_or_else(|| english_number(n));
        }
    }
    let _ = language;
    english_number(n)
}

/// A day as people write it who read `language`: `23 November 2026`.
#[must_use]
pub fn day(date: Date, language: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let options = [
            ("timeZone", "UTC"),
            ("year", "numeric"),
            ("month", "long"),
            ("day", "numeric"),
        ];
        let time = (f64::from(date.days()) * 86_400_000.0).into();
        let text = intl::format(
            "DateTimeFormat",
            "format",
            &region(language),
            &options,
            &time,
        );
        text.unwrap_or_else(|| english_day(date))
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = language;
        english_day(date)
    }
}

fn english_day(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = date.ymd();
    let name = MONTHS.get(month as usize - 1).unwrap_or(&"");
    format!("{day} {name} {year}")
}

/// The plural form that a whole number takes.
#[must_use]
pub fn plural(n: u64, language: &str) -> Category {
    #[cfg(target_arch = "wasm32")]
    if language != "en" {
        #[allow(clippy::cast_precision_loss)]
        let value = (n as f64).into();
        let form = intl::format("PluralRules", "select", language, &[], &value);
        let form = form.and_then(|form| Category::parse(&form));
        return form.unwrap_or(Category::Other);
    }
    let _ = language;
    Category::english(n)
}

/// What `language` is called in the language `shown_in`; its tag where the
/// browser has no name for it.
#[must_use]
pub fn language_name(language: &Language, shown_in: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    for tag in [language.as_str(), language.primary()] {
        let options = [("type", "language")];
        let name = intl::format("DisplayNames", "of", shown_in, &options, &tag.into());
        if let Some(name) = name {
            return name;
        }
    }
    let _ = shown_in;
    language.as_str().to_owned()
}

/// The browser's `Intl`, called in such a way that nothing it throws gets out.
#[cfg(target_arch = "wasm32")]
mod intl {
    use crate::platform::device::of_navigator;
    use js_sys::{Array, Function, Object, Reflect};
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, JsValue};

    thread_local! {
        /// Each formatter once, by its class and tag: to make one takes longer
        /// than to use it a hundred times. `None` where it cannot be made.
        static MADE: RefCell<Vec<(&'static str, String, Option<JsValue>)>> =
            const { RefCell::new(Vec::new()) };
    }

    /// Nobody reads more languages than this.
    const MOST_TAGS: u32 = 32;

    /// `navigator.languages`, or `navigator.language` where that is empty.
    pub(super) fn navigator_tags() -> Vec<String> {
        // Item by item: a list of an extension's making may throw at any of them, and
        // what is no list throws at the first.
        let list = of_navigator("languages").unwrap_or_default();
        let tags = (0..MOST_TAGS).map_while(|at| Reflect::get_u32(&list, at).ok());
        let tags: Vec<String> = tags.filter_map(|tag| tag.as_string()).collect();
        if tags.is_empty() {
            let one = of_navigator("language").and_then(|tag| tag.as_string());
            return one.into_iter().collect();
        }
        tags
    }

    /// `new Intl[class](tag, options)[method](value)` as text.
    pub(super) fn format(
        class: &'static str,
        method: &str,
        tag: &str,
        options: &[(&str, &str)],
        value: &JsValue,
    ) -> Option<String> {
        let formatter = formatter(class, tag, options)?;
        let method = Reflect::get(&formatter, &method.into()).ok()?;
        let text = method.dyn_ref::<Function>()?.call1(&formatter, value);
        // Nothing is no way to write a thing.
        text.ok()?.as_string().filter(|text| !text.is_empty())
    }

    fn formatter(class: &'static str, tag: &str, options: &[(&str, &str)]) -> Option<JsValue> {
        let known = MADE.with_borrow(|made| {
            let same = |it: &&(&str, String, Option<JsValue>)| it.0 == class && it.1 == tag;
            made.iter().find(same).map(|it| it.2.clone())
        });
        known.unwrap_or_else(|| {
            let primary = tag.split('-').next().unwrap_or(tag);
            let made = [tag, primary, "en"]
                .into_iter()
                .find_map(|tag| make(class, tag, options));
            let entry = (class, tag.to_owned(), made.clone());
            MADE.with_borrow_mut(|all| all.push(entry));
            made
        })
    }

    fn make(class: &str, tag: &str, options: &[(&str, &str)]) -> Option<JsValue> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class = Reflect::get(&intl, &class.into()).ok()?;
        let given = Object::new();
        for (key, value) in options {
            let _ = Reflect::set(&given, &(*key).into(), &(*value).into());
        }
        let arguments = Array::of2(&tag.into(), &given);
        Reflect::construct(class.dyn_ref::<Function>()?, &arguments).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{english_day, tag, tags};
    use picker::date::Date;
    use proptest::prelude::*;

    #[test]
    fn tags_are_read_as_browsers_and_systems_write_them() {
        for (tag, want) in [
            ("de-DE", "de-DE"),
            ("de-DE@posix", "de-DE"),
            ("sr_RS.UTF-8@latin", "sr-Latn-RS"),
            ("nn_NO", "nn-NO"),
            ("pt_BR", "pt-BR"),
            ("fr-", "fr"),
            ("eo-toolongforasubtag", "eo"),
            (" it ", "it"),
        ] {
            let found = super::tag(tag);
            assert_eq!(found.as_ref().map(|it| it.as_str()), Some(want), "{tag}");
        }
        for none in ["", "C", "C.UTF-8", "@posix", "*", "-", "undefined-", "1x"] {
            assert_eq!(tag(none), None, "{none}");
        }
    }

    #[test]
    fn each_language_counts_once() {
        let all = ["de-DE@euro", "de-DE", "", "en", "EN"].map(str::to_owned);
        let found: Vec<String> = tags(&all).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["de-DE", "en"]);
    }

    proptest! {
        #[test]
        fn any_tags_are_survived(texts in prop::collection::vec(".{0,40}", 0..6)) {
            for found in tags(&texts) {
                prop_assert!((2..=3).contains(&found.primary().len()));
            }
        }

        /// As far as a browser's clock goes: 100,000,000 days around 1970.
        #[test]
        fn any_day_has_a_name(days in -100_000_000..=100_000_000_i32) {
            prop_assert_eq!(english_day(Date::from_days(days)).split(' ').count(), 3);
        }
    }
}
