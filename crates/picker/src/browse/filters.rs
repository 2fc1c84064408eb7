//! What is chosen.

use super::facet::Facet;
use crate::answers::{Answers, SignUpWish};
use crate::language::Language;
use crate::model::{LegalForm, Region, Size};

/// What the list is narrowed down by. Values of one facet widen each other (trains
/// or art), facets narrow each other (and in German).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Keys of topics. Unknown ones are kept: they may come from a newer version
    /// of the site.
    pub topics: Vec<String>,
    /// Languages.
    pub languages: Vec<Language>,
    /// The visitor's own words.
    pub text: String,
    /// The age of who wants to join, in years.
    pub age: Option<u8>,
    /// Servers for adults are listed too.
    pub adult: bool,
    /// Servers that are not recommended (closed, silent, implausible, outdated) are
    /// listed too.
    pub everything: bool,
    /// For each facet of [`Facet::FACTS`] which of its values are chosen, one bit
    /// each.
    chosen: [u8; Facet::FACTS.len()],
}

impl Filters {
    /// Whether nothing is chosen that leaves servers out. Allowing more does not.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Facet::LISTED
            .into_iter()
            .chain([Facet::Text])
            .all(|facet| !self.is_set(facet))
    }

    /// Whether anything of a facet is chosen.
    #[must_use]
    pub fn is_set(&self, facet: Facet) -> bool {
        match facet {
            Facet::Topics => !self.topics.is_empty(),
            Facet::Languages => !self.languages.is_empty(),
            Facet::Text => !self.text.trim().is_empty(),
            Facet::Age => self.age.is_some(),
            _ => self.bits(facet) != 0,
        }
    }

    /// Whether a value, as addresses have it, is chosen.
    #[must_use]
    pub fn has(&self, facet: Facet, value: &str) -> bool {
        match facet {
            Facet::Topics => self.topics.iter().any(|topic| topic == value),
            Facet::Languages => self.languages.iter().any(|it| it.as_str() == value),
            Facet::Text => self.text == value,
            Facet::Age => self.age.is_some() && self.age == value.parse().ok(),
            _ => position(facet, value).is_some_and(|at| self.bits(facet) >> at & 1 == 1),
        }
    }

    /// The values of a facet that are chosen, as addresses have them.
    #[must_use]
    pub fn chosen(&self, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Topics => self.topics.clone(),
            Facet::Languages => self.languages.iter().map(Language::to_string).collect(),
            Facet::Text if self.text.is_empty() => Vec::new(),
            Facet::Text => vec![self.text.clone()],
            Facet::Age => self.age.iter().map(u8::to_string).collect(),
            _ => {
                let all = facet.values().iter();
                let chosen = all.filter(|value| self.has(facet, value));
                chosen.map(|value| (*value).to_owned()).collect()
            }
        }
    }

    /// Chooses a value or takes it back. There is one age and one text; of the other
    /// facets any number of values. What is no value of the facet changes nothing.
    pub fn set(&mut self, facet: Facet, value: &str, chosen: bool) {
        match facet {
            Facet::Topics => put(&mut self.topics, value.to_ascii_lowercase(), chosen),
            Facet::Languages => {
                if let Some(language) = Language::parse(value) {
                    put(&mut self.languages, language, chosen);
                }
            }
            Facet::Text => self.text = if chosen { value } else { "" }.to_owned(),
            Facet::Age => {
                let age = value.parse().ok().filter(|age| *age <= 120);
                self.age = if chosen { age.or(self.age) } else { None };
            }
            _ => {
                if let (Some(place), Some(at)) = (place(facet), position(facet, value)) {
                    let bits = &mut self.chosen[place];
                    *bits = *bits & !(1 << at) | u8::from(chosen) << at;
                }
            }
        }
    }

    /// As [`Filters::set`], on a copy.
    #[must_use]
    pub fn with(&self, facet: Facet, value: &str, chosen: bool) -> Self {
        let mut filters = self.clone();
        filters.set(facet, value, chosen);
        filters
    }

    /// The same without anything of a facet.
    #[must_use]
    pub fn without(&self, facet: Facet) -> Self {
        let mut filters = self.clone();
        match facet {
            Facet::Topics => filters.topics.clear(),
            Facet::Languages => filters.languages.clear(),
            Facet::Text => filters.text.clear(),
            Facet::Age => filters.age = None,
            _ => {
                if let Some(place) = place(facet) {
                    filters.chosen[place] = 0;
                }
            }
        }
        filters
    }

    /// The answers to the quiz that ask for the same; of a fact with several values
    /// chosen none, as the quiz asks for one.
    #[must_use]
    pub fn answers(&self) -> Answers {
        let one = |facet| {
            let mut chosen = self.chosen(facet);
            match chosen.len() {
                1 => chosen.pop(),
                _ => None,
            }
        };
        let instant = one(Facet::SignUp).is_some_and(|it| it == SignUpWish::Instant.key());
        Answers {
            topics: self.topics.clone(),
            languages: self.languages.clone(),
            text: self.text.clone(),
            sign_up: instant.then_some(SignUpWish::Instant),
            size: one(Facet::Size).and_then(|key| Size::parse(&key)),
            region: one(Facet::Region).and_then(|key| Region::parse(&key)),
            legal_form: one(Facet::LegalForm).and_then(|key| LegalForm::parse(&key)),
            age: self.age,
            adult: self.adult,
            ..Answers::default()
        }
    }

    /// Whether a fact's value, by its number, is let through.
    pub(super) fn lets_pass(&self, facet: Facet, value: usize) -> bool {
        let bits = self.bits(facet);
        bits == 0 || bits >> value & 1 == 1
    }

    fn bits(&self, facet: Facet) -> u8 {
        place(facet).map_or(0, |place| self.chosen[place])
    }
}

fn place(facet: Facet) -> Option<usize> {
    Facet::FACTS.iter().position(|known| *known == facet)
}

fn position(facet: Facet, value: &str) -> Option<usize> {
    facet.values().iter().position(|known| *known == value)
}

fn put<T: PartialEq>(list: &mut Vec<T>, value: T, chosen: bool) {
    let known = list.iter().position(|it| *it == value);
    match (known, chosen) {
        (None, true) => list.push(value),
        (Some(at), false) => {
            list.remove(at);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Facet, Filters};

    #[test]
    fn values_are_chosen_and_taken_back() {
        let mut filters = Filters::default();
        for (facet, value) in [
            (Facet::Topics, "trains"),
            (Facet::Languages, "pt-BR"),
            (Facet::SignUp, "approval"),
            (Facet::SignUp, "unknown"),
            (Facet::Region, "unknown"),
            (Facet::Age, "16"),
            (Facet::Software, "current"),
        ] {
            assert!(!filters.has(facet, value));
            filters.set(facet, value, true);
            assert!(filters.has(facet, value) && filters.is_set(facet));
        }
        assert_eq!(filters.chosen(Facet::SignUp), ["approval", "unknown"]);
        assert_eq!(filters.chosen(Facet::Age), ["16"]);
        filters.set(Facet::SignUp, "approval", false);
        assert_eq!(filters.chosen(Facet::SignUp), ["unknown"]);
        let before = filters.clone();
        filters.set(Facet::Size, "gigantic", true);
        filters.set(Facet::Age, "900", true);
        filters.set(Facet::Languages, "", true);
        assert_eq!(filters, before);
        let none = Facet::LISTED
            .into_iter()
            .fold(filters, |filters, facet| filters.without(facet));
        assert!(none.is_empty());
    }

    #[test]
    fn a_fact_with_several_values_is_no_answer_to_the_quiz() {
        let one = Filters::default().with(Facet::Size, "cosy", true);
        assert!(one.answers().size.is_some());
        assert!(
            one.with(Facet::Size, "large", true)
                .answers()
                .size
                .is_none()
        );
        let asked = Filters::default().with(Facet::SignUp, "approval", true);
        assert!(!asked.answers().wants_instant());
    }
}
