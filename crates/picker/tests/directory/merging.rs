use picker::date::Date;
use picker::decode::{Listing, Network};
use picker::merge::{Directory, Sources, is_old, merge};
use picker::model::{Fact, HealthFlag, Server, SignUp, Source};
use picker::overrides::Override;
use proptest::prelude::*;

use crate::day;

const TODAY: &str = "2026-11-23";

fn server(domain: &str, source: Source, as_of: &str, sign_up: SignUp, topics: &[&str]) -> Server {
    let mut server = Server::new(domain);
    server.sign_up = Some(Fact::new(sign_up, source, Some(day(as_of))));
    let topics = topics.iter();
    server.topics = topics
        .map(|t| Fact::new((*t).to_owned(), source, Some(day(as_of))))
        .collect();
    server
}

fn listing(source: Source, as_of: &str, domains: &[&str]) -> Listing {
    let domains = domains.iter();
    Listing {
        as_of: day(as_of),
        servers: domains
            .map(|d| server(d, source, as_of, SignUp::Instant, &["general"]))
            .collect(),
    }
}

fn named<'a>(directory: &'a Directory, domain: &str) -> &'a Server {
    directory
        .servers
        .iter()
        .find(|s| s.domain == domain)
        .expect(domain)
}

fn entry(correction: Server) -> Override {
    Override {
        correction,
        exclude: false,
        pause_until: None,
    }
}

#[test]
fn each_fact_keeps_the_best_source_and_topics_add_up() {
    let curated = [server(
        "a.example",
        Source::Curated,
        "2026-01-09",
        SignUp::Approval,
        &["trains", "general"],
    )];
    let live = listing(Source::Joinmastodon, TODAY, &["a.example"]);
    let merged = merge(
        &Sources {
            curated: &curated,
            joinmastodon: Some(&live),
            ..Sources::default()
        },
        day(TODAY),
    );
    let a = named(&merged, "a.example");
    assert_eq!(
        a.sign_up,
        Some(Fact::new(
            SignUp::Instant,
            Source::Joinmastodon,
            Some(day(TODAY))
        ))
    );
    let topics: Vec<(&str, Source)> = a
        .topics
        .iter()
        .map(|t| (t.value.as_str(), t.source))
        .collect();
    assert_eq!(
        topics,
        [
            ("trains", Source::Curated),
            ("general", Source::Joinmastodon)
        ]
    );
    assert_eq!(merged.list, Some((Source::Joinmastodon, day(TODAY))));
}

#[test]
fn a_snapshot_newer_than_the_cached_answer_wins() {
    let snapshot = listing(Source::Snapshot, "2026-11-20", &["a.example"]);
    let cached = listing(Source::Joinmastodon, "2026-11-01", &["a.example"]);
    let merged = merge(
        &Sources {
            snapshot: Some(&snapshot),
            joinmastodon: Some(&cached),
            ..Sources::default()
        },
        day(TODAY),
    );
    assert_eq!(
        named(&merged, "a.example").sign_up.as_ref().unwrap().source,
        Source::Snapshot
    );
    assert_eq!(merged.list, Some((Source::Snapshot, day("2026-11-20"))));
}

#[test]
fn a_server_that_left_the_directory_goes_unless_it_is_curated() {
    let curated = [server(
        "kept.example",
        Source::Curated,
        "2026-01-09",
        SignUp::Approval,
        &["trains"],
    )];
    let snapshot = listing(
        Source::Snapshot,
        "2026-11-01",
        &["stays.example", "left.example", "kept.example"],
    );
    let live = listing(
        Source::Joinmastodon,
        TODAY,
        &["stays.example", "new.example"],
    );
    let merged = merge(
        &Sources {
            curated: &curated,
            snapshot: Some(&snapshot),
            joinmastodon: Some(&live),
            ..Sources::default()
        },
        day(TODAY),
    );
    let domains: Vec<&str> = merged.servers.iter().map(|s| s.domain.as_str()).collect();
    assert_eq!(domains, ["kept.example", "new.example", "stays.example"]);
    assert_eq!(merged.gone, 2);
    // Its old listing said "instant"; only our own, older word is left.
    let kept = named(&merged, "kept.example");
    assert_eq!(
        kept.sign_up.as_ref().map(|f| (f.value, f.source)),
        Some((SignUp::Approval, Source::Curated))
    );
}

#[test]
fn half_an_answer_takes_nobody_off() {
    let domains: Vec<String> = (0..10).map(|i| format!("s{i}.example")).collect();
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    let snapshot = listing(Source::Snapshot, "2026-11-01", &domains);
    let short = listing(Source::Joinmastodon, TODAY, &domains[..4]);
    let sources = Sources {
        snapshot: Some(&snapshot),
        joinmastodon: Some(&short),
        ..Sources::default()
    };
    let merged = merge(&sources, day(TODAY));
    assert_eq!((merged.servers.len(), merged.gone), (10, 0));
    let empty = listing(Source::Joinmastodon, TODAY, &[]);
    let merged = merge(
        &Sources {
            joinmastodon: Some(&empty),
            ..sources
        },
        day(TODAY),
    );
    assert_eq!(merged.servers.len(), 10);
}

#[test]
fn flags_and_figures_are_those_of_the_newest_list() {
    let mut snapshot = listing(
        Source::Snapshot,
        "2026-11-01",
        &["was-fake.example", "now-fake.example"],
    );
    snapshot.servers[0].flags = vec![HealthFlag::Implausible];
    snapshot.servers[1].weekly_active = Some(Fact::new(50, Source::Snapshot, None));
    let mut live = listing(
        Source::Joinmastodon,
        TODAY,
        &["was-fake.example", "now-fake.example"],
    );
    live.servers[1].flags = vec![HealthFlag::Implausible];
    let merged = merge(
        &Sources {
            snapshot: Some(&snapshot),
            joinmastodon: Some(&live),
            ..Sources::default()
        },
        day(TODAY),
    );
    assert!(named(&merged, "was-fake.example").flags.is_empty());
    let fake = named(&merged, "now-fake.example");
    assert_eq!(
        (&fake.flags[..], &fake.weekly_active),
        (&[HealthFlag::Implausible][..], &None)
    );
}

#[test]
fn no_server_is_bigger_than_the_network() {
    let mut live = listing(Source::Joinmastodon, TODAY, &["big.example"]);
    live.servers[0].total_users = Some(Fact::new(2_000, Source::Joinmastodon, None));
    let network = Some(Network {
        users: 1_000,
        active: 100,
    });
    let merged = merge(
        &Sources {
            joinmastodon: Some(&live),
            network,
            ..Sources::default()
        },
        day(TODAY),
    );
    assert_eq!(merged.servers[0].flags, [HealthFlag::Implausible]);
}

#[test]
fn overrides_correct_replace_and_take_out() {
    let live = listing(
        Source::Joinmastodon,
        TODAY,
        &["a.example", "b.example", "c.example", "d.example"],
    );
    let overrides = [
        entry(server(
            "a.example",
            Source::Override,
            "2026-01-01",
            SignUp::Closed,
            &["art"],
        )),
        Override {
            exclude: true,
            ..entry(Server::new("b.example"))
        },
        Override {
            pause_until: Some(day("2026-11-24")),
            ..entry(Server::new("c.example"))
        },
        Override {
            pause_until: Some(day(TODAY)),
            ..entry(Server::new("d.example"))
        },
        entry(server(
            "nowhere.example",
            Source::Override,
            "2026-01-01",
            SignUp::Closed,
            &["art"],
        )),
    ];
    let merged = merge(
        &Sources {
            joinmastodon: Some(&live),
            overrides: &overrides,
            ..Sources::default()
        },
        day(TODAY),
    );
    assert_eq!(merged.servers.len(), 4);
    let a = named(&merged, "a.example");
    assert_eq!(a.sign_up.as_ref().map(|f| f.value), Some(SignUp::Closed));
    assert_eq!(
        a.topics
            .iter()
            .map(|t| t.value.as_str())
            .collect::<Vec<_>>(),
        ["art"]
    );
    assert_eq!(named(&merged, "b.example").flags, [HealthFlag::Excluded]);
    assert_eq!(named(&merged, "c.example").flags, [HealthFlag::Excluded]);
    // The pause ends on the day that it names.
    assert!(named(&merged, "d.example").flags.is_empty());
}

#[test]
fn thirty_days_are_not_old_and_thirty_one_are() {
    assert!(!is_old(day("2026-10-24"), day(TODAY)));
    assert!(is_old(day("2026-10-23"), day(TODAY)));
}

/// Servers out of five domains, each with a way of signing up and a day.
fn rows(source: Source) -> impl Strategy<Value = Vec<Server>> {
    let sign_up = proptest::sample::select(vec![SignUp::Instant, SignUp::Approval, SignUp::Closed]);
    let row = (0..5u8, sign_up, 0..5i32).prop_map(move |(name, sign_up, age)| {
        let mut server = Server::new(format!("s{name}.example"));
        let as_of = Date::from_days(20_000 - age);
        server.sign_up = Some(Fact::new(sign_up, source, Some(as_of)));
        server
    });
    proptest::collection::vec(row, 0..6).prop_map(|mut rows| {
        rows.sort_by(|a, b| a.domain.cmp(&b.domain));
        rows.dedup_by(|a, b| a.domain == b.domain);
        rows
    })
}

proptest! {
    #[test]
    fn every_server_comes_out_once_with_its_best_word(
        curated in rows(Source::Curated),
        live in rows(Source::Joinmastodon),
        corrections in rows(Source::Override),
    ) {
        let overrides: Vec<Override> = corrections.iter().cloned().map(entry).collect();
        let listing = Listing { as_of: Date::from_days(20_000), servers: live.clone() };
        let sources = Sources {
            curated: &curated,
            joinmastodon: Some(&listing),
            overrides: &overrides,
            ..Sources::default()
        };
        let merged = merge(&sources, Date::from_days(20_000));
        prop_assert!(merged.servers.windows(2).all(|pair| pair[0].domain < pair[1].domain));
        for server in &merged.servers {
            let said = |list: &[Server]| {
                let found = list.iter().find(|s| s.domain == server.domain);
                found.and_then(|s| s.sign_up.clone())
            };
            let best = said(&corrections).or(said(&live)).or(said(&curated));
            prop_assert_eq!(&server.sign_up, &best);
        }
        for server in curated.iter().chain(&live) {
            prop_assert!(merged.servers.iter().any(|s| s.domain == server.domain));
        }
    }
}
