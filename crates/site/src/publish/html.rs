//! The pages: where their tags point to, and what each page needs besides.
//!
//! lol_html (by Cloudflare, who rewrite the web with it) changes the tags that
//! are asked for and leaves every other byte as it is.

use crate::digest::{integrity, integrity_of};
use crate::dist::Dist;
use crate::files::{bytes, ending, files, text, write};
use crate::headers;
use anyhow::{Context, Result, anyhow, bail};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use sha2::{Digest, Sha256};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// Old name of each renamed file, and its new one.
pub type Renamed = BTreeMap<String, String>;

/// Attributes that name a file; the last three are those of `boot.js`.
const NAMING: [&str; 5] = ["src", "href", "data-js", "data-wasm", "data-style"];

/// What stands on a tag that lets the offline service be registered; its value
/// becomes the address of the worker. Without it (`cargo xtask dev`) there is
/// none.
const OFFLINE: &str = "data-offline";

/// The files of the bundle that the scripts and links of a page name.
///
/// # Errors
/// When the page cannot be read.
pub fn named(dist: &Dist, page: &str) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    each_name(dist, page, |_, _, path| {
        if dist.dir.join(path).is_file() {
            found.insert(path.to_owned());
        }
        Ok(())
    })?;
    Ok(found)
}

/// The files that come before a visitor can do anything: scripts, and drawings of
/// the page itself. With `begun` also the program of a page that waits with it
/// until the visitor begins, and the part that a page asks for after its own.
///
/// # Errors
/// When the page cannot be read.
pub fn loaded(dist: &Dist, page: &str, begun: bool) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    each_name(dist, page, |tag, attribute, path| {
        let when = tag.get_attribute("data-when");
        let later = attribute.starts_with("data-") && when.as_deref() != Some("now");
        let counts = (begun || !later) && tag.tag_name() != "link";
        if counts && dist.dir.join(path).is_file() {
            found.insert(path.to_owned());
        }
        if counts && attribute == "data-wasm" {
            let next = tag.get_attribute("data-next-part").filter(|_| begun);
            for part in tag.get_attribute("data-part").into_iter().chain(next) {
                found.extend(part_files(dist, &part)?);
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// The files of a part of the program and of what it shares with others (see
/// [`crate::split`]); none where the program is whole.
fn part_files(dist: &Dist, part: &str) -> Result<Vec<String>> {
    let mut found = files(&dist.dir)?;
    found.retain(|path| {
        let name = path
            .strip_suffix(".wasm")
            .and_then(|name| name.rsplit_once('-'));
        name.is_some_and(|(name, _)| name == "shared" || name.split('-').any(|one| one == part))
    });
    Ok(found)
}

/// Lets a page name files as they are called now.
///
/// # Errors
/// When the page cannot be read or written.
pub fn point_to(dist: &Dist, page: &str, renamed: &Renamed) -> Result<()> {
    let html = each_name(dist, page, |tag, attribute, path| {
        if let Some(new) = renamed.get(path) {
            let old = tag.get_attribute(attribute).unwrap_or_default();
            // What is named relative to the page stays so.
            let new = match old.strip_suffix(path).filter(|up| !up.starts_with('/')) {
                Some(up) => format!("{up}{new}"),
                None => format!("{}{new}", dist.public_url.as_str()),
            };
            tag.set_attribute(attribute, &new)?;
        }
        Ok(())
    })?;
    write(dist, page, html)
}

/// Calls for each attribute of a script, link or drawing that names something
/// of this site, with its path in the bundle (whether or not a file is there).
/// Returns the page with what was changed.
pub(crate) fn each_name(
    dist: &Dist,
    page: &str,
    mut work: impl FnMut(&mut Element<'_, '_>, &str, &str) -> Result<()>,
) -> Result<String> {
    // Only a shape to work with: the site does not know its host.
    let site = Url::parse(&format!("http://site.invalid{}", dist.public_url.as_str()))?;
    let base = RefCell::new(site.join(page)?);
    let change = |tag: &mut Element<'_, '_>| -> Result<()> {
        for name in NAMING {
            let value = tag.get_attribute(name);
            let url = value.and_then(|value| base.borrow().join(&value).ok());
            let Some(url) = url.filter(|url| url.host_str() == site.host_str()) else {
                continue;
            };
            if let Some(path) = dist.public_url.strip(url.path()) {
                work(tag, name, path.trim_start_matches('/'))?;
            }
        }
        Ok(())
    };
    let rebase = |tag: &mut Element<'_, '_>| -> Result<()> {
        let to = tag.get_attribute("href").unwrap_or_default();
        let to = base.borrow().join(&to)?;
        base.replace(to);
        Ok(())
    };
    let change = RefCell::new(change);
    rewrite_str(
        &text(dist, page)?,
        RewriteStrSettings::new()
            .append_element_content_handler(element!("base[href]", |tag| Ok(rebase(tag)?)))
            .append_element_content_handler(element!("script, link, use, img", |tag| {
                Ok((change.borrow_mut())(tag)?)
            })),
    )
    .map_err(|why| anyhow!("{page}: {why}"))
}

/// Gives every page its policy, and its scripts their integrity.
///
/// # Errors
/// When a page has what the policy forbids (the message says where), or cannot
/// be written.
pub fn complete(dist: &Dist) -> Result<()> {
    for page in files(&dist.dir)?
        .iter()
        .filter(|path| ending(path) == "html")
    {
        let with_integrity = each_name(dist, page, |tag, attribute, path| {
            guard(dist, page, tag, attribute, path)
        })?;
        write(dist, page, with_integrity)?;
        let embed = headers::is_for_frames(page);
        let html = lock_down(dist, embed, &text(dist, page)?)
            .with_context(|| format!("{page} would not work under the security policy"))?;
        write(dist, page, html)?;
    }
    Ok(())
}

/// Integrity for what browsers check it on.
fn guard(
    dist: &Dist,
    page: &str,
    tag: &mut Element<'_, '_>,
    attribute: &str,
    path: &str,
) -> Result<()> {
    let checked = match (tag.tag_name().as_str(), attribute) {
        ("script", "src") => "integrity",
        // Where boot.js makes a link of it.
        ("script", "data-js") => "data-integrity",
        ("script", "data-style") => "data-style-integrity",
        _ => return Ok(()),
    };
    if dist.dir.join(path).is_file() {
        tag.set_attribute(checked, &integrity(&bytes(dist, path)?))?;
        if headers::is_for_frames(page) {
            // In a sandbox without an origin the frame is a stranger to its own
            // files, and a stranger's are checked only if asked for like this.
            tag.set_attribute("crossorigin", "anonymous")?;
        }
    }
    Ok(())
}

/// The hash of each style that stands in a page, as the policy names it.
fn styles(html: &str) -> Result<BTreeSet<String>> {
    let (mut style, mut hashes) = (Sha256::new(), BTreeSet::new());
    rewrite_str(
        html,
        RewriteStrSettings::new().append_element_content_handler(text!("style", |part| {
            style.update(part.as_str());
            if part.last_in_text_node() {
                hashes.insert(integrity_of(&style.finalize_reset()));
            }
            Ok(())
        })),
    )
    .map_err(|why| anyhow!("{why}"))?;
    Ok(hashes)
}

/// The policy that stands in a page.
///
/// # Errors
/// When the page cannot be read, or has none.
pub fn policy(dist: &Dist, page: &str) -> Result<String> {
    let mut policy = None;
    let meta = element!("meta[http-equiv='Content-Security-Policy']", |tag| {
        policy = tag.get_attribute("content");
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(meta);
    rewrite_str(&text(dist, page)?, settings).map_err(|why| anyhow!("{page}: {why}"))?;
    policy.with_context(|| format!("{page} has no policy"))
}

/// Puts the policy first in the head, and refuses what it would block.
fn lock_down(dist: &Dist, embed: bool, html: &str) -> Result<String> {
    let placed = Cell::new(false);
    let metas = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\
         <meta name=\"referrer\" content=\"{}\">",
        headers::page_policy(embed, &styles(html)?),
        headers::REFERRER
    );
    let worker = format!("{}sw.js", dist.public_url.as_str());
    let html = rewrite_str(
        html,
        RewriteStrSettings::new()
            // Of an earlier run over the same page.
            .append_element_content_handler(element!(
                "meta[http-equiv='Content-Security-Policy'], meta[name='referrer']",
                |tag| {
                    tag.remove();
                    Ok(())
                }
            ))
            .append_element_content_handler(element!("meta[charset]", |tag| {
                if !placed.replace(true) {
                    tag.after(&metas, ContentType::Html);
                }
                Ok(())
            }))
            .append_element_content_handler(element!("script", |tag| {
                if tag.has_attribute(OFFLINE) {
                    tag.set_attribute(OFFLINE, &worker)?;
                }
                // Data, for search engines and for the app, is no script.
                let kind = tag.get_attribute("type").unwrap_or_default();
                let data = ["application/ld+json", "application/json"].contains(&kind.as_str());
                if !data && !tag.has_attribute("src") {
                    return Err("it has a script that is not a file".into());
                }
                Ok(())
            }))
            .append_element_content_handler(element!("*", |tag| {
                let attributes = tag.attributes();
                let odd = attributes.iter().map(|it| it.name());
                match odd
                    .into_iter()
                    .find(|it| it == "style" || it.starts_with("on"))
                {
                    Some(name) => Err(format!("<{}> has {name}=", tag.tag_name()).into()),
                    None => Ok(()),
                }
            })),
    )
    .map_err(|why| anyhow!("{why}"))?;
    if !placed.get() {
        bail!("it has no <meta charset>, after which the policy stands");
    }
    Ok(html)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dist;

    fn completed(page: &str) -> Result<String> {
        let (_dir, dist) = dist(
            "/x/",
            &[
                ("index.html", page),
                ("a.js", "alert('Hello, world.');"),
                ("a.wasm", "wasm"),
            ],
        );
        complete(&dist)?;
        text(&dist, "index.html")
    }

    #[test]
    fn scripts_are_checked_by_the_browser() {
        let html = completed(
            "<!doctype html><meta charset=utf-8><script src=/x/a.js integrity=old></script>\
             <script src=https://x.org/b.js data-js=/x/a.js></script>",
        )
        .unwrap();
        assert!(
            html.contains("integrity=\"sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=\""),
            "{html}"
        );
        assert_eq!(html.matches("integrity=").count(), 2, "{html}");
        assert!(!html.contains("old"), "{html}");
    }

    #[test]
    fn the_policy_comes_before_anything_that_it_rules() {
        let html = completed("<!doctype html><meta charset=utf-8><title>x</title>").unwrap();
        let policy = html.find("Content-Security-Policy").unwrap();
        assert!(html.find("charset").unwrap() < policy && policy < html.find("title").unwrap());
        assert_eq!(html.matches("Content-Security-Policy").count(), 1);
        assert_eq!(completed(&html).unwrap(), html, "a second time");
        assert!(completed("<title>x</title>").is_err());
    }

    #[test]
    fn the_policy_names_the_styles_that_stand_in_the_page_and_no_others() {
        let page = "<meta charset=utf-8><style>a{}</style><style>b > i{}</style>";
        let html = completed(page).unwrap();
        let policy = "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=' \
                      'sha256-hhOFgiDTQcGqqy6oBCZW+NfC9CPiBT4j0jbxipaN9vI=';";
        assert!(html.contains(policy), "{html}");
        let changed = completed(&html.replace("a{}", "a{ }")).unwrap();
        assert!(!changed.contains("X1RutGBrXCt9"), "{changed}");
        assert_eq!(changed.matches("'sha256-").count(), 2, "{changed}");
        let none = completed("<meta charset=utf-8>").unwrap();
        assert!(none.contains("style-src 'self';"), "{none}");
    }

    #[test]
    fn the_policy_of_a_page_is_found_again() {
        let page = "<meta charset=utf-8><style>a{}</style>";
        let (_dir, dist) = dist("/", &[("index.html", page), ("bare.htm", "<p>")]);
        complete(&dist).unwrap();
        let found = policy(&dist, "index.html").unwrap();
        assert!(found.starts_with("default-src 'none'; style-src 'self' 'sha256-"));
        assert!(policy(&dist, "bare.htm").is_err());
    }

    #[test]
    fn a_page_that_the_policy_would_break_is_not_published() {
        for (tag, complaint) in [
            ("<script>run()</script>", "a script that is not a file"),
            ("<p style='color:red'>", "<p> has style="),
            ("<svg><rect onclick=run() /></svg>", "<rect> has onclick="),
        ] {
            let why = completed(&format!("<meta charset=utf-8>{tag}")).unwrap_err();
            let why = format!("{why:#}");
            assert!(
                why.contains(complaint) && why.contains("index.html"),
                "{why}"
            );
        }
        let data = "<meta charset=utf-8><script type=application/ld+json>{}</script>";
        assert!(completed(data).unwrap().contains("ld+json>{}<"));
    }

    #[test]
    fn what_comes_first_is_what_tags_load() {
        let (_dir, dist) = dist(
            "/",
            &[
                (
                    "a/index.html",
                    "<link rel=icon href=/i.svg><svg><use href='/p.svg#x'/></svg>\
                     <script src=../s.js>",
                ),
                ("i.svg", ""),
                ("p.svg", ""),
                ("s.js", ""),
            ],
        );
        let files: Vec<String> = loaded(&dist, "a/index.html", false)
            .unwrap()
            .into_iter()
            .collect();
        assert_eq!(files, ["p.svg", "s.js"]);
    }

    #[test]
    fn a_program_that_waits_comes_only_once_begun() {
        let page = "<script src=/boot.js data-js=/a.js data-wasm=/a.wasm data-lazy></script>";
        let files = [
            ("index.html", page),
            ("boot.js", ""),
            ("a.js", ""),
            ("a.wasm", ""),
        ];
        let (_dir, dist) = dist("/", &files);
        let loaded = |begun| loaded(&dist, "index.html", begun).unwrap().len();
        assert_eq!((loaded(false), loaded(true)), (1, 3));
    }

    #[test]
    fn what_a_page_asks_for_next_comes_after_its_own_part() {
        let page = "<script src=/boot.js data-js=/a.js data-wasm=/a.wasm data-when=now \
                    data-part=picker data-next-part=results></script>";
        let files = [
            ("index.html", page),
            ("boot.js", ""),
            ("a.js", ""),
            ("a.wasm", ""),
            ("shared-1.wasm", ""),
            ("picker-1.wasm", ""),
            ("picker-results-1.wasm", ""),
            ("results-1.wasm", ""),
            ("browse-1.wasm", ""),
        ];
        let (_dir, dist) = dist("/", &files);
        let first = loaded(&dist, "index.html", false).unwrap();
        let next = loaded(&dist, "index.html", true).unwrap();
        assert_eq!(first.len(), 6, "{first:?}");
        let more: Vec<&String> = next.difference(&first).collect();
        assert_eq!(more, ["results-1.wasm"]);
    }

    #[test]
    fn the_worker_is_named_where_the_page_asks_for_it() {
        let html =
            completed("<meta charset=utf-8><script src=a.js data-offline></script>").unwrap();
        assert!(html.contains("data-offline=\"/x/sw.js\""), "{html}");
    }
}
