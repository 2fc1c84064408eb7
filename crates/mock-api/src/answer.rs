//! How an answer leaves: well, or in one of the bad ways.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use serde_json::Value;

use crate::fault::{Endpoint, Fault};

/// An error page as a proxy in front of a server writes it.
const ERROR_PAGE: &str = "<html>\r\n<head><title>Error</title></head>\r\n<body>\r\n\
    <center><h1>Error</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// A page that comes with status 200 where JSON is due.
const CHECK_PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>Just a moment...</title>\
    </head><body><p>Checking your browser before you go on.</p></body></html>";

/// Sends `body` under `status`, or what the fault makes of it.
pub(super) async fn send(
    endpoint: Endpoint,
    status: u16,
    body: &Value,
    fault: Option<Fault>,
) -> Response {
    let text = match body {
        // Mastodon answers 404 for a list that is not shown, without a word.
        Value::Null => String::new(),
        body => body.to_string(),
    };
    match fault {
        None => json(status, text),
        Some(Fault::Slow(time)) => {
            tokio::time::sleep(time).await;
            json(status, text)
        }
        Some(Fault::Status(status)) => {
            let mut response = page(status, ERROR_PAGE);
            if status == 429 {
                let headers = response.headers_mut();
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
            }
            response
        }
        Some(Fault::Truncated) => json(status, half(&text).to_owned()),
        Some(Fault::Dropped) => dropped(status, half(&text)),
        Some(Fault::Html) => page(200, CHECK_PAGE),
        Some(Fault::Empty) => json(200, empty(endpoint).to_owned()),
        Some(Fault::Huge) => json(200, huge(body)),
        Some(Fault::Never) => std::future::pending().await,
        Some(Fault::NoCors) => {
            let mut response = json(status, text);
            let headers = response.headers_mut();
            headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
            response
        }
        // Counted down, or waited for, before it comes here.
        Some(Fault::GoodAfter(_) | Fault::At(..) | Fault::Held) => json(status, text),
    }
}

/// An answer with the header that lets any page read it, as the directory and
/// Mastodon's public endpoints send it.
fn respond(status: u16, content_type: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    response
}

pub(super) fn json(status: u16, body: String) -> Response {
    respond(status, "application/json; charset=utf-8", Body::from(body))
}

fn page(status: u16, body: &'static str) -> Response {
    respond(status, "text/html; charset=utf-8", Body::from(body))
}

/// Half of a text, never in the middle of a character: the JSON is broken, the
/// UTF-8 is not.
fn half(text: &str) -> &str {
    &text[..text.floor_char_boundary(text.len() / 2)]
}

/// Sends the beginning, then breaks the connection.
fn dropped(status: u16, beginning: &str) -> Response {
    let beginning = Bytes::copy_from_slice(beginning.as_bytes());
    let parts = stream::unfold(Some(beginning), |rest| async move {
        match rest {
            Some(bytes) => Some((Ok(bytes), None)),
            None => {
                // Long enough for the beginning to be on its way.
                tokio::time::sleep(Duration::from_millis(50)).await;
                Some((Err(std::io::Error::other("broken off on purpose")), None))
            }
        }
    });
    respond(
        status,
        "application/json; charset=utf-8",
        Body::from_stream(parts),
    )
}

const fn empty(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::InstanceV1 | Endpoint::InstanceV2 => "{}",
        _ => "[]",
    }
}

/// More than anyone should read: the true answer, padded to 20 MB. Padded at
/// the end, so that a reader who stops early has seen nothing wrong.
fn huge(body: &Value) -> String {
    const SIZE: usize = 20 << 20;
    let mut text = body.to_string();
    if text.len() < SIZE {
        text.push_str(&" ".repeat(SIZE - text.len()));
    }
    text
}
