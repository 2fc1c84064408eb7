//! One sign-in from leaving the page to coming back to it.

use core::fmt;

use crate::encode::{base64url, field, form};
use crate::oauth::client::{Client, is_secret};
use crate::oauth::pkce::Verifier;
use crate::oauth::server::{Server, same_issuer};

/// A sign-in that is under way. What it holds is kept in the tab's session
/// storage over the redirect and deleted with the return.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Ties the return to this tab: 43 characters out of 32 random bytes.
    pub state: String,
    /// The secret of PKCE, where the server knows it.
    pub verifier: Option<Verifier>,
    /// The issuer that the return may name.
    pub issuer: String,
    /// Whether the return must name it: the server says that it does.
    pub names_issuer: bool,
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Attempt({}, pkce: {})",
            self.issuer,
            self.verifier.is_some()
        )
    }
}

/// Why a return signs nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnError {
    /// The visitor said no, at the server.
    AccessDenied,
    /// No sign-in of this tab: an old link, another tab, or an attack.
    WrongState,
    /// Another server answers than was asked, or it does not say who answers although
    /// it said that it would (RFC 9207, section 2.4).
    WrongIssuer,
    /// The server reports an error of its own.
    Refused,
    /// Neither a code nor an error: Pleroma's page for those who granted access
    /// before does so. Another try forces its page.
    NoCode,
}

impl ReturnError {
    /// A short, stable name for messages and reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::AccessDenied => "access-denied",
            Self::WrongState => "wrong-state",
            Self::WrongIssuer => "wrong-issuer",
            Self::Refused => "refused",
            Self::NoCode => "no-code",
        }
    }
}

/// A code to exchange. It is used once and never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(pub(crate) String);

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

impl Code {
    /// A code that the visitor pasted from the server's page
    /// ([`crate::oauth::OUT_OF_BAND`]); `None` when the text cannot be one.
    #[must_use]
    pub fn pasted(text: &str) -> Option<Self> {
        let text = text.trim();
        is_secret(text).then(|| Self(text.to_owned()))
    }
}

impl Attempt {
    /// Begins a sign-in with two lots of random bytes.
    #[must_use]
    pub fn new(server: &Server, for_state: &[u8; 32], for_verifier: &[u8; 32]) -> Self {
        Self {
            state: base64url(for_state),
            verifier: server.pkce.then(|| Verifier::new(for_verifier)),
            issuer: server.issuer.clone(),
            names_issuer: server.names_issuer,
        }
    }

    /// The address to send the visitor to, in the language of the page.
    #[must_use]
    pub fn address(&self, server: &Server, client: &Client, redirect: &str, lang: &str) -> String {
        let mut fields = vec![
            ("response_type", "code"),
            ("client_id", client.id.as_str()),
            ("redirect_uri", redirect),
            ("scope", server.scopes.as_str()),
            ("state", &self.state),
        ];
        let challenge = self.verifier.as_ref().map(Verifier::challenge);
        if let Some(challenge) = &challenge {
            fields.push(("code_challenge", challenge));
            fields.push(("code_challenge_method", "S256"));
        }
        // Pleroma reads any value as a wish, so these are left out otherwise.
        if server.force_login {
            fields.push(("force_login", "true"));
        }
        if !lang.is_empty() {
            fields.push(("lang", lang));
        }
        let mark = if server.authorize.contains('?') {
            '&'
        } else {
            '?'
        };
        format!("{}{mark}{}", server.authorize, form(&fields))
    }

    /// Reads the query with which the server sent the visitor back. The caller
    /// takes it out of the address before anything else is done.
    ///
    /// # Errors
    /// Says why there is no code. The state is looked at first: without it,
    /// nothing else in the address is believed, not even a refusal.
    pub fn receive(&self, query: &str) -> Result<Code, ReturnError> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let state = field(query, "state").unwrap_or_default();
        if !same_secret(&state, &self.state) {
            return Err(ReturnError::WrongState);
        }
        let named = query
            .split('&')
            .any(|it| it.split('=').next() == Some("iss"));
        // One that cannot be decoded is none that was asked.
        let right = if named {
            field(query, "iss").is_some_and(|it| same_issuer(&it, &self.issuer))
        } else {
            !self.names_issuer
        };
        if !right {
            return Err(ReturnError::WrongIssuer);
        }
        match field(query, "error").as_deref() {
            None | Some("") => {}
            Some("access_denied") => return Err(ReturnError::AccessDenied),
            Some(_) => return Err(ReturnError::Refused),
        }
        let code = field(query, "code").unwrap_or_default();
        if is_secret(&code) {
            Ok(Code(code))
        } else {
            Err(ReturnError::NoCode)
        }
    }
}

/// Compares in a time that does not depend on where they differ.
fn same_secret(one: &str, other: &str) -> bool {
    let differ = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && !other.is_empty() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn attempt(pkce: bool) -> (Server, Attempt) {
        let mut server = Server::plain("a.example");
        server.pkce = pkce;
        let attempt = Attempt::new(&server, &[1; 32], &[2; 32]);
        (server, attempt)
    }

    #[test]
    fn the_address_carries_state_and_challenge() {
        let (mut server, attempt) = attempt(true);
        let client = Client {
            id: "abc".to_owned(),
            secret: "geheim".to_owned(),
        };
        let url = attempt.address(&server, &client, "https://s.example/fill/", "de");
        let (path, query) = url.split_once('?').unwrap();
        assert_eq!(path, "https://a.example/oauth/authorize");
        for (name, want) in [
            ("response_type", "code"),
            ("client_id", "abc"),
            ("redirect_uri", "https://s.example/fill/"),
            (
                "scope",
                "read:accounts read:search read:follows write:follows",
            ),
            ("state", &attempt.state),
            (
                "code_challenge",
                &attempt.verifier.as_ref().unwrap().challenge(),
            ),
            ("code_challenge_method", "S256"),
            ("lang", "de"),
        ] {
            assert_eq!(field(query, name).as_deref(), Some(want), "{name}");
        }
        assert!(
            !url.contains("geheim") && !url.contains(attempt.verifier.as_ref().unwrap().as_str())
        );
        assert!(!url.contains("force_login"));
        server.force_login = true;
        assert!(
            attempt
                .address(&server, &client, "x", "")
                .ends_with("&force_login=true")
        );
    }

    #[test]
    fn an_old_server_gets_no_challenge() {
        let (server, attempt) = attempt(false);
        let client = Client {
            id: "abc".to_owned(),
            secret: "x".to_owned(),
        };
        assert_eq!(attempt.verifier, None);
        assert!(
            !attempt
                .address(&server, &client, "x", "")
                .contains("challenge")
        );
    }

    #[test]
    fn every_return_but_the_right_one_is_refused() {
        let (_, attempt) = attempt(true);
        let state = &attempt.state;
        assert_eq!(
            attempt
                .receive(&format!("?code=xyz&state={state}"))
                .unwrap()
                .0,
            "xyz"
        );
        let iss = "iss=https%3A%2F%2Fa.example%2F";
        assert_eq!(
            attempt
                .receive(&format!("{iss}&code=xyz&state={state}"))
                .unwrap()
                .0,
            "xyz"
        );
        for (query, want) in [
            ("code=xyz".to_owned(), ReturnError::WrongState),
            ("code=xyz&state=".to_owned(), ReturnError::WrongState),
            (format!("code=xyz&state={state}x"), ReturnError::WrongState),
            (
                format!("code=xyz&state={}", "A".repeat(43)),
                ReturnError::WrongState,
            ),
            (
                "error=access_denied&state=other".to_owned(),
                ReturnError::WrongState,
            ),
            (
                format!("error=access_denied&state={state}"),
                ReturnError::AccessDenied,
            ),
            (
                format!("error=invalid_scope&state={state}"),
                ReturnError::Refused,
            ),
            (
                format!("code=xyz&state={state}&iss=https%3A%2F%2Fb.example"),
                ReturnError::WrongIssuer,
            ),
            (
                format!("code=xyz&state={state}&iss=%ff"),
                ReturnError::WrongIssuer,
            ),
            (
                format!("code=xyz&state={state}&iss"),
                ReturnError::WrongIssuer,
            ),
            (format!("state={state}"), ReturnError::NoCode),
            (format!("code=&state={state}"), ReturnError::NoCode),
            (format!("code=x%20y&state={state}"), ReturnError::NoCode),
        ] {
            assert_eq!(attempt.receive(&query), Err(want), "{query}");
        }
    }

    #[test]
    fn a_server_that_says_so_must_name_itself() {
        let (_, mut attempt) = attempt(true);
        attempt.names_issuer = true;
        let query = format!("code=xyz&state={}", attempt.state);
        assert_eq!(attempt.receive(&query), Err(ReturnError::WrongIssuer));
        let named = format!("{query}&iss=https%3A%2F%2Fa.example");
        assert!(attempt.receive(&named).is_ok());
    }

    #[test]
    fn a_pasted_code_is_read() {
        assert_eq!(
            Code::pasted(" abc-1 \n").map(|code| code.0).as_deref(),
            Some("abc-1")
        );
        assert_eq!(Code::pasted("two words"), None);
        assert_eq!(Code::pasted(""), None);
    }

    proptest! {
        #[test]
        fn no_query_without_the_state_gives_a_code(query in "\\PC*") {
            let (_, attempt) = attempt(true);
            prop_assume!(!query.contains(&attempt.state));
            prop_assert_eq!(attempt.receive(&query), Err(ReturnError::WrongState));
        }
    }
}
