//! Makes the wasm and its JavaScript smaller than Trunk can, which looks at
//! each of them alone: what only unused exports need is dropped on both sides.
//!
//! All by well-kept tools (esbuild, binaryen).

use crate::program::{self, LOADER};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use toolchain::run::{self, Job};
use toolchain::tools::{BuildTools, Shrinkers};

/// What browsers have had since 2022.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Twice, over straightened code, until nothing gets smaller. No static data
/// lies in the first kilobyte: Rust's linker leaves it to the stack. At last,
/// what is named alike, and so made alike, stands together: that packs better.
const PASSES: [&str; 8] = [
    "--debuginfo",
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
    "--reorder-functions-by-name",
];

/// Scripts of ours that stand on every page, modules both: their comments stay in the
/// repository.
const PLAIN_SCRIPTS: [&str; 2] = ["boot.js", "offline.js"];

/// The names are of no more use.
const BARE: [&str; 3] = [
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Shrinks the one program in `dir`, in place.
///
/// # Errors
/// When there is not exactly one, or a tool fails.
pub fn apply(tools: &BuildTools, dir: &Path) -> Result<()> {
    let Some(shrinkers) = &tools.shrinkers else {
        run::note("Not made smaller: that needs npm.");
        return Ok(());
    };
    let (js, wasm) = program::files(dir)?;
    let work = run::scratch_dir("shrink")?;
    let glue = work.join("glue.js");
    fs::write(&glue, pure(&fs::read_to_string(&js)?))?;
    let entry = work.join("entry.js");
    let mut exports_of_script = "export { default } from \"./glue.js\";\n".to_owned();
    let loader = dir.join(LOADER);
    if loader.is_file() {
        // The two import each other: as one script they may.
        let name = js.file_name().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&loader)?.replace(&format!("\"./{name}\""), "\"./glue.js\"");
        fs::write(work.join(LOADER), text)?;
        exports_of_script.push_str(&format!("export {{ ask }} from \"./{LOADER}\";\n"));
        fs::remove_file(&loader)?;
    }
    fs::write(&entry, exports_of_script)?;
    let small = work.join("small.js");
    Job::new(&shrinkers.esbuild)
        .arg(&entry)
        .args(["--bundle", "--format=esm", "--minify", "--target=es2022"])
        // For `using`, which nothing here does.
        .args(["--define:Symbol.dispose=undefined", "--log-level=warning"])
        .arg(format!("--outfile={}", small.display()))
        .dir(&work)
        .answer()?;
    let script = fs::read_to_string(&small)?;

    let graph = work.join("graph.json");
    let exports = exports(&fs::read(&wasm)?)?;
    let called = called(&script, &exports);
    fs::write(&graph, serde_json::to_string(&needs(&called))?)?;
    let reached = work.join("reached.wasm");
    Job::new(shrinkers.binaryen.join("wasm-metadce"))
        .args(FEATURES)
        .arg(format!("--graph-file={}", graph.display()))
        .arg(&wasm)
        .args(["--debuginfo", "-o"])
        .arg(&reached)
        .answer()?;
    optimise(shrinkers, &work, &reached, &wasm)?;
    for part in parts(dir, &wasm)? {
        optimise(shrinkers, &work, &part, &part)?;
    }
    fs::write(&js, script)?;
    for name in PLAIN_SCRIPTS {
        let script = dir.join(name);
        // Its syntax stays as it is written: browsers too old for the program must
        // still understand the script that says so.
        let small = Job::new(&shrinkers.esbuild)
            .arg(&script)
            .args([
                "--minify-whitespace",
                "--minify-identifiers",
                // Names of a module are its own and are shortened at its top, too.
                "--format=esm",
                "--log-level=warning",
            ])
            .answer()?;
        fs::write(script, small)?;
    }
    fs::remove_dir_all(work)?;
    Ok(())
}

fn optimise(shrinkers: &Shrinkers, work: &Path, from: &Path, to: &Path) -> Result<()> {
    let named = work.join("named.wasm");
    Job::new(shrinkers.binaryen.join("wasm-opt"))
        .args(FEATURES)
        .args(PASSES)
        .arg(from)
        .arg("-o")
        .arg(&named)
        .answer()?;
    Job::new(shrinkers.binaryen.join("wasm-opt"))
        .args(FEATURES)
        .args(BARE)
        .arg(&named)
        .arg("-o")
        .arg(to)
        .answer()?;
    Ok(())
}

/// The other parts of the program: all wasm in a folder but the first one.
fn parts(dir: &Path, first: &Path) -> Result<Vec<PathBuf>> {
    let mut parts = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path != first && path.extension().is_some_and(|it| it == "wasm") {
            parts.push(path);
        }
    }
    Ok(parts)
}

/// Tells esbuild that making a registry does nothing by itself, so that those
/// of classes which nobody uses may go.
fn pure(glue: &str) -> String {
    let call = "new FinalizationRegistry(";
    glue.replace(call, &format!("/* @__PURE__ */ {call}"))
}

/// The exports that the script names, as `wasm.name` or, where it hands them on to
/// other parts, alone. One too many does no harm.
fn called<'a>(script: &str, exports: &'a [String]) -> Vec<&'a str> {
    let names: std::collections::BTreeSet<&str> = words(script)
        .filter(|(at, word)| script[..*at].ends_with('.') || is_handed_on(word))
        .map(|(_, word)| word)
        .collect();
    exports
        .iter()
        .map(String::as_str)
        .filter(|export| names.contains(export))
        .collect()
}

/// What the loader of the parts reads from the first one.
fn is_handed_on(export: &str) -> bool {
    export == "memory" || export.starts_with("__")
}

/// What wasm-metadce wants to know: who holds on to what.
fn needs(called: &[&str]) -> serde_json::Value {
    let mut nodes: Vec<_> = called
        .iter()
        .map(|export| serde_json::json!({"name": format!("export {export}"), "export": export}))
        .collect();
    let all: Vec<_> = called.iter().map(|it| format!("export {it}")).collect();
    nodes.push(serde_json::json!({"name": "the script", "root": true, "reaches": all}));
    nodes.into()
}

/// The words of a script, each with its place.
fn words(script: &str) -> impl Iterator<Item = (usize, &str)> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + script[rest..].find(part)?;
        let end = script[start..]
            .find(|c| !part(c))
            .map_or(script.len(), |length| start + length);
        rest = end;
        Some((start, &script[start..end]))
    })
}

/// The names of a wasm's exports. Section 7 of the binary format:
/// <https://webassembly.github.io/spec/core/binary/modules.html#export-section>.
fn exports(wasm: &[u8]) -> Result<Vec<String>> {
    read_exports(wasm).context("the wasm cannot be read")
}

fn read_exports(wasm: &[u8]) -> Option<Vec<String>> {
    let mut rest = wasm.strip_prefix(b"\0asm\x01\0\0\0")?;
    while let Some((&id, body)) = rest.split_first() {
        let (length, body) = number(body)?;
        let (mut section, next) = body.split_at_checked(length)?;
        rest = next;
        if id != 7 {
            continue;
        }
        let count;
        (count, section) = number(section)?;
        let mut names = Vec::new();
        for _ in 0..count {
            let (length, after) = number(section)?;
            let (name, after) = after.split_at_checked(length)?;
            names.push(String::from_utf8(name.to_vec()).ok()?);
            // Its kind, a byte, and which of that kind.
            section = number(after.get(1..)?)?.1;
        }
        return Some(names);
    }
    None
}

/// A number as wasm writes it (LEB128), and what follows.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_read_from_the_wasm() {
        // (module (memory (export "memory") 1)), as wat2wasm writes it.
        let wasm = b"\0asm\x01\0\0\0\x05\x03\x01\x00\x01\x07\x0a\x01\x06memory\x02\x00";
        assert_eq!(exports(wasm).unwrap(), ["memory"]);
        assert!(exports(&wasm[..15]).is_err());
        assert!(exports(b"<!doctype html>").is_err());
    }

    /// Who adds a feature says from which browsers on it is there, and tries for it
    /// in `boot.js` (`NEEDED`).
    #[test]
    fn the_list_of_browsers_names_each_feature() {
        let browsers = include_str!("../../../docs/browsers.md");
        for feature in FEATURES {
            assert!(browsers.contains(feature), "{feature}");
        }
    }

    #[test]
    fn only_what_the_script_calls_is_kept() {
        let exports = ["run", "runs", "memory"].map(str::to_owned);
        assert_eq!(called("w.run();runs=w['x']", &exports), ["run"]);
        assert_eq!(called("const {memory:a}=w", &exports), ["memory"]);
    }
}
