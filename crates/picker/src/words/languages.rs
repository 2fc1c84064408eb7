//! What a text is written in, told by its script, its letters and its small
//! words.
//!
//! The knowledge of single languages is in `content/languages.toml`; the build
//! script turns it into the table here.

/// What is known of one language; lists are words with spaces between them, a
/// phrase has `_` for its spaces. The fields are described in
/// `content/languages.toml`.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) tag: &'static str,
    pub(crate) small: &'static str,
    pub(crate) telling: &'static str,
    pub(crate) stop: &'static str,
    pub(crate) letters: &'static str,
    pub(crate) no: &'static str,
    pub(crate) no_after: &'static str,
    pub(crate) keep: &'static str,
    pub(crate) or_words: &'static str,
    pub(crate) but: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A set of languages: one bit for each of [`LANGUAGES`].
pub(crate) type Languages = u128;

const _: () = assert!(LANGUAGES.len() <= 128);

/// The place of a language in [`LANGUAGES`].
pub(crate) fn language_number(tag: &str) -> Option<usize> {
    LANGUAGES.iter().position(|spec| spec.tag == tag)
}

/// Scripts that several languages share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Hebrew,
    Devanagari,
    /// One that tells the language.
    Of(&'static str),
}

/// The script of a letter.
fn script_of(c: char) -> Option<Script> {
    use Script::{Arabic, Cyrillic, Devanagari, Hebrew, Latin, Of};
    Some(match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Of("el"),
        '\u{400}'..='\u{52f}' => Cyrillic,
        '\u{530}'..='\u{58f}' => Of("hy"),
        '\u{590}'..='\u{5ff}' => Hebrew,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Arabic,
        '\u{780}'..='\u{7bf}' => Of("dv"),
        '\u{900}'..='\u{97f}' => Devanagari,
        '\u{980}'..='\u{9ff}' => Of("bn"),
        '\u{a00}'..='\u{a7f}' => Of("pa"),
        '\u{a80}'..='\u{aff}' => Of("gu"),
        '\u{b00}'..='\u{b7f}' => Of("or"),
        '\u{b80}'..='\u{bff}' => Of("ta"),
        '\u{c00}'..='\u{c7f}' => Of("te"),
        '\u{c80}'..='\u{cff}' => Of("kn"),
        '\u{d00}'..='\u{d7f}' => Of("ml"),
        '\u{d80}'..='\u{dff}' => Of("si"),
        '\u{e00}'..='\u{e7f}' => Of("th"),
        '\u{e80}'..='\u{eff}' => Of("lo"),
        '\u{f00}'..='\u{fff}' => Of("bo"),
        '\u{1000}'..='\u{109f}' => Of("my"),
        '\u{10a0}'..='\u{10ff}' => Of("ka"),
        '\u{1200}'..='\u{139f}' => Of("am"),
        '\u{1780}'..='\u{17ff}' => Of("km"),
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Of("ko"),
        '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => Of("ja"),
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => Of("zh"),
        _ => return None,
    })
}

/// The script that most letters of a text are in, and how many those are.
/// Latin letters count for half: names and addresses are written with them
/// everywhere.
fn main_script(text: &str) -> Option<(Script, u32)> {
    let mut counts: Vec<(Script, u32)> = Vec::new();
    for script in text.chars().filter_map(script_of) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    // Japanese is written with kana among the Chinese characters.
    let of = |tag: &'static str| {
        counts
            .iter()
            .position(|(script, _)| *script == Script::Of(tag))
    };
    if let (Some(kana), Some(han)) = (of("ja"), of("zh"))
        && counts[kana].1 * 10 > counts[han].1
    {
        counts[kana].1 += counts[han].1;
        counts[han].1 = 0;
    }
    let weigh = |(script, count): &(Script, u32)| match script {
        Script::Latin => *count,
        // A syllable or an idea a character.
        Script::Of("ko" | "ja" | "zh") => count * 6,
        _ => count * 2,
    };
    let main = counts.iter().max_by_key(|one| weigh(one))?;
    Some((main.0, main.1))
}

/// What a word that only one language has is worth.
const ONE: i32 = 60;
/// So many different letters tell an alphabet.
const MANY_LETTERS: usize = 9;
/// A language with so many accented letters is hardly written without one.
const MANY_ACCENTS: usize = 50;
/// What a letter costs a language that does not have it.
const FOREIGN: i32 = 70;

/// How well each language explains a text; only those of the text's script
/// have more than 0.
#[derive(Debug, Clone)]
pub(crate) struct Guess {
    /// Told by the script alone.
    script: Option<&'static str>,
    scores: Vec<i32>,
    /// How many of the words are small words of each.
    hits: Vec<u16>,
    /// The script's languages have alphabets of their own, so that letters alone
    /// tell some of them apart.
    other_alphabets: bool,
    /// How many different letters the text has.
    letters: usize,
}

impl Guess {
    /// Weighs a text and the languages that each of its words is a small word of.
    pub(crate) fn new(text: &str, words: &[Languages]) -> Self {
        let mut guess = Self {
            script: None,
            scores: vec![0; LANGUAGES.len()],
            hits: vec![0; LANGUAGES.len()],
            other_alphabets: false,
            letters: 0,
        };
        let Some((script, count)) = main_script(text) else {
            return guess;
        };
        if let Script::Of(tag) = script {
            let idea = matches!(tag, "ko" | "ja" | "zh");
            if count >= if idea { 2 } else { 4 } {
                guess.script = Some(tag);
            }
            return guess;
        }
        let mut candidates: Languages = 0;
        for (at, spec) in LANGUAGES.iter().enumerate() {
            if spec.small.chars().find_map(script_of) == Some(script) {
                candidates |= 1 << at;
            }
        }
        guess.add(!candidates, i32::MIN / 4);
        for word in words {
            let of = word & candidates;
            if of != 0 {
                let worth = ONE / of.count_ones() as i32;
                guess.add(of, worth.max(1));
                for (at, hits) in guess.hits.iter_mut().enumerate() {
                    *hits += u16::from(of >> at & 1 == 1);
                }
            }
        }
        if !text.is_ascii() {
            guess.letters(text, script, candidates);
        }
        guess.doubt_without_accents(text, candidates);
        guess.other_alphabets = script != Script::Latin;
        guess
    }

    fn letters(&mut self, text: &str, script: Script, candidates: Languages) {
        let mut seen: Vec<char> = Vec::new();
        // Of some languages no letters are listed; a to z are no news for others.
        let mut unlisted: Languages = 0;
        if script != Script::Latin {
            for (at, spec) in LANGUAGES.iter().enumerate() {
                unlisted |= u128::from(spec.letters.is_empty()) << at;
            }
        }
        for c in text.chars().flat_map(char::to_lowercase) {
            if c.is_ascii() || seen.contains(&c) || script_of(c) != Some(script) {
                continue;
            }
            seen.push(c);
            let mut with: Languages = 0;
            for (at, spec) in LANGUAGES.iter().enumerate() {
                if candidates >> at & 1 == 1 && spec.letters.contains(c) {
                    with |= 1 << at;
                }
            }
            if with != 0 {
                self.add(with, ONE / 2 / with.count_ones() as i32);
                self.add(candidates & !with & !unlisted, -FOREIGN);
            }
        }
        self.letters = seen.len();
        if script != Script::Latin && seen.len() >= MANY_LETTERS {
            self.miss_own_letters(&seen, candidates);
        }
    }

    /// Hardly a line of Vietnamese lacks the accents that hardly another language
    /// has: without them its syllables are words of many ("de", "mas", "y").
    fn doubt_without_accents(&mut self, text: &str, candidates: Languages) {
        for (at, spec) in LANGUAGES.iter().enumerate() {
            if candidates >> at & 1 == 0 || spec.letters.chars().count() <= MANY_ACCENTS {
                continue;
            }
            let is_own = |c: char| {
                let has = |other: &Spec| other.letters.contains(c);
                has(spec) && LANGUAGES.iter().filter(|other| has(other)).count() <= 2
            };
            if !text.chars().flat_map(char::to_lowercase).any(is_own) {
                self.scores[at] -= FOREIGN * 2;
            }
        }
    }

    /// A longer text without any of the letters that only one or two languages
    /// have is hardly in one of those.
    fn miss_own_letters(&mut self, seen: &[char], candidates: Languages) {
        let with = |c: char| {
            let of = LANGUAGES.iter().enumerate();
            of.filter(|(at, spec)| candidates >> at & 1 == 1 && spec.letters.contains(c))
                .count()
        };
        for (at, spec) in LANGUAGES.iter().enumerate() {
            let mut own = spec.letters.chars().filter(|c| with(*c) <= 2).peekable();
            if candidates >> at & 1 == 1 && own.peek().is_some() && !own.any(|c| seen.contains(&c))
            {
                self.scores[at] -= ONE / 2;
            }
        }
    }

    fn add(&mut self, languages: Languages, worth: i32) {
        for (at, score) in self.scores.iter_mut().enumerate() {
            if languages >> at & 1 == 1 {
                *score += worth;
            }
        }
    }

    /// The language, where it is evident: at least `least` for it, so many of its
    /// small words, and by one part in `ahead` more than for any other.
    fn clearly(&self, least: i32, words: u16, ahead: i32) -> Option<&'static str> {
        if self.script.is_some() {
            return self.script;
        }
        let (at, best) = self.scores.iter().enumerate().max_by_key(|(at, score)| {
            // Of two alike the one that stands first in the table.
            (**score, core::cmp::Reverse(*at))
        })?;
        let others = self
            .scores
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let next_of_all = others.map(|(_, score)| *score).max().unwrap_or(0);
        let next = next_of_all.max(0);
        // By its letters no other is possible.
        if self.other_alphabets && self.letters >= MANY_LETTERS && *best - next_of_all >= ONE {
            return Some(LANGUAGES[at].tag);
        }
        (*best >= least && self.hits[at] >= words && (*best - next) * ahead >= next)
            .then(|| LANGUAGES[at].tag)
    }

    /// What a description is evidently written in.
    pub(crate) fn of_description(&self) -> Option<&'static str> {
        self.clearly(ONE, 3, 4)
            .or_else(|| self.clearly(ONE, 4, 8))
            .or_else(|| self.clearly(ONE * 3 / 2, 2, 4))
    }

    /// What a visitor's words are written in: there are few of them.
    pub(crate) fn of_question(&self) -> Option<&'static str> {
        self.clearly(ONE, 2, 4)
    }

    /// Languages that the text may be written in: those that explain it nearly
    /// as well as the best one does.
    pub(crate) fn possible(&self) -> Languages {
        if let Some(number) = self.script.and_then(language_number) {
            return 1 << number;
        }
        let best = self.scores.iter().copied().max().unwrap_or(0);
        let mut possible = 0;
        for (at, score) in self.scores.iter().enumerate() {
            if *score > 0 && *score * 5 >= best * 3 {
                possible |= 1 << at;
            }
        }
        possible
    }
}

/// Words that every server says of itself: no subject either.
pub(crate) const SERVER_WORDS: &str = "mastodon mastodont instance instances instanz instanzen \
     instancia instância istanza serveur server servers servidor servidores community communities \
     comunidad comunidade comunità communauté gemeinschaft social network fediverse federated \
     decentralized decentralised toot toots toot tröt friendly place space join home general \
     purpose users members account accounts run runs fan fans lover lovers enthusiast enthusiasts \
     small big large little tiny cosy cozy looking suche cherche busco i my me \
     https http www com org net html span href";
