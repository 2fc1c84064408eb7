//! One template for each page, and the parts that several have in common.

use maud::{Markup, PreEscaped, html};

use super::{Context, Page};
use content::PartialDate;
use content::fields::Link;
use content::figures::Figure;
use content::prose::Prose;

mod about;
mod apps;
mod articles;
pub(crate) mod embed;
mod follow;
mod home;
mod movement;
mod network;
mod not_found;
pub(in crate::pages) mod picker;

pub(crate) use not_found::page as not_found;

/// All pages that have an address.
pub(crate) fn all(context: &Context<'_>) -> Vec<Page> {
    let [servers, all_servers] = picker::pages(context);
    vec![
        home::page(context),
        servers,
        all_servers,
        about::page(context),
        prose(context, "different/", &context.content.different),
        network::page(context),
        articles::page(context),
        movement::page(context),
        apps::page(context),
        follow::page(context),
        embed::page(context),
        prose(context, "privacy/", &context.content.privacy),
    ]
}

/// A page that is Markdown.
fn prose(context: &Context<'_>, route: &'static str, prose: &Prose) -> Page {
    Page {
        route,
        title: prose.title.clone(),
        description: prose.description.clone(),
        main: html! {
            div class="prose" {
                (heading(&prose.title, &prose.description))
                (PreEscaped(prose.body.html(context.base)))
            }
        },
        scripts: &[],
        json_ld: None,
        app: None,
    }
}

/// The heading of a page and the sentence under it.
fn heading(title: &str, lede: &str) -> Markup {
    html! {
        h1 { (title) }
        p class="lede" { (lede) }
    }
}

/// A time for people and machines.
fn time(context: &Context<'_>, when: PartialDate) -> Markup {
    html! { time datetime=(when) { (context.words.date(when)) } }
}

/// An outbound link with what is known of it: its day, what became of it, and
/// a copy in a web archive.
fn outbound(context: &Context<'_>, link: &Link) -> Markup {
    html! {
        a href=(link.url) { (link.label) }
        (aside(context, link))
    }
}

/// What stands behind an outbound link.
fn aside(context: &Context<'_>, link: &Link) -> Markup {
    html! {
        @if link.note.is_some() || link.as_of.is_some() || link.archived.is_some() {
            " " span class="small" {
                "("
                @if let Some(when) = link.as_of { (time(context, when)) }
                @if let Some(archived) = &link.archived {
                    @if link.as_of.is_some() { ", " }
                    (archive(context, archived, &link.label))
                }
                ")"
                @if let Some(note) = &link.note { " " (note) }
            }
        }
    }
}

/// A link to a copy in a web archive; its name says of what.
fn archive(context: &Context<'_>, address: &str, of: &str) -> Markup {
    html! {
        a href=(address) aria-label=(context.words.fill("common.archived_of", &[("title", of)])) {
            (context.t("common.archived"))
        }
    }
}

/// A figure as what it was, with its time and source.
fn figure(context: &Context<'_>, figure: &Figure) -> Markup {
    let when = context.words.date_text(&figure.when);
    html! {
        li {
            strong { (figure.shown) }
            (figure.what)
            @if let Some(change) = &figure.change { ", " (change) }
            p class="small" {
                (context.words.fill("common.as_of", &[("date", &when)]))
                @if let Some(url) = &figure.url {
                    " · " a href=(url) { (figure.source) }
                } @else {
                    " · " (figure.source)
                }
            }
        }
    }
}
