//! The words of a text by their numbers, and what they are for one another.

use crate::words::{Languages, Pause, Token};

/// The bit of words that are left out of the search in whatever language.
pub(super) const STOP_BIT: Languages = 1 << 127;

/// A word of a text that is read, by its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    /// The number of its stem; `u32::MAX` for a word that is not known.
    pub(crate) id: u32,
    /// How long the whole word is, folded: tells "sans" from "San" of the same
    /// stem.
    pub(crate) length: u8,
    /// Where it stands, and the run of letters that it is a part of.
    pub(crate) at: (usize, usize),
    pub(crate) run: (usize, usize),
    /// What stands before it.
    pub(crate) pause: Pause,
    /// A hyphen joins it to the word before.
    pub(crate) hyphen: bool,
    /// A minus sign stands before it.
    pub(crate) minus: bool,
    pub(crate) is_pair: bool,
}

/// What a word or phrase does to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// What follows is not wanted.
    No,
    /// What comes before is not wanted.
    After,
    /// Looks like one of these and is none.
    Keep,
    /// What is not wanted goes on.
    Or,
    /// What is not wanted ends.
    But,
    /// What stands between its two parts is not wanted:
    /// "keep politics out".
    Around,
}

/// A marker of one language.
#[derive(Debug)]
pub(crate) struct Marker {
    /// Its words: the number of the stem, and the length of the whole word.
    pub(super) words: Vec<(u32, u8)>,
    /// The words of its second part, where it stands around what it speaks of.
    pub(super) end: Vec<(u32, u8)>,
    /// The word itself, where it is one alone, and the languages in which it is an
    /// ordinary small word.
    pub(super) alone: Box<str>,
    pub(super) ordinary: Languages,
    pub(super) language: usize,
    pub(super) kind: Kind,
    /// It counts in questions only.
    pub(super) asked: bool,
    /// It counts only with a hyphen before it: "politics-free".
    pub(super) hyphen: bool,
}

/// What a word is for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// An ordinary word.
    Plain,
    /// Part of a marker: no word to look for.
    Marker,
    /// Not wanted; words with the same number share a marker.
    Unwanted(u16),
}

/// What the words of a text are for one another.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// One for each word.
    pub(crate) of: Vec<Mark>,
    /// Where the marker of each group of unwanted words stands in the text;
    /// the group with number `n` is at `n - 1`.
    pub(crate) markers: Vec<(usize, usize)>,
}

impl Marks {
    /// A new group of unwanted words, whose marker reaches over these bytes.
    pub(crate) fn group(&mut self, marker: (usize, usize)) -> u16 {
        self.markers.push(marker);
        self.markers.len() as u16
    }

    pub(super) fn has(&self, group: u16) -> bool {
        self.of.contains(&Mark::Unwanted(group))
    }
}

/// A token of a text, by its number.
pub(super) fn said(text: &str, token: &Token<'_>, id: u32) -> Said {
    let mut before = text.get(..token.at.0).unwrap_or("").chars().rev();
    let dash = before
        .next()
        .is_some_and(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2212}'));
    let space = dash && before.next().is_none_or(char::is_whitespace);
    Said {
        id,
        length: token.word.len() as u8,
        at: token.at,
        run: token.run,
        pause: token.pause,
        hyphen: dash && !space,
        minus: space,
        is_pair: token.is_pair,
    }
}
