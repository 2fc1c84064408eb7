//! `/join-in/`: what one can do to spread Mastodon, by the time that it takes; dates; how
//! to make this site better.

use crate::components::links::{VisuallyHidden, with_names};
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::sources::SourceLink;
use crate::platform::{self, clock, locale};
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, DateLine, Link, Page, Suggestion, Task, TaskGroup};
use leptos::prelude::*;
use picker::date::Date;
use spread::calendar::Repeat;

/// The page.
#[component]
pub fn JoinIn() -> impl IntoView {
    view! { <PageOf route="join-in/" view=join_in/> }
}

fn join_in(page: Page<page::JoinIn>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let site = expect_context::<Site>();
    let content = page.content;
    let times = content
        .times
        .into_iter()
        .map(|group| view! { <Group group=group/> });
    let times = times.collect_view();
    let dates = content
        .dates
        .into_iter()
        .map(|date| view! { <Day date=date/> });
    let dates = dates.collect_view();
    let all = content.suggestions.into_iter();
    let suggestions = all
        .map(|it| view! { <Suggest suggestion=it/> })
        .collect_view();
    view! {
        <div class="prose"><PageHeading title=page.title description=page.description/></div>
        {times}
        <section aria-labelledby="dates">
            <h2 id="dates">{words.text("join-in.dates")}</h2>
            <p>{words.text("join-in.dates_text")}</p>
            <ul class="doors">{dates}</ul>
            <p>
                <a class="button secondary" href=site.path("join-in/dates.ics") download="" rel="external">
                    {words.text("join-in.calendar")}
                </a>
            </p>
        </section>
        <section aria-labelledby="improve">
            <h2 id="improve">{words.text("join-in.improve")}</h2>
            <p>{words.text("join-in.improve_text")}</p>
            <ul class="doors">{suggestions}</ul>
        </section>
        <section aria-labelledby="more">
            <h2 id="more">{words.text("join-in.more")}</h2>
            <p><a href=site.path("follow/#contribute")>{words.text("join-in.more_text")}</a></p>
        </section>
    }
}

#[component]
fn Group(group: TaskGroup) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let TaskGroup { key, tasks } = group;
    let tasks = tasks.into_iter().map(|task| view! { <OneTask task=task/> });
    let tasks = tasks.collect_view();
    let id = format!("time-{key}");
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{words.text(&format!("join-in.time_{key}"))}</h2>
            <ul class="doors">{tasks}</ul>
        </section>
    }
}

#[component]
fn OneTask(task: Task) -> impl IntoView {
    view! {
        <li id=task.id>
            <h3>{task.title}</h3>
            <p>{with_names(&task.text, &[])}</p>
            <Links links=task.links/>
        </li>
    }
}

#[component]
fn Links(links: Vec<Link>) -> impl IntoView {
    let links = links
        .into_iter()
        .map(|link| view! { <p><SourceLink link=link/></p> });
    view! { <div class="ways">{links.collect_view()}</div> }
}

#[component]
fn Day(date: DateLine) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let next = next_days(&date);
    let next = (!next.is_empty()).then(|| {
        let next = words.fill("join-in.next", &[("dates", &next.join(" · "))]);
        view! { <p class="small">{next}</p> }
    });
    view! {
        <li id=date.id>
            <h3>{date.title}</h3>
            <p><strong>{words.text(&format!("join-in.repeat_{}", date.repeat))}</strong></p>
            <p>{date.text}</p>
            {next}
            <Links links=vec![date.link]/>
        </li>
    }
}

/// The next days as they are read. The document has those after the day of the build; the
/// program leaves out what has passed since, and goes on from there.
fn next_days(date: &DateLine) -> Vec<String> {
    let offered = date.next.iter().map(|it| it.text.clone()).collect();
    if !platform::page::is_live() {
        return offered;
    }
    let today = clock::today();
    let first = date.next.first().and_then(|it| Date::parse(&it.datetime));
    match (first, Repeat::parse(&date.repeat)) {
        (Some(first), Some(repeat)) if first < today => {
            days_from(first, repeat, today, date.next.len())
                .into_iter()
                .map(|day| locale::day(day, "en"))
                .collect()
        }
        _ => offered,
    }
}

/// The first `count` days of a repetition that are not before `today`.
fn days_from(first: Date, repeat: Repeat, today: Date, count: usize) -> Vec<Date> {
    let mut days: Vec<Date> = Vec::new();
    while days.len() < count {
        let after = days
            .last()
            .map_or(today, |it| Date::from_days(it.days() + 1));
        let Some(day) = repeat.next(first, after) else {
            break;
        };
        days.push(day);
    }
    days
}

#[component]
fn Suggest(suggestion: Suggestion) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let about = words.fill("join-in.about", &[("what", &suggestion.title)]);
    let link = move |href: String, key: &str| {
        view! {
            <p>
                <a href=href>
                    {words.text(&format!("join-in.{key}"))}
                    <VisuallyHidden>{format!(", {about}")}</VisuallyHidden>
                </a>
            </p>
        }
    };
    let issue = suggestion.issue.map(|href| link.clone()(href, "as_issue"));
    view! {
        <li id=suggestion.id>
            <h3>{suggestion.title}</h3>
            <p class="letter small">{with_names(&suggestion.text, &[])}</p>
            <div class="ways">
                {issue}
                {link(suggestion.post, "as_post")}
            </div>
        </li>
    }
}

#[cfg(test)]
mod days {
    use super::days_from;
    use picker::date::Date;
    use spread::calendar::Repeat;

    #[test]
    fn days_that_have_passed_make_room_for_the_next() {
        let date = |text: &str| Date::parse(text).unwrap();
        let days = |repeat, today: &str, count| {
            days_from(date("2026-12-06"), repeat, date(today), count)
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            days(Repeat::FirstSunday, "2027-01-01", 2),
            ["2027-01-03", "2027-02-07"]
        );
        assert_eq!(days(Repeat::Yearly, "2026-12-07", 1), ["2027-12-06"]);
        assert!(days(Repeat::Never, "2026-12-07", 1).is_empty());
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::join_in;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, DateLine, Link, Suggestion, Task, TaskGroup, Time};

    #[test]
    fn tasks_dates_and_suggestions_are_all_in_the_document() {
        let link = Link {
            url: "https://a.example/".to_owned(),
            label: "Read it".to_owned(),
            note: None,
            as_of: None,
            archived: None,
        };
        let time = |text: &str| Time {
            datetime: "2026-12-06".to_owned(),
            text: text.to_owned(),
        };
        let task = Task {
            id: "invite".to_owned(),
            title: "Invite".to_owned(),
            text: "Do it.".to_owned(),
            links: vec![link.clone()],
        };
        let day = DateLine {
            id: "day".to_owned(),
            title: "A day".to_owned(),
            text: "Together.".to_owned(),
            repeat: "yearly".to_owned(),
            next: vec![time("6 December 2026"), time("3 January 2027")],
            link,
        };
        let suggestion = |issue: Option<&str>| Suggestion {
            id: "article".to_owned(),
            title: "An article".to_owned(),
            text: "Title:\nAddress:".to_owned(),
            post: "https://share.joinmastodon.org/#text=x".to_owned(),
            issue: issue.map(str::to_owned),
        };
        let html = page_html(
            join_in,
            page::JoinIn {
                times: vec![TaskGroup {
                    key: "minutes".to_owned(),
                    tasks: vec![task],
                }],
                dates: vec![day],
                suggestions: vec![
                    suggestion(None),
                    suggestion(Some("https://code.example/new")),
                ],
            },
        );
        has(
            &html,
            &[
                "<h2 id=\"time-minutes\">[join-in.time_minutes]</h2>",
                "<li id=\"invite\"><h3>Invite</h3>",
                "href=\"/spread/join-in/dates.ics\"",
                "href=\"https://share.joinmastodon.org/#text=x\"",
                "href=\"https://code.example/new\"",
            ],
        );
        has(
            &text(&html),
            &["[join-in.repeat_yearly]", "Title:\nAddress:"],
        );
        assert_eq!(html.matches("[join-in.as_issue]").count(), 1, "{html}");
    }
}
