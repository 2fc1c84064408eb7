//! Words and their numbers.

/// Gives each distinct word a number, in the order of first sight. A hash
/// table of its own: no ambient randomness, no order that could leak into a
/// result, and small.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    letters: String,
    ends: Vec<u32>,
    /// Open addressing: a word's hash beside its number plus one, which is 0
    /// where the place is free.
    table: Vec<(u32, u32)>,
}

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// A hash of four bytes at a time: what is looked up most is not there, and
/// to know that should cost little.
fn short_hash(word: &str) -> u32 {
    let (fours, rest) = word.as_bytes().as_chunks::<4>();
    let mut hash = word.len() as u64;
    let mut add = |four: u32| {
        hash = (hash.rotate_left(5) ^ u64::from(four)).wrapping_mul(0x517c_c1b7_2722_0a95);
    };
    for four in fours {
        add(u32::from_le_bytes(*four));
    }
    add(rest
        .iter()
        .fold(0, |four, byte| four << 8 | u32::from(*byte)));
    (hash >> 32) as u32
}

impl<'a> FromIterator<&'a str> for Vocabulary {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut vocabulary = Self::default();
        for word in words {
            vocabulary.intern(word);
        }
        vocabulary
    }
}

impl Vocabulary {
    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word of that number; empty for a number never given.
    pub(crate) fn word(&self, id: u32) -> &str {
        let id = id as usize;
        let from = id.checked_sub(1).and_then(|before| self.ends.get(before));
        self.ends
            .get(id)
            .and_then(|to| {
                self.letters
                    .get(from.copied().unwrap_or(0) as usize..*to as usize)
            })
            .unwrap_or("")
    }

    /// The number of a word already seen.
    pub(crate) fn get(&self, word: &str) -> Option<u32> {
        if self.table.is_empty() {
            return None;
        }
        self.find(word, short_hash(word)).ok()
    }

    /// The number of a word, new or already seen.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.table.len() {
            self.grow();
        }
        let hash = short_hash(word);
        match self.find(word, hash) {
            Ok(id) => id,
            Err(slot) => {
                let id = self.ends.len() as u32;
                self.letters.push_str(word);
                self.ends.push(self.letters.len() as u32);
                self.table[slot] = (hash, id + 1);
                id
            }
        }
    }

    fn find(&self, word: &str, hash: u32) -> Result<u32, usize> {
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.table[slot] {
                (_, 0) => return Err(slot),
                (known, taken) => {
                    if known == hash && self.word(taken - 1) == word {
                        return Ok(taken - 1);
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1024);
        let before = core::mem::replace(&mut self.table, vec![(0, 0); size]);
        for (hash, taken) in before {
            let mut slot = hash as usize & (size - 1);
            while taken != 0 && self.table[slot].1 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            if taken != 0 {
                self.table[slot] = (hash, taken);
            }
        }
    }
}

/// Says of most words at once that they are not among those put in, and of
/// none that is. Small enough to stay in the processor's cache, where the
/// table of a whole directory's words is not: a piece of a name is mostly no
/// word at all.
pub(crate) struct Sieve {
    bits: Vec<u64>,
}

impl Sieve {
    /// A sieve for about so many words.
    pub(crate) fn new(words: usize) -> Self {
        Self {
            bits: vec![0; (words / 8).next_power_of_two()],
        }
    }

    /// Puts a word in.
    pub(crate) fn add(&mut self, word: &str) {
        let (at, bit) = self.place(word);
        self.bits[at] |= bit;
    }

    /// Whether the word may have been put in.
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        let (at, bit) = self.place(word);
        self.bits[at] & bit != 0
    }

    fn place(&self, word: &str) -> (usize, u64) {
        let hash = short_hash(word);
        let at = (hash >> 6) as usize & (self.bits.len() - 1);
        (at, 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::{Sieve, Vocabulary};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_keep_their_numbers(words in prop::collection::vec("[a-c]{0,4}|[α-ω]{1,3}", 0..900)) {
            let mut vocabulary = Vocabulary::default();
            let ids: Vec<u32> = words.iter().map(|w| vocabulary.intern(w)).collect();
            for (word, id) in words.iter().zip(ids) {
                prop_assert_eq!(vocabulary.word(id), word);
                prop_assert_eq!(vocabulary.get(word), Some(id));
                prop_assert_eq!(vocabulary.intern(word), id);
            }
            let mut sieve = Sieve::new(words.len());
            words.iter().for_each(|word| sieve.add(word));
            prop_assert!(words.iter().all(|word| sieve.may_hold(word)));
            prop_assert_eq!(vocabulary.get("not there"), None);
            prop_assert_eq!(vocabulary.word(u32::MAX), "");
        }
    }
}
