//! Stems: one short list of endings for all languages.

/// Endings that are cut off from words with this last letter, longest first:
/// derivations that keep the subject ("musician", "Mathematik", "veganism",
/// "gaming", "Züge").
const fn endings(last: u8) -> &'static [&'static str] {
    match last {
        b'a' => &["ica", "ia", "a"],
        b'd' => &["ed"],
        b'e' => &["ique", "ate", "ie", "e"],
        b'g' => &["ing"],
        b'h' => &["isch"],
        b'i' => &["i"],
        b'k' => &["ik"],
        b'l' => &["ical"],
        b'm' => &["ism", "em"],
        b'n' => &["ation", "ian", "ern", "en", "n"],
        b'o' => &["ico", "io", "o"],
        b'r' => &["ator", "iker", "eur", "er"],
        b's' => &["iers", "ers", "ics", "ias", "es", "os", "as"],
        b't' => &["ment", "ist"],
        b'u' => &["u"],
        b'y' => &["y"],
        _ => &[],
    }
}

/// Words that an ending would turn into another word.
fn stays_as_it_is(word: &str) -> bool {
    // Byte by byte: nearly all words are told by their first letters.
    matches!(
        word.as_bytes(),
        b"news"
            | b"training"
            | b"party"
            | b"species"
            | b"series"
            | b"united"
            | b"open"
            | b"being"
            | b"thing"
            | b"lens"
            | b"physics"
            | b"union"
            | b"operator"
            | b"mother"
            | b"brother"
            | b"corner"
            | b"flower"
            | b"number"
            | b"tower"
            | b"power"
            | b"evening"
            | b"easter"
            | b"romani"
            | b"romana"
            | b"romania"
            | b"nigeria"
            | b"india"
            | b"indie"
            | b"georgia"
            | b"virginia"
            | b"anime"
            | b"organism"
    )
}

/// The same with an ending that keeps what is meant: "mothers", "Romanian",
/// "Romanians".
fn stays_without_ending(word: &str) -> Option<&str> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let place = singular.strip_suffix('n').unwrap_or(singular);
    [word, singular, place]
        .into_iter()
        .find(|word| stays_as_it_is(word))
}

/// The stem of a folded word: the same for its usual forms, not itself a word.
/// Cuts in place, as every form here is a beginning of the word.
pub(crate) fn stem(word: &str) -> &str {
    if word.len() < 4 {
        return word;
    }
    if !word.is_ascii() {
        return stem_cyrillic(word);
    }
    if let Some(whole) = stays_without_ending(word) {
        return whole;
    }
    // Neither races nor racing.
    if word.starts_with("racis") {
        return &word[.."racis".len()];
    }
    // Plural first, so that "knitters" and "knitter" go the same way.
    let word = match word.as_bytes() {
        [.., b's', b's'] | [.., b'u', b's'] | [.., b'i', b's'] => word,
        [.., b'i', b'e', b's'] if word.len() > 4 => &word[..word.len() - 2],
        [.., b's'] => &word[..word.len() - 1],
        _ => word,
    };
    let last = word.as_bytes().last().copied().unwrap_or(0);
    for ending in endings(last) {
        let Some(stem) = without(word, ending) else {
            continue;
        };
        let least = match *ending {
            "ing" | "ers" | "er" | "en" | "ist" | "ism" | "ed" | "e" | "y" => 3,
            "n" | "u" | "i" => 5,
            _ => 4,
        };
        if stem.len() < least || !stem.bytes().any(is_vowel) {
            continue;
        }
        // Doubled by the ending alone: knit-t-ing, run-n-er, program-m-er.
        if let [.., a, b] = stem.as_bytes()
            && a == b
            && stem.len() > 3
            && matches!(*ending, "ing" | "ers" | "er" | "ed")
            && b"bdgmnprt".contains(a)
        {
            return &stem[..stem.len() - 1];
        }
        return stem;
    }
    word
}

/// One of a, e, i, o, u and y, by a bit for each letter.
fn is_vowel(letter: u8) -> bool {
    let bit = letter.wrapping_sub(b'a');
    bit < 26 && 0x0110_4111_u32 >> bit & 1 == 1
}

/// An ASCII word without an ending, where it has it. Endings are so short that
/// comparing them takes less than to call for it.
fn without<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    let at = word.len().checked_sub(ending.len())?;
    let mut letters = word.bytes().skip(at).zip(ending.bytes());
    letters.all(|(a, b)| a == b).then(|| &word[..at])
}

/// Cyrillic and Greek words: the last one or two vowels carry the case.
fn stem_cyrillic(word: &str) -> &str {
    let mut stem = word;
    for _ in 0..2 {
        let Some(last) = stem.chars().last() else {
            break;
        };
        let shorter = &stem[..stem.len() - last.len_utf8()];
        if !"аеиоуыэюяйьіїєαεηιουως".contains(last) || shorter.chars().count() < 4
        {
            break;
        }
        stem = shorter;
    }
    stem
}
