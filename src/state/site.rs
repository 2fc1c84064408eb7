//! What the document says of the site itself: its base path, and the words and
//! links that all pages share. Built into every page as a data block
//! (`<script type="application/json" id="site">`), so that nothing has to be
//! fetched for it.

use crate::platform::page;
use content::page::{Frame, NavLink};
use leptos::prelude::*;

/// The site that the app belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Site(StoredValue<Frame>);

impl Site {
    /// A site as its data block describes it.
    #[must_use]
    pub fn new(frame: Frame) -> Self {
        Self(StoredValue::new(frame))
    }

    /// The path of a page or file of the site, given relative to its base.
    #[must_use]
    pub fn path(self, to: &str) -> String {
        self.0.with_value(|site| format!("{}{to}", site.base))
    }

    /// The base path without its last slash, as the router wants it: it matches
    /// what is left of an address with its slash.
    #[must_use]
    pub fn router_base(self) -> String {
        self.0
            .with_value(|site| site.base.trim_end_matches('/').to_owned())
    }

    /// The page at a path of the address bar, by its folder relative to the
    /// site's base: `about/`. Hosts show a page with and without its last slash,
    /// and by the name of its file.
    #[must_use]
    pub fn route_of(self, path: &str) -> String {
        self.0.with_value(|site| route_of(path, &site.base))
    }

    /// The complete address of a page or file, if the site knows its own.
    #[must_use]
    pub fn absolute(self, to: &str) -> Option<String> {
        self.0.with_value(|site| {
            let address = site.address.as_ref()?;
            Some(format!("{address}{to}"))
        })
    }

    /// Where the site is, without a slash at its end, from the address of the document;
    /// `None` natively. In the browser the site knows where it is, whatever the build
    /// was told.
    #[must_use]
    pub fn found_at(self) -> Option<String> {
        self.0
            .with_value(|site| site_at(&page::address(), &site.base))
    }

    /// A message of the parts that all pages share.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        self.0.with_value(|site| site.words.text(key))
    }

    /// The links of the header, in order.
    #[must_use]
    pub fn header_links(self) -> Vec<NavLink> {
        self.0.with_value(|site| site.header.clone())
    }

    /// The links of the footer, in order.
    #[must_use]
    pub fn footer_links(self) -> Vec<NavLink> {
        self.0.with_value(|site| site.footer.clone())
    }
}

/// The address of a site from that of one of its pages and its base path.
fn site_at(page: &str, base: &str) -> Option<String> {
    let (scheme, rest) = page.split_once("://")?;
    let host = rest
        .split(['/', '?', '#'])
        .next()
        .filter(|host| !host.is_empty())?;
    Some(format!("{scheme}://{host}{}", base.trim_end_matches('/')))
}

/// The path, query and fragment of an address that names the file of a page
/// (`/about/index.html`), by its folder as links name it; `None` of any other address.
#[must_use]
pub fn folder_of_file(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let path = rest.get(rest.find('/')?..)?;
    let (path, more) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let folder = path.strip_suffix("index.html")?;
    folder.ends_with('/').then(|| format!("{folder}{more}"))
}

fn route_of(path: &str, base: &str) -> String {
    // The router leaves the base in the path.
    let path = path
        .strip_prefix(base)
        .unwrap_or(path.trim_start_matches('/'));
    let path = path.strip_suffix("index.html").unwrap_or(path);
    match path.trim_end_matches('/') {
        "" => String::new(),
        page => format!("{page}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::{folder_of_file, route_of, site_at};

    #[test]
    fn a_page_tells_where_its_site_is() {
        let at = |page: &str, base: &str| site_at(page, base);
        assert_eq!(
            at("https://a.example/on-your-page/?x=1", "/").as_deref(),
            Some("https://a.example")
        );
        assert_eq!(
            at("http://127.0.0.1:8080/spread/on-your-page/", "/spread/").as_deref(),
            Some("http://127.0.0.1:8080/spread")
        );
        assert_eq!(at("", "/"), None);
        assert_eq!(at("about:blank", "/"), None);
    }

    #[test]
    fn a_page_that_is_named_by_its_file_is_named_by_its_folder() {
        for (address, folder) in [
            ("https://a.example/index.html", Some("/")),
            (
                "http://a.example:80/s/about/index.html?x=/index.html#y",
                Some("/s/about/?x=/index.html#y"),
            ),
            ("https://a.example/about/?x=/index.html", None),
            ("https://a.example/old-index.html", None),
            ("https://a.example", None),
            ("about:blank", None),
        ] {
            assert_eq!(folder_of_file(address).as_deref(), folder, "{address}");
        }
    }

    #[test]
    fn a_page_is_known_by_any_of_its_paths() {
        for (path, base, route) in [
            ("/", "/", ""),
            ("/index.html", "/", ""),
            ("/about/", "/", "about/"),
            ("/about", "/", "about/"),
            ("/spread/servers/all/", "/spread/", "servers/all/"),
            ("/spread/about/index.html", "/spread/", "about/"),
            ("/spread/", "/spread/", ""),
        ] {
            assert_eq!(route_of(path, base), route, "{path} under {base}");
        }
    }
}
