//! From a code to a token, who it stands for, and its end. A token is held in
//! memory only: tokens of Mastodon do not expire, so it is revoked at the end.

use core::fmt;

use picker::json::Look as _;

use crate::encode::form;
use crate::handle::Handle;
use crate::http::{Request, Response};
use crate::oauth::Scopes;
use crate::oauth::attempt::{Attempt, Code};
use crate::oauth::client::{Client, is_secret};
use crate::oauth::server::Server;

/// A token: the right to act as the visitor within the scopes.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// For the header of a request.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why there is no token, or not the right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenError {
    /// The code is not valid (any more), or the verifier does not fit
    /// (`invalid_grant`).
    BadCode,
    /// The server has forgotten the registration (`invalid_client`): register
    /// anew and begin again.
    UnknownClient,
    /// Too many tries; again at this time in UNIX seconds, where it said.
    Later(Option<i64>),
    /// What was granted does not include following.
    TooLittle,
    /// The answer cannot be used.
    Unreadable,
    /// Signed in as this account, not as the one that was named.
    OtherAccount(Handle),
    /// The token is not valid (any more).
    SignedOut,
}

impl TokenError {
    /// A short, stable name for messages and reports.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::BadCode => "bad-code",
            Self::UnknownClient => "unknown-client",
            Self::Later(_) => "later",
            Self::TooLittle => "too-little",
            Self::Unreadable => "unreadable",
            Self::OtherAccount(_) => "other-account",
            Self::SignedOut => "signed-out",
        }
    }
}

/// The request that exchanges a code.
#[must_use]
pub fn exchange(
    server: &Server,
    client: &Client,
    attempt: &Attempt,
    code: &Code,
    redirect: &str,
) -> Request {
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("client_id", client.id.as_str()),
        ("client_secret", client.secret.as_str()),
        ("redirect_uri", redirect),
        ("code", code.0.as_str()),
    ];
    if let Some(verifier) = &attempt.verifier {
        fields.push(("code_verifier", verifier.as_str()));
    }
    Request::post(server.token.clone(), form(&fields))
}

/// The request that ends a token (RFC 7009; any page may make it since Mastodon
/// 4.3, mastodon#31743).
#[must_use]
pub fn revoke(server: &Server, client: &Client, token: &Token) -> Request {
    let fields = [
        ("client_id", client.id.as_str()),
        ("client_secret", client.secret.as_str()),
        ("token", token.as_str()),
    ];
    Request::post(server.revoke.clone(), form(&fields))
}

/// The question who is signed in.
#[must_use]
pub fn who(server: &Server, token: &Token) -> Request {
    let url = format!(
        "https://{}/api/v1/accounts/verify_credentials",
        server.domain
    );
    Request::get(url).with(token.as_str())
}

impl Token {
    /// Reads the answer to [`exchange`].
    ///
    /// # Errors
    /// Says why there is no token.
    pub fn decode(answer: &Response) -> Result<Self, TokenError> {
        if answer.status == 429 {
            return Err(TokenError::Later(answer.reset()));
        }
        let value = answer.json().ok_or(TokenError::Unreadable)?;
        let text = |field| {
            value
                .get(field)
                .and_then(|it| it.as_str())
                .unwrap_or_default()
        };
        if !answer.ok() {
            return Err(match (answer.status, text("error")) {
                (_, "invalid_client") => TokenError::UnknownClient,
                (400 | 401 | 403 | 422, _) => TokenError::BadCode,
                _ => TokenError::Unreadable,
            });
        }
        let (token, kind) = (text("access_token"), text("token_type"));
        if !is_secret(token) || !(kind.is_empty() || kind.eq_ignore_ascii_case("bearer")) {
            return Err(TokenError::Unreadable);
        }
        if !Scopes::suffices(text("scope")) {
            return Err(TokenError::TooLittle);
        }
        Ok(Self(token.to_owned()))
    }
}

impl Token {
    /// The token in an answer, usable or not: one that [`Token::decode`] refuses, for
    /// its rights or its kind, is still to be revoked.
    #[must_use]
    pub fn given(answer: &Response) -> Option<Self> {
        let value = answer.json()?;
        let token = value.get("access_token")?.as_str()?;
        is_secret(token).then(|| Self(token.to_owned()))
    }
}

/// Reads the answer to [`who`]. `domain` is the one of handles on that server.
///
/// # Errors
/// When nobody is signed in, or another account than `wanted`.
pub fn signed_in(
    answer: &Response,
    domain: &str,
    wanted: Option<&Handle>,
) -> Result<Handle, TokenError> {
    match answer.status {
        200..=299 => {}
        401 | 403 => return Err(TokenError::SignedOut),
        429 => return Err(TokenError::Later(answer.reset())),
        _ => return Err(TokenError::Unreadable),
    }
    let value = answer.json().ok_or(TokenError::Unreadable)?;
    let user = value
        .get("username")
        .and_then(|it| it.as_str())
        .unwrap_or_default();
    let handle = Handle::new(user, domain).map_err(|_| TokenError::Unreadable)?;
    if wanted.is_some_and(|wanted| *wanted != handle) {
        return Err(TokenError::OtherAccount(handle));
    }
    Ok(handle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::field;

    fn parts() -> (Server, Client, Attempt) {
        let mut server = Server::plain("a.example");
        server.pkce = true;
        let client = Client {
            id: "abc".to_owned(),
            secret: "s3".to_owned(),
        };
        let attempt = Attempt::new(&server, &[1; 32], &[2; 32]);
        (server, client, attempt)
    }

    #[test]
    fn a_code_is_exchanged_with_the_verifier() {
        let (server, client, attempt) = parts();
        let request = exchange(
            &server,
            &client,
            &attempt,
            &Code("xyz".to_owned()),
            "https://s.example/",
        );
        assert_eq!(request.url, "https://a.example/oauth/token");
        let sent = request.form.unwrap();
        assert_eq!(field(&sent, "code").as_deref(), Some("xyz"));
        assert_eq!(field(&sent, "client_secret").as_deref(), Some("s3"));
        assert_eq!(
            field(&sent, "redirect_uri").as_deref(),
            Some("https://s.example/")
        );
        let verifier = attempt.verifier.unwrap();
        assert_eq!(
            field(&sent, "code_verifier").as_deref(),
            Some(verifier.as_str())
        );
    }

    #[test]
    fn every_answer_for_a_token_is_told_apart() {
        let good = r#"{"access_token":"t0k","token_type":"Bearer","scope":"profile write:follows","created_at":1}"#;
        let token = Token::decode(&Response::new(200, good)).unwrap();
        assert_eq!(
            (token.as_str(), format!("{token:?}").as_str()),
            ("t0k", "Token(…)")
        );
        for (status, body, want) in [
            (400, r#"{"error":"invalid_grant"}"#, TokenError::BadCode),
            (
                401,
                r#"{"error":"invalid_client"}"#,
                TokenError::UnknownClient,
            ),
            (429, "", TokenError::Later(None)),
            (500, "{}", TokenError::Unreadable),
            (200, "", TokenError::Unreadable),
            (200, r#"{"access_token":""}"#, TokenError::Unreadable),
            (200, r#"{"access_token":"a b"}"#, TokenError::Unreadable),
            (
                200,
                r#"{"access_token":"t","token_type":"mac"}"#,
                TokenError::Unreadable,
            ),
            (
                200,
                r#"{"access_token":"t","scope":"read"}"#,
                TokenError::TooLittle,
            ),
        ] {
            assert_eq!(
                Token::decode(&Response::new(status, body)),
                Err(want),
                "{status} {body}"
            );
        }
    }

    #[test]
    fn a_token_that_is_refused_can_be_revoked() {
        let of = |body| Token::given(&Response::new(200, body)).map(|it| it.0);
        for body in [
            r#"{"access_token":"t","token_type":"mac"}"#,
            r#"{"access_token":"t","scope":"read"}"#,
        ] {
            assert_eq!(of(body).as_deref(), Some("t"), "{body}");
        }
        assert_eq!((of("{}"), of(r#"{"access_token":""}"#)), (None, None));
    }

    #[test]
    fn another_account_than_asked_is_noticed() {
        let me = Handle::parse("me@a.example").unwrap();
        let answer = Response::new(200, r#"{"id":"1","username":"Me","acct":"Me"}"#);
        assert_eq!(signed_in(&answer, "a.example", Some(&me)), Ok(me.clone()));
        assert_eq!(signed_in(&answer, "a.example", None), Ok(me.clone()));
        let other = Response::new(200, r#"{"username":"you"}"#);
        let you = Handle::parse("you@a.example").unwrap();
        assert_eq!(
            signed_in(&other, "a.example", Some(&me)),
            Err(TokenError::OtherAccount(you))
        );
        for (status, body, want) in [
            (401, "", TokenError::SignedOut),
            (429, "", TokenError::Later(None)),
            (200, "{}", TokenError::Unreadable),
            (502, "", TokenError::Unreadable),
        ] {
            assert_eq!(
                signed_in(&Response::new(status, body), "a.example", None),
                Err(want)
            );
        }
    }

    #[test]
    fn the_token_is_revoked_by_name() {
        let (server, client, _) = parts();
        let token = Token("t0k".to_owned());
        let sent = revoke(&server, &client, &token).form.unwrap();
        assert_eq!(field(&sent, "token").as_deref(), Some("t0k"));
        assert_eq!(field(&sent, "client_id").as_deref(), Some("abc"));
        assert_eq!(who(&server, &token).bearer.as_deref(), Some("t0k"));
    }
}
