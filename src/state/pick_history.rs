//! Which picks this tab has shown for which address. A seed gives the same
//! three from the same list; but lists come and grow old, and whoever reloads
//! or goes back wants to find the three that were there.

use crate::platform::storage;
use picker::model::SignUp;
use picker::recommend::{Context, Pick, Picker};

const KEY: &str = "shown";
/// How many draws are remembered; older ones are forgotten.
const MOST: usize = 24;

/// Remembers what is shown at an address (its query).
pub fn remember(query: &str, domains: &[&str]) {
    let notes = storage::get_for_tab(KEY).unwrap_or_default();
    storage::set_for_tab(KEY, &add(&notes, query, domains));
}

/// The picks that were shown at this address, if all of them can still be
/// recommended.
#[must_use]
pub fn recall(
    query: &str,
    picker: &Picker,
    answers: &picker::answers::Answers,
    context: &Context,
) -> Option<Vec<Pick>> {
    let notes = storage::get_for_tab(KEY)?;
    let picks: Option<Vec<Pick>> = find(&notes, query)?
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

/// A line for each address: the query, a tab, the domains.
fn add(notes: &str, query: &str, domains: &[&str]) -> String {
    let line = format!("{query}\t{}", domains.join(","));
    let others = notes.lines().filter(|line| !is_of(line, query));
    let mut lines: Vec<&str> = others.collect();
    let excess = (lines.len() + 1).saturating_sub(MOST);
    lines.drain(..excess);
    lines.push(&line);
    lines.join("\n")
}

fn find<'a>(notes: &'a str, query: &str) -> Option<impl Iterator<Item = &'a str> + use<'a>> {
    let line = notes.lines().find(|line| is_of(line, query))?;
    Some(line.split_once('\t')?.1.split(','))
}

fn is_of(line: &str, query: &str) -> bool {
    line.split_once('\t').is_some_and(|(of, _)| of == query)
}

#[cfg(test)]
mod tests {
    use super::{MOST, add, find};

    fn domains(notes: &str, query: &str) -> Option<Vec<String>> {
        find(notes, query).map(|them| them.map(str::to_owned).collect())
    }

    #[test]
    fn what_was_shown_last_at_an_address_is_found_again() {
        let notes = add("", "seed=1", &["a.example", "b.example"]);
        let notes = add(&notes, "seed=2", &["c.example"]);
        let notes = add(&notes, "seed=1", &["d.example"]);
        assert_eq!(
            domains(&notes, "seed=1"),
            Some(vec!["d.example".to_owned()])
        );
        assert_eq!(
            domains(&notes, "seed=2"),
            Some(vec!["c.example".to_owned()])
        );
        assert_eq!(domains(&notes, "seed=3"), None);
        assert_eq!(domains("damaged", "seed=1"), None);
    }

    #[test]
    fn the_oldest_draws_are_forgotten() {
        let mut notes = String::new();
        for seed in 0..100 {
            notes = add(&notes, &format!("seed={seed}"), &["a.example"]);
        }
        assert_eq!(notes.lines().count(), MOST);
        assert!(domains(&notes, "seed=99").is_some());
        assert!(domains(&notes, "seed=0").is_none());
    }
}
