//! `cargo xtask links`: every address outside of the site that a page leads to.
//!
//! Form is checked when the content is read. Here the addresses are listed
//! with their pages, the same address under two names is pointed out, and with
//! `--online` each is asked whether it still answers. A stranger's site that is
//! down never fails anything: the report is for a person to read.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use ureq::Agent;
use url::Url;

use crate::pages::{self, Outbound};
use content::today;
use toolchain::paths;

/// List every outbound link with its page; ask whether they answer with --online
#[derive(Debug, clap::Args)]
pub struct LinksArgs {
    /// Ask each address whether it still answers (a minute or two)
    #[arg(long)]
    pub online: bool,
    /// Ask for the copies in web archives too
    #[arg(long, requires = "online")]
    pub archives: bool,
}

/// How many sites are asked at a time; each site gets one question at a time.
const AT_ONCE: usize = 8;
const PATIENCE: Duration = Duration::from_secs(20);

/// Lists the links; exit code 2 when the content has problems.
///
/// # Errors
/// When the list cannot be written to the terminal.
pub fn run(args: &LinksArgs) -> Result<ExitCode> {
    let content = content::load(&paths::root(), today()?);
    if !content.problems.is_empty() {
        eprint!("{}", content::report(&content.problems));
        return Ok(ExitCode::from(2));
    }
    let links = pages::outbound(&content);
    let mut out = std::io::stdout().lock();
    write!(out, "{}", list(&links))?;
    write!(out, "{}", twins(&links))?;
    if args.online {
        let asked: Vec<&Outbound> = links
            .iter()
            .filter(|link| args.archives || !link.archive)
            .collect();
        let agent = agent();
        let answers = ask_all(&asked, &|url| ask(&agent, url));
        write!(out, "{}", report(&asked, &answers))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// All links, page by page.
fn list(links: &[Outbound]) -> String {
    let mut out = String::new();
    let mut pages: BTreeMap<&str, Vec<&Outbound>> = BTreeMap::new();
    for link in links {
        pages.entry(link.page).or_default().push(link);
    }
    for (page, links) in pages {
        let _ = writeln!(out, "/{page}");
        for link in links {
            let archive = if link.archive { " (archived copy)" } else { "" };
            let _ = writeln!(out, "  {}  {}{archive}", link.url, link.from);
        }
    }
    let _ = writeln!(out, "{} links", links.len());
    out
}

/// Addresses that differ only in writing: one of the two is probably a slip.
fn twins(links: &[Outbound]) -> String {
    let mut seen: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for link in links {
        let spellings = seen.entry(plain(&link.url)).or_default();
        if !spellings.contains(&link.url.as_str()) {
            spellings.push(&link.url);
        }
    }
    let mut out = String::new();
    for spellings in seen.into_values().filter(|it| it.len() > 1) {
        let _ = writeln!(out, "the same address twice? {}", spellings.join("  "));
    }
    out
}

/// An address without what mostly makes no difference.
fn plain(url: &str) -> String {
    let url = url
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    url.trim_start_matches("www.")
        .trim_end_matches('/')
        .to_lowercase()
}

/// What an address answered.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Fine,
    /// It sends visitors to another address.
    Moved(String),
    /// It says that there is nothing: 404 or 410.
    Gone(u16),
    /// It does not talk to programs, or not now: a person must look.
    Unsure(String),
    /// Nobody answered: the site is gone, or this machine has no network.
    Silent(&'static str),
}

fn agent() -> Agent {
    Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .user_agent("spread-mastodon link check")
        .build()
        .into()
}

fn ask(agent: &Agent, url: &str) -> Answer {
    let head = agent.head(url).call();
    // Many servers refuse HEAD and answer GET.
    let answer = match head {
        Ok(answer) if answer.status().is_success() => Ok(answer),
        _ => agent.get(url).call(),
    };
    use ureq::ResponseExt as _;
    match answer {
        Ok(answer) => judge(url, answer.status().as_u16(), &answer.get_uri().to_string()),
        Err(error) => failed(&error),
    }
}

/// What went wrong, in the words of who will read it.
fn failed(error: &ureq::Error) -> Answer {
    use std::io::ErrorKind;
    match error {
        ureq::Error::HostNotFound => Answer::Silent("no such site"),
        ureq::Error::Timeout(_) => Answer::Silent("no answer in time"),
        ureq::Error::ConnectionFailed => Answer::Silent("no connection"),
        ureq::Error::Io(error) => Answer::Silent(match error.kind() {
            ErrorKind::TimedOut => "no answer in time",
            ErrorKind::ConnectionRefused => "connection refused",
            // How a name that nobody knows comes back from the system.
            _ if error.to_string().contains("lookup") => "no such site",
            _ => "the connection broke",
        }),
        error => Answer::Unsure(error.to_string()),
    }
}

fn judge(url: &str, status: u16, came_to: &str) -> Answer {
    match status {
        200..=299 if plain(url) == plain(came_to) => Answer::Fine,
        200..=299 => Answer::Moved(came_to.to_owned()),
        404 | 410 => Answer::Gone(status),
        status => Answer::Unsure(format!("status {status}")),
    }
}

/// Asks for every address, several sites at a time and each site one question
/// after the other, and tells the terminal how far it is.
fn ask_all(links: &[&Outbound], ask: &(dyn Fn(&str) -> Answer + Sync)) -> BTreeMap<String, Answer> {
    let mut sites: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for link in links {
        let host = Url::parse(&link.url)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_default();
        let urls = sites.entry(host).or_default();
        if !urls.contains(&link.url.as_str()) {
            urls.push(&link.url);
        }
    }
    let total: usize = sites.values().map(Vec::len).sum();
    let queue = Mutex::new(sites.into_values().collect::<VecDeque<_>>());
    let answers = Mutex::new(BTreeMap::new());
    let done = AtomicUsize::new(0);
    let next = || queue.lock().ok().and_then(|mut queue| queue.pop_front());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(urls) = next() {
                    for url in urls {
                        let answer = ask(url);
                        eprintln!(
                            "[{}/{total}] {url}",
                            done.fetch_add(1, Ordering::Relaxed) + 1
                        );
                        if let Ok(mut answers) = answers.lock() {
                            answers.insert(url.to_owned(), answer);
                        }
                    }
                }
            });
        }
    });
    answers.into_inner().unwrap_or_default()
}

/// What a person should look at: each address once, with the pages it is on.
fn report(links: &[&Outbound], answers: &BTreeMap<String, Answer>) -> String {
    let silent = |answer: &Answer| matches!(answer, Answer::Silent(_));
    if !answers.is_empty() && answers.values().all(silent) {
        return format!(
            "None of {} sites answered: this machine has no way to the web. Nothing was checked.\n",
            answers.len()
        );
    }
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for link in links {
        let place = format!("/{} {}", link.page, link.from);
        let known = places.entry(&link.url).or_default();
        if !known.contains(&place) {
            known.push(place);
        }
    }
    let mut sections = [
        (
            "Gone: add `archived`, or move it to content/retired.toml",
            String::new(),
        ),
        ("Moved: is that still what the page says?", String::new()),
        ("Nobody there: try again another day", String::new()),
        ("No clear answer: look with a browser", String::new()),
    ];
    for (url, answer) in answers {
        let (section, what) = match answer {
            Answer::Fine => continue,
            Answer::Gone(status) => (0, status.to_string()),
            Answer::Moved(to) => (1, format!("to {to}")),
            Answer::Silent(why) => (2, (*why).to_owned()),
            Answer::Unsure(why) => (3, why.clone()),
        };
        let on = places.get(url.as_str()).map(|it| it.join("; "));
        let on = on.unwrap_or_default();
        sections[section]
            .1
            .push_str(&format!("  {what}: {url}\n      on {on}\n"));
    }
    let fine = answers.values().filter(|it| **it == Answer::Fine).count();
    let mut out = format!("{fine} of {} addresses are fine\n", answers.len());
    for (title, lines) in sections {
        if !lines.is_empty() {
            let _ = write!(out, "{title}\n{lines}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(url: &str) -> Outbound {
        Outbound {
            url: url.to_owned(),
            page: "apps/",
            from: "An app".to_owned(),
            archive: false,
        }
    }

    #[test]
    fn two_spellings_of_one_address_are_pointed_out() {
        let links = [
            "https://a.example/x",
            "http://www.a.example/x/",
            "https://a.example/y",
        ];
        let text = twins(&links.map(link));
        assert_eq!(
            text,
            "the same address twice? https://a.example/x  http://www.a.example/x/\n"
        );
    }

    #[test]
    fn each_address_is_asked_once_and_the_report_names_what_needs_a_person() {
        let links = [
            link("https://a.example/"),
            link("https://a.example/"),
            link("https://gone.example/x"),
            link("https://shy.example/"),
        ];
        let links: Vec<&Outbound> = links.iter().collect();
        let asked = AtomicUsize::new(0);
        let answers = ask_all(&links, &|url| {
            asked.fetch_add(1, Ordering::Relaxed);
            match url {
                "https://gone.example/x" => judge(url, 404, url),
                "https://shy.example/" => judge(url, 403, url),
                _ => judge(url, 200, "https://www.a.example"),
            }
        });
        assert_eq!(asked.into_inner(), 3);
        let text = report(&links, &answers);
        assert!(text.starts_with("1 of 3 addresses are fine\n"), "{text}");
        assert!(
            text.contains("404: https://gone.example/x\n      on /apps/ An app\n"),
            "{text}"
        );
        assert!(text.contains("status 403: https://shy.example/"), "{text}");
    }

    #[test]
    fn a_machine_without_a_network_accuses_nobody() {
        let links = [link("https://a.example/"), link("https://b.example/")];
        let links: Vec<&Outbound> = links.iter().collect();
        let offline = ask_all(&links, &|_| Answer::Silent("no such site"));
        let text = report(&links, &offline);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.contains("Nothing was checked"), "{text}");
        // One silent site among others is that site's matter.
        let one = ask_all(&links, &|url| match url {
            "https://a.example/" => Answer::Silent("no such site"),
            _ => Answer::Fine,
        });
        let text = report(&links, &one);
        assert!(text.contains("no such site: https://a.example/"), "{text}");
    }

    #[test]
    fn a_name_that_nobody_knows_is_no_riddle() {
        // `.invalid` is never anybody's (RFC 2606).
        let answer = ask(&agent(), "https://nobody.invalid/");
        assert!(matches!(answer, Answer::Silent(_)), "{answer:?}");
    }

    #[test]
    fn a_redirect_to_another_page_is_not_simply_fine() {
        assert_eq!(
            judge("https://a.example/x", 200, "https://a.example/"),
            Answer::Moved("https://a.example/".to_owned())
        );
    }
}
