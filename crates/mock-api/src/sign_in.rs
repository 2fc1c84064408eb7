//! Signing in to a server and following from there, as far as a page sees it:
//! registration, consent, token, accounts and hashtags. One member a server.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::home::handle_domain;
use crate::instance::State;

/// How a server sends its member back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Return {
    /// With a code, as the standard has it.
    #[default]
    Code,
    /// With another state than it was given.
    WrongState,
    /// Naming another issuer than itself.
    WrongIssuer,
}

/// What is special about an account, to a server's member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountKind {
    /// It confirms its followers itself.
    Locked,
    /// It moved there: `name@server`.
    Moved(String),
    /// The server does not find it.
    Gone,
    /// It blocks the member.
    Blocking,
    /// The server refuses to follow it (422).
    Refused,
}

/// What a test sees of a server's member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// The accounts that are followed, `name@server`.
    pub follows: BTreeSet<String>,
    /// The accounts that were asked.
    pub asked: BTreeSet<String>,
    /// The hashtags that are followed, folded as Mastodon does.
    pub tags: BTreeSet<String>,
    /// How many requests about each account or hashtag were answered well, the
    /// questions about many at once aside.
    pub requests: BTreeMap<String, usize>,
    /// All tokens that were ever given.
    pub tokens: Vec<String>,
    /// Those of them that still hold.
    pub live: BTreeSet<String>,
    /// All codes that were ever given.
    pub codes: Vec<String>,
}

#[derive(Debug, Clone)]
struct App {
    secret: String,
    redirect: String,
    scopes: String,
}

#[derive(Debug, Clone)]
struct Grant {
    client: String,
    redirect: String,
    challenge: Option<String>,
    scope: String,
}

/// A server with its one member.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub(super) member: Member,
    /// The name of the member; `me` when empty.
    pub(super) name: String,
    pub(super) how_back: Return,
    pub(super) kinds: HashMap<String, AccountKind>,
    pub(super) doubled_headers: bool,
    apps: HashMap<String, App>,
    registrations: usize,
    grants: HashMap<String, Grant>,
    scopes: HashMap<String, String>,
    /// Accounts by the ids that searches gave.
    ids: HashMap<String, String>,
}

/// An answer: status and body.
pub(super) type Answer = (u16, Value);

fn error(status: u16, error: &str) -> Answer {
    (status, json!({"error": error}))
}

/// A hashtag as Mastodon keeps it (app/lib/hashtag_normalizer.rb: lower case, letters
/// to ASCII), as far as the tests have letters.
pub(super) fn fold(name: &str) -> String {
    let letter = |c: char| match c {
        'ä' | 'à' | 'á' | 'â' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ï' | 'î' => 'i',
        'ö' | 'ó' | 'ô' | 'õ' => 'o',
        'ü' | 'ú' | 'û' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    };
    name.to_lowercase().chars().map(letter).collect()
}

/// Text that a page cannot guess and a test can repeat: a digest of its parts.
fn secret(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    let mut out = String::new();
    for byte in digest.iter().take(16) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// `/.well-known/oauth-authorization-server`: Mastodon since 4.3 has it.
pub(super) fn metadata(domain: &str, state: State) -> Answer {
    let knows = !matches!(
        state,
        State::Mastodon42
            | State::GoToSocial
            | State::Pleroma
            | State::Misskey
            | State::Pixelfed
            | State::V1Only
    );
    if !knows {
        return error(404, "Not Found");
    }
    let at = |path: &str| format!("https://{domain}{path}");
    (
        200,
        json!({
            "issuer": at("/"),
            "authorization_endpoint": at("/oauth/authorize"),
            "token_endpoint": at("/oauth/token"),
            "revocation_endpoint": at("/oauth/revoke"),
            "scopes_supported": ["read", "profile", "read:accounts", "read:search", "read:follows",
                "write", "write:follows", "follow"],
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "code_challenge_methods_supported": ["S256"],
        }),
    )
}

impl Account {
    /// `POST /api/v1/apps`
    pub(super) fn register(&mut self, state: State, form: &HashMap<String, String>) -> Answer {
        let field = |name: &str| form.get(name).cloned().unwrap_or_default();
        let (redirect, scopes) = (field("redirect_uris"), field("scopes"));
        let coarse = scopes.split(' ').all(|it| it == "read" || it == "follow");
        let profile = scopes.split(' ').any(|it| it == "profile");
        if redirect.is_empty()
            || field("client_name").is_empty()
            || state == State::Misskey && !coarse
            || state == State::Mastodon42 && profile
        {
            return error(422, "Validation failed");
        }
        self.registrations += 1;
        let number = self.registrations.to_string();
        let id = secret(&["client", &redirect, &scopes, &number]);
        let app = App {
            secret: secret(&["secret", &id]),
            redirect: redirect.clone(),
            scopes,
        };
        let body = json!({"id": "1", "name": field("client_name"), "redirect_uri": redirect,
            "client_id": id, "client_secret": app.secret});
        self.apps.insert(id, app);
        (200, body)
    }

    /// Forgets all registrations, as Mastodon before 4.3 does with those that nobody
    /// uses.
    pub(super) fn forget_apps(&mut self) {
        self.apps.clear();
    }

    /// The page on which the member grants access, or where it leads at once.
    pub(super) fn authorize(
        &mut self,
        state: State,
        query: &HashMap<String, String>,
    ) -> Result<Consent, &'static str> {
        let field = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
        let client = field("client_id");
        let app = self.apps.get(client).ok_or("unknown client")?.clone();
        let asked: Vec<&str> = field("scope").split(' ').collect();
        if field("response_type") != "code" || field("redirect_uri") != app.redirect {
            return Err("wrong redirect address");
        }
        if !asked
            .iter()
            .all(|it| app.scopes.split(' ').any(|known| known == *it))
        {
            return Err("more scopes than registered");
        }
        let knows_pkce = metadata("a.example", state).0 == 200;
        let challenge = query.get("code_challenge").cloned();
        if challenge.is_some() != knows_pkce
            || knows_pkce && field("code_challenge_method") != "S256"
        {
            return Err("wrong use of PKCE");
        }
        let given = match self.how_back {
            Return::WrongState => "forged",
            _ => field("state"),
        };
        let issuer = match self.how_back {
            Return::WrongIssuer => "&iss=https%3A%2F%2Felsewhere.example",
            _ => "",
        };
        let back = |what: &str| format!("{}?{what}&state={given}{issuer}", app.redirect);
        if state == State::Pleroma && field("force_login") != "true" {
            // Access was granted before: its page for that has no code.
            return Ok(Consent::Back(format!("{}?state={given}", app.redirect)));
        }
        let number = self.member.codes.len().to_string();
        let code = secret(&["code", client, &number]);
        self.member.codes.push(code.clone());
        let grant = Grant {
            client: client.to_owned(),
            redirect: app.redirect.clone(),
            challenge,
            scope: field("scope").to_owned(),
        };
        self.grants.insert(code.clone(), grant);
        if app.redirect.starts_with("urn:") {
            return Ok(Consent::Shown(code));
        }
        Ok(Consent::Asked {
            allow: back(&format!("code={code}")),
            deny: back("error=access_denied"),
        })
    }

    /// `POST /oauth/token`
    pub(super) fn token(&mut self, form: &HashMap<String, String>) -> Answer {
        let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        let known = self.apps.get(field("client_id"));
        if known.is_none_or(|app| app.secret != field("client_secret")) {
            return error(401, "invalid_client");
        }
        // A code is good once.
        let Some(grant) = self.grants.remove(field("code")) else {
            return error(400, "invalid_grant");
        };
        let verified = match &grant.challenge {
            None => form.get("code_verifier").is_none(),
            Some(challenge) => *challenge == base64url(&Sha256::digest(field("code_verifier"))),
        };
        if !verified
            || grant.client != field("client_id")
            || grant.redirect != field("redirect_uri")
        {
            return error(400, "invalid_grant");
        }
        let token = secret(&["token", field("code")]);
        self.member.tokens.push(token.clone());
        self.member.live.insert(token.clone());
        self.scopes.insert(token.clone(), grant.scope.clone());
        (
            200,
            json!({"access_token": token, "token_type": "Bearer", "scope": grant.scope, "created_at": 1}),
        )
    }

    /// `POST /oauth/revoke`
    pub(super) fn revoke(&mut self, form: &HashMap<String, String>) -> Answer {
        let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        let known = self.apps.get(field("client_id"));
        if known.is_none_or(|app| app.secret != field("client_secret")) {
            return error(403, "unauthorized_client");
        }
        self.member.live.remove(field("token"));
        (200, json!({}))
    }

    fn name(&self) -> &str {
        if self.name.is_empty() {
            "me"
        } else {
            &self.name
        }
    }

    /// Whether a token still holds and includes one of these scopes.
    fn may(&self, bearer: Option<&str>, scopes: &[&str]) -> Result<(), Answer> {
        let token = bearer.unwrap_or_default();
        if !self.member.live.contains(token) {
            return Err(error(401, "The access token is invalid"));
        }
        let granted = self
            .scopes
            .get(token)
            .map(String::as_str)
            .unwrap_or_default();
        if granted.split(' ').any(|it| scopes.contains(&it)) {
            Ok(())
        } else {
            Err(error(403, "This action is outside the authorized scopes"))
        }
    }

    /// `GET /api/v1/accounts/verify_credentials`
    pub(super) fn who(&self, bearer: Option<&str>) -> Answer {
        match self.may(bearer, &["profile", "read", "read:accounts"]) {
            Err(answer) => answer,
            Ok(()) => (
                200,
                json!({"id": "1", "username": self.name(), "acct": self.name()}),
            ),
        }
    }

    /// `GET /api/v2/search?q=@name@server&type=accounts&resolve=true`
    pub(super) fn search(&mut self, bearer: Option<&str>, home: &str, q: &str) -> Answer {
        if let Err(answer) = self.may(bearer, &["read", "read:search"]) {
            return answer;
        }
        let acct = q.trim_start_matches('@').to_owned();
        *self.member.requests.entry(acct.clone()).or_default() += 1;
        let kind = self.kinds.get(&acct);
        if kind == Some(&AccountKind::Gone) {
            return (200, json!({"accounts": []}));
        }
        let home = handle_domain(home);
        let shown = acct.strip_suffix(&format!("@{home}")).unwrap_or(&acct);
        let moved = match kind {
            Some(AccountKind::Moved(to)) => json!({"id": "9", "acct": to}),
            _ => Value::Null,
        };
        let id = secret(&["id", &acct]);
        self.ids.insert(id.clone(), acct.clone());
        let row = json!({"id": id, "acct": shown, "moved": moved,
            "locked": kind == Some(&AccountKind::Locked)});
        // A search also offers what only resembles the name.
        let other = json!({"id": "7", "acct": format!("x{acct}")});
        (200, json!({"accounts": [other, row]}))
    }

    fn relation(&self, id: &str) -> Value {
        let acct = self.ids.get(id).cloned().unwrap_or_default();
        let blocked = self.kinds.get(&acct) == Some(&AccountKind::Blocking);
        json!({"id": id, "following": self.member.follows.contains(&acct),
            "requested": self.member.asked.contains(&acct), "blocked_by": blocked,
            "blocking": false, "domain_blocking": false})
    }

    /// `GET /api/v1/accounts/relationships?id[]=…`
    pub(super) fn relations(&self, bearer: Option<&str>, ids: &[String]) -> Answer {
        match self.may(bearer, &["read", "read:follows", "follow"]) {
            Err(answer) => answer,
            Ok(()) => (200, ids.iter().map(|id| self.relation(id)).collect()),
        }
    }

    /// `POST /api/v1/accounts/:id/follow` or `…/unfollow`
    pub(super) fn follow(&mut self, bearer: Option<&str>, id: &str, verb: &str) -> Answer {
        if let Err(answer) = self.may(bearer, &["write", "write:follows", "follow"]) {
            return answer;
        }
        let Some(acct) = self.ids.get(id).cloned() else {
            return error(404, "Record not found");
        };
        let member = &mut self.member;
        if verb == "unfollow" {
            member.follows.remove(&acct);
            member.asked.remove(&acct);
            return (200, self.relation(id));
        }
        *member.requests.entry(acct.clone()).or_default() += 1;
        match self.kinds.get(&acct) {
            Some(AccountKind::Locked) => member.asked.insert(acct),
            Some(AccountKind::Refused) => return error(422, "Validation failed"),
            Some(AccountKind::Blocking) => return error(403, "This action is not allowed"),
            _ => member.follows.insert(acct),
        };
        (200, self.relation(id))
    }

    /// `GET /api/v1/tags/:name`, or `POST` with a verb.
    pub(super) fn tag(&mut self, bearer: Option<&str>, name: &str, verb: &str) -> Answer {
        let scopes = ["read", "read:follows", "write", "write:follows", "follow"];
        if let Err(answer) = self.may(bearer, &scopes) {
            return answer;
        }
        let tag = fold(name);
        let member = &mut self.member;
        match verb {
            "follow" => _ = member.tags.insert(tag.clone()),
            "unfollow" => _ = member.tags.remove(&tag),
            _ => {}
        }
        if verb != "unfollow" {
            *member.requests.entry(format!("#{tag}")).or_default() += 1;
        }
        (
            200,
            json!({"name": tag, "following": member.tags.contains(&tag)}),
        )
    }
}

/// What an address for consent leads to.
#[derive(Debug)]
pub(super) enum Consent {
    /// A page that asks, and where its answers lead.
    Asked { allow: String, deny: String },
    /// A page that shows the code.
    Shown(String),
    /// Back at once.
    Back(String),
}

fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let of = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let block = of(0) << 16 | of(1) << 8 | of(2);
        for place in 0..=chunk.len() {
            out.push(char::from(
                LETTERS[(block >> (18 - 6 * place) & 63) as usize],
            ));
        }
    }
    out
}
