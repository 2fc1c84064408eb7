//! What is meant beside a subject: "I don't know", "like Twitter".

use crate::outcome::Intent;
use crate::search::{Index, Said};

struct Spec {
    key: &'static str,
    words: &'static [&'static str],
    before: &'static [&'static str],
    own: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/intents.rs"));

/// Finds intents; `covered` is set for the words that belong to one.
pub(super) fn find(
    raw: &str,
    text: &[(String, Said)],
    index: &Index,
    covered: &mut [bool],
) -> Vec<Intent> {
    let mut found: Vec<Intent> = Vec::new();
    for spec in INTENTS {
        let words = phrases(spec.words, text, index);
        let before = phrases(spec.before, text, index);
        match spec.key {
            "any" => {
                // Only where nothing else is said: "anything but sports" is a wish.
                let mut all = covered.to_vec();
                for (from, to) in &words {
                    all[*from..*to].fill(true);
                }
                let says_nothing = |(word, said): &(String, Said)| {
                    index.is_stop(word, None)
                        || index.is_ask_word(word)
                        || (index.languages_of(said.id) != 0 && !index.is_topic_word(word))
                };
                let mut rest = text.iter().zip(&all).filter(|(_, covered)| !**covered);
                if !words.is_empty() && rest.all(|(word, _)| says_nothing(word)) {
                    covered.fill(true);
                    found.push(Intent::Any);
                }
            }
            "like" => {
                for (from, to) in &words {
                    // Right behind a word of comparison; "bluesky feeds" is a subject.
                    let lead = before
                        .iter()
                        .filter(|(_, end)| end == from)
                        .map(|(start, _)| *start)
                        .min();
                    let Some(lead) = lead else { continue };
                    covered[lead..*to].fill(true);
                    let name = raw
                        .get(text[*from].1.at.0..text[*to - 1].1.at.1)
                        .unwrap_or("");
                    found.push(Intent::Like(name.to_owned()));
                }
            }
            "child" => {
                let age = before.iter().find_map(|(from, to)| {
                    let number = text.get(from.checked_sub(1)?)?.0.parse::<u8>().ok()?;
                    covered[from - 1..*to].fill(true);
                    (3..18).contains(&number).then_some(number)
                });
                let own = phrases(spec.own, text, index);
                let is_own = |from: usize| age.is_some() || own.iter().any(|(_, end)| *end == from);
                let words: Vec<_> = words
                    .into_iter()
                    .filter(|(from, _)| is_own(*from))
                    .collect();
                if age.is_none() && words.is_empty() {
                    continue;
                }
                for (from, to) in &words {
                    covered[*from..*to].fill(true);
                }
                found.push(Intent::Child(age));
            }
            _ => {
                for (from, to) in &words {
                    covered[*from..*to].fill(true);
                }
                if !words.is_empty() {
                    found.push(Intent::Adult);
                }
            }
        }
    }
    found
}

/// Where phrases stand in a text, as ranges of words.
fn phrases(list: &[&str], text: &[(String, Said)], index: &Index) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for phrase in list {
        let words = index.said(phrase);
        for from in 0..text.len() {
            let here = text[from..].iter().map(|(word, _)| word);
            let same = here
                .take(words.len())
                .eq(words.iter().map(|(word, _)| word));
            // A phrase of pairs is a whole run or a part of one.
            if same && !words.is_empty() {
                found.push((from, from + words.len()));
            }
        }
    }
    // The longest first, so that what overlaps it is seen to be a part of it.
    found.sort_by_key(|(from, to)| (*from, core::cmp::Reverse(*to)));
    found.dedup_by_key(|(from, _)| *from);
    found
}
