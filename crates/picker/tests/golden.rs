//! The same seed gives the same picks, for ever and everywhere. The expected
//! digest is the same in the browser: see [`digest`].

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::answers::Answers;
use picker::digest::digest;
use picker::recommend::Picker;
use support::{context, domain, synthetic};

/// Over servers made by a formula, so that editing `content/` moves nothing.
fn picker() -> Picker {
    Picker::new(synthetic::servers(331, 1), synthetic::topics())
}

#[test]
fn picks_of_fixed_seeds_never_change_by_accident() {
    let picker = picker();
    let mut found = Vec::new();
    for (ask, seed) in [
        ("", 0),
        ("", 1),
        ("topic=tech&lang=de", 2),
        ("text=trains", u64::MAX),
    ] {
        let picks = picker
            .recommend(&Answers::from_query(ask), &context(seed))
            .picks;
        let names: Vec<&str> = picks.iter().map(|pick| domain(&picker, pick)).collect();
        found.push(names.join(" "));
    }
    assert_eq!(found, EXPECTED);
}

const EXPECTED: [&str; 4] = [
    "lidaboda.space sabafibatodon.example gobaraha.space",
    "kebahuda.town tuhapifa.social pabanuba.social",
    "tebapiba.art webaduda.art nahapaba.club",
    "kegakida.social donazoda.social muhesefa.example",
];

#[test]
fn the_digest_of_many_recommendations_never_changes_by_accident() {
    assert_eq!(digest(&picker(), 50), 714_994_751_896_900_433);
}
