//! Hashtags and accounts to follow.

use serde::{Deserialize, Serialize};

use super::common::{Choice, Time};

/// `/fill/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fill {
    /// Topics that have hashtags or packs, in the order in which topics are
    /// offered: for choosing.
    pub topics: Vec<Choice>,
    /// Languages that hashtags or accounts have, by name: for choosing.
    pub languages: Vec<Choice>,
    /// Each hashtag once, under its main topic.
    pub hashtags: Vec<TopicHashtags>,
    /// In the order of the file.
    pub packs: Vec<FollowPack>,
}

/// The hashtags of a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicHashtags {
    /// The topic's key, which is also its place on the page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// In the order of the file.
    pub hashtags: Vec<FollowHashtag>,
}

/// A hashtag to follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowHashtag {
    /// Without `#`.
    pub tag: String,
    /// The tag of its language, for `lang` and for choosing; named in
    /// [`Fill::languages`].
    pub language: String,
    /// All its topics, for choosing.
    pub topics: Vec<String>,
    /// What is found there, in its language.
    pub why: String,
    /// Where a fact in that line is from.
    pub source: Option<String>,
    /// When that was read.
    pub as_of: Option<Time>,
}

/// Accounts to follow together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowPack {
    /// Its place on the page.
    pub id: String,
    /// A few words.
    pub title: String,
    /// A sentence.
    pub about: String,
    /// Its topics, for choosing.
    pub topics: Vec<String>,
    /// A public Collection with the same theme.
    pub collection: Option<String>,
    /// In the order of the file.
    pub accounts: Vec<FollowAccount>,
}

/// An account to follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowAccount {
    /// `@name@server`
    pub handle: String,
    /// Who that is.
    pub what: String,
    /// Who stands behind it: the message `fill.kind_KEY`.
    pub kind: String,
    /// The tag of the language that it mostly posts in; named in
    /// [`Fill::languages`].
    pub language: String,
    /// Where the handle is public.
    pub source: String,
    /// As of when that source says so.
    pub as_of: Time,
}
