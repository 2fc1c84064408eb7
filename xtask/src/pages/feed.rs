//! The Atom feed of articles: `articles/feed.xml` (RFC 4287).

use maud::{PreEscaped, html};

use super::Context;
use content::PartialDate;

/// Identifies the feed for as long as the site does not know its address. Made
/// once, at random, as RFC 4122 has it.
const FEED_ID: &str = "urn:uuid:5f0a3d63-2c0e-4f5e-9c3b-1d7f4a86b0c9";

/// The feed, newest article first.
pub(crate) fn atom(context: &Context<'_>) -> String {
    let site = &context.content.site;
    let articles = &context.content.articles;
    let updated = articles.first().map(|it| it.date).unwrap_or_default();
    let page = context.absolute("articles/");
    let own = context.absolute("articles/feed.xml");
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" {
            title { (context.t("articles.feed_title")) }
            subtitle { (context.t("articles.description")) }
            id { (page.as_deref().unwrap_or(FEED_ID)) }
            updated { (moment(updated)) }
            author { name { (site.name) } }
            // Without an address: next to the feed itself.
            link rel="alternate" type="text/html" href=(page.as_deref().unwrap_or("./")) {}
            link rel="self" type="application/atom+xml" href=(own.as_deref().unwrap_or("feed.xml")) {}
            @for article in articles {
                entry {
                    title { (article.title) }
                    // The article's own address: others wrote it, and it stays.
                    id { (article.url) }
                    link rel="alternate" type="text/html" hreflang=(article.language) href=(article.url) {}
                    updated { (moment(article.date)) }
                    published { (moment(article.date)) }
                    author { name { (article.author.as_ref().unwrap_or(&article.publication)) } }
                    @for theme in &article.themes { category term=(theme) {} }
                    summary { (article.why) }
                }
            }
        }
    }
    .into_string()
}

/// A day as Atom wants it; where only the year or month is known, its first day.
fn moment(when: PartialDate) -> String {
    let day = PartialDate {
        year: when.year,
        month: Some(when.month.unwrap_or(1)),
        day: Some(when.day.unwrap_or(1)),
    };
    format!("{day}T00:00:00Z")
}
