//! Free text, turned into what can be looked up in the index.

use crate::model::Server;
use crate::outcome::{Field, Reading};
use crate::search::{Index, fields_of};

mod asked;
mod intents;
mod listen;
mod names;
mod ways;
mod weights;

use asked::{AskedWord, asked_words, look_up};
pub(crate) use listen::Listener;
use listen::{Role, listen};
pub(crate) use names::Mention;
use ways::Way;
use weights::{BY_NAME, BY_PHRASE, BY_TOPIC, BY_WHOLE_PHRASE, MAX_PHRASED};

/// From this value on a word counts as met by a server.
const MET: f64 = 0.4;
/// A unit is covered by who meets it at least so well as the best one does.
const NEAR_BEST: f64 = 0.75;
/// How far who is about a topic that is both wanted and unwanted counts as being
/// about the unwanted.
const TOUCHED: f64 = 0.01;
/// So many units of the text are told apart when places are filled.
pub(crate) const MAX_UNITS: usize = 12;

/// The free text, ready to be looked up.
#[derive(Debug, Default)]
pub(crate) struct Ask {
    words: Vec<AskedWord>,
    /// Words that are not wanted.
    unwanted: Vec<AskedWord>,
    /// Servers that are named and not wanted.
    refused: Vec<u32>,
    /// How well each server meets the text; none where nothing was asked.
    pub(crate) values: Vec<f64>,
    /// How far each server says just what was asked for, not something alike.
    pub(crate) exact: Vec<f32>,
    /// How far each server is about what is not wanted; none where nothing is
    /// unwanted.
    pub(crate) against: Vec<f32>,
    /// Which units of the text each server covers, one bit each.
    pub(crate) units: Vec<u16>,
    /// The units as typed: a word, or words that belong together.
    pub(crate) unit_names: Vec<String>,
    /// Language, names and intents of the text.
    pub(crate) reading: Reading,
    /// The servers that the text names, with their domains.
    pub(crate) mentions: Vec<Mention>,
}

/// How one word of the text is met by a server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Met<'a> {
    pub(crate) word: &'a str,
    pub(crate) typed: &'a str,
    /// Where it stands in the text.
    pub(crate) at: (usize, usize),
    pub(crate) unit: usize,
    /// A server or the table of topics knows it.
    pub(crate) known: bool,
    /// Share in the whole text.
    pub(crate) share: f64,
    /// How well, 0 to 1.
    pub(crate) value: f64,
    pub(crate) by: Option<By>,
}

/// The ways in which one word is met at one server: the best word and the
/// best topic count, and together more than the better of the two.
#[derive(Clone, Default)]
struct Ways {
    word: f64,
    topic: f64,
    /// How well it is met by just that word, not by something alike.
    exact: f64,
}

impl Ways {
    fn add(&mut self, way: Way, value: f64) {
        let (best, exact) = match way {
            Way::Topic(_, factor) => (&mut self.topic, factor >= BY_PHRASE),
            Way::Word(_, factor) => (&mut self.word, factor == 1.0),
            Way::Meaning(..) => (&mut self.word, false),
        };
        *best = best.max(value);
        if exact {
            self.exact = self.exact.max(value.sqrt());
        }
    }

    fn value(&self) -> f64 {
        // Bent, so that meeting two words fairly beats meeting one in full
        // and the other not at all.
        let value = self.word + self.topic * (1.0 - self.word);
        (value * value.sqrt()).sqrt()
    }
}

/// What met it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Field(Field),
    Topic(u16),
}

impl Ask {
    pub(crate) fn new(listener: &Listener<'_>) -> Self {
        let Listener {
            text,
            index,
            servers,
            hidden,
            ..
        } = *listener;
        if text.trim().is_empty() {
            return Self::default();
        }
        let heard = listen(listener);
        let wanted: Vec<bool> = heard
            .roles
            .iter()
            .map(|role| *role == Role::Wanted)
            .collect();
        let refused: Vec<bool> = heard
            .roles
            .iter()
            .map(|role| matches!(role, Role::Unwanted(_)))
            .collect();
        let mut ask = Self::default();
        let (ways, phrases) = look_up(&heard.words, &wanted, &refused, index, true);
        ask.words = asked_words(text, &heard, &wanted, ways, &phrases, index);
        let (ways, phrases) = look_up(&heard.words, &refused, &wanted, index, false);
        ask.unwanted = asked_words(text, &heard, &refused, ways, &phrases, index);
        ask.leave_wanted_topics();
        for word in &mut ask.words {
            word.unit = word.unit.min(MAX_UNITS - 1);
        }
        ask.name_units(text);
        ask.reading = Reading {
            language: heard.language,
            unwanted: heard.unwanted,
            names: Vec::new(),
            intents: heard.intents,
        };
        ask.mentions = heard.mentions;
        ask.refused = heard.refused;
        ask.weigh(index, hidden);
        ask.prefer_phrases(text, index, servers);
        ask.weigh_against(index);
        ask
    }

    /// A topic that is wanted as well makes nobody one of the unwanted ("music, no
    /// metal"), and speaks for nobody either.
    fn leave_wanted_topics(&mut self) {
        let wanted = |way: &Way| {
            matches!(way, Way::Topic(topic, _)
                if self.words.iter().any(|word| word.ways.iter().any(
                    |other| matches!(other, Way::Topic(known, _) if known == topic))))
        };
        let mut unwanted = core::mem::take(&mut self.unwanted);
        for word in &mut unwanted {
            for way in &mut word.ways {
                if wanted(way)
                    && let Way::Topic(_, factor) = way
                {
                    *factor = 0.0;
                }
            }
        }
        self.unwanted = unwanted;
    }

    /// The units as typed, in order.
    fn name_units(&mut self, text: &str) {
        let count = self
            .words
            .iter()
            .map(|word| word.unit + 1)
            .max()
            .unwrap_or(0);
        self.unit_names = (0..count)
            .map(|unit| {
                let of = || self.words.iter().filter(|word| word.unit == unit);
                let from = of().map(|word| word.at.0).min().unwrap_or(0);
                let to = of().map(|word| word.at.1).max().unwrap_or(0);
                text.get(from..to).unwrap_or("").to_owned()
            })
            .collect();
    }

    /// Adds up how well each server meets the text, word by word.
    fn weigh(&mut self, index: &Index, hidden: &dyn Fn(u32) -> bool) {
        if self.words.is_empty() {
            return;
        }
        self.values = vec![0.0; index.len()];
        self.exact = vec![0.0; index.len()];
        self.units = vec![0; index.len()];
        let mut met = vec![Ways::default(); index.len()];
        let mut best = [0.0f64; MAX_UNITS];
        let mut covers: Vec<(u32, u8, f32)> = Vec::new();
        for word in &self.words {
            for way in &word.ways {
                match *way {
                    Way::Word(id, factor) => {
                        for posting in index.postings(id) {
                            met[posting.doc as usize].add(*way, factor * index.worth(*posting));
                        }
                    }
                    Way::Topic(topic, factor) => {
                        for about in index.about(topic) {
                            met[about.doc as usize].add(*way, factor * about.value());
                        }
                    }
                    Way::Meaning(topic, factor) => {
                        for about in index.about(topic) {
                            met[about.doc as usize].add(*way, factor * about.meant());
                        }
                    }
                }
            }
            for (doc, met) in met.iter_mut().enumerate() {
                if met.word > 0.0 || met.topic > 0.0 {
                    let value = met.value();
                    self.values[doc] += value * word.share;
                    self.exact[doc] += (met.exact * word.share) as f32;
                    if value >= MET {
                        if !hidden(doc as u32) {
                            best[word.unit] = best[word.unit].max(value);
                        }
                        covers.push((doc as u32, word.unit as u8, value as f32));
                    }
                    *met = Ways::default();
                }
            }
        }
        for (doc, unit, value) in covers {
            if f64::from(value) >= best[usize::from(unit)] * NEAR_BEST {
                self.units[doc as usize] |= 1 << unit;
            }
        }
    }

    /// How far each server is about what is not wanted.
    fn weigh_against(&mut self, index: &Index) {
        if !self.wants_without() {
            return;
        }
        self.against = vec![0.0; index.len()];
        for server in &self.refused {
            self.against[*server as usize] = 1.0;
        }
        for way in self.unwanted.iter().flat_map(|word| &word.ways) {
            let mut add = |doc: u32, value: f64| {
                let known = &mut self.against[doc as usize];
                *known = known.max(value as f32);
            };
            match *way {
                Way::Word(id, factor) => {
                    let list = index.postings(id).iter();
                    list.for_each(|posting| add(posting.doc, factor * index.worth(*posting)));
                }
                // Whatever word meant the topic: who is about it is about this.
                Way::Topic(topic, factor) => {
                    let list = index.about(topic).iter();
                    list.for_each(|about| match factor {
                        0.0 => add(about.doc, TOUCHED),
                        _ => add(about.doc, about.value()),
                    });
                }
                Way::Meaning(topic, factor) => {
                    index
                        .about(topic)
                        .iter()
                        .for_each(|about| add(about.doc, factor * about.meant()));
                }
            }
        }
    }

    /// Who says a phrase as it was typed comes before who says its words
    /// somewhere.
    fn prefer_phrases(&mut self, text: &str, index: &Index, servers: &[Server]) {
        for at in 1..self.words.len() {
            let (left, right) = (&self.words[at - 1], &self.words[at]);
            let between = text.get(left.at.1..right.at.0).unwrap_or(",");
            if !between.chars().all(|c| c == ' ' || c == '-') || between.is_empty() {
                continue;
            }
            let phrase = text.get(left.at.0..right.at.1).unwrap_or("").to_owned();
            let literal = |word: &AskedWord| {
                word.ways.iter().find_map(|way| match way {
                    Way::Word(id, factor) if *factor == 1.0 => Some(*id),
                    _ => None,
                })
            };
            let (Some(a), Some(b)) = (literal(left), literal(right)) else {
                continue;
            };
            let share = left.share + right.share;
            let (a, b) = (index.postings(a), index.postings(b));
            let mut both = b.iter().map(|posting| posting.doc).peekable();
            let docs: Vec<u32> = a
                .iter()
                .map(|posting| posting.doc)
                .filter(|doc| {
                    while both.next_if(|other| other < doc).is_some() {}
                    both.peek() == Some(doc)
                })
                .take(MAX_PHRASED)
                .collect();
            for doc in docs {
                let Some(server) = servers.get(doc as usize) else {
                    continue;
                };
                if fields_of(server).any(|(_, said)| index.says(said, &phrase)) {
                    let value = &mut self.values[doc as usize];
                    *value = (*value + share * BY_WHOLE_PHRASE).min(1.0);
                    self.exact[doc as usize] += share as f32;
                }
            }
        }
    }

    /// How well one server meets what is not wanted, and in which words.
    pub(crate) fn against_one(&self, doc: u32) -> f32 {
        self.against.get(doc as usize).copied().unwrap_or(0.0)
    }

    /// Whether a server says itself that it is not about what is unwanted.
    pub(crate) fn refuses_it_too(&self, doc: u32, index: &Index) -> bool {
        self.unwanted.iter().any(|word| {
            index
                .any_word(&word.word)
                .is_some_and(|id| index.refuses(doc, id))
        })
    }

    /// What is not wanted, as typed.
    pub(crate) fn unwanted_names(&self) -> Vec<String> {
        self.reading
            .unwanted
            .iter()
            .map(|one| one.words.clone())
            .collect()
    }

    /// Whether anything is unwanted.
    pub(crate) fn wants_without(&self) -> bool {
        !self.unwanted.is_empty() || !self.refused.is_empty()
    }

    /// Whether a unit is known to a server or to the topics.
    pub(crate) fn unit_is_known(&self, unit: usize) -> bool {
        self.words
            .iter()
            .any(|word| word.unit == unit && word.known)
    }

    /// Whether the text asks for nothing: no words, nothing unwanted, no name.
    pub(crate) fn asks_for_nothing(&self) -> bool {
        self.words.is_empty() && !self.wants_without() && self.mentions.is_empty()
    }

    /// Whether there is nothing to look up.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether nothing but languages is named: "deutsch", "en español".
    pub(crate) fn only_languages(&self, index: &Index) -> bool {
        let language =
            |way: &Way| matches!(way, Way::Meaning(topic, _) if index.topic_key(*topic).len() > 1);
        self.words.iter().all(|word| word.ways.iter().any(language))
    }

    /// Whether words were typed and neither a server nor a topic knows any.
    pub(crate) fn knows_nothing(&self) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| !word.known)
    }

    /// Words that neither a server nor a topic knows, as typed.
    pub(crate) fn unknown(&self) -> Vec<String> {
        let mut list: Vec<String> = Vec::new();
        for word in self.words.iter().filter(|word| !word.known) {
            if !list.contains(&word.typed) {
                list.push(word.typed.clone());
            }
        }
        list
    }

    /// How each word is met by one server.
    pub(crate) fn met<'a>(
        &'a self,
        doc: u32,
        index: &'a Index,
    ) -> impl Iterator<Item = Met<'a>> + 'a {
        self.words.iter().map(move |word| {
            let mut met = Met {
                word: &word.word,
                typed: &word.typed,
                at: word.at,
                unit: word.unit,
                known: word.known,
                share: word.share,
                value: 0.0,
                by: None,
            };
            let mut ways = Ways::default();
            let mut loudest = 0.0;
            for way in &word.ways {
                let (value, by) = match *way {
                    Way::Word(id, factor) => {
                        let list = index.postings(id);
                        let Ok(at) = list.binary_search_by_key(&doc, |p| p.doc) else {
                            continue;
                        };
                        (factor * index.worth(list[at]), By::Field(list[at].field()))
                    }
                    Way::Topic(topic, factor) => match index.about_one(topic, doc) {
                        Some(about) => (factor * about.value(), By::Topic(topic)),
                        None => continue,
                    },
                    Way::Meaning(topic, factor) => match index.about_one(topic, doc) {
                        Some(about) => (factor * about.meant(), By::Topic(topic)),
                        None => continue,
                    },
                };
                ways.add(*way, value);
                // A word that stands there is the better reason than the topic
                // of that name.
                let is_name = matches!(way, Way::Topic(_, factor) if *factor == BY_NAME);
                let loud = if is_name {
                    value * BY_TOPIC / BY_NAME
                } else {
                    value
                };
                if loud > loudest {
                    loudest = loud;
                    met.by = Some(by);
                }
            }
            met.value = ways.value();
            met
        })
    }
}
