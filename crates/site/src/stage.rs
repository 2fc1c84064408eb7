//! The built site as it is measured on an emulated phone: with the directory API
//! and the servers on its own origin.

use crate::files;
use crate::publish::compress;
use crate::server::{Site, SiteOptions};
use anyhow::{Context, Result};
use mock_api::{DataSource, Mock, MockOptions};
use picker::date::Date;
use picker::decode;
use picker::live::{ACTIVITY, Api};
use picker::model::Source;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use toolchain::paths;

/// A results link, with answers as somebody would share it.
pub const RESULTS: &str = "servers/?v=1&topic=art&lang=en&seed=5";

/// The embed, which is no page for search engines.
pub const EMBED: &str = "embed/";

/// What is measured: the routes that the bundle has.
#[must_use]
pub fn routes(dist: &Path) -> Vec<&'static str> {
    let routes = [
        "",
        "servers/",
        "servers/all/",
        "servers/map/",
        RESULTS,
        "articles/",
        EMBED,
    ];
    routes
        .into_iter()
        .filter(|route| {
            let folder = route.split('?').next().unwrap_or_default();
            dist.join(folder).join("index.html").is_file()
        })
        .collect()
}

/// A copy of the bundle that has an API on its own origin, so that the policy
/// stays as it is and the lists cost what they cost. `data` is a folder with
/// recorded lists in place of the mock's own.
///
/// # Errors
/// When there is no bundle, or a file cannot be written.
pub fn prepare(dist: &Path, data: Option<PathBuf>) -> Result<PathBuf> {
    let stage = paths::target().join("page-report");
    if stage.exists() {
        fs::remove_dir_all(&stage)?;
    }
    for path in files::files(dist).context("build first: cargo xtask build")? {
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
    let (br, gz) = (compress::brotli(&list)?, compress::gzip(&list)?);
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
    // All servers answer here: other sites are out of the policy's reach and ours.
    // And the offline service, which begins after the page is there, stays out of the numbers.
    let config = r#"{"api":"/api","instance":"/api/at/{domain}","offline":false}"#;
    Site::start(SiteOptions {
        dir: stage.to_path_buf(),
        config_json: Some(config.to_owned()),
        ..SiteOptions::default()
    })
}
