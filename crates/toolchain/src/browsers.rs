//! The browsers of the end-to-end tests and the programs that drive them.
//!
//! `cargo xtask test` finds or installs them and passes them to the tests as
//! environment variables; the package `e2e` reads them back with
//! [`TestEnv::from_env`].
//!
//! | variable | what |
//! |---|---|
//! | [`SPREAD_DIST`] | the built bundle, an absolute path |
//! | [`SPREAD_BROWSERS`] | the browsers to test, comma-separated |
//! | [`CHROMEDRIVER`], [`CHROMIUM`] | the driver of Chromium, and Chromium |
//! | [`GECKODRIVER`], [`FIREFOX`] | the driver of Firefox, and Firefox |
//! | [`WEBKITDRIVER`], [`MINIBROWSER`] | the driver of WebKitGTK, and its small browser |
//! | [`AXE_CORE`] | the script `axe.min.js`, which finds mistakes in accessibility |
//! | [`XVFB_RUN`] | `xvfb-run`: WebKit's browser cannot do without a screen |

use crate::paths::{find_program, is_executable};
use crate::{debian, tools};
use anyhow::{Context, Result, anyhow, bail};
use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The bundle under test.
pub const SPREAD_DIST: &str = "SPREAD_DIST";
/// The browsers to test.
pub const SPREAD_BROWSERS: &str = "SPREAD_BROWSERS";
/// Chromium's driver.
pub const CHROMEDRIVER: &str = "CHROMEDRIVER";
/// Chromium.
pub const CHROMIUM: &str = "CHROMIUM";
/// Firefox's driver.
pub const GECKODRIVER: &str = "GECKODRIVER";
/// Firefox.
pub const FIREFOX: &str = "FIREFOX";
/// WebKitGTK's driver.
pub const WEBKITDRIVER: &str = "WEBKITDRIVER";
/// WebKitGTK's browser.
pub const MINIBROWSER: &str = "MINIBROWSER";
/// The script that finds mistakes in accessibility.
pub const AXE_CORE: &str = "AXE_CORE";
/// Lends WebKit a screen.
pub const XVFB_RUN: &str = "XVFB_RUN";

/// An engine the site must work in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, clap::ValueEnum)]
pub enum Browser {
    /// Blink, as in Chrome and Edge.
    Chromium,
    /// Gecko.
    Firefox,
    /// The engine of Safari, here as WebKitGTK.
    Webkit,
}

impl Browser {
    /// All of them, in the order they are tested.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// Its name in commands and variables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver"],
            Self::Firefox => &["firefox-esr"],
            Self::Webkit => &["webkit2gtk-driver", "xvfb", "xauth"],
        }
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Browser {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|browser| browser.name() == text)
            .ok_or_else(|| anyhow!("{text} is none of: chromium, firefox, webkit"))
    }
}

/// Where the browsers and drivers are. Those of browsers that are not tested
/// may be `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drivers {
    /// `chromedriver`
    pub chromedriver: Option<PathBuf>,
    /// `chromium` (or `google-chrome`)
    pub chromium: Option<PathBuf>,
    /// `geckodriver`
    pub geckodriver: Option<PathBuf>,
    /// `firefox` (or `firefox-esr`)
    pub firefox: Option<PathBuf>,
    /// `WebKitWebDriver`
    pub webkitdriver: Option<PathBuf>,
    /// `MiniBrowser`
    pub minibrowser: Option<PathBuf>,
    /// `xvfb-run`
    pub xvfb_run: Option<PathBuf>,
}

impl Drivers {
    /// What is on this machine now, without installing anything.
    pub fn find() -> Self {
        let any = |names: &[&str]| names.iter().find_map(|name| find_program(name));
        Self {
            chromedriver: any(&["chromedriver"]),
            chromium: any(&["chromium", "chromium-browser", "google-chrome"]),
            geckodriver: any(&["geckodriver"]),
            firefox: any(&["firefox-esr", "firefox"]),
            webkitdriver: any(&["WebKitWebDriver"]),
            minibrowser: find_minibrowser(),
            xvfb_run: any(&["xvfb-run"]),
        }
    }

    /// Finds or installs what these browsers need.
    ///
    /// # Errors
    /// When something is missing and cannot be installed: a browser that
    /// cannot be tested is a failure, not something to skip.
    pub fn ensure(browsers: &[Browser]) -> Result<Self> {
        let mut found = Self::find();
        let lacking: Vec<&str> = browsers
            .iter()
            .filter(|browser| !found.has(**browser))
            .flat_map(|browser| browser.packages().iter().copied())
            .collect();
        if !lacking.is_empty() {
            let names: Vec<&str> = browsers.iter().map(|b| b.name()).collect();
            let why = format!("the tests run in {}", names.join(", "));
            debian::ensure(&lacking, &why)?;
            found = Self::find();
        }
        if browsers.contains(&Browser::Firefox) {
            found.geckodriver = Some(tools::ensure_geckodriver()?);
        }
        if let Some(browser) = browsers.iter().find(|browser| !found.has(**browser)) {
            bail!(
                "{browser} is still missing after its packages were installed ({}); what was \
                 found: {found:?}",
                browser.packages().join(", ")
            );
        }
        Ok(found)
    }

    /// Whether this browser can be tested, geckodriver aside: that one does
    /// not come with the system's packages.
    fn has(&self, browser: Browser) -> bool {
        match browser {
            Browser::Chromium => self.chromedriver.is_some() && self.chromium.is_some(),
            Browser::Firefox => self.firefox.is_some(),
            Browser::Webkit => {
                self.webkitdriver.is_some() && self.minibrowser.is_some() && self.xvfb_run.is_some()
            }
        }
    }

    fn fields(&self) -> [(&'static str, &Option<PathBuf>); 7] {
        [
            (CHROMEDRIVER, &self.chromedriver),
            (CHROMIUM, &self.chromium),
            (GECKODRIVER, &self.geckodriver),
            (FIREFOX, &self.firefox),
            (WEBKITDRIVER, &self.webkitdriver),
            (MINIBROWSER, &self.minibrowser),
            (XVFB_RUN, &self.xvfb_run),
        ]
    }
}

/// The small browser lives in the library's own folder, named after the
/// machine and the version: `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/`.
fn find_minibrowser() -> Option<PathBuf> {
    if let Some(program) = find_program("MiniBrowser") {
        return Some(program);
    }
    let folders = |dir: PathBuf| {
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        entries
            .map(|entry| entry.path())
            .filter(|path| path.is_dir())
    };
    let mut found: Vec<PathBuf> = ["/usr/lib", "/usr/libexec", "/usr/lib64"]
        .into_iter()
        .flat_map(|dir| folders(dir.into()))
        .flat_map(|dir| std::iter::once(dir.clone()).chain(folders(dir)))
        .filter(|dir| {
            let name = dir.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("webkit")
        })
        .map(|dir| dir.join("MiniBrowser"))
        .filter(|file| is_executable(file))
        .collect();
    // The newest of several, so that all runs use the same.
    found.sort();
    found.pop()
}

/// What the end-to-end tests are told by `cargo xtask test`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestEnv {
    /// The built bundle.
    pub dist: PathBuf,
    /// The browsers to test.
    pub browsers: Vec<Browser>,
    /// Where they are.
    pub drivers: Drivers,
    /// The script of axe-core.
    pub axe: PathBuf,
}

impl TestEnv {
    /// The environment variables that carry it.
    pub fn vars(&self) -> Vec<(&'static str, OsString)> {
        let names: Vec<&str> = self.browsers.iter().map(|b| b.name()).collect();
        let mut vars = vec![
            (SPREAD_DIST, self.dist.clone().into_os_string()),
            (SPREAD_BROWSERS, names.join(",").into()),
            (AXE_CORE, self.axe.clone().into_os_string()),
        ];
        for (key, path) in self.drivers.fields() {
            if let Some(path) = path {
                vars.push((key, path.clone().into_os_string()));
            }
        }
        vars
    }

    /// Reads the variables back.
    ///
    /// # Errors
    /// When they are not set: the tests were not started by `cargo xtask test`.
    pub fn from_env() -> Result<Self> {
        Self::from_vars(|key| env::var_os(key))
    }

    fn from_vars(var: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let path = |key: &str| var(key).filter(|v| !v.is_empty()).map(PathBuf::from);
        let missing = "the end-to-end tests are started with: cargo xtask test";
        let browsers = var(SPREAD_BROWSERS).context(missing)?;
        let browsers = browsers
            .to_string_lossy()
            .split(',')
            .map(str::parse)
            .collect::<Result<_>>()
            .with_context(|| format!("{SPREAD_BROWSERS} is not readable"))?;
        Ok(Self {
            dist: path(SPREAD_DIST).context(missing)?,
            // The page report does without it.
            axe: path(AXE_CORE).unwrap_or_default(),
            browsers,
            drivers: Drivers {
                chromedriver: path(CHROMEDRIVER),
                chromium: path(CHROMIUM),
                geckodriver: path(GECKODRIVER),
                firefox: path(FIREFOX),
                webkitdriver: path(WEBKITDRIVER),
                minibrowser: path(MINIBROWSER),
                xvfb_run: path(XVFB_RUN),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn the_tests_read_what_the_command_wrote() {
        let given = TestEnv {
            dist: "/repo/dist".into(),
            axe: "/cache/axe.min.js".into(),
            browsers: vec![Browser::Firefox, Browser::Webkit],
            drivers: Drivers {
                geckodriver: Some("/cache/geckodriver".into()),
                firefox: Some("/usr/bin/firefox".into()),
                webkitdriver: Some("/usr/bin/WebKitWebDriver".into()),
                minibrowser: Some("/usr/lib/MiniBrowser".into()),
                xvfb_run: Some("/usr/bin/xvfb-run".into()),
                ..Drivers::default()
            },
        };
        let vars: HashMap<_, _> = given.vars().into_iter().collect();
        let read = TestEnv::from_vars(|key| vars.get(key).cloned()).unwrap();
        assert_eq!(read, given);
    }

    #[test]
    fn tests_started_by_hand_say_how_to_start_them() {
        let err = TestEnv::from_vars(|_| None).unwrap_err();
        assert!(err.to_string().contains("cargo xtask test"), "{err}");
    }

    #[test]
    fn an_unknown_browser_is_refused() {
        let err = "netscape".parse::<Browser>().unwrap_err();
        assert_eq!(
            err.to_string(),
            "netscape is none of: chromium, firefox, webkit"
        );
    }

    #[test]
    fn half_a_browser_is_none() {
        let mut drivers = Drivers {
            chromium: Some("/usr/bin/chromium".into()),
            ..Drivers::default()
        };
        assert!(!drivers.has(Browser::Chromium));
        drivers.chromedriver = Some("/usr/bin/chromedriver".into());
        assert!(drivers.has(Browser::Chromium));
        drivers.webkitdriver = Some("/usr/bin/WebKitWebDriver".into());
        assert!(!drivers.has(Browser::Webkit));
    }
}
