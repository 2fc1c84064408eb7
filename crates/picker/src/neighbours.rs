//! Which servers are like one: for who likes it and looks for more, or finds it closed.

use crate::choose::luck;
use crate::facts::{Facts, Row};
use crate::language::SPOKEN;
use crate::search::Index;

/// What a language in common, a region in common and a like size count beside the
/// topics, which count 1.
const LANGUAGE: f64 = 0.5;
const REGION: f64 = 0.2;
const SIZE: f64 = 0.3;
/// What being for everybody counts beside topics, which count by how rare they are:
/// enough to be all that two servers share, and no more.
const FOR_EVERYBODY: f64 = 0.2;
/// Less in common than this is nothing in common.
const LEAST: f64 = 0.5;

/// The servers most like one, best first: those that speak a language of it, are
/// about its topics, the rare ones before the common ones, and of a like size. Only
/// those that may be recommended, and for adults only where it is, too. Those that
/// are equally like it to a tenth are ordered by the seed.
pub(crate) fn neighbours(
    facts: &Facts,
    index: &Index,
    of: u32,
    seed: u64,
    most: usize,
) -> Vec<u32> {
    let Some(own) = facts.rows.get(of as usize) else {
        return Vec::new();
    };
    let topics = shared_topics(facts, index, of);
    let mut list: Vec<(i64, f64, u32)> = facts
        .rows
        .iter()
        .enumerate()
        .filter(|(doc, row)| *doc != of as usize && !row.hidden && row.adult == own.adult)
        .filter_map(|(doc, row)| {
            let languages = speak_alike(facts, own, row)?;
            let region = own.region.is_some() && own.region == row.region;
            let alike = topics[doc]
                + LANGUAGE * languages
                + REGION * f64::from(u8::from(region))
                + SIZE * like_size(own, row);
            (alike >= LEAST).then(|| {
                (
                    -libm::floor(alike * 10.0) as i64,
                    luck(row, seed),
                    doc as u32,
                )
            })
        })
        .collect();
    list.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    list.truncate(most);
    list.into_iter().map(|(.., doc)| doc).collect()
}

/// For each server how far it shares the topics of one, 0 to 1. A topic counts by how
/// few servers are about it.
fn shared_topics(facts: &Facts, index: &Index, of: u32) -> Vec<f64> {
    let mut shared = vec![0.0; facts.rows.len()];
    let mut all = 0.0;
    for topic in 0..index.topic_count() {
        let topic = topic as u16;
        if index.is_meaning(topic) {
            continue;
        }
        let Some(own) = index.about_one(topic, of) else {
            continue;
        };
        let about = index.about(topic);
        let rare = match index.topic_key(topic) {
            "general" => FOR_EVERYBODY,
            _ => libm::log((facts.rows.len() + 1) as f64 / about.len() as f64),
        };
        let own = own.value();
        all += rare * own;
        for other in about {
            if let Some(shared) = shared.get_mut(other.doc as usize) {
                *shared += rare * own.min(other.value());
            }
        }
    }
    if all > 0.0 {
        shared.iter_mut().for_each(|it| *it /= all);
    }
    shared
}

/// 1 where a language is spoken on both, 0 where one's languages are not known, and
/// `None` where people of the one would not understand those of the other.
fn speak_alike(facts: &Facts, own: &Row, row: &Row) -> Option<f64> {
    let (own, other) = (facts.spoken(own), facts.spoken(row));
    if own.is_empty() || other.is_empty() {
        return Some(0.0);
    }
    let language = |at: &u16| facts.languages.get(usize::from(*at));
    let met = own.iter().filter_map(language).any(|wanted| {
        let mut spoken = other.iter().filter_map(language);
        spoken.any(|spoken| spoken.meets(wanted) >= SPOKEN)
    });
    met.then_some(1.0)
}

/// 1 for the same number of people, 0 for ten times as many or few, by the logarithm.
fn like_size(own: &Row, row: &Row) -> f64 {
    match (own.size_log, row.size_log) {
        (Some(own), Some(row)) => (1.0 - (own - row).abs() / libm::log(10.0)).max(0.0),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::model::{Fact, HealthFlag, Server, Source};
    use crate::recommend::Picker;
    use crate::topics::{Topic, Topics};

    fn server(domain: &str, topics: &[&str], language: &str, people: u64) -> Server {
        let mut server = Server::new(domain);
        let fact = |topic: &&str| Fact::new((*topic).to_owned(), Source::Curated, None);
        server.topics = topics.iter().map(fact).collect();
        let language = Language::parse(language).unwrap();
        server.languages = vec![Fact::new(language, Source::Curated, None)];
        server.weekly_active = Some(Fact::new(people, Source::Curated, None));
        server
    }

    #[test]
    fn the_same_topic_language_and_size_are_alike() {
        let mut silent = server("silent.example", &["trains"], "en", 100);
        silent.flags = vec![HealthFlag::Silent];
        let topic = |key: &str| Topic {
            key: key.to_owned(),
            words: vec![],
        };
        let picker = Picker::new(
            vec![
                server("rail.example", &["trains", "general"], "en", 100),
                server("other-rail.example", &["trains"], "en", 120),
                server("bahn.example", &["trains"], "de", 100),
                server("big-rail.example", &["trains"], "en", 9_000),
                server("anything.example", &["general"], "en", 100),
                server("art.example", &["art"], "en", 90_000),
                silent,
            ],
            Topics(vec![topic("general"), topic("trains"), topic("art")]),
        );
        let like = |domain: &str, most: usize| -> Vec<&str> {
            let of = picker.find(domain).unwrap();
            let found = picker.neighbours(of, 7, most).into_iter();
            found
                .map(|at| picker.servers()[at].domain.as_str())
                .collect()
        };
        let all = like("rail.example", 9);
        assert_eq!(all[0], "other-rail.example");
        assert!(all.contains(&"big-rail.example"), "{all:?}");
        for stranger in ["rail.example", "bahn.example", "silent.example"] {
            assert!(!all.contains(&stranger), "{all:?}");
        }
        assert_eq!(like("rail.example", 1), ["other-rail.example"]);
        assert_eq!(picker.neighbours(99, 7, 3), Vec::<usize>::new());
    }
}
