//! Rendering components in tests, as the site renders them.

use crate::availability::Availability;
use crate::directory::load::Directory;
use crate::parts::program::view_of;
use crate::parts::within::Within;
use crate::quiz::QuestionSet;
use crate::state::announcer::Announcer;
use crate::state::arrival::Arrival;
use crate::state::browse::LastLook;
use crate::state::navigation::Navigation;
use crate::state::results::LastResults;
use crate::state::selection::Selection;
use crate::state::site::Site;
use crate::state::visitor::Visitor;
use content::Words;
use content::page::{Frame, NavLink, Page};
use leptos::prelude::*;
use leptos_meta::{ServerMetaContext, provide_meta_context};
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;
use picker::language::Language;
use picker::model::{Fact, Server, SignUp, Source};
use picker::recommend::Picker;
use picker::topics::Topics;
use std::sync::Arc;

/// The HTML of a view at a path of a site that is published under `/spread/`.
/// Messages without a pattern stand in it as `[section.name]`.
pub(crate) fn html_at<V: IntoView + 'static>(
    path: &str,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    // It fails only where it is there already.
    let _ = any_spawner::Executor::init_futures_executor();
    let link = |route: &str| NavLink {
        route: route.to_owned(),
        label: format!("to {route}"),
    };
    let site = Site::new(Frame {
        base: "/spread/".to_owned(),
        address: None,
        name: "Spread".to_owned(),
        words: Words::default(),
        header: vec![link("servers/"), link("about/")],
        footer: vec![link("about/"), link("privacy/")],
    });
    let owner = Owner::new();
    owner.with(|| {
        provide_context(RequestUrl::new(path));
        provide_context(site);
        provide_context(Directory::new(site));
        view! { <Router base="/spread/">{view()}</Router> }.to_html()
    })
}

/// The HTML of a page made of this content.
pub(crate) fn page_html<T, V>(view: fn(Page<T>) -> V, content: T) -> String
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    let page = Page {
        route: "page/".to_owned(),
        title: "The title".to_owned(),
        description: "The description".to_owned(),
        words: Words::default(),
        content,
    };
    html_at("/spread/page/", move || view(page))
}

/// The HTML of what the picker shows, with these servers in its list; `None` for
/// a list that has not come yet.
pub(crate) fn picker_html<V: IntoView + 'static>(
    servers: Option<Vec<Server>>,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    picker_html_at("", servers, view)
}

/// The same at an address with this query.
pub(crate) fn picker_html_at<V: IntoView + 'static>(
    query: &str,
    servers: Option<Vec<Server>>,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    html_at(&format!("/spread/servers/?{query}"), move || {
        let site = expect_context::<Site>();
        let directory = expect_context::<Directory>();
        let picker = servers.map(|servers| Arc::new(Picker::new(servers, Topics::default())));
        directory.picker.set(picker);
        let (meta, _output) = ServerMetaContext::new();
        provide_context(meta);
        provide_meta_context();
        provide_context(Navigation::on_site(site));
        provide_context(Availability::new(directory));
        provide_context(Visitor::new());
        let announcer = Announcer::new();
        provide_context(announcer);
        provide_context(Arrival::new(announcer));
        provide_context(Selection::new());
        provide_context(LastLook(RwSignal::new(None)));
        provide_context(LastResults::new());
        provide_context(QuestionSet::ALL);
        // Natively all parts are there.
        provide_context(Within(|page, _| view_of(page).into_any()));
        view()
    })
}

/// So many servers that suit everybody: `s0.example`, `s1.example`, …
pub(crate) fn servers(count: usize) -> Vec<Server> {
    (0..count)
        .map(|at| {
            let mut server = Server::new(format!("s{at}.example"));
            let english = Language::parse("en").unwrap();
            server.languages = vec![Fact::new(english, Source::Curated, None)];
            server.sign_up = Some(Fact::new(SignUp::Instant, Source::Curated, None));
            server
        })
        .collect()
}

/// What a person reads, without tags and comments.
pub(crate) fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => out.push(letter),
            _ => {}
        }
    }
    out
}

/// The texts of all elements, one after the other with a space between them.
pub(crate) fn texts(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text).trim())
        .filter(|text| !text.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// The opening tag of the first element with this `data-test`.
pub(crate) fn tag<'a>(html: &'a str, test: &str) -> Option<&'a str> {
    let name = format!("data-test=\"{test}\"");
    html.split('<')
        .map(|part| part.split_once('>').map_or(part, |(tag, _)| tag))
        .find(|tag| tag.contains(&name))
}

/// Asserts that all of these stand in the HTML.
#[track_caller]
pub(crate) fn has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "no {part} in {html}");
    }
}
