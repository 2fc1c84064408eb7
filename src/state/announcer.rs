//! The text of the one live region of the page: what screen readers say
//! without moving the focus. [`crate::components::announcer`] shows it.

use leptos::prelude::*;

/// Holds the last announcement.
#[derive(Debug, Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// With nothing announced yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Announces a text, politely: it waits for what is being said.
    pub fn say(self, text: String) {
        self.0.set(text);
    }

    /// The last announcement; tracked.
    #[must_use]
    pub fn text(self) -> String {
        self.0.get()
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}
