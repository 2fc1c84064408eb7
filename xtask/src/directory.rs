//! `cargo xtask directory`: builds the `directory.json` that the page loads
//! first, from `content/`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use picker::date::Date;
use picker::decode::bundle;

use crate::content;

/// Build directory.json from content/
#[derive(Debug, clap::Args)]
pub struct DirectoryArgs {
    /// The project's root
    #[arg(long, default_value = ".")]
    pub root: PathBuf,
    /// Where to write the file
    #[arg(long, default_value = "dist/directory.json")]
    pub out: PathBuf,
}

/// Builds and writes the directory; exit code 2 when the content has problems.
///
/// # Errors
/// When the file cannot be written.
pub fn run(args: &DirectoryArgs) -> anyhow::Result<ExitCode> {
    let today = today()?;
    let json = match build(&args.root, today) {
        Ok(json) => json,
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            return Ok(ExitCode::from(2));
        }
    };
    if let Some(folder) = args.out.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    std::fs::write(&args.out, &json)
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    eprintln!("{}: {} bytes", args.out.display(), json.len());
    Ok(ExitCode::SUCCESS)
}

/// Everything wrong in `content/`, for `cargo xtask check`.
#[must_use]
pub fn check(root: &Path, today: Date) -> Vec<content::Problem> {
    content::load(root, today).problems
}

/// The text of `directory.json`.
///
/// # Errors
/// Every problem of the content files; nothing is built from wrong content.
pub fn build(root: &Path, today: Date) -> Result<String, Vec<content::Problem>> {
    let content = content::load(root, today);
    if content.problems.is_empty() {
        Ok(bundle::write(&content.bundle).to_string())
    } else {
        Err(content.problems)
    }
}

/// The day, or that of `SOURCE_DATE_EPOCH` (in UNIX seconds) for builds that
/// come out the same again.
///
/// # Errors
/// When that variable is no number, or the clock stands before 1970.
pub fn today() -> anyhow::Result<Date> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text
            .trim()
            .parse()
            .context("SOURCE_DATE_EPOCH must be a number of seconds")?,
        Err(_) => {
            let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            i64::try_from(now.context("the clock stands before 1970")?.as_secs())?
        }
    };
    Ok(Date::from_unix(seconds))
}
