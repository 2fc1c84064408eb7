//! Servers as they are listed without the picker's program.

use serde::{Deserialize, Serialize};

use super::common::Time;

/// `/servers/`: what stands below the picker, for visitors without JavaScript
/// and for those who would rather look around.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picker {
    /// A few servers for each topic.
    pub by_topic: Vec<ShelfRow>,
    /// A few servers for each language that several speak, most spoken first.
    pub by_language: Vec<ShelfRow>,
    /// How many servers `/servers/all/` has.
    pub all: u64,
}

/// A few servers that have something in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShelfRow {
    /// What they have in common: the name of a topic or a language.
    pub label: String,
    /// As the engine chose them.
    pub servers: Vec<ServerLink>,
}

/// A link to a server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerLink {
    /// Where one gets an account.
    pub url: String,
    /// Its domain, as it is shown.
    pub name: String,
}

/// `/servers/all/`: every known server that can be joined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServersAll {
    /// The day of the build.
    pub date: Time,
    /// The servers by topic; a server with several topics is in each.
    pub topics: Vec<TopicServers>,
    /// Those that speak another language than English, by language, most
    /// spoken first.
    pub languages: Vec<LanguageServers>,
}

/// The servers that speak a language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LanguageServers {
    /// Its place on the page: `lang-` and the tag, which `public/boot.js` writes
    /// as well.
    pub id: String,
    /// Its name.
    pub name: String,
    /// In the order of the directory.
    pub servers: Vec<ServerLink>,
}

/// The servers about a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicServers {
    /// The topic's key, which is also its place on the page; `other` for
    /// servers without a topic.
    pub id: String,
    /// Its name.
    pub name: String,
    /// In the order of the directory.
    pub servers: Vec<ServerLine>,
}

/// A server as an entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerLine {
    /// Where one gets an account.
    pub url: String,
    /// Its domain, as it is shown.
    pub name: String,
    /// A line in our own words.
    pub note: Option<String>,
    /// The names of the languages it speaks.
    pub languages: Vec<String>,
    /// How one gets an account, where that is known: the message `picker.KEY`
    /// (`approval` or `instant`).
    pub sign_up: Option<String>,
}
