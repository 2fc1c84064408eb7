//! What there is beside Mastodon.

use serde::{Deserialize, Serialize};

use super::common::{Link, Time};

/// `/networks/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Networks {
    /// What one can do on some of them, in the order in which it is offered; each
    /// is the message `networks.do_KEY`.
    pub activities: Vec<String>,
    /// In the order of the file.
    pub networks: Vec<OtherNetwork>,
}

/// A network, a kind of software or a bridge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherNetwork {
    /// Stays the same for ever: addresses point to it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `network`, `software` or `bridge`: the message `networks.kind_KEY`.
    pub kind: String,
    /// What one can do there: some of [`Networks::activities`].
    pub activities: Vec<String>,
    /// What it is like.
    pub about: String,
    /// For whom it is.
    pub whom: String,
    /// What to know before.
    pub know: String,
    /// Where to begin.
    pub begin: Link,
    /// How large it is, where it was counted.
    pub size: Option<NetworkCount>,
    /// Why there is no count, where there is none.
    pub uncounted: Option<String>,
    /// What to follow from Mastodon.
    pub follow: Vec<NetworkAccount>,
    /// Where all that is known from.
    pub sources: Vec<Link>,
}

/// A network as an entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkLine {
    /// Its place on `/networks/`.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A count of people or accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkCount {
    /// The exact count.
    pub value: u64,
    /// As it is written: "about 102,000".
    pub shown: String,
    /// What was counted.
    pub what: String,
    /// Who counted.
    pub source: String,
    /// Where that can be read.
    pub url: String,
    /// When.
    pub as_of: Time,
    /// Whether that is too long ago to be shown as today's: say so.
    pub stale: bool,
}

/// An account, a community or a blog that can be followed from any server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkAccount {
    /// `@name@server`
    pub handle: String,
    /// Its own page.
    pub url: String,
    /// Who or what it is.
    pub about: String,
    /// Where the handle is named.
    pub source: String,
    /// When it was named there.
    pub as_of: Time,
}
