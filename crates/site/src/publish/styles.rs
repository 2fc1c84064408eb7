//! Styles: into the pages themselves.
//!
//! A style sheet that is a file holds up the first paint by a whole round trip,
//! and all of a page's together are no longer than what one carries. The page's
//! policy names each by its hash: see [`super::html`]. Those that follow each other
//! become one, as hashes cannot be compressed.

use crate::dist::Dist;
use crate::files::{ending, files, text, write};
use crate::publish::html::each_name;
use anyhow::{Result, bail};
use lol_html::html_content::ContentType;
use std::collections::BTreeSet;
use std::fs;

/// Puts each style sheet of the bundle in the place of the link that names it,
/// and takes the files away. What a page has for browsers without scripts alone
/// stays a file.
///
/// # Errors
/// When a page or a style sheet cannot be read or written, or has what would
/// end its element early.
pub fn apply(dist: &Dist) -> Result<()> {
    let mut taken = BTreeSet::new();
    for page in files(&dist.dir)? {
        if ending(&page) != "html" {
            continue;
        }
        let html = each_name(dist, &page, |tag, _, path| {
            let rel = tag.get_attribute("rel").unwrap_or_default();
            if rel == "stylesheet" && dist.dir.join(path).is_file() {
                let style = text(dist, path)?;
                if style.contains("</") {
                    bail!("{path} contains \"</\", which cannot stand inside a page");
                }
                tag.replace(&format!("<style>{style}</style>"), ContentType::Html);
                taken.insert(path.to_owned());
            }
            Ok(())
        })?;
        write(dist, &page, html.replace("</style><style>", ""))?;
    }
    for path in taken {
        fs::remove_file(dist.dir.join(path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dist;

    #[test]
    fn a_page_has_its_styles_in_their_order_and_no_file_is_left() {
        let (_dir, dist) = dist(
            "/x/",
            &[
                (
                    "a/index.html",
                    "<link rel=stylesheet href=/x/b.css><link rel=icon href=/x/i.svg>\
                     <link rel=stylesheet href=/x/a.css><link rel=stylesheet href=/x/c.css>\
                     <noscript><link rel=stylesheet href=/x/no.css></noscript>",
                ),
                ("b.html", "<link rel=stylesheet href=a.css>"),
                ("a.css", "a>b{}"),
                ("b.css", "p{}"),
                ("c.css", "q{}"),
                ("i.svg", ""),
                ("no.css", ""),
            ],
        );
        apply(&dist).unwrap();
        assert_eq!(
            text(&dist, "a/index.html").unwrap(),
            "<style>p{}</style><link rel=icon href=/x/i.svg><style>a>b{}q{}</style>\
             <noscript><link rel=stylesheet href=/x/no.css></noscript>"
        );
        assert_eq!(text(&dist, "b.html").unwrap(), "<style>a>b{}</style>");
        let left = files(&dist.dir).unwrap();
        assert_eq!(left, ["a/index.html", "b.html", "i.svg", "no.css"]);
    }

    #[test]
    fn a_style_that_would_end_early_is_named() {
        let page = "<link rel=stylesheet href=/a.css>";
        let style = "p::after{content:\"</style>\"}";
        let (_dir, dist) = dist("/", &[("index.html", page), ("a.css", style)]);
        let why = apply(&dist).unwrap_err().to_string();
        assert!(why.contains("a.css"), "{why}");
    }
}
