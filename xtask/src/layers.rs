//! The crates of this project and which of them stand upon which.

use anyhow::{Result, ensure};
use layers::Layer;
use std::path::Path;

/// From the bottom to the top: each depends on those before it alone.
const LAYERS: [Layer; 12] = [
    layer("picker", "crates/picker", true),
    layer("fill", "crates/fill", true),
    layer("spread", "crates/spread", true),
    layer("content", "crates/content", true),
    layer("toolchain", "crates/toolchain", true),
    layer("mock-api", "crates/mock-api", true),
    layer("picker-cli", "crates/picker-cli", true),
    layer("spread-mastodon", ".", true),
    layer("site", "crates/site", true),
    layer("layers", "crates/layers", true),
    layer("xtask", "xtask", true),
    layer("e2e", "tests", true),
];

const fn layer(name: &'static str, folder: &'static str, acyclic: bool) -> Layer {
    Layer {
        name,
        folder,
        acyclic,
    }
}

/// Checks all of them.
///
/// # Errors
/// Each circle, with the files in it, and each dependency that points upwards.
pub fn check(root: &Path) -> Result<()> {
    let wrong = layers::check(root, &LAYERS)?;
    ensure!(
        wrong.is_empty(),
        "dependencies must point one way:\n{}",
        wrong.join("\n")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_project_points_one_way() {
        check(&toolchain::paths::root()).unwrap();
    }

    #[test]
    fn each_crate_of_the_workspace_is_in_the_list() {
        let manifest =
            std::fs::read_to_string(toolchain::paths::root().join("Cargo.toml")).unwrap();
        let manifest: toml::Table = toml::from_str(&manifest).unwrap();
        let members = manifest["workspace"]["members"].as_array().unwrap();
        let mut members: Vec<_> = members.iter().filter_map(toml::Value::as_str).collect();
        let mut listed: Vec<_> = LAYERS.iter().map(|it| it.folder).collect();
        members.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, members);
    }
}
