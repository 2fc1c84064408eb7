//! The data behind the picker: what odd answers decode to, and what becomes
//! of them when several sources are merged.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod any_bytes;
mod bundles;
mod domains;
mod instances;
mod lists;
mod made;
mod merging;
mod recorded;
#[path = "../support/recordings.rs"]
mod recordings;
mod texts;

use picker::date::Date;

/// A body that was written for these tests, with the oddities seen in the wild.
fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn day(text: &str) -> Date {
    Date::parse(text).expect(text)
}
