//! Dependencies point one way: no two files of a crate import each other, and
//! crates depend only on those below them.
//!
//! A file imports another when it names something by a path through it:
//! `crate::a::B`, `super::B`, or `child::B` in the file that declares `mod child`.
//! A name that a parent re-exports counts as the parent's. Tests are left out.

use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

/// The crates from the bottom to the top: each depends on those before it alone.
const CRATES: [(&str, &str); 10] = [
    ("picker", "crates/picker"),
    ("fill", "crates/fill"),
    ("content", "crates/content"),
    ("toolchain", "crates/toolchain"),
    ("mock-api", "crates/mock-api"),
    ("picker-cli", "crates/picker-cli"),
    ("spread-mastodon", "."),
    ("site", "crates/site"),
    ("xtask", "xtask"),
    ("e2e", "tests"),
];

/// Those whose files are known to be without circles.
const ACYCLIC: [&str; 8] = [
    "content",
    "e2e",
    "fill",
    "mock-api",
    "picker",
    "picker-cli",
    "toolchain",
    "xtask",
];

/// Checks all crates of the project under `root`.
///
/// # Errors
/// Each circle, with the files in it, and each dependency that points upwards.
pub fn check(root: &Path) -> Result<()> {
    let mut wrong = Vec::new();
    for (place, (name, folder)) in CRATES.into_iter().enumerate() {
        let manifest = fs::read_to_string(root.join(folder).join("Cargo.toml"))
            .with_context(|| format!("cannot read {folder}/Cargo.toml"))?;
        let below: BTreeSet<&str> = CRATES[..place].iter().map(|it| it.0).collect();
        wrong.extend(upwards(&manifest, &below)?.into_iter().map(|dependency| {
            format!("{name} depends on {dependency}, which does not stand below it")
        }));
        if ACYCLIC.contains(&name) {
            let files = read(&root.join(folder).join("src"))?;
            let circles = circles(&imports(&files));
            wrong.extend(circles.into_iter().map(|it| format!("{folder}/src: {it}")));
        }
    }
    ensure!(
        wrong.is_empty(),
        "dependencies must point one way:\n{}",
        wrong.join("\n")
    );
    Ok(())
}

/// The crates of this project that a manifest depends on and that are not `below`.
/// Tests may reach up.
fn upwards(manifest: &str, below: &BTreeSet<&str>) -> Result<Vec<String>> {
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
    let ours = names.filter(|name| CRATES.iter().any(|it| it.0 == name.as_str()));
    Ok(ours
        .filter(|name| !below.contains(name.as_str()))
        .cloned()
        .collect())
}

/// Sources by the path of their module: `[]` for `lib.rs` and `main.rs`.
type Files = BTreeMap<Vec<String>, String>;
/// Modules, and those that each names.
type Imports = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// Reads the sources below a folder, but for tests and further programs.
fn read(src: &Path) -> Result<Files> {
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

fn imports(files: &Files) -> Imports {
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

/// Names and marks of a source, without comments, texts and test modules.
fn tokens(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '/' && chars.peek() == Some(&'/') {
            chars.by_ref().find(|it| *it == '\n');
        } else if c == '"' {
            let raw = out.last().is_some_and(|it| it == "r" || it == "br");
            let hashes = out.iter().rev().take_while(|it| *it == "#").count();
            let raw_hashes = hashes > 0 && out.len() > hashes && out[out.len() - hashes - 1] == "r";
            let end = if raw_hashes { hashes } else { 0 };
            skip_text(&mut chars, raw || raw_hashes, end);
        } else if c == '\'' {
            // A character; a lifetime has no second mark.
            let mut ahead = chars.clone();
            let first = ahead.next();
            if first == Some('\\') || ahead.next() == Some('\'') {
                if first == Some('\\') {
                    chars.nth(1);
                }
                chars.by_ref().find(|it| *it == '\'');
            }
        } else if c.is_alphanumeric() || c == '_' {
            let mut name = c.to_string();
            while let Some(more) = chars.next_if(|it| it.is_alphanumeric() || *it == '_') {
                name.push(more);
            }
            out.push(name);
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            out.push("::".to_owned());
        } else if !c.is_whitespace() {
            out.push(c.to_string());
        }
    }
    without_tests(&out)
}

/// Skips to behind a text, which ends at a quotation mark and so many `#`.
fn skip_text(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, raw: bool, hashes: usize) {
    while let Some(c) = chars.next() {
        if c == '\\' && !raw {
            chars.next();
        } else if c == '"' && (0..hashes).all(|_| chars.next_if_eq(&'#').is_some()) {
            return;
        }
    }
}

/// Leaves out what `#[cfg(test)]` stands on.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut out = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        if rest.len() > TEST.len() && rest.iter().zip(TEST).all(|(a, b)| a == b) {
            let mut depth = 0_i32;
            let end = rest.iter().skip(TEST.len()).position(|token| {
                depth += i32::from(token == "{") - i32::from(token == "}");
                depth == 0 && (token == ";" || token == "}")
            });
            rest = &rest[end.map_or(rest.len(), |end| TEST.len() + end + 1)..];
        } else {
            out.push(first.clone());
            rest = &rest[1..];
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

/// The shortest circle through each file that is in one and in none before.
fn circles(imports: &Imports) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for start in imports.keys() {
        if seen.contains(start) {
            continue;
        }
        let Some(circle) = circle(imports, start) else {
            continue;
        };
        let names: Vec<String> = circle.iter().map(|it| name(it)).collect();
        out.push(format!("{} → {}", names.join(" → "), name(start)));
        seen.extend(circle);
    }
    out
}

/// The shortest way from a file back to it.
fn circle(imports: &Imports, start: &[String]) -> Option<Vec<Vec<String>>> {
    let mut ways = VecDeque::from([vec![start.to_vec()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in imports.get(way.last()?).into_iter().flatten() {
            if next == start {
                return Some(way);
            }
            if seen.insert(next) {
                ways.push_back([way.as_slice(), std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

fn name(module: &[String]) -> String {
    if module.is_empty() {
        "the crate's root".to_owned()
    } else {
        module.join("::")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The circles among files with these modules and texts.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(module, text)| {
            let parts = module.split("::").filter(|it| !it.is_empty());
            (parts.map(str::to_owned).collect(), (*text).to_owned())
        });
        circles(&imports(&files.collect()))
    }

    #[test]
    fn two_files_that_import_each_other_are_a_circle() {
        let a = ("a", "use crate::b::B;\nstruct A;");
        assert_eq!(found(&[a, ("b", "use crate::{c, a::A};")]), ["a → b → a"]);
        assert_eq!(
            found(&[a, ("b", "fn f() -> super::a::A { }")]),
            ["a → b → a"]
        );
        assert_eq!(found(&[a, ("b", "struct B;")]), [""; 0]);
    }

    #[test]
    fn a_circle_through_three_is_named_once() {
        let files = [
            ("a", "use crate::{x::{self, Y as Z}, b};"),
            ("b", "use super::{c::C as D, x};"),
            ("c", "use crate::a;"),
            ("x", ""),
        ];
        assert_eq!(found(&files), ["a → b → c → a"]);
    }

    #[test]
    fn a_parent_and_its_child_are_two_files() {
        let uses = ("a", "mod b;\nuse b::B;");
        let declares = ("a", "pub mod b;");
        let child = ("a::b", "use super::A;");
        assert_eq!(found(&[uses, child]), ["a → a::b → a"]);
        assert_eq!(found(&[declares, child]), [""; 0]);
    }

    #[test]
    fn a_name_that_the_root_re_exports_is_the_root_s() {
        let root = ("", "pub mod a;\npub use a::A;");
        assert_eq!(
            found(&[root, ("a", "use crate::A;")]),
            ["the crate's root → a → the crate's root"]
        );
        assert_eq!(found(&[root, ("a", "")]), [""; 0]);
    }

    #[test]
    fn tests_comments_and_texts_import_nothing() {
        let a = ("a", "use crate::b;");
        for text in [
            "// use crate::a;",
            "const A: &str = \"crate::a\";",
            "const A: &str = r#\"\" crate::a\"#;",
            "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' } // crate::a",
            "#[cfg(test)]\nmod tests {\n    use crate::a::{self, B};\n    fn f() {}\n}",
            "#[cfg(test)]\nuse crate::a;",
        ] {
            assert_eq!(found(&[a, ("b", text)]), [""; 0], "{text}");
        }
        let behind = "#[cfg(test)]\nmod tests { fn f() {} }\nuse crate::a;";
        assert_eq!(found(&[a, ("b", behind)]), ["a → b → a"]);
    }

    #[test]
    fn a_dependency_that_points_upwards_is_found_but_for_tests() {
        let manifest = "[dependencies]\ncontent.workspace = true\nserde = \"1\"\n\
             [dev-dependencies]\nsite.workspace = true\n\
             [target.'cfg(unix)'.dependencies]\nxtask = { path = \"../xtask\" }\n";
        let below = BTreeSet::from(["content"]);
        assert_eq!(upwards(manifest, &below).unwrap(), ["xtask"]);
        assert_eq!(
            upwards(manifest, &BTreeSet::new()).unwrap(),
            ["content", "xtask"]
        );
    }

    #[test]
    fn this_project_points_one_way() {
        check(&toolchain::paths::root()).unwrap();
    }
}
