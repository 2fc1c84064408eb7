//! Servers as they are listed without the picker's program.

use picker::domain;
use picker::model::{Region, Server, SignUp};

use super::bundled::{Bundled, is_filter};
use super::input::Input;
use super::map::map;
use crate::page::{Page, Picker, ServerAt, ServerGroup, ServerGroups, ServerLine, ServerMap, ServersAll, ServersBy};

/// How many servers `/servers/all/` begins with.
const FIRST: usize = 24;

/// The pages that are made of the bundled servers.
pub(super) struct Pages {
    pub(super) picker: Page<Picker>,
    pub(super) all: Page<ServersAll>,
    /// Those with a part of the list.
    pub(super) by: Vec<Page<ServersBy>>,
    pub(super) map: Page<ServerMap>,
}

pub(super) fn pages(input: &Input<'_>) -> Pages {
    let bundled = Bundled::new(input);
    let all = bundled.open().count() as u64;
    let picker = input.page(
        "servers/",
        ["picker.title", "picker.description"],
        &["picker"],
        Picker { all },
    );
    let parts = parts(input, &bundled);
    let list = ServersAll {
        date: input.time(input.today.into()),
        seed: bundled.seed(),
        all,
        groups: ["topic", "language", "region"]
            .map(|kind| ServerGroups {
                kind: kind.to_owned(),
                groups: of_kind(&parts, kind).map(Part::group).collect(),
            })
            .into(),
        servers: bundled.drawn(FIRST).into_iter().map(|it| line(input, it)).collect(),
    };
    let list = input.page(
        "servers/all/",
        ["picker.all", "picker.all_text"],
        &["picker"],
        list,
    );
    Pages {
        picker,
        all: list,
        by: parts.iter().map(|part| part.page(input)).collect(),
        map: map(input, &bundled),
    }
}

/// The page of one server, which the program fills.
pub(super) fn at(input: &Input<'_>) -> Page<ServerAt> {
    input.page(
        "servers/at/",
        ["picker.at", "picker.at_text"],
        &["picker"],
        ServerAt {},
    )
}

/// A part of the list.
struct Part<'a> {
    /// `topic`, `language` or `region`.
    kind: &'static str,
    id: String,
    name: String,
    query: Option<String>,
    servers: Vec<&'a Server>,
}

fn of_kind<'a, 'b>(parts: &'a [Part<'b>], kind: &'a str) -> impl Iterator<Item = &'a Part<'b>> {
    parts.iter().filter(move |part| part.kind == kind)
}

fn parts<'a>(input: &Input<'_>, bundled: &'a Bundled) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'_>> = bundled
        .topics()
        .map(|key| Part {
            kind: "topic",
            id: key.to_owned(),
            name: input.words.text(&format!("topics.{key}")),
            // For everybody is what no topic says.
            query: is_filter(key).then(|| format!("topic={key}")),
            servers: bundled.about(key),
        })
        .collect();
    parts.push(Part {
        kind: "topic",
        id: "other".to_owned(),
        name: input.words.text("picker.other"),
        query: None,
        servers: bundled.open().filter(|it| it.topics.is_empty()).collect(),
    });
    let languages = bundled.languages().into_iter().map(|(it, _)| Part {
        kind: "language",
        id: it.to_string(),
        name: input.language(&it),
        query: Some(format!("lang={it}")),
        servers: bundled.speaking(&it),
    });
    parts.extend(languages);
    let regions = Region::ALL.into_iter().map(|region| Part {
        kind: "region",
        id: region.key().to_owned(),
        name: input.words.text(&format!("picker.{}", region.key())),
        query: Some(format!("region={}", region.key())),
        servers: bundled.based_in(region),
    });
    parts.extend(regions);
    parts.retain(|part| !part.servers.is_empty());
    parts
}

impl Part<'_> {
    fn route(&self) -> String {
        format!("servers/all/{}/{}/", self.kind, self.id.replace('_', "-"))
    }

    fn group(&self) -> ServerGroup {
        ServerGroup {
            id: self.id.clone(),
            route: self.route(),
            name: self.name.clone(),
            count: self.servers.len() as u64,
        }
    }

    fn page(&self, input: &Input<'_>) -> Page<ServersBy> {
        let name = [("name", self.name.as_str())];
        let (title, description) = (
            format!("picker.{}_title", self.kind),
            format!("picker.{}_text", self.kind),
        );
        Page {
            route: self.route(),
            title: input.words.fill(&title, &name),
            description: input.words.fill(&description, &name),
            words: input.words.sections(&["picker"]),
            content: ServersBy {
                date: input.time(input.today.into()),
                query: self.query.clone(),
                servers: self.servers.iter().map(|it| line(input, it)).collect(),
            },
        }
    }
}

fn line(input: &Input<'_>, server: &Server) -> ServerLine {
    let sign_up = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => Some("approval"),
        Some(SignUp::Instant) => Some("instant"),
        _ => None,
    };
    let languages = server.languages.iter();
    ServerLine {
        url: server.sign_up_address(),
        name: domain::display(&server.domain).text.to_string(),
        note: server.note.as_ref().map(|note| note.value.clone()),
        languages: languages.map(|it| input.language(&it.value)).collect(),
        sign_up: sign_up.map(str::to_owned),
    }
}
