//! What happens when a page has been reached inside of the app, where the
//! browser itself does nothing: the heading gets the focus, the title is
//! announced, and the page scrolls to where it should be.

use super::announcer::Announcer;
use crate::platform::{history, page};
use leptos::prelude::*;

/// Knows whether the document's first page is still the one on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    first: StoredValue<bool>,
    announcer: Announcer,
}

impl Arrival {
    /// At the start of the app: the first page was reached by the browser.
    #[must_use]
    pub fn new(announcer: Announcer) -> Self {
        Self {
            first: StoredValue::new(true),
            announcer,
        }
    }

    /// Whether the document's first page is still to be drawn, or being drawn.
    #[must_use]
    pub fn is_first(self) -> bool {
        self.first.get_value()
    }

    /// A page stands now. Does nothing for the document's first page, which
    /// the browser has announced and scrolled itself.
    pub fn arrived(self) {
        if self.first.get_value() {
            self.first.set_value(false);
            return;
        }
        page::after_paint(move || {
            if !history::scroll_to_target() {
                page::focus("h1");
            }
            self.announcer.say(page::title());
        });
    }
}
