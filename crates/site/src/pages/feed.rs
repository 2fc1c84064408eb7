//! The Atom feed of articles: `articles/feed.xml` (RFC 4287).

use super::context::Site;
use super::document::{escaped, tag};
use content::PartialDate;
use content::articles::Article;

/// Identifies the feed for as long as the site does not know its address. Made
/// once, at random, as RFC 4122 has it.
const FEED_ID: &str = "urn:uuid:5f0a3d63-2c0e-4f5e-9c3b-1d7f4a86b0c9";

/// Where the feed lies.
const FILE: &str = "articles/feed.xml";

/// Tells readers of feeds where it is.
pub(crate) fn discovery(site: &Site<'_>) -> String {
    let attributes = [
        ("rel", "alternate".to_owned()),
        ("type", "application/atom+xml".to_owned()),
        ("title", site.text("articles.feed_title")),
        ("href", site.path(FILE)),
    ];
    tag(
        "link",
        &attributes.map(|(key, value)| (key.to_owned(), value)),
    )
}

/// The feed, newest article first.
pub(crate) fn atom(site: &Site<'_>) -> String {
    let articles = &site.content.articles;
    let updated = articles.first().map(|it| it.date).unwrap_or_default();
    let page = site.absolute("articles/");
    let own = site.absolute(FILE);
    let entries: String = articles.iter().map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\
         <title>{}</title><subtitle>{}</subtitle><id>{}</id><updated>{}</updated>\
         <author><name>{}</name></author>\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"></link>\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"></link>{entries}</feed>",
        escaped(&site.text("articles.feed_title")),
        escaped(&site.text("articles.description")),
        escaped(page.as_deref().unwrap_or(FEED_ID)),
        moment(updated),
        escaped(&site.content.site.name),
        // Without an address: next to the feed itself.
        escaped(page.as_deref().unwrap_or("./")),
        escaped(own.as_deref().unwrap_or("feed.xml")),
    )
}

/// An article. Its own address identifies it: others wrote it, and it stays.
fn entry(article: &Article) -> String {
    let day = moment(article.date);
    let themes: String = article
        .themes
        .iter()
        .map(|theme| format!("<category term=\"{}\"></category>", escaped(theme)))
        .collect();
    format!(
        "<entry><title>{}</title><id>{url}</id>\
         <link rel=\"alternate\" type=\"text/html\" hreflang=\"{}\" href=\"{url}\"></link>\
         <updated>{day}</updated><published>{day}</published>\
         <author><name>{}</name></author>{themes}<summary>{}</summary></entry>",
        escaped(&article.title),
        escaped(&article.language),
        escaped(article.author.as_ref().unwrap_or(&article.publication)),
        escaped(&article.why),
        url = escaped(&article.url),
    )
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
