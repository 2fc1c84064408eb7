//! `/servers/all/`: every known server that can be joined, by topic.

use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::state::page_words::PageWords;
use content::page::{self, LanguageServers, Page, ServerLine, ServerLink, TopicServers};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ServersAll() -> impl IntoView {
    view! { <PageOf route="servers/all/" view=servers_all/> }
}

fn servers_all(page: Page<page::ServersAll>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let as_of = words.fill("picker.as_of", &[("date", &page.content.date.text)]);
    let jumps = page.content.topics.iter().map(|topic| {
        view! { <li><a href=format!("#{}", topic.id) rel="external">{topic.name.clone()}</a></li> }
    });
    let jumps = jumps.collect_view();
    let topics = page
        .content
        .topics
        .into_iter()
        .map(|topic| view! { <Topic topic=topic/> });
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <p>{as_of}</p>
            <ul class="jump">
                {jumps}
                <li>
                    <a href="#by-language" rel="external">{words.text("picker.by_language")}</a>
                </li>
            </ul>
        </div>
        {topics.collect_view()}
        <Languages languages=page.content.languages/>
    }
}

/// The servers that speak a language, by name alone: what else is known of
/// each stands with its topic.
#[component]
fn Languages(languages: Vec<LanguageServers>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let rows = languages.into_iter().map(|language| {
        let servers = language
            .servers
            .into_iter()
            .map(|ServerLink { url, name }| {
                view! { <a href=url translate="no">{name}</a> " " }
            });
        view! {
            <div>
                <dt id=language.id>{language.name}</dt>
                <dd>{servers.collect_view()}</dd>
            </div>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="by-language">
            <h2 id="by-language">{words.text("picker.by_language")}</h2>
            <dl class="shelf-rows">{rows}</dl>
        </section>
    }
}

/// The servers about a topic.
#[component]
fn Topic(topic: TopicServers) -> impl IntoView {
    let TopicServers { id, name, servers } = topic;
    let count = servers.len();
    let servers = servers
        .into_iter()
        .map(|server| view! { <Server server=server/> });
    view! {
        <section aria-labelledby=id>
            <h2 id=id.clone()>{name} " " <span class="caption">{count}</span></h2>
            <ul class="shelf-list">{servers.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Server(server: ServerLine) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let sign_up = server
        .sign_up
        .map(|key| words.text(&format!("picker.{key}")));
    let languages = server.languages.join(", ");
    let facts = [languages, sign_up.unwrap_or_default()];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    view! {
        <li>
            <a href=server.url translate="no">{server.name}</a>
            {server.note.map(|note| format!(" {note}"))}
            <span class="small">{format!(" {}", facts.join(" · "))}</span>
        </li>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::servers_all;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, LanguageServers, ServerLine, ServerLink, Time, TopicServers};

    #[test]
    fn a_server_says_what_is_known_of_it_and_no_more() {
        let server = ServerLine {
            url: "https://a.example/auth/sign_up".to_owned(),
            name: "a.example".to_owned(),
            note: Some("For gardeners.".to_owned()),
            languages: vec!["English".to_owned(), "German".to_owned()],
            sign_up: Some("approval".to_owned()),
        };
        let unknown = ServerLine {
            note: None,
            languages: vec![],
            sign_up: None,
            ..server.clone()
        };
        let instant = ServerLine {
            languages: vec![],
            sign_up: Some("instant".to_owned()),
            ..unknown.clone()
        };
        let topic = TopicServers {
            id: "gardens".to_owned(),
            name: "Gardens".to_owned(),
            servers: vec![server, unknown, instant],
        };
        let german = LanguageServers {
            id: "lang-de".to_owned(),
            name: "German".to_owned(),
            servers: vec![ServerLink {
                url: "https://b.example/".to_owned(),
                name: "b.example".to_owned(),
            }],
        };
        let date = Time {
            datetime: "2026-11-23".to_owned(),
            text: "23 November 2026".to_owned(),
        };
        let html = page_html(
            servers_all,
            page::ServersAll {
                date,
                topics: vec![topic],
                languages: vec![german],
            },
        );
        has(
            &html,
            &[
                "<a href=\"#gardens\" rel=\"external\">Gardens</a>",
                "<section aria-labelledby=\"gardens\">",
                "<h2 id=\"gardens\">",
                "<dt id=\"lang-de\">German</dt>",
                "<a href=\"https://a.example/auth/sign_up\" translate=\"no\">a.example</a>",
            ],
        );
        has(
            &text(&html),
            &[
                "Gardens 3a.example For gardeners. English, German · [picker.approval]\
                 a.example a.example [picker.instant]",
            ],
        );
    }
}
