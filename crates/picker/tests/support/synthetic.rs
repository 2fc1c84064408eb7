//! Servers made by a formula, in the proportions of the recorded directory of
//! 2026-06, which are all that is taken from it:
//!
//! - descriptions: a third have none; the others have 3 to 60 words, fewer long
//!   ones; words are drawn by Zipf's law from a vocabulary that grows with the
//!   square root of the list (Heaps' law), with 2 % words of topics among them;
//! - weekly actives: from 1 to 200,000 with a log-normal bulk (median 60) and a
//!   Pareto tail; 7 % are not counted;
//! - labels: 55 % general, 12 % regional, the others one or two of the topics;
//! - languages: 75 % English, 14 % German, then eight more; every tenth a second;
//! - 37 % review requests; 46 % are at the current release, the others older.

use picker::date::Date;
use picker::language::Language;
use picker::model::{Fact, Region, Server, SignUp, Source};
use picker::topics::{Topic, Topics};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

const TOPICS: [(&str, &[&str]); 12] = [
    ("general", &[]),
    ("regional", &["region", "city", "stadt"]),
    (
        "tech",
        &["tech", "programming", "software", "rust", "linux"],
    ),
    ("art", &["art", "painting", "drawing", "illustration"]),
    (
        "trains",
        &["trains", "railway", "bahn", "model trains", "鉄道"],
    ),
    ("music", &["music", "jazz", "guitar"]),
    ("science", &["science", "biology", "physics"]),
    ("games", &["games", "gaming", "video games"]),
    ("food", &["food", "cooking", "vegan"]),
    ("books", &["books", "reading", "library"]),
    ("lgbt", &["lgbt", "queer", "trans"]),
    ("sports", &["sports", "cycling", "football"]),
];
const LANGUAGES: [(&str, u64); 10] = [
    ("en", 750),
    ("de", 140),
    ("fr", 30),
    ("es", 25),
    ("ja", 15),
    ("pt-BR", 10),
    ("it", 10),
    ("nl", 8),
    ("no", 7),
    ("zh-TW", 5),
];
const ENDINGS: [&str; 8] = [
    ".social",
    ".example",
    ".club",
    ".town",
    ".art",
    ".space",
    "todon.example",
    ".de",
];

pub(crate) fn topics() -> Topics {
    let topic = |(key, words): &(&str, &[&str])| Topic {
        key: (*key).to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    Topics(TOPICS.iter().map(topic).collect())
}

struct Draw(Xoshiro256PlusPlus);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0.next_u64() % limit
    }

    fn unit(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn in_hundred(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// Zipf's law over `count` ranks: the inverse of its continuous form.
    fn zipf(&mut self, count: u64) -> u64 {
        (libm::exp(self.unit() * libm::log(count as f64 + 1.0)) as u64).min(count) - 1
    }

    fn word(&mut self, vocabulary: u64) -> String {
        if self.in_hundred(2) {
            let words = TOPICS[1 + self.below(11) as usize].1;
            return words[self.below(words.len() as u64) as usize].to_owned();
        }
        made_up(self.zipf(vocabulary))
    }
}

/// A pronounceable word for a number.
fn made_up(number: u64) -> String {
    let mut rest = number + 7;
    let mut word = String::new();
    while rest > 0 || word.len() < 4 {
        word.push(char::from(b"bdfghklmnprstvwz"[(rest % 16) as usize]));
        rest /= 16;
        word.push(char::from(b"aeiou"[(rest % 5) as usize]));
        rest /= 5;
    }
    word
}

pub(crate) fn servers(count: usize, seed: u64) -> Vec<Server> {
    let mut draw = Draw(Xoshiro256PlusPlus::seed_from_u64(seed));
    let vocabulary = 150 * (count as f64).sqrt() as u64;
    (0..count)
        .map(|number| server(number, vocabulary, &mut draw))
        .collect()
}

fn server(number: usize, vocabulary: u64, draw: &mut Draw) -> Server {
    fn fact<T>(value: T) -> Fact<T> {
        Fact::new(value, Source::Joinmastodon, Date::from_ymd(2026, 6, 23))
    }
    let head = draw
        .word(vocabulary)
        .replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let ending = ENDINGS[draw.below(8) as usize];
    let mut server = Server::new(format!("{head}{}{ending}", made_up(number as u64)));
    if !draw.in_hundred(36) {
        let words = 3 + draw.below(8) * draw.below(8) + draw.below(8);
        let words: Vec<String> = (0..words).map(|_| draw.word(vocabulary)).collect();
        server.description = Some(fact(words.join(" ")));
    }
    let label = match draw.below(100) {
        0..55 => 0,
        55..67 => 1,
        _ => 2 + draw.below(10) as usize,
    };
    server.topics.push(fact(TOPICS[label].0.to_owned()));
    if label > 0 && draw.in_hundred(30) {
        let more = 1 + draw.below(11) as usize;
        if more != label {
            server.topics.push(fact(TOPICS[more].0.to_owned()));
        }
    }
    let mut pick = draw.below(1_000);
    for (tag, share) in LANGUAGES {
        if pick < share {
            server.languages.extend(Language::parse(tag).map(fact));
            break;
        }
        pick -= share;
    }
    if draw.in_hundred(10) {
        let second = Language::parse("en").filter(|l| server.languages[0].value != *l);
        server.languages.extend(second.map(fact));
    }
    server.sign_up = Some(fact(if draw.in_hundred(37) {
        SignUp::Approval
    } else {
        SignUp::Instant
    }));
    if draw.in_hundred(70) {
        server.region = Some(fact(Region::ALL[draw.below(6) as usize]));
    }
    if !draw.in_hundred(7) {
        // The sum of four even draws is close enough to a bell.
        let bell: f64 = (0..4).map(|_| draw.unit() - 0.5).sum::<f64>() * 1.73;
        let mut people = 60.0 * libm::exp(1.8 * bell);
        if draw.in_hundred(1) {
            people = 1_500.0 / (1.0 - draw.unit().min(0.99));
        }
        server.weekly_active = Some(fact((people as u64).clamp(1, 200_000)));
    }
    let version = if draw.in_hundred(46) {
        "4.5.4"
    } else {
        ["4.5.3", "4.4.8", "4.3.4", "4.6.0-alpha.1+glitch"][draw.below(4) as usize]
    };
    server.version = Some(fact(version.to_owned()));
    server
}
