//! A small bundle on our own server, and what a host can do wrong with it.

use std::collections::BTreeSet;
use std::fs;

use super::fetch::Answer;
use super::finding::Verdict::{Advice, Good, Wrong};
use super::*;
use crate::dist::Dist;
use crate::headers::page_policy;
use crate::publish::{compress, manifest};
use crate::server::{Site, SiteOptions};
use crate::testing::dist;

const DIRECTORY: &str = r#"{"v":1,"built":"2026-11-20","topics":[],"servers":[]}"#;

fn today() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

/// A bundle built for this path, and the site that serves it.
fn site(public_url: &str) -> (tempfile::TempDir, Dist, Site) {
    let long = "<p>Words, words, words.</p>".repeat(80);
    let page = |title: &str| {
        format!(
            "<!doctype html><meta http-equiv=Content-Security-Policy content=\"{}\">\
             <title>{title}</title>{long}",
            page_policy(false, &BTreeSet::new())
        )
    };
    let script = "export const word = 'word';".repeat(80);
    let (dir, bundle) = dist(
        public_url,
        &[
            ("index.html", &page("Home")),
            ("about/index.html", &page("About")),
            ("embed/index.html", &page("Embed")),
            ("404.html", &page("Not here")),
            ("app-0123456789abcdef.js", &script),
            ("app-0123456789abcdef_bg.wasm", &script),
            ("config.json", "{}"),
            ("directory.json", DIRECTORY),
            ("_headers", "/*\n  X: y\n"),
        ],
    );
    compress::apply(&bundle).unwrap();
    manifest::apply(&bundle).unwrap();
    let site = Site::start(SiteOptions {
        dir: bundle.dir.clone(),
        public_url: bundle.public_url.clone(),
        ..SiteOptions::default()
    });
    (dir, bundle, site.unwrap())
}

/// A host that changes our server's answers on their way.
struct Host<F>(Http, F);

impl<F: Fn(&str, &mut Answer)> Fetch for Host<F> {
    fn base(&self) -> &str {
        self.0.base()
    }

    fn get(&self, path: &str, coding: &str) -> Result<Answer> {
        let mut answer = self.0.get(path, coding)?;
        (self.1)(path, &mut answer);
        Ok(answer)
    }
}

fn set(answer: &mut Answer, name: &str, value: Option<&str>) {
    answer.headers.retain(|(key, _)| key != name);
    if let Some(value) = value {
        answer.headers.push((name.to_owned(), value.to_owned()));
    }
}

/// The findings that are not good, without the word about https.
fn bad(findings: &[Finding]) -> Vec<(Verdict, &str)> {
    let found = findings.iter().filter(|it| it.verdict != Good);
    found
        .filter(|it| it.subject != "https")
        .map(|it| (it.verdict, it.subject))
        .collect()
}

/// What a host that does this wrong is told.
#[track_caller]
fn told(fault: impl Fn(&str, &mut Answer), want: &[(Verdict, &str)]) {
    let (_dir, _bundle, site) = site("/");
    let host = Host(Http::new(&site.url()).unwrap(), fault);
    let findings = check(&host, today()).unwrap();
    assert_eq!(bad(&findings), want, "{findings:#?}");
}

#[test]
fn our_own_server_does_all_as_it_should_at_the_root_and_in_a_folder() {
    for place in ["/", "/some/folder/"] {
        let (_dir, _bundle, site) = site(place);
        let findings = check(&Http::new(&site.url()).unwrap(), today()).unwrap();
        assert_eq!(bad(&findings), [], "{place}: {findings:#?}");
        let subjects: BTreeSet<&str> = findings.iter().map(|it| it.subject).collect();
        for subject in [
            "sub-path",
            "status",
            "content",
            "types",
            "caching",
            "404",
            "folders",
            "compression",
            "headers",
            "frames",
            "policy",
            "freshness",
        ] {
            assert!(subjects.contains(subject), "{subject} was not looked at");
        }
    }
}

#[test]
fn a_site_built_for_another_folder_is_told_so() {
    let (_dir, bundle, _) = site("/some/folder/");
    let elsewhere = Site::start(SiteOptions {
        dir: bundle.dir.clone(),
        ..SiteOptions::default()
    });
    let url = elsewhere.as_ref().unwrap().url();
    let findings = check(&Http::new(&url).unwrap(), today()).unwrap();
    assert_eq!(bad(&findings), [(Wrong, "sub-path")]);
    assert!(findings[0].text.contains("--public-url"), "{findings:#?}");
}

#[test]
fn half_a_copy_and_a_stale_file_are_named() {
    let (_dir, bundle, site) = site("/");
    let page = bundle.dir.join("about/index.html");
    fs::write(&page, "an older page").unwrap();
    fs::remove_file(bundle.dir.join("app-0123456789abcdef.js")).unwrap();
    fs::remove_file(bundle.dir.join("app-0123456789abcdef.js.br")).unwrap();
    fs::remove_file(bundle.dir.join("app-0123456789abcdef.js.gz")).unwrap();
    let findings = check(&Http::new(&site.url()).unwrap(), today()).unwrap();
    let text = |subject: &str| {
        let found = findings
            .iter()
            .find(|it| it.subject == subject && it.verdict == Wrong);
        found.map_or("", |it| it.text.as_str())
    };
    assert!(text("status").contains("app-0123456789abcdef.js (404)"));
    assert!(text("content").ends_with("/about/"), "{findings:#?}");
    // The settings may be changed on the host, but not into nonsense.
    fs::write(
        bundle.dir.join("config.json"),
        "{\"api\": \"https://a.example\"}",
    )
    .unwrap();
    let findings = check(&Http::new(&site.url()).unwrap(), today()).unwrap();
    assert!(!findings.iter().any(|it| it.text.contains("config.json")));
    fs::write(bundle.dir.join("config.json"), "{").unwrap();
    let findings = check(&Http::new(&site.url()).unwrap(), today()).unwrap();
    assert!(
        findings
            .iter()
            .any(|it| it.text.contains("/config.json (no JSON object)"))
    );
}

#[test]
fn a_missing_page_that_is_found_is_wrong() {
    let (_dir, bundle, site) = site("/");
    // Our server then answers with the home page, as hosts for apps do.
    fs::remove_file(bundle.dir.join("404.html")).unwrap();
    drop(site);
    let site = Site::start(SiteOptions {
        dir: bundle.dir.clone(),
        ..SiteOptions::default()
    });
    let url = site.as_ref().unwrap().url();
    let findings = check(&Http::new(&url).unwrap(), today()).unwrap();
    assert!(bad(&findings).contains(&(Wrong, "404")), "{findings:#?}");
}

#[test]
fn what_a_host_sends_wrongly_is_told_apart() {
    let is_wasm = |path: &str| path.ends_with(".wasm");
    told(
        |path, answer| {
            if is_wasm(path) {
                set(answer, "content-type", Some("application/octet-stream"));
            }
        },
        &[(Wrong, "types")],
    );
    told(
        |_, answer| set(answer, "content-encoding", None),
        &[(Wrong, "compression"); 3],
    );
    told(
        |_, answer| {
            if answer.header("content-encoding").is_some() {
                set(answer, "content-encoding", Some("gzip"));
            }
        },
        &[(Advice, "compression"); 3],
    );
    told(
        |_, answer| set(answer, "cache-control", Some("public, max-age=86400")),
        &[(Wrong, "caching")],
    );
    told(
        |_, answer| set(answer, "cache-control", Some("max-age=600")),
        &[(Advice, "caching")],
    );
    told(
        |_, answer| set(answer, "x-frame-options", Some("DENY")),
        &[(Wrong, "frames")],
    );
    told(
        |_, answer| set(answer, "permissions-policy", None),
        &[(Advice, "headers"); 2],
    );
    // A host without headers of one's own: it works, and anyone may frame it.
    told(
        |_, answer| set(answer, "content-security-policy", None),
        &[(Advice, "frames")],
    );
    let strict = "default-src 'self'; frame-ancestors *";
    told(
        |_, answer| set(answer, "content-security-policy", Some(strict)),
        &[(Wrong, "policy"), (Wrong, "policy"), (Advice, "frames")],
    );
}

#[test]
fn an_old_directory_and_a_broken_one_are_seen() {
    let (_dir, _bundle, site) = site("/");
    let http = Http::new(&site.url()).unwrap();
    let later = Date::from_ymd(2027, 2, 1).unwrap();
    assert_eq!(bad(&check(&http, later).unwrap()), [(Advice, "freshness")]);
    let broken = |path: &str, answer: &mut Answer| {
        if path == "directory.json" {
            answer.body = b"<html>".to_vec();
        }
    };
    told(broken, &[(Wrong, "content"), (Wrong, "freshness")]);
}

#[test]
fn what_is_no_site_of_ours_is_no_finding_but_an_error() {
    let (_dir, bundle, site) = site("/");
    fs::remove_file(bundle.dir.join("build.json")).unwrap();
    let why = check(&Http::new(&site.url()).unwrap(), today()).unwrap_err();
    assert!(
        why.to_string().contains("build.json has the status 404"),
        "{why}"
    );
    for nothing in ["example.org", "ftp://example.org/", "https://"] {
        assert!(Http::new(nothing).is_err(), "{nothing}");
    }
    let http = Http::new("https://example.org/a/b?x=1#y").unwrap();
    assert_eq!(http.base(), "https://example.org/a/b/");
}

#[test]
fn a_finding_is_a_line_with_its_verdict() {
    let finding = Finding::new(Wrong, "404", "a sentence");
    assert_eq!(finding.to_string(), "WRONG  404         a sentence");
}
