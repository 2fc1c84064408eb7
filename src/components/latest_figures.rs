//! How many people, accounts and servers the network has, and when they were
//! counted: as of the build, or brought up to date in the browser.

use crate::components::live_text::{live_text, text_html};
use crate::directory::load::Directory;
use crate::directory::statistics::newest_day;
use crate::platform::device;
use crate::platform::fetch::Abort;
use crate::platform::visibility::once_visible;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, LatestFigure, Time};
use content::{PartialDate, Words};
use leptos::html::Ul;
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::decode::statistics::Day;
use picker::messages::english_number;

/// Which figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Those of the build: nothing is asked of another server.
    OfBuild,
    /// Those of the build until the block comes into view; then today's are
    /// asked for and take their place.
    OfToday,
}

/// A section that shows that the network is alive, and leads to how the figures
/// went, which is not only upwards.
#[component]
pub fn NetworkIsAlive(
    /// The figures of the build, if there are any.
    latest: Option<page::LatestFigures>,
    /// Whether they are brought up to date.
    freshness: Freshness,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let href = expect_context::<Site>().path("network/");
    view! {
        <section class="alive" aria-labelledby="alive">
            <h2 id="alive">{words.text("common.alive")}</h2>
            <LatestFigures latest=latest freshness=freshness/>
            <p><a href=href>{words.text("common.alive_more")}</a></p>
        </section>
    }
}

/// The figures with their date and source.
#[component]
pub fn LatestFigures(
    /// The figures of the build, if there are any.
    latest: Option<page::LatestFigures>,
    /// Whether they are brought up to date.
    freshness: Freshness,
) -> impl IntoView {
    latest.map(|latest| {
        let words = expect_context::<PageWords>();
        let place = NodeRef::<Ul>::new();
        let latest = RwSignal::new(latest);
        if freshness == Freshness::OfToday {
            refresh_once_seen(place, latest, words);
        }
        let figures = move || {
            let figures = latest.get().figures.into_iter().map(|figure| {
                let what = words.text(&format!("common.{}", figure.key));
                view! { <li><strong data-live=figure.key inner_html=text_html(&figure.shown)></strong> {what}</li> }
            });
            figures.collect_view()
        };
        let counted = move || {
            latest.with(|latest| {
                let key = if latest.stale {
                    "common.counted_stale"
                } else {
                    "common.counted"
                };
                words.fill(key, &[("date", &latest.date.text)])
            })
        };
        view! {
            <ul class="figures" node_ref=place>{figures}</ul>
            <p class="small" data-live="when" inner_html=live_text(counted)></p>
        }
    })
}

/// Asks for today's figures when the list comes into view, unless the visitor
/// saves data: the series is long. What fails leaves the page as it is.
fn refresh_once_seen(place: NodeRef<Ul>, latest: RwSignal<page::LatestFigures>, words: PageWords) {
    let directory = expect_context::<Directory>();
    Effect::new(move |_| {
        let Some(element) = place.get() else {
            return;
        };
        if device::saves_data() {
            return;
        }
        let abort = Abort::new();
        on_cleanup({
            let abort = abort.clone();
            move || abort.abort()
        });
        once_visible(&element, move || {
            spawn_local(async move {
                if let Some(day) = newest_day(directory, &abort).await {
                    // The page may have been left meanwhile.
                    words.try_read(|words| latest.try_set(figures_of(day, words)));
                }
            });
        });
    });
}

/// A day's figures as they are shown: in millions with one digit, or exactly.
fn figures_of(day: Day, words: &Words) -> page::LatestFigures {
    let figure = |key: &str, value: u64| LatestFigure {
        key: key.to_owned(),
        value,
        shown: if value >= 1_000_000 {
            words.rounded(value)
        } else {
            english_number(value)
        },
    };
    let date = PartialDate::from(day.date);
    page::LatestFigures {
        date: Time {
            datetime: date.to_string(),
            text: words.date(date),
        },
        figures: vec![
            figure("active", day.active),
            figure("accounts", day.users),
            figure("servers", day.servers),
        ],
        stale: false,
    }
}

#[cfg(test)]
mod tests {
    use super::figures_of;
    use content::Words;
    use picker::date::Date;
    use picker::decode::statistics::Day;

    #[test]
    fn a_day_is_written_as_the_build_writes_figures() {
        let words = [
            ("dates.million", "{number} million"),
            ("dates.day", "{day} {month} {year}"),
            ("dates.month_4", "April"),
        ];
        let words = Words::from_iter(words.map(|(key, text)| (key.to_owned(), text.to_owned())));
        let day = Day {
            date: Date::from_ymd(2031, 4, 3).unwrap(),
            servers: 7_000,
            users: 9_876_543,
            active: 654_321,
        };
        let latest = figures_of(day, &words);
        let shown: Vec<&str> = latest.figures.iter().map(|it| it.shown.as_str()).collect();
        assert_eq!(shown, ["654,321", "9.9 million", "7,000"]);
        assert_eq!(latest.date.text, "3 April 2031");
        assert_eq!(latest.date.datetime, "2031-04-03");
    }
}
