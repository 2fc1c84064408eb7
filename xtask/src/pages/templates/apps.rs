//! `/apps/`: pick your device, see good apps.
//!
//! One list and a row of radio buttons; the style sheet shows the apps of the
//! chosen device (`:has`), so that it works without JavaScript. `apps.js`
//! chooses the visitor's own device first.

use maud::{Markup, html};

use super::{heading, time};
use crate::pages::{Context, Page};
use content::apps::{App, Platform, Price};

pub(super) fn page(context: &Context<'_>) -> Page {
    let t = |key: &str| context.t(key);
    let title = t("apps.title");
    let description = t("apps.description");
    let apps = &context.content.apps;
    let paid = apps.iter().filter(|it| it.price == Price::Paid).count();
    let main = html! {
        div class="prose" { (heading(&title, &description)) }
        div class="apps" {
            fieldset class="devices no-print" {
                legend { (t("apps.device")) }
                (device(context, "all", true))
                @for platform in Platform::ALL { (device(context, platform.key(), false)) }
            }
            p class="status" role="status" data-status=(t("apps.shown")) {}
            ul class="app-list" {
                @for it in apps { (app(context, it)) }
            }
        }
        p class="small" {
            (context.words.fill("apps.count", &[
                ("all", &apps.len().to_string()),
                ("paid", &paid.to_string()),
            ]))
        }
    };
    Page {
        route: "apps/",
        title,
        description,
        main,
        scripts: &["apps.js"],
        json_ld: None,
        app: None,
    }
}

fn device(context: &Context<'_>, key: &str, checked: bool) -> Markup {
    html! {
        label class="choice" {
            input type="radio" name="device" value=(key) checked[checked];
            span class="label" { (context.t(&format!("apps.on_{key}"))) }
        }
    }
}

fn app(context: &Context<'_>, it: &App) -> Markup {
    let keys: Vec<&str> = it.platforms.iter().map(|it| it.key()).collect();
    let names: Vec<String> = keys
        .iter()
        .map(|key| context.t(&format!("apps.on_{key}")))
        .collect();
    html! {
        li data-on=(keys.join(" ")) {
            h2 { a href=(it.url) { (it.name) } }
            p { (it.best_at) }
            p class="small" {
                span class="badge" { (context.t(&format!("apps.price_{}", it.price.key()))) }
                " " (names.join(", "))
                @if let Some(source) = &it.source {
                    " · "
                    a href=(source) aria-label=(context.words.fill("apps.source_of", &[("app", &it.name)])) {
                        (context.t("apps.source"))
                    }
                }
                @if let Some(when) = it.as_of { " · " (time(context, when)) }
            }
        }
    }
}
