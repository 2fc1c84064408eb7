//! The words that are looked for, each with the ways in which it can be met.

use super::listen::{Heard, same_stem};
use super::ways::{Way, add, ways_by, ways_of};
use super::weights::{BY_MEANING, BY_NAME, BY_PART, BY_PHRASE, BY_TOPIC, BY_UNKNOWN};
use crate::search::Index;
use crate::words::stem;

/// A list shorter than this is treated as one of so many servers when rare
/// words are told from common ones.
const LEAST_SERVERS: usize = 300;

/// A word that is looked for.
#[derive(Debug)]
pub(super) struct AskedWord {
    /// The word, folded.
    pub(super) word: String,
    /// As typed; for a pair of characters the run that it is a part of.
    pub(super) typed: String,
    /// Where it stands in the text.
    pub(super) at: (usize, usize),
    /// Share in the whole text, by how rare the word is.
    pub(super) share: f64,
    pub(super) ways: Vec<Way>,
    pub(super) known: bool,
    pub(super) unit: usize,
}

pub(super) type Phrases = Vec<(core::ops::Range<usize>, u16)>;

/// The ways in which each of the words `said` can be met, and the phrases in
/// them, which reach across none of the `others`: "model -trains" is not about
/// model trains. `guess`: also by words that are alike.
pub(super) fn look_up(
    all: &[String],
    said: &[bool],
    others: &[bool],
    index: &Index,
    guess: bool,
) -> (Vec<Vec<Way>>, Phrases) {
    let stems: Vec<u32> = all
        .iter()
        .zip(others)
        .map(|(word, other)| match index.any_word(word) {
            Some(id) if !other => id,
            _ => u32::MAX,
        })
        .collect();
    let mut ways: Vec<Vec<Way>> = all
        .iter()
        .zip(said)
        .map(|(word, said)| {
            if *said {
                ways_of(word, index, guess)
            } else {
                Vec::new()
            }
        })
        .collect();
    let mut phrases: Vec<(core::ops::Range<usize>, u16)> = Vec::new();
    for from in 0..all.len() {
        for (topic, length, part) in index.topics_from(&stems[from..]) {
            if index.is_meaning(topic) {
                if length > 1 {
                    phrases.push((from..from + length, topic));
                }
                let factor = if part { BY_PART } else { BY_MEANING };
                for list in &mut ways[from..from + length] {
                    // No guessing where it is known what is meant.
                    list.retain(|way| match *way {
                        Way::Word(_, sure) => sure == 1.0,
                        Way::Topic(_, sure) => sure >= BY_TOPIC,
                        Way::Meaning(_, sure) => sure >= BY_PART,
                    });
                    add(list, Way::Meaning(topic, factor));
                }
                continue;
            }
            let factor = if length > 1 {
                phrases.push((from..from + length, topic));
                BY_PHRASE
            } else if index.is_name(topic, &all[from]) {
                BY_NAME
            } else {
                BY_TOPIC
            };
            for list in &mut ways[from..from + length] {
                add(list, Way::Topic(topic, factor));
            }
        }
        // A run of words may be one word elsewhere: "open street map".
        let mut joined = all[from].clone();
        for to in from + 1..all.len().min(from + 3) {
            if others[from..=to].contains(&true) {
                break;
            }
            let before = joined.len();
            joined.push_str(&all[to]);
            // "rust a" is not "rusta", whose stem is "rust".
            if stem(&joined).len() < before + 2 {
                continue;
            }
            let Some(id) = index.word(&joined) else {
                continue;
            };
            for list in &mut ways[from..=to] {
                add(list, Way::Word(id, 1.0));
                for way in ways_by(id, 1.0, index) {
                    add(list, way);
                }
            }
        }
    }
    // Who asks for science fiction does not ask for science, and who asks
    // for game development not just for games.
    for (at, list) in ways.iter_mut().enumerate() {
        let here = || phrases.iter().filter(|(range, _)| range.contains(&at));
        if here().next().is_some() {
            list.retain(|way| match *way {
                Way::Topic(topic, factor) => {
                    factor != BY_NAME && here().any(|(_, known)| *known == topic)
                }
                // "Los Angeles" is no angel, and no "angeln".
                Way::Word(..) => !here().any(|(_, known)| index.is_meaning(*known)),
                Way::Meaning(..) => true,
            });
        }
    }
    (ways, phrases)
}

/// Puts together the words that are looked for, each once.
pub(super) fn asked_words(
    text: &str,
    heard: &Heard,
    said: &[bool],
    ways: Vec<Vec<Way>>,
    phrases: &Phrases,
    index: &Index,
) -> Vec<AskedWord> {
    let mut words: Vec<AskedWord> = Vec::new();
    let mut units = 0;
    for (at, ways) in ways.into_iter().enumerate() {
        let word = &heard.words[at];
        if !said[at] || words.iter().any(|known| same_stem(&known.word, word)) {
            continue;
        }
        let here = heard.said[at];
        // A phrase is one unit, and so is a run without spaces.
        let with = (0..at).rev().find(|before| {
            let together =
                |range: &core::ops::Range<usize>| range.contains(before) && range.contains(&at);
            (here.is_pair && heard.said[*before].run == here.run && is_near(heard, *before, at))
                || phrases.iter().any(|(range, _)| together(range))
        });
        let with = with.and_then(|before| {
            words
                .iter()
                .find(|known| known.at == heard.said[before].at)
                .map(|known| known.unit)
        });
        let unit = with.unwrap_or_else(|| {
            units += 1;
            units - 1
        });
        let (mut servers, mut known) = (1, false);
        for way in &ways {
            let found = match *way {
                Way::Word(id, factor) => {
                    let found = index.postings(id).len();
                    // Only who says the very word makes it common: that a
                    // topic has many servers does not make "climbing" a
                    // word that says little.
                    if factor == 1.0 {
                        servers = found.max(servers);
                    }
                    found
                }
                Way::Topic(topic, _) => index.about(topic).len(),
                Way::Meaning(topic, _) => {
                    let found = index.about(topic).len();
                    servers = found.max(servers);
                    found
                }
            };
            known |= found > 0;
        }
        let servers = servers as f64;
        // In a short list too a word that half of it says is no filler.
        let all = index.len().max(LEAST_SERVERS) as f64;
        let (from, to) = if here.is_pair { here.run } else { here.at };
        words.push(AskedWord {
            word: word.clone(),
            typed: text.get(from..to).unwrap_or("").to_owned(),
            at: here.at,
            known,
            // BM25's weight of a word: the rarer, the more it says.
            share: libm::log(1.0 + (all - servers + 0.5) / (servers + 0.5)),
            ways,
            unit,
        });
    }
    // What nobody knows counts against all alike: in a sentence with words that
    // are known it counts for less, as it is mostly a form of asking.
    if words.iter().any(|word| word.known) {
        for word in words.iter_mut().filter(|word| !word.known) {
            word.share *= BY_UNKNOWN;
        }
    }
    let total: f64 = words.iter().map(|word| word.share).sum();
    for word in &mut words {
        word.share /= total;
    }
    words
}

/// Whether two pairs of a run are next to each other.
fn is_near(heard: &Heard, before: usize, at: usize) -> bool {
    heard.said[before].at.1 > heard.said[at].at.0
}
