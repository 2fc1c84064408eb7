//! How the visitor's language writes numbers, days and names of languages.
//! Browsers know this for every language; natively only English is needed.

use picker::date::Date;
use picker::language::Language;
use picker::messages::Category;

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

/// A whole number: `174,309`.
#[must_use]
pub fn number(n: u64, language: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        #[allow(clippy::cast_precision_loss)]
        let number = js_sys::Number::from(n as f64);
        number.to_locale_string(language).into()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = language;
        let digits = n.to_string();
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out
    }
}

/// A day: `23 November 2026`.
#[must_use]
pub fn day(date: Date, language: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        let time = js_sys::Date::new(&(f64::from(date.days()) * 86_400_000.0).into());
        let options = js_sys::Object::new();
        for (key, value) in [
            ("timeZone", "UTC"),
            ("year", "numeric"),
            ("month", "long"),
            ("day", "numeric"),
        ] {
            let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
        }
        time.to_locale_date_string(language, &options).into()
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
        let locales = js_sys::Array::of1(&language.into());
        #[allow(clippy::cast_precision_loss)]
        let form =
            js_sys::Intl::PluralRules::new(&locales, &js_sys::Object::new()).select(n as f64);
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
            fn new(locales: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;
            #[wasm_bindgen(method, catch)]
            fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;
        }
        let options = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&options, &"type".into(), &"language".into());
        DisplayNames::new(shown_in, &options)
            .and_then(|names| names.of(language.as_str()))
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
