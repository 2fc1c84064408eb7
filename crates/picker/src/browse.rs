//! Looking around: all servers, narrowed down by filters that combine, in an
//! order of the visitor's choice.
//!
//! A filter is met by the measure of the recommendations: a topic, a language and
//! the visitor's own words by the same bits, a fact by the value
//! that is ranked by. So a list that is narrowed down by the answers to the quiz
//! holds the servers that the quiz calls a match.
//!
//! - [`Facet`]: what there is to narrow down by, and the values of each;
//! - [`Filters`]: what is chosen;
//! - [`Order`]: in which order servers are listed;
//! - [`View`]: all of it, to and from an address;
//! - [`Listing`]: what is left, and what each further choice would leave.

mod address;
mod count;
mod facet;
mod filters;
mod listing;
mod measure;
mod order;
mod view;

pub use facet::Facet;
pub use filters::Filters;
pub use listing::{FacetOption, FacetOptions, Listing, Loosening};
pub use order::Order;
pub use view::View;

use crate::score::{Query, Scored};
use crate::topics::Topics;
use count::Tally;

/// Lists servers. `query` is one for [`Filters::answers`] of the same filters.
pub(crate) fn list(query: &Query<'_>, topics: &Topics, view: &View, seed: u64) -> Listing {
    let filters = &view.filters;
    let mut tally = Tally::new(query, filters);
    let mut found: Vec<Scored> = Vec::new();
    for scored in query.scored(true) {
        if tally.add(query, &scored) {
            found.push(scored);
        }
    }
    order::sort(query, view.order(), seed, &mut found);
    Listing {
        servers: found.iter().map(|one| one.doc as usize).collect(),
        total: tally.total,
        options: tally.options(query, topics),
        with_everything: tally.left + tally.left_out,
        with_adult: tally.left + tally.adult,
        loosenings: tally.loosenings(),
        reading: query.ask.reading.clone(),
        unknown_words: query.unknown_words(),
    }
}
