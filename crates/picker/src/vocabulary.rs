//! Words and their numbers.

/// Gives each distinct word a number, in the order of first sight. A hash
/// table of its own: no ambient randomness, no order that could leak into a
/// result, and small.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    letters: String,
    ends: Vec<u32>,
    /// Open addressing: a word's key beside its number plus one, which is 0
    /// where the place is free. Words are found by their keys alone: see [`key`].
    table: Vec<(u64, u32)>,
}

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// A word as a number: up to eight bytes are the number itself, longer ones a
/// hash of 56 bits that no short word can be, as no text has the byte 255.
///
/// Long words with the same hash are taken for one word. In a vocabulary of
/// 100,000 that happens once in ten million directories, and who brings it
/// about on purpose could as well have written the other word. To compare the
/// letters as well would cost two more reads all over the memory for each word.
fn key(word: &str) -> u64 {
    let packed = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0, |key, b| key << 8 | u64::from(*b))
    };
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    match eights {
        [] => packed(rest),
        [one] if rest.is_empty() => u64::from_le_bytes(*one),
        _ => {
            // Each step mixes down what its multiplication moved up: without
            // it, differences in two neighbouring steps can cancel out.
            let mix = |hash: u64, next: u64| {
                let up = (hash ^ next).wrapping_mul(SPREAD);
                up ^ up >> 32
            };
            let start = word.len() as u64;
            let eights = eights.iter().map(|eight| u64::from_le_bytes(*eight));
            let hash = eights.chain([packed(rest)]).fold(start, mix);
            mix(hash, start) | LONG
        }
    }
}

/// An odd number without a pattern: the golden ratio's.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
const LONG: u64 = 0xff << 56;

/// Where to begin to look for a key.
fn spread(key: u64) -> usize {
    let all = key.wrapping_mul(SPREAD);
    ((all ^ all >> 29) >> 32) as usize
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
    /// Makes room for so many words more, so that the table does not grow
    /// step by step.
    pub(crate) fn reserve(&mut self, more: usize) {
        let words = self.ends.len() + more;
        if words * 2 > self.table.len() {
            self.grow_to((words * 2).next_power_of_two());
        }
    }

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
        self.find(key(word)).ok()
    }

    /// The number of a word, new or already seen.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.table.len() {
            self.grow_to((self.table.len() * 2).max(1024));
        }
        let key = key(word);
        match self.find(key) {
            Ok(id) => id,
            Err(slot) => {
                let id = self.ends.len() as u32;
                self.letters.push_str(word);
                self.ends.push(self.letters.len() as u32);
                self.table[slot] = (key, id + 1);
                id
            }
        }
    }

    fn find(&self, key: u64) -> Result<u32, usize> {
        let mask = self.table.len() - 1;
        let mut slot = spread(key) & mask;
        loop {
            match self.table[slot] {
                (_, 0) => return Err(slot),
                (known, taken) if known == key => return Ok(taken - 1),
                _ => {}
            }
            slot = (slot + 1) & mask;
        }
    }

    /// `size` is a power of two.
    fn grow_to(&mut self, size: usize) {
        let before = core::mem::replace(&mut self.table, vec![(0, 0); size]);
        for (key, taken) in before {
            let mut slot = spread(key) & (size - 1);
            while taken != 0 && self.table[slot].1 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            if taken != 0 {
                self.table[slot] = (key, taken);
            }
        }
    }
}

/// Forms of words met lately, and the numbers of their stems. Few words make up
/// most of any text: for these neither the stem nor the number is looked for
/// again.
pub(crate) struct Forms {
    slots: Vec<(u64, u32)>,
}

impl Forms {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            slots: vec![(0, 0); 1 << 12],
        }
    }

    /// The number of a form's stem: `number` finds it for one that was not
    /// met lately.
    pub(crate) fn number(&mut self, form: &str, number: impl FnOnce() -> u32) -> u32 {
        let key = key(form);
        let at = spread(key) & (self.slots.len() - 1);
        let slot = &mut self.slots[at];
        // No word is empty, so no key is 0.
        if slot.0 != key {
            *slot = (key, number());
        }
        slot.1
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
        let hash = spread(key(word));
        let at = (hash >> 6) & (self.bits.len() - 1);
        (at, 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::{Forms, Sieve, Vocabulary};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_keep_their_numbers(words in prop::collection::vec("[a-c]{0,4}|[α-ω]{1,5}|[ab]{7,18}", 0..900)) {
            let mut vocabulary = Vocabulary::default();
            let ids: Vec<u32> = words.iter().map(|w| vocabulary.intern(w)).collect();
            for (word, id) in words.iter().zip(ids) {
                prop_assert_eq!(vocabulary.word(id), word);
                prop_assert_eq!(vocabulary.get(word), Some(id));
                prop_assert_eq!(vocabulary.intern(word), id);
            }
            let mut forms = Forms::new();
            for word in words.iter().chain(&words).filter(|word| !word.is_empty()) {
                let number = vocabulary.get(word).unwrap();
                prop_assert_eq!(forms.number(word, || number), number);
            }
            let mut sieve = Sieve::new(words.len());
            words.iter().for_each(|word| sieve.add(word));
            prop_assert!(words.iter().all(|word| sieve.may_hold(word)));
            prop_assert_eq!(vocabulary.get("not there"), None);
            prop_assert_eq!(vocabulary.word(u32::MAX), "");
        }
    }
}
