//! The answers, prepared so that each server is scored with few look-ups.

use super::pool::Pool;
use super::weights::{
    ACTIVITY, AGE, ASPECTS, BROWSER_LANGUAGE, GENERAL, GENERAL_ONLY, LANGUAGE, LEGAL_FORM,
    NEWCOMERS, REGION, SIGN_UP, SIZE, SOFTWARE, TEXT, TOPICS,
};
use crate::answers::Answers;
use crate::ask::Ask;
use crate::facts::Facts;
use crate::language::{Language, SPOKEN};
use crate::model::Server;
use crate::outcome::{Aspect, Context};
use crate::search::Index;

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
    pub(super) weights: [f64; ASPECTS],
    /// How well each known language meets each wanted one, wanted by wanted.
    pub(super) meets: Vec<f64>,
    /// For each known language whether it is one of the browser's; empty
    /// where the browser names none.
    pub(super) understood: Vec<bool>,
    pub(super) pool: Option<Pool>,
}

/// Where a run over all servers stands in the lists of the topics asked for.
pub(crate) struct Cursor {
    pub(super) topics: Vec<usize>,
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
            query.pool = Some(Pool::new(facts, wanted));
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
}
