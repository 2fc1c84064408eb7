//! How well each server fits: a weighted mean of what was asked for and of a
//! little that is always looked at.

use crate::answers::Answers;
use crate::ask::Ask;
use crate::facts::{Facts, Row};
use crate::language::Language;
use crate::model::{Server, SignUp, Size};
use crate::recommend::{Aspect, Context, PICKS};
use crate::search::Index;
use crate::words::LANGUAGES;

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
const SPOKEN: f64 = 0.5;
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

/// Whom a visitor without answers is shown.
struct Pool {
    languages: Vec<Language>,
    /// For each known language whether it is one of these.
    speaks: Vec<bool>,
    any_language: bool,
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
            topics.is_empty() && ask.is_empty(),
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

    /// General-purpose servers in the browser's first language; while they
    /// are fewer than three also in its next ones, then in English, then in
    /// any.
    fn make_pool(&self) -> Pool {
        let mut pool = Pool {
            languages: Vec::new(),
            speaks: vec![false; self.facts.languages.len()],
            any_language: false,
        };
        let english = Language::parse("en");
        for wanted in self.wanted.iter().chain(&english) {
            let primary = wanted.primary();
            if pool
                .languages
                .iter()
                .any(|known| known.primary() == primary)
            {
                continue;
            }
            pool.languages.push(wanted.clone());
            for (speaks, spoken) in pool.speaks.iter_mut().zip(&self.facts.languages) {
                *speaks |= spoken.meets(wanted) >= SPOKEN;
            }
            let rows = &self.facts.rows;
            let found = rows
                .iter()
                .filter(|row| !row.hidden && !row.adult && self.pool_breaks(&pool, row) == 0)
                .take(PICKS)
                .count();
            if found == PICKS {
                return pool;
            }
        }
        pool.any_language = true;
        pool
    }

    fn pool_breaks(&self, pool: &Pool, row: &Row) -> u8 {
        let spoken = self.facts.spoken(row);
        let speaks = |at: &u16| pool.speaks.get(usize::from(*at)).is_some_and(|it| *it);
        let language = pool.any_language
            || (spoken.iter().any(speaks) && !written_otherwise(row, &pool.languages));
        2 * u8::from(!row.general) + u8::from(!row.lively) + 2 * u8::from(!language)
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

    /// How well the server does in each aspect, 0 to 1, and which of the
    /// topics asked for it is about.
    fn values(&self, doc: u32, row: &Row, cursor: &mut Cursor) -> ([f64; ASPECTS], u32) {
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
                    if value >= TOPIC_MET {
                        met |= 1 << number.min(31);
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
        if let Some(age) = self.answers.age {
            values[Aspect::Age as usize] = match row.min_age {
                Some(least) if least <= age => 1.0,
                Some(_) => 0.0,
                // Most servers name none, and mean none.
                None => 0.7,
            };
        }
        values[Aspect::General as usize] = if row.general { 1.0 } else { 0.0 };
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
        // The browser's languages are in the order of preference.
        let mut preference = 1.0;
        if self.answers.languages.is_empty() {
            for _ in 0..wanted {
                preference *= BROWSER_RANK;
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
    fn foreign(&self, row: &Row) -> u8 {
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
    fn speaks(&self, row: &Row) -> bool {
        self.facts.spoken(row).iter().any(|language| {
            (0..self.wanted.len()).any(|wanted| self.meeting(wanted, *language) >= SPOKEN)
        })
    }
}

/// Whether a description is evidently written in none of these languages:
/// lists get languages wrong, and a newcomer is to be able to read the page.
fn written_otherwise(row: &Row, wanted: &[Language]) -> bool {
    row.written_in
        .and_then(|at| LANGUAGES.get(usize::from(at)))
        .is_some_and(|languages| {
            !wanted
                .iter()
                .any(|wanted| languages.contains(&wanted.primary()))
        })
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
