//! The three engines, and what to ask of each when it starts.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use toolchain::browsers::{Drivers, TestEnv};

pub use toolchain::browsers::Browser;

/// What a visitor's system says of them. Browsers learn it at their start, so
/// each profile has sessions of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Profile {
    /// The dark colour scheme.
    pub dark: bool,
    /// Less motion.
    pub reduced_motion: bool,
    /// Languages, best first; none for the browser's own.
    pub languages: Vec<&'static str>,
    /// More changes of the address than a browser thinks healthy: Chromium
    /// ignores `history.pushState` after 200 calls in ten seconds.
    pub hurried: bool,
}

impl Profile {
    /// A visitor with a dark screen.
    #[must_use]
    pub fn dark() -> Self {
        Self {
            dark: true,
            ..Self::default()
        }
    }

    /// A test that goes through more pages than anybody could read.
    #[must_use]
    pub fn hurried() -> Self {
        Self {
            hurried: true,
            ..Self::default()
        }
    }

    /// A visitor whose browser asks for these languages.
    #[must_use]
    pub fn speaking(languages: &[&'static str]) -> Self {
        Self {
            languages: languages.to_vec(),
            ..Self::default()
        }
    }
}

/// What to test and with which programs: as `cargo xtask test` says, or, for
/// `cargo test -p e2e` by hand, all that is on this machine and `dist/`.
pub(crate) fn environment() -> &'static TestEnv {
    static ENVIRONMENT: OnceLock<TestEnv> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        TestEnv::from_env().unwrap_or_else(|_| TestEnv {
            dist: toolchain::paths::dist(),
            browsers: by_hand(),
            drivers: Drivers::find(),
            axe: toolchain::tools::ensure_axe().unwrap_or_default(),
        })
    })
}

fn by_hand() -> Vec<Browser> {
    let named = env::var(toolchain::browsers::SPREAD_BROWSERS).unwrap_or_default();
    let mut named: Vec<Browser> = named.split(',').flat_map(str::parse).collect();
    if named.is_empty() {
        named = Browser::ALL.to_vec();
    }
    named
}

/// The driver of a browser.
pub(crate) fn driver(browser: Browser) -> Result<PathBuf> {
    let drivers = &environment().drivers;
    let found = match browser {
        Browser::Chromium => drivers.chromedriver.clone(),
        Browser::Webkit => drivers.webkitdriver.clone(),
        Browser::Firefox => match &drivers.geckodriver {
            Some(path) => Some(path.clone()),
            None => Some(toolchain::tools::ensure_geckodriver()?),
        },
    };
    found.with_context(|| format!("no driver for {browser}; `cargo xtask test` sets it up"))
}

pub(crate) fn driver_args(browser: Browser, port: u16) -> Vec<String> {
    let mut args = vec![format!("--port={port}")];
    if browser == Browser::Firefox {
        // Its default is a fixed port, which two drivers would fight over.
        args.push("--websocket-port=0".into());
        // To let the window be as narrow as a phone: see `Test::window`.
        args.push("--allow-system-access".into());
    }
    args
}

/// What the driver's own environment must say for a profile.
pub(crate) fn variables(browser: Browser, profile: &Profile) -> Vec<(&'static str, String)> {
    let mut variables = Vec::new();
    if !profile.languages.is_empty() {
        variables.push(("LANGUAGE", profile.languages.join(":")));
    }
    if browser == Browser::Webkit && profile.dark {
        variables.push(("GTK_THEME", "Adwaita:dark".into()));
    }
    variables
}

pub(crate) fn capabilities(browser: Browser, profile: &Profile) -> Result<Value> {
    let drivers = &environment().drivers;
    Ok(match browser {
        Browser::Chromium => chromium(profile, drivers.chromium.as_deref()),
        Browser::Firefox => firefox(profile, drivers.firefox.as_deref()),
        Browser::Webkit => {
            let binary = drivers.minibrowser.as_ref();
            let binary = binary.context("WebKit's MiniBrowser was not found")?;
            json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {"binary": binary, "args": ["--automation"]},
            })
        }
    })
}

fn chromium(profile: &Profile, binary: Option<&Path>) -> Value {
    let mut args: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
    ]
    .map(str::to_owned)
    .to_vec();
    if profile.reduced_motion {
        args.push("--force-prefers-reduced-motion".into());
    }
    if profile.hurried {
        args.push("--disable-ipc-flooding-protection".into());
    }
    let mut options = json!({"args": args});
    if let Some(first) = profile.languages.first() {
        options["args"]
            .as_array_mut()
            .into_iter()
            .for_each(|args| args.push(json!(format!("--lang={first}"))));
        options["prefs"] = json!({"intl.accept_languages": profile.languages.join(",")});
    }
    if let Some(binary) = binary {
        options["binary"] = json!(binary);
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL"},
    })
}

fn firefox(profile: &Profile, binary: Option<&Path>) -> Value {
    let mut prefs = json!({
        // 0 is dark, 1 is light.
        "layout.css.prefers-color-scheme.content-override": if profile.dark { 0 } else { 1 },
        "ui.prefersReducedMotion": u8::from(profile.reduced_motion),
        // No visits to anyone's servers while we test.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "app.normandy.enabled": false,
        "browser.safebrowsing.downloads.remote.enabled": false,
    });
    if !profile.languages.is_empty() {
        prefs["intl.accept_languages"] = json!(profile.languages.join(","));
    }
    let mut options = json!({"args": ["-headless"], "prefs": prefs});
    if let Some(binary) = binary {
        options["binary"] = json!(binary);
    }
    json!({"browserName": "firefox", "moz:firefoxOptions": options})
}
