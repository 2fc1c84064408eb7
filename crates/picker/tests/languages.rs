//! Is it told what a description is written in, where lists say "English"?

// A broken fixture may end the test, and the figures are there to be read.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use picker::language::Language;
use picker::model::{Fact, Server, Source};
use picker::recommend::Picker;
use picker::topics::Topics;
use toml::Table;

fn texts(set: &str) -> Vec<(String, String)> {
    let table: Table = include_str!("languages.toml").parse().unwrap();
    let texts = table[set].as_table().unwrap().iter();
    texts
        .flat_map(|(tag, list)| {
            let list = list.as_array().unwrap().iter();
            list.map(|text| (tag.clone(), text.as_str().unwrap().to_owned()))
        })
        .collect()
}

/// What each server speaks besides English.
fn told(descriptions: impl Iterator<Item = String>) -> Vec<Option<String>> {
    let english = Language::parse("en").unwrap();
    let servers = descriptions.enumerate().map(|(at, text)| {
        let mut server = Server::new(format!("s{at}.example"));
        server.description = Some(Fact::new(text, Source::Joinmastodon, None));
        server
            .languages
            .push(Fact::new(english.clone(), Source::Joinmastodon, None));
        server
    });
    let picker = Picker::new(servers.collect(), Topics::default());
    let second = |server: &Server| server.languages.get(1).map(|fact| fact.value.to_string());
    picker.servers().iter().map(second).collect()
}

/// Prints how a set is told; gives how many texts there are, how many are told
/// wrong and how many not at all.
fn measure(set: &str) -> (usize, usize, usize) {
    let texts = texts(set);
    let found = told(texts.iter().map(|(_, text)| text.clone()));
    let (mut wrong, mut untold) = (Vec::new(), Vec::new());
    for ((tag, text), found) in texts.iter().zip(found) {
        match found {
            Some(found) if found != *tag => wrong.push(format!("{found}: {tag} {text}")),
            None if tag != "en" => untold.push(format!("{tag} {text}")),
            _ => {}
        }
    }
    let languages = texts
        .iter()
        .map(|(tag, _)| tag)
        .collect::<std::collections::BTreeSet<_>>();
    println!(
        "{set}: {} languages, {} texts: {} wrong, {} untold",
        languages.len(),
        texts.len(),
        wrong.len(),
        untold.len()
    );
    println!("wrong: {wrong:#?}\nuntold: {untold:#?}");
    assert!(languages.len() >= 45);
    (texts.len(), wrong.len(), untold.len())
}

#[test]
fn descriptions_are_counted_as_what_they_are_written_in() {
    for (set, most_untold) in [("texts", 8), ("others", 8), ("unseen", 4)] {
        let (texts, wrong, untold) = measure(set);
        assert!(wrong * 50 <= texts, "{set}: {wrong} of {texts} wrong");
        assert!(
            untold * most_untold <= texts,
            "{set}: {untold} of {texts} not told"
        );
    }
}

#[test]
fn english_with_foreign_names_stays_english() {
    let texts = [
        "A server for fans of the Süddeutsche Zeitung and Le Monde",
        "Los Angeles, San Francisco and the rest of California",
        "For alumni of the Universität Wien and friends of La Scala",
        "The Tao of der, die, das: we learn German",
        // "server" and "serveur" have one stem.
        "C.IM is an independent Mastodon server for users",
    ];
    let found = told(texts.iter().map(|text| (*text).to_owned()));
    assert_eq!(found, [const { None }; 5]);
}
