//! `cargo xtask compilers`: whichever compiler a machine has, the program should be
//! the same size. Builds the app with each that is here, and compares.

use crate::size;
use anyhow::{Context, Result, bail};
use std::fs;
use toolchain::paths;
use toolchain::run::{self, Job};
use toolchain::wasm::{Compiler, TARGET};

/// How far two builds may be apart, in thousandths of the smaller one.
const TOLERANCE: usize = 10;

const APP: &str = "spread-mastodon";

/// What a compiler made of the app, before Trunk's tools work on it.
struct Program {
    compiler: String,
    raw: usize,
    brotli: usize,
}

/// Builds a release of the app with every compiler here and compares the sizes.
///
/// # Errors
/// When a build fails, or two differ by more than 1 %.
pub fn compare() -> Result<()> {
    let compilers = Compiler::all_small();
    if compilers.len() < 2 {
        run::step(
            "Only one compiler for wasm is here, so there is nothing to compare. Two are: rustup's \
             target with rust-src, and Debian's packages (rustc-web rust-web-src lld-22)",
        );
        return Ok(());
    }
    let programs = compilers.iter().map(build).collect::<Result<Vec<_>>>()?;
    for program in &programs {
        run::note(format!(
            "{:>9} bytes, {:>9} with Brotli: {}",
            program.raw, program.brotli, program.compiler
        ));
    }
    for (what, sizes) in [
        ("raw", programs.iter().map(|it| it.raw).collect::<Vec<_>>()),
        ("with Brotli", programs.iter().map(|it| it.brotli).collect()),
    ] {
        if let Some(apart) = too_far_apart(&sizes) {
            bail!(
                "the compilers' programs differ by {}.{} % ({what}), more than 1 %: see SMALL in \
                 crates/toolchain/src/wasm.rs",
                apart / 10,
                apart % 10
            );
        }
    }
    run::step("All compilers make programs of the same size, within 1 %");
    Ok(())
}

fn build(compiler: &Compiler) -> Result<Program> {
    // That of the builds to publish for the compiler they use: it is mostly built.
    let chosen = Compiler::find().as_ref() == Some(compiler);
    let target = if chosen {
        paths::wasm_target()
    } else {
        paths::wasm_target().join("other-compiler")
    };
    run::step(format!("Building the app with {compiler} (1 to 3 minutes)"));
    Job::cargo()
        .args(["build", "--release", "--package", APP, "--bin", APP])
        .args(["--target", TARGET])
        .env("CARGO_TARGET_DIR", &target)
        .envs(compiler.env(true, false))
        .long("compilers")?;
    let file = target.join(TARGET).join(format!("release/{APP}.wasm"));
    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(Program {
        compiler: compiler.to_string(),
        raw: bytes.len(),
        brotli: size::brotli_size(&bytes)?,
    })
}

/// By how many thousandths the largest is larger than the smallest, where that
/// is more than [`TOLERANCE`].
fn too_far_apart(sizes: &[usize]) -> Option<usize> {
    let (least, most) = (sizes.iter().min()?, sizes.iter().max()?);
    let apart = (most - least) * 1000 / least.max(&1);
    (apart > TOLERANCE).then_some(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_is_the_most() {
        assert_eq!(too_far_apart(&[1000, 1010]), None);
        assert_eq!(too_far_apart(&[1011, 1000, 1002]), Some(11));
        assert_eq!(too_far_apart(&[168_200, 150_000]), Some(121));
        assert_eq!(too_far_apart(&[]), None);
    }
}
