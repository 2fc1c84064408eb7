//! Installs Debian packages where we may, and says exactly which where we
//! may not.

use crate::paths::find_program;
use crate::run::{self, Job};
use anyhow::{Result, bail};
use std::sync::Once;

/// Whether this is Debian or one of its children.
pub fn is_debian() -> bool {
    find_program("apt-get").is_some() && find_program("dpkg-query").is_some()
}

/// Whether the package is installed, whole.
pub fn has(package: &str) -> bool {
    Job::new("dpkg-query")
        .args(["--show", "--showformat", "${db:Status-Status}", package])
        .answer()
        .is_ok_and(|status| status.trim() == "installed")
}

/// The files of an installed package.
///
/// # Errors
/// When the package is not installed.
pub fn files(package: &str) -> Result<Vec<String>> {
    let list = Job::new("dpkg-query")
        .args(["--listfiles", package])
        .answer()?;
    Ok(list.lines().map(str::to_owned).collect())
}

/// What to put before `apt-get` to be allowed to install; `None` when we may not.
fn rights() -> Option<&'static [&'static str]> {
    let id = Job::new("id").arg("-u").answer().unwrap_or_default();
    if id.trim() == "0" {
        return Some(&[]);
    }
    let sudo =
        find_program("sudo").is_some() && Job::new("sudo").args(["-n", "true"]).answer().is_ok();
    sudo.then_some(&["sudo", "-n"])
}

/// Installs those of `packages` that are missing. `why` completes the sentence
/// for the person: "Firefox is driven through it".
///
/// # Errors
/// When this is not Debian, when we may not install, or when apt fails; the
/// message names the packages.
pub fn ensure(packages: &[&str], why: &str) -> Result<()> {
    if !is_debian() {
        bail!(elsewhere(packages, why));
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|p| !has(p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(prefix) = rights() else {
        bail!(may_not(&missing, why));
    };
    run::step(format!("Installing {} ({why})", missing.join(", ")));
    static UPDATED: Once = Once::new();
    UPDATED.call_once(|| {
        // One unreachable source among several is no reason to stop: the
        // installation itself tells whether the packages can be had.
        if let Err(err) = apt(prefix, &["update", "--quiet"]).long("apt-update") {
            run::note(format!("{err:#}"));
        }
    });
    let options = ["install", "--yes", "--quiet", "--no-install-recommends"];
    apt(prefix, &options)
        .args(&missing)
        .advice(format!(
            "Install them by hand and run the command again: {}",
            missing.join(" ")
        ))
        .long("apt-install")
}

fn apt(prefix: &[&str], args: &[&str]) -> Job {
    // `env` because sudo drops the variables it does not know.
    let words = [
        prefix,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
        args,
    ]
    .concat();
    Job::new(words[0]).args(&words[1..])
}

fn may_not(missing: &[&str], why: &str) -> String {
    format!(
        "these packages are missing ({why}), and installing them needs root or sudo without a \
         password. Run: sudo apt-get install {}",
        missing.join(" ")
    )
}

fn elsewhere(packages: &[&str], why: &str) -> String {
    format!(
        "this is not Debian, so nothing was installed ({why}). Install with your system's \
         package manager what Debian calls: {}",
        packages.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_install_is_told_the_command() {
        let text = may_not(&["xvfb", "xauth"], "WebKit needs a screen");
        assert!(
            text.contains("Run: sudo apt-get install xvfb xauth"),
            "{text}"
        );
        assert!(text.contains("WebKit needs a screen"), "{text}");
    }

    #[test]
    fn elsewhere_the_packages_are_named() {
        let text = elsewhere(&["chromium"], "Chromium is tested");
        assert!(text.contains("what Debian calls: chromium"), "{text}");
    }

    #[test]
    fn apt_asks_no_questions() {
        let line = apt(&["sudo", "-n"], &["install", "xvfb"]).line();
        assert_eq!(
            line,
            "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install xvfb"
        );
        assert!(apt(&[], &["update"]).line().starts_with("env "));
    }
}
