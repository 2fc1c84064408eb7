//! The data of the pages: the first page's stands in its document as a data
//! block (`<script type="application/json" id="page" data-route="articles/">`),
//! any other page's is a file beside its document and fetched once.

use super::site::Site;
use crate::platform::fetch::{Abort, FetchError, Limits, get};
use content::json;
use content::page::Page;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::sync::Arc;

/// The data of one page, as far as it is there.
#[derive(Debug, Clone)]
pub enum PageState {
    /// It is being fetched.
    Loading,
    /// It is there, as JSON; see [`read`].
    Ready(Arc<str>),
    /// It could not be had.
    Failed(FetchError),
}

/// The pages' data that came so far, as JSON by route. Provided at the root.
///
/// Pages are kept as text and read where they are drawn: signals of each page's
/// own type would be compiled once a page.
#[derive(Debug, Clone, Copy)]
pub struct PageData {
    texts: StoredValue<HashMap<String, Arc<str>>>,
    site: Site,
}

impl PageData {
    /// With the data of the pages that are there from the start: natively all
    /// that are rendered, in the browser the one of the document.
    #[must_use]
    pub fn new(site: Site, texts: HashMap<String, Arc<str>>) -> Self {
        Self {
            texts: StoredValue::new(texts),
            site,
        }
    }

    /// The data of a route. There at once where it is known, so that a page is
    /// drawn without a gap; fetched otherwise, for as long as the caller lives.
    #[must_use]
    pub fn page(self, route: &str) -> ReadSignal<PageState> {
        let kept = self.texts.with_value(|texts| texts.get(route).cloned());
        let is_kept = kept.is_some();
        let (page, set_page) = signal(kept.map_or(PageState::Loading, PageState::Ready));
        if is_kept {
            return page;
        }
        let route = route.to_owned();
        let abort = Abort::new();
        on_cleanup({
            let abort = abort.clone();
            move || abort.abort()
        });
        spawn_local(async move {
            let file = self.site.path(&file_of(&route));
            let answer = get(&file, Limits::LIST, &abort).await;
            let text =
                answer.and_then(|bytes| String::from_utf8(bytes).map_err(|_| FetchError::NotJson));
            let state = match text {
                Ok(text) => {
                    let text: Arc<str> = text.into();
                    let kept = Arc::clone(&text);
                    let _ = self
                        .texts
                        .try_update_value(|texts| texts.insert(route, kept));
                    PageState::Ready(text)
                }
                Err(error) => PageState::Failed(error),
            };
            // The page may have been left meanwhile.
            let _ = set_page.try_set(state);
        });
        page
    }

    /// Drops the data of a route that could not be read, so that it is fetched
    /// again the next time.
    pub fn forget(self, route: &str) {
        self.texts.update_value(|texts| {
            texts.remove(route);
        });
    }
}

/// Reads a page's data.
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<Page<T>> {
    json::read_page(text)
}

/// The file with a route's data, relative to the site's base: beside the
/// document (`articles/page.json`); `404.json` beside `404.html`.
#[must_use]
pub fn file_of(route: &str) -> String {
    match route.strip_suffix(".html") {
        Some(name) => format!("{name}.json"),
        None => format!("{route}page.json"),
    }
}

#[cfg(test)]
mod tests {
    use super::file_of;

    #[test]
    fn data_lies_beside_its_document() {
        assert_eq!(file_of(""), "page.json");
        assert_eq!(file_of("servers/all/"), "servers/all/page.json");
        assert_eq!(file_of("404.html"), "404.json");
    }
}
