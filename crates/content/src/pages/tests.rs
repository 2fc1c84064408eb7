//! The pages of this repository's content.

use std::path::Path;

use picker::date::Date;

use super::*;
use crate::page::{
    About, Articles, Fill, INVITATION_KINDS, INVITATION_WAYS, Invite, JoinIn, Movement, Network, Networks, OnYourPage, Page, Picker, Print, ServerMap, ServersAll,
    ServersBy, TEXT_SHEETS,
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
                AnyPage::Networks(page) => assert_eq!(&read::<Networks>(pages, &page.route), page),
                AnyPage::Articles(page) => assert_eq!(&read::<Articles>(pages, &page.route), page),
                AnyPage::Movement(page) => assert_eq!(&read::<Movement>(pages, &page.route), page),
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
fn the_pages_by_topic_hold_all_that_can_be_joined() {
    with(None, |pages, _| {
        let all = read::<ServersAll>(pages, "servers/all/").content;
        assert_eq!(read::<Picker>(pages, "servers/").content.all, all.all);
        let topics = &all.groups[0].groups;
        assert!(topics.len() >= 15, "{} topics", topics.len());
        assert!(topics.iter().all(|it| it.id != "adult"));
        let mut urls: Vec<String> = Vec::new();
        for group in topics {
            let page = read::<ServersBy>(pages, &group.route).content;
            assert_eq!(page.servers.len() as u64, group.count, "{}", group.route);
            urls.extend(page.servers.into_iter().map(|it| it.url));
        }
        urls.sort_unstable();
        urls.dedup();
        assert_eq!(urls.len() as u64, all.all);
    });
}

#[test]
fn each_part_of_the_list_is_linked_and_says_what_it_has_in_common() {
    with(None, |pages, _| {
        let all = read::<ServersAll>(pages, "servers/all/").content;
        let kinds: Vec<&str> = all.groups.iter().map(|it| it.kind.as_str()).collect();
        assert_eq!(kinds, ["topic", "language", "region"]);
        let linked = all.groups.iter().flat_map(|it| &it.groups).count();
        let parts = pages.iter().filter(|it| matches!(it, AnyPage::ServersBy(_)));
        assert_eq!(parts.count(), linked);
        let german = read::<ServersBy>(pages, "servers/all/language/de/");
        assert_eq!(german.title, "Servers in German");
        assert_eq!(german.content.query.as_deref(), Some("lang=de"));
        let speaks = |it: &crate::page::ServerLine| it.languages.contains(&"German".to_owned());
        assert!(german.content.servers.iter().all(speaks));
    });
}

#[test]
fn the_map_has_each_server_once_and_no_circle_over_another() {
    with(None, |pages, _| {
        let all = read::<ServersAll>(pages, "servers/all/").content.all;
        let map = read::<ServerMap>(pages, "servers/map/").content;
        let side = f64::from(map.size);
        let apart = |x: u32, y: u32, to_x: u32, to_y: u32| {
            (f64::from(x) - f64::from(to_x)).hypot(f64::from(y) - f64::from(to_y))
        };
        let circles: Vec<_> = map.groups.iter().flat_map(|it| &it.servers).collect();
        assert_eq!(circles.len() as u64, all);
        for (at, one) in circles.iter().enumerate() {
            assert!(one.r >= 20, "{} is too small to be seen: {}", one.domain, one.r);
            let inside = |place: u32| place >= one.r && f64::from(place + one.r) <= side;
            assert!(inside(one.x) && inside(one.y), "{one:?}");
            for other in &circles[..at] {
                let apart = apart(one.x, one.y, other.x, other.y);
                assert!(apart >= f64::from(one.r + other.r), "{} and {}", one.domain, other.domain);
                assert_ne!(one.domain, other.domain);
            }
        }
        for group in &map.groups {
            for it in &group.servers {
                let far = apart(it.x, it.y, group.x, group.y) + f64::from(it.r);
                assert!(far <= f64::from(group.r) + 2.0, "{} in {}", it.domain, group.name);
            }
        }
    });
}

#[test]
fn the_map_tells_ways_of_signing_up_apart() {
    with(None, |pages, _| {
        let map = read::<ServerMap>(pages, "servers/map/");
        let servers = map.content.groups.iter().flat_map(|it| &it.servers);
        let colours: std::collections::BTreeSet<&str> = servers.map(|it| it.sign_up.as_str()).collect();
        assert!(colours.len() > 1, "{colours:?}");
        assert!(colours.contains("open"), "{colours:?}");
        for key in colours {
            let named = map.words.text(&format!("map.{key}"));
            assert!(!named.starts_with('['), "{named}");
        }
    });
}

#[test]
fn the_page_of_a_topic_has_the_servers_that_the_list_has_for_it() {
    with(None, |pages, input| {
        let art = read::<ServersBy>(pages, "servers/all/topic/art/").content;
        let bundled = super::bundled::Bundled::new(input);
        let left = bundled.left_by(art.query.as_deref().unwrap());
        assert!(left > 5);
        assert_eq!(art.servers.len(), left);
    });
}

#[test]
fn the_list_begins_with_servers_drawn_for_the_day() {
    with(None, |pages, input| {
        let all = read::<ServersAll>(pages, "servers/all/").content;
        assert_eq!(all.servers.len(), 24);
        assert_eq!(all.seed, u64::try_from(input.today.days()).unwrap());
        let names = |list: &ServersAll| -> Vec<String> {
            list.servers.iter().map(|it| it.name.clone()).collect()
        };
        let mut tomorrow = *input;
        tomorrow.today = Date::from_days(input.today.days() + 1);
        let next = super::servers::pages(&tomorrow).all.content;
        assert_ne!(names(&all), names(&next));
    });
}

#[test]
fn other_networks_are_written_with_dates_for_people_and_read_again() {
    with(None, |pages, input| {
        let data = read::<Networks>(pages, "networks/").content;
        assert_eq!(data.networks.len(), input.content.networks.len());
        let known = |activity: &String| data.activities.contains(activity);
        assert!(data.networks.iter().all(|it| it.activities.iter().all(known)));
        let pixelfed = data.networks.iter().find(|it| it.id == "pixelfed").unwrap();
        let count = pixelfed.size.as_ref().unwrap();
        assert!(data.networks.iter().all(|it| it.size.is_some() != it.uncounted.is_some()));
        assert_eq!(count.as_of.datetime, "2026-06-14");
        assert_eq!(count.as_of.text, "14 June 2026");
        assert!(!count.stale);
    });
}

#[test]
fn the_time_line_goes_backwards_and_loses_nothing() {
    with(None, |pages, input| {
        let movement = read::<Movement>(pages, "movement/").content;
        assert!(movement.years.is_sorted_by(|a, b| a.year > b.year));
        let mut ids = Vec::new();
        for year in &movement.years {
            let (dated, undated): (Vec<_>, Vec<_>) =
                year.highlights.iter().partition(|it| it.date.datetime.len() > 4);
            let dates: Vec<&str> = dated.iter().map(|it| it.date.datetime.as_str()).collect();
            assert!(dates.iter().all(|it| it.starts_with(&year.year.to_string())), "{dates:?}");
            assert!(dates.is_sorted_by(|a, b| a[..7] >= b[..7]), "{dates:?}");
            // What has a year alone comes last.
            let order: Vec<_> = dated.into_iter().chain(undated).collect();
            assert_eq!(order, year.highlights.iter().collect::<Vec<_>>());
            for it in &year.highlights {
                assert!(movement.groups.contains(&it.group), "{}", it.id);
                ids.push(it.id.as_str());
            }
        }
        let mut all: Vec<_> = input.content.highlights.iter().map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        all.sort_unstable();
        assert_eq!(ids, all);
    });
}

#[test]
fn the_articles_that_the_site_began_with_come_first() {
    with(None, |pages, input| {
        let page = read::<Articles>(pages, "articles/").content;
        assert_eq!(page.brief.len(), 6);
        assert_eq!(page.brief.len() + page.articles.len(), input.content.articles.len());
        for it in page.brief.iter().chain(&page.articles) {
            assert!(page.languages.iter().any(|known| known.value == it.language), "{}", it.id);
            for theme in &it.themes {
                assert!(page.themes.iter().any(|known| known.value == *theme), "{theme}");
            }
        }
        let first = &page.themes[0];
        let mut letters = first.label.chars();
        assert!(letters.next().is_some_and(char::is_uppercase), "{}", first.label);
        assert!(!first.value.contains([' ', ',']), "{}", first.value);
        let about = read::<About>(pages, "about/").content.articles;
        let brief: Vec<_> = page.brief.iter().map(|it| &it.id).collect();
        assert_eq!(about.iter().take(6).map(|it| &it.id).collect::<Vec<_>>(), brief);
        assert_eq!(about.get(6).map(|it| &it.id), page.articles.first().map(|it| &it.id));
    });
}

#[test]
fn what_is_to_be_followed_is_ready_to_show() {
    with(None, |pages, input| {
        let page = read::<Fill>(pages, "fill/").content;
        assert!(page.topics.iter().any(|it| it.value == "trains"));
        assert!(page.languages.iter().any(|it| it.value == "eu" && it.label == "Basque"));
        let named = |tag: &String| page.languages.iter().any(|it| it.value == *tag);
        let hashtags: Vec<_> = page.hashtags.iter().flat_map(|it| &it.hashtags).collect();
        assert_eq!(hashtags.len(), input.content.hashtags.len());
        assert!(hashtags.iter().all(|it| named(&it.language)));
        let packs: usize = page.packs.iter().map(|it| it.accounts.len()).sum();
        assert!(page.packs.len() >= 20 && packs >= 150, "{packs}");
        assert!(page.packs.iter().flat_map(|it| &it.accounts).all(|it| named(&it.language)));
    });
}

#[test]
fn rows_without_field_names_are_read_as_they_were_written() {
    with(None, |pages, input| {
        let page = read::<Fill>(pages, "fill/").content;
        for it in page.hashtags.iter().flat_map(|it| &it.hashtags) {
            let own = input.content.hashtags.iter().find(|own| own.tag == it.tag).unwrap();
            assert_eq!(
                (&it.topics, &it.why, &it.language, &it.source),
                (&own.topics, &own.why, &own.language, &own.source)
            );
            assert_eq!(it.as_of.is_some(), own.as_of.is_some(), "{}", it.tag);
        }
        let shown = page.packs.iter().flat_map(|it| &it.accounts);
        let own = input.content.packs.iter().flat_map(|it| &it.accounts);
        for (it, own) in shown.zip(own) {
            assert_eq!(
                (it.handle.as_str(), &it.what, it.kind.as_str(), &it.language, &it.source),
                (
                    own.handle.as_ref().unwrap().to_string().as_str(),
                    &own.what,
                    own.kind.key(),
                    &own.language,
                    &own.source
                )
            );
            assert_eq!(it.as_of, input.time(own.as_of));
        }
    });
}

#[test]
fn the_files_of_a_pack_hold_its_accounts() {
    with(None, |pages, input| {
        let packs = read::<Fill>(pages, "fill/").content.packs;
        let files = fill_files(input.content);
        assert_eq!(files.len(), packs.len() * 2);
        for pack in packs {
            let shown: Vec<&str> = pack.accounts.iter().map(|it| it.handle.as_str()).collect();
            for name in ["following_accounts.csv", "lists.csv"] {
                let path = format!("fill/{}/{name}", pack.id);
                let (_, text) = files.iter().find(|it| it.0 == path).unwrap();
                let read = ::fill::csv::read(text).unwrap();
                let listed: Vec<String> = read.accounts.iter().map(ToString::to_string).collect();
                assert_eq!(listed, shown, "{path}");
            }
        }
    });
}

#[test]
fn the_next_days_are_named_and_in_the_calendar() {
    with(Some("https://a.example/s/"), |pages, input| {
        let page = read::<JoinIn>(pages, "join-in/");
        let next = |id: &str| {
            let day = page.content.dates.iter().find(|it| it.id == id).unwrap();
            let next = day.next.iter().map(|it| it.datetime.clone());
            next.collect::<Vec<_>>()
        };
        assert_eq!(next("di-day"), ["2026-12-06", "2027-01-03", "2027-02-07"]);
        assert_eq!(next("data-protection-day"), ["2027-01-28"]);
        let calendar = dates(input);
        for line in ["UID:di-day@spread-mastodon.invalid\r\n", "UID:data-protection-day@spread-mastodon.invalid\r\n"] {
            assert!(calendar.contains(line), "{calendar}");
        }
    });
}

#[test]
fn links_of_tasks_lead_to_pages_that_exist() {
    with(None, |pages, _| {
        let page = read::<JoinIn>(pages, "join-in/");
        let tasks = page.content.times.iter().flat_map(|it| &it.tasks);
        for link in tasks.flat_map(|it| &it.links) {
            let Some(route) = link.url.strip_prefix("/s/") else {
                assert!(link.url.starts_with("https://"), "{}", link.url);
                continue;
            };
            let route = route.split(['?', '#']).next().unwrap();
            assert!(pages.iter().any(|it| it.route() == route), "{route}");
        }
    });
}

#[test]
fn each_language_has_all_invitations_and_sheets() {
    with(None, |pages, _| {
        let invite = read::<Invite>(pages, "invite/").content;
        let print = read::<Print>(pages, "print/").content;
        let tags = |all: Vec<&String>| all.into_iter().cloned().collect::<Vec<_>>();
        assert_eq!(tags(invite.texts.iter().map(|it| &it.tag).collect()), ["en", "de"]);
        assert_eq!(tags(print.kits.iter().map(|it| &it.tag).collect()), ["en", "de"]);
        for language in &invite.texts {
            let all = INVITATION_KINDS.len() * INVITATION_WAYS.len();
            assert_eq!(language.texts.len(), all, "{}", language.tag);
        }
        for kit in &print.kits {
            assert_eq!(kit.texts.len(), TEXT_SHEETS.len());
            // The trademark's owner, and that we are independent.
            for name in ["Mastodon GmbH", "Mastodon Inc."] {
                assert!(kit.small.contains(name), "{}", kit.small);
            }
        }
    });
}
