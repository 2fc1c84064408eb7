//! The three engines, and what to ask of each when it starts.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// A browser engine that the site must work in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Browser {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, by WebKitWebDriver.
    Webkit,
}

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

    /// A visitor whose browser asks for these languages.
    #[must_use]
    pub fn speaking(languages: &[&'static str]) -> Self {
        Self {
            languages: languages.to_vec(),
            ..Self::default()
        }
    }
}

impl Browser {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// Its name in `SPREAD_BROWSERS` and in the names of tests.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// The browsers to run: those of `SPREAD_BROWSERS`, else all.
    ///
    /// # Errors
    /// When a name is none of the three.
    pub fn chosen() -> Result<Vec<Self>> {
        let Ok(names) = env::var("SPREAD_BROWSERS") else {
            return Ok(Self::ALL.to_vec());
        };
        names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| {
                let known = Self::ALL.into_iter().find(|browser| browser.key() == name);
                known.with_context(|| {
                    format!("SPREAD_BROWSERS: `{name}` is none of chromium, firefox, webkit")
                })
            })
            .collect()
    }

    /// The driver: as the environment names it, else on the path, else where
    /// `cargo xtask` installs it.
    pub(crate) fn driver(self) -> Result<PathBuf> {
        let (variable, program) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver"),
            Self::Webkit => ("WEBKITDRIVER", "WebKitWebDriver"),
        };
        if let Some(path) = env::var_os(variable) {
            return Ok(path.into());
        }
        if let Some(path) = on_path(program).or_else(|| in_cache(program)) {
            return Ok(path);
        }
        bail!("{program} was not found; `cargo xtask test` sets it up, or {variable} names it")
    }

    pub(crate) fn driver_args(self, port: u16) -> Vec<String> {
        let mut args = vec![format!("--port={port}")];
        if self == Self::Firefox {
            // Its default is a fixed port, which two drivers would fight over.
            args.push("--websocket-port=0".into());
        }
        args
    }

    /// What the driver's own environment must say for this profile.
    pub(crate) fn environment(self, profile: &Profile) -> Vec<(&'static str, String)> {
        let mut variables = Vec::new();
        if let Some(first) = profile.languages.first() {
            variables.push(("LANGUAGE", profile.languages.join(":")));
            if self == Self::Webkit {
                variables.push(("LANG", format!("{first}.UTF-8")));
            }
        }
        if self == Self::Webkit && profile.dark {
            variables.push(("GTK_THEME", "Adwaita:dark".into()));
        }
        variables
    }

    pub(crate) fn capabilities(self, profile: &Profile) -> Result<Value> {
        Ok(match self {
            Self::Chromium => chromium(profile),
            Self::Firefox => firefox(profile),
            Self::Webkit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {
                    "binary": mini_browser()?,
                    "args": ["--automation"],
                },
            }),
        })
    }
}

fn chromium(profile: &Profile) -> Value {
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
    let mut options = json!({"args": args});
    if let Some(first) = profile.languages.first() {
        options["args"]
            .as_array_mut()
            .into_iter()
            .for_each(|args| args.push(json!(format!("--lang={first}"))));
        options["prefs"] = json!({"intl.accept_languages": profile.languages.join(",")});
    }
    if let Some(binary) = env::var_os("CHROMIUM") {
        options["binary"] = json!(binary.to_string_lossy());
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL"},
    })
}

fn firefox(profile: &Profile) -> Value {
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
    if let Some(binary) = env::var_os("FIREFOX") {
        options["binary"] = json!(binary.to_string_lossy());
    }
    json!({"browserName": "firefox", "moz:firefoxOptions": options})
}

/// The little browser that comes with the WebKitGTK library, in a folder that
/// is named after the architecture.
fn mini_browser() -> Result<PathBuf> {
    if let Some(path) = env::var_os("MINIBROWSER") {
        return Ok(path.into());
    }
    let mut roots = vec![
        PathBuf::from("/usr/lib"),
        "/usr/lib64".into(),
        "/usr/libexec".into(),
    ];
    if let Ok(folders) = std::fs::read_dir("/usr/lib") {
        roots.extend(folders.flatten().map(|entry| entry.path()));
    }
    let places = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];
    let paths = roots
        .iter()
        .flat_map(|root| places.map(|place| root.join(place).join("MiniBrowser")));
    paths.into_iter().find(|path| path.is_file()).context(
        "WebKit's MiniBrowser was not found; on Debian it comes with webkit2gtk-driver's library, \
         elsewhere MINIBROWSER names it",
    )
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn in_cache(program: &str) -> Option<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".cache")))?;
    let tools = std::fs::read_dir(cache.join("spread-mastodon/tools")).ok()?;
    tools
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            name.to_string_lossy().starts_with(&format!("{program}-"))
        })
        .map(|entry| entry.path().join("bin").join(program))
        .find(|file| file.is_file())
}
