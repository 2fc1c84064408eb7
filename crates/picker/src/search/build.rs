//! Reads all servers once.

use super::subjects::Mentions;
use super::weights::{weight_of, weight_of_part};
use super::{Index, Phrase, Posting, SHELVES, bit, is_broad, shelf};
use crate::domain_words::{Said, domain_words, plain_endings};
use crate::language::Language;
use crate::model::{Fact, Server};
use crate::outcome::Field;
use crate::topics::Topics;
use crate::vocabulary::{Forms, Sieve};
use crate::words::{
    LANGUAGES, SERVER_WORDS, STOP_WORDS, WrittenIn, language_of, stem, tokenise, written_in_script,
};

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

    pub(super) fn learn_stop_words(&mut self) {
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

    pub(super) fn learn_topics(&mut self, topics: &Topics) {
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
        let mut stream = Vec::new();
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
                tokenise(text, &mut |word| {
                    let number = || self.vocabulary.intern(stem(word));
                    stream.push(forms.number(word, number));
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
                self.find_topics(&stream, field, said, &mut mentions);
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
            if id < self.topic_stems || often[id as usize] > 1 {
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
                    Said::Known(id, part) => (id, part),
                    Said::Word(word, part) => (self.vocabulary.intern(stem(word)), part),
                };
                if id >= self.stops {
                    names.add(doc as u32, id, Field::Domain, weight_of_part(part));
                }
                self.find_topic_in_domain(id, part, &mut found);
            }
            self.note_topics(doc as u32, server, &mut found);
        }
        self.fill_postings([&texts.list, &names.list]);
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
