//! The service worker: `public/sw.js` with the name and files of this build.

use super::{bytes, ending, files, integrity, sha256, write};
use crate::bundle::Bundle;
use crate::paths;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;

/// What is not kept on the visitor's device: other people's frames, what only
/// machines read, and pictures for link previews.
fn is_kept(path: &str) -> bool {
    let kept = ["html", "css", "js", "wasm", "svg"].contains(&ending(path));
    let data = ["directory.json", "meanings.json", "404.json"].contains(&path)
        || path.starts_with("locales/")
        || path.rsplit('/').next() == Some("page.json");
    (kept || data) && !path.starts_with("embed/")
}

/// Writes `sw.js`.
///
/// # Errors
/// When `public/sw.js` has no place for the build any more, or a file cannot
/// be read.
pub fn apply(bundle: &Bundle) -> Result<()> {
    let file = paths::root().join("public/sw.js");
    let source =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    write(bundle, "sw.js", filled(&source, &kept(bundle)?)?)
}

/// The files that are kept, and the integrity of each.
fn kept(bundle: &Bundle) -> Result<BTreeMap<String, String>> {
    let all = files(&bundle.dir)?;
    let kept = all
        .into_iter()
        .filter(|path| path != "sw.js" && is_kept(path));
    kept.map(|path| {
        let integrity = integrity(&bytes(bundle, &path)?);
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
    use super::super::tests::bundle;
    use super::*;

    #[test]
    fn the_worker_knows_the_pages_and_what_they_need() {
        let (_dir, bundle) = bundle(
            "/",
            &[
                ("index.html", "home"),
                ("about/index.html", "about"),
                ("app-0123456789abcdef.js", "js"),
                ("directory.json", "{}"),
                ("config.json", "{}"),
                ("embed/index.html", "embed"),
                ("previews/home.png", "png"),
            ],
        );
        apply(&bundle).unwrap();
        let first = super::super::text(&bundle, "sw.js").unwrap();
        for kept in ["index.html", "about/index.html", "app-01", "directory.json"] {
            assert!(first.contains(&format!("\"{kept}")), "{kept}");
        }
        // The maintainer's switch must be asked for every time.
        for left in ["config.json\":", "embed/", "previews/", "@build@"] {
            assert!(!first.contains(left), "{left}");
        }
        apply(&bundle).unwrap();
        assert_eq!(super::super::text(&bundle, "sw.js").unwrap(), first);
        write(&bundle, "index.html", "another home").unwrap();
        apply(&bundle).unwrap();
        assert_ne!(super::super::text(&bundle, "sw.js").unwrap(), first);
    }

    #[test]
    fn a_worker_without_a_place_for_the_build_is_refused() {
        let err = filled("const FILES = {};", &BTreeMap::new()).unwrap_err();
        assert!(err.to_string().contains("@build@"), "{err}");
    }
}
