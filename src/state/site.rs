//! What the document says of the site itself: its base path and the words of
//! the parts that all pages share. Built into every page as a data block
//! (`<script type="application/json" id="site">`), so that nothing has to be
//! fetched for it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The data block that all pages share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteData {
    /// The path under which the site is published, with its slashes: `/`,
    /// `/spread/`.
    pub base: String,
    /// The complete address of the site, where it is known; for canonical links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Message patterns by key (`frame.skip`).
    pub words: BTreeMap<String, String>,
}

/// The site that the app belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Site(StoredValue<SiteData>);

impl Site {
    /// A site as its data block describes it.
    #[must_use]
    pub fn new(data: SiteData) -> Self {
        Self(StoredValue::new(data))
    }

    /// The path of a page or file of the site, given relative to its base.
    #[must_use]
    pub fn path(self, to: &str) -> String {
        self.0.with_value(|site| format!("{}{to}", site.base))
    }

    /// The complete address of a page or file, if the site knows its own.
    #[must_use]
    pub fn absolute(self, to: &str) -> Option<String> {
        self.0.with_value(|site| {
            let address = site.address.as_ref()?;
            Some(format!("{address}{to}"))
        })
    }

    /// A message of the parts that all pages share; its key where it is missing.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        self.0.with_value(|site| site.words.get(key).cloned().unwrap_or_else(|| key.to_owned()))
    }
}
