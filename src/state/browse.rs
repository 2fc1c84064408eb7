//! The list of all servers as the visitor has narrowed it down. All of it stands in
//! the address; each choice is an entry of the history.

use super::navigation::{History, Navigation};
use super::visitor::Visitor;
use crate::browse_route;
use crate::directory::load::Directory;
use crate::platform::{page, random};
use crate::quiz;
use leptos::prelude::*;
use picker::browse::{Listing, View};
use picker::recommend::Picker;
use std::sync::Arc;

/// How long the visitor has paused when what is typed narrows the list down, in
/// milliseconds.
const TYPING_PAUSE: u32 = 250;

/// A listing and the servers that it is about.
#[derive(Debug)]
pub struct Browsed {
    /// The servers.
    pub picker: Arc<Picker>,
    /// What was asked for.
    pub view: View,
    /// What is left, and what can be chosen.
    pub listing: Listing,
}

impl Browsed {
    /// The state of the quiz whose answers ask for the same: links to the details of
    /// a server keep it.
    #[must_use]
    pub fn quiz(&self) -> quiz::State {
        let mut state = quiz::State::start().with_answers(self.view.filters.answers());
        state.seed = self.view.seed;
        state
    }
}

/// Where the visitor has looked around last: the list or the map, as it was narrowed
/// down, relative to the base of the site. `None` since picks were shown. Links back
/// from a server and from a comparison lead there.
#[derive(Debug, Clone, Copy)]
pub struct LastLook(pub RwSignal<Option<String>>);

/// The visit of the list.
#[derive(Debug, Clone, Copy)]
pub struct Browse {
    /// What the address says; on the list with a seed where it names none.
    pub view: Memo<View>,
    /// What it leads to; `None` until the first list of servers has come.
    pub browsed: RwSignal<Option<Arc<Browsed>>>,
    /// The same, once what it leads to is painted: numbers beside choices can wait.
    pub counted: RwSignal<Option<Arc<Browsed>>>,
    /// What is typed, and perhaps not in the address yet.
    pub typed: RwSignal<String>,
    /// The words in the address, where the last change of it was by typing: the next
    /// letters change the same entry of the history.
    written: StoredValue<Option<String>>,
    route: &'static str,
}

impl Browse {
    /// Starts at what the address of `route` says. `drawn` is the seed of the servers that stand
    /// in the document: a visitor who has begun to read them keeps their order,
    /// everybody else gets an order of their own. `None` where there is no order.
    #[must_use]
    pub fn start(navigation: Navigation, route: &'static str, drawn: Option<u64>) -> Self {
        let directory = expect_context::<Directory>();
        let visitor = expect_context::<Visitor>();
        let seed = drawn.map(|drawn| {
            if page::is_live() && !page::is_scrolled() {
                random::seed()
            } else {
                drawn
            }
        });
        let query = navigation.own_query();
        let view = Memo::new(move |_| {
            let mut view = View::from_query(&query.get());
            view.seed = view.seed.or(seed);
            view
        });
        let browsed = RwSignal::new(None);
        let list = move || {
            let view = view.get();
            let picker: Arc<Picker> = directory.picker.get()?;
            let listing = picker.browse(&view, &visitor.context(seed.unwrap_or_default()));
            Some(Arc::new(Browsed {
                picker,
                view,
                listing,
            }))
        };
        browsed.set(untrack(list));
        Effect::new(move |_| {
            let Some(new) = list() else {
                // The words are being looked up anew: what stands stays.
                return;
            };
            let stays = browsed.with_untracked(|old: &Option<Arc<Browsed>>| {
                old.as_ref().is_some_and(|old| {
                    // A newer list must not move what is being read: it comes with the
                    // next choice.
                    let same = Arc::ptr_eq(&old.picker, &new.picker);
                    old.view == new.view && (same || page::is_scrolled())
                })
            });
            if !stays {
                browsed.set(Some(new));
            }
        });
        let counted = RwSignal::new(browsed.get_untracked());
        Effect::new(move |_| {
            let newest = browsed.get();
            if counted.with_untracked(Option::is_none) {
                counted.set(newest);
                return;
            }
            page::after_paint(move || {
                if let Some(newest) = browsed.try_get_untracked() {
                    counted.try_set(newest);
                }
            });
        });
        let typed = RwSignal::new(view.with_untracked(|view| view.filters.text.clone()));
        let written = StoredValue::new(None::<String>);
        // The newest view: by then there may be another one.
        let keep = move || {
            let view = view.try_get_untracked()?;
            Some(browse_route::path(route, &view))
        };
        let LastLook(last) = expect_context::<LastLook>();
        Effect::new(move |_| {
            let view = view.get();
            // Other words than were written there from the field come by "Back".
            if written.with_value(|own| own.as_ref() != Some(&view.filters.text)) {
                written.set_value(None);
                typed.set(view.filters.text.clone());
            }
            if !view.filters.text.is_empty() {
                directory.load_synonyms();
            }
            last.set(Some(browse_route::path(route, &view)));
            navigation.keep_on(route, keep);
        });
        Effect::new(move |_| directory.load());
        Self {
            view,
            browsed,
            counted,
            typed,
            written,
            route,
        }
    }

    /// Shows the list in another way: a new entry of the history.
    pub fn go(self, navigation: Navigation, change: impl FnOnce(&mut View)) {
        self.written.set_value(None);
        let mut view = self.view.get_untracked();
        // What has been typed a moment ago is not lost.
        view.filters.text = self.typed.get_untracked();
        change(&mut view);
        navigation.change(&browse_route::path(self.route, &view), History::Push);
    }

    /// Takes over what has been typed, once the visitor pauses. All of it is one
    /// entry of the history.
    pub fn type_words(self, navigation: Navigation, words: String) {
        self.typed.set(words.clone());
        page::after(TYPING_PAUSE, move || {
            if self.typed.try_get_untracked().as_ref() != Some(&words) {
                return;
            }
            let mut view = self.view.get_untracked();
            if view.filters.text == words {
                return;
            }
            let history = match self.written.with_value(Option::is_some) {
                true => History::Replace,
                false => History::Push,
            };
            self.written.set_value(Some(words.clone()));
            view.filters.text = words;
            navigation.change(&browse_route::path(self.route, &view), history);
        });
    }
}
