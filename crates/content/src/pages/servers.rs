//! Servers as they are listed without the picker's program.

use picker::domain;
use picker::language::Language;
use picker::model::{Server, SignUp};

use super::input::Input;
use super::shelf::Shelf;
use crate::page::{
    LanguageServers, Page, Picker, ServerLine, ServerLink, ServersAll, ShelfRow, TopicServers,
};

/// How many servers a row of the shelf has.
const SHOWN: usize = 3;
/// Languages that fewer servers speak have no row of their own.
const SPOKEN: usize = 2;

pub(super) fn pages(input: &Input<'_>) -> (Page<Picker>, Page<ServersAll>) {
    let shelf = Shelf::new(input);
    let picker = input.page(
        "servers/",
        ["picker.title", "picker.description"],
        &["picker"],
        rows(input, &shelf),
    );
    let all = input.page(
        "servers/all/",
        ["picker.all", "picker.all_text"],
        &["picker"],
        all(input, &shelf),
    );
    (picker, all)
}

fn rows(input: &Input<'_>, shelf: &Shelf) -> Picker {
    let row = |label: String, query: String| {
        let picks = shelf.pick(&query, SHOWN);
        (!picks.is_empty()).then(|| ShelfRow {
            label,
            servers: picks.into_iter().map(link).collect(),
        })
    };
    let topics = shelf.topics();
    let languages = shelf.languages().into_iter();
    Picker {
        by_topic: topics
            .filter_map(|key| row(topic(input, key), format!("topic={key}")))
            .collect(),
        by_language: languages
            .filter(|(_, count)| *count >= SPOKEN)
            .filter_map(|(it, _)| row(language(input, &it), format!("lang={it}")))
            .collect(),
        all: shelf.open().count() as u64,
    }
}

fn all(input: &Input<'_>, shelf: &Shelf) -> ServersAll {
    let of = |id: &str, name: String, servers: Vec<&Server>| TopicServers {
        id: id.to_owned(),
        name,
        servers: servers.into_iter().map(|it| line(input, it)).collect(),
    };
    let mut topics: Vec<TopicServers> = shelf
        .topics()
        .map(|key| of(key, topic(input, key), shelf.about(key)))
        .collect();
    let without: Vec<&Server> = shelf.open().filter(|it| it.topics.is_empty()).collect();
    if !without.is_empty() {
        topics.push(of("other", input.words.text("picker.other"), without));
    }
    let speaking = |wanted: &Language| {
        let servers = shelf.open().filter(|server| {
            let mut spoken = server.languages.iter();
            spoken.any(|it| it.value.primary() == wanted.primary())
        });
        servers.map(link).collect()
    };
    let languages = shelf.languages().into_iter();
    ServersAll {
        date: input.time(input.today.into()),
        topics,
        languages: languages
            .filter(|(it, _)| it.primary() != "en")
            .map(|(it, _)| LanguageServers {
                id: format!("lang-{}", it.primary()),
                name: language(input, &it),
                servers: speaking(&it),
            })
            .collect(),
    }
}

fn link(server: &Server) -> ServerLink {
    ServerLink {
        url: server.sign_up_address(),
        name: domain::display(&server.domain).text.to_string(),
    }
}

fn line(input: &Input<'_>, server: &Server) -> ServerLine {
    let ServerLink { url, name } = link(server);
    let sign_up = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => Some("approval"),
        Some(SignUp::Instant) => Some("instant"),
        _ => None,
    };
    let languages = server.languages.iter();
    ServerLine {
        url,
        name,
        note: server.note.as_ref().map(|note| note.value.clone()),
        languages: languages.map(|it| language(input, &it.value)).collect(),
        sign_up: sign_up.map(str::to_owned),
    }
}

fn topic(input: &Input<'_>, key: &str) -> String {
    input.words.text(&format!("topics.{key}"))
}

/// The language's name, or its tag where there is no message for it.
fn language(input: &Input<'_>, language: &Language) -> String {
    input
        .words
        .known(&format!("languages.{}", language.primary()))
        .unwrap_or_else(|| language.to_string())
}
