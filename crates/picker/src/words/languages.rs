//! Words that say nothing, and what a text is written in.

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
