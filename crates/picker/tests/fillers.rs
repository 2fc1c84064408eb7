//! Who fills the places that are left when fewer than three servers keep the
//! visitor's limits.

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::answers::Answers;
use picker::language::Language;
use picker::model::{Fact, Server, SignUp, Source};
use picker::recommend::Picker;
use picker::topics::Topics;
use support::{browsing, domain};

fn server(domain: &str, language: &str, sign_up: SignUp) -> Server {
    fn fact<T>(value: T) -> Fact<T> {
        Fact::new(value, Source::Joinmastodon, None)
    }
    let mut server = Server::new(domain);
    server.languages.extend(Language::parse(language).map(fact));
    server.sign_up = Some(fact(sign_up));
    server.topics.push(fact("general".to_owned()));
    server.weekly_active = Some(fact(300));
    server
}

fn picks(browser: &[&str]) -> Vec<String> {
    let mut list = vec![
        server("now.cat", "ca", SignUp::Instant),
        server("later.cat", "ca", SignUp::Approval),
    ];
    for n in 0..9 {
        list.push(server(&format!("en{n}.example"), "en", SignUp::Instant));
    }
    list.push(server("now.es", "es", SignUp::Instant));
    let picker = Picker::new(list, Topics::default());
    let answers = Answers::from_query("lang=ca&signup=instant");
    let found = picker.recommend(&answers, &browsing(4, browser));
    assert_eq!(found.eligible, 1);
    let names = found
        .picks
        .iter()
        .map(|pick| domain(&picker, pick).to_owned());
    names.collect()
}

#[test]
fn waiting_comes_before_another_language() {
    assert_eq!(picks(&[])[..2], ["now.cat", "later.cat"]);
}

#[test]
fn a_language_that_the_browser_speaks_comes_before_one_that_it_does_not() {
    assert_eq!(picks(&["ca", "es"]), ["now.cat", "later.cat", "now.es"]);
    assert!(picks(&["ca", "en"])[2].starts_with("en"));
}
