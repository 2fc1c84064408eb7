//! The index over what servers say: their words, and the topics those words
//! speak of.
//!
//! Okapi BM25 in its form for several fields (BM25F: Robertson, Zaragoza and
//! Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004):
//! the counts of a word in the fields are weighted and added up, then bent so
//! that the tenth mention says little more than the third.

use crate::language::Language;
use crate::model::Server;
use crate::normalize::Normalize;
use crate::outcome::Field;
use crate::topics::Topics;
use crate::vocabulary::Vocabulary;
use crate::words::{Languages, stem, tokenise};

mod asking;
mod build;
mod fields;
mod intent_row;
mod negation;
mod runs;
mod said;
mod subjects;
mod weights;

pub(crate) use fields::fields_of;
pub(crate) use intent_row::{IntentKind, IntentPhrase, IntentRow};
use said::{Kind, Marker, STOP_BIT, said};
pub(crate) use said::{Mark, Marks, Said};

/// How fast repetition stops to count (BM25's k1).
const SATURATION: f64 = 1.0;
/// How much the length of a description counts (BM25's b).
const LENGTH: f64 = 0.6;

/// Bits of [`Posting::fields`].
pub(crate) const FIELDS: [Field; 5] = [
    Field::Domain,
    Field::Tag,
    Field::Title,
    Field::Note,
    Field::Description,
];

fn bit(field: Field) -> u8 {
    match field {
        Field::Domain => 1,
        Field::Tag => 2,
        Field::Title => 4,
        Field::Note => 8,
        Field::Description => 16,
    }
}

/// One word at one server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting {
    pub(crate) doc: u32,
    described: u8,
    elsewhere: u8,
    fields: u8,
}

impl Posting {
    const EMPTY: Self = Self {
        doc: 0,
        described: 0,
        elsewhere: 0,
        fields: 0,
    };

    /// Adds up two entries of the same word and server.
    fn add(&mut self, other: Self) {
        self.described = self.described.saturating_add(other.described);
        self.elsewhere = self.elsewhere.saturating_add(other.elsewhere);
        self.fields |= other.fields;
    }

    /// The field that says it loudest.
    pub(crate) fn field(self) -> Field {
        FIELDS
            .into_iter()
            .find(|field| self.fields & bit(*field) != 0)
            .unwrap_or(Field::Description)
    }
}

/// One topic at one server.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct About {
    pub(crate) doc: u32,
    /// It is labelled so by a source.
    pub(crate) labelled: bool,
    /// How far its own words speak of it, 0 to 1.
    pub(crate) words: f32,
    /// Where its own words speak of it loudest, and by which phrase.
    mention: Option<(Field, u32)>,
}

impl About {
    /// How far the server is about the topic, 0 to 1: a label that its own
    /// words bear out counts in full, a label alone 0.85, words alone up to
    /// 0.85.
    pub(crate) fn value(self) -> f64 {
        let words = f64::from(self.words);
        if self.labelled {
            0.85 + 0.15 * words
        } else {
            0.85 * words
        }
    }

    /// The same for a group of words that mean the same, in the measure of a
    /// word that stands there literally.
    pub(crate) fn meant(self) -> f64 {
        if self.labelled {
            1.0
        } else {
            (f64::from(self.words) / 0.75).min(1.0)
        }
    }
}

/// A phrase that means a topic.
#[derive(Debug)]
struct Phrase {
    stems: Vec<u32>,
    topic: u16,
    text: Box<str>,
    /// It says nothing in a text ("a safe space"), but does as a question.
    ask_only: bool,
    /// The other way round: who asks for it does not mean all this.
    only_said: bool,
}

/// The index. Servers are numbered as they were given.
#[derive(Debug)]
pub(crate) struct Index {
    vocabulary: Vocabulary,
    /// Numbers below are stop words.
    stops: u32,
    /// Numbers below, and not stop words, are small words of some language.
    smalls: u32,
    /// Numbers below, and neither of these, are words of topics.
    topic_stems: u32,
    phrases: Vec<Phrase>,
    /// For each number that begins one: the phrases that begin with it.
    phrases_from: Vec<Vec<u32>>,
    /// Whole words of topics, folded and sorted, with their numbers.
    topic_words: Vec<(Box<str>, u32)>,
    /// Where each word's entries begin in `postings`, and where they end.
    starts: Vec<u32>,
    ends: Vec<u32>,
    postings: Vec<Posting>,
    lengths: Vec<u16>,
    mean_length: f64,
    topics: Vec<Box<str>>,
    about: Vec<Vec<About>>,
    /// Languages that groups of words stand for, and their topics' numbers.
    meant_languages: Vec<(Language, usize)>,
    /// The same for each language that a server has, once it was needed.
    speakers: Vec<(Language, Vec<usize>)>,
    /// For each stop word and small word the languages it belongs to.
    small_languages: Vec<Languages>,
    /// For each word the languages that it tells, beside those of small words.
    telling: Vec<Languages>,
    /// The same for words with which people ask, which say nothing of servers.
    asked_languages: Vec<Languages>,
    intents: Vec<IntentRow>,
    /// Stop words and small words as written, folded, with their languages.
    whole_small: Vec<(Box<str>, Languages)>,
    /// The same for words with which people ask, and for those of markers.
    whole_asked: Vec<(Box<str>, Languages)>,
    whole_markers: Vec<(Box<str>, Languages)>,
    /// How languages say what is not wanted.
    markers: Vec<Marker>,
    markers_from: Vec<Vec<u16>>,
    /// Markers that are glued to a word ("politikfrei"), with their languages.
    endings: Vec<(Box<str>, usize)>,
    /// The same for scripts without spaces: looked for within a run.
    run_markers: Vec<(Kind, bool, Box<str>)>,
    /// Words that servers say they are not about, server by server.
    refused: Vec<(u32, u32)>,
    /// What each description is evidently written in.
    written_in: Vec<Option<&'static str>>,
    normalize: Normalize,
    /// Numbers of the words, grouped by how they begin, for words not found;
    /// and where each group begins.
    shelved: Vec<u32>,
    shelves: Vec<u32>,
}

/// The languages of a whole word in a sorted list.
fn whole_word(list: &[(Box<str>, Languages)], folded: &str) -> Languages {
    let at = list.binary_search_by(|(word, _)| (**word).cmp(folded));
    at.ok().and_then(|at| list.get(at)).map_or(0, |(_, of)| *of)
}

/// Sorts such a list and brings together what is there twice.
fn sort_whole(list: &mut Vec<(Box<str>, Languages)>) {
    list.sort();
    list.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 |= next.1;
        }
        same
    });
}

/// How many groups of words there are: by five bits of the first byte, and
/// within by five of the second.
const SHELVES: usize = 1 << 10;

fn shelf(word: &[u8]) -> usize {
    let five = |at: usize| usize::from(word.get(at).copied().unwrap_or(0) & 31);
    five(0) << 5 | five(1)
}

impl Index {
    /// Reads all servers once.
    ///
    /// Who describes itself in a language that the list does not name (lists
    /// say "English" of nearly everybody) is taken to speak that one as well.
    pub(crate) fn new(servers: &mut [Server], topics: &Topics, normalize: Normalize) -> Self {
        let mut index = Self {
            vocabulary: Vocabulary::default(),
            stops: 0,
            smalls: 0,
            topic_stems: 0,
            phrases: Vec::new(),
            phrases_from: Vec::new(),
            topic_words: Vec::new(),
            starts: Vec::new(),
            ends: Vec::new(),
            postings: Vec::new(),
            lengths: Vec::with_capacity(servers.len()),
            mean_length: 1.0,
            topics: Vec::new(),
            about: Vec::new(),
            meant_languages: Vec::new(),
            speakers: Vec::new(),
            small_languages: Vec::new(),
            telling: Vec::new(),
            asked_languages: Vec::new(),
            intents: Vec::new(),
            whole_small: Vec::new(),
            whole_asked: Vec::new(),
            whole_markers: Vec::new(),
            markers: Vec::new(),
            markers_from: Vec::new(),
            endings: Vec::new(),
            run_markers: Vec::new(),
            refused: Vec::new(),
            normalize,
            written_in: Vec::with_capacity(servers.len()),
            shelved: Vec::new(),
            shelves: Vec::new(),
        };
        index.learn_languages();
        index.learn_topics(topics);
        index.learn_telling();
        index.learn_asking(topics);
        index.read(servers);
        index.shelve();
        index
    }

    /// The words of some shelves that `wanted` wants, alphabetically.
    fn pick_words(
        &self,
        shelves: core::ops::Range<usize>,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Vec<(u32, &str)> {
        let at = |shelf: usize| self.shelves.get(shelf).map_or(0, |at| *at as usize);
        let mut found: Vec<(u32, &str)> = self.shelved[at(shelves.start)..at(shelves.end)]
            .iter()
            .map(|id| (*id, self.vocabulary.word(*id)))
            .filter(|(_, word)| wanted(word))
            .collect();
        found.sort_by(|a, b| a.1.cmp(b.1));
        found
    }

    /// What a server's description is evidently written in.
    pub(crate) fn written_in(&self, doc: usize) -> Option<&'static str> {
        self.written_in.get(doc).copied().flatten()
    }

    /// The number of a topic that is in the table or that some server has.
    pub(crate) fn topic(&self, key: &str) -> Option<u16> {
        let at = self.topics.iter().position(|known| **known == *key)?;
        u16::try_from(at).ok()
    }

    /// The key of a topic.
    pub(crate) fn topic_key(&self, topic: u16) -> &str {
        self.topics.get(usize::from(topic)).map_or("", |key| key)
    }

    /// Whether it is no topic but a group of words that mean the same.
    pub(crate) fn is_meaning(&self, topic: u16) -> bool {
        self.topic_key(topic).starts_with('=')
    }

    /// How many topics there are.
    pub(crate) fn topic_count(&self) -> usize {
        self.topics.len()
    }

    /// The servers that are about a topic, in their order.
    pub(crate) fn about(&self, topic: u16) -> &[About] {
        self.about
            .get(usize::from(topic))
            .map_or(&[], Vec::as_slice)
    }

    /// One server and one topic.
    pub(crate) fn about_one(&self, topic: u16, doc: u32) -> Option<About> {
        let list = self.about(topic);
        let at = list.binary_search_by_key(&doc, |about| about.doc).ok()?;
        list.get(at).copied()
    }

    /// The field and the word by which a server's own words speak loudest of
    /// a topic.
    pub(crate) fn mention(&self, about: About) -> Option<(Field, &str)> {
        let (field, phrase) = about.mention?;
        let phrase = self.phrases.get(phrase as usize)?;
        Some((field, &phrase.text))
    }

    /// The entries of a word.
    pub(crate) fn postings(&self, word: u32) -> &[Posting] {
        let at = word as usize;
        match (self.starts.get(at), self.ends.get(at)) {
            (Some(from), Some(to)) => &self.postings[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// What one entry is worth, 0 to 1: BM25's bent count, set so that one
    /// mention in a description of mean length is worth two thirds.
    pub(crate) fn worth(&self, posting: Posting) -> f64 {
        let length = f64::from(self.lengths.get(posting.doc as usize).copied().unwrap_or(0));
        let norm = 1.0 - LENGTH + LENGTH * length / self.mean_length;
        let count = f64::from(posting.described) / norm + f64::from(posting.elsewhere) / 4.0;
        (count / (count + SATURATION) / 0.75).min(1.0)
    }

    /// How many servers there are.
    pub(crate) fn len(&self) -> usize {
        self.lengths.len()
    }

    /// The number of a word in its folded form, unless it says nothing.
    pub(crate) fn word(&self, folded: &str) -> Option<u32> {
        self.vocabulary
            .get(stem(folded))
            .filter(|id| *id >= self.stops)
    }

    /// Whether a folded word says nothing about a subject: neither in the
    /// language asked in (where one was told), nor in any where it is too common
    /// to be searched for.
    pub(crate) fn is_stop(&self, folded: &str, language: Option<usize>) -> bool {
        let of = whole_word(&self.whole_small, folded);
        let more =
            || whole_word(&self.whole_markers, folded) | whole_word(&self.whole_asked, folded);
        if language.is_some_and(|number| (of | more()) >> number & 1 == 1) {
            return true;
        }
        of & STOP_BIT != 0 && !self.is_topic_word(folded)
    }

    /// Whether people ask with this word in one of these languages, and for nothing:
    /// English "chat" is a cat in French.
    pub(crate) fn is_ask_word(&self, folded: &str, of: Languages) -> bool {
        whole_word(&self.whole_asked, folded) & of != 0 && !self.is_topic_word(folded)
    }

    /// Whether it is by itself a word of a topic, as it is written.
    pub(crate) fn is_topic_word(&self, folded: &str) -> bool {
        self.topic_words
            .binary_search_by(|(word, _)| (**word).cmp(folded))
            .is_ok()
    }

    /// Whether a server or the table of topics has a word.
    pub(crate) fn is_said(&self, id: u32) -> bool {
        !self.postings(id).is_empty() || self.topics_from(&[id]).next().is_some()
    }

    /// Whether a folded word means a topic, or the same as other words.
    pub(crate) fn means_something(&self, folded: &str) -> bool {
        self.any_word(folded)
            .is_some_and(|id| self.topics_from(&[id]).next().is_some())
    }

    /// The languages that a word, by its number, is a small word of.
    pub(crate) fn languages_of(&self, id: u32) -> Languages {
        self.small_languages.get(id as usize).copied().unwrap_or(0) & !STOP_BIT
    }

    /// The languages that a word, by its number, tells a text to be written in.
    pub(crate) fn told_by(&self, id: u32) -> Languages {
        self.languages_of(id) | self.telling.get(id as usize).copied().unwrap_or(0)
    }

    /// Whether a server says that it is not about a word.
    pub(crate) fn refuses(&self, doc: u32, word: u32) -> bool {
        let from = self.refused.partition_point(|(other, _)| *other < doc);
        let here = self.refused[from..]
            .iter()
            .take_while(|(other, _)| *other == doc);
        here.map(|(_, id)| *id).any(|id| id == word)
    }

    /// Reads a text word by word.
    pub(crate) fn said(&self, text: &str) -> Vec<(String, Said)> {
        let mut all = Vec::new();
        tokenise(text, self.normalize, &mut |token| {
            let id = self.any_word(token.word).unwrap_or(u32::MAX);
            all.push((token.word.to_owned(), said(text, &token, id)));
        });
        all
    }

    /// The topics that a run of words means: `(topic, how many words, whether
    /// they only ask)`, for phrases that begin with the first of `stems`.
    pub(crate) fn topics_from<'a>(
        &'a self,
        stems: &'a [u32],
    ) -> impl Iterator<Item = (u16, usize, bool)> + 'a {
        stems
            .first()
            .and_then(|first| self.phrases_from.get(*first as usize))
            .into_iter()
            .flatten()
            .map(|number| &self.phrases[*number as usize])
            .filter(|phrase| !phrase.only_said && stems.starts_with(&phrase.stems))
            .map(|phrase| (phrase.topic, phrase.stems.len(), phrase.ask_only))
    }

    /// Whether a folded word is a topic's own name, in the singular or plural,
    /// and says something.
    pub(crate) fn is_name(&self, topic: u16, folded: &str) -> bool {
        let singular = |word| str::strip_suffix(word, 's').unwrap_or(word);
        singular(self.topic_key(topic)) == singular(folded) && self.word(folded).is_some()
    }

    /// The number of any word in its folded form, also one that says nothing.
    pub(crate) fn any_word(&self, folded: &str) -> Option<u32> {
        self.vocabulary.get(stem(folded))
    }

    /// The number of a stem that says something.
    pub(crate) fn exactly(&self, stem: &str) -> Option<u32> {
        self.vocabulary.get(stem).filter(|id| *id >= self.stops)
    }

    /// Whether a text says a word, or another form of it.
    pub(crate) fn says(&self, text: &str, word: &str) -> bool {
        self.quote(text, word).is_some()
    }

    /// Where a text says a phrase, or another form of it: as it is written there.
    pub(crate) fn quote<'t>(&self, text: &'t str, phrase: &str) -> Option<&'t str> {
        let mut wanted = Vec::new();
        tokenise(phrase, self.normalize, &mut |token| {
            if !token.is_part {
                wanted.push(stem(token.word).to_owned());
            }
        });
        let mut said: Vec<(String, (usize, usize))> = Vec::new();
        let mut found = None;
        tokenise(text, self.normalize, &mut |token| {
            said.push((stem(token.word).to_owned(), token.at));
            if found.is_none() && said.len() >= wanted.len() && !wanted.is_empty() {
                let tail = &said[said.len() - wanted.len()..];
                if tail
                    .iter()
                    .zip(&wanted)
                    .all(|((word, _), wanted)| word == wanted)
                {
                    found = tail.first().zip(tail.last()).map(|(a, b)| (a.1.0, b.1.1));
                }
            }
        });
        let (from, to) = found?;
        text.get(from..to)
    }

    /// Known words that begin with `beginning` (two letters or more),
    /// alphabetically.
    pub(crate) fn beginning_with(&self, beginning: &str) -> Vec<(u32, &str)> {
        let shelf = shelf(beginning.as_bytes());
        self.pick_words(shelf..shelf + 1, &|word| word.starts_with(beginning))
    }

    /// Known words whose first byte is that of `word` and which `wanted` wants,
    /// alphabetically.
    pub(crate) fn words_like(&self, word: &str, wanted: &dyn Fn(&str) -> bool) -> Vec<(u32, &str)> {
        let first = shelf(word.as_bytes()) & !31;
        self.pick_words(first..first + 32, wanted)
    }
}
