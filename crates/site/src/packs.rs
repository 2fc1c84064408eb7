//! `cargo xtask packs`: the accounts of `content/packs.toml`, and with `--online`
//! what their own servers say of each: is it still there, has it moved, when did
//! it last post, may it be recommended? It never fails a build: the report is for
//! a person to read.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use content::{Content, today};
use fill::handle::Handle;
use fill::home::{host_meta, web_domain};
use fill::http::Response;
use picker::date::Date;
use picker::json::{Look as _, Value};
use toolchain::paths;
use ureq::Agent;

/// List the accounts of the packs; ask their servers about each with --online
#[derive(Debug, clap::Args)]
pub struct PacksArgs {
    /// Ask each account's own server (a few minutes)
    #[arg(long)]
    pub online: bool,
}

/// How many servers are asked at a time; each gets one question at a time.
const AT_ONCE: usize = 8;
const PATIENCE: Duration = Duration::from_secs(20);
/// An account that has not posted for so many days may be asleep.
const ASLEEP: i32 = 90;

/// Lists the accounts; exit code 2 when the content has problems.
///
/// # Errors
/// When the list cannot be written to the terminal.
pub fn run(args: &PacksArgs) -> Result<ExitCode> {
    let today = today()?;
    let content = content::load(&paths::root(), today);
    if !content.problems.is_empty() {
        eprint!("{}", content::report(&content.problems));
        return Ok(ExitCode::from(2));
    }
    let mut out = std::io::stdout().lock();
    let accounts = accounts(&content);
    if args.online {
        let agent = agent();
        let findings = ask_all(accounts.keys(), &|handle| ask(&agent, handle, today));
        write!(out, "{}", report(&accounts, &findings))?;
    } else {
        for (handle, packs) in &accounts {
            writeln!(out, "{handle}  {}", packs.join(", "))?;
        }
        writeln!(out, "{} accounts", accounts.len())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Each account once, and the packs that it is in.
fn accounts(content: &Content) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pack in &content.packs {
        for handle in pack.accounts.iter().filter_map(|it| it.handle.as_ref()) {
            let packs = out.entry(handle.to_string()).or_default();
            packs.push(pack.id.clone());
        }
    }
    out
}

/// What a server says of an account, as far as somebody must look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Finding {
    /// It is not there (any more), or suspended.
    Gone,
    /// It lives elsewhere now.
    Moved(String),
    /// Its last post is of this day, or there is none.
    Asleep(Option<String>),
    /// It does not want to be recommended.
    NotDiscoverable,
    /// Another account answers to the name.
    Other(String),
    /// No usable answer.
    Unsure(String),
}

fn agent() -> Agent {
    Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .user_agent("spread-mastodon pack check")
        .build()
        .into()
}

/// `GET /api/v1/accounts/lookup`, which needs no token on Mastodon, at the server
/// that the handle's domain names in its host-meta: handles and the server may have
/// different domains.
fn ask(agent: &Agent, handle: &str, today: Date) -> Vec<Finding> {
    let Ok(handle) = Handle::parse(handle) else {
        return vec![Finding::Unsure("not a handle".to_owned())];
    };
    let found = get(agent, &host_meta(handle.host()).url).ok();
    let server = found.as_ref().and_then(web_domain);
    match get(agent, &lookup(&handle, server.as_deref())) {
        Err(why) => vec![Finding::Unsure(why)],
        Ok(answer) => judge(&handle, &answer, today),
    }
}

/// The question for an account at its server, where that is known, or its domain.
fn lookup(handle: &Handle, server: Option<&str>) -> String {
    let server = server.unwrap_or_else(|| handle.host());
    let acct = handle.acct();
    format!("https://{server}/api/v1/accounts/lookup?acct={acct}")
}

fn get(agent: &Agent, url: &str) -> Result<Response, String> {
    let mut answer = agent.get(url).call().map_err(|why| why.to_string())?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().read_to_string().unwrap_or_default();
    Ok(Response::new(status, &body))
}

/// What an answer says of an account; nothing when all is well.
fn judge(handle: &Handle, answer: &Response, today: Date) -> Vec<Finding> {
    if matches!(answer.status, 404 | 410) {
        return vec![Finding::Gone];
    }
    let value = answer.ok().then(|| answer.json()).flatten();
    let Some(value) = value.filter(Value::is_object) else {
        return vec![Finding::Unsure(format!("status {}", answer.status))];
    };
    let text = |value: &Value<'_>, field: &str| {
        let text = value.get(field).and_then(|it| it.as_str());
        text.map(str::to_owned)
    };
    let flag = |field: &str| match value.get(field) {
        Some(Value::Bool(flag)) => Some(*flag),
        _ => None,
    };
    if flag("suspended") == Some(true) {
        return vec![Finding::Gone];
    }
    let mut out = Vec::new();
    let acct = text(&value, "acct").unwrap_or_default();
    if !handle.is_acct(&acct, handle.host()) {
        out.push(Finding::Other(acct));
    }
    if let Some(moved) = value.get("moved").filter(|it| it.is_object()) {
        out.push(Finding::Moved(text(moved, "acct").unwrap_or_default()));
    }
    if flag("discoverable") == Some(false) {
        out.push(Finding::NotDiscoverable);
    }
    let last = text(&value, "last_status_at");
    let day = last.as_deref().and_then(|it| Date::parse(it.get(..10)?));
    if day.is_none_or(|day| today.days() - day.days() > ASLEEP) {
        out.push(Finding::Asleep(day.map(|day| day.to_string())));
    }
    out
}

/// Asks about every account, several servers at a time and each one question after
/// the other.
fn ask_all<'a>(
    handles: impl Iterator<Item = &'a String>,
    ask: &(dyn Fn(&str) -> Vec<Finding> + Sync),
) -> BTreeMap<String, Vec<Finding>> {
    let mut servers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for handle in handles {
        let server = handle.rsplit('@').next().unwrap_or_default();
        servers.entry(server).or_default().push(handle);
    }
    let queue = Mutex::new(servers.into_values().collect::<VecDeque<_>>());
    let findings = Mutex::new(BTreeMap::new());
    let next = || queue.lock().ok().and_then(|mut queue| queue.pop_front());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(handles) = next() {
                    for handle in handles {
                        let found = ask(handle);
                        eprintln!("{handle}");
                        if let Ok(mut findings) = findings.lock() {
                            findings.insert(handle.to_owned(), found);
                        }
                    }
                }
            });
        }
    });
    findings.into_inner().unwrap_or_default()
}

/// What a person should look at: each account with the packs that it is in.
fn report(
    accounts: &BTreeMap<String, Vec<String>>,
    findings: &BTreeMap<String, Vec<Finding>>,
) -> String {
    let silent = |all: &Vec<Finding>| matches!(all[..], [Finding::Unsure(_)]);
    if !findings.is_empty() && findings.values().all(silent) {
        return format!(
            "None of {} accounts could be asked about: this machine has no way to the web. \
             Nothing was checked.\n",
            findings.len()
        );
    }
    let mut sections: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (handle, found) in findings {
        let packs = accounts.get(handle).map(|it| it.join(", "));
        let packs = packs.unwrap_or_default();
        for finding in found {
            let (title, what) = match finding {
                Finding::Gone => ("1 Gone: take it out", String::new()),
                Finding::Moved(to) => (
                    "2 Moved: name the new account, with a source",
                    format!(" to {to}"),
                ),
                Finding::Other(acct) => ("3 Another account answers: look", format!(": {acct}")),
                Finding::NotDiscoverable => {
                    ("4 Does not want to be found: take it out", String::new())
                }
                Finding::Asleep(None) => (
                    "5 Asleep for months: still worth it?",
                    ": no post".to_owned(),
                ),
                Finding::Asleep(Some(day)) => (
                    "5 Asleep for months: still worth it?",
                    format!(": last post {day}"),
                ),
                Finding::Unsure(why) => {
                    ("6 No clear answer: look with a browser", format!(": {why}"))
                }
            };
            let line = format!("  {handle}{what}  ({packs})");
            sections.entry(title).or_default().insert(line);
        }
    }
    let fine = findings.values().filter(|it| it.is_empty()).count();
    let mut out = format!("{fine} of {} accounts are fine\n", findings.len());
    for (title, lines) in sections {
        let _ = writeln!(out, "{}", &title[2..]);
        for line in lines {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Date {
        Date::from_ymd(2026, 11, 28).unwrap()
    }

    fn judged(status: u16, body: &str) -> Vec<Finding> {
        let handle = Handle::parse("@Museum@a.example").unwrap();
        judge(&handle, &Response::new(status, body), day())
    }

    #[test]
    fn an_account_is_asked_for_at_the_server_that_keeps_it() {
        let handle = Handle::parse("@Museum@a.example").unwrap();
        let path = "/api/v1/accounts/lookup?acct=Museum@a.example";
        let named = lookup(&handle, Some("social.a.example"));
        assert_eq!(named, format!("https://social.a.example{path}"));
        assert_eq!(lookup(&handle, None), format!("https://a.example{path}"));
    }

    #[test]
    fn an_account_that_posts_and_wants_to_be_found_is_fine() {
        let body = r#"{"acct":"museum","discoverable":true,"last_status_at":"2026-11-20"}"#;
        assert_eq!(judged(200, body), []);
        // Others than Mastodon do not say whether, and write the time as well.
        let body = r#"{"acct":"museum","last_status_at":"2026-11-20T10:00:00.000Z"}"#;
        assert_eq!(judged(200, body), []);
    }

    #[test]
    fn whatever_needs_a_person_is_told() {
        assert_eq!(judged(404, "{}"), [Finding::Gone]);
        let body = r#"{"acct":"museum","suspended":true}"#;
        assert_eq!(judged(200, body), [Finding::Gone]);
        let body = r#"{"acct":"other","discoverable":false,"moved":{"acct":"m@b.example"},
            "last_status_at":"2026-01-02"}"#;
        assert_eq!(
            judged(200, body),
            [
                Finding::Other("other".to_owned()),
                Finding::Moved("m@b.example".to_owned()),
                Finding::NotDiscoverable,
                Finding::Asleep(Some("2026-01-02".to_owned())),
            ]
        );
        assert_eq!(
            judged(200, r#"{"acct":"museum","last_status_at":null}"#),
            [Finding::Asleep(None)]
        );
        for (status, body) in [(401, "{}"), (200, "<html>"), (200, "[]")] {
            let found = judged(status, body);
            assert!(matches!(found[..], [Finding::Unsure(_)]), "{status} {body}");
        }
    }

    #[test]
    fn the_report_names_the_packs_and_accuses_nobody_without_a_network() {
        let accounts: BTreeMap<String, Vec<String>> = [
            (
                "@a@x.example".to_owned(),
                vec!["books".to_owned(), "music".to_owned()],
            ),
            ("@b@x.example".to_owned(), vec!["music".to_owned()]),
        ]
        .into();
        let found = ask_all(accounts.keys(), &|handle| match handle {
            "@a@x.example" => vec![Finding::Gone],
            _ => Vec::new(),
        });
        let text = report(&accounts, &found);
        assert_eq!(
            text,
            "1 of 2 accounts are fine\nGone: take it out\n  @a@x.example  (books, music)\n"
        );
        let found = ask_all(accounts.keys(), &|_| {
            vec![Finding::Unsure("no such site".to_owned())]
        });
        let text = report(&accounts, &found);
        assert!(text.contains("Nothing was checked"), "{text}");
    }
}
