//! What people also type: nothing, everything, pictures, other scripts. Three
//! servers come whatever it is.

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::answers::Answers;
use picker::query::State;
use picker::recommend::Picker;
use support::{context, synthetic};

#[test]
fn there_is_no_text_without_an_answer() {
    let long = "knitting and trains ".repeat(512);
    let one_word = "a".repeat(10_240);
    let kanji = "鉄".repeat(3_500);
    let texts = [
        "",
        "   \t\n",
        &long,
        &one_word,
        &kanji,
        "🚂🚂🚂",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "the and of with",
        "der die das und mit",
        "?!\"'&%$<>[]{}\\",
        "<script>alert(1)</script>",
        "'; drop table servers; --",
        "%00%ff%",
        "\u{0}\u{1}\u{7f}\u{feff}",
        "e\u{301}\u{301}\u{301}\u{301}",
        "\u{202e}snaxt \u{202d}bahn",
        "שלום עולם",
        "السلام عليكم",
        "فارسی و کتاب",
        "日本語で話したい人",
        "我想找一個說中文的地方",
        "한국어로 이야기하고 싶어요",
        "ไทยแลนด์",
        "हिन्दी में",
        "Ω ≈ ç √ ∫ ˜ µ ≤",
        "xkqzwv qqqqq zzzzz",
        "1 2 3 42 1000000",
        "c++ c# f# .net",
        "-",
        "a",
        "I",
    ];
    for servers in [support::curated(), synthetic::servers(331, 1)] {
        let picker = Picker::new(servers, support::topics());
        for text in texts {
            let answers = Answers {
                text: text.to_owned(),
                ..Answers::default()
            };
            let begun: String = text.chars().take(20).collect();
            let found = picker.recommend(&answers, &context(7));
            assert_eq!(found.picks.len(), 3, "{begun:?}");
            assert!(found.empty.is_none() && found.eligible >= 3, "{begun:?}");
            for pick in &found.picks {
                assert!((0.0..=1.0).contains(&pick.score), "{begun:?}");
            }
            // In an address too, however it comes back.
            let state = State {
                answers,
                ..State::default()
            };
            let read = State::from_query(&state.to_query());
            assert_eq!(
                picker.recommend(&read.answers, &context(7)).picks.len(),
                3,
                "{begun:?}"
            );
        }
    }
}

#[test]
fn words_without_a_subject_are_as_good_as_none() {
    let picker = Picker::new(support::curated(), support::topics());
    for text in ["🚂", "?!", "   "] {
        let answers = Answers {
            text: text.to_owned(),
            ..Answers::default()
        };
        let found = picker.recommend(&answers, &context(3));
        let none = picker.recommend(&Answers::default(), &context(3));
        let general = found.picks.iter().filter(|pick| {
            let server = &picker.servers()[pick.server];
            server.topics.iter().any(|topic| topic.value == "general")
        });
        assert_eq!(general.count(), 3, "{text:?}");
        assert_eq!(none.picks.len(), 3);
    }
}
