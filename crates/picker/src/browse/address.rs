//! The list in an address: `topic=tech,art&lang=de&size=cosy,medium&sort=name`.
//!
//! The names and values are those of the quiz ([`crate::query`]), so that its answers
//! narrow the list down as they stand. Reading is as tolerant.

use super::facet::Facet;
use super::filters::Filters;
use super::order::Order;
use super::view::View;
use crate::answers::Answers;
use crate::language::Language;
use crate::query::{key, pairs, push_list, push_number, push_text};

/// The name of the order in an address.
const ORDER: &str = "sort";
/// The name of [`Filters::everything`] in an address.
const EVERYTHING: &str = "all";

impl View {
    /// The query string, without the question mark; empty when there is nothing to
    /// say.
    #[must_use]
    pub fn to_query(&self) -> String {
        let filters = &self.filters;
        let tidy = filters.tidy();
        let mut out = String::new();
        push_list(&mut out, key::TOPIC, tidy.topics.iter().map(String::as_str));
        let languages = tidy.languages.iter().map(Language::as_str);
        push_list(&mut out, key::LANGUAGE, languages);
        if !tidy.text.is_empty() {
            push_text(&mut out, key::TEXT, &tidy.text);
        }
        for facet in Facet::FACTS {
            let chosen = filters.chosen(facet);
            push_list(&mut out, facet.key(), chosen.iter().map(String::as_str));
        }
        let mut number = |key: &str, number: Option<u64>| {
            if let Some(number) = number {
                push_text(&mut out, key, "");
                push_number(&mut out, number);
            }
        };
        number(key::AGE, tidy.age.map(u64::from));
        number(key::ADULT, tidy.adult.then_some(1));
        number(EVERYTHING, filters.everything.then_some(1));
        let order = self.order.map(Order::key);
        push_list(&mut out, ORDER, order.into_iter());
        if let Some(seed) = self.seed {
            push_text(&mut out, key::SEED, "");
            push_number(&mut out, seed);
        }
        // Each part begins with the sign that stands between two.
        out.drain(..usize::from(!out.is_empty()));
        out
    }

    /// Reads a query string, with or without the question mark. Parts that say
    /// nothing of the list are left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut view = Self::default();
        for (key, value) in pairs(query) {
            let value = value.trim();
            match key.as_str() {
                ORDER => view.order = Order::parse(value).or(view.order),
                key::SEED => view.seed = value.parse().ok().or(view.seed),
                EVERYTHING => view.filters.everything |= value == "1",
                key => {
                    let facet = Facet::FACTS.into_iter().find(|facet| facet.key() == key);
                    if let Some(facet) = facet {
                        for value in value.split(',') {
                            view.filters.set(facet, value.trim(), true);
                        }
                    }
                }
            }
        }
        let answers = Answers::from_query(query);
        view.filters.topics = answers.topics;
        view.filters.languages = answers.languages;
        view.filters.text = answers.text;
        view.filters.age = answers.age;
        view.filters.adult = answers.adult;
        view
    }
}

impl Filters {
    /// What an address can hold of them.
    fn tidy(&self) -> Answers {
        let mut answers = self.answers();
        answers.tidy();
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::{Facet, Order, View};
    use proptest::prelude::*;

    #[test]
    fn a_full_address_reads_well_and_comes_back() {
        let query = "topic=tech,art&lang=de,pt-BR&text=rust+trains&signup=instant,unknown\
                     &size=cosy,medium&region=europe&legal=people&software=current\
                     &age=16&adult=1&all=1&sort=name&seed=42";
        let view = View::from_query(query);
        assert_eq!(view.to_query(), query);
        assert_eq!(view.filters.chosen(Facet::Size), ["cosy", "medium"]);
        assert_eq!(view.order, Some(Order::Name));
    }

    #[test]
    fn the_answers_of_the_quiz_narrow_the_list_down() {
        let view = View::from_query("?v=1&topic=tech&signup=any&size=none&flex=lang&seed=7&step=x");
        assert_eq!(view.to_query(), "topic=tech&seed=7");
        assert_eq!(View::from_query("").to_query(), "");
    }

    #[test]
    fn without_a_wish_the_order_is_chance_and_with_one_fit() {
        let order = |query: &str| View::from_query(query).order();
        assert_eq!(order(""), Order::Chance);
        assert_eq!(order("adult=1&all=1&seed=3"), Order::Chance);
        assert_eq!(order("lang=de"), Order::Fit);
        assert_eq!(order("lang=de&sort=largest"), Order::Largest);
        assert_eq!(order("sort=nonsense"), Order::Chance);
    }

    const QUERY: &str = "((topic|lang|text|signup|size|region|legal|age|adult|all|sort|seed|software|x)=\
        (tech|art,tech|de|zh-TW|instant|approval,closed|unknown|cosy|europe,asia|people|16|1|name|fit|%26%3D|a b|42|é|current)&){0,8}";

    proptest! {
        #[test]
        fn what_is_written_is_read_back(query in QUERY) {
            let view = View::from_query(&query);
            prop_assert_eq!(View::from_query(&view.to_query()), view);
        }

        #[test]
        fn any_text_is_read_and_then_stays(query in ".{0,200}") {
            let view = View::from_query(&query);
            prop_assert_eq!(View::from_query(&view.to_query()), view);
        }
    }
}
