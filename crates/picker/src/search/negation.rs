//! What a text says that it is not about: "no politics, please".

use super::runs::RUNS;
use super::said::{Kind, Mark, Marker, Marks, Said};
use super::{Index, whole_word};
use crate::words::{LANGUAGES, Languages, Pause};

/// So many words after a marker are not wanted at most: in a question, which
/// is short, and in a description, where more would be guessed.
const REACH_ASKED: usize = 4;
const REACH_SAID: usize = 2;
/// So many words may stand between the two parts of a marker.
const GAP: usize = 5;

/// An ending of so many letters says "free of" in no other language.
const SURE_ENDING: usize = 4;

/// The bytes from one word of a text to another, both included.
fn bytes(text: &[Said], from: usize, to: usize) -> (usize, usize) {
    let start = text.get(from).map_or(0, |word| word.at.0);
    let end = text.get(to).map_or(start, |word| word.at.1);
    (start, end.max(start))
}

impl Index {
    /// Learns the markers of all languages, and the words of which they are made.
    pub(super) fn learn_markers(&mut self) {
        for (language, spec) in LANGUAGES.iter().enumerate() {
            for (kind, list) in [
                (Kind::No, spec.no),
                (Kind::After, spec.no_after),
                (Kind::Keep, spec.keep),
                (Kind::Or, spec.or_words),
                (Kind::But, spec.but),
            ] {
                for phrase in list.split_ascii_whitespace() {
                    self.learn_marker(phrase, kind, language, false);
                }
            }
        }
    }

    /// Learns one marker; `asked`: it counts in questions only.
    pub(super) fn learn_marker(&mut self, phrase: &str, kind: Kind, language: usize, asked: bool) {
        if RUNS.contains(&LANGUAGES[language].tag) {
            self.learn_run_marker(phrase, kind, asked);
            return;
        }
        let (first, second) = phrase.split_once("_*_").unwrap_or((phrase, ""));
        let words = self.marker_words(first, language, asked);
        let end = self.marker_words(second, language, asked);
        let hyphen = phrase.starts_with('-');
        if hyphen {
            let mut ending = String::new();
            self.each_word(phrase, &mut |_, word| ending.push_str(word));
            self.endings.push((ending.into(), language));
        }
        let mut alone = String::new();
        if words.len() == 1 {
            self.each_word(first, &mut |_, word| alone.push_str(word));
        }
        self.markers.push(Marker {
            words,
            end,
            alone: alone.into(),
            ordinary: 0,
            language,
            kind,
            asked,
            hyphen,
        });
    }

    /// Files the markers by their first words.
    pub(super) fn file_markers(&mut self) {
        self.markers_from = vec![Vec::new(); self.vocabulary.len()];
        for marker in &mut self.markers {
            let refusing = whole_word(&self.whole_markers, &marker.alone);
            marker.ordinary = whole_word(&self.whole_small, &marker.alone) & !refusing;
        }
        for (number, marker) in self.markers.iter().enumerate() {
            if let Some((first, _)) = marker.words.first() {
                self.markers_from[*first as usize].push(number as u16);
            }
        }
    }

    fn marker_words(&mut self, phrase: &str, language: usize, asked: bool) -> Vec<(u32, u8)> {
        let mut words = Vec::new();
        for word in phrase.split('_') {
            self.each_word(word, &mut |index, word| {
                let id = match asked {
                    true => index.learn_asked(word, 1 << language),
                    false => index.learn_small(word, 1 << language),
                };
                index.whole_markers.push((word.into(), 1 << language));
                words.push((id, word.len() as u8));
            });
        }
        words
    }

    /// Whether a marker's words stand at a place of a text, without a pause
    /// among them.
    fn stands_at(text: &[Said], at: usize, words: &[(u32, u8)]) -> bool {
        let Some(here) = text.get(at..at + words.len()) else {
            return false;
        };
        here.iter()
            .map(|word| (word.id, word.length))
            .eq(words.iter().copied())
            && here.iter().skip(1).all(|word| word.pause == Pause::None)
    }

    /// The longest marker that begins at a place of a text.
    fn marker_at<'a>(
        &'a self,
        text: &'a [Said],
        at: usize,
        of: Languages,
        asked: bool,
    ) -> Option<&'a Marker> {
        self.markers_at(text, at, of)
            .filter(|marker| asked || !marker.asked)
            .filter(|marker| marker.kind != Kind::Around)
            .max_by_key(|marker| (marker.words.len(), core::cmp::Reverse(marker.kind)))
    }

    fn markers_at<'a>(
        &'a self,
        text: &'a [Said],
        at: usize,
        of: Languages,
    ) -> impl Iterator<Item = &'a Marker> {
        let list = self.markers_from.get(text[at].id as usize);
        list.into_iter()
            .flatten()
            .map(|number| &self.markers[usize::from(*number)])
            .filter(move |marker| of >> marker.language & 1 == 1)
            .filter(move |marker| !Self::is_ordinary(marker, of))
            .filter(move |marker| !marker.hyphen || text[at].hyphen)
            .filter(move |marker| Self::stands_at(text, at, &marker.words))
    }

    /// Whether a marker of one word is an ordinary word of another language that the
    /// text may be in and that more servers have: "en" refuses in Finnish and joins
    /// in Dutch.
    fn is_ordinary(marker: &Marker, of: Languages) -> bool {
        let before = of & ((1 << marker.language) - 1);
        marker.ordinary & before != 0
    }

    /// Whether a text may say that it is not about something: cheap, as nearly
    /// none does.
    pub(crate) fn may_negate(&self, text: &[Said]) -> bool {
        text.iter().any(|word| {
            word.is_pair
                || self.markers_from.get(word.id as usize).is_some_and(|list| {
                    let read = |number: &u16| !self.markers[usize::from(*number)].asked;
                    list.iter().any(read)
                })
        })
    }

    /// Marks the words of a text. `of`: the languages that it may be written in.
    pub(crate) fn negations(&self, raw: &str, text: &[Said], of: Languages, asked: bool) -> Marks {
        let mut marks = Marks {
            of: vec![Mark::Plain; text.len()],
            markers: Vec::new(),
        };
        let mut at = 0;
        while at < text.len() {
            // Scripts without spaces are read by runs, not by pairs.
            if text[at].is_pair {
                at += 1;
                continue;
            }
            if asked && text[at].minus {
                let start = text[at].at.0;
                let group = marks.group((start.saturating_sub(1), start));
                marks.of[at] = Mark::Unwanted(group);
            }
            if asked && let Some(to) = self.around(text, at, of, &mut marks) {
                at = to;
                continue;
            }
            let Some(marker) = self.marker_at(text, at, of, asked) else {
                at += 1;
                continue;
            };
            let to = at + marker.words.len();
            match marker.kind {
                Kind::Keep => marks.of[at..to].fill(Mark::Marker),
                Kind::No => {
                    let group = marks.group(bytes(text, at, to - 1));
                    marks.of[at..to].fill(Mark::Marker);
                    let end = self.forward(text, to, of, asked, group, &mut marks.of);
                    if asked && !marks.has(group) {
                        self.nothing_behind(text, (at, to, end), of, group, &mut marks);
                    }
                    at = end;
                    continue;
                }
                Kind::After => {
                    let group = marks.group(bytes(text, at, to - 1));
                    marks.of[at..to].fill(Mark::Marker);
                    // "Politics? No thanks."
                    let alone =
                        marker.asked && text.get(to).is_none_or(|next| next.pause != Pause::None);
                    if alone || text[at].pause == Pause::None {
                        self.backward(text, at, of, asked, group, &mut marks.of);
                    }
                }
                Kind::Or | Kind::But | Kind::Around => {}
            }
            at = to;
        }
        if !marks.markers.is_empty() {
            self.silence_joints(text, of, &mut marks.of);
        }
        self.negated_pairs(raw, text, asked, &mut marks);
        marks
    }

    /// Beside what is not wanted, "but" and "or" are no words to look for.
    fn silence_joints(&self, text: &[Said], of: Languages, marks: &mut [Mark]) {
        for at in 0..text.len() {
            let joint = self.marker_at(text, at, of, true);
            if let Some(joint) = joint.filter(|one| matches!(one.kind, Kind::Or | Kind::But)) {
                for mark in &mut marks[at..at + joint.words.len()] {
                    if *mark == Mark::Plain {
                        *mark = Mark::Marker;
                    }
                }
            }
        }
    }

    /// A marker of two parts that begins at a place; gives the place behind it.
    fn around(&self, text: &[Said], at: usize, of: Languages, marks: &mut Marks) -> Option<usize> {
        let parts = self
            .markers_at(text, at, of)
            .filter(|marker| marker.kind == Kind::Around);
        let found = parts.filter_map(|marker| {
            let from = at + marker.words.len();
            let end =
                (from + 1..=from + GAP).find(|end| Self::stands_at(text, *end, &marker.end))?;
            let whole = text.get(from..end)?;
            whole
                .iter()
                .all(|word| word.pause == Pause::None)
                .then_some((from, end, end + marker.end.len()))
        });
        let (from, end, to) = found.min_by_key(|(_, end, _)| *end)?;
        let group = marks.group(bytes(text, at, to - 1));
        marks.of[at..from].fill(Mark::Marker);
        marks.of[end..to].fill(Mark::Marker);
        for (word, mark) in text[from..end].iter().zip(&mut marks.of[from..end]) {
            *mark = match self.is_small(word.id, of, true) {
                true => Mark::Marker,
                false => Mark::Unwanted(group),
            };
        }
        Some(to)
    }

    /// Nothing stands behind a marker but small words: what comes before it is
    /// meant ("politics is not for me", "ich mag Fußball nicht").
    /// `(at, to, end)`: the marker, and where what may belong to it ends.
    fn nothing_behind(
        &self,
        text: &[Said],
        (at, to, end): (usize, usize, usize),
        of: Languages,
        group: u16,
        marks: &mut Marks,
    ) {
        let small = |word: &Said| self.asked_languages(word.id) & of != 0;
        if text[at].pause == Pause::None && text[to..end].iter().all(small) {
            self.backward(text, at, of, true, group, &mut marks.of);
            if let Some(marker) = marks.markers.last_mut()
                && end > to
            {
                marker.1 = text[end - 1].at.1;
            }
        }
    }

    /// Marks what follows a marker; gives the place where reading goes on.
    fn forward(
        &self,
        text: &[Said],
        from: usize,
        of: Languages,
        asked: bool,
        group: u16,
        marks: &mut [Mark],
    ) -> usize {
        let mut left = if asked { REACH_ASKED } else { REACH_SAID };
        let mut at = from;
        while at < text.len() && left > 0 {
            let word = &text[at];
            if word.pause == Pause::Stop {
                break;
            }
            if at > from && word.pause == Pause::Comma && !self.goes_on(text, at, of, asked) {
                break;
            }
            let marker = self.marker_at(text, at, of, asked);
            match marker.map(|marker| (marker.kind, marker.words.len())) {
                Some((Kind::Or, length)) => {
                    marks[at..at + length].fill(Mark::Marker);
                    left = left.max(2);
                    at += length;
                    continue;
                }
                Some(_) => break,
                None => {}
            }
            // "no sci-fi"
            let joined = word.hyphen && at > from && marks[at - 1] == Mark::Unwanted(group);
            if joined || !self.is_small(word.id, of, asked) {
                marks[at] = Mark::Unwanted(group);
                left -= usize::from(!joined);
            } else {
                marks[at] = Mark::Marker;
            }
            at += 1;
        }
        at
    }

    /// Whether a word names nothing that could be unwanted: a stop word, or a
    /// small word of these languages that is no word of a topic.
    fn is_small(&self, id: u32, of: Languages, asked: bool) -> bool {
        let languages = match asked {
            true => self.asked_languages(id),
            false => self.languages_of(id),
        };
        let means = || {
            let phrases = self.phrases_from.get(id as usize);
            phrases.is_some_and(|list| {
                let single = |number: &u32| self.phrases[*number as usize].stems.len() == 1;
                list.iter().any(single)
            })
        };
        id < self.stops || (languages & of != 0 && !means())
    }

    /// Whether a list goes on after a comma: "no politics, sports or crypto".
    fn goes_on(&self, text: &[Said], from: usize, of: Languages, asked: bool) -> bool {
        for at in from..text.len() {
            if at > from && text[at].pause == Pause::Stop {
                return false;
            }
            match self
                .marker_at(text, at, of, asked)
                .map(|marker| marker.kind)
            {
                Some(Kind::Or) => return true,
                Some(_) => return false,
                None => {}
            }
        }
        false
    }

    /// Marks what comes before a marker.
    fn backward(
        &self,
        text: &[Said],
        to: usize,
        of: Languages,
        asked: bool,
        group: u16,
        marks: &mut [Mark],
    ) {
        let mut left = if text.get(to).is_some_and(|word| word.hyphen) {
            1
        } else {
            REACH_SAID
        };
        for at in (0..to).rev() {
            if self.marker_at(text, at, of, asked).is_some() || marks[at] != Mark::Plain {
                break;
            }
            if self.is_small(text[at].id, of, asked) {
                marks[at] = Mark::Marker;
            } else {
                marks[at] = Mark::Unwanted(group);
                left -= 1;
            }
            if left == 0 || text[at].pause != Pause::None {
                break;
            }
        }
    }

    /// What a word says that it is free of: "politikfrei".
    pub(crate) fn free_of<'w>(&self, word: &'w str, of: Languages) -> Option<&'w str> {
        let heads = self.endings.iter().filter_map(|(ending, language)| {
            let head = word.strip_suffix(&**ending)?;
            let told = of >> language & 1 == 1 || ending.len() >= SURE_ENDING;
            (told && head.len() > 3).then_some(head)
        });
        heads
            .filter(|head| self.means_something(head))
            .max_by_key(|head| head.len())
    }
}
