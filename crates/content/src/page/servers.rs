//! Servers as they are listed without the picker's program.

use serde::{Deserialize, Serialize};

use super::common::Time;

/// `/servers/`: the way from the picker to the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picker {
    /// How many servers `/servers/all/` has.
    pub all: u64,
}

/// `/servers/all/`: the list of all servers as it stands until the program has come,
/// and the pages that narrow it down without the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServersAll {
    /// The day of the build.
    pub date: Time,
    /// What drew the order of [`ServersAll::servers`].
    pub seed: u64,
    /// How many servers there are.
    pub all: u64,
    /// The pages with a part of the list.
    pub groups: Vec<ServerGroups>,
    /// The first servers, in an order drawn for the day of the build.
    pub servers: Vec<ServerLine>,
}

/// Pages that each hold a part of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerGroups {
    /// By what: `topic`, `language` or `region`. Their heading is the message
    /// `picker.by_KIND`.
    pub kind: String,
    /// In the order in which they are offered.
    pub groups: Vec<ServerGroup>,
}

/// A page that holds a part of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerGroup {
    /// The key of the topic, the tag of the language or the key of the region, which
    /// is also its place on the page.
    pub id: String,
    /// The page's folder below the site's: `servers/all/topic/trains/`.
    pub route: String,
    /// What its servers have in common, by name.
    pub name: String,
    /// How many servers it has.
    pub count: u64,
}

/// `/servers/all/topic/trains/` and the like: the servers that have something in
/// common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServersBy {
    /// The day of the build.
    pub date: Time,
    /// The query of `/servers/all/` that leaves just these servers; none where no
    /// query does.
    pub query: Option<String>,
    /// In the order of the directory.
    pub servers: Vec<ServerLine>,
}

/// `/servers/at/`: one server by itself, which the address names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerAt {}

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
