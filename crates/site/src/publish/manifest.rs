//! `build.json`: what was built, from what, and how large it is. No clock has
//! a say in it: two builds of one commit have the same.

use crate::digest::sha256;
use crate::dist::Dist;
use crate::files::{bytes, files, write};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;
use toolchain::run::Job;

/// The file's name.
pub const FILE: &str = "build.json";

/// A published build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// The commit it was made from; empty outside of a repository.
    pub commit: String,
    /// When that commit was made (ISO 8601), not when it was built.
    pub date: String,
    /// Whether files had been changed since that commit.
    pub changed: bool,
    /// The path it was built for.
    pub public_url: String,
    /// All files but this one, in order.
    pub files: Vec<File>,
}

/// A file of a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its path in the bundle.
    pub path: String,
    /// The hash of its content, in hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: usize,
    /// The size of its Brotli twin, if it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub brotli: Option<usize>,
    /// The size of its gzip twin, if it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub gzip: Option<usize>,
}

impl File {
    /// What a good host sends for it, in bytes.
    #[must_use]
    pub fn sent(&self) -> usize {
        self.brotli.unwrap_or(self.bytes)
    }
}

impl Build {
    /// Reads that of a built bundle.
    ///
    /// # Errors
    /// When there is none.
    pub fn read(dist: &Path) -> Result<Self> {
        let file = dist.join(FILE);
        let text = std::fs::read_to_string(&file).with_context(|| {
            format!(
                "cannot read {}; build with: cargo xtask build",
                file.display()
            )
        })?;
        serde_json::from_str(&text).with_context(|| format!("{} is damaged", file.display()))
    }

    /// The file of that path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether it was made from what is checked out now.
    #[must_use]
    pub fn is_current(&self) -> bool {
        let (commit, _, changed) = source();
        !commit.is_empty() && commit == self.commit && !self.changed && !changed
    }
}

/// The commit, its date, and whether files have been changed since.
fn source() -> (String, String, bool) {
    let git = |args: &[&str]| Job::new("git").args(args).answer().unwrap_or_default();
    let shown = git(&["show", "--no-patch", "--format=%H %cI", "HEAD"]);
    let (commit, date) = shown.trim().split_once(' ').unwrap_or_default();
    let changed = !git(&["status", "--porcelain"]).trim().is_empty();
    (commit.to_owned(), date.to_owned(), changed)
}

/// Lists what lies in the bundle and writes it down.
///
/// # Errors
/// When a file cannot be read or written.
pub fn apply(dist: &Dist) -> Result<()> {
    let (commit, date, changed) = source();
    let build = Build {
        commit,
        date,
        changed,
        public_url: dist.public_url.as_str().to_owned(),
        files: list(dist)?,
    };
    let text = serde_json::to_string_pretty(&build)? + "\n";
    write(dist, FILE, text)
}

fn list(dist: &Dist) -> Result<Vec<File>> {
    let all = files(&dist.dir)?;
    let mut found = Vec::new();
    for path in &all {
        let twin = [".br", ".gz"].iter().any(|end| path.ends_with(end));
        if twin || path == FILE {
            continue;
        }
        let size = |end: &str| {
            let twin = dist.dir.join(format!("{path}.{end}"));
            let size = twin.metadata().ok()?.len();
            usize::try_from(size).ok()
        };
        let content = bytes(dist, path)?;
        found.push(File {
            sha256: sha256(&content),
            bytes: content.len(),
            brotli: size("br"),
            gzip: size("gz"),
            path: path.clone(),
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dist;

    #[test]
    fn every_file_is_listed_once_with_its_sizes() {
        let long = "x".repeat(1000);
        let (_dir, dist) = dist("/x/", &[("a.js", &long), ("a.png", "png")]);
        crate::publish::compress::apply(&dist).unwrap();
        apply(&dist).unwrap();
        // Once more, with itself in the folder.
        apply(&dist).unwrap();
        let build = Build::read(&dist.dir).unwrap();
        assert_eq!(build.public_url, "/x/");
        let paths: Vec<&str> = build.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a.js", "a.png"]);
        let js = build.file("a.js").unwrap();
        assert_eq!((js.bytes, js.sha256.len()), (1000, 64));
        assert!(js.sent() < 100 && js.gzip.unwrap() < 100);
        assert_eq!(build.file("a.png").unwrap().sent(), 3);
    }

    #[test]
    fn a_missing_build_says_how_to_make_one() {
        let err = Build::read(Path::new("/no/such/dist")).unwrap_err();
        assert!(err.to_string().contains("cargo xtask build"), "{err}");
    }
}
