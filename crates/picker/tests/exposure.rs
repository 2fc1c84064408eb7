//! Who is shown how often to those who just say "pick for me".
//!
//! The same for a mix of visitors is tested where the mix is:
//! `crates/picker-cli/src/simulate/tests.rs`.

// A broken fixture may end the test, and the figures are there to be read.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use picker::answers::Answers;
use picker::date::Date;
use picker::model::{Fact, Server, Source, Week};
use picker::recommend::Picker;
use picker::topics::Topics;
use support::{browsing, synthetic};

const VISITORS: u64 = 20_000;

struct Exposure {
    /// The largest share of first places.
    most_first: f64,
    /// The share of those who could be shown that were.
    shown: f64,
    /// The mean score of what was shown, beside the best possible.
    fit: f64,
}

fn exposure(servers: Vec<Server>, topics: Topics, browser: &str) -> Exposure {
    let picker = Picker::new(servers, topics);
    let answers = Answers::default();
    let at = |seed: u64| browsing(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), &[browser]);
    let eligible = picker.eligible_servers(&answers, &at(0));
    let best = picker.best_score(&answers, &at(0)).unwrap();
    let mut first = vec![0u64; picker.servers().len()];
    let mut any = vec![0u64; picker.servers().len()];
    let mut score = 0.0;
    for seed in 0..VISITORS {
        let picks = picker.recommend(&answers, &at(seed)).picks;
        assert_eq!(picks.len(), 3);
        first[picks[0].server] += 1;
        for pick in &picks {
            any[pick.server] += 1;
            score += pick.score / 3.0;
        }
    }
    let never: Vec<&str> = eligible
        .iter()
        .filter(|server| any[**server] == 0)
        .map(|server| picker.servers()[*server].domain.as_str())
        .collect();
    let found = Exposure {
        most_first: *first.iter().max().unwrap() as f64 / VISITORS as f64,
        shown: 1.0 - never.len() as f64 / eligible.len() as f64,
        fit: score / VISITORS as f64 / best,
    };
    println!(
        "{browser}: {} could be shown, {:.1} % were; most first places {:.2} %; fit {:.1} %; never: {never:?}",
        eligible.len(),
        found.shown * 100.0,
        found.most_first * 100.0,
        found.fit * 100.0
    );
    found
}

fn is_fair(found: &Exposure) {
    assert!(found.most_first <= 0.03, "{}", found.most_first);
    assert!(found.shown >= 0.95, "{}", found.shown);
    assert!(found.fit >= 0.95, "{}", found.fit);
}

#[test]
fn without_answers_no_server_has_over_three_percent_and_nearly_all_appear() {
    is_fair(&exposure(
        synthetic::servers(331, 1),
        synthetic::topics(),
        "en",
    ));
}

#[test]
fn the_same_over_a_long_list_with_the_maintainers_words() {
    let servers = support::with_our_words(support::crowd());
    is_fair(&exposure(servers, support::topics(), "en"));
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn the_same_over_the_recorded_directory() {
    let servers = support::with_our_words(support::recorded());
    is_fair(&exposure(servers, support::topics(), "en"));
}

#[test]
fn in_a_small_language_its_servers_share_evenly() {
    // A dozen or so: a share of 3 % each is not to be had, an even one is.
    let picker = Picker::new(synthetic::servers(331, 1), synthetic::topics());
    let count = picker
        .matching(&Answers::default(), &browsing(0, &["de"]))
        .servers;
    let found = exposure(synthetic::servers(331, 1), synthetic::topics(), "de");
    assert!((6..40).contains(&count), "{count}");
    assert!(
        found.most_first < 1.2 / count as f64,
        "{}",
        found.most_first
    );
    assert_eq!(found.shown, 1.0);
}

#[test]
fn one_giant_and_floods_of_new_accounts_change_nothing_of_this() {
    let mut servers = synthetic::servers(331, 1);
    let known = |server: &Server| server.weekly_active.as_ref().map_or(0, |fact| fact.value);
    let everybody: u64 = servers.iter().map(known).sum();
    // Six of ten people are with one, and every fifth server has just had a
    // hundred times its usual number of new accounts.
    let week = |number: usize, registrations| Week {
        start: Date::from_days(20_000 - 7 * number as i32),
        logins: 100,
        registrations,
        statuses: 0,
    };
    for (at, server) in servers.iter_mut().enumerate() {
        if at == 0 {
            let most = everybody * 3 / 2;
            server.weekly_active = Some(Fact::new(most, Source::Joinmastodon, None));
        }
        let newest = if at % 5 == 0 { 1_000 } else { 10 };
        let weeks = (0..8).map(|n| week(n, if n == 1 { newest } else { 10 }));
        server.activity = Some(Fact::new(weeks.collect(), Source::Live, None));
    }
    let found = exposure(servers, synthetic::topics(), "en");
    // Where a fifth steps back, the others have their part: 3 % and a quarter.
    assert!(found.most_first <= 0.0375, "{}", found.most_first);
    assert!(found.shown >= 0.95 && found.fit >= 0.95);
}
