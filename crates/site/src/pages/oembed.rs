//! oEmbed: who pastes the picker's address into an editor gets the embed. A
//! static host answers with one file, which each page names.

use super::context::Site;
use super::document::tag;
use content::embed::{HEIGHT, WIDTH, frame};

/// The file that consumers fetch.
pub(crate) const FILE: &str = "oembed.json";

/// Tells consumers where that file is, if the site knows its address.
pub(crate) fn discovery(site: &Site<'_>) -> String {
    let Some(address) = site.absolute(FILE) else {
        return String::new();
    };
    let attributes = [
        ("rel", "alternate".to_owned()),
        ("type", "application/json+oembed".to_owned()),
        ("title", site.text("embed.title")),
        ("href", address),
    ];
    tag(
        "link",
        &attributes.map(|(key, value)| (key.to_owned(), value)),
    )
}

/// What consumers get, for a site that knows its own address.
pub(crate) fn oembed(site: &Site<'_>) -> Option<serde_json::Value> {
    let address = site.absolute("")?;
    let address = address.trim_end_matches('/');
    Some(serde_json::json!({
        "version": "1.0",
        "type": "rich",
        "title": site.text("embed.title"),
        "provider_name": site.text("frame.name"),
        "provider_url": format!("{address}/"),
        "width": WIDTH,
        "height": HEIGHT,
        "html": frame(&[], address, &WIDTH.to_string(), HEIGHT),
    }))
}
