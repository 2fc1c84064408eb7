//! JSON as others write it: numbers stay as they were written until somebody
//! wants them, texts are borrowed where they can be.
//!
//! Read with hifijson. serde_json, which writes what we write ourselves, would
//! be 7.6 kB more of every visitor's download, and takes an object with a certain
//! key of its own for a number.

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::token::Lex as _;
use hifijson::value::parse_bounded;

/// Nesting beyond this is nobody's list, and could exhaust the stack.
const DEPTH: usize = 128;

/// What was read.
pub type Value<'a> = hifijson::value::Value<&'a str, Cow<'a, str>>;

/// Reads a text that is one JSON value; `None` when it is not.
#[must_use]
pub fn read(text: &str) -> Option<Value<'_>> {
    let mut lexer = SliceLexer::new(text.as_bytes());
    let one = lexer.exactly_one(SliceLexer::ws_peek, |next, lexer| {
        parse_bounded(DEPTH, next, lexer)
    });
    one.ok()
}

/// Looking into a [`Value`].
pub trait Look: Sized {
    /// An object's field; of several with that name the last.
    fn get(&self, field: &str) -> Option<&Self>;
    /// A list's items.
    fn as_array(&self) -> Option<&[Self]>;
    /// A text.
    fn as_str(&self) -> Option<&str>;
    /// A whole number from zero up, written without point or exponent.
    fn as_u64(&self) -> Option<u64>;
    /// Whether it is an object.
    fn is_object(&self) -> bool;
}

impl Look for Value<'_> {
    fn get(&self, field: &str) -> Option<&Self> {
        let Self::Object(fields) = self else {
            return None;
        };
        let mut fields = fields.iter().rev();
        let (_, value) = fields.find(|(name, _)| name == field)?;
        Some(value)
    }

    fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number((text, _)) => text.parse().ok(),
            _ => None,
        }
    }

    fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Value, read};
    use proptest::prelude::*;

    #[test]
    fn only_one_whole_value_is_read() {
        for text in [
            "",
            " ",
            "{",
            "[1,]",
            "[1 2]",
            "{\"a\" 1}",
            "{\"a\":1,}",
            "{a:1}",
            "nul",
            "+1",
            "01",
            "1.",
            "1e",
            ".5",
            "-",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\n\"",
            "\"",
            "1 2",
            "[1]]",
            "NaN",
            "\u{feff}1",
        ] {
            assert!(read(text).is_none(), "{text:?}");
        }
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(read(&deep(128)).is_some());
        assert!(read(&deep(129)).is_none());
        assert!(read(&"[".repeat(1_000_000)).is_none());
    }

    #[test]
    fn fields_are_found_as_they_were_written() {
        let text = r#" {"a": "\u00e9\ud83d\ude00\n", "b": [1, null], "n": 12e3, "u": 7,
            "a b": {"c": true}, "u": 18446744073709551615} "#;
        let value = read(text).unwrap();
        assert_eq!(value.get("a").and_then(Look::as_str), Some("é😀\n"));
        let list = value.get("b").and_then(Look::as_array).unwrap();
        assert!(matches!(list, [Value::Number(_), Value::Null]));
        assert!(matches!(value.get("n"), Some(Value::Number(("12e3", _)))));
        assert_eq!(value.get("n").and_then(Look::as_u64), None);
        assert_eq!(value.get("u").and_then(Look::as_u64), Some(u64::MAX));
        assert!(value.get("a b").is_some_and(Look::is_object));
        assert!(value.get("c").is_none() && list[0].get("a").is_none());
    }

    /// The same in serde_json's words, for a reader of another hand.
    fn other(value: &Value<'_>) -> serde_json::Value {
        use serde_json::Value as Other;
        match value {
            Value::Null => Other::Null,
            Value::Bool(it) => Other::Bool(*it),
            Value::Number((text, _)) => serde_json::from_str(text).unwrap(),
            Value::String(text) => Other::String(text.clone().into_owned()),
            Value::Array(items) => Other::Array(items.iter().map(other).collect()),
            Value::Object(fields) => fields
                .iter()
                .map(|(name, value)| (name.clone().into_owned(), other(value)))
                .collect(),
        }
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let theirs = serde_json::from_str::<serde_json::Value>(text).ok();
        let ours = read(text).as_ref().map(other);
        prop_assert_eq!(ours, theirs, "{}", text);
        Ok(())
    }

    fn some_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            any::<String>().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::vec((any::<String>(), inner), 0..5)
                    .prop_map(|it| serde_json::Value::Object(it.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_reads_what_others_write(value in some_json(), pretty: bool) {
            let text = if pretty {
                serde_json::to_string_pretty(&value).unwrap()
            } else {
                value.to_string()
            };
            agrees(&text)?;
        }

        #[test]
        fn it_takes_and_refuses_what_serde_json_does(text in r#"[\[\]{}:,"\\ue0-9.+a-f \-]{0,12}"#) {
            agrees(&text)?;
        }

        #[test]
        fn no_text_is_too_much(text in any::<String>()) {
            agrees(&text)?;
        }
    }
}
