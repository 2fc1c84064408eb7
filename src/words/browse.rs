//! Filters of the list of servers, in words.

use super::{facts, language, topic};
use crate::i18n::messages::{browse as say, results};
use picker::browse::{Facet, Order};
use picker::language::Language;
use picker::model::{LegalForm, Region, Size};

/// What a facet is about.
#[must_use]
pub fn facet(facet: Facet) -> String {
    match facet {
        Facet::Topics => results::fact_topics(),
        Facet::Languages => results::fact_languages(),
        Facet::Text => say::words(),
        Facet::SignUp => results::fact_sign_up(),
        Facet::Size => results::fact_size(),
        Facet::Region => results::fact_region(),
        Facet::LegalForm => results::fact_legal(),
        Facet::Age => say::age(),
        Facet::Software => say::software(),
    }
}

/// A value of a facet, which stands in the address as `key`.
#[must_use]
pub fn value(facet: Facet, key: &str) -> String {
    let known = match facet {
        Facet::Topics => Some(topic(key)),
        Facet::Languages => Language::parse(key).map(|tag| language(&tag)),
        Facet::Text => Some(say::quoted(key)),
        Facet::Age => Some(say::age_years(key)),
        Facet::Region => Region::parse(key).map(facts::region),
        Facet::Size => Size::parse(key).map(facts::size_name),
        Facet::LegalForm => LegalForm::parse(key).map(facts::legal_form),
        Facet::SignUp => match key {
            "instant" => Some(results::sign_up_instant()),
            "approval" => Some(results::sign_up_approval()),
            "open" => Some(say::sign_up_open()),
            "closed" => Some(results::sign_up_closed()),
            _ => None,
        },
        Facet::Software => match key {
            "current" => Some(say::software_current()),
            "older" => Some(say::software_older()),
            _ => None,
        },
    };
    known.unwrap_or_else(results::unknown)
}

/// An order.
#[must_use]
pub fn order(order: Order) -> String {
    match order {
        Order::Fit => say::order_fit(),
        Order::Chance => say::order_chance(),
        Order::Smallest => say::order_smallest(),
        Order::Largest => say::order_largest(),
        Order::Newest => say::order_newest(),
        Order::Name => say::order_name(),
    }
}

#[cfg(test)]
mod tests {
    use super::{facet, value};
    use picker::browse::Facet;

    #[test]
    fn each_value_has_words_of_its_own() {
        for of in Facet::FACTS {
            let mut words: Vec<String> = of.values().iter().map(|key| value(of, key)).collect();
            words.sort();
            words.dedup();
            assert_eq!(words.len(), of.values().len(), "{of:?}: {words:?}");
            assert!(!facet(of).is_empty());
        }
        assert_eq!(value(Facet::Text, "owls"), "“owls”");
        assert_eq!(value(Facet::Age, "16"), "16");
    }
}
