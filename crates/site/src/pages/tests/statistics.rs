//! Today's figures in the page (`public/network.js`) are cleaned by the same
//! rule as in the engine: both get the same series and must give the same days.

use std::process::Command;

use super::*;

/// Runs JavaScript that imports from `public/`; `None` without Node.js, which a
/// build does not need. (The end-to-end tests run the scripts in browsers.)
fn node(script: &str, input: &str) -> Option<serde_json::Value> {
    let node = toolchain::paths::find_program("node");
    if node.is_none() {
        eprintln!("no Node.js here, not tested");
    }
    let dir = tempfile::tempdir().unwrap();
    let public = toolchain::paths::root().join("public");
    // As modules, whatever the version thinks of *.js.
    for name in ["network", "apps", "follow"] {
        let to = dir.path().join(format!("{name}.mjs"));
        fs::copy(public.join(format!("{name}.js")), to).unwrap();
    }
    fs::write(dir.path().join("input.json"), input).unwrap();
    fs::write(dir.path().join("test.mjs"), script).unwrap();
    let out = Command::new(node?)
        .current_dir(dir.path())
        .arg("test.mjs")
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    Some(serde_json::from_slice(&out.stdout).unwrap())
}

const CLEAN: &str = "
import { clean } from './network.mjs';
import { readFileSync } from 'node:fs';
console.log(JSON.stringify(clean(JSON.parse(readFileSync('input.json', 'utf8')))));
";

#[track_caller]
fn same_days(series: &str) -> usize {
    let days = picker::decode::statistics(series.as_bytes()).unwrap().value;
    let ours: Vec<serde_json::Value> = days
        .iter()
        .map(|day| {
            serde_json::json!({
                "date": day.date.to_string(),
                "servers": day.servers,
                "accounts": day.users,
                "active": day.active,
            })
        })
        .collect();
    if let Some(theirs) = node(CLEAN, series) {
        assert_eq!(theirs, serde_json::Value::Array(ours));
    }
    days.len()
}

#[test]
fn page_and_engine_agree_on_which_days_can_be_believed() {
    let day = |period: &str, servers: &str, users: &str| {
        format!(
            "{{\"period\":\"{period}\",\"server_count\":{servers},\"user_count\":{users},\
             \"active_user_count\":\"700\"}}"
        )
    };
    let series = [
        day("2026-08-03", "\"8000\"", "\"9000.0\""),
        day("2026-08-01", "\"8000\"", "\"8990\""),
        day("2026-08-02", "\"0\"", "\"0\""),
        day("2026-08-04", "\"11\"", "\"447\""),
        day("2026-08-05", "\"9\"", "\"426\""),
        day("2026-08-03", "7000", "8999"),
        day("2026-08-06T00:00:00Z", "8001", "9100"),
        day("2026-08-07", "null", "9100"),
        day("2026-08-08", "\"8002\"", "\"9200\""),
    ];
    // The 1st, the better count of the 3rd, and the 6th; the 8th is not over.
    assert_eq!(same_days(&format!("[{}]", series.join(","))), 3);
    assert_eq!(same_days("[]"), 0);
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn page_and_engine_agree_on_the_recorded_series() {
    let file = recordings().join("statistics/statistics.json");
    let series = fs::read_to_string(&file).unwrap();
    assert!(same_days(&series) > 1_000);
    for failure in [
        "\"server_count\":\"0\"",
        "\"server_count\":\"9\"",
        "\"server_count\":\"11\"",
    ] {
        assert!(
            series.contains(failure),
            "the series has no {failure} to leave out"
        );
    }
}

#[test]
fn a_device_is_told_by_what_its_browser_says() {
    let script = "
import { device } from './apps.mjs';
const seen = [
  ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile', 5],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)', 5],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1.15', 5],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1.15', 0],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 10],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0)', 0],
  ['Something else', 0],
];
console.log(JSON.stringify(seen.map(([agent, touch]) => device(agent, touch))));
";
    if let Some(devices) = node(script, "[]") {
        let want = [
            "android", "iphone", "ipad", "mac", "windows", "linux", "all",
        ];
        assert_eq!(devices, serde_json::json!(want));
    }
}

#[test]
fn a_server_is_read_from_whatever_people_paste() {
    let script = "
import { host, address } from './follow.mjs';
const typed = [
  'mastodon.social', ' Mastodon.Social ', 'https://mastodon.social/@ana', '@ana@mastodon.social',
  'ana@mastodon.social', 'münchen.social', 'mastodon', '', 'two words', '192.168.0.1',
  'javascript:alert(1)', 'a.example:8080', 'https://user:secret@a.example/x?y#z', '.example.', '@',
];
console.log(JSON.stringify([...typed.map(host), address('a.example', '@b@c.example')]));
";
    if let Some(hosts) = node(script, "[]") {
        let social = "mastodon.social";
        let want = serde_json::json!([
            social,
            social,
            social,
            social,
            social,
            "xn--mnchen-3ya.social",
            null,
            null,
            null,
            null,
            null,
            null,
            "a.example",
            null,
            null,
            "https://a.example/authorize_interaction?uri=acct%3Ab%40c.example",
        ]);
        assert_eq!(hosts, want);
    }
}
