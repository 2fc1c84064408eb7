//! Which servers this tab has shown at which address. A seed draws the same
//! three from the same list only; lists are replaced by newer ones, and a
//! reload or Back has to show the three that were there.
//!
//! Kept in the tab's session storage, one address a line: the query, a tab,
//! the domains separated by commas.

use crate::platform::storage;
use picker::model::SignUp;
use picker::recommend::{Context, Pick, Picker};

const KEY: &str = "shown";
/// How many addresses are remembered; the oldest are dropped.
const MAX_ADDRESSES: usize = 24;

/// Remembers which domains are shown at an address (its query).
pub fn remember(query: &str, domains: &[&str]) {
    let kept = storage::get_for_tab(KEY).unwrap_or_default();
    storage::set_for_tab(KEY, &add(&kept, query, domains));
}

/// The picks that were shown at this address. `None` when there are none, or
/// when one of them can no longer be recommended: it takes no members, is
/// flagged or gone from the list.
#[must_use]
pub fn recall(
    query: &str,
    picker: &Picker,
    answers: &picker::answers::Answers,
    context: &Context,
) -> Option<Vec<Pick>> {
    let kept = storage::get_for_tab(KEY)?;
    let picks: Option<Vec<Pick>> = find(&kept, query)?
        .map(|domain| {
            let at = picker.find(domain)?;
            let server = picker.servers().get(at)?;
            let closed = server.sign_up.as_ref().map(|fact| fact.value) == Some(SignUp::Closed);
            if closed || !server.flags.is_empty() {
                return None;
            }
            picker.explain_one(at, answers, context)
        })
        .collect();
    picks.filter(|picks| !picks.is_empty())
}

/// The servers that were recommended last in this tab.
#[must_use]
pub fn last() -> Vec<String> {
    let kept = storage::get_for_tab(KEY).unwrap_or_default();
    newest(&kept)
}

fn newest(kept: &str) -> Vec<String> {
    let line = kept.lines().last().and_then(|line| line.split_once('\t'));
    let domains = line.map_or("", |(_, domains)| domains).split(',');
    domains
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The kept text with this address as its last line.
fn add(kept: &str, query: &str, domains: &[&str]) -> String {
    let line = format!("{query}\t{}", domains.join(","));
    let others = kept.lines().filter(|line| !is_of(line, query));
    let mut lines: Vec<&str> = others.collect();
    let excess = (lines.len() + 1).saturating_sub(MAX_ADDRESSES);
    lines.drain(..excess);
    lines.push(&line);
    lines.join("\n")
}

fn find<'a>(kept: &'a str, query: &str) -> Option<impl Iterator<Item = &'a str> + use<'a>> {
    let line = kept.lines().find(|line| is_of(line, query))?;
    Some(line.split_once('\t')?.1.split(','))
}

fn is_of(line: &str, query: &str) -> bool {
    line.split_once('\t').is_some_and(|(of, _)| of == query)
}

#[cfg(test)]
mod tests {
    use super::{MAX_ADDRESSES, add, find, newest};

    fn domains(kept: &str, query: &str) -> Option<Vec<String>> {
        find(kept, query).map(|found| found.map(str::to_owned).collect())
    }

    #[test]
    fn what_was_shown_last_at_an_address_is_found_again() {
        let kept = add("", "seed=1", &["a.example", "b.example"]);
        let kept = add(&kept, "seed=2", &["c.example"]);
        let kept = add(&kept, "seed=1", &["d.example"]);
        assert_eq!(domains(&kept, "seed=1"), Some(vec!["d.example".to_owned()]));
        assert_eq!(domains(&kept, "seed=2"), Some(vec!["c.example".to_owned()]));
        assert_eq!(domains(&kept, "seed=3"), None);
        assert_eq!(domains("damaged", "seed=1"), None);
        assert_eq!(newest(&kept), ["d.example"]);
        assert!(newest("").is_empty() && newest("damaged").is_empty());
    }

    #[test]
    fn the_oldest_draws_are_forgotten() {
        let mut kept = String::new();
        for seed in 0..100 {
            kept = add(&kept, &format!("seed={seed}"), &["a.example"]);
        }
        assert_eq!(kept.lines().count(), MAX_ADDRESSES);
        assert!(domains(&kept, "seed=99").is_some());
        assert!(domains(&kept, "seed=0").is_none());
    }
}
