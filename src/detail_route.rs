//! The routes below the results: the details of one server, or a few servers
//! side by side. They stand in the query beside the answers
//! (`&server=a.example`, `&compare=a.example,b.example`), so that Back, a reload
//! and a shared link restore them.

use crate::quiz::{State, Step};
use picker::answers::Answers;
use picker::domain;
use picker::query::pairs;

/// How many servers are compared at most: more columns fit no screen.
pub const MAX_COMPARED: usize = 4;

/// What the query asks for beside the results; empty for the results themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetailRoute {
    /// One server's domain, in normal form.
    pub server: Option<String>,
    /// Two to [`MAX_COMPARED`] domains to compare, in normal form, each once.
    pub compare: Vec<String>,
}

impl DetailRoute {
    /// Reads the query of an address. Values that are no domains are left out.
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
                        if !found.compare.contains(&one) && found.compare.len() < MAX_COMPARED {
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

    /// Whether neither details nor a comparison are asked for.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.server.is_none() && self.compare.is_empty()
    }
}

/// The path of a server's details, relative to the base of the site.
#[must_use]
pub fn details_path(state: &State, domain: &str) -> String {
    format!("{}&server={domain}", state.at(Step::Results).href())
}

/// The folder of the page of a server by itself, relative to the base of the site.
pub const SERVER_ROUTE: &str = "servers/at/";

/// The name of the server in the address of [`SERVER_ROUTE`].
const SERVER: &str = "d";

/// The path of the page of a server by itself, with the answers that it is held
/// against, relative to the base of the site.
#[must_use]
pub fn server_path(answers: &Answers, domain: &str) -> String {
    server_path_with(&kept(answers), domain)
}

/// What the address of a server's page keeps of the answers: what [`server_path_with`]
/// takes, for many servers at once.
#[must_use]
pub fn kept(answers: &Answers) -> String {
    let answers = answers.to_query();
    let between = if answers.is_empty() { "" } else { "&" };
    format!("{between}{answers}")
}

/// [`server_path`] with answers as [`kept`] writes them.
#[must_use]
pub fn server_path_with(kept: &str, domain: &str) -> String {
    format!("{SERVER_ROUTE}?{SERVER}={domain}{kept}")
}

/// The server in the query of [`SERVER_ROUTE`], in normal form. What is typed by hand
/// is read as people write it: `https://A.example/about`, `@me@a.example`.
#[must_use]
pub fn server_of(query: &str) -> Option<String> {
    let (_, typed) = pairs(query).find(|(key, _)| key == SERVER)?;
    domain::from_typed(&typed).ok()
}

/// The path of a comparison, relative to the base of the site.
#[must_use]
pub fn comparison_path(state: &State, domains: &[String]) -> String {
    format!(
        "{}&compare={}",
        state.at(Step::Results).href(),
        domains.join(",")
    )
}

#[cfg(test)]
mod tests {
    use super::{DetailRoute, comparison_path, details_path, server_of, server_path};
    use crate::quiz::State;
    use picker::answers::Answers;

    #[test]
    fn what_is_written_is_read_back_and_the_answers_stay() {
        let state = State::from_query("?v=1&topic=tech&seed=7");
        let path = details_path(&state, "a.example");
        let query = path.split_once('?').unwrap().1;
        assert_eq!(
            DetailRoute::from_query(query).server.as_deref(),
            Some("a.example")
        );
        assert_eq!(State::from_query(query), state);

        let two = ["a.example", "b.example"].map(str::to_owned);
        let path = comparison_path(&state, &two);
        let query = path.split_once('?').unwrap().1;
        assert_eq!(DetailRoute::from_query(query).compare, two);
        assert_eq!(State::from_query(query), state);
    }

    #[test]
    fn a_server_has_a_page_of_its_own() {
        let answers = Answers::from_query("topic=tech");
        let path = server_path(&answers, "a.example");
        assert_eq!(path, "servers/at/?d=a.example&v=1&topic=tech");
        assert_eq!(
            server_path(&Answers::default(), "a.example"),
            "servers/at/?d=a.example"
        );
        let query = path.split_once('?').unwrap().1;
        assert_eq!(server_of(query).as_deref(), Some("a.example"));
        assert_eq!(
            server_of("d=https%3A%2F%2FA.example%2Fabout").as_deref(),
            Some("a.example")
        );
        for none in ["", "d=", "d=javascript:alert(1)", "server=a.example"] {
            assert_eq!(server_of(none), None, "{none}");
        }
    }

    #[test]
    fn only_domains_are_believed_and_four_at_most() {
        let route = |query: &str| DetailRoute::from_query(query);
        assert!(route("?v=1&topic=tech").is_empty());
        assert!(route("?server=javascript:alert(1)").is_empty());
        assert!(route("?server=127.0.0.1").is_empty());
        assert!(route("?compare=a.example").is_empty());
        assert!(route("?compare=a.example,a.example").is_empty());
        let many = route("?compare=a.example%2CB.example,c.example,x,d.example,e.example");
        assert_eq!(
            many.compare,
            ["a.example", "b.example", "c.example", "d.example"]
        );
    }
}
