//! `/`: what this is, the mission, the ways in, and that the network is alive.

use maud::{Markup, html};

use crate::pages::{Context, Page, alive};

pub(super) fn page(context: &Context<'_>) -> Page {
    let t = |key: &str| context.t(key);
    let main = html! {
        div class="hero" {
            div {
                h1 { (t("home.heading")) }
                p class="lede" { (t("home.lede")) }
                p class="actions" {
                    a class="button" href=(context.path("servers/")) data-test="start" { (t("home.start")) }
                    a class="button secondary" href=(context.path("servers/?step=results"))
                        data-test="pick-for-me" { (t("home.pick_for_me")) }
                }
                p class="small" { (t("home.takes")) }
            }
            svg class="hero-picture" aria-hidden="true" viewBox="0 0 316 296" {
                use href=(context.path("pictures.svg#dandelion")) {}
            }
        }
        ul class="doors" {
            (door(context, "find", "servers/"))
            (door(context, "fill", "apps/"))
            (door(context, "spread", "follow/"))
        }
        (alive::alive(context))
        section class="mission-section" aria-labelledby="mission" {
            h2 id="mission" { (t("home.mission")) }
            blockquote class="mission" data-test="mission" { p { (context.content.site.mission) } }
        }
    };
    Page {
        route: "",
        title: t("home.title"),
        description: t("home.description"),
        main: html! { div data-test="home" { (main) } },
        // The figures of the build: a look at this page asks nobody for anything.
        scripts: &[],
        json_ld: None,
        app: None,
    }
}

fn door(context: &Context<'_>, name: &str, to: &str) -> Markup {
    let t = |part: &str| context.t(&format!("home.door_{name}{part}"));
    html! {
        li {
            h2 { (t("")) }
            p { (t("_text")) }
            p { a href=(context.path(to)) { (t("_link")) } }
        }
    }
}
