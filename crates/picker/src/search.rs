//! The index over what servers say: their words, and the topics those words
//! speak of.
//!
//! Okapi BM25 in its form for several fields (BM25F: Robertson, Zaragoza and
//! Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004):
//! the counts of a word in the fields are weighted and added up, then bent so
//! that the tenth mention says little more than the third.

use crate::domain_words::{Part, Said, domain_words, plain_endings};
use crate::language::Language;
use crate::model::{Fact, Server};
use crate::recommend::Field;
use crate::score::SPOKEN;
use crate::sort::{sort, sort_by};
use crate::topics::Topics;
use crate::vocabulary::{Sieve, Vocabulary};
use crate::words::{
    LANGUAGES, SERVER_WORDS, STOP_WORDS, WrittenIn, language_of, stem, tokenise, written_in_script,
};

/// How fast repetition stops to count (BM25's k1).
const SATURATION: f64 = 1.0;
/// How much the length of a description counts (BM25's b).
const LENGTH: f64 = 0.6;
/// Weights of the fields beside the description, whose mentions weigh 1, in
/// quarters: a word in the name or a tag is worth three in the description.
const TITLE: u8 = 8;
const NOTE: u8 = 6;
const TAG: u8 = 12;
const DOMAIN_LABEL: u8 = 12;
const DOMAIN_PIECE: u8 = 8;
const DOMAIN_FRAGMENT: u8 = 4;
const DOMAIN_TAIL: u8 = 2;

/// The length of a description, in words, at which one mention of a topic is
/// worth 1.
const USUAL_LENGTH: f64 = 20.0;
/// A description that touches more topics than this is a list of everybody
/// who is welcome: each counts for less.
const TOPICS_OF_ONE_PLACE: usize = 3;

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

/// What speaks for a topic at one server: the strength that its words give,
/// and the loudest single mention.
struct Evidence {
    topic: u16,
    strength: f64,
    field: Field,
    phrase: u32,
}

/// The index. Servers are numbered as they were given.
#[derive(Debug)]
pub(crate) struct Index {
    vocabulary: Vocabulary,
    /// Numbers below are stop words.
    stops: u32,
    /// Numbers below, and not stop words, are words of topics.
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
    /// For each stop word the languages it belongs to, one bit each.
    stop_languages: Vec<u16>,
    /// What each description is evidently written in.
    written_in: Vec<Option<WrittenIn>>,
    /// Numbers of the words, grouped by how they begin, for words not found;
    /// and where each group begins.
    shelved: Vec<u32>,
    shelves: Vec<u32>,
}

/// How many groups of words there are: by five bits of the first byte, and
/// within by five of the second.
const SHELVES: usize = 1 << 10;

fn shelf(word: &[u8]) -> usize {
    let five = |at: usize| usize::from(word.get(at).copied().unwrap_or(0) & 31);
    five(0) << 5 | five(1)
}

struct Entry {
    word: u32,
    posting: Posting,
}

/// Collects the entries of one pass over the servers.
#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    /// For each word where it was last put: the server plus one, and the
    /// place in `list`.
    last: Vec<(u32, u32)>,
}

impl Entries {
    fn add(&mut self, doc: u32, word: u32, field: Field, weight: u8) {
        let slot = word as usize;
        if slot >= self.last.len() {
            self.last.resize((slot + 1).next_power_of_two(), (0, 0));
        }
        let (server, at) = self.last[slot];
        let at = if server == doc + 1 {
            at as usize
        } else {
            self.last[slot] = (doc + 1, self.list.len() as u32);
            self.list.push(Entry {
                word,
                posting: Posting {
                    doc,
                    ..Posting::EMPTY
                },
            });
            self.list.len() - 1
        };
        let posting = &mut self.list[at].posting;
        posting.fields |= bit(field);
        if field == Field::Description {
            posting.described = posting.described.saturating_add(1);
        } else {
            posting.elsewhere = posting.elsewhere.saturating_add(weight);
        }
    }
}

/// Mentions of topics at one server, before they are added up.
#[derive(Default)]
struct Mentions {
    list: Vec<(u16, Field, u32, f64)>,
}

impl Index {
    /// Reads all servers once.
    ///
    /// Who describes itself in a language that the list does not name (lists
    /// say "English" of nearly everybody) is taken to speak that one as well.
    pub(crate) fn new(servers: &mut [Server], topics: &Topics) -> Self {
        let mut index = Self {
            vocabulary: Vocabulary::default(),
            stops: 0,
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
            stop_languages: Vec::new(),
            written_in: Vec::with_capacity(servers.len()),
            shelved: Vec::new(),
            shelves: Vec::new(),
        };
        index.learn_stop_words();
        index.learn_topics(topics);
        index.read(servers);
        index.shelve();
        index
    }

    /// Puts the words on their shelves. Sorting them all would take longer
    /// than all else, for the few that are ever looked up.
    fn shelve(&mut self) {
        let count = self.vocabulary.len() as u32;
        let shelf_of = |id: u32| shelf(self.vocabulary.word(id).as_bytes());
        self.shelves = vec![0; SHELVES + 1];
        for id in self.stops..count {
            self.shelves[shelf_of(id) + 1] += 1;
        }
        for at in 0..SHELVES {
            self.shelves[at + 1] += self.shelves[at];
        }
        let mut next = self.shelves.clone();
        self.shelved = vec![0; (count - self.stops) as usize];
        for id in self.stops..count {
            let at = &mut next[shelf_of(id)];
            self.shelved[*at as usize] = id;
            *at += 1;
        }
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
        sort_by(&mut found, |a, b| a.1.cmp(b.1));
        found
    }

    fn learn_stop_words(&mut self) {
        for (language, (_, words)) in STOP_WORDS.iter().enumerate() {
            self.learn_stops(words, 1 << language);
        }
        self.learn_stops(SERVER_WORDS, 0);
        self.stops = self.vocabulary.len() as u32;
    }

    fn learn_stops(&mut self, words: &str, language: u16) {
        tokenise(words, &mut |word| {
            let id = self.vocabulary.intern(stem(word)) as usize;
            if id >= self.stop_languages.len() {
                self.stop_languages.resize(id + 1, 0);
            }
            self.stop_languages[id] |= language;
        });
    }

    fn learn_topics(&mut self, topics: &Topics) {
        self.topic_stems = u32::MAX;
        for (number, topic) in topics.0.iter().enumerate() {
            // A name is not cut into the places it may hold: "womantodon" is
            // not Oman.
            if topic.is_meaning() {
                self.topic_stems = self.topic_stems.min(self.vocabulary.len() as u32);
            }
            self.topics.push(topic.key.as_str().into());
            self.about.push(Vec::new());
            if let Some(language) = topic.key.strip_prefix('=').and_then(Language::parse) {
                self.meant_languages.push((language, number));
            }
            if is_broad(&topic.key) && topic.key != "regional" {
                continue;
            }
            let name = (!topic.is_meaning()).then_some(&topic.key);
            for text in topic.words.iter().chain(name) {
                let mark = text.as_bytes().last().copied().unwrap_or(0);
                let only_asked = mark == b'?';
                let only_said = mark == b'!';
                let text = text.trim_end_matches(['?', '!']);
                let mut stems = Vec::new();
                let mut whole = Vec::new();
                tokenise(text, &mut |word| {
                    let id = self.vocabulary.intern(stem(word));
                    stems.push(id);
                    whole.push((Box::<str>::from(word), id));
                });
                if stems.is_empty() {
                    continue;
                }
                let ask_only = only_asked || stems.iter().all(|id| *id < self.stops);
                if let ([one], false) = (whole.as_slice(), only_asked || topic.is_meaning()) {
                    self.topic_words.push(one.clone());
                }
                self.phrases.push(Phrase {
                    stems,
                    topic: number as u16,
                    text: text.into(),
                    ask_only,
                    only_said,
                });
            }
        }
        self.topic_stems = self.topic_stems.min(self.vocabulary.len() as u32);
        sort(&mut self.topic_words);
        self.phrases_from = vec![Vec::new(); self.vocabulary.len()];
        for (number, phrase) in self.phrases.iter().enumerate() {
            if let Some(list) = phrase
                .stems
                .first()
                .and_then(|first| self.phrases_from.get_mut(*first as usize))
            {
                list.push(number as u32);
            }
        }
    }

    fn read(&mut self, servers: &mut [Server]) {
        let mut texts = Entries::default();
        let mut stream = Vec::new();
        let mut total = 0u64;
        let mut described = 0u64;
        let mut mentions: Vec<Mentions> = Vec::with_capacity(servers.len());
        for (doc, server) in servers.iter().enumerate() {
            let mut found = Mentions::default();
            let mut length = 0usize;
            let mut written_in = None;
            for (field, text) in fields_of(server) {
                stream.clear();
                tokenise(text, &mut |word| {
                    stream.push(self.vocabulary.intern(stem(word)));
                });
                let mut said = 0usize;
                for id in stream.iter().filter(|id| **id >= self.stops) {
                    texts.add(doc as u32, *id, field, weight_of(field));
                    said += 1;
                }
                if field == Field::Description {
                    length = said;
                    written_in = written_in_script(text).or_else(|| self.by_stop_words(&stream));
                }
                self.find_topics(&stream, field, said, &mut found);
            }
            self.written_in.push(written_in);
            self.lengths.push(length.min(usize::from(u16::MAX)) as u16);
            if length > 0 {
                total += length as u64;
                described += 1;
            }
            mentions.push(found);
        }
        self.mean_length = (total as f64 / described.max(1) as f64).max(1.0);

        for (server, written_in) in servers.iter_mut().zip(&self.written_in) {
            add_language(server, *written_in);
        }

        // Names last: what counts as a word in them is learnt from the texts.
        let mut often = vec![0u8; self.vocabulary.len()];
        for entry in &texts.list {
            let count = &mut often[entry.word as usize];
            *count = count.saturating_add(1);
        }
        let mut names = Entries::default();
        let mut sieve = Sieve::new(self.vocabulary.len());
        for id in self.stops..self.vocabulary.len() as u32 {
            if id < self.topic_stems || often[id as usize] > 1 {
                sieve.add(self.vocabulary.word(id));
            }
        }
        let plain = plain_endings();
        let mut said = Vec::new();
        for (doc, (server, found)) in servers.iter().zip(&mut mentions).enumerate() {
            let known = |word: &str| self.is_known(word, &sieve, &often);
            let complete = |label: &str| self.complete(label);
            domain_words(&server.domain, &plain, &known, &complete, &mut |one| {
                said.push(one);
            });
            for said in said.drain(..) {
                let (id, part) = match said {
                    Said::Known(id, part) => (id, part),
                    Said::Word(word, part) => (self.vocabulary.intern(stem(word)), part),
                };
                if id >= self.stops {
                    names.add(doc as u32, id, Field::Domain, weight_of_part(part));
                }
                self.find_topic_in_domain(id, part, found);
            }
        }
        self.fill_postings([&texts.list, &names.list]);
        for (doc, (server, found)) in servers.iter().zip(mentions).enumerate() {
            self.note_topics(doc as u32, server, found);
        }
    }

    /// The language whose stop words a text uses: at least three of them, and
    /// twice as many as of any other.
    fn by_stop_words(&self, stream: &[u32]) -> Option<WrittenIn> {
        let mut counts = [0u32; STOP_WORDS.len()];
        for id in stream {
            if let Some(languages) = self.stop_languages.get(*id as usize) {
                for (language, count) in counts.iter_mut().enumerate() {
                    *count += u32::from(*languages >> language & 1);
                }
            }
        }
        let (at, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
        let others = counts.iter().enumerate().filter(|(other, _)| *other != at);
        let next = others.map(|(_, count)| *count).max().unwrap_or(0);
        (*most >= 3 && *most >= next * 2).then_some(at as WrittenIn)
    }

    /// What a server's description is evidently written in.
    pub(crate) fn written_in(&self, doc: usize) -> Option<WrittenIn> {
        self.written_in.get(doc).copied().flatten()
    }

    /// Whether a piece of a name counts as a word: it is a topic's, or at
    /// least two servers use it in their texts.
    fn is_known(&self, word: &str, sieve: &Sieve, often: &[u8]) -> bool {
        let stem = stem(word);
        if !sieve.may_hold(stem) {
            return false;
        }
        let Some(id) = self.vocabulary.get(stem) else {
            return false;
        };
        if id < self.stops {
            return false;
        }
        if id < self.topic_stems {
            return word.len() > 4
                || self
                    .topic_words
                    .binary_search_by(|(w, _)| (**w).cmp(word))
                    .is_ok();
        }
        word.len() > 3 && often.get(id as usize).is_some_and(|count| *count > 1)
    }

    /// The topic word that a clipped one begins: `photog`, `archaeo`.
    fn complete(&self, label: &str) -> Option<u32> {
        let at = self
            .topic_words
            .partition_point(|(word, _)| **word < *label);
        self.topic_words
            .get(at)
            .filter(|(word, _)| word.starts_with(label) && word.len() <= label.len() * 2)
            .map(|(_, id)| *id)
    }

    /// Lays out the entries of texts and names word by word. Both are in the
    /// order of the servers, and so becomes each word's list.
    fn fill_postings(&mut self, entries: [&[Entry]; 2]) {
        let words = self.vocabulary.len();
        let [texts, names] = entries;
        let mut starts = vec![0u32; words + 1];
        for entry in texts.iter().chain(names) {
            starts[entry.word as usize + 1] += 1;
        }
        for word in 0..words {
            starts[word + 1] += starts[word];
        }
        let mut ends = starts.clone();
        let mut postings = vec![Posting::EMPTY; texts.len() + names.len()];
        let (mut texts, mut names) = (texts.iter().peekable(), names.iter().peekable());
        loop {
            let doc = |entry: &&Entry| entry.posting.doc;
            let name_first = match (texts.peek(), names.peek()) {
                (Some(text), Some(name)) => doc(name) < doc(text),
                (text, _) => text.is_none(),
            };
            let Some(entry) = (if name_first { &mut names } else { &mut texts }).next() else {
                break;
            };
            let word = entry.word as usize;
            let end = ends[word] as usize;
            match end.checked_sub(1).map(|before| &mut postings[before]) {
                Some(before) if end > starts[word] as usize && before.doc == entry.posting.doc => {
                    before.add(entry.posting);
                }
                _ => {
                    postings[end] = entry.posting;
                    ends[word] += 1;
                }
            }
        }
        self.starts = starts;
        self.ends = ends;
        self.postings = postings;
    }

    fn find_topics(&self, stream: &[u32], field: Field, said: usize, found: &mut Mentions) {
        let from = found.list.len();
        // "Science fiction" is no science, "Ruby on Rails" no railway: where a
        // phrase of several words stands, the words in it do not speak of
        // other topics.
        let (mut whole_to, mut whole_topic) = (0, 0);
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
                if phrase.stems.len() > 1 && to > whole_to {
                    (whole_to, whole_topic) = (to, phrase.topic);
                }
            }
            for (number, phrase) in here() {
                let within = phrase.stems.len() == 1 && at < whole_to;
                if !within || phrase.topic == whole_topic {
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

    fn find_topic_in_domain(&self, id: u32, part: Part, found: &mut Mentions) {
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
    fn weigh(found: Mentions) -> Vec<Evidence> {
        let mut list = found.list;
        // The same word twice in a field is one mention and a half.
        sort_by(&mut list, |a, b| {
            (a.0, a.1, a.2)
                .cmp(&(b.0, b.1, b.2))
                .then(b.3.total_cmp(&a.3))
        });
        let mut out: Vec<Evidence> = Vec::new();
        let mut loudest = 0.0;
        let mut previous = None;
        let mut repeated = 0;
        for (topic, field, phrase, weight) in list {
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

    fn note_topics(&mut self, doc: u32, server: &Server, found: Mentions) {
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

    /// Whether a folded word says nothing about a subject, neither in a text
    /// nor as a question.
    pub(crate) fn is_stop(&self, folded: &str) -> bool {
        self.vocabulary
            .get(stem(folded))
            .is_some_and(|id| id < self.stops && self.topics_from(&[id]).next().is_none())
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
        let mut wanted = Vec::new();
        tokenise(word, &mut |word| wanted.push(stem(word).to_owned()));
        let mut said = false;
        tokenise(text, &mut |word| {
            said |= wanted.iter().any(|w| w == stem(word))
        });
        said
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

/// Adds the language that a server describes itself in.
fn add_language(server: &mut Server, written_in: Option<WrittenIn>) {
    let (Some(written_in), Some(description)) = (written_in, &server.description) else {
        return;
    };
    let alike = LANGUAGES.get(usize::from(written_in)).copied();
    let alike = alike.unwrap_or_default();
    let mut spoken = server.languages.iter();
    if !spoken.any(|spoken| alike.contains(&spoken.value.primary()))
        && let Some(language) =
            language_of(written_in, &description.value).and_then(Language::parse)
    {
        let fact = Fact::new(language, description.source, description.as_of);
        server.languages.push(fact);
    }
}

/// Whether a topic is no subject of its own.
pub(crate) fn is_broad(key: &str) -> bool {
    matches!(key, "general" | "regional" | "adult")
}

fn weight_of(field: Field) -> u8 {
    match field {
        Field::Domain => DOMAIN_LABEL,
        Field::Tag => TAG,
        Field::Title => TITLE,
        Field::Note => NOTE,
        Field::Description => 4,
    }
}

fn weight_of_part(part: Part) -> u8 {
    match part {
        Part::Label => DOMAIN_LABEL,
        Part::Piece => DOMAIN_PIECE,
        Part::Fragment => DOMAIN_FRAGMENT,
        Part::Tail => DOMAIN_TAIL,
    }
}

/// The texts of a server, beside its name.
pub(crate) fn fields_of(server: &Server) -> impl Iterator<Item = (Field, &str)> {
    server
        .title
        .iter()
        .map(|fact| (Field::Title, fact.value.as_str()))
        .filter(move |(_, title)| !title.eq_ignore_ascii_case(&server.domain))
        .chain(server.note.iter().map(|f| (Field::Note, f.value.as_str())))
        .chain(server.tags.iter().map(|f| (Field::Tag, f.value.as_str())))
        .chain(
            server
                .description
                .iter()
                .map(|f| (Field::Description, f.value.as_str())),
        )
}
