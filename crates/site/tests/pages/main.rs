//! The pages of this repository's content, rendered as the build renders them.

#![allow(missing_docs, clippy::unwrap_used)]

mod figures;
mod filters;

use content::pages::{AnyPage, Input, frame, pages};
use html5gum::{Token, Tokenizer};
use picker::date::Date;
use spread_mastodon::render::render;
use std::collections::BTreeMap;

/// A page and the HTML of what is on it, header and footer included.
struct Rendered {
    page: AnyPage,
    html: String,
}

/// All pages, on a day.
fn rendered(today: &str) -> Vec<Rendered> {
    let root = toolchain::paths::root();
    let today = Date::parse(today).unwrap();
    let content = content::load(&root, today);
    let directory = content::directory::load(&root, today);
    let words = content::messages::load(&root).unwrap();
    let input = Input {
        content: &content,
        directory: &directory.bundle,
        words: &words,
        base: "/",
        address: None,
        today,
    };
    let frame = frame(&input);
    let html = |page: &AnyPage| render(&frame, page.route(), &page.json().unwrap()).body;
    let all = pages(&input).into_iter();
    all.map(|page| Rendered {
        html: html(&page),
        page,
    })
    .collect()
}

/// A day on which no figure of this repository is older than it may be.
const DAY: &str = "2026-11-23";

/// The start tags of a document with their attributes, in order.
fn tags(html: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let start = |token| match token {
        Token::StartTag(tag) => {
            let attributes = tag.attributes.iter();
            let attributes = attributes.map(|(key, value)| (text(key), text(value)));
            Some((text(&tag.name), attributes.collect()))
        }
        _ => None,
    };
    Tokenizer::new(html).flatten().filter_map(start).collect()
}

/// What a person reads of a document, with spaces between elements.
fn text(html: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::String(text) => out.push_str(&String::from_utf8_lossy(&text)),
            _ => out.push(' '),
        }
    }
    out
}
