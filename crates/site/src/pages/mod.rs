//! The text pages: everything a visitor reads outside of the picker, rendered
//! at build time to plain HTML that needs neither WebAssembly nor JavaScript.
//!
//! maud writes the HTML: its templates are checked and compiled with the
//! program, it escapes what is put in, and it is small. Leptos could render
//! the same natively, at the price of compiling it for a second time.
//!
//! - `content`: what maintainers edit, read and checked with line numbers;
//! - `messages`: the words around it, from `locales/en/pages/`;
//! - `templates`: one file per page;
//! - `shell`: the frame, with the head that Trunk made for the app;
//! - `alive`: the figures of today; `chart`, `picture`: drawings; `feed`, `sitemap`: for machines.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use maud::Markup;
use picker::date::Date;
use picker::decode::bundle::Bundle;

use crate::public_url::PublicUrl;
use content::{Content, Problem, Words, load, messages};

mod alive;
mod chart;
mod feed;
mod json_ld;
mod outbound;
mod picture;
mod shell;
mod sitemap;
mod templates;

pub use outbound::{Outbound, outbound};

use shell::Shell;

/// The file that hosts send for an address that does not exist.
pub(crate) const NOT_FOUND: &str = "404.html";

/// A page, before the frame is put around it.
#[derive(Debug)]
pub struct Page {
    /// Its folder: `network/`, empty for the home page.
    pub route: &'static str,
    /// Its heading, also in the tab.
    pub title: String,
    /// One sentence for search results and previews.
    pub description: String,
    /// What stands inside `<main>`.
    pub main: Markup,
    /// Module scripts of `public/`: the page is whole without them.
    pub scripts: &'static [&'static str],
    /// The same for machines (schema.org).
    pub json_ld: Option<serde_json::Value>,
    /// On the page of the app: what it shows first, as HTML. [`Page::main`]
    /// then stands below it.
    pub app: Option<String>,
}

/// What was written.
#[derive(Debug, Default)]
pub struct Report {
    /// Each file, below the bundle's folder, and its size in bytes.
    pub files: Vec<(String, usize)>,
    /// What was left out, in a line for the maintainer.
    pub left_out: Option<&'static str>,
}

/// What all templates need.
pub(crate) struct Context<'a> {
    pub(crate) content: &'a Content,
    pub(crate) words: &'a Words,
    /// The path of the site, with its slashes.
    pub(crate) base: &'a str,
    /// Where the site is published, if that is known.
    pub(crate) address: Option<&'a str>,
    /// The day of the build.
    pub(crate) today: Date,
    /// The bundled directory.
    pub(crate) bundle: &'a Bundle,
    /// What the app shows first, as HTML.
    pub(crate) first: &'a str,
}

impl Context<'_> {
    /// A message without values.
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// The path of a page or file of ours.
    pub(crate) fn path(&self, to: &str) -> String {
        format!("{}{to}", self.base)
    }

    /// The complete address of a page or file of ours, if the site knows its own.
    pub(crate) fn absolute(&self, to: &str) -> Option<String> {
        // The address names the site's own folder already.
        self.address.map(|address| format!("{address}{to}"))
    }
}

/// What there is to say about the content of the text pages.
#[derive(Debug, Default)]
pub struct Check {
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
    /// Figures past their shelf life.
    pub stale: Vec<Problem>,
}

/// Reads the content of the text pages.
#[must_use]
pub fn check(root: &Path, today: Date) -> Check {
    let content = load(root, today);
    Check {
        problems: content.problems,
        stale: content.stale,
    }
}

/// Renders all text pages into the bundle `dist`, which Trunk has built for
/// `public_url`, and draws their pictures. Where `public_url` names no host,
/// the address in `content/site.toml` is the site's, if there is one.
///
/// # Errors
/// When the content has problems (all of them are named), a message is
/// missing, or a file cannot be written.
pub fn render(
    root: &Path,
    dist: &Path,
    public_url: &PublicUrl,
    today: Date,
    first: &str,
) -> Result<Report> {
    let content = load(root, today);
    if !content.problems.is_empty() {
        bail!(content::report(&content.problems));
    }
    let directory = content::directory::load(root, today);
    if !directory.problems.is_empty() {
        bail!(content::report(&directory.problems));
    }
    let words = messages::load(root)?;
    let address = public_url.address().or(content.site.address.clone());
    let context = Context {
        content: &content,
        words: &words,
        base: public_url.as_str(),
        address: address.as_deref(),
        today,
        bundle: &directory.bundle,
        first,
    };
    let mut out = Output {
        dist,
        report: Report {
            left_out: address.is_none().then_some(
                "no canonical addresses and no sitemap, as the site's address is not known: \
                 --public-url https://…/ or `address` in content/site.toml says it",
            ),
            ..Report::default()
        },
    };
    let pages = templates::all(&context);
    write_pages(&context, &pages, &mut out)?;
    let scripts: BTreeSet<&str> = pages
        .iter()
        .flat_map(|page| page.scripts)
        .copied()
        .collect();
    for script in scripts {
        out.write(script, &fs::read(root.join("public").join(script))?)?;
    }
    out.write(
        "network/history.csv",
        &fs::read(root.join(content::history::FILE))?,
    )?;
    draw(root, &context, &pages, &mut out)?;
    let missing = words.missing();
    if !missing.is_empty() {
        bail!(
            "no message in {} for: {}",
            messages::FOLDER,
            missing.join(", ")
        );
    }
    Ok(out.report)
}

/// Where files go, and which did.
struct Output<'a> {
    dist: &'a Path,
    report: Report,
}

impl Output<'_> {
    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.dist.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        self.report.files.push((name.to_owned(), bytes.len()));
        Ok(())
    }
}

/// The pages, the feed, and what search engines ask for.
fn write_pages(context: &Context<'_>, pages: &[Page], out: &mut Output<'_>) -> Result<()> {
    let index = out.dist.join("index.html");
    let index = fs::read_to_string(&index)
        .with_context(|| format!("cannot read {}: build the app first", index.display()))?;
    let shell = Shell::read(&index, context.base);
    for page in pages {
        let html = shell.page(context, page);
        out.write(&format!("{}index.html", page.route), html.as_bytes())?;
    }
    let lost = shell.page(context, &templates::not_found(context));
    out.write(NOT_FOUND, lost.as_bytes())?;
    out.write("articles/feed.xml", feed::atom(context).as_bytes())?;
    out.write("robots.txt", sitemap::robots(context).as_bytes())?;
    if let Some(json) = templates::embed::oembed(context) {
        out.write(templates::embed::OEMBED, json.to_string().as_bytes())?;
        // The embed's own page is Trunk's.
        let page = out.dist.join("embed/index.html");
        if let Ok(html) = fs::read_to_string(&page) {
            let html = templates::embed::announce(context, &html)?;
            out.write("embed/index.html", html.as_bytes())?;
        }
    }
    if let Some(xml) = sitemap::sitemap(context, pages) {
        out.write("sitemap.xml", xml.as_bytes())?;
    }
    Ok(())
}

/// The pictures of link previews, one for each page.
fn draw(root: &Path, context: &Context<'_>, pages: &[Page], out: &mut Output<'_>) -> Result<()> {
    let site = &context.content.site;
    let artist = picture::Artist::new(root)?;
    let titles = pages.iter().map(|page| (page.route, page.title.as_str()));
    for (route, title) in titles {
        out.write(&picture::name(route), &artist.draw(title, site)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
