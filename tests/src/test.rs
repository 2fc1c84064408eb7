//! What a test holds: a browser, a site, and a mock of the world outside.

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use mock_api::{DataSource, Mock, MockOptions};
use serde_json::{Value, json};
use site::server::{Site, SiteOptions};
use thirtyfour::WebDriver;
use toolchain::paths;

use crate::browser::{Browser, environment};
use crate::front::Front;

/// One test in one browser.
#[derive(Debug)]
pub struct Test {
    /// The browser it runs in.
    pub browser: Browser,
    /// The browser's remote control.
    pub driver: WebDriver,
    /// The site.
    pub site: Front,
    /// The directory API and all other servers.
    pub mock: Mock,
    problems: Mutex<Vec<String>>,
    expected: Mutex<Vec<&'static str>>,
}

/// The window of a laptop; tests that are about width set their own.
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 900;

/// How much of a page's problems a failed case prints, in bytes.
const PROBLEMS: usize = 300;

/// What the page has noted; null when it is one of ours and is not watched.
/// A browser's own error page has the site's address but not its URI.
const NOTES: &str = "if (window.__watch) return window.__watch.seen.splice(0);
    const shown = document.documentURI.startsWith(arguments[0]);
    return shown ? null : []";

impl Test {
    pub(crate) async fn new(browser: Browser, driver: WebDriver) -> Result<Self> {
        let mock = Mock::start(MockOptions::default())?;
        let site = Front::start(bundle()).await?;
        let test = Self {
            browser,
            driver,
            site,
            mock,
            problems: Mutex::default(),
            expected: Mutex::default(),
        };
        test.point_at(&test.mock.url());
        test.window(WIDTH, HEIGHT).await?;
        Ok(test)
    }

    /// Lets the site ask another address for its lists; the single servers
    /// stay with the mock.
    pub fn point_at(&self, api: &str) {
        self.configure("/", api, &self.mock);
        self.site.allow(&format!("{api} {}", self.mock.url()));
    }

    /// Has the site ask another mock for everything: lists, and servers themselves.
    pub fn play(&self, mock: &Mock) {
        self.configure("/", &mock.url(), mock);
        self.site.allow(&mock.url());
    }

    /// Stands before another site, in a folder of its host, that asks the mock.
    pub fn stand_before(&self, site: &str, folder: &str) {
        self.site.stand_before(site);
        self.configure(folder, &self.mock.url(), &self.mock);
    }

    /// The site at `base` gets its lists from `api`, and single servers from a mock.
    fn configure(&self, base: &str, api: &str, instances: &Mock) {
        // The offline service would answer for the site: it has tests of its own.
        let config =
            json!({"api": api, "instance": instances.instance_pattern(), "offline": false});
        let path = format!("{base}config.json");
        self.site.replace(&path, config.to_string());
    }

    /// Starts the mock anew with other lists.
    ///
    /// # Errors
    /// When the lists cannot be read.
    pub fn serve(&mut self, data: DataSource) -> Result<()> {
        self.mock = Mock::start(MockOptions {
            data,
            ..MockOptions::default()
        })?;
        self.point_at(&self.mock.url());
        Ok(())
    }

    /// A file of the site, as a visitor's browser gets it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn file(&self, path: &str) -> Result<Vec<u8>> {
        let answer = reqwest::get(format!("{}{path}", self.site.url())).await?;
        Ok(answer.error_for_status()?.bytes().await?.to_vec())
    }

    /// Empties the browser's storage for this site: the next page is a first
    /// visit.
    ///
    /// # Errors
    /// When the browser shows no page of the site.
    pub async fn forget(&self) -> Result<()> {
        self.js("localStorage.clear(); sessionStorage.clear()")
            .await?;
        Ok(())
    }

    /// Says that a problem with these words belongs to what is tested.
    pub fn expect_problem(&self, words: &'static str) {
        lock(&self.expected).push(words);
    }

    /// Resizes the window so that the page has this many CSS pixels.
    ///
    /// # Errors
    /// When the browser does not go so small.
    pub async fn window(&self, width: u32, height: u32) -> Result<()> {
        if self.browser == Browser::Chromium {
            let size = json!({
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
            });
            let cdp = self.driver.cdp();
            cdp.send_raw("Emulation.setDeviceMetricsOverride", size)
                .await?;
            return Ok(());
        }
        if self.browser == Browser::Firefox {
            // Firefox keeps its window wide enough for its own buttons.
            self.in_firefox_itself(
                "document.documentElement.style.setProperty('min-width', '0', 'important')",
            )
            .await?;
        }
        // A window that has just opened or that is busy keeps its old size for
        // a while: it is asked again until the page says that it fits.
        let mut now = 0;
        for round in 0..8 {
            // Frames and bars take their part: ask for as much more.
            let sizes = self
                .js("return [innerWidth, innerHeight, outerWidth, outerHeight]")
                .await?;
            let (w, h, outer_w, outer_h): (u32, u32, u32, u32) = serde_json::from_value(sizes)?;
            now = w;
            // WebKit's little browser does not go below the width of its toolbar.
            let toolbar = self.browser == Browser::Webkit && width < 460 && round > 0;
            if (w == width || toolbar) && h == height {
                return Ok(());
            }
            let frame = (outer_w.saturating_sub(w), outer_h.saturating_sub(h));
            self.driver
                .set_window_rect(0, 0, width + frame.0, height + frame.1)
                .await?;
            self.settle(width, height).await?;
        }
        ensure!(now == width, "the window is {now} px wide and not {width}");
        Ok(())
    }

    /// Waits until the page has the wanted size, or half a second has passed.
    async fn settle(&self, width: u32, height: u32) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(500) {
            if self.js("return [innerWidth, innerHeight]").await? == json!([width, height]) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Runs a script in Firefox's own window, not in the page.
    async fn in_firefox_itself(&self, script: &str) -> Result<()> {
        self.firefox_context("chrome").await?;
        let ran = self.js(script).await;
        self.firefox_context("content").await?;
        ran.map(drop)
    }

    async fn firefox_context(&self, context: &str) -> Result<()> {
        let driver = self.driver.server_url();
        let address = format!("{driver}session/{}/moz/context", self.driver.session_id());
        let answer = reqwest::Client::new()
            .post(address)
            .header("content-type", "application/json")
            .body(json!({"context": context}).to_string())
            .send()
            .await?;
        let status = answer.status();
        ensure!(
            status.is_success(),
            "geckodriver: {status} {}",
            answer.text().await?
        );
        Ok(())
    }

    /// Goes back in the page's history, in a task of its own: chromedriver waits for a
    /// navigation that a script begins, and reports a timeout ("aborted by navigation")
    /// where that is over before it looks.
    ///
    /// # Errors
    /// When the browser cannot be asked.
    pub async fn go_back(&self) -> Result<()> {
        self.js("setTimeout(() => history.back())").await.map(drop)
    }

    /// Runs a script in the page; what it returns comes back.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn js(&self, script: &str) -> Result<Value> {
        self.js_with(script, Vec::new()).await
    }

    /// Runs a script with `arguments`.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn js_with(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let answer = self.driver.execute(script, arguments).await;
        let answer = answer.with_context(|| format!("in the page: {script}"))?;
        Ok(answer.json().clone())
    }

    /// Reads what the page has noted so far; a page that is left takes its
    /// notes with it.
    pub(crate) async fn note_problems(&self) -> Result<()> {
        let seen = self.js_with(NOTES, vec![json!(self.site.url())]).await?;
        // A page of ours that is not watched would look faultless for ever.
        let watched = self.site.is_watched();
        ensure!(!seen.is_null() || !watched, "the page is not watched");
        let seen = seen.as_array().into_iter().flatten();
        let mut notes: Vec<String> = seen
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect();
        if self.browser == Browser::Chromium {
            for entry in self.driver.get_log("browser").await? {
                let entry = serde_json::to_value(&entry)?;
                // Warnings as well: what the browser makes of our headers and
                // markup is one (`Unrecognized feature: …`).
                let grave = entry["level"] == "SEVERE" || entry["level"] == "WARNING";
                if grave && !is_remark(&entry) {
                    let text = entry["message"].as_str().unwrap_or_default();
                    notes.push(format!("log: {text}"));
                }
            }
        }
        lock(&self.problems).extend(notes);
        Ok(())
    }

    /// The same inside of a frame: the browser's own log is the page's.
    pub(crate) async fn note_frame_problems(&self) -> Result<()> {
        let seen = self.js_with(NOTES, vec![json!(self.site.url())]).await?;
        ensure!(!seen.is_null(), "the frame is not watched");
        let seen = seen.as_array().into_iter().flatten();
        lock(&self.problems).extend(seen.filter_map(|it| it.as_str().map(str::to_owned)));
        Ok(())
    }

    /// What the pages of this test have complained of so far.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn problems(&self) -> Result<Vec<String>> {
        self.note_problems().await?;
        Ok(lock(&self.problems).clone())
    }

    /// Fails when the pages had problems that were not expected.
    pub(crate) async fn no_problems(&mut self) -> Result<()> {
        self.note_problems().await?;
        let expected = lock(&self.expected).clone();
        let mut problems = lock(&self.problems).clone();
        problems.retain(|problem| !expected.iter().any(|words| problem.contains(words)));
        ensure!(
            problems.is_empty(),
            "the page had problems:\n  {}",
            problems.join("\n  ")
        );
        Ok(())
    }

    /// Saves what the browser shows, for a person to look at, and says where; with
    /// the beginning of it, for those who have only what a run has printed.
    pub(crate) async fn keep_evidence(&mut self, name: &str) -> String {
        let folder = target().join("e2e").join(name);
        let shows = self.shows().await;
        let kept = match self.write_evidence(&folder).await {
            Ok(()) => format!("see {}", folder.display()),
            Err(why) => format!("(the page could not be kept: {why:#})"),
        };
        let mut problems = lock(&self.problems).join("; ");
        problems.truncate(problems.floor_char_boundary(PROBLEMS));
        format!("{kept} {shows} (problems: {problems})")
    }

    /// The address, how far the document is, the beginning of its text, whether the
    /// program has drawn it, and which files came, in their order.
    async fn shows(&self) -> String {
        let ask = self.js("const words = document.body?.innerText ?? '(no body)';
             const drawn = document.querySelector('#app[data-app]') ? 'drawn' : 'not drawn';
             const files = performance.getEntriesByType('resource')
               .map((it) => `${it.name.replace(/.*\\//, '')} ${Math.round(it.responseEnd)}`);
             return `(${location.href} is ${document.readyState} and reads `
                 + `“${words.replace(/\\s+/g, ' ').slice(0, 300)}”; ${drawn} by the program; `
                 + `files and milliseconds: ${files.join(', ').slice(0, 600)})`");
        match tokio::time::timeout(Duration::from_secs(10), ask).await {
            Ok(Ok(shows)) => shows.as_str().unwrap_or_default().to_owned(),
            Ok(Err(why)) => format!("(what it shows cannot be asked: {why:#})"),
            Err(_) => "(what it shows cannot be asked: no answer)".to_owned(),
        }
    }

    async fn write_evidence(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        let patience = Duration::from_secs(10);
        let mut notes = String::new();
        if let Ok(Ok(address)) = tokio::time::timeout(patience, self.driver.current_url()).await {
            let _ = writeln!(notes, "address: {address}");
        }
        let _ = tokio::time::timeout(patience, self.note_problems()).await;
        for problem in lock(&self.problems).iter() {
            let _ = writeln!(notes, "{problem}");
        }
        for request in self.site.requests() {
            let _ = writeln!(notes, "site: {request}");
        }
        for request in self.mock.requests() {
            let _ = writeln!(notes, "mock: {} {}", request.method, request.path);
        }
        std::fs::write(folder.join("notes.txt"), notes)?;
        let source = tokio::time::timeout(patience, self.driver.source()).await??;
        std::fs::write(folder.join("page.html"), source)?;
        let picture = folder.join("screen.png");
        tokio::time::timeout(patience, self.driver.screenshot(&picture)).await??;
        Ok(())
    }
}

/// What is no fault of the page: a failed request is the browser's remark on what a
/// test did on purpose (that the page copes is what the test looks at), and
/// `console.warn` is the page's own remark, which `watch.js` keeps. Of a picker
/// on the site's own pages the browser says that its sandbox is none: it is there
/// for the pages of others, whose origin is another.
fn is_remark(entry: &Value) -> bool {
    let text = entry["message"].as_str().unwrap_or_default();
    entry["source"] == "network"
        || entry["source"] == "console-api" && entry["level"] == "WARNING"
        || text.contains("can escape its sandboxing")
        // The icons of a page that was left while they came.
        || text.contains("icon from the Manifest") && text.starts_with("about:blank")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The address of the built bundle as it is really served: once for the whole
/// run, for it only reads. None when there is no bundle: the tests of the
/// harness do without, all others then say what is missing.
fn bundle() -> Option<String> {
    static SITE: OnceLock<Option<Site>> = OnceLock::new();
    let start = || {
        let dir = environment().dist.clone();
        Site::start(SiteOptions {
            dir,
            ..SiteOptions::default()
        })
        .ok()
    };
    let site = SITE.get_or_init(start).as_ref()?;
    Some(site.url().trim_end_matches('/').to_owned())
}

fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| paths::root().join("target"), PathBuf::from)
}
