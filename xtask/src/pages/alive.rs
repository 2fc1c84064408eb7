//! Proof that the network is alive: how many people, accounts and servers it
//! has, and the day they were counted. The figures of the build stand in the
//! page; `network.js` puts today's in their place when the block comes into
//! view.

use maud::{Markup, html};

use super::Context;

/// The script that brings today's figures; pages that show them name it in
/// their `scripts`.
pub(crate) const SCRIPT: &str = "network.js";

/// The block for the home page: a heading, the figures with their day and
/// source, and the way to how they went, which is not only upwards.
pub(crate) fn alive(context: &Context<'_>) -> Markup {
    html! {
        section class="alive" aria-labelledby="alive" {
            h2 id="alive" { (context.t("common.alive")) }
            (figures(context))
            p { a href=(context.path("network/")) { (context.t("common.alive_more")) } }
        }
    }
}

/// The figures alone, as other pages have them under headings of their own.
pub(crate) fn figures(context: &Context<'_>) -> Markup {
    let Some(latest) = context.content.latest() else {
        return html! {};
    };
    let words = context.words;
    let entries = [
        ("active", latest.active, "common.active"),
        ("accounts", latest.accounts, "common.accounts"),
        ("servers", latest.servers, "common.servers"),
    ];
    let date = words.date(latest.when);
    html! {
        ul class="figures" {
            @for (key, value, what) in entries {
                @if let Some(value) = value {
                    li {
                        strong data-live=(key) { (words.rounded(value)) }
                        (context.t(what))
                    }
                }
            }
        }
        p class="small" data-live="when" data-as-of=(words.fill("common.counted", &[("date", "{date}")])) {
            (words.fill("common.counted", &[("date", &date)]))
        }
    }
}
