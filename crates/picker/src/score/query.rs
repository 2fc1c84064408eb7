//! The answers, prepared so that each server is scored with few look-ups.

use super::pool::Pool;
use super::weights::{
    ACTIVITY, AGE, ASPECTS, BROWSER_LANGUAGE, GENERAL, GENERAL_ONLY, LANGUAGE, LEGAL_FORM,
    NEWCOMERS, REGION, SIGN_UP, SIZE, SOFTWARE, TEXT, TOPICS, UNWANTED,
};
use crate::answers::Answers;
use crate::ask::{Ask, Listener};
use crate::facts::Facts;
use crate::language::{Language, SPOKEN};
use crate::model::Server;
use crate::outcome::{Aspect, Context, Intent};
use crate::search::Index;

/// The answers, ready to be held against every server.
pub(crate) struct Query<'a> {
    pub(crate) servers: &'a [Server],
    pub(crate) index: &'a Index,
    pub(crate) facts: &'a Facts,
    pub(crate) answers: &'a Answers,
    /// Languages wanted: those answered, else the browser's.
    pub(crate) wanted: Vec<Language>,
    /// Whether the first of them is that of the free text.
    pub(crate) words_language: bool,
    /// The age answered, else the one that the free text names.
    pub(crate) age: Option<u8>,
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
        let topics: Vec<Option<u16>> = answers.topics.iter().map(|key| index.topic(key)).collect();
        let asked = !answers.languages.is_empty();
        let browser = &context.browser_languages;
        let ask = Ask::new(&Listener {
            text: &answers.text,
            index,
            servers,
            browser,
            tell_language: !asked && !answers.any_words_language,
            hidden: &|doc| facts.rows.get(doc as usize).is_none_or(|row| row.hidden),
        });
        let mut wanted: Vec<Language> = Vec::new();
        let words_language = !asked && ask.reading.language.is_some();
        if asked {
            wanted.extend_from_slice(&answers.languages);
        } else {
            wanted.extend(ask.reading.language.clone());
            wanted.extend_from_slice(browser);
        }
        let age = answers.age.or(age_of(&ask));
        let nothing = answers.ask_for_nothing_but_words() && age.is_none() && ask.is_empty();
        let meets = wanted
            .iter()
            .flat_map(|wanted| facts.languages.iter().map(|spoken| spoken.meets(wanted)))
            .collect();
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
        set(Aspect::Language, !wanted.is_empty(), BROWSER_LANGUAGE);
        set(Aspect::Language, asked || words_language, LANGUAGE);
        set(Aspect::Unwanted, ask.wants_without(), UNWANTED);
        set(Aspect::SignUp, answers.wants_instant(), SIGN_UP);
        set(Aspect::Size, answers.size.is_some(), SIZE);
        set(Aspect::Region, answers.region.is_some(), REGION);
        set(Aspect::LegalForm, answers.legal_form.is_some(), LEGAL_FORM);
        set(Aspect::Age, age.is_some(), AGE);
        let general = if nothing { GENERAL_ONLY } else { GENERAL };
        set(
            Aspect::General,
            topics.is_empty() && (ask.only_languages(index) || ask.knows_nothing()),
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
            words_language,
            age,
            topics,
            ask,
            weights,
            meets,
            understood,
            pool: None,
        };
        if nothing {
            query.pool = Some(Pool::new(facts, &query.wanted));
        }
        query
    }

    /// Whether nothing was asked for.
    pub(crate) fn general_only(&self) -> bool {
        self.pool.is_some() && self.ask.asks_for_nothing()
    }

    /// Whether no subject and no facts were asked for, so that the servers for
    /// everybody are drawn from: also beside a name and what is not wanted.
    pub(crate) fn for_everybody(&self) -> bool {
        self.pool.is_some()
    }

    /// The age that the free text names.
    pub(crate) fn age_of_text(&self) -> Option<u8> {
        age_of(&self.ask)
    }

    pub(crate) fn unknown_words(&self) -> Vec<String> {
        self.ask.unknown()
    }

    /// The share of an aspect in the score.
    pub(crate) fn share(&self, aspect: Aspect) -> f64 {
        self.weights[aspect as usize]
    }
}

fn age_of(ask: &Ask) -> Option<u8> {
    ask.reading.intents.iter().find_map(|intent| match intent {
        Intent::Child(age) => *age,
        _ => None,
    })
}
