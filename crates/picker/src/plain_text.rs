//! Text that servers write about themselves, made harmless: no markup, no
//! control characters, no tricks with the writing direction, bounded in length.

mod entities;

/// The most of a text that is looked at, in bytes. The longest description
/// seen in the wild has 35,622 characters.
const MAX_INPUT: usize = 64 * 1024;
/// The longest a tag may be, in bytes; what is longer is text.
const MAX_TAG: usize = 2_048;
/// The most signs that may pile up on one letter. Enough for every script and
/// for the flags of Wales and Scotland (six), too few to cover other lines.
const MAX_PILE: usize = 8;

/// HTML or plain text as one line of plain text, at most `max` characters.
#[must_use]
pub fn one_line(text: &str, max: usize) -> String {
    clean(text, max, false)
}

/// Text that is no HTML as one line, at most `max` characters: what looks like
/// markup stays as it is written. A line that it made comes out unchanged.
#[must_use]
pub fn plain_line(text: &str, max: usize) -> String {
    let text = &text[..floor_boundary(text, MAX_INPUT)];
    let mut out = Out::default();
    out.push_str(text);
    shorten(&out.finish(false), max)
}

/// HTML or plain text as plain text that keeps its paragraphs and line breaks
/// (at most one empty line in a row), at most `max` characters.
#[must_use]
pub fn paragraphs(text: &str, max: usize) -> String {
    clean(text, max, true)
}

fn clean(text: &str, max: usize, keep_lines: bool) -> String {
    let text = &text[..floor_boundary(text, MAX_INPUT)];
    let mut out = Out::default();
    let mut at = 0;
    // No character has more than four bytes, and joining lines at most halves.
    let enough = max.saturating_mul(8);
    // Where the next tag could end. Found once for all that begin before it:
    // a text of nothing but `<a` must not be searched through for each of them.
    let mut close = text.find('>');
    while let Some(found) = text[at..].find(['<', '&']) {
        out.push_str(&text[at..at + found]);
        if out.text.len() > enough {
            break;
        }
        at += found;
        if close.is_some_and(|close| close < at) {
            close = text[at..].find('>').map(|found| at + found);
        }
        let rest = &text[at..];
        at += if rest.starts_with('<') {
            tag(rest, close.map(|close| close - at), &mut out)
        } else {
            let (c, used) = entities::entity(rest);
            out.push(c);
            used
        };
    }
    out.push_str(&text[at..]);
    shorten(&out.finish(keep_lines), max)
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Collects characters; white space becomes a pending gap, so that runs of it
/// and the ends come out clean.
#[derive(Default)]
struct Out {
    text: String,
    /// Line breaks in the pending gap (0: a plain space).
    breaks: u8,
    gap: bool,
    after_return: bool,
    pile: usize,
}

impl Out {
    fn push_str(&mut self, text: &str) {
        text.chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        let after_return = core::mem::replace(&mut self.after_return, c == '\r');
        match c {
            '\n' if after_return => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' => self.line_break(1),
            '\u{2029}' => self.line_break(2),
            c if c.is_whitespace() => self.gap = true,
            c if is_dropped(c) => {}
            c => {
                self.pile = if extends(c) { self.pile + 1 } else { 0 };
                if self.pile > MAX_PILE {
                    return;
                }
                if self.gap && !self.text.is_empty() {
                    match self.breaks {
                        0 => self.text.push(' '),
                        1 => self.text.push('\n'),
                        _ => self.text.push_str("\n\n"),
                    }
                }
                self.gap = false;
                self.breaks = 0;
                self.text.push(c);
            }
        }
    }

    fn line_break(&mut self, lines: u8) {
        self.gap = true;
        self.breaks = self.breaks.saturating_add(lines);
    }

    fn finish(self, keep_lines: bool) -> String {
        if keep_lines {
            self.text
        } else {
            self.text.split(['\n']).filter(|s| !s.is_empty()).fold(
                String::with_capacity(self.text.len()),
                |mut all, line| {
                    if !all.is_empty() {
                        all.push(' ');
                    }
                    all.push_str(line);
                    all
                },
            )
        }
    }
}

/// Characters that only do harm in a short text: controls, everything that
/// turns the writing direction around (UAX 9, section 2), invisible spaces,
/// and stand-ins for broken text. The joiners stay: Persian and emoji need them.
const fn is_dropped(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}'
        | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFD}')
}

/// The signs that stand on or around a letter, in the scripts that servers are
/// described in: first and last of each run (Unicode 16, general category M).
/// Not every sign of every script: the whole table, which the standard library
/// keeps to itself, is 3 kB of every visitor's download.
const SIGNS: [(u32, u32); 46] = [
    (0x300, 0x36F),
    (0x483, 0x489),
    (0x591, 0x5BD),
    (0x5BF, 0x5BF),
    (0x5C1, 0x5C2),
    (0x5C4, 0x5C5),
    (0x5C7, 0x5C7),
    (0x610, 0x61A),
    (0x64B, 0x65F),
    (0x670, 0x670),
    (0x6D6, 0x6DC),
    (0x6DF, 0x6E4),
    (0x6E7, 0x6E8),
    (0x6EA, 0x6ED),
    (0x730, 0x74A),
    (0x7A6, 0x7B0),
    (0x8D3, 0x8FF),
    (0xDCA, 0xDDF),
    (0xE31, 0xE31),
    (0xE34, 0xE3A),
    (0xE47, 0xE4E),
    (0xEB1, 0xEB1),
    (0xEB4, 0xEBC),
    (0xEC8, 0xECE),
    (0xF35, 0xF39),
    (0xF71, 0xF84),
    (0xF8D, 0xFBC),
    (0x102B, 0x103E),
    (0x1056, 0x1059),
    (0x1160, 0x11FF),
    (0x135D, 0x135F),
    (0x17B4, 0x17D3),
    (0x180B, 0x180D),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200C, 0x200D),
    (0x20D0, 0x20FF),
    (0x2DE0, 0x2DFF),
    (0x302A, 0x302F),
    (0x3099, 0x309A),
    (0xA66F, 0xA67D),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0x1_F3FB, 0x1_F3FF),
    (0xE_0020, 0xE_007F),
    (0xE_0100, 0xE_01EF),
];

/// Whether a character continues the one before it: an accent, a vowel sign,
/// an emoji's skin tone.
fn extends(c: char) -> bool {
    let c = u32::from(c);
    // From Devanagari to Malayalam each script has its signs at the same
    // places of its 128.
    let indic = matches!(c, 0x900..=0xD7F)
        && matches!(c & 0x7F, 0..=3 | 0x3C | 0x3E..=0x4D | 0x51..=0x57 | 0x62..=0x63);
    indic
        || SIGNS
            .iter()
            .any(|&(first, last)| (first..=last).contains(&c))
}

/// In small letters, each by itself. `str::to_lowercase` also looks around a
/// Greek sigma for the end of a word, with two tables in every visitor's
/// download; for comparing words that only gets in the way.
#[must_use]
pub fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Cuts a text to at most `max` characters, an ellipsis included: after a
/// word where one ends near, and never inside what reads as one character.
#[must_use]
pub fn shorten(text: &str, max: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(max) else {
        return text.to_owned();
    };
    if max == 0 {
        return String::new();
    }
    // Room for the ellipsis.
    let mut cut = text[..limit]
        .char_indices()
        .next_back()
        .map_or(0, |(at, _)| at);
    let near = text[..cut]
        .char_indices()
        .rev()
        .take(24.min(max / 3))
        .find(|(_, c)| c.is_whitespace());
    if let Some((space, _)) = near {
        cut = space;
    } else {
        while cut > 0 && is_inside_character(text, cut) {
            cut -= text[..cut].chars().next_back().map_or(1, char::len_utf8);
        }
    }
    let mut out = text[..cut].trim_end().to_owned();
    out.push('…');
    out
}

fn is_inside_character(text: &str, at: usize) -> bool {
    let flag = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
    let Some(next) = text[at..].chars().next() else {
        return false;
    };
    let mut before = text[..at].chars().rev();
    if extends(next) || before.clone().next() == Some('\u{200D}') {
        return true;
    }
    // Two regional letters make one flag: an odd one before belongs to the next.
    flag(next) && before.by_ref().take_while(|c| flag(*c)).count() % 2 == 1
}

/// Handles a `<`: drops a tag, a comment, the inside of scripts and styles;
/// leaves "I <3 trains" alone. `close` is where the next `>` stands. Returns
/// how many bytes were used.
fn tag(rest: &str, close: Option<usize>, out: &mut Out) -> usize {
    let bytes = rest.as_bytes();
    let after = bytes.get(1).copied().unwrap_or(b' ');
    if !(after.is_ascii_alphabetic() || matches!(after, b'/' | b'!' | b'?')) {
        out.push('<');
        return 1;
    }
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or(rest.len(), |at| 4 + at + 3);
    }
    let Some(close) = close.filter(|close| *close < MAX_TAG) else {
        out.push('<');
        return 1;
    };
    let end = quoted_end(bytes).unwrap_or(close + 1);
    let name_from = 1 + usize::from(after == b'/');
    let name: String = rest[name_from..end]
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .take(12)
        .map(|b| b.to_ascii_lowercase() as char)
        .collect();
    match name.as_str() {
        "br" => out.line_break(1),
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "blockquote" | "pre" => {
            out.line_break(if after == b'/' { 2 } else { 1 });
        }
        "div" | "li" | "tr" | "dt" | "dd" | "section" | "article" | "hr" => out.line_break(1),
        "td" | "th" => out.gap = true,
        "script" | "style" if after != b'/' => return end + raw_end(&bytes[end..], &name),
        _ => {}
    }
    end
}

/// Where the tag at the start of `bytes` ends (after its `>`), minding `>` in
/// quoted values; `None` when a quote is never closed.
fn quoted_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (i, &b) in bytes.iter().take(MAX_TAG).enumerate() {
        match quote {
            Some(q) if b == q => quote = None,
            Some(_) => {}
            None if b == b'>' => return Some(i + 1),
            None if after_equals && matches!(b, b'"' | b'\'') => quote = Some(b),
            None => {}
        }
        after_equals = b == b'=' || (after_equals && b.is_ascii_whitespace());
    }
    None
}

/// The length of a script's or style's inside with its closing tag's head;
/// everything, when it is never closed.
fn raw_end(bytes: &[u8], name: &str) -> usize {
    let close = name.len() + 2;
    bytes
        .windows(close)
        .position(|w| w.starts_with(b"</") && w[2..].eq_ignore_ascii_case(name.as_bytes()))
        .unwrap_or(bytes.len())
}
