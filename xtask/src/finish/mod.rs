//! What turns a bundle that works into one to publish. Everything here goes by
//! what lies in the folder: a new page or another app is taken up by itself.
//!
//! In this order, as each needs what the one before has made:
//! - `icons`: the app's icons and the web manifest;
//! - `styles`: style sheets move into the pages;
//! - `names`: scripts and programs get the hash of their content as a name;
//! - `html`: each page points to those, with integrity, policy and all;
//! - `worker`: the service worker learns the files of this build;
//! - `hosts`: `_headers`;
//! - `compress`: `.br` and `.gz` twins;
//! - `manifest`: `build.json`, which says what was built.

use crate::bundle::Bundle;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

pub mod compress;
pub mod hosts;
pub mod html;
pub mod icons;
pub mod manifest;
pub mod names;
pub mod styles;
pub mod worker;

/// All files below a folder, as paths within it with slashes, in order.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(dir: &Path) -> Result<Vec<String>> {
    fn walk(dir: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
        let entries =
            fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found)?;
            } else {
                found.push(name);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(dir, "", &mut found)?;
    found.sort();
    Ok(found)
}

/// The file's ending, without the dot; empty without one.
pub(crate) fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Reads a file of the bundle as text.
pub(crate) fn text(bundle: &Bundle, path: &str) -> Result<String> {
    fs::read_to_string(bundle.dir.join(path)).with_context(|| format!("cannot read {path}"))
}

/// Reads a file of the bundle.
pub(crate) fn bytes(bundle: &Bundle, path: &str) -> Result<Vec<u8>> {
    fs::read(bundle.dir.join(path)).with_context(|| format!("cannot read {path}"))
}

/// Writes a file of the bundle.
pub(crate) fn write(bundle: &Bundle, path: &str, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(bundle.dir.join(path), content).with_context(|| format!("cannot write {path}"))
}

/// SHA-256 in hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The value of an `integrity` attribute.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    integrity_of(&Sha256::digest(bytes))
}

/// The same of what was hashed before.
pub(crate) fn integrity_of(hash: &[u8]) -> String {
    format!("sha256-{}", base64(hash))
}

/// Base64 with padding, for the few bytes of a hash.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0_u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place > chunk.len() {
                out.push('=');
            } else {
                let six = (group >> (18 - 6 * place)) & 63;
                out.push(char::from(LETTERS[six as usize]));
            }
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::public_url::PublicUrl;

    /// A bundle with these files, in a folder of its own.
    pub(crate) fn bundle(public_url: &str, files: &[(&str, &str)]) -> (tempfile::TempDir, Bundle) {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = dir.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let bundle = Bundle {
            dir: dir.path().to_owned(),
            public_url: public_url.parse::<PublicUrl>().unwrap(),
        };
        (dir, bundle)
    }

    #[test]
    fn hashes_are_written_as_browsers_want_them() {
        // From the specification of Subresource Integrity.
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
        assert_eq!(base64(b"a"), "YQ==");
        assert_eq!(base64(b"ab"), "YWI=");
        assert!(sha256(b"").starts_with("e3b0c44298fc1c14"));
    }

    #[test]
    fn files_are_found_in_all_folders_and_in_order() {
        let (_dir, bundle) = bundle("/", &[("b/c.txt", ""), ("a.txt", ""), ("b/a/x", "")]);
        assert_eq!(files(&bundle.dir).unwrap(), ["a.txt", "b/a/x", "b/c.txt"]);
        assert_eq!(ending("a.b/c"), "");
        assert_eq!(ending("a/b.tar.gz"), "gz");
    }
}
