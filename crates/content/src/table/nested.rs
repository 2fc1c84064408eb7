//! Files that are one table with tables inside, such as `content/site.toml`.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{File, Table};

impl<'i> File<'i> {
    /// The whole file as one table; `None` when it is not TOML.
    pub(crate) fn root(&mut self) -> Option<DeTable<'i>> {
        match DeTable::parse(self.text) {
            Ok(root) => Some(root.into_inner()),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                self.problem(&span, format!("not valid TOML: {}", error.message()));
                None
            }
        }
    }
}

impl<'i> Table<'_, 'i> {
    /// All `[[name]]` tables inside this one.
    pub(crate) fn rows(&mut self, name: &str) -> Vec<(Range<usize>, DeTable<'i>)> {
        let Some(value) = self.take(name) else {
            return Vec::new();
        };
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            self.wrong(&span, name, &format!("written as [[{name}]] tables"));
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in items {
            let span = item.span();
            match item.into_inner() {
                DeValue::Table(table) => out.push((span, table)),
                _ => self.wrong(&span, name, "a list of tables"),
            }
        }
        out
    }

    /// The `[name]` table inside this one.
    pub(crate) fn section(&mut self, name: &str) -> Option<(Range<usize>, DeTable<'i>)> {
        let value = self.take(name)?;
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Some((span, table)),
            _ => {
                self.wrong(&span, name, &format!("a [{name}] table"));
                None
            }
        }
    }

    /// Whether the field is there, read or not.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.rest.contains_key(field)
    }

    /// A number, whole or with a point.
    pub(crate) fn number(&mut self, field: &str) -> Option<f64> {
        let value = self.take(field)?;
        let read = match value.get_ref() {
            DeValue::Integer(n) => n.as_str().parse::<f64>().ok(),
            DeValue::Float(n) => n.as_str().parse::<f64>().ok(),
            _ => None,
        };
        if read.is_none() {
            self.wrong(&value.span(), field, "a number");
        }
        read
    }
}
