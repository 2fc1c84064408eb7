//! The directory's list: every row is used or counted as left out, and what
//! is used is safe to show and to link to.
#![no_main]

use libfuzzer_sys::fuzz_target;
use picker::date::Date;
use picker::decode::{self, bundle};
use picker::domain;
use picker::model::{HealthFlag, Source};

fuzz_target!(|bytes: &[u8]| {
    let Ok(list) = decode::servers(bytes, Source::Snapshot, Date::from_days(20_000)) else {
        return;
    };
    assert_eq!(list.value.len() + list.skipped.len(), list.listed);
    for server in &list.value {
        assert_eq!(
            domain::normalise(&server.domain).as_ref(),
            Ok(&server.domain)
        );
        let shown = domain::display(&server.domain);
        assert_eq!(domain::normalise(&shown.text).as_ref(), Ok(&server.domain));
        if let Some(text) = &server.description {
            assert!(text.value.chars().count() <= 500);
            assert!(!text.value.chars().any(char::is_control));
        }
        let believed = server.weekly_active.is_some() || server.total_users.is_some();
        assert!(!(believed && server.flags.contains(&HealthFlag::Implausible)));
    }
    // A snapshot of it is read back as it was.
    let as_of = Date::from_days(20_000);
    let listing = bundle::Listing {
        as_of,
        servers: list.value,
    };
    let written = bundle::write_snapshot(&listing, None);
    let back = bundle::snapshot(written.as_bytes()).expect("our own snapshot");
    assert!(back.skipped.is_empty());
    assert_eq!(back.value, listing);
});
