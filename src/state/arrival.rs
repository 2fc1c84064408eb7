//! What happens when a page has been reached inside of the app, where the
//! browser itself does nothing: the heading gets the focus, the title is
//! announced, and the page scrolls to where it should be.

use super::announcer::Announcer;
use crate::platform::{history, page};
use leptos::prelude::*;

/// Knows whether the document's first page is still the one on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    before: StoredValue<Before>,
    announcer: Announcer,
}

/// What has been reached before.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Before {
    Nothing,
    /// The document's first page, at this address. It may come in parts.
    First(String),
    Others,
}

impl Before {
    /// What has been reached with the page at this address, and whether that is another
    /// page than the document's first.
    fn reached(&self, address: String) -> (Self, bool) {
        match self {
            Self::Nothing => (Self::First(address), false),
            Self::First(first) if *first == address => (self.clone(), false),
            _ => (Self::Others, true),
        }
    }
}

impl Arrival {
    /// At the start of the app: the first page was reached by the browser.
    #[must_use]
    pub fn new(announcer: Announcer) -> Self {
        Self {
            before: StoredValue::new(Before::Nothing),
            announcer,
        }
    }

    /// A page stands now. Does nothing for the document's first page, which
    /// the browser has announced and scrolled itself.
    pub fn arrived(self) {
        let reached = self
            .before
            .with_value(|before| before.reached(page::address()));
        let (before, is_another) = reached;
        self.before.set_value(before);
        if !is_another {
            return;
        }
        let focus = page::Focus::now();
        page::after_paint(move || {
            // Who is in a field of the new page by then stays there.
            if !history::scroll_to_target() && focus.is_where_it_was() {
                page::focus("h1");
            }
            self.announcer.say(page::title());
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Before;

    #[test]
    fn the_first_page_may_come_in_parts_and_be_come_back_to() {
        let mut before = Before::Nothing;
        let steps = [
            ("/servers/?server=a.example", false),
            // Its details come with a part of the program.
            ("/servers/?server=a.example", false),
            ("/servers/?topic=tech", true),
            ("/servers/?topic=tech", true),
            ("/servers/?server=a.example", true),
        ];
        for (address, want) in steps {
            let (after, is_another) = before.reached(address.to_owned());
            assert_eq!(is_another, want, "{address}");
            before = after;
        }
    }
}
