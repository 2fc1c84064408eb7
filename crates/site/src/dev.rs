//! `cargo xtask dev`: rebuilds and reloads while you edit, against a mock of
//! the outside world, so that a day of work asks nothing of other people's
//! servers.

use crate::build;
use crate::dist::Dist;
use crate::files;
use crate::server::Site;
use crate::trunk::trunk_config;
use anyhow::{Context, Result};
use mock_api::{DataSource, Mock, MockOptions};
use std::env;
use std::fs;
use std::path::PathBuf;
use toolchain::paths;
use toolchain::run;
use toolchain::toolbox::Toolbox;

/// Carries the text of config.json from [`dev`] to [`hook`].
const CONFIG: &str = "SPREAD_DEV_CONFIG";

/// Which API the page in development talks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Api {
    /// The one in `public/config.json`.
    Configured,
    /// Our mock, with a folder of data or its own small set of servers.
    Mock(Option<PathBuf>),
}

/// Runs Trunk's watcher on this port until Ctrl+C.
///
/// # Errors
/// When the port is taken or something cannot be set up.
pub fn dev(port: u16, api: Api) -> Result<()> {
    Site::check_port(port)?;
    let toolbox = Toolbox::ensure()?;
    let mock = match api {
        Api::Configured => None,
        Api::Mock(folder) => Some(Mock::start(MockOptions {
            data: folder.map_or(DataSource::BuiltIn, DataSource::Folder),
            ..MockOptions::default()
        })?),
    };
    let dir = paths::wasm_target().join("dev");
    fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
    let own = fs::read_to_string(paths::root().join("Trunk.toml")).unwrap_or_default();
    let this = env::current_exe().context("this program cannot find itself")?;
    let config = dir.join("Trunk.toml");
    fs::write(&config, trunk_config(&own, &paths::root(), Some(&this))?)?;
    let mut trunk = toolbox.trunk(false)?;
    if let Some(mock) = &mock {
        run::step(format!("The mock API answers on {}", mock.url()));
        let own = fs::read_to_string(paths::root().join("public/config.json"))
            .context("cannot read public/config.json")?;
        trunk = trunk.env(CONFIG, mocked(&own, &mock.url(), &mock.instance_pattern())?);
    }
    run::step(format!(
        "Watching; after the first build the page is on http://127.0.0.1:{port}/"
    ));
    trunk
        .args(["serve", "--address", "127.0.0.1"])
        .args(["--port", &port.to_string(), "--config"])
        .arg(&config)
        .arg("--dist")
        .arg(dir.join("dist"))
        .shown()
}

/// What Trunk calls at the end of each build, its own (`trunk serve`, `trunk
/// build`) or that of `cargo xtask dev`: adds to its staging folder what Trunk
/// does not know about.
///
/// # Errors
/// When Trunk did not call it, or a step fails.
pub fn hook() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .context("this command is for Trunk to call; you mean: cargo xtask dev")?;
    let public_url = env::var("TRUNK_PUBLIC_URL").unwrap_or_default();
    let dist = Dist {
        dir: staging.into(),
        public_url: public_url.parse().unwrap_or_default(),
    };
    let index = files::text(&dist, "index.html")?;
    build::complete(&dist)?;
    // Trunk reloads only its own page, whose place ours take.
    if let Some(reloader) = reloader(&index) {
        for page in files::files(&dist.dir)? {
            if files::ending(&page) == "html" {
                let html = files::text(&dist, &page)?;
                let html = html.replacen("</body>", &format!("{reloader}</body>"), 1);
                files::write(&dist, &page, html)?;
            }
        }
    }
    let file = dist.dir.join("config.json");
    let config = match env::var(CONFIG) {
        Ok(config) => config,
        Err(_) => fs::read_to_string(&file)?,
    };
    fs::write(file, online(&config)?)?;
    Ok(())
}

/// The script by which a page hears from Trunk of a new build. Trunk puts it into
/// its own page only, which ours take the place of; what it is to fill in, it fills
/// in on the way to the browser.
fn reloader(index: &str) -> Option<&str> {
    let within = index.find("{{__TRUNK_ADDRESS__}}")?;
    let start = index[..within].rfind("<script")?;
    let end = within + index[within..].find("</script>")?;
    index.get(start..end + "</script>".len())
}

/// The site's settings without the offline service: one that `serve` left in
/// the browser under the same address would go on showing its own build.
fn online(config: &str) -> Result<String> {
    let mut config: serde_json::Value = serde_json::from_str(config)?;
    config["offline"] = false.into();
    Ok(config.to_string())
}

/// The site's settings, with the mock in the place of the outside world.
fn mocked(config: &str, api: &str, instance: &str) -> Result<String> {
    let mut config: serde_json::Value = serde_json::from_str(config)?;
    config["api"] = api.into();
    config["instance"] = instance.into();
    Ok(config.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mock_takes_the_place_of_the_outside_world_alone() {
        let own = r#"{"api":"https://api.example.org","other":1}"#;
        let config = mocked(own, "http://mock", "http://mock/{domain}").unwrap();
        let config: serde_json::Value = serde_json::from_str(&config).unwrap();
        assert_eq!(config["api"], "http://mock");
        assert_eq!(config["instance"], "http://mock/{domain}");
        assert_eq!(config["other"], 1);
    }

    #[test]
    fn what_serve_left_in_the_browser_does_not_stand_in_the_way() {
        let config: serde_json::Value =
            serde_json::from_str(&online(r#"{"api":"x","offline":true}"#).unwrap()).unwrap();
        assert_eq!(config, serde_json::json!({"api": "x", "offline": false}));
    }

    #[test]
    fn the_reloading_script_is_found_in_trunk_s_page() {
        let script = "<script>const address = '{{__TRUNK_ADDRESS__}}';</script>";
        let page = format!("<body><script src=a></script>{script}<script></script></body>");
        assert_eq!(reloader(&page), Some(script));
        assert_eq!(reloader("<body><script></script></body>"), None);
    }
}
