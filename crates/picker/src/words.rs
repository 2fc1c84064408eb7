//! From text to comparable words: folding, cutting, stemming.
//!
//! Small on purpose. It has to bring "Knitters", "knitting" and "knit"
//! together, "astronomy" and "Astronomie", "Züge" and "Zug", in the dozens of
//! languages that servers describe themselves in, and fit into a page that
//! loads on a cheap phone. So: one short list of endings for all languages
//! instead of a stemmer for each.

mod languages;
mod stem;

pub(crate) use languages::{
    LANGUAGES, SERVER_WORDS, STOP_WORDS, WrittenIn, language_of, written_in_script,
};
pub(crate) use stem::stem;

/// The longest word that is looked at, in bytes; longer ones are addresses
/// and noise.
const MAX_WORD: usize = 40;

/// Calls `each` with every word of `text`, folded to lower case without
/// accents, in order. Scripts that write without spaces (Chinese, Japanese)
/// and Korean, whose words carry endings, come as overlapping pairs of
/// characters. `CamelCase` words, as in hashtags, come whole and then in
/// their parts.
pub(crate) fn tokenise(text: &str, each: &mut dyn FnMut(&str)) {
    let mut word = String::new();
    let mut parts = Parts::default();
    let mut previous: Option<char> = None;
    let mut chars = text.chars();
    loop {
        // Nearly all words are plain letters and need neither folding nor a copy.
        let rest = chars.as_str();
        let run = plain_run(rest);
        if word.is_empty() && run > 0 {
            let (plain, after) = rest.split_at(run);
            chars = after.chars();
            previous = None;
            if ends_word(after) {
                if run <= MAX_WORD {
                    each(plain);
                }
                continue;
            }
            word.push_str(plain);
            parts.lower = plain.bytes().last().is_some_and(|b| b.is_ascii_lowercase());
        }
        let Some(c) = chars.next() else { break };
        if is_paired(c) {
            flush(&mut word, &mut parts, each);
            if let Some(before) = previous {
                let mut pair = String::with_capacity(8);
                pair.push(before);
                pair.push(c);
                each(&pair);
            }
            previous = Some(c);
            continue;
        }
        previous = None;
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()) {
            parts.note(&word, c);
            fold(c, &mut word);
        } else if matches!(c, '\'' | '’' | '\u{ad}' | '\u{300}'..='\u{36f}') {
            // "don't" stays one word, "l'art" is cut: what stands before the
            // apostrophe is an article only when it is one or two letters.
            if matches!(c, '\'' | '’') && word.len() <= 2 {
                word.clear();
                parts.clear();
            }
        } else if matches!(c, '+' | '#') && (word.len() == 1 || word.ends_with('+')) {
            // c++, c#
            word.push(c);
        } else {
            flush(&mut word, &mut parts, each);
        }
    }
    flush(&mut word, &mut parts, each);
}

/// How many letters `a` to `z` and digits a text begins with.
fn plain_run(text: &str) -> usize {
    let plain = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.bytes().take_while(|b| plain(b)).count()
}

/// Whether a word certainly ends before this text.
fn ends_word(text: &str) -> bool {
    match text.as_bytes().first() {
        None => true,
        Some(b) => b.is_ascii() && !b.is_ascii_alphanumeric() && !matches!(b, b'\'' | b'+' | b'#'),
    }
}

/// Where a word in `CamelCase` can be cut.
#[derive(Default)]
struct Parts {
    cuts: Vec<usize>,
    lower: bool,
}

impl Parts {
    fn note(&mut self, word: &str, c: char) {
        if c.is_uppercase() && self.lower {
            self.cuts.push(word.len());
        }
        self.lower = c.is_lowercase();
    }

    fn clear(&mut self) {
        self.cuts.clear();
        self.lower = false;
    }
}

fn flush(word: &mut String, parts: &mut Parts, each: &mut dyn FnMut(&str)) {
    if !word.is_empty() && word.len() <= MAX_WORD {
        each(word);
        if !parts.cuts.is_empty() {
            let mut from = 0;
            for cut in parts.cuts.iter().copied().chain([word.len()]) {
                if let Some(part) = word.get(from..cut)
                    && part.len() > 1
                {
                    each(part);
                }
                from = cut;
            }
        }
    }
    word.clear();
    parts.clear();
}

/// Whether words of this script are compared by pairs of characters.
fn is_paired(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}'
        | '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}')
}

/// The letters U+00C0 to U+017F without their accents, in order; `-` stands
/// for those that become two letters.
const PLAIN: &[u8; 192] = b"aaaaaa-ceeeeiiiidnooooo ouuuuy--\
aaaaaa-ceeeeiiiidnooooo ouuuuy-y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii--jjkkkllllllllllnnnnnnnnnoooooo--\
rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Appends `c` in lower case without its accent.
fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'ß' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ĳ' | 'Ĳ' => out.push_str("ij"),
        '\u{c0}'..='\u{17f}' => {
            let plain = PLAIN.get(c as usize - 0xc0).copied().unwrap_or(b' ');
            out.push(char::from(plain));
        }
        // Full-width forms, as Japanese keyboards type Latin letters.
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            out.push(narrow.to_ascii_lowercase());
        }
        'ё' | 'Ё' => out.push('е'),
        'ς' => out.push('σ'),
        'ά' | 'Ά' => out.push('α'),
        'έ' | 'Έ' => out.push('ε'),
        'ή' | 'Ή' => out.push('η'),
        'ί' | 'Ί' => out.push('ι'),
        'ό' | 'Ό' => out.push('ο'),
        'ύ' | 'Ύ' => out.push('υ'),
        'ώ' | 'Ώ' => out.push('ω'),
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokenise(text, &mut |word| out.push(word.to_owned()));
        out
    }

    fn same(list: &[&str]) {
        let stems: Vec<_> = list
            .iter()
            .flat_map(|w| words(w))
            .map(|w| stem(&w).to_owned())
            .collect();
        assert!(
            stems.windows(2).all(|w| w[0] == w[1]),
            "{list:?}: {stems:?}"
        );
    }

    #[test]
    fn forms_of_a_word_meet() {
        same(&["knit", "knitting", "Knitters", "knitted"]);
        same(&["astronomy", "Astronomie", "astronomer", "astronomía"]);
        same(&["vegan", "vegans", "veganism"]);
        same(&["game", "games", "gaming", "gamer"]);
        same(&["programming", "programmers", "program"]);
        same(&["Zug", "Züge", "Zügen"]);
        same(&["photography", "photographer", "photographie"]);
        same(&["fotografie", "fotografía", "Fotografen"]);
        same(&["library", "libraries", "librarian"]);
        same(&["artist", "artists", "art", "arts", "arte"]);
        same(&["bike", "biking", "bikes"]);
        same(&["kitchen", "Kitchens"]);
        same(&["Ｒｕｓｔ", "rust"]);
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [
            ("news", "new"),
            ("train", "training"),
            ("art", "artificial"),
            ("party", "part"),
            ("rust", "rustic"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn text_is_cut_where_people_would() {
        assert_eq!(words("Don't  stop!"), ["dont", "stop"]);
        assert_eq!(words("l’art d'avoir"), ["art", "avoir"]);
        assert_eq!(words("C++ and c#"), ["c++", "and", "c#"]);
        assert_eq!(words("鉄道ファン"), ["鉄道", "道フ", "ファ", "ァン"]);
        assert_eq!(words("Straße, cœur"), ["strasse", "coeur"]);
        assert_eq!(
            words("#OpenStreetMap"),
            ["openstreetmap", "open", "street", "map"]
        );
        assert_eq!(words("LGBTQIA+"), ["lgbtqia"]);
    }

    #[test]
    fn every_accented_letter_has_its_plain_one() {
        for c in ('\u{c0}'..='\u{17f}').filter(|c| c.is_alphabetic()) {
            let mut out = String::new();
            fold(c, &mut out);
            assert!(out.bytes().all(|b| b.is_ascii_lowercase()), "{c} {out:?}");
        }
        let mut out = String::new();
        "ÀÉîÑøÿāĈĚĢħİĵķŁňŐřŞťůŵŶžſ"
            .chars()
            .for_each(|c| fold(c, &mut out));
        assert_eq!(out, "aeinoyaceghijklnorstuwyzs");
    }

    proptest! {
        #[test]
        fn no_text_panics_and_words_are_bounded(text in ".{0,80}") {
            tokenise(&text, &mut |word| {
                assert!(!word.is_empty() && word.len() <= MAX_WORD);
                assert!(word.starts_with(stem(word)) && !stem(word).is_empty());
            });
        }
    }
}
