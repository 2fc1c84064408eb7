//! Looking around in any list, with any filters: what is listed is what the engine
//! calls a match, and what is counted beside a choice is what it leaves.

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::browse::{Facet, Filters, Listing, Order, View};
use picker::date::Date;
use picker::language::Language;
use picker::model::{Fact, HealthFlag, LegalForm, Region, Server, SignUp, Size, Source};
use picker::outcome::Context;
use picker::recommend::Picker;
use picker::topics::{Topic, Topics};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::{BTreeMap, BTreeSet};

const KEYS: [&str; 5] = ["general", "tech", "trains", "art", "adult"];
const LANGUAGES: [&str; 6] = ["en", "de", "pt-BR", "pt", "zh-TW", "ja"];
const WORDS: [&str; 12] = [
    "deutsch",
    "programming",
    "trains",
    "vegan",
    "no",
    "Bahn",
    "painting",
    "for",
    "model",
    "children",
    "鉄道",
    "everyone",
];

fn fact<T>(value: T) -> Fact<T> {
    Fact::new(value, Source::Joinmastodon, Date::from_ymd(2026, 6, 1))
}

fn topics() -> Topics {
    let topic = |key: &str, words: &[&str]| Topic {
        key: key.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    Topics(vec![
        topic("tech", &["tech", "programming"]),
        topic("trains", &["trains", "bahn", "model trains", "鉄道"]),
        topic("art", &["art", "painting"]),
        topic("food", &["food", "vegan"]),
        topic("=de", &["deutsch", "german"]),
    ])
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(WORDS.to_vec()), 0..6).prop_map(|words| words.join(" "))
}

fn languages(most: usize) -> impl Strategy<Value = Vec<Language>> {
    subsequence(LANGUAGES.to_vec(), 0..=most)
        .prop_shuffle()
        .prop_map(|tags| tags.into_iter().filter_map(Language::parse).collect())
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
        8 => Just(vec![]),
        1 => Just(vec![HealthFlag::Silent]),
        1 => Just(vec![HealthFlag::Excluded]),
    ];
    let place = (
        prop::option::of(select(Region::ALL.to_vec())),
        prop::option::of(select(vec![LegalForm::Organisation, LegalForm::People])),
        prop::option::of(select(vec![13u8, 16, 18, 21])),
        prop::option::of(select(Size::ALL.to_vec())),
        select(vec![None, Some("4.5.3"), Some("4.2.1"), Some("glitch")]),
    );
    (
        "[a-z]{3,8}(\\.art|\\.social|todon\\.net)",
        subsequence(KEYS.to_vec(), 0..3),
        languages(3),
        sign_up,
        prop::option::of(0u64..6_000),
        flags,
        place,
        text(),
    )
        .prop_map(
            |(domain, topics, languages, sign_up, weekly, flags, place, text)| {
                let mut server = Server::new(domain);
                server.topics = topics.into_iter().map(|key| fact(key.to_owned())).collect();
                server.languages = languages.into_iter().map(fact).collect();
                server.sign_up = sign_up.map(fact);
                server.weekly_active = weekly.map(fact);
                server.flags = flags;
                let (region, legal_form, min_age, size, version) = place;
                server.region = region.map(fact);
                server.legal_form = legal_form.map(fact);
                server.min_age = min_age.map(fact);
                server.size = size.map(fact);
                server.version = version.map(|version| fact(version.to_owned()));
                server.description = (!text.is_empty()).then(|| fact(text));
                server
            },
        )
}

fn picker() -> impl Strategy<Value = Picker> {
    prop::collection::vec(server(), 0..24).prop_map(|mut servers| {
        servers.sort_by(|a, b| a.domain.cmp(&b.domain));
        servers.dedup_by(|a, b| a.domain == b.domain);
        Picker::new(servers, topics())
    })
}

/// Any values of a fact.
fn values(facet: Facet) -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![
        2 => Just(Vec::new()),
        1 => subsequence(facet.values().to_vec(), 1..=2),
    ]
}

fn view() -> impl Strategy<Value = View> {
    let facts = Facet::FACTS.map(values);
    (
        subsequence(vec!["tech", "trains", "art", "gardens"], 0..3),
        languages(2),
        prop_oneof![2 => Just(String::new()), 2 => text(), 1 => "my [0-9]{2} year old daughter"],
        facts,
        prop::option::weighted(0.2, select(vec![12u8, 13, 16, 40])),
        any::<[bool; 2]>(),
        prop::option::of(select(Order::ALL.to_vec())),
        prop::option::of(any::<u64>()),
    )
        .prop_map(
            |(topics, languages, text, facts, age, [adult, everything], order, seed)| {
                let mut filters = Filters::default();
                for topic in topics {
                    filters.set(Facet::Topics, topic, true);
                }
                filters.languages = languages;
                filters.text = text;
                filters.age = age;
                filters.adult = adult;
                filters.everything = everything;
                for (facet, values) in Facet::FACTS.into_iter().zip(facts) {
                    values
                        .into_iter()
                        .for_each(|it| filters.set(facet, it, true));
                }
                View {
                    filters,
                    order,
                    seed,
                }
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

fn filtered(filters: &Filters) -> View {
    View {
        filters: filters.clone(),
        ..View::default()
    }
}

fn set(listing: &Listing) -> BTreeSet<usize> {
    listing.servers.iter().copied().collect()
}

proptest! {
    // Each case goes through the list once for every choice there is.
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Filters that the quiz can ask for leave what the quiz calls a match. Where
    /// nothing is asked for but to leave something out, the quiz counts those for
    /// everybody alone, all of which are in the list.
    #[test]
    fn what_is_left_is_what_the_engine_calls_a_match(
        picker in picker(), view in view(), context in contexts(),
    ) {
        let mut filters = view.filters;
        for facet in [Facet::Size, Facet::Region, Facet::LegalForm, Facet::SignUp] {
            // The quiz asks for one known value, or none.
            let chosen = filters.chosen(facet);
            let asked = |it: &String| it != "unknown" && (facet != Facet::SignUp || it == "instant");
            let one = chosen.first().filter(|it| asked(it)).cloned();
            filters = filters.without(facet);
            if let Some(one) = one {
                filters.set(facet, &one, true);
            }
        }
        filters = filters.without(Facet::Software);
        filters.everything = false;
        let answers = filters.answers();
        let listed = picker.browse(&filtered(&filters), &context).servers.len();
        let matching = picker.matching(&answers, &context);
        prop_assert_eq!(matching.servers, picker.recommend(&answers, &context).matching);
        if matching.for_everybody {
            prop_assert!(matching.servers <= listed);
        } else {
            prop_assert_eq!(matching.servers, listed);
        }
    }

    #[test]
    fn each_count_is_what_its_choice_leaves(
        picker in picker(), view in view(), context in contexts(),
    ) {
        let filters = &view.filters;
        let listing = picker.browse(&view, &context);
        for FacetCount { facet, value, count, chosen } in counts(&listing) {
            prop_assert_eq!(chosen, filters.has(facet, &value));
            let more = filters.with(facet, &value, true);
            let left = picker.browse(&filtered(&more), &context).servers.len();
            prop_assert_eq!(left, count, "{:?} {}", facet, value);
        }
        let mut everything = filters.clone();
        everything.everything = true;
        let left = picker.browse(&filtered(&everything), &context).servers.len();
        prop_assert_eq!(left, listing.with_everything);
        let mut adult = filters.clone();
        adult.adult = true;
        let left = picker.browse(&filtered(&adult), &context).servers.len();
        prop_assert_eq!(left, listing.with_adult);
    }

    /// A choice that is not offered would add nothing.
    #[test]
    fn what_is_not_offered_leads_nowhere(
        picker in picker(), view in view(), context in contexts(),
    ) {
        let listing = picker.browse(&view, &context);
        let offered: BTreeSet<(Facet, String)> =
            counts(&listing).into_iter().map(|it| (it.facet, it.value)).collect();
        for facet in Facet::FACTS {
            for value in facet.values() {
                if offered.contains(&(facet, (*value).to_owned())) {
                    continue;
                }
                let more = view.filters.with(facet, value, true);
                let left = picker.browse(&filtered(&more), &context).servers.len();
                let now = if view.filters.is_set(facet) { listing.servers.len() } else { 0 };
                prop_assert_eq!(left, now, "{:?} {}", facet, value);
            }
        }
    }

    #[test]
    fn facets_narrow_and_the_order_changes_nothing_but_the_order(
        picker in picker(), view in view(), context in contexts(),
    ) {
        let listing = picker.browse(&view, &context);
        let all = set(&listing);
        prop_assert_eq!(all.len(), listing.servers.len(), "none is listed twice");
        prop_assert!(listing.servers.len() <= listing.total);
        for order in Order::ALL {
            let other = View { order: Some(order), ..view.clone() };
            prop_assert_eq!(&set(&picker.browse(&other, &context)), &all);
        }
        for facet in Facet::LISTED.into_iter().chain([Facet::Text]) {
            let wider = picker.browse(&filtered(&view.filters.without(facet)), &context);
            // Without its words a server that they name is out of the list again.
            let named = facet == Facet::Text;
            prop_assert!(named || set(&wider).is_superset(&all), "{:?}", facet);
        }
        for server in &listing.servers {
            prop_assert!(!picker.servers()[*server].flags.contains(&HealthFlag::Excluded));
        }
    }

    #[test]
    fn an_empty_list_says_what_to_loosen_and_that_helps(
        picker in picker(), view in view(), context in contexts(),
    ) {
        let listing = picker.browse(&view, &context);
        prop_assert_eq!(listing.loosenings.is_empty(), !listing.servers.is_empty() || listing.total == 0);
        for loosening in &listing.loosenings {
            let without = |filters: Filters, facet: &Facet| filters.without(*facet);
            let wider = loosening.facets.iter().fold(view.filters.clone(), without);
            let left = picker.browse(&filtered(&wider), &context).servers.len();
            prop_assert_eq!(left, loosening.leaves, "{:?}", loosening.facets);
            prop_assert!(left > 0);
        }
    }
}

struct FacetCount {
    facet: Facet,
    value: String,
    count: usize,
    chosen: bool,
}

fn counts(listing: &Listing) -> Vec<FacetCount> {
    let facets = listing.options.iter();
    facets
        .flat_map(|group| {
            group.options.iter().map(|option| FacetCount {
                facet: group.facet,
                value: option.value.clone(),
                count: option.count,
                chosen: option.chosen,
            })
        })
        .collect()
}

fn named(domains: &[&str]) -> Picker {
    let servers = domains.iter().map(|domain| Server::new(*domain)).collect();
    Picker::new(servers, topics())
}

fn domains(picker: &Picker, query: &str) -> Vec<String> {
    let listing = picker.browse(&View::from_query(query), &support::context(1));
    let servers = listing.servers.iter();
    servers
        .map(|at| picker.servers()[*at].domain.clone())
        .collect()
}

#[test]
fn chance_puts_each_server_first_equally_often_and_a_seed_always_the_same() {
    let names = ["a.example", "b.example", "c.example", "d.example"];
    let picker = named(&names);
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..4_000 {
        let order = domains(&picker, &format!("seed={seed}"));
        *first.entry(order[0].clone()).or_default() += 1;
    }
    // 1,000 each; the standard deviation is 27.
    assert!(
        first.values().all(|count| (890..1_110).contains(count)),
        "{first:?}"
    );
    assert_eq!(domains(&picker, "seed=7"), domains(&picker, "seed=7"));
    assert_eq!(domains(&picker, "sort=name"), names);
}

#[test]
fn sizes_are_ordered_either_way_with_the_unknown_last() {
    let mut servers: Vec<Server> = ["a.example", "b.example", "c.example"]
        .map(Server::new)
        .into();
    servers[0].weekly_active = Some(fact(90));
    servers[1].weekly_active = Some(fact(2_000));
    let picker = Picker::new(servers, topics());
    let largest = ["b.example", "a.example", "c.example"];
    assert_eq!(domains(&picker, "sort=largest"), largest);
    let smallest = ["a.example", "b.example", "c.example"];
    assert_eq!(domains(&picker, "sort=smallest"), smallest);
}

#[test]
fn the_newest_facts_come_first() {
    let mut servers: Vec<Server> = ["a.example", "b.example", "c.example"]
        .map(Server::new)
        .into();
    let on = |month| Date::from_ymd(2026, month, 1);
    servers[0].min_age = Some(Fact::new(16, Source::Curated, on(2)));
    servers[1].topics = vec![Fact::new("art".to_owned(), Source::Curated, on(9))];
    servers[1].min_age = Some(Fact::new(16, Source::Curated, on(1)));
    let picker = Picker::new(servers, topics());
    let newest = ["b.example", "a.example", "c.example"];
    assert_eq!(domains(&picker, "sort=newest"), newest);
}

#[test]
fn a_named_server_is_found_even_where_it_takes_no_members() {
    let mut servers: Vec<Server> = ["a.example", "owls.example", "c.example"]
        .map(Server::new)
        .into();
    servers[1].sign_up = Some(fact(SignUp::Closed));
    let picker = Picker::new(servers, topics());
    assert_eq!(domains(&picker, "text=owls.example"), ["owls.example"]);
    assert!(!domains(&picker, "").contains(&"owls.example".to_owned()));
    assert_eq!(domains(&picker, "all=1").len(), 3);
    assert_eq!(domains(&picker, "all=1&signup=closed"), ["owls.example"]);
}

#[test]
fn open_is_told_apart_from_not_known() {
    let mut servers: Vec<Server> = ["a.example", "b.example", "c.example"]
        .map(Server::new)
        .into();
    servers[0].sign_up = Some(fact(SignUp::Open));
    servers[1].sign_up = Some(fact(SignUp::Approval));
    let picker = Picker::new(servers, topics());
    assert_eq!(domains(&picker, "signup=open"), ["a.example"]);
    assert_eq!(domains(&picker, "signup=unknown"), ["c.example"]);
    assert_eq!(
        domains(&picker, "signup=open,unknown&sort=name"),
        ["a.example", "c.example"]
    );
}

#[test]
fn an_age_opens_servers_that_ask_for_no_more() {
    let mut servers: Vec<Server> = ["a.example", "b.example", "c.example"]
        .map(Server::new)
        .into();
    servers[0].min_age = Some(fact(16));
    servers[1].min_age = Some(fact(18));
    let picker = Picker::new(servers, topics());
    let mut open = domains(&picker, "age=16&sort=name");
    assert_eq!(open, ["a.example", "c.example"]);
    open = domains(&picker, "age=13&sort=name");
    assert_eq!(open, ["c.example"]);
}
