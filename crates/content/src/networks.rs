//! `content/networks.toml`: what there is beside Mastodon, and how to follow it
//! from there.

use picker::date::Date;

use crate::fields::{Ids, Link, address, link, optional, required, required_when, url};
use crate::partial_date::PartialDate;
use crate::shelf_life::{Age, age};
use crate::table::Table;

/// What one can do, in the order in which the page offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Activity {
    Pictures,
    Video,
    Live,
    Threads,
    ShortPosts,
    Write,
    Books,
    Music,
    Events,
    Bridge,
}

impl Activity {
    /// All, in order.
    pub const ALL: [Self; 10] = [
        Self::Pictures,
        Self::Video,
        Self::Live,
        Self::Threads,
        Self::ShortPosts,
        Self::Write,
        Self::Books,
        Self::Music,
        Self::Events,
        Self::Bridge,
    ];

    /// The name in the file, in addresses and in messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Video => "video",
            Self::Live => "live",
            Self::Threads => "threads",
            Self::ShortPosts => "short-posts",
            Self::Write => "write",
            Self::Books => "books",
            Self::Music => "music",
            Self::Events => "events",
            Self::Bridge => "bridge",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == text)
    }
}

/// What an entry is to a visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Servers that one can join.
    #[default]
    Network,
    /// Software that one runs, or whose sites one follows.
    Software,
    /// A way to people on a network of another kind.
    Bridge,
}

impl Kind {
    /// The name in the file and in messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Software => "software",
            Self::Bridge => "bridge",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Network, Self::Software, Self::Bridge]
            .into_iter()
            .find(|it| it.key() == text)
    }
}

/// A network, a kind of software or a bridge.
#[derive(Debug)]
pub struct Network {
    /// Stays the same for ever: addresses point to it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is to a visitor.
    pub kind: Kind,
    /// What one can do there.
    pub activities: Vec<Activity>,
    /// What it is like.
    pub about: String,
    /// For whom it is.
    pub whom: String,
    /// What to know before.
    pub know: String,
    /// Where to begin.
    pub begin: Link,
    /// How large it is, or why there is no figure.
    pub size: Size,
    /// What to follow from Mastodon.
    pub follow: Vec<FollowTarget>,
    /// Where that is known from.
    pub sources: Vec<Link>,
}

/// How large a network is.
#[derive(Debug)]
pub enum Size {
    /// It was counted.
    Counted(Count),
    /// It was not, and why.
    Uncounted(String),
}

/// A count of people or accounts.
#[derive(Debug, Default)]
pub struct Count {
    /// The exact figure.
    pub value: u64,
    /// As it is written: "about 102,000".
    pub shown: String,
    /// What was counted.
    pub what: String,
    /// Who counted.
    pub source: String,
    /// Where that can be read.
    pub url: String,
    /// When, and whether that is too long ago.
    pub age: Age,
}

/// An account, a community or a blog that can be followed from any server.
#[derive(Debug, Default)]
pub struct FollowTarget {
    /// `@name@server`
    pub handle: String,
    /// Its own page.
    pub url: String,
    /// Who or what it is.
    pub about: String,
    /// Where the handle is named.
    pub source: String,
    /// When it was named there.
    pub as_of: PartialDate,
}

pub(crate) fn read(table: &mut Table<'_, '_>, today: Date) -> Vec<Network> {
    let mut ids = Ids::default();
    let mut out = Vec::new();
    for (span, row) in table.rows("network") {
        let mut row = Table::new(table.file, span, row);
        out.push(network(&mut row, &mut ids, today));
        row.finish();
    }
    out
}

fn network(row: &mut Table<'_, '_>, ids: &mut Ids, today: Date) -> Network {
    let id = ids.read(row);
    let name = required(row, "name");
    for field in ["kind", "begin", "follow", "sources"] {
        if !row.has(field) {
            let span = row.span.clone();
            row.file.problem(&span, format!("`{field}` is missing"));
        }
    }
    let kind = row.key("kind", "network, software, bridge", Kind::parse);
    let mut network = Network {
        id,
        name,
        kind: kind.unwrap_or_default(),
        activities: activities(row),
        about: required(row, "about"),
        whom: required(row, "whom"),
        know: required(row, "know"),
        begin: Link::default(),
        size: size(row, today),
        follow: Vec::new(),
        sources: Vec::new(),
    };
    if let Some((span, begin)) = row.section("begin") {
        network.begin = link(row, span, begin, today);
    }
    for (span, target) in row.rows("follow") {
        let mut target = Table::new(row.file, span, target);
        network.follow.push(follow_target(&mut target, today));
        target.finish();
    }
    for (span, source) in row.rows("sources") {
        let line = span.clone();
        let source = link(row, span, source, today);
        if source.as_of.is_none() {
            row.file.problem(&line, "`as_of` is missing");
        }
        network.sources.push(source);
    }
    network
}

fn activities(row: &mut Table<'_, '_>) -> Vec<Activity> {
    let mut out = Vec::new();
    let span = row.span.clone();
    for text in row.texts("do") {
        match Activity::parse(text.get_ref()) {
            Some(activity) => out.push(activity),
            None => {
                let known = Activity::ALL.map(Activity::key).join(", ");
                let message = format!("\"{}\" is none of: {known}", text.get_ref());
                row.file.problem(&text.span(), message);
            }
        }
    }
    if out.is_empty() {
        row.file.problem(&span, "`do` must name at least one thing");
    }
    out
}

fn size(row: &mut Table<'_, '_>, today: Date) -> Size {
    let why = optional(row, "uncounted");
    let counted = row.section("size");
    match (counted, why) {
        (Some((span, count)), None) => {
            let mut table = Table::new(row.file, span, count);
            let count = count_of(&mut table, today);
            table.finish();
            Size::Counted(count)
        }
        (None, Some(why)) => Size::Uncounted(why),
        (counted, _) => {
            let message = if counted.is_some() {
                "`size` and `uncounted` exclude each other"
            } else {
                "`size` is missing; where there is no figure, `uncounted` says why"
            };
            let span = row.span.clone();
            row.file.problem(&span, message);
            Size::Uncounted(String::new())
        }
    }
}

fn count_of(row: &mut Table<'_, '_>, today: Date) -> Count {
    let span = row.span.clone();
    let value = row.number("value");
    if !value.is_some_and(|value| value >= 1.0 && value.fract() == 0.0) {
        row.file.problem(&span, "`value` must be a whole number above 0");
    }
    Count {
        value: value.map_or(0, |value| value as u64),
        shown: required(row, "shown"),
        what: required(row, "what"),
        source: required(row, "source"),
        url: url(row),
        age: age(row, today),
    }
}

fn follow_target(row: &mut Table<'_, '_>, today: Date) -> FollowTarget {
    let handle = row.required("handle");
    if let Some(handle) = handle.as_ref().filter(|it| !is_handle(it.get_ref())) {
        let message = format!("\"{}\" must look like @name@server", handle.get_ref());
        row.file.problem(&handle.span(), message);
    }
    let url = url(row);
    let about = required(row, "about");
    let source = row.required("source");
    FollowTarget {
        handle: handle.map(toml::Spanned::into_inner).unwrap_or_default(),
        url,
        about,
        source: address(row, source).unwrap_or_default(),
        as_of: required_when(row, "as_of", today),
    }
}

/// Whether a text is a complete handle: `@name@server.example`.
fn is_handle(text: &str) -> bool {
    let parts = text.strip_prefix('@').and_then(|rest| rest.split_once('@'));
    let name_byte = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    parts.is_some_and(|(name, server)| {
        !name.is_empty()
            && name.bytes().all(name_byte)
            && server.bytes().all(name_byte)
            && server
                .split_once('.')
                .is_some_and(|(host, rest)| !host.is_empty() && !rest.is_empty())
    })
}

#[cfg(test)]
mod tests;
