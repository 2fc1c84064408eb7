//! Tools that `cargo install` builds.

use super::cache::Cache;
use crate::paths::{find_program, is_executable};
use crate::run::{self, Failed, Job};
use anyhow::Result;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Whether a tool stands on the versions of its dependencies that its authors
/// locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Locked(pub(super) bool);

/// Lies in the folder of a tool that was installed without its lock file.
const UNLOCKED: &str = "unlocked";

/// A tool that `cargo install` builds.
pub(super) struct CargoTool<'a> {
    /// The package on the registry, or one of ours.
    pub(super) package: &'a str,
    pub(super) version: &'a str,
    pub(super) binary: &'a str,
    /// What of its features is wanted; empty for the usual ones.
    pub(super) features: &'a [&'a str],
    /// The folder of a package of ours, which has its own lock file.
    pub(super) folder: Option<PathBuf>,
    /// About how long it takes on two idle cores, for the person who waits.
    pub(super) takes: &'a str,
}

impl CargoTool<'_> {
    /// The program, installed now if need be.
    pub(super) fn ensure(&self, cache: &Cache) -> Result<PathBuf> {
        Ok(self.ensure_with_lock(cache)?.0)
    }

    /// The program, and whether it stands on the versions that its authors locked.
    pub(super) fn ensure_with_lock(&self, cache: &Cache) -> Result<(PathBuf, Locked)> {
        let folder = cache.dir(self.package, self.version);
        let inside = Path::new("bin").join(format!("{}{}", self.binary, env::consts::EXE_SUFFIX));
        let cached = folder.join(&inside);
        if is_executable(&cached) {
            return Ok((cached, Locked(!folder.join(UNLOCKED).exists())));
        }
        if let Some(own) = self.on_path() {
            return Ok((own, Locked(true)));
        }
        run::step(format!(
            "Installing {} {} ({}, once)",
            self.package, self.version, self.takes
        ));
        let dir = cache.place(self.package, self.version, |part| {
            let log = format!("install-{}", self.package);
            // The lock file first, for the versions its authors tested. Some
            // registries no longer serve every version named in it.
            let Err(err) = self.install(part, &["--locked"], &format!("{log}-locked")) else {
                return Ok(());
            };
            if self.folder.is_some() {
                return Err(err);
            }
            run::note("with its own lock file it did not work:");
            run::note(first_complaint(&err).unwrap_or("see the log"));
            run::note(
                "trying the newest versions of its dependencies that fit: good enough to work \
                 with, but nobody has locked or tested them together, so what is built with it \
                 is not to be published",
            );
            self.install(part, &[], &log)?;
            Ok(fs::write(part.join(UNLOCKED), "")?)
        })?;
        let locked = Locked(!dir.join(UNLOCKED).exists());
        Ok((dir.join(inside), locked))
    }

    fn install(&self, root: &Path, extra: &[&str], log: &str) -> Result<()> {
        let job = Job::cargo()
            .arg("install")
            // Away from the repository and its .cargo/config.toml.
            .dir(&env::temp_dir())
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_BUILD_TARGET");
        let work = root.join("build");
        let job = match &self.folder {
            // Built within its folder otherwise.
            Some(folder) => job.arg("--path").arg(folder).env("CARGO_TARGET_DIR", &work),
            // A tool that runs for a second may be slower if that makes it build in
            // half of the time. Ours say so themselves.
            None => job
                .args([self.package, "--version", self.version])
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
        };
        job.args(self.features)
            .args(extra)
            .arg("--root")
            .arg(root)
            .advice(format!(
                "Is the crate registry reachable? By hand: cargo install {} --version {}; \
                 a program of that version on PATH is used as well.",
                self.package, self.version
            ))
            .long(log)?;
        if work.exists() {
            fs::remove_dir_all(&work)?;
        }
        Ok(())
    }

    /// The person's own installation, if it is of the very version.
    fn on_path(&self) -> Option<PathBuf> {
        let program = find_program(self.binary)?;
        let said = Job::new(&program)
            .arg("--version")
            .env_remove("NO_COLOR")
            .answer()
            .ok()?;
        (version_in(&said) == Some(self.version)).then_some(program)
    }
}

/// The line in which cargo says what was wrong.
fn first_complaint(err: &anyhow::Error) -> Option<&str> {
    let failed = err.downcast_ref::<Failed>()?;
    let mut lines = failed.tail.iter().map(String::as_str);
    lines.find(|line| line.starts_with("error"))
}

/// The version that a program states in the first line of its `--version`:
/// the first word that looks like one.
fn version_in(text: &str) -> Option<&str> {
    text.lines()
        .next()?
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| {
            let mut parts = word.split('.');
            word.contains('.') && parts.all(|p| p.starts_with(|c: char| c.is_ascii_digit()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn the_version_is_read_from_what_a_program_says() {
        assert_eq!(version_in("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(
            version_in("geckodriver 0.37.1 (abc 2026)\n\nmore 1.2"),
            Some("0.37.1")
        );
        assert_eq!(version_in("tool v1.2.3"), Some("1.2.3"));
        assert_eq!(version_in("no version here."), None);
        assert_eq!(version_in(""), None);
    }

    #[test]
    fn of_a_failed_installation_the_complaint_is_picked() {
        let failed = Failed {
            command: String::new(),
            why: String::new(),
            tail: vec!["Updating index".into(), "error: no such version".into()],
            advice: String::new(),
        };
        let err = anyhow::Error::from(failed);
        assert_eq!(first_complaint(&err), Some("error: no such version"));
        assert_eq!(first_complaint(&anyhow!("else")), None);
    }
}
