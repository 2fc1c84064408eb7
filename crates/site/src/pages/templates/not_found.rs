//! `404.html`: what hosts send for an address that does not exist. It leads on.

use maud::html;

use crate::pages::shell::FOOTER;
use crate::pages::{Context, NOT_FOUND, Page};

pub(crate) fn page(context: &Context<'_>) -> Page {
    let t = |key: &str| context.t(key);
    Page {
        route: NOT_FOUND,
        title: t("frame.not_found"),
        description: t("frame.not_found_text"),
        main: html! {
            div class="prose" {
                (super::heading(&t("frame.not_found"), &t("frame.not_found_text")))
                ul {
                    li { a href=(context.base) { (t("frame.home")) } }
                    li { a href=(context.path("servers/")) { (t("frame.nav_find")) } }
                    @for (to, name) in FOOTER {
                        li { a href=(context.path(to)) { (t(name)) } }
                    }
                }
            }
        },
        scripts: &[],
        json_ld: None,
        app: None,
    }
}
