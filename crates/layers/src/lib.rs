//! Dependencies point one way: no two files of a crate import each other, and
//! crates depend only on those below them.
//!
//! A file imports another when it names something by a path through it:
//! `crate::a::B`, `super::B`, or `child::B` in the file that declares `mod child`.
//! A name that a parent re-exports counts as the parent's. Tests are left out.

mod circles;
mod imports;
mod manifest;
mod tokens;

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A crate of a project.
#[derive(Debug, Clone, Copy)]
pub struct Layer {
    /// Its name, as manifests depend on it.
    pub name: &'static str,
    /// Its folder, from the project's root.
    pub folder: &'static str,
    /// Whether its files must be free of circles.
    pub acyclic: bool,
}

/// What is wrong with a project's layers, which are named from the bottom to the
/// top: each may depend on those before it alone (but for its tests).
///
/// # Errors
/// When a manifest or a source cannot be read.
pub fn check(root: &Path, layers: &[Layer]) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let ours: BTreeSet<&str> = layers.iter().map(|it| it.name).collect();
    for (place, layer) in layers.iter().enumerate() {
        let Layer { name, folder, .. } = layer;
        let manifest = fs::read_to_string(root.join(folder).join("Cargo.toml"))
            .with_context(|| format!("cannot read {folder}/Cargo.toml"))?;
        let below = layers[..place].iter().map(|it| it.name).collect();
        for other in manifest::upwards(&manifest, &ours, &below)? {
            wrong.push(format!("{name} depends on {other}, which is not below it"));
        }
        if layer.acyclic {
            let imports = imports::imports(&imports::read(&root.join(folder).join("src"))?);
            let circles = circles::circles(&imports);
            wrong.extend(circles.into_iter().map(|it| format!("{folder}/src: {it}")));
        }
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_and_upward_dependencies_of_a_project_are_named() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let file = root.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        write("low/Cargo.toml", "[dependencies]\nhigh = \"1\"\n");
        write("low/src/lib.rs", "mod a;\nmod b;");
        write("low/src/a.rs", "use crate::b;");
        write("low/src/b/mod.rs", "use super::a;");
        write("low/src/b/tests.rs", "use super::*;");
        write("high/Cargo.toml", "[dependencies]\nlow = \"1\"\n");
        write("high/src/main.rs", "mod a;");
        write("high/src/a.rs", "use super::main;");
        let layer = |name, acyclic| Layer {
            name,
            folder: name,
            acyclic,
        };
        let both = [layer("low", true), layer("high", true)];
        assert_eq!(
            check(root.path(), &both).unwrap(),
            [
                "low depends on high, which is not below it",
                "low/src: a → b → a"
            ]
        );
        let lax = [layer("high", true), layer("low", false)];
        assert_eq!(
            check(root.path(), &lax).unwrap(),
            ["high depends on low, which is not below it"]
        );
    }
}
