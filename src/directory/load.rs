//! Getting the lists: the bundled one at once, a cached one if there is one,
//! and the newest from the directory API when it comes.

use super::{Config, Lists, Live, Ownership, trouble};
use crate::platform::fetch::{Abort, FetchError, Limits, breathe, get, pause};
use crate::platform::{clock, storage};
use crate::signal::{Cell, Stored};
use leptos::task::spawn_local;
use picker::date::Date;
use picker::decode::bundle;
use picker::model::LegalForm;
use picker::recommend::Picker;
use std::sync::Arc;

/// Where the last answer is kept: the time in seconds, a line break, the body.
const CACHE: &str = "directory-1";
/// Where the last word on who runs which server is kept.
const OWNERSHIP: &str = "ownership-1";
/// Larger answers are not kept: browsers give a site about 5 MB.
const CACHE_BYTES: usize = 2_000_000;
/// An answer this young is used without asking again, in seconds.
const FRESH: i64 = 60 * 60;
/// An answer older than this is thrown away, in seconds.
const STALE: i64 = 30 * 24 * 60 * 60;

/// What has come of the words that mean the same: `meanings.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    Unasked,
    Asked,
    /// They are there, or cannot be had.
    Settled,
}

/// What has come of the site's settings: `config.json`.
#[derive(Debug, Clone)]
enum Settings {
    Unasked,
    Asked,
    There(Config),
}

/// For the words: without them there is a picker all the same.
const PATIENCE: Limits = Limits {
    timeout: 4_000,
    retry: false,
};

/// The lists of servers, shared by all pages.
#[derive(Debug, Clone, Copy)]
pub struct Directory {
    /// What has come so far.
    pub lists: Cell<Lists>,
    /// The picker over it; `None` until the first list is there.
    pub picker: Cell<Option<Arc<Picker>>>,
    /// Recommend only these; empty for all.
    only: Stored<Vec<String>>,
    started: Stored<bool>,
    /// Counts the changes of what is picked from.
    changes: Stored<u32>,
    words: Stored<Words>,
    config: Stored<Settings>,
    abort: Stored<Abort>,
}

impl Directory {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lists: Cell::new(Lists::default()),
            picker: Cell::new(None),
            only: Stored::new(Vec::new()),
            started: Stored::new(false),
            changes: Stored::new(0),
            words: Stored::new(Words::Unasked),
            config: Stored::new(Settings::Unasked),
            abort: Stored::new(Abort::default()),
        }
    }

    /// Recommends only these domains from now on.
    pub fn limit(self, only: Vec<String>) {
        self.only.set_value(only);
    }

    /// The picker over what has come.
    fn build(self) -> Option<Arc<Picker>> {
        if self.words.get_value() == Words::Asked {
            // Nobody is to be shown picks that the words would change.
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
            Picker::new(chosen.cloned().collect(), picker.topics().clone())
        });
        Some(Arc::new(picker))
    }

    /// Starts loading; a second call does nothing.
    pub fn load(self) {
        if self.started.get_value() {
            return;
        }
        self.started.set_value(true);
        spawn_local(async move {
            // First the page.
            breathe().await;
            if self.started.get_value() {
                spawn_local(self.load_bundle());
                self.refresh(false);
            }
        });
    }

    /// Asks for the newest list again, after a failure.
    pub fn retry(self) {
        if self.lists.with_untracked(|lists| lists.bundle.is_none()) {
            spawn_local(self.load_bundle());
        }
        self.refresh(true);
    }

    /// Gets the words that mean the same, once: for who uses own words. The
    /// others, which most are, do without these 8 kB.
    pub fn understand(self) {
        if self.words.get_value() != Words::Unasked {
            return;
        }
        self.words.set_value(Words::Asked);
        self.picker.set(None);
        spawn_local(async move {
            let found = get("meanings.json", PATIENCE, &Abort::default()).await;
            if let Some(found) = found.ok().and_then(|bytes| bundle(&bytes).ok()) {
                self.lists
                    .update_untracked(|lists| lists.meanings = found.value.topics.0);
            }
            self.words.set_value(Words::Settled);
            self.show().await;
        });
    }

    /// Leaves off asking: the visitor went elsewhere.
    pub fn leave(self) {
        self.abort.with_value(Abort::abort);
        self.started.set_value(false);
    }

    async fn load_bundle(self) {
        let result = get("directory.json", Limits::LIST, &Abort::default()).await;
        breathe().await;
        let result = result.and_then(|bytes| bundle(&bytes).map_err(trouble));
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

    /// Asks who runs which server, after everything that matters more. The
    /// visitor who reads the picks is not disturbed by it: the picker knows
    /// from now on, and the page does when it draws anew.
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
        breathe().await;
        self.lists.update_untracked(|lists| {
            let labelled = lists.live.as_ref().map(|live| Arc::new(found.label(live)));
            lists.live = labelled;
        });
        let picker = self.build();
        self.picker.update_untracked(|now| *now = picker);
    }

    /// The site's settings, fetched once: whoever asks meanwhile waits.
    pub async fn config(self) -> Config {
        loop {
            match self.config.get_value() {
                Settings::There(config) => return config,
                Settings::Asked => pause(20).await,
                Settings::Unasked => break,
            }
        }
        self.config.set_value(Settings::Asked);
        // Without a config the defaults hold; a broken one must not stop a visitor.
        let config = get("config.json", Limits::LIST, &Abort::default())
            .await
            .ok()
            .and_then(|bytes| Config::read(&bytes))
            .unwrap_or_default();
        self.config.set_value(Settings::There(config.clone()));
        config
    }

    async fn ask(self, abort: &Abort) -> Result<Live, FetchError> {
        let config = self.config().await;
        let bytes = get(&config.servers(), Limits::LIST, abort).await?;
        breathe().await;
        let live = Live::decode(&bytes, clock::today(), false)?;
        keep(&bytes);
        Ok(live)
    }

    /// Changes the lists, and tells whether there is something else to pick
    /// from now: then [`Directory::show`] is due, which tells of the change.
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

    /// Builds the picker over what has come and shows it, in steps between
    /// which the page stays awake.
    async fn show(self) {
        let turn = self.changes.get_value() + 1;
        self.changes.set_value(turn);
        // A change after this one shows both.
        let overtaken = || self.changes.get_value() != turn;
        breathe().await;
        if overtaken() {
            return;
        }
        let picker = self.build();
        breathe().await;
        if overtaken() {
            return;
        }
        self.lists.update(|_| {});
        self.picker.set(picker);
    }
}

impl Default for Directory {
    fn default() -> Self {
        Self::new()
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
fn cached() -> Option<(i64, Live)> {
    let kept = storage::get(CACHE)?;
    let (age, live) = read_cache(&kept, clock::now()).or_else(|| {
        storage::remove(CACHE);
        None
    })?;
    Some((age, live))
}

fn read_cache(kept: &str, now: i64) -> Option<(i64, Live)> {
    let (time, body) = kept.split_once('\n')?;
    let time: i64 = time.parse().ok()?;
    let age = now - time;
    // A time in the future: the clock was wrong then or is now.
    if !(0..STALE).contains(&age) {
        return None;
    }
    let live = Live::decode(body.as_bytes(), Date::from_unix(time), true).ok()?;
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
