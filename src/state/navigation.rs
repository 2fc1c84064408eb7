//! The picker's place in the address, and how it is changed. On the site each
//! step is an entry of the history; in a frame on another page each step
//! replaces the frame's only entry, so that "Back" of the browser leaves the
//! page around the frame.

use super::site::Site;
use crate::platform::page;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// Whether a step is a new entry of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// A new entry: "Back" leads to the step before.
    Push,
    /// In place of the current entry.
    Replace,
}

/// What stands behind `#` in the address; nothing while a document is made, which
/// is the same for all of them.
#[must_use]
pub fn fragment() -> Signal<String> {
    let hash = use_location().hash;
    Signal::derive(move || {
        if page::is_live() {
            hash.get()
        } else {
            String::new()
        }
    })
}

/// The router's own way to an address.
type Navigate = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// Reads and writes the query of the address. Provided inside of the router.
#[derive(Clone, Copy)]
pub struct Navigation {
    search: Memo<String>,
    site: Site,
    /// In a frame: the options in the frame's own query, kept at every step.
    frame: StoredValue<Option<String>>,
    navigate: StoredValue<Navigate>,
}

impl Navigation {
    /// On the site itself.
    #[must_use]
    pub fn on_site(site: Site) -> Self {
        Self::new(site, None)
    }

    /// In a frame, whose options (a query without `?`) stay in the address.
    #[must_use]
    pub fn in_frame(site: Site, options: String) -> Self {
        Self::new(site, Some(options))
    }

    fn new(site: Site, frame: Option<String>) -> Self {
        let navigate = use_navigate();
        Self {
            search: use_location().search,
            site,
            frame: StoredValue::new(frame),
            navigate: StoredValue::new(Box::new(move |to: &str, options| navigate(to, options))),
        }
    }

    /// The query without `?`; tracked.
    #[must_use]
    pub fn query(self) -> String {
        self.search.get()
    }

    /// The query without `?`, not tracked.
    #[must_use]
    pub fn query_untracked(self) -> String {
        self.search.get_untracked()
    }

    /// The query as long as the address is that of the page which asks for it: while
    /// this page is being left, the address is another page's already.
    #[must_use]
    pub fn own_query(self) -> Memo<String> {
        let pathname = use_location().pathname;
        // The router takes `/servers` and `/servers/` for the same page.
        let own = pathname.with_untracked(|path| path.trim_end_matches('/').to_owned());
        Memo::new(move |before: Option<&String>| match before {
            Some(before) if pathname.with(|now| now.trim_end_matches('/') != own) => before.clone(),
            _ => self.query(),
        })
    }

    /// Whether the page is a frame on another page.
    #[must_use]
    pub fn is_framed(self) -> bool {
        self.frame.with_value(Option::is_some)
    }

    /// Goes to a page of the picker, given relative to the site's base
    /// (`servers/?topic=tech`).
    pub fn go(self, to: &str, history: History) {
        let address = self.address(to);
        let replace = history == History::Replace || self.is_framed();
        let options = NavigateOptions {
            resolve: false,
            replace,
            scroll: !replace,
            ..NavigateOptions::default()
        };
        self.navigate
            .with_value(|navigate| navigate(&address, options));
    }

    /// Shows the page that is there in another way, given relative to the site's base:
    /// nothing scrolls.
    pub fn change(self, to: &str, history: History) {
        let options = NavigateOptions {
            resolve: false,
            replace: history == History::Replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        let address = self.address(to);
        self.navigate
            .with_value(|navigate| navigate(&address, options));
    }

    /// Writes an address (relative to the site's base) in place of the current
    /// one without showing anything else: for what is filled in and not sent
    /// yet, so that a reload finds it.
    pub fn keep(self, to: &str) {
        if !self.is_framed() {
            page::replace_address(&self.site.path(to));
        }
    }

    /// Writes the address of a page (its folder, relative to the site's base) as
    /// [`Navigation::keep`] does, for a page that does so as it is drawn. The router
    /// draws a page before it adds the entry of the history for it: what is written at
    /// once would take the place of the page that is being left. `to` is asked once the
    /// page is painted, and only where the address bar has this page by then.
    pub fn keep_on(self, route: &'static str, to: impl FnOnce() -> Option<String> + 'static) {
        page::after_paint(move || {
            if self.site.route_of(&page::path()) == route
                && let Some(to) = to()
            {
                self.keep(&to);
            }
        });
    }

    /// The address of a page of the picker as it stands in links.
    #[must_use]
    pub fn address(self, to: &str) -> String {
        self.frame.with_value(|frame| match frame {
            None => self.site.path(to),
            Some(options) => {
                let query = to.split_once('?').map_or("", |(_, query)| query);
                let between = if options.is_empty() || query.is_empty() {
                    ""
                } else {
                    "&"
                };
                self.site.path(&format!("embed/?{options}{between}{query}"))
            }
        })
    }
}
