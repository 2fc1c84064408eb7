//! The command `wasm-bindgen` as far as Trunk calls it. The original package also
//! holds a runner for tests with an HTTP client and server, which takes most of
//! its time to build; the work itself is done by the same library.
//!
//! With `--split` the program is first cut into parts, by the library that
//! cargo-leptos uses for it: `OUT/__wasm_split.js` loads them, `OUT/parts.json`
//! says which files each needs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match run(std::env::args_os().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: impl Iterator<Item = OsString>) -> Result<(), String> {
    let said = |why: &dyn std::fmt::Display| why.to_string();
    let mut bindgen = Bindgen::new();
    // The library leaves it out unless told so, the original command does not.
    bindgen.omit_default_module_path(false);
    let mut input: Option<PathBuf> = None;
    let mut folder: Option<PathBuf> = None;
    let mut name = String::from("program");
    let mut split = false;
    for argument in arguments {
        let text = argument.to_string_lossy();
        match text.split_once('=').unwrap_or((&text, "")) {
            ("--version" | "-V", _) => {
                println!("wasm-bindgen {}", env!("CARGO_PKG_VERSION"));
                return Ok(());
            }
            ("--target", "web") => {
                bindgen.web(true).map_err(|why| said(&why))?;
            }
            ("--out-dir", dir) => folder = Some(dir.into()),
            ("--out-name", out) => {
                bindgen.out_name(out);
                out.clone_into(&mut name);
            }
            ("--split", _) => split = true,
            ("--keep-debug", _) => {
                bindgen.keep_debug(true);
            }
            ("--no-demangle", _) => {
                bindgen.demangle(false);
            }
            ("--no-typescript", _) => {
                bindgen.typescript(false);
            }
            (flag, _) if flag.starts_with('-') => {
                return Err(format!("{text} is not known to this wasm-bindgen"));
            }
            _ => input = Some(argument.into()),
        }
    }
    let input = input.ok_or("no program is named")?;
    let folder = folder.ok_or("--out-dir=DIR is missing")?;
    let input = if split {
        // Its exports are what the parts are linked to.
        bindgen.keep_lld_exports(true);
        cut(&input, &folder, &name).map_err(|why| format!("{}: {why}", input.display()))?
    } else {
        input
    };
    bindgen
        .input_path(input)
        .generate(folder)
        .map_err(|why| format!("{why:#}"))
}

/// Cuts a program into the part that starts and those that come later. Returns
/// the first, which the bindings are for.
fn cut(input: &Path, folder: &Path, name: &str) -> Result<PathBuf, String> {
    let program = fs::read(input).map_err(|why| why.to_string())?;
    fs::create_dir_all(folder).map_err(|why| why.to_string())?;
    let first = folder.join("first.wasm");
    let script = format!("./{name}.js");
    let mut options = wasm_split_cli_support::Options::new(&program);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = &script;
    let parts = wasm_split_cli_support::transform(options).map_err(|why| format!("{why:#}"))?;
    // In order, so that the same program gives the same bytes.
    let parts: BTreeMap<_, _> = parts.prefetch_map.into_iter().collect();
    let lines: Vec<String> = parts
        .iter()
        .map(|(part, files)| format!("{part:?}:{files:?}"))
        .collect();
    let json = format!("{{{}}}", lines.join(","));
    fs::write(folder.join("parts.json"), json).map_err(|why| why.to_string())?;
    Ok(first)
}
