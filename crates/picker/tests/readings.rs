//! How texts are read: what is not wanted, what is, which servers they name and
//! what is meant beside a subject, in many languages and word orders.

// A broken fixture may end the test.
#![allow(clippy::unwrap_used)]

mod support;

use picker::recommend::{Intent, Picker, Recommendation, Wish};
use support::{context, typed};
use toml::{Table, Value};

fn rows(kind: &str) -> Vec<(String, Vec<Value>)> {
    let table: Table = include_str!("readings.toml").parse().unwrap();
    let languages = table[kind].as_table().unwrap().iter();
    let row = |tag: &String, row: &Value| (tag.clone(), row.as_array().unwrap().clone());
    languages
        .flat_map(|(tag, list)| {
            list.as_array()
                .unwrap()
                .iter()
                .map(move |one| row(tag, one))
        })
        .collect()
}

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().unwrap().iter();
    list.map(|one| one.as_str().unwrap().to_owned()).collect()
}

fn ask(picker: &Picker, text: &str) -> Recommendation {
    picker.recommend(&typed(text), &context(1))
}

/// All that is looked for, as typed.
fn wanted(found: &Recommendation) -> Vec<String> {
    let known = found.covered.iter().chain(&found.uncovered);
    let words = known.filter_map(|wish| match wish {
        Wish::Words(words) => Some(words.clone()),
        Wish::Topic(_) => None,
    });
    words.chain(found.unknown_words.iter().cloned()).collect()
}

/// What is wrong with how the texts of a kind are read.
fn misread(kind: &str) -> (usize, Vec<String>) {
    let picker = Picker::new(support::curated(), support::topics());
    let rows = rows(kind);
    let mut wrong = Vec::new();
    for (tag, row) in &rows {
        let (text, not, want) = (row[0].as_str().unwrap(), texts(&row[1]), texts(&row[2]));
        let found = ask(&picker, text);
        let refused = found.reading.unwanted.iter().map(|one| one.words.clone());
        let refused: Vec<String> = refused.collect();
        let looked_for = wanted(&found);
        let right = not
            .iter()
            .all(|one| refused.iter().any(|all| all.contains(one)))
            && (!not.is_empty() || refused.is_empty())
            && want.iter().all(|one| {
                looked_for
                    .iter()
                    .any(|word| word.contains(one) || one.contains(word.as_str()))
            })
            && looked_for
                .iter()
                .all(|word| want.iter().any(|one| one.contains(word.as_str())));
        if !right {
            wrong.push(format!(
                "{tag}: {text:?}: not {refused:?}, wanted {looked_for:?}"
            ));
        }
    }
    (rows.len(), wrong)
}

#[test]
fn what_is_not_wanted_is_told_from_what_is() {
    let (all, wrong) = misread("negation");
    assert!(wrong.is_empty(), "{} of {all}: {wrong:#?}", wrong.len());
}

#[test]
fn what_looks_like_a_wish_against_something_is_none() {
    let (all, wrong) = misread("wanted");
    assert!(wrong.is_empty(), "{} of {all}: {wrong:#?}", wrong.len());
}

#[test]
fn each_of_several_interests_is_a_wish_of_its_own() {
    let (all, wrong) = misread("several");
    assert!(wrong.is_empty(), "{} of {all}: {wrong:#?}", wrong.len());
}

/// Whether all that is looked for was expected.
fn only_wanted(looked_for: &[String], want: &[String]) -> bool {
    looked_for.iter().all(|word| {
        want.iter()
            .any(|one| one.contains(word.as_str()) || word.contains(one))
    })
}

#[test]
fn a_server_that_is_named_in_any_way_comes_first() {
    let picker = Picker::new(support::curated(), support::topics());
    let mut wrong = Vec::new();
    for (tag, row) in rows("name") {
        let (text, first, want) = (
            row[0].as_str().unwrap(),
            row[1].as_str().unwrap(),
            texts(&row[2]),
        );
        let found = ask(&picker, text);
        let shown: Vec<&str> = found
            .picks
            .iter()
            .map(|pick| support::domain(&picker, pick))
            .collect();
        let looked_for = wanted(&found);
        if !shown[..2].contains(&first) || !only_wanted(&looked_for, &want) {
            wrong.push(format!("{tag}: {text:?}: {shown:?}, wanted {looked_for:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}

fn intent(intent: &Intent) -> String {
    match intent {
        Intent::Like(name) => format!("like:{name}"),
        Intent::Child(Some(age)) => format!("child:{age}"),
        other => other.key().to_owned(),
    }
}

#[test]
fn what_is_meant_beside_a_subject_is_told() {
    let picker = Picker::new(support::curated(), support::topics());
    let mut wrong = Vec::new();
    for (tag, row) in rows("intent") {
        let (text, want) = (row[0].as_str().unwrap(), texts(&row[2]));
        let found = ask(&picker, text);
        let intents: Vec<String> = found.reading.intents.iter().map(intent).collect();
        let looked_for = wanted(&found);
        if intents != texts(&row[1]) || !only_wanted(&looked_for, &want) {
            wrong.push(format!(
                "{tag}: {text:?}: {intents:?}, wanted {looked_for:?}, {:?}",
                found.reading.unwanted
            ));
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}
