//! The configuration that our own runs of Trunk get.

use anyhow::{Context, Result};
use std::path::Path;

/// The repository's Trunk.toml seen from another folder, with this program called
/// at the end of each build in place of the hook that compiles it, or nothing.
///
/// # Errors
/// When the file is no TOML.
pub fn trunk_config(own: &str, root: &Path, hook: Option<&Path>) -> Result<String> {
    let mut config: toml::Table = toml::from_str(own).context("Trunk.toml is not readable")?;
    let build = section(&mut config, "build");
    let target = build.get("target").and_then(toml::Value::as_str);
    let target = root.join(target.unwrap_or("index.html"));
    build.insert("target".to_owned(), text(&target));
    let watch = section(&mut config, "watch");
    for key in ["watch", "ignore"] {
        if let Some(toml::Value::Array(paths)) = watch.get_mut(key) {
            let absolute = paths
                .iter()
                .filter_map(|path| Some(root.join(path.as_str()?)));
            // Trunk does not start over a path that does not exist (yet).
            *paths = absolute
                .filter(|path| path.exists())
                .map(|path| text(&path))
                .collect();
        }
    }
    config.remove("hooks");
    if let Some(program) = hook {
        let mut hook = toml::Table::new();
        hook.insert("stage".to_owned(), "post_build".into());
        hook.insert("command".to_owned(), text(program));
        hook.insert("command_arguments".to_owned(), vec!["trunk-hook"].into());
        config.insert("hooks".to_owned(), toml::Value::Array(vec![hook.into()]));
    }
    Ok(config.to_string())
}

fn text(path: &Path) -> toml::Value {
    path.to_string_lossy().into_owned().into()
}

fn section<'a>(config: &'a mut toml::Table, name: &str) -> &'a mut toml::Table {
    let value = config
        .entry(name)
        .or_insert_with(|| toml::Table::new().into());
    if !value.is_table() {
        *value = toml::Table::new().into();
    }
    match value {
        toml::Value::Table(table) => table,
        _ => unreachable!("it was made a table just now"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use toolchain::run;

    #[test]
    fn the_development_server_keeps_the_settings_and_calls_us_after_each_build() {
        let root = run::scratch_dir("dev").unwrap();
        fs::create_dir(root.join("docs")).unwrap();
        let own = "[build]\nfilehash = true\n[watch]\nignore = [\"dist\", \"docs\"]\n\
                   [[hooks]]\nstage = \"post_build\"\ncommand = \"cargo\"\n";
        let text = trunk_config(own, &root, Some(Path::new("/bin/xtask"))).unwrap();
        let config: toml::Table = toml::from_str(&text).unwrap();
        assert_eq!(config["build"]["filehash"].as_bool(), Some(true));
        let path = |value: &toml::Value| root.join(value.as_str().unwrap());
        assert_eq!(path(&config["build"]["target"]), root.join("index.html"));
        // dist is not built yet; Trunk would refuse to start over it.
        let ignored = config["watch"]["ignore"].as_array().unwrap();
        assert_eq!(ignored.len(), 1);
        assert_eq!(path(&ignored[0]), root.join("docs"));
        let hook = &config["hooks"][0];
        assert_eq!(hook["stage"].as_str(), Some("post_build"));
        assert_eq!(hook["command"].as_str(), Some("/bin/xtask"));
        assert_eq!(config["hooks"].as_array().map(Vec::len), Some(1));
        let text = trunk_config(own, &root, None).unwrap();
        assert!(!text.contains("hooks"), "{text}");
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn an_unreadable_trunk_toml_is_an_error() {
        assert!(trunk_config("= broken", Path::new("/repo"), None).is_err());
    }
}
