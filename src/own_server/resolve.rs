//! From what the visitor typed to the server whose pages are linked.

use super::requests::send;
use crate::directory::load::Directory;
use ::fill::home::{Home, Intents, host_meta, web_domain, webfinger};

/// What was found out about a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The domain of its pages and its API.
    pub server: String,
    /// How it lets its members follow from elsewhere.
    pub intents: Intents,
    /// Whether it answered at all.
    pub answered: bool,
    /// Whether it knows the account that was typed; `None` where only a server
    /// was, or where that could not be asked.
    pub knows_account: Option<bool>,
}

/// Asks the named domain where its server is, and that server for the account.
/// Two requests at most, both without any right.
pub async fn resolve(directory: Directory, home: &Home) -> Found {
    let domain = home.domain();
    let meta = send(directory, &host_meta(domain)).await;
    let server = meta.as_ref().ok().and_then(web_domain);
    let mut found = Found {
        server: server.unwrap_or_else(|| domain.to_owned()),
        intents: Intents::default(),
        answered: meta.is_ok(),
        knows_account: None,
    };
    let Home::Account(handle) = home else {
        return found;
    };
    if let Ok(answer) = send(directory, &webfinger(&found.server, handle)).await {
        found.answered = true;
        found.intents = Intents::decode(&answer);
        found.knows_account = match answer.status {
            200..=299 => Some(true),
            404 | 410 => Some(false),
            _ => None,
        };
    }
    found
}
