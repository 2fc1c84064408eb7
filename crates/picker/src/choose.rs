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
/// Only who says just what was asked for about as far is an equal in the draw,
/// and who speaks the language wanted about as well.
const AS_EXACT: f32 = 0.12;
const AS_FLUENT: f32 = 0.2;

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

/// Draws up to `places` servers, given those already shown; as places in `scored`.
pub(crate) fn choose(
    query: &Query<'_>,
    scored: &[Scored],
    seed: u64,
    places: usize,
    shown: &[u32],
    excluded: &[u32],
) -> Vec<usize> {
    let mut table = Table::new(query, scored, shown, excluded);
    // A server that is named comes first.
    for mention in &query.ask.mentions {
        let named = scored
            .iter()
            .position(|one| Some(one.doc) == mention.server);
        if let Some(at) = named
            && table.out.len() < places
            && table.is_free(&scored[at])
        {
            table.take(at);
        }
    }
    // Without answers whoever passes the floor is as good as any other.
    let reach = if query.for_everybody() { 0.0 } else { REACH };
    while table.out.len() < places {
        let Some(top) = table.next() else { break };
        let Some(at) = table.draw(&top, reach, seed) else {
            break;
        };
        table.take(at);
    }
    table.out
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
    /// Topics and units of the text of which a candidate must cover one.
    wanting: u32,
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
            covered: shown_ones.fold(0, |covered, one| covered | one.covers),
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
        !(self.giant && row.giant) && self.is_free(one)
    }

    /// Nobody twice, nobody left out.
    fn is_free(&self, one: &Scored) -> bool {
        let rows = &self.query.facts.rows;
        let row = &rows[one.doc as usize];
        let same = |doc: &u32| {
            *doc == one.doc
                || (rows[*doc as usize].hash == row.hash
                    && self.domain(*doc) == self.domain(one.doc))
        };
        !self.excluded.contains(&one.doc) && !self.taken.iter().any(same)
    }

    /// The best one left: of those that break least, and that cover something
    /// which no pick covers yet, or else anything that was asked for, where there
    /// are such, the highest score.
    fn next(&self) -> Option<Top> {
        let free = || {
            self.scored
                .iter()
                .enumerate()
                .filter(|(_, one)| self.may(one))
        };
        let broken = free().map(|(_, one)| one.broken).min()?;
        let within = || free().filter(move |(_, one)| one.broken == broken);
        let all = within().fold(0, |all, (_, one)| all | one.covers);
        let wanting = match all & !self.covered {
            0 => all,
            uncovered => uncovered,
        };
        let mut top: Option<Top> = None;
        for (at, one) in within() {
            let covers = wanting == 0 || one.covers & wanting != 0;
            if covers && top.as_ref().is_none_or(|top| one.score > top.score) {
                top = Some(Top {
                    at,
                    broken,
                    score: one.score,
                    wanting,
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
            let covers = top.wanting == 0 || one.covers & top.wanting != 0;
            if one.broken == top.broken && one.score >= least && covers && self.may(one) {
                candidates.push(at as u32);
            }
        }
        if reach > 0.0 {
            // Being within reach is for equals.
            for (value, slack) in [
                ((|one| one.exact) as fn(&Scored) -> f32, AS_EXACT),
                (|one| one.language, AS_FLUENT),
            ] {
                let of = |at: &u32| value(&self.scored[*at as usize]);
                let best = candidates.iter().map(of).fold(0.0, f32::max);
                candidates.retain(|at| of(at) >= best - slack);
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
        self.covered |= one.covers;
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
