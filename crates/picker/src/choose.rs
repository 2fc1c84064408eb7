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

/// A giant is drawn half as often as its weight says: newcomers stay longer
/// on smaller servers (Colglazier 2024), and it has them already.
const GIANT: f64 = 0.5;
/// In the draw for one place no server's chance is above one in forty; where
/// fewer than forty are within reach all have the same chance.
const MAX_CHANCE: f64 = 0.025;

/// A server's luck with a seed: an exponentially distributed number. Divided
/// by a weight it is the key of the draw, and the smallest key wins.
pub(crate) fn luck(row: &Row, seed: u64) -> f64 {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(seed.rotate_left(32) ^ row.hash);
    // 53 bits, moved off zero: strictly between 0 and 1.
    let unit = ((generator.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
    -libm::log(unit)
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
    let mut table = Table::new(query, scored, shown, excluded);
    // Without answers whoever passes the floor is as good as any other.
    let reach = if query.general_only() { 0.0 } else { REACH };
    for _ in 0..places {
        let Some(top) = table.next() else { break };
        let Some(at) = table.draw(&top, reach, seed) else {
            break;
        };
        table.take(at);
    }
    table.out.iter().map(|at| scored[*at].doc).collect()
}

/// The mean score of the best that the same rules allow.
pub(crate) fn best(query: &Query<'_>, scored: &[Scored], places: usize) -> Option<f64> {
    let mut table = Table::new(query, scored, &[], &[]);
    for _ in 0..places {
        let Some(top) = table.next() else { break };
        table.take(top.at);
    }
    let sum: f64 = table.out.iter().map(|at| scored[*at].score).sum();
    (!table.out.is_empty()).then(|| sum / table.out.len() as f64)
}

/// The best one left.
struct Top {
    at: usize,
    broken: u8,
    score: f64,
}

/// The places as they fill up, one after the other.
struct Table<'a, 'q> {
    query: &'a Query<'q>,
    scored: &'a [Scored],
    excluded: &'a [u32],
    taken: Vec<u32>,
    giant: bool,
    covered: u32,
    out: Vec<usize>,
    candidates: Vec<u32>,
    /// Each server's luck, once it was needed; 0 before.
    luck: Vec<f64>,
}

impl<'a, 'q> Table<'a, 'q> {
    fn new(query: &'a Query<'q>, scored: &'a [Scored], shown: &[u32], excluded: &'a [u32]) -> Self {
        let rows = &query.facts.rows;
        let shown_ones = scored.iter().filter(|one| shown.contains(&one.doc));
        Self {
            query,
            scored,
            excluded,
            giant: shown.iter().any(|doc| rows[*doc as usize].giant),
            covered: shown_ones.fold(0, |topics, one| topics | one.topics),
            taken: shown.to_vec(),
            out: Vec::new(),
            candidates: Vec::new(),
            luck: Vec::new(),
        }
    }

    /// At most one giant, nobody twice, nobody left out.
    fn may(&self, one: &Scored) -> bool {
        let rows = &self.query.facts.rows;
        let row = &rows[one.doc as usize];
        if self.giant && row.giant {
            return false;
        }
        let same = |doc: &u32| {
            *doc == one.doc
                || (rows[*doc as usize].hash == row.hash
                    && self.domain(*doc) == self.domain(one.doc))
        };
        !self.excluded.contains(&one.doc) && !self.taken.iter().any(same)
    }

    /// The best one left: of those that break least, the highest score.
    fn next(&self) -> Option<Top> {
        let mut top: Option<Top> = None;
        for (at, one) in self.scored.iter().enumerate() {
            let better = top.as_ref().is_none_or(|top| {
                one.broken < top.broken || (one.broken == top.broken && one.score > top.score)
            });
            if better && self.may(one) {
                top = Some(Top {
                    at,
                    broken: one.broken,
                    score: one.score,
                });
            }
        }
        top
    }

    /// Draws among those within reach of the best one left.
    fn draw(&mut self, top: &Top, reach: f64, seed: u64) -> Option<usize> {
        let least = top.score * reach;
        let mut candidates = core::mem::take(&mut self.candidates);
        candidates.clear();
        for (at, one) in self.scored.iter().enumerate() {
            if one.broken == top.broken && one.score >= least && self.may(one) {
                candidates.push(at as u32);
            }
        }
        let cap = self.cap(&candidates);
        self.luck.resize(self.scored.len(), 0.0);
        let mut drawn: Option<(usize, f64)> = None;
        for at in &candidates {
            let at = *at as usize;
            let one = &self.scored[at];
            let row = &self.query.facts.rows[one.doc as usize];
            let mut weight = row.weight.min(cap) * row.ease;
            if row.giant {
                weight *= GIANT;
            }
            if one.topics & !self.covered != 0 {
                weight *= FRESH_TOPIC;
            }
            if self.luck[at] == 0.0 {
                self.luck[at] = luck(row, seed);
            }
            let key = self.luck[at] / weight;
            let wins = drawn.is_none_or(|(before, smallest)| {
                key < smallest
                    || (key == smallest
                        && self.domain(one.doc) < self.domain(self.scored[before].doc))
            });
            if wins {
                drawn = Some((at, key));
            }
        }
        self.candidates = candidates;
        drawn.map(|(at, _)| at)
    }

    /// The highest weight that keeps every chance within [`MAX_CHANCE`].
    fn cap(&self, candidates: &[u32]) -> f64 {
        // The largest weight is at most four times the smallest: from four
        // times as many on nobody can pass the limit.
        if candidates.len() as f64 * MAX_CHANCE > 4.0 {
            return f64::INFINITY;
        }
        let rows = &self.query.facts.rows;
        let mut weights: Vec<f64> = candidates
            .iter()
            .map(|at| rows[self.scored[*at as usize].doc as usize].weight)
            .collect();
        // Sorted, so that the sums do not depend on the order of the list.
        weights.sort_by(f64::total_cmp);
        let mut sum = 0.0;
        for (number, weight) in weights.iter().enumerate() {
            // With this weight as the cap, it and all larger ones count as it.
            let all = sum + weight * (weights.len() - number) as f64;
            if *weight > all * MAX_CHANCE {
                // The cap lies between the one before and this one.
                let larger = (weights.len() - number) as f64;
                let cap = sum * MAX_CHANCE / (1.0 - MAX_CHANCE * larger);
                let smallest = weights.first().copied().unwrap_or(1.0);
                return if cap.is_finite() && cap > smallest {
                    cap
                } else {
                    smallest
                };
            }
            sum += weight;
        }
        f64::INFINITY
    }

    fn take(&mut self, at: usize) {
        let one = &self.scored[at];
        self.covered |= one.topics;
        self.giant |= self.query.facts.rows[one.doc as usize].giant;
        self.taken.push(one.doc);
        self.out.push(at);
    }

    fn domain(&self, doc: u32) -> &str {
        self.query
            .servers
            .get(doc as usize)
            .map_or("", |server| server.domain.as_str())
    }
}
