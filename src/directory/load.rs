//! Fetches the lists: the bundled one at once, a cached one if there is one,
//! and the newest from the directory API when it comes.

use crate::directory::answer::{ListAnswer, Ownership, decode_error};
use crate::directory::config::Config;
use crate::directory::lists::Lists;
use crate::platform::fetch::{Abort, FetchError, Limits, get};
use crate::platform::page;
use crate::platform::task::yield_to_event_loop;
use crate::platform::unicode::normalize;
use crate::platform::{clock, storage};
use crate::state::site::Site;
use async_lock::OnceCell;
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::date::Date;
use picker::decode::{Network, bundle};
use picker::model::{LegalForm, Server};
use picker::recommend::Picker;
use std::sync::Arc;

/// Where the last answer is kept: the time in seconds, a line break, the body.
const CACHE: &str = "directory-1";
/// Where it is kept who runs which server.
const OWNERSHIP: &str = "ownership-1";
/// Larger answers are not kept: browsers give a site about 5 MB.
const CACHE_BYTES: usize = 2_000_000;
/// An answer this young is used without asking again, in seconds.
const FRESH: i64 = 60 * 60;
/// An answer older than this is thrown away, in seconds.
const STALE: i64 = 30 * 24 * 60 * 60;

/// How far the synonyms (`meanings.json`) are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Synonyms {
    NotRequested,
    Loading,
    /// Loaded, or failed.
    Settled,
}

/// For the synonyms: without them there is a picker all the same.
const SYNONYM_LIMITS: Limits = Limits {
    timeout: 4_000,
    retry: false,
};

/// The lists of servers, shared by all pages.
#[derive(Debug, Clone, Copy)]
pub struct Directory {
    /// What has been fetched so far.
    pub lists: RwSignal<Lists>,
    /// The picker over it; `None` until the first list is there.
    pub picker: RwSignal<Option<Arc<Picker>>>,
    site: Site,
    /// Recommend only these; empty for all.
    only: StoredValue<Vec<String>>,
    started: StoredValue<bool>,
    /// Counts the changes of what is picked from.
    changes: StoredValue<u32>,
    synonyms: StoredValue<Synonyms>,
    config: StoredValue<Arc<OnceCell<Config>>>,
    abort: StoredValue<Abort>,
    /// How to ask anew. Known once something is loading: what only offers that does
    /// without all that reads the answers.
    ask_anew: StoredValue<Option<fn(Self)>>,
}

impl Directory {
    /// With nothing fetched yet.
    #[must_use]
    pub fn new(site: Site) -> Self {
        Self {
            lists: RwSignal::new(Lists::default()),
            picker: RwSignal::new(None),
            site,
            only: StoredValue::new(Vec::new()),
            started: StoredValue::new(false),
            changes: StoredValue::new(0),
            synonyms: StoredValue::new(Synonyms::NotRequested),
            config: StoredValue::new(Arc::default()),
            abort: StoredValue::new(Abort::default()),
            ask_anew: StoredValue::new(None),
        }
    }

    /// Recommends only these domains from now on.
    pub fn limit(self, only: Vec<String>) {
        self.only.set_value(only);
    }

    /// What the lists say of a server, and how big the network is: what figures
    /// of the server's own are held against.
    #[must_use]
    pub fn measure(self, domain: &str) -> (Option<Server>, Network) {
        let picker = self.picker.get_untracked();
        let known = picker.and_then(|picker| {
            let at = picker.find(domain)?;
            picker.servers().get(at).cloned()
        });
        (known, self.lists.with_untracked(Lists::network))
    }

    /// The picker over what has been fetched.
    fn build(self) -> Option<Arc<Picker>> {
        if self.synonyms.get_value() == Synonyms::Loading {
            // No picks are shown that the synonyms would change.
            return None;
        }
        let today = clock::today();
        let picker = self.lists.with_untracked(|lists| lists.picker(today))?;
        let picker = self.only.with_value(|only| {
            if only.is_empty() {
                return picker;
            }
            let servers = picker.servers().iter();
            let chosen = servers.filter(|server| only.contains(&server.domain));
            Picker::with_normalize(
                chosen.cloned().collect(),
                picker.topics().clone(),
                normalize,
            )
        });
        Some(Arc::new(picker))
    }

    /// Starts loading; a second call does nothing.
    pub fn load(self) {
        if self.started.get_value() {
            return;
        }
        self.started.set_value(true);
        self.ask_anew.set_value(Some(Self::reload));
        spawn_local(async move {
            // The page is drawn first.
            yield_to_event_loop().await;
            if self.started.get_value() {
                spawn_local(self.load_bundle());
                self.refresh(false);
            }
        });
    }

    /// Starts loading for a page with the visitor's answers; the synonyms, too, once
    /// there are own words (tracked).
    pub fn load_for(self, has_words: impl Fn() -> bool + 'static) {
        Effect::new(move |_| self.load());
        Effect::new(move |_| {
            if has_words() {
                self.load_synonyms();
            }
        });
    }

    /// Asks for the newest list again, after a failure.
    pub fn retry(self) {
        if let Some(ask_anew) = self.ask_anew.get_value() {
            ask_anew(self);
        }
    }

    fn reload(self) {
        if self.lists.with_untracked(|lists| lists.bundle.is_none()) {
            spawn_local(self.load_bundle());
        }
        self.refresh(true);
    }

    /// Fetches the synonyms, once: for visitors who write free text. Most do not,
    /// and do without these 25 kB.
    pub fn load_synonyms(self) {
        if self.synonyms.get_value() != Synonyms::NotRequested {
            return;
        }
        self.synonyms.set_value(Synonyms::Loading);
        self.picker.set(None);
        spawn_local(async move {
            let url = self.site.path("meanings.json");
            let found = get(&url, SYNONYM_LIMITS, &Abort::default()).await;
            if let Some(found) = found.ok().and_then(|bytes| bundle(&bytes).ok()) {
                self.lists
                    .update_untracked(|lists| lists.synonyms = found.value.topics.0);
            }
            self.synonyms.set_value(Synonyms::Settled);
            self.show().await;
        });
    }

    /// Gives up the request for the newest list: the visitor went elsewhere.
    pub fn leave(self) {
        self.abort.with_value(Abort::abort);
        self.started.set_value(false);
    }

    async fn load_bundle(self) {
        let url = self.site.path("directory.json");
        let result = get(&url, Limits::LIST, &Abort::default()).await;
        yield_to_event_loop().await;
        let result = result.and_then(|bytes| bundle(&bytes).map_err(decode_error));
        let result = result.map(Arc::new);
        let changed = self.change(&mut |lists| match &result {
            Ok(found) => {
                lists.bundle = Some(Arc::clone(found));
                lists.bundle_problem = None;
            }
            Err(error) => lists.bundle_problem = Some(*error),
        });
        if changed {
            self.show().await;
        }
    }

    fn refresh(self, insist: bool) {
        if self.lists.with_untracked(|lists| lists.asking) {
            return;
        }
        let cached = cached();
        let fresh = cached.as_ref().is_some_and(|(age, _)| *age < FRESH);
        if let Some((_, live)) = cached {
            let live = Arc::new(live);
            self.change(&mut |lists| lists.live = Some(Arc::clone(&live)));
            spawn_local(self.show());
        }
        if fresh && !insist {
            return;
        }
        let abort = Abort::new();
        self.abort.set_value(abort.clone());
        self.lists.update(|lists| lists.asking = true);
        spawn_local(async move {
            let result = self.ask(&abort).await;
            let came = result.is_ok();
            let aborted = result == Err(FetchError::Aborted);
            let result = result.map(Arc::new);
            let changed = self.change(&mut |lists| {
                lists.asking = false;
                match &result {
                    Ok(live) => {
                        lists.live = Some(Arc::clone(live));
                        lists.live_problem = None;
                    }
                    // The visitor left, and may be back by now: see below.
                    Err(FetchError::Aborted) => {}
                    Err(error) => lists.live_problem = Some(*error),
                }
            });
            if changed {
                self.show().await;
            }
            if came {
                self.label(&abort).await;
            } else if aborted && self.started.get_value() {
                self.refresh(false);
            }
        });
    }

    /// Asks who runs which server, after everything that matters more. What is on
    /// the page does not change by it (no signal is set): it holds for the next
    /// picks.
    async fn label(self, abort: &Abort) {
        let config = self.config().await;
        let mut found = Ownership::default();
        for (form, list) in [
            (LegalForm::Organisation, &mut found.organisations),
            (LegalForm::People, &mut found.people),
        ] {
            let answer = get(&config.servers_run_by(form), Limits::LIST, abort).await;
            let Some(domains) = answer
                .ok()
                .and_then(|bytes| Ownership::domains(&bytes, clock::today()).ok())
            else {
                // Half of it would say the wrong thing of the other half.
                return;
            };
            *list = domains;
        }
        storage::set(OWNERSHIP, &found.write());
        yield_to_event_loop().await;
        self.lists.update_untracked(|lists| {
            let labelled = lists.live.as_ref().map(|live| Arc::new(found.label(live)));
            lists.live = labelled;
        });
        let picker = self.build();
        self.picker.update_untracked(|now| *now = picker);
    }

    /// The site's settings, fetched once, however many ask for them. Where they
    /// are missing or damaged the defaults hold; of a damaged file the console tells
    /// the people who run the site.
    pub async fn config(self) -> Config {
        let cell = self.config.get_value();
        let url = self.site.path("config.json");
        let load = async {
            let Ok(bytes) = get(&url, Limits::LIST, &Abort::default()).await else {
                return Config::default();
            };
            Config::read(&bytes).unwrap_or_else(|| {
                page::report(&format!(
                    "spread-mastodon: {url} is not the settings of this site, as JSON; the defaults hold"
                ));
                Config::default()
            })
        };
        cell.get_or_init(|| load).await.clone()
    }

    async fn ask(self, abort: &Abort) -> Result<ListAnswer, FetchError> {
        let config = self.config().await;
        let bytes = get(&config.servers(), Limits::LIST, abort).await?;
        yield_to_event_loop().await;
        let live = ListAnswer::decode(&bytes, clock::today(), false)?;
        keep(&bytes);
        Ok(live)
    }

    /// Changes the lists, and returns whether there are other servers to pick
    /// from now: then [`Directory::show`] is due, which notifies of the change.
    fn change(self, change: &mut dyn FnMut(&mut Lists)) -> bool {
        let parts = |lists: &Lists| {
            let bundle = lists.bundle.as_ref().map(|b| Arc::as_ptr(b) as usize);
            let live = lists.live.as_ref().map(|l| Arc::as_ptr(l) as usize);
            (bundle, live, lists.bundle_problem)
        };
        let mut changed = false;
        self.lists.update_untracked(|lists| {
            let before = parts(lists);
            change(lists);
            changed = parts(lists) != before;
        });
        if !changed {
            self.lists.update(|_| {});
        }
        changed
    }

    /// Builds the picker over what has been fetched and shows it, yielding to the
    /// event loop between the steps.
    async fn show(self) {
        let turn = self.changes.get_value() + 1;
        self.changes.set_value(turn);
        // A change after this one shows both.
        let overtaken = || self.changes.get_value() != turn;
        yield_to_event_loop().await;
        if overtaken() {
            return;
        }
        let picker = self.build();
        yield_to_event_loop().await;
        if overtaken() {
            return;
        }
        self.lists.update(|_| {});
        self.picker.set(picker);
    }
}

fn keep(bytes: &[u8]) {
    if bytes.len() > CACHE_BYTES {
        storage::remove(CACHE);
    } else if let Ok(body) = std::str::from_utf8(bytes) {
        storage::set(CACHE, &format!("{}\n{body}", clock::now()));
    }
}

/// The kept answer and its age in seconds.
fn cached() -> Option<(i64, ListAnswer)> {
    let kept = storage::get(CACHE)?;
    let (age, live) = read_cache(&kept, clock::now()).or_else(|| {
        storage::remove(CACHE);
        None
    })?;
    Some((age, live))
}

fn read_cache(kept: &str, now: i64) -> Option<(i64, ListAnswer)> {
    let (time, body) = kept.split_once('\n')?;
    let time: i64 = time.parse().ok()?;
    let age = now.checked_sub(time)?;
    // A time in the future: the clock was wrong then or is now.
    if !(0..STALE).contains(&age) {
        return None;
    }
    let live = ListAnswer::decode(body.as_bytes(), Date::from_unix(time), true).ok()?;
    let known = storage::get(OWNERSHIP).and_then(|kept| Ownership::read(&kept));
    Some((age, known.map_or(live.clone(), |known| known.label(&live))))
}

#[cfg(test)]
mod tests {
    use super::{STALE, read_cache};

    #[test]
    fn a_kept_answer_is_used_for_thirty_days_and_damaged_ones_never() {
        let body = r#"[{"domain":"a.example"}]"#;
        let kept = |time: i64| format!("{time}\n{body}");
        let now = 1_800_000_000;
        let (age, live) = read_cache(&kept(now - 90), now).unwrap();
        assert_eq!((age, live.listed), (90, 1));
        assert!(live.cached);
        assert!(read_cache(&kept(now - STALE + 1), now).is_some());
        assert!(read_cache(&kept(now - STALE), now).is_none());
        assert!(read_cache(&kept(now + 60), now).is_none());
        assert!(read_cache("x\n[]", now).is_none());
        assert!(read_cache(body, now).is_none());
        assert!(read_cache(&format!("{now}\n[{{"), now).is_none());
    }
}
