//! A compiler for wasm32, in the order of least trouble: the active toolchain,
//! what rustup adds to it, Debian's packages. Whichever it is, a release is built
//! with the same flags and a standard library built for it: what differs in size
//! is the compilers' own doing. Only where no source of the library is to be had
//! is it linked as its makers ship it.

use crate::debian;
use crate::paths::find_program;
use crate::run::{self, Job};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// The target the site is compiled to.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler for wasm, its library's source, and a linker. The number
/// in the linker's name is the LLVM that `rustc-web` was built with.
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "rust-web-src", "lld-22"];
const DEBIAN_LINKER: &str = "wasm-ld-22";

/// Release code stops where it would panic, without the words for it, and keeps
/// neither places in the source nor `{:?}`: a tenth smaller (docs/decisions.md).
/// The standard library has to be built with the same flags. Leptos erases the
/// types of views where the last one is set, so that each is compiled once.
const SMALL: [&str; 5] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    "--cfg=erase_components",
];

/// Lets the program be cut into parts: `src/parts/program.rs` marks where, and the
/// linker leaves in the file what the cutter has to know.
const SPLIT: [&str; 2] = ["--cfg=split_program", "-Clink-arg=--emit-relocs"];

/// Lets a stable compiler build its library and take the flags of [`SMALL`].
const BOOTSTRAP: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// What compiles the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// The active toolchain, which has the target.
    Active(Library),
    /// Debian's `rustc-web` at this path, whose library is always built.
    Debian(PathBuf),
}

/// Where the standard library in a release comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Library {
    /// Built from its source with the flags of the program.
    #[default]
    Built,
    /// As the toolchain ships it. The program is larger, and has budgets of its own.
    Shipped,
}

impl fmt::Display for Compiler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active(Library::Built) => {
                f.write_str("the active toolchain, which builds its standard library small")
            }
            Self::Active(Library::Shipped) => {
                f.write_str("the active toolchain, with the standard library that came with it")
            }
            Self::Debian(rustc) => {
                write!(
                    f,
                    "{} (Debian), which builds its standard library small",
                    rustc.display()
                )
            }
        }
    }
}

impl Compiler {
    /// Finds a compiler that builds small releases, or sets one up; the next best
    /// is one that only links the library it came with, which is then said.
    ///
    /// # Errors
    /// When none can be had; the message lists what was tried.
    pub fn ensure() -> Result<Self> {
        if let Some(found) = Self::small() {
            return Ok(found);
        }
        let mut tried = Vec::new();
        if find_program("rustup").is_some() {
            for (what, args) in [
                ("target", ["target", "add", TARGET]),
                ("component", ["component", "add", "rust-src"]),
            ] {
                let there = match what {
                    "target" => active_has_target(),
                    _ => active_has_source(),
                };
                if there {
                    continue;
                }
                run::step(format!("Adding {} with rustup (up to a minute)", args[2]));
                let job = Job::new("rustup").args(args);
                if let Err(err) = job.long(&format!("rustup-{what}")) {
                    run::note("rustup could not");
                    tried.push(format!("{err:#}"));
                    break;
                }
            }
            if let Some(found) = Self::small() {
                return Ok(found);
            }
        }
        match debian::ensure(&DEBIAN_PACKAGES, "they compile Rust to WebAssembly") {
            Ok(()) => return Self::from_debian().map(Self::Debian),
            Err(err) => tried.push(format!("{err:#}")),
        }
        if active_has_target() {
            run::note(
                "The source of the standard library is not to be had, so the program \
                 cannot be cut into parts: each page loads all of it. It is held to the \
                 budgets of such builds. To change that: rustup component add rust-src",
            );
            return Ok(Self::Active(Library::Shipped));
        }
        bail!(nothing_works(&tried))
    }

    /// What is already on the machine, small releases first.
    pub fn find() -> Option<Self> {
        Self::small().or_else(|| active_has_target().then_some(Self::Active(Library::Shipped)))
    }

    /// All compilers on the machine that build small releases.
    pub fn all_small() -> Vec<Self> {
        let active = (active_has_target() && active_has_source() && active_takes_flags())
            .then_some(Self::Active(Library::Built));
        let debian = debian::is_debian() && DEBIAN_PACKAGES.iter().all(|p| debian::has(p));
        let debian = debian.then(|| Self::from_debian().ok().map(Self::Debian));
        active.into_iter().chain(debian.flatten()).collect()
    }

    /// Asked before rustup: where Rust's own downloads are out of reach, trying
    /// them again at each build would only cost time.
    fn small() -> Option<Self> {
        Self::all_small().into_iter().next()
    }

    fn from_debian() -> Result<PathBuf> {
        let files = debian::files(DEBIAN_PACKAGES[0])?;
        rustc_among(&files).context(
            "the package rustc-web has no program rustc; try: apt-get install --reinstall rustc-web",
        )
    }

    /// Where the standard library of a release comes from.
    #[must_use]
    pub const fn library(&self) -> Library {
        match self {
            Self::Active(library) => *library,
            Self::Debian(_) => Library::Built,
        }
    }

    /// Whether this is the toolchain that also builds the native programs.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self, Self::Active(_))
    }

    /// What a build has to find in its environment. Only for the build of the
    /// wasm, never for native ones. Empty where the library is linked as it came:
    /// always while developing with the active toolchain, since a panic should
    /// then say what it is. In a release `boot.js` tells the visitor.
    ///
    /// With `split` a small release can be cut into parts, and has to be.
    pub fn env(&self, release: bool, split: bool) -> Vec<(String, String)> {
        let target = TARGET.to_uppercase().replace('-', "_");
        let mut env = Vec::new();
        let mut set = |key: &str, value: &str| env.push((key.to_owned(), value.to_owned()));
        if let Self::Debian(rustc) = self {
            set("RUSTC", &rustc.to_string_lossy());
            // Saves the package rust-web-llvm, whose only use to us would be
            // to give this linker the name rust-lld.
            set(&format!("CARGO_TARGET_{target}_LINKER"), DEBIAN_LINKER);
        }
        let small = release && self.library() == Library::Built;
        if small || !self.is_active() {
            set(BOOTSTRAP.0, BOOTSTRAP.1);
            set("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        }
        if small {
            set("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
            let parts = if split { &SPLIT[..] } else { &[] };
            let flags = [&SMALL[..], parts].concat().join(" ");
            set(&format!("CARGO_TARGET_{target}_RUSTFLAGS"), &flags);
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

/// Whether the active toolchain brings the source of its standard library.
fn active_has_source() -> bool {
    Job::new("rustc")
        .args(["--print", "sysroot"])
        .answer()
        .is_ok_and(|root| {
            Path::new(root.trim())
                .join("lib/rustlib/src/rust/library/std/Cargo.toml")
                .is_file()
        })
}

/// Whether the active compiler knows the unstable flags of [`SMALL`]: they may
/// have other names in versions to come.
fn active_takes_flags() -> bool {
    Job::new("rustc")
        .args(SMALL)
        .args(["--print", "cfg", "--target", TARGET])
        .env(BOOTSTRAP.0, BOOTSTRAP.1)
        .answer()
        .is_ok()
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
        "there is no compiler for {TARGET}. With rustup: rustup target add {TARGET} && \
         rustup component add rust-src. \
         On Debian without it: sudo apt-get install {}.\nTried:\n{}",
        DEBIAN_PACKAGES.join(" "),
        tried.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'a>(env: &'a [(String, String)], key: &str) -> Option<&'a str> {
        env.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }

    #[test]
    fn releases_of_all_compilers_have_the_same_flags() {
        let debian = Compiler::Debian("/opt/bin/rustc".into()).env(true, true);
        let active = Compiler::Active(Library::Built).env(true, true);
        assert_eq!(value(&active, "RUSTC_BOOTSTRAP"), Some("1"));
        assert_eq!(
            value(&active, "CARGO_UNSTABLE_BUILD_STD"),
            Some("std,panic_abort")
        );
        let flags = value(&active, "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS");
        assert!(flags.is_some_and(|it| it.contains("immediate-abort")));
        // Debian's differ in who compiles and links, and in nothing else.
        let (who, rest): (Vec<_>, Vec<_>) = debian
            .into_iter()
            .partition(|(key, _)| key == "RUSTC" || key.ends_with("_LINKER"));
        assert_eq!(rest, active);
        assert_eq!(value(&who, "RUSTC"), Some("/opt/bin/rustc"));
        assert_eq!(
            value(&who, "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER"),
            Some("wasm-ld-22")
        );
    }

    #[test]
    fn while_one_develops_a_panic_says_what_it_is() {
        let debian = Compiler::Debian("/opt/bin/rustc".into()).env(false, true);
        assert!(debian.iter().all(|(key, _)| !key.contains("RUSTFLAGS")));
        assert!(value(&debian, "CARGO_UNSTABLE_BUILD_STD").is_some());
        assert_eq!(Compiler::Active(Library::Built).env(false, true), []);
    }

    #[test]
    fn without_the_librarys_source_nothing_is_asked_of_the_toolchain() {
        let shipped = Compiler::Active(Library::Shipped);
        assert_eq!(
            (shipped.env(true, true), shipped.env(false, true)),
            (vec![], vec![])
        );
        assert!(shipped.to_string().contains("came with it"), "{shipped}");
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
            text.contains("rustup target add wasm32-unknown-unknown")
                && text.contains("rustup component add rust-src"),
            "{text}"
        );
        assert!(text.contains("rustc-web rust-web-src lld-22"), "{text}");
        assert!(text.contains("rustup: no network"), "{text}");
    }
}
