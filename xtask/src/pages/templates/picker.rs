//! `/servers/`: the picker. What the app shows first stands in the page
//! already, made by the app's own code; below it a choice of servers by topic
//! and language, for whoever has no JavaScript or would rather look around. And
//! `/servers/all/`: every server that we know.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use picker::answers::Answers;
use picker::decode::Network;
use picker::domain;
use picker::language::Language;
use picker::merge::{Sources, merge};
use picker::model::{Server, SignUp};
use picker::recommend::{Context as Visit, Picker};

use super::heading;
use crate::pages::{Context, Page};

/// How many servers stand beside a topic or a language in the choice.
const SHOWN: usize = 3;
/// Languages that fewer servers speak have no line of their own.
const SPOKEN: usize = 2;

pub(super) fn pages(context: &Context<'_>) -> [Page; 2] {
    let shelf = Shelf::new(context);
    let t = |key: &str| context.t(key);
    let picker = Page {
        route: "servers/",
        title: t("picker.title"),
        description: t("picker.description"),
        main: html! {
            div class="shelf" data-test="shelf" {
                h2 id="shelf" { (t("picker.shelf")) }
                noscript { p class="notice" { (t("picker.noscript")) } }
                p { (t("picker.shelf_text")) }
                (choice(context, &shelf))
                p { a href=(context.path("servers/all/")) { (context.words.count("picker.all_link", shelf.open().count() as u64)) } }
            }
        },
        scripts: &[],
        json_ld: None,
        app: Some(context.first.to_owned()),
    };
    [picker, all(context, &shelf)]
}

/// The servers that can be joined, with the engine over them.
struct Shelf {
    picker: Picker,
    topics: Vec<String>,
    visit: Visit,
}

impl Shelf {
    fn new(context: &Context<'_>) -> Self {
        let bundle = context.bundle;
        let merged = merge(
            &Sources {
                curated: &bundle.curated,
                snapshot: bundle.snapshot.as_ref(),
                joinmastodon: None,
                overrides: &bundle.overrides,
                network: Some(bundle.network.as_ref().map_or(Network::KNOWN, Network::on)),
            },
            context.today,
        );
        Self {
            topics: bundle
                .topics
                .0
                .iter()
                .map(|topic| topic.key.clone())
                .collect(),
            picker: Picker::new(merged.servers, bundle.topics.clone()),
            visit: Visit {
                today: context.today,
                // Another choice with each day's build: nobody stands first for ever.
                seed: u64::try_from(context.today.days()).unwrap_or_default(),
                browser_languages: Vec::new(),
            },
        }
    }

    /// What the engine recommends for these answers.
    fn pick(&self, query: &str, most: usize) -> Vec<&Server> {
        let found = self
            .picker
            .recommend(&Answers::from_query(query), &self.visit);
        let servers = self.picker.servers();
        let picks = found.picks.iter().take(most);
        picks.filter_map(|pick| servers.get(pick.server)).collect()
    }

    /// Everything that takes members and that nothing speaks against.
    fn open(&self) -> impl Iterator<Item = &Server> {
        self.picker.servers().iter().filter(|server| {
            let closed = server
                .sign_up
                .as_ref()
                .is_some_and(|it| it.value == SignUp::Closed);
            let adult = server.topics.iter().any(|topic| topic.value == "adult");
            server.flags.is_empty() && !closed && !adult
        })
    }

    /// Topics that some server is about, in the order of the quiz.
    fn topics(&self) -> impl Iterator<Item = &str> {
        let about = |key: &str| {
            self.open()
                .any(|server| server.topics.iter().any(|topic| topic.value == key))
        };
        let topics = self.topics.iter().map(String::as_str);
        topics.filter(move |key| *key != "adult" && about(key))
    }

    /// Languages and how many servers speak them, most spoken first.
    fn languages(&self) -> Vec<(Language, usize)> {
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for server in self.open() {
            let mut primary: Vec<&str> = server
                .languages
                .iter()
                .map(|it| it.value.primary())
                .collect();
            primary.sort_unstable();
            primary.dedup();
            for language in primary {
                *counted.entry(language.to_owned()).or_default() += 1;
            }
        }
        let mut all: Vec<(Language, usize)> = counted
            .into_iter()
            .filter_map(|(tag, count)| Some((Language::parse(&tag)?, count)))
            .collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    }
}

/// A few servers for each topic and language.
fn choice(context: &Context<'_>, shelf: &Shelf) -> Markup {
    let row = |label: Markup, servers: Vec<&Server>| {
        html! {
            @if !servers.is_empty() {
                div {
                    dt { (label) }
                    dd { @for server in servers { (link(server)) " " } }
                }
            }
        }
    };
    html! {
        h3 { (context.t("picker.by_topic")) }
        dl class="shelf-rows" {
            @for key in shelf.topics() {
                (row(html! { (topic(context, key)) }, shelf.pick(&format!("topic={key}"), SHOWN)))
            }
        }
        h3 { (context.t("picker.by_language")) }
        dl class="shelf-rows" {
            @for (language, count) in shelf.languages() {
                @if count >= SPOKEN {
                    (row(html! { (name_of(context, &language)) }, shelf.pick(&format!("lang={language}"), SHOWN)))
                }
            }
        }
    }
}

/// `/servers/all/`.
fn all(context: &Context<'_>, shelf: &Shelf) -> Page {
    let t = |key: &str| context.t(key);
    let title = t("picker.all");
    let description = t("picker.all_text");
    let of = |key: &str| -> Vec<&Server> {
        let has = |server: &&Server| server.topics.iter().any(|it| it.value == key);
        shelf.open().filter(has).collect()
    };
    let without: Vec<&Server> = shelf
        .open()
        .filter(|server| server.topics.is_empty())
        .collect();
    let section = |id: &str, name: &str, servers: &[&Server]| {
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (name) " " span class="caption" { (servers.len()) } }
                ul class="shelf-list" { @for server in servers { (line(context, server)) } }
            }
        }
    };
    let main = html! {
        div class="prose" {
            (heading(&title, &description))
            p { (context.words.fill("picker.as_of", &[("date", &context.words.date(context.today.into()))])) }
            ul class="jump" {
                @for key in shelf.topics() { li { a href=(format!("#{key}")) { (topic(context, key)) } } }
                @if !without.is_empty() { li { a href="#other" { (t("picker.other")) } } }
            }
        }
        @for key in shelf.topics() { (section(key, &topic(context, key), &of(key))) }
        @if !without.is_empty() { (section("other", &t("picker.other"), &without)) }
    };
    Page {
        route: "servers/all/",
        title,
        description,
        main,
        scripts: &[],
        json_ld: None,
        app: None,
    }
}

fn link(server: &Server) -> Markup {
    html! { a href=(server.sign_up_address()) { (domain::display(&server.domain).text) } }
}

fn line(context: &Context<'_>, server: &Server) -> Markup {
    let how = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => Some("picker.approval"),
        Some(SignUp::Instant) => Some("picker.instant"),
        _ => None,
    };
    let languages: Vec<String> = server
        .languages
        .iter()
        .map(|fact| name_of(context, &fact.value))
        .collect();
    html! {
        li {
            (link(server))
            @if let Some(note) = &server.note { " " (note.value) }
            span class="small" {
                " " (languages.join(", "))
                @if let Some(key) = how { @if !languages.is_empty() { " · " } (context.t(key)) }
            }
        }
    }
}

fn topic(context: &Context<'_>, key: &str) -> String {
    context.t(&format!("topics.{key}"))
}

/// The language's name, or its tag where we have no word for it.
fn name_of(context: &Context<'_>, language: &Language) -> String {
    context
        .words
        .known(&format!("languages.{}", language.primary()))
        .unwrap_or_else(|| language.to_string())
}

/// The page of the app with what it shows first, and what it says when it
/// cannot go on.
pub(in crate::pages) fn around(context: &Context<'_>, first: &str) -> Markup {
    html! {
        div id="app" { (PreEscaped(first)) }
        section id="broken" class="notice problem" role="alert" hidden {
            h2 { (context.t("picker.broken")) }
            p { (context.t("picker.broken_text")) " " a href="servers/#shelf" { (context.t("picker.broken_link")) } }
        }
    }
}
