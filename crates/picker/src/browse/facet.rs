//! What there is to narrow a list down by.

use crate::facts::Row;
use crate::model::SignUp;

/// One way to narrow down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What a server is about; any of those chosen.
    Topics,
    /// What is spoken there; any of those chosen.
    Languages,
    /// The visitor's own words.
    Text,
    /// How one gets an account.
    SignUp,
    /// How many people are active there in a week.
    Size,
    /// Where the operator is legally based.
    Region,
    /// Who runs it, in law.
    LegalForm,
    /// The age of who wants to join.
    Age,
    /// How new its software is, by the releases that the listed servers run.
    Software,
}

/// A fact that is not known, as an address has it.
const UNKNOWN: &str = "unknown";

/// Ages that are offered: the least ones that servers name.
pub(super) const AGES: [u8; 4] = [13, 14, 16, 18];

impl Facet {
    /// All facets with choices, in the order in which they are offered.
    pub const LISTED: [Self; 8] = [
        Self::Topics,
        Self::Languages,
        Self::Region,
        Self::SignUp,
        Self::Size,
        Self::LegalForm,
        Self::Age,
        Self::Software,
    ];

    /// Those of which every server has just one value: see [`Facet::values`].
    pub const FACTS: [Self; 5] = [
        Self::SignUp,
        Self::Size,
        Self::Region,
        Self::LegalForm,
        Self::Software,
    ];

    /// Its name in addresses and in the names of messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Topics => "topic",
            Self::Languages => "lang",
            Self::Text => "text",
            Self::SignUp => "signup",
            Self::Size => "size",
            Self::Region => "region",
            Self::LegalForm => "legal",
            Self::Age => "age",
            Self::Software => "software",
        }
    }

    /// The values of a facet of [`Facet::FACTS`], as addresses have them and in the
    /// order in which they are offered; empty for the others.
    #[must_use]
    pub const fn values(self) -> &'static [&'static str] {
        match self {
            Self::SignUp => &["instant", "approval", "open", UNKNOWN, "closed"],
            Self::Size => &["cosy", "medium", "large", UNKNOWN],
            Self::Region => &[
                "africa",
                "asia",
                "europe",
                "north_america",
                "oceania",
                "south_america",
                UNKNOWN,
            ],
            Self::LegalForm => &["organisation", "people", UNKNOWN],
            Self::Software => &["current", "older", UNKNOWN],
            Self::Topics | Self::Languages | Self::Text | Self::Age => &[],
        }
    }

    pub(super) const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// The facets of some bits.
    pub(super) fn of_bits(bits: u16) -> Vec<Self> {
        let all = Self::LISTED.into_iter().chain([Self::Text]);
        all.filter(|facet| bits & facet.bit() != 0).collect()
    }

    /// The number of a server's value among [`Facet::values`].
    pub(super) fn value_of(self, row: &Row) -> usize {
        match self {
            Self::SignUp => match row.sign_up {
                Some(SignUp::Instant) => 0,
                Some(SignUp::Approval) => 1,
                Some(SignUp::Open) => 2,
                None => 3,
                Some(SignUp::Closed) => 4,
            },
            Self::Size => row.size.map_or(3, |size| size as usize),
            Self::Region => row.region.map_or(6, |region| region as usize),
            Self::LegalForm => row.legal_form.map_or(2, |form| form as usize),
            Self::Software if row.release_unknown => 2,
            Self::Software => usize::from(row.software < 1.0),
            Self::Topics | Self::Languages | Self::Text | Self::Age => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Facet, UNKNOWN};
    use crate::model::{LegalForm, Region, Size};

    #[test]
    fn values_stand_in_the_order_of_what_they_name() {
        for (at, size) in Size::ALL.into_iter().enumerate() {
            assert_eq!(Facet::Size.values()[at], size.key());
            assert_eq!(size as usize, at);
        }
        for (at, region) in Region::ALL.into_iter().enumerate() {
            assert_eq!(Facet::Region.values()[at], region.key());
            assert_eq!(region as usize, at);
        }
        for (at, form) in [LegalForm::Organisation, LegalForm::People]
            .into_iter()
            .enumerate()
        {
            assert_eq!(Facet::LegalForm.values()[at], form.key());
            assert_eq!(form as usize, at);
        }
        for facet in Facet::FACTS {
            assert!(facet.values().contains(&UNKNOWN), "{facet:?}");
        }
    }

    #[test]
    fn each_facet_has_a_bit_of_its_own() {
        let all = Facet::LISTED.into_iter().chain([Facet::Text]);
        let bits = all.clone().fold(0, |bits, facet| bits | facet.bit());
        assert_eq!(bits.count_ones() as usize, all.count());
        assert_eq!(
            Facet::of_bits(Facet::Text.bit() | Facet::Size.bit()),
            [Facet::Size, Facet::Text]
        );
    }
}
