//! The addresses of the mock.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State as Ctx};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::{self, send};
use crate::data::Filters;
use crate::fault::{Endpoint, Fault};
use crate::home;
use crate::instance::{BlockList, Instance, State};
use crate::shared::{Request as Logged, Shared};
use crate::sign_in_routes;

type Context = Ctx<Arc<Shared>>;

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/servers", get(servers))
        .route("/categories", get(categories))
        .route("/languages", get(languages))
        .route("/statistics", get(statistics))
        .route("/default-servers", get(default_servers))
        .route("/instance/{domain}/api/v2/instance", get(v2))
        .route("/instance/{domain}/api/v1/instance", get(v1))
        .route("/instance/{domain}/api/v1/instance/activity", get(activity))
        .route(
            "/instance/{domain}/api/v1/instance/extended_description",
            get(extended_description),
        )
        .route(
            "/instance/{domain}/api/v1/instance/domain_blocks",
            get(domain_blocks),
        )
        .route("/instance/{domain}/api/v1/instance/rules", get(rules))
        .route("/instance/{domain}/.well-known/host-meta", get(host_meta))
        .route("/instance/{domain}/.well-known/webfinger", get(webfinger))
        .route(
            "/instance/{domain}/api/v1/collections/{id}",
            get(collection),
        )
        .merge(sign_in_routes::router())
        .fallback(not_found)
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), log))
        // Below the log: what steers the mock is no request of the page's.
        .route("/__fault", post(set_fault).delete(clear_faults))
        .route("/__server", post(set_server))
        .route("/__requests", get(requests))
        .with_state(shared)
}

async fn log(Ctx(shared): Context, request: Request, next: Next) -> Response {
    let method = request.method().as_str().to_owned();
    let path = request
        .uri()
        .path_and_query()
        .map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned());
    let headers = request.headers();
    let headers = headers
        .keys()
        .map(|name| name.as_str().to_owned())
        .collect();
    if shared.verbose {
        eprintln!("{method} {path}");
    }
    let preflight = method == "OPTIONS";
    let with_token = sign_in_routes::allows_token(&path);
    // The lock must be free again before the answer is awaited.
    shared.changing().requests.push(Logged {
        method,
        path,
        headers,
    });
    if preflight && with_token {
        return sign_in_routes::preflight();
    }
    if preflight {
        return preflight_answer();
    }
    next.run(request).await
}

/// Neither the directory nor Mastodon's public endpoints promise to allow
/// headers of one's own, so this answer allows none: code that needs a
/// preflight fails here as it may out there.
fn preflight_answer() -> Response {
    let origin = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    (StatusCode::NO_CONTENT, origin).into_response()
}

async fn directory(shared: &Shared, endpoint: Endpoint, body: Value) -> Response {
    send(endpoint, 200, &body, shared.unheld_fault(endpoint).await).await
}

async fn servers(Ctx(shared): Context, Query(filters): Query<Filters>) -> Response {
    let body = shared.data.servers(&filters);
    directory(&shared, Endpoint::Servers, body).await
}

async fn categories(Ctx(shared): Context, Query(filters): Query<Filters>) -> Response {
    let body = shared.data.categories(&filters);
    directory(&shared, Endpoint::Categories, body).await
}

async fn languages(Ctx(shared): Context, Query(filters): Query<Filters>) -> Response {
    let body = shared.data.languages(&filters);
    directory(&shared, Endpoint::Languages, body).await
}

async fn statistics(Ctx(shared): Context) -> Response {
    let body = shared.data.statistics();
    directory(&shared, Endpoint::Statistics, body).await
}

async fn default_servers(Ctx(shared): Context) -> Response {
    let body = shared.data.default_servers();
    directory(&shared, Endpoint::DefaultServers, body).await
}

async fn v2(context: Context, domain: Path<String>) -> Response {
    instance(context, domain, Endpoint::InstanceV2).await
}

async fn v1(context: Context, domain: Path<String>) -> Response {
    instance(context, domain, Endpoint::InstanceV1).await
}

async fn activity(context: Context, domain: Path<String>) -> Response {
    instance(context, domain, Endpoint::Activity).await
}

async fn domain_blocks(context: Context, domain: Path<String>) -> Response {
    instance(context, domain, Endpoint::DomainBlocks).await
}

async fn extended_description(context: Context, domain: Path<String>) -> Response {
    instance(context, domain, Endpoint::ExtendedDescription).await
}

async fn rules(context: Context, domain: Path<String>) -> Response {
    instance(context, domain, Endpoint::Rules).await
}

/// One server answers. Its own state comes first: a server that is down has no
/// endpoint that works.
async fn instance(Ctx(shared): Context, domain: Path<String>, endpoint: Endpoint) -> Response {
    let domain = domain.0;
    let instance = Instance {
        domain: &domain,
        row: shared.data.row(&domain),
        state: shared.state(&domain),
        block_list: shared.block_list(&domain),
    };
    let (mut status, mut body) = match endpoint {
        Endpoint::InstanceV1 => (200, instance.v1()),
        Endpoint::Activity => (200, instance.activity()),
        Endpoint::DomainBlocks => instance.domain_blocks(),
        Endpoint::ExtendedDescription => (200, instance.extended_description()),
        Endpoint::Rules => (200, instance.rules()),
        _ => (200, instance.v2()),
    };
    let mut own = None;
    match instance.state {
        State::V1Only
            if matches!(
                endpoint,
                Endpoint::InstanceV2 | Endpoint::DomainBlocks | Endpoint::ExtendedDescription
            ) =>
        {
            (status, body) = (404, json!({"error": "Record not found"}));
        }
        State::Limited => {
            let error = "This method requires an authenticated user";
            (status, body) = (401, json!({"error": error}));
        }
        State::Failing => own = Some(Fault::Status(500)),
        State::Never => own = Some(Fault::Never),
        State::NoCors => own = Some(Fault::NoCors),
        _ => {}
    }
    let fault = match own {
        Some(own) => Some(own),
        None => shared.unheld_fault(endpoint).await,
    };
    send(endpoint, status, &body, fault).await
}

async fn host_meta(Ctx(shared): Context, domain: Path<String>) -> Response {
    let xml = home::host_meta(&domain.0);
    let mut response = send(
        Endpoint::HostMeta,
        200,
        &Value::String(xml.clone()),
        shared.unheld_fault(Endpoint::HostMeta).await,
    )
    .await;
    if response.status() == StatusCode::OK {
        *response.body_mut() = xml.into();
        let kind = HeaderValue::from_static("application/xrd+xml; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// `?resource=acct:name@domain`
#[derive(Deserialize)]
struct Resource {
    resource: String,
}

async fn webfinger(
    Ctx(shared): Context,
    domain: Path<String>,
    Query(asked): Query<Resource>,
) -> Response {
    let (status, body) = home::webfinger(&domain.0, &asked.resource);
    let fault = shared.unheld_fault(Endpoint::Webfinger).await;
    send(Endpoint::Webfinger, status, &body, fault).await
}

async fn collection(Path((domain, id)): Path<(String, String)>) -> Response {
    let (status, body) = home::collection(&domain, &id);
    answer::json(status, body.to_string())
}

async fn not_found(uri: Uri) -> Response {
    let error = json!({"error": "Not found", "path": uri.path()});
    answer::json(404, error.to_string())
}

/// `{"endpoint": "servers", "fault": "slow:5"}`; `null` mends it.
#[derive(Deserialize)]
struct FaultOrder {
    endpoint: String,
    fault: Option<String>,
}

async fn set_fault(Ctx(shared): Context, Json(order): Json<FaultOrder>) -> Response {
    let fault = order.fault.map(|text| text.parse::<Fault>()).transpose();
    done(fault.and_then(|fault| shared.set_fault(&order.endpoint, fault)))
}

async fn clear_faults(Ctx(shared): Context) -> Response {
    shared.changing().faults.clear();
    done(Ok(()))
}

/// `{"domain": "bigsquare.example", "state": "closed"}`; `*` for all others.
/// With or instead of a state: `"blocks": {"public": ["a.example"]}`,
/// `"members"` or `"hidden"`.
#[derive(Deserialize)]
struct ServerOrder {
    domain: String,
    state: Option<String>,
    blocks: Option<BlockList>,
}

async fn set_server(Ctx(shared): Context, Json(order): Json<ServerOrder>) -> Response {
    let state = order.state.map(|text| text.parse::<State>()).transpose();
    done(state.map(|state| {
        let mut changing = shared.changing();
        if let Some(state) = state {
            changing.servers.insert(order.domain.clone(), state);
        }
        if let Some(blocks) = order.blocks {
            changing.block_lists.insert(order.domain, blocks);
        }
    }))
}

async fn requests(Ctx(shared): Context) -> Response {
    Json(shared.changing().requests.clone()).into_response()
}

fn done(result: anyhow::Result<()>) -> Response {
    match result {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(why) => (StatusCode::BAD_REQUEST, format!("{why:#}\n")).into_response(),
    }
}
