//! `cargo xtask directory`: builds the `directory.json` that the page loads
//! first, and the `meanings.json` that it may load later, from `content/`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use picker::date::Date;
use picker::decode::bundle::{self, Bundle};
use picker::topics::{Topic, Topics};

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
    let today = content::today()?;
    let files = match build(&args.root, today) {
        Ok(files) => files,
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
    let beside = args.out.with_file_name("meanings.json");
    for (file, text) in [(&args.out, files.directory), (&beside, files.meanings)] {
        std::fs::write(file, &text).with_context(|| format!("cannot write {}", file.display()))?;
        eprintln!("{}: {} bytes", file.display(), text.len());
    }
    Ok(ExitCode::SUCCESS)
}

/// Everything wrong in `content/`, for `cargo xtask check`.
#[must_use]
pub fn check(root: &Path, today: Date) -> Vec<content::Problem> {
    content::directory::load(root, today).problems
}

/// What the build makes of `content/` for the page.
#[derive(Debug)]
pub struct Files {
    /// The text of `directory.json`.
    pub directory: String,
    /// The text of `meanings.json`, of the same form: the words that mean the
    /// same and those about asking, which only who uses own words has to load.
    pub meanings: String,
}

/// The files, with the day of the build in them.
///
/// # Errors
/// Every problem of the content files; nothing is built from wrong content.
pub fn build(root: &Path, today: Date) -> Result<Files, Vec<content::Problem>> {
    let content = content::directory::load(root, today);
    if !content.problems.is_empty() {
        return Err(content.problems);
    }
    let mut first = content.bundle;
    let all = std::mem::take(&mut first.topics.0);
    let (topics, meanings) = all.into_iter().partition(Topic::is_topic);
    first.topics = Topics(topics);
    let later = Bundle {
        topics: Topics(meanings),
        ..Bundle::default()
    };
    Ok(Files {
        directory: bundle::write(&first).to_string(),
        meanings: bundle::write(&later).to_string(),
    })
}
