//! What is not wanted in scripts without spaces, where a marker is a part of a
//! run.

use super::Index;
use super::said::{Kind, Mark, Marks, Said};
use crate::words::{Pause, fold_word};

/// Languages that are written without spaces, or whose words carry endings.
pub(super) const RUNS: [&str; 4] = ["ja", "zh", "ko", "th"];
/// Korean writes a marker as a word of its own: so many runs before it may be
/// meant.
const REACH_BACK: usize = 2;

/// A run of a text: the places of its pairs, and its bytes.
struct Run {
    from: usize,
    to: usize,
    start: usize,
}

/// A marker within a run, by its bytes in the whole text.
struct Found {
    kind: Kind,
    from: usize,
    to: usize,
}

impl Index {
    /// Learns a marker that is looked for within a run.
    pub(super) fn learn_run_marker(&mut self, marker: &str, kind: Kind, asked: bool) {
        let mut folded = String::new();
        fold_word(marker, self.normalize, &mut folded);
        self.run_markers.push((kind, asked, folded.into()));
    }

    /// Marks the pairs of all runs.
    pub(super) fn negated_pairs(&self, raw: &str, text: &[Said], asked: bool, marks: &mut Marks) {
        let mut before: Vec<Run> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let bytes = text[at].run;
            let end = text[at..]
                .iter()
                .position(|word| word.run != bytes)
                .map_or(text.len(), |n| at + n);
            if !text[at].is_pair {
                before.clear();
                at = end;
                continue;
            }
            let run = Run {
                from: at,
                to: end,
                start: bytes.0,
            };
            if text[at].pause != Pause::None {
                before.clear();
            }
            let found = self.markers_in(raw.get(bytes.0..bytes.1).unwrap_or(""), bytes.0, asked);
            self.mark_run(text, &run, &found, &before, marks);
            before.push(run);
            at = end;
        }
    }

    /// The markers in a run, in order, none within another.
    fn markers_in(&self, written: &str, start: usize, asked: bool) -> Vec<Found> {
        let mut folded = String::new();
        fold_word(written, self.normalize, &mut folded);
        // Places in the folded run are those in the written one, unless
        // something was folded away.
        if folded.len() != written.len() {
            return Vec::new();
        }
        let mut found: Vec<Found> = Vec::new();
        for (kind, in_questions, marker) in &self.run_markers {
            if *in_questions && !asked {
                continue;
            }
            for (from, _) in folded.match_indices(&**marker) {
                let (from, to) = (start + from, start + from + marker.len());
                if found.iter().all(|one| to <= one.from || from >= one.to) {
                    found.push(Found {
                        kind: *kind,
                        from,
                        to,
                    });
                }
            }
        }
        found.sort_by_key(|one| one.from);
        found
    }

    fn mark_run(
        &self,
        text: &[Said],
        run: &Run,
        found: &[Found],
        before: &[Run],
        marks: &mut Marks,
    ) {
        for (number, marker) in found.iter().enumerate() {
            for (word, mark) in text[run.from..run.to]
                .iter()
                .zip(&mut marks.of[run.from..run.to])
            {
                if word.at.1 > marker.from && word.at.0 < marker.to && *mark == Mark::Plain {
                    *mark = Mark::Marker;
                }
            }
            if !matches!(marker.kind, Kind::No | Kind::After) {
                continue;
            }
            // It reaches to the next marker on its side.
            let left = number.checked_sub(1).map_or(run.start, |at| found[at].to);
            let right = found.get(number + 1).map_or(usize::MAX, |next| next.from);
            let group = marks.group((marker.from, marker.to));
            let mark = |from: usize, to: usize, marks: &mut Marks| {
                let mut any = false;
                let here = run.from..run.to;
                for (word, mark) in text[here.clone()].iter().zip(&mut marks.of[here]) {
                    if word.at.0 >= from && word.at.1 <= to && *mark == Mark::Plain {
                        *mark = Mark::Unwanted(group);
                        any = true;
                    }
                }
                any
            };
            let forward = marker.kind == Kind::No;
            if forward && mark(marker.to, right, marks) {
                continue;
            }
            // Behind it there may be the next word, else what is before is meant.
            let alone = forward
                && text.get(run.to).is_some_and(|next| {
                    next.is_pair && next.pause == Pause::None && marker.from == run.start
                });
            if alone {
                let next = text[run.to].run;
                for (word, mark) in text.iter().zip(&mut marks.of) {
                    if word.run == next {
                        *mark = Mark::Unwanted(group);
                    }
                }
                continue;
            }
            if mark(left, marker.from, marks) || left > run.start {
                continue;
            }
            // 不要 comes behind what it refuses in Japanese, before it in Chinese.
            if before.is_empty() {
                mark(marker.to, right, marks);
            } else {
                self.mark_runs_before(text, before, group, marks);
            }
        }
    }

    /// Marks the words before a marker that stands as a word of its own, without
    /// those that only ask.
    fn mark_runs_before(&self, text: &[Said], before: &[Run], group: u16, marks: &mut Marks) {
        let mut left = REACH_BACK;
        for run in before.iter().rev() {
            let here = run.from..run.to;
            if left == 0
                || marks.of[here.clone()]
                    .iter()
                    .any(|mark| *mark != Mark::Plain)
            {
                break;
            }
            let asks = text[here.clone()]
                .iter()
                .all(|word| self.asked_languages(word.id) != 0);
            if !asks {
                marks.of[here].fill(Mark::Unwanted(group));
                left -= 1;
            }
        }
    }
}
