//! Reads all servers once.

use super::fields::fields_of;
use super::said::{Mark, STOP_BIT, Said, said};
use super::subjects::Mentions;
use super::weights::{weight_of, weight_of_part};
use super::{Index, Phrase, Posting, SHELVES, bit, shelf};
use crate::domain_words::{Said as Named, domain_words, plain_endings};
use crate::language::Language;
use crate::model::{Fact, Server};
use crate::outcome::Field;
use crate::topics::{Topics, is_broad};
use crate::vocabulary::{Forms, Sieve};
use crate::words::{Guess, LANGUAGES, Languages, SERVER_WORDS, language_number, stem, tokenise};

/// Stands for a word that a server says it is not about.
const UNSAID: u32 = u32::MAX;

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

impl Index {
    /// Puts the words on their shelves. Sorting them all would take longer
    /// than all else, for the few that are ever looked up.
    pub(super) fn shelve(&mut self) {
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

    pub(super) fn learn_languages(&mut self) {
        for (language, spec) in LANGUAGES.iter().enumerate() {
            for word in spec.stop.split_ascii_whitespace() {
                self.each_word(word, &mut |index, word| {
                    index.learn_small(word, STOP_BIT | 1 << language);
                    index
                        .whole_small
                        .push((word.into(), STOP_BIT | 1 << language));
                });
            }
        }
        for word in SERVER_WORDS.split_ascii_whitespace() {
            self.each_word(word, &mut |index, word| {
                index.learn_small(word, STOP_BIT);
                index.whole_small.push((word.into(), STOP_BIT));
            });
        }
        self.stops = self.vocabulary.len() as u32;
        for (language, spec) in LANGUAGES.iter().enumerate() {
            for word in spec.small.split_ascii_whitespace() {
                self.each_word(word, &mut |index, word| {
                    index.learn_small(word, 1 << language);
                    index.whole_small.push((word.into(), 1 << language));
                });
            }
        }
        self.learn_markers();
        self.smalls = self.vocabulary.len() as u32;
    }

    /// Words that tell a language and are looked for like any other: behind those of
    /// topics, of which they are none.
    pub(super) fn learn_telling(&mut self) {
        for (language, spec) in LANGUAGES.iter().enumerate() {
            for word in spec.telling.split_ascii_whitespace() {
                self.each_word(word, &mut |index, word| {
                    let id = index.vocabulary.intern(stem(word));
                    add_languages(&mut index.telling, id, 1 << language);
                });
            }
        }
    }

    pub(super) fn each_word(&mut self, text: &str, each: &mut dyn FnMut(&mut Self, &str)) {
        let mut words: Vec<String> = Vec::new();
        tokenise(text, self.normalize, &mut |token| {
            words.push(token.word.to_owned())
        });
        for word in words {
            each(self, &word);
        }
    }

    /// Learns a small word of some languages; gives its number.
    pub(super) fn learn_small(&mut self, word: &str, languages: Languages) -> u32 {
        let number = self.vocabulary.intern(stem(word));
        add_languages(&mut self.small_languages, number, languages);
        number
    }

    pub(super) fn learn_topics(&mut self, topics: &Topics) {
        self.topic_stems = u32::MAX;
        let subjects = topics.0.iter().filter(|topic| !topic.is_about_asking());
        for (number, topic) in subjects.enumerate() {
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
                let normalize = self.normalize;
                tokenise(text, normalize, &mut |token| {
                    let id = self.vocabulary.intern(stem(token.word));
                    stems.push(id);
                    whole.push((Box::<str>::from(token.word), id));
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
        self.topic_words.sort();
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

    pub(super) fn read(&mut self, servers: &mut [Server]) {
        let mut texts = Entries::default();
        self.vocabulary.reserve(servers.len());
        let mut forms = Forms::new();
        let mut stream: Vec<Said> = Vec::new();
        let mut ids: Vec<u32> = Vec::new();
        let mut refused: Vec<(u32, u32)> = Vec::new();
        let normalize = self.normalize;
        let english: Languages = language_number("en").map_or(0, |number| 1 << number);
        let mut total = 0u64;
        let mut described = 0u64;
        // The list is long and lies all over the memory, so it is gone through
        // as seldom as possible: once for the texts, once for the names.
        let mut mentions = Mentions::default();
        let mut mentioned = Vec::with_capacity(servers.len());
        for (doc, server) in servers.iter_mut().enumerate() {
            let mut length = 0usize;
            let mut written_in = None;
            for (field, text) in fields_of(server) {
                stream.clear();
                tokenise(text, normalize, &mut |token| {
                    let number = || self.vocabulary.intern(stem(token.word));
                    let id = forms.number(token.word, number);
                    stream.push(said(text, &token, id));
                });
                let guess = (field == Field::Description).then(|| {
                    let of = |word: &Said| self.told_by(word.id);
                    Guess::new(text, &stream.iter().map(of).collect::<Vec<_>>())
                });
                if let Some(guess) = &guess {
                    written_in = guess.of_description();
                }
                // What it says that it is not about speaks for nothing.
                ids.clear();
                if self.may_negate(&stream) {
                    let possible = guess.as_ref().map_or(0, Guess::possible) | english;
                    let marks = self.negations(text, &stream, possible, false);
                    ids.extend(stream.iter().zip(marks.of).map(|(word, mark)| match mark {
                        Mark::Unwanted(_) => {
                            refused.push((doc as u32, word.id));
                            UNSAID
                        }
                        _ => word.id,
                    }));
                } else {
                    ids.extend(stream.iter().map(|word| word.id));
                }
                let mut count = 0usize;
                for id in ids.iter().filter(|id| **id >= self.stops && **id != UNSAID) {
                    texts.add(doc as u32, *id, field, weight_of(field));
                    count += 1;
                }
                if field == Field::Description {
                    length = count;
                }
                self.find_topics(&ids, field, count, &mut mentions);
            }
            add_language(server, written_in);
            self.written_in.push(written_in);
            self.lengths.push(length.min(usize::from(u16::MAX)) as u16);
            if length > 0 {
                total += length as u64;
                described += 1;
            }
            mentioned.push(mentions.len());
        }
        self.mean_length = (total as f64 / described.max(1) as f64).max(1.0);

        // Names last: what counts as a word in them is learnt from the texts.
        let mut often = vec![0u8; self.vocabulary.len()];
        for entry in &texts.list {
            let count = &mut often[entry.word as usize];
            *count = count.saturating_add(1);
        }
        let mut names = Entries::default();
        let mut sieve = Sieve::new(self.vocabulary.len());
        for id in self.stops..self.vocabulary.len() as u32 {
            if (id >= self.smalls && id < self.topic_stems) || often[id as usize] > 1 {
                sieve.add(self.vocabulary.word(id));
            }
        }
        let plain = plain_endings();
        let mut said = Vec::new();
        let mut found = Mentions::default();
        let mut from = 0;
        for (doc, (server, to)) in servers.iter().zip(mentioned).enumerate() {
            found.take_over(&mentions, from..to);
            from = to;
            let known = |word: &str| self.is_known(word, &sieve, &often);
            let complete = |label: &str| self.complete(label);
            domain_words(&server.domain, &plain, &known, &complete, &mut |one| {
                said.push(one);
            });
            for said in said.drain(..) {
                let (id, part) = match said {
                    Named::Known(id, part) => (id, part),
                    Named::Word(word, part) => (self.vocabulary.intern(stem(word)), part),
                };
                if id >= self.stops {
                    names.add(doc as u32, id, Field::Domain, weight_of_part(part));
                }
                self.find_topic_in_domain(id, part, &mut found);
            }
            self.note_topics(doc as u32, server, &mut found);
        }
        self.fill_postings([&texts.list, &names.list]);
        self.refused = refused;
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
        if id >= self.smalls && id < self.topic_stems {
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
}

/// Adds to the languages of a word, by its number.
pub(super) fn add_languages(list: &mut Vec<Languages>, id: u32, languages: Languages) {
    let id = id as usize;
    if id >= list.len() {
        list.resize(id + 1, 0);
    }
    list[id] |= languages;
}

/// Adds the language that a server describes itself in.
fn add_language(server: &mut Server, written_in: Option<&str>) {
    let (Some(tag), Some(description)) = (written_in, &server.description) else {
        return;
    };
    let mut spoken = server.languages.iter();
    if let Some(language) = Language::parse(tag)
        && !spoken.any(|spoken| spoken.value.primary() == language.primary())
    {
        let fact = Fact::new(language, description.source, description.as_of);
        server.languages.push(fact);
    }
}
