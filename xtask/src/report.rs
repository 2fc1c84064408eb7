//! `cargo xtask page-report`: how the site feels on a slow phone, measured; and
//! with `--lighthouse` what Lighthouse says of it.
//!
//! The measuring itself is a program of the package `e2e`, which can drive a
//! browser; this is its command.

use anyhow::{Context, Result};
use site::{lighthouse, stage};
use std::path::PathBuf;
use toolchain::browsers::{Browser, Drivers, TestEnv};
use toolchain::paths;
use toolchain::run::{self, Job};

/// Measure the built site (dist/) on an emulated slow phone
#[derive(Debug, clap::Args)]
pub struct PageReportArgs {
    /// How often each page is loaded; the median counts
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Write what was measured to this file, for programs
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Let Lighthouse look at the same pages, too (from npm)
    #[arg(long)]
    lighthouse: bool,
    /// A folder with recorded lists in place of the mock's own (see mock-api)
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When there is no bundle or no Chromium, or a page does not load.
pub fn run(args: &PageReportArgs) -> Result<()> {
    let drivers = Drivers::ensure(&[Browser::Chromium])?;
    let chromium = drivers.chromium.clone();
    let stage = stage::prepare(&paths::dist(), args.data.clone())?;
    let env = TestEnv {
        dist: stage.clone(),
        browsers: vec![Browser::Chromium],
        drivers,
        axe: PathBuf::new(),
    };
    run::step("Measuring on an emulated phone (CPU 4 times slower, 1.6 Mbit/s, 150 ms)");
    let mut job = Job::cargo()
        .args(["run", "--quiet", "--package", "e2e", "--bin", "page-report"])
        .arg("--")
        .arg(args.runs.to_string())
        .envs(env.vars());
    if let Some(json) = &args.json {
        job = job.arg(json);
    }
    job.shown()?;
    if args.lighthouse {
        lighthouse::run(&stage, &chromium.context("no Chromium")?)?;
    }
    Ok(())
}
