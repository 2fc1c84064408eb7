//! Sends the requests that the crate `fill` makes.

use crate::directory::load::Directory;
use crate::platform::fetch::{self, Abort, FetchError, Limits};
use ::fill::http::{Request, Response};

/// A visitor waits for each answer. A server may have to look for an account
/// elsewhere first, which takes it some seconds.
const PATIENCE: Limits = Limits {
    timeout: 20_000,
    retry: false,
};

/// Sends a request to the server that it names, or to where `config.json` says
/// that servers are found.
///
/// # Errors
/// When no answer came, or none that a page may read.
pub async fn send(directory: Directory, request: &Request) -> Result<Response, FetchError> {
    let url = directory.config().await.address(&request.url);
    fetch::send(&url, request, PATIENCE, &Abort::default()).await
}
