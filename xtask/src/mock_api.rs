//! `cargo xtask mock-api`: the mock on a port, for work by hand.

use std::path::PathBuf;

use anyhow::{Context, Error, Result};

use mock_api::{DataSource, Fault, FaultSpec, Mock, MockOptions, State};

/// Play the joinmastodon directory API and the servers in it, well or badly
#[derive(Debug, clap::Args)]
pub struct MockApiArgs {
    /// A folder with servers.json as the directory API serves it; without it,
    /// a small set of invented servers
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 8090)]
    pub port: u16,

    /// What goes wrong: ENDPOINT=FAULT, such as servers=slow:5 or all=500. May be repeated
    #[arg(long = "fault", value_name = "ENDPOINT=FAULT")]
    pub faults: Vec<FaultSpec>,

    /// A server's state: DOMAIN=STATE, such as bigsquare.example=closed, or *=closed. May be repeated
    #[arg(long = "server", value_name = "DOMAIN=STATE", value_parser = server)]
    pub servers: Vec<(String, State)>,

    /// Print no line per request
    #[arg(long)]
    pub quiet: bool,
}

fn server(text: &str) -> Result<(String, State), Error> {
    let (domain, state) = text
        .split_once('=')
        .with_context(|| format!("`{text}` is not of the form DOMAIN=STATE"))?;
    Ok((domain.to_owned(), state.parse()?))
}

/// Serves until it is stopped.
///
/// # Errors
/// When the folder cannot be read or the port is taken.
pub fn run(args: MockApiArgs) -> Result<()> {
    let mock = Mock::start(MockOptions {
        data: args.data.map_or(DataSource::BuiltIn, DataSource::Folder),
        port: args.port,
        faults: args.faults,
        servers: args.servers,
        verbose: !args.quiet,
    })?;
    let url = mock.url();
    eprintln!("{} servers at {url}/servers", mock.rows());
    eprintln!("config.json to use it:");
    eprintln!(
        "  {{\"api\": \"{url}\", \"instance\": \"{}\"}}",
        mock.instance_pattern()
    );
    eprintln!("Faults: {}", Fault::FORMS);
    eprintln!("  curl {url}/__fault --json '{{\"endpoint\": \"servers\", \"fault\": \"slow:5\"}}'");
    eprintln!("Server states: {}", State::FORMS);
    eprintln!("  curl {url}/__server --json '{{\"domain\": \"*\", \"state\": \"closed\"}}'");
    eprintln!("Stop with Ctrl-C.");
    mock.wait();
    Ok(())
}
