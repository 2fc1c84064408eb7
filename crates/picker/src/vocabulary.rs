//! Words and their numbers.

/// Gives each distinct word a number, in the order of first sight. A hash
/// table of its own: no ambient randomness, no order that could leak into a
/// result, and small.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    letters: String,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// Open addressing; 0 is free, otherwise the number plus one.
    table: Vec<u32>,
}

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

fn short_hash(word: &str) -> u32 {
    let hash = fnv1a(word.as_bytes());
    (hash ^ (hash >> 32)) as u32
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
                self.hashes.push(hash);
                self.table[slot] = id + 1;
                id
            }
        }
    }

    fn find(&self, word: &str, hash: u32) -> Result<u32, usize> {
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.table[slot] {
                0 => return Err(slot),
                taken => {
                    let id = taken - 1;
                    if self.hashes[id as usize] == hash && self.word(id) == word {
                        return Ok(id);
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1024);
        self.table.clear();
        self.table.resize(size, 0);
        for (id, hash) in self.hashes.iter().enumerate() {
            let mut slot = *hash as usize & (size - 1);
            while self.table[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.table[slot] = id as u32 + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;
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
            prop_assert_eq!(vocabulary.get("not there"), None);
            prop_assert_eq!(vocabulary.word(u32::MAX), "");
        }
    }
}
