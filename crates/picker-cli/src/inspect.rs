//! `cargo xtask inspect FILE`: what a recorded answer decodes to, what was
//! left out of it and why.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use picker::date::Date;
use picker::decode::{self, DecodeError, Decoded};
use picker::model::Source;
use serde_json::{Value, json};

use crate::bad_input::BadInput;

mod report;

/// Show what a recorded answer decodes to
#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// The recorded body
    pub file: PathBuf,
    /// What it is an answer of, where that cannot be told from it
    #[arg(long)]
    pub kind: Option<Kind>,
    /// The day it was served
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn parse_day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a day such as 2026-11-23".to_owned())
}

/// The kinds of answers that the site decodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// GET /servers of the directory
    Servers,
    /// GET /statistics of the directory
    Statistics,
    /// GET /default-servers of the directory
    DefaultServers,
    /// GET /api/v1/instance of a server
    InstanceV1,
    /// GET /api/v2/instance of a server
    InstanceV2,
    /// GET /api/v1/instance/activity of a server
    Activity,
    /// GET /api/v1/instance/domain_blocks of a server
    DomainBlocks,
    /// GET /nodeinfo/2.0 of a server
    Nodeinfo,
    /// The directory.json that the build makes
    Directory,
    /// content/snapshot.json
    Snapshot,
}

impl Kind {
    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// What kind of answer a body is, by the fields that only this kind has.
    #[must_use]
    pub fn guess(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let root: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
        if let Some(rows) = root.as_array() {
            let has = |field: &str| rows.iter().take(20).any(|row| row.get(field).is_some());
            return [
                ("period", Self::Statistics),
                ("week", Self::Activity),
                ("severity", Self::DomainBlocks),
                ("weight", Self::DefaultServers),
                ("domain", Self::Servers),
            ]
            .into_iter()
            .find_map(|(field, kind)| has(field).then_some(kind));
        }
        let has = |field: &str| root.get(field).is_some();
        if has("v") && has("topics") {
            Some(Self::Directory)
        } else if has("as_of") && has("servers") {
            Some(Self::Snapshot)
        } else if has("software") && (has("protocols") || has("openRegistrations")) {
            Some(Self::Nodeinfo)
        } else if has("uri") {
            Some(Self::InstanceV1)
        } else if has("domain") || root.get("registrations").is_some_and(Value::is_object) {
            Some(Self::InstanceV2)
        } else {
            None
        }
    }

    /// Decodes a body of this kind into a report.
    ///
    /// # Errors
    /// When the body as a whole is not of this kind.
    pub fn report(self, bytes: &[u8], as_of: Date) -> Result<Value, DecodeError> {
        let mut report = match self {
            Self::Servers => list(decode::servers(bytes, Source::Joinmastodon, as_of)?, |s| {
                s.iter().map(report::server).collect()
            }),
            Self::Statistics => list(decode::statistics(bytes)?, |days| {
                days.iter().map(report::day).collect()
            }),
            Self::DefaultServers => list(decode::default_servers(bytes)?, |all| {
                let row = |s: &decode::defaults::DefaultServer| json!({"domain": s.domain, "share": s.share});
                all.iter().map(row).collect()
            }),
            Self::Activity => list(decode::activity(bytes)?, |weeks| {
                weeks.iter().map(report::week).collect()
            }),
            Self::DomainBlocks => list(decode::domain_blocks(bytes)?, |blocks| {
                blocks.0.iter().map(report::block).collect()
            }),
            Self::Directory => list(decode::bundle(bytes)?, |bundle| report::bundle(&bundle)),
            Self::Snapshot => list(decode::bundle::snapshot(bytes)?, |snapshot| {
                snapshot.servers.iter().map(report::server).collect()
            }),
            Self::InstanceV1 => json!({"value": report::instance(&decode::instance_v1(bytes)?)}),
            Self::InstanceV2 => json!({"value": report::instance(&decode::instance_v2(bytes)?)}),
            Self::Nodeinfo => json!({"value": report::nodeinfo(&decode::nodeinfo(bytes)?)}),
        };
        report["kind"] = self.name().into();
        Ok(report)
    }
}

fn list<T>(decoded: Decoded<T>, rows: impl FnOnce(T) -> Value) -> Value {
    let skipped = decoded.skipped.iter();
    let notes = decoded.notes.iter();
    json!({
        "listed": decoded.listed,
        "skipped": skipped.map(|s| json!({"row": s.index + 1, "why": report::why(s.why), "text": s.text})).collect::<Value>(),
        "ignored": notes.map(|n| json!({"row": n.index + 1, "field": n.field, "why": n.kind.key()})).collect::<Value>(),
        "value": rows(decoded.value),
    })
}

/// Runs the command; a file that is none of these answers ends with exit code 2.
///
/// # Errors
/// When the file cannot be read or is not what it should be.
pub fn run(args: &InspectArgs) -> anyhow::Result<ExitCode> {
    let name = args.file.display();
    let bytes = std::fs::read(&args.file)
        .map_err(|error| BadInput(format!("{name} cannot be read: {error}")))?;
    let as_of = match args.as_of {
        Some(day) => day,
        None => content::today()?,
    };
    let kind = match args.kind.or_else(|| Kind::guess(&bytes)) {
        Some(kind) => kind,
        None => return Err(BadInput(unknown(&bytes, &name.to_string())).into()),
    };
    let report = kind.report(&bytes, as_of).map_err(|error| {
        BadInput(match error {
            DecodeError::TooLarge => format!(
                "{name} has {} bytes; the site reads at most {}",
                bytes.len(),
                decode::MAX_BODY
            ),
            DecodeError::NotJson => format!("{name} is not JSON, or only part of it"),
            DecodeError::WrongShape(expected) => format!("{name} is JSON, but not {expected}"),
        })
    })?;
    let text = if args.json {
        serde_json::to_string_pretty(&report)? + "\n"
    } else {
        human(&report)
    };
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        // Whoever reads may have enough after a few lines (`| head`).
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        result => result?,
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown(bytes: &[u8], name: &str) -> String {
    if serde_json::from_str::<Value>(&String::from_utf8_lossy(bytes)).is_err() {
        return format!("{name} is not JSON, or only part of it");
    }
    format!("{name}: cannot tell what this is an answer of; say it with --kind")
}

/// The report for people.
fn human(report: &Value) -> String {
    let mut out = String::new();
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let rows = |field: &str| report[field].as_array().cloned().unwrap_or_default();
    let _ = write!(out, "{}", text(&report["kind"]));
    if report["listed"].is_number() {
        let skipped = rows("skipped").len();
        let _ = write!(out, ": {} listed, {skipped} left out", report["listed"]);
    }
    out.push('\n');
    for (field, title) in [
        ("skipped", "Left out"),
        ("ignored", "Ignored in rows that are used"),
    ] {
        if !rows(field).is_empty() {
            let _ = writeln!(out, "\n{title}:");
        }
        for row in rows(field) {
            let what = row
                .get("text")
                .or(row.get("field"))
                .map(text)
                .unwrap_or_default();
            let _ = writeln!(out, "  row {}: {}  {what}", row["row"], text(&row["why"]));
        }
    }
    out.push_str("\nWhat it decodes to:\n");
    match &report["value"] {
        Value::Array(rows) => rows.iter().for_each(|row| line(&mut out, row)),
        other => fields(&mut out, other, 1),
    }
    out
}

/// One row on one line: what is known, without what is not.
fn line(out: &mut String, row: &Value) {
    // What names the row first, what is long last; the others by name.
    let place = |key: &str| match key {
        "domain" | "day" | "week" | "text" => 0,
        "description" | "note" | "comment" | "digest" => 2,
        _ => 1,
    };
    let mut cells: Vec<(&String, &Value)> = row.as_object().into_iter().flatten().collect();
    cells.sort_by_key(|(key, _)| place(key));
    let cells = cells
        .into_iter()
        .filter(|(_, value)| !report::is_empty(value))
        .map(|(key, value)| format!("{key} {}", plain(value)));
    let _ = writeln!(out, "  {}", cells.collect::<Vec<_>>().join(" | "));
}

fn fields(out: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    for (key, value) in value.as_object().into_iter().flatten() {
        match value {
            value if report::is_empty(value) => {}
            Value::Object(_) => {
                let _ = writeln!(out, "{indent}{key}:");
                fields(out, value, depth + 1);
            }
            Value::Array(rows) if rows.iter().any(Value::is_object) => {
                let _ = writeln!(out, "{indent}{key}:");
                for row in rows {
                    out.push_str(&indent);
                    line(out, row);
                }
            }
            other => {
                let _ = writeln!(out, "{indent}{key}: {}", plain(other));
            }
        }
    }
}

/// A value without the punctuation of JSON, on one line.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('\n', " / "),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
