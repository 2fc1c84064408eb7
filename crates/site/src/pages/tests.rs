//! The rendered pages, as a visitor, a screen reader and a search engine have
//! them.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;

use html5gum::{Token, Tokenizer};
use tempfile::TempDir;

use super::*;

mod brief;

/// What Trunk leaves, as far as the text pages look at it.
const INDEX: &str = "<!doctype html><html><head><link rel=stylesheet href=base-1.css>\
    <link rel=modulepreload href=/app.js></head><body></body></html>";

/// What the app shows first.
const FIRST: &str = "<main id=\"main\"><h1>First</h1></main>";

/// The folder that a test over recordings, ignored otherwise, reads.
fn recordings() -> PathBuf {
    toolchain::paths::recordings().expect(toolchain::paths::SPREAD_RECORDED)
}

fn today() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

/// What Trunk leaves of the embed.
const EMBED: &str = "<!doctype html><html><head><meta charset=utf-8></head><body></body></html>";

/// A rendered site.
struct Site {
    dir: TempDir,
    report: Report,
}

impl Site {
    fn under(public_url: &str) -> Self {
        Self::at(public_url, None)
    }

    fn at(public_url: &str, address: Option<&str>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("embed")).unwrap();
        fs::write(dir.path().join("embed/index.html"), EMBED).unwrap();
        fs::write(dir.path().join("index.html"), INDEX).unwrap();
        fs::write(dir.path().join("base-1.css"), "p{margin:0}").unwrap();
        let root = toolchain::paths::root();
        let content = load(&root, today());
        let words = messages::load(&root).unwrap();
        let context = Context {
            content: &content,
            words: &words,
            base: public_url,
            address,
            today: today(),
            bundle: &content::directory::load(&root, today()).bundle,
            first: FIRST,
        };
        let mut out = Output {
            dist: dir.path(),
            report: Report::default(),
        };
        // Without the pictures, which take their time.
        write_pages(&context, &templates::all(&context), &mut out).unwrap();
        let report = out.report;
        Self { dir, report }
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    /// Every page: its route and HTML.
    fn pages(&self) -> BTreeMap<String, String> {
        let html = self
            .report
            .files
            .iter()
            .filter_map(|(name, _)| name.strip_suffix("index.html"));
        html.map(|route| (route.to_owned(), self.text(&format!("{route}index.html"))))
            .collect()
    }
}

/// Start tags with their attributes, in order.
fn tags(html: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let start = |token| match token {
        Token::StartTag(tag) => Some((
            text(&tag.name),
            tag.attributes
                .iter()
                .map(|(key, value)| (text(key), text(value)))
                .collect(),
        )),
        _ => None,
    };
    Tokenizer::new(html).flatten().filter_map(start).collect()
}

/// What a person reads, without markup, spaces made single.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut hidden = false;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => hidden = matches!(tag.name.as_slice(), b"script" | b"title"),
            Token::EndTag(_) => hidden = false,
            Token::String(text) if !hidden => out.push_str(&String::from_utf8_lossy(&text)),
            _ => {}
        }
        out.push(' ');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_of_the_footer_is_there_and_small() {
    let site = Site::under("/");
    let pages = site.pages();
    for (route, _) in shell::FOOTER {
        let html = pages
            .get(route)
            .unwrap_or_else(|| panic!("no page {route}"));
        // Before compression. The two lists of entries grow with what happens.
        let most = match route {
            "movement/" | "articles/" => 90_000,
            _ => 30_000,
        };
        assert!(html.len() <= most, "{route} has {} bytes", html.len());
        let style = "<link href=\"/base-1.css\" rel=\"stylesheet\">";
        assert!(html.contains(style), "{route} has no style");
        assert!(!html.contains("app.js"), "{route} loads the app");
    }
    for route in ["", "servers/"] {
        assert!(pages.contains_key(route), "no page {route}");
    }
}

#[test]
fn the_policy_finds_nothing_to_refuse() {
    for (route, html) in Site::under("/").pages() {
        for (tag, attributes) in tags(&html) {
            assert!(
                !attributes.contains_key("style"),
                "{route}: inline style on <{tag}>"
            );
            assert!(tag != "style", "{route}: <style>");
            assert!(
                !attributes.keys().any(|name| name.starts_with("on")),
                "{route}: a handler on <{tag}>: {attributes:?}"
            );
            if tag == "script" {
                let data = attributes
                    .get("type")
                    .is_some_and(|it| it == "application/ld+json");
                assert!(
                    data || attributes.contains_key("src"),
                    "{route}: an inline script"
                );
            }
            if tag == "img" || tag == "iframe" {
                panic!("{route}: <{tag}> would tell another server about the visitor");
            }
        }
    }
}

#[test]
fn headings_follow_one_another_and_identifiers_are_there_once() {
    for (route, html) in Site::under("/").pages() {
        let mut level = 0;
        let mut ids = HashSet::new();
        for (tag, attributes) in tags(&html) {
            if let Some(found) = tag.strip_prefix('h').and_then(|it| it.parse::<u32>().ok()) {
                assert!(found <= level + 1, "{route}: h{found} after h{level}");
                assert!(found != 1 || level == 0, "{route}: a second h1");
                level = found;
            }
            if let Some(id) = attributes.get("id") {
                assert!(ids.insert(id.clone()), "{route}: #{id} is there twice");
            }
        }
        assert!(level > 0, "{route} has no heading");
        for (tag, attributes) in tags(&html) {
            for key in ["for", "aria-labelledby", "aria-describedby"] {
                for id in attributes.get(key).into_iter().flat_map(|it| it.split(' ')) {
                    assert!(
                        ids.contains(id),
                        "{route}: <{tag} {key}> points to no #{id}"
                    );
                }
            }
            if tag == "svg" {
                let named = ["aria-hidden", "aria-label", "aria-labelledby"];
                assert!(
                    named.iter().any(|it| attributes.contains_key(*it)),
                    "{route}: svg"
                );
            }
        }
    }
}

#[test]
fn links_within_the_site_lead_somewhere_also_under_a_path() {
    for base in ["/", "/spread/"] {
        let site = Site::under(base);
        let pages = site.pages();
        let files: HashSet<&str> = site.report.files.iter().map(|it| it.0.as_str()).collect();
        for (route, html) in &pages {
            for (tag, attributes) in tags(html) {
                let Some(to) = attributes.get("href").or(attributes.get("src")) else {
                    continue;
                };
                // Trunk's part, which is not built here, and the site's folder itself.
                let trunks = to == "/app.js" || to.ends_with("base-1.css") || tag == "base";
                if to.starts_with("https://") || to.starts_with("http://") || trunks {
                    continue;
                }
                let (path, id) = to.split_once('#').unwrap_or((to, ""));
                let path = path.split('?').next().unwrap_or_default();
                let path = if let Some(below) = path.strip_prefix(base) {
                    below.to_owned()
                } else {
                    assert!(!path.starts_with('/'), "{route}: {to} leaves {base}");
                    // The app's page has a <base>: there even `#place` is relative to it.
                    let folder = if html.contains("<base ") { "" } else { route };
                    format!("{folder}{path}")
                };
                let ours = pages.get(&path);
                let public = toolchain::paths::root().join("public").join(&path);
                let known = ours.is_some()
                    || files.contains(path.as_str())
                    || path == "network/history.csv"
                    || ["", "servers/"].contains(&path.as_str())
                    || public.is_file();
                assert!(known, "{route}: <{tag}> leads to {to}, which is nowhere");
                if let (Some(page), false) = (ours, id.is_empty()) {
                    assert!(page.contains(&format!("id=\"{id}\"")), "{route}: no {to}");
                }
            }
        }
    }
}

#[test]
fn every_page_says_what_it_is_when_it_is_shared() {
    let site = Site::under("/");
    let mut titles = HashSet::new();
    let mut descriptions = HashSet::new();
    for (route, html) in site.pages() {
        let tags = tags(&html);
        let meta = |key: &str, name: &str| {
            let found = tags
                .iter()
                .find(|it| it.1.get(key).is_some_and(|it| it == name));
            found.map(|it| it.1["content"].clone()).unwrap_or_default()
        };
        let description = meta("name", "description");
        assert!(
            (20..=200).contains(&description.len()),
            "{route}: {description}"
        );
        assert!(
            descriptions.insert(description),
            "{route} has another page's description"
        );
        assert!(
            titles.insert(meta("property", "og:title")),
            "{route} has another page's title"
        );
        let image = meta("property", "og:image");
        assert_eq!(image, format!("/{}", picture::name(&route)));
    }
}

#[test]
fn no_message_is_missing_or_left_over() {
    let root = toolchain::paths::root();
    let mut content = load(&root, today());
    // So that everything is asked for that a maintainer may set.
    content.site.repository = Some("https://code.example/".to_owned());
    let words = messages::load(&root).unwrap();
    let context = Context {
        content: &content,
        words: &words,
        base: "/",
        address: None,
        today: today(),
        bundle: &content::directory::load(&toolchain::paths::root(), today()).bundle,
        first: FIRST,
    };
    let shell = Shell::read(INDEX, "/");
    for page in templates::all(&context) {
        let _ = shell.page(&context, &page);
    }
    let _ = templates::not_found(&context);
    let _ = alive::alive(&context);
    let _ = feed::atom(&context);
    assert_eq!(words.missing(), Vec::<String>::new());
    // What today's content has no use for is not left over: months without a
    // date, records that are none, servers of a kind that is not listed.
    let mut unused = words.unused();
    let elsewhere = ["site.", "topics.", "languages."];
    unused.retain(|key| !elsewhere.iter().any(|section| key.starts_with(section)));
    unused.retain(|key| !key.starts_with("dates.month_") && !key.ends_with("_highest"));
    unused.retain(|key| !["picker.instant", "picker.other"].contains(&key.as_str()));
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn machines_can_read_the_feed_and_the_list_of_articles() {
    let site = Site::under("/");
    let content = load(&toolchain::paths::root(), today());
    let feed = site.text("articles/feed.xml");
    let feed = resvg::usvg::roxmltree::Document::parse(&feed).unwrap();
    let children = |name: &'static str| {
        feed.root_element()
            .children()
            .filter(move |it| it.has_tag_name(name))
    };
    assert_eq!(children("entry").count(), content.articles.len());
    for name in ["id", "title", "updated"] {
        assert_eq!(children(name).count(), 1, "{name}");
    }
    let updated: Vec<&str> = children("entry")
        .filter_map(|it| it.children().find(|it| it.has_tag_name("updated"))?.text())
        .collect();
    assert!(
        updated.is_sorted_by(|a, b| a >= b),
        "not newest first: {updated:?}"
    );
    let html = site.text("articles/index.html");
    let data = html.split("application/ld+json\">").nth(1).unwrap();
    let data: serde_json::Value =
        serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
    assert_eq!(
        data["itemListElement"].as_array().unwrap().len(),
        content.articles.len()
    );
    assert_eq!(
        data["itemListElement"][0]["item"]["headline"],
        content.articles[0].title.as_str()
    );
}

/// The repository's content with an address, in a folder of its own.
fn with_address() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = toolchain::paths::root();
    for folder in [
        "content",
        "content/articles",
        "content/drawings",
        "locales/en",
        "locales/en/pages",
        "public",
    ] {
        fs::create_dir_all(dir.path().join(folder)).unwrap();
        for entry in fs::read_dir(root.join(folder)).unwrap().flatten() {
            if entry.path().is_file() {
                fs::copy(
                    entry.path(),
                    dir.path().join(folder).join(entry.file_name()),
                )
                .unwrap();
            }
        }
    }
    let site = dir.path().join("content/site.toml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(
        &site,
        format!("address = \"https://spread.example/x\"\n{text}"),
    )
    .unwrap();
    let dist = dir.path().join("dist");
    fs::create_dir(&dist).unwrap();
    fs::write(dist.join("index.html"), INDEX).unwrap();
    fs::write(dist.join("base-1.css"), "p{margin:0}").unwrap();
    (dir, dist)
}

#[test]
fn a_site_that_knows_its_address_says_so_to_search_engines() {
    let (root, dist) = with_address();
    let report = render(root.path(), &dist, &"/x/".parse().unwrap(), today(), FIRST).unwrap();
    assert_eq!(report.left_out, None);
    let read = |name: &str| fs::read_to_string(dist.join(name)).unwrap();
    for (route, _) in shell::FOOTER.iter().chain(&[("", "")]) {
        let png = fs::read(dist.join(picture::name(route))).unwrap();
        assert!(png.starts_with(b"\x89PNG"), "{route}");
    }
    let page = read("network/index.html");
    let canonical = "<link rel=\"canonical\" href=\"https://spread.example/x/network/\">";
    assert!(page.contains(canonical), "{page}");
    assert!(page.contains("content=\"https://spread.example/x/previews/network.png\""));
    let sitemap = read("sitemap.xml");
    for (route, _) in shell::FOOTER.iter().chain(&[("", ""), ("servers/", "")]) {
        let loc = format!("<loc>https://spread.example/x/{route}</loc>");
        assert!(sitemap.contains(&loc), "{sitemap} lacks {loc}");
    }
    assert!(read("robots.txt").contains("Sitemap: https://spread.example/x/sitemap.xml"));
}

#[test]
fn an_address_given_to_the_build_counts_before_the_file() {
    let (root, dist) = with_address();
    let given = "https://other.example/y/".parse().unwrap();
    render(root.path(), &dist, &given, today(), FIRST).unwrap();
    let page = fs::read_to_string(dist.join("apps/index.html")).unwrap();
    for want in [
        "rel=\"canonical\" href=\"https://other.example/y/apps/\"",
        "property=\"og:url\" content=\"https://other.example/y/apps/\"",
        "property=\"og:image\" content=\"https://other.example/y/previews/apps.png\"",
        "href=\"/y/articles/feed.xml\"",
    ] {
        assert!(page.contains(want), "no {want} in {page}");
    }
    let sitemap = fs::read_to_string(dist.join("sitemap.xml")).unwrap();
    assert!(sitemap.contains("<loc>https://other.example/y/apps/</loc>"));
}

#[test]
fn a_site_without_an_address_is_told_what_it_lacks() {
    let (root, dist) = with_address();
    let site = root.path().join("content/site.toml");
    fs::copy(toolchain::paths::root().join("content/site.toml"), &site).unwrap();
    let report = render(root.path(), &dist, &PublicUrl::default(), today(), FIRST).unwrap();
    let left_out = report.left_out.unwrap();
    assert!(left_out.contains("sitemap"), "{left_out}");
    assert!(left_out.contains("content/site.toml"), "{left_out}");
    assert!(!dist.join("sitemap.xml").exists());
}

#[test]
fn the_figures_of_the_last_refresh_are_shown_with_their_day() {
    let (root, _) = with_address();
    let figures = |snapshot: &str| {
        fs::write(root.path().join("content/snapshot.json"), snapshot).unwrap();
        let content = load(root.path(), today());
        let words = messages::load(root.path()).unwrap();
        let context = Context {
            content: &content,
            words: &words,
            base: "/",
            address: None,
            today: today(),
            bundle: &content::directory::load(&toolchain::paths::root(), today()).bundle,
            first: FIRST,
        };
        self::words(&alive::alive(&context).into_string())
    };
    let on = |day: &str| {
        format!(
            "{{\"v\":1,\"as_of\":\"{day}\",\"network\":{{\"as_of\":\"{day}\",\"servers\":8123,\
             \"users\":12345678,\"active\":765432}},\"servers\":[]}}"
        )
    };
    let text = figures(&on("2026-11-20"));
    for want in ["765,000", "12.3 million", "8,100", "20 November 2026"] {
        assert!(text.contains(want), "no {want} in {text}");
    }
    // Older than the history, or unreadable: the history it is.
    for snapshot in [on("2020-01-01"), "{}".to_owned()] {
        let text = figures(&snapshot);
        assert!(!text.contains("765,000") && text.contains("2026"), "{text}");
    }
}

#[test]
fn wrong_content_stops_the_build_and_names_the_place() {
    let (root, dist) = with_address();
    let file = root.path().join("content/different.md");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("## You can move house", "#### You can move house"),
    )
    .unwrap();
    let error = render(root.path(), &dist, &PublicUrl::default(), today(), FIRST)
        .unwrap_err()
        .to_string();
    assert!(error.contains("content/different.md:"), "{error}");
}

#[test]
fn a_site_that_knows_its_address_can_be_embedded_by_it() {
    let site = Site::at("/s/", Some("https://picker.example/s/"));
    let json: serde_json::Value = serde_json::from_str(&site.text("oembed.json")).unwrap();
    assert_eq!(json["type"], "rich");
    assert_eq!(json["version"], "1.0");
    let html = json["html"].as_str().unwrap();
    let frame = tags(html);
    assert_eq!(frame[0].0, "iframe");
    assert_eq!(frame[0].1["src"], "https://picker.example/s/embed/");
    assert!(frame[0].1["sandbox"].contains("allow-scripts"), "{html}");
    for page in ["servers/index.html", "embed/index.html"] {
        let found = tags(&site.text(page))
            .into_iter()
            .any(|(name, attributes)| {
                name == "link"
                    && attributes.get("type").map(String::as_str) == Some("application/json+oembed")
                    && attributes["href"] == "https://picker.example/s/oembed.json"
            });
        assert!(found, "{page}");
    }
    // Who does not know it says nothing.
    let site = Site::under("/s/");
    assert!(
        !site
            .report
            .files
            .iter()
            .any(|(name, _)| name == "oembed.json")
    );
    assert!(!site.text("servers/index.html").contains("oembed"));
}

#[test]
fn places_that_closed_or_moved_say_so_on_a_badge() {
    let site = Site::under("/");
    let movement = site.text("movement/index.html");
    let entry = |id: &str| {
        let start = movement.find(&format!("id=\"{id}\"")).unwrap();
        words(movement[start..].split("</h3>").next().unwrap())
    };
    assert!(
        entry("mozilla").ends_with("2022 closed"),
        "{}",
        entry("mozilla")
    );
    assert!(entry("european-union").ends_with("2022 moved"));
    assert!(entry("flipboard").ends_with("2023"));
}
