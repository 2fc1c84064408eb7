//! What several pages are made of.

use serde::{Deserialize, Serialize};

/// A date for machines and for people, as `<time>` has both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// `2023`, `2023-04` or `2023-04-18`.
    pub datetime: String,
    /// "18 April 2023".
    pub text: String,
}

/// An outbound link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Where it leads.
    pub url: String,
    /// What stands on it.
    pub label: String,
    /// What became of it.
    pub note: Option<String>,
    /// When it was known to be as described.
    pub as_of: Option<Time>,
    /// The same in a web archive.
    pub archived: Option<String>,
}

/// The heading of a page and the sentence under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The heading.
    pub title: String,
    /// The sentence.
    pub description: String,
}

/// An account of the site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Stays the same for ever.
    pub id: String,
    /// What stands on the link.
    pub label: String,
    /// The profile.
    pub url: String,
    /// A copy in a web archive.
    pub archived: Option<String>,
    /// `@name@server` on Mastodon, which can be followed from any server;
    /// `None` elsewhere.
    pub handle: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
}

/// A person who is thanked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// `@name@server`
    pub handle: String,
    /// The profile.
    pub url: String,
    /// The profile at home, where that is another address.
    pub home: Option<String>,
}

/// A value and its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// As addresses have it.
    pub value: String,
    /// For people.
    pub label: String,
}
