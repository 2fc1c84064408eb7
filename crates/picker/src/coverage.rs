//! What the picks cover together, what they do not, and which servers would
//! but are not recommended.

use crate::facts::Row;
use crate::model::Server;
use crate::outcome::{NameState, Named, Reading, Refused, Wish};
use crate::score::{FIRST_UNIT, Query, Scored};

/// From this value on a server that is not recommended speaks of a topic.
const SPEAKS: f64 = 0.4;
/// No more servers than this are named with why they are not recommended.
const MOST_REFUSED: usize = 3;

/// The wishes that can be covered, with their bits: topics, and known units of
/// the free text.
fn wishes<'a>(query: &'a Query<'_>) -> impl Iterator<Item = (u32, Wish)> + 'a {
    let topics = query.answers.topics.iter().enumerate().take(FIRST_UNIT);
    let topics = topics.map(|(number, key)| (1 << number, Wish::Topic(key.clone())));
    let units = query.ask.unit_names.iter().enumerate();
    let units = units.filter(|(unit, _)| query.ask.unit_is_known(*unit));
    let units = units.map(|(unit, name)| (1 << (FIRST_UNIT + unit), Wish::Words(name.clone())));
    topics.chain(units)
}

/// What the chosen ones cover together, and what they do not.
pub(crate) fn coverage(query: &Query<'_>, chosen: &[&Scored]) -> (Vec<Wish>, Vec<Wish>) {
    let together = chosen.iter().fold(0, |all, one| all | one.covers);
    let (covered, uncovered): (Vec<_>, Vec<_>) =
        wishes(query).partition(|(bit, _)| together & bit != 0);
    let names = |list: Vec<(u32, Wish)>| list.into_iter().map(|(_, wish)| wish).collect();
    (names(covered), names(uncovered))
}

/// Why a server is not recommended; `None` for one that may be.
fn state(server: &Server, row: &Row, adult: bool) -> Option<NameState> {
    if let Some(flag) = server.flags.first() {
        Some(NameState::Flagged(*flag))
    } else if row.hidden {
        Some(NameState::Closed)
    } else if row.adult && !adult {
        Some(NameState::Adult)
    } else {
        None
    }
}

/// Servers that alone speak of a wish, and are not recommended. Those for
/// adults are not among them: they are shown to who asks for them.
pub(crate) fn refused(query: &Query<'_>, scored: &[Scored]) -> Vec<Refused> {
    let shown = scored.iter().fold(0, |all, one| all | one.covers);
    let mut list = Vec::new();
    for (bit, wish) in wishes(query).filter(|(bit, _)| shown & bit == 0) {
        for (doc, (server, row)) in query.servers.iter().zip(&query.facts.rows).enumerate() {
            if list.len() == MOST_REFUSED {
                return list;
            }
            let speaks = row.hidden && query.covers(doc as u32) & bit != 0;
            if let (true, Some(state)) = (speaks, state(server, row, query.answers.adult)) {
                list.push(Refused {
                    server: doc,
                    wish: wish.clone(),
                    state,
                });
            }
        }
    }
    list
}

/// How the free text was read, with what comes of the servers it names.
pub(crate) fn reading(query: &Query<'_>, left_out: &[u32]) -> Reading {
    let names = query.ask.mentions.iter().map(|mention| {
        let known = mention.server.and_then(|doc| {
            let server = query.servers.get(doc as usize)?;
            Some((doc, server, query.facts.rows.get(doc as usize)?))
        });
        let state = match known {
            None => NameState::NotListed,
            Some((doc, server, row)) => match state(server, row, query.answers.adult) {
                Some(state) => state,
                None if left_out.contains(&doc) => NameState::LeftOut,
                None => NameState::Recommended,
            },
        };
        Named {
            domain: mention.domain.clone(),
            state,
        }
    });
    Reading {
        names: names.collect(),
        ..query.ask.reading.clone()
    }
}

impl Query<'_> {
    /// What any server covers, also one that is not recommended.
    fn covers(&self, doc: u32) -> u32 {
        let units = self.ask.units.get(doc as usize).copied().unwrap_or(0);
        let mut covers = u32::from(units) << FIRST_UNIT;
        for (number, topic) in self.topics.iter().enumerate().take(FIRST_UNIT) {
            let about = topic.and_then(|topic| self.index.about_one(topic, doc));
            if about.is_some_and(|about| about.value() >= SPEAKS) {
                covers |= 1 << number;
            }
        }
        covers
    }
}
