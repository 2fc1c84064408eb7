//! What a text says that it is not about: "no politics, please".

use super::Index;
use super::said::{Kind, Mark, Marker, Said};
use crate::words::{LANGUAGES, Languages, Pause, fold_word};

/// So many words after a marker are not wanted at most: in a question, which
/// is short, and in a description, where more would be guessed.
const REACH_ASKED: usize = 4;
const REACH_SAID: usize = 2;

impl Index {
    /// Learns the markers of all languages, and the words of which they are made.
    pub(super) fn learn_markers(&mut self) {
        for (language, spec) in LANGUAGES.iter().enumerate() {
            for (kind, list) in [
                (Kind::No, spec.no),
                (Kind::NoAsked, spec.no_asked),
                (Kind::After, spec.no_after),
                (Kind::Keep, spec.keep),
                (Kind::Or, spec.or_words),
                (Kind::But, spec.but),
            ] {
                for phrase in list.split_ascii_whitespace() {
                    let mut words = Vec::new();
                    for word in phrase.split('_') {
                        self.each_word(word, &mut |index, word| {
                            let id = index.learn_small(word, 1 << language);
                            words.push((id, word.len() as u8));
                        });
                    }
                    let hyphen = phrase.starts_with('-');
                    self.markers.push(Marker {
                        words,
                        language,
                        kind,
                        hyphen,
                    });
                }
            }
        }
        self.markers_from = vec![Vec::new(); self.vocabulary.len()];
        for (number, marker) in self.markers.iter().enumerate() {
            if let Some((first, _)) = marker.words.first() {
                self.markers_from[*first as usize].push(number as u16);
            }
        }
    }

    /// The longest marker that begins at a place of a text.
    fn marker_at(&self, text: &[Said], at: usize, of: Languages, asked: bool) -> Option<&Marker> {
        let list = self.markers_from.get(text[at].id as usize)?;
        let markers = list
            .iter()
            .map(|number| &self.markers[usize::from(*number)]);
        markers
            .filter(|marker| of >> marker.language & 1 == 1)
            .filter(|marker| asked || marker.kind != Kind::NoAsked)
            .filter(|marker| !marker.hyphen || text[at].hyphen)
            .filter(|marker| {
                let words = text[at..].iter().map(|word| (word.id, word.length));
                marker
                    .words
                    .iter()
                    .copied()
                    .eq(words.take(marker.words.len()))
                    && text[at + 1..at + marker.words.len()]
                        .iter()
                        .all(|word| word.pause == Pause::None)
            })
            .max_by_key(|marker| (marker.words.len(), core::cmp::Reverse(marker.kind)))
    }

    /// Whether a text may say that it is not about something: cheap, as nearly
    /// none does.
    pub(crate) fn may_negate(&self, text: &[Said]) -> bool {
        text.iter().any(|word| {
            word.is_pair
                || self
                    .markers_from
                    .get(word.id as usize)
                    .is_some_and(|list| !list.is_empty())
        })
    }

    /// Marks the words of a text. `of`: the languages that it may be written in.
    pub(crate) fn negations(
        &self,
        raw: &str,
        text: &[Said],
        of: Languages,
        asked: bool,
    ) -> Vec<Mark> {
        let mut marks = vec![Mark::Plain; text.len()];
        let mut group = 0;
        let mut at = 0;
        while at < text.len() {
            if asked && text[at].minus {
                group += 1;
                marks[at] = Mark::Unwanted(group);
            }
            let Some(marker) = self.marker_at(text, at, of, asked) else {
                at += 1;
                continue;
            };
            let to = at + marker.words.len();
            match marker.kind {
                Kind::Keep => marks[at..to].fill(Mark::Marker),
                Kind::No | Kind::NoAsked => {
                    group += 1;
                    marks[at..to].fill(Mark::Marker);
                    at = self.forward(text, to, of, asked, group, &mut marks);
                    continue;
                }
                Kind::After => {
                    group += 1;
                    marks[at..to].fill(Mark::Marker);
                    self.backward(text, at, of, asked, group, &mut marks);
                }
                Kind::Or | Kind::But => {}
            }
            at = to;
        }
        self.negated_pairs(raw, text, asked, group, &mut marks);
        marks
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
            if at > from && word.pause == Pause::Stop {
                break;
            }
            let marker = self.marker_at(text, at, of, asked);
            if at > from && word.pause == Pause::Comma && !self.goes_on(text, at, of, asked) {
                break;
            }
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
            if !self.says_nothing(word.id) {
                marks[at] = Mark::Unwanted(group);
                left -= 1;
            }
            at += 1;
        }
        at
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
        if text
            .get(to)
            .is_some_and(|marker| marker.pause != Pause::None)
        {
            return;
        }
        let mut left = if text.get(to).is_some_and(|word| word.hyphen) {
            1
        } else {
            REACH_SAID
        };
        for at in (0..to).rev() {
            if self.marker_at(text, at, of, asked).is_some() {
                break;
            }
            if !self.says_nothing(text[at].id) {
                marks[at] = Mark::Unwanted(group);
                left -= 1;
            }
            if left == 0 || text[at].pause != Pause::None {
                break;
            }
        }
    }

    /// The same for scripts without spaces, where a marker is a part of a run.
    fn negated_pairs(
        &self,
        raw: &str,
        text: &[Said],
        asked: bool,
        mut group: u16,
        marks: &mut [Mark],
    ) {
        let mut before: Option<(usize, usize)> = None;
        let mut at = 0;
        while at < text.len() {
            let run = text[at].run;
            let end = text[at..]
                .iter()
                .position(|word| word.run != run)
                .map_or(text.len(), |n| at + n);
            if !text[at].is_pair {
                before = None;
                at = end;
                continue;
            }
            let mut folded = String::new();
            let written = raw.get(run.0..run.1).unwrap_or("");
            fold_word(written, self.normalize, &mut folded);
            // Places in the folded run are those in the written one, unless
            // something was folded away.
            let same = folded.len() == written.len();
            for (kind, marker) in self.run_markers.iter().filter(|_| same) {
                if *kind == Kind::NoAsked && !asked {
                    continue;
                }
                let Some(found) = folded.find(&**marker) else {
                    continue;
                };
                let (from, to) = (run.0 + found, run.0 + found + marker.len());
                if marks[at..end].contains(&Mark::Marker) {
                    break;
                }
                group += 1;
                let mut any = false;
                for (word, mark) in text[at..end].iter().zip(&mut marks[at..end]) {
                    let unwanted = match kind {
                        Kind::After => word.at.1 <= from,
                        _ => word.at.0 >= to,
                    };
                    if unwanted {
                        *mark = Mark::Unwanted(group);
                        any = true;
                    } else if word.at.1 > from && word.at.0 < to {
                        *mark = Mark::Marker;
                    }
                }
                // Korean writes the marker as a word of its own.
                if let (false, Kind::After, Some((from, to))) = (any, *kind, before)
                    && text[at].pause == Pause::None
                {
                    marks[from..to].fill(Mark::Unwanted(group));
                }
            }
            before = Some((at, end));
            at = end;
        }
    }
}
