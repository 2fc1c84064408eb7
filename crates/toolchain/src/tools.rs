//! The tools that build and test the site: pinned here and nowhere else,
//! installed once into the user's cache folder, found again in no time.
//!
//! Layout: `<cache>/spread-mastodon/tools/<name>-<version>/`. A tool is built
//! in a temporary folder beside it and moved into place when it is whole, so
//! that an interrupted installation never counts as installed.

use crate::paths::{self, find_program, is_executable};
use crate::run::{self, Failed, Job};
use anyhow::{Context, Result, anyhow, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Builds the bundle. 0.22 wants a newer Rust than ours.
const TRUNK: &str = "0.21.14";
/// Drives Firefox.
const GECKODRIVER: &str = "0.37.1";
/// Shrinks the wasm; the npm package is `wasm-opt` compiled to wasm. Debian's
/// is too old for what today's rustc emits.
const BINARYEN: &str = "132.0.0";
/// Shrinks the script beside the wasm; an npm package. It is the usual tool for
/// that, one program without dependencies, done in milliseconds.
const ESBUILD: &str = "0.28.2";
/// Finds mistakes in accessibility; an npm package, injected into pages.
const AXE: &str = "4.14.1";
/// Judges pages; an npm package. Later versions want a newer Node.js than
/// Debian's.
const LIGHTHOUSE: &str = "12.8.2";

/// The folder that holds the tools of all versions.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// The user's own cache folder: `XDG_CACHE_HOME`, else `~/.cache`, else
    /// (on Windows) `LOCALAPPDATA`.
    ///
    /// # Errors
    /// When none of these is set.
    pub fn of_user() -> Result<Self> {
        let var = |name| env::var_os(name).filter(|value| !value.is_empty());
        Self::from_vars(var("XDG_CACHE_HOME"), var("HOME"), var("LOCALAPPDATA"))
    }

    fn from_vars(
        xdg: Option<OsString>,
        home: Option<OsString>,
        local: Option<OsString>,
    ) -> Result<Self> {
        // The XDG specification asks to ignore relative paths.
        let base = xdg
            .map(PathBuf::from)
            .filter(|dir| dir.is_absolute())
            .or_else(|| home.map(|dir| Path::new(&dir).join(".cache")))
            .or_else(|| local.map(PathBuf::from))
            .ok_or_else(|| {
                anyhow!("no place for tools: set HOME or XDG_CACHE_HOME to a folder of yours")
            })?;
        Ok(Self {
            root: base.join("spread-mastodon").join("tools"),
        })
    }

    /// Where a tool of this version lives, installed or not.
    pub fn dir(&self, name: &str, version: &str) -> PathBuf {
        self.root.join(format!("{name}-{version}"))
    }

    /// Lets `install` fill a temporary folder and moves it into place.
    fn place(
        &self,
        name: &str,
        version: &str,
        install: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let dir = self.dir(name, version);
        let part = self
            .root
            .join(format!(".part-{name}-{version}-{}", std::process::id()));
        fs::create_dir_all(&part).with_context(|| {
            format!(
                "cannot create {}; is the cache folder writable?",
                part.display()
            )
        })?;
        let moved = install(&part).and_then(|()| {
            // What is there is older and incomplete, or a twin that was quicker.
            if dir.exists() {
                fs::remove_dir_all(&dir)?;
            }
            fs::rename(&part, &dir).with_context(|| format!("cannot create {}", dir.display()))
        });
        if moved.is_err() {
            // A leftover costs disk space and nothing else.
            let _ = fs::remove_dir_all(&part);
        }
        moved.map(|()| dir)
    }
}

/// A tool that `cargo install` builds.
struct CargoTool<'a> {
    /// The package on the registry.
    package: &'a str,
    version: &'a str,
    binary: &'a str,
    /// About how long it takes, for the person who waits.
    takes: &'a str,
}

impl CargoTool<'_> {
    /// The program, installed now if need be.
    fn ensure(&self, cache: &Cache) -> Result<PathBuf> {
        let inside = Path::new("bin").join(format!("{}{}", self.binary, env::consts::EXE_SUFFIX));
        let cached = cache.dir(self.package, self.version).join(&inside);
        if is_executable(&cached) {
            return Ok(cached);
        }
        if let Some(own) = self.on_path() {
            return Ok(own);
        }
        run::step(format!(
            "Installing {} {} ({}, once)",
            self.package, self.version, self.takes
        ));
        let dir = cache.place(self.package, self.version, |part| {
            let log = format!("install-{}", self.package);
            // The lock file first, for the versions its authors tested. Some
            // registries no longer serve every version named in it.
            self.install(part, &["--locked"], &format!("{log}-locked"))
                .or_else(|err| {
                    run::note("with its own lock file it did not work:");
                    run::note(first_complaint(&err).unwrap_or("see the log"));
                    run::note("trying with the newest versions that fit");
                    self.install(part, &[], &log)
                })
        })?;
        Ok(dir.join(inside))
    }

    fn install(&self, root: &Path, extra: &[&str], log: &str) -> Result<()> {
        Job::cargo()
            .args(["install", self.package, "--version", self.version])
            .args(extra)
            .arg("--root")
            .arg(root)
            // Away from the repository and its .cargo/config.toml.
            .dir(&env::temp_dir())
            // A tool that runs for a second may be a little slower if that
            // makes it build in half of the time.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_BUILD_TARGET")
            .advice(format!(
                "Is the crate registry reachable? By hand: cargo install {} --version {}; \
                 a program of that version on PATH is used as well.",
                self.package, self.version
            ))
            .long(log)
    }

    /// The person's own installation, if it is of the very version.
    fn on_path(&self) -> Option<PathBuf> {
        let program = find_program(self.binary)?;
        let said = Job::new(&program)
            .arg("--version")
            .env_remove("NO_COLOR")
            .answer()
            .ok()?;
        (version_in(&said) == Some(self.version)).then_some(program)
    }
}

/// The line in which cargo says what was wrong.
fn first_complaint(err: &anyhow::Error) -> Option<&str> {
    let failed = err.downcast_ref::<Failed>()?;
    let mut lines = failed.tail.iter().map(String::as_str);
    lines.find(|line| line.starts_with("error"))
}

/// The version that a program states in the first line of its `--version`:
/// the first word that looks like one.
fn version_in(text: &str) -> Option<&str> {
    text.lines()
        .next()?
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| {
            let mut parts = word.split('.');
            word.contains('.') && parts.all(|p| p.starts_with(|c: char| c.is_ascii_digit()))
        })
}

/// What the build needs besides a compiler.
#[derive(Debug)]
pub struct BuildTools {
    /// The program `trunk`.
    pub trunk: PathBuf,
    /// Folders that PATH must start with, so that Trunk finds `wasm-bindgen`
    /// and `wasm-opt` there and downloads nothing.
    pub path: Vec<PathBuf>,
    /// What makes the bundle smaller; not there without npm.
    pub shrinkers: Option<Shrinkers>,
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
        let trunk = CargoTool {
            package: "trunk",
            version: TRUNK,
            binary: "trunk",
            takes: "5 to 10 minutes",
        };
        let trunk = trunk.ensure(&cache)?;
        let bindgen = CargoTool {
            package: "wasm-bindgen-cli",
            version: &bindgen,
            binary: "wasm-bindgen",
            takes: "about 2 minutes",
        };
        let bindgen = bindgen.ensure(&cache)?;
        let wasm_opt = ensure_wasm_opt(&cache)?;
        let shrinkers = ensure_shrinkers(&cache, &wasm_opt)?;
        let path = [bindgen.parent(), Some(wasm_opt.as_path())];
        Ok(Self {
            trunk,
            shrinkers,
            path: path.into_iter().flatten().map(Path::to_path_buf).collect(),
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
        takes: "about 2 minutes",
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

/// The folder that holds `wasm-opt`. Without npm the build still works, with
/// a larger wasm.
fn ensure_wasm_opt(cache: &Cache) -> Result<PathBuf> {
    let inside = Path::new("node_modules").join(".bin");
    let cached = cache.dir("binaryen", BINARYEN).join(&inside);
    if cached.join("wasm-opt").exists() && find_program("node").is_some() {
        return Ok(cached);
    }
    if find_program("npm").is_none() || find_program("node").is_none() {
        let why = "wasm-opt comes from npm";
        if let Err(err) = crate::debian::ensure(&["nodejs", "npm"], why) {
            run::step("WITHOUT wasm-opt: the bundle works, but its wasm is about a fifth larger");
            run::note(format!("{err:#}"));
            run::note("Do not publish this build: install Node.js with npm and build again.");
            return copying_wasm_opt(cache);
        }
    }
    let dir = npm_install(cache, "binaryen", BINARYEN)?;
    Ok(dir.join(inside))
}

/// Nothing where npm is missing and a stand-in takes the place of `wasm-opt`.
fn ensure_shrinkers(cache: &Cache, wasm_opt: &Path) -> Result<Option<Shrinkers>> {
    if !wasm_opt.join("wasm-metadce").exists() {
        return Ok(None);
    }
    let inside = Path::new("node_modules").join(".bin").join("esbuild");
    let cached = cache.dir("esbuild", ESBUILD).join(&inside);
    let esbuild = if cached.exists() {
        cached
    } else {
        npm_install(cache, "esbuild", ESBUILD)?.join(inside)
    };
    Ok(Some(Shrinkers {
        binaryen: wasm_opt.to_path_buf(),
        esbuild,
    }))
}

/// The script of axe-core, which looks for mistakes in accessibility from
/// within a page; installed now if need be.
///
/// # Errors
/// When it is not there and npm is missing or fails.
pub fn ensure_axe() -> Result<PathBuf> {
    let cache = Cache::of_user()?;
    let inside = Path::new("node_modules/axe-core/axe.min.js");
    let cached = cache.dir("axe-core", AXE).join(inside);
    if cached.is_file() {
        return Ok(cached);
    }
    if find_program("npm").is_none() {
        crate::debian::ensure(&["nodejs", "npm"], "axe-core comes from npm")?;
    }
    Ok(npm_install(&cache, "axe-core", AXE)?.join(inside))
}

/// The program of Lighthouse, for node; installed now if need be.
///
/// # Errors
/// When it is not there and npm is missing or fails.
pub fn ensure_lighthouse() -> Result<PathBuf> {
    let cache = Cache::of_user()?;
    let inside = Path::new("node_modules/lighthouse/cli/index.js");
    let cached = cache.dir("lighthouse", LIGHTHOUSE).join(inside);
    if cached.is_file() {
        return Ok(cached);
    }
    if find_program("npm").is_none() {
        crate::debian::ensure(&["nodejs", "npm"], "Lighthouse comes from npm")?;
    }
    Ok(npm_install(&cache, "lighthouse", LIGHTHOUSE)?.join(inside))
}

fn npm_install(cache: &Cache, package: &str, version: &str) -> Result<PathBuf> {
    run::step(format!("Installing {package} {version} (from npm, once)"));
    cache.place(package, version, |part| {
        Job::new("npm")
            .args(["install", "--no-save", "--no-audit", "--no-fund"])
            .args(["--ignore-scripts", "--prefix"])
            .arg(part)
            .arg(format!("{package}@{version}"))
            .dir(part)
            .advice("Is the npm registry reachable? Try the same command by hand.")
            .long(&format!("install-{package}"))
    })
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

    fn cache(name: &str) -> Cache {
        Cache {
            root: run::scratch_dir(name).unwrap(),
        }
    }

    fn os(text: &str) -> Option<OsString> {
        Some(text.into())
    }

    #[test]
    fn tools_live_in_the_users_cache_under_their_version() {
        let cache = Cache::from_vars(os("/xdg"), os("/home/me"), None).unwrap();
        assert_eq!(
            cache.dir("trunk", "0.21.14"),
            Path::new("/xdg/spread-mastodon/tools/trunk-0.21.14")
        );
        let cache = Cache::from_vars(None, os("/home/me"), None).unwrap();
        assert_eq!(
            cache.dir("trunk", "1"),
            Path::new("/home/me/.cache/spread-mastodon/tools/trunk-1")
        );
        let cache = Cache::from_vars(os("not/absolute"), os("/home/me"), None).unwrap();
        assert!(cache.dir("x", "1").starts_with("/home/me/.cache"));
        let err = Cache::from_vars(None, None, None).unwrap_err();
        assert!(err.to_string().contains("set HOME"));
    }

    #[test]
    fn an_interrupted_installation_does_not_count() {
        let cache = cache("interrupted");
        let result = cache.place("tool", "1", |part| {
            fs::write(part.join("half"), "half")?;
            bail!("the cable was pulled")
        });
        assert!(result.is_err());
        assert!(!cache.dir("tool", "1").exists());
        assert_eq!(fs::read_dir(&cache.root).unwrap().count(), 0);
        fs::remove_dir_all(cache.root).unwrap();
    }

    #[test]
    fn a_whole_installation_replaces_a_broken_one() {
        let cache = cache("replaces");
        fs::create_dir_all(cache.dir("tool", "1").join("rubbish")).unwrap();
        let dir = cache
            .place("tool", "1", |part| Ok(fs::write(part.join("whole"), "")?))
            .unwrap();
        assert!(dir.join("whole").exists());
        assert!(!dir.join("rubbish").exists());
        fs::remove_dir_all(cache.root).unwrap();
    }

    #[test]
    fn the_version_is_read_from_what_a_program_says() {
        assert_eq!(version_in("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(
            version_in("geckodriver 0.37.1 (abc 2026)\n\nmore 1.2"),
            Some("0.37.1")
        );
        assert_eq!(version_in("tool v1.2.3"), Some("1.2.3"));
        assert_eq!(version_in("no version here."), None);
        assert_eq!(version_in(""), None);
    }

    #[test]
    fn of_a_failed_installation_the_complaint_is_picked() {
        let failed = Failed {
            command: String::new(),
            why: String::new(),
            tail: vec!["Updating index".into(), "error: no such version".into()],
            advice: String::new(),
        };
        let err = anyhow::Error::from(failed);
        assert_eq!(first_complaint(&err), Some("error: no such version"));
        assert_eq!(first_complaint(&anyhow!("else")), None);
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
            let names = part["dependencies"].as_table().unwrap().keys();
            wanted.extend(names.cloned());
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
