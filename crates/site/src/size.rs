//! What a visitor has to load: the sizes of the bundle's files.

use anyhow::{Context, Result};
use std::fmt;
use std::fs;
use std::path::Path;

/// The size of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSize {
    /// Its name in the bundle.
    pub name: String,
    /// In bytes, as it is.
    pub raw: usize,
    /// In bytes, compressed with Brotli at its strongest, as good hosts send it.
    pub brotli: usize,
}

/// The scripts, styles and wasm at the top of a bundle, largest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes(pub Vec<FileSize>);

impl Sizes {
    /// Measures a built bundle.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn of(dist: &Path) -> Result<Self> {
        let mut files = Vec::new();
        let entries = fs::read_dir(dist)
            .with_context(|| format!("cannot read the bundle in {}", dist.display()))?;
        for entry in entries {
            let path = entry?.path();
            let extension = path.extension().and_then(|e| e.to_str());
            if !matches!(extension, Some("wasm" | "js" | "css")) {
                continue;
            }
            let bytes = fs::read(&path)?;
            files.push(FileSize {
                name: path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                raw: bytes.len(),
                brotli: brotli_size(&bytes)?,
            });
        }
        files.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.name.cmp(&b.name)));
        Ok(Self(files))
    }

    /// All files together, compressed, in bytes.
    pub fn brotli(&self) -> usize {
        self.0.iter().map(|file| file.brotli).sum()
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>10}  {:>10}  file", "raw", "brotli")?;
        for file in &self.0 {
            writeln!(
                f,
                "{:>10}  {:>10}  {}",
                kb(file.raw),
                kb(file.brotli),
                file.name
            )?;
        }
        let raw = self.0.iter().map(|file| file.raw).sum();
        write!(f, "{:>10}  {:>10}  together", kb(raw), kb(self.brotli()))
    }
}

fn kb(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

/// How many bytes a good host sends for these.
///
/// # Errors
/// When they cannot be compressed.
pub fn brotli_size(mut bytes: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &params)?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_styles_and_wasm_count() {
        let dir = toolchain::run::scratch_dir("sizes").unwrap();
        fs::write(dir.join("a.js"), "x".repeat(5000)).unwrap();
        fs::write(dir.join("b.css"), "body{}").unwrap();
        fs::write(dir.join("index.html"), "not counted").unwrap();
        let sizes = Sizes::of(&dir).unwrap();
        let names: Vec<_> = sizes.0.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names.len(), 2);
        assert!(names.contains(&"a.js") && names.contains(&"b.css"));
        let js = sizes.0.iter().find(|f| f.name == "a.js").unwrap();
        assert_eq!(js.raw, 5000);
        assert!(js.brotli < 100, "{}", js.brotli);
        assert!(sizes.to_string().contains("5.0 kB"), "{sizes}");
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_missing_bundle_is_named() {
        let err = Sizes::of(Path::new("/no/such/dist")).unwrap_err();
        assert!(err.to_string().contains("/no/such/dist"));
    }
}
