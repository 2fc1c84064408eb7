//! The command line.

use crate::mock_api::{self, MockApiArgs};
use crate::report::{self, PageReportArgs};
use crate::{check, serve, setup, test};
use anyhow::Result;
use clap::{Parser, Subcommand};
use picker_cli::BadInput;
use picker_cli::inspect::{self, InspectArgs};
use picker_cli::recommend::{self, RecommendArgs};
use picker_cli::simulate::{self, SimulateArgs};
use site::build;
use site::check_site::{self, CheckSiteArgs};
use site::compilers;
use site::dev::{self, Api};
use site::directory::{self, DirectoryArgs};
use site::links::{self, LinksArgs};
use site::packs::{self, PacksArgs};
use site::public_url::PublicUrl;
use site::publish::hosts;
use site::refresh::{self, RefreshArgs};
use site::translations::{self, TranslationsArgs};
use std::path::PathBuf;
use std::process::ExitCode;
use toolchain::browsers::Browser;
use toolchain::run;

const AFTER_HELP: &str = "\
First time here?
  cargo xtask serve                   the site on http://127.0.0.1:8080
  cargo xtask test                    all tests, in three browsers
  cargo xtask test --browser firefox  the same in one

Whatever is missing is installed on the way: tools into your own cache folder,
browsers and compilers as Debian packages where that is possible; elsewhere the
command says what to install.";

/// Spread Mastodon: every command of this repository.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", after_help = AFTER_HELP, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site and serve it on http://127.0.0.1:8080
    Serve {
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// The path to serve it under, such as /spread/
        #[arg(long, default_value_t, value_name = "PATH")]
        public_url: PublicUrl,
    },
    /// Build while you edit: rebuilds and reloads the page at each change
    Dev {
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// A folder with data for the mock API (see mock-api)
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// Talk to the API in public/config.json instead of the mock
        #[arg(long, conflicts_with = "data")]
        live: bool,
    },
    /// Build the site to publish, into dist/
    Build {
        /// Where it will be published: a path such as /spread/, or the whole
        /// address, with which previews, search engines and the sitemap find it
        #[arg(long, default_value_t, value_name = "URL")]
        public_url: PublicUrl,
    },
    /// The fast tests: formatting, lints, tests without a browser
    Check {
        /// Only what maintainers and translators edit: content/, locales/
        #[arg(long)]
        content: bool,
    },
    /// All tests: `check`, then the built site in Chromium, Firefox and WebKit
    Test {
        /// Only in this browser; may be repeated
        #[arg(long, value_name = "BROWSER")]
        browser: Vec<Browser>,
        /// Only the tests whose name contains this, and no lints
        filter: Option<String>,
    },
    /// Play the directory API and the servers in it, well or badly
    MockApi(MockApiArgs),
    /// Write directory.json, the data that the page loads first, from content/
    Directory(DirectoryArgs),
    /// Recommend servers from a recorded list
    Recommend(RecommendArgs),
    /// Fetch the live directory into content/snapshot.json, which the next build bundles
    Refresh(RefreshArgs),
    /// List every outbound link with its page; ask whether they answer with --online
    Links(LinksArgs),
    /// List the accounts of the packs; ask their own servers about each with --online
    Packs(PacksArgs),
    /// List what is missing, outdated or wrong in the translations
    Translations(TranslationsArgs),
    /// Show what a recorded answer decodes to, what is left out and why
    Inspect(InspectArgs),
    /// Draw many visitors and report who is shown how often
    Simulate(SimulateArgs),
    PageReport(PageReportArgs),
    CheckSite(CheckSiteArgs),
    /// Build the app with every wasm compiler that is here and compare the sizes
    Compilers,
    /// Write the files of deploy/ anew, after a change of the headers
    DeployFiles,
    /// Called by Trunk at the end of each build: writes the pages (Trunk.toml)
    #[command(hide = true)]
    TrunkHook,
    /// Install now what the other commands would install on their way
    Setup {
        /// Only what `serve` and `build` need, no browsers
        #[arg(long)]
        no_browsers: bool,
    },
}

impl Command {
    fn run(self) -> Result<ExitCode> {
        match self {
            Self::Directory(args) => return directory::run(&args),
            Self::Simulate(args) => return simulate::run(&args),
            Self::Recommend(args) => return recommend::run(&args),
            Self::Refresh(args) => return refresh::run(&args),
            Self::Links(args) => return links::run(&args),
            Self::Packs(args) => return packs::run(&args),
            Self::Translations(args) => return translations::run(&args),
            Self::Inspect(args) => return inspect::run(&args),
            Self::CheckSite(args) => return check_site::run(&args),
            Self::Serve { port, public_url } => serve::serve(port, &public_url)?,
            Self::Dev { port, data, live } => {
                let api = if live {
                    Api::Configured
                } else {
                    Api::Mock(data)
                };
                dev::dev(port, api)?;
            }
            Self::Build { public_url } => {
                let dist = build::publish(&public_url)?;
                run::step(format!("The site is in {}", dist.dir.display()));
            }
            Self::Check { content: true } => check::content()?,
            Self::Check { content: false } => check::check()?,
            Self::Test { browser, filter } => test::test(&browser, filter.as_deref())?,
            Self::MockApi(args) => mock_api::run(args)?,
            Self::PageReport(args) => report::run(&args)?,
            Self::Compilers => compilers::compare()?,
            Self::DeployFiles => hosts::write_deploy()?,
            Self::TrunkHook => dev::hook()?,
            Self::Setup { no_browsers } => setup::setup(!no_browsers)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Runs the command of this process.
pub fn main() -> ExitCode {
    match Cli::parse().command.run() {
        Ok(code) => code,
        Err(err) => {
            // Not {err:?}: with RUST_BACKTRACE=1 it would bury the sentence.
            eprintln!("\nerror: {err:#}");
            exit_code(&err)
        }
    }
}

fn exit_code(err: &anyhow::Error) -> ExitCode {
    if err.chain().any(|cause| cause.is::<BadInput>()) {
        ExitCode::from(2)
    } else {
        ExitCode::FAILURE
    }
}

#[cfg(test)]
mod workflows;

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn browsers_can_be_narrowed() {
        let args = [
            "xtask",
            "test",
            "--browser",
            "webkit",
            "--browser",
            "firefox",
            "picks",
        ];
        let Command::Test { browser, filter } = Cli::try_parse_from(args).unwrap().command else {
            panic!("not the test command");
        };
        assert_eq!(browser, [Browser::Webkit, Browser::Firefox]);
        assert_eq!(filter.as_deref(), Some("picks"));
    }

    #[test]
    fn a_bad_public_url_is_explained() {
        let args = ["xtask", "build", "--public-url", "/a b/"];
        let err = Cli::try_parse_from(args).unwrap_err().to_string();
        assert!(err.contains("a plain path such as /spread/"), "{err}");
    }

    #[test]
    fn bad_input_has_an_exit_code_of_its_own() {
        let err = Err::<(), _>(BadInput("no list".into()))
            .context("servers.json")
            .unwrap_err();
        assert_eq!(exit_code(&err), ExitCode::from(2));
        assert_eq!(exit_code(&anyhow::anyhow!("x")), ExitCode::FAILURE);
    }
}
