//! Whether all of a site is there, whole and of one build, and how each file of it
//! is sent.

use super::fetch::{Answer, Fetch};
use super::finding::Finding;
use super::finding::Verdict::{self, Advice, Good, Wrong};
use crate::digest::sha256;
use crate::files::ending;
use crate::headers::is_hashed;
use crate::publish::manifest::Build;
use anyhow::Result;
use url::Url;

/// Changed on the host on purpose.
const SETTINGS: &str = "config.json";
/// Longer than this, and a page that was replaced is still shown.
const STALE_SECONDS: u64 = 3_600;
/// So many names are given, and the others counted.
const NAMED: usize = 5;

/// Whether the site lies where it was built for.
pub(super) fn place(build: &Build, base: &str) -> Finding {
    let path = Url::parse(base).map_or_else(|_| "/".to_owned(), |url| url.path().to_owned());
    if build.public_url == path {
        Finding::new(Good, "sub-path", format!("built for {path}, where it lies"))
    } else {
        Finding::new(
            Wrong,
            "sub-path",
            format!(
                "built for {}, but it lies under {path}: its addresses lead elsewhere. Build with: \
                 cargo xtask build --public-url {base}",
                build.public_url
            ),
        )
    }
}

/// The address of a file: a folder's page has the folder's.
pub(super) fn address(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path)
}

/// Collects what is wrong with single files, one subject a list.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn finding(self, subject: &'static str, good: &str, bad: &str, verdict: Verdict) -> Finding {
        if self.0.is_empty() {
            return Finding::new(Good, subject, good);
        }
        let mut names = self.0[..self.0.len().min(NAMED)].join(", ");
        if self.0.len() > NAMED {
            names = format!("{names} and {} more", self.0.len() - NAMED);
        }
        Finding::new(verdict, subject, format!("{bad}: {names}"))
    }
}

/// Every file: there, whole, with its type, and kept for as long as it may be.
pub(super) fn files(site: &impl Fetch, build: &Build) -> Result<Vec<Finding>> {
    let (mut status, mut content, mut types, mut kept, mut fetched_anew) =
        <(Complaints, Complaints, Complaints, Complaints, Complaints)>::default();
    for file in &build.files {
        if file.path.starts_with('_') {
            // `_headers` is for the host itself, which keeps it.
            continue;
        }
        let answer = site.get(address(&file.path), "identity")?;
        let name = format!("/{}", address(&file.path));
        if answer.status != 200 {
            status.0.push(format!("{name} ({})", answer.status));
            continue;
        }
        if file.path == SETTINGS {
            if serde_json::from_slice::<serde_json::Map<_, _>>(&answer.body).is_err() {
                content.0.push(format!("{name} (no JSON object)"));
            }
        } else if sha256(&answer.body) != file.sha256 {
            content.0.push(name.clone());
        }
        let kind = answer.header("content-type").unwrap_or_default();
        if kinds(&file.path).is_some_and(|all| !all.iter().any(|it| kind.starts_with(it))) {
            types.0.push(format!("{name} ({kind:?})"));
        }
        let age = max_age(&answer);
        if is_hashed(&name) {
            if age.is_none_or(|age| age < STALE_SECONDS) {
                fetched_anew.0.push(name);
            }
        } else if age.is_some_and(|age| age > STALE_SECONDS) {
            kept.0.push(name);
        }
    }
    let all = build.files.len();
    Ok(vec![
        status.finding(
            "status",
            &format!("all {all} files are there"),
            "not there; copy the whole of dist/",
            Wrong,
        ),
        content.finding(
            "content",
            "every file is that of one build",
            "of another build, or changed on the way (a cache, half a copy, a host that edits \
             pages)",
            Wrong,
        ),
        types.finding(
            "types",
            "every file has its type",
            "of a wrong Content-Type",
            Wrong,
        ),
        kept.finding(
            "caching",
            "what changes is asked for again",
            "kept by browsers for over an hour, so visitors see old pages; send Cache-Control: \
             no-cache",
            Wrong,
        ),
        fetched_anew.finding(
            "caching",
            "files named after their content are kept",
            "could be kept for a year, as their names change with their content",
            Advice,
        ),
    ])
}

/// How many seconds a browser may use an answer without asking: none where it is
/// not told or must ask.
fn max_age(answer: &Answer) -> Option<u64> {
    let value = answer.header("cache-control")?.to_ascii_lowercase();
    let mut words = value.split(',').map(str::trim);
    if words.clone().any(|it| it == "no-cache" || it == "no-store") {
        return None;
    }
    words.find_map(|it| it.strip_prefix("max-age=")?.parse().ok())
}

fn kinds(path: &str) -> Option<&'static [&'static str]> {
    Some(match ending(path) {
        "html" => &["text/html"],
        "css" => &["text/css"],
        "js" => &["text/javascript", "application/javascript"],
        "json" => &["application/json"],
        // Compiled while it comes only with this very type.
        "wasm" => &["application/wasm"],
        "svg" => &["image/svg+xml"],
        "png" => &["image/png"],
        "xml" => &["text/xml", "application/xml", "application/atom+xml"],
        "ics" => &["text/calendar"],
        "webmanifest" => &["application/manifest+json", "application/json"],
        _ => return None,
    })
}
