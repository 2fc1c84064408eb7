//! `sitemap.xml` and `robots.txt`.

use super::context::{NOT_FOUND, Site};
use super::document::escaped;
use content::pages::AnyPage;

/// The list of all pages. A sitemap holds complete addresses only, so there is
/// none until the site's address is known.
pub(crate) fn sitemap(site: &Site<'_>, pages: &[AnyPage]) -> Option<String> {
    site.frame.address.as_ref()?;
    let routes = pages
        .iter()
        .map(AnyPage::route)
        .filter(|route| *route != NOT_FOUND);
    let urls: String = routes
        .filter_map(|route| site.absolute(route))
        .map(|address| format!("<url><loc>{}</loc></url>", escaped(&address)))
        .collect();
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{urls}</urlset>"
    ))
}

/// Everything may be read by everyone.
pub(crate) fn robots(site: &Site<'_>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(address) = site.absolute("sitemap.xml") {
        text.push_str(&format!("Sitemap: {address}\n"));
    }
    text
}
