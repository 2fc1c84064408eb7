//! What the document says of the site itself: its base path and the words of
//! its frame. Built into every page as a data block, so that nothing has to be
//! fetched for it.

use leptos::prelude::*;

/// The site that the app belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    base: StoredValue<String>,
}

impl Site {
    /// A site under a base path, with its slashes: `/`, `/spread/`.
    #[must_use]
    pub fn new(base: &str) -> Self {
        Self { base: StoredValue::new(base.to_owned()) }
    }

    /// The path of a page or file of the site.
    #[must_use]
    pub fn path(self, to: &str) -> String {
        self.base.with_value(|base| format!("{base}{to}"))
    }

    /// The base path without its last slash, as the router wants it.
    #[must_use]
    pub fn router_base(self) -> String {
        self.base.with_value(|base| base.trim_end_matches('/').to_owned())
    }
}
