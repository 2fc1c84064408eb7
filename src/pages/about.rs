//! `/about/`: all of the site in short, with links to its pages.

use crate::components::figures::Figures;
use crate::components::latest_figures::{Freshness, NetworkIsAlive};
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::sources::SourceLink;
use crate::components::time::DateTime;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, Account, ArticleLine, HighlightLineGroup, NetworkLine, Page, Person};
use leptos::prelude::*;

/// The page.
#[component]
pub fn About() -> impl IntoView {
    view! { <PageOf route="about/" view=about/> }
}

fn about(page: Page<page::About>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let content = page.content;
    view! {
        <div class="prose"><PageHeading title=page.title description=page.description/></div>
        <blockquote class="mission"><p>{content.mission}</p></blockquote>
        <NetworkIsAlive latest=content.latest freshness=Freshness::OfToday/>
        <section aria-labelledby="then">
            <h2 id="then">{words.text("about.then")}</h2>
            <Figures figures=content.then/>
            <div class="prose">
                <p>{content.finding} " – " <SourceLink link=content.report/></p>
                <More route="network/" label="about.network_more"/>
            </div>
        </section>
        <div class="prose">
            <section aria-labelledby="different">
                <h2 id="different">{content.different.title}</h2>
                <p>{content.different.description}</p>
                <More route="different/" label="about.different_more"/>
            </section>
            <Articles articles=content.articles/>
            <Movement groups=content.groups/>
            <section aria-labelledby="apps">
                <h2 id="apps">{words.text("apps.title")}</h2>
                <p>{words.text("apps.description")}</p>
                <More route="apps/" label="about.apps_more"/>
            </section>
            <Networks networks=content.networks/>
            <People
                credits=content.credits
                people=content.people
                independence=content.independence
                follow=content.follow
            />
        </div>
    }
}

/// The way from a section to its page.
#[component]
fn More(route: &'static str, label: &'static str) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let href = expect_context::<Site>().path(route);
    view! { <p><a href=href>{words.text(label)}</a></p> }
}

#[component]
fn Articles(articles: Vec<ArticleLine>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let items = articles.into_iter().map(|article| {
        view! {
            <li>
                <a href=article.url hreflang=article.language>{article.title}</a>
                " "
                <span class="small">{article.publication} ", " <DateTime time=article.date/></span>
            </li>
        }
    });
    view! {
        <section aria-labelledby="articles">
            <h2 id="articles">{words.text("articles.title")}</h2>
            <ul>{items.collect_view()}</ul>
            <More route="articles/" label="about.articles_more"/>
        </section>
    }
}

#[component]
fn Movement(groups: Vec<HighlightLineGroup>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let groups = groups.into_iter().map(|group| {
        let lines = group.highlights.into_iter().map(|line| {
            let href = site.path(&format!("movement/#{}", line.id));
            view! { <dd><a href=href>{line.title}</a> {format!(" ({})", line.year)}</dd> }
        });
        view! {
            <dt><strong>{words.text(&format!("movement.{}", group.key))}</strong></dt>
            {lines.collect_view()}
        }
    });
    view! {
        <section aria-labelledby="movement">
            <h2 id="movement">{words.text("movement.title")}</h2>
            <p>{words.text("movement.description")}</p>
            <dl>{groups.collect_view()}</dl>
            <More route="movement/" label="about.movement_more"/>
        </section>
    }
}

/// What there is beside Mastodon, as links to the entries.
#[component]
fn Networks(networks: Vec<NetworkLine>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let items = networks.into_iter().map(|network| {
        let href = site.path(&format!("networks/#{}", network.id));
        view! { <li><a href=href>{network.name}</a></li> }
    });
    view! {
        <section aria-labelledby="networks">
            <h2 id="networks">{words.text("about.networks")}</h2>
            <p>{words.text("about.networks_text")}</p>
            <ul class="jump">{items.collect_view()}</ul>
            <More route="networks/" label="about.networks_more"/>
        </section>
    }
}

#[component]
fn People(
    credits: String,
    people: Vec<Person>,
    independence: String,
    follow: Vec<Account>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let people = people
        .into_iter()
        .map(|person| view! { <li><a href=person.url translate="no">{person.handle}</a></li> });
    let follow = follow
        .into_iter()
        .map(|account| view! { <li><a href=account.url>{account.label}</a></li> });
    view! {
        <section aria-labelledby="people">
            <h2 id="people">{words.text("about.people")}</h2>
            <p>{credits}</p>
            <ul>{people.collect_view()}</ul>
            <p>{independence}</p>
            <h3 id="follow">{words.text("about.follow")}</h3>
            <ul>{follow.collect_view()}</ul>
            <More route="follow/" label="about.follow_more"/>
        </section>
    }
}
