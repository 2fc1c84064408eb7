//! A maintainer's word on single servers: leave one out, pause it until a
//! day, correct a fact, add a note. Written in `content/overrides.toml`.

use crate::date::Date;
use crate::model::Server;

/// One entry of the overrides file.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The corrected facts (with [`crate::model::Source::Override`]) under
    /// the domain they are about; everything else is left open.
    pub correction: Server,
    /// Never recommend it.
    pub exclude: bool,
    /// Do not recommend it before that day.
    pub pause_until: Option<Date>,
}

impl Override {
    /// Whether the server is out on that day.
    #[must_use]
    pub fn excludes_on(&self, today: Date) -> bool {
        self.exclude || self.pause_until.is_some_and(|until| today < until)
    }
}
