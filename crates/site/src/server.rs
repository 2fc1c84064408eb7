//! A server for a built site on 127.0.0.1, as a static host would serve it:
//! used by `serve`, `dev` and the end-to-end tests.
//!
//! axum and tower-http do the HTTP (types of content, ranges, conditional
//! requests, compressed twins of files); ours is only what is particular to
//! this site: the base path, the headers, the swapped `config.json`, the
//! fallback page.

use crate::headers;
use crate::public_url::PublicUrl;
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tokio::sync::oneshot;
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// What to serve, and how.
#[derive(Clone, Debug, Default)]
pub struct SiteOptions {
    /// The folder of the built site.
    pub dir: PathBuf,
    /// The port on 127.0.0.1; `None` takes any free one.
    pub port: Option<u16>,
    /// The path under which the site was built to live.
    pub public_url: PublicUrl,
    /// Answers `/config.json` with this text instead of the file.
    pub config_json: Option<String>,
    /// Sent with every answer, as (name, value).
    pub headers: Vec<(String, String)>,
}

/// A running server. It stops when this is dropped.
#[derive(Debug)]
pub struct Site {
    address: SocketAddr,
    public_url: PublicUrl,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Starts serving, on a thread of its own, so that a test can run several.
    ///
    /// # Errors
    /// When the folder is missing, the port is taken, or a header is not one.
    pub fn start(options: SiteOptions) -> Result<Self> {
        if !options.dir.is_dir() {
            bail!(
                "there is no folder {} to serve; build it with: cargo xtask build",
                options.dir.display()
            );
        }
        let listener = listen(options.port.unwrap_or(0))?;
        let address = listener.local_addr()?;
        let public_url = options.public_url.clone();
        let shared = Arc::new(Shared::new(options)?);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("the server could not start")?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            runtime.block_on(async move {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
                    return;
                };
                let app = Router::new().fallback(respond).with_state(shared);
                // Not axum's graceful shutdown: it waits for browsers that keep
                // their connections open.
                tokio::select! {
                    _ = axum::serve(listener, app) => {}
                    _ = stopped => {}
                }
            });
            runtime.shutdown_background();
        });
        Ok(Self {
            address,
            public_url,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Whether a site could be started on this port, asked before a long build.
    ///
    /// # Errors
    /// When the port is taken or out of reach.
    pub fn check_port(port: u16) -> Result<()> {
        listen(port).map(drop)
    }

    /// The address of the home page, such as `http://127.0.0.1:8080/`; ends
    /// with a slash.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.public_url.as_str())
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn listen(port: u16) -> Result<TcpListener> {
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => listener,
        Err(err) if err.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is taken: another program, perhaps another `cargo xtask serve`, \
             listens there. Stop it, or choose another port: --port {}",
            port.checked_add(1).unwrap_or(8080)
        ),
        Err(err) if err.kind() == ErrorKind::PermissionDenied => {
            bail!("port {port} needs more rights than you have; choose one above 1023: --port 8080")
        }
        Err(err) => return Err(err).with_context(|| format!("cannot listen on port {port}")),
    };
    listener.set_nonblocking(true)?;
    Ok(listener)
}

struct Shared {
    files: ServeDir,
    has_404: bool,
    public_url: PublicUrl,
    config_json: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Shared {
    fn new(options: SiteOptions) -> Result<Self> {
        let headers = options
            .headers
            .iter()
            .map(|(name, value)| Ok((name.parse()?, value.parse()?)))
            .collect::<Result<_>>()
            .context("one of the extra headers is not a valid HTTP header")?;
        Ok(Self {
            files: ServeDir::new(&options.dir)
                .precompressed_br()
                .precompressed_gzip(),
            has_404: options.dir.join("404.html").is_file(),
            public_url: options.public_url,
            config_json: options.config_json,
            headers,
        })
    }

    async fn file(&self, request: Request) -> Response {
        match self.files.clone().oneshot(request).await {
            Ok(response) => response.into_response(),
            Err(never) => match never {},
        }
    }

    /// What a path without a file gets: the site's own 404 page if it has
    /// one, else the app, which knows its routes itself. A missing asset stays
    /// missing: an HTML page in the place of a script hides the mistake.
    async fn fallback(&self, path: &str, accept: Option<HeaderValue>) -> Response {
        let last = path.rsplit('/').next().unwrap_or_default();
        let (page, status) = if self.has_404 {
            ("/404.html", StatusCode::NOT_FOUND)
        } else if last.contains('.') {
            return (StatusCode::NOT_FOUND, "404: there is no such file\n").into_response();
        } else {
            ("/index.html", StatusCode::OK)
        };
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = Uri::from_static(page);
        if let Some(accept) = accept {
            request.headers_mut().insert(ACCEPT_ENCODING, accept);
        }
        let mut response = self.file(request).await;
        if response.status() == StatusCode::OK {
            *response.status_mut() = status;
        }
        response
    }
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let full = request.uri().path().to_owned();
    let mut response = answer(&shared, request).await;
    // A file that is missing now may be there in a moment.
    let found = response.status() != StatusCode::NOT_FOUND;
    let path = shared.public_url.strip(&full).filter(|_| found);
    for (name, value) in headers::for_path(path.unwrap_or("/404.html")) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    // What is sent depends on it, also where the whole file was asked for.
    response
        .headers_mut()
        .entry("vary")
        .or_insert(HeaderValue::from_static("accept-encoding"));
    for (name, value) in &shared.headers {
        response.headers_mut().insert(name.clone(), value.clone());
    }
    response
}

async fn answer(shared: &Shared, mut request: Request) -> Response {
    let full = request.uri().path().to_owned();
    let base = &shared.public_url;
    let Some(path) = base.strip(&full).map(str::to_owned) else {
        if format!("{full}/") == base.as_str() {
            return Redirect::temporary(base.as_str()).into_response();
        }
        let text = format!("404: this site lives under {base}\n");
        return (StatusCode::NOT_FOUND, text).into_response();
    };
    if path == "/config.json"
        && let Some(config) = &shared.config_json
    {
        let kind = [(CONTENT_TYPE, "application/json")];
        return (kind, config.clone()).into_response();
    }
    let inner = match request.uri().query() {
        Some(query) => format!("{path}?{query}"),
        None => path.clone(),
    };
    let Ok(uri) = inner.parse() else {
        return (StatusCode::BAD_REQUEST, "400: not a path\n").into_response();
    };
    *request.uri_mut() = uri;
    let accept = request.headers().get(ACCEPT_ENCODING).cloned();
    let mut response = shared.file(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        response = shared.fallback(&path, accept).await;
    }
    let headers = response.headers_mut();
    // The folder's missing slash is added relative to the site, not the host.
    if let Some(to) = headers.get(LOCATION).and_then(|to| to.to_str().ok())
        && let Ok(to) = HeaderValue::try_from(format!("{base}{}", to.trim_start_matches('/')))
    {
        headers.insert(LOCATION, to);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    struct Answer {
        status: u16,
        head: String,
        body: String,
    }

    impl Answer {
        fn header(&self, name: &str) -> Option<&str> {
            self.head.lines().find_map(|line| {
                let (key, value) = line.split_once(": ")?;
                key.eq_ignore_ascii_case(name).then_some(value)
            })
        }
    }

    fn get(site: &Site, path: &str) -> Answer {
        let mut stream = TcpStream::connect(site.address).unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut all = String::new();
        stream.read_to_string(&mut all).unwrap();
        let (head, body) = all.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn folder(files: &[(&str, &str)]) -> PathBuf {
        let dir = toolchain::run::scratch_dir("site").unwrap();
        for (name, text) in files {
            let file = dir.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        dir
    }

    fn plain() -> SiteOptions {
        SiteOptions {
            dir: folder(&[
                ("index.html", "home"),
                ("about/index.html", "about"),
                ("config.json", "{}"),
                ("app-0123456789abcdef_bg.wasm", "wasm"),
                ("app-0123456789abcdef.js", "js"),
            ]),
            ..SiteOptions::default()
        }
    }

    #[test]
    fn pages_and_assets_come_with_their_type_and_lifetime() {
        let site = Site::start(plain()).unwrap();
        let home = get(&site, "/");
        assert_eq!((home.status, home.body.as_str()), (200, "home"));
        assert_eq!(home.header("content-type"), Some("text/html"));
        assert_eq!(home.header("cache-control"), Some("no-cache"));
        assert_eq!(get(&site, "/about/").body, "about");
        let wasm = get(&site, "/app-0123456789abcdef_bg.wasm");
        assert_eq!(wasm.header("content-type"), Some("application/wasm"));
        assert!(wasm.header("cache-control").unwrap().contains("immutable"));
        // A missing file may be there in a moment.
        let gone = get(&site, "/gone-0123456789abcdef.js");
        assert_eq!(gone.status, 404);
        assert_eq!(gone.header("cache-control"), Some("no-cache"));
    }

    #[test]
    fn everything_is_sent_with_the_headers_of_good_hosts() {
        let site = Site::start(plain()).unwrap();
        for path in ["/", "/app-0123456789abcdef.js", "/embed/", "/nowhere.js"] {
            let answer = get(&site, path);
            let wanted = if answer.status == 404 {
                "/404.html"
            } else {
                path
            };
            for (name, value) in headers::for_path(wanted) {
                assert_eq!(
                    answer.header(name),
                    Some(value.as_str()),
                    "{name} of {path}"
                );
            }
        }
    }

    #[test]
    fn an_unknown_route_gets_the_app_and_a_missing_asset_does_not() {
        let site = Site::start(plain()).unwrap();
        let page = get(&site, "/servers/?topic=art");
        assert_eq!((page.status, page.body.as_str()), (200, "home"));
        assert_eq!(get(&site, "/missing.js").status, 404);
    }

    #[test]
    fn a_404_page_is_used_with_its_status() {
        let dir = folder(&[("index.html", "home"), ("404.html", "lost")]);
        let site = Site::start(SiteOptions {
            dir,
            ..SiteOptions::default()
        })
        .unwrap();
        let page = get(&site, "/nowhere/");
        assert_eq!((page.status, page.body.as_str()), (404, "lost"));
    }

    #[test]
    fn a_folder_without_its_slash_leads_to_the_page() {
        let mut options = plain();
        options.public_url = "/x/".parse().unwrap();
        let site = Site::start(options).unwrap();
        assert_eq!(get(&site, "/x/about").header("location"), Some("/x/about/"));
        assert_eq!(get(&site, "/x").header("location"), Some("/x/"));
        assert_eq!(get(&site, "/x/about/").body, "about");
        assert_eq!(get(&site, "/about/").status, 404);
        assert!(site.url().ends_with("/x/"));
    }

    #[test]
    fn tests_swap_the_configuration_and_add_headers() {
        let mut options = plain();
        options.config_json = Some(r#"{"api":"mock"}"#.to_owned());
        options.headers = vec![("x-test".to_owned(), "yes".to_owned())];
        let site = Site::start(options).unwrap();
        let config = get(&site, "/config.json");
        assert_eq!(config.body, r#"{"api":"mock"}"#);
        assert_eq!(config.header("content-type"), Some("application/json"));
        assert_eq!(config.header("x-test"), Some("yes"));
    }

    #[test]
    fn nothing_outside_of_the_folder_is_served() {
        let site = Site::start(plain()).unwrap();
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml"] {
            let answer = get(&site, path);
            assert!(!answer.body.contains("workspace"), "{path}");
        }
    }

    #[test]
    fn several_run_at_once_and_stop_when_dropped() {
        let (one, two) = (Site::start(plain()).unwrap(), Site::start(plain()).unwrap());
        assert_ne!(one.port(), two.port());
        let address = one.address;
        drop(one);
        assert!(TcpStream::connect(address).is_err());
        assert_eq!(get(&two, "/").status, 200);
    }

    #[test]
    fn a_taken_port_is_explained() {
        let site = Site::start(plain()).unwrap();
        let mut options = plain();
        options.port = Some(site.port());
        let err = Site::start(options).unwrap_err().to_string();
        assert!(
            err.contains(&format!("port {} is taken", site.port())),
            "{err}"
        );
        assert!(err.contains("--port"), "{err}");
    }

    #[test]
    fn an_unbuilt_site_says_how_to_build_it() {
        let err = Site::start(SiteOptions {
            dir: "/no/such/dist".into(),
            ..SiteOptions::default()
        });
        assert!(err.unwrap_err().to_string().contains("cargo xtask build"));
    }
}
