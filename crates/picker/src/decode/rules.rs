//! A server's rules, in its own language and in others.

use super::loose;
use crate::json::{Look, Value};
use crate::plain_text::paragraphs;
use crate::tag::{Tag, closest};

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
    /// The language, as the server writes it.
    pub language: Tag,
    /// The rule.
    pub text: String,
    /// A longer explanation.
    pub hint: Option<String>,
}

impl Rule {
    /// The rule's text and hint in the language that is closest to what a
    /// visitor reads, best first; the tag is that of the translation, `None`
    /// for the original. Servers do not say in which language that is: `original` is
    /// the server's own, if it names one.
    #[must_use]
    pub fn in_language(
        &self,
        wanted: &[Tag],
        original: Option<&Tag>,
    ) -> (&str, Option<&str>, Option<&Tag>) {
        let translated = self.translations.iter().map(|it| &it.language);
        let offered: Vec<&Tag> = translated.chain(original).collect();
        match closest(wanted, &offered).and_then(|at| self.translations.get(at)) {
            Some(it) => (&it.text, it.hint.as_deref(), Some(&it.language)),
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
                    language: Tag::parse(tag)?,
                    text: text(value, "text")?,
                    hint: text(value, "hint"),
                })
            })
            .collect(),
    })
}
