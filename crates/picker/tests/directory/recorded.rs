//! Over answers as they were really served; `made.rs` tests the same over
//! answers that are made by a formula.

use picker::date::Date;
use picker::decode::{self, Software};
use picker::domain;
use picker::model::{HealthFlag, SignUp, Source};
use picker::plain_text::one_line;
use serde_json::Value;

use crate::day;
use crate::recordings::recorded;

fn read(name: &str) -> Vec<u8> {
    std::fs::read(recorded(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn the_recorded_directory_of_331_servers() {
    let list = decode::servers(
        &read("directory-mock/servers.json"),
        Source::Joinmastodon,
        day("2026-06-23"),
    )
    .unwrap();
    assert_eq!(
        (list.listed, list.skipped.len(), list.value.len()),
        (331, 0, 331)
    );
    assert!(list.value.iter().all(|s| {
        s.sign_up.is_some()
            && s.description
                .as_ref()
                .is_none_or(|d| d.value.chars().count() <= 500)
    }));
    let flagged = |flag| {
        list.value
            .iter()
            .filter(|s| s.flags.contains(&flag))
            .count()
    };
    // 18 rows count somebody and nobody active; one of them is past believing
    // in its silence (and is not flagged), as are three that count nothing.
    assert_eq!(flagged(HealthFlag::Implausible), 0);
    assert_eq!(flagged(HealthFlag::Outdated), 12);
    println!("331 rows: {} silent", flagged(HealthFlag::Silent));
    let defaults = decode::default_servers(&read("directory-mock/default-servers.json")).unwrap();
    assert!(defaults.skipped.is_empty() && !defaults.value.is_empty());
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn recorded_rows_of_the_directory_since_2022() {
    for name in [
        "servers-2022-11-mystodon",
        "servers-2022-12-dodo",
        "servers-2025-03-swiftyjoinmastodonapi",
    ] {
        let body = read(&format!("directory-recorded/{name}.json"));
        let list = decode::servers(&body, Source::Joinmastodon, day("2025-03-14")).unwrap();
        assert_eq!(
            (list.value.len(), list.skipped.len(), list.notes.len()),
            (2, 0, 0),
            "{name}"
        );
        assert!(
            list.value.iter().all(|s| s.weekly_active.is_some()),
            "{name}"
        );
    }
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn the_recorded_statistics_match_the_cleaned_series() {
    let series = decode::statistics(&read("statistics/statistics.json")).unwrap();
    let clean = String::from_utf8(read("statistics/joinmastodon-statistics-clean.csv")).unwrap();
    let clean: Vec<(Date, u64, u64, u64)> = clean
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (
                day(cells[0]),
                cells[1].parse().unwrap(),
                cells[2].parse().unwrap(),
                cells[3].parse().unwrap(),
            )
        })
        .collect();
    let ours: Vec<(Date, u64, u64, u64)> = series
        .value
        .iter()
        .map(|d| (d.date, d.servers, d.users, d.active))
        .collect();
    // The cleaned series keeps the last day, which was still being counted.
    assert_eq!(ours, clean[..clean.len() - 1]);
    assert_eq!(series.listed, 1250);
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn every_recorded_instance_body() {
    let mut seen = 0;
    for entry in std::fs::read_dir(recorded("instance")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let body = std::fs::read(&path).unwrap();
        seen += 1;
        if name.contains("nodeinfo") {
            if name.contains("well-known") {
                assert!(decode::nodeinfo(&body).is_err());
            } else {
                let info = decode::nodeinfo(&body).unwrap();
                assert!(info.software.name().is_some(), "{name}");
                assert!(info.open.is_some(), "{name}");
            }
            continue;
        }
        let v2 = name.contains("v2");
        let info = if v2 {
            decode::instance_v2(&body)
        } else {
            decode::instance_v1(&body)
        };
        let info = info.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(info.registrations.sign_up().is_some(), "{name}");
        assert!(info.title.is_some() && info.version.is_some(), "{name}");
        let software = info
            .software
            .name()
            .unwrap_or_else(|| panic!("{name}: {:?}", info.software))
            .to_lowercase();
        let told = name.replace("iceshrimpnet", "iceshrimp.net");
        if told.contains("mastodon") || told.contains("missing_thumbnail") {
            assert!(matches!(info.software, Software::Mastodon { .. }), "{name}");
            assert_ne!(info.registrations.sign_up(), Some(SignUp::Open), "{name}");
        } else {
            assert!(
                told.contains(software.split('/').next().unwrap()),
                "{name}: {software}"
            );
        }
        println!(
            "{name}: {:?} {:?}, {} rules",
            info.software.name(),
            info.registrations.sign_up(),
            info.rules.len()
        );
    }
    assert!(seen > 30, "{seen}");
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn four_thousand_recorded_servers_of_all_software() {
    let body = read("fedidb/fedidb-servers-2026-01.json");
    let rows: Vec<Value> = serde_json::from_slice(&body).unwrap();
    // As an answer of the directory, for its size and mess.
    let as_directory: Vec<Value> = rows
        .iter()
        .map(|row| {
            serde_json::json!({
                "domain": row["domain"], "description": row["description"], "version": row["software"]["version"],
                "total_users": row["stats"]["user_count"], "last_week_users": row["stats"]["monthly_active_users"],
                "approval_required": row["open_registration"], "region": row["location"]["country"],
            })
        })
        .collect();
    let body = serde_json::to_vec(&as_directory).unwrap();
    let list = decode::servers(&body, Source::Joinmastodon, day("2026-01-09")).unwrap();
    assert_eq!(list.listed, 4_120);
    assert_eq!(list.value.len() + list.skipped.len(), 4_120);
    assert!(list.skipped.len() < 10, "{:?}", list.skipped);
    for server in &list.value {
        assert_eq!(
            domain::normalise(&server.domain).as_ref(),
            Ok(&server.domain)
        );
        let Some(description) = &server.description else {
            continue;
        };
        assert!(description.value.chars().count() <= 500);
        assert!(
            !description.value.chars().any(char::is_control),
            "{}",
            server.domain
        );
        assert_eq!(
            one_line(&description.value, 500).is_empty(),
            description.value.is_empty()
        );
    }
    let flagged = |flag| {
        list.value
            .iter()
            .filter(|s| s.flags.contains(&flag))
            .count()
    };
    println!(
        "4,120 rows: {} skipped, {} notes, {} implausible, {} silent, {} outdated",
        list.skipped.len(),
        list.notes.len(),
        flagged(HealthFlag::Implausible),
        flagged(HealthFlag::Silent),
        flagged(HealthFlag::Outdated)
    );
}
