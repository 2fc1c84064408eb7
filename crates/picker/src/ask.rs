//! Free text, turned into what can be looked up in the index.

use crate::outcome::Field;
use crate::search::Index;
use crate::words::{stem, tokenise};

mod ways;
mod weights;

use ways::{Way, add, ways_by, ways_of};
use weights::{BY_MEANING, BY_NAME, BY_PART, BY_PHRASE, BY_TOPIC};

/// No more words than this are looked up.
const MAX_WORDS: usize = 24;
/// A list shorter than this is treated as one of so many servers when rare
/// words are told from common ones.
const LEAST_SERVERS: usize = 300;

/// The free text, ready to be looked up.
#[derive(Debug, Default)]
pub(crate) struct Ask {
    words: Vec<AskedWord>,
    /// How well each server meets the text; none where nothing was asked.
    pub(crate) values: Vec<f64>,
}

#[derive(Debug)]
struct AskedWord {
    typed: String,
    /// Share in the whole text, by how rare the word is.
    share: f64,
    ways: Vec<Way>,
    known: bool,
}

/// How one word of the text is met by a server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Met<'a> {
    pub(crate) typed: &'a str,
    /// Share in the whole text.
    pub(crate) share: f64,
    /// How well, 0 to 1.
    pub(crate) value: f64,
    pub(crate) by: Option<By>,
}

/// The ways in which one word is met at one server: the best word and the
/// best topic count, and together more than the better of the two.
#[derive(Clone, Default)]
struct Ways {
    word: f64,
    topic: f64,
}

impl Ways {
    fn add(&mut self, by_topic: bool, value: f64) {
        let best = if by_topic {
            &mut self.topic
        } else {
            &mut self.word
        };
        *best = best.max(value);
    }

    fn value(&self) -> f64 {
        // Bent, so that meeting two words fairly beats meeting one in full
        // and the other not at all.
        let value = self.word + self.topic * (1.0 - self.word);
        (value * value.sqrt()).sqrt()
    }
}

/// What met it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Field(Field),
    Topic(u16),
}

impl Ask {
    pub(crate) fn new(text: &str, index: &Index) -> Self {
        let mut ask = Self::default();
        let all = asked_words(text);
        // Stop words stay in their places: "dungeons and dragons" is a topic's
        // phrase. Without anything else they are what is asked for.
        let mut said: Vec<bool> = all.iter().map(|word| !index.is_stop(word)).collect();
        if !said.contains(&true) {
            said.fill(true);
        }
        let stems: Vec<u32> = all
            .iter()
            .map(|word| index.any_word(word).unwrap_or(u32::MAX))
            .collect();
        let mut ways: Vec<Vec<Way>> = all
            .iter()
            .zip(&said)
            .map(|(word, said)| {
                if *said {
                    ways_of(word, index)
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
        let mut typed: Vec<(String, Vec<Way>)> = Vec::new();
        for ((word, ways), said) in all.into_iter().zip(ways).zip(said) {
            if said && !typed.iter().any(|(known, _)| stem(known) == stem(&word)) {
                typed.push((word, ways));
            }
        }
        for (typed, ways) in typed {
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
            ask.words.push(AskedWord {
                known,
                typed,
                // BM25's weight of a word: the rarer, the more it says.
                share: libm::log(1.0 + (all - servers + 0.5) / (servers + 0.5)),
                ways,
            });
        }
        let total: f64 = ask.words.iter().map(|word| word.share).sum();
        for word in &mut ask.words {
            word.share /= total;
        }
        ask.weigh(index);
        ask
    }

    /// Adds up how well each server meets the text, word by word.
    fn weigh(&mut self, index: &Index) {
        if self.words.is_empty() {
            return;
        }
        self.values = vec![0.0; index.len()];
        let mut met = vec![Ways::default(); index.len()];
        for word in &self.words {
            for way in &word.ways {
                match *way {
                    Way::Word(id, factor) => {
                        for posting in index.postings(id) {
                            met[posting.doc as usize].add(false, factor * index.worth(*posting));
                        }
                    }
                    Way::Topic(topic, factor) => {
                        for about in index.about(topic) {
                            met[about.doc as usize].add(true, factor * about.value());
                        }
                    }
                    Way::Meaning(topic, factor) => {
                        for about in index.about(topic) {
                            met[about.doc as usize].add(false, factor * about.meant());
                        }
                    }
                }
            }
            for (value, met) in self.values.iter_mut().zip(&mut met) {
                if met.word > 0.0 || met.topic > 0.0 {
                    *value += met.value() * word.share;
                    *met = Ways::default();
                }
            }
        }
    }

    /// Whether there is nothing to look up.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether nothing but languages is named: "deutsch", "en español".
    pub(crate) fn only_languages(&self, index: &Index) -> bool {
        let language =
            |way: &Way| matches!(way, Way::Meaning(topic, _) if index.topic_key(*topic).len() > 1);
        self.words.iter().all(|word| word.ways.iter().any(language))
    }

    /// Words that neither a server nor a topic knows, as typed.
    pub(crate) fn unknown(&self) -> Vec<String> {
        self.words
            .iter()
            .filter(|word| !word.known)
            .map(|word| word.typed.clone())
            .collect()
    }

    /// How each word is met by one server.
    pub(crate) fn met<'a>(
        &'a self,
        doc: u32,
        index: &'a Index,
    ) -> impl Iterator<Item = Met<'a>> + 'a {
        self.words.iter().map(move |word| {
            let mut met = Met {
                typed: &word.typed,
                share: word.share,
                value: 0.0,
                by: None,
            };
            let mut ways = Ways::default();
            let mut loudest = 0.0;
            for way in &word.ways {
                let (value, by) = match *way {
                    Way::Word(id, factor) => {
                        let list = index.postings(id);
                        let Ok(at) = list.binary_search_by_key(&doc, |p| p.doc) else {
                            continue;
                        };
                        (factor * index.worth(list[at]), By::Field(list[at].field()))
                    }
                    Way::Topic(topic, factor) => match index.about_one(topic, doc) {
                        Some(about) => (factor * about.value(), By::Topic(topic)),
                        None => continue,
                    },
                    Way::Meaning(topic, factor) => match index.about_one(topic, doc) {
                        Some(about) => (factor * about.meant(), By::Topic(topic)),
                        None => continue,
                    },
                };
                ways.add(matches!(way, Way::Topic(..)), value);
                // A word that stands there is the better reason than the topic
                // of that name.
                let is_name = matches!(way, Way::Topic(_, factor) if *factor == BY_NAME);
                let loud = if is_name {
                    value * BY_TOPIC / BY_NAME
                } else {
                    value
                };
                if loud > loudest {
                    loudest = loud;
                    met.by = Some(by);
                }
            }
            met.value = ways.value();
            met
        })
    }
}

/// The words of the text, folded.
fn asked_words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    tokenise(text, &mut |word| {
        if all.len() < MAX_WORDS {
            all.push(word.to_owned());
        }
    });
    all
}
