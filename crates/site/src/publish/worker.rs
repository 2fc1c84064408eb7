//! The service worker: `public/sw.js` with the name and files of this build.

use crate::digest::{integrity, sha256};
use crate::dist::Dist;
use crate::files::{bytes, ending, files, write};
use crate::headers;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use toolchain::paths;

/// What is not kept on the visitor's device: other people's frames, what only
/// machines read, pictures for link previews, and parts of the list of servers, which
/// is kept as a whole.
fn is_kept(path: &str) -> bool {
    let kept = ["html", "css", "js", "wasm", "svg"].contains(&ending(path));
    let data = ["directory.json", "meanings.json", "404.json"].contains(&path)
        || path.starts_with("locales/")
        || path.rsplit('/').next() == Some("page.json");
    let part = path
        .strip_prefix("servers/all/")
        .is_some_and(|rest| rest.contains('/'));
    (kept || data) && !part && !headers::is_for_frames(path)
}

/// Writes `sw.js`.
///
/// # Errors
/// When `public/sw.js` has no place for the build any more, or a file cannot
/// be read.
pub fn apply(dist: &Dist) -> Result<()> {
    let file = paths::root().join("public/sw.js");
    let source =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    write(dist, "sw.js", filled(&source, &kept(dist)?)?)
}

/// The files that are kept, and the integrity of each.
fn kept(dist: &Dist) -> Result<BTreeMap<String, String>> {
    let all = files(&dist.dir)?;
    let kept = all
        .into_iter()
        .filter(|path| path != "sw.js" && is_kept(path));
    kept.map(|path| {
        let integrity = integrity(&bytes(dist, &path)?);
        Ok((path, integrity))
    })
    .collect()
}

fn filled(source: &str, files: &BTreeMap<String, String>) -> Result<String> {
    let files = serde_json::to_string(files)?;
    // The same files and the same code, the same build: two workers must not
    // keep theirs under one name.
    let build = &sha256(format!("{source}{files}").as_bytes())[..16];
    let mut text = source.to_owned();
    for (place, with) in [
        ("\"@build@\"", format!("\"{build}\"")),
        ("const FILES = {};", format!("const FILES = {files};")),
    ] {
        if text.matches(place).count() != 1 {
            bail!("public/sw.js must have exactly one {place}");
        }
        text = text.replace(place, &with);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dist;

    #[test]
    fn the_worker_knows_the_pages_and_what_they_need() {
        let (_dir, dist) = dist(
            "/",
            &[
                ("index.html", "home"),
                ("about/index.html", "about"),
                ("app-0123456789abcdef.js", "js"),
                ("directory.json", "{}"),
                ("servers/all/index.html", "all"),
                ("servers/all/topic/art/index.html", "art"),
                ("config.json", "{}"),
                ("embed/index.html", "embed"),
                ("previews/home.png", "png"),
            ],
        );
        apply(&dist).unwrap();
        let first = crate::files::text(&dist, "sw.js").unwrap();
        for kept in [
            "index.html",
            "about/index.html",
            "app-01",
            "directory.json",
            "servers/all/index.html",
        ] {
            assert!(first.contains(&format!("\"{kept}")), "{kept}");
        }
        // The maintainer's switch must be asked for every time.
        for left in [
            "config.json\":",
            "embed/",
            "previews/",
            "all/topic/",
            "@build@",
        ] {
            assert!(!first.contains(left), "{left}");
        }
        apply(&dist).unwrap();
        assert_eq!(crate::files::text(&dist, "sw.js").unwrap(), first);
        write(&dist, "index.html", "another home").unwrap();
        apply(&dist).unwrap();
        assert_ne!(crate::files::text(&dist, "sw.js").unwrap(), first);
    }

    #[test]
    fn a_worker_without_a_place_for_the_build_is_refused() {
        let err = filled("const FILES = {};", &BTreeMap::new()).unwrap_err();
        assert!(err.to_string().contains("@build@"), "{err}");
    }
}
