//! html-validate: whether HTML that we write for other people's pages is such.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::browser::environment;

/// Only what the standard forbids; no taste.
const RULES: &str = "standard";

/// Fails when html-validate finds a fault in a whole page.
///
/// # Errors
/// When there is one, or html-validate is not installed or does not run.
pub fn is_valid(page: &str) -> Result<()> {
    // It comes with axe-core, in one set of npm packages (crates/toolchain/npm/test).
    let modules = environment().axe.parent().and_then(Path::parent);
    let program = modules
        .context("axe-core lies nowhere")?
        .join("html-validate/bin/html-validate.mjs");
    let mut run = Command::new("node")
        .arg(&program)
        .args(["--preset", RULES, "--stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("node does not start")?;
    let mut input = run.stdin.take().context("node takes no input")?;
    input.write_all(page.as_bytes())?;
    drop(input);
    let answer = run.wait_with_output()?;
    ensure!(
        answer.status.success(),
        "html-validate found:\n{}{}",
        String::from_utf8_lossy(&answer.stdout),
        String::from_utf8_lossy(&answer.stderr)
    );
    Ok(())
}
