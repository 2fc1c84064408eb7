//! The figures of the whole network, as the directory API counts them daily.

use super::load::Directory;
use crate::platform::fetch::{Abort, Limits, get};
use picker::decode::statistics::{Day, statistics};

/// The series is long, and figures of the build stand on the page already: one
/// try is enough.
const PATIENCE: Limits = Limits {
    timeout: 10_000,
    retry: false,
};

/// The network on the newest day whose count is complete; `None` when the API
/// does not answer, or with something else.
pub async fn newest_day(directory: Directory, abort: &Abort) -> Option<Day> {
    let config = directory.config().await;
    let bytes = get(&config.statistics(), PATIENCE, abort).await.ok()?;
    let days = statistics(&bytes).ok()?.value;
    days.last().copied()
}
