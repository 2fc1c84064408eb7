//! What a domain name says: `mathstodon.xyz` is about maths.
//!
//! A good third of the listed servers describe themselves with nothing but
//! their name, so the name is read the way people read it.

use crate::vocabulary::Vocabulary;

/// How sure it is that the name says this word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A whole label (`rail` of `rail.chat`), or what is left of one without
    /// its "-todon" or "mast-".
    Label,
    /// A piece of a label that falls into known words (`games` of
    /// `boardgames`).
    Piece,
    /// A known word at the head or the end of a label, with an unknown rest,
    /// or a label that is a clipped word (`photog`).
    Fragment,
    /// The same at the end, where chance is likelier (`board` of `flipboard`).
    Tail,
}

/// Endings of names that only say "Mastodon" or "a place on the net".
const TAILS: [&str; 14] = [
    "mastodon", "stodon", "todon", "odon", "don", "mstdn", "masto", "mast", "toots", "toot",
    "social", "verse", "fedi", "tooter",
];
/// The same at the head.
const HEADS: [&str; 8] = [
    "mastodon", "mstdn", "masto", "mast", "tooting", "toot", "fedi", "the",
];
/// Last labels that say nothing: registries' general ones, and words that are
/// bought for their sound ("space" of `mapstodon.space` is not the subject), and "cat", which is
/// the Catalans'.
const PLAIN_ENDINGS: &str = " com net org info biz name pro online site xyz website web tech space \
    place zone world life live town house group club cafe community network cloud app dev page \
    link fun chat host one pub rocks wtf lol moe party garden green blue ink land city plus cool \
    best top works work club social systems solutions services today digital email love ninja \
    guru expert tools team technology computer software media center bar red black pink gold \
    cat haus family foundation institute international earth exchange market business company ";

/// Last labels that say nothing, for [`domain_words`].
pub(crate) fn plain_endings() -> Vocabulary {
    PLAIN_ENDINGS.split_ascii_whitespace().collect()
}

/// Calls `each` with what the domain says. `known` tells whether a piece is a
/// word that this directory or the topics use; `complete` finishes a clipped
/// topic word.
pub(crate) fn domain_words<'a>(
    domain: &'a str,
    plain_endings: &Vocabulary,
    known: &dyn Fn(&str) -> bool,
    complete: &dyn Fn(&str) -> Option<u32>,
    each: &mut dyn FnMut(Said<'a>),
) {
    let mut labels = domain.split('.').rev();
    if let Some(ending) = labels.next()
        && ending.len() > 2
        && plain_endings.get(ending).is_none()
    {
        each(Said::Word(ending, Part::Piece));
    }
    for label in labels {
        for piece in label.split('-') {
            if piece.len() > 1 && !matches!(piece, "co" | "com" | "org" | "net" | "ac" | "xn") {
                label_words(piece, known, complete, each);
            }
        }
    }
}

/// A word of a domain, as text or as the number of a known word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    Word(&'a str, Part),
    Known(u32, Part),
}

/// A label, or the core of one, and its beginnings that are known words: bit
/// *n* stands for the one of *n* bytes. To ask whether a word is known is what
/// reading names costs, so each beginning is asked about once.
#[derive(Clone, Copy)]
struct Heads<'a> {
    label: &'a str,
    known: u64,
}

impl<'a> Heads<'a> {
    fn of(label: &'a str, known: &dyn Fn(&str) -> bool) -> Self {
        let mut bits = 0;
        // No label of a real domain is longer than 63 bytes.
        for cut in 3..label.len().min(64) {
            if label.get(..cut).is_some_and(known) {
                bits |= 1 << cut;
            }
        }
        Self { label, known: bits }
    }

    fn has(self, cut: usize) -> bool {
        cut < 64 && self.known >> cut & 1 == 1
    }

    /// The cut into two known words whose shorter one is longest.
    fn best_cut(self, known: &dyn Fn(&str) -> bool) -> Option<(&'a str, &'a str)> {
        let mut best: Option<(&str, &str)> = None;
        for cut in 3..self.label.len().saturating_sub(2) {
            let (true, Some(left), Some(right)) =
                (self.has(cut), self.label.get(..cut), self.label.get(cut..))
            else {
                continue;
            };
            let shorter = left.len().min(right.len());
            if best.is_none_or(|(l, r)| l.len().min(r.len()) < shorter) && known(right) {
                best = Some((left, right));
            }
        }
        best
    }

    /// The longest known word at the head or the end; the head where both are
    /// equally long.
    fn fragment(self, known: &dyn Fn(&str) -> bool) -> Option<(&'a str, Part)> {
        let label = self.label;
        let head = (4..label.len()).rev().find(|cut| self.has(*cut));
        let longer_tail = (1..label.len().saturating_sub(head.unwrap_or(3)))
            .filter_map(|cut| label.get(cut..))
            .find(|tail| known(tail));
        match longer_tail {
            Some(tail) => Some((tail, Part::Tail)),
            None => Some((label.get(..head?)?, Part::Fragment)),
        }
    }
}

fn label_words<'a>(
    label: &'a str,
    known: &dyn Fn(&str) -> bool,
    complete: &dyn Fn(&str) -> Option<u32>,
    each: &mut dyn FnMut(Said<'a>),
) {
    each(Said::Word(label, Part::Label));
    if label.len() < 5 || known(label) {
        return;
    }
    // "mathstodon" is "math" + "stodon" or "maths" + "todon": every reading
    // that is a known word counts, the first unknown one as a last resort.
    let mut core = None;
    // Their one letter tells nearly all of them apart, at a tenth of the cost.
    let ends = |tail: &&&str| tail.as_bytes().last() == label.as_bytes().last();
    let begins = |head: &&&str| head.as_bytes().first() == label.as_bytes().first();
    let tails = TAILS.iter().filter(ends);
    let heads = HEADS.iter().filter(begins);
    let cores = tails
        .filter_map(|tail| label.strip_suffix(tail))
        .chain(heads.filter_map(|head| label.strip_prefix(head)))
        .filter(|core| core.len() > 2);
    for candidate in cores {
        if known(candidate) {
            each(Said::Word(candidate, Part::Label));
            return;
        }
        core = core.or(Some(candidate));
    }
    let whole = Heads::of(label, known);
    let core = core.map(|core| {
        each(Said::Word(core, Part::Piece));
        Heads::of(core, known)
    });
    for label in [Some(whole), core].into_iter().flatten() {
        if let Some((left, right)) = label.best_cut(known) {
            each(Said::Word(left, Part::Piece));
            each(Said::Word(right, Part::Piece));
            return;
        }
    }
    for heads in [core, Some(whole)].into_iter().flatten() {
        if heads.label.len() < 5 {
            continue;
        }
        if let Some(word) = complete(heads.label) {
            each(Said::Known(word, Part::Fragment));
            return;
        }
        if let Some((word, part)) = heads.fragment(known) {
            each(Said::Word(word, part));
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(domain: &str) -> Vec<(String, Part)> {
        let words = [
            "maths",
            "games",
            "board",
            "jazz",
            "nerd",
            "culture",
            "woodworking",
            "tech",
            "home",
            "bird",
            "universe",
            "art",
        ];
        let mut out = Vec::new();
        domain_words(
            domain,
            &plain_endings(),
            &|word| words.contains(&word),
            &|label| "photography".starts_with(label).then_some(7),
            &mut |said| {
                out.push(match said {
                    Said::Word(word, part) => (word.to_owned(), part),
                    Said::Known(id, part) => (id.to_string(), part),
                });
            },
        );
        out
    }

    fn says(domain: &str, word: &str, part: Part) {
        let said = said(domain);
        assert!(
            said.contains(&(word.to_owned(), part)),
            "{domain}: {said:?}"
        );
    }

    #[test]
    fn names_are_read_as_people_read_them() {
        says("mathstodon.xyz", "maths", Part::Label);
        says("rail.chat", "rail", Part::Label);
        says("en.osm.town", "osm", Part::Label);
        says("jazztodon.com", "jazz", Part::Label);
        says("mastodontech.de", "tech", Part::Label);
        says("boardgames.social", "board", Part::Piece);
        says("boardgames.social", "games", Part::Piece);
        says("nerdculture.de", "culture", Part::Piece);
        says("universeodon.com", "universe", Part::Label);
        says("photog.social", "7", Part::Fragment);
        says("birdon.social", "bird", Part::Fragment);
        says("mastodon.art", "art", Part::Piece);
        says("mastodon.berlin", "berlin", Part::Piece);
    }

    #[test]
    fn endings_bought_for_their_sound_say_nothing() {
        for domain in ["mapstodon.space", "a.com", "b.co.uk", "c.party"] {
            let said = said(domain);
            assert!(
                !said
                    .iter()
                    .any(|(w, _)| ["space", "com", "uk", "co", "party"].contains(&&**w)),
                "{domain}: {said:?}"
            );
        }
    }

    #[test]
    fn a_word_inside_another_is_not_found() {
        assert!(!said("smartcities.social").iter().any(|(w, _)| w == "art"));
    }
}
