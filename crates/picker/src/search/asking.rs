//! What is known of how people ask, which comes with the words that mean the same:
//! words that ask for nothing, markers that only visitors use, and intents.

use super::build::add_languages;
use super::intent_row::{IntentKind, IntentPhrase, IntentRow};
use super::said::Kind;
use super::{Index, sort_whole};
use crate::topics::Topics;
use crate::words::{Languages, language_number, stem};

impl Index {
    /// Learns the rows about asking. Whatever is learnt here says nothing of
    /// servers: those are read alike with it and without it.
    pub(super) fn learn_asking(&mut self, topics: &Topics) {
        let rows = topics.0.iter().filter(|topic| topic.is_about_asking());
        for row in rows {
            let Some((kind, rest)) = row.key.get(1..).and_then(|key| key.split_once('.')) else {
                continue;
            };
            if let Some((number, field)) = rest.split_once('.') {
                self.learn_intent(kind, number, field, &row.words);
                continue;
            }
            let Some(language) = language_number(rest) else {
                continue;
            };
            for phrase in &row.words {
                let marker = match kind {
                    "no_asked" => Kind::No,
                    "no_after_asked" => Kind::After,
                    "keep_asked" => Kind::Keep,
                    "around" => Kind::Around,
                    _ => {
                        self.each_word(phrase, &mut |index, word| {
                            index.learn_asked(word, 1 << language);
                            index.whole_asked.push((word.into(), 1 << language));
                        });
                        continue;
                    }
                };
                self.learn_marker(phrase, marker, language, true);
            }
        }
        sort_whole(&mut self.whole_small);
        sort_whole(&mut self.whole_asked);
        sort_whole(&mut self.whole_markers);
        self.file_markers();
        // The longest first: "不想看" before "不想".
        self.run_markers
            .sort_by_key(|(_, _, marker)| core::cmp::Reverse(marker.len()));
        // Their words by the numbers that they have now.
        let mut intents = core::mem::take(&mut self.intents);
        for (_, list) in intents.iter_mut().flat_map(|row| &mut row.fields) {
            for phrase in list {
                phrase.words = self.said(&phrase.text);
            }
        }
        self.intents = intents;
    }

    fn learn_intent(&mut self, kind: &str, number: &str, field: &str, words: &[String]) {
        let kind = match kind {
            "any" => IntentKind::Any,
            "like" => IntentKind::Like,
            "child" => IntentKind::Child,
            "adult" => IntentKind::Adult,
            _ => return,
        };
        let known = self.intents.last().map(|row| (row.kind, &*row.number));
        if known != Some((kind, number)) {
            self.intents.push(IntentRow {
                kind,
                number: number.into(),
                fields: Vec::new(),
            });
        }
        let phrase = |text: &String| IntentPhrase {
            text: text.as_str().into(),
            words: Vec::new(),
        };
        if let Some(row) = self.intents.last_mut() {
            let list = words.iter().map(phrase).collect();
            row.fields.push((field.into(), list));
        }
    }

    /// Learns a word with which people ask in some languages; gives its number.
    pub(super) fn learn_asked(&mut self, word: &str, languages: Languages) -> u32 {
        let number = self.vocabulary.intern(stem(word));
        add_languages(&mut self.asked_languages, number, languages);
        number
    }

    /// The languages that a word, by its number, is a small word of, or a word with
    /// which people ask.
    pub(crate) fn asked_languages(&self, id: u32) -> Languages {
        let asked = self.asked_languages.get(id as usize).copied().unwrap_or(0);
        self.languages_of(id) | asked
    }

    /// The rows of intents.
    pub(crate) fn intents(&self) -> &[IntentRow] {
        &self.intents
    }
}
