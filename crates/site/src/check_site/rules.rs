//! What a host has to do for the site besides sending its files, and what it should.

use super::fetch::Fetch;
use super::files::address;
use super::finding::Finding;
use super::finding::Verdict::{Advice, Good, Wrong};
use crate::digest::sha256;
use crate::files::ending;
use crate::headers;
use crate::publish::manifest::Build;
use anyhow::Result;
use picker::date::Date;

/// The bundled directory should be no older, in days.
const FRESH_DAYS: i32 = 14;

/// What an address without a file gets.
pub(super) fn not_found(site: &impl Fetch, build: &Build) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for path in ["no/such/page/", "gone-0123456789abcdef.js"] {
        let answer = site.get(path, "identity")?;
        let ours = build.file("404.html").map(|page| page.sha256.clone());
        found.push(if answer.status != 404 {
            Finding::new(
                Wrong,
                "404",
                format!(
                    "/{path} has the status {}, not 404: search engines and browsers keep pages \
                     that are none",
                    answer.status
                ),
            )
        } else if ours != Some(sha256(&answer.body)) {
            Finding::new(
                Advice,
                "404",
                format!("/{path} gets the host's own page, not 404.html"),
            )
        } else {
            Finding::new(
                Good,
                "404",
                format!("/{path} gets our page with the status 404"),
            )
        });
    }
    Ok(found)
}

/// A folder without its slash leads to the page, and keeps the visitor's answers.
pub(super) fn folder(site: &impl Fetch, build: &Build) -> Result<Option<Finding>> {
    let pages = build.files.iter().map(|file| address(&file.path));
    let Some(folder) = pages.clone().find(|it| it.ends_with('/')) else {
        return Ok(None);
    };
    let bare = folder.trim_end_matches('/');
    let answer = site.get(&format!("{bare}?q=1"), "identity")?;
    let to = answer.header("location").unwrap_or_default();
    let leads = (301..=308).contains(&answer.status) && to.ends_with(&format!("{folder}?q=1"));
    Ok(Some(if leads || answer.status == 200 {
        Finding::new(Good, "folders", format!("/{bare} leads to its page"))
    } else {
        Finding::new(
            Advice,
            "folders",
            format!(
                "/{bare}?q=1 has the status {} and leads to {to:?}: links without the last slash \
                 lose what is behind the question mark",
                answer.status
            ),
        )
    }))
}

/// Whether what is large comes compressed.
pub(super) fn compression(site: &impl Fetch, build: &Build) -> Result<Vec<Finding>> {
    let largest = |end: &str| {
        let files = build.files.iter().filter(|file| ending(&file.path) == end);
        files.max_by_key(|file| file.bytes)
    };
    let mut found = Vec::new();
    for end in ["html", "js", "wasm"] {
        let Some(file) = largest(end) else { continue };
        let answer = site.get(address(&file.path), "br, gzip")?;
        let name = format!("/{}", address(&file.path));
        found.push(match answer.header("content-encoding") {
            Some("br" | "zstd") => Finding::new(Good, "compression", format!("{name} comes small")),
            Some("gzip") => Finding::new(
                Advice,
                "compression",
                format!("{name} comes with gzip; with Brotli it is a fifth smaller"),
            ),
            _ => Finding::new(
                Wrong,
                "compression",
                format!("{name} comes as it is, {} kB", file.bytes / 1000),
            ),
        });
    }
    Ok(found)
}

/// The headers of `crates/site/src/headers.rs`, for the home page and the embed.
pub(super) fn headers(site: &impl Fetch, build: &Build) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for (path, embed) in [("", false), ("embed/", true)] {
        if embed && build.file("embed/index.html").is_none() {
            continue;
        }
        let answer = site.get(path, "identity")?;
        let name = format!("/{path}");
        let mut missing = Vec::new();
        for (header, value) in headers::common() {
            let sent = answer.header(&header.to_ascii_lowercase());
            if sent != Some(value.as_str()) {
                missing.push(header);
            }
        }
        found.push(if missing.is_empty() {
            Finding::new(Good, "headers", format!("{name} has them all"))
        } else {
            Finding::new(
                Advice,
                "headers",
                format!(
                    "{name} is sent without, or with other values of: {}",
                    missing.join(", ")
                ),
            )
        });
        let policy = answer.header("content-security-policy");
        let ancestors = policy.and_then(|it| it.split("frame-ancestors ").nth(1));
        let open = ancestors.is_none_or(|it| it.trim().starts_with('*'));
        let frames = answer.header("x-frame-options");
        found.push(match (embed, open, frames) {
            (true, true, None) => Finding::new(Good, "frames", "others may frame the embed"),
            (true, ..) => Finding::new(
                Wrong,
                "frames",
                format!(
                    "others cannot frame /{path}: frame-ancestors {ancestors:?}, X-Frame-Options \
                     {frames:?}"
                ),
            ),
            (false, true, None) => Finding::new(
                Advice,
                "frames",
                "anyone may frame the site: only a header can forbid it (frame-ancestors 'none')",
            ),
            (false, ..) => Finding::new(Good, "frames", "nobody may frame the site"),
        });
    }
    if !site.base().starts_with("https://") {
        found.push(Finding::new(
            Advice,
            "https",
            "the site comes without https: the offline service and sharing need it",
        ));
    }
    Ok(found)
}

/// The policy in the page itself, which works on every host.
pub(super) fn policy(site: &impl Fetch) -> Result<Vec<Finding>> {
    let answer = site.get("", "identity")?;
    let page = String::from_utf8_lossy(&answer.body).into_owned();
    let whole = page.contains("default-src 'none'") && page.contains("script-src 'self'");
    let mut found = vec![if whole {
        Finding::new(Good, "policy", "the page carries its whole policy")
    } else {
        Finding::new(Wrong, "policy", "the home page carries no policy of ours")
    }];
    // A host's own policy is obeyed beside the page's: it can only take away.
    if let Some(sent) = answer.header("content-security-policy") {
        for needed in ["'wasm-unsafe-eval'", "connect-src 'self' https:"] {
            if !sent.contains(needed) {
                found.push(Finding::new(
                    Wrong,
                    "policy",
                    format!("the host's Content-Security-Policy lacks {needed}: the picker stops"),
                ));
            }
        }
    }
    Ok(found)
}

/// How old the directory is that visitors get when the live one is down.
pub(super) fn freshness(site: &impl Fetch, today: Date) -> Result<Option<Finding>> {
    let answer = site.get("directory.json", "identity")?;
    let Ok(bundle) = picker::decode::bundle(&answer.body) else {
        return Ok(Some(Finding::new(
            Wrong,
            "freshness",
            "directory.json is no directory",
        )));
    };
    let snapshot = bundle.value.snapshot.map(|it| it.as_of);
    let Some(day) = snapshot.or(bundle.value.built) else {
        return Ok(None);
    };
    let age = today.days_since(day);
    Ok(Some(if age <= FRESH_DAYS {
        Finding::new(Good, "freshness", format!("the directory is of {day}"))
    } else {
        Finding::new(
            Advice,
            "freshness",
            format!("the directory is of {day}, {age} days old: cargo xtask refresh, then build"),
        )
    }))
}
