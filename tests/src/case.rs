//! From a list of cases to a run with cargo's own summary.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use futures_util::FutureExt;
use libtest_mimic::{Arguments, Failed, Trial};

use crate::browser::{self, Browser, Profile};
use crate::pool::Pool;
use crate::quarantine::Quarantine;
use crate::test::Test;

/// What a test function returns, boxed so that all fit in one list.
pub type Run<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// A test, to be run in each of its browsers.
#[derive(Debug, Clone)]
pub struct Case {
    name: &'static str,
    run: for<'a> fn(&'a Test) -> Run<'a>,
    browsers: &'static [Browser],
    profile: Profile,
    recorded: bool,
}

/// A [`Case`] from an `async fn(&Test) -> Result<()>`. A function left out of
/// the list is dead code, which the compiler tells.
#[macro_export]
macro_rules! case {
    ($function:ident) => {
        $crate::case::Case::new(
            concat!(module_path!(), "::", stringify!($function)),
            |test| Box::pin($function(test)),
        )
    };
}

impl Case {
    /// Use [`case!`].
    #[must_use]
    pub fn new(path: &'static str, run: for<'a> fn(&'a Test) -> Run<'a>) -> Self {
        // `browsers::quiz::back` in the binary is `quiz::back` to a reader.
        let name = path.split_once("::").map_or(path, |(_, name)| name);
        Self {
            name,
            run,
            browsers: &Browser::ALL,
            profile: Profile::default(),
            recorded: false,
        }
    }

    /// Over recorded answers: ignored unless `SPREAD_RECORDED` names their folder.
    #[must_use]
    pub const fn recorded(mut self) -> Self {
        self.recorded = true;
        self
    }

    /// In these browsers only. Say why at the place of use.
    #[must_use]
    pub const fn only(mut self, browsers: &'static [Browser]) -> Self {
        self.browsers = browsers;
        self
    }

    /// What the summary calls it in this browser.
    fn name_in(&self, browser: Browser) -> String {
        format!("{}::{}", browser.name(), self.name)
    }

    /// For a visitor with other settings than the usual.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }
}

/// How many of the slowest cases are named after a run.
const SLOWEST: usize = 20;

/// Longer than any test should take, so that one that hangs ends as a failure.
const PATIENCE: Duration = Duration::from_secs(300);

/// Runs the cases in the chosen browsers. Takes the arguments of cargo's own
/// harness: a filter, `--list`, `--test-threads`, `--exact`.
#[must_use]
pub fn run(cases: Vec<Case>) -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(why) => {
            eprintln!("cannot start: {why}");
            return ExitCode::from(2);
        }
    };
    let quarantine = match quarantine_for(&cases) {
        Ok(quarantine) => Arc::new(quarantine),
        Err(why) => {
            eprintln!("{why:#}");
            return ExitCode::from(2);
        }
    };
    let pool = Arc::new(Pool::default());
    let times = Arc::new(Mutex::new(Vec::new()));
    let mut trials = Vec::new();
    for &browser in &browser::environment().browsers {
        for case in &cases {
            if case.browsers.contains(&browser) {
                let (case, pool, handle) =
                    (case.clone(), Arc::clone(&pool), runtime.handle().clone());
                let (quarantine, times) = (Arc::clone(&quarantine), Arc::clone(&times));
                let name = case.name_in(browser);
                let ignored = case.recorded && toolchain::paths::recordings().is_none();
                let trial = Trial::test(name.clone(), move || {
                    let start = Instant::now();
                    let outcome =
                        handle.block_on(quarantine.run(&name, || one(&case, browser, &pool)));
                    if let Ok(mut times) = times.lock() {
                        times.push((start.elapsed(), name));
                    }
                    outcome.map_err(|why| Failed::from(format!("{why:#}")))
                });
                trials.push(trial.with_ignored_flag(ignored));
            }
        }
    }
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    runtime.block_on(pool.close());
    if let Some(said) = quarantine.summary() {
        eprintln!("{said}");
    }
    if let Ok(mut times) = times.lock() {
        eprintln!("{}", slowest(&mut times));
    }
    conclusion.exit_code()
}

/// The cases that took longest, for those who wait for them.
fn slowest(times: &mut [(Duration, String)]) -> String {
    times.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    let lines = times.iter().take(SLOWEST);
    let lines: Vec<String> = lines
        .map(|(time, name)| format!("  {:5.1} s  {name}", time.as_secs_f64()))
        .collect();
    format!(
        "The slowest cases, both tries together:\n{}",
        lines.join("\n")
    )
}

/// The list of cases that may be tried again, all of which must be there, whichever
/// browsers are run.
fn quarantine_for(cases: &[Case]) -> Result<Quarantine> {
    let quarantine = Quarantine::of_repository()?;
    let all: Vec<String> = cases
        .iter()
        .flat_map(|case| case.browsers.iter().map(|browser| case.name_in(*browser)))
        .collect();
    quarantine.knows_only(&all)?;
    Ok(quarantine)
}

async fn one(case: &Case, browser: Browser, pool: &Pool) -> Result<()> {
    let session = pool.take(browser, &case.profile).await?;
    let mut test = match Test::new(browser, session.driver.clone()).await {
        Ok(test) => test,
        Err(why) => {
            pool.give(session).await;
            return Err(why);
        }
    };
    let body = AssertUnwindSafe((case.run)(&test)).catch_unwind();
    let mut outcome = match tokio::time::timeout(PATIENCE, body).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(anyhow!("{}", said(panic.as_ref()))),
        Err(_) => Err(anyhow!("not done after {} seconds", PATIENCE.as_secs())),
    };
    if outcome.is_ok() {
        outcome = test.no_problems().await;
    }
    match outcome {
        Ok(()) => {
            drop(test);
            pool.give(session).await;
            Ok(())
        }
        Err(why) => {
            let name = format!("{}-{}", case.name.replace("::", "-"), browser.name());
            let kept = test.keep_evidence(&name).await;
            drop(test);
            pool.discard(session).await;
            Err(why.context(kept))
        }
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it panicked")
}
