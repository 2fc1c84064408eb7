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

/// The hashtags of a topic. In the page's data they are a [`TopicRow`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "TopicRow", into = "TopicRow")]
pub struct TopicHashtags {
    /// The topic's key, which is also its place on the page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// In the order of the file.
    pub hashtags: Vec<FollowHashtag>,
}

/// Id, name and hashtags. Rows have no names of fields: the document carries hundreds
/// of them beside what it shows, and each name would stand there as often.
type TopicRow = (String, String, Vec<HashtagRow>);

/// Tag, what is found there, the topics after the main one, language, source and when
/// it was read.
type HashtagRow = (
    String,
    String,
    Vec<String>,
    String,
    Option<String>,
    Option<Time>,
);

impl From<TopicRow> for TopicHashtags {
    fn from((id, name, rows): TopicRow) -> Self {
        let hashtag = |(tag, why, more, language, source, as_of): HashtagRow| {
            let mut topics = vec![id.clone()];
            topics.extend(more);
            FollowHashtag {
                tag,
                language,
                topics,
                why,
                source,
                as_of,
            }
        };
        let hashtags = rows.into_iter().map(hashtag).collect();
        Self { id, name, hashtags }
    }
}

impl From<TopicHashtags> for TopicRow {
    fn from(topic: TopicHashtags) -> Self {
        let row = |it: FollowHashtag| {
            let more = it.topics.into_iter().skip(1).collect();
            (it.tag, it.why, more, it.language, it.source, it.as_of)
        };
        let rows = topic.hashtags.into_iter().map(row).collect();
        (topic.id, topic.name, rows)
    }
}

/// A hashtag to follow.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FollowHashtag {
    /// Without `#`.
    pub tag: String,
    /// The tag of its language, for `lang` and for choosing; named in
    /// [`Fill::languages`].
    pub language: String,
    /// All its topics, for choosing; first the one that it stands under.
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

/// An account to follow. In the page's data it is an [`AccountRow`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "AccountRow", into = "AccountRow")]
pub struct FollowAccount {
    /// `@name@server`
    pub handle: String,
    /// Who that is, in its language.
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

/// Handle, who that is, source, its day for machines and for people, who stands behind
/// it, and language: in the order that packs best.
type AccountRow = (String, String, String, String, String, String, String);

impl From<AccountRow> for FollowAccount {
    fn from((handle, what, source, datetime, text, kind, language): AccountRow) -> Self {
        Self {
            handle,
            what,
            kind,
            language,
            source,
            as_of: Time { datetime, text },
        }
    }
}

impl From<FollowAccount> for AccountRow {
    fn from(it: FollowAccount) -> Self {
        let Time { datetime, text } = it.as_of;
        (
            it.handle,
            it.what,
            it.source,
            datetime,
            text,
            it.kind,
            it.language,
        )
    }
}
