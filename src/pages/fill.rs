//! `/fill/`: from an empty account to a living one. Hashtags first, then
//! accounts; links lead to the visitor's own server once it is named. Without
//! the program everything is there to read and to follow; the program narrows it
//! down, keeps ticks and makes files of them.

pub mod accounts;
pub mod files;
pub mod follow_them;
pub mod hashtags;
pub mod names;
pub mod own_pack;
pub mod progress;
pub mod shared_pack;
pub mod ticks;
pub mod wishes;

use crate::components::own_server::OwnServer;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::directory::load::Directory;
use crate::fill_route::ROUTE;
use crate::own_server::follower::Follower;
use crate::parts::page::PartPage;
use crate::platform::form;
use crate::state::home_server::HomeServer;
use crate::state::navigation::Navigation;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use ::fill::home::Home;
use accounts::Packs;
use content::page::{self, FollowPack, Page};
use files::Files;
use follow_them::FollowThem;
use hashtags::Hashtags;
use leptos::prelude::*;
use own_pack::OwnPack;
use shared_pack::SharedPack;
use ticks::Ticks;
use wishes::{Wishes, WishesForm};

/// Where the makers of Mastodon explain Collections.
const ABOUT_COLLECTIONS: &str = "https://blog.joinmastodon.org/2026/04/designing-collections/";

/// Draws the page of the part [`crate::parts::page::Part::Fill`]; nothing for a
/// page of another part.
pub fn draw(page: PartPage) -> AnyView {
    match page {
        PartPage::Fill => view! { <Fill/> }.into_any(),
        _ => ().into_any(),
    }
}

/// The page.
#[component]
pub fn Fill() -> impl IntoView {
    view! { <PageOf route=ROUTE view=fill/> }
}

fn fill(page: Page<page::Fill>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let home = HomeServer::new();
    provide_context(home);
    provide_context(Follower::new(expect_context::<Directory>(), home));
    let ticks = Ticks::default();
    ticks.restore();
    provide_context(ticks);
    let content = StoredValue::new(page.content);
    let query = use_context::<Navigation>().map(Navigation::query_untracked);
    let query = query.unwrap_or_default();
    let wishes = content.with_value(|content| Wishes::from_query(&query, content));
    provide_context(wishes);
    // As typed, where the form was sent before the program was there.
    let offered = Some(form::value(&query, "server")).filter(|it| Home::parse(it).is_ok());
    let content = content.get_value();
    let collections = collection_links(&content.packs);
    let privacy = expect_context::<Site>().path("privacy/");
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
        </div>
        <SharedPack/>
        <section aria-labelledby="wishes" class="needs-program no-print">
            <h2 id="wishes">{words.text("fill.wishes")}</h2>
            <p>{words.text("fill.wishes_text")}</p>
            <WishesForm content=content.clone()/>
        </section>
        <section aria-labelledby="yours" class="needs-program no-print">
            <h2 id="yours">{words.text("fill.yours")}</h2>
            <p>{words.text("fill.yours_text")}</p>
            <OwnServer offered=Signal::stored(offered)/>
        </section>
        <Hashtags topics=content.hashtags languages=content.languages.clone()/>
        <Packs packs=content.packs.clone() languages=content.languages/>
        <section aria-labelledby="collections" class="prose">
            <h2 id="collections">{words.text("fill.collections")}</h2>
            <p>
                {words.text("fill.collections_text")} " "
                <a href=ABOUT_COLLECTIONS>{words.text("fill.collections_source")}</a>
            </p>
            {collections}
        </section>
        <FollowThem/>
        <Files packs=content.packs/>
        <OwnPack/>
        <section aria-labelledby="privacy-here" class="prose">
            <h2 id="privacy-here">{words.text("fill.privacy")}</h2>
            <p>
                {words.text("fill.privacy_text")} " "
                <a href=privacy>{words.text("fill.privacy_link")}</a>
            </p>
        </section>
    }
}

/// The public Collections of all packs.
fn collection_links(packs: &[FollowPack]) -> AnyView {
    let links = packs.iter().filter_map(|pack| {
        let url = pack.collection.clone()?;
        Some(view! { <li><a href=url>{pack.title.clone()}</a></li> })
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty())
        .then(|| view! { <ul>{links}</ul> })
        .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::fill;
    use crate::components::testing::{has, page_html, text};
    use content::page::{
        Choice, Fill, FollowAccount, FollowHashtag, FollowPack, Time, TopicHashtags,
    };

    fn choice(value: &str, label: &str) -> Choice {
        Choice {
            value: value.to_owned(),
            label: label.to_owned(),
        }
    }

    fn content() -> Fill {
        let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        Fill {
            topics: vec![choice("art", "Art")],
            languages: vec![choice("de", "German"), choice("ja", "Japanese")],
            hashtags: vec![TopicHashtags {
                id: "art".to_owned(),
                name: "Art".to_owned(),
                hashtags: vec![FollowHashtag {
                    tag: "写真".to_owned(),
                    language: "ja".to_owned(),
                    topics: texts(&["art"]),
                    why: "毎日の写真".to_owned(),
                    source: None,
                    as_of: None,
                }],
            }],
            packs: vec![FollowPack {
                id: "museums".to_owned(),
                title: "Museums".to_owned(),
                about: "Open doors.".to_owned(),
                topics: texts(&["art"]),
                collection: Some("https://a.example/collections/1".to_owned()),
                accounts: vec![FollowAccount {
                    handle: "@haus@b.example".to_owned(),
                    what: "A house".to_owned(),
                    kind: "museum".to_owned(),
                    language: "de".to_owned(),
                    source: "https://b.example/contact".to_owned(),
                    as_of: Time {
                        datetime: "2026-08-18".to_owned(),
                        text: "18 August 2026".to_owned(),
                    },
                }],
            }],
        }
    }

    #[test]
    fn without_the_program_all_is_there_and_leads_somewhere() {
        let html = page_html(fill, content());
        has(
            &html,
            &[
                "id=\"tags-art\"",
                "href=\"https://mastodon.social/tags/%E5%86%99%E7%9C%9F\"",
                "lang=\"ja\"",
                "id=\"museums\"",
                "href=\"https://b.example/@haus\"",
                "<span lang=\"de\">A house",
                "href=\"https://b.example/contact\"",
                "<time datetime=\"2026-08-18\">",
                "href=\"/spread/fill/museums/following_accounts.csv\"",
                "href=\"/spread/fill/museums/lists.csv\"",
                "download=\"following_accounts.csv\"",
                "href=\"https://a.example/collections/1\"",
                "href=\"/spread/privacy/\"",
            ],
        );
        has(
            &text(&html),
            &["#写真", "毎日の写真", "Japanese", "@haus@b.example"],
        );
    }

    #[test]
    fn nothing_is_ticked_by_itself_and_what_needs_the_program_says_so() {
        let html = page_html(fill, content());
        assert!(!html.contains(" checked"), "{html}");
        let outside = html
            .split("<section")
            .filter(|part| part.contains("<form"))
            .filter(|part| !part.split('>').next().unwrap().contains("needs-program"));
        assert_eq!(outside.count(), 0, "{html}");
        let boxes = html.matches("type=\"checkbox\"").count();
        // One for the topic and two for the languages, in the form; a tag; an account.
        assert_eq!(boxes, 5, "{html}");
        assert_eq!(html.matches("class=\"tick needs-program\"").count(), 2);
    }
}
