//! Which servers are listed, and which filters each of them meets.

use super::facet::Facet;
use super::filters::Filters;
use crate::model::HealthFlag;
use crate::outcome::Aspect;
use crate::score::{Query, Scored};

/// Which filters a server does not meet, one bit for each facet.
pub(super) fn unmet(query: &Query<'_>, filters: &Filters, scored: &Scored) -> u16 {
    let row = &query.facts.rows[scored.doc as usize];
    let has = |aspect: Aspect| scored.unmet >> aspect as u8 & 1 == 1;
    let mut unmet = 0;
    let mut miss = |facet: Facet, missed: bool| {
        if missed {
            unmet |= facet.bit();
        }
    };
    miss(Facet::Topics, has(Aspect::Topics));
    miss(Facet::Languages, has(Aspect::Language));
    miss(Facet::Age, has(Aspect::Age));
    let named = is_named(query, scored.doc);
    let asks = !query.ask.is_empty();
    let words = has(Aspect::Text) || has(Aspect::Unwanted);
    // A server that is named is meant, whatever else it says; where servers are
    // named and nothing else is said, these alone are.
    let others_are_meant = asks || query.ask.mentions.iter().all(|it| it.server.is_none());
    miss(Facet::Text, !named && (words || !others_are_meant));
    for facet in Facet::FACTS {
        miss(facet, !filters.lets_pass(facet, facet.value_of(row)));
    }
    unmet
}

/// Whether the own words name a server.
pub(super) fn is_named(query: &Query<'_>, doc: u32) -> bool {
    let mut mentions = query.ask.mentions.iter();
    mentions.any(|mention| mention.server == Some(doc))
}

/// What would have to be chosen for a server to be listed at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// Nothing more.
    Yes,
    /// Servers for adults.
    WithAdult,
    /// Servers that are not recommended.
    WithEverything,
    /// It is not listed.
    Never,
}

/// Whether a server is listed.
pub(super) fn listed(query: &Query<'_>, filters: &Filters, doc: u32) -> Listed {
    let row = &query.facts.rows[doc as usize];
    if row.hidden {
        let server = query.servers.get(doc as usize);
        if server.is_none_or(|server| server.flags.contains(&HealthFlag::Excluded)) {
            return Listed::Never;
        }
    }
    let is_adult = row.adult && !filters.adult;
    let is_hidden = row.hidden && !filters.everything && !is_named(query, doc);
    match (is_adult, is_hidden) {
        (false, false) => Listed::Yes,
        (true, false) => Listed::WithAdult,
        (false, true) => Listed::WithEverything,
        (true, true) => Listed::Never,
    }
}
