//! Answers as they were really served. They are not part of the repository:
//! tests over them are ignored, and `SPREAD_RECORDED=DIR cargo test -- --ignored
//! recorded` runs them (docs/testing.md has the layout of the folder).

use std::path::{Path, PathBuf};

const VARIABLE: &str = "SPREAD_RECORDED";

/// A file or folder among the recordings.
///
/// # Panics
/// When the variable names no folder: a test over recordings that finds none
/// must fail.
pub(crate) fn recorded(name: &str) -> PathBuf {
    let folder = std::env::var_os(VARIABLE).unwrap_or_else(|| panic!("{VARIABLE} is not set"));
    // A relative folder is meant from the root, as `cargo xtask` takes it.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join(folder).join(name)
}
