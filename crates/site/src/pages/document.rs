//! The document of a page: what the app's components rendered, with the head
//! around it, the data that the app starts from, and the tag that loads the app.

use content::page::Frame;
use html5gum::{Token, Tokenizer};
use spread_mastodon::parts::page::PartPage;
use spread_mastodon::render::Rendered;
use std::fmt::Write as _;

/// When a page loads the program; `public/boot.js` says what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loads {
    /// At once.
    Now,
    /// At the first sign of interest in it: in a frame on another page.
    Interest,
    /// When there is nothing else to do: on pages that are only read.
    Idle,
}

impl Loads {
    /// When the page of a route loads the program.
    #[must_use]
    pub fn of(route: &str) -> Self {
        match route {
            "servers/" | "servers/all/" | "servers/at/" => Self::Now,
            "embed/" => Self::Interest,
            _ => Self::Idle,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Interest => "interest",
            Self::Idle => "idle",
        }
    }
}

/// What a document says about its page beside what stands on it.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// Tags for the end of the head, as HTML.
    pub head: String,
    /// Sections below the app, as HTML: what is said when it cannot run.
    pub body: String,
}

/// The tags that Trunk made, as far as every page takes them over.
#[derive(Debug, Clone, Default)]
pub struct TrunkTags {
    /// Icons, manifest, colours, and scripts that belong on every page.
    shared: Vec<String>,
    /// Style sheets: their paths and tags.
    styles: Vec<(String, String)>,
    /// The attributes of `boot.js`'s tag but for `src` and `id`.
    boot: Vec<(String, String)>,
    /// The path of `boot.js`, relative to the site's base.
    boot_file: String,
}

/// Style sheets that are only for the frame on other pages, by how their names
/// begin, and those that a frame does without.
const FRAME_ONLY: [&str; 1] = ["embed"];
const NOT_FRAME: [&str; 3] = ["pages", "details", "browse"];

impl TrunkTags {
    /// Picks the tags out of Trunk's `index.html` and moves what they name below
    /// `base`. Trunk has built it for the root of a host or for that very place.
    #[must_use]
    pub fn read(index: &str, base: &str) -> Self {
        let mut tags = Self::default();
        for token in Tokenizer::new(index).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let attributes: Vec<(String, String)> = tag
                        .attributes
                        .iter()
                        .map(|(key, value)| (text(key), below(&text(key), &text(value), base)))
                        .collect();
                    tags.take(&text(&tag.name), attributes, base);
                }
                Token::EndTag(tag) if tag.name.as_slice() == b"head" => break,
                _ => {}
            }
        }
        tags
    }

    fn take(&mut self, name: &str, attributes: Vec<(String, String)>, base: &str) {
        let get = |key: &str| {
            let found = attributes.iter().find(|(name, _)| name == key);
            found.map_or("", |(_, value)| value.as_str())
        };
        match name {
            "script" if get("id") == "boot" => {
                get("src")
                    .strip_prefix(base)
                    .unwrap_or(get("src"))
                    .clone_into(&mut self.boot_file);
                let own = ["id", "src", "type"];
                self.boot = attributes
                    .into_iter()
                    .filter(|(key, _)| !own.contains(&key.as_str()))
                    .collect();
            }
            "script" if attributes.iter().any(|(key, _)| key == "data-offline") => {
                self.shared.push(tag(name, &attributes));
            }
            "link" if get("rel") == "stylesheet" => {
                let path = get("href").to_owned();
                self.styles.push((path, tag(name, &attributes)));
            }
            "link" if ["icon", "apple-touch-icon", "manifest"].contains(&get("rel")) => {
                self.shared.push(tag(name, &attributes));
            }
            "meta" if ["color-scheme", "theme-color"].contains(&get("name")) => {
                self.shared.push(tag(name, &attributes));
            }
            _ => {}
        }
    }

    /// Icons, colours and scripts. A frame on another page keeps nothing for the
    /// next visit.
    fn shared(&self, framed: bool) -> impl Iterator<Item = &str> {
        let tags = self.shared.iter().map(String::as_str);
        tags.filter(move |tag| !(framed && tag.contains("data-offline")))
    }

    /// The style sheets of a page, in their order.
    fn styles(&self, framed: bool) -> impl Iterator<Item = &str> {
        let left_out = if framed {
            &NOT_FRAME[..]
        } else {
            &FRAME_ONLY[..]
        };
        self.styles.iter().filter_map(move |(path, tag)| {
            let name = path.rsplit('/').next().unwrap_or_default();
            let out = left_out.iter().any(|start| name.starts_with(start));
            (!out).then_some(tag.as_str())
        })
    }

    /// The tag of `boot.js`. Named relative to the page, so that it runs also
    /// where the site lies under another path than it was built for, and can
    /// say so; at every address (`404.html`) only the whole path is right.
    fn boot(&self, route: &str, base: &str) -> String {
        let src = if route.ends_with(".html") {
            format!("{base}{}", self.boot_file)
        } else {
            let up = "../".repeat(route.matches('/').count());
            let up = if up.is_empty() { "./" } else { &up };
            format!("{up}{}", self.boot_file)
        };
        let mut attributes = vec![
            ("type".to_owned(), "module".to_owned()),
            ("src".to_owned(), src),
            ("id".to_owned(), "boot".to_owned()),
        ];
        attributes.extend(self.boot.iter().cloned());
        attributes.push(("data-base".to_owned(), base.to_owned()));
        attributes.push(("data-when".to_owned(), Loads::of(route).key().to_owned()));
        if let Some(page) = PartPage::at(route) {
            attributes.push(("data-part".to_owned(), page.part().key().to_owned()));
            if let Some(next) = page.next_part() {
                attributes.push(("data-next-part".to_owned(), next.key().to_owned()));
            }
        }
        tag("script", &attributes)
    }
}

/// The whole document of a page.
///
/// # Errors
/// When the frame cannot be written as JSON.
pub fn document(
    tags: &TrunkTags,
    frame: &Frame,
    route: &str,
    rendered: &Rendered,
    data: &str,
    extras: &Extras,
) -> serde_json::Result<String> {
    let framed = route == "embed/";
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
    );
    out.push_str(&rendered.head);
    for part in tags.shared(framed).chain(tags.styles(framed)) {
        out.push_str(part);
    }
    out.push_str(&extras.head);
    out.push_str(&tags.boot(route, &frame.base));
    out.push_str("</head><body>");
    if framed {
        // Before anything is painted: the looks that the page around asks for.
        let _ = write!(
            out,
            "<script src=\"{}embed/first.js\"></script>",
            escaped(&frame.base)
        );
    }
    let _ = write!(out, "<div id=\"app\">{}</div>", rendered.body);
    out.push_str(&extras.body);
    let _ = writeln!(
        out,
        "<script type=\"application/json\" id=\"site\">{}</script>\
         <script type=\"application/json\" id=\"page\" data-route=\"{}\">{}</script></body></html>",
        in_script(&serde_json::to_string(frame)?),
        escaped(route),
        in_script(data),
    );
    Ok(out)
}

/// JSON that can stand inside of `<script>`: no tag can end it.
#[must_use]
pub fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Text as it stands in HTML, also between quotes.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A start tag (for scripts, with its end).
#[must_use]
pub fn tag(name: &str, attributes: &[(String, String)]) -> String {
    let mut out = format!("<{name}");
    for (key, value) in attributes {
        let _ = write!(out, " {key}=\"{}\"", escaped(value));
    }
    out.push('>');
    if name == "script" {
        out.push_str("</script>");
    }
    out
}

/// What an attribute names, below the site's base.
fn below(key: &str, value: &str, base: &str) -> String {
    let names = ["href", "src", "data-js", "data-wasm"].contains(&key);
    if !names || value.contains("://") || value.starts_with("//") {
        return value.to_owned();
    }
    let path = value.strip_prefix(base).unwrap_or(value);
    let path = path.trim_start_matches("./").trim_start_matches('/');
    format!("{base}{path}")
}

#[cfg(test)]
mod tests {
    use super::{TrunkTags, document, in_script};
    use content::page::Frame;
    use spread_mastodon::render::Rendered;

    const INDEX: &str = "<!doctype html><html><head><meta charset=utf-8><title>Home</title>\
        <meta name=viewport content=x><meta name=theme-color content=\"#fdfbf5\">\
        <link rel=icon href=icon.svg><link rel=\"stylesheet\" href=\"/base-1a2b.css\" integrity=\"sha384-x\">\
        <link rel=stylesheet href=/pages-1.css><link rel=stylesheet href=/embed-1.css>\
        <link rel=\"modulepreload\" href=\"/app-1.js\"><link rel=preload href=\"/app-1.wasm\" as=fetch>\
        <script type=module src=offline.js data-offline></script>\
        <script type=\"module\" src=\"/boot.js\" id=boot data-js=/app-1.js data-wasm=/app-1_bg.wasm></script>\
        </head><body><link rel=stylesheet href=late.css></body></html>";

    fn frame(base: &str) -> Frame {
        Frame {
            base: base.to_owned(),
            address: None,
            name: "A & B".to_owned(),
            words: [("site.title".to_owned(), "</script>".to_owned())]
                .into_iter()
                .collect(),
            header: Vec::new(),
            footer: Vec::new(),
        }
    }

    fn page(route: &str) -> String {
        let rendered = Rendered {
            head: "<title>T</title>".into(),
            body: "<main>B</main>".into(),
        };
        let tags = TrunkTags::read(INDEX, "/s/");
        document(
            &tags,
            &frame("/s/"),
            route,
            &rendered,
            "{\"a\":\"</script>\"}",
            &Default::default(),
        )
        .unwrap()
    }

    #[test]
    fn a_page_gets_the_tags_that_trunk_made_below_the_sites_base() {
        let html = page("articles/");
        for part in [
            "<title>T</title>",
            "href=\"/s/icon.svg\"",
            "href=\"/s/base-1a2b.css\"",
            "href=\"/s/pages-1.css\"",
            "src=\"/s/offline.js\"",
            "data-js=\"/s/app-1.js\"",
            "data-wasm=\"/s/app-1_bg.wasm\"",
            "data-when=\"idle\"",
            "src=\"../boot.js\"",
            "<div id=\"app\"><main>B</main></div>",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
        for part in ["embed-1.css", "preload", "late.css", "Home"] {
            assert!(!html.contains(part), "{part} is in {html}");
        }
    }

    #[test]
    fn the_frame_has_looks_of_its_own_and_waits_with_the_program() {
        let html = page("embed/");
        assert!(
            html.contains("embed-1.css") && !html.contains("pages-1.css"),
            "{html}"
        );
        assert!(html.contains("data-when=\"interest\""), "{html}");
        assert!(html.contains("embed/first.js"), "{html}");
        assert!(!html.contains("offline.js"), "{html}");
    }

    #[test]
    fn the_lost_page_names_its_script_by_the_whole_path() {
        assert!(page("404.html").contains("src=\"/s/boot.js\""));
        assert!(page("").contains("src=\"./boot.js\""));
        assert!(page("servers/all/").contains("src=\"../../boot.js\""));
    }

    #[test]
    fn data_cannot_end_its_script() {
        assert!(!in_script("</script><b>").contains('<'));
        let html = page("");
        assert_eq!(
            html.matches("</script>").count(),
            html.matches("<script").count(),
            "{html}"
        );
    }
}
