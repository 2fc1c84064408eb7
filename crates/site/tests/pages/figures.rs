//! Every number on the pages that are read comes from something with a source
//! and a date, or is one of a few that are no figures.

use super::{DAY, Rendered, rendered, text};
use content::page::{self, Link};
use content::pages::AnyPage;
use serde::Serialize;
use std::collections::BTreeSet;

/// Numbers as they are written: `2023`, `102,319`, `4.6`.
fn numbers(text: &str) -> BTreeSet<String> {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut out = BTreeSet::new();
    let mut number = String::new();
    for at in 0..=letters.len() {
        let inner = letters.get(at).is_some_and(|it| [',', '.'].contains(it))
            && at > 0
            && digit(at - 1)
            && digit(at + 1);
        if digit(at) || inner {
            number.push(letters[at]);
        } else if !number.is_empty() {
            out.insert(std::mem::take(&mut number));
        }
    }
    out
}

/// The numbers of what has a source.
#[derive(Default)]
struct Sourced(BTreeSet<String>);

impl Sourced {
    /// All numbers in something whose source is known, as it is in the page.
    fn add(&mut self, what: &impl Serialize) {
        let json = serde_json::to_value(what).unwrap();
        self.strings(&json);
    }

    fn strings(&mut self, json: &serde_json::Value) {
        match json {
            serde_json::Value::String(string) => self.0.extend(numbers(&text(string))),
            serde_json::Value::Number(number) => self.0.extend(numbers(&number.to_string())),
            serde_json::Value::Array(list) => list.iter().for_each(|it| self.strings(it)),
            serde_json::Value::Object(map) => map.values().for_each(|it| self.strings(it)),
            _ => {}
        }
    }

    fn latest(&mut self, latest: Option<&page::LatestFigures>) {
        let latest = latest.unwrap();
        assert!(!latest.date.datetime.is_empty());
        self.add(latest);
    }

    fn figures(&mut self, figures: &[page::Figure]) {
        for figure in figures {
            assert!(
                !figure.source.is_empty() && !figure.when.is_empty(),
                "{figure:?}"
            );
            self.add(figure);
        }
    }

    fn dated(&mut self, link: &Link) {
        assert!(
            link.url.starts_with("https://") && link.as_of.is_some(),
            "{link:?}"
        );
        self.add(link);
    }

    fn article(&mut self, url: &str, date: &page::Time, article: &impl Serialize) {
        assert!(
            url.starts_with("http") && !date.datetime.is_empty(),
            "{url}"
        );
        self.add(article);
    }

    /// Markdown: a section with a number in it links to where that is known
    /// from.
    fn prose(&mut self, html: &str) {
        for section in html.split("<h2") {
            if section.contains("href=\"https://") {
                self.0.extend(numbers(&text(section)));
            }
        }
    }

    fn highlight(&mut self, it: &page::Highlight) {
        assert!(!it.date.datetime.is_empty(), "{it:?}");
        self.add(&it.date);
        if !it.links.is_empty() {
            self.add(it);
        }
    }
}

/// Numbers of things that stand on the page itself.
fn own(page: &AnyPage) -> BTreeSet<String> {
    match page {
        AnyPage::Apps(page) => numbers(&format!(
            "{} {}",
            page.content.apps.len(),
            page.content.paid
        )),
        // The steps of a list in a mail.
        AnyPage::Invite(_) => numbers("1 2 3"),
        _ => BTreeSet::new(),
    }
}

fn sourced(page: &AnyPage) -> BTreeSet<String> {
    let mut out = Sourced(own(page));
    match page {
        AnyPage::Home(page) => out.latest(page.content.latest.as_ref()),
        AnyPage::About(page) => {
            let about = &page.content;
            out.latest(about.latest.as_ref());
            out.figures(&about.then);
            out.dated(&about.report);
            out.add(&about.finding);
            about
                .articles
                .iter()
                .for_each(|it| out.article(&it.url, &it.date, it));
            // Each links to its entry, which has the sources.
            out.add(&about.groups);
        }
        AnyPage::Network(page) => {
            let network = &page.content;
            out.latest(network.latest.as_ref());
            out.figures(&network.then);
            out.figures(&network.dewey.figures);
            out.dated(&network.dewey.report);
            assert!(!network.dewey.method_source.is_empty());
            out.add(&network.dewey);
            for series in &network.series {
                assert!(
                    !series.label.is_empty() && !series.note.is_empty(),
                    "{series:?}"
                );
                out.add(series);
            }
            // Drawn and worked out from the readings of those series.
            out.add(&network.charts);
            out.add(&network.trends);
            out.add(&network.history);
        }
        AnyPage::Networks(page) => {
            for network in &page.content.networks {
                network.sources.iter().for_each(|it| out.dated(it));
                assert!(!network.sources.is_empty(), "{}", network.id);
                if let Some(count) = &network.size {
                    assert!(!count.source.is_empty() && count.url.starts_with("https://"));
                    assert!(!count.as_of.datetime.is_empty(), "{count:?}");
                }
                out.add(network);
            }
        }
        AnyPage::Articles(page) => {
            let all = page.content.brief.iter().chain(&page.content.articles);
            all.for_each(|it| out.article(&it.url, &it.date, it));
        }
        AnyPage::Movement(page) => {
            let all = page.content.years.iter().flat_map(|it| &it.highlights);
            all.for_each(|it| out.highlight(it));
        }
        AnyPage::Apps(page) => {
            for app in &page.content.apps {
                assert!(app.url.starts_with("https://"), "{}", app.name);
                out.add(app);
            }
        }
        AnyPage::Fill(page) => {
            for it in page.content.hashtags.iter().flat_map(|it| &it.hashtags) {
                out.add(&it.tag);
                if it.source.is_some() {
                    out.add(it);
                }
            }
            for pack in &page.content.packs {
                let sources = pack.accounts.iter().map(|it| &it.source);
                assert!(sources.into_iter().all(|it| it.starts_with("https://")));
                out.add(pack);
            }
            // What is said of Collections stands beside a link to their makers.
            out.0.extend(numbers("4.6 25"));
            // Nothing has been followed yet.
            out.0.extend(numbers("0"));
        }
        AnyPage::JoinIn(page) => {
            for date in &page.content.dates {
                out.dated(&date.link);
                out.add(&date.next);
            }
            let tasks = page.content.times.iter().flat_map(|it| &it.tasks);
            for link in tasks.flat_map(|it| &it.links) {
                // The others lead to pages of ours.
                if link.url.starts_with("https://") {
                    out.dated(link);
                }
            }
        }
        AnyPage::Different(page) | AnyPage::Privacy(page) => out.prose(&page.content.html),
        AnyPage::Follow(page) => {
            let follow = &page.content;
            out.prose(&follow.contribute_html);
            for account in &follow.accounts {
                assert!(account.url.starts_with("https://"), "{}", account.label);
                out.add(account);
            }
            // They are named, each with a link.
            assert!(!follow.people.is_empty());
            out.add(&follow.credits);
        }
        _ => {}
    }
    out.0
}

/// The picker, its list of servers and how to embed it say no figures of their
/// own: servers and their numbers come with source and day from the directory
/// (`content::directory`), values of options are the program's.
fn is_read(page: &AnyPage) -> bool {
    !matches!(
        page,
        AnyPage::Picker(_)
            | AnyPage::ServersAll(_)
            | AnyPage::ServersBy(_)
            | AnyPage::ServerAt(_)
            | AnyPage::ServerMap(_)
            | AnyPage::OnYourPage(_)
            | AnyPage::NotFound(_)
            // Steps and minutes of a plan, and sizes in snippets: no figures of the network.
            | AnyPage::Print(_)
            | AnyPage::FollowMe(_)
    )
}

#[test]
fn every_number_on_a_page_comes_from_something_with_a_source() {
    let pages = rendered(DAY);
    for Rendered { page, html } in pages.iter().filter(|it| is_read(&it.page)) {
        let main = html
            .split("<main")
            .nth(1)
            .unwrap()
            .split("</main>")
            .next()
            .unwrap();
        let shown = numbers(&text(main));
        let sourced = sourced(page);
        let unknown: Vec<_> = shown.difference(&sourced).collect();
        assert!(
            unknown.is_empty(),
            "{}: without a source: {unknown:?}",
            page.route()
        );
    }
}

#[test]
fn a_number_without_a_source_is_noticed() {
    let shown = numbers("<p>About 12,500 people in 2019, version 4.6.</p>");
    let mut sourced = Sourced::default();
    sourced.prose(
        "<h2>A</h2><p>12,500</p><h2>B</h2><p>2019 <a href=\"https://a.example/\">says</a></p>",
    );
    let unknown: Vec<_> = shown.difference(&sourced.0).map(String::as_str).collect();
    assert_eq!(unknown, ["12,500", "4.6"]);
}

/// In two years all counts of the networks are old, and so is that of Mastodon,
/// while what was told of 2023 stays what it was.
#[test]
fn old_figures_say_so_on_every_page_that_shows_them() {
    let old = "older than we like";
    let at = |day: &str, route: &str| {
        let pages = rendered(day);
        let page = pages
            .into_iter()
            .find(|it| it.page.route() == route)
            .unwrap();
        text(&page.html)
    };
    for route in ["", "about/", "network/", "networks/"] {
        assert!(!at(DAY, route).contains(old), "{route}: nothing is old");
        assert!(
            at("2028-11-23", route).contains(old),
            "{route}: silently old"
        );
    }
    let pages = rendered("2028-11-23");
    let page = pages
        .iter()
        .find(|it| it.page.route() == "networks/")
        .unwrap();
    let AnyPage::Networks(data) = &page.page else {
        panic!("{}", page.page.route());
    };
    let counted = data.content.networks.iter().filter(|it| it.size.is_some());
    assert_eq!(text(&page.html).matches(old).count(), counted.count());
}
