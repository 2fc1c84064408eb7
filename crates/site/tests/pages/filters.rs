//! Filters work without the program: by the style sheet alone.

use super::{DAY, rendered, tags};
use std::collections::BTreeSet;
use std::fs;

/// The pages with filters, and how many each has.
const FILTERED: [(&str, usize); 4] = [
    ("networks/", 1),
    ("articles/", 2),
    ("movement/", 2),
    ("apps/", 1),
];

#[test]
fn every_choice_has_its_rule_and_leaves_something() {
    let css = fs::read_to_string(toolchain::paths::root().join("style/pages.css")).unwrap();
    for page in rendered(DAY) {
        let route = page.page.route();
        let tags = tags(&page.html);
        // Labels of choices have what they can be combined with in `data-is`.
        let entries: Vec<BTreeSet<&str>> = tags
            .iter()
            .filter(|(tag, attributes)| {
                attributes.contains_key("data-is") && ["li", "article"].contains(&tag.as_str())
            })
            .map(|(_, attributes)| attributes["data-is"].split(' ').collect())
            .collect();
        let Some((_, count)) = FILTERED.iter().find(|it| it.0 == route) else {
            assert!(entries.is_empty(), "{route} has entries without a filter");
            continue;
        };
        let filters = tags
            .iter()
            .filter(|(_, it)| it.get("class").is_some_and(|it| it.contains("filter ")));
        assert_eq!(filters.count(), *count, "{route}");
        let mut names = BTreeSet::new();
        let mut values = BTreeSet::new();
        for (_, attributes) in tags.iter().filter(|(tag, _)| tag == "input") {
            assert_eq!(attributes["type"], "radio", "{route}");
            let value = attributes["value"].as_str();
            assert_eq!(
                attributes.contains_key("checked"),
                value == "all",
                "{route}: {value}"
            );
            names.insert(attributes["name"].as_str());
            if value == "all" {
                continue;
            }
            // One rule for all filters of a page: a value means one thing.
            assert!(
                values.insert(value),
                "{route}: two choices are called {value}"
            );
            let rule = format!(
                ".filtered:has([value=\"{value}\"]:checked) [data-is]:not([data-is~=\"{value}\"])"
            );
            assert!(
                css.contains(&rule),
                "style/pages.css has no rule for {value}: {rule}"
            );
            let left = entries.iter().filter(|entry| entry.contains(value)).count();
            assert!(left > 0, "{route}: {value} leaves nothing");
        }
        assert_eq!(names.len(), *count, "{route}");
        for entry in entries.iter().flatten() {
            assert!(values.contains(entry), "{route}: nothing chooses {entry}");
        }
    }
}

#[test]
fn no_combination_that_is_offered_leaves_an_empty_list() {
    for page in rendered(DAY) {
        let tags = tags(&page.html);
        let is = |it: &std::collections::BTreeMap<String, String>| -> Option<BTreeSet<String>> {
            Some(it.get("data-is")?.split(' ').map(str::to_owned).collect())
        };
        let entries: Vec<_> = tags
            .iter()
            .filter(|it| it.0 == "article")
            .filter_map(|it| is(&it.1))
            .collect();
        // Each label stands before its input.
        let choices: Vec<_> = tags
            .windows(2)
            .filter(|pair| pair[0].0 == "label" && pair[1].0 == "input")
            .filter_map(|pair| {
                Some((
                    is(&pair[0].1)?,
                    pair[1].1["name"].clone(),
                    pair[1].1["value"].clone(),
                ))
            })
            .collect();
        for (with, name, value) in &choices {
            for (_, other_name, other) in &choices {
                let both = entries
                    .iter()
                    .any(|it| it.contains(value) && it.contains(other));
                let offered = with.contains(other);
                let same = name == other_name;
                assert_eq!(
                    offered,
                    same || both,
                    "{}: {value} and {other}",
                    page.page.route()
                );
            }
        }
    }
}

#[test]
fn every_highlight_keeps_its_address() {
    let content = content::load(
        &toolchain::paths::root(),
        picker::date::Date::parse(DAY).unwrap(),
    );
    let pages = rendered(DAY);
    let movement = pages
        .iter()
        .find(|it| it.page.route() == "movement/")
        .unwrap();
    let tags = tags(&movement.html);
    let ids: BTreeSet<&str> = tags
        .iter()
        .filter_map(|it| it.1.get("id"))
        .map(String::as_str)
        .collect();
    for highlight in &content.highlights {
        assert!(ids.contains(highlight.id.as_str()), "no #{}", highlight.id);
    }
}
