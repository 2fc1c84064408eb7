//! What words mean: phrases, topics' names, and words that only ask.

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::answers::Answers;
use picker::model::{Fact, Server, SignUp, Source};
use picker::recommend::{Pick, Picker, PointKind};
use picker::topics::{Topic, Topics};
use support::context;

fn topics() -> Topics {
    let topic = |key: &str, words: &[&str]| Topic {
        key: key.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    Topics(vec![
        topic("science", &["science", "biology"]),
        topic("books", &["books", "fiction", "science fiction"]),
        topic("trains", &["trains", "rail"]),
        topic("tech", &["tech", "ruby on rails"]),
        topic("hobby", &["hobby", "cars?"]),
        topic("furry", &["furry", "fursuit"]),
    ])
}

fn server(domain: &str, description: &str, topic: &str) -> Server {
    let mut server = Server::new(domain);
    let said = |text: &str| Fact::new(text.to_owned(), Source::Joinmastodon, None);
    server.description = (!description.is_empty()).then(|| said(description));
    server.topics.push(said(topic));
    server.sign_up = Some(Fact::new(SignUp::Instant, Source::Joinmastodon, None));
    server.weekly_active = Some(Fact::new(200, Source::Joinmastodon, None));
    server
}

fn asked(servers: &[Server], query: &str, domain: &str) -> Pick {
    let picker = Picker::new(servers.to_vec(), topics());
    let at = picker.find(domain).unwrap();
    let answers = Answers::from_query(query);
    picker.explain_one(at, &answers, &context(1)).unwrap()
}

fn is_about(pick: &Pick) -> bool {
    let about = |kind: &PointKind| {
        matches!(
            kind,
            PointKind::Topic(_) | PointKind::TopicWords { .. } | PointKind::WordTopic { .. }
        )
    };
    pick.reasons.iter().any(|reason| about(&reason.kind))
}

#[test]
fn a_word_within_a_phrase_does_not_speak_of_another_topic() {
    let list = [
        server("sf.example", "Science fiction and its fans", "general"),
        server("lab.example", "For people in science", "general"),
        server("ruby.example", "Ruby on Rails people", "general"),
        server("rail.example", "Rails and those who love them", "general"),
    ];
    for (query, domain, about) in [
        ("topic=science", "sf.example", false),
        ("topic=books", "sf.example", true),
        ("topic=science", "lab.example", true),
        ("topic=trains", "ruby.example", false),
        ("topic=tech", "ruby.example", true),
        ("topic=trains", "rail.example", true),
    ] {
        assert_eq!(
            is_about(&asked(&list, query, domain)),
            about,
            "{query} {domain}"
        );
    }
}

#[test]
fn who_asks_for_a_phrase_does_not_ask_for_its_words() {
    let list = [
        server("lab.example", "", "science"),
        server("novel.example", "", "books"),
    ];
    assert!(!is_about(&asked(
        &list,
        "text=science+fiction",
        "lab.example"
    )));
    assert!(is_about(&asked(
        &list,
        "text=science+fiction",
        "novel.example"
    )));
    assert!(is_about(&asked(&list, "text=science", "lab.example")));
}

#[test]
fn a_word_with_a_question_mark_only_asks() {
    let list = [
        server("care.example", "A caring and careful place", "general"),
        server("pastime.example", "", "hobby"),
    ];
    assert!(!is_about(&asked(&list, "topic=hobby", "care.example")));
    assert!(is_about(&asked(&list, "text=cars", "pastime.example")));
}

#[test]
fn a_topics_own_name_weighs_more_than_a_word_that_means_it() {
    let list = [server("fur.example", "", "furry")];
    let name = asked(&list, "text=furry", "fur.example").score;
    let word = asked(&list, "text=fursuit", "fur.example").score;
    let chosen = asked(&list, "topic=furry", "fur.example").score;
    assert!(word < name && name < chosen, "{word} {name} {chosen}");
}
