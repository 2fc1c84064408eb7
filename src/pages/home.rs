//! `/`: what this is, the ways in, that the network is alive, the mission.

use crate::components::latest_figures::{Freshness, NetworkIsAlive};
use crate::components::page_of::PageOf;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Page};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    view! { <PageOf route="" view=home/> }
}

fn home(page: Page<page::Home>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let site = expect_context::<Site>();
    view! {
        <div data-test="home">
            <div class="hero">
                <div>
                    <h1>{words.text("home.heading")}</h1>
                    <p class="lede">{words.text("home.lede")}</p>
                    <p class="actions">
                        <a class="button" href=site.path("servers/") data-test="start">{words.text("home.start")}</a>
                        <a
                            class="button secondary"
                            href=site.path("servers/?step=results")
                            data-test="pick-for-me"
                        >
                            {words.text("home.pick_for_me")}
                        </a>
                    </p>
                    <p class="small">{words.text("home.takes")}</p>
                </div>
                <svg class="hero-picture" aria-hidden="true" viewBox="0 0 316 296">
                    <use_ href=site.path("pictures.svg#dandelion")></use_>
                </svg>
            </div>
            <ul class="doors">
                <WayIn name="find" route="servers/"/>
                <WayIn name="fill" route="fill/"/>
                <WayIn name="spread" route="invite/"/>
            </ul>
            // The figures of the build: a look at this page asks no other server.
            <NetworkIsAlive latest=page.content.latest freshness=Freshness::OfBuild/>
            <section class="mission-section" aria-labelledby="mission">
                <h2 id="mission">{words.text("home.mission")}</h2>
                <blockquote class="mission" data-test="mission">
                    <p>{page.content.mission}</p>
                </blockquote>
                <p><a href=site.path("networks/")>{words.text("home.networks")}</a></p>
            </section>
        </div>
    }
}

/// A card that leads on: the messages `home.door_NAME`, `…_text` and `…_link`.
#[component]
fn WayIn(name: &'static str, route: &'static str) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let href = expect_context::<Site>().path(route);
    let t = move |part: &str| words.text(&format!("home.door_{name}{part}"));
    view! {
        <li>
            <h2>{t("")}</h2>
            <p>{t("_text")}</p>
            <p><a href=href>{t("_link")}</a></p>
        </li>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::home;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, LatestFigure, LatestFigures, Time};

    #[test]
    fn it_leads_on_and_shows_the_figures_of_the_build() {
        let figure = LatestFigure {
            key: "active".to_owned(),
            value: 700_000,
            shown: "700,000".to_owned(),
        };
        let date = Time {
            datetime: "2026-10".to_owned(),
            text: "October 2026".to_owned(),
        };
        let latest = LatestFigures {
            date,
            figures: vec![figure],
            stale: true,
        };
        let html = page_html(
            home,
            page::Home {
                mission: "Spread it.".to_owned(),
                latest: Some(latest),
            },
        );
        has(
            &html,
            &[
                "href=\"/spread/servers/\" data-test=\"start\"",
                "href=\"/spread/servers/?step=results\"",
                "href=\"/spread/fill/\"",
                "href=\"/spread/network/\"",
                "href=\"/spread/networks/\"",
                "<strong data-live=\"active\">700,000</strong>",
            ],
        );
        has(
            &text(&html),
            &[
                "[home.heading]",
                "[home.door_spread_link]",
                "[common.active]",
                "[common.counted_stale]",
                "Spread it.",
            ],
        );
    }

    #[test]
    fn without_figures_there_is_no_empty_list() {
        let html = page_html(
            home,
            page::Home {
                mission: String::new(),
                latest: None,
            },
        );
        assert!(!html.contains("class=\"figures\""), "{html}");
    }
}
