//! Servers and parts of the list as they stand in documents, for visitors without
//! JavaScript and until the program has come.

use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{ServerGroup, ServerGroups, ServerLine};
use leptos::prelude::*;

/// Links to the pages with parts of the list.
#[component]
pub fn Groups(
    /// By topic, language and region.
    groups: Vec<ServerGroups>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let kinds = groups.into_iter().map(|ServerGroups { kind, groups }| {
        let heading = words.text(&format!("picker.by_{kind}"));
        let id = format!("by-{kind}");
        let labelled = id.clone();
        let links = groups
            .into_iter()
            .map(|group| view! { <Group group=group/> });
        view! {
            <nav aria-labelledby=labelled>
                <h2 id=id>{heading}</h2>
                <ul class="jump">{links.collect_view()}</ul>
            </nav>
        }
    });
    view! { <div class="groups">{kinds.collect_view()}</div> }
}

#[component]
fn Group(group: ServerGroup) -> impl IntoView {
    let href = expect_context::<Site>().path(&group.route);
    view! {
        <li id=group.id>
            <a href=href>{group.name}</a>
            " "
            <span class="small">{group.count}</span>
        </li>
    }
}

/// Servers, each with what is known of it.
#[component]
pub fn ServerLines(
    /// The servers.
    servers: Vec<ServerLine>,
) -> impl IntoView {
    let servers = servers
        .into_iter()
        .map(|server| view! { <Server server=server/> });
    view! { <ul class="rows">{servers.collect_view()}</ul> }
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
        <li class="row">
            <a class="row-name" href=server.url translate="no">{server.name}</a>
            <p class="row-about">{server.note}</p>
            <p class="row-facts">{facts.join(" · ")}</p>
        </li>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{Groups, ServerLines};
    use crate::components::testing::{has, html_at, texts};
    use crate::state::page_words::PageWords;
    use content::Words;
    use content::page::{ServerGroup, ServerGroups, ServerLine};
    use leptos::prelude::*;

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
            sign_up: Some("instant".to_owned()),
            ..unknown.clone()
        };
        let html = html_at("/spread/servers/all/", move || {
            PageWords::provide(Words::default());
            view! { <ServerLines servers=vec![server, unknown, instant]/> }
        });
        has(
            &html,
            &["<a href=\"https://a.example/auth/sign_up\" translate=\"no\""],
        );
        assert_eq!(
            texts(&html),
            "a.example For gardeners. English, German · [picker.approval] \
             a.example a.example [picker.instant]"
        );
    }

    #[test]
    fn a_part_of_the_list_has_a_place_of_its_own() {
        let groups = ServerGroups {
            kind: "topic".to_owned(),
            groups: vec![ServerGroup {
                id: "gardens".to_owned(),
                route: "servers/all/topic/gardens/".to_owned(),
                name: "Gardens".to_owned(),
                count: 7,
            }],
        };
        let html = html_at("/spread/servers/all/", move || {
            PageWords::provide(Words::default());
            view! { <Groups groups=vec![groups]/> }
        });
        has(
            &html,
            &[
                "<nav aria-labelledby=\"by-topic\">",
                "<li id=\"gardens\">",
                "href=\"/spread/servers/all/topic/gardens/\"",
            ],
        );
        assert_eq!(texts(&html), "[picker.by_topic] Gardens 7");
    }
}
