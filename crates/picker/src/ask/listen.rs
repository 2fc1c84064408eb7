//! Reads a visitor's text: which words are looked for, which are not wanted,
//! which only ask, and what it is written in.

use super::intents;
use super::names::{Mention, mentions, only_one_called};
use crate::language::Language;
use crate::model::Server;
use crate::outcome::{Field, Intent, Unwanted};
use crate::search::{Index, Mark, Marks, Said};
use crate::words::{Guess, Languages, language_number, stem};

/// No more words than this are looked at.
const MAX_WORDS: usize = 40;

/// What a word of the text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Wanted,
    /// Words with the same number belong together.
    Unwanted(u16),
    /// It keeps its place: "dungeons and dragons" is a topic's phrase.
    Silent,
}

/// A text that was read.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// All words, folded, in order.
    pub(super) words: Vec<String>,
    pub(super) said: Vec<Said>,
    pub(super) roles: Vec<Role>,
    pub(super) language: Option<Language>,
    pub(super) unwanted: Vec<Unwanted>,
    pub(super) mentions: Vec<Mention>,
    /// Servers that are named and not wanted.
    pub(super) refused: Vec<u32>,
    pub(super) intents: Vec<Intent>,
}

/// A text and what is needed to read it.
pub(crate) struct Listener<'a> {
    pub(crate) text: &'a str,
    pub(crate) index: &'a Index,
    pub(crate) servers: &'a [Server],
    /// The browser's languages.
    pub(crate) browser: &'a [Language],
    /// Whether the language of the words counts as a wish.
    pub(crate) tell_language: bool,
    /// Whether a server is never recommended.
    pub(crate) hidden: &'a dyn Fn(u32) -> bool,
}

pub(super) fn listen(listener: &Listener<'_>) -> Heard {
    let Listener {
        text: raw,
        index,
        servers,
        tell_language,
        ..
    } = *listener;
    let mut text = index.said(raw);
    text.truncate(MAX_WORDS);
    let mut heard = Heard {
        mentions: mentions(raw, servers),
        ..Heard::default()
    };
    let mut covered: Vec<bool> = text
        .iter()
        .map(|(_, said)| heard.mentions.iter().any(|one| one.covers(said.at)))
        .collect();
    // What is not wanted is no intent either ("no porn"); and what belongs to an
    // intent says nothing of what is not wanted ("I don't know").
    let told = Told::new(listener, &heard.mentions, &text, &covered);
    let marks = told.negations(listener, &text, &[]);
    heard.intents = intents::find(raw, &text, index, &marks, &mut covered);
    let told = if heard.intents.is_empty() {
        told
    } else {
        Told::new(listener, &heard.mentions, &text, &covered)
    };
    let number = told.language.and_then(language_number);
    if tell_language {
        heard.language = told.language.and_then(Language::parse);
    }
    let mut marks = told.negations(listener, &text, &covered);
    // "politikfrei"
    for (at, (word, said)) in text.iter_mut().enumerate() {
        if marks.of[at] == Mark::Plain
            && !covered[at]
            && let Some(head) = index.free_of(word, told.possible)
        {
            let group = marks.group(said.at);
            marks.of[at] = Mark::Unwanted(group);
            *word = head.to_owned();
        }
    }
    if !heard.mentions.is_empty() {
        // The words of servers that are named are covered: negations see them again.
        let with_names = told.negations(listener, &text, &[]);
        heard.refuse_mentions(raw, &text, &with_names);
    }
    heard.roles = text
        .iter()
        .zip(marks.of.iter().zip(&covered))
        .map(|((word, _), (mark, covered))| match mark {
            _ if *covered => Role::Silent,
            Mark::Marker => Role::Silent,
            Mark::Unwanted(group) => Role::Unwanted(*group),
            Mark::Plain
                if index.is_stop(word, number) || index.is_ask_word(word, told.possible) =>
            {
                Role::Silent
            }
            Mark::Plain => Role::Wanted,
        })
        .collect();
    // Without anything else, small words are what is asked for: "The Who".
    let silent = heard.roles.iter().all(|role| *role == Role::Silent);
    if silent
        && heard.mentions.is_empty()
        && heard.refused.is_empty()
        && heard.intents.is_empty()
        && !marks.of.contains(&Mark::Marker)
    {
        heard.roles.fill(Role::Wanted);
    }
    for (word, said) in text {
        heard.words.push(word);
        heard.said.push(said);
    }
    for (said, covered) in heard.said.iter_mut().zip(&covered) {
        if *covered {
            said.id = u32::MAX;
        }
    }
    drop_torn_pairs(&mut heard, index);
    list_unwanted(&mut heard, raw, &marks);
    find_short_names(&mut heard, index, servers);
    find_spelled_names(&mut heard, raw, index, servers);
    heard
}

/// What a text is written in.
struct Told {
    language: Option<&'static str>,
    /// Languages whose markers count.
    possible: Languages,
}

impl Told {
    /// Weighs the text without the servers it names and the words that are
    /// `covered`.
    fn new(
        listener: &Listener<'_>,
        mentions: &[Mention],
        text: &[(String, Said)],
        covered: &[bool],
    ) -> Self {
        let small = |((_, said), covered): (&(String, Said), &bool)| match covered {
            true => 0,
            false => listener.index.asked_languages(said.id) | listener.index.told_by(said.id),
        };
        let smalls: Vec<Languages> = text.iter().zip(covered).map(small).collect();
        let plain = mentions
            .iter()
            .rev()
            .fold(listener.text.to_owned(), |mut rest, mention| {
                rest.replace_range(mention.at.0..mention.at.1, " ");
                rest
            });
        let guess = Guess::new(&plain, &smalls);
        let language = guess.of_question();
        // Markers count in the languages that the text may be written in, and in
        // those of the browser.
        let mut possible = guess.possible();
        if language.is_none() {
            let browser = listener.browser.iter().map(Language::primary);
            for tag in browser.chain(["en"]) {
                possible |= language_number(tag).map_or(0, |number| 1 << number);
            }
        }
        Self { language, possible }
    }

    /// What is not wanted, without the words that are `covered`.
    fn negations(
        &self,
        listener: &Listener<'_>,
        text: &[(String, Said)],
        covered: &[bool],
    ) -> Marks {
        let mut said: Vec<Said> = text.iter().map(|(_, said)| *said).collect();
        for (said, covered) in said.iter_mut().zip(covered) {
            if *covered {
                said.id = u32::MAX;
            }
        }
        listener
            .index
            .negations(listener.text, &said, self.possible, true)
    }
}

impl Heard {
    /// A server that is named behind a "not" is not asked for: it counts as one
    /// that is about something unwanted.
    fn refuse_mentions(&mut self, raw: &str, text: &[(String, Said)], marks: &Marks) {
        let words = text.iter().zip(&marks.of);
        let refused = words.filter_map(|((_, said), mark)| match mark {
            Mark::Unwanted(group) => Some((said.at, *group)),
            _ => None,
        });
        let refused: Vec<_> = refused.collect();
        let named = core::mem::take(&mut self.mentions);
        for mention in named.clone() {
            // Only where nothing but names is not wanted: "no politics" before a
            // name says nothing of it.
            let group = refused
                .iter()
                .find(|(at, _)| mention.covers(*at))
                .map(|(_, group)| *group)
                .filter(|group| {
                    let mut others = refused.iter().filter(|(_, other)| other == group);
                    others.all(|(at, _)| named.iter().any(|name| name.covers(*at)))
                });
            let Some(group) = group else {
                self.mentions.push(mention);
                continue;
            };
            self.refused.extend(mention.server);
            self.unwanted.push(unwanted(
                raw,
                mention.at,
                marks.markers[usize::from(group) - 1],
            ));
        }
    }
}

/// Something that is not wanted, with the text without it and its marker.
fn unwanted(raw: &str, at: (usize, usize), marker: (usize, usize)) -> Unwanted {
    let (start, end) = (at.0.min(marker.0), at.1.max(marker.1));
    let head = raw
        .get(..start)
        .unwrap_or("")
        .trim_end_matches([' ', ',', ';']);
    let tail = raw
        .get(end..)
        .unwrap_or("")
        .trim_start_matches([' ', ',', ';', '.']);
    let without = [head, tail].into_iter().filter(|part| !part.is_empty());
    Unwanted {
        words: raw.get(at.0..at.1).unwrap_or("").to_owned(),
        without: without.collect::<Vec<_>>().join(" "),
    }
}

/// Of a run without spaces most pairs lie across two words: those that nobody
/// knows, and those with hiragana in them, are not looked for where another
/// pair of the run says something.
fn drop_torn_pairs(heard: &mut Heard, index: &Index) {
    let is_known = |word: &str| index.word(word).is_some_and(|id| index.is_said(id));
    let has_hiragana = |word: &str| word.chars().any(|c| ('\u{3041}'..='\u{309f}').contains(&c));
    let says = |heard: &Heard, at: usize| {
        matches!(heard.roles[at], Role::Wanted | Role::Unwanted(_))
            && is_known(&heard.words[at])
            && !has_hiragana(&heard.words[at])
    };
    for at in 0..heard.words.len() {
        let run = heard.said[at].run;
        if !heard.said[at].is_pair || heard.roles[at] == Role::Silent || says(heard, at) {
            continue;
        }
        let other =
            (0..heard.words.len()).any(|other| heard.said[other].run == run && says(heard, other));
        if other || (has_hiragana(&heard.words[at]) && !is_known(&heard.words[at])) {
            heard.roles[at] = Role::Silent;
        }
    }
}

/// Lists what is not wanted, and the text without each of it.
fn list_unwanted(heard: &mut Heard, raw: &str, marks: &Marks) {
    for (number, marker) in marks.markers.iter().enumerate() {
        let of_group = |at: &usize| heard.roles[*at] == Role::Unwanted(number as u16 + 1);
        let mut places = (0..heard.roles.len()).filter(of_group);
        let Some(first) = places.next() else { continue };
        let last = places.next_back().unwrap_or(first);
        let at = (heard.said[first].at.0, heard.said[last].at.1);
        heard.unwanted.push(unwanted(raw, at, *marker));
    }
}

/// A word that is the name of exactly one server, and otherwise unknown to all.
fn find_short_names(heard: &mut Heard, index: &Index, servers: &[Server]) {
    for at in 0..heard.words.len() {
        let word = heard.words[at].as_str();
        if heard.roles[at] != Role::Wanted
            || word.len() < 5
            || heard.said[at].is_pair
            || index.means_something(word)
        {
            continue;
        }
        let Some(id) = index.word(word) else { continue };
        let postings = index.postings(id);
        if postings
            .iter()
            .any(|posting| posting.field() != Field::Domain)
            && postings.len() > 1
        {
            continue;
        }
        let docs = postings.iter().map(|posting| posting.doc);
        if let Some(server) = only_one_called(word, docs, servers) {
            let domain = servers[server as usize].domain.clone();
            if !heard.mentions.iter().any(|known| known.domain == domain) {
                heard.mentions.push(Mention {
                    domain,
                    at: heard.said[at].at,
                    server: Some(server),
                });
            }
            heard.roles[at] = Role::Silent;
        }
    }
}

/// A domain whose dots are not written: "mastodon social", "hachyderm dot io". Its
/// words are looked for as well, as they may be subjects ("tech lgbt").
fn find_spelled_names(heard: &mut Heard, raw: &str, index: &Index, servers: &[Server]) {
    for from in 0..heard.words.len() {
        let mut domain = heard.words[from].clone();
        for to in from + 1..heard.words.len().min(from + 5) {
            let (before, here) = (&heard.said[to - 1], &heard.said[to]);
            let between = raw.get(before.at.1..here.at.0).unwrap_or(",");
            let wanted = |at: usize| !matches!(heard.roles[at], Role::Unwanted(_));
            if !matches!(between.trim(), "" | ".") || before.is_pair || !wanted(to) {
                break;
            }
            if heard.words[to] == "dot" {
                continue;
            }
            domain = format!("{domain}.{}", heard.words[to]);
            let known = server_called(&domain, &heard.words[from], index, servers);
            let named = |one: &Mention| one.domain == domain;
            if let Some(server) = known
                && !heard.mentions.iter().any(named)
            {
                heard.mentions.push(Mention {
                    domain: domain.clone(),
                    at: (heard.said[from].at.0, here.at.1),
                    server: Some(server),
                });
            }
        }
    }
}

/// The server of a domain that begins with a word: among those that have the word in
/// their names, or, for the one word that is in too many names to be looked up, among
/// all.
fn server_called(domain: &str, first: &str, index: &Index, servers: &[Server]) -> Option<u32> {
    if first.starts_with("mastod") {
        let at = servers.iter().position(|server| server.domain == domain)?;
        return u32::try_from(at).ok();
    }
    let postings = index.postings(index.word(first)?).iter();
    let mut docs = postings.map(|posting| posting.doc);
    docs.find(|doc| {
        let server = servers.get(*doc as usize);
        server.is_some_and(|server| server.domain == domain)
    })
}

/// Whether two folded words are forms of one.
pub(super) fn same_stem(a: &str, b: &str) -> bool {
    stem(a) == stem(b)
}
