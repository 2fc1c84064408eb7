//! The bundled servers that can be joined, with the engine over them.

use std::collections::{BTreeMap, BTreeSet};

use picker::browse::View;
use picker::decode::Network;
use picker::language::Language;
use picker::merge::{Sources, merge};
use picker::model::{Region, Server, SignUp};
use picker::recommend::{Context, Picker};

use super::input::Input;

pub(super) struct Bundled {
    picker: Picker,
    topics: Vec<String>,
    visit: Context,
}

impl Bundled {
    pub(super) fn new(input: &Input<'_>) -> Self {
        let bundle = input.directory;
        let merged = merge(
            &Sources {
                curated: &bundle.curated,
                snapshot: bundle.snapshot.as_ref(),
                joinmastodon: None,
                overrides: &bundle.overrides,
                network: Some(bundle.network.as_ref().map_or(Network::KNOWN, Network::on)),
            },
            input.today,
        );
        Self {
            topics: bundle
                .topics
                .0
                .iter()
                .map(|topic| topic.key.clone())
                .collect(),
            picker: Picker::new(merged.servers, bundle.topics.clone()),
            visit: Context {
                today: input.today,
                seed: u64::try_from(input.today.days()).unwrap_or_default(),
                browser_languages: Vec::new(),
            },
        }
    }

    /// What draws the order of the day: each day's build draws anew, so that no server
    /// is always first.
    pub(super) fn seed(&self) -> u64 {
        self.visit.seed
    }

    /// The first servers of the whole list in the order of the day.
    pub(super) fn drawn(&self, most: usize) -> Vec<&Server> {
        let listed = self.picker.browse(&View::default(), &self.visit).servers;
        let servers = self.picker.servers();
        let drawn = listed.iter().take(most);
        drawn.filter_map(|at| servers.get(*at)).collect()
    }

    /// Everything that takes members and that nothing speaks against.
    pub(super) fn open(&self) -> impl Iterator<Item = &Server> {
        self.picker.servers().iter().filter(|server| {
            let closed = server
                .sign_up
                .as_ref()
                .is_some_and(|it| it.value == SignUp::Closed);
            server.flags.is_empty() && !closed && !is_about(server, "adult")
        })
    }

    /// The same about a topic, by the measure that the list is narrowed down by. Servers
    /// for everybody and of a place are what they are called: the list has no such
    /// filters.
    pub(super) fn about(&self, key: &str) -> Vec<&Server> {
        if !is_filter(key) {
            return self.open().filter(|it| is_about(it, key)).collect();
        }
        let view = View::from_query(&format!("topic={key}"));
        let found = self.picker.browse(&view, &self.visit).servers;
        let found: BTreeSet<&str> = found
            .into_iter()
            .filter_map(|at| Some(self.picker.servers().get(at)?.domain.as_str()))
            .collect();
        self.open()
            .filter(|it| found.contains(it.domain.as_str()))
            .collect()
    }

    /// How many servers the list has at this query.
    #[cfg(test)]
    pub(super) fn left_by(&self, query: &str) -> usize {
        let view = View::from_query(query);
        self.picker.browse(&view, &self.visit).servers.len()
    }

    /// The same of a language.
    pub(super) fn speaking(&self, language: &Language) -> Vec<&Server> {
        let speaks = |it: &&Server| {
            let mut spoken = it.languages.iter();
            spoken.any(|it| it.value.primary() == language.primary())
        };
        self.open().filter(speaks).collect()
    }

    /// The same of a part of the world.
    pub(super) fn based_in(&self, region: Region) -> Vec<&Server> {
        let is_there = |it: &&Server| it.region.as_ref().is_some_and(|it| it.value == region);
        self.open().filter(is_there).collect()
    }

    /// Topics that some server is about, in the order of the quiz.
    pub(super) fn topics(&self) -> impl Iterator<Item = &str> {
        let has = |key: &str| self.open().any(|server| is_about(server, key));
        let topics = self.topics.iter().map(String::as_str);
        topics.filter(move |key| *key != "adult" && has(key))
    }

    /// Languages and how many servers speak them, most spoken first.
    pub(super) fn languages(&self) -> Vec<(Language, usize)> {
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for server in self.open() {
            let mut primary: Vec<&str> = server
                .languages
                .iter()
                .map(|it| it.value.primary())
                .collect();
            primary.sort_unstable();
            primary.dedup();
            for language in primary {
                *counted.entry(language.to_owned()).or_default() += 1;
            }
        }
        let mut all: Vec<(Language, usize)> = counted
            .into_iter()
            .filter_map(|(tag, count)| Some((Language::parse(&tag)?, count)))
            .collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    }
}

/// Whether the list can be narrowed down by a topic.
pub(super) fn is_filter(key: &str) -> bool {
    !["general", "regional"].contains(&key)
}

fn is_about(server: &Server, key: &str) -> bool {
    server.topics.iter().any(|topic| topic.value == key)
}
