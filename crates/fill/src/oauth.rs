//! Signing in with the visitor's own server, from a page without a server of
//! its own: OAuth 2.0 with a code (RFC 6749), PKCE (RFC 7636) where the server
//! knows it, state, and the issuer where it is named (RFC 9207).
//!
//! The order: [`server::Server`] says what the server can, [`client::Client`]
//! is registered once per server, redirect address and scopes,
//! [`attempt::Attempt`] makes the address to go to and checks what comes back,
//! [`token::Token`] is exchanged for the code and revoked at the end.
//!
//! Mastodon supports only confidential clients: each registration gets a secret,
//! which here belongs to one visitor's browser and is worth nothing elsewhere
//! (documentation of mastodon at 2903485, content/en/spec/oauth.md).

pub mod attempt;
pub mod client;
pub mod pkce;
pub mod server;
pub mod token;

/// The redirect address that makes a server show the code for pasting: the last
/// way, where returning to the page does not work.
pub const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// What the site asks to be allowed, as one text for requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(String);

impl Scopes {
    /// The least that following needs: who is signed in, finding an account by
    /// its handle, whether it is followed already, and following. `profile`
    /// (Mastodon 4.3: only `verify_credentials`) in place of `read:accounts` where
    /// the server lists it.
    #[must_use]
    pub fn least(supported: &[String]) -> Self {
        let profile = supported.iter().any(|scope| scope == "profile");
        let who = if profile { "profile" } else { "read:accounts" };
        Self(format!("{who} read:search read:follows write:follows"))
    }

    /// For servers that know no finer scopes than reading and following
    /// (Misskey's family, old Pleroma).
    #[must_use]
    pub fn coarse() -> Self {
        Self("read follow".to_owned())
    }

    /// As requests write them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether what was granted suffices to follow. An empty grant means: as
    /// asked (RFC 6749, section 5.1).
    #[must_use]
    pub fn suffices(granted: &str) -> bool {
        granted.trim().is_empty()
            || granted
                .split_whitespace()
                .any(|scope| matches!(scope, "write:follows" | "write" | "follow"))
    }
}
