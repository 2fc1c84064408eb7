//! The ways in which a word can be met.

use super::weights::{BY_BEGINNING, BY_MEANING, BY_PART, BY_SLIP, BY_TOPIC};
use crate::search::Index;
use crate::words::stem;

/// No more than this many words that begin alike.
const MAX_ALIKE: usize = 12;

/// One way in which a word can be met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Way {
    Word(u32, f64),
    Topic(u16, f64),
    /// By a group of words that mean the same.
    Meaning(u16, f64),
}

/// Adds a way that is not there yet.
pub(super) fn add(list: &mut Vec<Way>, way: Way) {
    if !list.contains(&way) {
        list.push(way);
    }
}

/// What a word means by the table of topics, when it is as sure as `factor`
/// that it is that word.
pub(super) fn ways_by(id: u32, factor: f64, index: &Index) -> Vec<Way> {
    let alone = [id];
    let alone = index
        .topics_from(&alone)
        .filter(|(_, length, _)| *length == 1);
    alone
        .map(|(topic, _, part)| match (index.is_meaning(topic), part) {
            (false, _) => Way::Topic(topic, factor * BY_TOPIC),
            (true, false) => Way::Meaning(topic, factor * BY_MEANING),
            (true, true) => Way::Meaning(topic, factor * BY_PART),
        })
        .collect()
}

/// The ways in which a single word can be met; `guess`: also by words that are
/// alike.
pub(super) fn ways_of(word: &str, index: &Index, guess: bool) -> Vec<Way> {
    let mut ways = Vec::new();
    // A word that is only known to tell a language is met by nothing.
    let id = index.word(word).filter(|id| index.is_said(*id));
    if let Some(id) = id {
        ways.push(Way::Word(id, 1.0));
    }
    if !guess {
        return ways;
    }
    let wanted = stem(word);
    // Written together here, apart there: "boardgames".
    if id.is_none()
        && let Some((left, right)) = cut(word, index)
    {
        for part in [left, right] {
            ways.push(Way::Word(part, BY_BEGINNING));
            for way in ways_by(part, BY_BEGINNING, index) {
                add(&mut ways, way);
            }
        }
        return ways;
    }
    let mut alike: Vec<(usize, u32)> = Vec::new();
    // A short stem begins too much: "gam", but "gamedev" begins like "game".
    let beginning = if wanted.len() > 4 {
        wanted
    } else {
        word.strip_suffix('s').unwrap_or(word)
    };
    if beginning.len() > 3 {
        alike.extend(
            index
                .beginning_with(beginning)
                .into_iter()
                .filter(|(other, found)| Some(*other) != id && found.len() <= wanted.len() + 6)
                .map(|(other, found)| (found.len() - wanted.len(), other)),
        );
        // The other way round: "astronomers" where only "astro" is known.
        for length in (5..wanted.len()).rev() {
            if wanted.len() - length <= 5
                && let Some(other) = wanted.get(..length).and_then(|head| index.exactly(head))
            {
                alike.push((wanted.len() - length + 1, other));
            }
        }
        // "Modelleisenbahn", "Gartenarbeit": a long word that a topic's word
        // ends or begins.
        if id.is_none() && word.is_ascii() {
            let parts = (1..word.len()).flat_map(|at| [word.get(at..), word.get(..at)]);
            let parts = parts.flatten().filter(|part| part.len() > 4);
            let known = parts.filter_map(|part| Some((part.len(), index.word(part)?)));
            let means = |id: u32| index.topics_from(&[id]).any(|(_, length, _)| length == 1);
            if let Some((length, part)) = known.filter(|(_, id)| means(*id)).max() {
                alike.push((word.len() - length, part));
            }
        }
        alike.sort_by_key(|it| it.0);
        alike.truncate(MAX_ALIKE);
    }
    let mut factor = BY_BEGINNING;
    if alike.is_empty() && id.is_none() && word.len() > 4 {
        factor = BY_SLIP;
        let slip = |found: &str| one_slip(wanted, found) || one_slip(word, found);
        let found = index.words_like(word, &slip);
        alike.extend(found.into_iter().map(|(other, _)| (1, other)));
        alike.truncate(MAX_ALIKE);
    }
    for (_, other) in alike {
        add(&mut ways, Way::Word(other, factor));
        for way in ways_by(other, factor, index) {
            add(&mut ways, way);
        }
    }
    ways
}

/// Two known words that make up an unknown one.
fn cut(word: &str, index: &Index) -> Option<(u32, u32)> {
    (4..word.len().saturating_sub(3)).find_map(|at| {
        let left = index.word(word.get(..at)?)?;
        let right = index.word(word.get(at..)?)?;
        Some((left, right))
    })
}

/// Whether two words differ by one letter put in, left out, changed or
/// swapped with its neighbour; the first letter is taken to be right.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 || a.first() != b.first() {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = |x: usize, y: usize| a.get(x..) == b.get(y..);
    tail(head + 1, head + 1)
        || tail(head + 1, head)
        || tail(head, head + 1)
        || (a.get(head) == b.get(head + 1)
            && a.get(head + 1) == b.get(head)
            && a.get(head).is_some()
            && tail(head + 2, head + 2))
}

#[cfg(test)]
mod tests {
    use super::one_slip;

    #[test]
    fn a_slip_of_the_finger_is_one_letter() {
        for (a, b) in [
            ("gardn", "garden"),
            ("gardan", "garden"),
            ("graden", "garden"),
        ] {
            assert!(one_slip(a, b) && one_slip(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("garden", "warden"),
            ("garden", "gar"),
            ("gdraen", "garden"),
        ] {
            assert!(!one_slip(a, b), "{a} {b}");
        }
    }
}
