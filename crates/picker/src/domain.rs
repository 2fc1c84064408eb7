//! Domains as lists write them, brought to one safe form, and how to show
//! them so that nobody is fooled by a look-alike.

use core::fmt;

use crate::plain_text::lower;
use idna::punycode;

/// The longest a domain may be, in bytes (RFC 1035, section 2.3.4, less the
/// root's dot and length byte).
pub const MAX_LEN: usize = 253;

/// Why a text is not a domain that we would link to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DomainError {
    /// Nothing is left after trimming.
    Empty,
    /// Longer than [`MAX_LEN`], or a label longer than 63.
    TooLong,
    /// White space inside.
    Space,
    /// A port (`hoot.video:443`).
    Port,
    /// A path, a query, a user name: more than a host.
    NotOnlyAHost,
    /// An IP address.
    IpAddress,
    /// A single label (`localhost`).
    SingleLabel,
    /// A label that is empty, or that begins or ends with a hyphen.
    BadLabel,
    /// A character that no domain has.
    BadCharacter,
    /// An `xn--` label that does not decode, or to what would not be encoded so.
    BadPunycode,
    /// A last label of digits: no such top-level domain exists, and browsers
    /// read it as an IP address.
    NumericTopLevel,
}

impl DomainError {
    /// A short, stable name for reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::Space => "space",
            Self::Port => "port",
            Self::NotOnlyAHost => "not-only-a-host",
            Self::IpAddress => "ip-address",
            Self::SingleLabel => "single-label",
            Self::BadLabel => "bad-label",
            Self::BadCharacter => "bad-character",
            Self::BadPunycode => "bad-punycode",
            Self::NumericTopLevel => "numeric-top-level",
        }
    }
}

impl fmt::Display for DomainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl core::error::Error for DomainError {}

/// Brings a domain to normal form: trimmed, lower case, without a trailing
/// dot or slash, Unicode labels as punycode.
///
/// Unicode is lower-cased and encoded, not mapped by the full table of UTS 46
/// (which costs a visitor more bytes than the rest of this crate). Text that
/// the table would change is refused instead of guessed: full-width forms and
/// letters written with a separate combining accent.
///
/// # Errors
/// Says what is wrong; a domain that passes is safe in an `https://` address.
pub fn normalise(text: &str) -> Result<String, DomainError> {
    let text = text.trim().trim_end_matches(['/', '.']);
    if text.is_empty() {
        return Err(DomainError::Empty);
    }
    // Four bytes is the longest a character gets; anything above cannot fit.
    if text.len() > MAX_LEN * 4 {
        return Err(DomainError::TooLong);
    }
    if text.chars().any(char::is_whitespace) {
        return Err(DomainError::Space);
    }
    if text.contains(['/', '\\', '?', '#', '@']) {
        return Err(DomainError::NotOnlyAHost);
    }
    if text.starts_with('[') || text.matches(':').count() > 1 {
        return Err(DomainError::IpAddress);
    }
    if text.contains(':') {
        return Err(DomainError::Port);
    }
    let mut out = String::with_capacity(text.len());
    for (i, label) in text.split('.').enumerate() {
        if i > 0 {
            out.push('.');
        }
        push_label(label, &mut out)?;
    }
    if out.len() > MAX_LEN {
        return Err(DomainError::TooLong);
    }
    let Some((_, top)) = out.rsplit_once('.') else {
        return Err(DomainError::SingleLabel);
    };
    if is_number(top) {
        let all = out.split('.').count() == 4 && out.split('.').all(is_number);
        return Err(if all {
            DomainError::IpAddress
        } else {
            DomainError::NumericTopLevel
        });
    }
    Ok(out)
}

/// The domain in a value that should be one and is sometimes an address
/// (`uri` in `/api/v1/instance` of Akkoma and others): the scheme and
/// everything behind the host are dropped.
///
/// # Errors
/// As [`normalise`].
pub fn from_uri(text: &str) -> Result<String, DomainError> {
    let text = text.trim();
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let host = if lower.starts_with("https://") {
        text.get(8..)
    } else if lower.starts_with("http://") {
        text.get(7..)
    } else {
        return normalise(text);
    };
    let host = host.unwrap_or("");
    normalise(host.split(['/', '?', '#']).next().unwrap_or(host))
}

/// The domain in what a visitor types or pastes to name a server: its name, the
/// address of any page on it, or an account there (`@ana@garden.example`,
/// `acct:ana@garden.example`), alone or as the only one in a few words.
///
/// # Errors
/// As [`normalise`], of the whole where no single word is a server.
pub fn from_typed(text: &str) -> Result<String, DomainError> {
    let text = tidied(text);
    let whole = from_word(&text);
    if whole.is_ok() {
        return whole;
    }
    let mut found: Option<String> = None;
    for domain in text
        .split_whitespace()
        .filter_map(|word| from_word(word).ok())
        .filter(|domain| !is_abbreviation(domain))
    {
        if found.as_ref().is_some_and(|known| *known != domain) {
            return whole;
        }
        found = Some(domain);
    }
    found.map_or(whole, Ok)
}

/// What a visitor typed, in the characters that were meant, without the brackets,
/// quotes and stops around it.
#[must_use]
pub fn tidied(text: &str) -> String {
    let text: String = text.chars().filter_map(as_typed).collect();
    without_edges(&text).to_owned()
}

/// Whether a word with dots in it is rather "e.g" or "p.m": no top-level domain has
/// only one letter.
fn is_abbreviation(word: &str) -> bool {
    word.rsplit('.').next().is_some_and(|last| last.len() < 2)
}

/// A character as it was meant: keyboards for Chinese and Japanese write wide
/// forms (`ａ`, `＠`), and copied text carries marks of direction and width that cannot
/// be seen.
const fn as_typed(c: char) -> Option<char> {
    match c {
        '\u{AD}'
        | '\u{61C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => None,
        '。' | '｡' => Some('.'),
        // In the order of ASCII.
        '！'..='～' => char::from_u32(c as u32 - ('！' as u32 - '!' as u32)),
        c => Some(c),
    }
}

fn without_edges(text: &str) -> &str {
    let around = |c: char| c.is_whitespace() || "<>()[]{}\"'“”„«»‹›‘’`*,;!?…".contains(c);
    text.trim_start_matches(around)
        .trim_end_matches(|c| around(c) || matches!(c, '.' | ':'))
}

/// The domain in a word, with whatever brackets and stops stand around it.
fn from_word(text: &str) -> Result<String, DomainError> {
    let text = without_scheme(without_edges(text));
    let before_path = text.split(['/', '?', '#']).next().unwrap_or(text);
    let host = before_path.rsplit('@').next().unwrap_or(before_path);
    // The ports that the schemes stand for.
    let host = [":443", ":80"]
        .iter()
        .find_map(|port| host.strip_suffix(port))
        .unwrap_or(host);
    normalise(host)
}

/// What follows the scheme of an address of the web or of an account.
fn without_scheme(text: &str) -> &str {
    let schemes = ["https://", "http://", "//", "acct:", "mailto:"];
    let after = schemes.iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| text.get(scheme.len()..).unwrap_or_default())
    });
    after.unwrap_or(text)
}

/// What browsers read as a number in a host: digits, or `0x` and hex digits.
fn is_number(label: &str) -> bool {
    match label.strip_prefix("0x") {
        Some(hex) => hex.bytes().all(|b| b.is_ascii_hexdigit()),
        None => !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit()),
    }
}

fn push_label(label: &str, out: &mut String) -> Result<(), DomainError> {
    if label.is_empty() || label.starts_with('-') || label.ends_with('-') {
        return Err(DomainError::BadLabel);
    }
    let start = out.len();
    if label.is_ascii() {
        if !label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        {
            return Err(DomainError::BadCharacter);
        }
        out.push_str(&label.to_ascii_lowercase());
        if let Some(rest) = out[start..].strip_prefix("xn--") {
            let decoded = punycode::decode_to_string(rest).ok_or(DomainError::BadPunycode)?;
            let again = punycode::encode_str(&lower(&decoded));
            let hyphens = decoded.starts_with('-') || decoded.ends_with('-');
            if hyphens || decoded.is_ascii() || again.as_deref() != Some(rest) {
                return Err(DomainError::BadPunycode);
            }
        }
    } else {
        let lower = lower(label);
        if !lower.chars().all(is_label_char) {
            return Err(DomainError::BadCharacter);
        }
        let encoded = punycode::encode_str(&lower).ok_or(DomainError::BadCharacter)?;
        out.push_str("xn--");
        out.push_str(&encoded);
    }
    if out.len() - start > 63 {
        return Err(DomainError::TooLong);
    }
    Ok(())
}

/// Letters and digits of any script, and the hyphen, as far as their encoding
/// is certain without the mapping table.
fn is_label_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '-';
    }
    c.is_alphanumeric()
        && !matches!(c,
            // Ligatures, roman numerals, circled and super- or subscript
            // forms, and full-width forms: mapped to others by UTS 46.
            '\u{AA}' | '\u{BA}' | '\u{B2}'..='\u{B9}' | '\u{2070}'..='\u{209F}'
            | '\u{2100}'..='\u{24FF}' | '\u{2C60}'..='\u{2C7F}' | '\u{FB00}'..='\u{FB4F}'
            | '\u{FF00}'..='\u{FFEF}' | '\u{1D400}'..='\u{1D7FF}' | '\u{1F100}'..='\u{1F1FF}'
            // Combining accents, which belong composed with their letter.
            | '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}')
}

/// A domain as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayDomain {
    /// The readable form: punycode decoded where that is safe to show.
    pub text: String,
    /// The ASCII form, to be shown beside it, where the readable one could be
    /// mistaken for another domain.
    pub ascii: Option<String>,
}

/// How to show a domain in normal form. Links always use the ASCII form.
///
/// The ASCII form stands beside a name that mixes scripts (other than the
/// mixtures that Chinese, Japanese and Korean are written in, as in the
/// "highly restrictive" level of UTS 39, section 5.2), or whose letters all
/// look Latin without being so (as browsers decide it:
/// <https://chromium.googlesource.com/chromium/src/+/main/docs/idn.md>).
#[must_use]
pub fn display(domain: &str) -> DisplayDomain {
    let mut text = String::with_capacity(domain.len());
    let mut doubtful = false;
    for (i, label) in domain.split('.').enumerate() {
        if i > 0 {
            text.push('.');
        }
        let decoded = label.strip_prefix("xn--").and_then(|rest| {
            // Punycode can hide anything, among it controls that turn the
            // text around: those labels stay as they are.
            punycode::decode_to_string(rest).filter(|d| d.chars().all(is_label_char))
        });
        match decoded {
            Some(decoded) => {
                doubtful |= is_doubtful(&decoded);
                text.push_str(&decoded);
            }
            None => text.push_str(label),
        }
    }
    DisplayDomain {
        ascii: doubtful.then(|| domain.to_owned()),
        text,
    }
}

/// A domain in normal form within a sentence or a handle, where there is no room for
/// both forms: the readable one, or the ASCII one where that could be mistaken.
#[must_use]
pub fn readable(domain: &str) -> String {
    let shown = display(domain);
    shown.ascii.unwrap_or(shown.text)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    /// Chinese, Japanese and Korean signs, which are written side by side.
    EastAsian,
    /// Any other, told apart by its block of 128 code points: neighbouring
    /// blocks of one script only cost a needless ASCII form.
    Other(u32),
}

fn script(c: char) -> Option<Script> {
    Some(match c {
        '0'..='9' | '-' => return None,
        'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{1100}'..='\u{11FF}'
        | '\u{3005}'..='\u{318F}'
        | '\u{31A0}'..='\u{31FF}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{20000}'..='\u{3FFFF}' => Script::EastAsian,
        c => Script::Other(c as u32 >> 7),
    })
}

fn is_doubtful(label: &str) -> bool {
    let has = |wanted: fn(Script) -> bool| label.chars().filter_map(script).any(wanted);
    let latin = has(|s| s == Script::Latin);
    let east_asian = has(|s| s == Script::EastAsian);
    let Some(first) = label.chars().filter_map(script).next() else {
        return true;
    };
    let mixed = label.chars().filter_map(script).any(|s| s != first);
    if mixed && !(latin && east_asian && !has(is_neither)) {
        return true;
    }
    match first {
        // Beside Latin letters, a lone stroke or circle passes for one of
        // them, or for a slash.
        _ if mixed => label
            .chars()
            .any(|c| matches!(c, 'ノ' | '丿' | '〇' | '一' | '丨' | 'ー' | 'ㅡ' | 'ㅣ')),
        // Latin letters that pass for others: dotless i, long s, the African
        // and phonetic ones.
        Script::Latin => label
            .chars()
            .any(|c| matches!(c, '\u{131}' | '\u{138}' | '\u{17F}'..='\u{24F}')),
        Script::Cyrillic => all_look_latin(label, "асԁеһіјӏорԛѕԝхуьҽпгѵѡкв"),
        Script::Greek => all_look_latin(label, "αβγηικνορτυωχ"),
        Script::EastAsian | Script::Other(_) => false,
    }
}

const fn is_neither(script: Script) -> bool {
    !matches!(script, Script::Latin | Script::EastAsian)
}

fn all_look_latin(label: &str, lookalikes: &str) -> bool {
    label
        .chars()
        .all(|c| script(c).is_none() || lookalikes.contains(c))
}
