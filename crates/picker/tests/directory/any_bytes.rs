//! Whatever the bytes: an answer or an error, never a panic.

use picker::decode;
use picker::model::Source;
use proptest::prelude::*;

use crate::{day, fixture};

fn decode_all(bytes: &[u8]) {
    let today = day("2026-11-23");
    if let Ok(list) = decode::servers(bytes, Source::Joinmastodon, today) {
        assert_eq!(list.value.len() + list.skipped.len(), list.listed);
    }
    if let Ok(series) = decode::statistics(bytes) {
        assert_eq!(series.value.len() + series.skipped.len(), series.listed);
        assert!(
            series
                .value
                .windows(2)
                .all(|pair| pair[0].date < pair[1].date)
        );
    }
    if let Ok(list) = decode::default_servers(bytes) {
        let sum: f64 = list.value.iter().map(|s| s.share).sum();
        assert!(list.value.is_empty() || (sum - 1.0).abs() < 1e-9, "{sum}");
    }
    let _ = decode::activity(bytes);
    let _ = decode::domain_blocks(bytes);
    let _ = decode::instance_v1(bytes);
    let _ = decode::instance_v2(bytes);
    let _ = decode::nodeinfo(bytes);
    let _ = decode::bundle(bytes);
    let _ = decode::bundle::snapshot(bytes);
}

/// JSON of the shapes that decoders look into, with wrong types everywhere.
fn wild_json() -> impl Strategy<Value = String> {
    const FIELDS: &str = "domain|uri|title|version|description|languages|language|categories|category|region|\
        approval_required|total_users|last_week_users|period|server_count|user_count|active_user_count|weight|week|\
        logins|registrations|statuses|digest|severity|comment|rules|text|hint|translations|de|contact|account|acct|\
        created_at|email|enabled|message|min_age|url|usage|users|active_month|configuration|limited_federation|\
        software|name|metadata|v|servers|snapshot|overrides|topics|as_of|d|t|l|m|o|s";
    let text = prop_oneof![
        "[a-zA-Z0-9.:/<>&;@ -]{0,16}",
        "\\PC{0,8}",
        Just("a.example".to_owned()),
        Just("2026-11-23".to_owned()),
        Just("1e308".to_owned()),
        Just("4.5.0 (compatible; )".to_owned()),
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        (-1e300..1e300f64).prop_map(|n| format!("{n:e}")),
        text.prop_map(|t| serde_json::Value::from(t).to_string()),
    ];
    leaf.prop_recursive(4, 60, 8, |inner| {
        let field = proptest::sample::select(FIELDS.split('|').collect::<Vec<_>>());
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8)
                .prop_map(|all| format!("[{}]", all.join(","))),
            proptest::collection::vec((field, inner), 0..8).prop_map(|all| {
                let all: Vec<String> = all.iter().map(|(k, v)| format!("\"{k}\":{v}")).collect();
                format!("{{{}}}", all.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        decode_all(&bytes);
    }

    #[test]
    fn json_of_wrong_types(body in wild_json()) {
        decode_all(body.as_bytes());
        decode_all(format!("[{body}]").as_bytes());
    }

    #[test]
    fn good_answers_with_a_few_bytes_changed(
        which in 0usize..9,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
    ) {
        const ALL: [&str; 9] = [
            "servers-odd.json", "statistics-odd.json", "instance-v2-mastodon.json", "instance-v2-sparse.json",
            "instance-v1-akkoma.json", "activity.json", "domain-blocks.json", "default-servers.json", "nodeinfo-wild.json",
        ];
        let mut body = fixture(ALL[which]);
        for (at, byte) in changes {
            let at = at.index(body.len());
            body[at] = byte;
        }
        decode_all(&body);
    }
}

#[test]
fn nesting_without_end_is_refused_and_not_followed() {
    for (open, close) in [("[", "]"), ("{\"rules\":", "}"), ("[{\"domain\":", "}]")] {
        let deep = open.repeat(200_000) + &close.repeat(200_000);
        decode_all(deep.as_bytes());
        decode_all(format!("[{{\"domain\":\"a.example\",\"x\":{deep}}}]").as_bytes());
    }
}

/// What the fuzzer found worth keeping, replayed without it.
#[test]
fn kept_inputs_of_the_fuzzer() {
    let seeds = format!("{}/../../fuzz/seeds", env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for target in std::fs::read_dir(seeds).unwrap() {
        let target = target.unwrap().path();
        if !target.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(target).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            decode_all(&bytes);
            let state = picker::query::State::from_query(&String::from_utf8_lossy(&bytes));
            assert_eq!(picker::query::State::from_query(&state.to_query()), state);
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}
