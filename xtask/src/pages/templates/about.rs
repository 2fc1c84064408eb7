//! `/about/`: all of it in short, with links to the pages.

use maud::{Markup, html};

use super::{figure, heading, outbound, time};
use crate::pages::alive;
use crate::pages::{Context, Page};
use content::highlights::{GROUPS, Highlight};

pub(super) fn page(context: &Context<'_>) -> Page {
    let t = |key: &str| context.t(key);
    let title = t("about.title");
    let description = t("about.description");
    let content = context.content;
    let main = html! {
        div class="prose" { (heading(&title, &description)) }
        blockquote class="mission" { p { (content.site.mission) } }
        (alive::alive(context))
        section aria-labelledby="then" {
            h2 id="then" { (t("about.then")) }
            ul class="figures" { @for it in &content.figures.then { (figure(context, it)) } }
            div class="prose" {
                p { (content.dewey.finding) " – " (outbound(context, &content.dewey.report)) }
                (more(context, "network/", "about.network_more"))
            }
        }
        div class="prose" {
            section aria-labelledby="different" {
                h2 id="different" { (content.different.title) }
                p { (content.different.description) }
                (more(context, "different/", "about.different_more"))
            }
            (articles(context))
            (movement(context))
            section aria-labelledby="apps" {
                h2 id="apps" { (t("apps.title")) }
                p { (t("apps.description")) }
                (more(context, "apps/", "about.apps_more"))
            }
            (people(context))
        }
    };
    Page {
        route: "about/",
        title,
        description,
        main,
        scripts: &[alive::SCRIPT],
        json_ld: None,
        app: None,
    }
}

fn more(context: &Context<'_>, to: &str, label: &str) -> Markup {
    html! { p { a href=(context.path(to)) { (context.t(label)) } } }
}

fn articles(context: &Context<'_>) -> Markup {
    html! {
        section aria-labelledby="articles" {
            h2 id="articles" { (context.t("articles.title")) }
            ul {
                @for it in &context.content.articles {
                    li {
                        a href=(it.url) hreflang=(it.language) { (it.title) }
                        " " span class="small" { (it.publication) ", " (time(context, it.date)) }
                    }
                }
            }
            (more(context, "articles/", "about.articles_more"))
        }
    }
}

fn movement(context: &Context<'_>) -> Markup {
    let highlights = &context.content.highlights;
    html! {
        section aria-labelledby="movement" {
            h2 id="movement" { (context.t("movement.title")) }
            p { (context.t("movement.description")) }
            dl {
                @for group in GROUPS {
                    @let list: Vec<&Highlight> = highlights.iter().filter(|it| it.group == group).collect();
                    @if !list.is_empty() {
                        dt { strong { (context.t(&format!("movement.{group}"))) } }
                        @for it in list {
                            dd { a href=(context.path(&format!("movement/#{}", it.id))) { (it.title) } " (" (it.year) ")" }
                        }
                    }
                }
            }
            (more(context, "movement/", "about.movement_more"))
        }
    }
}

fn people(context: &Context<'_>) -> Markup {
    let site = &context.content.site;
    html! {
        section aria-labelledby="people" {
            h2 id="people" { (context.t("about.people")) }
            p { (site.credits) }
            ul { @for it in &site.people { li { a href=(it.url) { (it.handle) } } } }
            p { (site.independence) }
            h3 id="follow" { (context.t("about.follow")) }
            ul { @for it in &site.follow { li { a href=(it.url) { (it.label) } } } }
            (more(context, "follow/", "about.follow_more"))
        }
    }
}
