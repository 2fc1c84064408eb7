//! Tools that are npm packages.

use super::cache::Cache;
use crate::debian;
use crate::paths::{self, find_program};
use crate::run::{self, Job};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// A set of npm packages, pinned with all they stand on by the `package.json` and
/// `package-lock.json` of a folder in `crates/toolchain/npm`; `npm ci` takes nothing else.
#[derive(Clone, Copy, Debug)]
pub(super) struct NpmSet {
    /// The folder's name.
    pub(super) name: &'static str,
    /// What of it is used, in `node_modules`: whether it is installed.
    pub(super) inside: &'static str,
    /// Why it is needed, completing the sentence for the person.
    pub(super) why: &'static str,
    /// About how long it takes to fetch.
    pub(super) takes: &'static str,
}

impl NpmSet {
    /// The folder with its `package.json` and `package-lock.json`.
    pub(super) fn folder(self) -> PathBuf {
        paths::root().join("crates/toolchain/npm").join(self.name)
    }

    /// What of the set is used, installed now if need be.
    pub(super) fn ensure(self, cache: &Cache) -> Result<PathBuf> {
        let lock = self.folder().join("package-lock.json");
        let lock = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
        // The lock file's hash stands for the version of the set.
        let version = hex(&Sha256::digest(&lock)[..6]);
        let name = format!("npm-{}", self.name);
        let inside = Path::new("node_modules").join(self.inside);
        let cached = cache.dir(&name, &version).join(&inside);
        let node = find_program("node").is_some();
        if cached.exists() && node {
            return Ok(cached);
        }
        if find_program("npm").is_none() || !node {
            debian::ensure(&["nodejs", "npm"], self.why)?;
        }
        run::step(format!(
            "Installing {} from npm ({}, once)",
            self.packages()?.join(", "),
            self.takes
        ));
        let dir = cache.place(&name, &version, |part| {
            for file in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(self.folder().join(file), part.join(file))?;
            }
            Job::new("npm")
                .arg("ci")
                .dir(part)
                .advice("Is the npm registry reachable? Try the same command by hand.")
                .long(&format!("install-{name}"))
        })?;
        Ok(dir.join(inside))
    }

    /// The packages that are asked for, with their versions.
    fn packages(self) -> Result<Vec<String>> {
        let file = self.folder().join("package.json");
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let manifest: serde_json::Value = serde_json::from_str(&text)?;
        let wanted = manifest["dependencies"].as_object();
        Ok(wanted
            .into_iter()
            .flatten()
            .map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or_default()))
            .collect())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
