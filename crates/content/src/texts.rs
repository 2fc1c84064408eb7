//! What the text pages are made of: the files of `content/` that hold prose,
//! links and figures, read and checked with line numbers.
//!
//! [`load`] reads everything it can and gathers everything that is wrong, so
//! that a maintainer sees all mistakes at once.

use std::path::Path;

use picker::date::Date;
use picker::decode::statistics::Day;

use crate::apps::{self, App};
use crate::articles::{self, Article};
use crate::figures::{self, Dewey, Figures};
use crate::hashtags::{self, Hashtag};
use crate::highlights::{self, Highlight};
use crate::history::{self, History};
use crate::invites::{self, Invitation};
use crate::join_in::{self, JoinIn};
use crate::kit::{self, Kit};
use crate::networks::{self, Network};
use crate::packs::{self, Pack};
use crate::partial_date::PartialDate;
use crate::problem::Problem;
use crate::prose::{self, Prose};
use crate::reader::Reader;
use crate::site::{self, Retired, Site};

/// Everything that the text pages show.
#[derive(Debug, Default)]
pub struct Content {
    /// Who we are: `site.toml`.
    pub site: Site,
    /// The brief's figures and the series behind the charts: `figures.toml`.
    pub figures: Figures,
    /// The Dewey Square reports: `dewey.toml`.
    pub dewey: Dewey,
    /// The network month by month: `network-history.csv`.
    pub history: History,
    /// The network on the last full day before the last refresh, if there was one.
    pub refreshed: Option<Day>,
    /// Newest first: `articles/*.md`.
    pub articles: Vec<Article>,
    /// In the order of the file: `highlights.toml`.
    pub highlights: Vec<Highlight>,
    /// In the order of the file: `apps.toml`.
    pub apps: Vec<App>,
    /// What there is beside Mastodon, in the order of the file: `networks.toml`.
    pub networks: Vec<Network>,
    /// In the order of the file: `hashtags.toml`.
    pub hashtags: Vec<Hashtag>,
    /// In the order of the file: `packs.toml`.
    pub packs: Vec<Pack>,
    /// Texts of invitations, in the order of the file: `invites.toml`.
    pub invitations: Vec<Invitation>,
    /// What one can do to spread Mastodon, and dates: `join-in.toml`.
    pub join_in: JoinIn,
    /// What there is to print, by language: `kit/`.
    pub kits: Vec<Kit>,
    /// Addresses that the site gave up on purpose: `retired.toml`.
    pub retired: Vec<Retired>,
    /// How Mastodon is different: `different.md`.
    pub different: Prose,
    /// What is known about visitors: `privacy.md`.
    pub privacy: Prose,
    /// How to help: `contribute.md`.
    pub contribute: Prose,
    /// What is wrong, file by file, in the order of the lines.
    pub problems: Vec<Problem>,
    /// Figures older than their shelf life, likewise: a build goes on, the pages
    /// and the check say so.
    pub stale: Vec<Problem>,
    /// The day on which all this was read.
    read_on: Option<Date>,
}

/// The network as it was last counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latest {
    /// The day or the month.
    pub when: PartialDate,
    /// People who were active within a month.
    pub active: Option<u64>,
    /// Accounts ever made.
    pub accounts: Option<u64>,
    /// Servers that answered.
    pub servers: Option<u64>,
    /// Whether the count is older than `latest.shelf_life` in `figures.toml`.
    pub stale: bool,
}

impl Content {
    /// The newest figures there are: of the last refresh, or of the history.
    #[must_use]
    pub fn latest(&self) -> Option<Latest> {
        let history = self.history.latest().map(|it| Latest {
            when: it.month,
            active: it.active,
            accounts: it.accounts,
            servers: it.servers,
            stale: false,
        });
        let refreshed = self.refreshed.map(|day| Latest {
            when: day.date.into(),
            active: Some(day.active),
            accounts: Some(day.users),
            servers: Some(day.servers),
            stale: false,
        });
        // A day of a month comes after the month.
        let newest = refreshed
            .into_iter()
            .chain(history)
            .max_by_key(|it| it.when)?;
        let shelf_life = self.figures.latest;
        let is_over = |today| shelf_life.is_over(newest.when, today);
        Some(Latest {
            stale: self.read_on.is_some_and(is_over),
            ..newest
        })
    }
}

/// Reads the content of the text pages under the project's root. Nothing in it
/// may lie after `today`.
#[must_use]
pub fn load(root: &Path, today: Date) -> Content {
    let mut reader = Reader {
        root,
        today,
        problems: Vec::new(),
        stale: Vec::new(),
    };
    let mut content = Content {
        site: reader.toml("content/site.toml", site::read),
        figures: reader.toml(figures::FILE, figures::read),
        dewey: reader.toml("content/dewey.toml", figures::read_dewey),
        highlights: reader.toml("content/highlights.toml", highlights::read),
        apps: reader.toml("content/apps.toml", apps::read),
        networks: reader.toml("content/networks.toml", networks::read),
        join_in: reader.toml("content/join-in.toml", join_in::read),
        retired: reader.toml("content/retired.toml", site::read_retired),
        articles: articles::read(&mut reader),
        different: prose::read(&mut reader, "content/different.md"),
        privacy: prose::read(&mut reader, "content/privacy.md"),
        contribute: prose::read(&mut reader, "content/contribute.md"),
        read_on: Some(today),
        ..Content::default()
    };
    let topics = reader.topic_keys();
    content.hashtags = hashtags::read(&mut reader, &topics);
    content.packs = packs::read(&mut reader, &topics);
    content.invitations = invites::read(&mut reader);
    content.kits = kit::read(&mut reader);
    content.history = history::read(&mut reader, &content.figures);
    // What is wrong with it is said by the check of the directory.
    let snapshot = std::fs::read(root.join("content/snapshot.json")).ok();
    content.refreshed = snapshot.and_then(|bytes| picker::decode::bundle::network(&bytes));
    content.problems = reader.problems;
    content.stale = reader.stale;
    if let Some(latest) = content.latest().filter(|it| it.stale) {
        content.stale.push(Problem {
            file: figures::FILE.to_owned(),
            line: content.figures.latest_line,
            message: format!(
                "the newest count of the network is of {}, older than its `shelf_life`: \
                 `cargo xtask refresh` gets a newer one",
                latest.when
            ),
        });
    }
    content
}

#[cfg(test)]
mod tests;
