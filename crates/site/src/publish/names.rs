//! Names that hold the hash of the content: such a file can be kept for ever,
//! and a page always gets the very one that it was built with.
//!
//! Trunk names its own files so, but the JS loader after the *wasm*: the same
//! name may then hold another script. So all are named anew, by one rule.

use crate::digest::sha256;
use crate::dist::Dist;
use crate::files::{bytes, ending, files};
use crate::publish::html::{self, Renamed};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;

/// The style sheet of the sheets to print (`src/pages/print.rs`): a file of its own, as
/// every page carries all others.
const LATE_STYLE: &str = "print-kit.css";

/// Renames every script, style and wasm that only tags of our pages name.
///
/// Drawings keep their names: they are named in the app's own code.
///
/// # Errors
/// When a file cannot be read, or scripts import each other in a circle.
pub fn rename(dist: &Dist) -> Result<Renamed> {
    let all = files(&dist.dir)?;
    let mut waiting: BTreeSet<String> = BTreeSet::new();
    for page in all.iter().filter(|path| ending(path) == "html") {
        let named = html::named(dist, page)?;
        waiting.extend(named.into_iter().filter(|path| may_be_renamed(path)));
    }
    // Parts of the program, which its script names.
    let parts = all
        .iter()
        .filter(|path| ending(path) == "wasm" && !path.contains('/'));
    waiting.extend(parts.cloned());
    let mut renamed = Renamed::new();
    while !waiting.is_empty() {
        // What names no other waiting file is done first, so that the others
        // can take up its new name before they are hashed themselves.
        let mut ready = Vec::new();
        for path in &waiting {
            let content = content(dist, path)?;
            let free = |other: &&String| *other == path || !names(&content, base(other));
            if waiting.iter().all(|other| free(&other)) {
                ready.push(path.clone());
            }
        }
        if ready.is_empty() {
            bail!("these files name each other in a circle: {waiting:?}");
        }
        for path in ready {
            waiting.remove(&path);
            let new = rename_one(dist, &path, &renamed)?;
            renamed.insert(path, new);
        }
    }
    Ok(renamed)
}

/// `embed/v1.js` stands on other people's pages for ever; the program itself names the
/// style sheet of one page.
fn may_be_renamed(path: &str) -> bool {
    matches!(ending(path), "css" | "js" | "wasm")
        && !(path.starts_with("embed/v") || path == LATE_STYLE)
}

fn rename_one(dist: &Dist, path: &str, renamed: &Renamed) -> Result<String> {
    let mut content = content(dist, path)?;
    if ending(path) != "wasm" {
        let mut text = String::from_utf8(content).with_context(|| format!("{path} is no text"))?;
        for (old, new) in renamed {
            for quote in ['"', '\'', '/'] {
                let (old, new) = (base(old), base(new));
                text = text.replace(&format!("{quote}{old}"), &format!("{quote}{new}"));
            }
        }
        content = text.into_bytes();
    }
    let new = hashed_name(path, &sha256(&content)[..16]);
    let from = dist.dir.join(path);
    fs::write(dist.dir.join(&new), content).with_context(|| format!("cannot write {new}"))?;
    if new != path {
        fs::remove_file(&from).with_context(|| format!("cannot remove {path}"))?;
    }
    Ok(new)
}

/// `a/app.js` → `a/app-HASH.js`; a hash that is there already is replaced.
fn hashed_name(path: &str, hash: &str) -> String {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    let (stem, tail) = match stem.strip_suffix("_bg") {
        Some(stem) => (stem, "_bg"),
        None => (stem, ""),
    };
    let plain = if crate::headers::is_hashed(path) {
        stem.rsplit_once('-').map_or(stem, |(plain, _)| plain)
    } else {
        stem
    };
    format!("{plain}-{hash}{tail}.{ending}")
}

fn content(dist: &Dist, path: &str) -> Result<Vec<u8>> {
    bytes(dist, path).with_context(|| format!("a page names {path}, which is not there"))
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a text file names another one, in quotes or with its folder.
fn names(content: &[u8], name: &str) -> bool {
    let Ok(text) = std::str::from_utf8(content) else {
        return false;
    };
    ['"', '\'', '/']
        .iter()
        .any(|quote| text.contains(&format!("{quote}{name}")))
}

/// Renames, and lets the pages know.
///
/// # Errors
/// As [`rename`], and when a page cannot be written.
pub fn apply(dist: &Dist) -> Result<()> {
    let renamed = rename(dist)?;
    for page in files(&dist.dir)?
        .iter()
        .filter(|path| ending(path) == "html")
    {
        html::point_to(dist, page, &renamed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dist;

    const PAGE: &str = r#"<!doctype html><html><meta charset=utf-8><base href=/x/>
        <link rel=stylesheet href=base-0123456789abcdef.css>
        <script type=module src=/x/boot.js data-js=/x/app-0123456789abcdef.js
          data-wasm="/x/app-0123456789abcdef_bg.wasm"></script>
        <script src="embed/v1.js"></script>
        <a href="about/">About</a><img src="https://example.org/boot.js">"#;

    fn built() -> (tempfile::TempDir, Dist) {
        dist(
            "/x/",
            &[
                ("index.html", PAGE),
                ("boot.js", "boot()"),
                ("base-0123456789abcdef.css", "body{}"),
                (
                    "app-0123456789abcdef.js",
                    "new URL('app-0123456789abcdef_bg.wasm')",
                ),
                ("app-0123456789abcdef_bg.wasm", "wasm"),
                ("embed/v1.js", "for ever"),
                ("lonely.js", "no page names it"),
            ],
        )
    }

    #[test]
    fn every_name_is_the_hash_of_its_content() {
        let (_dir, dist) = built();
        apply(&dist).unwrap();
        let mut hashed = 0;
        for path in files(&dist.dir).unwrap() {
            if crate::headers::is_hashed(&path) {
                let hash = &sha256(&bytes(&dist, &path).unwrap())[..16];
                assert!(path.contains(hash), "{path} is not {hash}");
                hashed += 1;
            }
        }
        assert_eq!(hashed, 4);
        for stays in ["embed/v1.js", "lonely.js", "index.html"] {
            assert!(dist.dir.join(stays).is_file(), "{stays}");
        }
    }

    #[test]
    fn pages_and_scripts_name_the_files_as_they_are_now() {
        let (_dir, dist) = built();
        let before = html::named(&dist, "index.html").unwrap();
        assert_eq!(before.len(), 5);
        apply(&dist).unwrap();
        let after = html::named(&dist, "index.html").unwrap();
        assert_eq!(after.len(), 5);
        for path in &after {
            assert!(dist.dir.join(path).is_file(), "{path}");
        }
        let wasm = after.iter().find(|path| path.ends_with(".wasm")).unwrap();
        let js = after
            .iter()
            .find(|path| path.starts_with("app") && path.ends_with(".js"));
        let js = String::from_utf8(bytes(&dist, js.unwrap()).unwrap()).unwrap();
        assert!(js.contains(wasm), "{js}");
        let page = crate::files::text(&dist, "index.html").unwrap();
        assert!(page.contains("https://example.org/boot.js"), "{page}");
    }

    #[test]
    fn the_same_content_gets_the_same_name_again() {
        let (_dir, first) = built();
        apply(&first).unwrap();
        let names = files(&first.dir).unwrap();
        apply(&first).unwrap();
        assert_eq!(files(&first.dir).unwrap(), names);
    }
}
