//! Why a server was picked, from the numbers that ranked it.

use crate::ask::{By, Met};
use crate::facts::{FLOOR, Row};
use crate::language::{Language, SPOKEN};
use crate::model::{Fact, Server, SignUp, Source};
use crate::outcome::{Aspect, Field, Part, Pick, Point, PointKind};
use crate::score::{BEST_LANGUAGE, BEST_TOPIC, Query};
use crate::search::fields_of;

/// A reason that adds less than this to the score is not worth reading.
const WORTH_SAYING: f64 = 0.004;

/// Explains one server.
pub(crate) fn explain(query: &Query<'_>, doc: u32) -> Pick {
    let (values, _) = query.values_of(doc);
    let parts = Aspect::ALL
        .into_iter()
        .map(|aspect| Part {
            aspect,
            share: query.share(aspect),
            value: values[aspect as usize],
        })
        .filter(|part| part.share > 0.0)
        .collect();
    let mut pick = Pick {
        server: doc as usize,
        score: query.mean(&values),
        reasons: Vec::new(),
        misses: Vec::new(),
        parts,
    };
    if let (Some(server), Some(row)) = (
        query.servers.get(doc as usize),
        query.facts.rows.get(doc as usize),
    ) {
        let mut points = Points {
            query,
            server,
            row,
            doc,
            pick: &mut pick,
        };
        points.topics();
        points.limit_misses(0, Aspect::Topics, &values);
        let before = points.pick.misses.len();
        points.text();
        points.limit_misses(before, Aspect::Text, &values);
        points.languages();
        points.wishes(&values);
        points.always(&values);
    }
    // Stable: equal weights keep the order of the questions.
    for points in [&mut pick.reasons, &mut pick.misses] {
        points.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    }
    let named = query
        .ask
        .mentions
        .iter()
        .any(|mention| mention.server == Some(doc));
    if named {
        // It weighs nothing in the score: being named is what brings it here.
        pick.reasons.insert(
            0,
            Point {
                kind: PointKind::Named,
                source: None,
                as_of: None,
                weight: 0.0,
            },
        );
    }
    pick
}

struct Points<'a, 'q> {
    query: &'a Query<'q>,
    server: &'a Server,
    row: &'a Row,
    doc: u32,
    pick: &'a mut Pick,
}

/// Where a fact is from.
type Origin = (Option<Source>, Option<crate::date::Date>);

fn origin<T>(fact: &Fact<T>) -> Origin {
    (Some(fact.source), fact.as_of)
}

fn origin_of<T>(fact: &Option<Fact<T>>) -> Origin {
    fact.as_ref().map_or((None, None), origin)
}

impl Points<'_, '_> {
    fn reason(&mut self, kind: PointKind, (source, as_of): Origin, weight: f64) {
        let known = self
            .pick
            .reasons
            .iter_mut()
            .find(|known| known.kind == kind);
        if let Some(known) = known {
            // Asked for twice: as a language and in words.
            known.weight += weight;
        } else if weight >= WORTH_SAYING {
            self.pick.reasons.push(Point {
                kind,
                source,
                as_of,
                weight,
            });
        }
    }

    fn miss(&mut self, kind: PointKind, (source, as_of): Origin, weight: f64) {
        if weight >= WORTH_SAYING {
            self.pick.misses.push(Point {
                kind,
                source,
                as_of,
                weight,
            });
        }
    }

    /// A server for everybody is forgiven a part of what it misses: then the
    /// misses together cost no more than the aspect lost.
    fn limit_misses(&mut self, from: usize, aspect: Aspect, values: &[f64]) {
        let lost = self.query.share(aspect) * (1.0 - values[aspect as usize]);
        let misses = &mut self.pick.misses[from..];
        let sum: f64 = misses.iter().map(|miss| miss.weight).sum();
        if sum > lost {
            for miss in misses {
                miss.weight *= lost / sum;
            }
        }
    }

    fn topics(&mut self) {
        let query = self.query;
        let share = query.share(Aspect::Topics);
        let keys = &query.answers.topics;
        let about: Vec<_> = query
            .topics
            .iter()
            .map(|topic| topic.and_then(|topic| query.index.about_one(topic, self.doc)))
            .collect();
        // The best one bears three quarters, all others one together.
        let mut best = None;
        for (number, about) in about.iter().enumerate() {
            if let Some(about) = about
                && best.is_none_or(|(_, value)| about.value() > value)
            {
                best = Some((number, about.value()));
            }
        }
        let best = best.map_or(0, |(number, _)| number);
        let others = keys.len().saturating_sub(1) as f64;
        for (number, (key, about)) in keys.iter().zip(about).enumerate() {
            let share = match (number == best, others > 0.0) {
                (_, false) => share,
                (true, true) => share * BEST_TOPIC,
                (false, true) => share * (1.0 - BEST_TOPIC) / others,
            };
            let Some(about) = about else {
                self.miss(PointKind::Topic(key.clone()), (None, None), share);
                continue;
            };
            let weight = share * about.value();
            let label = self.server.topics.iter().find(|topic| topic.value == *key);
            match (label, query.index.mention(about)) {
                (Some(label), _) => {
                    self.reason(PointKind::Topic(key.clone()), origin(label), weight);
                }
                (None, Some((field, word))) => {
                    let kind = PointKind::TopicWords {
                        topic: key.clone(),
                        word: self.quote(field, word),
                        field,
                    };
                    self.reason(kind, self.origin_of_field(field, word), weight);
                }
                (None, None) => {}
            }
        }
    }

    fn text(&mut self) {
        let query = self.query;
        let share = query.share(Aspect::Text);
        let met: Vec<_> = query.ask.met(self.doc, query.index).collect();
        // Of a run without spaces single pairs may be missed: the run is met
        // where one of its pairs is.
        let is_met = |unit: usize| met.iter().any(|one| one.unit == unit && one.by.is_some());
        let mut missed: Vec<usize> = Vec::new();
        let met_all = &met;
        for (number, met) in met_all.iter().enumerate() {
            let word = met.typed.to_owned();
            let weight = share * met.share * met.value;
            match met.by {
                Some(By::Field(field)) => {
                    let word = self.quote_met(field, met_all, number);
                    let origin = self.origin_of_field(field, met.word);
                    let field = Some(field);
                    self.reason(PointKind::Word { word, field }, origin, weight);
                }
                Some(By::Topic(topic)) if query.index.is_meaning(topic) => {
                    self.meaning(topic, weight);
                }
                Some(By::Topic(topic)) => {
                    let key = query.index.topic_key(topic);
                    let label = self.server.topics.iter().find(|label| label.value == key);
                    let about = query.index.about_one(topic, self.doc);
                    let mention = about.and_then(|about| query.index.mention(about));
                    let from = match (label, mention) {
                        (Some(label), _) => origin(label),
                        (None, Some((field, word))) => self.origin_of_field(field, word),
                        (None, None) => (None, None),
                    };
                    let topic = key.to_owned();
                    self.reason(PointKind::WordTopic { word, topic }, from, weight);
                }
                // Unknown words are told of once, for all servers.
                None if met.known && !is_met(met.unit) && !missed.contains(&met.unit) => {
                    missed.push(met.unit);
                    let kind = PointKind::Word { word, field: None };
                    self.miss(kind, (None, None), share * met.share);
                }
                None => {}
            }
        }
    }

    /// A word is met by one that means the same, or by a language spoken.
    fn meaning(&mut self, topic: u16, weight: f64) {
        let index = self.query.index;
        let asked = Language::parse(&index.topic_key(topic)[1..]);
        let spoken = asked.as_ref().and_then(|asked| {
            let mut spoken = self.server.languages.iter();
            spoken.find(|spoken| spoken.value.meets(asked) >= SPOKEN)
        });
        if let (Some(asked), Some(fact)) = (asked, spoken) {
            let spoken = Some(fact.value.clone());
            let from = origin(fact);
            self.reason(PointKind::Language { asked, spoken }, from, weight);
            return;
        }
        let about = index.about_one(topic, self.doc);
        if let Some((field, word)) = about.and_then(|about| index.mention(about)) {
            let from = self.origin_of_field(field, word);
            let (word, field) = (self.quote(field, word), Some(field));
            self.reason(PointKind::Word { word, field }, from, weight);
        }
    }

    fn languages(&mut self) {
        let query = self.query;
        let share = query.share(Aspect::Language);
        let answered = !query.answers.languages.is_empty();
        let met: Vec<_> = (0..query.wanted.len())
            .map(|wanted| query.language_met(wanted, self.row))
            .collect();
        let mut best = 0;
        for (number, (value, _)) in met.iter().enumerate() {
            if *value > met[best].0 {
                best = number;
            }
        }
        let others = met.len().saturating_sub(1) as f64;
        for (number, (wanted, (value, spoken))) in query.wanted.iter().zip(&met).enumerate() {
            let share = match (answered, others > 0.0, number == best) {
                (_, false, _) => share,
                (true, true, true) => share * BEST_LANGUAGE,
                (true, true, false) => share * (1.0 - BEST_LANGUAGE) / others,
                // Of the browser's languages the first that is met counts.
                (false, true, true) => share,
                (false, true, false) => continue,
            };
            let language = spoken.and_then(|at| query.facts.languages.get(usize::from(at)));
            let fact = language
                .and_then(|spoken| self.server.languages.iter().find(|f| f.value == *spoken));
            let asked = wanted.clone();
            let spoken = language.cloned();
            let kind = if answered {
                PointKind::Language { asked, spoken }
            } else if query.words_language && number == 0 {
                PointKind::WordsLanguage { asked, spoken }
            } else {
                PointKind::BrowserLanguage { asked, spoken }
            };
            match fact {
                Some(fact) => self.reason(kind, origin(fact), share * value),
                None => {
                    let from = self.server.languages.first().map_or((None, None), origin);
                    self.miss(kind, from, share * (1.0 - value));
                }
            }
        }
    }

    /// What was asked for beside subject and language.
    fn wishes(&mut self, values: &[f64]) {
        let query = self.query;
        let answers = query.answers;
        let server = self.server;
        if answers.wants_instant() {
            let kind = PointKind::SignUp(self.row.sign_up);
            let met = self.row.sign_up == Some(SignUp::Instant);
            self.either(
                Aspect::SignUp,
                values,
                met,
                kind,
                origin_of(&server.sign_up),
            );
        }
        if let Some(asked) = answers.size {
            let is = self.row.size;
            let kind = PointKind::Size { asked, is };
            let from = origin_of(&server.size_class());
            self.either(Aspect::Size, values, is == Some(asked), kind, from);
        }
        if let Some(asked) = answers.region {
            let is = self.row.region;
            let kind = PointKind::Region { asked, is };
            let from = origin_of(&server.region);
            self.either(Aspect::Region, values, is == Some(asked), kind, from);
        }
        if let Some(asked) = answers.legal_form {
            let is = self.row.legal_form;
            let kind = PointKind::LegalForm { asked, is };
            let from = origin_of(&server.legal_form);
            self.either(Aspect::LegalForm, values, is == Some(asked), kind, from);
        }
        if let Some(asked) = query.age {
            let is = self.row.min_age;
            let kind = PointKind::MinAge { asked, is };
            let from = origin_of(&server.min_age);
            let met = is.is_some_and(|is| is <= asked);
            self.either(Aspect::Age, values, met, kind, from);
        }
        if query.share(Aspect::Unwanted) > 0.0 {
            let words = query.ask.unwanted_names().join(", ");
            let value = values[Aspect::Unwanted as usize];
            if value >= 1.0 {
                let share = query.share(Aspect::Unwanted);
                self.reason(
                    PointKind::Unwanted(words),
                    origin_of(&server.description),
                    share,
                );
            } else if query.is_about_unwanted(self.doc) {
                let share = query.share(Aspect::Unwanted);
                self.miss(PointKind::Unwanted(words), (None, None), share);
            }
        }
        if query.share(Aspect::General) > 0.0 {
            let label = server.topics.iter().find(|t| t.value == "general");
            let from = label.or(server.topics.first()).map_or((None, None), origin);
            self.either(
                Aspect::General,
                values,
                values[Aspect::General as usize] > 0.0,
                PointKind::General,
                from,
            );
        }
    }

    fn either(&mut self, aspect: Aspect, values: &[f64], met: bool, kind: PointKind, from: Origin) {
        let share = self.query.share(aspect);
        let value = values[aspect as usize];
        if met {
            self.reason(kind, from, share * value);
        } else {
            self.miss(kind, from, share * (1.0 - value));
        }
    }

    /// What is looked at even if nobody asks.
    fn always(&mut self, values: &[f64]) {
        if let Some(count) = self
            .server
            .weekly_active
            .as_ref()
            .filter(|f| f.value >= FLOOR)
        {
            let weight = self.query.share(Aspect::Activity) * values[Aspect::Activity as usize];
            self.reason(PointKind::Active(count.value), origin(count), weight);
        }
        if let Some(version) = &self.server.version
            && values[Aspect::Software as usize] >= 1.0
        {
            let weight = self.query.share(Aspect::Software);
            let kind = PointKind::CurrentSoftware(version.value.clone());
            self.reason(kind, origin(version), weight);
        }
    }

    /// A word or phrase as the server writes it in a field.
    fn quote(&self, field: Field, phrase: &str) -> String {
        let index = self.query.index;
        let quoted = match field {
            Field::Domain => return quote_domain(&self.server.domain, phrase),
            _ => fields_of(self.server)
                .filter(|(of, _)| *of == field)
                .find_map(|(_, text)| index.quote(text, phrase)),
        };
        quoted.unwrap_or(phrase).to_owned()
    }

    /// The same for a word that was asked for; of a run without spaces the pairs
    /// that are met there one after the other.
    fn quote_met(&self, field: Field, all: &[Met<'_>], number: usize) -> String {
        let (mut from, mut to) = (number, number);
        let joined = |a: usize, b: usize| {
            all.get(a).zip(all.get(b)).is_some_and(|(a, b)| {
                a.unit == b.unit && a.at.1 > b.at.0 && a.by == b.by && a.at.0 < b.at.0
            })
        };
        while from > 0 && joined(from - 1, from) {
            from -= 1;
        }
        while joined(to, to + 1) {
            to += 1;
        }
        let text = &self.query.answers.text;
        let whole = text.get(all[from].at.0..all[to].at.1).unwrap_or("");
        let index = self.query.index;
        let mut texts = fields_of(self.server).filter(|(of, _)| *of == field);
        match texts.find_map(|(_, text)| index.quote(text, whole)) {
            Some(quoted) if from < to => quoted.to_owned(),
            _ => self.quote(field, all[number].word),
        }
    }

    /// Whose the text is in which a word stands.
    fn origin_of_field(&self, field: Field, word: &str) -> Origin {
        let server = self.server;
        match field {
            // A domain is its own source.
            Field::Domain => (None, None),
            Field::Title => origin_of(&server.title),
            Field::Note => origin_of(&server.note),
            Field::Description => origin_of(&server.description),
            Field::Tag => server
                .tags
                .iter()
                .find(|tag| self.query.index.says(&tag.value, word))
                .or(server.tags.first())
                .map_or((None, None), origin),
        }
    }
}

/// The part of a domain that says a word: the word itself where it stands there,
/// else the label that begins like it, else the whole name.
fn quote_domain(domain: &str, word: &str) -> String {
    if domain.contains(word) && !word.is_empty() {
        return word.to_owned();
    }
    let alike = |label: &&str| {
        let same = label.bytes().zip(word.bytes()).take_while(|(a, b)| a == b);
        same.count() >= 3
    };
    domain
        .split(['.', '-'])
        .find(alike)
        .unwrap_or(domain)
        .to_owned()
}
