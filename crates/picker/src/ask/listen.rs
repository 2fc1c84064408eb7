//! Reads a visitor's text: which words are looked for, which are not wanted,
//! which only ask, and what it is written in.

use super::intents;
use super::names::{Mention, mentions, only_one_called};
use crate::language::Language;
use crate::model::Server;
use crate::outcome::{Field, Intent, Unwanted};
use crate::search::{Index, Mark, Said};
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
        browser,
        tell_language,
        ..
    } = *listener;
    let mut text = index.said(raw);
    text.truncate(MAX_WORDS);
    let mut heard = Heard {
        mentions: mentions(raw, servers),
        ..Heard::default()
    };
    let mut covered = vec![false; text.len()];
    for (covered, (_, said)) in covered.iter_mut().zip(&text) {
        let within = |mention: &Mention| {
            mention.server.is_some() && said.at.0 >= mention.at.0 && said.at.1 <= mention.at.1
        };
        *covered = heard.mentions.iter().any(within);
    }
    heard.intents = intents::find(raw, &text, index, &mut covered);
    let small = |at: usize, said: &Said| {
        if covered[at] {
            0
        } else {
            index.languages_of(said.id)
        }
    };
    let smalls: Vec<Languages> = text
        .iter()
        .enumerate()
        .map(|(at, (_, said))| small(at, said))
        .collect();
    let plain = heard
        .mentions
        .iter()
        .rev()
        .fold(raw.to_owned(), |mut rest, mention| {
            rest.replace_range(mention.at.0..mention.at.1, " ");
            rest
        });
    let guess = Guess::new(&plain, &smalls);
    let told = guess.of_question();
    let number = told.and_then(language_number);
    if tell_language {
        heard.language = told.and_then(Language::parse);
    }
    // Markers count in the languages that the text may be written in, and in
    // those of the browser.
    let mut possible = guess.possible();
    if told.is_none() {
        for tag in browser.iter().map(Language::primary).chain(["en"]) {
            possible |= language_number(tag).map_or(0, |number| 1 << number);
        }
    }
    let mut said: Vec<Said> = text.iter().map(|(_, said)| *said).collect();
    for (said, covered) in said.iter_mut().zip(&covered) {
        if *covered {
            said.id = u32::MAX;
        }
    }
    let marks = index.negations(raw, &said, possible, true);
    heard.roles = text
        .iter()
        .zip(marks.iter().zip(&covered))
        .map(|((word, _), (mark, covered))| match mark {
            _ if *covered => Role::Silent,
            Mark::Marker => Role::Silent,
            Mark::Unwanted(group) => Role::Unwanted(*group),
            Mark::Plain if index.is_stop(word, number) || index.is_ask_word(word) => Role::Silent,
            Mark::Plain => Role::Wanted,
        })
        .collect();
    // Without anything else, small words are what is asked for: "The Who".
    let silent = heard.roles.iter().all(|role| *role == Role::Silent);
    if silent
        && heard.mentions.is_empty()
        && heard.intents.is_empty()
        && !marks.contains(&Mark::Marker)
    {
        heard.roles.fill(Role::Wanted);
    }
    heard.words = text.into_iter().map(|(word, _)| word).collect();
    heard.said = said;
    drop_torn_pairs(&mut heard, index);
    list_unwanted(&mut heard, raw, &marks);
    find_short_names(&mut heard, index, servers);
    heard
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
fn list_unwanted(heard: &mut Heard, raw: &str, marks: &[Mark]) {
    let mut groups: Vec<u16> = Vec::new();
    for role in &heard.roles {
        if let Role::Unwanted(group) = role
            && !groups.contains(group)
        {
            groups.push(*group);
        }
    }
    for group in groups {
        let of_group = |at: &usize| heard.roles[*at] == Role::Unwanted(group);
        let places: Vec<usize> = (0..heard.roles.len()).filter(of_group).collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else {
            continue;
        };
        let (mut from, mut to) = (*first, *last);
        let words = raw
            .get(heard.said[from].at.0..heard.said[to].at.1)
            .unwrap_or("");
        // The marker goes with it, on whichever side it stands.
        while from > 0 && marks[from - 1] == Mark::Marker {
            from -= 1;
        }
        while to + 1 < marks.len() && from == *first && marks[to + 1] == Mark::Marker {
            to += 1;
        }
        let end = heard.said[to].at.1;
        let mut start = heard.said[from].at.0;
        if heard.said[from].minus {
            start -= 1;
        }
        let head = raw
            .get(..start)
            .unwrap_or("")
            .trim_end_matches([' ', ',', ';']);
        let tail = raw
            .get(end..)
            .unwrap_or("")
            .trim_start_matches([' ', ',', ';', '.']);
        let without = [head, tail].into_iter().filter(|part| !part.is_empty());
        let without = without.collect::<Vec<_>>().join(" ");
        heard.unwanted.push(Unwanted {
            words: words.to_owned(),
            without,
        });
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
        }
    }
}

/// Whether two folded words are forms of one.
pub(super) fn same_stem(a: &str, b: &str) -> bool {
    stem(a) == stem(b)
}
