//! What is meant beside a subject: "I don't know", "like Twitter".

use crate::outcome::Intent;
use crate::search::{Index, IntentKind, IntentPhrase, IntentRow, Mark, Marks, Said};
use crate::words::{Languages, Pause};

/// Ages that are a child's.
const CHILD: core::ops::Range<u8> = 3..18;
/// So many words may stand between a child and its age.
const NEAR: usize = 3;

/// A text, and what is known of it before its intents.
struct Text<'a> {
    raw: &'a str,
    words: &'a [(String, Said)],
    index: &'a Index,
    marks: &'a Marks,
}

/// Words of a text, from the first to the one behind the last.
type Range = (usize, usize);

/// Finds intents; `covered` is set for the words that belong to one. What is not
/// wanted by the `marks` is none.
pub(super) fn find(
    raw: &str,
    words: &[(String, Said)],
    index: &Index,
    marks: &Marks,
    covered: &mut [bool],
) -> Vec<Intent> {
    let text = Text {
        raw,
        words,
        index,
        marks,
    };
    let mut found: Vec<Intent> = Vec::new();
    for spec in index.intents() {
        let intent = match spec.kind {
            IntentKind::Any => text.any(spec, covered),
            IntentKind::Like => text.like(spec, covered),
            IntentKind::Child => text.child(spec, covered),
            IntentKind::Adult => text.adult(spec, covered),
        };
        match (found.last_mut(), intent) {
            // The same in another language: what says an age says more.
            (Some(Intent::Child(known)), Some(Intent::Child(age))) => *known = known.or(age),
            (_, Some(intent)) => found.push(intent),
            (_, None) => {}
        }
    }
    found
}

impl Text<'_> {
    /// Only where nothing else is said: "anything but sports" is a wish.
    fn any(&self, spec: &IntentRow, covered: &mut [bool]) -> Option<Intent> {
        let words = self.phrases(spec.field("words"));
        let mut all = covered.to_vec();
        for (from, to) in &words {
            all[*from..*to].fill(true);
        }
        let says_nothing = |(word, said): &(String, Said)| {
            self.index.is_stop(word, None)
                || self.index.is_ask_word(word, Languages::MAX)
                || (self.index.asked_languages(said.id) != 0 && !self.index.is_topic_word(word))
                || (said.is_pair && !self.index.is_said(said.id))
        };
        let mut rest = self
            .words
            .iter()
            .zip(&all)
            .filter(|(_, covered)| !**covered);
        let nothing_else = rest.all(|(word, _)| says_nothing(word));
        (!words.is_empty() && nothing_else).then(|| {
            covered.fill(true);
            Intent::Any
        })
    }

    /// A name beside a word of comparison; "bluesky feeds" is a subject.
    fn like(&self, spec: &IntentRow, covered: &mut [bool]) -> Option<Intent> {
        let (before, after) = (
            self.phrases(spec.field("before")),
            self.phrases(spec.field("after")),
        );
        let mut found = None;
        for (from, to) in self.phrases(spec.field("words")) {
            let ends_here = |(_, end): &&Range| self.touch(*end, from);
            let begins_here = |(start, _): &&Range| self.touch(to, *start);
            let lead = before.iter().filter(ends_here).map(|(start, _)| *start);
            let tail = after.iter().filter(begins_here).map(|(_, end)| *end);
            let (lead, tail) = (lead.min(), tail.max());
            // "Not like Twitter"; but "instead of" says itself what is not wanted.
            let refused = self.refusing(from).is_some_and(|marker| {
                let begin = lead.and_then(|lead| self.words.get(lead));
                begin.is_none_or(|(_, said)| said.at.0 > marker.0)
            });
            if refused || (lead.is_none() && tail.is_none()) {
                continue;
            }
            covered[lead.unwrap_or(from)..tail.unwrap_or(to)].fill(true);
            found = Some(Intent::Like(self.written(from, to)));
        }
        found
    }

    fn child(&self, spec: &IntentRow, covered: &mut [bool]) -> Option<Intent> {
        let words = self.wanted(spec.field("words"));
        let own = self.phrases(spec.field("own"));
        let is_own = |from: usize| own.iter().any(|(_, end)| *end == from);
        let always = self.wanted(spec.field("always"));
        let named: Vec<Range> = words.iter().copied().filter(|one| is_own(one.0)).collect();
        let mut aged = self.ages(spec.field("aged"));
        // Years alone may be those that somebody has done something for: "10 años".
        let have = self.phrases(spec.field("have"));
        aged.extend(
            self.ages(spec.field("years"))
                .into_iter()
                .filter(|(from, to, _)| {
                    let behind = |end: usize, near: usize| end <= *from && from - end <= near;
                    let someone = words.iter().any(|(_, end)| behind(*end, NEAR));
                    let has = have.iter().any(|(_, end)| behind(*end, 0));
                    let alone = *from == 0 && *to == self.words.len();
                    (someone || has || alone) && self.ends(*to)
                }),
        );
        // "I'm 14"
        let is_old = have.iter().filter_map(|(_, end)| {
            let (word, said) = self.words.get(*end)?;
            let age = word
                .parse::<u8>()
                .ok()
                .filter(|age| (8..18).contains(age))?;
            (said.pause == Pause::None && self.ends(end + 1)).then_some((*end, end + 1, Some(age)))
        });
        aged.extend(is_old);
        // "My twelve year old"
        let spelled = self.phrases(spec.field("aged")).into_iter();
        aged.extend(spelled.filter_map(|(from, to)| {
            let before = own.iter().any(|(_, end)| *end + 1 == from);
            let number = self.words.get(from.checked_sub(1)?)?;
            (before && number.0.parse::<u32>().is_err()).then_some((from - 1, to, None))
        }));
        aged.retain(|(from, to, _)| !self.is_unwanted(*from, *to));
        let age = aged.iter().find_map(|(_, _, age)| *age);
        let below = always.iter().find_map(|(from, to)| {
            let number = self.words[*from..*to].iter();
            let mut number = number.filter_map(|(word, _)| word.parse::<u8>().ok());
            number.next().map(|age| age.saturating_sub(1))
        });
        let age = age.or(below).filter(|age| CHILD.contains(age));
        if named.is_empty() && always.is_empty() && aged.is_empty() && age.is_none() {
            return None;
        }
        for (from, to, _) in &aged {
            covered[*from..*to].fill(true);
        }
        // What belongs to it: "my", "he is".
        let known = named.iter().chain(&always).map(|(from, _)| *from);
        let starts: Vec<usize> = known.chain(aged.iter().map(|(from, _, _)| *from)).collect();
        for (from, to) in own.iter().chain(&have) {
            if starts.contains(to) {
                covered[*from..*to].fill(true);
            }
        }
        let of_child = |one: &&Range| is_own(one.0) || age.is_some();
        for (from, to) in words.iter().filter(of_child).chain(&always) {
            covered[*from..*to].fill(true);
        }
        Some(Intent::Child(age))
    }

    fn adult(&self, spec: &IntentRow, covered: &mut [bool]) -> Option<Intent> {
        let words = self.wanted(spec.field("words"));
        for (from, to) in &words {
            covered[*from..*to].fill(true);
        }
        (!words.is_empty()).then_some(Intent::Adult)
    }

    /// Where a number stands before one of these, with the number.
    fn ages(&self, list: &[IntentPhrase]) -> Vec<(usize, usize, Option<u8>)> {
        let mut found = Vec::new();
        for (from, (word, said)) in self.words.iter().enumerate() {
            let Ok(number) = word.parse::<u8>() else {
                continue;
            };
            if !CHILD.contains(&number) {
                continue;
            }
            let rest = self.raw.get(said.at.1..).unwrap_or("").trim_start();
            let ends = list.iter().filter_map(|phrase| {
                // A single sign (歳) is no word of its own.
                let words = &phrase.words;
                if words.is_empty() {
                    return rest.starts_with(&*phrase.text).then_some(from + 1);
                }
                self.stands_at(words, from + 1)
                    .then_some(from + 1 + words.len())
            });
            if let Some(to) = ends.max() {
                found.push((from, to, Some(number)));
            }
        }
        found
    }

    /// Whether a clause may end at a word, or goes on without a noun: "I'm 14 and".
    fn ends(&self, at: usize) -> bool {
        self.words.get(at).is_none_or(|(word, said)| {
            said.pause != Pause::None
                || (self.index.is_stop(word, None) && !["of", "de", "di"].contains(&&**word))
        })
    }

    /// Whether two places of the text are next to each other, in the bytes of a
    /// script without spaces.
    fn touch(&self, end: usize, start: usize) -> bool {
        let pair = |at: usize| self.words.get(at).map(|(_, said)| *said);
        end == start
            || end
                .checked_sub(1)
                .and_then(pair)
                .zip(pair(start))
                .is_some_and(|(left, right)| {
                    (left.is_pair || right.is_pair) && left.at.1 == right.at.0
                })
    }

    fn written(&self, from: usize, to: usize) -> String {
        let (first, last) = (&self.words[from].1, &self.words[to - 1].1);
        self.raw.get(first.at.0..last.at.1).unwrap_or("").to_owned()
    }

    /// The bytes of the marker by which a word is not wanted.
    fn refusing(&self, at: usize) -> Option<(usize, usize)> {
        match self.marks.of.get(at) {
            Some(Mark::Unwanted(group)) => self.marks.markers.get(usize::from(*group) - 1).copied(),
            _ => None,
        }
    }

    fn is_unwanted(&self, from: usize, to: usize) -> bool {
        let marks = self.marks.of.get(from..to).unwrap_or(&[]);
        marks.iter().any(|mark| matches!(mark, Mark::Unwanted(_)))
    }

    fn stands_at(&self, words: &[(String, Said)], at: usize) -> bool {
        let here = self.words.get(at..at + words.len());
        here.is_some_and(|here| here.iter().zip(words).all(|(here, word)| here.0 == word.0))
    }

    /// Where phrases stand that are not unwanted.
    fn wanted(&self, list: &[IntentPhrase]) -> Vec<Range> {
        let mut found = self.phrases(list);
        found.retain(|(from, to)| !self.is_unwanted(*from, *to));
        found
    }

    /// Where phrases stand in the text.
    fn phrases(&self, list: &[IntentPhrase]) -> Vec<Range> {
        let mut found: Vec<Range> = Vec::new();
        for IntentPhrase { words, .. } in list {
            if words.is_empty() {
                continue;
            }
            let places = (0..self.words.len()).filter(|at| self.stands_at(words, *at));
            found.extend(places.map(|at| (at, at + words.len())));
        }
        // The longest first, so that what overlaps it is seen to be a part of it.
        found.sort_by_key(|(from, to)| (*from, core::cmp::Reverse(*to)));
        found.dedup_by_key(|(from, _)| *from);
        found
    }
}
