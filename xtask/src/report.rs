//! `cargo xtask page-report`: how the site feels on a slow phone, measured; and
//! with `--lighthouse` what Lighthouse says of it.
//!
//! The measuring itself is a program of the package `e2e`, which can drive a
//! browser; this is its command, and the site as both of them load it.

use crate::browsers::{Browser, Drivers, TestEnv};
use crate::mock::{DataSource, Mock, MockOptions};
use crate::run::{self, Job};
use crate::site::{Site, SiteOptions};
use crate::{finish, paths, tools};
use anyhow::{Context, Result, bail};
use picker::date::Date;
use picker::decode;
use picker::live::{ACTIVITY, Api};
use picker::model::Source;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A results link, with answers as somebody would share it.
pub const RESULTS: &str = "servers/?v=1&topic=art&lang=en&seed=5";

const EMBED: &str = "embed/";

/// What is measured: the routes that the bundle has.
#[must_use]
pub fn routes(dist: &Path) -> Vec<&'static str> {
    ["", "servers/", RESULTS, "articles/", EMBED]
        .into_iter()
        .filter(|route| {
            let folder = route.split('?').next().unwrap_or_default();
            dist.join(folder).join("index.html").is_file()
        })
        .collect()
}

/// Measure the built site (dist/) on an emulated slow phone
#[derive(Debug, clap::Args)]
pub struct PageReportArgs {
    /// How often each page is loaded; the median counts
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Write what was measured to this file, for programs
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Let Lighthouse look at the same pages, too (from npm)
    #[arg(long)]
    lighthouse: bool,
    /// A folder with recorded lists in place of the mock's own (see mock-api)
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When there is no bundle or no Chromium, or a page does not load.
pub fn run(args: &PageReportArgs) -> Result<()> {
    let drivers = Drivers::ensure(&[Browser::Chromium])?;
    let chromium = drivers.chromium.clone();
    let stage = stage(&paths::dist(), args.data.clone())?;
    let env = TestEnv {
        dist: stage.clone(),
        browsers: vec![Browser::Chromium],
        drivers,
        axe: PathBuf::new(),
    };
    run::step("Measuring on an emulated phone (CPU 4 times slower, 1.6 Mbit/s, 150 ms)");
    let mut job = Job::cargo()
        .args(["run", "--quiet", "--package", "e2e", "--bin", "page-report"])
        .arg("--")
        .arg(args.runs.to_string())
        .envs(env.vars());
    if let Some(json) = &args.json {
        job = job.arg(json);
    }
    job.shown()?;
    if args.lighthouse {
        lighthouse(&stage, &chromium.context("no Chromium")?)?;
    }
    Ok(())
}

/// A copy of the bundle that has an API on its own origin, so that the policy
/// stays as it is and the lists cost what they cost.
fn stage(dist: &Path, data: Option<PathBuf>) -> Result<PathBuf> {
    let stage = paths::target().join("page-report");
    if stage.exists() {
        fs::remove_dir_all(&stage)?;
    }
    for path in finish::files(dist).context("build first: cargo xtask build")? {
        let to = stage.join(&path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(dist.join(&path), to)?;
    }
    let mock = Mock::start(MockOptions {
        data: data.map_or(DataSource::BuiltIn, DataSource::Folder),
        ..MockOptions::default()
    })?;
    let mut list = Vec::new();
    let answer = ureq::get(format!("{}/servers", mock.url())).call()?;
    answer.into_body().into_reader().read_to_end(&mut list)?;
    fs::create_dir_all(stage.join("api"))?;
    let (br, gz) = (
        finish::compress::brotli(&list)?,
        finish::compress::gzip(&list)?,
    );
    for (name, bytes) in [("servers", &list), ("servers.br", &br), ("servers.gz", &gz)] {
        fs::write(stage.join("api").join(name), bytes)?;
    }
    // Each server that may be shown, as it answers for itself.
    for domain in domains(dist, &list)? {
        let of = mock.instance_pattern().replace("{domain}", &domain);
        for path in [Api::V2.path(), ACTIVITY].map(|path| path.trim_start_matches('/')) {
            let Ok(answer) = ureq::get(format!("{of}/{path}")).call() else {
                continue;
            };
            let to = stage.join("api/at").join(&domain).join(path);
            fs::create_dir_all(to.parent().unwrap_or(&stage))?;
            let mut body = Vec::new();
            answer.into_body().into_reader().read_to_end(&mut body)?;
            fs::write(to, body)?;
        }
    }
    Ok(stage)
}

/// The servers of the bundled list and of the one that the API has.
fn domains(dist: &Path, list: &[u8]) -> Result<BTreeSet<String>> {
    let bundle = decode::bundle::bundle(&fs::read(dist.join("directory.json"))?)?.value;
    let snapshot = bundle.snapshot.map(|it| it.servers).unwrap_or_default();
    let day = Date::from_unix(0);
    let live = decode::servers(list, Source::Joinmastodon, day)?.value;
    let all = bundle.curated.into_iter().chain(snapshot).chain(live);
    // In normal form, and so safe as the name of a folder.
    Ok(all.map(|server| server.domain).collect())
}

/// Serves a staged bundle.
///
/// # Errors
/// When it is not there.
pub fn serve(stage: &Path) -> Result<Site> {
    // Everybody answers here: other sites are out of the policy's reach and ours.
    // And the offline service, which begins after the page is there, stays out of the numbers.
    let config = r#"{"api":"/api","instance":"/api/at/{domain}","offline":false}"#;
    Site::start(SiteOptions {
        dir: stage.to_path_buf(),
        config_json: Some(config.to_owned()),
        ..SiteOptions::default()
    })
}

/// What Lighthouse judges, and the least that we want of each.
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];
const WANTED: f64 = 0.95;

fn lighthouse(stage: &Path, chromium: &Path) -> Result<()> {
    let program = tools::ensure_lighthouse()?;
    let site = serve(stage)?;
    run::step(format!(
        "Lighthouse, on its emulated phone (the median of {LOOKS}; wanted: 95 of 100 each)"
    ));
    run::note(CATEGORIES.map(|it| format!("{it:>15}")).concat());
    // The embed is no page for search engines, and says so.
    for route in routes(stage).into_iter().filter(|it| *it != EMBED) {
        let mut reports = Vec::new();
        let mut failed = 0;
        while reports.len() < LOOKS {
            match look(&program, &format!("{}{route}", site.url()), chromium, stage) {
                Ok(report) => reports.push(report),
                // At times its trace misses the beginning of the load, and it says
                // so: "Please run Lighthouse again".
                Err(_) if failed < LOOKS => failed += 1,
                Err(why) => return Err(why),
            }
        }
        reports.sort_by(|a, b| performance(a).total_cmp(&performance(b)));
        if let Some(median) = reports.get(LOOKS / 2) {
            run::note(scores(median, route)?);
        }
    }
    Ok(())
}

/// How often Lighthouse looks at a page: the median counts.
const LOOKS: usize = 3;

fn look(program: &Path, url: &str, chromium: &Path, stage: &Path) -> Result<Value> {
    let out = stage.join("lighthouse.json");
    Job::new("node")
        .arg(program)
        .arg(url)
        .args([
            "--output=json",
            "--quiet",
            "--chrome-flags=--headless --no-sandbox",
        ])
        .arg(format!("--output-path={}", out.display()))
        .env("CHROME_PATH", chromium)
        .long("lighthouse")?;
    Ok(serde_json::from_str(&fs::read_to_string(&out)?)?)
}

fn performance(report: &Value) -> f64 {
    let score = &report["categories"]["performance"]["score"];
    score.as_f64().unwrap_or_default()
}

/// A line with the scores of a report, and what fell short.
fn scores(report: &Value, route: &str) -> Result<String> {
    let mut line = String::new();
    let mut short = Vec::new();
    for name in CATEGORIES {
        let category = &report["categories"][name];
        let Some(score) = category["score"].as_f64() else {
            bail!("Lighthouse has no score for {name} of /{route}");
        };
        line.push_str(&format!("{:>15.0}", score * 100.0));
        if score < WANTED {
            let audits = category["auditRefs"].as_array().into_iter().flatten();
            let failed = audits
                .filter(|it| it["weight"].as_f64() > Some(0.0))
                .filter_map(|it| it["id"].as_str())
                .filter(|id| report["audits"][*id]["score"].as_f64() < Some(0.9));
            short.extend(failed.map(str::to_owned));
        }
    }
    line.push_str(&format!("  /{route}"));
    if !short.is_empty() {
        line.push_str(&format!("  (short: {})", short.join(", ")));
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_below_what_is_wanted_name_their_causes() {
        let report = serde_json::json!({
            "categories": {
                "performance": {"score": 0.5, "auditRefs": [
                    {"id": "slow", "weight": 3}, {"id": "fine", "weight": 3}, {"id": "note", "weight": 0}]},
                "accessibility": {"score": 1.0, "auditRefs": []},
                "best-practices": {"score": 1.0, "auditRefs": []},
                "seo": {"score": 0.95, "auditRefs": []},
            },
            "audits": {"slow": {"score": 0.2}, "fine": {"score": 1.0}, "note": {"score": 0.0}},
        });
        let line = scores(&report, "x/").unwrap();
        assert!(line.contains(" 50") && line.contains(" 95"), "{line}");
        assert!(line.ends_with("/x/  (short: slow)"), "{line}");
        assert!(scores(&serde_json::json!({}), "").is_err());
    }
}
