//! A compiler for wasm32, in the order of least trouble: the target of the
//! active toolchain, `rustup target add`, Debian's packages.

use crate::debian;
use crate::paths::find_program;
use crate::run::{self, Job};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The target the site is compiled to.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler for wasm, its library's source, and a linker. The number
/// in the linker's name is the LLVM that `rustc-web` was built with.
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "rust-web-src", "lld-22"];
const DEBIAN_LINKER: &str = "wasm-ld-22";

/// No messages of panics, no places in the source, no `{:?}`: nobody reads them
/// in a visitor's browser.
const SMALL: &str =
    "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// What compiles the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// The active toolchain has the target.
    Active,
    /// Debian's `rustc-web` at this path, with std built from its source.
    Debian(PathBuf),
}

impl Compiler {
    /// Finds a compiler, or sets one up.
    ///
    /// # Errors
    /// When none can be had; the message lists what was tried.
    pub fn ensure() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let mut tried = Vec::new();
        if find_program("rustup").is_some() {
            run::step(format!("Adding the target {TARGET} with rustup"));
            let added = Job::new("rustup")
                .args(["target", "add", TARGET])
                .long("rustup-target");
            match added {
                Ok(()) if active_has_target() => return Ok(Self::Active),
                Ok(()) => tried
                    .push("rustup added it to another toolchain than the active one".to_owned()),
                Err(err) => {
                    run::note("rustup could not; trying Debian's packages");
                    tried.push(format!("{err:#}"));
                }
            }
        }
        match debian::ensure(&DEBIAN_PACKAGES, "they compile Rust to WebAssembly") {
            Ok(()) => Self::from_debian().map(Self::Debian),
            Err(err) => {
                tried.push(format!("{err:#}"));
                bail!(nothing_works(&tried))
            }
        }
    }

    /// What is already on the machine.
    pub fn find() -> Option<Self> {
        if active_has_target() {
            return Some(Self::Active);
        }
        // Asked before rustup: where Rust's own downloads are out of reach,
        // trying them again at each build would only cost time.
        if debian::is_debian() && DEBIAN_PACKAGES.iter().all(|p| debian::has(p)) {
            return Self::from_debian().ok().map(Self::Debian);
        }
        None
    }

    fn from_debian() -> Result<PathBuf> {
        let files = debian::files(DEBIAN_PACKAGES[0])?;
        rustc_among(&files).context(
            "the package rustc-web has no program rustc; try: apt-get install --reinstall rustc-web",
        )
    }

    /// What a build has to find in its environment. Empty for [`Self::Active`],
    /// whose library is as it is. Only for the build of the wasm, never for
    /// native ones.
    ///
    /// Whoever builds the library can build it small: `release` code stops
    /// where it would panic, without the words for it, and so is a tenth
    /// smaller (docs/decisions.md). `boot.js` tells the visitor.
    pub fn env(&self, release: bool) -> Vec<(String, String)> {
        let Self::Debian(rustc) = self else {
            return Vec::new();
        };
        let target = TARGET.to_uppercase().replace('-', "_");
        let mut env = vec![
            ("RUSTC".to_owned(), rustc.to_string_lossy().into_owned()),
            // Building std is not stable yet; the compiler needs to be told.
            ("RUSTC_BOOTSTRAP".to_owned(), "1".to_owned()),
            (
                "CARGO_UNSTABLE_BUILD_STD".to_owned(),
                "std,panic_abort".to_owned(),
            ),
            // Saves the package rust-web-llvm, whose only use to us would be
            // to give this linker the name rust-lld.
            (
                format!("CARGO_TARGET_{target}_LINKER"),
                DEBIAN_LINKER.to_owned(),
            ),
        ];
        if release {
            env.push((
                "CARGO_UNSTABLE_BUILD_STD_FEATURES".to_owned(),
                "optimize_for_size".to_owned(),
            ));
            env.push((format!("CARGO_TARGET_{target}_RUSTFLAGS"), SMALL.to_owned()));
        }
        env
    }
}

/// Flags that keep this machine's folders out of the wasm: panics name source
/// files, and the same source in another folder must give the same bytes.
pub fn remap(root: &Path, cargo_home: &Path) -> String {
    let mut flags = format!("--remap-path-prefix={}=/site", root.display());
    // One folder for each registry: a mirror has another name than the original.
    let registries = fs::read_dir(cargo_home.join("registry/src"));
    let mut folders: Vec<PathBuf> = registries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    for folder in folders {
        flags.push_str(&format!(
            " --remap-path-prefix={}=/crates",
            folder.display()
        ));
    }
    flags
}

/// Whether the active toolchain has a standard library for the target.
fn active_has_target() -> bool {
    Job::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .answer()
        .is_ok_and(|dir| has_std(Path::new(dir.trim())))
}

fn has_std(libdir: &Path) -> bool {
    fs::read_dir(libdir).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}

fn rustc_among(files: &[String]) -> Option<PathBuf> {
    files
        .iter()
        .map(PathBuf::from)
        .find(|file| file.ends_with("bin/rustc"))
}

fn nothing_works(tried: &[String]) -> String {
    format!(
        "there is no compiler for {TARGET}. With rustup: rustup target add {TARGET}. \
         On Debian without it: sudo apt-get install {}.\nTried:\n{}",
        DEBIAN_PACKAGES.join(" "),
        tried.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_active_toolchain_needs_no_environment() {
        assert_eq!(Compiler::Active.env(true), []);
    }

    #[test]
    fn debians_compiler_builds_std_and_brings_its_linker() {
        let env = Compiler::Debian("/opt/bin/rustc".into()).env(true);
        let value = |key: &str| env.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        assert_eq!(value("RUSTC"), Some("/opt/bin/rustc"));
        assert_eq!(value("RUSTC_BOOTSTRAP"), Some("1"));
        assert_eq!(value("CARGO_UNSTABLE_BUILD_STD"), Some("std,panic_abort"));
        assert_eq!(
            value("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER"),
            Some("wasm-ld-22")
        );
        // While one develops, a panic should say what it is.
        let dev = Compiler::Debian("/opt/bin/rustc".into()).env(false);
        assert!(dev.iter().all(|(key, _)| !key.contains("RUSTFLAGS")));
    }

    #[test]
    fn no_folder_of_this_machine_is_named_in_the_wasm() {
        let home = run::scratch_dir("cargo-home").unwrap();
        let registry = home.join("registry/src/mirror-1");
        fs::create_dir_all(&registry).unwrap();
        assert_eq!(
            remap(Path::new("/a/b"), &home),
            format!(
                "--remap-path-prefix=/a/b=/site --remap-path-prefix={}=/crates",
                registry.display()
            )
        );
        fs::remove_dir_all(home).unwrap();
    }

    #[test]
    fn an_empty_target_folder_is_no_target() {
        let dir = run::scratch_dir("libdir").unwrap();
        assert!(!has_std(&dir.join("missing")));
        assert!(!has_std(&dir));
        fs::write(dir.join("libstd-0123.rlib"), "").unwrap();
        assert!(has_std(&dir));
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn the_compiler_is_picked_from_the_packages_files() {
        let files = [
            "/.",
            "/usr/share/doc/rustc",
            "/usr/bin/rustdoc",
            "/usr/bin/rustc",
        ];
        let files = files.map(str::to_owned);
        assert_eq!(rustc_among(&files), Some("/usr/bin/rustc".into()));
        assert_eq!(rustc_among(&files[..3]), None);
    }

    #[test]
    fn without_any_way_the_person_learns_both() {
        let text = nothing_works(&["rustup: no network".to_owned()]);
        assert!(
            text.contains("rustup target add wasm32-unknown-unknown"),
            "{text}"
        );
        assert!(text.contains("rustc-web rust-web-src lld-22"), "{text}");
        assert!(text.contains("rustup: no network"), "{text}");
    }
}
