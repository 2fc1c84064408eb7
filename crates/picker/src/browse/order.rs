//! In which order servers are listed.

use super::measure::is_named;
use crate::choose::luck;
use crate::date::Date;
use crate::facts::Row;
use crate::model::{Fact, Server};
use crate::score::{Query, Scored};

/// An order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// The best fit first; those that fit equally well to a hundredth by chance.
    Fit,
    /// By chance: each server is as likely as any other to be first.
    Chance,
    /// The fewest people a week first; those of an unknown number last.
    Smallest,
    /// The most people a week first; those of an unknown number last.
    Largest,
    /// Those first of which something was learned last.
    Newest,
    /// By the names of the servers.
    Name,
}

impl Order {
    /// All orders, in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Fit,
        Self::Chance,
        Self::Smallest,
        Self::Largest,
        Self::Newest,
        Self::Name,
    ];

    /// A short, stable name for addresses and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fit => "fit",
            Self::Chance => "chance",
            Self::Smallest => "smallest",
            Self::Largest => "largest",
            Self::Newest => "newest",
            Self::Name => "name",
        }
    }

    /// Reads an order by its [`Order::key`].
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.key() == key)
    }
}

/// Puts servers in order. What is equal is ordered by chance, so that no server
/// stands before its equals for its name.
pub(super) fn sort(query: &Query<'_>, order: Order, seed: u64, found: &mut Vec<Scored>) {
    let row = |one: &Scored| -> &Row { &query.facts.rows[one.doc as usize] };
    let server = |one: &Scored| query.servers.get(one.doc as usize);
    if order == Order::Name {
        found.sort_by(|a, b| {
            let name = |one| server(one).map(|server| server.domain.as_str());
            name(a).cmp(&name(b))
        });
        return;
    }
    // The smaller key comes first.
    let key = |one: &Scored| -> f64 {
        match order {
            Order::Fit => -libm::floor(one.score * 100.0),
            Order::Chance | Order::Name => 0.0,
            Order::Smallest => row(one).size_log.unwrap_or(f64::INFINITY),
            Order::Largest => row(one).size_log.map_or(f64::INFINITY, |log| -log),
            Order::Newest => {
                let day = server(one).and_then(newest_fact).map(Date::days);
                day.map_or(f64::INFINITY, |day| -f64::from(day))
            }
        }
    };
    let mut keyed: Vec<(bool, f64, f64, Scored)> = found
        .drain(..)
        .map(|one| {
            let named = order == Order::Fit && is_named(query, one.doc);
            (!named, key(&one), luck(row(&one), seed), one)
        })
        .collect();
    keyed.sort_by(|a, b| {
        (a.0.cmp(&b.0))
            .then(a.1.total_cmp(&b.1))
            .then(a.2.total_cmp(&b.2))
            .then_with(|| {
                let name = |one| server(one).map(|server| server.domain.as_str());
                name(&a.3).cmp(&name(&b.3))
            })
    });
    found.extend(keyed.into_iter().map(|(.., one)| one));
}

/// The last day on which a fact about a server was stated.
fn newest_fact(server: &Server) -> Option<Date> {
    fn day<T>(fact: &Option<Fact<T>>) -> Option<Date> {
        fact.as_ref().and_then(|fact| fact.as_of)
    }
    let lists = (server.languages.iter().map(|fact| fact.as_of))
        .chain(server.topics.iter().map(|fact| fact.as_of))
        .flatten();
    [
        day(&server.title),
        day(&server.description),
        day(&server.note),
        day(&server.region),
        day(&server.legal_form),
        day(&server.sign_up),
        day(&server.min_age),
        day(&server.weekly_active),
        day(&server.size),
        day(&server.total_users),
        day(&server.version),
        day(&server.activity),
    ]
    .into_iter()
    .flatten()
    .chain(lists)
    .max()
}
