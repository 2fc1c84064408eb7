//! How well a server does in each aspect.

use super::query::{Cursor, Query};
use super::weights::{
    ANY_SUBJECT, ASPECTS, BESIDE_WORDS, BEST_LANGUAGE, BEST_TOPIC, BROWSER_RANK, FIRST_UNIT,
    SECOND_LANGUAGE, SILENT_ON_UNWANTED, UNKNOWN,
};
use crate::facts::Row;
use crate::language::SPOKEN;
use crate::model::{SignUp, Size};
use crate::outcome::Aspect;

impl Query<'_> {
    /// How well the server does in each aspect, 0 to 1, and which of the
    /// topics asked for it is about.
    pub(super) fn values(&self, doc: u32, row: &Row, cursor: &mut Cursor) -> ([f64; ASPECTS], u32) {
        let mut values = [0.0; ASPECTS];
        let fallback = if row.labelled_general {
            ANY_SUBJECT
        } else {
            0.0
        };
        let mut met = 0u32;
        if !self.topics.is_empty() {
            // The best one of several topics counts most: who names trains
            // and art is happy with either, happier with both.
            let mut best = 0.0f64;
            let mut sum = 0.0f64;
            for (number, topic) in self.topics.iter().enumerate() {
                let Some(topic) = topic else { continue };
                let list = self.index.about(*topic);
                let at = &mut cursor.topics[number];
                while list.get(*at).is_some_and(|about| about.doc < doc) {
                    *at += 1;
                }
                if let Some(about) = list.get(*at).filter(|about| about.doc == doc) {
                    let value = about.value();
                    best = best.max(value);
                    sum += value;
                    if Self::is_topic_met(*about) {
                        met |= 1 << number.min(FIRST_UNIT - 1);
                    }
                }
            }
            let others = self.topics.len() - 1;
            let value = if others == 0 {
                best
            } else {
                BEST_TOPIC * best + (1.0 - BEST_TOPIC) * (sum - best) / others as f64
            };
            values[Aspect::Topics as usize] = value.max(fallback);
        }
        if !self.ask.is_empty() {
            let value = self.ask.values.get(doc as usize).copied().unwrap_or(0.0);
            values[Aspect::Text as usize] = value.max(fallback);
        }
        if !self.wanted.is_empty() {
            values[Aspect::Language as usize] = self.language_value(row);
        }
        values[Aspect::SignUp as usize] = match row.sign_up {
            Some(SignUp::Instant) => 1.0,
            Some(SignUp::Open) | None => UNKNOWN,
            _ => 0.0,
        };
        if let Some(asked) = self.answers.size {
            values[Aspect::Size as usize] = size_value(asked, row);
        }
        let same = |is: bool, known: bool| match (is, known) {
            (true, _) => 1.0,
            (false, false) => UNKNOWN,
            (false, true) => 0.0,
        };
        if self.answers.region.is_some() {
            values[Aspect::Region as usize] =
                same(row.region == self.answers.region, row.region.is_some());
        }
        if self.answers.legal_form.is_some() {
            values[Aspect::LegalForm as usize] = same(
                row.legal_form == self.answers.legal_form,
                row.legal_form.is_some(),
            );
        }
        if let Some(age) = self.age {
            values[Aspect::Age as usize] = match row.min_age {
                Some(least) if least <= age => 1.0,
                Some(_) => 0.0,
                // Most servers name none, and mean none.
                None => 0.7,
            };
        }
        if self.ask.wants_without() {
            values[Aspect::Unwanted as usize] = if self.ask.against_one(doc) > 0.0 {
                0.0
            } else if self.ask.refuses_it_too(doc, self.index) {
                1.0
            } else {
                SILENT_ON_UNWANTED
            };
        }
        // Who names a language is answered by the words that say it, and these
        // must not count twice.
        let general = if self.ask.is_empty() {
            row.general
        } else {
            row.called_general
        };
        values[Aspect::General as usize] = if general { 1.0 } else { 0.0 };
        values[Aspect::Activity as usize] = row.activity;
        values[Aspect::Newcomers as usize] = row.newcomers;
        values[Aspect::Software as usize] = row.software;
        (values, met)
    }

    /// How well a known language meets the wanted one of that number.
    fn meeting(&self, wanted: usize, language: u16) -> f64 {
        self.meets
            .get(wanted * self.facts.languages.len() + usize::from(language))
            .copied()
            .unwrap_or(0.0)
    }

    /// How well a server speaks the wanted language of that number, and which
    /// of its languages does: an index into [`Facts::languages`].
    pub(crate) fn language_met(&self, wanted: usize, row: &Row) -> (f64, Option<u16>) {
        let mut best = (0.0, None);
        // The browser's languages are in the order of preference, behind that of
        // the words.
        let mut preference = 1.0;
        if self.answers.languages.is_empty() {
            for _ in 0..wanted {
                preference *= BROWSER_RANK;
            }
            if self.words_language && wanted > 0 {
                preference *= BESIDE_WORDS;
            }
        }
        for (place, language) in self.facts.spoken(row).iter().enumerate() {
            let rank = if place == 0 { 1.0 } else { SECOND_LANGUAGE };
            let value = self.meeting(wanted, *language) * rank * preference;
            if value > best.0 {
                best = (value, Some(*language));
            }
        }
        best
    }

    /// Of languages answered any one will do, and each further one is a little
    /// better; of the browser's the best one counts.
    fn language_value(&self, row: &Row) -> f64 {
        let mut best = 0.0f64;
        let mut sum = 0.0f64;
        for wanted in 0..self.wanted.len() {
            let (value, _) = self.language_met(wanted, row);
            best = best.max(value);
            sum += value;
        }
        let others = self.wanted.len() - 1;
        if self.answers.languages.is_empty() || others == 0 {
            return best;
        }
        BEST_LANGUAGE * best + (1.0 - BEST_LANGUAGE) * (sum - best) / others as f64
    }

    /// What it costs that none of the languages asked for is spoken.
    pub(super) fn foreign(&self, row: &Row) -> u8 {
        let spoken = self.facts.spoken(row);
        let understood = |at: &u16| self.understood.get(usize::from(*at)).is_some_and(|it| *it);
        if spoken.is_empty() {
            1
        } else if self.understood.is_empty() || spoken.iter().any(understood) {
            3
        } else {
            4
        }
    }

    /// Whether one of the wanted languages is spoken.
    pub(super) fn speaks(&self, row: &Row) -> bool {
        self.facts.spoken(row).iter().any(|language| {
            (0..self.wanted.len()).any(|wanted| self.meeting(wanted, *language) >= SPOKEN)
        })
    }
}

/// 1 within the class asked for. Outside it falls by the logarithm of how
/// many times too big or too small it is, to 0 at ten times; without a count
/// by classes.
fn size_value(asked: Size, row: &Row) -> f64 {
    // Not half a point for keeping it to oneself.
    let Some(is) = row.size else {
        return 0.0;
    };
    if is == asked {
        return 1.0;
    }
    let classes = (is as i32 - asked as i32).abs();
    let Some(log) = row.size_log else {
        return if classes == 1 { 0.3 } else { 0.0 };
    };
    let edge = match (asked, is > asked) {
        (Size::Cosy, _) | (Size::Medium, false) => Size::MEDIUM_FROM,
        (Size::Medium, true) | (Size::Large, _) => Size::LARGE_FROM,
    };
    let times = (log - libm::log(edge as f64)).abs() / libm::log(10.0);
    (0.6 * (1.0 - times)).max(0.0)
}
