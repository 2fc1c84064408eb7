//! The visitor's own server, if they have said which. It is kept on their
//! device alone.

use crate::platform::storage;
use leptos::prelude::*;
use picker::domain;

const KEY: &str = "home-server";

/// The visitor's own server, for links that lead to it.
#[derive(Debug, Clone, Copy)]
pub struct HomeServer(RwSignal<Option<String>>);

impl HomeServer {
    /// Not known; in the browser, what was remembered follows as soon as the
    /// page has been drawn.
    #[must_use]
    pub fn new() -> Self {
        let server = RwSignal::new(None);
        Effect::new(move |_| {
            let remembered = storage::get(KEY);
            server.set(remembered.and_then(|text| domain::from_typed(&text).ok()));
        });
        Self(server)
    }

    /// Its domain in normal form; tracked.
    #[must_use]
    pub fn domain(self) -> Option<String> {
        self.0.get()
    }

    /// Remembers a domain. Where the browser keeps nothing, it is known for as
    /// long as the page stands.
    pub fn remember(self, domain: &str) {
        storage::set(KEY, domain);
        self.0.set(Some(domain.to_owned()));
    }

    /// Forgets it.
    pub fn forget(self) {
        storage::remove(KEY);
        self.0.set(None);
    }
}

impl Default for HomeServer {
    fn default() -> Self {
        Self::new()
    }
}
