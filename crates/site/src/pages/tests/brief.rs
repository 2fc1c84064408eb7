//! The brief that this project was made from: each of its links is on the site
//! or was retired with a reason, each figure is shown with its time, and the
//! mission statement stands word for word.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::*;

/// What the brief asks of the site; see the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Brief {
    mission: String,
    /// In the brief's words and in the site's.
    figures: Vec<(String, String)>,
    articles: Vec<String>,
    links: BTreeSet<String>,
}

fn brief() -> Brief {
    toml::from_str(include_str!("brief.toml")).unwrap()
}

#[test]
fn each_link_of_the_brief_is_on_the_site_or_retired_with_a_reason() {
    let site = Rendered::under("/");
    let mut ours = BTreeSet::new();
    for html in site.pages().values() {
        for (tag, attributes) in tags(html) {
            if tag == "a" {
                ours.extend(attributes.get("href").cloned());
            }
        }
    }
    let content = load(&toolchain::paths::root(), today());
    let theirs = brief().links;
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
    let mission = brief().mission;
    let about = words(&Rendered::under("/").text("about/index.html"));
    assert!(about.contains(&mission), "not word for word: {mission}");
}

#[test]
fn each_figure_of_the_brief_is_shown_with_its_time() {
    let site = Rendered::under("/");
    for (_, shown) in brief().figures {
        for page in ["network/index.html", "about/index.html"] {
            let text = words(&site.text(page));
            let rest = text
                .split(&shown)
                .nth(1)
                .unwrap_or_else(|| panic!("{page}: no {shown}"));
            // The time stands in the same box, before the next figure.
            let time = rest.find("As of spring 2023").unwrap_or(usize::MAX);
            assert!(time < 60, "{page}: {shown} has no time beside it");
        }
    }
    let volunteers = words(&site.text("movement/index.html"));
    assert!(
        volunteers.contains("2023 · Volunteers Ten thousand people who run servers"),
        "{volunteers}"
    );
}

#[test]
fn the_six_articles_have_their_titles() {
    let page = words(&Rendered::under("/").text("articles/index.html"));
    for title in brief().articles {
        assert!(page.contains(&title), "no article called {title}");
    }
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn the_recorded_brief_says_what_is_kept_of_it() {
    let file = recordings().join("../brief/about-mastodon.md");
    let text = fs::read_to_string(&file).unwrap();
    let kept = brief();
    // Addresses in `](…)`, as Markdown writes links and pictures.
    let links = text.split("](").skip(1);
    let links: BTreeSet<String> = links
        .filter_map(|rest| rest.split(')').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(links, kept.links);
    let after = |heading: &str| text.split(heading).nth(1).unwrap().trim();
    assert_eq!(after("Our Mission\n-----------\n"), kept.mission);
    for (figure, _) in kept.figures {
        assert!(text.contains(&figure), "not in the brief: {figure}");
    }
    let articles: Vec<&str> = after("people-powered social media:")
        .lines()
        .filter_map(|line| line.split_once(".  [")?.1.split("](").next())
        .collect();
    assert_eq!(articles, kept.articles);
}
