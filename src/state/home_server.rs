//! The visitor's own server, if they have said which. It is kept on their
//! device alone.

use crate::platform::storage;
use ::fill::handle::Handle;
use ::fill::home::{Home, Intents};
use leptos::prelude::*;
use picker::domain;

const KEY: &str = "home-server";

/// The visitor's own server, for links that lead to it.
#[derive(Debug, Clone, Copy)]
pub struct HomeServer {
    domain: RwSignal<Option<String>>,
    /// What was typed, and how that server lets its members follow: for as long
    /// as the page stands.
    named: RwSignal<Option<(Home, Intents)>>,
}

impl HomeServer {
    /// Not known; in the browser, what was remembered follows as soon as the
    /// page has been drawn.
    #[must_use]
    pub fn new() -> Self {
        let server = Self {
            domain: RwSignal::new(None),
            named: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let remembered = storage::get(KEY);
            let remembered = remembered.and_then(|text| domain::from_typed(&text).ok());
            server.domain.set(remembered);
        });
        server
    }

    /// Its domain in normal form; tracked.
    #[must_use]
    pub fn domain(self) -> Option<String> {
        self.domain.get()
    }

    /// The account that was typed, if one was; not tracked.
    #[must_use]
    pub fn account_untracked(self) -> Option<Handle> {
        self.named.with_untracked(|named| match named {
            Some((Home::Account(handle), _)) => Some(handle.clone()),
            _ => None,
        })
    }

    /// What was typed for this server, or just the server; not tracked.
    #[must_use]
    pub fn named(self, server: &str) -> Home {
        let typed = self
            .named
            .with_untracked(|named| named.as_ref().map(|(home, _)| home.clone()));
        typed.unwrap_or_else(|| Home::Server(server.to_owned()))
    }

    /// Reads how the server lets its members follow, as far as it said; tracked.
    pub fn with_intents<R>(self, read: impl FnOnce(&Intents) -> R) -> R {
        self.named.with(|named| match named {
            Some((_, intents)) => read(intents),
            None => read(&Intents::default()),
        })
    }

    /// Remembers a domain. Where the browser keeps nothing, it is known for as
    /// long as the page stands; so are what was typed and the server's answers.
    pub fn remember(self, domain: &str, named: Home, intents: Intents) {
        storage::set(KEY, domain);
        self.named.set(Some((named, intents)));
        self.domain.set(Some(domain.to_owned()));
    }

    /// Forgets it.
    pub fn forget(self) {
        storage::remove(KEY);
        self.named.set(None);
        self.domain.set(None);
    }
}

impl Default for HomeServer {
    fn default() -> Self {
        Self::new()
    }
}
