//! `sitemap.xml` and `robots.txt`.

use maud::{PreEscaped, html};

use super::{Context, Page};

/// The list of all pages. A sitemap holds complete addresses only, so there is
/// none until `content/site.toml` says where the site is published.
pub(crate) fn sitemap(context: &Context<'_>, pages: &[Page]) -> Option<String> {
    context.address?;
    let routes = pages.iter().map(|page| page.route);
    let list = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {
            @for address in routes.filter_map(|route| context.absolute(route)) {
                url { loc { (address) } }
            }
        }
    };
    Some(list.into_string())
}

/// Everything may be read by everyone.
pub(crate) fn robots(context: &Context<'_>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(address) = context.absolute("sitemap.xml") {
        text.push_str(&format!("Sitemap: {address}\n"));
    }
    text
}
