//! Styles: into the pages themselves, each page those that it needs.
//!
//! A style sheet that is a file holds up the first paint by a whole round trip. So
//! what a page needs for what stands in it ([`needed_rules`]) moves into the page,
//! whose policy names it by its hash: see [`super::html`]. All of its style sheets
//! together become one file, which `boot.js` asks for with the program, as that draws
//! more than stands there.
//!
//! Pages for other people's frames carry all of theirs, which is little.

use super::needed_rules::{self, needed};
use crate::digest::sha256;
use crate::dist::Dist;
use crate::files::{ending, files, text, write};
use crate::headers;
use crate::publish::html::each_name;
use anyhow::{Result, bail};
use lol_html::html_content::ContentType;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What names all styles of a page on the tag of `boot.js`.
const ALL: &str = "data-style";

/// Puts the styles of each page in the place of the first link to one, and takes the
/// files away. What a page has for browsers without scripts alone stays a file.
///
/// # Errors
/// When a page or a style sheet cannot be read or written, or has what would
/// end its element early.
pub fn apply(dist: &Dist) -> Result<()> {
    let mut taken = BTreeSet::new();
    let mut scripts: BTreeMap<String, String> = BTreeMap::new();
    for page in files(&dist.dir)? {
        if ending(&page) != "html" {
            continue;
        }
        let (mut style, mut own, mut has_program) = (String::new(), BTreeSet::new(), false);
        each_name(dist, &page, |tag, attribute, path| {
            has_program |= attribute == "data-js";
            let there = dist.dir.join(path).is_file();
            if is_style(tag) && there {
                let sheet = text(dist, path)?;
                if sheet.contains("</") {
                    bail!("{path} contains \"</\", which cannot stand inside a page");
                }
                style.push_str(&sheet);
                taken.insert(path.to_owned());
            } else if (tag.tag_name().as_str(), attribute) == ("script", "src") && there {
                own.insert(path.to_owned());
                if !scripts.contains_key(path) {
                    scripts.insert(path.to_owned(), text(dist, path)?);
                }
            }
            Ok(())
        })?;
        if style.is_empty() {
            continue;
        }
        let all = has_program && !headers::is_for_frames(&page);
        let file = format!("styles-{}.css", &sha256(style.as_bytes())[..16]);
        let mut inside = if all {
            if !dist.dir.join(&file).is_file() {
                write(dist, &file, &style)?;
            }
            let html = text(dist, &page)?;
            let mut names = needed_rules::names(&html);
            for script in own.iter().filter_map(|path| scripts.get(path)) {
                names.extend(needed_rules::names(script));
            }
            needed(&style, &names)
        } else {
            style
        };
        let html = each_name(dist, &page, |tag, attribute, path| {
            if is_style(tag) && taken.contains(path) {
                let place = format!("<style>{}</style>", std::mem::take(&mut inside));
                tag.replace(&place, ContentType::Html);
            } else if attribute == "data-js" && all {
                let js = tag.get_attribute(attribute).unwrap_or_default();
                let to_site = js.strip_suffix(path).unwrap_or_default();
                tag.set_attribute(ALL, &format!("{to_site}{file}"))?;
            }
            Ok(())
        })?;
        write(dist, &page, html.replace("<style></style>", ""))?;
    }
    for path in taken {
        fs::remove_file(dist.dir.join(path))?;
    }
    Ok(())
}

fn is_style(tag: &lol_html::html_content::Element<'_, '_>) -> bool {
    tag.get_attribute("rel").as_deref() == Some("stylesheet")
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
                ("a.css", "a>.b{}"),
                ("b.css", "p{}"),
                ("c.css", "q{}"),
                ("i.svg", ""),
                ("no.css", ""),
            ],
        );
        apply(&dist).unwrap();
        // Without a program nothing could ask for the rest.
        assert_eq!(
            text(&dist, "a/index.html").unwrap(),
            "<style>p{}a>.b{}q{}</style><link rel=icon href=/x/i.svg>\
             <noscript><link rel=stylesheet href=/x/no.css></noscript>"
        );
        assert_eq!(text(&dist, "b.html").unwrap(), "<style>a>.b{}</style>");
        let left = files(&dist.dir).unwrap();
        assert_eq!(left, ["a/index.html", "b.html", "i.svg", "no.css"]);
    }

    #[test]
    fn a_page_with_the_program_has_what_it_needs_and_names_the_rest() {
        let page = "<link rel=stylesheet href=/x/a.css><script src=/x/boot.js data-js=/x/app.js>\
                    </script><p class=here>";
        let lost = page.replace("/x/", "");
        let (_dir, dist) = dist(
            "/x/",
            &[
                ("index.html", page),
                ("404.html", &lost),
                ("embed/index.html", page),
                ("a.css", ".here{}.told{}.later{}"),
                ("boot.js", "add('told')"),
                ("app.js", "add('later')"),
            ],
        );
        apply(&dist).unwrap();
        let all = files(&dist.dir).unwrap();
        let style = all.iter().find(|path| ending(path) == "css").unwrap();
        assert_eq!(text(&dist, style).unwrap(), ".here{}.told{}.later{}");
        for (page, to_site) in [("index.html", "/x/"), ("404.html", "")] {
            let html = text(&dist, page).unwrap();
            assert!(html.contains("<style>.here{}.told{}</style>"), "{html}");
            let names = format!("data-style=\"{to_site}{style}\"");
            assert!(html.contains(&names), "{html}");
        }
        let frame = text(&dist, "embed/index.html").unwrap();
        assert!(frame.contains("<style>.here{}.told{}.later{}</style>"));
        assert!(!frame.contains("data-style"), "{frame}");
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
