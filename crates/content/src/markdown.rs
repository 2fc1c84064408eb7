//! Markdown to HTML, at build time, with the checks that a page needs.
//!
//! pulldown-cmark parses and writes; ours is what is particular to this site:
//! headings keep their order, every picture says in words what it shows, raw
//! HTML stays out, drawings are put into the page itself (so that they follow
//! its colours and cost no request), and links below `/` follow the base path.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use picker::names::{Part, parts};
use pulldown_cmark_escape::escape_html;
use url::Url;

use crate::reader::{Reader, read};

/// What stands in for the base path until a page is written: it never occurs
/// in prose.
const BASE: &str = "@@base@@";

/// A rendered text.
#[derive(Debug, Default, Clone)]
pub struct Rendered {
    html: String,
    /// Addresses outside of the site: where they lead, and in which line.
    pub links: Vec<(String, usize)>,
}

impl Rendered {
    /// The HTML, for a site published under `base` (with its slashes).
    #[must_use]
    pub fn html(&self, base: &str) -> String {
        self.html.replace(BASE, base)
    }
}

/// Renders `text`, which starts after `before` lines of `file`. Its headings
/// must begin at `first` (2 below a page's own h1).
pub(crate) fn render(
    reader: &mut Reader<'_>,
    file: &str,
    text: &str,
    before: usize,
    first: usize,
) -> Rendered {
    let line = |range: &Range<usize>| {
        let bytes = &text.as_bytes()[..range.start.min(text.len())];
        before + 1 + bytes.iter().filter(|&&b| b == b'\n').count()
    };
    let mut out = Rendered::default();
    let mut events = Vec::new();
    let mut level = first - 1;
    let mut picture: Option<Picture> = None;
    let options = Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if let Some(open) = &mut picture {
            match event {
                Event::End(TagEnd::Image) => {
                    if open.alt.trim().is_empty() {
                        let message = "a picture needs words for who cannot see it: ![words](file)";
                        reader.problem(file, line(&range), message);
                    }
                    let figure = open.figure(reader, file, line(&range));
                    events.push(Event::InlineHtml(figure.into()));
                    picture = None;
                }
                Event::Text(words) | Event::Code(words) => open.alt.push_str(&words),
                _ => {}
            }
            continue;
        }
        match event {
            Event::Start(Tag::Heading { level: found, .. }) => {
                let found = found as usize;
                if found < first || found > level + 1 {
                    let message = format!(
                        "a heading of level {found} cannot follow level {level}: write {}",
                        "#".repeat((level + 1).max(first))
                    );
                    reader.problem(file, line(&range), message);
                }
                level = found.max(first);
                events.push(event);
            }
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => {
                picture = Some(Picture {
                    name: dest_url.into_string(),
                    caption: title.into_string(),
                    alt: String::new(),
                });
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let dest_url = link(reader, file, line(&range), &dest_url, &mut out);
                events.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            // Once for a pair of tags.
            Event::InlineHtml(tag) if tag.starts_with("</") => {}
            Event::Html(_) | Event::InlineHtml(_) => {
                reader.problem(file, line(&range), "HTML is not taken here, only Markdown");
            }
            other => events.push(other),
        }
    }
    let events = unwrapped(events).into_iter().flat_map(apart);
    html::push_html(&mut out.html, events);
    out
}

/// A text with its names apart: domains, handles and hashtags, which page
/// translators must leave alone.
fn apart(event: Event<'_>) -> Vec<Event<'_>> {
    let Event::Text(text) = &event else {
        return vec![event];
    };
    let parts = parts(text, &[]);
    if parts.iter().all(|part| matches!(part, Part::Text(_))) {
        return vec![event];
    }
    let owned = |text: &str| Event::Text(text.to_owned().into());
    let mut out = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => out.push(owned(text)),
            Part::Name(name) => {
                out.push(Event::InlineHtml("<bdi translate=\"no\">".into()));
                out.push(owned(name));
                out.push(Event::InlineHtml("</bdi>".into()));
            }
        }
    }
    out
}

/// A figure is no part of a paragraph: takes off the one around it.
fn unwrapped(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out: Vec<Event<'_>> = Vec::with_capacity(events.len());
    let mut skip_end = false;
    for event in events {
        match event {
            Event::InlineHtml(_) if matches!(out.last(), Some(Event::Start(Tag::Paragraph))) => {
                out.pop();
                out.push(event);
                skip_end = true;
            }
            Event::End(TagEnd::Paragraph) if skip_end => skip_end = false,
            other => out.push(other),
        }
    }
    out
}

fn link<'a>(
    reader: &mut Reader<'_>,
    file: &str,
    line: usize,
    target: &CowStr<'a>,
    out: &mut Rendered,
) -> CowStr<'a> {
    if target.starts_with('#') {
        return target.clone();
    }
    if let Some(path) = target.strip_prefix('/') {
        return format!("{BASE}{path}").into();
    }
    match Url::parse(target) {
        Ok(url) if matches!(url.scheme(), "https" | "http") => {
            out.links.push((target.to_string(), line));
        }
        _ => {
            let message = format!(
                "the link \"{target}\" must begin with https://, or with / for a page of ours"
            );
            reader.problem(file, line, message);
        }
    }
    target.clone()
}

struct Picture {
    name: String,
    caption: String,
    alt: String,
}

impl Picture {
    /// The drawing itself, as part of the page.
    fn figure(&self, reader: &mut Reader<'_>, file: &str, line: usize) -> String {
        let name = format!("content/{}", self.name);
        let known = self.name.starts_with("drawings/") && self.name.ends_with(".svg");
        let drawing = if known && !self.name.contains("..") {
            read(reader.root, &name).ok()
        } else {
            None
        };
        let drawing = drawing.as_deref().map(str::trim);
        let Some(rest) = drawing.and_then(|text| text.strip_prefix("<svg")) else {
            let message = format!(
                "the picture \"{}\" is not an SVG file in content/drawings/",
                self.name
            );
            reader.problem(file, line, message);
            return String::new();
        };
        let alt = escaped(&self.alt);
        let caption = if self.caption.is_empty() {
            String::new()
        } else {
            format!("<figcaption>{}</figcaption>", escaped(&self.caption))
        };
        format!(
            "<figure class=\"drawing\"><svg role=\"img\" aria-label=\"{alt}\"{rest}{caption}</figure>\n"
        )
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = escape_html(&mut out, text);
    out
}

/// The level as a number; `HeadingLevel` counts the same way.
const _: () = assert!(HeadingLevel::H2 as usize == 2);
