//! Against the mock API over real HTTP.

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use mock_api::{DataSource, Fault, Mock, MockOptions};

fn mock(rows: Vec<Value>) -> Mock {
    let data = DataSource::Rows(rows);
    Mock::start(MockOptions {
        data,
        ..MockOptions::default()
    })
    .unwrap()
}

fn row(domain: &str) -> Value {
    json!({
        "domain": domain, "version": "4.5.0", "description": format!("{domain} is for everyone who likes it"),
        "languages": ["en"], "region": "europe", "categories": ["general"], "approval_required": false,
        "total_users": 500, "last_week_users": 100, "_ownership": "natural",
    })
}

fn rows(domains: &[&str]) -> Vec<Value> {
    domains.iter().map(|domain| row(domain)).collect()
}

struct Room {
    folder: TempDir,
}

impl Room {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("snapshot.json")
    }

    fn refresh(&self, mock: &Mock) -> Result<ExitCode> {
        run(&RefreshArgs {
            api: mock.url() + "/",
            instance: mock.instance_pattern(),
            out: self.file(),
            dry_run: false,
        })
    }

    fn snapshot(&self) -> Listing {
        bundle::snapshot(&fs::read(self.file()).unwrap())
            .unwrap()
            .value
    }

    fn domains(&self) -> Vec<String> {
        domains(self.snapshot().servers)
    }
}

#[test]
fn the_live_list_becomes_a_snapshot_with_labels() {
    let room = Room::new();
    let mut list = rows(&["b.example", "a.example"]);
    list[0]["_ownership"] = "juridicial".into();
    list[0]["total_users"] = 13_300_000.into();
    room.refresh(&mock(list)).unwrap();
    assert_eq!(room.domains(), ["a.example", "b.example"]);
    let servers = room.snapshot().servers;
    let form = |i: usize| servers[i].legal_form.as_ref().map(|fact| fact.value.key());
    assert_eq!((form(0), form(1)), (Some("people"), Some("organisation")));
    assert_eq!(servers[1].flags, [HealthFlag::Implausible]);
    assert_eq!(
        servers[0].weekly_active.as_ref().map(|fact| fact.value),
        Some(100)
    );
    // The size of the network goes with it, for the text pages and the page's
    // own disbelief.
    let network = bundle::network(&fs::read(room.file()).unwrap()).unwrap();
    assert!(
        network.users > network.active && network.active > 0,
        "{network:?}"
    );
}

#[test]
fn a_second_run_takes_over_what_changed() {
    let room = Room::new();
    room.refresh(&mock(rows(&["a.example", "b.example", "c.example"])))
        .unwrap();
    room.refresh(&mock(rows(&["a.example", "c.example", "d.example"])))
        .unwrap();
    assert_eq!(room.domains(), ["a.example", "c.example", "d.example"]);
}

#[test]
fn nothing_bad_overwrites_a_good_snapshot() {
    let room = Room::new();
    let good = mock(rows(&["a.example", "b.example", "c.example"]));
    room.refresh(&good).unwrap();
    let before = fs::read(room.file()).unwrap();
    for fault in [
        Fault::Status(500),
        Fault::Status(429),
        Fault::Html,
        Fault::Truncated,
        Fault::Dropped,
        Fault::Empty,
        Fault::Huge,
    ] {
        good.set_fault("servers", Some(fault.clone())).unwrap();
        let error = room.refresh(&good).expect_err(&fault.to_string());
        assert!(format!("{error:#}").contains("stays as it is"), "{error:#}");
        assert_eq!(fs::read(room.file()).unwrap(), before, "{fault}");
        let said = match fault {
            Fault::Status(500) => "answered with status 500",
            Fault::Status(429) => "asked too often",
            Fault::Html | Fault::Truncated => "no JSON",
            Fault::Huge => "more than",
            _ => "",
        };
        assert!(format!("{error:#}").contains(said), "{error:#}");
    }
    // Under half of the last time.
    let error = room.refresh(&mock(rows(&["a.example"]))).unwrap_err();
    assert!(
        format!("{error:#}").contains("suspiciously small: 1 servers, last time 3"),
        "{error:#}"
    );
    // Half is enough. A list whose labels fell away is not.
    let mut unlabelled = rows(&["a.example", "b.example"]);
    for row in &mut unlabelled {
        row["_ownership"] = Value::Null;
    }
    let error = room.refresh(&mock(unlabelled)).unwrap_err();
    assert!(format!("{error:#}").contains("legal forms"), "{error:#}");
    assert_eq!(fs::read(room.file()).unwrap(), before);
    room.refresh(&mock(rows(&["a.example", "b.example"])))
        .unwrap();
    assert_eq!(room.domains().len(), 2);
}

#[test]
fn one_bad_answer_is_asked_again() {
    let room = Room::new();
    let mock = mock(rows(&["a.example"]));
    mock.set_fault("servers", Some(Fault::GoodAfter(1)))
        .unwrap();
    room.refresh(&mock).unwrap();
    assert_eq!(room.domains(), ["a.example"]);
    let network = || bundle::network(&fs::read(room.file()).unwrap());
    let before = network();
    assert!(before.is_some());
    mock.set_fault("statistics", Some(Fault::Html)).unwrap();
    room.refresh(&mock)
        .expect("statistics only sharpen the disbelief");
    assert_eq!(network(), before, "the last figures, with their day, stay");
}

#[test]
fn a_snapshot_that_cannot_be_read_is_replaced() {
    let room = Room::new();
    fs::write(room.file(), "<<<<<<< merge conflict").unwrap();
    room.refresh(&mock(rows(&["a.example"]))).unwrap();
    assert_eq!(room.domains(), ["a.example"]);
}

fn listing(rows: &[Value]) -> Listing {
    let as_of = Date::parse("2026-11-23").unwrap();
    let body = Value::from(rows.to_vec()).to_string();
    let servers = decode::servers(body.as_bytes(), Source::Snapshot, as_of)
        .unwrap()
        .value;
    Listing { as_of, servers }
}

#[test]
fn changes_are_told_apart() {
    let before = listing(&rows(&[
        "stays.example",
        "gone.example",
        "closed.example",
        "old.example",
        "renamed.example",
    ]));
    let mut after = rows(&[
        "stays.example",
        "new.example",
        "words.example",
        "named.example",
    ]);
    after[0]["approval_required"] = true.into();
    after[2]["description"] = row("old.example")["description"].clone();
    let after = listing(&after);
    let closed = HashSet::from(["closed.example".to_owned()]);
    let mut changes = Changes::between(Some(&before), &after, &closed);
    changes.find_moves(Some(&before), &after, |domain| {
        (domain == "renamed.example").then(|| "named.example".to_owned())
    });
    assert_eq!(changes.new, ["new.example"]);
    assert_eq!(changes.gone, ["gone.example"]);
    assert_eq!(changes.closed, ["closed.example"]);
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(
        changes.moved,
        [
            pair("old.example", "words.example"),
            pair("renamed.example", "named.example")
        ]
    );
    let report = changes.lines().join("\n");
    for part in [
        "1 new, 1 gone, 1 closed, 2 moved, 1 with another sign-up",
        "moved: renamed.example -> named.example",
        "sign-up: stays.example instant -> approval",
    ] {
        assert!(report.contains(part), "\"{part}\" is not in\n{report}");
    }
}
