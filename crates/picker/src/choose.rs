//! Which three: a fair draw among those that fit about equally well.
//!
//! Weighted sampling without replacement by exponential keys (Efraimidis and
//! Spirakis, "Weighted random sampling with a reservoir", IPL 97, 2006): each
//! server's key depends on nothing but the seed, its domain and its weight,
//! so neither the order of the list nor who else is on it changes a key.

use crate::facts::Row;
use crate::score::{Query, Scored};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Within reach of the best is who scores at least this much of it.
pub(crate) const REACH: f64 = 0.92;
/// A server about a topic that no earlier pick covers is drawn as if it had
/// so many times its weight.
const FRESH_TOPIC: f64 = 4.0;

/// The key of a server in the draw: an exponentially distributed number whose
/// rate is the weight. The smallest key wins.
pub(crate) fn draw_key(row: &Row, seed: u64) -> f64 {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(seed.rotate_left(32) ^ row.hash);
    // 53 bits, moved off zero: strictly between 0 and 1.
    let unit = ((generator.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
    -libm::log(unit) / row.weight
}

/// Draws up to `places` servers, given those already shown.
pub(crate) fn choose(
    query: &Query<'_>,
    scored: &[Scored],
    seed: u64,
    places: usize,
    shown: &[u32],
    excluded: &[u32],
) -> Vec<u32> {
    let mut keys: Vec<f64> = vec![f64::NAN; scored.len()];
    draw(query, scored, places, shown, excluded, REACH, &mut |at| {
        let key = &mut keys[at];
        if key.is_nan() {
            *key = draw_key(&query.facts.rows[scored[at].doc as usize], seed);
        }
        *key
    })
    .into_iter()
    .map(|at| scored[at].doc)
    .collect()
}

/// The mean score of the best that the same rules allow.
pub(crate) fn best(query: &Query<'_>, scored: &[Scored], places: usize) -> Option<f64> {
    let chosen = draw(query, scored, places, &[], &[], 1.0, &mut |at| at as f64);
    let sum: f64 = chosen.iter().map(|at| scored[*at].score).sum();
    (!chosen.is_empty()).then(|| sum / chosen.len() as f64)
}

/// Fills the places one after the other: of the servers that break least,
/// those within reach of the best one left are drawn from.
fn draw(
    query: &Query<'_>,
    scored: &[Scored],
    places: usize,
    shown: &[u32],
    excluded: &[u32],
    reach: f64,
    key: &mut dyn FnMut(usize) -> f64,
) -> Vec<usize> {
    let rows = &query.facts.rows;
    let mut taken: Vec<u32> = shown.to_vec();
    let mut out: Vec<usize> = Vec::new();
    let mut covered: u32 = scored
        .iter()
        .filter(|one| shown.contains(&one.doc))
        .fold(0, |topics, one| topics | one.topics);
    for _ in 0..places {
        let giant = taken.iter().any(|doc| rows[*doc as usize].giant);
        let may = |one: &Scored| {
            let row = &rows[one.doc as usize];
            !(giant && row.giant)
                && !taken.contains(&one.doc)
                && !excluded.contains(&one.doc)
                && !taken.iter().any(|doc| same_domain(query, *doc, one.doc))
        };
        let mut least = u8::MAX;
        let mut top = 0.0f64;
        for one in scored {
            if one.broken < least && may(one) {
                least = one.broken;
                top = one.score;
            } else if one.broken == least && one.score > top && may(one) {
                top = one.score;
            }
        }
        let mut drawn: Option<(usize, f64)> = None;
        for (at, one) in scored.iter().enumerate() {
            if one.broken != least || one.score < top * reach || !may(one) {
                continue;
            }
            let mut this = key(at);
            if one.topics & !covered != 0 {
                this /= FRESH_TOPIC;
            }
            let closer = drawn.is_none_or(|(before, smallest)| {
                this < smallest
                    || (this == smallest
                        && domain(query, one.doc) < domain(query, scored[before].doc))
            });
            if closer {
                drawn = Some((at, this));
            }
        }
        let Some((at, _)) = drawn else { break };
        covered |= scored[at].topics;
        taken.push(scored[at].doc);
        out.push(at);
    }
    out
}

fn domain<'a>(query: &Query<'a>, doc: u32) -> &'a str {
    query
        .servers
        .get(doc as usize)
        .map_or("", |server| server.domain.as_str())
}

fn same_domain(query: &Query<'_>, a: u32, b: u32) -> bool {
    let rows = &query.facts.rows;
    rows[a as usize].hash == rows[b as usize].hash && domain(query, a) == domain(query, b)
}
