//! The files of the program in a bundle that is being made.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The script that loads the parts of a program that is cut, until it becomes one
/// with the program's own: see [`crate::split`] and [`crate::shrink`].
pub(crate) const LOADER: &str = "__wasm_split.js";

/// The wasm in a folder and the script that goes with it.
///
/// # Errors
/// When there is not exactly one.
pub(crate) fn files(dir: &Path) -> Result<(PathBuf, PathBuf)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(name) = name.and_then(|name| name.strip_suffix("_bg.wasm")) {
            found.push((dir.join(format!("{name}.js")), path.clone()));
        }
    }
    match <[_; 1]>::try_from(found) {
        Ok([(js, wasm)]) if js.is_file() => Ok((js, wasm)),
        _ => bail!("{} holds no single program", dir.display()),
    }
}
