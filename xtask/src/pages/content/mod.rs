//! What the text pages are made of: the files of `content/` that hold prose,
//! links and figures, read and checked with line numbers.
//!
//! [`load`] reads everything it can and gathers everything that is wrong, so
//! that a maintainer sees all mistakes at once.

use std::path::Path;

use picker::date::Date;
use picker::decode::statistics::Day;

use crate::content::Problem;
use crate::content::table::{File, Table};

mod apps;
mod articles;
mod fields;
mod figures;
mod highlights;
mod history;
mod prose;
mod site;

pub use apps::{App, Platform, Price};
pub use articles::Article;
pub use fields::{Link, When};
pub use figures::{Dewey, Figure, Figures, Series};
pub use highlights::{GROUPS, Highlight};
pub use history::{FILE as HISTORY_FILE, History, Reading};
pub use prose::Prose;
pub use site::{Follow, Person, Retired, Site};

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
}

/// The network as it was last counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latest {
    /// The day or the month.
    pub when: When,
    /// People who were active within a month.
    pub active: Option<u64>,
    /// Accounts ever made.
    pub accounts: Option<u64>,
    /// Servers that answered.
    pub servers: Option<u64>,
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
        });
        let refreshed = self.refreshed.map(|day| Latest {
            when: day.date.into(),
            active: Some(day.active),
            accounts: Some(day.users),
            servers: Some(day.servers),
        });
        // A day of a month comes after the month.
        refreshed
            .into_iter()
            .chain(history)
            .max_by_key(|it| it.when)
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
    };
    let mut content = Content {
        site: reader.toml("content/site.toml", site::read),
        figures: reader.toml("content/figures.toml", figures::read),
        dewey: reader.toml("content/dewey.toml", figures::read_dewey),
        highlights: reader.toml("content/highlights.toml", highlights::read),
        apps: reader.toml("content/apps.toml", apps::read),
        retired: reader.toml("content/retired.toml", site::read_retired),
        articles: articles::read(&mut reader),
        different: prose::read(&mut reader, "content/different.md"),
        privacy: prose::read(&mut reader, "content/privacy.md"),
        contribute: prose::read(&mut reader, "content/contribute.md"),
        ..Content::default()
    };
    content.history = history::read(&mut reader, &content.figures);
    // What is wrong with it is said by the check of the directory.
    let snapshot = std::fs::read(root.join("content/snapshot.json")).ok();
    content.refreshed = snapshot.and_then(|bytes| picker::decode::bundle::network(&bytes));
    content.problems = reader.problems;
    content
}

/// Reads files and gathers problems.
pub(crate) struct Reader<'r> {
    pub(crate) root: &'r Path,
    pub(crate) today: Date,
    pub(crate) problems: Vec<Problem>,
}

impl Reader<'_> {
    pub(crate) fn problem(&mut self, file: &str, line: usize, message: impl Into<String>) {
        self.problems.push(Problem {
            file: file.to_owned(),
            line,
            message: message.into(),
        });
    }

    /// The text of a file that must be there, with plain line ends.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        match std::fs::read_to_string(self.root.join(name)) {
            Ok(text) => Some(text.replace("\r\n", "\n")),
            Err(error) => {
                self.problem(name, 1, format!("cannot be read: {error}"));
                None
            }
        }
    }

    /// Reads a TOML file as one table.
    fn toml<T: Default>(&mut self, name: &str, read: fn(&mut Table<'_, '_>, Date) -> T) -> T {
        let Some(text) = self.text(name) else {
            return T::default();
        };
        self.table(name, &text, read)
    }

    /// Reads TOML text as one table; problems name the lines of `text`.
    pub(crate) fn table<T: Default>(
        &mut self,
        name: &str,
        text: &str,
        read: fn(&mut Table<'_, '_>, Date) -> T,
    ) -> T {
        let mut file = File::new(name, text);
        let mut out = T::default();
        if let Some(root) = file.root() {
            let mut table = Table::new(&mut file, 0..0, root);
            out = read(&mut table, self.today);
            table.finish();
        }
        file.problems.sort_by_key(|problem| problem.line);
        self.problems.append(&mut file.problems);
        out
    }
}

#[cfg(test)]
mod tests;
