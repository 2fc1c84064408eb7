//! Folding: what people do not tell apart when they search becomes the same.
//!
//! A word is brought into NFKD, lowered, freed of marks that searching ignores
//! and brought into NFC. Marks that make another letter stay: vowel signs of
//! the Indic scripts, the voicing marks of kana. Common letters take a short
//! cut without normalisation; a test holds it against the long way.

use super::marks::is_mark;
use crate::normalize::{Form, Normalize};

/// The letters U+00C0 to U+017F without their accents, in order; `-` stands
/// for those that become two letters.
const PLAIN: &[u8; 192] = b"aaaaaa-ceeeeiiiidnooooo ouuuuy--\
aaaaaa-ceeeeiiiidnooooo ouuuuy-y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii--jjkkkllllllllllnnnnnnnnnoooooo--\
rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Appends a whole word, folded. Apostrophes and whatever else is no letter,
/// digit or mark is left out.
pub(crate) fn fold_word(word: &str, normalize: Normalize, out: &mut String) {
    let start = out.len();
    if word.chars().all(|c| fold_simple(c, out)) {
        return;
    }
    out.truncate(start);
    let mut lowered = String::with_capacity(word.len());
    for c in normalize(word, Form::Nfkd).chars() {
        if !is_ignored(c) && (c.is_alphanumeric() || is_mark(c) || matches!(c, '+' | '#')) {
            for c in c.to_lowercase().filter(|c| !is_ignored(*c)) {
                plain_letter(c, &mut lowered);
            }
        }
    }
    if lowered.is_ascii() {
        out.push_str(&lowered);
    } else {
        out.push_str(&normalize(&lowered, Form::Nfc));
    }
}

/// Appends a letter that needs no normalisation to be folded, wherever it
/// stands; `false` for all others.
fn fold_simple(c: char, out: &mut String) -> bool {
    match c {
        'a'..='z' | '0'..='9' | '+' | '#' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\'' | '’' | 'ʼ' | '\u{ad}' => {}
        '\u{c0}'..='\u{17f}' => match PLAIN.get(c as usize - 0xc0) {
            Some(plain) if plain.is_ascii_lowercase() => out.push(char::from(*plain)),
            // The signs for times and division are no letters.
            Some(b' ') => {}
            _ => plain_letter(lower(c), out),
        },
        // Letters that are nothing else: most of Cyrillic, kana, the common
        // Chinese characters, syllables of Korean.
        'а'..='и'
        | 'к'..='я'
        | 'α'..='ω'
        | 'א'..='ת'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヺ'
        | 'ー'
        | '一'..='\u{9fff}'
        | '가'..='힣' => plain_letter(c, out),
        'А'..='И' | 'К'..='Я' | 'Α'..='Ρ' | 'Σ'..='Ω' => out.push(lower(c)),
        'й' | 'Й' => out.push('и'),
        _ => return false,
    }
    true
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Appends a lower-case letter that Unicode does not decompose as the one that
/// people type for it.
///
/// Latin: the rules of CLDR's transform `Latin-ASCII`, and schwa as `e`.
/// Arabic script: as Lucene's `ArabicNormalizer` and `PersianNormalizer`.
fn plain_letter(c: char, out: &mut String) {
    let plain = match c {
        'ß' => return out.push_str("ss"),
        'æ' => return out.push_str("ae"),
        'œ' => return out.push_str("oe"),
        'þ' => return out.push_str("th"),
        'ĳ' => return out.push_str("ij"),
        'ø' => 'o',
        'đ' | 'ð' | 'ɖ' | 'ɗ' => 'd',
        'ħ' => 'h',
        'ı' | 'ɨ' => 'i',
        'ł' | 'ƚ' => 'l',
        'ŋ' | 'ɲ' | 'ŉ' => 'n',
        'ŧ' | 'ƭ' => 't',
        'ĸ' | 'ƙ' => 'k',
        'ſ' => 's',
        'ɓ' => 'b',
        'ɔ' => 'o',
        'ɛ' | 'ə' | 'ǝ' => 'e',
        'ƴ' => 'y',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ے' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ە' | 'ھ' => 'ه',
        '٠'..='٩' | '۰'..='۹' | '०'..='९' => digit(c),
        _ => c,
    };
    out.push(plain);
}

/// A decimal digit of Arabic, Persian or Devanagari as an ASCII one: they stand
/// in rows of ten that begin at a multiple of 16, Devanagari's at 6 more.
fn digit(c: char) -> char {
    let place = (u32::from(c) - if c < '०' { 0 } else { 6 }) % 16;
    char::from_digit(place, 10).unwrap_or(c)
}

/// Marks that searching ignores: accents, tone marks, points and short vowels
/// of Hebrew and Arabic, the kashida, the nukta of the Indic scripts, and what
/// is not seen at all.
fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{ad}' | 'ʻ' | 'ʼ' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}'
        | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{711}' | '\u{730}'..='\u{74a}' | '\u{93c}' | '\u{9bc}'
        | '\u{a3c}' | '\u{abc}' | '\u{b3c}' | '\u{cbc}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::standard;
    use proptest::prelude::*;

    fn folded(word: &str) -> String {
        let mut out = String::new();
        fold_word(word, standard, &mut out);
        out
    }

    #[test]
    fn the_short_cut_folds_as_the_long_way_does() {
        for c in '\u{0}'..='\u{ffff}' {
            let (mut short, word) = (String::new(), c.to_string());
            if c.is_alphanumeric() && fold_simple(c, &mut short) {
                // A mark that is ignored sends the word the long way.
                assert_eq!(
                    short,
                    folded(&format!("{word}\u{200b}")),
                    "U+{:04X}",
                    u32::from(c)
                );
            }
        }
    }

    #[test]
    fn spellings_of_a_word_meet() {
        for same in [
            ["Bucureşti", "București", "bucuresti"].as_slice(),
            &["ẩm", "a\u{302}\u{309}m", "ÂM", "am"],
            &["التَّصْوِير", "التصـوير", "التصوير"],
            &["شَلوم", "شلوم"],
            &["שָׁלוֹם", "שלום"],
            &["ﾌｫﾄ", "フォト", "フォト"],
            &["한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"],
            &["فارسی", "فارسي"],
            &["کتاب", "كتاب"],
            &["Ọ̀ṣun", "osun"],
            &["İzmir", "izmir"],
            &["Straße", "STRASSE"],
            &["ИЖЕВСКИЙ", "ижевскии"],
            &["ʻōlelo", "olelo"],
            &["फ़ोटो", "फोटो"],
            &["Łódź", "lodz"],
            &["ｒｕｓｔ", "rust"],
            &["Ἀθῆναι", "αθηναι"],
        ] {
            for word in same {
                assert_eq!(folded(word), folded(same[0]), "{same:?}");
            }
        }
        for (a, b) in [("が", "か"), ("कि", "की"), ("ペン", "ベン")] {
            assert_ne!(folded(a), folded(b));
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(word in "\\PC{0,12}") {
            let once = folded(&word);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
