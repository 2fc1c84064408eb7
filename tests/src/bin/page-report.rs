//! Loads each page on an emulated mid-range phone and prints what it took.
//! Started by `cargo xtask page-report`, which passes the number of runs and,
//! if it is wanted, a file for the numbers.

// Its output is what it is for.
#![allow(clippy::print_stdout)]

use std::env;
use std::fs;
use std::path::Path;
use std::time::Duration;

use e2e::pool::Pool;
use e2e::{Browser, Context, Profile, Result, ensure};
use serde::{Deserialize, Serialize};
use serde_json::json;
use thirtyfour::WebDriver;
use xtask::report;

/// Runs in the page from its first moment on.
const MEASURE: &str = include_str!("page-report.js");
/// The page that a person would write by hand for the same first card.
const FLOOR: &str = "floor/";

/// One load. Times in milliseconds since the navigation began.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Load {
    html: f64,
    css: f64,
    js: f64,
    wasm: f64,
    other: f64,
    fcp: f64,
    lcp: f64,
    /// The first server that one can sign up at; none on pages without.
    server: Option<f64>,
    /// A ticked answer stands in the address; only on the first question.
    interactive: Option<f64>,
    blocking: f64,
    shift: f64,
}

#[derive(Debug, Serialize)]
struct Measured {
    route: String,
    median: Load,
    runs: Vec<Load>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = env::args().skip(1);
    let runs: usize = args.next().context("how many runs?")?.parse()?;
    let json = args.next();
    let stage = xtask::browsers::TestEnv::from_env()?.dist;
    let pool = Pool::default();
    let session = pool.take(Browser::Chromium, &Profile::default()).await?;
    let outcome = measure(&session.driver, &stage, runs).await;
    pool.give(session).await;
    pool.close().await;
    let all = outcome?;
    table(&all);
    if let Some(file) = json {
        fs::write(&file, serde_json::to_string_pretty(&all)? + "\n")?;
    }
    Ok(())
}

async fn measure(driver: &WebDriver, stage: &Path, runs: usize) -> Result<Vec<Measured>> {
    let site = report::serve(stage)?;
    floor(driver, stage, &site.url()).await?;
    let cdp = driver.cdp();
    for (command, given) in [
        ("Network.enable", json!({})),
        (
            "Emulation.setDeviceMetricsOverride",
            json!({"width": 412, "height": 823, "deviceScaleFactor": 1.75, "mobile": true}),
        ),
        (
            "Network.emulateNetworkConditions",
            json!({"offline": false, "latency": 150,
                   "downloadThroughput": 200_000, "uploadThroughput": 93_750}),
        ),
        ("Emulation.setCPUThrottlingRate", json!({"rate": 4})),
        (
            "Page.addScriptToEvaluateOnNewDocument",
            json!({"source": MEASURE}),
        ),
    ] {
        cdp.send_raw(command, given).await?;
    }
    let routes: Vec<&str> = [FLOOR].into_iter().chain(report::routes(stage)).collect();
    let mut loads = vec![Vec::new(); routes.len()];
    // Round by round, so that a busy minute of this machine falls on all alike.
    for _ in 0..runs {
        for (index, route) in routes.iter().enumerate() {
            loads[index].push(load(driver, &format!("{}{route}", site.url())).await?);
        }
    }
    Ok(routes
        .iter()
        .zip(loads)
        .map(|(route, runs)| Measured {
            route: format!("/{route}"),
            median: median(&runs),
            runs,
        })
        .collect())
}

async fn load(driver: &WebDriver, address: &str) -> Result<Load> {
    driver.goto("about:blank").await?;
    let cdp = driver.cdp();
    cdp.send_raw("Network.clearBrowserCache", json!({})).await?;
    let site = address.split('/').take(3).collect::<Vec<_>>().join("/");
    let all = json!({"origin": site, "storageTypes": "all"});
    cdp.send_raw("Storage.clearDataForOrigin", all).await?;
    driver.goto(address).await?;
    let answer = driver
        .execute_async("window.__measured(arguments[0])", Vec::new())
        .await?;
    serde_json::from_value(answer.json().clone()).context("nothing was measured")
}

/// Writes the floor: the first card as the app shows it, in a page with the
/// same styles and nothing else.
async fn floor(driver: &WebDriver, stage: &Path, site: &str) -> Result<()> {
    driver.goto(format!("{site}{}", report::RESULTS)).await?;
    let mut card = None;
    for _ in 0..100 {
        let found = driver
            .execute(
                "return document.querySelector('[data-test=picks] [data-test=card]')?.outerHTML",
                Vec::new(),
            )
            .await?;
        card = found.json().as_str().map(str::to_owned);
        if card.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let card = card.context("the results show no card")?;
    let home = fs::read_to_string(stage.join("index.html"))?;
    let styles: String = home
        .split('<')
        .filter(|tag| tag.starts_with("link") && tag.contains("stylesheet"))
        .map(|tag| format!("<{tag}"))
        .collect();
    ensure!(!styles.is_empty(), "the home page has no style sheet");
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><base href=/>\
         <meta name=viewport content=\"width=device-width,initial-scale=1\">\
         <title>The floor</title>{styles}<body><main><h1>A server for you</h1>\
         <ul data-test=picks><li>{card}</li></ul></main>"
    );
    fs::create_dir_all(stage.join(FLOOR))?;
    fs::write(stage.join(FLOOR).join("index.html"), page)?;
    Ok(())
}

fn median(runs: &[Load]) -> Load {
    let middle = |of: &dyn Fn(&Load) -> f64| {
        let mut all: Vec<f64> = runs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    let known = |of: &dyn Fn(&Load) -> Option<f64>| {
        let there = runs.iter().all(|run| of(run).is_some());
        there.then(|| middle(&|run| of(run).unwrap_or_default()))
    };
    Load {
        html: middle(&|it| it.html),
        css: middle(&|it| it.css),
        js: middle(&|it| it.js),
        wasm: middle(&|it| it.wasm),
        other: middle(&|it| it.other),
        fcp: middle(&|it| it.fcp),
        lcp: middle(&|it| it.lcp),
        server: known(&|it| it.server),
        interactive: known(&|it| it.interactive),
        blocking: middle(&|it| it.blocking),
        shift: middle(&|it| it.shift),
    }
}

fn table(all: &[Measured]) {
    let kb = |bytes: f64| format!("{:.1}", bytes / 1000.0);
    let time = |it: Option<f64>| it.map_or_else(|| "-".to_owned(), |ms| format!("{ms:.0}"));
    println!(
        "{:>6} {:>6} {:>6} {:>6} {:>6} | {:>5} {:>5} {:>6} {:>6} {:>5} {:>6}",
        "html", "css", "js", "wasm", "other", "FCP", "LCP", "server", "react", "block", "shift"
    );
    for it in all {
        let load = &it.median;
        println!(
            "{:>6} {:>6} {:>6} {:>6} {:>6} | {:>5.0} {:>5.0} {:>6} {:>6} {:>5.0} {:>6.3}  {}",
            kb(load.html),
            kb(load.css),
            kb(load.js),
            kb(load.wasm),
            kb(load.other),
            load.fcp,
            load.lcp,
            time(load.server),
            time(load.interactive),
            load.blocking,
            load.shift,
            it.route
        );
    }
    println!("(kB as sent; milliseconds; the median of each)");
    let floor = all.first().and_then(|it| it.median.server);
    println!("Wanted: blocking under 150, an answer reacts within 2000, shift under 0.02");
    if let Some(floor) = floor {
        println!(
            "        and a first server within 1.3 times the floor: {:.0}",
            floor * 1.3
        );
        for it in all.iter().skip(1) {
            if let Some(server) = it.median.server {
                println!(
                    "        {}: {:.2} times the floor",
                    it.route,
                    server / floor
                );
            }
        }
    }
}
