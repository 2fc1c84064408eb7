//! Reads files of the project and gathers what is wrong with them.

use std::collections::HashSet;
use std::path::Path;

use picker::date::Date;
use picker::text_file;

use crate::problem::Problem;
use crate::table::{File, Table};

/// The text of a file under the project's root, however its editor saved it.
///
/// # Errors
/// When it is not there or is no text, with the line.
pub(crate) fn read(root: &Path, name: &str) -> Result<String, Problem> {
    let problem = |line: usize, message: String| Problem {
        file: name.to_owned(),
        line,
        message,
    };
    let bytes = std::fs::read(root.join(name))
        .map_err(|error| problem(1, format!("cannot be read: {error}")))?;
    text_file::text(&bytes).map_err(|why| problem(why.line, why.to_string()))
}

/// Reads files and gathers problems.
pub(crate) struct Reader<'r> {
    pub(crate) root: &'r Path,
    pub(crate) today: Date,
    pub(crate) problems: Vec<Problem>,
    /// Figures older than their shelf life.
    pub(crate) stale: Vec<Problem>,
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
        match read(self.root, name) {
            Ok(text) => Some(text),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    /// Reads a TOML file as one table.
    pub(crate) fn toml<T: Default>(
        &mut self,
        name: &str,
        read: fn(&mut Table<'_, '_>, Date) -> T,
    ) -> T {
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
        file.stale.sort_by_key(|figure| figure.line);
        self.stale.append(&mut file.stale);
        out
    }

    /// Reads a TOML file that holds `[[name]]` tables and nothing else.
    pub(crate) fn rows<T>(
        &mut self,
        name: &str,
        rows: &str,
        mut read: impl FnMut(&mut Table<'_, '_>) -> T,
    ) -> Vec<T> {
        let Some(text) = self.text(name) else {
            return Vec::new();
        };
        let mut file = File::new(name, &text);
        let mut out = Vec::new();
        for (span, row) in file.tables(rows) {
            let mut table = Table::new(&mut file, span, row);
            out.push(read(&mut table));
            table.finish();
        }
        file.problems.sort_by_key(|problem| problem.line);
        self.problems.append(&mut file.problems);
        out
    }

    /// The keys of `content/topics.toml`. What is wrong in that file is said by
    /// the check of the directory.
    pub(crate) fn topic_keys(&self) -> HashSet<String> {
        let text = read(self.root, "content/topics.toml").unwrap_or_default();
        let mut file = File::new("content/topics.toml", &text);
        let mut keys = HashSet::new();
        for (span, row) in file.tables("topic") {
            let key = Table::new(&mut file, span, row).text("key");
            keys.extend(key.map(toml::Spanned::into_inner));
        }
        keys
    }
}
