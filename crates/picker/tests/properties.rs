//! What must hold for any directory and any answers.

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::answers::{Answers, SignUpWish};
use picker::date::Date;
use picker::language::Language;
use picker::model::{Fact, HealthFlag, LegalForm, Region, Server, SignUp, Size, Source};
use picker::recommend::{Context, Empty, Field, Pick, Picker, Point, PointKind};
use picker::topics::{Topic, Topics};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn fact<T>(value: T) -> Fact<T> {
    Fact::new(value, Source::Joinmastodon, Date::from_ymd(2026, 6, 1))
}

fn topics() -> Topics {
    let topic = |key: &str, words: &[&str]| Topic {
        key: key.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    Topics(vec![
        topic("tech", &["tech", "programming", "rust", "linux"]),
        topic("trains", &["trains", "railway", "bahn", "model trains"]),
        topic("art", &["art", "painting", "drawing"]),
        topic("food", &["food", "vegan", "cooking"]),
        topic("=de", &["deutsch", "german"]),
        topic("=", &["railway", "bahn", "model trains", "friendly?"]),
        topic("=ja", &["鉄道"]),
    ])
}

const KEYS: [&str; 6] = ["general", "regional", "tech", "trains", "art", "food"];
const LANGUAGES: [&str; 5] = ["en", "de", "pt-BR", "zh-TW", "ja"];
const WORDS: [&str; 16] = [
    "deutsch",
    "German",
    "programming",
    "rust",
    "trains",
    "vegan",
    "friendly",
    "Bahn",
    "painting",
    "a",
    "for",
    "model",
    "cooking",
    "club",
    "鉄道",
    "everyone",
];

/// Those of [`WORDS`] that ask for nothing beside others.
const SMALL: [&str; 4] = ["a", "for", "everyone", "friendly"];

fn languages(most: usize) -> impl Strategy<Value = Vec<Language>> {
    subsequence(LANGUAGES.to_vec(), 0..=most)
        .prop_shuffle()
        .prop_map(|tags| tags.into_iter().filter_map(Language::parse).collect())
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(WORDS.to_vec()), 0..9).prop_map(|words| words.join(" "))
}

fn server() -> impl Strategy<Value = Server> {
    let sign_up = select(vec![
        None,
        Some(SignUp::Instant),
        Some(SignUp::Approval),
        Some(SignUp::Open),
        Some(SignUp::Closed),
    ]);
    let flags = prop_oneof![
        9 => Just(vec![]),
        1 => Just(vec![HealthFlag::Silent]),
    ];
    let place = (
        prop::option::of(select(Region::ALL.to_vec())),
        prop::option::of(select(vec![LegalForm::Organisation, LegalForm::People])),
        prop::option::of(select(vec![13u8, 16, 18])),
        prop::option::of(select(Size::ALL.to_vec())),
        prop_oneof![9 => Just(None), 1 => Just(Some(true))],
    );
    let texts = (
        text(),
        prop::option::of(text()),
        subsequence(WORDS.to_vec(), 0..3),
    );
    (
        "[a-z]{3,8}(\\.art|\\.social|todon\\.net)",
        subsequence(KEYS.to_vec(), 0..5),
        languages(3),
        sign_up,
        prop::option::of(0u64..60_000),
        flags,
        place,
        texts,
        select(vec![None, Some("4.5.3"), Some("4.2.1"), Some("glitch")]),
    )
        .prop_map(
            |(domain, topics, languages, sign_up, weekly, flags, place, texts, version)| {
                let mut server = Server::new(domain);
                server.topics = topics.into_iter().map(|key| fact(key.to_owned())).collect();
                server.languages = languages.into_iter().map(fact).collect();
                server.sign_up = sign_up.map(fact);
                server.weekly_active = weekly.map(fact);
                server.flags = flags;
                let (region, legal_form, min_age, size, adult) = place;
                server.region = region.map(fact);
                server.legal_form = legal_form.map(fact);
                server.min_age = min_age.map(fact);
                server.size = size.map(fact);
                server.adult = adult.map(fact);
                let (description, note, tags) = texts;
                server.description = (!description.is_empty()).then(|| fact(description));
                server.note = note.filter(|note| !note.is_empty()).map(fact);
                server.tags = tags.into_iter().map(|tag| fact(tag.to_owned())).collect();
                server.version = version.map(|version| fact(version.to_owned()));
                server
            },
        )
}

fn servers() -> impl Strategy<Value = Vec<Server>> {
    prop::collection::vec(server(), 0..24).prop_map(|mut servers| {
        servers.sort_by(|a, b| a.domain.cmp(&b.domain));
        servers.dedup_by(|a, b| a.domain == b.domain);
        servers
    })
}

fn answers() -> impl Strategy<Value = Answers> {
    (
        subsequence(KEYS.to_vec(), 0..3),
        languages(2),
        prop_oneof![text(), "\\PC{0,20}"],
        select(vec![None, Some(SignUpWish::Instant), Some(SignUpWish::Any)]),
        prop::option::of(select(Size::ALL.to_vec())),
        prop::option::of(select(Region::ALL.to_vec())),
        prop::option::of(select(vec![LegalForm::Organisation, LegalForm::People])),
        prop::option::of(select(vec![12u8, 15, 17, 40])),
        any::<[bool; 3]>(),
    )
        .prop_map(
            |(topics, languages, text, sign_up, size, region, legal_form, age, b)| Answers {
                topics: topics.into_iter().map(str::to_owned).collect(),
                languages,
                text,
                sign_up,
                size,
                region,
                legal_form,
                age,
                adult: b[0],
                flexible_language: b[1],
                flexible_sign_up: b[2],
                any_words_language: false,
            },
        )
}

fn contexts() -> impl Strategy<Value = Context> {
    (any::<u64>(), languages(2)).prop_map(|(seed, browser_languages)| Context {
        today: Date::from_days(20_000),
        seed,
        browser_languages,
    })
}

fn shown(picker: &Picker, picks: &[Pick]) -> Vec<(String, u64)> {
    let one = |pick: &Pick| {
        (
            support::domain(picker, pick).to_owned(),
            pick.score.to_bits(),
        )
    };
    picks.iter().map(one).collect()
}

/// Whether the server really is what a reason says.
/// What a server says in a field.
fn texts_of(server: &Server, field: Field) -> Vec<&str> {
    match field {
        Field::Domain => vec![&server.domain],
        Field::Tag => server.tags.iter().map(|tag| tag.value.as_str()).collect(),
        Field::Title => server.title.iter().map(|f| f.value.as_str()).collect(),
        Field::Note => server.note.iter().map(|f| f.value.as_str()).collect(),
        Field::Description => server
            .description
            .iter()
            .map(|f| f.value.as_str())
            .collect(),
    }
}

/// Whether a reason quotes what the server wrote, letter for letter.
fn is_quoted(server: &Server, word: &str, field: Field) -> bool {
    !word.is_empty()
        && texts_of(server, field)
            .iter()
            .any(|text| text.contains(word))
}

fn is_true(server: &Server, answers: &Answers, kind: &PointKind) -> bool {
    let stands = |word: &str, field: Field| {
        let texts = texts_of(server, field);
        // The first three letters: the engine matches stems.
        let head: String = word.to_lowercase().chars().take(3).collect();
        texts.iter().any(|text| text.to_lowercase().contains(&head))
    };
    let about = |key: &str| {
        server.topics.iter().any(|topic| topic.value == key)
            || topics().get(key).is_some_and(|topic| {
                let all = [Field::Domain, Field::Tag, Field::Note, Field::Description];
                topic
                    .words
                    .iter()
                    .any(|word| all.iter().any(|field| stands(word, *field)))
            })
    };
    match kind {
        PointKind::Topic(key) => {
            answers.topics.contains(key) && server.topics.iter().any(|topic| topic.value == *key)
        }
        PointKind::TopicWords { topic, word, field } => {
            answers.topics.contains(topic) && is_quoted(server, word, *field)
        }
        PointKind::Word { word, field } => {
            field.is_some_and(|field| is_quoted(server, word, field))
        }
        PointKind::Named => answers.text.contains(&server.domain),
        PointKind::Unwanted(words) => answers.text.contains(words.as_str()),
        PointKind::WordsLanguage { asked, spoken } => spoken.as_ref().is_some_and(|spoken| {
            answers.languages.is_empty()
                && spoken.meets(asked) > 0.0
                && server.languages.iter().any(|fact| fact.value == *spoken)
        }),
        PointKind::WordTopic { topic, .. } => about(topic),
        PointKind::Language { asked, spoken } => spoken.as_ref().is_some_and(|spoken| {
            // Asked for as a language, or by its name in the text.
            (answers.languages.contains(asked) || !answers.text.is_empty())
                && spoken.meets(asked) > 0.0
                && server.languages.iter().any(|fact| fact.value == *spoken)
        }),
        PointKind::BrowserLanguage { asked, spoken } => spoken.as_ref().is_some_and(|spoken| {
            spoken.meets(asked) > 0.0 && server.languages.iter().any(|fact| fact.value == *spoken)
        }),
        PointKind::SignUp(is) => {
            *is == Some(SignUp::Instant) && *is == server.sign_up.as_ref().map(|f| f.value)
        }
        PointKind::Size { asked, is } => {
            Some(*asked) == *is && *is == server.size_class().map(|fact| fact.value)
        }
        PointKind::Region { asked, is } => {
            Some(*asked) == *is && *is == server.region.as_ref().map(|fact| fact.value)
        }
        PointKind::LegalForm { asked, is } => {
            Some(*asked) == *is && *is == server.legal_form.as_ref().map(|fact| fact.value)
        }
        PointKind::MinAge { asked, is } => {
            is.is_some_and(|is| is <= *asked)
                && *is == server.min_age.as_ref().map(|fact| fact.value)
        }
        PointKind::General => !server.topics.iter().any(|topic| topic.value == "regional"),
        PointKind::Active(count) => {
            Some(*count) == server.weekly_active.as_ref().map(|fact| fact.value)
        }
        PointKind::CurrentSoftware(version) => {
            Some(version) == server.version.as_ref().map(|fact| &fact.value)
        }
    }
}

/// Takes the fact behind a reason away; `false` where it cannot be taken (a
/// domain has its name).
fn remove(server: &mut Server, kind: &PointKind) -> bool {
    let remove_field = |server: &mut Server, field: Field| {
        match field {
            Field::Domain => return false,
            Field::Tag => server.tags.clear(),
            Field::Title => server.title = None,
            Field::Note => server.note = None,
            Field::Description => server.description = None,
        }
        true
    };
    match kind {
        PointKind::Topic(key) => server.topics.retain(|topic| topic.value != *key),
        PointKind::TopicWords { field, .. } => return remove_field(server, *field),
        PointKind::Word { field, .. } => {
            return field.is_some_and(|field| remove_field(server, field));
        }
        PointKind::WordTopic { topic, .. } => {
            // It may be labelled, and its own words may speak of it too.
            server.topics.retain(|known| known.value != *topic);
            server.tags.clear();
            server.note = None;
            server.description = None;
            let all = topics();
            let words = all.get(topic).map_or(&[][..], |topic| &topic.words);
            return !words
                .iter()
                .any(|word| server.domain.contains(word.as_str()));
        }
        // Not facts that a server has.
        PointKind::Named | PointKind::Unwanted(_) => return false,
        PointKind::Language { spoken, .. }
        | PointKind::WordsLanguage { spoken, .. }
        | PointKind::BrowserLanguage { spoken, .. } => {
            let Some(at) = server
                .languages
                .iter()
                .position(|fact| Some(&fact.value) == spoken.as_ref())
            else {
                return false;
            };
            // Which language is the main one is another fact, and counts: whoever
            // takes the first away makes the second the main one. So there is one
            // in its place that nobody asks for.
            if at == 0 && server.languages.len() > 1 {
                server.languages[0].value = Language::parse("tlh").unwrap();
            } else {
                server.languages.remove(at);
            }
            server
                .languages
                .retain(|fact| Some(&fact.value) != spoken.as_ref());
            // What it is written in is spoken too, and says other things.
            return server.description.is_none();
        }
        PointKind::SignUp(_) => server.sign_up = None,
        PointKind::Size { .. } => {
            server.weekly_active = None;
            server.size = None;
        }
        PointKind::Region { .. } => server.region = None,
        PointKind::LegalForm { .. } => server.legal_form = None,
        PointKind::MinAge { .. } => server.min_age = None,
        PointKind::General => {
            server.topics.retain(|topic| topic.value != "general");
            server.topics.push(fact("regional".to_owned()));
        }
        PointKind::Active(_) => {
            // The class is the same fact, more coarsely.
            server.weekly_active = None;
            server.size = None;
        }
        PointKind::CurrentSoftware(_) => server.version = None,
    }
    true
}

fn has(points: &[Point], kind: &PointKind) -> bool {
    points.iter().any(|point| point.kind == *kind)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_order_of_the_list_never_matters(
        (servers, turned) in servers().prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
        answers in answers(), context in contexts(),
    ) {
        let (a, b) = (Picker::new(servers, topics()), Picker::new(turned, topics()));
        let (x, y) = (a.recommend(&answers, &context), b.recommend(&answers, &context));
        prop_assert_eq!(shown(&a, &x.picks), shown(&b, &y.picks));
        prop_assert_eq!((x.eligible, x.matching, x.relaxations), (y.eligible, y.matching, y.relaxations));
        let (x, y) = (a.ranked(&answers, &context, &[], 0), b.ranked(&answers, &context, &[], 0));
        prop_assert_eq!(shown(&a, &x.picks), shown(&b, &y.picks));
    }

    #[test]
    fn nothing_is_shown_that_must_not_be(
        servers in servers(), answers in answers(), context in contexts(),
    ) {
        let picker = Picker::new(servers, topics());
        let found = picker.recommend(&answers, &context);
        let mut kept_all = true;
        for pick in &found.picks {
            let server = &picker.servers()[pick.server];
            let closed = server.sign_up.as_ref().is_some_and(|f| f.value == SignUp::Closed);
            prop_assert!(!closed && server.flags.is_empty());
            prop_assert!(answers.adult || server.adult.as_ref().is_none_or(|fact| !fact.value));
            prop_assert!((0.0..=1.0).contains(&pick.score));
            let sum: f64 = pick.parts.iter().map(|part| part.share * part.value).sum();
            prop_assert!((sum - pick.score).abs() < 1e-9);
            let shares: f64 = pick.parts.iter().map(|part| part.share).sum();
            prop_assert!((shares - 1.0).abs() < 1e-9);
            // Who breaks a must comes after all who keep it.
            let speaks = answers.languages.is_empty() || answers.flexible_language
                || server.languages.iter().any(|f| {
                    answers.languages.iter().any(|wanted| f.value.meets(wanted) >= 0.5)
                });
            let instant = !answers.wants_instant() || answers.flexible_sign_up
                || server.sign_up.as_ref().is_some_and(|f| f.value == SignUp::Instant);
            if !found.general_only {
                prop_assert!(kept_all || !(speaks && instant));
                kept_all = speaks && instant;
            }
        }
        let giants = found.picks.iter().filter(|pick| {
            picker.servers()[pick.server].weekly_active.as_ref().is_some_and(|f| f.value > 50_000)
        });
        prop_assert!(giants.count() <= 1 || picker.servers().len() < 10);
    }

    #[test]
    fn there_is_always_something_to_show(
        servers in servers(), answers in answers(), context in contexts(),
    ) {
        let open = servers.iter().filter(|server| {
            server.flags.is_empty()
                && server.sign_up.as_ref().is_none_or(|f| f.value != SignUp::Closed)
                && (answers.adult || server.adult.is_none())
        }).count();
        let picker = Picker::new(servers, topics());
        let found = picker.recommend(&answers, &context);
        prop_assert!(found.picks.len() <= 3);
        prop_assert!(!found.picks.is_empty() || open == 0);
        prop_assert_eq!(found.empty.is_some(), found.picks.is_empty());
        if picker.servers().is_empty() {
            prop_assert_eq!(found.empty, Some(Empty::NoServers));
        }
        let mut domains: Vec<_> = shown(&picker, &found.picks);
        domains.sort();
        domains.dedup();
        prop_assert_eq!(domains.len(), found.picks.len());
    }

    #[test]
    fn every_reason_is_true_and_weighs_what_it_says(
        servers in servers(), answers in answers(), context in contexts(),
    ) {
        let picker = Picker::new(servers.clone(), topics());
        for (at, server) in picker.servers().iter().enumerate() {
            let pick = picker.explain_one(at, &answers, &context).unwrap();
            let total: f64 = pick.reasons.iter().map(|reason| reason.weight).sum();
            prop_assert!(total <= pick.score + 1e-9, "{total} {}", pick.score);
            let lost: f64 = pick.misses.iter().map(|miss| miss.weight).sum();
            prop_assert!(lost <= 1.0 - pick.score + 1e-9, "{lost} {}", pick.score);
            for reason in &pick.reasons {
                prop_assert!(is_true(server, &answers, &reason.kind), "{:?} {:?}", reason, server);
                prop_assert!(!has(&pick.misses, &reason.kind));
            }
        }
    }

    #[test]
    fn without_its_fact_a_reason_goes_and_the_score_does_not_rise(
        servers in servers(), answers in answers(), context in contexts(),
    ) {
        let picker = Picker::new(servers.clone(), topics());
        for at in 0..servers.len().min(4) {
            let pick = picker.explain_one(at, &answers, &context).unwrap();
            for reason in &pick.reasons {
                let mut poorer = servers.clone();
                if !remove(&mut poorer[at], &reason.kind) {
                    continue;
                }
                let without = Picker::new(poorer, topics());
                let without = without.explain_one(at, &answers, &context).unwrap();
                prop_assert!(!has(&without.reasons, &reason.kind), "{:?}", reason);
                prop_assert!(
                    without.score <= pick.score + 1e-9,
                    "{:?}: {} to {}", reason, pick.score, without.score
                );
            }
        }
    }

    #[test]
    fn what_is_not_wanted_never_raises_who_is_about_it(
        servers in servers(), answers in answers(), typed in text(), context in contexts(),
        unwanted in select(vec!["programming", "rust", "trains", "vegan", "painting", "cooking"]),
        marker in select(vec![" -", ", no ", ", without "]),
    ) {
        // The language of the text is another wish, which a word more may change;
        // and small words ask for something only where nothing else is typed.
        let typed = typed.split(' ').filter(|word| !SMALL.contains(word));
        let typed = typed.collect::<Vec<_>>().join(" ");
        let answers = Answers { text: typed, any_words_language: true, ..answers };
        let picker = Picker::new(servers, topics());
        let only = Answers { text: unwanted.to_owned(), ..Answers::default() };
        let mut without = answers.clone();
        without.text = format!("{}{marker}{unwanted}", answers.text);
        without.tidy();
        prop_assume!(without.text.ends_with(unwanted));
        // Where the words are in another language, "no" may be none of its words; a
        // minus is read in all.
        if marker != " -" {
            let read = picker.recommend(&without, &context).reading.unwanted;
            prop_assume!(read.iter().any(|one| one.words == unwanted));
        }
        for at in 0..picker.servers().len() {
            let about = picker.explain_one(at, &only, &context).unwrap();
            let by_word = |point: &Point| {
                matches!(point.kind, PointKind::Word { .. } | PointKind::WordTopic { .. })
            };
            if about.reasons.iter().any(by_word) {
                let before = picker.explain_one(at, &answers, &context).unwrap();
                let after = picker.explain_one(at, &without, &context).unwrap();
                prop_assert!(after.score <= before.score + 1e-9, "{} {}", before.score, after.score);
            }
        }
    }

    #[test]
    fn a_closed_pick_makes_way_for_the_next(
        servers in servers(), answers in answers(), context in contexts(),
    ) {
        let picker = Picker::new(servers, topics());
        let found = picker.recommend(&answers, &context);
        let domains: Vec<&str> = found.picks.iter().map(|p| support::domain(&picker, p)).collect();
        if let [closed, others @ ..] = domains.as_slice() {
            let next = picker.next_after(&answers, &context, others, &[closed]);
            if let Some(next) = next {
                let next = support::domain(&picker, &next);
                prop_assert!(!domains.contains(&next));
            }
            let again = picker.recommend_excluding(&answers, &context, &domains);
            for pick in &again.picks {
                prop_assert!(!domains.contains(&support::domain(&picker, pick)));
            }
        }
    }

    #[test]
    fn further_draws_show_others_until_none_is_left(
        servers in servers(), answers in answers(), context in contexts(),
    ) {
        let picker = Picker::new(servers, topics());
        let mut seen = Vec::new();
        for draw in 0.. {
            let before = picker.drawn_before(&answers, &context, draw);
            prop_assert_eq!(&before, &seen);
            let found = picker.recommend_excluding(&answers, &context, &before);
            for pick in &found.picks {
                let domain = support::domain(&picker, pick);
                prop_assert!(!seen.contains(&domain), "{} comes again", domain);
                seen.push(domain);
            }
            prop_assert!(usize::from(draw) <= picker.servers().len());
            if found.picks.is_empty() {
                prop_assert!(found.empty.is_some());
                break;
            }
        }
    }

    #[test]
    fn relaxations_add_what_they_say(
        servers in servers(), answers in answers(), context in contexts(),
    ) {
        let picker = Picker::new(servers, topics());
        let found = picker.recommend(&answers, &context);
        for relaxation in &found.relaxations {
            let given_up = relaxation.kind.apply(&answers);
            let more = picker.recommend(&given_up, &context);
            prop_assert_eq!(more.matching, picker.matching(&given_up, &context).servers);
            let again = more.relaxations.iter().any(|other| other.kind == relaxation.kind);
            prop_assert!(!again, "{:?} is offered again", relaxation);
            // Where nothing is left to ask for, those for everybody are drawn from: also
            // with a text that has no word.
            if more.general_only {
                prop_assert!(given_up.ask_for_nothing_but_words());
                continue;
            }
            prop_assert_eq!(more.matching, found.matching + relaxation.adds, "{:?}", relaxation);
        }
    }

    #[test]
    fn the_pages_hold_everybody_once(
        servers in servers(), answers in answers(), context in contexts(),
    ) {
        let picker = Picker::new(servers, topics());
        let mut seen = Vec::new();
        let first = picker.ranked(&answers, &context, &[], 0);
        for page in 0..first.pages + 1 {
            let page = picker.ranked(&answers, &context, &[], page);
            seen.extend(page.picks.iter().map(|pick| pick.server));
        }
        seen.sort_unstable();
        prop_assert_eq!(seen.len(), first.total);
        prop_assert_eq!(seen, picker.eligible_servers(&answers, &context));
    }
}
