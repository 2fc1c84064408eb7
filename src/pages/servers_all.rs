//! `/servers/all/`: every known server that can be joined, by topic.

use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::state::page_words::PageWords;
use content::page::{self, Page, ServerLine, TopicServers};
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
    let topics = page.content.topics.into_iter().map(|topic| view! { <Topic topic=topic/> });
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <p>{as_of}</p>
            <ul class="jump">{jumps}</ul>
        </div>
        {topics.collect_view()}
    }
}

/// The servers about a topic.
#[component]
fn Topic(topic: TopicServers) -> impl IntoView {
    let TopicServers { id, name, servers } = topic;
    let count = servers.len();
    let servers = servers.into_iter().map(|server| view! { <Server server=server/> });
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
    let sign_up = server.sign_up.map(|key| words.text(&format!("picker.{key}")));
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
