//! What is left of the list, and what can still be chosen.

use super::facet::Facet;
use crate::outcome::Reading;

/// What is left of the list, and what each further choice would leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The servers, as indexes into
    /// [`Picker::servers`](crate::recommend::Picker::servers), in order.
    pub servers: Vec<usize>,
    /// How many there are without any filter.
    pub total: usize,
    /// The choices of each facet that has any, in the order of [`Facet::LISTED`].
    pub options: Vec<FacetOptions>,
    /// How many servers would be listed with those that are not recommended
    /// ([`Filters::everything`]).
    pub with_everything: usize,
    /// How many servers would be listed with those for adults
    /// ([`Filters::adult`]).
    pub with_adult: usize,
    /// The smallest numbers of filters to give up for any server to be left, those
    /// that leave most first; empty where some are.
    pub loosenings: Vec<Loosening>,
    /// How the own words were read.
    pub reading: Reading,
    /// Words of the own words that no server and no topic knows, as typed.
    pub unknown_words: Vec<String>,
}

/// The choices of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetOptions {
    /// Which facet.
    pub facet: Facet,
    /// Its values that some server of the whole list has, and those that are chosen:
    /// which they are does not depend on the other filters, but their counts do.
    pub options: Vec<FacetOption>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetOption {
    /// As the address has it: `trains`, `pt-BR`, `europe`, `unknown`.
    pub value: String,
    /// How many servers would be listed if it were chosen as well; where it is,
    /// how many are.
    pub count: usize,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Filters that stand in the way together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loosening {
    /// What to give up, all of it.
    pub facets: Vec<Facet>,
    /// How many servers would then be listed.
    pub leaves: usize,
}
