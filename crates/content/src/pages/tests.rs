//! The pages of this repository's content.

use std::path::Path;

use picker::date::Date;

use super::*;
use crate::page::{
    Articles, Network, NetworkSize, Networks, OnYourPage, Page, Picker, ServersAll,
};

/// All pages, for a site at this address or below `/s/`.
fn with<T>(address: Option<&str>, look: impl Fn(&[AnyPage], &Input<'_>) -> T) -> T {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let today = Date::from_ymd(2026, 11, 23).unwrap();
    let content = crate::load(&root, today);
    let directory = crate::directory::load(&root, today);
    let words = crate::messages::load(&root).unwrap();
    let input = Input {
        content: &content,
        directory: &directory.bundle,
        words: &words,
        base: "/s/",
        address,
        today,
    };
    look(&pages(&input), &input)
}

fn read<T: serde::de::DeserializeOwned>(pages: &[AnyPage], route: &str) -> Page<T> {
    let page = pages.iter().find(|it| it.route() == route).unwrap();
    // As the browser reads it.
    crate::json::read_page(&page.json().unwrap()).unwrap()
}

#[test]
fn each_page_has_a_title_and_no_message_is_missing() {
    with(None, |pages, input| {
        let frame = frame(input);
        for link in frame.header.iter().chain(&frame.footer) {
            assert!(pages.iter().any(|it| it.route() == link.route), "{link:?}");
        }
        for page in pages {
            assert!(!page.title().is_empty(), "{}", page.route());
            assert!(page.description().len() > 20, "{}", page.route());
        }
        assert_eq!(input.words.missing(), Vec::<String>::new());
    });
}

#[test]
fn what_is_written_as_json_is_read_again() {
    with(None, |pages, _| {
        for page in pages {
            match page {
                AnyPage::Network(page) => assert_eq!(&read::<Network>(pages, &page.route), page),
                AnyPage::Articles(page) => assert_eq!(&read::<Articles>(pages, &page.route), page),
                AnyPage::ServersAll(page) => {
                    assert_eq!(&read::<ServersAll>(pages, &page.route), page);
                }
                _ => {}
            }
        }
    });
}

#[test]
fn a_page_carries_the_words_of_its_own_sections_alone() {
    with(None, |pages, _| {
        let words = read::<Articles>(pages, "articles/").words;
        assert!(words.known("articles.title").is_some());
        assert!(words.known("common.archived").is_some());
        assert!(words.known("network.title").is_none());
    });
}

#[test]
fn links_in_prose_follow_the_base() {
    with(None, |pages, _| {
        let all: String = pages.iter().map(|it| it.json().unwrap()).collect();
        assert!(all.contains("href=\\\"/s/"));
        assert!(!all.contains("@@"));
    });
}

#[test]
fn snippets_begin_with_the_address_or_a_stand_in() {
    let site = |address| with(address, |pages, _| read::<OnYourPage>(pages, "on-your-page/").content);
    let known = site(Some("https://a.example/s/"));
    assert_eq!((known.site.as_str(), known.site_known), ("https://a.example/s", true));
    let unknown = site(None);
    assert_eq!(unknown.site, "https://this-site.example/s");
    assert!(!unknown.site_known);
}

#[test]
fn the_shelf_has_each_offered_topic_and_the_list_all_that_can_be_joined() {
    with(None, |pages, _| {
        let shelf = read::<Picker>(pages, "servers/").content;
        assert!(shelf.by_topic.len() >= 15, "{} topics", shelf.by_topic.len());
        assert!(shelf.by_topic.iter().all(|row| row.servers.len() <= 3));
        let all = read::<ServersAll>(pages, "servers/all/").content;
        let mut urls: Vec<_> = all.topics.iter().flat_map(|it| &it.servers).map(|it| &it.url).collect();
        urls.sort_unstable();
        urls.dedup();
        assert_eq!(urls.len() as u64, shelf.all);
        assert!(all.topics.iter().all(|it| it.id != "adult"));
    });
}

#[test]
fn other_networks_are_written_with_dates_for_people_and_read_again() {
    with(None, |_, input| {
        let data = networks(input);
        let json = serde_json::to_string(&data).unwrap();
        assert_eq!(serde_json::from_str::<Networks>(&json).unwrap(), data);
        assert_eq!(data.networks.len(), input.content.networks.len());
        let known = |activity: &String| data.activities.contains(activity);
        assert!(data.networks.iter().all(|it| it.activities.iter().all(known)));
        let pixelfed = data.networks.iter().find(|it| it.id == "pixelfed").unwrap();
        let NetworkSize::Counted(count) = &pixelfed.size else {
            panic!("{:?}", pixelfed.size);
        };
        assert_eq!(count.as_of.datetime, "2026-06-14");
        assert_eq!(count.as_of.text, "14 June 2026");
        assert!(!count.stale);
    });
}

#[test]
fn what_is_to_be_followed_is_ready_to_show() {
    with(None, |_, input| {
        let page = fill(input);
        assert!(page.topics.iter().any(|it| it.value == "trains"));
        assert!(page.languages.iter().any(|it| it.value == "eu" && it.label == "Basque"));
        let count: usize = page.hashtags.iter().map(|it| it.hashtags.len()).sum();
        assert_eq!(count, input.content.hashtags.len());
        for pack in &page.packs {
            assert!(pack.accounts.len() >= 5, "{}", pack.id);
            let read = ::fill::csv::read(&pack.csv).unwrap();
            let listed: Vec<String> = read.accounts.iter().map(ToString::to_string).collect();
            let shown: Vec<&String> = pack.accounts.iter().map(|it| &it.handle).collect();
            assert_eq!(listed.iter().collect::<Vec<_>>(), shown, "{}", pack.id);
        }
        let json = serde_json::to_string(&page).unwrap();
        assert_eq!(serde_json::from_str::<crate::page::Fill>(&json).unwrap(), page);
        assert_eq!(input.words.missing(), Vec::<String>::new());
    });
}
