//! The frame around every text page: the same header and footer as the app's,
//! and the parts of the head that Trunk made (style sheets with their hashed
//! names, icons, manifest), without anything that would load the app.

use html5gum::{Token, Tokenizer};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Context, NOT_FOUND, Page, picture, templates};

/// What is taken over from the app's built `index.html`.
#[derive(Debug, Default)]
pub(crate) struct Shell {
    /// Tags of the head, as HTML.
    head: Vec<String>,
    /// Tags of the head that load the app.
    app: Vec<String>,
}

/// Tags of the head that each page writes for itself.
const OWN_META: [&str; 4] = ["description", "viewport", "robots", "generator"];

impl Shell {
    /// Picks the tags out of the built page. What they point to relative to the
    /// site's folder then starts with `base`; the `<base>` itself stays out, as
    /// it would send every `#place` of a text page home.
    pub(crate) fn read(index: &str, base: &str) -> Self {
        let mut shell = Self::default();
        for token in Tokenizer::new(index).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let name = text(&tag.name);
                    let attributes: Vec<(String, String)> = tag
                        .attributes
                        .iter()
                        .map(|(key, value)| (text(key), text(value)))
                        .map(|(key, value)| match key.as_str() {
                            "href" | "src" => (key, from_base(&value, base)),
                            _ => (key, value),
                        })
                        .collect();
                    if is_shared(&name, &attributes) {
                        shell.head.push(write_tag(&name, &attributes));
                    } else if is_app(&name, &attributes) {
                        shell.app.push(write_tag(&name, &attributes));
                    }
                }
                Token::EndTag(tag) if tag.name.as_slice() == b"head" => break,
                _ => {}
            }
        }
        shell
    }

    /// The whole page.
    pub(crate) fn page(&self, context: &Context<'_>, page: &Page) -> String {
        let t = |key: &str| context.t(key);
        let title = context.words.fill("site.title", &[("page", &page.title)]);
        // The picker's addresses are relative to the site's folder; the text
        // pages' are not, and `<base>` would send every `#place` home.
        let is_app = page.app.is_some();
        let skip = if is_app {
            format!("{}#main", page.route)
        } else {
            "#main".to_owned()
        };
        html! {
            (DOCTYPE)
            html lang="en" dir="ltr" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    @if is_app { base href=(context.base); }
                    title { (title) }
                    meta name="description" content=(page.description);
                    @for tag in &self.head { (PreEscaped(tag)) }
                    @if is_app {
                        noscript { link rel="stylesheet" href=(context.path("no-script.css")); }
                        @for tag in &self.app { (PreEscaped(tag)) }
                    }
                    // It stands at every address, so it has none of its own.
                    @if page.route == NOT_FOUND {
                        meta name="robots" content="noindex";
                    } @else {
                        (preview(context, page))
                    }
                    link rel="alternate" type="application/atom+xml"
                        title=(t("articles.feed_title")) href=(context.path("articles/feed.xml"));
                    @if let Some(data) = &page.json_ld {
                        script type="application/ld+json" { (PreEscaped(script_safe(data))) }
                    }
                    @for script in page.scripts {
                        script type="module" src=(context.path(script)) {}
                    }
                }
                body {
                    a class="skip-link" href=(skip) { (t("frame.skip")) }
                    (header(context, page.route))
                    @match &page.app {
                        Some(first) => {
                            (templates::picker::around(context, first))
                            section aria-labelledby="shelf" { (page.main) }
                        }
                        None => main id="main" { (page.main) }
                    }
                    (footer(context, page.route))
                }
            }
        }
        .into_string()
    }
}

fn header(context: &Context<'_>, route: &str) -> Markup {
    html! {
        header class="site-header" {
            a class="site-name" href=(context.base) {
                svg aria-hidden="true" width="32" height="32" {
                    use href=(context.path("pictures.svg#mark")) {}
                }
                (context.t("frame.name"))
            }
            nav class="site-nav" aria-label=(context.t("frame.main_links")) {
                ul {
                    li {
                        a href=(context.path("servers/")) aria-current=[(route == "servers/").then_some("page")] {
                            (context.t("frame.nav_find"))
                        }
                    }
                    li {
                        a href=(context.path("different/")) aria-current=[(route == "different/").then_some("page")] {
                            (context.t("frame.nav_different"))
                        }
                    }
                    li {
                        a href=(context.path("about/")) aria-current=[(route == "about/").then_some("page")] {
                            (context.t("frame.nav_about"))
                        }
                    }
                }
            }
        }
    }
}

/// The pages of the footer, in order, and their short names.
pub(crate) const FOOTER: [(&str, &str); 9] = [
    ("about/", "frame.nav_about"),
    ("different/", "frame.nav_different"),
    ("network/", "frame.nav_network"),
    ("articles/", "frame.nav_articles"),
    ("movement/", "frame.nav_movement"),
    ("apps/", "frame.nav_apps"),
    ("follow/", "frame.nav_follow"),
    ("on-your-page/", "frame.nav_embed"),
    ("privacy/", "frame.nav_privacy"),
];

fn footer(context: &Context<'_>, route: &str) -> Markup {
    html! {
        footer class="site-footer" {
            nav aria-label=(context.t("frame.footer_links")) {
                ul {
                    @for (to, name) in FOOTER {
                        li {
                            a href=(context.path(to)) aria-current=[(route == to).then_some("page")] {
                                (context.t(name))
                            }
                        }
                    }
                }
            }
            p { (context.t("frame.privacy")) }
            p { (context.t("frame.not_affiliated")) }
        }
    }
}

/// Open Graph and the canonical address.
fn preview(context: &Context<'_>, page: &Page) -> Markup {
    let image = picture::name(page.route);
    let absolute = context.absolute(page.route);
    html! {
        @if let Some(address) = &absolute {
            link rel="canonical" href=(address);
            meta property="og:url" content=(address);
            // Who pastes this address into an editor gets the embed.
            @if page.route == "servers/" { (templates::embed::discovery(context)) }
        }
        meta property="og:type" content="website";
        meta property="og:site_name" content=(context.t("frame.name"));
        meta property="og:title" content=(page.title);
        meta property="og:description" content=(page.description);
        meta property="og:image" content=(context.absolute(&image).unwrap_or_else(|| context.path(&image)));
        meta property="og:image:width" content=(picture::WIDTH);
        meta property="og:image:height" content=(picture::HEIGHT);
        meta property="og:image:alt" content=(context.words.fill("site.title", &[("page", &page.title)]));
        meta name="twitter:card" content="summary_large_image";
    }
}

/// An address that was relative to the site's folder.
fn from_base(to: &str, base: &str) -> String {
    if to.starts_with('/') || to.contains(':') {
        return to.to_owned();
    }
    format!("{base}{}", to.trim_start_matches("./"))
}

/// JSON that can stand inside `<script>`: no tag can end it.
fn script_safe(data: &serde_json::Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

/// Style sheets, icons, the manifest, colours, the policy, and scripts that
/// say of themselves that they belong on every page.
fn is_shared(name: &str, attributes: &[(String, String)]) -> bool {
    let get = |key: &str| {
        let found = attributes.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str())
    };
    match name {
        "script" => get("data-every-page").is_some() && get("src").is_some(),
        "link" => {
            let rel = get("rel").unwrap_or_default();
            rel.split_ascii_whitespace().any(|rel| {
                matches!(
                    rel,
                    "stylesheet" | "icon" | "apple-touch-icon" | "mask-icon" | "manifest"
                )
            })
        }
        "meta" => {
            get("http-equiv").is_some()
                || get("name").is_some_and(|name| !OWN_META.contains(&name) && !name.contains(':'))
        }
        _ => false,
    }
}

/// What loads the app: our `boot.js`. Not Trunk's links: the preloaded wasm WebKit
/// would load a second time (trunk-rs/trunk #229).
fn is_app(name: &str, attributes: &[(String, String)]) -> bool {
    name == "script" && attributes.iter().any(|(k, v)| k == "id" && v == "boot")
}

fn write_tag(name: &str, attributes: &[(String, String)]) -> String {
    let mut out = format!("<{name}");
    for (key, value) in attributes {
        let value = html! { (value) }.into_string();
        out.push_str(&format!(" {key}=\"{value}\""));
    }
    out.push('>');
    if name == "script" {
        out.push_str("</script>");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_page_gets_the_style_and_never_the_app() {
        let index = "<!doctype html><html><head><meta charset=utf-8><title>Home</title>\
            <meta name=\"description\" content=\"home\"><meta property='og:title' content=x>\
            <meta name=theme-color content=\"#fdfbf5\">\
            <link rel=\"stylesheet\" href=\"/s/base-1a2b.css\" integrity=\"sha384-x\">\
            <base href=/s/><link rel=icon href=icon.svg><link rel=canonical href=https://x.org/>\
            <link rel=\"modulepreload\" href=\"/s/app-1.js\">\
            <link rel=\"preload\" href=\"/s/app-1.wasm\" as=\"fetch\">\
            <script type=\"module\" src=\"/s/boot.js\" id=boot></script>\
            <script src=\"/s/sw.js\" data-every-page></script></head>\
            <body><link rel=stylesheet href=late.css></body></html>";
        let shell = Shell::read(index, "/s/");
        assert_eq!(
            shell.head,
            [
                "<meta content=\"#fdfbf5\" name=\"theme-color\">",
                "<link href=\"/s/base-1a2b.css\" integrity=\"sha384-x\" rel=\"stylesheet\">",
                "<link href=\"/s/icon.svg\" rel=\"icon\">",
                "<script data-every-page=\"\" src=\"/s/sw.js\"></script>",
            ]
        );
        assert_eq!(
            shell.app,
            ["<script id=\"boot\" src=\"/s/boot.js\" type=\"module\"></script>",]
        );
    }

    #[test]
    fn data_cannot_end_its_script() {
        let data = serde_json::json!({ "name": "</script><b>" });
        assert!(!script_safe(&data).contains('<'));
        assert!(script_safe(&data).contains("u003c/script"));
    }
}
