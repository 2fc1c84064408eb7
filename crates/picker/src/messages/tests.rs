use super::{Category, Pattern, PatternErrorKind, Rules, Use, Value, english_number, format};
use proptest::prelude::*;

const ENGLISH: Rules<'static> = Rules {
    plural: &Category::english,
    isolate: false,
};

fn english(pattern: &str, values: &[(&str, Value<'_>)]) -> String {
    format(pattern, values, ENGLISH)
}

#[test]
fn english_has_a_comma_at_every_thousand() {
    for (n, text) in [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (174_309, "174,309"),
    ] {
        assert_eq!(english_number(n), text);
    }
    assert_eq!(english_number(u64::MAX), "18,446,744,073,709,551,615");
}

#[test]
fn the_cases_of_each_plural_are_known() {
    let pattern = "{who, select, us {{n, plural, =0 {no} one {#} other {#}}} other {{m}}} \
        {m, plural, other {#}}";
    assert_eq!(
        Pattern::parse(pattern).unwrap().plurals(),
        [("n", vec!["=0", "one", "other"]), ("m", vec!["other"])]
    );
}

#[test]
fn values_are_put_in() {
    assert_eq!(
        english("Join {name} today", &[("name", Value::Text("fosstodon"))]),
        "Join fosstodon today"
    );
    assert_eq!(english("Join { name }", &[]), "Join {name}");
}

#[test]
fn a_number_takes_its_plural_form_and_exact_cases_win() {
    let pattern = "{n, plural, =0 {No servers} one {# server} other {# servers}} for you";
    for (n, shown, want) in [
        (0, "0", "No servers for you"),
        (1, "1", "1 server for you"),
        (1234, "1,234", "1,234 servers for you"),
    ] {
        assert_eq!(english(pattern, &[("n", Value::Number(n, shown))]), want);
    }
}

#[test]
fn other_languages_bring_their_own_rule() {
    // Polish: 1 one, 2-4 few, 5 many.
    let polish = |n: u64| match n {
        1 => Category::One,
        2..=4 => Category::Few,
        _ => Category::Many,
    };
    let rules = Rules {
        plural: &polish,
        isolate: false,
    };
    let pattern = "{n, plural, one {# serwer} few {# serwery} many {# serwerów} other {# serwera}}";
    let say = |n, shown| format(pattern, &[("n", Value::Number(n, shown))], rules);
    assert_eq!(say(1, "1"), "1 serwer");
    assert_eq!(say(3, "3"), "3 serwery");
    assert_eq!(say(5, "5"), "5 serwerów");
}

#[test]
fn a_select_chooses_and_a_plural_inside_keeps_its_number() {
    let pattern =
        "{who, select, people {{n, plural, one {# person} other {# people}}} other {{who}: #}}";
    let values = |who| [("who", Value::Text(who)), ("n", Value::Number(2, "two"))];
    assert_eq!(english(pattern, &values("people")), "two people");
    assert_eq!(english(pattern, &values("shop")), "shop: #");
}

#[test]
fn apostrophes_are_letters_unless_they_quote_a_brace() {
    assert_eq!(english("You don't need one", &[]), "You don't need one");
    assert_eq!(english("'{'curly'}'", &[]), "{curly}");
    assert_eq!(english("rock ''n'' roll", &[]), "rock 'n' roll");
    assert_eq!(
        english("{n, plural, other {'#'#}}", &[("n", Value::Number(7, "7"))]),
        "#7"
    );
}

#[test]
fn a_name_inside_right_to_left_text_is_isolated() {
    let rules = Rules {
        plural: &Category::english,
        isolate: true,
    };
    assert_eq!(
        format("مرحبا {name}", &[("name", Value::Text("a.example"))], rules),
        "مرحبا \u{2068}a.example\u{2069}"
    );
}

#[test]
fn mistakes_are_named_and_the_pattern_is_shown_as_it_stands() {
    use PatternErrorKind as K;
    for (pattern, kind) in [
        ("{", K::Unclosed),
        ("{name", K::Unclosed),
        ("}", K::Unopened),
        ("{Name}", K::Name),
        ("{n, date}", K::Format),
        ("{n, plural, one {x}}", K::NoOther),
        ("{n, plural, other {x} other {y}}", K::Case),
        ("{n, plural, lots {x} other {y}}", K::Case),
        ("{n, plural, =x {x} other {y}}", K::Case),
        ("{n, plural, other {x}", K::Unclosed),
        ("it is '{ open", K::Quote),
        (
            "{a, select, other {{b, select, other {{c, select, other {{d, select, other {}}}}}}}}",
            K::TooDeep,
        ),
    ] {
        assert_eq!(
            Pattern::parse(pattern).map_err(|e| e.kind),
            Err(kind),
            "{pattern}"
        );
        assert_eq!(english(pattern, &[]), pattern);
    }
}

#[test]
fn the_arguments_of_a_pattern_are_listed_with_their_use() {
    let pattern =
        Pattern::parse("{a} {n, plural, one {{b}} other {#}} {w, select, other {}}").unwrap();
    assert_eq!(
        pattern.arguments(),
        [
            ("a", Use::Plain),
            ("b", Use::Plain),
            ("n", Use::Plural),
            ("w", Use::Select)
        ]
    );
}

proptest! {
    #[test]
    fn no_pattern_panics(
        pattern in "([{}'#,= ]|plural|select|other|one|n|é){0,40}",
        n in any::<u64>(),
    ) {
        let _ = english(&pattern, &[("n", Value::Number(n, "n"))]);
    }

    #[test]
    fn text_without_special_letters_comes_back_unchanged(text in "[^{}']{0,60}") {
        prop_assert_eq!(english(&text, &[]), text);
    }
}
