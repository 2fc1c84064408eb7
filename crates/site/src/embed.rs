//! The embed: a page of its own with a program of its own, in `embed/` of the
//! bundle with all that only it loads. Trunk makes one page in a run, so this
//! is a second run, into a folder of its own.

use crate::dist::Dist;
use crate::shrink;
use crate::size::Sizes;
use anyhow::{Context, Result, anyhow};
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use std::fs;
use std::path::Path;
use toolchain::paths;
use toolchain::run::Job;
use toolchain::toolbox::Toolbox;

/// The log of Trunk's run.
pub const BUILD_LOG: &str = "trunk-build-embed";

/// The folder of the bundle.
const FOLDER: &str = "embed";
/// Trunk's input, and what it calls its output.
const PAGE: &str = "embed.html";
/// What other people's pages load, by its version: the name stays for ever.
const LOADER: &str = "v1.js";

/// Builds it into what Trunk has made of the site, for the root of a host.
///
/// # Errors
/// When Trunk fails or a file cannot be copied.
pub fn build(toolbox: &Toolbox, dir: &Path) -> Result<()> {
    let made = paths::wasm_target().join("embed-dist");
    toolbox
        .trunk(true)?
        .args(["build", "--release", "--public-url"])
        .arg(format!("/{FOLDER}/"))
        .arg("--dist")
        .arg(&made)
        .arg(PAGE)
        .advice("A mistake in the code is best seen with: cargo clippy -p spread-mastodon.")
        .long(BUILD_LOG)?;
    shrink::apply(toolbox.tools(), &made)?;
    gather(&made, &dir.join(FOLDER))?;
    let page = dir.join(FOLDER).join("index.html");
    let html = fs::read_to_string(&page)?;
    fs::write(page, with_first_view(&html, &first_view()?)?)?;
    let loader = paths::root().join("public").join(FOLDER).join(LOADER);
    copy(&loader, &dir.join(FOLDER).join(LOADER))
}

/// What the program shows first: printed by its native build.
fn first_view() -> Result<String> {
    Job::new("cargo")
        .args([
            "run",
            "--quiet",
            "--package",
            "spread-mastodon",
            "--bin",
            "embed",
        ])
        .advice("A mistake in the code is best seen with: cargo clippy -p spread-mastodon")
        .answer()
}

/// The page with the first question in it, so that it is there at once, and
/// nothing that would load the program before it is wanted.
fn with_first_view(html: &str, first: &str) -> Result<String> {
    let place = element!("#app", |tag| {
        tag.set_inner_content(first, ContentType::Html);
        Ok(())
    });
    // The program comes when somebody begins: see `boot.js`.
    let preloads = element!("link[rel=modulepreload], link[rel=preload]", |tag| {
        tag.remove();
        Ok(())
    });
    let boot = element!("#boot", |tag| Ok(tag.set_attribute("data-lazy", "")?));
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(place)
        .append_element_content_handler(preloads)
        .append_element_content_handler(boot);
    rewrite_str(html, settings).map_err(|why| anyhow!("{PAGE}: {why}"))
}

/// Puts what Trunk made to where it will be served.
fn gather(made: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(made)? {
        let entry = entry?;
        let name = entry.file_name();
        let to = if name == PAGE {
            "index.html".into()
        } else {
            name
        };
        copy(&entry.path(), &folder.join(to))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

/// What a visitor of the embed loads before the first question.
///
/// # Errors
/// When the folder cannot be read.
pub fn sizes(dist: &Dist) -> Result<Sizes> {
    Sizes::of(&dist.dir.join(FOLDER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_question_stands_in_the_page() {
        let page = "<!doctype html><meta charset=utf-8><div id=app></div><p>x";
        let page = with_first_view(page, "<h1>What?</h1>").unwrap();
        assert!(page.contains("<div id=app><h1>What?</h1></div>"), "{page}");
    }

    #[test]
    fn the_program_waits_for_somebody_to_begin() {
        let page = "<script id=boot src=boot.js data-js=a.js></script>\
                    <link rel=modulepreload href=a.js><link rel=preload href=a.wasm><link rel=stylesheet href=a.css>";
        let page = with_first_view(page, "").unwrap();
        assert!(
            page.contains("data-lazy") && page.contains("a.css"),
            "{page}"
        );
        assert!(!page.contains("preload"), "{page}");
    }

    #[test]
    fn the_page_lies_where_its_address_says() {
        let dir = tempfile::tempdir().unwrap();
        let (made, folder) = (dir.path().join("made"), dir.path().join("dist/embed"));
        fs::create_dir_all(&made).unwrap();
        fs::write(made.join(PAGE), "page").unwrap();
        fs::write(made.join("embed-1.js"), "code").unwrap();
        gather(&made, &folder).unwrap();
        assert_eq!(
            fs::read_to_string(folder.join("index.html")).unwrap(),
            "page"
        );
        assert!(folder.join("embed-1.js").is_file() && !folder.join(PAGE).exists());
    }
}
