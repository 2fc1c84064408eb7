//! Pages that are mostly text.

use serde::{Deserialize, Serialize};

use super::common::{Account, Choice, Link, Person, Summary};
use super::figures::{Figure, LatestFigures};
use super::lists::{ArticleLine, HighlightLineGroup};
use super::networks::NetworkLine;

/// `/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// The mission statement, word for word.
    pub mission: String,
    /// How many people, accounts and servers there are.
    pub latest: Option<LatestFigures>,
}

/// `/about/`: all of the site in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The mission statement, word for word.
    pub mission: String,
    /// How many people, accounts and servers there are.
    pub latest: Option<LatestFigures>,
    /// Figures as they were published.
    pub then: Vec<Figure>,
    /// The finding of the Dewey Square report.
    pub finding: String,
    /// That report.
    pub report: Link,
    /// How Mastodon is different: the page's heading and sentence.
    pub different: Summary,
    /// The articles that this site began with, then the newest others.
    pub articles: Vec<ArticleLine>,
    /// All highlights, by group.
    pub groups: Vec<HighlightLineGroup>,
    /// How this began.
    pub credits: String,
    /// Those who began it.
    pub people: Vec<Person>,
    /// The site's independence.
    pub independence: String,
    /// Places to follow.
    pub follow: Vec<Account>,
    /// What there is beside Mastodon.
    pub networks: Vec<NetworkLine>,
}

/// `/different/` and `/privacy/`: Markdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prose {
    /// What stands under the heading, as HTML made from checked Markdown.
    pub html: String,
}

/// `/follow/`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Follow {
    /// Places to follow.
    pub accounts: Vec<Account>,
    /// How this began.
    pub credits: String,
    /// Those who began it.
    pub people: Vec<Person>,
    /// The site's independence.
    pub independence: String,
    /// How to help: heading and sentence.
    pub contribute: Summary,
    /// How to help, as HTML made from checked Markdown.
    pub contribute_html: String,
    /// Where the source is.
    pub repository: Option<String>,
}

/// `/on-your-page/`: how to embed the picker. Options, events and snippets are
/// in [`crate::embed`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnYourPage {
    /// The address that snippets begin with, without a slash at its end.
    pub site: String,
    /// Whether that is the site's own, or a stand-in.
    pub site_known: bool,
    /// Topics that can be chosen, in order of their names.
    pub topics: Vec<Choice>,
}

/// `404.html`, which leads on by the links of [`Frame`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotFound {}
