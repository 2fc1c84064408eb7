//! What is around the data of a page.

use serde::{Deserialize, Serialize};

use crate::words::Words;

/// A page with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// Its folder below the site's: `network/`, empty for the home page.
    pub route: String,
    /// Its heading, also in the tab.
    pub title: String,
    /// One sentence for search results and previews; also under the heading.
    pub description: String,
    /// The message patterns that the page uses, by `section.name`.
    pub words: Words,
    /// What is on this page and no other.
    pub content: T,
}

/// What all pages share: header, footer and the site's addresses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The path that the site is published under, with its slashes: `/`.
    pub base: String,
    /// Where the site is published, with a slash at the end, if that is known.
    pub address: Option<String>,
    /// The name of the site.
    pub name: String,
    /// The patterns of the sections `frame`, `site` and `dates`.
    pub words: Words,
    /// The links of the header.
    pub header: Vec<NavLink>,
    /// The links of the footer.
    pub footer: Vec<NavLink>,
}

/// A link to a page of ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NavLink {
    /// The page's folder below the site's: `about/`.
    pub route: String,
    /// Its short name.
    pub label: String,
}
