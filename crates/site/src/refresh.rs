//! `cargo xtask refresh`: fetches the joinmastodon directory and writes the
//! snapshot that the next build bundles, so that visitors read a file of the
//! site's own and not the upstream API.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use picker::date::Date;
use picker::decode::bundle::{self, Listing};
use picker::decode::statistics::Day;
use picker::decode::{self, DecodeError, Decoded, Network};
use picker::model::{HealthFlag, Server, Source};

mod changes;
mod fetch;

pub use changes::Changes;
use fetch::Client;

/// Fetch the live directory and write the snapshot that the next build bundles
#[derive(Debug, clap::Args)]
pub struct RefreshArgs {
    /// The directory API
    #[arg(
        long,
        value_name = "URL",
        default_value = "https://api.joinmastodon.org"
    )]
    pub api: String,
    /// How to reach a server that is gone, to see whether it moved
    #[arg(long, value_name = "URL", default_value = "https://{domain}")]
    pub instance: String,
    /// The snapshot
    #[arg(long, value_name = "FILE", default_value = "content/snapshot.json")]
    pub out: PathBuf,
    /// Report only, write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Below this share of the last snapshot an answer is not believed.
const LEAST_SHARE: usize = 2;

/// Fetches, compares, reports and writes. The last snapshot stays as it is
/// when anything fails or the answer is suspiciously small (exit code 1).
///
/// # Errors
/// What failed, and that the last snapshot was kept.
pub fn run(args: &RefreshArgs) -> Result<ExitCode> {
    let (last, last_network) = read_last(&args.out);
    let kept = || match &last {
        Some(last) => format!("the snapshot of {} stays as it is", last.as_of),
        None => "no snapshot was written".to_owned(),
    };
    let client = Client::new();
    let today = content::today()?;
    let fresh = fetch_all(&client, &args.api, today).with_context(kept)?;
    if let Some(last) = &last {
        believable(last, &fresh.listing).with_context(kept)?;
    }
    let mut changes = Changes::between(last.as_ref(), &fresh.listing, &fresh.closed);
    changes.find_moves(last.as_ref(), &fresh.listing, |domain| {
        client.moved_to(&args.instance, domain)
    });
    for line in changes.lines() {
        eprintln!("{line}");
    }
    if args.dry_run {
        eprintln!("Nothing written (--dry-run).");
        return Ok(ExitCode::SUCCESS);
    }
    // Older figures of the network, with their day, are better than none.
    let network = fresh.network.or(last_network);
    write(
        &args.out,
        &bundle::write_snapshot(&fresh.listing, network.as_ref()),
    )
    .with_context(kept)?;
    eprintln!(
        "{}: {} servers as of {today}",
        args.out.display(),
        fresh.listing.servers.len()
    );
    Ok(ExitCode::SUCCESS)
}

/// The snapshot of last time and the size of the network beside it, if there
/// is one that can be used.
fn read_last(path: &Path) -> (Option<Listing>, Option<Day>) {
    let Ok(bytes) = fs::read(path) else {
        return (None, None);
    };
    match bundle::snapshot(&bytes) {
        Ok(decoded) => (Some(decoded.value), bundle::network(&bytes)),
        Err(error) => {
            eprintln!(
                "{} cannot be used ({error}) and will be replaced",
                path.display()
            );
            (None, None)
        }
    }
}

/// What the live API said.
struct Fresh {
    listing: Listing,
    /// The whole network on its last full day, where the statistics say it.
    network: Option<Day>,
    /// Listed, but taking no new accounts.
    closed: HashSet<String>,
}

fn fetch_all(client: &Client, api: &str, today: Date) -> Result<Fresh> {
    let api = api.trim_end_matches('/');
    let list = |query: &str| -> Result<Vec<Server>> {
        let url = format!("{api}/servers{query}");
        let body = client.get(&url)?;
        let decoded = match decode::servers(&body, Source::Snapshot, today) {
            Ok(decoded) => decoded,
            Err(DecodeError::TooLarge) => bail!("{url} answered with too much"),
            Err(DecodeError::NotJson) => {
                bail!(
                    "{url} answered with something that is no JSON: an error page, or half a list"
                )
            }
            Err(DecodeError::WrongShape(_)) => bail!("{url} answered with JSON that is no list"),
        };
        report_skipped(&url, &decoded);
        Ok(decoded.value)
    };
    let mut servers = list("")?;
    ensure!(!servers.is_empty(), "{api}/servers lists no server");
    // Only with this parameter does the list include closed servers.
    let closed: HashSet<String> = list("?registrations=all")?
        .into_iter()
        .map(|server| server.domain)
        .filter(|domain| servers.iter().all(|open| open.domain != *domain))
        .collect();
    // The API spells it so.
    let organisations = domains(list("?ownership=juridicial")?);
    let people = domains(list("?ownership=natural")?);
    decode::label_ownership(
        &mut servers,
        &organisations,
        &people,
        Source::Snapshot,
        today,
    );
    let network = match network(client, api) {
        Ok(day) => {
            decode::distrust_counts(&mut servers, Network::on(&day));
            Some(day)
        }
        Err(error) => {
            eprintln!("Without fresh statistics: {error:#}");
            None
        }
    };
    for server in &servers {
        if server.flags.contains(&HealthFlag::Implausible) {
            eprintln!("{}: figures beyond belief, ignored", server.domain);
        }
    }
    servers.sort_by(|a, b| a.domain.cmp(&b.domain));
    Ok(Fresh {
        listing: Listing {
            as_of: today,
            servers,
        },
        network,
        closed,
    })
}

fn domains(servers: Vec<Server>) -> Vec<String> {
    servers.into_iter().map(|server| server.domain).collect()
}

fn report_skipped<T>(url: &str, decoded: &Decoded<T>) {
    if decoded.skipped.is_empty() {
        return;
    }
    eprintln!(
        "{url}: {} listed, {} left out",
        decoded.listed,
        decoded.skipped.len()
    );
    for row in &decoded.skipped {
        eprintln!("  row {}: {}  {}", row.index + 1, row.why.key(), row.text);
    }
}

/// The size of the network by the statistics' last full day.
fn network(client: &Client, api: &str) -> Result<Day> {
    let body = client.get(&format!("{api}/statistics"))?;
    let days = decode::statistics(&body)?.value;
    days.last()
        .copied()
        .context("the statistics have no full day")
}

/// Refuses an answer that is suspiciously small next to the last one.
fn believable(last: &Listing, fresh: &Listing) -> Result<()> {
    let labelled = |list: &Listing| {
        list.servers
            .iter()
            .filter(|s| s.legal_form.is_some())
            .count()
    };
    for (what, before, now) in [
        ("servers", last.servers.len(), fresh.servers.len()),
        ("legal forms", labelled(last), labelled(fresh)),
    ] {
        ensure!(
            now * LEAST_SHARE >= before,
            "suspiciously small: {now} {what}, last time {before}"
        );
    }
    Ok(())
}

/// Writes beside the file first, so that no half snapshot is ever in its place.
fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let beside = path.with_extension("json.part");
    fs::write(&beside, text).with_context(|| format!("cannot write {}", beside.display()))?;
    fs::rename(&beside, path).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests;
