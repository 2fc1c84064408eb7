//! What the browser sees as the site: the real one, with a few files replaced.
//!
//! A proxy in front of the site rather than a site with test features: bytes
//! and headers are those that visitors get, apart from
//! - `config.json`, which names the mock instead of the outside world,
//! - the mock's address in the content security policy, header and page,
//! - a first script in each page that notes errors and policy breaches,
//! - files that a test puts in place, or lets come in a bad way,
//! - headers and a path below which it lies, where a test asks for them.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Notes what goes wrong in a page, from its first moment.
const WATCH: &str = include_str!("watch.js");
const WATCH_PATH: &str = "/__watch.js";

/// How a file of the site goes wrong on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// The host does not have it.
    Missing,
    /// It comes as plain text.
    WrongType,
    /// The connection ends before an answer.
    Blocked,
    /// Its second half is missing, and nothing says so.
    Truncated,
    /// A page comes in its place, as if it were the file: what some hosts send for
    /// whatever they do not have, and networks that want one to sign in.
    OtherPage,
    /// No answer comes, until [`Front::restore`].
    Hanging,
}

impl FileFault {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Missing,
        Self::WrongType,
        Self::Blocked,
        Self::Truncated,
        Self::OtherPage,
        Self::Hanging,
    ];
}

#[derive(Debug, Default)]
struct Changing {
    files: HashMap<String, Bytes>,
    /// Added to `connect-src`.
    allowed: String,
    requests: Vec<String>,
    down: bool,
    /// The path of a file whose requests wait.
    stuck: Option<String>,
    /// Files that go wrong, by their paths.
    faults: HashMap<String, FileFault>,
    /// The path below which the site lies, where that is not the root.
    below: Option<String>,
    /// Sent with everything, in place of headers of the same name.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// A script that pages run before their own, after the watching one.
    first: String,
    /// Pages go through as they are, without the watching script.
    unwatched: bool,
    /// Nothing may be kept by browsers.
    uncached: bool,
    /// The real site, without a slash at the end; none for a test of replaced
    /// files alone.
    upstream: Option<String>,
}

#[derive(Debug)]
struct Shared {
    client: reqwest::Client,
    changing: Mutex<Changing>,
    /// Wakes the requests that wait for [`Changing::stuck`] or a fault to change.
    unstuck: tokio::sync::Notify,
}

impl Shared {
    fn changing(&self) -> MutexGuard<'_, Changing> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running front; it stops when dropped.
#[derive(Debug)]
pub struct Front {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: tokio::task::JoinHandle<()>,
}

impl Front {
    /// Starts on a free port in front of a site.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start(upstream: Option<String>) -> Result<Self> {
        let shared = Arc::new(Shared {
            // A visitor's browser follows by itself, and shows where it is.
            client: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()?,
            changing: Mutex::new(Changing {
                upstream,
                ..Changing::default()
            }),
            unstuck: tokio::sync::Notify::new(),
        });
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .context("no port is free for the site")?;
        let address = listener.local_addr()?;
        let app = Router::new()
            .fallback(serve)
            .with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self {
            address,
            shared,
            server,
        })
    }

    /// The site's address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Puts a file in place of the site's own. Its kind goes by its name.
    pub fn replace(&self, path: &str, content: impl Into<Vec<u8>>) {
        let content = Bytes::from(content.into());
        self.shared
            .changing()
            .files
            .insert(path.to_owned(), content);
    }

    /// Lets pages connect to addresses (one or several, with spaces between)
    /// beside those that the policy names.
    pub fn allow(&self, origins: &str) {
        self.shared.changing().allowed = origins.to_owned();
    }

    /// Takes the site off the net (no connection is answered with more than
    /// its end), or puts it back.
    pub fn set_down(&self, down: bool) {
        self.shared.changing().down = down;
    }

    /// Lets requests for a file wait until this is called again.
    pub fn set_stuck(&self, path: Option<&str>) {
        self.shared.changing().stuck = path.map(str::to_owned);
        self.shared.unstuck.notify_waiters();
    }

    /// Lets a file go wrong on its way, until [`Front::restore`].
    pub fn fail(&self, path: &str, fault: FileFault) {
        self.shared.changing().faults.insert(path.to_owned(), fault);
    }

    /// Puts the whole site below a path (`/folder/`), as a host does that was
    /// given it for another place; elsewhere there is nothing.
    pub fn lie_below(&self, folder: &str) {
        self.shared.changing().below = Some(folder.trim_end_matches('/').to_owned());
    }

    /// Sends a header with everything from now on.
    ///
    /// # Errors
    /// When its value is no header's.
    pub fn send_header(&self, name: &'static str, value: &str) -> Result<()> {
        let header = (HeaderName::from_static(name), HeaderValue::from_str(value)?);
        self.shared.changing().headers.push(header);
        Ok(())
    }

    /// Lets pages run a script before their own: to take away what a browser
    /// may lack.
    pub fn run_first(&self, script: &str) {
        self.shared.changing().first = script.to_owned();
    }

    /// Puts another site behind, as a new deployment does.
    pub fn stand_before(&self, upstream: &str) {
        self.shared.changing().upstream = Some(upstream.trim_end_matches('/').to_owned());
    }

    /// Lets pages through as they are: the offline service keeps only what has
    /// the very hash that the build gave it. Nobody watches them then.
    pub fn unwatched(&self) {
        self.shared.changing().unwatched = true;
    }

    /// From now on browsers may keep no file.
    pub fn uncached(&self) {
        self.shared.changing().uncached = true;
    }

    /// Whether pages get the watching script.
    pub(crate) fn is_watched(&self) -> bool {
        !self.shared.changing().unwatched
    }

    /// Takes back what was put in place of a file.
    pub fn restore(&self, path: &str) {
        let mut changing = self.shared.changing();
        changing.files.remove(path);
        changing.faults.remove(path);
        drop(changing);
        self.shared.unstuck.notify_waiters();
    }

    /// The paths asked for so far, with their queries.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.shared.changing().requests.clone()
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mut response = answer(&shared, request).await;
    for (name, value) in &shared.changing().headers {
        response.headers_mut().insert(name, value.clone());
    }
    response
}

fn status(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
}

/// A body that ends in an error closes the connection: to a page this is a
/// network failure like any other.
fn broken_off() -> Response {
    let broken = Err::<Bytes, _>(std::io::Error::other("down"));
    Response::new(Body::from_stream(futures_util::stream::iter([broken])))
}

async fn answer(shared: &Shared, request: Request) -> Response {
    // A page is only ever read: no body is passed on.
    let (mut request, _) = request.into_parts();
    if request.uri.path() == WATCH_PATH {
        let script = format!("{WATCH}\n{}", shared.changing().first);
        return file("text/javascript", Bytes::from(script));
    }
    let below = shared.changing().below.clone();
    if let Some(folder) = below {
        let inside = request.uri.to_string();
        let inside = inside.strip_prefix(&folder).and_then(|it| it.parse().ok());
        let Some(inside) = inside else {
            return status(StatusCode::NOT_FOUND, "nothing lies here".to_owned());
        };
        request.uri = inside;
    }
    let (path, replaced, down, fault) = {
        let mut changing = shared.changing();
        let uri = &request.uri;
        changing.requests.push(uri.to_string());
        let path = uri.path().to_owned();
        let replaced = changing.files.get(&path).cloned();
        let fault = changing.faults.get(&path).copied();
        (path, replaced, changing.down, fault)
    };
    loop {
        // Listening begins before looking, so that no change is missed.
        let unstuck = shared.unstuck.notified();
        let waits = {
            let changing = shared.changing();
            changing.stuck.as_ref() == Some(&path)
                || changing.faults.get(&path) == Some(&FileFault::Hanging)
        };
        if !waits {
            break;
        }
        unstuck.await;
    }
    if down || fault == Some(FileFault::Blocked) {
        return broken_off();
    }
    if fault == Some(FileFault::Missing) {
        return status(StatusCode::NOT_FOUND, "no such file".to_owned());
    }
    if fault == Some(FileFault::OtherPage) {
        let page = "<!doctype html><title>Welcome</title><p>Please sign in.";
        return file("text/html", Bytes::from(page));
    }
    if let Some(content) = replaced {
        let kind = kind(&path);
        // A path without an ending may be data, too.
        let page = kind == "text/html" && content.starts_with(b"<");
        let content = if page && !shared.changing().unwatched {
            watched(&content)
        } else {
            content
        };
        return spoilt(file(kind, content), fault).await;
    }
    if fault.is_some() {
        // Half of a compressed file could not be told from a broken connection.
        request.headers.remove(header::ACCEPT_ENCODING);
        request.headers.remove(header::IF_NONE_MATCH);
    }
    match forward(shared, &request).await {
        Ok(mut response) => {
            if shared.changing().uncached {
                let none = HeaderValue::from_static("no-store");
                response.headers_mut().insert(header::CACHE_CONTROL, none);
            }
            spoilt(response, fault).await
        }
        Err(why) => status(StatusCode::BAD_GATEWAY, format!("{why:#}")),
    }
}

/// The answer as it arrives.
async fn spoilt(mut response: Response, fault: Option<FileFault>) -> Response {
    match fault {
        Some(FileFault::WrongType) => {
            let plain = HeaderValue::from_static("text/plain");
            response.headers_mut().insert(header::CONTENT_TYPE, plain);
            response
        }
        Some(FileFault::Truncated) => {
            let (mut head, body) = response.into_parts();
            let whole = axum::body::to_bytes(body, usize::MAX)
                .await
                .unwrap_or_default();
            head.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(head, Body::from(whole.slice(..whole.len() / 2)))
        }
        _ => response,
    }
}

async fn forward(shared: &Shared, request: &Parts) -> Result<Response> {
    let upstream = shared.changing().upstream.clone();
    let upstream = upstream.context("there is no site behind")?;
    let wants_page = request
        .headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"text/html"));
    let mut asked = shared
        .client
        .request(request.method.clone(), format!("{upstream}{}", request.uri));
    for (name, value) in &request.headers {
        // A page must come uncompressed, for the script to be put in, and whole: the
        // policy in a page that the browser has kept names an earlier mock.
        let conditional = [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE];
        let of_page = name == header::ACCEPT_ENCODING || conditional.contains(name);
        let drop = name == header::HOST || (wants_page && of_page);
        if !drop {
            asked = asked.header(name, value);
        }
    }
    let answer = asked.send().await.context("the site does not answer")?;
    let status = answer.status();
    let mut headers = answer.headers().clone();
    for name in [header::TRANSFER_ENCODING, header::CONNECTION] {
        headers.remove(name);
    }
    let mut body = answer.bytes().await.context("the site broke off")?;
    let html = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    // Not what the offline service fetches: it takes only what the build made.
    if html && wants_page && !shared.changing().unwatched {
        let page = String::from_utf8_lossy(&watched(&body)).into_owned();
        body = Bytes::from(allowing(&page, &shared.changing().allowed));
        headers.remove(header::CONTENT_LENGTH);
        // Not what was measured any more.
        headers.remove(header::ETAG);
        headers.remove(header::LAST_MODIFIED);
    }
    allow_mock(&mut headers, &shared.changing().allowed)?;
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// The policy allows https addresses; the mock speaks http on this machine.
fn allow_mock(headers: &mut HeaderMap, origin: &str) -> Result<()> {
    if let Some(policy) = headers.get(header::CONTENT_SECURITY_POLICY) {
        let policy = policy.to_str().context("the policy is not plain text")?;
        let policy = HeaderValue::from_str(&allowing(policy, origin))?;
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(())
}

/// A policy, or a page with one in its head, that lets through the mock.
fn allowing(policy: &str, origin: &str) -> String {
    policy.replace("connect-src ", &format!("connect-src {origin} "))
}

/// The page with the watching script before all others. A minified page has no
/// `<head>` tag, nor need it have an `<html>` tag.
fn watched(html: &[u8]) -> Bytes {
    let html = String::from_utf8_lossy(html);
    let script = format!("<script src=\"{WATCH_PATH}\"></script>");
    let after = |tag: &str| {
        let start = html.find(tag)?;
        Some(start + html[start..].find('>')? + 1)
    };
    let at = after("<head")
        .or_else(|| after("<html"))
        .or_else(|| after("<!"));
    let (before, rest) = html.split_at(at.unwrap_or(0));
    Bytes::from(format!("{before}{script}{rest}"))
}

fn file(kind: &'static str, content: Bytes) -> Response {
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // As the site's own files have it.
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    // Frames that isolate themselves are watched as well.
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("json") => "application/json",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        _ => "text/html",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_watching_script_comes_first_in_every_kind_of_page() {
        for (page, expected) in [
            ("<!doctype html><html lang=en><head><title>", "<head>"),
            (
                "<!doctype html><html lang=en><meta charset=utf-8>",
                "<html lang=en>",
            ),
            ("<!doctype html><title>", "<!doctype html>"),
            ("<title>", ""),
        ] {
            let page = watched(page.as_bytes());
            let page = String::from_utf8_lossy(&page).into_owned();
            let (before, after) = page.split_once("<script src=\"/__watch.js\">").unwrap();
            assert!(before.ends_with(expected), "{page}");
            assert!(!before.contains("title") && !after.is_empty());
        }
    }
}
