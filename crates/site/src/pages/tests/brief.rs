//! The brief that this project was made from: each of its links is on the site
//! or was retired with a reason, each figure is shown with its time, and the
//! mission statement stands word for word.

use std::collections::BTreeSet;

use super::*;

fn brief() -> Option<String> {
    let file = toolchain::paths::root().join("../shared/brief/about-mastodon.md");
    match fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(_) => {
            eprintln!("not here, not tested: {}", file.display());
            None
        }
    }
}

/// Addresses in `](…)`, as Markdown writes links and pictures.
fn links(markdown: &str) -> BTreeSet<String> {
    markdown
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn each_link_of_the_brief_is_on_the_site_or_retired_with_a_reason() {
    let Some(brief) = brief() else { return };
    let site = Site::under("/");
    let mut ours = BTreeSet::new();
    for html in site.pages().values() {
        for (tag, attributes) in tags(html) {
            if tag == "a" {
                ours.extend(attributes.get("href").cloned());
            }
        }
    }
    let content = load(&toolchain::paths::root(), today());
    let theirs = links(&brief);
    assert!(theirs.len() > 25, "only {} links read", theirs.len());
    for link in &theirs {
        let retired = content.retired.iter().any(|it| it.url == *link);
        assert!(
            ours.contains(link) != retired,
            "shown or retired, one of both: {link}"
        );
    }
    for it in &content.retired {
        assert!(
            theirs.contains(&it.url),
            "retired, but not in the brief: {}",
            it.url
        );
    }
}

#[test]
fn the_mission_stands_word_for_word() {
    let Some(brief) = brief() else { return };
    let mission = brief
        .split("Our Mission\n-----------\n")
        .nth(1)
        .unwrap()
        .trim();
    let about = words(&Site::under("/").text("about/index.html"));
    assert!(about.contains(mission), "not word for word: {mission}");
}

#[test]
fn each_figure_of_the_brief_is_shown_with_its_time() {
    let Some(brief) = brief() else { return };
    let site = Site::under("/");
    for (in_brief, shown) in [
        (
            "11.1 Million Accounts Created",
            "11.1 million accounts created",
        ),
        (
            "1.2 Million Monthly Active Users",
            "1.2 million monthly active users",
        ),
        ("up ~2x in seven months", "up about twofold in seven months"),
        (
            "Up ~3x in seven months",
            "up about threefold in seven months",
        ),
    ] {
        assert!(
            brief.contains(in_brief),
            "the brief has changed: {in_brief}"
        );
        for page in ["network/index.html", "about/index.html"] {
            let text = words(&site.text(page));
            let rest = text
                .split(shown)
                .nth(1)
                .unwrap_or_else(|| panic!("{page}: no {shown}"));
            // The time stands in the same box, before the next figure.
            let time = rest.find("As of spring 2023").unwrap_or(usize::MAX);
            assert!(time < 60, "{page}: {shown} has no time beside it");
        }
    }
    let volunteers = words(&site.text("movement/index.html"));
    assert!(
        volunteers.contains("Ten thousand people who run servers 2023"),
        "{volunteers}"
    );
}

#[test]
fn the_six_articles_have_their_titles() {
    let Some(brief) = brief() else { return };
    let page = words(&Site::under("/").text("articles/index.html"));
    let list = brief.split("people-powered social media:").nth(1).unwrap();
    let titles: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split_once(".  [")?.1.split("](").next())
        .collect();
    assert_eq!(titles.len(), 6);
    for title in titles {
        assert!(page.contains(title), "no article called {title}");
    }
}
