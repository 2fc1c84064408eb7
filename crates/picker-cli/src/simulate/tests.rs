use super::{Crowd, Report, gini, simulate};
use crate::input::{Input, InputArgs};
use crate::visitors::Mix;
use picker::recommend::Picker;
use toolchain::paths;

#[path = "../../../picker/tests/support/synthetic.rs"]
mod synthetic;

#[test]
fn gini_tells_equal_from_unequal() {
    assert_eq!(gini(&[5, 5, 5, 5]), 0.0);
    assert!((gini(&[0, 0, 0, 20]) - 0.75).abs() < 1e-12);
    assert!(gini(&[1, 2, 3, 4]) > 0.2);
    assert_eq!(gini(&[]), 0.0);
}

const VISITORS: usize = 10_000;

/// Visitors as `content/visitors.toml` draws them.
fn mixed(input: &Input) -> Report {
    let mix = paths::root().join("content/visitors.toml");
    let mix = Mix::read(&mix, input.picker.topics()).unwrap();
    let tally = simulate(input, &Crowd::Mix(Box::new(mix)), VISITORS, 1);
    Report::new(&input.picker, &tally, VISITORS)
}

fn is_fair(report: &Report) {
    println!("{}", report.text());
    for spread in [&report.first, &report.any] {
        assert!(spread.max_share < 0.05, "{}", spread.max_domain);
        assert!(spread.largest_share < 0.05, "{}", report.largest);
    }
    assert!(report.mean >= 0.95 * report.best);
    assert!(report.mean <= report.best);
}

fn synthetic() -> Input {
    Input {
        picker: Picker::new(synthetic::servers(331, 1), synthetic::topics()),
        skipped: Vec::new(),
        today: content::today().unwrap(),
    }
}

#[test]
fn in_a_mix_of_visitors_no_server_takes_over_and_all_are_served_well() {
    is_fair(&mixed(&synthetic()));
}

/// A third of all visitors use their own words: two thirds of those who choose
/// by topic.
#[test]
fn with_a_third_typing_words_no_server_takes_over_either() {
    let input = synthetic();
    let mix = std::fs::read_to_string(paths::root().join("content/visitors.toml")).unwrap();
    let typing = mix.replace("text = 25\n", "text = 150\n");
    assert_ne!(typing, mix);
    let mix = Mix::parse(&typing, input.picker.topics()).unwrap();
    let typed = (0..1_000).filter(|at| !mix.visitor(*at, 1).answers.text.is_empty());
    assert!((280..390).contains(&typed.count()));
    let tally = simulate(&input, &Crowd::Mix(Box::new(mix)), VISITORS, 1);
    is_fair(&Report::new(&input.picker, &tally, VISITORS));
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn the_same_over_the_recorded_directory() {
    let recordings = paths::recordings().expect(paths::SPREAD_RECORDED);
    let args = InputArgs {
        directory: recordings.join("directory-mock/servers.json"),
        no_curated: false,
        browser: Vec::new(),
    };
    is_fair(&mixed(&args.load().unwrap()));
}

#[test]
fn the_same_visitors_come_again() {
    let input = synthetic();
    let crowd = || Crowd::Same(picker::answers::Answers::default(), Vec::new());
    let once = simulate(&input, &crowd(), 3_000, 5);
    let again = simulate(&input, &crowd(), 3_000, 5);
    assert_eq!(once.first, again.first);
    assert_eq!(once.score.to_bits(), again.score.to_bits());
    assert_eq!(once.first.iter().sum::<u64>(), 3_000);
    assert_ne!(once.first, simulate(&input, &crowd(), 3_000, 6).first);
}

#[test]
fn the_report_has_the_figures_that_were_promised() {
    let input = synthetic();
    let crowd = Crowd::Same(picker::answers::Answers::default(), Vec::new());
    let tally = simulate(&input, &crowd, 500, 1);
    let json = Report::new(&input.picker, &tally, 500).json();
    assert_eq!(json["visitors"], 500);
    for place in ["first_place", "any_place"] {
        let spread = &json[place];
        assert!((0.0..=1.0).contains(&spread["max_share"].as_f64().unwrap()));
        assert!((0.0..=1.0).contains(&spread["gini"].as_f64().unwrap()));
        assert!(spread["max_domain"].as_str().unwrap().contains('.'));
    }
    let count = |key: &str| json[key].as_u64().unwrap();
    assert!(count("shown_servers") > 0);
    assert!(count("shown_servers") <= count("eligible_servers"));
    assert!(json["mean_score"].as_f64() <= json["best_score"].as_f64());
}
