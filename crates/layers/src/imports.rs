//! Which files import which.

use crate::tokens::tokens;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Sources by the path of their module: `[]` for `lib.rs` and `main.rs`.
pub(crate) type Files = BTreeMap<Vec<String>, String>;
/// Modules, and those that each names.
pub(crate) type Imports = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// Reads the sources below a folder, but for tests and further programs.
pub(crate) fn read(src: &Path) -> Result<Files> {
    fn walk(folder: &Path, module: &[String], files: &mut Files) -> Result<()> {
        let entries =
            fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let mut module = module.to_vec();
            let root = module.is_empty() && (stem == "lib" || stem == "main");
            if stem == "tests" || (module.is_empty() && stem == "bin") {
                continue;
            } else if path.is_dir() {
                module.push(stem);
                walk(&path, &module, files)?;
            } else if path.extension().is_some_and(|it| it == "rs") {
                if !root && stem != "mod" {
                    module.push(stem);
                }
                let text = fs::read_to_string(&path)?;
                files.entry(module).or_default().push_str(&text);
            }
        }
        Ok(())
    }
    let mut files = Files::new();
    walk(src, &[], &mut files)?;
    Ok(files)
}

pub(crate) fn imports(files: &Files) -> Imports {
    let mut out = Imports::new();
    for (module, text) in files {
        let named = out.entry(module.clone()).or_default();
        for path in paths(&tokens(text), module) {
            let known = (0..=path.len()).rev().map(|end| &path[..end]);
            let found = known.into_iter().find(|prefix| files.contains_key(*prefix));
            named.extend(
                found
                    .filter(|it| *it != module.as_slice())
                    .map(<[_]>::to_vec),
            );
        }
    }
    out
}

/// The paths within the crate that a module names, from the crate's root.
fn paths(tokens: &[String], module: &[String]) -> Vec<Vec<String>> {
    let children: BTreeSet<&str> = tokens
        .windows(3)
        .filter(|it| it[0] == "mod" && (it[2] == ";" || it[2] == "{"))
        .map(|it| it[1].as_str())
        .collect();
    let mut out = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let begins = at == 0 || !["::", "."].contains(&tokens[at - 1].as_str());
        if !begins || tokens.get(at + 1).is_none_or(|it| it != "::") {
            continue;
        }
        let from = match token.as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module[..module.len().saturating_sub(1)].to_vec(),
            child if children.contains(child) => [module, &[child.to_owned()]].concat(),
            _ => continue,
        };
        tree(&tokens[at + 2..], from, &mut out);
    }
    out
}

/// What follows `from::`: a path, or several between braces. The number of
/// tokens that it takes.
fn tree(tokens: &[String], mut from: Vec<String>, out: &mut Vec<Vec<String>>) -> usize {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token.as_str() {
            "super" => {
                from.pop();
            }
            "{" => {
                while tokens.get(at).is_some_and(|it| it != "}") {
                    at += tree(&tokens[at..], from.clone(), out);
                    at += usize::from(tokens.get(at).is_some_and(|it| it == ","));
                }
                return at + 1;
            }
            "self" | "*" => {}
            name => from.push(name.to_owned()),
        }
        if tokens.get(at).is_none_or(|it| it != "::") {
            break;
        }
        at += 1;
    }
    out.push(from);
    // `name as other`.
    if tokens.get(at).is_some_and(|it| it == "as") {
        at + 2
    } else {
        at
    }
}
