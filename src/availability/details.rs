//! What is asked of a server when its details are opened, and only then.

use super::{Live, why};
use crate::directory::load::Directory;
use crate::platform::digest::sha256;
use crate::platform::dom::whenever;
use crate::platform::fetch::{Abort, FetchError, Limits, get};
use crate::signal::{Cell, Stored};
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::decode::activity;
use picker::live::{ACTIVITY, BlockList, PATIENCE, Stance, covering};
use picker::model::Week;

/// One server's answers, as they come; `None` while they do not.
#[derive(Debug, Clone, Copy)]
pub struct Detail {
    directory: Directory,
    abort: Stored<Abort>,
    /// Its weeks, newest first; none where they could not be had.
    pub weeks: Cell<Option<Vec<Week>>>,
    /// Whom it blocks.
    pub blocks: Cell<Option<BlockList>>,
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
    /// Asks a server for its details. What is still open when the visitor
    /// leaves is given up.
    #[must_use]
    pub fn ask(live: Live, domain: String) -> Self {
        let detail = Self {
            directory: live.directory,
            abort: Stored::new(Abort::new()),
            weeks: Cell::new(None),
            blocks: Cell::new(None),
        };
        on_cleanup(move || detail.abort.with_value(Abort::abort));
        whenever(move || {
            let domain = domain.clone();
            live.watch(std::slice::from_ref(&domain));
            // One after the other: a handle gives up one request at a time.
            spawn_local(async move {
                let weeks = detail.get(&domain, ACTIVITY).await;
                let weeks = match weeks {
                    Err(FetchError::Aborted) => return,
                    Ok(bytes) => activity(&bytes).map(|it| it.value).unwrap_or_default(),
                    Err(_) => Vec::new(),
                };
                detail.weeks.set(Some(weeks));
                if let Some(list) = detail.block_list(&domain).await {
                    detail.blocks.set(Some(list));
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
            Err(error) => Some(BlockList::of(Err(why(*error)))),
            Ok(bytes) => Some(BlockList::of(Ok(bytes))),
        }
    }

    async fn get(self, domain: &str, path: &str) -> Result<Vec<u8>, FetchError> {
        let Some(abort) = self.abort.try_get_value() else {
            return Err(FetchError::Aborted);
        };
        let config = self.directory.config().await;
        // Lists of blocks can be long: more time than for the first check.
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
