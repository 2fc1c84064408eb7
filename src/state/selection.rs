//! The servers that the visitor has ticked for comparison, for this visit.

use crate::detail_route::MAX_COMPARED;
use leptos::prelude::*;

/// The ticked domains, in the order in which they were ticked.
#[derive(Debug, Clone, Copy)]
pub struct Selection(RwSignal<Vec<String>>);

impl Selection {
    /// With nothing ticked yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// The ticked domains; tracked.
    #[must_use]
    pub fn domains(self) -> Vec<String> {
        self.0.get()
    }

    /// Reads the ticked domains; tracked.
    pub fn domains_with<R>(self, read: impl FnOnce(&[String]) -> R) -> R {
        self.0.with(|domains| read(domains))
    }

    /// Whether a domain is ticked; not tracked.
    #[must_use]
    pub fn contains_untracked(self, domain: &str) -> bool {
        self.0
            .with_untracked(|domains| domains.iter().any(|it| it == domain))
    }

    /// Whether no more can be ticked; not tracked.
    #[must_use]
    pub fn is_full_untracked(self) -> bool {
        self.0
            .with_untracked(|domains| domains.len() >= MAX_COMPARED)
    }

    /// Whether a domain is ticked; tracked.
    #[must_use]
    pub fn contains(self, domain: &str) -> bool {
        self.0.with(|domains| domains.iter().any(|it| it == domain))
    }

    /// Whether no more can be ticked; tracked.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.0.with(|domains| domains.len() >= MAX_COMPARED)
    }

    /// Ticks a domain or takes the tick away. When [`MAX_COMPARED`] are ticked,
    /// another one is not added.
    pub fn choose(self, domain: &str, ticked: bool) {
        self.0.update(|domains| {
            domains.retain(|other| other != domain);
            if ticked && domains.len() < MAX_COMPARED {
                domains.push(domain.to_owned());
            }
        });
    }

    /// Takes all ticks away.
    pub fn clear(self) {
        self.0.set(Vec::new());
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use leptos::prelude::Owner;

    #[test]
    fn four_can_be_ticked_each_once_and_unticked_again() {
        Owner::new().with(|| {
            let selection = Selection::new();
            for domain in ["a", "b", "a", "c", "d", "e"] {
                selection.choose(domain, true);
            }
            assert_eq!(selection.domains(), ["b", "a", "c", "d"]);
            assert!(selection.is_full() && !selection.contains("e"));
            selection.choose("b", false);
            assert!(!selection.is_full() && !selection.contains("b"));
            selection.clear();
            assert!(selection.domains().is_empty());
        });
    }
}
