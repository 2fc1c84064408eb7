//! What a manifest depends on.

use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// Those of `ours` that a manifest depends on and that are not `below`.
/// Tests may reach up.
pub(crate) fn upwards(
    manifest: &str,
    ours: &BTreeSet<&str>,
    below: &BTreeSet<&str>,
) -> Result<Vec<String>> {
    let manifest: toml::Table = toml::from_str(manifest).context("Cargo.toml is not readable")?;
    let mut tables = vec![&manifest];
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    tables.extend(
        targets
            .into_iter()
            .flat_map(toml::Table::values)
            .filter_map(|it| it.as_table()),
    );
    let dependencies = tables.into_iter().flat_map(|table| {
        let kinds = ["dependencies", "build-dependencies"];
        kinds.map(|kind| table.get(kind).and_then(toml::Value::as_table))
    });
    let names = dependencies.flatten().flat_map(toml::Table::keys);
    let named = names.filter(|name| ours.contains(name.as_str()));
    Ok(named
        .filter(|name| !below.contains(name.as_str()))
        .cloned()
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_that_points_upwards_is_found_but_for_tests() {
        let manifest = "[dependencies]\ncontent.workspace = true\nserde = \"1\"\n\
             [dev-dependencies]\nsite.workspace = true\n\
             [target.'cfg(unix)'.dependencies]\nxtask = { path = \"../xtask\" }\n";
        let ours = BTreeSet::from(["content", "site", "xtask"]);
        let below = BTreeSet::from(["content"]);
        assert_eq!(upwards(manifest, &ours, &below).unwrap(), ["xtask"]);
        assert_eq!(
            upwards(manifest, &ours, &BTreeSet::new()).unwrap(),
            ["content", "xtask"]
        );
    }
}
