//! Runs other programs: says what is going on, gives a sign of life while a
//! long one is quiet, and turns a failure into sentences a person can act on.

use anyhow::{Context, Result};
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How often a quiet, long step shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(12);
/// How many of the last lines of a failed command are shown.
const TAIL: usize = 20;
/// How many lines are shown from the first complaint on: a compiler's first
/// error is mostly the one that matters, and hundreds of lines may follow it.
const FIRST: usize = 15;

/// Announces a step.
pub fn step(what: impl fmt::Display) {
    eprintln!("==> {what}");
}

/// Says something within a step.
pub fn note(what: impl fmt::Display) {
    eprintln!("    {what}");
}

/// Time in a form for people: `8 s`, `2 min 05 s`.
pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// A command that did not do its job: what ran, why it failed, the last lines
/// it said, and what the person can do.
#[derive(Debug)]
pub struct Failed {
    /// The command line, as a person would type it.
    pub command: String,
    /// Why it counts as failed.
    pub why: String,
    /// The first complaint and the end of its output; empty when the output
    /// was shown as it came.
    pub tail: Vec<String>,
    /// What to do now; may be empty.
    pub advice: String,
}

impl std::error::Error for Failed {}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "this command failed: {}", self.command)?;
        write!(f, "why: {}", self.why)?;
        if !self.tail.is_empty() {
            write!(f, "\nwhat it said:")?;
            for line in &self.tail {
                write!(f, "\n  | {line}")?;
            }
        }
        if !self.advice.is_empty() {
            write!(f, "\nwhat you can do: {}", self.advice)?;
        }
        Ok(())
    }
}

/// A program to run, with the advice to give when it fails.
#[derive(Debug)]
pub struct Job {
    command: Command,
    advice: String,
}

impl Job {
    /// Runs `program` in the root of the repository, unless told otherwise.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.current_dir(crate::paths::root());
        // `cargo run` describes the xtask package to us in the environment.
        // Passed on, it would look to the next cargo like a change.
        for (key, _) in std::env::vars_os() {
            let name = key.to_string_lossy();
            if [
                "CARGO_PKG_",
                "CARGO_MANIFEST_",
                "CARGO_BIN_",
                "CARGO_CRATE_",
            ]
            .iter()
            .any(|prefix| name.starts_with(prefix))
            {
                command.env_remove(&key);
            }
        }
        Self {
            command,
            advice: String::new(),
        }
    }

    /// The cargo that started us, or the one on PATH.
    pub fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, key: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Sets several environment variables.
    pub fn envs<K: AsRef<OsStr>, V: AsRef<OsStr>>(
        mut self,
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.command.envs(pairs);
        self
    }

    /// Hides an environment variable from the program.
    pub fn env_remove(mut self, key: &str) -> Self {
        self.command.env_remove(key);
        self
    }

    /// Runs in another folder.
    pub fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// What the person can do when this fails, as a sentence.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The command line, for people.
    pub fn line(&self) -> String {
        let program = Path::new(self.command.get_program());
        let name = program.file_name().unwrap_or(program.as_os_str());
        std::iter::once(name)
            .chain(self.command.get_args())
            .map(|part| quoted(&part.to_string_lossy()))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn failed(&self, why: String, tail: Vec<String>) -> anyhow::Error {
        Failed {
            command: self.line(),
            why,
            tail,
            advice: self.advice.clone(),
        }
        .into()
    }

    fn no_start(&self, err: &std::io::Error) -> anyhow::Error {
        let program = self.command.get_program().to_string_lossy().into_owned();
        let why = if err.kind() == std::io::ErrorKind::NotFound {
            format!("there is no program `{program}` on this machine")
        } else {
            format!("`{program}` could not be started: {err}")
        };
        self.failed(why, Vec::new())
    }

    /// Runs and lets the output through as it comes.
    ///
    /// # Errors
    /// When the program cannot be started or ends with a failure.
    pub fn shown(mut self) -> Result<()> {
        let status = self.command.status().map_err(|e| self.no_start(&e))?;
        if status.success() {
            return Ok(());
        }
        Err(self.failed(ended(status), Vec::new()))
    }

    /// Runs without showing anything and returns what it wrote to stdout.
    /// For questions that take a moment.
    ///
    /// # Errors
    /// When the program cannot be started or ends with a failure.
    pub fn answer(mut self) -> Result<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .output()
            .map_err(|e| self.no_start(&e))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if output.status.success() {
            return Ok(text(&output.stdout));
        }
        let mut excerpt = Excerpt::default();
        let all = text(&output.stdout) + &text(&output.stderr);
        all.lines().for_each(|line| excerpt.add(line.to_owned()));
        Err(self.failed(ended(output.status), excerpt.lines()))
    }

    /// Runs a long step: its output goes to a log file called `log`, and every
    /// dozen seconds a line says how long it has been and what it last said.
    ///
    /// # Errors
    /// When the program cannot be started or ends with a failure; the error
    /// holds the last lines of the output.
    pub fn long(self, log: &str) -> Result<()> {
        self.long_with(log, HEARTBEAT)
    }

    fn long_with(mut self, log: &str, heartbeat: Duration) -> Result<()> {
        let log_file = crate::paths::logs().join(format!("{log}.log"));
        let mut writer = create_log(&log_file)?;
        self.command
            // The last lines are for the message, not for a trace of the stack.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let start = Instant::now();
        let mut child = self.command.spawn().map_err(|e| self.no_start(&e))?;
        let (sender, lines) = mpsc::channel();
        for pipe in [
            child
                .stdout
                .take()
                .map(|p| Box::new(p) as Box<dyn Read + Send>),
            child
                .stderr
                .take()
                .map(|p| Box::new(p) as Box<dyn Read + Send>),
        ]
        .into_iter()
        .flatten()
        {
            let sender = sender.clone();
            thread::spawn(move || pass_lines(pipe, &sender));
        }
        drop(sender);

        let mut excerpt = Excerpt::default();
        let mut next_beat = start + heartbeat;
        loop {
            match lines.recv_timeout(next_beat.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    writeln!(writer, "{line}").context("the log file could not be written")?;
                    excerpt.add(line);
                }
                Err(RecvTimeoutError::Timeout) => {
                    note(beat(start.elapsed(), excerpt.last()));
                    next_beat = Instant::now() + heartbeat;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = child.wait().map_err(|e| self.no_start(&e))?;
        if status.success() {
            note(format!("done in {}", spoken(start.elapsed())));
            return Ok(());
        }
        let why = format!(
            "{} (all of its output: {})",
            ended(status),
            log_file.display()
        );
        Err(self.failed(why, excerpt.lines()))
    }
}

/// What is kept of a long output for the message of a failure.
#[derive(Debug, Default)]
struct Excerpt {
    /// From the first line that begins with "error" on.
    first: Vec<String>,
    /// The end, without what is in `first`.
    tail: VecDeque<String>,
    /// Whether lines between the two were left out.
    gap: bool,
}

impl Excerpt {
    fn add(&mut self, line: String) {
        let complaining = !self.first.is_empty() || line.starts_with("error");
        if complaining && self.first.len() < FIRST {
            // What came before the first complaint is of no interest.
            self.tail.clear();
            self.first.push(line);
            return;
        }
        if self.tail.len() == TAIL {
            self.tail.pop_front();
            self.gap = !self.first.is_empty();
        }
        self.tail.push_back(line);
    }

    fn last(&self) -> Option<&str> {
        let lines = self.first.iter().chain(&self.tail);
        lines
            .rev()
            .map(String::as_str)
            .find(|l| !l.trim().is_empty())
    }

    fn lines(self) -> Vec<String> {
        let mut lines = self.first;
        if self.gap {
            lines.push("[…]".to_owned());
        }
        lines.extend(self.tail);
        lines
    }
}

fn create_log(file: &Path) -> Result<File> {
    if let Some(dir) = file.parent() {
        fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    }
    File::create(file).with_context(|| format!("cannot write {}", file.display()))
}

fn pass_lines(pipe: impl Read, sender: &Sender<String>) {
    let mut reader = BufReader::new(pipe);
    let mut bytes = Vec::new();
    while matches!(reader.read_until(b'\n', &mut bytes), Ok(n) if n > 0) {
        let line = without_colours(String::from_utf8_lossy(&bytes).trim_end());
        if sender.send(line).is_err() {
            return;
        }
        bytes.clear();
    }
}

/// Removes ANSI colour sequences: lines are shown indented and cut.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            for c in chars.by_ref() {
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

fn beat(elapsed: Duration, last: Option<&str>) -> String {
    let last: String = last.unwrap_or("").trim().chars().take(70).collect();
    let elapsed = spoken(elapsed);
    if last.is_empty() {
        format!("still at it after {elapsed}")
    } else {
        format!("still at it after {elapsed}: {last}")
    }
}

fn ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("it ended with exit code {code}"),
        None => format!("it was stopped ({status})"),
    }
}

fn quoted(part: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,@+".contains(c);
    if !part.is_empty() && part.chars().all(plain) {
        part.to_owned()
    } else {
        format!("'{}'", part.replace('\'', r"'\''"))
    }
}

/// A fresh folder under the system's temporary one.
///
/// # Errors
/// When it cannot be created.
pub fn scratch_dir(name: &str) -> Result<PathBuf> {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let dir = std::env::temp_dir().join(format!("spread-{name}-{}-{count}", std::process::id()));
    fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
    Ok(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Job {
        Job::new("sh").args(["-c", script])
    }

    #[test]
    #[cfg(unix)]
    fn a_failure_says_what_ran_why_and_what_to_do() {
        let err = shell("echo one; echo two >&2; exit 7")
            .advice("Try again with more coffee.")
            .answer()
            .unwrap_err()
            .to_string();
        assert_eq!(
            err,
            "this command failed: sh -c 'echo one; echo two >&2; exit 7'\n\
             why: it ended with exit code 7\n\
             what it said:\n  | one\n  | two\n\
             what you can do: Try again with more coffee."
        );
    }

    #[test]
    fn a_missing_program_is_named() {
        let err = Job::new("no-such-program-here").answer().unwrap_err();
        let err = err.to_string();
        assert!(
            err.contains("there is no program `no-such-program-here` on this machine"),
            "{err}"
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_long_failure_keeps_only_the_last_lines() {
        let err = shell("seq 1 100; exit 1").long("test-tail").unwrap_err();
        let failed = err.downcast_ref::<Failed>().unwrap();
        assert_eq!(failed.tail.len(), TAIL);
        assert_eq!(failed.tail.last().map(String::as_str), Some("100"));
        let log = fs::read_to_string(crate::paths::logs().join("test-tail.log")).unwrap();
        assert_eq!(log.lines().count(), 100);
    }

    #[test]
    #[cfg(unix)]
    fn the_first_error_of_many_is_shown() {
        let script = "echo fine; echo error: first; seq 1 100; echo end; exit 1";
        let err = shell(script).long("test-first").unwrap_err();
        let tail = &err.downcast_ref::<Failed>().unwrap().tail;
        assert_eq!(tail[0], "error: first");
        assert_eq!(tail[FIRST], "[…]");
        assert_eq!(tail.last().map(String::as_str), Some("end"));
        assert_eq!(tail.len(), FIRST + 1 + TAIL);
    }

    #[test]
    #[cfg(unix)]
    fn output_that_is_no_utf8_does_no_harm() {
        shell(r"printf 'caf\351\nfine\n'")
            .long("test-latin1")
            .unwrap();
        let log = fs::read_to_string(crate::paths::logs().join("test-latin1.log")).unwrap();
        assert_eq!(log, "caf\u{fffd}\nfine\n");
    }

    #[test]
    fn a_sign_of_life_has_the_time_and_the_last_line() {
        let beat = beat(Duration::from_secs(125), Some("  Compiling leptos v0.8.23"));
        assert_eq!(
            beat,
            "still at it after 2 min 05 s: Compiling leptos v0.8.23"
        );
    }

    #[test]
    fn colours_are_removed() {
        assert_eq!(
            without_colours("\u{1b}[1m\u{1b}[32mok\u{1b}[0m then"),
            "ok then"
        );
    }

    #[test]
    fn the_package_of_xtask_itself_is_not_passed_on() {
        // cargo sets CARGO_PKG_NAME for this very test.
        assert!(std::env::var_os("CARGO_PKG_NAME").is_some());
        let job = Job::new("env");
        let removed = job
            .command
            .get_envs()
            .any(|(key, value)| key == "CARGO_PKG_NAME" && value.is_none());
        assert!(removed);
    }
}
