use std::collections::BTreeMap;

use picker::decode::{self, DecodeError, MAX_BODY, NoteKind, Why};
use picker::domain::DomainError;
use picker::model::{HealthFlag, LegalForm, Region, Server, SignUp, Source};

use crate::{day, fixture};

fn odd() -> decode::Decoded<Vec<Server>> {
    decode::servers(
        &fixture("servers-odd.json"),
        Source::Joinmastodon,
        day("2026-11-01"),
    )
    .unwrap()
}

fn named<'a>(servers: &'a [Server], domain: &str) -> &'a Server {
    let found = servers.iter().find(|server| server.domain == domain);
    found.unwrap_or_else(|| panic!("{domain} is missing"))
}

#[test]
fn a_plain_row_is_read_whole_with_source_and_day() {
    let all = odd().value;
    let server = named(&all, "plain.example");
    let description = server.description.as_ref().unwrap();
    assert_eq!(description.value, "A server for trains.");
    assert_eq!(description.source, Source::Joinmastodon);
    assert_eq!(description.as_of, Some(day("2026-11-01")));
    let languages: Vec<&str> = server.languages.iter().map(|l| l.value.as_str()).collect();
    // The main language first; French comes from the row that repeats it.
    assert_eq!(languages, ["de", "en", "fr"]);
    let topics: Vec<&str> = server.topics.iter().map(|t| t.value.as_str()).collect();
    assert_eq!(topics, ["general", "trains", "science"]);
    assert_eq!(server.region.as_ref().unwrap().value, Region::Europe);
    assert_eq!(server.sign_up.as_ref().unwrap().value, SignUp::Instant);
    assert_eq!(server.total_users.as_ref().unwrap().value, 1200);
    assert_eq!(server.weekly_active.as_ref().unwrap().value, 300);
    assert!(server.flags.is_empty());
}

#[test]
fn figures_and_flags_are_read_from_strings_and_decimals() {
    let all = odd().value;
    let server = named(&all, "strings.example");
    assert_eq!(server.total_users.as_ref().unwrap().value, 5_875_129);
    assert_eq!(server.weekly_active.as_ref().unwrap().value, 120);
    assert_eq!(server.sign_up.as_ref().unwrap().value, SignUp::Instant);
    assert_eq!(server.languages[0].value.as_str(), "fr");
    assert_eq!(server.region, None);
}

#[test]
fn missing_and_null_fields_cost_nothing_but_themselves() {
    let all = odd().value;
    assert_eq!(named(&all, "nulls.example"), &Server::new("nulls.example"));
    assert_eq!(named(&all, "only.example"), &Server::new("only.example"));
}

#[test]
fn unknown_values_are_kept_as_text_or_noted() {
    let odd = odd();
    let server = named(&odd.value, "unknown.example");
    assert_eq!(server.topics[0].value, "model boats");
    assert_eq!(server.languages.len(), 1);
    assert_eq!(server.languages[0].value.as_str(), "no");
    assert_eq!((&server.region, &server.sign_up), (&None, &None));
    assert_eq!((&server.total_users, &server.weekly_active), (&None, &None));
    let notes: Vec<(&str, NoteKind)> = odd
        .notes
        .iter()
        .filter(|n| n.index == 4)
        .map(|n| (n.field, n.kind))
        .collect();
    assert!(notes.contains(&("region", NoteKind::Unknown)));
    for field in [
        "approval_required",
        "total_users",
        "last_week_users",
        "languages",
    ] {
        assert!(notes.contains(&(field, NoteKind::Unreadable)), "{field}");
    }
}

#[test]
fn figures_beyond_belief_are_withdrawn_and_flagged() {
    let all = odd().value;
    for (domain, flags, weekly) in [
        ("fake.example", vec![HealthFlag::Implausible], None),
        ("upside-down.example", vec![HealthFlag::Implausible], None),
        ("silent.example", vec![HealthFlag::Silent], Some(0)),
        ("miscounted.example", vec![], None),
        ("uncounted.example", vec![], None),
        ("old.example", vec![HealthFlag::Outdated], Some(9)),
    ] {
        let server = named(&all, domain);
        assert_eq!(server.flags, flags, "{domain}");
        assert_eq!(
            server.weekly_active.as_ref().map(|f| f.value),
            weekly,
            "{domain}"
        );
    }
    assert_eq!(named(&all, "fake.example").total_users, None);
}

#[test]
fn fresher_statistics_sharpen_the_disbelief() {
    let mut all = odd().value;
    decode::distrust_counts(
        &mut all,
        decode::Network {
            users: 5_000_000,
            active: 700_000,
        },
    );
    assert_eq!(
        named(&all, "strings.example").flags,
        [HealthFlag::Implausible]
    );
}

#[test]
fn old_versions_are_only_those_of_mastodon() {
    use decode::counts::is_outdated;
    for old in ["3.5.1", "4.1.25", "v4.0.2", "1.6.0", "4.0.6+hometown-1.1.1"] {
        assert!(is_outdated(old), "{old}");
    }
    for fine in [
        "4.2.0",
        "4.6.0-nightly.2026-04-09",
        "4.10.0",
        "5.0.0",
        "0.16.0",
        "2.7.2 (compatible; Akkoma 3.10.4)",
        "",
        "main",
        "4",
        "2024.1",
    ] {
        assert!(!is_outdated(fine), "{fine}");
    }
}

#[test]
fn descriptions_are_plain_and_domains_readable() {
    let all = odd().value;
    let server = named(&all, "xn--mnchen-3ya.example");
    assert_eq!(
        server.description.as_ref().unwrap().value,
        "evil Servus & grüß Gott, I <3 U"
    );
    named(&all, "xn--kln-sna.example");
}

#[test]
fn a_description_of_book_length_is_cut_and_noted() {
    let text = "مرحبا بكم في القطار ".repeat(1_800);
    assert!(text.chars().count() > 35_622);
    let body = serde_json::json!([{"domain": "a.example", "description": text}]).to_string();
    let as_of = day("2026-11-01");
    let list = decode::servers(body.as_bytes(), Source::Joinmastodon, as_of).unwrap();
    let kept = &list.value[0].description.as_ref().unwrap().value;
    assert!(
        kept.ends_with('…') && (450..=500).contains(&kept.chars().count()),
        "{kept}"
    );
    assert_eq!(
        (list.notes[0].field, list.notes[0].kind),
        ("description", NoteKind::Shortened)
    );
}

#[test]
fn what_was_dropped_is_counted_with_the_reason() {
    let odd = odd();
    assert_eq!(odd.listed, 34);
    let mut why: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &odd.skipped {
        *why.entry(row.why.key()).or_default() += 1;
    }
    let expected = BTreeMap::from([
        ("duplicate", 1),
        ("space", 1),
        ("bad-label", 2),
        ("port", 1),
        ("ip-address", 2),
        ("single-label", 1),
        ("not-only-a-host", 2),
        ("bad-character", 1),
        ("numeric-top-level", 1),
        ("missing", 3),
        ("not-an-object", 2),
        ("not-json", 1),
        ("too-long", 1),
    ]);
    assert_eq!(why, expected);
    // A number without end spoils its field and not its row.
    assert_eq!(named(&odd.value, "endless.example").total_users, None);
    assert_eq!(odd.value.len() + odd.skipped.len(), odd.listed);
    assert_eq!(odd.unreadable(), odd.skipped.len() - 1);
    let port = odd
        .skipped
        .iter()
        .find(|s| s.why == Why::Domain(DomainError::Port))
        .unwrap();
    assert_eq!(
        (port.index, port.text.contains("hoot.video:443")),
        (16, true)
    );
}

#[test]
fn a_body_that_is_no_list_is_told_apart() {
    let read =
        |body: &[u8]| decode::servers(body, Source::Joinmastodon, day("2026-11-01")).unwrap_err();
    assert_eq!(
        read(b"<!DOCTYPE html><title>502</title>"),
        DecodeError::NotJson
    );
    assert_eq!(read(b""), DecodeError::NotJson);
    assert_eq!(
        read(b"[{\"domain\": \"a.example\"}, {\"dom"),
        DecodeError::NotJson
    );
    assert_eq!(
        read(b"{\"error\": \"Too many requests\"}"),
        DecodeError::WrongShape("a list of servers")
    );
    assert_eq!(read(b"{\"error\": "), DecodeError::NotJson);
    assert_eq!(read(b"null"), DecodeError::WrongShape("a list of servers"));
    assert_eq!(read(&vec![b' '; MAX_BODY + 1]), DecodeError::TooLarge);
    let empty = decode::servers(b"[]", Source::Joinmastodon, day("2026-11-01")).unwrap();
    assert_eq!((empty.value.len(), empty.listed), (0, 0));
}

#[test]
fn one_broken_byte_costs_a_letter_and_not_the_list() {
    let body = b"\xEF\xBB\xBF[{\"domain\": \"a.example\", \"description\": \"caf\xE9 au lait\"}]";
    let list = decode::servers(body, Source::Joinmastodon, day("2026-11-01")).unwrap();
    assert_eq!(
        list.value[0].description.as_ref().unwrap().value,
        "caf au lait"
    );
}

#[test]
fn a_text_of_which_cleaning_leaves_nothing_says_nothing() {
    let body = r#"[{"domain":"a.example","version":"\u202e","description":"<p></p>","category":"\u200b"}]"#;
    let list = decode::servers(body.as_bytes(), Source::Joinmastodon, day("2026-11-01")).unwrap();
    assert_eq!(list.value, [Server::new("a.example")]);
}

#[test]
fn the_two_ownership_queries_label_the_legal_form() {
    let mut all = odd().value;
    let both = ["only.example".to_owned(), "nulls.example".to_owned()];
    let people = ["plain.example".to_owned(), "only.example".to_owned()];
    decode::label_ownership(
        &mut all,
        &both,
        &people,
        Source::Joinmastodon,
        day("2026-11-02"),
    );
    let form = |domain| named(&all, domain).legal_form.as_ref().map(|f| f.value);
    assert_eq!(form("nulls.example"), Some(LegalForm::Organisation));
    assert_eq!(form("plain.example"), Some(LegalForm::People));
    assert_eq!(form("only.example"), None);
    assert_eq!(form("old.example"), None);
}

#[test]
fn the_daily_series_is_sorted_and_free_of_failed_days() {
    let series = decode::statistics(&fixture("statistics-odd.json")).unwrap();
    let days: Vec<(String, u64, u64)> = series
        .value
        .iter()
        .map(|d| (d.date.to_string(), d.servers, d.users))
        .collect();
    let want = [
        ("2026-06-01", 8_000, 5_875_000),
        ("2026-06-02", 8_005, 5_875_100),
        ("2026-06-03", 8_010, 5_875_129),
        ("2026-06-08", 8_020, 5_875_400),
    ];
    assert_eq!(days, want.map(|(d, s, u)| (d.to_owned(), s, u)));
    let of = |key| series.skipped.iter().filter(|s| s.why.key() == key).count();
    assert_eq!(
        (
            of("failed-count"),
            of("duplicate"),
            of("missing"),
            of("incomplete")
        ),
        (4, 2, 2, 1)
    );
    assert_eq!(series.listed, 13);
    assert!(decode::statistics(b"[]").unwrap().value.is_empty());
}

#[test]
fn default_servers_have_shares_of_one() {
    let list = decode::default_servers(&fixture("default-servers.json")).unwrap();
    let shares: Vec<(&str, f64)> = list
        .value
        .iter()
        .map(|s| (s.domain.as_str(), s.share))
        .collect();
    assert_eq!(shares, [("one.example", 0.75), ("two.example", 0.25)]);
    assert_eq!(list.skipped.len(), 4);
    assert!(decode::default_servers(b"[]").unwrap().value.is_empty());
}

#[test]
fn weeks_of_activity_are_newest_first_without_repeats() {
    let weeks = decode::activity(&fixture("activity.json")).unwrap();
    let starts: Vec<String> = weeks.value.iter().map(|w| w.start.to_string()).collect();
    assert_eq!(starts, ["2026-11-23", "2026-11-16", "2026-11-09"]);
    assert_eq!(
        (weeks.value[1].logins, weeks.value[1].registrations),
        (340, 17)
    );
    assert_eq!(weeks.skipped.len(), 3);
    let over = decode::activity::complete(&weeks.value, day("2026-11-24"));
    assert_eq!(over.len(), 2);
    assert_eq!(
        decode::activity::complete(&weeks.value, day("2026-12-24")).len(),
        3
    );
}

#[test]
fn blocks_are_counted_and_found_by_digest() {
    use decode::blocks::Severity;
    let blocks = decode::domain_blocks(&fixture("domain-blocks.json")).unwrap();
    assert_eq!((blocks.listed, blocks.skipped.len()), (4, 1));
    let blocks = blocks.value;
    assert_eq!(
        (
            blocks.count(Severity::Suspend),
            blocks.count(Severity::Silence)
        ),
        (1, 1)
    );
    let digest = "d1c7e4d6c2f5a99f40b6c3a4d3b0cf3b0d0e0a5f6b7c8d9eafb0c1d2e3f40516";
    let found = blocks.by_digest(digest).unwrap();
    assert_eq!(
        (found.domain.as_str(), found.comment.as_deref()),
        ("ba*.example", Some("Spam farm"))
    );
    assert_eq!(blocks.0[1].digest, None);
    assert_eq!(blocks.0[2].severity, None);
}
