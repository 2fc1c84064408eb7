//! The visitor's own server, if they have said which. It is kept on their
//! device alone.

use crate::platform::storage;
use ::fill::handle::Handle;
use ::fill::home::{Home, Intents};
use leptos::prelude::*;
use picker::domain;

const KEY: &str = "home-server";
/// What was typed and what the server said, kept as long as the tab is open:
/// signing in leaves the page.
const NAMED: &str = "home-server-named";

/// The visitor's own server, for links that lead to it.
#[derive(Debug, Clone, Copy)]
pub struct HomeServer {
    domain: RwSignal<Option<String>>,
    /// What was typed, and how that server lets its members follow.
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
            let named = storage::get_for_tab(NAMED);
            let named = named.and_then(|text| read_named(&text, remembered.as_deref()?));
            server.named.set(named);
            server.domain.set(remembered);
        });
        server
    }

    /// Its domain in normal form; tracked.
    #[must_use]
    pub fn domain(self) -> Option<String> {
        self.domain.get()
    }

    /// Its name as people read it, empty where there is none; tracked.
    #[must_use]
    pub fn name(self) -> String {
        self.domain
            .with(|domain| domain.as_deref().map(domain::readable).unwrap_or_default())
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

    /// Remembers a domain; and what was typed and the server's answers, as long as
    /// the tab is open. Where the browser keeps nothing, for as long as the page
    /// stands.
    pub fn remember(self, domain: &str, named: Home, intents: Intents) {
        storage::set(KEY, domain);
        storage::set_for_tab(NAMED, &write_named(domain, &named, &intents));
        self.named.set(Some((named, intents)));
        self.domain.set(Some(domain.to_owned()));
    }

    /// Remembers a domain that was asked before, in this tab: what it said then of
    /// following still holds.
    pub fn remember_again(self, domain: &str, named: Home) {
        let kept = storage::get_for_tab(NAMED).and_then(|text| read_named(&text, domain));
        let intents = kept.map(|it| it.1).unwrap_or_default();
        self.remember(domain, named, intents);
    }

    /// Forgets it.
    pub fn forget(self) {
        storage::remove(KEY);
        storage::remove_for_tab(NAMED);
        self.named.set(None);
        self.domain.set(None);
    }
}

/// The domain, what was typed, and the templates, a line each.
fn write_named(domain: &str, named: &Home, intents: &Intents) -> String {
    let typed = named.to_string();
    let [follow, subscribe, object, create] = intents.templates();
    [domain, &typed, follow, subscribe, object, create].join("\n")
}

/// What was kept for this domain.
fn read_named(text: &str, domain: &str) -> Option<(Home, Intents)> {
    let lines: Vec<&str> = text.split('\n').collect();
    let [of, typed, follow, subscribe, object, create] = lines[..] else {
        return None;
    };
    let intents = Intents::of_templates([follow, subscribe, object, create]);
    (of == domain).then(|| Some((Home::parse(typed).ok()?, intents)))?
}

impl Default for HomeServer {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{read_named, write_named};
    use ::fill::home::{Home, Intents};

    #[test]
    fn what_a_tab_keeps_of_a_server_is_read_again_for_that_server_alone() {
        let home = Home::parse("@me@split.example").unwrap();
        let subscribe = "https://social.split.example/x?uri={uri}";
        let intents = Intents {
            subscribe: Some(subscribe.to_owned()),
            ..Intents::default()
        };
        let text = write_named("social.split.example", &home, &intents);
        let both = Some((home, intents));
        assert_eq!(read_named(&text, "social.split.example"), both);
        assert_eq!(read_named(&text, "other.example"), None);
        let evil = text.replace(subscribe, "javascript:alert('{uri}')");
        let kept = read_named(&evil, "social.split.example").unwrap();
        assert_eq!(kept.1, Intents::default());
        assert_eq!(
            read_named("social.split.example", "social.split.example"),
            None
        );
    }
}
