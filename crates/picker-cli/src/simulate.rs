//! `cargo xtask simulate`: who is shown how often, and what fairness costs.

use crate::input::{self, Input, InputArgs};
use crate::recommend::print;
use crate::visitors::{Mix, Visitor};
use anyhow::Result;
use picker::answers::Answers;
use picker::language::Language;
use picker::recommend::{Context, Picker};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use toolchain::paths;
use toolchain::run;

/// Draw many visitors and report who is shown how often
#[derive(Debug, clap::Args)]
pub struct SimulateArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How many visitors
    #[arg(long, default_value_t = 100_000)]
    visitors: usize,
    /// All of them give these answers, such as 'topic=tech&lang=de'; without answers and mix: none
    #[arg(long, value_name = "QUERY", conflicts_with = "mix")]
    answers: Option<String>,
    /// A mix of visitors, such as content/visitors.toml
    #[arg(long, value_name = "FILE.toml")]
    mix: Option<PathBuf>,
    /// Draws other visitors
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the simulation.
///
/// # Errors
/// When the list, the answers or the mix cannot be read.
pub fn run(args: &SimulateArgs) -> Result<ExitCode> {
    let input = args.input.load()?;
    let crowd = match (&args.answers, &args.mix) {
        (_, Some(file)) => {
            let file = if file.exists() {
                file.clone()
            } else {
                paths::root().join(file)
            };
            Crowd::Mix(Box::new(Mix::read(&file, input.picker.topics())?))
        }
        (answers, None) => Crowd::Same(
            input::answers(answers.as_deref().unwrap_or_default())?,
            args.input.browser.clone(),
        ),
    };
    let started = Instant::now();
    let tally = simulate(&input, &crowd, args.visitors, args.seed);
    if !args.json {
        run::note(format!("done in {}", run::spoken(started.elapsed())));
    }
    let report = Report::new(&input.picker, &tally, args.visitors);
    if args.json {
        print(&format!("{:#}\n", report.json()));
    } else {
        print(&report.text());
    }
    Ok(ExitCode::SUCCESS)
}

enum Crowd {
    Same(Answers, Vec<Language>),
    Mix(Box<Mix>),
}

impl Crowd {
    fn visitor(&self, number: usize, seed: u64) -> Visitor {
        match self {
            Self::Same(answers, browser) => Visitor::with(answers, browser, number, seed),
            Self::Mix(mix) => mix.visitor(number, seed),
        }
    }
}

/// What was counted, by place in [`Picker::servers`].
struct Tally {
    first: Vec<u64>,
    any: Vec<u64>,
    eligible: Vec<bool>,
    score: f64,
    best: f64,
    shown: u64,
}

impl Tally {
    fn new(servers: usize) -> Self {
        Self {
            first: vec![0; servers],
            any: vec![0; servers],
            eligible: vec![false; servers],
            score: 0.0,
            best: 0.0,
            shown: 0,
        }
    }

    fn add(&mut self, other: &Self) {
        for (to, from) in [(&mut self.first, &other.first), (&mut self.any, &other.any)] {
            for (to, from) in to.iter_mut().zip(from) {
                *to += from;
            }
        }
        for (to, from) in self.eligible.iter_mut().zip(&other.eligible) {
            *to |= from;
        }
        self.score += other.score;
        self.best += other.best;
        self.shown += other.shown;
    }
}

/// How many visitors a thread takes at a time. Sums are made chunk by chunk
/// in order, so that the result does not depend on who was faster.
const CHUNK: usize = 1_000;

fn simulate(input: &Input, crowd: &Crowd, visitors: usize, seed: u64) -> Tally {
    let chunks = visitors.div_ceil(CHUNK);
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let mut parts: Vec<(usize, Tally)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut known = HashMap::new();
                    let mut parts = Vec::new();
                    loop {
                        let chunk = next.fetch_add(1, Ordering::Relaxed);
                        if chunk >= chunks {
                            return parts;
                        }
                        let from = chunk * CHUNK;
                        let to = visitors.min(from + CHUNK);
                        let mut tally = Tally::new(input.picker.servers().len());
                        for number in from..to {
                            visit(input, &crowd.visitor(number, seed), &mut known, &mut tally);
                        }
                        done.fetch_add(to - from, Ordering::Relaxed);
                        parts.push((chunk, tally));
                    }
                })
            })
            .collect();
        let mut said = Instant::now();
        while workers.iter().any(|worker| !worker.is_finished()) {
            thread::sleep(Duration::from_millis(20));
            if said.elapsed() > Duration::from_secs(2) {
                let done = done.load(Ordering::Relaxed);
                run::note(format!("{done} of {visitors} visitors"));
                said = Instant::now();
            }
        }
        workers
            .into_iter()
            .filter_map(|worker| worker.join().ok())
            .flatten()
            .collect()
    });
    parts.sort_by_key(|(chunk, _)| *chunk);
    let mut tally = Tally::new(input.picker.servers().len());
    for (_, part) in &parts {
        tally.add(part);
    }
    tally
}

/// What depends on the answers only, not on the seed.
struct Known {
    eligible: Vec<usize>,
    best: Option<f64>,
}

fn visit(
    input: &Input,
    visitor: &Visitor,
    known: &mut HashMap<(String, Vec<Language>), Known>,
    tally: &mut Tally,
) {
    let context = Context {
        today: input.today,
        seed: visitor.seed,
        browser_languages: visitor.browser.clone(),
    };
    let answers = &visitor.answers;
    let key = (answers.to_query(), visitor.browser.clone());
    let picker = &input.picker;
    let known = known.entry(key).or_insert_with(|| Known {
        eligible: picker.eligible_servers(answers, &context),
        best: picker.best_score(answers, &context),
    });
    for server in &known.eligible {
        tally.eligible[*server] = true;
    }
    let picks = picker.recommend(answers, &context).picks;
    for (place, pick) in picks.iter().enumerate() {
        if place == 0 {
            tally.first[pick.server] += 1;
        }
        tally.any[pick.server] += 1;
        tally.shown += 1;
    }
    if let (Some(best), false) = (known.best, picks.is_empty()) {
        tally.score += picks.iter().map(|pick| pick.score).sum::<f64>() / picks.len() as f64;
        tally.best += best;
    }
}

/// How evenly places are spread.
struct Spread {
    max_share: f64,
    max_domain: String,
    top_ten_share: f64,
    gini: f64,
    largest_share: f64,
}

impl Spread {
    fn new(picker: &Picker, counts: &[u64], counted: &[bool], largest: Option<usize>) -> Self {
        let all: u64 = counts.iter().sum();
        let share = |count: u64| count as f64 / all.max(1) as f64;
        let max = counts.iter().enumerate().max_by_key(|(_, count)| **count);
        let mut sorted: Vec<u64> = counts
            .iter()
            .zip(counted)
            .filter(|(_, counted)| **counted)
            .map(|(count, _)| *count)
            .collect();
        sorted.sort_unstable();
        Self {
            max_share: max.map_or(0.0, |(_, count)| share(*count)),
            max_domain: max
                .and_then(|(at, _)| picker.servers().get(at))
                .map_or_else(String::new, |server| server.domain.clone()),
            top_ten_share: share(sorted.iter().rev().take(10).sum()),
            gini: gini(&sorted),
            largest_share: largest.map_or(0.0, |at| share(counts[at])),
        }
    }

    fn json(&self) -> Value {
        json!({
            "max_share": self.max_share,
            "max_domain": self.max_domain,
            "top_ten_share": self.top_ten_share,
            "gini": self.gini,
            "largest_server_share": self.largest_share,
        })
    }
}

/// The Gini coefficient of counts in ascending order: 0 when all have the
/// same, near 1 when one has everything.
fn gini(sorted: &[u64]) -> f64 {
    let all: u64 = sorted.iter().sum();
    let count = sorted.len() as f64;
    if all == 0 {
        return 0.0;
    }
    let weighted: f64 = sorted
        .iter()
        .enumerate()
        .map(|(place, value)| (place as f64 + 1.0) * *value as f64)
        .sum();
    2.0 * weighted / (count * all as f64) - (count + 1.0) / count
}

struct Report {
    visitors: usize,
    first: Spread,
    any: Spread,
    largest: String,
    shown: usize,
    eligible: usize,
    mean: f64,
    best: f64,
}

impl Report {
    fn new(picker: &Picker, tally: &Tally, visitors: usize) -> Self {
        let servers = picker.servers();
        let largest = (0..servers.len())
            .max_by_key(|at| servers[*at].weekly_active.as_ref().map(|fact| fact.value));
        // Everybody who could have been shown, and everybody who was.
        let counted: Vec<bool> = tally
            .eligible
            .iter()
            .zip(&tally.any)
            .map(|(eligible, any)| *eligible || *any > 0)
            .collect();
        let shown = tally.eligible.iter().zip(&tally.any);
        Self {
            visitors,
            first: Spread::new(picker, &tally.first, &counted, largest),
            any: Spread::new(picker, &tally.any, &counted, largest),
            largest: largest.map_or_else(String::new, |at| servers[at].domain.clone()),
            shown: shown
                .filter(|(eligible, any)| **eligible && **any > 0)
                .count(),
            eligible: tally.eligible.iter().filter(|eligible| **eligible).count(),
            mean: tally.score / visitors.max(1) as f64,
            best: tally.best / visitors.max(1) as f64,
        }
    }

    fn json(&self) -> Value {
        json!({
            "visitors": self.visitors,
            "first_place": self.first.json(),
            "any_place": self.any.json(),
            "largest_server": self.largest,
            "shown_servers": self.shown,
            "eligible_servers": self.eligible,
            "mean_score": self.mean,
            "best_score": self.best,
        })
    }

    fn text(&self) -> String {
        let line = |name: &str, spread: &Spread| {
            format!(
                "{name}: the most shown is {} with {:.2} %, the top ten have {:.1} %, \
                 the largest server ({}) has {:.2} %, Gini {:.3}\n",
                spread.max_domain,
                spread.max_share * 100.0,
                spread.top_ten_share * 100.0,
                self.largest,
                spread.largest_share * 100.0,
                spread.gini
            )
        };
        format!(
            "{} visitors\n{}{}{} of {} servers that could be shown were shown ({:.1} %)\n\
             mean score {:.4}, best possible {:.4} ({:.1} %)\n",
            self.visitors,
            line("first place", &self.first),
            line("all three  ", &self.any),
            self.shown,
            self.eligible,
            self.shown as f64 * 100.0 / self.eligible.max(1) as f64,
            self.mean,
            self.best,
            self.mean * 100.0 / self.best.max(f64::MIN_POSITIVE)
        )
    }
}

#[cfg(test)]
mod tests;
