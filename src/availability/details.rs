//! Asks one server for its details: only when the visitor opens them.

use crate::availability::checks::Availability;
use crate::availability::status::unchecked;
use crate::directory::load::Directory;
use crate::platform::digest::sha256;
use crate::platform::fetch::{Abort, FetchError, Limits, get};
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::decode::{ExtendedDescription, activity, are_plausible, extended_description};
use picker::live::{ACTIVITY, BlockList, PATIENCE, Stance, covering};
use picker::model::Week;

/// Where a server says more of itself (Mastodon 4.0 and later).
const EXTENDED: &str = "/api/v1/instance/extended_description";

/// One server's answers as they arrive; `None` before.
#[derive(Debug, Clone, Copy)]
pub struct Detail {
    directory: Directory,
    abort: StoredValue<Abort>,
    /// Its weeks, newest first; empty where it did not tell them.
    pub weeks: RwSignal<Option<Vec<Week>>>,
    /// Which servers it blocks.
    pub blocks: RwSignal<Option<BlockList>>,
    /// What it says of itself at length; `Some(None)` where it did not tell.
    pub text: RwSignal<Option<Option<ExtendedDescription>>>,
}

/// What two servers' lists say of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// The server that was asked about.
    pub other: String,
    /// What the server whose details these are says of the other.
    pub here: Stance,
    /// What the other says of it.
    pub there: Stance,
}

impl Detail {
    /// Asks a server for its details. Requests that are open when the visitor
    /// leaves the page are aborted.
    #[must_use]
    pub fn ask(availability: Availability, domain: String) -> Self {
        let detail = Self {
            directory: availability.directory(),
            abort: StoredValue::new(Abort::new()),
            weeks: RwSignal::new(None),
            blocks: RwSignal::new(None),
            text: RwSignal::new(None),
        };
        on_cleanup(move || detail.abort.with_value(Abort::abort));
        Effect::new(move |_| {
            let domain = domain.clone();
            availability.watch(std::slice::from_ref(&domain));
            // One after the other: a handle gives up one request at a time.
            spawn_local(async move {
                let weeks = detail.get(&domain, ACTIVITY).await;
                let weeks = match weeks {
                    Err(FetchError::Aborted) => return,
                    Ok(bytes) => activity(&bytes).map(|it| it.value).unwrap_or_default(),
                    Err(_) => Vec::new(),
                };
                let (known, network) = detail.directory.measure(&domain);
                let plausible = are_plausible(&weeks, known.as_ref(), network);
                let weeks = if plausible { weeks } else { Vec::new() };
                detail.weeks.set(Some(weeks));
                let Some(list) = detail.block_list(&domain).await else {
                    return;
                };
                detail.blocks.set(Some(list));
                let text = detail.get(&domain, EXTENDED).await;
                if !matches!(text, Err(FetchError::Aborted)) {
                    let text = text.ok().and_then(|it| extended_description(&it).ok());
                    let text = text.filter(|it| !it.text.is_empty());
                    detail.text.set(Some(text));
                }
            });
        });
        detail
    }

    /// Compares two servers' lists; `None` when the visitor has left.
    pub async fn talk(self, domain: &str, other: String) -> Option<Talk> {
        let list = self.blocks.try_get_untracked()?;
        let here = match digests(&other).await {
            Some(digests) => list.map_or(Stance::Unknown, |list| list.stance(&digests)),
            None => Stance::Unknown,
        };
        let theirs = self.block_list(&other).await?;
        let there = match digests(domain).await {
            Some(digests) => theirs.stance(&digests),
            None => Stance::Unknown,
        };
        Some(Talk { other, here, there })
    }

    async fn block_list(self, domain: &str) -> Option<BlockList> {
        let answer = self.get(domain, "/api/v1/instance/domain_blocks").await;
        match &answer {
            Err(FetchError::Aborted) => None,
            Err(error) => Some(BlockList::of(Err(unchecked(*error)))),
            Ok(bytes) => Some(BlockList::of(Ok(bytes))),
        }
    }

    async fn get(self, domain: &str, path: &str) -> Result<Vec<u8>, FetchError> {
        let Some(abort) = self.abort.try_get_value() else {
            return Err(FetchError::Aborted);
        };
        let config = self.directory.config().await;
        // Lists of blocks can be long: they get more time than the first check.
        let limits = Limits {
            timeout: 2 * PATIENCE,
            retry: false,
        };
        get(&config.server(domain, path), limits, &abort).await
    }
}

async fn digests(domain: &str) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for name in covering(domain) {
        all.push(sha256(name).await?);
    }
    Some(all)
}
