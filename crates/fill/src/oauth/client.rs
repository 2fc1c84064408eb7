//! Registering this site with a server. Mastodon allows five registrations in
//! ten minutes from one address (rack_attack.rb,
//! throttle_oauth_application_registrations/ip), so what comes back is kept per
//! server, redirect address and scopes.

use core::fmt;

use picker::json::Look as _;

use crate::encode::form;
use crate::http::{Request, Response};
use crate::oauth::server::Server;

/// What a server gave this visitor's browser at registration.
#[derive(Clone, PartialEq, Eq)]
pub struct Client {
    /// Public.
    pub id: String,
    /// Needed for the token; worth nothing without a code.
    pub secret: String,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.id)
    }
}

/// Why a server did not register the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterError {
    /// Too many tries (429); again at this time in UNIX seconds, where it said.
    Later(Option<i64>),
    /// The server refuses what was asked, such as the redirect address or the
    /// scopes (400, 422).
    Refused,
    /// It has no such interface, or does not let pages use it (401, 403, 404).
    Unsupported,
    /// Its answer cannot be used.
    Unreadable,
}

impl RegisterError {
    /// A short, stable name for messages and reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Later(_) => "later",
            Self::Refused => "refused",
            Self::Unsupported => "unsupported",
            Self::Unreadable => "unreadable",
        }
    }
}

/// The request that registers the site (`POST /api/v1/apps`). The redirect
/// address must later be the same to the letter.
#[must_use]
pub fn register(server: &Server, name: &str, website: &str, redirect: &str) -> Request {
    let fields = [
        ("client_name", name),
        ("redirect_uris", redirect),
        ("scopes", server.scopes.as_str()),
        ("website", website),
    ];
    Request::post(
        format!("https://{}/api/v1/apps", server.domain),
        form(&fields),
    )
}

impl Client {
    /// Reads the answer to [`register`].
    ///
    /// # Errors
    /// Says why there is no client.
    pub fn decode(answer: &Response) -> Result<Self, RegisterError> {
        match answer.status {
            200..=299 => {}
            429 => return Err(RegisterError::Later(answer.reset())),
            400 | 422 => return Err(RegisterError::Refused),
            401 | 403 | 404 | 405 => return Err(RegisterError::Unsupported),
            _ => return Err(RegisterError::Unreadable),
        }
        let value = answer.json().ok_or(RegisterError::Unreadable)?;
        let text = |field| {
            let text = value
                .get(field)
                .and_then(|it| it.as_str())
                .unwrap_or_default();
            is_secret(text)
                .then(|| text.to_owned())
                .ok_or(RegisterError::Unreadable)
        };
        Ok(Self {
            id: text("client_id")?,
            secret: text("client_secret")?,
        })
    }

    /// The key under which it is kept: the same server, redirect address and
    /// scopes need no new registration.
    #[must_use]
    pub fn key(server: &Server, redirect: &str) -> String {
        format!("{} {redirect} {}", server.domain, server.scopes.as_str())
    }
}

/// Whether a text may be an identifier, a code or a token: printable ASCII
/// (RFC 6749, appendix A), and of a length that is none of a mistake.
pub(crate) fn is_secret(text: &str) -> bool {
    (1..=4_096).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_asks_for_the_least() {
        let server = Server::plain("a.example");
        let request = register(
            &server,
            "Spread Mastodon",
            "https://s.example/x/",
            "https://s.example/x/fill/",
        );
        assert_eq!(request.url, "https://a.example/api/v1/apps");
        assert_eq!(
            request.form.as_deref(),
            Some(
                "client_name=Spread%20Mastodon&redirect_uris=https%3A%2F%2Fs.example%2Fx%2Ffill%2F\
                 &scopes=read%3Aaccounts%20read%3Asearch%20read%3Afollows%20write%3Afollows\
                 &website=https%3A%2F%2Fs.example%2Fx%2F"
            )
        );
        assert_eq!(
            Client::key(&server, "https://s.example/"),
            "a.example https://s.example/ read:accounts read:search read:follows write:follows"
        );
    }

    #[test]
    fn every_answer_to_a_registration_is_told_apart() {
        let good = r#"{"id":"1","client_id":"abc","client_secret":"geheim","vapid_key":null}"#;
        let client = Client::decode(&Response::new(200, good)).unwrap();
        assert_eq!(
            (client.id.as_str(), client.secret.as_str()),
            ("abc", "geheim")
        );
        assert_eq!(format!("{client:?}"), "Client(abc)");
        let busy = Response {
            reset: Some("2026-11-28T01:05:00.000000Z".to_owned()),
            ..Response::new(429, "")
        };
        assert_eq!(
            Client::decode(&busy),
            Err(RegisterError::Later(Some(1_795_827_900)))
        );
        for (status, body, want) in [
            (429, "", RegisterError::Later(None)),
            (
                422,
                r#"{"error":"Validation failed"}"#,
                RegisterError::Refused,
            ),
            (403, good, RegisterError::Unsupported),
            (404, "", RegisterError::Unsupported),
            (500, "", RegisterError::Unreadable),
            (200, "<html>", RegisterError::Unreadable),
            (200, r#"{"client_id":"abc"}"#, RegisterError::Unreadable),
            (
                200,
                r#"{"client_id":"a c","client_secret":"x"}"#,
                RegisterError::Unreadable,
            ),
            (
                200,
                r#"{"client_id":7,"client_secret":"x"}"#,
                RegisterError::Unreadable,
            ),
        ] {
            assert_eq!(
                Client::decode(&Response::new(status, body)),
                Err(want),
                "{status} {body}"
            );
        }
    }
}
