//! The files of a site in the making.

use crate::dist::Dist;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

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
pub(crate) fn text(dist: &Dist, path: &str) -> Result<String> {
    fs::read_to_string(dist.dir.join(path)).with_context(|| format!("cannot read {path}"))
}

/// Reads a file of the bundle.
pub(crate) fn bytes(dist: &Dist, path: &str) -> Result<Vec<u8>> {
    fs::read(dist.dir.join(path)).with_context(|| format!("cannot read {path}"))
}

/// Writes a file of the bundle.
pub(crate) fn write(dist: &Dist, path: &str, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(dist.dir.join(path), content).with_context(|| format!("cannot write {path}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dist;

    #[test]
    fn files_are_found_in_all_folders_and_in_order() {
        let (_dir, dist) = dist("/", &[("b/c.txt", ""), ("a.txt", ""), ("b/a/x", "")]);
        assert_eq!(files(&dist.dir).unwrap(), ["a.txt", "b/a/x", "b/c.txt"]);
        assert_eq!(ending("a.b/c"), "");
        assert_eq!(ending("a/b.tar.gz"), "gz");
    }
}
