//! Whom a visitor without answers is shown.

use crate::facts::{Facts, Row};
use crate::language::{Language, SPOKEN};
use crate::outcome::PICKS;

/// Whom a visitor without answers is shown.
pub(super) struct Pool {
    languages: Vec<Language>,
    /// For each known language whether it is one of these.
    speaks: Vec<bool>,
    any_language: bool,
}

impl Pool {
    /// General-purpose servers in the browser's first language; while they
    /// are fewer than three also in its next ones, then in English, then in
    /// any.
    pub(super) fn new(facts: &Facts, wanted: &[Language]) -> Self {
        let mut pool = Self {
            languages: Vec::new(),
            speaks: vec![false; facts.languages.len()],
            any_language: false,
        };
        let english = Language::parse("en");
        for wanted in wanted.iter().chain(&english) {
            let primary = wanted.primary();
            if pool
                .languages
                .iter()
                .any(|known| known.primary() == primary)
            {
                continue;
            }
            pool.languages.push(wanted.clone());
            for (speaks, spoken) in pool.speaks.iter_mut().zip(&facts.languages) {
                *speaks |= spoken.meets(wanted) >= SPOKEN;
            }
            let found = facts
                .rows
                .iter()
                .filter(|row| !row.hidden && !row.adult && pool.breaks(facts, row) == 0)
                .take(PICKS)
                .count();
            if found == PICKS {
                return pool;
            }
        }
        pool.any_language = true;
        pool
    }

    /// What it costs a server not to be one of these: 0 for those that are.
    pub(super) fn breaks(&self, facts: &Facts, row: &Row) -> u8 {
        let spoken = facts.spoken(row);
        let speaks = |at: &u16| self.speaks.get(usize::from(*at)).is_some_and(|it| *it);
        let language = self.any_language
            || (spoken.iter().any(speaks) && !written_otherwise(row, &self.languages));
        2 * u8::from(!row.general) + u8::from(!row.lively) + 2 * u8::from(!language)
    }
}

/// Whether a description is evidently written in none of these languages:
/// lists get languages wrong, and a newcomer is to be able to read the page.
fn written_otherwise(row: &Row, wanted: &[Language]) -> bool {
    row.written_in
        .is_some_and(|tag| !wanted.iter().any(|wanted| wanted.primary() == tag))
}
