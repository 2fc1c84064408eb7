//! What the visitor looks at closely: one server, or a few side by side. It
//! stands in the address beside the answers (`&server=a.example`,
//! `&compare=a.example,b.example`), so that back, reload and a link restore it.

use crate::quiz::{State, Step};
use picker::domain;

/// The most servers side by side.
pub const MOST: usize = 4;

/// What is looked at closely.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closeup {
    /// One server's domain, in normal form.
    pub server: Option<String>,
    /// Two to [`MOST`] domains to compare, in normal form, each once.
    pub compare: Vec<String>,
}

impl Closeup {
    /// Reads the query of an address. What is no domain is left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut found = Self::default();
        for part in query.trim_start_matches('?').split('&') {
            match part.split_once('=') {
                Some(("server", value)) => found.server = domain::normalise(value).ok(),
                Some(("compare", value)) => {
                    // Browsers and chat programs write commas as `%2C`.
                    let value = value.replace("%2C", ",").replace("%2c", ",");
                    for one in value.split(',').filter_map(|it| domain::normalise(it).ok()) {
                        if !found.compare.contains(&one) && found.compare.len() < MOST {
                            found.compare.push(one);
                        }
                    }
                }
                _ => {}
            }
        }
        if found.compare.len() < 2 {
            found.compare.clear();
        }
        found
    }

    /// Whether nothing is looked at closely.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.server.is_none() && self.compare.is_empty()
    }
}

/// The address of a server's details.
#[must_use]
pub fn details(state: &State, domain: &str) -> String {
    format!("{}&server={domain}", state.at(Step::Results).href())
}

/// The address of a comparison.
#[must_use]
pub fn compare(state: &State, domains: &[String]) -> String {
    format!(
        "{}&compare={}",
        state.at(Step::Results).href(),
        domains.join(",")
    )
}

#[cfg(test)]
mod tests {
    use super::{Closeup, compare, details};
    use crate::quiz::State;

    #[test]
    fn what_is_written_is_read_back_and_the_answers_stay() {
        let state = State::from_query("?v=1&topic=tech&seed=7");
        let address = details(&state, "a.example");
        let query = address.split_once('?').unwrap().1;
        assert_eq!(
            Closeup::from_query(query).server.as_deref(),
            Some("a.example")
        );
        assert_eq!(State::from_query(query), state);

        let two = ["a.example", "b.example"].map(str::to_owned);
        let address = compare(&state, &two);
        let query = address.split_once('?').unwrap().1;
        assert_eq!(Closeup::from_query(query).compare, two);
        assert_eq!(State::from_query(query), state);
    }

    #[test]
    fn only_domains_are_believed_and_four_at_most() {
        let closeup = |query: &str| Closeup::from_query(query);
        assert!(closeup("?v=1&topic=tech").is_empty());
        assert!(closeup("?server=javascript:alert(1)").is_empty());
        assert!(closeup("?server=127.0.0.1").is_empty());
        assert!(closeup("?compare=a.example").is_empty());
        assert!(closeup("?compare=a.example,a.example").is_empty());
        let many = closeup("?compare=a.example%2CB.example,c.example,x,d.example,e.example");
        assert_eq!(
            many.compare,
            ["a.example", "b.example", "c.example", "d.example"]
        );
    }
}
