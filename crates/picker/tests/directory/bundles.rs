use picker::decode::bundle::{self, Bundle, Listing};
use picker::decode::statistics::Day;
use picker::decode::{self, DecodeError};
use picker::https_url::HttpsUrl;
use picker::language::Language;
use picker::model::{Fact, HealthFlag, LegalForm, Region, Server, SignUp, Size, Source};
use picker::overrides::Override;
use picker::topics::{Topic, Topics};
use proptest::prelude::*;

use crate::day;

fn facts(source: Source, text: &str, number: u64, as_of: &str) -> Server {
    fn fact<T>(value: T, source: Source, as_of: &str) -> Fact<T> {
        Fact::new(value, source, Some(day(as_of)))
    }
    let mut server = Server::new("xn--kln-sna.example");
    let line = || fact(text.to_owned(), source, as_of);
    server.title = Some(line());
    server.description = Some(line());
    server.note = Some(line());
    server.version = Some(line());
    server.topics = vec![fact("trains".into(), source, as_of)];
    server.tags = vec![line()];
    server.languages = vec![fact(Language::parse("pt-BR").unwrap(), source, as_of)];
    server.region = Some(fact(Region::SouthAmerica, source, as_of));
    server.legal_form = Some(fact(LegalForm::People, source, as_of));
    server.sign_up = Some(fact(SignUp::Open, source, as_of));
    let sign_up = HttpsUrl::parse("https://sso.example/").unwrap();
    server.sign_up_url = Some(fact(sign_up, source, as_of));
    server.size = Some(fact(Size::Cosy, source, as_of));
    server.min_age = Some(fact(16, source, as_of));
    server.adult = Some(fact(false, source, as_of));
    server.total_users = Some(fact(number, source, as_of));
    server.weekly_active = Some(fact(number / 2, source, as_of));
    server.flags = vec![HealthFlag::Outdated];
    server
}

proptest! {
    #[test]
    fn what_is_bundled_comes_back_as_it_was(text in "[\\PC&&[^\\s]]{1,20}", number in 0u64..10_000_000) {
        let bundle = Bundle {
            built: Some(day("2026-11-23")),
            topics: Topics(vec![Topic { key: "trains".into(), words: vec![text.clone(), "bahn".into()] }]),
            curated: vec![facts(Source::Curated, &text, number, "2026-01-09"), Server::new("bare.example")],
            snapshot: Some(Listing {
                as_of: day("2026-11-20"),
                servers: vec![facts(Source::Snapshot, &text, number, "2026-11-20")],
            }),
            overrides: vec![Override {
                correction: facts(Source::Override, &text, number, "2026-02-03"),
                exclude: true,
                pause_until: Some(day("2026-12-31")),
            }],
            network: Some(Day { date: day("2026-11-19"), servers: 7_629, users: number + 9, active: number }),
        };
        let body = bundle::write(&bundle).to_string();
        let back = decode::bundle(body.as_bytes()).unwrap();
        prop_assert_eq!((back.listed, back.skipped.len()), (4, 0));
        prop_assert_eq!(&back.value, &bundle);
        let listing = bundle.snapshot.unwrap();
        let written = bundle::write_snapshot(&listing, bundle.network.as_ref());
        prop_assert_eq!(bundle::snapshot(written.as_bytes()).unwrap().value, listing.clone());
        prop_assert_eq!(bundle::network(written.as_bytes()), bundle.network);
        let without = bundle::write_snapshot(&listing, None);
        prop_assert_eq!(bundle::network(without.as_bytes()), None);
    }
}

#[test]
fn a_bundle_of_another_version_is_refused() {
    let refused = Err(DecodeError::WrongShape("a bundled directory"));
    assert_eq!(decode::bundle(br#"{"v": 2, "servers": []}"#), refused);
    assert_eq!(decode::bundle(b"[]"), refused);
}

#[test]
fn a_bad_row_in_a_bundle_is_counted_and_the_rest_is_used() {
    let body = br#"{"v":1,"topics":[["trains",["bahn"]],7,["x"]],"servers":[{"d":"a.example","s":"someday","m":900},{"d":"not a domain"},{}]}"#;
    let read = decode::bundle(body).unwrap();
    assert_eq!((read.listed, read.skipped.len()), (3, 2));
    assert_eq!(read.value.curated, [Server::new("a.example")]);
    assert_eq!(read.value.topics.0.len(), 1);
}

#[test]
fn a_bundle_is_as_old_as_its_newest_facts_not_as_its_build() {
    let body = r#"{"v":1,"built":"2026-11-23","servers":[
        {"d":"a.example","t":["tech"],"o":"2026-01-08"},{"d":"b.example","n":"Trains.","o":"2026-01-09"}]}"#;
    let mut bundle = decode::bundle(body.as_bytes()).unwrap().value;
    assert_eq!(bundle.as_of(), Some(day("2026-01-09")));
    bundle.snapshot = Some(Listing {
        as_of: day("2026-11-20"),
        servers: Vec::new(),
    });
    assert_eq!(bundle.as_of(), Some(day("2026-11-20")));
    assert_eq!(Bundle::default().as_of(), None);
}
