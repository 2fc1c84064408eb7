//! The front door.

use crate::app::PageTitle;
use crate::content::MISSION;
use crate::messages::home;
use crate::quiz::{State, Step};
use leptos::prelude::*;

/// What this is, the mission, and three ways in.
#[component]
pub fn Home() -> impl IntoView {
    let pick_for_me = State::start().at(Step::Results).href();
    view! {
        <PageTitle text=home::title()/>
        <main id="main" data-test="home">
            <div class="hero">
                <div>
                    <h1>{home::heading()}</h1>
                    <p class="lede">{home::lede()}</p>
                    <p class="actions">
                        <a class="button" href="servers/" data-test="start">
                            {home::start()}
                        </a>
                        <a class="button secondary" href=pick_for_me data-test="pick-for-me">
                            {home::pick_for_me()}
                        </a>
                    </p>
                    <p class="small">{home::takes()}</p>
                </div>
                <svg class="hero-picture" aria-hidden="true" viewBox="0 0 316 296">
                    <use href="pictures.svg#dandelion"></use>
                </svg>
            </div>
            <ul class="doors">
                {door(home::door_find(), home::door_find_text(), "servers/", home::door_find_link())}
                {door(home::door_why(), home::door_why_text(), "different/", home::door_why_link())}
                {door(
                    home::door_spread(),
                    home::door_spread_text(),
                    "follow/",
                    home::door_spread_link(),
                )}
            </ul>
            <section class="mission-section" aria-labelledby="mission">
                <h2 id="mission">{home::mission()}</h2>
                <blockquote class="mission" data-test="mission">
                    <p>{MISSION}</p>
                </blockquote>
            </section>
        </main>
    }
    .into_any()
}

fn door(heading: String, text: String, href: &'static str, label: String) -> AnyView {
    view! {
        <li>
            <h2>{heading}</h2>
            <p>{text}</p>
            <p>
                // The text pages are not the app's: a whole new page.
                <a href=href rel=(href != "servers/").then_some("external")>
                    {label}
                </a>
            </p>
        </li>
    }
    .into_any()
}
