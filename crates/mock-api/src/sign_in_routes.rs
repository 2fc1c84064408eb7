//! The addresses at which a server lets its member sign in and follow.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::{Path, Query, Request, State as Ctx};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use picker::date::Date;
use serde_json::Value;

use crate::answer::send;
use crate::fault::{Endpoint, Fault};
use crate::instance::State;
use crate::shared::Shared;
use crate::sign_in::{Account, Answer, Consent, metadata};

type Context = Ctx<Arc<Shared>>;
type Fields = HashMap<String, String>;

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route(
            "/instance/{domain}/.well-known/oauth-authorization-server",
            get(statement),
        )
        .route("/instance/{domain}/api/v1/apps", post(apps))
        .route("/instance/{domain}/oauth/authorize", get(authorize))
        .route("/instance/{domain}/oauth/token", post(token))
        .route("/instance/{domain}/oauth/revoke", post(revoke))
        .route(
            "/instance/{domain}/api/v1/accounts/verify_credentials",
            get(who),
        )
        .route("/instance/{domain}/api/v2/search", get(search))
        .route(
            "/instance/{domain}/api/v1/accounts/relationships",
            get(relations),
        )
        .route(
            "/instance/{domain}/api/v1/accounts/{id}/{verb}",
            post(follow),
        )
        .route("/instance/{domain}/api/v1/tags/{name}", get(tag))
        .route(
            "/instance/{domain}/api/v1/tags/{name}/{verb}",
            post(change_tag),
        )
}

/// Whether a page may ask with a token here: then the question for it is answered
/// as Mastodon answers it.
pub(super) fn allows_token(path: &str) -> bool {
    path.starts_with("/instance/")
        && ["/api/v1/accounts/", "/api/v2/search", "/api/v1/tags/"]
            .iter()
            .any(|part| path.contains(part))
}

/// The answer to such a question.
pub(super) fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type",
        ),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Answers as the server in its state, or as its fault has it.
async fn answer(
    shared: &Shared,
    domain: &str,
    endpoint: Endpoint,
    work: impl FnOnce(&mut Account, State) -> Answer,
) -> Response {
    let state = shared.state(domain);
    let fault = match (state, endpoint) {
        // Pixelfed lets no page read its answers; Mastodon before 4.3 not this one.
        (State::Pixelfed, _) | (State::Mastodon42, Endpoint::Revoke) => Some(Fault::NoCors),
        (State::NoCors, _) => Some(Fault::NoCors),
        (State::Failing, _) => Some(Fault::Status(500)),
        _ => shared.unheld_fault(endpoint).await,
    };
    // What is refused is not done.
    let (status, body) = match fault {
        Some(Fault::Status(status)) => (status, Value::Null),
        _ => shared.account(domain, |account| work(account, state)),
    };
    let refused = matches!(fault, Some(Fault::Status(429)));
    let doubled = shared.account(domain, |account| account.doubled_headers);
    let mut response = send(endpoint, status, &body, fault).await;
    limits(response.headers_mut(), refused, doubled);
    response
}

/// How long a server that refuses for its rate asks to wait, in seconds.
const PAUSE: i64 = 3;

/// The headers of Mastodon's limits, which pages may read.
fn limits(headers: &mut HeaderMap, refused: bool, doubled: bool) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let then = now.map_or(0, |now| now.as_secs().cast_signed()) + PAUSE;
    let clock = then.rem_euclid(86_400);
    let reset = format!(
        "{}T{:02}:{:02}:{:02}.000000Z",
        Date::from_unix(then),
        clock / 3_600,
        clock / 60 % 60,
        clock % 60
    );
    let remaining = if refused { "0" } else { "299" };
    let twice = |value: &str| {
        if doubled {
            format!("{value}, {value}")
        } else {
            value.to_owned()
        }
    };
    for (name, value) in [
        (
            "access-control-expose-headers",
            "X-RateLimit-Reset, X-RateLimit-Remaining".to_owned(),
        ),
        ("x-ratelimit-remaining", twice(remaining)),
        ("x-ratelimit-reset", twice(&reset)),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}

/// The fields of a form, by its body.
fn fields(body: &str) -> Fields {
    let uri = format!("/?{body}").parse::<Uri>();
    let query = uri.ok().and_then(|uri| Query::try_from_uri(&uri).ok());
    query.map(|Query(fields)| fields).unwrap_or_default()
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(str::to_owned)
}

async fn statement(Ctx(shared): Context, Path(domain): Path<String>) -> Response {
    answer(&shared, &domain, Endpoint::Metadata, |_, state| {
        metadata(&domain, state)
    })
    .await
}

async fn apps(Ctx(shared): Context, Path(domain): Path<String>, body: String) -> Response {
    answer(&shared, &domain, Endpoint::Apps, |account, state| {
        account.register(state, &fields(&body))
    })
    .await
}

async fn authorize(
    Ctx(shared): Context,
    Path(domain): Path<String>,
    Query(query): Query<Fields>,
) -> Response {
    let state = shared.state(&domain);
    let consent = shared.account(&domain, |account| account.authorize(state, &query));
    let page = |body: String| {
        let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        let head = "<!doctype html><html lang=\"en\"><head><title>Sign in</title></head>";
        (kind, format!("{head}<body>{body}</body></html>")).into_response()
    };
    match consent {
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
        Ok(Consent::Back(to)) => Redirect::to(&to).into_response(),
        Ok(Consent::Shown(code)) => {
            page(format!("<p>Your code: <code id=\"code\">{code}</code></p>"))
        }
        Ok(Consent::Asked { allow, deny }) => page(format!(
            "<h1>{domain}</h1><p><a id=\"allow\" href=\"{}\">Allow</a> <a id=\"deny\" href=\"{}\">Deny</a></p>",
            allow.replace('&', "&amp;"),
            deny.replace('&', "&amp;"),
        )),
    }
}

async fn token(Ctx(shared): Context, Path(domain): Path<String>, body: String) -> Response {
    answer(&shared, &domain, Endpoint::Token, |account, _| {
        account.token(&fields(&body))
    })
    .await
}

async fn revoke(Ctx(shared): Context, Path(domain): Path<String>, body: String) -> Response {
    answer(&shared, &domain, Endpoint::Revoke, |account, _| {
        account.revoke(&fields(&body))
    })
    .await
}

async fn who(Ctx(shared): Context, Path(domain): Path<String>, headers: HeaderMap) -> Response {
    let bearer = bearer(&headers);
    answer(&shared, &domain, Endpoint::Who, |account, _| {
        account.who(bearer.as_deref())
    })
    .await
}

async fn search(
    Ctx(shared): Context,
    Path(domain): Path<String>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let bearer = bearer(&headers);
    let q = query.get("q").cloned().unwrap_or_default();
    answer(&shared, &domain, Endpoint::Search, |account, _| {
        account.search(bearer.as_deref(), &domain, &q)
    })
    .await
}

async fn relations(Ctx(shared): Context, Path(domain): Path<String>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let ids = query.split('&').filter_map(|it| it.split_once('='));
    let ids: Vec<String> = ids.map(|(_, id)| id.to_owned()).collect();
    let bearer = bearer(request.headers());
    answer(&shared, &domain, Endpoint::Relations, |account, _| {
        account.relations(bearer.as_deref(), &ids)
    })
    .await
}

async fn follow(
    Ctx(shared): Context,
    Path((domain, id, verb)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let bearer = bearer(&headers);
    answer(&shared, &domain, Endpoint::Follow, |account, _| {
        account.follow(bearer.as_deref(), &id, &verb)
    })
    .await
}

async fn tag(
    context: Context,
    Path((domain, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    change_tag(context, Path((domain, name, String::new())), headers).await
}

async fn change_tag(
    Ctx(shared): Context,
    Path((domain, name, verb)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let bearer = bearer(&headers);
    answer(&shared, &domain, Endpoint::Tag, |account, _| {
        account.tag(bearer.as_deref(), &name, &verb)
    })
    .await
}
