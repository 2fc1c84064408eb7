//! The folder in the user's cache that holds the tools of all versions.

use anyhow::{Context, Result, anyhow};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder that holds the tools of all versions.
#[derive(Clone, Debug)]
pub struct Cache {
    pub(super) root: PathBuf,
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
    pub(super) fn place(
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run;
    use anyhow::bail;

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
}
