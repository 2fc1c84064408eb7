//! Answers in an address: `topic=tech,art&lang=de&text=rust+programming`.
//!
//! The query is the whole state of the picker, so that a link, a reload and
//! the back button restore it. Reading is tolerant: a part that is unknown or
//! damaged is left out and the rest is kept; a newer version's parts do no
//! harm. What is written is always read back the same.

use crate::answers::{Answers, SignUpWish};
use crate::language::Language;
use crate::model::{LegalForm, Region, Size};

/// The version of the address format that is written (`v=1`).
pub const VERSION: u8 = 1;

/// The names of the answers in an address: also those of the fields of forms.
pub mod key {
    /// The version of the format, see [`super::VERSION`].
    pub const VERSION: &str = "v";
    /// Topics.
    pub const TOPIC: &str = "topic";
    /// Languages.
    pub const LANGUAGE: &str = "lang";
    /// Free text.
    pub const TEXT: &str = "text";
    /// The way of signing up.
    pub const SIGN_UP: &str = "signup";
    /// The size of the community.
    pub const SIZE: &str = "size";
    /// The part of the world.
    pub const REGION: &str = "region";
    /// Who runs the server, in law.
    pub const LEGAL_FORM: &str = "legal";
    /// The visitor's age.
    pub const AGE: &str = "age";
    /// Servers with adult content are welcome.
    pub const ADULT: &str = "adult";
    /// As an item of [`FLEXIBLE`]: the language of the free text does not matter.
    pub const WORDS: &str = "words";
    /// Which of the answers [`LANGUAGE`] and [`SIGN_UP`] are only preferred, and
    /// [`WORDS`].
    pub const FLEXIBLE: &str = "flex";
    /// What draws the picks.
    pub const SEED: &str = "seed";
    /// How often others were asked for with the same [`SEED`].
    pub const DRAW: &str = "draw";

    /// All of them.
    pub const ALL: [&str; 13] = [
        VERSION, TOPIC, LANGUAGE, TEXT, SIGN_UP, SIZE, REGION, LEGAL_FORM, AGE, ADULT, FLEXIBLE,
        SEED, DRAW,
    ];
}

/// The longest free text that is kept, in characters.
pub const MAX_TEXT: usize = 200;
const MAX_TOPICS: usize = 40;
const MAX_TOPIC_LENGTH: usize = 32;
const MAX_LANGUAGES: usize = 20;
const MAX_QUERY: usize = 8_192;

/// Everything that an address says: the answers, and what drew the picks, so
/// that a shared link shows the same three.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The answers.
    pub answers: Answers,
    /// The seed; `None` when the address names none and one is to be drawn.
    pub seed: Option<u64>,
    /// Which draw with this seed, from 0: the second leaves out what the first
    /// showed, and so on. 0 without a seed.
    pub draw: u16,
}

impl State {
    /// The query string, without the question mark; empty when there is
    /// nothing to say.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut out = self.answers.to_query();
        if let Some(seed) = self.seed {
            if out.is_empty() {
                out.push_str("v=1");
            }
            out.push_str("&seed=");
            push_number(&mut out, seed);
            if self.draw > 0 {
                out.push_str("&draw=");
                push_number(&mut out, u64::from(self.draw));
            }
        }
        out
    }

    /// Reads a query string, with or without the question mark.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut state = Self::default();
        for (key, value) in pairs(query) {
            if key == key::SEED {
                if let Ok(seed) = value.trim().parse() {
                    state.seed = Some(seed);
                }
            } else if key == key::DRAW {
                state.draw = value.trim().parse().unwrap_or(0);
            } else {
                state.answers.read(&key, &value);
            }
        }
        state.answers.tidy();
        if state.seed.is_none() {
            state.draw = 0;
        }
        state
    }
}

impl Answers {
    /// The answers as a query string, without the question mark and without
    /// a seed; empty when nothing was answered.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut tidy = self.clone();
        tidy.tidy();
        if tidy == Self::default() {
            return String::new();
        }
        let mut out = String::from("v=1");
        push_list(&mut out, key::TOPIC, tidy.topics.iter().map(String::as_str));
        push_list(
            &mut out,
            key::LANGUAGE,
            tidy.languages.iter().map(Language::as_str),
        );
        if !tidy.text.is_empty() {
            push_text(&mut out, key::TEXT, &tidy.text);
        }
        push_list(
            &mut out,
            key::SIGN_UP,
            tidy.sign_up.map(SignUpWish::key).into_iter(),
        );
        push_list(&mut out, key::SIZE, tidy.size.map(Size::key).into_iter());
        push_list(
            &mut out,
            key::REGION,
            tidy.region.map(Region::key).into_iter(),
        );
        push_list(
            &mut out,
            key::LEGAL_FORM,
            tidy.legal_form.map(LegalForm::key).into_iter(),
        );
        if let Some(age) = tidy.age {
            out.push_str("&age=");
            push_number(&mut out, u64::from(age));
        }
        if tidy.adult {
            out.push_str("&adult=1");
        }
        let flexible = [
            tidy.flexible_language.then_some(key::LANGUAGE),
            tidy.flexible_sign_up.then_some(key::SIGN_UP),
            tidy.any_words_language.then_some(key::WORDS),
        ];
        push_list(&mut out, key::FLEXIBLE, flexible.into_iter().flatten());
        out
    }

    /// Reads a query string, with or without the question mark. Parts that
    /// are no answers (`seed`, `embed`, damaged ones) are left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        State::from_query(query).answers
    }

    fn read(&mut self, key: &str, value: &str) {
        let items = || {
            value
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
        };
        match key {
            key::TOPIC => self.topics.extend(items().map(str::to_ascii_lowercase)),
            key::LANGUAGE => self.languages.extend(items().filter_map(Language::parse)),
            key::TEXT if self.text.is_empty() => value.clone_into(&mut self.text),
            key::SIGN_UP => {
                self.sign_up = match value.trim() {
                    "instant" => Some(SignUpWish::Instant),
                    "any" => Some(SignUpWish::Any),
                    _ => self.sign_up,
                }
            }
            key::SIZE => self.size = Size::parse(value.trim()).or(self.size),
            key::REGION => self.region = Region::parse(value.trim()).or(self.region),
            key::LEGAL_FORM => {
                self.legal_form = match value.trim() {
                    "organisation" => Some(LegalForm::Organisation),
                    "people" => Some(LegalForm::People),
                    _ => self.legal_form,
                }
            }
            key::AGE => {
                if let Ok(age) = value.trim().parse::<u8>()
                    && age <= 120
                {
                    self.age = Some(age);
                }
            }
            key::ADULT => self.adult |= matches!(value.trim(), "1" | "true"),
            key::FLEXIBLE => {
                for item in items() {
                    match item {
                        key::LANGUAGE => self.flexible_language = true,
                        key::SIGN_UP => self.flexible_sign_up = true,
                        key::WORDS => self.any_words_language = true,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Brings the answers to the form that an address can hold: no repeated
    /// topic or language, topic keys that look like keys, bounded lengths, no
    /// control characters in the text.
    pub fn tidy(&mut self) {
        self.topics.retain(|topic| is_key(topic));
        keep_first(&mut self.topics);
        self.topics.truncate(MAX_TOPICS);
        keep_first(&mut self.languages);
        self.languages.truncate(MAX_LANGUAGES);
        if self.text.chars().any(char::is_control) || self.text.len() > MAX_TEXT {
            self.text = self
                .text
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .take(MAX_TEXT)
                .collect();
        }
        if self.text.trim().is_empty() {
            self.text.clear();
        }
        self.age = self.age.filter(|age| *age <= 120);
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_TOPIC_LENGTH
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
}

/// Drops later repetitions; the lists are short.
fn keep_first<T: PartialEq>(list: &mut Vec<T>) {
    let mut i = 0;
    while i < list.len() {
        if list[..i].contains(&list[i]) {
            list.remove(i);
        } else {
            i += 1;
        }
    }
}

/// The names and values of a query string, with or without the question mark,
/// decoded. What has no `=` is left out, and so is what lies beyond 8 KiB.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let mut end = query.len().min(MAX_QUERY);
    while !query.is_char_boundary(end) {
        end -= 1;
    }
    query[..end].split('&').filter_map(|part| {
        let (key, value) = part.split_once('=')?;
        Some((decode(key), decode(value)))
    })
}

pub(crate) fn push_list<'a>(out: &mut String, key: &str, items: impl Iterator<Item = &'a str>) {
    for (i, item) in items.enumerate() {
        if i == 0 {
            out.push('&');
            out.push_str(key);
            out.push('=');
        } else {
            out.push(',');
        }
        encode(out, item);
    }
}

/// Adds `&key=` and a text.
pub(crate) fn push_text(out: &mut String, key: &str, text: &str) {
    out.push('&');
    out.push_str(key);
    out.push('=');
    encode(out, text);
}

pub(crate) fn push_number(out: &mut String, number: u64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|d| char::from(*d)));
}

/// Percent-encoding as forms do it (`application/x-www-form-urlencoded`).
fn encode(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// The way back. A `%` that starts no escape stands for itself; bytes that
/// are no UTF-8 become U+FFFD.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (bytes[i], hex(i + 1), hex(i + 2)) {
            (b'+', _, _) => out.push(b' '),
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                i += 2;
            }
            (byte, _, _) => out.push(byte),
        }
        i += 1;
    }
    match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_full_address_reads_well_and_comes_back() {
        let query = "v=1&topic=tech,art&lang=de,pt-BR&text=rust+programming&signup=instant\
                     &size=cosy&region=north_america&legal=people&age=16&adult=1\
                     &flex=lang,signup,words&seed=42&draw=2";
        let state = State::from_query(query);
        assert_eq!(state.to_query(), query);
        assert_eq!(state.answers.topics, ["tech", "art"]);
        assert_eq!((state.seed, state.draw), (Some(42), 2));
    }

    #[test]
    fn repeated_and_listed_values_mean_the_same() {
        let listed = Answers::from_query("?topic=tech,art&lang=de,en");
        let repeated = Answers::from_query("topic=tech&topic=art&lang=de&topic=tech&lang=EN");
        assert_eq!(listed, repeated);
    }

    #[test]
    fn damage_costs_only_the_damaged_part() {
        let answers = Answers::from_query(
            "topic=tech%2&size=gigantic&lang=xx-&lang=fr&age=900&text=%E9t%zz&v=9&&=&utm=1&signup",
        );
        assert_eq!(answers.languages.len(), 1);
        assert_eq!(answers.text, "\u{fffd}t%zz");
        assert_eq!(
            (answers.size, answers.age, answers.sign_up),
            (None, None, None)
        );
        assert!(answers.topics.is_empty());
    }

    #[test]
    fn nothing_answered_is_nothing_written() {
        assert_eq!(State::default().to_query(), "");
        assert_eq!(State::from_query(""), State::default());
    }

    fn some_answers() -> impl Strategy<Value = Answers> {
        let language = "[a-z]{2,3}(-[A-Z]{2})?".prop_filter_map("tag", |t| Language::parse(&t));
        (
            prop::collection::vec("[a-z_]{1,12}", 0..5),
            prop::collection::vec(language, 0..4),
            "\\PC{0,60}",
            prop::option::of(prop::sample::select(vec![
                SignUpWish::Instant,
                SignUpWish::Any,
            ])),
            prop::option::of(prop::sample::select(Size::ALL.to_vec())),
            prop::option::of(prop::sample::select(Region::ALL.to_vec())),
            prop::option::of(prop::sample::select(vec![
                LegalForm::Organisation,
                LegalForm::People,
            ])),
            prop::option::of(0u8..=120),
            any::<[bool; 4]>(),
        )
            .prop_map(
                |(topics, languages, text, sign_up, size, region, legal_form, age, b)| {
                    let mut answers = Answers {
                        topics,
                        languages,
                        text,
                        sign_up,
                        size,
                        region,
                        legal_form,
                        age,
                        adult: b[0],
                        flexible_language: b[1],
                        flexible_sign_up: b[2],
                        any_words_language: b[3],
                    };
                    answers.tidy();
                    answers
                },
            )
    }

    proptest! {
        #[test]
        fn answers_round_trip(answers in some_answers(), seed: Option<u64>, draw: u16) {
            let draw = if seed.is_some() { draw } else { 0 };
            let state = State { answers, seed, draw };
            prop_assert_eq!(State::from_query(&state.to_query()), state.clone());
            prop_assert_eq!(Answers::from_query(&state.to_query()), state.answers);
        }

        #[test]
        fn a_damaged_part_costs_no_other(
            answers in some_answers(), seed: Option<u64>, at: prop::sample::Index,
            junk in "[^&=+,]{0,12}",
        ) {
            let state = State { answers, seed, draw: 0 };
            let query = state.to_query();
            let parts: Vec<&str> = query.split('&').collect();
            let at = at.index(parts.len());
            let (key, value) = parts[at].split_once('=').unwrap_or((parts[at], ""));
            // Cut short or scribbled over in the middle of a letter.
            let half = value.get(..value.len() / 2).unwrap_or("");
            let damaged = format!("{key}={half}%{junk}");
            let mut parts = parts.clone();
            parts[at] = &damaged;
            let read = State::from_query(&parts.join("&"));
            let (a, b) = (&read.answers, &state.answers);
            let same = [
                ("topic", a.topics == b.topics),
                ("lang", a.languages == b.languages),
                ("text", a.text == b.text),
                ("signup", a.sign_up == b.sign_up),
                ("size", a.size == b.size),
                ("region", a.region == b.region),
                ("legal", a.legal_form == b.legal_form),
                ("age", a.age == b.age),
                ("adult", a.adult == b.adult),
                ("flex", (a.flexible_language, a.flexible_sign_up, a.any_words_language)
                    == (b.flexible_language, b.flexible_sign_up, b.any_words_language)),
                ("seed", read.seed == state.seed),
            ];
            for (other, same) in same {
                prop_assert!(same || other == key, "{other} is lost with {damaged}");
            }
        }

        #[test]
        fn any_text_is_read_and_then_stays(query in ".{0,200}") {
            let state = State::from_query(&query);
            prop_assert_eq!(State::from_query(&state.to_query()), state);
        }

        #[test]
        fn noise_around_an_answer_does_not_lose_it(noise in "([a-km-z=0-9][a-z%=0-9]{0,19})?") {
            let query = ["zz", &noise, "&lang=eo&zz", &noise].concat();
            prop_assert_eq!(Answers::from_query(&query).languages.len(), 1);
        }
    }
}
