//! The recipes of `deploy/` at work: nginx and Caddy, as Debian has them, serve
//! the built bundle with our snippets, and every file comes as it should. Our
//! own server, which the browsers' tests use, has to pass the same.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use site::digest::sha256;
use site::headers;
use site::publish::{hosts, manifest::Build};
use site::server::{Site, SiteOptions};
use toolchain::paths::{self, find_program};

#[test]
fn our_own_server_serves_the_bundle_as_it_should() -> Result<()> {
    let site = Site::start(SiteOptions {
        dir: dist(),
        ..SiteOptions::default()
    })?;
    serves_the_bundle(site.port())
}

#[test]
fn nginx_serves_the_bundle_as_it_should() -> Result<()> {
    let program = program("nginx")?;
    let dir = scratch("nginx")?;
    let port = free_port()?;
    let site = snippet("nginx.conf")?
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
        .replace("    listen [::]:80;\n", "")
        .replace("/var/www/spread-mastodon", &shown(&dist()));
    std::fs::write(dir.join("site.conf"), site)?;
    let modules = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
    ensure!(
        Path::new(modules).is_file(),
        "{modules} is missing: apt-get install libnginx-mod-http-brotli-static"
    );
    // What a distribution's nginx.conf says, in a folder of our own.
    let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {}/{kind};\n", shown(&dir)))
        .concat();
    let conf = format!(
        "daemon off;\n{user}pid {dir}/pid;\nerror_log {dir}/error.log;\nload_module {modules};\n\
         events {{ }}\nhttp {{\naccess_log off;\ninclude /etc/nginx/mime.types;\n{temp}\
         include {dir}/site.conf;\n}}\n",
        dir = shown(&dir),
        // Started by root, it would read the files as nobody.
        user = if is_root() { "user root;\n" } else { "" },
    );
    std::fs::write(dir.join("nginx.conf"), conf)?;
    let mut command = Command::new(program);
    command
        .arg("-p")
        .arg(&dir)
        .arg("-c")
        .arg(dir.join("nginx.conf"));
    command.arg("-e").arg(dir.join("error.log"));
    let _running = Running::start(command, port, &dir)?;
    serves_the_bundle(port)
}

#[test]
fn caddy_serves_the_bundle_as_it_should() -> Result<()> {
    let program = program("caddy")?;
    let dir = scratch("caddy")?;
    let port = free_port()?;
    // The administration's port is the same for every Caddy of a machine.
    let site = snippet("Caddyfile")?
        .replace(":80 {", &format!("http://127.0.0.1:{port} {{"))
        .replace("/var/www/spread-mastodon", &shown(&dist()));
    let config = dir.join("Caddyfile");
    std::fs::write(
        &config,
        format!("{{\n\tadmin off\n\tauto_https off\n}}\n{site}"),
    )?;
    let mut command = Command::new(program);
    command
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(&config);
    command
        .env("HOME", &dir)
        .env("XDG_DATA_HOME", &dir)
        .env("XDG_CONFIG_HOME", &dir);
    let _running = Running::start(command, port, &dir)?;
    serves_the_bundle(port)
}

/// Everything that a host has to do for the site.
fn serves_the_bundle(port: u16) -> Result<()> {
    let dist = dist();
    let build = Build::read(&dist)?;
    ensure!(
        build.public_url == "/",
        "the bundle in {} is for a folder",
        shown(&dist)
    );
    for file in &build.files {
        every_file(port, file).with_context(|| format!("/{}", file.path))?;
    }
    for file in &build.files {
        let Some(address) = file.path.strip_suffix("index.html") else {
            continue;
        };
        let page = get(port, &format!("/{address}?q=1"), "identity")?;
        ensure!(
            page.status == 200,
            "/{address} has the status {}",
            page.status
        );
        ensure!(
            sha256(&page.body) == file.sha256,
            "/{address} is another page"
        );
        if let Some(bare) = address.strip_suffix('/') {
            let answer = get(port, &format!("/{bare}?q=1"), "identity")?;
            let to = answer.header("location").unwrap_or_default();
            ensure!(
                [301, 302, 307, 308].contains(&answer.status)
                    && to.ends_with(&format!("/{address}?q=1")),
                "/{bare} leads to {to:?} with the status {}",
                answer.status
            );
        }
    }
    let home = get(port, "/", "identity")?;
    let tag = home
        .header("etag")
        .map(|tag| ("If-None-Match", tag.to_owned()));
    let date = home
        .header("last-modified")
        .map(|date| ("If-Modified-Since", date.to_owned()));
    let again = tag
        .or(date)
        .context("the home page has neither ETag nor date")?;
    let unchanged = ask(port, "/", &[again])?;
    ensure!(
        unchanged.status == 304,
        "asked again, the page comes whole: {}",
        unchanged.status
    );
    // A script that is gone may be there in a moment, on another machine of the
    // same host: nobody may keep its absence.
    for gone in [
        "/no/such/page",
        "/no/such/page/",
        "/gone-0123456789abcdef.js",
    ] {
        let answer = get(port, gone, "identity")?;
        ensure!(
            answer.status == 404,
            "{gone} has the status {}",
            answer.status
        );
        let page = build.file("404.html").context("there is no 404.html")?;
        ensure!(
            sha256(&answer.body) == page.sha256,
            "{gone} does not get our page"
        );
        has_headers(&answer, "/404.html").with_context(|| format!("{gone} (404)"))?;
    }
    Ok(())
}

fn every_file(port: u16, file: &site::publish::manifest::File) -> Result<()> {
    // Some hosts lead from the file's name to the page's address.
    let path = match file.path.strip_suffix("index.html") {
        Some(address) => format!("/{address}"),
        None => format!("/{}", file.path),
    };
    let plain = get(port, &path, "identity")?;
    ensure!(plain.status == 200, "the status is {}", plain.status);
    ensure!(
        sha256(&plain.body) == file.sha256,
        "the content is another one"
    );
    has_headers(&plain, &path)?;
    let kind = plain.header("content-type").unwrap_or_default().to_owned();
    if let Some(wanted) = kinds(&file.path) {
        ensure!(
            wanted.iter().any(|it| kind.starts_with(it)),
            "its type is {kind:?}, not {wanted:?}"
        );
    }
    for (coding, size) in [("br", file.brotli), ("gzip", file.gzip)] {
        let packed = get(port, &path, coding)?;
        let sent = packed.header("content-encoding");
        match size {
            Some(size) => {
                ensure!(
                    sent == Some(coding),
                    "asked for {coding}, it comes as {sent:?}"
                );
                ensure!(
                    packed.body.len() == size,
                    "it is not the {coding} twin that is sent"
                );
                let varies = packed
                    .header("vary")
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                ensure!(
                    varies.contains("accept-encoding"),
                    "caches are not told: vary {varies:?}"
                );
                ensure!(
                    packed.header("content-type") == Some(&kind),
                    "{coding} changes the type"
                );
                has_headers(&packed, &path).context(coding)?;
            }
            None => ensure!(
                sent.is_none(),
                "there is no {coding} twin, and yet {sent:?}"
            ),
        }
    }
    Ok(())
}

fn has_headers(answer: &Answer, path: &str) -> Result<()> {
    for (name, value) in headers::for_path(path) {
        let found: Vec<&str> = answer.all(name).collect();
        ensure!(
            found == [value.as_str()],
            "{name} is {found:?}, not {value:?}"
        );
    }
    Ok(())
}

fn kinds(path: &str) -> Option<&'static [&'static str]> {
    Some(match path.rsplit_once('.')?.1 {
        "html" => &["text/html"],
        "css" => &["text/css"],
        "js" => &["text/javascript", "application/javascript"],
        "json" => &["application/json"],
        // Compiled while it comes only with this very type.
        "wasm" => &["application/wasm"],
        "svg" => &["image/svg+xml"],
        "png" => &["image/png"],
        "xml" => &["text/xml", "application/xml"],
        "txt" => &["text/plain"],
        "ics" => &["text/calendar"],
        "webmanifest" => &["application/manifest+json"],
        _ => return None,
    })
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head.lines().filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

fn get(port: u16, path: &str, coding: &str) -> Result<Answer> {
    ask(port, path, &[("Accept-Encoding", coding.to_owned())])
}

/// By hand, so that nothing between unpacks the body or follows a redirection.
fn ask(port: u16, path: &str, more: &[(&str, String)]) -> Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let more: String = more
        .iter()
        .map(|(key, value)| format!("{key}: {value}\r\n"))
        .collect();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{more}\r\n"
    )?;
    let mut all = Vec::new();
    stream.read_to_end(&mut all)?;
    let end = all.windows(4).position(|it| it == b"\r\n\r\n");
    let end = end.context("no answer that could be read")?;
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
    let chunked = head
        .to_ascii_lowercase()
        .contains("transfer-encoding: chunked");
    let body = &all[end + 4..];
    Ok(Answer {
        status: status.context("no status")?,
        body: if chunked {
            unchunked(body)?
        } else {
            body.to_vec()
        },
        head,
    })
}

fn unchunked(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest
            .windows(2)
            .position(|it| it == b"\r\n")
            .context("a broken chunk")?;
        let size = std::str::from_utf8(&rest[..line])?
            .split(';')
            .next()
            .unwrap_or_default();
        let size = usize::from_str_radix(size.trim(), 16)?;
        if size == 0 {
            return Ok(body);
        }
        rest = &rest[line + 2..];
        body.extend(rest.get(..size).context("a cut-off chunk")?);
        rest = rest.get(size + 2..).context("a cut-off chunk")?;
    }
}

/// A server that ends with the test.
struct Running(Child);

impl Running {
    fn start(mut command: Command, port: u16, dir: &Path) -> Result<Self> {
        let log = std::fs::File::create(dir.join("log"))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        let mut running = Self(child);
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = running.0.try_wait()?;
            if ended.is_some() || start.elapsed() > Duration::from_secs(20) {
                let said = std::fs::read_to_string(dir.join("log")).unwrap_or_default();
                bail!("the server does not come up: {said}");
            }
            thread::sleep(Duration::from_millis(30));
        }
        Ok(running)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // nginx has workers, which its master ends when it is asked to.
        let asked = Command::new("kill").arg(self.0.id().to_string()).status();
        if asked.is_err() {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}

fn program(name: &str) -> Result<PathBuf> {
    // A person's PATH need not have the folder for servers.
    let sbin = PathBuf::from(format!("/usr/sbin/{name}"));
    find_program(name)
        .or(sbin.is_file().then_some(sbin))
        .with_context(|| format!("{name} is missing: apt-get install {name}"))
}

fn snippet(name: &str) -> Result<String> {
    let found = hosts::deploy().into_iter().find(|(it, _)| *it == name);
    Ok(found.context("no such snippet")?.1)
}

fn dist() -> PathBuf {
    let named = std::env::var_os(toolchain::browsers::SPREAD_DIST).map(PathBuf::from);
    named.unwrap_or_else(paths::dist)
}

fn scratch(name: &str) -> Result<PathBuf> {
    let dir = paths::target().join("e2e").join(format!("host-{name}"));
    std::fs::create_dir_all(&dir)?;
    Ok(dir)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|it| it.stdout.starts_with(b"0\n"))
}
