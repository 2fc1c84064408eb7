//! How well each server fits: a weighted mean of what was asked for and of a
//! little that is always looked at.

use crate::facts::Row;
use crate::model::SignUp;
use crate::outcome::Aspect;
use crate::search::About;

mod pool;
mod query;
mod values;
mod weights;

use query::Cursor;
pub(crate) use query::Query;
use weights::{ABOUT_UNWANTED, ASPECTS, TEXT_MET, TOPIC_MET};
pub(crate) use weights::{BEST_LANGUAGE, BEST_TOPIC, FIRST_UNIT, WISHES};

/// One server, scored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) doc: u32,
    pub(crate) score: f64,
    /// What was asked for and is not met, one bit for each aspect.
    pub(crate) unmet: u16,
    /// What its musts cost: 0 when all are kept, 1 for each that may be
    /// broken (the fact is not known), 2 for a person who checks sign-ups
    /// first, 3 for another language, 4 where the browser's are none of its
    /// either: waiting is a smaller thing than not to understand a word.
    pub(crate) broken: u8,
    /// Which of the topics asked for and which units of the text it covers,
    /// one bit each.
    pub(crate) covers: u32,
    /// How far it says just what was asked for, not something alike.
    pub(crate) exact: f32,
    /// How well it speaks the language wanted.
    pub(crate) language: f32,
}

impl Scored {
    pub(crate) fn is_eligible(&self) -> bool {
        self.broken == 0
    }

    /// Keeps every must and meets every wish.
    pub(crate) fn is_match(&self) -> bool {
        self.broken == 0 && self.unmet == 0
    }
}

impl Query<'_> {
    /// All servers that may be shown at all, scored, in their order.
    pub(crate) fn all(&self) -> impl Iterator<Item = Scored> + '_ {
        self.scored(false)
    }

    /// All servers, scored, in their order; `everyone`: also those that are never
    /// shown among the recommended ones.
    pub(crate) fn scored(&self, everyone: bool) -> impl Iterator<Item = Scored> + '_ {
        let mut cursor = Cursor {
            topics: vec![0; self.topics.len()],
        };
        self.facts
            .rows
            .iter()
            .enumerate()
            .filter(move |(_, row)| everyone || (!row.hidden && (!row.adult || self.answers.adult)))
            .map(move |(doc, row)| self.score(doc as u32, row, &mut cursor))
    }

    /// The values of one server by themselves.
    pub(crate) fn values_of(&self, doc: u32) -> ([f64; ASPECTS], u32) {
        let topics = self
            .topics
            .iter()
            .map(|topic| {
                topic.map_or(0, |topic| {
                    self.index
                        .about(topic)
                        .partition_point(|about| about.doc < doc)
                })
            })
            .collect();
        match self.facts.rows.get(doc as usize) {
            Some(row) => self.values(doc, row, &mut Cursor { topics }),
            None => ([0.0; ASPECTS], 0),
        }
    }

    /// The weighted mean.
    pub(crate) fn mean(&self, values: &[f64; ASPECTS]) -> f64 {
        let sum: f64 = self.weights.iter().zip(values).map(|(w, v)| w * v).sum();
        sum.clamp(0.0, 1.0)
    }

    fn score(&self, doc: u32, row: &Row, cursor: &mut Cursor) -> Scored {
        let (values, topics) = self.values(doc, row, cursor);
        let value = |aspect: Aspect| values[aspect as usize];
        let asked = !self.answers.languages.is_empty();
        let units = self.ask.units.get(doc as usize).copied().unwrap_or(0);
        let mut unmet = 0u16;
        let mut miss = |aspect: Aspect, missed: bool| {
            if missed && self.weights[aspect as usize] > 0.0 {
                unmet |= 1 << aspect as u8;
            }
        };
        miss(Aspect::Topics, topics == 0);
        miss(Aspect::Text, value(Aspect::Text) < TEXT_MET);
        // Whoever says that others are fine too misses nothing.
        let foreign = asked && !self.answers.flexible_language && !self.speaks(row);
        let waits = !self.answers.flexible_sign_up && row.sign_up != Some(SignUp::Instant);
        miss(Aspect::Language, foreign);
        miss(Aspect::SignUp, waits);
        miss(Aspect::Size, row.size != self.answers.size);
        miss(Aspect::Region, row.region != self.answers.region);
        miss(Aspect::LegalForm, row.legal_form != self.answers.legal_form);
        miss(
            Aspect::Age,
            row.min_age.is_some() && value(Aspect::Age) < 1.0,
        );
        let against = self.is_about_unwanted(doc);
        miss(Aspect::Unwanted, against);
        let mut broken = 0u8;
        if against {
            broken += 2;
        }
        if let Some(pool) = &self.pool {
            broken += pool.breaks(self.facts, row);
        }
        if foreign {
            broken += self.foreign(row);
        }
        if self.answers.wants_instant() && !self.answers.flexible_sign_up {
            broken += match row.sign_up {
                Some(SignUp::Instant) => 0,
                Some(SignUp::Open) | None => 1,
                _ => 2,
            };
        }
        Scored {
            doc,
            score: self.mean(&values),
            unmet,
            broken,
            covers: topics | u32::from(units) << FIRST_UNIT,
            exact: self.ask.exact.get(doc as usize).copied().unwrap_or(0.0),
            language: value(Aspect::Language) as f32,
        }
    }

    /// Whether a server that is so far about a topic meets a wish for it.
    pub(crate) fn is_topic_met(about: About) -> bool {
        about.value() >= TOPIC_MET
    }

    /// Whether a server is about what is not wanted.
    pub(crate) fn is_about_unwanted(&self, doc: u32) -> bool {
        self.ask.against_one(doc) >= ABOUT_UNWANTED
    }
}
