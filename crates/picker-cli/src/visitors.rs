//! Visitors for the simulator, drawn from a documented mix.

use crate::bad_input::BadInput;
use crate::input;
use anyhow::Result;
use picker::answers::{Answers, SignUpWish};
use picker::language::Language;
use picker::model::{Region, Size};
use picker::topics::{Topics, is_broad};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// One visitor.
#[derive(Debug, Clone, PartialEq)]
pub struct Visitor {
    /// What they answer.
    pub answers: Answers,
    /// Their browser's languages.
    pub browser: Vec<Language>,
    /// The seed of their picks.
    pub seed: u64,
}

impl Visitor {
    /// A visitor with given answers.
    #[must_use]
    pub fn with(answers: &Answers, browser: &[Language], number: usize, seed: u64) -> Self {
        Self {
            answers: answers.clone(),
            browser: browser.to_vec(),
            seed: Draw::new(number, seed).0.next_u64(),
        }
    }
}

/// `content/visitors.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mix {
    choose_by: ChooseBy,
    topic: ByTopic,
    place: ByPlace,
    other: Other,
    wishes: Wishes,
    languages: BTreeMap<String, f64>,
    regions: BTreeMap<String, f64>,
    texts: Texts,
    #[serde(skip)]
    topics: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChooseBy {
    topic: f64,
    place: f64,
    other: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByTopic {
    one: f64,
    two: f64,
    three: f64,
    text: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByPlace {
    language: f64,
    region: f64,
    both: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    nothing: f64,
    wishes: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wishes {
    instant: f64,
    any: f64,
    cosy: f64,
    medium: f64,
    large: f64,
    adult: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    words: Vec<String>,
}

impl Mix {
    /// Reads a mix; `topics` are those that the quiz offers, and the broad ones.
    ///
    /// # Errors
    /// When it cannot be read or names what does not exist.
    pub fn read(file: &Path, topics: &Topics) -> Result<Self> {
        Self::parse(&input::read(file)?, topics)
            .map_err(|why| BadInput(format!("{}: {why}", file.display())).into())
    }

    pub(crate) fn parse(text: &str, topics: &Topics) -> Result<Self, String> {
        let mut mix: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        mix.topics = topics
            .0
            .iter()
            .filter(|topic| topic.is_topic())
            .map(|topic| topic.key.clone())
            .filter(|key| !is_broad(key))
            .collect();
        for tag in mix.languages.keys() {
            Language::parse(tag).ok_or_else(|| format!("\"{tag}\" is no language tag"))?;
        }
        for key in mix.regions.keys() {
            Region::parse(key).ok_or_else(|| format!("\"{key}\" is no region"))?;
        }
        if mix.texts.words.is_empty() || mix.topics.is_empty() {
            return Err("there must be topics, and texts in [texts]".to_owned());
        }
        Ok(mix)
    }

    /// The visitor of a number: always the same for the same seed.
    #[must_use]
    pub fn visitor(&self, number: usize, seed: u64) -> Visitor {
        let mut draw = Draw::new(number, seed);
        let tag = draw.of(self
            .languages
            .iter()
            .map(|(tag, share)| (tag.as_str(), *share)));
        let language = Language::parse(tag).into_iter().collect::<Vec<_>>();
        let mut answers = Answers::default();
        let by = &self.choose_by;
        let mut further = true;
        match draw.of([
            ("topic", by.topic),
            ("place", by.place),
            ("other", by.other),
        ]) {
            "topic" => {
                let how = &self.topic;
                let shares = [(1, how.one), (2, how.two), (3, how.three), (0, how.text)];
                match draw.of(shares) {
                    0 => answers.text = draw.one(&self.texts.words),
                    count => {
                        for _ in 0..count {
                            answers.topics.push(draw.one(&self.topics));
                        }
                    }
                }
            }
            "place" => {
                let how = &self.place;
                let what = draw.of([("l", how.language), ("r", how.region), ("b", how.both)]);
                if what != "r" {
                    answers.languages.clone_from(&language);
                }
                if what != "l" {
                    let regions = self.regions.iter().map(|(key, share)| (key, *share));
                    answers.region = Region::parse(draw.of(regions));
                }
            }
            _ => {
                let how = &self.other;
                further = draw.of([(false, how.nothing), (true, how.wishes)]);
            }
        }
        if further {
            self.wish(&mut answers, &mut draw);
        }
        answers.tidy();
        Visitor {
            answers,
            browser: language,
            seed: draw.0.next_u64(),
        }
    }

    fn wish(&self, answers: &mut Answers, draw: &mut Draw) {
        let wishes = &self.wishes;
        let rest = |used: f64| (100.0 - used).max(0.0);
        answers.sign_up = draw.of([
            (Some(SignUpWish::Instant), wishes.instant),
            (Some(SignUpWish::Any), wishes.any),
            (None, rest(wishes.instant + wishes.any)),
        ]);
        answers.size = draw.of([
            (Some(Size::Cosy), wishes.cosy),
            (Some(Size::Medium), wishes.medium),
            (Some(Size::Large), wishes.large),
            (None, rest(wishes.cosy + wishes.medium + wishes.large)),
        ]);
        answers.adult = draw.of([(true, wishes.adult), (false, rest(wishes.adult))]);
    }
}

struct Draw(Xoshiro256PlusPlus);

impl Draw {
    fn new(number: usize, seed: u64) -> Self {
        let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number as u64;
        Self(Xoshiro256PlusPlus::seed_from_u64(mixed))
    }

    fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of several by their shares; the first where all shares are zero.
    fn of<T: Copy, I>(&mut self, shares: I) -> T
    where
        I: IntoIterator<Item = (T, f64)>,
    {
        let shares: Vec<(T, f64)> = shares.into_iter().collect();
        let all: f64 = shares.iter().map(|(_, share)| share).sum();
        let mut left = self.unit() * all;
        for (what, share) in &shares {
            if left < *share {
                return *what;
            }
            left -= share;
        }
        shares[0].0
    }

    fn one(&mut self, list: &[String]) -> String {
        let at = (self.unit() * list.len() as f64) as usize;
        list[at.min(list.len() - 1)].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use toolchain::paths;

    fn mix() -> Mix {
        let topics = content::directory::load(&paths::root(), content::today().unwrap())
            .bundle
            .topics;
        Mix::read(&paths::root().join("content/visitors.toml"), &topics).unwrap()
    }

    #[test]
    fn the_mix_is_what_it_says() {
        let mix = mix();
        let visitors: Vec<Visitor> = (0..20_000).map(|number| mix.visitor(number, 7)).collect();
        let share = |what: &dyn Fn(&Visitor) -> bool| {
            visitors.iter().filter(|visitor| what(visitor)).count() as f64 / 20_000.0
        };
        let topic = share(&|v| !v.answers.topics.is_empty() || !v.answers.text.is_empty());
        let place = share(&|v| !v.answers.languages.is_empty() || v.answers.region.is_some());
        assert!((topic - 0.50).abs() < 0.02, "{topic}");
        assert!((place - 0.37).abs() < 0.02, "{place}");
        assert_eq!(visitors[5], mix.visitor(5, 7));
        assert_ne!(visitors[5].seed, mix.visitor(5, 8).seed);
    }

    #[test]
    fn a_mistake_in_the_mix_is_named() {
        let text = std::fs::read_to_string(paths::root().join("content/visitors.toml")).unwrap();
        let topics = Topics(vec![picker::topics::Topic {
            key: "art".into(),
            words: vec![],
        }]);
        let bad = text.replace("south_america = 6", "atlantis = 6");
        assert!(Mix::parse(&bad, &topics).unwrap_err().contains("atlantis"));
        assert!(Mix::parse("[choose_by]\ntopic = 1", &topics).is_err());
    }
}
