//! `/movement/`: what people have done to spread Mastodon.

use maud::{Markup, html};

use super::{heading, outbound};
use crate::pages::{Context, Page};
use content::highlights::{GROUPS, Highlight};

pub(super) fn page(context: &Context<'_>) -> Page {
    let title = context.t("movement.title");
    let description = context.t("movement.description");
    let highlights = &context.content.highlights;
    let main = html! {
        div class="prose" {
            (heading(&title, &description))
            @for group in GROUPS {
                @let list: Vec<&Highlight> = highlights.iter().filter(|it| it.group == group).collect();
                @if !list.is_empty() {
                    h2 { (context.t(&format!("movement.{group}"))) }
                    @for it in list { (highlight(context, it)) }
                }
            }
        }
    };
    Page {
        route: "movement/",
        title,
        description,
        main,
        scripts: &[],
        json_ld: None,
        app: None,
    }
}

fn highlight(context: &Context<'_>, it: &Highlight) -> Markup {
    html! {
        article class="entry" id=(it.id) {
            h3 {
                (it.title) " " span class="badge" { (it.year) }
                @if let Some(became) = &it.became {
                    " " span class="badge became" { (context.t(&format!("movement.became_{became}"))) }
                }
            }
            p { (it.text) }
            @if let Some(status) = &it.status {
                p class="notice" { strong { (context.t("movement.since")) } " " (status) }
            }
            @if !it.links.is_empty() {
                ul { @for link in &it.links { li { (outbound(context, link)) } } }
            }
        }
    }
}
