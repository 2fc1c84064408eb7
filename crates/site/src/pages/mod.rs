//! The pages: the app's components rendered into documents, with their data
//! inside and beside them, and what machines read (feed, sitemap, previews).
//!
//! - `document`: what stands around a rendered page;
//! - `json_ld`, `feed`, `sitemap`, `oembed`: for machines;
//! - `picture`: the pictures of link previews.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use content::pages::{AnyPage, Input, pages};
use content::{Problem, load, messages, report};
use picker::date::Date;
use spread_mastodon::render::{Rendered, render as render_page};

use crate::public_url::PublicUrl;

mod context;
pub mod document;
mod feed;
mod json_ld;
mod oembed;
mod outbound;
mod picture;
mod preview;
mod sitemap;
mod unavailable;

pub use outbound::{Outbound, outbound};

use context::{NOT_FOUND, Site};
use document::{Extras, TrunkTags, document, in_script};

/// The picker in a frame on another page: a page without data of its own.
const EMBED: &str = "embed/";

/// What was written.
#[derive(Debug, Default)]
pub struct Report {
    /// Each file, below the bundle's folder, and its size in bytes.
    pub files: Vec<(String, usize)>,
    /// What was left out, in a line for the maintainer.
    pub left_out: Option<&'static str>,
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

/// Renders all pages into the bundle `dist`, in which Trunk has left its
/// `index.html`, for the place `public_url`. Where that names no host, the
/// address in `content/site.toml` is the site's, if there is one.
///
/// # Errors
/// When the content has problems (all of them are named), a message is
/// missing, or a file cannot be written.
pub fn render(root: &Path, dist: &Path, public_url: &PublicUrl, today: Date) -> Result<Report> {
    let content = load(root, today);
    if !content.problems.is_empty() {
        bail!(report(&content.problems));
    }
    let directory = content::directory::load(root, today);
    if !directory.problems.is_empty() {
        bail!(report(&directory.problems));
    }
    let words = messages::load(root).map_err(|problem| anyhow::anyhow!(report(&[problem])))?;
    let address = public_url.address().or(content.site.address.clone());
    let input = Input {
        content: &content,
        directory: &directory.bundle,
        words: &words,
        base: public_url.as_str(),
        address: address.as_deref(),
        today,
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
    let all = pages(&input);
    write_texts(&input, &all, &mut out)?;
    out.write(
        "network/history.csv",
        &fs::read(root.join(content::history::FILE))?,
    )?;
    out.write(
        "join-in/dates.ics",
        content::pages::dates(&input).as_bytes(),
    )?;
    let artist = picture::PreviewPictures::new(root)?;
    let has_picture =
        |page: &&AnyPage| page.route() != NOT_FOUND && picture::of(page.route()) == page.route();
    for page in all.iter().filter(has_picture) {
        let png = artist.draw(page.title(), &content.site)?;
        out.write(&picture::name(page.route()), &png)?;
    }
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

/// The pages and what machines read of them: all but pictures.
fn write_texts(input: &Input<'_>, all: &[AnyPage], out: &mut Output<'_>) -> Result<()> {
    let frame = content::pages::frame(input);
    let site = Site {
        content: input.content,
        frame: &frame,
        input,
    };
    write_pages(&site, all, out)?;
    out.write("articles/feed.xml", feed::atom(&site).as_bytes())?;
    for (path, csv) in content::pages::fill_files(input.content) {
        out.write(&path, csv.as_bytes())?;
    }
    out.write("robots.txt", sitemap::robots(&site).as_bytes())?;
    if let Some(xml) = sitemap::sitemap(&site, all) {
        out.write("sitemap.xml", xml.as_bytes())?;
    }
    if let Some(json) = oembed::oembed(&site) {
        out.write(oembed::FILE, json.to_string().as_bytes())?;
    }
    Ok(())
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

/// Each page's document and, beside it, its data.
fn write_pages(site: &Site<'_>, pages: &[AnyPage], out: &mut Output<'_>) -> Result<()> {
    let index = out.dist.join("index.html");
    let index = fs::read_to_string(&index)
        .with_context(|| format!("cannot read {}: build the app first", index.display()))?;
    let tags = TrunkTags::read(&index, &site.frame.base);
    let routes = pages.iter().map(AnyPage::route);
    for page in pages {
        let (route, data) = (page.route(), page.json()?);
        let rendered = render_page(site.frame, route, &data);
        let extras = Extras {
            head: head(site, page),
            body: unavailable::section(site, route, &rendered.body, routes.clone()),
        };
        write_document(site, &tags, route, &data, &rendered, &extras, out)?;
        let file = spread_mastodon::state::page_data::file_of(route);
        out.write(&file, data.as_bytes())?;
    }
    let rendered = render_page(site.frame, EMBED, "{}");
    let extras = Extras {
        head: format!(
            "<meta name=\"robots\" content=\"noindex\">{}",
            oembed::discovery(site)
        ),
        body: unavailable::section(site, EMBED, &rendered.body, routes),
    };
    write_document(site, &tags, EMBED, "{}", &rendered, &extras, out)
}

fn write_document(
    site: &Site<'_>,
    tags: &TrunkTags,
    route: &str,
    data: &str,
    rendered: &Rendered,
    extras: &Extras,
    out: &mut Output<'_>,
) -> Result<()> {
    let html = document(tags, site.frame, route, rendered, data, extras)?;
    let file = match route {
        NOT_FOUND => NOT_FOUND.to_owned(),
        _ => format!("{route}index.html"),
    };
    out.write(&file, html.as_bytes())
}

/// What the head of a page says beside its title and description.
fn head(site: &Site<'_>, page: &AnyPage) -> String {
    let mut head = String::new();
    if page.route() == NOT_FOUND {
        // It stands at every address, so it has none of its own.
        head.push_str("<meta name=\"robots\" content=\"noindex\">");
    } else {
        head.push_str(&preview::tags(site, page));
    }
    if page.route() == "servers/" {
        // Who pastes this address into an editor gets the embed.
        head.push_str(&oembed::discovery(site));
    }
    if ["servers/", "servers/all/", "fill/"].contains(&page.route()) {
        head.push_str(&unavailable::without_scripts(site));
    }
    head.push_str(&feed::discovery(site));
    if page.route() == "articles/" {
        let data = json_ld::articles(&site.content.articles).to_string();
        head.push_str(&format!(
            "<script type=\"application/ld+json\">{}</script>",
            in_script(&data)
        ));
    }
    head
}

#[cfg(test)]
mod tests;
