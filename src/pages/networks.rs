//! `/networks/`: what there is beside Mastodon, and how to follow it from there.

use crate::components::filter::{ALL, Filter, Filtered};
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::sources::SourceLink;
use crate::components::time::DateTime;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, NetworkAccount, NetworkCount, OtherNetwork, Page};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Networks() -> impl IntoView {
    view! { <PageOf route="networks/" view=networks/> }
}

fn networks(page: Page<page::Networks>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let help = expect_context::<Site>().path("follow/#contribute");
    let page::Networks {
        activities,
        networks,
    } = page.content;
    let choices = std::iter::once(ALL.to_owned())
        .chain(activities)
        .map(|value| {
            let name = words.text(&format!("networks.do_{value}"));
            (value, name)
        });
    let filter = Filter::new("do", words.text("networks.do"), choices.collect());
    let entries = networks.iter().map(|it| it.activities.join(" ")).collect();
    let networks = networks
        .into_iter()
        .map(|network| view! { <Entry network=network/> });
    let networks = networks.collect_view();
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <p>{words.text("networks.how")}</p>
        </div>
        <Filtered
            filters=vec![filter]
            entries=entries
            shown="networks.shown"
            route=Some("networks/")
        >
            <div class="networks">{networks}</div>
        </Filtered>
        <div class="prose small">
            <p>{words.text("networks.figures")}</p>
            <p>{words.text("networks.missing")} " " <a href=help>{words.text("networks.missing_link")}</a></p>
        </div>
    }
}

#[component]
fn Entry(network: OtherNetwork) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let names: Vec<String> = network
        .activities
        .iter()
        .map(|key| words.text(&format!("networks.do_{key}")))
        .collect();
    let size = network.size.map(|count| view! { <Size count=count/> });
    let accounts = network
        .follow
        .into_iter()
        .map(|account| view! { <Account account=account/> });
    let sources = network
        .sources
        .into_iter()
        .map(|link| view! { <li><SourceLink link=link/></li> });
    view! {
        <article class="entry" id=network.id data-is=network.activities.join(" ")>
            <h2>{network.name}</h2>
            <p class="small">
                <span class="badge">{words.text(&format!("networks.kind_{}", network.kind))}</span>
                {format!(" {}", names.join(" · "))}
            </p>
            <p>{network.about}</p>
            <dl>
                <dt>{words.text("networks.whom")}</dt>
                <dd>{network.whom}</dd>
                <dt>{words.text("networks.know")}</dt>
                <dd>{network.know}</dd>
                <dt>{words.text("networks.size")}</dt>
                <dd>{size} {network.uncounted}</dd>
                <dt>{words.text("networks.begin")}</dt>
                <dd><SourceLink link=network.begin/></dd>
                <dt>{words.text("networks.follow")}</dt>
                {accounts.collect_view()}
            </dl>
            <h3>{words.text("networks.sources")}</h3>
            <ul class="small">{sources.collect_view()}</ul>
        </article>
    }
}

/// How many people there are, who counted and when.
#[component]
fn Size(count: NetworkCount) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let NetworkCount {
        shown,
        what,
        source,
        url,
        as_of,
        stale,
        ..
    } = count;
    let figure = words.fill("networks.counted", &[("figure", &shown), ("what", &what)]);
    let stale = stale.then(|| {
        view! { " · " <strong class="stale">{words.text("common.stale")}</strong> }
    });
    view! {
        {figure}
        " "
        <span class="small"><a href=url>{source}</a> " · " <DateTime time=as_of/> {stale}</span>
    }
}

/// Whom to follow, and where the address is named.
#[component]
fn Account(account: NetworkAccount) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let NetworkAccount {
        handle,
        url,
        about,
        source,
        as_of,
    } = account;
    let name = words.fill("networks.named_at", &[("handle", &handle)]);
    view! {
        <dd class="account">
            <a href=url><bdi translate="no">{handle}</bdi></a>
            " "
            <span class="small">
                {about} " (" <a href=source aria-label=name>{words.text("networks.named")}</a>
                ", " <DateTime time=as_of/> ")"
            </span>
        </dd>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::networks;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, Link, NetworkAccount, NetworkCount, OtherNetwork, Time};

    fn date() -> Time {
        Time {
            datetime: "2026-06-14".to_owned(),
            text: "14 June 2026".to_owned(),
        }
    }

    fn link(label: &str) -> Link {
        Link {
            url: "https://a.example/".to_owned(),
            label: label.to_owned(),
            note: None,
            as_of: Some(date()),
            archived: None,
        }
    }

    fn network(id: &str, size: Option<NetworkCount>) -> OtherNetwork {
        OtherNetwork {
            id: id.to_owned(),
            name: format!("Network {id}"),
            kind: "network".to_owned(),
            activities: vec!["video".to_owned(), "live".to_owned()],
            about: "It is so.".to_owned(),
            whom: "For all.".to_owned(),
            know: "It is small.".to_owned(),
            begin: link("Begin here"),
            uncounted: size.is_none().then(|| "Nobody counts.".to_owned()),
            size,
            follow: vec![NetworkAccount {
                handle: "@us@a.example".to_owned(),
                url: "https://a.example/@us".to_owned(),
                about: "We".to_owned(),
                source: "https://code.example/".to_owned(),
                as_of: date(),
            }],
            sources: vec![link("A report")],
        }
    }

    #[test]
    fn a_network_says_how_large_it_is_and_whom_to_follow() {
        let count = NetworkCount {
            value: 102_319,
            shown: "about 102,000".to_owned(),
            what: "people".to_owned(),
            source: "A counter".to_owned(),
            url: "https://count.example/".to_owned(),
            as_of: date(),
            stale: false,
        };
        let old = NetworkCount {
            stale: true,
            ..count.clone()
        };
        let html = page_html(
            networks,
            page::Networks {
                activities: vec!["video".to_owned(), "live".to_owned()],
                networks: vec![
                    network("one", Some(count)),
                    network("two", Some(old)),
                    network("three", None),
                ],
            },
        );
        has(
            &html,
            &[
                "<article id=\"one\" data-is=\"video live\" class=\"entry\">",
                "<a href=\"https://count.example/\">A counter</a>",
                "<a href=\"https://a.example/@us\"><bdi translate=\"no\">@us@a.example</bdi></a>",
                "aria-label=\"[networks.named_at]\"",
                "value=\"video\"",
                "href=\"/spread/follow/#contribute\"",
            ],
        );
        has(
            &text(&html),
            &[
                "[networks.counted] A counter · 14 June 2026[networks.begin]",
                "A counter · 14 June 2026 · [common.stale]",
                "Nobody counts.",
                "@us@a.example We ([networks.named], 14 June 2026)",
                "Begin here (14 June 2026)",
            ],
        );
        assert_eq!(html.matches("[common.stale]").count(), 1, "{html}");
    }
}
