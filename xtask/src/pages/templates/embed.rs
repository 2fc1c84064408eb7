//! `/on-your-page/`: how to put the picker on another page. With JavaScript
//! the options can be tried out (`on-your-page.js`); without, the page is the
//! documentation, with snippets to copy.

use anyhow::{Result, anyhow};
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use maud::{Markup, html};

use super::heading;
use crate::pages::{Context, Page};
use content::embed::{EVENTS, HEIGHT, OPTIONS, REGIONS, UNKNOWN_SITE, WIDTH, Way, frame, snippet};
use content::messages;

pub(crate) const ROUTE: &str = "on-your-page/";

pub(super) fn page(context: &Context<'_>) -> Page {
    let t = |key: &str| context.t(&format!("embed.{key}"));
    let (title, description) = (t("title"), t("description"));
    let main = html! {
        div class="prose" { (heading(&title, &description)) }
        (builder(context))
        div class="prose" {
            h2 { (t("ways")) }
            @if context.address.is_none() { p class="small" data-no-address { (t("no_address")) } }
            @for way in Way::ALL {
                h3 { (t(&format!("way_{}", way.key()))) }
                p { (t(&format!("ways_{}", way.key()))) }
                // A long line scrolls, and so the keyboard must reach it.
                pre tabindex="0" { code data-snippet=(way.key()) { (snippet(way, &[], &site(context))) } }
            }
            h2 { (t("options")) }
            p { (code(&t("options_text"))) }
            (table(&[t("option"), t("values"), t("meaning")], OPTIONS.map(|(name, values)| {
                [name.to_owned(), t(&format!("values_{values}")), t(&format!("means_{name}"))]
            })))
            h2 { (t("events")) }
            p { (code(&t("events_text"))) }
            (table(&[t("event"), "detail".to_owned(), t("meaning")], EVENTS.map(|(name, fields)| {
                [format!("spread-picker:{name}"), fields.to_owned(), t(&format!("event_{name}"))]
            })))
            h2 { (t("safe")) }
            p { (code(&t("safe_text"))) }
        }
    };
    Page {
        route: ROUTE,
        title,
        description,
        main,
        scripts: &["on-your-page.js"],
        json_ld: None,
        app: None,
    }
}

/// The address of the site, without a slash at the end.
fn site(context: &Context<'_>) -> String {
    let known = context.absolute("");
    let site = known.unwrap_or_else(|| format!("{UNKNOWN_SITE}{}", context.base));
    site.trim_end_matches('/').to_owned()
}

/// The form and the picker beside it. Shown by the script, which it needs.
fn builder(context: &Context<'_>) -> Markup {
    let t = |key: &str| context.t(&format!("embed.{key}"));
    html! {
        div class="builder" id="builder" hidden
            data-site=(context.base) data-copied=(t("copied")) data-failed=(t("copy_failed")) {
            form novalidate {
                h2 { (t("choose")) }
                (radios("way", &t("way"), &["link", "element", "frame"].map(|key| (key, t(&format!("way_{key}"))))))
                (radios("theme", &t("theme"), &["auto", "light", "dark"].map(|key| (key, t(&format!("theme_{key}"))))))
                (radios("layout", &t("layout"), &["full", "compact"].map(|key| (key, t(&format!("layout_{key}"))))))
                fieldset {
                    legend { (t("look")) }
                    (tick("own-accent", &t("accent"), false))
                    p class="hint" id="accent-hint" { (t("accent_hint")) }
                    input type="color" name="accent" value="#7a2e8c" aria-label=(t("accent"))
                        aria-describedby="accent-hint";
                    (tick("heading", &t("heading"), true))
                    (tick("powered", &t("powered"), true))
                }
                fieldset {
                    legend { (t("answers")) }
                    (select("topic", &t("topic"), &t("topic_any"), &messages::topics(context.words)))
                    div class="field" {
                        label for="embed-lang" { (t("language")) }
                        p class="hint" id="embed-lang-hint" { (t("language_hint")) }
                        input type="text" id="embed-lang" name="lang" autocapitalize="none"
                            autocomplete="off" spellcheck="false" aria-describedby="embed-lang-hint";
                    }
                    (select("region", &t("region"), &t("region_any"),
                        &REGIONS.map(|key| (key.to_owned(), t(&format!("region_{key}"))))))
                    (tick("lock", &t("locked"), false))
                    div class="field" {
                        label for="embed-servers" { (t("servers")) }
                        p class="hint" id="embed-servers-hint" { (t("servers_hint")) }
                        input type="text" id="embed-servers" name="servers" autocapitalize="none"
                            autocomplete="off" spellcheck="false" aria-describedby="embed-servers-hint";
                    }
                }
                h2 { label for="embed-snippet" { (t("snippet")) } }
                textarea id="embed-snippet" name="snippet" rows="5" readonly spellcheck="false" {}
                div class="actions" {
                    button class="button" type="button" data-copy { (t("copy")) }
                    p class="status" role="status" {}
                }
            }
            section aria-labelledby="embed-live" {
                h2 id="embed-live" { (t("live")) }
                p class="small" { (t("preview_note")) }
                div class="preview" {}
            }
        }
    }
}

fn radios(name: &str, legend: &str, values: &[(&str, String)]) -> Markup {
    html! {
        fieldset {
            legend { (legend) }
            @for (index, (value, label)) in values.iter().enumerate() {
                label class="choice" {
                    input type="radio" name=(name) value=(value) checked[index == 0];
                    span class="label" { (label) }
                }
            }
        }
    }
}

fn tick(name: &str, label: &str, checked: bool) -> Markup {
    html! {
        label class="choice" {
            input type="checkbox" name=(name) checked[checked];
            span class="label" { (label) }
        }
    }
}

fn select(name: &str, label: &str, none: &str, values: &[(String, String)]) -> Markup {
    html! {
        div class="field" {
            label for={ "embed-" (name) } { (label) }
            select id={ "embed-" (name) } name=(name) {
                option value="" { (none) }
                @for (value, label) in values { option value=(value) { (label) } }
            }
        }
    }
}

fn table<const ROWS: usize>(heads: &[String; 3], rows: [[String; 3]; ROWS]) -> Markup {
    html! {
        div class="table" tabindex="0" role="group" aria-label=(heads[0]) {
            table {
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for [name, values, meaning] in &rows {
                        tr {
                            th scope="row" { code { (name) } }
                            td { (values) }
                            td { (meaning) }
                        }
                    }
                }
            }
        }
    }
}

/// What stands between ` marks, as code.
fn code(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// The file that oEmbed consumers fetch.
pub(crate) const OEMBED: &str = "oembed.json";

/// Tells oEmbed consumers where that file is, if the site knows its address.
pub(crate) fn discovery(context: &Context<'_>) -> Markup {
    html! {
        @if let Some(address) = context.absolute(OEMBED) {
            link rel="alternate" type="application/json+oembed" title=(context.t("embed.title")) href=(address);
        }
    }
}

/// The embed's page with that in its head.
///
/// # Errors
/// When it is no HTML.
pub(crate) fn announce(context: &Context<'_>, page: &str) -> Result<String> {
    let link = discovery(context).into_string();
    let head = element!("meta[charset]", |tag| {
        tag.after(&link, ContentType::Html);
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(head);
    rewrite_str(page, settings).map_err(|why| anyhow!("the embed's page: {why}"))
}

/// What oEmbed consumers get, for a site that knows its own address.
pub(crate) fn oembed(context: &Context<'_>) -> Option<serde_json::Value> {
    let site = context.absolute("")?;
    let site = site.trim_end_matches('/');
    Some(serde_json::json!({
        "version": "1.0",
        "type": "rich",
        "title": context.t("embed.title"),
        "provider_name": context.t("frame.name"),
        "provider_url": format!("{site}/"),
        "width": WIDTH,
        "height": HEIGHT,
        "html": frame(&[], site, &WIDTH.to_string(), HEIGHT),
    }))
}
