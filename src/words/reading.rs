//! How the visitor's own words were read, and what came of them.

use super::topic;
use crate::i18n::messages::{reasons, results as say};
use picker::domain;
use picker::model::HealthFlag;
use picker::recommend::{Empty, Intent, NameState, Named, Recommendation, Refused, Wish};

/// The lines under the heading of the results: what the servers shown have to do
/// with the answers.
#[must_use]
pub fn heading(found: &Recommendation) -> Vec<String> {
    let mut lines = match found.empty {
        Some(Empty::AllShown) => vec![say::all_shown()],
        Some(_) => vec![say::empty()],
        None => coverage(found),
    };
    if found.general_only && found.empty.is_none() {
        let any = found.reading.intents.contains(&Intent::Any);
        lines.push(if any {
            say::intent_any()
        } else {
            say::general_only()
        });
    }
    if !found.unknown_words.is_empty() {
        let words = found.unknown_words.iter().map(|word| say::quoted(word));
        let words: Vec<String> = words.collect();
        lines.push(reasons::unknown_words(
            words.len() as u64,
            &words.join(&say::list_separator()),
        ));
    }
    lines
}

/// What the picks cover, where several subjects are asked for; else how many
/// servers match, which is said of picks that do only.
fn coverage(found: &Recommendation) -> Vec<String> {
    let n = found.matching as u64;
    if found.covered.len() + found.uncovered.len() < 2 {
        let some = found.matching_picks;
        return vec![match found.picks.len() {
            all if some == all || n == 0 => say::matching(n),
            _ if some > 0 => say::matching_some(n),
            _ => say::closest(),
        }];
    }
    let list = |wishes: &[Wish]| {
        let names: Vec<String> = wishes.iter().map(wish).collect();
        names.join(&say::list_separator())
    };
    if found.covered.is_empty() {
        return vec![say::closest()];
    }
    let mut lines = vec![say::together(&list(&found.covered))];
    if !found.uncovered.is_empty() {
        lines.push(say::together_without(&list(&found.uncovered)));
    }
    lines
}

/// A topic by its name, words in quotation marks.
#[must_use]
pub fn wish(wish: &Wish) -> String {
    match wish {
        Wish::Topic(key) => topic(key),
        Wish::Words(words) => say::quoted(words),
    }
}

/// Why a server that was named is not among those shown; `None` for one that is,
/// or was a moment ago.
#[must_use]
pub fn named(named: &Named) -> Option<String> {
    let server = domain::display(&named.domain).text;
    Some(match named.state {
        NameState::Recommended | NameState::LeftOut => return None,
        NameState::Closed => say::named_closed(&server),
        NameState::Flagged(flag) => flagged(&server, flag),
        NameState::Adult => say::named_adult(&server),
        NameState::NotListed => say::named_not_listed(&server),
    })
}

/// Why a server is not recommended. `server` is its domain as people read it.
#[must_use]
pub fn flagged(server: &str, flag: HealthFlag) -> String {
    match flag {
        HealthFlag::Implausible => say::named_implausible(server),
        HealthFlag::Silent => say::named_silent(server),
        HealthFlag::Outdated => say::named_outdated(server),
        HealthFlag::Excluded => say::named_excluded(server),
    }
}

/// Why the only server about something is not recommended. `domain` is its
/// domain in normal form.
#[must_use]
pub fn refused(domain: &str, refused: &Refused) -> Option<String> {
    let server = domain::display(domain).text;
    let wish = wish(&refused.wish);
    Some(match refused.state {
        NameState::Closed => say::refused_closed(&server, &wish),
        NameState::Flagged(HealthFlag::Implausible) => say::refused_implausible(&server, &wish),
        NameState::Flagged(HealthFlag::Silent) => say::refused_silent(&server, &wish),
        NameState::Flagged(HealthFlag::Outdated) => say::refused_outdated(&server, &wish),
        NameState::Flagged(HealthFlag::Excluded) => say::refused_excluded(&server, &wish),
        NameState::Recommended | NameState::LeftOut | NameState::Adult | NameState::NotListed => {
            return None;
        }
    })
}

/// What to know beside the servers; `None` where the heading says it.
#[must_use]
pub fn intent(intent: &Intent) -> Option<String> {
    Some(match intent {
        Intent::Any => return None,
        Intent::Like(name) => say::intent_like(name),
        Intent::Child(_) => say::intent_child(),
        Intent::Adult => say::intent_adult(),
    })
}

#[cfg(test)]
mod tests {
    use super::{heading, intent, named, refused};
    use picker::answers::Answers;
    use picker::date::Date;
    use picker::model::{Fact, HealthFlag, Server, Source};
    use picker::recommend::{Context, Intent, NameState, Named, Picker, Recommendation};
    use picker::topics::Topics;

    fn recommend(query: &str, described: &[(&str, &str)]) -> (Picker, Recommendation) {
        let servers = described.iter().map(|(domain, text)| {
            let mut server = Server::new(*domain);
            server.description = Some(Fact::new((*text).to_owned(), Source::Curated, None));
            server
        });
        let mut servers: Vec<Server> = servers.collect();
        for server in &mut servers {
            if server.domain.starts_with("old.") {
                server.flags.push(HealthFlag::Outdated);
            }
        }
        let picker = Picker::new(servers, Topics::default());
        let context = Context {
            today: Date::from_days(20_000),
            seed: 7,
            browser_languages: Vec::new(),
        };
        let found = picker.recommend(&Answers::from_query(query), &context);
        (picker, found)
    }

    #[test]
    fn the_heading_says_what_the_servers_cover_together() {
        let servers = [("a.example", "Knitting"), ("b.example", "Trains")];
        let (_, found) = recommend("text=knitting,+trains,+chess", &servers);
        assert_eq!(
            heading(&found),
            [
                "Together these servers are about: “knitting”, “trains”.",
                "No server speaks of “chess”.",
            ]
        );
        let (_, found) = recommend("text=knitting", &servers[..1]);
        assert!(
            heading(&found)[0].starts_with("1 server matches all"),
            "{found:?}"
        );
        let (_, found) = recommend("text=knitting", &servers);
        assert!(
            heading(&found)[0].ends_with("The others here come closest."),
            "{found:?}"
        );
    }

    #[test]
    fn a_server_that_is_not_recommended_is_named_with_the_reason() {
        let servers = [("old.example", "Falconry"), ("b.example", "Trains")];
        let (picker, found) = recommend("text=falconry", &servers);
        let lines: Vec<String> = found
            .refused
            .iter()
            .filter_map(|one| refused(&picker.servers()[one.server].domain, one))
            .collect();
        assert_eq!(
            lines,
            [
                "old.example is about “falconry”, but runs software that no longer gets security fixes."
            ]
        );
        let (_, found) = recommend("text=like+old.example", &servers);
        assert_eq!(
            found
                .reading
                .names
                .iter()
                .filter_map(named)
                .collect::<Vec<_>>(),
            [
                "old.example runs software that no longer gets security fixes, so we do not recommend it."
            ]
        );
        let here = Named {
            domain: "b.example".to_owned(),
            state: NameState::Recommended,
        };
        assert_eq!(named(&here), None);
    }

    #[test]
    fn an_intent_is_answered_once() {
        assert_eq!(intent(&Intent::Any), None);
        let like = intent(&Intent::Like("Bluesky".to_owned())).unwrap();
        assert!(
            like.starts_with("Servers for everybody come closest to Bluesky"),
            "{like}"
        );
    }
}
