//! Helper processes that never outlive us, however we end.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// Runs its arguments and waits for its own standard input to end, which it
/// does when we die in whatever way; then ends all that came of them. The
/// browsers a driver starts may be in process groups of their own, so the tree
/// is walked.
const GUARD: &str = r#"
"$@" </dev/null &
child=$!
end_tree() {
  for pid in $(cat /proc/"$1"/task/*/children 2>/dev/null); do end_tree "$pid"; done
  kill -9 "$1" 2>/dev/null
}
cat >/dev/null
end_tree "$child"
"#;

/// A running helper; ended, with all it started, when dropped.
#[derive(Debug)]
pub(crate) struct Process {
    guard: Child,
}

impl Process {
    /// Starts a program under the guard. Its output goes nowhere unless
    /// `SPREAD_E2E_LOG` is set.
    pub(crate) fn start(
        program: &Path,
        args: &[String],
        environment: &[(&str, String)],
    ) -> Result<Self> {
        Self::guarded(program, args, environment, false)
    }

    fn guarded(
        program: &Path,
        args: &[String],
        environment: &[(&str, String)],
        read: bool,
    ) -> Result<Self> {
        let loud = std::env::var_os("SPREAD_E2E_LOG").is_some();
        let output = || {
            if loud {
                Stdio::inherit()
            } else {
                Stdio::null()
            }
        };
        let guard = Command::new("sh")
            .args(["-c", GUARD, "guard"])
            .arg(program)
            .args(args)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(if read { Stdio::piped() } else { output() })
            .stderr(output())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        Ok(Self { guard })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The end of its input is the guard's sign.
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// A port that is free now.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

/// Waits until something listens on a port of this machine.
pub(crate) fn wait_for_port(port: u16, patience: Duration) -> Result<()> {
    let start = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        ensure!(start.elapsed() < patience, "nothing listens on port {port}");
        thread::sleep(Duration::from_millis(30));
    }
    Ok(())
}

/// A screen that is not there, for the browser that has no headless mode; one
/// for the whole run. Xvfb itself rather than `xvfb-run`: it picks a free
/// display and says which, so that two never fight over a number.
pub(crate) fn display() -> Result<String> {
    static SCREEN: OnceLock<Result<(String, ScreenGuard), String>> = OnceLock::new();
    match SCREEN.get_or_init(|| start_screen().map_err(|why| format!("{why:#}"))) {
        Ok((display, _)) => Ok(display.clone()),
        Err(why) => anyhow::bail!("{why}"),
    }
}

/// Statics are not dropped; the screen ends with our standard input's end.
struct ScreenGuard(#[expect(dead_code, reason = "held, not read")] Process);

fn start_screen() -> Result<(String, ScreenGuard)> {
    let args = [
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1600x1400x24",
        "-nolisten",
        "tcp",
    ];
    let args = args.map(str::to_owned);
    let mut process = Process::guarded(Path::new("Xvfb"), &args, &[], true)
        .context("Xvfb is needed for WebKit")?;
    let stdout = process.guard.stdout.take().context("Xvfb has no output")?;
    let mut number = String::new();
    BufReader::new(stdout).read_line(&mut number)?;
    let number = number.trim();
    ensure!(!number.is_empty(), "Xvfb did not start; is it installed?");
    Ok((format!(":{number}"), ScreenGuard(process)))
}
