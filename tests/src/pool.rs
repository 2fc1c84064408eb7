//! Browsers at work, shared between tests: starting one takes seconds.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use crate::browser::{self, Browser, Profile};
use crate::process::{self, Process};

/// A browser under control.
#[derive(Debug)]
pub struct Session {
    /// The remote control.
    pub driver: WebDriver,
    browser: Browser,
    profile: Profile,
    // After `driver`, so that it is still there when that says goodbye.
    _process: Process,
}

impl Session {
    /// Starts a driver of its own and a browser with it: geckodriver and
    /// WebKitWebDriver serve one session each.
    async fn start(browser: Browser, profile: &Profile) -> Result<Self> {
        let program = browser::driver(browser)?;
        let port = process::free_port()?;
        let mut environment = browser::variables(browser, profile);
        if browser == Browser::Webkit {
            environment.push(("DISPLAY", process::display()?));
        }
        let process = Process::start(&program, &browser::driver_args(browser, port), &environment)?;
        process::wait_for_port(port, Duration::from_secs(20))
            .with_context(|| format!("{} does not come up", program.display()))?;
        let capabilities: Capabilities =
            serde_json::from_value(browser::capabilities(browser, profile)?)?;
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .request_timeout(Duration::from_secs(120))
            .await
            .with_context(|| format!("{} does not start a browser", program.display()))?;
        driver.set_script_timeout(Duration::from_secs(90)).await?;
        driver
            .set_page_load_timeout(Duration::from_secs(30))
            .await?;
        if browser == Browser::Chromium {
            prefer_colours(&driver, profile).await?;
        }
        Ok(Self {
            driver,
            browser,
            profile: profile.clone(),
            _process: process,
        })
    }

    /// Leaves the page, and windows that a test opened besides.
    async fn tidy(&self) -> Result<()> {
        let windows = self.driver.windows().await?;
        let kept = match self.browser {
            // A tab has 50 entries of history at most. From one that is full, Chromium
            // takes out the oldest entry that was left without a click: with a long
            // past of other tests, one of the next test's own.
            Browser::Chromium => self.driver.new_tab().await?,
            _ => windows.first().context("no window is left")?.clone(),
        };
        for window in windows.into_iter().filter(|it| *it != kept) {
            self.driver.switch_to_window(window).await?;
            self.driver.close_window().await?;
        }
        self.driver.switch_to_window(kept).await?;
        self.driver.goto("about:blank").await?;
        if self.browser == Browser::Chromium {
            prefer_colours(&self.driver, &self.profile).await?;
            // A tab opened by the driver stays behind: no focus event reaches its page.
            let cdp = self.driver.cdp();
            cdp.send_raw("Page.bringToFront", json!({})).await?;
            // What the last test's page wrote is not the next one's.
            self.driver.get_log("browser").await?;
        }
        Ok(())
    }

    async fn end(self) {
        // The guard ends what does not go by itself.
        let _ = tokio::time::timeout(Duration::from_secs(10), self.driver.clone().quit()).await;
    }
}

/// Sets the colours that the present tab of a Chromium prefers.
async fn prefer_colours(driver: &WebDriver, profile: &Profile) -> Result<()> {
    let scheme = if profile.dark { "dark" } else { "light" };
    let feature = json!({"name": "prefers-color-scheme", "value": scheme});
    let media = json!({"features": [feature]});
    driver
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", media)
        .await?;
    Ok(())
}

/// Idle sessions, the longest idle first.
#[derive(Debug, Default)]
pub struct Pool {
    idle: Mutex<Vec<Session>>,
}

/// More idle browsers than this are not worth their memory.
const IDLE_AT_MOST: usize = 4;

impl Pool {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An idle session of that kind, or a new one.
    ///
    /// # Errors
    /// When the browser does not start, twice in a row.
    pub async fn take(&self, browser: Browser, profile: &Profile) -> Result<Session> {
        let fits = |it: &Session| it.browser == browser && it.profile == *profile;
        let found = {
            let mut idle = self.idle();
            idle.iter().position(fits).map(|index| idle.remove(index))
        };
        if let Some(session) = found {
            return Ok(session);
        }
        match Session::start(browser, profile).await {
            Ok(session) => Ok(session),
            // On a busy machine a browser sometimes misses its driver's patience.
            Err(_) => Session::start(browser, profile).await,
        }
    }

    /// Takes a session back after a test that went well.
    pub async fn give(&self, session: Session) {
        if session.tidy().await.is_err() {
            session.end().await;
            return;
        }
        let surplus = {
            let mut idle = self.idle();
            idle.push(session);
            (idle.len() > IDLE_AT_MOST).then(|| idle.remove(0))
        };
        if let Some(session) = surplus {
            session.end().await;
        }
    }

    /// Ends a session whose test went wrong: who knows what it left behind.
    pub async fn discard(&self, session: Session) {
        session.end().await;
    }

    /// Ends all.
    pub async fn close(&self) {
        let all = std::mem::take(&mut *self.idle());
        for session in all {
            session.end().await;
        }
    }
}
