//! The tools that build and test the site: pinned here and nowhere else,
//! installed once into the user's cache folder, found again in no time.
//!
//! Layout: `<cache>/spread-mastodon/tools/<name>-<version>/`. A tool is built
//! in a temporary folder beside it and moved into place when it is whole, so
//! that an interrupted installation never counts as installed.

mod cache;
mod cargo_tool;
mod npm;

pub use cache::Cache;

use crate::paths::{self, find_program};
use crate::run;
use anyhow::{Context, Result, bail};
use cargo_tool::{CargoTool, Locked};
use npm::NpmSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// Builds the bundle. 0.22 wants a newer Rust than ours.
const TRUNK: &str = "0.21.14";
/// Looks at dependencies.
const CARGO_DENY: &str = "0.20.2";
/// Drives Firefox.
const GECKODRIVER: &str = "0.37.1";

/// Makes the wasm smaller (binaryen) and the script beside it (esbuild). Debian's
/// binaryen is too old for what today's rustc emits.
const SHRINKERS: NpmSet = NpmSet {
    name: "build",
    inside: ".bin",
    why: "wasm-opt and esbuild come from npm",
    takes: "seconds",
};
/// Finds mistakes in accessibility, from within a page, and in HTML.
const AXE: NpmSet = NpmSet {
    name: "test",
    inside: "axe-core/axe.min.js",
    why: "axe-core and html-validate come from npm",
    takes: "seconds",
};
/// Judges pages. Later versions want a newer Node.js than Debian's.
const LIGHTHOUSE: NpmSet = NpmSet {
    name: "report",
    inside: "lighthouse/cli/index.js",
    why: "Lighthouse comes from npm",
    takes: "half a minute",
};

/// What the build needs besides a compiler.
#[derive(Debug)]
pub struct BuildTools {
    /// The program `trunk`.
    pub trunk: PathBuf,
    /// The program `wasm-bindgen`, which also cuts a program into parts.
    pub bindgen: PathBuf,
    /// Folders that PATH must start with, so that Trunk finds `wasm-bindgen`
    /// and `wasm-opt` there and downloads nothing.
    pub path: Vec<PathBuf>,
    /// What makes the bundle smaller; not there without npm.
    pub shrinkers: Option<Shrinkers>,
    /// What keeps a build with these tools from being published.
    pub reservations: Vec<String>,
}

/// The tools of `site::shrink`.
#[derive(Clone, Debug)]
pub struct Shrinkers {
    /// The folder with binaryen's programs.
    pub binaryen: PathBuf,
    /// The program `esbuild`.
    pub esbuild: PathBuf,
}

impl BuildTools {
    /// Finds or installs everything.
    ///
    /// # Errors
    /// When a tool cannot be installed.
    pub fn ensure() -> Result<Self> {
        let cache = Cache::of_user()?;
        let lock = paths::root().join("Cargo.lock");
        let lock =
            fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
        let bindgen = wasm_bindgen_version(&lock)?;
        // Each waits for a compiler most of the time, on one core or the other.
        let (trunk, bindgen, shrinkers) = thread::scope(|scope| {
            let trunk = scope.spawn(|| trunk().ensure_with_lock(&cache));
            let shrinkers = scope.spawn(|| ensure_shrinkers(&cache));
            let bindgen = wasm_bindgen(&bindgen).ensure(&cache);
            (joined(trunk), bindgen, joined(shrinkers))
        });
        let (trunk, Locked(trunk_locked)) = trunk?;
        let bindgen = bindgen?;
        let (wasm_opt, shrinkers) = shrinkers?;
        let mut reservations = Vec::new();
        if !trunk_locked {
            reservations.push("Trunk was installed without its lock file".to_owned());
        }
        if shrinkers.is_none() {
            reservations.push("wasm-opt and esbuild are missing, as npm is".to_owned());
        }
        let path = [bindgen.parent(), Some(wasm_opt.as_path())];
        let path = path.into_iter().flatten().map(Path::to_path_buf).collect();
        Ok(Self {
            trunk,
            bindgen,
            shrinkers,
            reservations,
            path,
        })
    }

    /// PATH with the tools' folders in front.
    ///
    /// # Errors
    /// When a folder's name cannot stand in PATH.
    pub fn path_variable(&self) -> Result<OsString> {
        path_with(&self.path, env::var_os("PATH"))
    }
}

/// Without TLS and its look for newer versions: it downloads nothing here.
fn trunk() -> CargoTool<'static> {
    CargoTool {
        package: "trunk",
        version: TRUNK,
        binary: "trunk",
        features: &["--no-default-features"],
        folder: None,
        takes: "3 to 5 minutes",
    }
}

/// A package of ours: that on the registry comes with a runner for tests, an HTTP
/// client and TLS, which take most of its time to build.
fn wasm_bindgen(version: &str) -> CargoTool<'_> {
    CargoTool {
        package: "wasm-bindgen-and-split",
        version,
        binary: "wasm-bindgen",
        features: &[],
        folder: Some(paths::root().join("crates/toolchain/wasm-bindgen")),
        takes: "about a minute",
    }
}

/// What a thread found; its panic is ours.
fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn path_with(front: &[PathBuf], old: Option<OsString>) -> Result<OsString> {
    let old = old.unwrap_or_default();
    env::join_paths(front.iter().cloned().chain(env::split_paths(&old)))
        .context("the cache folder's name has a character that PATH cannot hold")
}

/// The program `geckodriver`, installed now if need be.
///
/// # Errors
/// When it cannot be installed.
pub fn ensure_geckodriver() -> Result<PathBuf> {
    let tool = CargoTool {
        package: "geckodriver",
        version: GECKODRIVER,
        binary: "geckodriver",
        features: &[],
        folder: None,
        takes: "about 2 minutes",
    };
    tool.ensure(&Cache::of_user()?)
}

/// The program `cargo-deny`, installed now if need be.
///
/// # Errors
/// When it cannot be installed.
pub fn ensure_cargo_deny() -> Result<PathBuf> {
    let tool = CargoTool {
        package: "cargo-deny",
        version: CARGO_DENY,
        binary: "cargo-deny",
        features: &[],
        folder: None,
        takes: "3 to 5 minutes",
    };
    tool.ensure(&Cache::of_user()?)
}

/// The version of wasm-bindgen in `lock`, the text of a Cargo.lock: its
/// command-line tool must be exactly the same.
///
/// # Errors
/// When the text is no Cargo.lock or knows no wasm-bindgen.
pub fn wasm_bindgen_version(lock: &str) -> Result<String> {
    let lock: toml::Table = toml::from_str(lock).context("Cargo.lock is not readable as TOML")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let version = packages.into_iter().flatten().find_map(|package| {
        let field = |key| package.get(key).and_then(toml::Value::as_str);
        (field("name") == Some("wasm-bindgen")).then(|| field("version"))?
    });
    let Some(version) = version else {
        bail!("Cargo.lock names no wasm-bindgen: the app in src/ must depend on it to be built");
    };
    Ok(version.to_owned())
}

/// The folder that holds `wasm-opt`, and the other tools that make a bundle
/// smaller. Without npm the build still works, with a larger wasm.
fn ensure_shrinkers(cache: &Cache) -> Result<(PathBuf, Option<Shrinkers>)> {
    match SHRINKERS.ensure(cache) {
        Ok(bin) => Ok((
            bin.clone(),
            Some(Shrinkers {
                esbuild: bin.join("esbuild"),
                binaryen: bin,
            }),
        )),
        Err(err) if find_program("npm").is_none() => {
            run::step("WITHOUT wasm-opt: the bundle works, but its wasm is about a fifth larger");
            run::note(format!("{err:#}"));
            run::note("It cannot be published: install Node.js with npm and build again.");
            Ok((copying_wasm_opt(cache)?, None))
        }
        Err(err) => Err(err),
    }
}

/// The script of axe-core, which looks for mistakes in accessibility from
/// within a page; installed now if need be.
///
/// # Errors
/// When it is not there and npm is missing or fails.
pub fn ensure_axe() -> Result<PathBuf> {
    AXE.ensure(&Cache::of_user()?)
}

/// The program of Lighthouse, for node; installed now if need be.
///
/// # Errors
/// When it is not there and npm is missing or fails.
pub fn ensure_lighthouse() -> Result<PathBuf> {
    LIGHTHOUSE.ensure(&Cache::of_user()?)
}

/// A stand-in that copies its input, for machines without npm: Trunk insists
/// on a program of that name when index.html asks for it, and would go and
/// download one.
fn copying_wasm_opt(cache: &Cache) -> Result<PathBuf> {
    let script = r#"#!/bin/sh
# Stands in for wasm-opt where npm is missing: copies the input as it is.
for arg; do
  case "$arg" in
    --version) echo "wasm-opt version 132"; exit 0 ;;
    --output=*) out="${arg#--output=}" ;;
    -*) ;;
    *) in="$arg" ;;
  esac
done
exec cp "$in" "$out"
"#;
    cache.place("no-wasm-opt", "1", |part| {
        let file = part.join("wasm-opt");
        fs::write(&file, script)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Job;

    fn cache(name: &str) -> Cache {
        Cache {
            root: run::scratch_dir(name).unwrap(),
        }
    }

    fn os(text: &str) -> Option<OsString> {
        Some(text.into())
    }

    /// A set that is asked for is locked whole: each package with its hash, at
    /// exact versions, and without the name of a registry.
    #[test]
    fn npm_packages_are_locked_with_their_hashes() {
        for set in [SHRINKERS, AXE, LIGHTHOUSE] {
            let read = |name: &str| -> serde_json::Value {
                let text = fs::read_to_string(set.folder().join(name)).unwrap();
                serde_json::from_str(&text).unwrap()
            };
            let (manifest, lock) = (read("package.json"), read("package-lock.json"));
            assert_eq!(
                manifest["dependencies"], lock["packages"][""]["dependencies"],
                "{}: run npm install --package-lock-only in its folder",
                set.name
            );
            for (name, version) in manifest["dependencies"].as_object().unwrap() {
                let locked = &lock["packages"][format!("node_modules/{name}")]["version"];
                assert_eq!(version, locked, "{name}");
            }
            for (name, package) in lock["packages"].as_object().unwrap() {
                let whole = name.is_empty() || package["integrity"].is_string();
                assert!(whole && package["resolved"].is_null(), "{name}");
            }
            assert!(set.folder().join(".npmrc").is_file());
        }
    }

    #[test]
    fn wasm_bindgen_is_the_one_of_the_lock_file() {
        let lock = r#"
version = 4
[[package]]
name = "wasm-bindgen-macro"
version = "9.9.9"
[[package]]
name = "wasm-bindgen"
version = "0.2.130"
"#;
        assert_eq!(wasm_bindgen_version(lock).unwrap(), "0.2.130");
        let err = wasm_bindgen_version("version = 4").unwrap_err();
        assert!(err.to_string().contains("names no wasm-bindgen"));
        assert!(wasm_bindgen_version("not toml at all").is_err());
    }

    /// Ours must be of the version in the site's lock file.
    #[test]
    fn our_wasm_bindgen_is_that_of_the_site() {
        let read = |path: &str| fs::read_to_string(paths::root().join(path)).unwrap();
        let site = wasm_bindgen_version(&read("Cargo.lock")).unwrap();
        let ours: toml::Table = read("crates/toolchain/wasm-bindgen/Cargo.toml")
            .parse()
            .unwrap();
        assert_eq!(ours["package"]["version"].as_str(), Some(site.as_str()));
        let library = &ours["dependencies"]["wasm-bindgen-cli-support"];
        assert_eq!(library.as_str(), Some(format!("={site}").as_str()));
    }

    /// `fuzz/` is a workspace of its own, which no other command builds.
    #[test]
    fn the_fuzz_targets_lock_what_the_engine_stands_on() {
        let read = |path: &str| -> toml::Table {
            let text = fs::read_to_string(paths::root().join(path)).unwrap();
            toml::from_str(&text).unwrap()
        };
        let engine = read("crates/picker/Cargo.toml");
        let lock = read("fuzz/Cargo.lock");
        let packages = lock["package"].as_array().unwrap();
        let locked = packages
            .iter()
            .find(|it| it["name"].as_str() == Some("picker"))
            .unwrap();
        let locked = locked["dependencies"].as_array().unwrap();
        let locked: Vec<&str> = locked.iter().filter_map(toml::Value::as_str).collect();
        let mut wanted: Vec<String> = Vec::new();
        let mut add = |part: &toml::Table| {
            for kind in ["dependencies", "build-dependencies"] {
                let names = part.get(kind).and_then(toml::Value::as_table);
                wanted.extend(names.into_iter().flat_map(toml::Table::keys).cloned());
            }
        };
        add(&engine);
        for target in engine["target"].as_table().unwrap().values() {
            add(target.as_table().unwrap());
        }
        wanted.sort_unstable();
        assert_eq!(
            locked, wanted,
            "fuzz/Cargo.lock is not of crates/picker/Cargo.toml; run: cargo update --workspace \
             --manifest-path fuzz/Cargo.toml"
        );
    }

    #[test]
    fn our_tools_come_before_those_of_the_machine() {
        let front = [PathBuf::from("/cache/a"), PathBuf::from("/cache/b")];
        let path = path_with(&front, os("/usr/bin")).unwrap();
        let dirs: Vec<_> = env::split_paths(&path).collect();
        assert_eq!(
            dirs,
            [
                Path::new("/cache/a"),
                Path::new("/cache/b"),
                Path::new("/usr/bin")
            ]
        );
    }

    #[test]
    #[cfg(unix)]
    fn the_stand_in_for_wasm_opt_copies_and_states_a_version() {
        let cache = cache("stand-in");
        let program = copying_wasm_opt(&cache).unwrap().join("wasm-opt");
        let said = Job::new(&program).arg("--version").answer().unwrap();
        assert_eq!(said.trim(), "wasm-opt version 132");
        let (from, to) = (cache.root.join("in.wasm"), cache.root.join("out.wasm"));
        fs::write(&from, b"\0asm").unwrap();
        Job::new(&program)
            .arg(format!("--output={}", to.display()))
            .arg("-Oz")
            .arg(&from)
            .arg("--enable-bulk-memory")
            .answer()
            .unwrap();
        assert_eq!(fs::read(&to).unwrap(), b"\0asm");
        fs::remove_dir_all(cache.root).unwrap();
    }
}
