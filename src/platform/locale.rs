//! How the visitor's language writes numbers, days and names of languages.
//! Browsers know this for every language; natively only English is needed.

use picker::date::Date;
use picker::language::Language;
use picker::messages::{Category, english_number};

/// The browser's languages, best first.
#[must_use]
pub fn browser_languages() -> Vec<Language> {
    #[cfg(target_arch = "wasm32")]
    {
        let mut found: Vec<Language> = Vec::new();
        let Some(window) = web_sys::window() else {
            return found;
        };
        for tag in window.navigator().languages().iter() {
            if let Some(language) = tag.as_string().and_then(|tag| Language::parse(&tag))
                && !found.contains(&language)
            {
                found.push(language);
            }
        }
        found
    }
    #[cfg(not(target_arch = "wasm32"))]
    Vec::new()
}

/// The browser's own formatters, made once for each language: to make one takes
/// longer than to use it a hundred times.
#[cfg(target_arch = "wasm32")]
mod formatters {
    use std::cell::RefCell;
    use wasm_bindgen::JsValue;

    thread_local! {
        static MADE: RefCell<Vec<(&'static str, String, JsValue)>> = const { RefCell::new(Vec::new()) };
    }

    /// The formatter of this kind for a language.
    pub(super) fn get(
        kind: &'static str,
        language: &str,
        make: &dyn Fn(&js_sys::Array, &js_sys::Object) -> JsValue,
        options: &[(&str, &str)],
    ) -> JsValue {
        let known = MADE.with_borrow(|made| {
            let same = |it: &&(&str, String, JsValue)| it.0 == kind && it.1 == language;
            made.iter().find(same).map(|it| it.2.clone())
        });
        known.unwrap_or_else(|| {
            let given = js_sys::Object::new();
            for (key, value) in options {
                let _ = js_sys::Reflect::set(&given, &(*key).into(), &(*value).into());
            }
            let formatter = make(&js_sys::Array::of1(&language.into()), &given);
            let entry = (kind, language.to_owned(), formatter.clone());
            MADE.with_borrow_mut(|made| made.push(entry));
            formatter
        })
    }

    /// What a formatter's function makes of a value.
    pub(super) fn text(function: &JsValue, value: &JsValue) -> String {
        let function: &js_sys::Function = wasm_bindgen::JsCast::unchecked_ref(function);
        let text = function.call1(&JsValue::UNDEFINED, value);
        text.ok().and_then(|it| it.as_string()).unwrap_or_default()
    }
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
            let make = |locale: &js_sys::Array, options: &js_sys::Object| {
                let format = js_sys::Intl::NumberFormat::new(locale, options);
                format.format().into()
            };
            #[allow(clippy::cast_precision_loss)]
            let n = (n as f64).into();
            return formatters::text(&formatters::get("number", &region, &make, &[]), &n);
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
        let make = |locale: &js_sys::Array, options: &js_sys::Object| {
            let format = js_sys::Intl::DateTimeFormat::new(locale, options);
            format.format().into()
        };
        let options = [
            ("timeZone", "UTC"),
            ("year", "numeric"),
            ("month", "long"),
            ("day", "numeric"),
        ];
        let time = (f64::from(date.days()) * 86_400_000.0).into();
        formatters::text(
            &formatters::get("day", &region(language), &make, &options),
            &time,
        )
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
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
        let _ = language;
        let (year, month, day) = date.ymd();
        let name = MONTHS.get(month as usize - 1).unwrap_or(&"");
        format!("{day} {name} {year}")
    }
}

/// The plural form that a whole number takes.
#[must_use]
pub fn plural(n: u64, language: &str) -> Category {
    #[cfg(target_arch = "wasm32")]
    {
        if language == "en" {
            return Category::english(n);
        }
        let make = |locale: &js_sys::Array, options: &js_sys::Object| {
            js_sys::Intl::PluralRules::new(locale, options).into()
        };
        let rules = formatters::get("plural", language, &make, &[]);
        let rules: js_sys::Intl::PluralRules = wasm_bindgen::JsCast::unchecked_into(rules);
        #[allow(clippy::cast_precision_loss)]
        let form = rules.select(n as f64);
        Category::parse(&String::from(form)).unwrap_or(Category::Other)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = language;
        Category::english(n)
    }
}

/// What `language` is called in the language `shown_in`; its tag where the
/// browser has no name for it. Never throws, whatever the tag.
#[must_use]
pub fn language_name(language: &Language, shown_in: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = Intl)]
            type DisplayNames;
            #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
            fn new(
                locales: &js_sys::Array,
                options: &js_sys::Object,
            ) -> Result<DisplayNames, JsValue>;
            #[wasm_bindgen(method, catch)]
            fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;
        }
        let make = |locale: &js_sys::Array, options: &js_sys::Object| {
            DisplayNames::new(locale, options).map_or(JsValue::UNDEFINED, Into::into)
        };
        let names = formatters::get("name", shown_in, &make, &[("type", "language")]);
        let names: DisplayNames = names.unchecked_into();
        names
            .of(language.as_str())
            .ok()
            .flatten()
            .unwrap_or_else(|| language.as_str().to_owned())
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = shown_in;
        language.as_str().to_owned()
    }
}
