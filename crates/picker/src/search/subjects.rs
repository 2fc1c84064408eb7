//! What servers' own words speak of: topics, and words that mean the same.

use super::weights::{weight_of, weight_of_part};
use super::{About, Index};
use crate::domain_words::Part;
use crate::language::{Language, SPOKEN};
use crate::model::Server;
use crate::outcome::Field;

/// The length of a description, in words, at which one mention of a topic is
/// worth 1.
const USUAL_LENGTH: f64 = 20.0;

/// A description that touches more topics than this is a list of everybody
/// who is welcome: each counts for less.
const TOPICS_OF_ONE_PLACE: usize = 3;

/// What speaks for a topic at one server: the strength that its words give,
/// and the loudest single mention.
struct Evidence {
    topic: u16,
    strength: f64,
    field: Field,
    phrase: u32,
}

/// Mentions of topics, before they are added up.
#[derive(Default)]
pub(super) struct Mentions {
    list: Vec<(u16, Field, u32, f64)>,
}

impl Mentions {
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Holds a part of others instead of what it held.
    pub(super) fn take_over(&mut self, all: &Self, part: core::ops::Range<usize>) {
        self.list.clear();
        self.list.extend_from_slice(&all.list[part]);
    }
}

impl Index {
    pub(super) fn find_topics(
        &self,
        stream: &[u32],
        field: Field,
        said: usize,
        found: &mut Mentions,
    ) {
        let from = found.list.len();
        // "Science fiction" is no science, "Ruby on Rails" no railway: where a
        // phrase of several words stands, the words in it do not speak of
        // other topics.
        // Only phrases of topics hide topics: what a server is about must not
        // depend on the words that mean the same, which only who uses own
        // words loads.
        let (mut whole_to, mut whole_topic) = ([0; 2], [0; 2]);
        for (at, id) in stream.iter().enumerate() {
            let Some(phrases) = self.phrases_from.get(*id as usize) else {
                continue;
            };
            let rest = &stream[at..];
            let here = || {
                let phrases = phrases.iter().map(|number| {
                    let phrase = &self.phrases[*number as usize];
                    (*number, phrase)
                });
                phrases.filter(|(_, phrase)| !phrase.ask_only && rest.starts_with(&phrase.stems))
            };
            for (_, phrase) in here() {
                let to = at + phrase.stems.len();
                let from = usize::from(self.is_meaning(phrase.topic));
                for hides in from..2 {
                    if phrase.stems.len() > 1 && to > whole_to[hides] {
                        (whole_to[hides], whole_topic[hides]) = (to, phrase.topic);
                    }
                }
            }
            for (number, phrase) in here() {
                let kind = usize::from(self.is_meaning(phrase.topic));
                let within = phrase.stems.len() == 1 && at < whole_to[kind];
                if !within || phrase.topic == whole_topic[kind] {
                    found.list.push((phrase.topic, field, number, 0.0));
                }
            }
        }
        let fresh = &mut found.list[from..];
        if fresh.is_empty() {
            return;
        }
        let weight = if field == Field::Description {
            let mut touched = vec![false; self.topics.len()];
            for mention in fresh.iter() {
                touched[usize::from(mention.0)] = !self.is_meaning(mention.0);
            }
            let touched = touched.iter().filter(|touched| **touched).count();
            let spread = TOPICS_OF_ONE_PLACE as f64 / touched.max(TOPICS_OF_ONE_PLACE) as f64;
            spread / (0.4 + 0.6 * said as f64 / USUAL_LENGTH)
        } else {
            f64::from(weight_of(field)) / 4.0
        };
        for mention in fresh {
            mention.3 = weight;
        }
    }

    pub(super) fn find_topic_in_domain(&self, id: u32, part: Part, found: &mut Mentions) {
        let Some(phrases) = self.phrases_from.get(id as usize) else {
            return;
        };
        for number in phrases {
            let phrase = &self.phrases[*number as usize];
            if phrase.stems.len() == 1 && !phrase.ask_only {
                let weight = f64::from(weight_of_part(part)) / 4.0;
                found
                    .list
                    .push((phrase.topic, Field::Domain, *number, weight));
            }
        }
    }

    /// Adds up what was found: for each topic a strength from 0 to 1.
    fn weigh(found: &mut Mentions) -> Vec<Evidence> {
        let list = &mut found.list;
        // The same word twice in a field is one mention and a half.
        list.sort_by(|a, b| {
            (a.0, a.1, a.2)
                .cmp(&(b.0, b.1, b.2))
                .then(b.3.total_cmp(&a.3))
        });
        let mut out: Vec<Evidence> = Vec::new();
        let mut loudest = 0.0;
        let mut previous = None;
        let mut repeated = 0;
        for (topic, field, phrase, weight) in list.drain(..) {
            let same = previous == Some((topic, field, phrase));
            repeated = if same { repeated + 1 } else { 0 };
            previous = Some((topic, field, phrase));
            let counts = match repeated {
                0 => weight,
                1 => weight / 2.0,
                _ => 0.0,
            };
            match out.last_mut().filter(|last| last.topic == topic) {
                Some(last) => {
                    last.strength += counts;
                    if weight > loudest {
                        loudest = weight;
                        last.field = field;
                        last.phrase = phrase;
                    }
                }
                None => {
                    loudest = weight;
                    out.push(Evidence {
                        topic,
                        strength: counts,
                        field,
                        phrase,
                    });
                }
            }
        }
        for evidence in &mut out {
            evidence.strength /= evidence.strength + 1.0;
        }
        out
    }

    pub(super) fn note_topics(&mut self, doc: u32, server: &Server, found: &mut Mentions) {
        let labels = server.topics.iter();
        let mut labels: Vec<usize> = labels.map(|t| self.topic_number(&t.value)).collect();
        for spoken in &server.languages {
            let at = self.speakers(&spoken.value);
            labels.extend_from_slice(&self.speakers[at].1);
        }
        for number in labels {
            let list = &mut self.about[number];
            if list.last().is_none_or(|about| about.doc != doc) {
                list.push(About {
                    doc,
                    labelled: true,
                    words: 0.0,
                    mention: None,
                });
            }
        }
        for evidence in Self::weigh(found) {
            let list = &mut self.about[usize::from(evidence.topic)];
            let words = evidence.strength as f32;
            let mention = Some((evidence.field, evidence.phrase));
            match list.last_mut().filter(|about| about.doc == doc) {
                Some(about) => {
                    about.words = words;
                    about.mention = mention;
                }
                None => list.push(About {
                    doc,
                    labelled: false,
                    words,
                    mention,
                }),
            }
        }
    }

    /// Where in `speakers` a language is: the groups of words that stand for it.
    fn speakers(&mut self, spoken: &Language) -> usize {
        let known = self
            .speakers
            .binary_search_by(|(known, _)| known.cmp(spoken));
        known.unwrap_or_else(|at| {
            let meant = self.meant_languages.iter();
            let meant = meant.filter(|(language, _)| spoken.meets(language) >= SPOKEN);
            let meant = meant.map(|(_, topic)| *topic).collect();
            self.speakers.insert(at, (spoken.clone(), meant));
            at
        })
    }

    fn topic_number(&mut self, key: &str) -> usize {
        match self.topics.iter().position(|known| **known == *key) {
            Some(number) => number,
            None => {
                self.topics.push(key.into());
                self.about.push(Vec::new());
                self.topics.len() - 1
            }
        }
    }
}
