//! Is a word found however it is spelled, and quoted whole, as it is written?
//! And what is said where only servers speak of it that are not recommended?

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::model::{Fact, HealthFlag, Server, SignUp, Source};
use picker::recommend::{NameState, Picker, PointKind, Recommendation, Wish};
use picker::topics::Topics;
use support::{context, typed};
use toml::Table;

fn server(domain: &str, text: &str) -> Server {
    let mut server = Server::new(domain);
    server.description = Some(Fact::new(text.to_owned(), Source::Joinmastodon, None));
    server
}

/// A list with one server that says this, and others that do not.
fn among_others(mut one: Server, topics: &Topics) -> Picker {
    one.domain = "one.example".to_owned();
    let others =
        (0..5).map(|at| server(&format!("s{at}.example"), "A quiet place for everyday talk"));
    let servers = std::iter::once(one).chain(others).collect();
    Picker::new(servers, topics.clone())
}

fn ask(picker: &Picker, text: &str) -> Recommendation {
    picker.recommend(&typed(text), &context(3))
}

fn rows() -> Vec<[String; 3]> {
    let table: Table = include_str!("foldings.toml").parse().unwrap();
    let rows = table["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let text = |at: usize| row[at].as_str().unwrap().to_owned();
        [text(0), text(1), text(2)]
    })
    .collect()
}

#[test]
fn every_spelling_of_a_word_is_found_and_quoted_as_it_is_written() {
    let mut wrong = Vec::new();
    let rows = rows();
    let servers = rows
        .iter()
        .enumerate()
        .map(|(at, [written, ..])| server(&format!("s{at}.example"), written));
    let picker = Picker::new(servers.collect(), support::topics());
    for (at, [written, asked, quoted]) in rows.iter().enumerate() {
        let first = picker.explain_one(at, &typed(asked), &context(3)).unwrap();
        let quotes: Vec<&str> = first
            .reasons
            .iter()
            .filter_map(|reason| match &reason.kind {
                PointKind::Word { word, .. } => Some(word.as_str()),
                _ => None,
            })
            .collect();
        if !written.contains(quoted.as_str()) || !quotes.contains(&quoted.as_str()) {
            wrong.push(format!("{written} by {asked}: {quotes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}

#[test]
fn who_alone_speaks_of_it_and_is_not_recommended_is_named_with_the_reason() {
    type Mar = fn(&mut Server);
    let faults: [(Mar, NameState); 4] = [
        (
            |server| server.flags.push(HealthFlag::Outdated),
            NameState::Flagged(HealthFlag::Outdated),
        ),
        (
            |server| server.flags.push(HealthFlag::Silent),
            NameState::Flagged(HealthFlag::Silent),
        ),
        (
            |server| server.flags.push(HealthFlag::Implausible),
            NameState::Flagged(HealthFlag::Implausible),
        ),
        (
            |server| server.sign_up = Some(Fact::new(SignUp::Closed, Source::Joinmastodon, None)),
            NameState::Closed,
        ),
    ];
    let mut wrong = Vec::new();
    // Words about asking, and few topics: each list is read anew.
    let mut few = support::topics();
    few.0
        .retain(|topic| topic.is_about_asking() || topic.key == "trains");
    for (mar, state) in faults {
        for (said, asked, wish) in [
            ("All about falconry", "falconry", "falconry"),
            (
                "All about falconry",
                "a place for falconry, please",
                "falconry",
            ),
            ("For falconers", "falconry", "falconry"),
            ("All about falconry", "falconry and tea", "falconry"),
            (
                "Falknerei und Beizjagd",
                "Ich suche Leute für Falknerei",
                "Falknerei",
            ),
            ("Fauconnerie", "j'aime la fauconnerie", "fauconnerie"),
            ("鷹匠の集い", "鷹匠", "鷹匠"),
            ("الصقارة العربية", "الصَّقَارَة", "الصَّقَارَة"),
            ("Соколиная охота", "соколиная охота", "соколиная"),
            ("A server for model trains", "model trains", "model trains"),
        ] {
            let mut one = server("", said);
            mar(&mut one);
            let picker = among_others(one, &few);
            let found = ask(&picker, asked);
            let named = found.refused.iter().any(|one| {
                let words = matches!(&one.wish, Wish::Words(words) if words.contains(wish));
                words && one.state == state && picker.servers()[one.server].domain == "one.example"
            });
            if !named || found.unknown_words.iter().any(|word| word == wish) {
                wrong.push(format!(
                    "{asked} of {said}, {state:?}: {:?} {:?}",
                    found.refused, found.unknown_words
                ));
            }
            // One that may be recommended speaks for itself.
            let picker = among_others(server("", said), &few);
            assert_eq!(ask(&picker, asked).refused, [], "{asked}");
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}
