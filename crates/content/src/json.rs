//! Reads the JSON that the site is built with into types, in the browser.
//!
//! The parser is the engine's ([`picker::json`], hifijson), which every visitor
//! loads for the lists of servers anyway; this is serde's side of it. serde_json
//! beside it made the program 18 % larger: it compiles its parser once a type,
//! and its messages about errors bring the tables for printing and reading
//! floating point numbers. Here an error says nothing, as the build has written
//! what is read; and numbers are whole.

use crate::page::Page;
use picker::json::{self, Value};
use serde::Deserialize;
use serde::de::value::{CowStrDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

/// Reads a text; `None` when it is not JSON, or not of this type.
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Reader(json::read(text)?)).ok()
}

/// Reads a page's data. What is the same for all pages is compiled once.
#[must_use]
pub fn read_page<T: DeserializeOwned>(text: &str) -> Option<Page<T>> {
    let (page, content) = open(text)?;
    Some(Page {
        route: page.route,
        title: page.title,
        description: page.description,
        words: page.words,
        content: T::deserialize(Reader(content)).ok()?,
    })
}

/// A page without what is on it, and that.
fn open(text: &str) -> Option<(Page<()>, Value<'_>)> {
    let mut whole = json::read(text)?;
    let Value::Object(fields) = &mut whole else {
        return None;
    };
    let (_, content) = fields.iter_mut().find(|(name, _)| name == "content")?;
    let content = std::mem::replace(content, Value::Null);
    Some((Page::deserialize(Reader(whole)).ok()?, content))
}

/// Why something could not be read: not said.
#[derive(Debug)]
struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not of the wanted type")
    }
}

impl std::error::Error for Unfit {}

impl Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Reader<'de>(Value<'de>);

impl<'de> IntoDeserializer<'de, Unfit> for Reader<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Unfit;

    // Each type asks for what it is made of, and only that is compiled for it.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match &self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(*it),
            Value::Number(_) => self.deserialize_i64(visitor),
            Value::String(_) => self.deserialize_string(visitor),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::Number((text, _)) => visitor.visit_u64(text.parse().map_err(|_| Unfit)?),
            _ => Err(Unfit),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::Number((text, _)) => visitor.visit_i64(text.parse().map_err(|_| Unfit)?),
            _ => Err(Unfit),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::String(text) => visitor.visit_string(text.into_owned()),
            _ => Err(Unfit),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let Value::Array(items) = self.0 else {
            return Err(Unfit);
        };
        let mut items = SeqDeserializer::new(items.into_iter().map(Reader));
        let value = visitor.visit_seq(&mut items)?;
        items.end()?;
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let Value::Object(fields) = self.0 else {
            return Err(Unfit);
        };
        let fields = fields.into_iter();
        visitor.visit_map(MapDeserializer::new(
            fields.map(|(name, value)| (name, Self(value))),
        ))
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_string(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    /// Variants without fields, by their names.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::String(name) => {
                let name: CowStrDeserializer<'_, Unfit> = name.into_deserializer();
                visitor.visit_enum(name)
            }
            _ => Err(Unfit),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct
        identifier
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Network,
        TwoWords,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(transparent)]
    struct Name(String);

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Row {
        name: Name,
        count: u64,
        offset: i32,
        is_new: bool,
        kind: Option<Kind>,
        pair: (String, u8),
        words: BTreeMap<String, String>,
        rows: Vec<Row>,
    }

    fn rows() -> impl Strategy<Value = Row> {
        let leaf = (
            any::<String>(),
            any::<u64>(),
            any::<i32>(),
            any::<bool>(),
            prop::option::of(prop_oneof![Just(Kind::Network), Just(Kind::TwoWords)]),
            any::<(String, u8)>(),
            prop::collection::btree_map(any::<String>(), any::<String>(), 0..3),
        );
        let leaf = leaf.prop_map(|(name, count, offset, is_new, kind, pair, words)| Row {
            name: Name(name),
            count,
            offset,
            is_new,
            kind,
            pair,
            words,
            rows: Vec::new(),
        });
        leaf.prop_recursive(3, 8, 3, |inner| {
            (inner.clone(), prop::collection::vec(inner, 0..3))
                .prop_map(|(row, rows)| Row { rows, ..row })
        })
    }

    proptest! {
        #[test]
        fn what_serde_json_writes_is_read_as_it_was(row in rows()) {
            let text = serde_json::to_string(&row).unwrap();
            prop_assert_eq!(read::<Row>(&text), Some(row));
        }
    }

    #[test]
    fn what_is_not_of_the_type_is_refused() {
        let whole = r#"{"name":"a","count":1,"offset":-1,"is_new":true,"kind":"network",
            "pair":["b",2],"words":{},"rows":[],"more":{"x":[1.5e3]}}"#;
        assert!(read::<Row>(whole).is_some());
        for (part, other) in [
            ("\"count\":1", "\"count\":-1"),
            ("\"count\":1", "\"count\":1.5"),
            ("\"offset\":-1", "\"offset\":9999999999"),
            ("\"a\"", "null"),
            ("true", "\"true\""),
            ("\"network\"", "\"other\""),
            ("\"network\"", "{\"network\":1}"),
            ("[\"b\",2]", "[\"b\",2,3]"),
            ("\"rows\":[]", "\"rows\":{}"),
            ("\"rows\":[],", ""),
            ("}}", "}"),
        ] {
            let text = whole.replace(part, other);
            assert_ne!(text, whole, "{part}");
            assert_eq!(read::<Row>(&text), None, "{text}");
        }
    }
}
