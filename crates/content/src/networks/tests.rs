//! Entries that are as they should be, and each mistake named with its line.

use std::path::Path;

use picker::date::Date;

use super::{Activity, Kind, Network, Size, is_handle, read};
use crate::reader::Reader;

/// One entry, each field in a line of its own.
const ENTRY: &str = r#"[[network]]
id = "a"
name = "A"
kind = "network"
do = ["video"]
about = "Films."
whom = "For all."
know = "Little."

[network.begin]
url = "https://a.example/"
label = "Begin"

[network.size]
value = 12
shown = "a dozen"
what = "people"
source = "A counter"
url = "https://counter.example/"
as_of = "2026-06-14"
shelf_life = "6 months"

[[network.follow]]
handle = "@a@a.example"
url = "https://a.example/@a"
about = "The project"
source = "https://a.example/about"
as_of = "2026-06"

[[network.sources]]
url = "https://b.example/"
label = "B on A"
as_of = "2026"
"#;

struct Seen {
    networks: Vec<Network>,
    problems: Vec<String>,
    stale: Vec<String>,
}

fn look(text: &str, today: &str) -> Seen {
    let mut reader = Reader {
        root: Path::new("."),
        today: Date::parse(today).unwrap(),
        problems: Vec::new(),
        stale: Vec::new(),
    };
    let networks = reader.table("networks.toml", text, read);
    let lines = |list: &[crate::Problem]| list.iter().map(ToString::to_string).collect();
    Seen {
        networks,
        problems: lines(&reader.problems),
        stale: lines(&reader.stale),
    }
}

/// What is said when `from` is replaced by `to`.
#[track_caller]
fn said(from: &str, to: &str, expected: &[&str]) {
    assert!(ENTRY.contains(from), "no {from:?} to spoil");
    let problems = look(&ENTRY.replacen(from, to, 1), "2026-11-23").problems;
    let expected: Vec<_> = expected
        .iter()
        .map(|it| format!("networks.toml:{it}"))
        .collect();
    assert_eq!(problems, expected);
}

#[test]
fn an_entry_is_read_as_it_is_written() {
    let seen = look(ENTRY, "2026-11-23");
    assert_eq!((seen.problems, seen.stale), (vec![], vec![]));
    let it = &seen.networks[0];
    assert_eq!((it.id.as_str(), it.kind), ("a", Kind::Network));
    assert_eq!(it.activities, [Activity::Video]);
    assert_eq!(it.follow[0].handle, "@a@a.example");
    let Size::Counted(count) = &it.size else {
        panic!("{:?}", it.size)
    };
    assert_eq!((count.value, count.age.stale), (12, false));
}

#[test]
fn a_count_past_its_shelf_life_is_named_and_marked_and_stops_nothing() {
    let seen = look(ENTRY, "2026-12-15");
    assert_eq!(seen.problems, Vec::<String>::new());
    assert_eq!(seen.stale.len(), 1, "{:?}", seen.stale);
    let start = "networks.toml:14: the figure is of 2026-06-14, older than its `shelf_life`";
    assert!(seen.stale[0].starts_with(start), "{:?}", seen.stale);
    assert!(matches!(&seen.networks[0].size, Size::Counted(count) if count.age.stale));
}

#[test]
fn every_figure_has_a_source_a_date_and_a_shelf_life() {
    for (line, field) in [
        ("source = \"A counter\"\n", "source"),
        ("url = \"https://counter.example/\"\n", "url"),
        ("as_of = \"2026-06-14\"\n", "as_of"),
        ("shelf_life = \"6 months\"\n", "shelf_life"),
    ] {
        said(line, "", &[&format!("14: `{field}` is missing")]);
    }
    said(
        "6 months",
        "long",
        &["21: `shelf_life` must be one of: history, or a time such as 3 months"],
    );
    let whole = "14: `value` must be a whole number above 0";
    said("value = 12", "value = 1.5", &[whole]);
    said("value = 12", "value = 0", &[whole]);
}

#[test]
fn a_network_has_a_count_or_a_word_on_why_not() {
    let begin = ENTRY.find("[network.size]").unwrap();
    let size = &ENTRY[begin..ENTRY.find("[[network.follow]]").unwrap()];
    said(
        size,
        "",
        &["1: `size` is missing; where there is no figure, `uncounted` says why"],
    );
    let why = "know = \"Little.\"\nuncounted = \"Nobody counts.\"";
    said(
        "know = \"Little.\"",
        why,
        &["1: `size` and `uncounted` exclude each other"],
    );
    let uncounted = ENTRY.replace(size, "").replace("know = \"Little.\"", why);
    let seen = look(&uncounted, "2026-11-23");
    assert_eq!(seen.problems, Vec::<String>::new());
    assert!(matches!(&seen.networks[0].size, Size::Uncounted(why) if why == "Nobody counts."));
}

#[test]
fn sources_and_accounts_are_dated_and_handles_complete() {
    said("as_of = \"2026\"\n", "", &["30: `as_of` is missing"]);
    said("as_of = \"2026-06\"\n", "", &["23: `as_of` is missing"]);
    said(
        "source = \"https://a.example/about\"\n",
        "",
        &["23: `source` is missing"],
    );
    said(
        "@a@a.example",
        "@a",
        &["24: \"@a\" must look like @name@server"],
    );
    said(
        "as_of = \"2026-06\"\n",
        "as_of = \"2027-06\"\n",
        &["28: `as_of` is in the future: today is 2026-11-23"],
    );
    for handle in [
        "@a@b.example",
        "@bsky.brid.gy@bsky.brid.gy",
        "@a_b-c@d.e.example",
    ] {
        assert!(is_handle(handle), "{handle}");
    }
    for handle in [
        "a@b.example",
        "@@b.example",
        "@a@b",
        "@a@.example",
        "@a b@c.example",
        "@a@b@c.example",
    ] {
        assert!(!is_handle(handle), "{handle}");
    }
}

#[test]
fn what_is_unknown_or_missing_is_named() {
    said(
        "[\"video\"]",
        "[\"video\", \"films\"]",
        &[
            "5: \"films\" is none of: pictures, video, live, threads, short-posts, write, books, \
             music, events, bridge",
        ],
    );
    said(
        "do = [\"video\"]\n",
        "",
        &["1: `do` must name at least one thing"],
    );
    said(
        "kind = \"network\"",
        "kind = \"site\"",
        &["4: `kind` must be one of: network, software, bridge"],
    );
    said("kind = \"network\"\n", "", &["1: `kind` is missing"]);
    said(
        "know =",
        "knows =",
        &[
            "1: `know` is missing",
            "8: `knows` is not a known field",
        ],
    );
    said(
        "[network.begin]\nurl = \"https://a.example/\"\nlabel = \"Begin\"\n",
        "",
        &["1: `begin` is missing"],
    );
    let twice = look(&format!("{ENTRY}\n{ENTRY}"), "2026-11-23");
    assert_eq!(
        twice.problems,
        ["networks.toml:36: id \"a\" is already in line 2"]
    );
}

#[test]
fn the_networks_of_this_repository_are_all_there_and_offer_everything() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let networks = crate::load(&root, Date::parse("2026-11-28").unwrap()).networks;
    let ids: Vec<&str> = networks.iter().map(|it| it.id.as_str()).collect();
    for id in [
        "pixelfed",
        "peertube",
        "lemmy",
        "piefed",
        "mbin",
        "nodebb",
        "loops",
        "bookwyrm",
        "friendica",
        "writefreely",
        "funkwhale",
        "owncast",
        "gotosocial",
        "misskey",
        "wordpress",
        "ghost",
        "bridgy-fed",
        "mobilizon",
    ] {
        assert!(ids.contains(&id), "no {id} among {ids:?}");
    }
    for activity in Activity::ALL {
        assert!(
            networks.iter().any(|it| it.activities.contains(&activity)),
            "nothing for {}",
            activity.key()
        );
    }
    for it in &networks {
        assert!(!it.follow.is_empty(), "nothing to follow on {}", it.id);
        assert!(!it.sources.is_empty(), "no source for {}", it.id);
    }
}
