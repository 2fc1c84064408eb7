//! What a server says of its sign-in (RFC 8414), and what is known of software
//! that does not say.

use picker::json::{Look as _, Value};

use crate::http::{Request, Response};
use crate::oauth::Scopes;

/// A server's addresses for signing in, all on that server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The domain of the server itself.
    pub domain: String,
    /// Where a visitor grants access.
    pub authorize: String,
    /// Where a code is exchanged for a token.
    pub token: String,
    /// Where a token is revoked.
    pub revoke: String,
    /// What the server calls itself; a return that names another is refused.
    pub issuer: String,
    /// Whether its returns name the issuer, as it says (RFC 9207, section 3).
    pub names_issuer: bool,
    /// Whether PKCE with S256 can be used: Mastodon since 4.3.
    pub pkce: bool,
    /// What to ask for.
    pub scopes: Scopes,
    /// Whether the server must be told to show its page even to somebody who
    /// has granted access before: Pleroma's page for them gives no code.
    pub force_login: bool,
}

/// Why a server's statement is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerError {
    /// It names another issuer than itself (RFC 8414, section 3.3).
    WrongIssuer,
    /// It sends the visitor, the code or the token to another server.
    ElsewhereAddress,
}

impl ServerError {
    /// A short, stable name for messages and reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::WrongIssuer => "wrong-issuer",
            Self::ElsewhereAddress => "elsewhere-address",
        }
    }
}

/// The question for a server's statement.
#[must_use]
pub fn metadata(domain: &str) -> Request {
    Request::get(format!(
        "https://{domain}/.well-known/oauth-authorization-server"
    ))
}

impl Server {
    /// A server that makes no statement: Mastodon's addresses, no PKCE.
    #[must_use]
    pub fn plain(domain: &str) -> Self {
        Self {
            domain: domain.to_owned(),
            authorize: format!("https://{domain}/oauth/authorize"),
            token: format!("https://{domain}/oauth/token"),
            revoke: format!("https://{domain}/oauth/revoke"),
            issuer: format!("https://{domain}"),
            names_issuer: false,
            pkce: false,
            scopes: Scopes::least(&[]),
            force_login: false,
        }
    }

    /// Reads the answer to [`metadata`]. A server that has none, such as Mastodon
    /// before 4.3 with its 404, is taken as [`Server::plain`].
    ///
    /// # Errors
    /// When the statement leads away from the server.
    pub fn decode(domain: &str, answer: &Response) -> Result<Self, ServerError> {
        let mut out = Self::plain(domain);
        let Some(value) = answer
            .ok()
            .then(|| answer.json())
            .flatten()
            .filter(|it| it.is_object())
        else {
            return Ok(out);
        };
        let text = |field| value.get(field).and_then(|it| it.as_str());
        let list = |field| -> Vec<String> {
            let items = value
                .get(field)
                .and_then(|it| it.as_array())
                .unwrap_or_default();
            items
                .iter()
                .filter_map(|it| it.as_str())
                .map(str::to_owned)
                .collect()
        };
        if let Some(issuer) = text("issuer") {
            if !same_issuer(issuer, &out.issuer) {
                return Err(ServerError::WrongIssuer);
            }
            issuer.clone_into(&mut out.issuer);
        }
        for (field, slot) in [
            ("authorization_endpoint", &mut out.authorize),
            ("token_endpoint", &mut out.token),
            ("revocation_endpoint", &mut out.revoke),
        ] {
            if let Some(address) = text(field) {
                if !is_on(address, domain) {
                    return Err(ServerError::ElsewhereAddress);
                }
                address.clone_into(slot);
            }
        }
        out.pkce = list("code_challenge_methods_supported")
            .iter()
            .any(|method| method == "S256");
        out.names_issuer = matches!(
            value.get("authorization_response_iss_parameter_supported"),
            Some(Value::Bool(true))
        );
        out.scopes = Scopes::least(&list("scopes_supported"));
        Ok(out)
    }

    /// Adds what is known of a server's software, by its name in nodeinfo:
    /// Pleroma and Akkoma must be asked again for a code; the Misskey family knows
    /// only coarse scopes (seen in fedidevs, mastodon_auth/views.py, at 1e2318c).
    #[must_use]
    pub fn of_software(mut self, name: &str) -> Self {
        match name {
            "pleroma" | "akkoma" => self.force_login = true,
            "misskey" | "sharkey" | "firefish" | "iceshrimp" | "catodon" => {
                self.scopes = Scopes::coarse();
            }
            _ => {}
        }
        self
    }
}

/// Whether two issuers are the same but for a slash at the end.
pub(crate) fn same_issuer(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

fn is_on(address: &str, domain: &str) -> bool {
    address
        .strip_prefix("https://")
        .and_then(|rest| rest.strip_prefix(domain))
        .is_some_and(|path| {
            path.starts_with('/') && path.bytes().all(|b| b.is_ascii_graphic() && b != b'#')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = r#"{"issuer":"https://a.example/","authorization_endpoint":"https://a.example/oauth/authorize",
        "token_endpoint":"https://a.example/oauth/token","revocation_endpoint":"https://a.example/oauth/revoke",
        "scopes_supported":["read","profile","write:follows"],"code_challenge_methods_supported":["S256"]}"#;

    #[test]
    fn a_new_server_says_what_it_can() {
        let server = Server::decode("a.example", &Response::new(200, NEW)).unwrap();
        assert!(server.pkce && !server.names_issuer);
        let more = NEW.replacen(
            '{',
            r#"{"authorization_response_iss_parameter_supported":true,"#,
            1,
        );
        let names = Server::decode("a.example", &Response::new(200, &more)).unwrap();
        assert!(names.names_issuer);
        assert_eq!(server.issuer, "https://a.example/");
        assert_eq!(
            server.scopes.as_str(),
            "profile read:search read:follows write:follows"
        );
    }

    #[test]
    fn an_old_server_is_asked_as_mastodon_always_was() {
        for answer in [
            Response::new(404, "{}"),
            Response::new(200, "<html>"),
            Response::new(200, "[]"),
        ] {
            let server = Server::decode("a.example", &answer).unwrap();
            assert_eq!(server, Server::plain("a.example"));
            assert!(!server.pkce);
            assert_eq!(
                server.scopes.as_str(),
                "read:accounts read:search read:follows write:follows"
            );
        }
    }

    #[test]
    fn a_server_that_leads_away_is_refused() {
        for (from, to, want) in [
            (
                r#""issuer":"https://a.example/"#,
                r#""issuer":"https://b.example/"#,
                ServerError::WrongIssuer,
            ),
            (
                "https://a.example/oauth/token",
                "https://b.example/oauth/token",
                ServerError::ElsewhereAddress,
            ),
            (
                "https://a.example/oauth/token",
                "http://a.example/oauth/token",
                ServerError::ElsewhereAddress,
            ),
            (
                "https://a.example/oauth/authorize",
                "https://a.example.b.example/",
                ServerError::ElsewhereAddress,
            ),
            (
                "https://a.example/oauth/revoke",
                "https://a.example@b.example/",
                ServerError::ElsewhereAddress,
            ),
            (
                "https://a.example/oauth/authorize",
                "javascript:1",
                ServerError::ElsewhereAddress,
            ),
        ] {
            let body = NEW.replace(from, to);
            assert_ne!(body, NEW);
            assert_eq!(
                Server::decode("a.example", &Response::new(200, &body)),
                Err(want),
                "{to}"
            );
        }
    }

    #[test]
    fn other_software_is_met_halfway() {
        let pleroma = Server::plain("a.example").of_software("pleroma");
        assert!(pleroma.force_login);
        let misskey = Server::plain("a.example").of_software("sharkey");
        assert_eq!(misskey.scopes.as_str(), "read follow");
        assert_eq!(
            Server::plain("a.example").of_software("mastodon"),
            Server::plain("a.example")
        );
        assert!(
            Scopes::suffices("read follow") && Scopes::suffices(" ") && !Scopes::suffices("read")
        );
    }
}
