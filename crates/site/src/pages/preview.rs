//! What other sites show beside a link to a page (Open Graph).

use super::context::Site;
use super::document::tag;
use super::picture;
use content::pages::AnyPage;

/// The tags for the head of a page.
pub(crate) fn tags(site: &Site<'_>, page: &AnyPage) -> String {
    let image = picture::name(page.route());
    let image = site.absolute(&image).unwrap_or_else(|| site.path(&image));
    let title = page.title();
    let alt = site.input.words.fill("site.title", &[("page", title)]);
    let (width, height) = (picture::WIDTH.to_string(), picture::HEIGHT.to_string());
    let name = site.text("frame.name");
    let address = site.absolute(page.route());
    let address = address.iter().map(|address| ("og:url", address.as_str()));
    let properties = [
        ("og:type", "website"),
        ("og:site_name", &name),
        ("og:title", title),
        ("og:description", page.description()),
        ("og:image", &image),
        ("og:image:width", &width),
        ("og:image:height", &height),
        ("og:image:alt", &alt),
    ];
    let mut out: String = address
        .chain(properties)
        .map(|(property, content)| meta("property", property, content))
        .collect();
    out.push_str(&meta("name", "twitter:card", "summary_large_image"));
    out
}

fn meta(kind: &str, name: &str, content: &str) -> String {
    let attributes = [(kind, name), ("content", content)];
    tag(
        "meta",
        &attributes.map(|(key, value)| (key.to_owned(), value.to_owned())),
    )
}
