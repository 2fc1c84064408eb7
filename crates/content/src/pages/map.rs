//! The map of all servers: circles in circles, laid out by `d3-hierarchy`.

use std::collections::BTreeMap;

use d3_hierarchy::pack::Pack;
use d3_hierarchy::{Node, Tree, hierarchy};
use picker::messages::english_number;
use picker::model::{Server, Size};
use serde_json::{Value, json};

use super::bundled::Bundled;
use super::input::Input;
use crate::page::{MapGroup, MapServer, Page, ServerMap};

/// Width and height of the picture, in units of its view box.
const SIZE: u32 = 10_000;
/// Between circles, in the same units.
const GAP: f64 = 25.0;

pub(super) fn map(input: &Input<'_>, bundled: &Bundled) -> Page<ServerMap> {
    let servers: Vec<&Server> = bundled.open().collect();
    let mut tree = hierarchy(&nested(&servers));
    sum(&mut tree);
    let side = f64::from(SIZE);
    Pack::new()
        .size([side, side])
        .padding_constant(GAP)
        .pack(&mut tree);
    let groups = tree.node(tree.root).children().iter();
    let groups = groups.map(|at| group(input, &tree, tree.node(*at), &servers));
    let content = ServerMap {
        date: input.time(input.today.into()),
        size: SIZE,
        groups: groups.collect(),
    };
    input.page(
        "servers/map/",
        ["map.title", "map.description"],
        &["map", "picker"],
        content,
    )
}

/// Topics, in them languages, in them servers by their numbers; the largest first, as
/// that is what packs best.
fn nested(servers: &[&Server]) -> Value {
    let mut topics: BTreeMap<&str, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for (number, server) in servers.iter().enumerate() {
        let language = server.languages.first();
        let language = language.map_or("", |fact| fact.value.primary());
        let topic = topics.entry(main_topic(server)).or_default();
        topic.entry(language).or_default().push(number);
    }
    let by_size = |list: &mut Vec<(f64, Value)>| {
        list.sort_by(|a, b| b.0.total_cmp(&a.0));
    };
    let topics = topics.into_iter().map(|(key, languages)| {
        let languages = languages.into_values().map(|numbers| {
            let mut leaves: Vec<(f64, Value)> = numbers
                .into_iter()
                .map(|number| {
                    let size = size(servers[number]);
                    (size, json!({"server": number, "size": size}))
                })
                .collect();
            by_size(&mut leaves);
            let all = leaves.iter().map(|(size, _)| size).sum();
            let leaves: Vec<Value> = leaves.into_iter().map(|(_, it)| it).collect();
            (all, json!({"children": leaves}))
        });
        let mut languages: Vec<(f64, Value)> = languages.collect();
        by_size(&mut languages);
        let all = languages.iter().map(|(size, _)| size).sum();
        let languages: Vec<Value> = languages.into_iter().map(|(_, it)| it).collect();
        (all, json!({"topic": key, "children": languages}))
    });
    let mut topics: Vec<(f64, Value)> = topics.collect();
    by_size(&mut topics);
    let topics: Vec<Value> = topics.into_iter().map(|(_, it)| it).collect();
    json!({"children": topics})
}

/// The first topic that says something; servers for everybody share one place.
fn main_topic(server: &Server) -> &str {
    let topics = server.topics.iter().map(|fact| fact.value.as_str());
    let own = topics.clone().find(|key| !["general", "regional"].contains(key));
    own.or_else(|| topics.clone().next()).unwrap_or("general")
}

/// What a circle's area stands for: the square root of the people of a week. In full
/// proportion one server would take nearly all of the room, and most could not be seen.
fn size(server: &Server) -> f64 {
    let people = match (&server.weekly_active, &server.size) {
        (Some(fact), _) => fact.value as f64,
        // In the middle of the class.
        (None, Some(fact)) => match fact.value {
            Size::Cosy => 100.0,
            Size::Medium => 800.0,
            Size::Large => 6_000.0,
        },
        (None, None) => 50.0,
    };
    people.max(20.0).sqrt()
}

/// Gives each node the sum of the sizes in it.
fn sum(tree: &mut Tree) {
    for at in tree.order_after(tree.root) {
        let own = tree.node(at).data["size"].as_f64().unwrap_or(0.0);
        let children = tree.node(at).children().to_vec();
        let all: f64 = children.iter().filter_map(|it| tree.node(*it).value).sum();
        tree.nodes[at].value = Some(own + all);
    }
}

fn group(input: &Input<'_>, tree: &Tree, node: &Node, servers: &[&Server]) -> MapGroup {
    let key = node.data["topic"].as_str().unwrap_or("general");
    let languages = node.children().iter();
    let leaves = languages.flat_map(|at| tree.node(*at).children());
    MapGroup {
        name: input.words.text(&format!("topics.{key}")),
        x: rounded(node.x),
        y: rounded(node.y),
        r: rounded(node.r),
        servers: leaves
            .filter_map(|at| {
                let leaf = tree.node(*at);
                let number = usize::try_from(leaf.data["server"].as_u64()?).ok()?;
                Some(circle(input, servers.get(number)?, leaf))
            })
            .collect(),
    }
}

fn circle(input: &Input<'_>, server: &Server, leaf: &Node) -> MapServer {
    let sign_up = server.sign_up.as_ref();
    let sign_up = sign_up.map_or("unknown", |fact| fact.value.key());
    let main = server.languages.first();
    let people = match (&server.weekly_active, &server.size) {
        (Some(fact), _) => english_number(fact.value),
        (None, Some(fact)) => input.words.text(&format!("map.{}", fact.value.key())),
        (None, None) => String::new(),
    };
    MapServer {
        domain: server.domain.clone(),
        x: rounded(leaf.x),
        y: rounded(leaf.y),
        r: rounded(leaf.r),
        language: main.map_or_else(String::new, |fact| input.language(&fact.value)),
        people,
        sign_up: sign_up.to_owned(),
    }
}

/// Half a unit cannot be seen.
fn rounded(place: f64) -> u32 {
    place.round() as u32
}

#[cfg(test)]
mod tests {
    use super::{nested, size};
    use picker::model::{Fact, Server, Size, Source};

    #[test]
    fn more_people_are_a_larger_circle_and_none_is_too_small_to_see() {
        let with = |people: u64| {
            let mut server = Server::new("a.example");
            server.weekly_active = Some(Fact::new(people, Source::Curated, None));
            size(&server)
        };
        assert!(with(0) == with(20) && with(20) < with(400) && with(400) < with(90_000));
        let mut cosy = Server::new("a.example");
        cosy.size = Some(Fact::new(Size::Cosy, Source::Curated, None));
        assert!(size(&cosy) < with(800));
    }

    #[test]
    fn each_server_has_one_place_by_its_own_topic() {
        let mut rail = Server::new("rail.example");
        let topic = |key: &str| Fact::new(key.to_owned(), Source::Curated, None);
        rail.topics = vec![topic("general"), topic("trains")];
        let plain = Server::new("plain.example");
        let tree = nested(&[&rail, &plain]);
        let topics: Vec<&str> = tree["children"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["topic"].as_str().unwrap())
            .collect();
        assert_eq!(topics.len(), 2);
        assert!(topics.contains(&"trains") && topics.contains(&"general"));
        let text = tree.to_string();
        assert_eq!(text.matches("\"server\"").count(), 2);
    }
}
