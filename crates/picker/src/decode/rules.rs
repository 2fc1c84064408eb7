//! A server's rules, in its own language and in others.

use super::loose;
use crate::json::{Look, Value};
use crate::language::Language;
use crate::plain_text::paragraphs;

/// The most rules that are read, and the longest one, in characters.
const MAX_RULES: usize = 50;
const MAX_RULE: usize = 1_000;

/// One of a server's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The rule.
    pub text: String,
    /// A longer explanation.
    pub hint: Option<String>,
    /// The same in other languages.
    pub translations: Vec<Translation>,
}

/// A rule in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// The language.
    pub language: Language,
    /// The rule.
    pub text: String,
    /// A longer explanation.
    pub hint: Option<String>,
}

impl Rule {
    /// The rule's text and hint in the visitor's language where it is
    /// translated; the language is that of the translation, `None` for the
    /// original (whose language servers do not say).
    #[must_use]
    pub fn in_language(&self, wanted: &Language) -> (&str, Option<&str>, Option<&Language>) {
        let mut best: Option<(f64, &Translation)> = None;
        for translation in &self.translations {
            let fit = translation.language.meets(wanted);
            if fit > best.map_or(0.0, |(fit, _)| fit) {
                best = Some((fit, translation));
            }
        }
        match best {
            Some((_, t)) => (&t.text, t.hint.as_deref(), Some(&t.language)),
            None => (&self.text, self.hint.as_deref(), None),
        }
    }
}

/// The rules of an instance answer.
pub(super) fn read(root: &Value<'_>) -> Vec<Rule> {
    let rows = root.get("rules").and_then(Look::as_array);
    let rows = rows.into_iter().flatten().take(MAX_RULES);
    rows.filter_map(rule).collect()
}

fn rule(row: &Value<'_>) -> Option<Rule> {
    let text = |from: &Value<'_>, field: &str| {
        loose::text(from, field)
            .map(|text| paragraphs(text, MAX_RULE))
            .filter(|text| !text.is_empty())
    };
    let whole = row.as_str().map(|text| paragraphs(text, MAX_RULE));
    let translations = match row.get("translations") {
        Some(Value::Object(translations)) => translations.as_slice(),
        _ => &[],
    };
    Some(Rule {
        text: text(row, "text").or(whole.filter(|text| !text.is_empty()))?,
        hint: text(row, "hint"),
        translations: translations
            .iter()
            .filter_map(|(tag, value)| {
                Some(Translation {
                    language: Language::parse(tag)?,
                    text: text(value, "text")?,
                    hint: text(value, "hint"),
                })
            })
            .collect(),
    })
}
