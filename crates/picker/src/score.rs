//! How well each server fits: a weighted mean of what was asked for and of a
//! little that is always looked at.

use crate::answers::Answers;
use crate::ask::Ask;
use crate::facts::{Facts, Row};
use crate::language::Language;
use crate::model::{Server, SignUp};
use crate::recommend::{Aspect, Context};
use crate::search::Index;

mod pool;
mod values;

use pool::Pool;

/// Weights of what is asked for. Half of all newcomers choose by topic, a
/// third by language or region (King 2025): topics and text weigh most.
const TOPICS: f64 = 4.0;
const TEXT: f64 = 4.0;
const LANGUAGE: f64 = 2.0;
const BROWSER_LANGUAGE: f64 = 1.5;
const SIGN_UP: f64 = 1.5;
const SIZE: f64 = 1.5;
const REGION: f64 = 1.0;
const LEGAL_FORM: f64 = 0.75;
const AGE: f64 = 0.75;
const GENERAL: f64 = 1.5;
/// Where nothing is asked for, being for everybody is the whole subject.
const GENERAL_ONLY: f64 = 4.0;
/// Weights of what is always looked at.
const ACTIVITY: f64 = 0.5;
const NEWCOMERS: f64 = 0.25;
const SOFTWARE: f64 = 0.25;

/// A subject that nobody matches is best at home at a server for everybody.
const ANY_SUBJECT: f64 = 0.1;
/// A fact that is not known is neither held against a server nor for it.
const UNKNOWN: f64 = 0.3;
/// The second language of a server is a little less its language.
const SECOND_LANGUAGE: f64 = 0.95;
/// The share of the best met one of several languages, or topics, asked for.
pub(crate) const BEST_LANGUAGE: f64 = 0.8;
pub(crate) const BEST_TOPIC: f64 = 0.75;
/// Each further language of the browser counts so much of the one before.
const BROWSER_RANK: f64 = 0.9;
/// From this value on a language asked for is spoken.
pub(crate) const SPOKEN: f64 = 0.5;
/// From these values on a topic and a text are met.
const TOPIC_MET: f64 = 0.4;
const TEXT_MET: f64 = 0.25;

pub(crate) const ASPECTS: usize = Aspect::ALL.len();

/// Wishes as bits of [`Scored::unmet`], in the order of the first eight
/// aspects.
pub(crate) const WISHES: usize = 8;

/// One server, scored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) doc: u32,
    pub(crate) score: f64,
    /// What was asked for and is not met, one bit for each aspect.
    pub(crate) unmet: u8,
    /// What its musts cost: 0 when all are kept, 1 for each that may be
    /// broken (the fact is not known), 2 for a person who checks sign-ups
    /// first, 3 for another language, 4 where the browser's are none of its
    /// either: waiting is a smaller thing than not to understand a word.
    pub(crate) broken: u8,
    /// Which of the topics asked for it is about, one bit each.
    pub(crate) topics: u32,
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

/// The answers, ready to be held against every server.
pub(crate) struct Query<'a> {
    pub(crate) servers: &'a [Server],
    pub(crate) index: &'a Index,
    pub(crate) facts: &'a Facts,
    pub(crate) answers: &'a Answers,
    /// Languages wanted: those answered, else the browser's.
    pub(crate) wanted: &'a [Language],
    /// Topics asked for; `None` for one that no server has.
    pub(crate) topics: Vec<Option<u16>>,
    pub(crate) ask: Ask,
    weights: [f64; ASPECTS],
    /// How well each known language meets each wanted one, wanted by wanted.
    meets: Vec<f64>,
    /// For each known language whether it is one of the browser's; empty
    /// where the browser names none.
    understood: Vec<bool>,
    pool: Option<Pool>,
}

/// Where a run over all servers stands in the lists of the topics asked for.
pub(crate) struct Cursor {
    topics: Vec<usize>,
}

impl<'a> Query<'a> {
    pub(crate) fn new(
        servers: &'a [Server],
        index: &'a Index,
        facts: &'a Facts,
        answers: &'a Answers,
        context: &'a Context,
    ) -> Self {
        let wanted: &[Language] = if answers.languages.is_empty() {
            &context.browser_languages
        } else {
            &answers.languages
        };
        let topics: Vec<Option<u16>> = answers.topics.iter().map(|key| index.topic(key)).collect();
        let ask = Ask::new(&answers.text, index);
        let meets = wanted
            .iter()
            .flat_map(|wanted| facts.languages.iter().map(|spoken| spoken.meets(wanted)))
            .collect();
        let browser = &context.browser_languages;
        let understood = match browser.is_empty() {
            true => Vec::new(),
            false => {
                let one = |spoken: &Language| browser.iter().any(|b| spoken.meets(b) >= SPOKEN);
                facts.languages.iter().map(one).collect()
            }
        };
        let mut weights = [0.0; ASPECTS];
        let mut set = |aspect: Aspect, asked: bool, weight: f64| {
            if asked {
                weights[aspect as usize] = weight;
            }
        };
        set(Aspect::Topics, !topics.is_empty(), TOPICS);
        set(Aspect::Text, !ask.is_empty(), TEXT);
        let asked = !answers.languages.is_empty();
        set(Aspect::Language, asked, LANGUAGE);
        set(
            Aspect::Language,
            !asked && !wanted.is_empty(),
            BROWSER_LANGUAGE,
        );
        set(Aspect::SignUp, answers.wants_instant(), SIGN_UP);
        set(Aspect::Size, answers.size.is_some(), SIZE);
        set(Aspect::Region, answers.region.is_some(), REGION);
        set(Aspect::LegalForm, answers.legal_form.is_some(), LEGAL_FORM);
        set(Aspect::Age, answers.age.is_some(), AGE);
        let general = if answers.ask_for_nothing() {
            GENERAL_ONLY
        } else {
            GENERAL
        };
        set(
            Aspect::General,
            topics.is_empty() && ask.only_languages(index),
            general,
        );
        set(Aspect::Activity, true, ACTIVITY);
        set(Aspect::Newcomers, answers.size.is_none(), NEWCOMERS);
        set(Aspect::Software, true, SOFTWARE);
        let total: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= total;
        }
        let mut query = Self {
            servers,
            index,
            facts,
            answers,
            wanted,
            topics,
            ask,
            weights,
            meets,
            understood,
            pool: None,
        };
        if answers.ask_for_nothing() {
            query.pool = Some(query.make_pool());
        }
        query
    }

    /// Whether nothing was asked for.
    pub(crate) fn general_only(&self) -> bool {
        self.pool.is_some()
    }

    pub(crate) fn unknown_words(&self) -> Vec<String> {
        self.ask.unknown()
    }

    /// The share of an aspect in the score.
    pub(crate) fn share(&self, aspect: Aspect) -> f64 {
        self.weights[aspect as usize]
    }

    /// All servers that may be shown at all, scored, in their order.
    pub(crate) fn all(&self) -> impl Iterator<Item = Scored> + '_ {
        let mut cursor = Cursor {
            topics: vec![0; self.topics.len()],
        };
        self.facts
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.hidden && (!row.adult || self.answers.adult))
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
        let mut unmet = 0u8;
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
        let mut broken = 0u8;
        if let Some(pool) = &self.pool {
            broken += self.pool_breaks(pool, row);
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
            topics,
        }
    }
}
