//! Cuts texts into comparable words.

use super::fold::fold_word;
use super::marks::is_mark;
use crate::normalize::Normalize;

/// The longest word that is looked at, in bytes; longer ones are addresses
/// and noise.
pub(crate) const MAX_WORD: usize = 40;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pause {
    /// Spaces, hyphens, nothing.
    None,
    /// Something that separates the items of a list.
    Comma,
    /// The end of a sentence, a bracket, a quotation mark.
    Stop,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    /// The word, folded.
    pub(crate) word: &'a str,
    /// Where it stands in the text, as written.
    pub(crate) at: (usize, usize),
    /// The same for the whole run of letters that it is a part of.
    pub(crate) run: (usize, usize),
    /// What stands before it.
    pub(crate) pause: Pause,
    /// A part of a `CamelCase` word that came before as a whole.
    pub(crate) is_part: bool,
    /// A pair of characters out of a script that is written without spaces.
    pub(crate) is_pair: bool,
}

/// Calls `each` with every word of `text`, folded, in order. Scripts that
/// write without spaces (Chinese, Japanese, Thai) and Korean, whose words carry
/// endings, come as overlapping pairs of what readers see as one character.
/// `CamelCase` words, as in hashtags, come whole and then in their parts.
pub(crate) fn tokenise(text: &str, normalize: Normalize, each: &mut dyn FnMut(Token<'_>)) {
    let mut cutter = Cutter {
        text,
        normalize,
        folded: String::new(),
        pause: Pause::Stop,
    };
    let mut from = 0;
    while let Some(c) = text.get(from..).and_then(|rest| rest.chars().next()) {
        if is_paired(c) {
            let to = end_of(text, from, |c| is_paired(c) || extends(c));
            cutter.pairs(from, to, each);
            from = to;
        } else if c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()) {
            let belongs = |c| (is_letter(c) && !is_paired(c)) || extends(c) || is_apostrophe(c);
            let mut to = end_of(text, from, belongs);
            while is_double_l(text, to) {
                to = end_of(text, to + '·'.len_utf8(), belongs);
            }
            cutter.run(from, to, each);
            from = cutter.after_signs(from, to);
        } else {
            cutter.pause = cutter.pause.max(pause_of(c));
            from += c.len_utf8();
        }
    }
}

/// Where a run of such characters ends. Plain ASCII is gone through by bytes.
fn end_of(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let plain = if rest.chars().next().is_some_and(is_paired) {
        0
    } else {
        plain
    };
    let mut end = from + plain;
    for c in text.get(end..).unwrap_or("").chars() {
        if !belongs(c) {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric()
    }
}

/// Whether a character belongs to the one before it: marks, the vowels and
/// finals of decomposed Korean, and what is not seen.
fn extends(c: char) -> bool {
    c >= '\u{ad}'
        && (is_mark(c)
            || matches!(c, '\u{ad}' | '\u{1160}'..='\u{11ff}' | '\u{200b}'..='\u{200f}'
                | '\u{2060}' | '\u{feff}' | '\u{ff9e}' | '\u{ff9f}'))
}

/// Whether the point of a Catalan double l stands here: "col·lecció".
fn is_double_l(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or(("", ""));
    before.ends_with(['l', 'L']) && (after.starts_with("·l") || after.starts_with("·L"))
}

/// Whether a word before an apostrophe is an article ("l'art", "qu'on"), not the
/// beginning of the word: "м'яч", "ג'ז", "o'zbek".
fn is_article(word: &str) -> bool {
    let mut letters = word.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some('o' | 'O' | 'g' | 'G'), None, None) => false,
        (Some(first), second, None) => first.is_ascii() && second.is_none_or(|c| c.is_ascii()),
        _ => false,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '＇' | '`' | '׳' | '״')
}

fn pause_of(c: char) -> Pause {
    match c {
        ',' | ';' | '/' | '|' | '&' | '、' | '，' | '،' | '؛' | '；' | '・' | '·' | '•' | '／' => {
            Pause::Comma
        }
        '.' | '!' | '?' | ':' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '„' | '«' | '»' | '…'
        | '–' | '—' | '\n' | '\r' | '。' | '！' | '？' | '：' | '؟' | '।' | '（' | '）' | '「'
        | '」' => Pause::Stop,
        _ => Pause::None,
    }
}

/// Whether words of this script are compared by pairs of characters.
fn is_paired(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}'
        | '\u{1100}'..='\u{115f}' | '\u{ff66}'..='\u{ff9d}'
        | '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}')
        && !matches!(c, '・' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

struct Cutter<'a> {
    text: &'a str,
    normalize: Normalize,
    folded: String,
    pause: Pause,
}

impl Cutter<'_> {
    /// `c++`, `c#`: where the signs after a word end.
    fn after_signs(&self, from: usize, to: usize) -> usize {
        let signs = self.text.get(to..).unwrap_or("").bytes();
        match to - from {
            1 => {
                to + signs
                    .take_while(|b| matches!(b, b'+' | b'#'))
                    .count()
                    .min(2)
            }
            _ => to,
        }
    }

    fn emit(
        &mut self,
        at: (usize, usize),
        run: (usize, usize),
        kind: (bool, bool),
        each: &mut dyn FnMut(Token<'_>),
    ) {
        let Some(raw) = self.text.get(at.0..at.1) else {
            return;
        };
        let plain = raw
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !plain {
            self.folded.clear();
            fold_word(raw, self.normalize, &mut self.folded);
        }
        let word: &str = if plain { raw } else { &self.folded };
        if word.is_empty() || word.len() > MAX_WORD {
            return;
        }
        let (is_part, is_pair) = kind;
        each(Token {
            word,
            at,
            run,
            pause: self.pause,
            is_part,
            is_pair,
        });
        self.pause = Pause::None;
    }

    /// A run of letters: a word, or an article and a word ("l'art").
    fn run(&mut self, from: usize, to: usize, each: &mut dyn FnMut(Token<'_>)) {
        let end = self.after_signs(from, to);
        let raw = self.text.get(from..to).unwrap_or("");
        let (mut start, mut cuts, mut lower, mut letters) = (from, Vec::new(), false, 0);
        let mut last = from;
        for (at, c) in raw.char_indices() {
            if is_apostrophe(c) {
                // "don't" stays one word, "l'art" is cut: what stands before the
                // apostrophe is an article only when it is one or two letters.
                if letters <= 2 && is_article(raw.get(start - from..at).unwrap_or("")) {
                    start = from + at + c.len_utf8();
                    cuts.clear();
                    letters = 0;
                }
                lower = false;
                continue;
            }
            if c.is_uppercase() && lower {
                cuts.push(from + at);
            }
            if !extends(c) {
                lower = c.is_lowercase();
                letters += 1;
            }
            last = from + at + c.len_utf8();
        }
        let last = if end > to { end } else { last };
        if start >= last {
            return;
        }
        let run = (start, last);
        self.emit(run, run, (false, false), each);
        if !cuts.is_empty() {
            let mut before = start;
            for cut in cuts.into_iter().chain([last]) {
                if cut - before > 1 {
                    self.emit((before, cut), run, (true, false), each);
                }
                before = cut;
            }
        }
    }

    /// A run of a script without spaces: pairs of neighbours.
    fn pairs(&mut self, from: usize, to: usize, each: &mut dyn FnMut(Token<'_>)) {
        let mut last: Option<usize> = None;
        let mut here = from;
        while here < to {
            let next = self.text.get(here..to).and_then(|rest| {
                let mut chars = rest.char_indices().skip(1);
                chars.find(|(_, c)| !extends(*c)).map(|(at, _)| here + at)
            });
            let next = next.unwrap_or(to);
            if let Some(before) = last {
                self.emit((before, next), (from, to), (false, true), each);
            }
            last = Some(here);
            here = next;
        }
        // A run of one character is no pair; whatever follows it is new.
        self.pause = self.pause.max(Pause::None);
    }
}
