//! Trunk with all that it needs.

use crate::paths;
use crate::run::{self, Job};
use crate::tools::BuildTools;
use crate::wasm::{self, Compiler, Library};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Everything that Trunk needs to run.
#[derive(Debug)]
pub struct Toolbox {
    compiler: Compiler,
    tools: BuildTools,
}

impl Toolbox {
    /// Finds or installs everything.
    ///
    /// # Errors
    /// When something cannot be installed.
    pub fn ensure() -> Result<Self> {
        run::step("Looking for the compiler and the tools");
        let toolbox = Self {
            compiler: Compiler::ensure()?,
            tools: BuildTools::ensure()?,
        };
        run::note(format!("{}: {}", wasm::TARGET, toolbox.compiler));
        run::note(format!("trunk: {}", toolbox.tools.trunk.display()));
        Ok(toolbox)
    }

    /// The tools by themselves.
    #[must_use]
    pub const fn tools(&self) -> &BuildTools {
        &self.tools
    }

    /// The standard library that the wasm is built with.
    #[must_use]
    pub fn library(&self) -> Library {
        self.compiler.library()
    }

    /// See [`wasm::remap`]. Code that stops where it would panic names no files,
    /// so a library that was built small needs none of it.
    fn remapped(&self) -> Option<(&'static str, String)> {
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home =
            home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
        let root = paths::root();
        // Flags are parted by spaces: with one in a folder's name the build
        // works, and differs from those made elsewhere.
        let plain = |path: &Path| !path.to_string_lossy().contains(char::is_whitespace);
        (self.compiler.library() == Library::Shipped && plain(&root) && plain(&home)).then(|| {
            (
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                wasm::remap(&root, &home),
            )
        })
    }

    /// Trunk, ready for its arguments: it finds our tools and downloads none.
    /// `release` must say whether `--release` will be among them.
    ///
    /// # Errors
    /// When the cache folder's name cannot stand in PATH.
    pub fn trunk(&self, release: bool) -> Result<Job> {
        Ok(Job::new(&self.tools.trunk)
            .env("PATH", self.tools.path_variable()?)
            .env("CARGO_TARGET_DIR", paths::wasm_target())
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .envs(self.remapped())
            // Trunk 0.21 takes the usual NO_COLOR=1 for a mistake.
            .env_remove("NO_COLOR")
            .envs(self.compiler.env(release, self.splits())))
    }

    /// Whether a release is cut into parts. The scripts that belong to them have to
    /// become one, which needs npm's tools; and the size of a program that links the
    /// library as it was shipped is no concern.
    #[must_use]
    pub fn splits(&self) -> bool {
        self.tools.shrinkers.is_some() && self.library() == Library::Built
    }
}
