//! One number for many recommendations: to see that two machines agree.

use crate::answers::Answers;
use crate::date::Date;
use crate::language::Language;
use crate::recommend::{Context, Picker};

/// Answers of every kind, as in an address.
const QUESTIONS: [&str; 10] = [
    "",
    "topic=tech",
    "topic=trains,art&lang=de,en",
    "lang=fr&signup=instant&size=cosy",
    "lang=ja&topic=art",
    "text=rust+programming",
    "text=Bahn&flex=lang&lang=pt-BR",
    "size=large&region=europe",
    "legal=organisation&age=15",
    "text=鉄道&signup=instant&flex=signup",
];

/// Recommends for `seeds` seeds and every kind of answers, and hashes domains,
/// scores (to the last bit), reasons' and misses' weights and counts. Equal
/// numbers mean byte for byte equal recommendations.
#[must_use]
pub fn digest(picker: &Picker, seeds: u64) -> u64 {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    for question in QUESTIONS {
        let answers = Answers::from_query(question);
        for seed in 0..seeds {
            let context = Context {
                today: Date::from_days(20_000),
                seed: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15),
                browser_languages: Language::parse("en-GB").into_iter().collect(),
            };
            let found = picker.recommend(&answers, &context);
            hash.add(&(found.eligible as u64).to_le_bytes());
            hash.add(&(found.matching as u64).to_le_bytes());
            for pick in &found.picks {
                let domain = picker.servers().get(pick.server).map(|s| s.domain.as_str());
                hash.add(domain.unwrap_or("").as_bytes());
                hash.add(&pick.score.to_bits().to_le_bytes());
                for point in pick.reasons.iter().chain(&pick.misses) {
                    hash.add(point.kind.key().as_bytes());
                    hash.add(&point.weight.to_bits().to_le_bytes());
                }
            }
        }
    }
    hash.0
}

/// FNV-1a over all that is added.
struct Hash(u64);

impl Hash {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
