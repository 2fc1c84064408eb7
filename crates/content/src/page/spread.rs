//! Bringing people along.

use serde::{Deserialize, Serialize};

use super::common::{Choice, Link, Time};

/// Whom an invitation is for, in the order in which it is offered; each is the message
/// `invite.kind_KEY`.
pub const INVITATION_KINDS: [&str; 6] =
    ["friend", "group", "class", "organisation", "here", "moving"];

/// Those of [`INVITATION_KINDS`] by which somebody tells another network where they are
/// now; their texts have the writer's address.
pub const LEAVING: [&str; 2] = ["here", "moving"];

/// How an invitation is sent; each is the message `invite.way_KEY`.
pub const INVITATION_WAYS: [&str; 3] = ["chat", "mail", "post"];

/// How long a task takes; each is the message `join-in.time_KEY`.
pub const TASK_TIMES: [&str; 3] = ["minutes", "hour", "month"];

/// `/invite/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Invite {
    /// The address that links begin with, without a slash at its end.
    pub site: String,
    /// Whether that is the site's own, or a stand-in.
    pub site_known: bool,
    /// Texts, by language.
    pub texts: Vec<InvitationLanguage>,
    /// Topics that can be given beforehand, in order of their names.
    pub topics: Vec<Choice>,
    /// Languages that can be given beforehand, likewise.
    pub languages: Vec<Choice>,
    /// Parts of the world, likewise.
    pub regions: Vec<Choice>,
    /// People that can be followed together, by their keys on `/fill/`.
    pub packs: Vec<Choice>,
}

/// The texts of a language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InvitationLanguage {
    /// Its tag.
    pub tag: String,
    /// One for each pair of [`INVITATION_KINDS`] and [`INVITATION_WAYS`], in their order.
    pub texts: Vec<InvitationText>,
}

/// A text with places for values: `{link}` and, in those of [`LEAVING`], `{address}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InvitationText {
    /// One of [`INVITATION_KINDS`].
    pub kind: String,
    /// One of [`INVITATION_WAYS`].
    pub way: String,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The text.
    pub text: String,
}

/// `/follow-me/`: snippets that lead to an account are in the crate `spread`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowMe {
    /// The address that snippets begin with, without a slash at its end.
    pub site: String,
    /// Whether that is the site's own, or a stand-in.
    pub site_known: bool,
}

/// Sheets with large letters, by their names in forms; each is the message
/// `print.sheet_KEY`.
pub const LARGE_SHEETS: [&str; 3] = ["poster", "cards", "sign"];

/// Sheets that are text, by the names of their files; likewise.
pub const TEXT_SHEETS: [&str; 4] = ["begin", "workshop", "handout", "letter"];

/// The colours of sheets; each is the message `print.colour_KEY`.
pub const SHEET_COLOURS: [&str; 4] = ["leaf", "sun", "night", "plain"];

/// `/print/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Print {
    /// The address that codes lead to, without a slash at its end.
    pub site: String,
    /// Whether that is the site's own, or a stand-in.
    pub site_known: bool,
    /// What there is, by language.
    pub kits: Vec<Kit>,
}

/// What there is to print in a language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kit {
    /// Its tag.
    pub tag: String,
    /// What stands largest.
    pub headline: String,
    /// A sentence or two below it.
    pub line: String,
    /// What stands beside the code.
    pub scan: String,
    /// Whose trademark, and that we are independent.
    pub small: String,
    /// In the order of [`TEXT_SHEETS`].
    pub texts: Vec<SheetText>,
}

/// A page of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetText {
    /// Its heading.
    pub title: String,
    /// A line below it.
    pub description: String,
    /// The rest, as HTML made from checked Markdown.
    pub html: String,
}

/// `/join-in/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JoinIn {
    /// What one can do, by the time that it takes.
    pub times: Vec<TaskGroup>,
    /// Days that come again.
    pub dates: Vec<DateLine>,
    /// What can be suggested for this site.
    pub suggestions: Vec<Suggestion>,
}

/// What one can do in a certain time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskGroup {
    /// One of [`TASK_TIMES`].
    pub key: String,
    /// In the order of the file.
    pub tasks: Vec<Task>,
}

/// A thing that one can do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Stays the same for ever: addresses point to it.
    pub id: String,
    /// A few words.
    pub title: String,
    /// A few sentences.
    pub text: String,
    /// Where to do it: pages of this site, and others.
    pub links: Vec<Link>,
}

/// A day that comes again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateLine {
    /// Stays the same for ever.
    pub id: String,
    /// Its name.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// How it comes again: the message `join-in.repeat_KEY`.
    pub repeat: String,
    /// The next ones after the day of the build.
    pub next: Vec<Time>,
    /// Where to read more.
    pub link: Link,
}

/// What can be suggested for this site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its place on the page.
    pub id: String,
    /// A few words.
    pub title: String,
    /// Lines to fill in.
    pub text: String,
    /// A post to us with these lines, ready to be filled in.
    pub post: String,
    /// An issue of the repository with them, where there is one.
    pub issue: Option<String>,
}
