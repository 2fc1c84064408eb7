//! The command `wasm-bindgen` as far as Trunk calls it. The original package also
//! holds a runner for tests with an HTTP client and server, which takes most of
//! its time to build; the work itself is done by the same library.

use std::ffi::OsString;
use std::path::PathBuf;
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
            ("--out-name", name) => {
                bindgen.out_name(name);
            }
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
    bindgen
        .input_path(input)
        .generate(folder)
        .map_err(|why| format!("{why:#}"))
}
