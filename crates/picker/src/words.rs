//! From text to comparable words: folding, cutting, stemming.
//!
//! Small on purpose. It has to bring "Knitters", "knitting" and "knit"
//! together, "astronomy" and "Astronomie", "Züge" and "Zug", in the dozens of
//! languages that servers describe themselves in, and fit into a page that
//! loads on a cheap phone. So: one short list of endings for all languages
//! instead of a stemmer for each.

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
    matches!(
        word,
        "news"
            | "training"
            | "party"
            | "species"
            | "series"
            | "united"
            | "open"
            | "being"
            | "thing"
            | "lens"
            | "physics"
            | "union"
            | "operator"
    )
}

/// The stem of a folded word: the same for its usual forms, not itself a word.
/// Cuts in place, as every form here is a beginning of the word.
pub(crate) fn stem(word: &str) -> &str {
    if word.len() < 4 || stays_as_it_is(word) {
        return word;
    }
    if !word.is_ascii() {
        return stem_cyrillic(word);
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
        let Some(stem) = word.strip_suffix(ending) else {
            continue;
        };
        let least = match *ending {
            "ing" | "ers" | "er" | "en" | "ist" | "ism" | "ed" | "e" | "y" => 3,
            "n" | "u" | "i" => 5,
            _ => 4,
        };
        if stem.len() < least || !stem.bytes().any(|b| b"aeiouy".contains(&b)) {
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

/// Words that say nothing about a subject, by language, already folded. They
/// are left out of the search, and where they stand they tell which language
/// a description is written in.
pub(crate) const STOP_WORDS: [(&str, &str); 9] = [
    (
        "en",
        "the and for with this that you your are who our from all not but about any its their have \
         has more can will other which what people want they where like everyone anyone welcome of \
         to in is it we on be or an as by at us if so just also here there being been was were \
         love loves interested",
    ),
    (
        "de",
        "der das und ist ein eine einen einer für fur mit auf wir sich auch nicht den dem von zu \
         zum zur aus im bei euch ihr sind oder alle hier uns sie es sei gerne nach wird werden \
         willkommen ich über uber diese dieser dieses mich dich was wer",
    ),
    (
        "fr",
        "le la les et est un une pour avec dans sur nous vous qui que pas plus ce cette tous toutes \
         ou par aux ses des du de au bienvenue en je sont nos votre vos ici",
    ),
    (
        "es",
        "el los las y una para con por que en se su al del lo como pero mas todos todas este esta \
         bienvenidos bienvenida de la un es no nuestra nuestro somos hay sobre quien",
    ),
    (
        "it",
        "il gli di che per con del della dei delle nel nella sono una e un è la piu questo questa \
         benvenuti tutti tutte anche alla da si non ed su come noi",
    ),
    (
        "pt",
        "o os as um uma para com em no na do da dos das que por e não nao mais ou seu sua todos \
         todas de se ao voce você é são somos nos bem vindo vindos pessoas",
    ),
    (
        "nl",
        "de het een en van voor met op is in wij we ons onze jij je die dat niet ook aan bij zijn \
         naar door welkom iedereen alle om te",
    ),
    (
        "no",
        "og er det som en et på for til med av den har vi du ikke fra om kan alle velkommen och att \
         är för med som den till av inte",
    ),
    (
        "ca",
        "el la els les i de del per amb en un una que és als dels al en catala nostra aquest som",
    ),
];

/// What a text is evidently written in: one of [`LANGUAGES`].
pub(crate) type WrittenIn = u8;

/// Languages that stop words or a script tell apart, each with the ones it is
/// not told apart from. The first ones are those of [`STOP_WORDS`], in order.
pub(crate) const LANGUAGES: [&[&str]; 19] = [
    &["en"],
    &["de"],
    &["fr"],
    &["es", "gl", "ast"],
    &["it"],
    &["pt", "gl"],
    &["nl", "fy", "af"],
    &["no", "sv", "da"],
    &["ca", "oc"],
    &["ko"],
    &["ja"],
    &["zh", "ja"],
    &["ru", "uk", "be", "bg", "sr", "mk", "kk", "mn", "ky", "tg"],
    &["el"],
    &["he", "yi"],
    &["ar", "fa", "ur", "ckb", "ug"],
    &["th"],
    &["hi", "mr", "ne", "sa"],
    &[
        "ka", "hy", "am", "ta", "te", "ml", "kn", "bn", "pa", "gu", "si", "km", "my", "lo", "bo",
    ],
];

/// The language that a text is evidently written in, where one can be told
/// from its neighbours.
pub(crate) fn language_of(written: WrittenIn, text: &str) -> Option<&'static str> {
    let told = match LANGUAGES.get(usize::from(written))? {
        // Swedish, Norwegian, Danish; Arabic, Persian; the Indian ones.
        ["no" | "ar" | "hi" | "ka", ..] => false,
        // Belarusian has the first letter too, Ukrainian and Bulgarian do not.
        ["ru", ..] => text.contains('ы') && !text.contains(['і', 'ў']),
        _ => true,
    };
    told.then(|| LANGUAGES[usize::from(written)][0])
}

/// The script that most letters of a text are in, where that tells the
/// language; the text's Latin letters count for less, as names and addresses
/// are written with them everywhere.
pub(crate) fn written_in_script(text: &str) -> Option<WrittenIn> {
    if text.is_ascii() {
        return None;
    }
    let mut counts = [0u32; LANGUAGES.len()];
    let mut latin = 0u32;
    for c in text.chars() {
        let at = match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => {
                latin += 1;
                continue;
            }
            '\u{ac00}'..='\u{d7a3}' => 9,
            '\u{3041}'..='\u{30ff}' => 10,
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => 11,
            '\u{400}'..='\u{52f}' => 12,
            '\u{370}'..='\u{3ff}' => 13,
            '\u{590}'..='\u{5ff}' => 14,
            '\u{600}'..='\u{6ff}' => 15,
            '\u{e00}'..='\u{e7f}' => 16,
            '\u{900}'..='\u{97f}' => 17,
            '\u{530}'..='\u{58f}'
            | '\u{980}'..='\u{dff}'
            | '\u{e80}'..='\u{10ff}'
            | '\u{1200}'..='\u{139f}'
            | '\u{1780}'..='\u{17ff}' => 18,
            _ => continue,
        };
        counts[at] += 1;
    }
    // Japanese is written with kana among the Chinese characters.
    if counts[10] * 10 > counts[11] {
        counts[10] += counts[11];
        counts[11] = 0;
    }
    let (at, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    // A syllable or an idea a character: ten of these are a sentence.
    let weight = if (9..=11).contains(&at) { 3 } else { 1 };
    (most * weight >= 20 && most * weight * 2 > latin).then_some(at as WrittenIn)
}

/// Words that every server says of itself: no subject either.
pub(crate) const SERVER_WORDS: &str = "mastodon mastodont instance instances instanz instanzen \
     instancia instância istanza serveur server servers servidor servidores community communities \
     comunidad comunidade comunità communauté gemeinschaft social network fediverse federated \
     decentralized decentralised toot toots toot tröt friendly place space join home general \
     purpose users members account accounts run runs fan fans lover lovers enthusiast enthusiasts \
     small big large little tiny cosy cozy looking suche cherche busco i my me \
     https http www com org net html span href";

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
