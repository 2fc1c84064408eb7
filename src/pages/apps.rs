//! `/apps/`: choose a device, see good apps for it.
//!
//! One list and a row of radio buttons (see [`crate::components::filter`]). The
//! program chooses the visitor's own device first.

mod device;

use crate::components::filter::{ALL, Filter, Filtered};
use crate::components::links::with_names;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::time::DateTime;
use crate::platform::device as browser;
use crate::state::page_words::PageWords;
use content::page::{self, App, Page};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Apps() -> impl IntoView {
    view! { <PageOf route="apps/" view=apps/> }
}

fn apps(page: Page<page::Apps>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let page::Apps {
        platforms,
        apps,
        paid,
    } = page.content;
    let all = apps.len();
    let entries = apps.iter().map(|app| app.platforms.join(" ")).collect();
    let values = std::iter::once(ALL.to_owned()).chain(platforms.iter().cloned());
    let choices = values.map(|value| {
        let name = words.text(&format!("apps.on_{value}"));
        (value, name)
    });
    let device = Filter::new("device", words.text("apps.device"), choices.collect());
    let chosen = device.chosen;
    Effect::new(move |_| {
        let own = device::of(&browser::user_agent(), browser::touch_points());
        // Not when a choice has been made before the program was there.
        if chosen.with_untracked(|chosen| chosen == ALL)
            && let Some(own) = own.filter(|own| platforms.iter().any(|key| key == own))
        {
            chosen.set(own.to_owned());
        }
    });
    let apps = apps.into_iter().map(|app| view! { <Entry app=app/> });
    let apps = apps.collect_view();
    let count = words.fill(
        "apps.count",
        &[("all", &all.to_string()), ("paid", &paid.to_string())],
    );
    view! {
        <div class="prose"><PageHeading title=page.title description=page.description/></div>
        // Not kept in the address: each device of a visitor has its own choice.
        <Filtered filters=vec![device] entries=entries shown="apps.shown" route=None>
            <ul class="app-list">{apps}</ul>
        </Filtered>
        <p class="small">{with_names(&count, &[])}</p>
    }
}

#[component]
fn Entry(app: App) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let names: Vec<String> = app
        .platforms
        .iter()
        .map(|key| words.text(&format!("apps.on_{key}")))
        .collect();
    let source = app.source.map(|url| {
        let name = words.fill("apps.source_of", &[("app", &app.name)]);
        view! { " · " <a href=url aria-label=name>{words.text("apps.source")}</a> }
    });
    let as_of = app.as_of.map(|time| view! { " · " <DateTime time=time/> });
    view! {
        <li data-is=app.platforms.join(" ")>
            <h2><a href=app.url>{app.name}</a></h2>
            <p>{app.best_at}</p>
            <p class="small">
                <span class="badge">{words.text(&format!("apps.price_{}", app.price))}</span>
                {format!(" {}", names.join(", "))}
                {source}
                {as_of}
            </p>
        </li>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::apps;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, App};

    #[test]
    fn without_the_program_all_apps_are_chosen_and_nothing_is_announced() {
        let app = App {
            name: "An app".to_owned(),
            platforms: vec!["android".to_owned(), "web".to_owned()],
            price: "free".to_owned(),
            best_at: "Being quick.".to_owned(),
            url: "https://a.example/".to_owned(),
            source: Some("https://code.example/".to_owned()),
            as_of: None,
        };
        let other = App {
            source: None,
            ..app.clone()
        };
        let platforms = vec!["android".to_owned(), "web".to_owned()];
        let html = page_html(
            apps,
            page::Apps {
                platforms,
                apps: vec![app, other],
                paid: 0,
            },
        );
        has(
            &html,
            &[
                "<li data-is=\"android web\">",
                "<p role=\"status\" class=\"status\"></p>",
                "[apps.price_free]",
                "aria-label=\"[apps.source_of]\"",
            ],
        );
        assert_eq!(html.matches(" checked").count(), 1, "{html}");
        let checked = html
            .split("<input")
            .find(|input| input.contains(" checked"))
            .unwrap();
        assert!(checked.contains("value=\"all\""), "{checked}");
        has(
            &text(&html),
            &["[apps.on_android], [apps.on_web] · [apps.source]"],
        );
    }
}
