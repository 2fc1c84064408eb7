//! The rendered pages, as a visitor, a screen reader and a search engine have
//! them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::PathBuf;

use html5gum::{Token, Tokenizer};
use tempfile::TempDir;

use super::*;

mod brief;

/// What Trunk leaves, as far as the pages look at it.
const INDEX: &str = "<!doctype html><html><head><link rel=stylesheet href=/base-1.css>\
    <script type=module src=/boot.js id=boot data-js=/app.js data-wasm=/app_bg.wasm></script>\
    </head><body></body></html>";

/// The folder that a test over recordings, ignored otherwise, reads.
fn recordings() -> PathBuf {
    toolchain::paths::recordings().expect(toolchain::paths::SPREAD_RECORDED)
}

fn today() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

/// A rendered site.
struct Rendered {
    dir: TempDir,
    report: Report,
}

impl Rendered {
    fn under(public_url: &str) -> Self {
        Self::at(public_url, None)
    }

    fn at(public_url: &str, address: Option<&str>) -> Self {
        let root = toolchain::paths::root();
        Self::of(&load(&root, today()), public_url, address)
    }

    fn of(content: &content::Content, public_url: &str, address: Option<&str>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("index.html"), INDEX).unwrap();
        let root = toolchain::paths::root();
        let words = messages::load(&root).unwrap();
        let directory = content::directory::load(&root, today());
        let input = Input {
            content,
            directory: &directory.bundle,
            words: &words,
            base: public_url,
            address,
            today: today(),
        };
        let mut out = Output {
            dist: dir.path(),
            report: Report::default(),
        };
        // Without the pictures, which take their time.
        write_texts(&input, &pages(&input), &mut out).unwrap();
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

/// The pages that every page links to.
fn footer() -> Vec<String> {
    let root = toolchain::paths::root();
    let words = messages::load(&root).unwrap();
    let directory = content::directory::load(&root, today());
    let input = Input {
        content: &load(&root, today()),
        directory: &directory.bundle,
        words: &words,
        base: "/",
        address: None,
        today: today(),
    };
    let links = content::pages::frame(&input).footer;
    links.into_iter().map(|link| link.route).collect()
}

#[test]
fn every_page_of_the_footer_is_there_with_its_looks_and_its_data() {
    let site = Rendered::under("/");
    let pages = site.pages();
    for route in footer() {
        let html = pages
            .get(&route)
            .unwrap_or_else(|| panic!("no page {route}"));
        let style = "<link href=\"/base-1.css\" rel=\"stylesheet\">";
        assert!(html.contains(style), "{route} has no style");
        let data = site.text(&format!("{route}page.json"));
        let block = html.split("id=\"page\"").nth(1).unwrap();
        let (_, block) = block.split_once('>').unwrap();
        let block = block.split("</script").next().unwrap();
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(block), value(&data), "{route}");
    }
    for route in ["", "servers/", "embed/"] {
        assert!(pages.contains_key(route), "no page {route}");
    }
}

#[test]
fn the_policy_finds_nothing_to_refuse() {
    for (route, html) in Rendered::under("/").pages() {
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
                    .is_some_and(|it| it == "application/ld+json" || it == "application/json");
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
    for (route, html) in Rendered::under("/").pages() {
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
        let site = Rendered::under(base);
        let pages = site.pages();
        let files: HashSet<&str> = site.report.files.iter().map(|it| it.0.as_str()).collect();
        for (route, html) in &pages {
            for (tag, attributes) in tags(html) {
                let Some(to) = attributes.get("href").or(attributes.get("src")) else {
                    continue;
                };
                // Trunk's part is not built here.
                let trunks = tag == "script" || to.ends_with("base-1.css");
                let elsewhere = ["https://", "http://", "mailto:"];
                if elsewhere.iter().any(|it| to.starts_with(it)) || trunks {
                    continue;
                }
                let (path, id) = to.split_once('#').unwrap_or((to, ""));
                let path = path.split('?').next().unwrap_or_default();
                let path = if let Some(below) = path.strip_prefix(base) {
                    below.to_owned()
                } else {
                    assert!(!path.starts_with('/'), "{route}: {to} leaves {base}");
                    format!("{route}{path}")
                };
                let ours = pages.get(&path);
                let public = toolchain::paths::root().join("public").join(&path);
                let known = ours.is_some()
                    || files.contains(path.as_str())
                    || ["network/history.csv", "join-in/dates.ics"].contains(&path.as_str())
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
    let site = Rendered::under("/");
    let mut titles = HashSet::new();
    let mut descriptions = HashSet::new();
    // The frame is part of other pages.
    for (route, html) in site.pages().into_iter().filter(|it| it.0 != EMBED) {
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
    let directory = content::directory::load(&root, today());
    let input = Input {
        content: &content,
        directory: &directory.bundle,
        words: &words,
        base: "/",
        address: Some("https://spread.example/"),
        today: today(),
    };
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("index.html"), INDEX).unwrap();
    let mut out = Output {
        dist: dir.path(),
        report: Report::default(),
    };
    write_texts(&input, &pages(&input), &mut out).unwrap();
    assert_eq!(words.missing(), Vec::<String>::new());
    // The app writes the name of a message that its page does not carry.
    let sections: BTreeSet<&str> = words
        .keys()
        .filter_map(|key| key.split('.').next())
        .collect();
    for (name, _) in out.report.files.iter().filter(|it| it.0.ends_with(".html")) {
        let html = fs::read_to_string(dir.path().join(name)).unwrap();
        for section in &sections {
            assert!(
                !html.contains(&format!("[{section}.")),
                "{name} lacks a message of {section}"
            );
        }
    }
    // The code names each message, or what its name begins with; those of `site`
    // are functions.
    let code = code(&root);
    let named = |key: &str| {
        code.contains(&format!("\"{key}\""))
            || key
                .match_indices(['.', '_'])
                .any(|(at, _)| code.contains(&format!("\"{}{{", &key[..=at])))
    };
    let unused: Vec<&str> = words
        .keys()
        .filter(|key| !key.starts_with("site.") && !named(key))
        .collect();
    assert_eq!(unused, Vec::<&str>::new());
}

/// All of the code that may show messages of pages.
fn code(root: &Path) -> String {
    let mut folders = vec![
        root.join("src"),
        root.join("crates/content/src"),
        root.join("crates/site/src"),
    ];
    let mut code = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                code.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    code
}

#[test]
fn machines_can_read_the_feed_and_the_list_of_articles() {
    let site = Rendered::under("/");
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
        "content/kit",
        "content/kit/de",
        "content/kit/en",
        "locales",
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

/// The page's own address, as it says it to search engines.
fn canonical(page: &str) -> String {
    let found = tags(page)
        .into_iter()
        .find(|it| it.1.get("rel").is_some_and(|rel| rel == "canonical"));
    found.map(|it| it.1["href"].clone()).unwrap_or_default()
}

#[test]
fn a_site_that_knows_its_address_says_so_to_search_engines() {
    let (root, dist) = with_address();
    let report = render(root.path(), &dist, &"/x/".parse().unwrap(), today()).unwrap();
    assert_eq!(report.left_out, None);
    let read = |name: &str| fs::read_to_string(dist.join(name)).unwrap();
    for route in footer() {
        let png = fs::read(dist.join(picture::name(&route))).unwrap();
        assert!(png.starts_with(b"\x89PNG"), "{route}");
    }
    let page = read("network/index.html");
    assert_eq!(canonical(&page), "https://spread.example/x/network/");
    assert!(page.contains("content=\"https://spread.example/x/previews/network.png\""));
    let sitemap = read("sitemap.xml");
    for route in footer().into_iter().chain(["".into(), "servers/".into()]) {
        let loc = format!("<loc>https://spread.example/x/{route}</loc>");
        assert!(sitemap.contains(&loc), "{sitemap} lacks {loc}");
    }
    assert!(read("robots.txt").contains("Sitemap: https://spread.example/x/sitemap.xml"));
}

#[test]
fn an_address_given_to_the_build_counts_before_the_file() {
    let (root, dist) = with_address();
    let given = "https://other.example/y/".parse().unwrap();
    render(root.path(), &dist, &given, today()).unwrap();
    let page = fs::read_to_string(dist.join("apps/index.html")).unwrap();
    assert_eq!(canonical(&page), "https://other.example/y/apps/");
    for want in [
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
    let report = render(root.path(), &dist, &PublicUrl::default(), today()).unwrap();
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
        self::words(&Rendered::of(&content, "/", None).text("index.html"))
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
    let error = render(root.path(), &dist, &PublicUrl::default(), today())
        .unwrap_err()
        .to_string();
    assert!(error.contains("content/different.md:"), "{error}");
}

#[test]
fn a_site_that_knows_its_address_can_be_embedded_by_it() {
    let site = Rendered::at("/s/", Some("https://picker.example/s/"));
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
    let site = Rendered::under("/s/");
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
    let site = Rendered::under("/");
    let movement = site.text("movement/index.html");
    let entry = |id: &str| {
        let start = movement.find(&format!("id=\"{id}\"")).unwrap();
        words(movement[start..].split("</h3>").next().unwrap())
    };
    assert!(
        entry("mozilla").ends_with("Mozilla closed"),
        "{}",
        entry("mozilla")
    );
    assert!(entry("european-union").ends_with(" moved"));
    assert!(entry("flipboard").ends_with("Flipboard"));
}
