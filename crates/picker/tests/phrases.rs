//! What words mean: phrases, topics' names, and words that only ask.

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::answers::Answers;
use picker::language::Language;
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
        topic("=", &["germany", "deutschland", "leeds?", "köln!"]),
        topic("=de", &["deutsch", "german"]),
        topic("=", &["los angeles", "socal"]),
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

#[test]
fn a_word_is_met_by_one_that_means_the_same_and_the_reason_names_that_one() {
    let mut speaks = server("tongue.example", "", "general");
    let german = Language::parse("de-AT").unwrap();
    let fact = Fact::new(german, Source::Joinmastodon, None);
    speaks.languages.push(fact);
    let list = [
        server("land.example", "People in Deutschland", "general"),
        server("town.example", "People in Köln", "general"),
        server("angel.example", "Angels of all kinds", "general"),
        server("coast.example", "Down here in socal", "general"),
        speaks,
    ];
    let words = |query: &str, domain: &str| -> Vec<String> {
        let pick = asked(&list, query, domain);
        let words = pick.reasons.iter().filter_map(|reason| match &reason.kind {
            PointKind::Word { word, .. } => Some(word.clone()),
            PointKind::Language { spoken, .. } => spoken.as_ref().map(ToString::to_string),
            _ => None,
        });
        words.collect()
    };
    assert_eq!(words("text=Germany", "land.example"), ["Deutschland"]);
    // A part of it: who asks for Leeds may like the whole, who says Köln is
    // one of them, and who asks for Köln does not mean the whole.
    assert_eq!(words("text=Leeds", "land.example"), ["Deutschland"]);
    assert_eq!(words("text=Germany", "town.example"), ["Köln"]);
    assert_eq!(words("text=Köln", "land.example"), [""; 0]);
    let whole = asked(&list, "text=Germany", "land.example").score;
    assert!(asked(&list, "text=Leeds", "land.example").score < whole);
    // Whoever speaks the language; once, however often it is asked for.
    assert_eq!(words("text=deutsch", "tongue.example"), ["de-AT"]);
    assert_eq!(words("text=deutsch&lang=de", "tongue.example"), ["de-AT"]);
    // What is meant by a phrase is not met by its words.
    assert_eq!(words("text=Los+Angeles", "coast.example"), ["socal"]);
    assert_eq!(words("text=Los+Angeles", "angel.example"), [""; 0]);
}

#[test]
fn a_server_speaks_what_it_describes_itself_in() {
    let english = Language::parse("en").unwrap();
    for (description, speaks) in [
        ("우리는 한국어로 이야기하는 커뮤니티입니다", "ko"),
        ("日本語で話す人のためのサーバーです", "ja"),
        ("Русскоязычный сервер для тех, кто любит быть вместе", "ru"),
        (
            "La comunità per tutti gli italiani che sono nel fediverso",
            "it",
        ),
        (
            "Першы беларускамоўны сервер для размоў з тымі, хто разумее",
            "be",
        ),
        ("Привет", "en"),
    ] {
        let mut one = server("a.example", description, "general");
        one.languages
            .push(Fact::new(english.clone(), Source::Joinmastodon, None));
        let picker = Picker::new(vec![one], topics());
        let spoken = &picker.servers()[0].languages;
        assert_eq!(
            spoken.last().unwrap().value.as_str(),
            speaks,
            "{description}"
        );
        assert_eq!(spoken[0].value, english);
    }
}

#[test]
fn meanings_change_nothing_for_who_uses_no_own_words() {
    // The page loads them only for own words.
    let mut with = topics();
    with.0.push(Topic {
        key: "=".to_owned(),
        words: vec!["data science".to_owned(), "book club".to_owned()],
    });
    with.0.extend(
        support::topics()
            .0
            .into_iter()
            .filter(|topic| !topic.is_topic()),
    );
    let mut without = with.clone();
    without.0.retain(Topic::is_topic);
    let servers = [
        server(
            "a.example",
            "For data science and biology in Deutschland",
            "tech",
        ),
        server("bookclub.example", "A book club for fiction", "general"),
        server("german.example", "Deutsch und German trains", "general"),
        server("d.example", "", "science"),
    ];
    for query in [
        "topic=science",
        "topic=books&lang=de",
        "topic=trains,tech",
        "",
    ] {
        let picks = |topics: &Topics| {
            let picker = Picker::new(servers.to_vec(), topics.clone());
            let found = picker.recommend(&Answers::from_query(query), &context(7));
            let picks = found.picks.iter();
            picks
                .map(|pick| (pick.server, pick.score.to_bits()))
                .collect::<Vec<_>>()
        };
        assert_eq!(picks(&with), picks(&without), "{query}");
    }
}
