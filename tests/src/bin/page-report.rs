//! Loads each page on an emulated mid-range phone and prints what it took.
//! Started by `cargo xtask page-report`, which passes the number of runs and,
//! if it is wanted, a file for the numbers.

// Its output is what it is for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use e2e::pool::Pool;
use e2e::{Browser, Context, Profile, Result, ensure};
use serde::{Deserialize, Serialize};
use serde_json::json;
use site::publish::compress;
use site::stage as staged;
use thirtyfour::WebDriver;

/// Runs in the page from its first moment on.
const MEASURE: &str = include_str!("page-report.js");
/// The page that a person would write by hand for the same first card.
const FLOOR: &str = "floor/";

/// The phone's network.
const LATENCY: f64 = 150.0;
/// 1.6 Mbit/s in bytes.
const DOWN: u32 = 200_000;

/// How much later than the floor's a first server may be seen.
const TIMES_THE_FLOOR: f64 = 1.3;
const BLOCKING: f64 = 150.0;
const INTERACTIVE: f64 = 2000.0;
const SHIFT: f64 = 0.02;

/// One load. Times in milliseconds since the navigation began.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Load {
    html: f64,
    js: f64,
    wasm: f64,
    other: f64,
    fcp: f64,
    lcp: f64,
    /// The first server that one can sign up at or look at; none on pages without.
    server: Option<f64>,
    /// The first recommended one.
    pick: Option<f64>,
    /// A ticked answer reacts; only where the first question is.
    interactive: Option<f64>,
    blocking: f64,
    shift: f64,
    /// When tasks of more than 50 ms began, and how long they took.
    tasks: Vec<(f64, f64)>,
    /// What was loaded, in the order of asking.
    files: Vec<File>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct File {
    path: String,
    asked: f64,
    began: f64,
    came: f64,
    bytes: f64,
}

impl Load {
    fn bytes(&self) -> f64 {
        self.html + self.js + self.wasm + self.other
    }
}

#[derive(Debug, Serialize)]
struct Measured {
    route: String,
    median: Load,
    runs: Vec<Load>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<()> {
    let mut args = env::args().skip(1);
    let runs: usize = args.next().context("how many runs?")?.parse()?;
    ensure!(runs > 0, "no run, no report: --runs 1 is the least");
    let json = args.next();
    let stage = toolchain::browsers::TestEnv::from_env()?.dist;
    let pool = Pool::default();
    let session = pool.take(Browser::Chromium, &Profile::default()).await?;
    let outcome = measure(&session.driver, &stage, runs).await;
    pool.give(session).await;
    pool.close().await;
    let all = outcome?;
    println!("{}", table(&all));
    println!("{}", verdict(&all));
    if let Some(file) = json {
        fs::write(&file, serde_json::to_string_pretty(&all)? + "\n")
            .with_context(|| format!("cannot write {file}"))?;
    }
    Ok(())
}

async fn measure(driver: &WebDriver, stage: &Path, runs: usize) -> Result<Vec<Measured>> {
    let site = staged::serve(stage)?;
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
            json!({"offline": false, "latency": LATENCY,
                   "downloadThroughput": DOWN, "uploadThroughput": 93_750}),
        ),
        ("Emulation.setCPUThrottlingRate", json!({"rate": 4})),
        (
            "Page.addScriptToEvaluateOnNewDocument",
            json!({"source": MEASURE}),
        ),
    ] {
        cdp.send_raw(command, given)
            .await
            .with_context(|| format!("Chromium does not take {command}"))?;
    }
    let routes: Vec<&str> = [FLOOR].into_iter().chain(staged::routes(stage)).collect();
    let mut loads = vec![Vec::new(); routes.len()];
    // Round by round, so that a busy minute of this machine falls on all alike.
    for round in 1..=runs {
        eprintln!("    round {round} of {runs}");
        for (index, route) in routes.iter().enumerate() {
            let loaded = load(driver, &site.url(), route).await;
            loads[index].push(loaded.with_context(|| format!("/{route}"))?);
        }
    }
    Ok(routes
        .iter()
        .zip(loads)
        .map(|(route, runs)| Measured {
            route: (*route).to_owned(),
            median: median(&runs),
            runs,
        })
        .collect())
}

async fn load(driver: &WebDriver, site: &str, route: &str) -> Result<Load> {
    driver.goto("about:blank").await?;
    let cdp = driver.cdp();
    cdp.send_raw("Network.clearBrowserCache", json!({})).await?;
    let all = json!({"origin": site.trim_end_matches('/'), "storageTypes": "all"});
    cdp.send_raw("Storage.clearDataForOrigin", all).await?;
    driver.goto(format!("{site}{route}")).await?;
    let shows_picks = route == FLOOR || route == staged::RESULTS;
    let answer = driver
        .execute_async(
            "window.__measured(arguments[0], arguments[1])",
            vec![json!(shows_picks)],
        )
        .await?;
    let load: Load =
        serde_json::from_value(answer.json().clone()).context("nothing was measured")?;
    ensure!(
        !shows_picks || load.pick.is_some(),
        "no server was recommended within a minute"
    );
    // Else the numbers would be those of a fast network.
    let slow = |file: &File| file.bytes == 0.0 || file.came - file.asked >= LATENCY * 0.9;
    if let Some(fast) = load.files.iter().find(|file| !slow(file)) {
        ensure!(
            false,
            "the network was not slowed down for {}: it took {:.0} ms",
            fast.path,
            fast.came - fast.asked
        );
    }
    Ok(load)
}

/// Writes the floor: the first card as the app shows it, in a page with the
/// same styles and nothing else.
async fn floor(driver: &WebDriver, stage: &Path, site: &str) -> Result<()> {
    driver.goto(format!("{site}{}", staged::RESULTS)).await?;
    let mut card = None;
    for _ in 0..200 {
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
    let style = fs::read_dir(stage)?.flatten().find(|file| {
        let name = file.file_name();
        let name = name.to_string_lossy();
        name.starts_with("styles-") && name.ends_with(".css")
    });
    let style = fs::read_to_string(style.context("the bundle has no styles")?.path())?;
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><base href=/>\
         <meta name=viewport content=\"width=device-width,initial-scale=1\">\
         <title>The floor</title><style>{style}</style><body><main><h1>A server for you</h1>\
         <ul data-test=picks><li>{card}</li></ul></main>"
    );
    let folder = stage.join(FLOOR);
    fs::create_dir_all(&folder)?;
    fs::write(
        folder.join("index.html.br"),
        compress::brotli(page.as_bytes())?,
    )?;
    fs::write(folder.join("index.html"), page)?;
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
        js: middle(&|it| it.js),
        wasm: middle(&|it| it.wasm),
        other: middle(&|it| it.other),
        fcp: middle(&|it| it.fcp),
        lcp: middle(&|it| it.lcp),
        server: known(&|it| it.server),
        pick: known(&|it| it.pick),
        interactive: known(&|it| it.interactive),
        blocking: middle(&|it| it.blocking),
        shift: middle(&|it| it.shift),
        tasks: Vec::new(),
        files: Vec::new(),
    }
}

/// What a row is called.
fn name(route: &str) -> String {
    match route {
        FLOOR => "(the floor)".to_owned(),
        staged::RESULTS => "/servers/?… (results)".to_owned(),
        route => format!("/{route}"),
    }
}

fn table(all: &[Measured]) -> String {
    let kb = |bytes: f64| format!("{:.1}", bytes / 1000.0);
    let time = |it: Option<f64>| it.map_or_else(|| "-".to_owned(), |ms| format!("{ms:.0}"));
    let mut lines = vec![
        format!("{:24}{:^35} | {:^52}", "", "kB as sent", "milliseconds"),
        format!(
            "{:24}{:>7}{:>7}{:>7}{:>7}{:>7} |{:>7}{:>7}{:>8}{:>8}{:>8}{:>8}{:>8}",
            "",
            "html",
            "js",
            "wasm",
            "other",
            "all",
            "FCP",
            "LCP",
            "server",
            "pick",
            "reacts",
            "blocked",
            "shift"
        ),
    ];
    for it in all {
        let load = &it.median;
        lines.push(format!(
            "{:24}{:>7}{:>7}{:>7}{:>7}{:>7} |{:>7.0}{:>7.0}{:>8}{:>8}{:>8}{:>8.0}{:>8.3}",
            name(&it.route),
            kb(load.html),
            kb(load.js),
            kb(load.wasm),
            kb(load.other),
            kb(load.bytes()),
            load.fcp,
            load.lcp,
            time(load.server),
            time(load.pick),
            time(load.interactive),
            load.blocking,
            load.shift,
        ));
    }
    let runs = all.first().map_or(0, |it| it.runs.len());
    lines.push(format!(
        "The median of {runs} loads with an empty cache. server: the first one that can be \
         signed up at is on the page;\npick: the first recommended one is; reacts: a ticked \
         answer does something; blocked: what tasks took beyond 50 ms."
    ));
    lines.join("\n")
}

/// What was wanted and what came of it.
fn verdict(all: &[Measured]) -> String {
    let mut lines = vec!["Wanted:".to_owned()];
    let mut say = |met: bool, what: String| {
        let word = if met { "met" } else { "MISSED" };
        lines.push(format!("  {word:<7} {what}"));
    };
    let floor = all.iter().find(|it| it.route == FLOOR);
    if let Some(floor) = floor.and_then(|it| it.median.pick) {
        for it in all.iter().filter(|it| it.route != FLOOR) {
            for (what, time) in [("server", it.median.server), ("pick", it.median.pick)] {
                if let Some(time) = time {
                    let times = time / floor;
                    let name = name(&it.route);
                    say(
                        times <= TIMES_THE_FLOOR,
                        format!(
                            "a first {what} within {TIMES_THE_FLOOR} times the floor's {floor:.0} ms: {times:.2} on {name}"
                        ),
                    );
                }
            }
        }
    }
    for it in all.iter().filter(|it| it.route != FLOOR) {
        let (load, name) = (&it.median, name(&it.route));
        if let Some(time) = load.interactive {
            let wanted =
                format!("an answer reacts within {INTERACTIVE:.0} ms: {time:.0} on {name}");
            say(time <= INTERACTIVE, wanted);
        }
        let wanted = format!(
            "blocked under {BLOCKING:.0} ms: {:.0} on {name}",
            load.blocking
        );
        say(load.blocking < BLOCKING, wanted);
        let wanted = format!("shift under {SHIFT}: {:.3} on {name}", load.shift);
        say(load.shift < SHIFT, wanted);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(route: &str, loads: Vec<Load>) -> Measured {
        Measured {
            route: route.to_owned(),
            median: median(&loads),
            runs: loads,
        }
    }

    fn load(pick: f64, blocking: f64) -> Load {
        Load {
            pick: Some(pick),
            blocking,
            ..Load::default()
        }
    }

    #[test]
    fn the_median_counts_and_what_was_missed_once_is_unknown() {
        let all = [load(3.0, 1.0), load(1.0, 9.0), load(2.0, 5.0)];
        let middle = median(&all);
        assert_eq!((middle.pick, middle.blocking), (Some(2.0), 5.0));
        assert_eq!(median(&[all[0].clone(), Load::default()]).pick, None);
    }

    #[test]
    fn what_is_wanted_is_compared_with_the_floor() {
        let all = [
            measured(FLOOR, vec![load(100.0, 0.0)]),
            measured(staged::RESULTS, vec![load(131.0, 149.0)]),
            measured("servers/", vec![load(129.0, 150.0)]),
        ];
        let said = verdict(&all);
        let missed: Vec<&str> = said.lines().filter(|it| it.contains("MISSED")).collect();
        assert_eq!(missed.len(), 2, "{said}");
        assert!(missed[0].contains("1.31 on /servers/?"), "{said}");
        assert!(
            missed[1].ends_with("blocked under 150 ms: 150 on /servers/"),
            "{said}"
        );
        assert!(table(&all).contains("(the floor)"));
    }
}
