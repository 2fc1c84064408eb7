//! Answers of the length and the mess of real ones, made by a formula, so that
//! what must come out is known row by row.

use picker::date::Date;
use picker::decode::statistics::Day;
use picker::decode::{self, Software};
use picker::domain;
use picker::model::{Region, SignUp, Source};
use serde_json::{Value, json};

use crate::day;

/// What can be wrong with a row: its number within the cycle, a field, what
/// stands there, and whether the row is kept nevertheless.
fn faults() -> Vec<(&'static str, Value, bool)> {
    let long = "The quick brown fox jumps over the lazy dog. ".repeat(800);
    vec![
        ("description", json!(long), true),
        ("description", json!(null), true),
        (
            "description",
            json!("<p>Two\r\n\r\n\tlines\u{0007}</p>"),
            true,
        ),
        (
            "description",
            json!("\u{202e}sdrawkcab\u{202c} and \u{200b}"),
            true,
        ),
        ("total_users", json!("1200.0"), true),
        ("total_users", json!(-4), true),
        ("last_week_users", json!("many"), true),
        ("approval_required", json!("false"), true),
        ("languages", json!([]), true),
        ("languages", json!("fr"), true),
        ("categories", json!([null, 7, {}]), true),
        ("proxied_thumbnail", json!({}), true),
        ("region", json!(""), true),
        ("version", json!(null), true),
        ("domain", json!("the radio.au"), false),
        ("domain", json!(".bike"), false),
        ("domain", json!("hoot.video:443"), false),
        ("domain", json!("192.0.2.7"), false),
        ("domain", json!("x".repeat(250)), false),
        ("domain", json!(null), false),
    ]
}

/// A row without a fault.
fn row(number: usize) -> Value {
    json!({
        "domain": format!("s{number}.example"),
        "version": "4.5.4",
        "description": format!("Place number {number} for people who like the number {}.", number % 97),
        "languages": ["en"],
        "region": Region::ALL[number % Region::ALL.len()].key(),
        "categories": ["general"],
        "proxied_thumbnail": format!("https://pictures.example/{number}.png"),
        "total_users": 400 + number,
        "last_week_users": 40 + number % 50,
        "approval_required": number.is_multiple_of(3),
        "language": "en",
        "category": "general",
    })
}

/// Every seventh row has a fault, each in its turn.
const EVERY: usize = 7;

#[test]
fn of_four_thousand_rows_each_is_read_or_dropped_for_its_own_fault() {
    let faults = faults();
    let mut lost = Vec::new();
    let rows: Vec<Value> = (0..4_000)
        .map(|number| {
            let mut row = row(number);
            if number.is_multiple_of(EVERY) {
                let (field, value, kept) = &faults[number / EVERY % faults.len()];
                row[field] = value.clone();
                if !kept {
                    lost.push(number);
                }
            }
            row
        })
        .collect();
    let body = serde_json::to_vec(&rows).unwrap();
    let list = decode::servers(&body, Source::Joinmastodon, day("2026-11-01")).unwrap();
    assert_eq!(list.listed, 4_000);
    let skipped: Vec<usize> = list.skipped.iter().map(|row| row.index).collect();
    assert_eq!(skipped, lost);
    let read = (0..4_000).filter(|number| !lost.contains(number));
    assert_eq!(list.value.len(), read.clone().count());
    for (number, server) in read.zip(&list.value) {
        let row = row(number);
        assert_eq!(row["domain"], server.domain.as_str());
        assert_eq!(
            domain::normalise(&server.domain).as_ref(),
            Ok(&server.domain)
        );
        let description = server.description.as_ref().map(|it| it.value.as_str());
        let said = description.unwrap_or_default();
        assert!(said.chars().count() <= 500 && !said.chars().any(char::is_control));
        if !number.is_multiple_of(EVERY) {
            assert_eq!(row["description"].as_str(), description);
            let figure = |fact: &Option<picker::model::Fact<u64>>| fact.as_ref().map(|it| it.value);
            assert_eq!(row["total_users"].as_u64(), figure(&server.total_users));
            assert_eq!(
                row["last_week_users"].as_u64(),
                figure(&server.weekly_active)
            );
            let region = server.region.as_ref().unwrap().value;
            assert_eq!(row["region"], region.key());
            let asks = server.sign_up.as_ref().unwrap().value == SignUp::Approval;
            assert_eq!(row["approval_required"], asks);
        }
    }
}

/// The directory's rows as it served them over the years: `blurhash` came in
/// 2023, `region` is empty where none is known, descriptions end in line breaks.
#[test]
fn rows_in_the_shapes_since_2022_are_read_whole() {
    let shapes = [
        r#"{"domain": "old.example", "version": "3.5.5", "description": "よろしくお願いいたします。",
            "languages": ["ja"], "region": "asia", "categories": ["regional"],
            "proxied_thumbnail": "https://pictures.example/1f1fef40/68747470733a.png",
            "total_users": 283901, "last_week_users": 67701, "approval_required": false,
            "language": "ja", "category": "regional"}"#,
        r#"{"domain": "old.example", "version": "4.0.2", "description": "よろしくお願いいたします。",
            "languages": ["ja"], "region": "", "categories": ["regional"],
            "proxied_thumbnail": "https://pictures.example/86c214c4/68747470733a.png",
            "total_users": 283901, "last_week_users": 67701, "approval_required": false,
            "language": "ja", "category": "regional"}"#,
        r#"{"domain": "old.example", "version": "4.4.0-nightly.2025-03-14-security",
            "description": "よろしくお願いいたします。\r\n", "languages": ["ja"], "region": "asia",
            "categories": ["regional"], "blurhash": "UeKUpFxuo~R%0nW;WCnhF6RjaJt757oJodS$",
            "proxied_thumbnail": "https://pictures.example/de816a7e/68747470733a.png",
            "total_users": 283901, "last_week_users": 67701, "approval_required": false,
            "language": "ja", "category": "regional"}"#,
    ];
    for (shape, region) in shapes
        .into_iter()
        .zip([Some(Region::Asia), None, Some(Region::Asia)])
    {
        let body = format!("[{shape}]");
        let list = decode::servers(body.as_bytes(), Source::Joinmastodon, day("2025-03-14"));
        let list = list.unwrap();
        assert_eq!((list.skipped.len(), list.notes.len()), (0, 0), "{shape}");
        let [server] = &list.value[..] else {
            panic!("{} servers of {shape}", list.value.len());
        };
        let description = server.description.as_ref().unwrap();
        assert_eq!(description.value, "よろしくお願いいたします。");
        assert_eq!(server.languages[0].value.as_str(), "ja");
        assert_eq!(server.topics[0].value, "regional");
        assert_eq!(server.region.as_ref().map(|it| it.value), region);
        assert_eq!(server.weekly_active.as_ref().unwrap().value, 67_701);
        assert_eq!(server.sign_up.as_ref().unwrap().value, SignUp::Instant);
    }
}

/// 1,250 days of a growing network, written as the API writes them, with days on
/// which the count failed, days told twice, and one that is not over.
#[test]
fn a_long_series_keeps_every_day_that_was_counted() {
    let first = day("2023-01-01").days();
    let mut rows = Vec::new();
    let mut counted = Vec::new();
    for number in 0..1_250_u32 {
        let date = Date::from_days(first + i32::try_from(number).unwrap());
        let (servers, users, active) = (8_000 + number % 40, 5_875_129 + 3 * number, 700_000);
        let told = |servers: u32, users: u32| {
            json!({"period": date.to_string(), "server_count": servers.to_string(),
                   "user_count": format!("{users}.0"), "active_user_count": "700000.0"})
        };
        if number % 97 == 50 {
            rows.push(told(
                [0, 9, 11, 2_956, 4_233][(number / 97 % 5) as usize],
                447,
            ));
            continue;
        }
        if number % 200 == 10 {
            // A worse count of the same day, much too early in the list.
            rows.insert(rows.len() / 2, told(7_500, 5_000_000));
        }
        rows.push(told(servers, users));
        counted.push(Day {
            date,
            servers: servers.into(),
            users: users.into(),
            active,
        });
    }
    // The last day is still being counted.
    counted.pop();
    let series = decode::statistics(&serde_json::to_vec(&rows).unwrap()).unwrap();
    assert_eq!(series.value, counted);
    assert_eq!(series.listed, rows.len());
}

/// How the software of the network writes its name and sign-up state.
#[test]
fn the_instance_bodies_of_all_software_are_told_apart() {
    // As each writes its version; the name expected; version 1 or 2 of the API.
    for (version, name, api) in [
        ("2.7.2 (compatible; Akkoma 3.10.4-0-gebfb617)", "Akkoma", 1),
        ("4.2.1 (compatible; Catodon 24.01-dev)", "Catodon", 1),
        ("3.0.0 (compatible; Firefish 1.0.5-dev20)", "Firefish", 1),
        ("4.2.8 (compatible; Firefish 20240909)", "Firefish", 2),
        ("2.8.0 (compatible; Friendica 2023.05)", "Friendica", 1),
        ("2.8.0 (compatible; Friendica 2024.08)", "Friendica", 2),
        ("4.2.1 (compatible; Iceshrimp 2023.12.1)", "Iceshrimp", 1),
        (
            "4.2.1 (compatible; Iceshrimp.NET/2024.1-beta2)",
            "Iceshrimp.NET",
            1,
        ),
        ("3.5.3 (compatible; Pixelfed 0.12.3)", "Pixelfed", 1),
        ("3.5.3 (compatible; Pixelfed 0.12.3)", "Pixelfed", 2),
        (
            "2.7.2 (compatible; Pleroma 2.7.0-70-g36d469cf)",
            "Pleroma",
            2,
        ),
        ("3.0.0 (compatible; Sharkey 2024.1.0.beta1)", "Sharkey", 1),
        ("4.3.0+pr-32577-ba659d5", "Mastodon", 2),
        ("4.5.0-nightly.2025-10-30", "Mastodon", 2),
        ("4.4.0-alpha.4+glitch", "Mastodon", 1),
    ] {
        for (enabled, approval, state) in [
            (true, false, SignUp::Instant),
            (true, true, SignUp::Approval),
            (false, true, SignUp::Closed),
        ] {
            let registrations = match api {
                1 => json!(enabled),
                _ => json!({"enabled": enabled, "approval_required": approval, "message": null}),
            };
            let source = format!("https://code.example/{0}/{0}", name.to_lowercase());
            let body = json!({
                "uri": "server.example", "domain": "server.example", "title": "A server",
                "version": version, "source_url": source, "registrations": registrations,
                "approval_required": approval, "languages": ["en"], "rules": [],
                "thumbnail": {}, "contact_account": null, "contact": null,
            });
            let body = serde_json::to_vec(&body).unwrap();
            let info = match api {
                1 => decode::instance_v1(&body).unwrap(),
                _ => decode::instance_v2(&body).unwrap(),
            };
            assert_eq!(info.software.name(), Some(name), "{version}");
            let mastodon = matches!(info.software, Software::Mastodon { .. });
            assert_eq!(mastodon, name == "Mastodon", "{version}");
            assert_eq!(info.registrations.sign_up(), Some(state), "{version}");
        }
    }
}
