//! `/follow/`: where to find us, who began this, how to help.

use maud::{Markup, PreEscaped, html};

use super::{archive, heading};
use crate::pages::{Context, Page};
use content::site::Follow;

pub(super) fn page(context: &Context<'_>) -> Page {
    let t = |key: &str| context.t(key);
    let title = t("follow.title");
    let description = t("follow.description");
    let site = &context.content.site;
    let contribute = &context.content.contribute;
    let main = html! {
        div class="prose" {
            (heading(&title, &description))
            ul class="accounts" { @for it in &site.follow { (account(context, it)) } }
            (own_server(context))
            h2 id="credits" { (t("follow.credits")) }
            p { (site.credits) }
            ul class="accounts" {
                @for person in &site.people {
                    li {
                        a href=(person.url) { (person.handle) }
                        @if let Some(home) = &person.home {
                            " (" a href=(home) { (t("follow.at_home")) } ")"
                        }
                        (from_own_server(context, &person.handle))
                    }
                }
            }
            p { (site.independence) }
            h2 id="contribute" { (contribute.title) }
            p { (contribute.description) }
            (PreEscaped(contribute.body.html(context.base)))
            @if let Some(repository) = &site.repository {
                p { a href=(repository) { (t("follow.repository")) } }
            }
        }
    };
    Page {
        route: "follow/",
        title,
        description,
        main,
        scripts: &["follow.js"],
        json_ld: None,
        app: None,
    }
}

fn account(context: &Context<'_>, it: &Follow) -> Markup {
    html! {
        li {
            a href=(it.url) { (it.label) }
            @if let Some(archived) = &it.archived {
                " " span class="small" { "(" (archive(context, archived, &it.label)) ")" }
            }
            @if it.network == "mastodon" {
                " " code { (it.handle) }
                (from_own_server(context, &it.handle))
            }
            @if let Some(note) = &it.note { p class="small" { (note) } }
        }
    }
}

/// Filled in by `follow.js` once it knows the visitor's server.
fn from_own_server(context: &Context<'_>, handle: &str) -> Markup {
    html! {
        " "
        a class="button secondary" hidden data-follow=(handle)
            data-label=(context.words.fill("follow.from_server", &[("server", "{server}"), ("handle", handle)])) {}
    }
}

/// The question for the visitor's server. Needs JavaScript, so that is what
/// shows it; the sentence above it is enough without.
fn own_server(context: &Context<'_>) -> Markup {
    let t = |key: &str| context.t(key);
    html! {
        h2 id="your-server" { (t("follow.yours")) }
        p { (t("follow.yours_text")) }
        form id="own-server" hidden novalidate {
            div class="field" {
                label for="server" { (t("follow.server")) }
                p class="hint" id="server-hint" { (t("follow.server_hint")) }
                input type="text" id="server" name="server" inputmode="url" autocapitalize="none"
                    autocomplete="off" spellcheck="false" aria-describedby="server-hint server-status";
            }
            div class="actions" {
                button class="button" type="submit" { (t("follow.remember")) }
                button class="button quiet" type="button" data-forget hidden { (t("follow.forget")) }
            }
            p class="status" id="server-status" role="status"
                data-wrong=(t("follow.wrong"))
                data-remembered=(context.words.fill("follow.remembered", &[("server", "{server}")]))
                data-forgotten=(t("follow.forgotten")) {}
        }
    }
}
