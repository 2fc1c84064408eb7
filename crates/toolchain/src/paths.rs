//! Where things are: the repository and its folders.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository (the workspace).
///
/// Known since compile time: cargo rebuilds this crate when the checkout moves.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where the finished bundle is written.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The target folder of native builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The target folder of wasm builds. Apart from the native one, because the
/// wasm build may use another compiler (see `wasm`) and cargo would
/// otherwise rebuild everything at each change of compiler.
pub fn wasm_target() -> PathBuf {
    target().join("wasm")
}

/// Where the full output of long steps is kept, for reading after a failure.
pub fn logs() -> PathBuf {
    target().join("xtask-logs")
}

/// The environment variable that names a folder of recorded answers, laid out
/// as docs/testing.md says. Recordings are not part of the repository.
pub const SPREAD_RECORDED: &str = "SPREAD_RECORDED";

/// The folder of recorded answers, where [`SPREAD_RECORDED`] names one.
pub fn recordings() -> Option<PathBuf> {
    let folder = env::var_os(SPREAD_RECORDED).filter(|folder| !folder.is_empty())?;
    Some(root().join(folder))
}

/// The first executable file called `name` on PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    find_program_in(name, &env::var_os("PATH")?)
}

fn find_program_in(name: &str, path: &std::ffi::OsStr) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|dir| dir.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|file| is_executable(file))
}

/// Whether `file` is a file that this machine would run.
pub fn is_executable(file: &Path) -> bool {
    let Ok(meta) = file.metadata() else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        meta.is_file() && meta.permissions().mode() & 0o111 != 0
    }
    #[cfg(not(unix))]
    {
        meta.is_file()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
        assert!(root().join("xtask").is_dir());
    }

    #[test]
    #[cfg(unix)]
    fn a_program_is_found_only_when_it_can_be_run() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("some-tool");
        std::fs::write(&file, "#!/bin/sh\n").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(find_program_in("some-tool", dir.path().as_os_str()), None);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(
            find_program_in("some-tool", dir.path().as_os_str()),
            Some(file)
        );
    }
}
