//! The recommended servers that are on the page, shared by the components that
//! show them.

use crate::quiz::State;
use leptos::prelude::*;
use picker::recommend::{Context, Picker, Recommendation};
use std::collections::HashSet;
use std::sync::Arc;

/// Where results are shown. A frame on another page has no room for, and no
/// links to, what the site has beside the recommended servers themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultsLayout {
    /// On the site: with details, comparison, sharing and the pages on what to
    /// do next.
    Site,
    /// In a frame: with a link to the same results on the site.
    Frame,
}

/// What the recommended servers are drawn for; provided by the page around them.
#[derive(Debug, Clone, Copy)]
pub struct ShownResults {
    /// The answers and the seed.
    pub state: Memo<State>,
    /// Where they are shown.
    pub layout: ResultsLayout,
}

/// Which `<details>` of the results are open, by id: they stay so when the
/// cards around them are drawn anew.
#[derive(Debug, Clone, Copy, Default)]
pub struct OpenDetails(StoredValue<HashSet<String>>);

impl OpenDetails {
    /// Whether one is open.
    #[must_use]
    pub fn is_open(self, id: &str) -> bool {
        self.0
            .try_with_value(|open| open.contains(id))
            .unwrap_or_default()
    }

    /// Keeps that one was opened or closed.
    pub fn toggled(self, id: &str, is_open: bool) {
        let _ = self.0.try_update_value(|open| {
            if is_open {
                open.insert(id.to_owned());
            } else {
                open.remove(id);
            }
        });
    }
}

/// One draw of recommended servers. Its picks are indices into the servers of
/// the picker that made them, so the two stay together.
#[derive(Debug, Clone)]
pub struct RecommendedSet {
    /// The picker.
    pub picker: Arc<Picker>,
    /// The answers.
    pub state: State,
    /// What the picker recommended for them.
    pub recommendation: Recommendation,
    /// Domains that earlier draws with the same seed have shown.
    pub earlier: Vec<String>,
}

impl RecommendedSet {
    /// Draws servers for these answers.
    #[must_use]
    pub fn draw(picker: Arc<Picker>, state: State, context: &Context) -> Self {
        let earlier = picker.drawn_before(&state.answers, context, state.draw);
        let recommendation = picker.recommend_excluding(&state.answers, context, &earlier);
        let earlier = earlier.into_iter().map(str::to_owned).collect();
        Self {
            picker,
            state,
            recommendation,
            earlier,
        }
    }

    /// The recommended domains, in their order.
    #[must_use]
    pub fn domains(&self) -> Vec<&str> {
        let servers = self.picker.servers();
        let picks = self.recommendation.picks.iter();
        picks
            .filter_map(|pick| servers.get(pick.server))
            .map(|server| server.domain.as_str())
            .collect()
    }

    /// Whether these are other servers for the same answers: drawn from a
    /// newer list.
    #[must_use]
    pub fn replaces(&self, other: &Self) -> bool {
        self.state == other.state && self.domains() != other.domains()
    }
}

/// The set that was shown last. The way back from a server's details restores
/// it, even when a newer list has come meanwhile.
#[derive(Debug, Clone, Copy)]
pub struct LastResults(RwSignal<Option<Arc<RecommendedSet>>>);

impl LastResults {
    /// With nothing shown yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The set that was shown last; tracked.
    #[must_use]
    pub fn get(self) -> Option<Arc<RecommendedSet>> {
        self.0.get()
    }

    /// The set that was shown last, if it is for this page; not tracked.
    #[must_use]
    pub fn for_state(self, state: &State) -> Option<Arc<RecommendedSet>> {
        self.0.get_untracked().filter(|set| set.state == *state)
    }

    /// Notes what is shown now.
    pub fn set(self, set: Arc<RecommendedSet>) {
        self.0.set(Some(set));
    }
}

impl Default for LastResults {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{LastResults, RecommendedSet};
    use crate::quiz::State;
    use leptos::prelude::Owner;
    use picker::date::Date;
    use picker::model::Server;
    use picker::recommend::{Context, Empty, Picker};
    use picker::topics::Topics;
    use std::sync::Arc;

    fn set(domains: &[&str], query: &str) -> RecommendedSet {
        let servers = domains.iter().map(|domain| Server::new(*domain)).collect();
        let context = Context {
            today: Date::from_days(20_000),
            seed: 7,
            browser_languages: Vec::new(),
        };
        let picker = Arc::new(Picker::new(servers, Topics::default()));
        RecommendedSet::draw(picker, State::from_query(query), &context)
    }

    #[test]
    fn other_servers_for_the_same_answers_replace_a_set() {
        let old = set(&["a.example"], "?seed=7");
        assert!(set(&["b.example"], "?seed=7").replaces(&old));
        assert!(!set(&["a.example"], "?seed=7").replaces(&old));
        assert!(!set(&["b.example"], "?seed=8").replaces(&old));
    }

    #[test]
    fn another_draw_shows_others_until_none_is_left() {
        let domains = ["a.example", "b.example", "c.example", "d.example"];
        let first = set(&domains, "?seed=7");
        let second = set(&domains, "?seed=7&draw=1");
        assert_eq!(second.earlier, first.domains());
        assert_eq!(second.domains().len(), 1);
        assert!(!first.domains().contains(&second.domains()[0]));
        let third = set(&domains, "?seed=7&draw=2");
        assert!(third.domains().is_empty());
        assert_eq!(third.recommendation.empty, Some(Empty::AllShown));
    }

    #[test]
    fn only_the_page_that_was_shown_last_is_restored() {
        Owner::new().with(|| {
            let last = LastResults::new();
            let shown = Arc::new(set(&["a.example"], "?seed=7"));
            assert!(last.for_state(&shown.state).is_none());
            last.set(Arc::clone(&shown));
            let found = last.for_state(&shown.state).unwrap();
            assert_eq!(found.domains(), ["a.example"]);
            assert!(last.for_state(&State::from_query("?seed=8")).is_none());
        });
    }
}
