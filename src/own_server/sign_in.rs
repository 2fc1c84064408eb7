//! Signing in with the visitor's own server: from leaving the page to a token,
//! and to its end. What waits for the visitor's return is kept in the tab's
//! session storage; a token never is.

use super::requests::send;
use crate::directory::load::Directory;
use crate::platform::{fetch, random, storage};
use ::fill::handle::Handle;
use ::fill::home::{Home, handle_domain, webfinger};
use ::fill::http::Request;
use ::fill::oauth::attempt::{Attempt, Code, ReturnError};
use ::fill::oauth::client::{Client, RegisterError, register};
use ::fill::oauth::pkce::Verifier;
use ::fill::oauth::server::{Server, metadata};
use ::fill::oauth::token::{Token, TokenError, exchange, revoke, signed_in, who};
use ::fill::oauth::{OUT_OF_BAND, Scopes};
use picker::decode;

/// What a server shows its member as the name of what asks.
const CLIENT_NAME: &str = "Spread Mastodon";
const PENDING: &str = "sign-in";

/// Why nobody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The end of a message's name: `sign_in.trouble_…`.
    pub key: &'static str,
    /// When the server may be asked again, in UNIX seconds, where it said.
    pub until: Option<i64>,
}

impl Trouble {
    /// A trouble without a time.
    #[must_use]
    pub const fn of(key: &'static str) -> Self {
        Self { key, until: None }
    }
}

impl From<RegisterError> for Trouble {
    fn from(why: RegisterError) -> Self {
        let until = match why {
            RegisterError::Later(until) => until,
            _ => None,
        };
        Self {
            key: why.key(),
            until,
        }
    }
}

impl From<TokenError> for Trouble {
    fn from(why: TokenError) -> Self {
        let until = match why {
            TokenError::Later(until) => until,
            _ => None,
        };
        Self {
            key: why.key(),
            until,
        }
    }
}

impl From<ReturnError> for Trouble {
    fn from(why: ReturnError) -> Self {
        Self::of(why.key())
    }
}

/// A sign-in that waits for the visitor to come back from their server.
#[derive(Debug, Clone)]
pub struct Pending {
    server: Server,
    home: Home,
    client: Client,
    client_key: String,
    attempt: Attempt,
    redirect: String,
}

/// Somebody is signed in. Its end is [`end`].
#[derive(Debug, Clone)]
pub struct Session {
    server: Server,
    client: Client,
    token: Token,
    /// Where the token is revoked, as `config.json` has it: there is no time to ask
    /// when the page goes away.
    revoke_at: String,
    /// Who.
    pub me: Handle,
    /// Whether that is the account that was typed, if one was.
    pub expected: bool,
}

impl Session {
    /// For the header of requests.
    #[must_use]
    pub fn bearer(&self) -> String {
        self.token.as_str().to_owned()
    }

    /// The domain that is asked.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server.domain
    }

    /// Gives the token back while the page goes away: nothing can be waited for.
    pub fn end_now(&self) {
        let request = revoke(&self.server, &self.client, &self.token);
        fetch::send_last(&self.revoke_at, &request);
    }
}

/// How the visitor comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WayBack {
    /// The server leads them to this address, the page's own.
    Redirect(String),
    /// The server shows a code, which they paste.
    Paste,
}

/// Prepares a sign-in: where to send the visitor, and what waits for them.
/// Three requests at most. `shown_again` makes a server ask even somebody who
/// has granted access before.
///
/// # Errors
/// Says why the visitor cannot be sent there.
pub async fn begin(
    directory: Directory,
    domain: &str,
    home: Home,
    way: &WayBack,
    lang: &str,
    shown_again: bool,
) -> Result<(String, Pending), Trouble> {
    let (Some(for_state), Some(for_verifier)) = (random::bytes(), random::bytes()) else {
        return Err(Trouble::of("no-chance"));
    };
    // A sign-in that never came back: a server that has forgotten this site shows an
    // error of its own and leads nowhere. It is asked to register the site anew.
    if let Some(stale) = Pending::take().filter(|it| it.server() == domain) {
        storage::remove(&stale.client_key);
    }
    let redirect = match way {
        WayBack::Redirect(address) => address.as_str(),
        WayBack::Paste => OUT_OF_BAND,
    };
    let mut server = describe(directory, domain).await?;
    server.force_login |= shown_again;
    let client = match client(directory, &server, redirect).await {
        // A server that knows no fine scopes says so here.
        Err(why) if why.key == RegisterError::Refused.key() && !server.pkce => {
            server.scopes = Scopes::coarse();
            client(directory, &server, redirect).await?
        }
        other => other?,
    };
    let attempt = Attempt::new(&server, &for_state, &for_verifier);
    let address = attempt.address(&server, &client, redirect, lang);
    let pending = Pending {
        client_key: client_key(&server, redirect),
        redirect: redirect.to_owned(),
        server,
        home,
        client,
        attempt,
    };
    Ok((address, pending))
}

/// What the server says of its sign-in, or what is known of its software.
async fn describe(directory: Directory, domain: &str) -> Result<Server, Trouble> {
    let silent = |_| Trouble::of("silent");
    let answer = send(directory, &metadata(domain)).await.map_err(silent)?;
    let server = Server::decode(domain, &answer).map_err(|why| Trouble::of(why.key()))?;
    if server.pkce {
        return Ok(server);
    }
    let instance = Request::get(format!("https://{domain}/api/v1/instance"));
    let Ok(answer) = send(directory, &instance).await else {
        return Ok(server);
    };
    let info = decode::instance_v1(answer.body.as_bytes()).ok();
    let name = info.and_then(|it| it.software.name().map(str::to_ascii_lowercase));
    Ok(match name {
        Some(name) => server.of_software(&name),
        None => server,
    })
}

fn client_key(server: &Server, redirect: &str) -> String {
    format!("client {}", Client::key(server, redirect))
}

/// The site's registration at a server: as kept, or a new one.
async fn client(directory: Directory, server: &Server, redirect: &str) -> Result<Client, Trouble> {
    let key = client_key(server, redirect);
    let kept = storage::get(&key);
    let kept = kept.as_deref().and_then(|text| text.split_once(' '));
    if let Some((id, secret)) = kept {
        return Ok(Client {
            id: id.to_owned(),
            secret: secret.to_owned(),
        });
    }
    // Servers show this address beside the name.
    let website = redirect.strip_suffix("fill/").unwrap_or_default();
    let request = register(server, CLIENT_NAME, website, redirect);
    let answer = send(directory, &request).await;
    let client = Client::decode(&answer.map_err(|_| Trouble::of("silent"))?)?;
    storage::set(&key, &format!("{} {}", client.id, client.secret));
    Ok(client)
}

impl Pending {
    /// Keeps it for the return to this tab; whether the browser did.
    #[must_use]
    pub fn keep(&self) -> bool {
        let home = self.home.to_string();
        let verifier = self.attempt.verifier.as_ref().map(Verifier::as_str);
        let names_issuer = if self.attempt.names_issuer { "iss" } else { "" };
        let text = [
            &self.server.domain,
            &self.server.token,
            &self.server.revoke,
            &self.attempt.issuer,
            names_issuer,
            &self.attempt.state,
            verifier.unwrap_or_default(),
            &self.client.id,
            &self.client.secret,
            &self.client_key,
            &self.redirect,
            &home,
        ]
        .join("\n");
        storage::set_for_tab(PENDING, &text);
        storage::get_for_tab(PENDING).is_some_and(|kept| kept == text)
    }

    /// Takes what was kept out of the storage; `None` when this tab waits for
    /// nothing.
    #[must_use]
    pub fn take() -> Option<Self> {
        let text = storage::get_for_tab(PENDING)?;
        storage::remove_for_tab(PENDING);
        Self::read(&text)
    }

    fn read(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [
            domain,
            token,
            revoke,
            issuer,
            names_issuer,
            state,
            verifier,
            id,
            secret,
            key,
            redirect,
            home,
        ] = lines[..]
        else {
            return None;
        };
        let mut server = Server::plain(domain);
        token.clone_into(&mut server.token);
        revoke.clone_into(&mut server.revoke);
        issuer.clone_into(&mut server.issuer);
        Some(Self {
            server,
            home: Home::parse(home).ok()?,
            client: Client {
                id: id.to_owned(),
                secret: secret.to_owned(),
            },
            client_key: key.to_owned(),
            attempt: Attempt {
                state: state.to_owned(),
                verifier: Verifier::restore(verifier),
                issuer: issuer.to_owned(),
                names_issuer: names_issuer == "iss",
            },
            redirect: redirect.to_owned(),
        })
    }

    /// What the visitor named as theirs.
    #[must_use]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// The domain of the server.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server.domain
    }

    /// Reads the query that the server sent the visitor back with.
    ///
    /// # Errors
    /// Says why there is no code in it.
    pub fn receive(&self, query: &str) -> Result<Code, Trouble> {
        Ok(self.attempt.receive(query)?)
    }

    /// From a code to who is signed in: two requests, or three where only the server
    /// was named.
    ///
    /// # Errors
    /// Says why nobody is.
    pub async fn finish(self, directory: Directory, code: Code) -> Result<Session, Trouble> {
        let request = exchange(
            &self.server,
            &self.client,
            &self.attempt,
            &code,
            &self.redirect,
        );
        let silent = |_| Trouble::of("silent");
        let answer = send(directory, &request).await.map_err(silent)?;
        let token = match Token::decode(&answer) {
            Ok(token) => token,
            Err(why) => {
                if why == TokenError::UnknownClient {
                    storage::remove(&self.client_key);
                }
                // One that cannot be used must not live on.
                if let Some(token) = Token::given(&answer) {
                    self.revoke(directory, &token).await;
                }
                return Err(why.into());
            }
        };
        let wanted = match &self.home {
            Home::Account(handle) => Some(handle),
            Home::Server(_) => None,
        };
        let asked = send(directory, &who(&self.server, &token)).await;
        let found = match &asked {
            Ok(answer) => signed_in(answer, self.home.domain(), wanted),
            Err(_) => Err(TokenError::Unreadable),
        };
        let (me, expected) = match found {
            Ok(me) => (me, true),
            Err(TokenError::OtherAccount(me)) => (me, false),
            Err(why) => {
                self.revoke(directory, &token).await;
                return Err(why.into());
            }
        };
        let me = match &self.home {
            Home::Account(_) => me,
            Home::Server(_) => self.named(directory, me).await,
        };
        let revoke_at = directory.config().await.address(&self.server.revoke);
        Ok(Session {
            revoke_at,
            server: self.server,
            client: self.client,
            token,
            me,
            expected,
        })
    }

    async fn revoke(&self, directory: Directory, token: &Token) {
        let request = revoke(&self.server, &self.client, token);
        let _ = send(directory, &request).await;
    }

    /// The member of a server of which only the domain is known. Handles may have
    /// another domain than the server has.
    async fn named(&self, directory: Directory, me: Handle) -> Handle {
        let Ok(guess) = Handle::new(me.user(), self.server()) else {
            return me;
        };
        let answer = send(directory, &webfinger(self.server(), &guess)).await;
        let domain = answer.ok().and_then(|it| handle_domain(&it, me.user()));
        let named = domain.and_then(|domain| Handle::new(me.user(), &domain).ok());
        named.unwrap_or(me)
    }
}

/// Gives the token back; whether the server said that it is worth nothing now.
pub async fn end(directory: Directory, session: &Session) -> bool {
    let request = revoke(&session.server, &session.client, &session.token);
    send(directory, &request)
        .await
        .is_ok_and(|answer| answer.ok())
}

#[cfg(test)]
mod tests {
    use super::Pending;

    const KEPT: &str = "b.example\nhttps://b.example/oauth/token\nhttps://b.example/oauth/revoke\n\
        https://b.example/\n\nstate\n0123456789012345678901234567890123456789abc\nid\nsecret\nkey\n\
        https://s.example/fill/\n@me@b.example";

    #[test]
    fn what_waits_for_a_return_is_read_again() {
        let pending = Pending::read(KEPT).unwrap();
        assert_eq!(pending.server(), "b.example");
        assert!(pending.receive("code=abc&state=state").is_ok());
        let why = pending.receive("code=abc&state=other").unwrap_err();
        assert_eq!(why.key, "wrong-state");
        let strict = Pending::read(&KEPT.replace("\n\n", "\niss\n")).unwrap();
        let why = strict.receive("code=abc&state=state").unwrap_err();
        assert_eq!(why.key, "wrong-issuer");
        for broken in ["", "b.example", &KEPT.replace("@me@b.example", "me")] {
            assert!(Pending::read(broken).is_none(), "{broken}");
        }
    }
}
