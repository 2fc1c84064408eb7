//! What Lighthouse says about the built site.

use crate::stage::{EMBED, routes, serve};
use anyhow::{Result, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;
use toolchain::run::{self, Job};
use toolchain::tools;

/// What Lighthouse judges, and the least that we want of each.
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];
const WANTED: f64 = 0.95;

/// Prints the scores of each page.
///
/// # Errors
/// When Lighthouse cannot be installed or says nothing.
pub fn run(stage: &Path, chromium: &Path) -> Result<()> {
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
