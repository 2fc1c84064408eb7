//! One server, looked at closely: its rules, who runs it, how lively it is,
//! and whom it talks to. Asked only when opened; what is not known is said.

use crate::app::{Announcer, PageTitle, Visitor};
use crate::components::live as check;
use crate::directory::load::Directory;
use crate::live::details::{Detail, Talk};
use crate::live::{Live, Status};
use crate::messages::{day, details as say, number, results};
use crate::platform::form;
use crate::words::facts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::decode::activity::complete;
use picker::decode::{InstanceInfo, Software};
use picker::domain;
use picker::language::Language;
use picker::live::{BlockList, Stance};
use picker::model::{Server, Week};
use std::sync::Arc;

/// How many weeks are drawn.
const WEEKS: usize = 12;

/// The page of one server.
pub fn details(name: &str) -> AnyView {
    let directory = expect_context::<Directory>();
    let name = name.to_owned();
    let shown = domain::display(&name).text;
    // As it was when it was opened: a newer list must not take away what is
    // being read or typed.
    let found = Memo::new(move |before: Option<&Option<Option<Server>>>| {
        if let Some(Some(Some(server))) = before {
            return Some(Some(server.clone()));
        }
        let picker = directory.picker.get()?;
        Some(
            picker
                .find(&name)
                .map(|at| (picker, at))
                .and_then(|(picker, at)| picker.servers().get(at).cloned()),
        )
    });
    let heading = shown.clone();
    view! {
        <PageTitle text=Signal::derive(move || say::about(&heading))/>
        {move || match found.get() {
            None => ().into_any(),
            Some(None) => {
                view! {
                    <h1>{say::missing()}</h1>
                    <p>{say::missing_text(&shown)}</p>
                }
                    .into_any()
            }
            Some(Some(server)) => page(&server),
        }}
    }
    .into_any()
}

fn page(server: &Server) -> AnyView {
    let live = expect_context::<Live>();
    let languages = expect_context::<Visitor>().languages();
    let shown = domain::display(&server.domain);
    let on = format!(
        " {} ({})",
        results::on_server(&shown.text),
        results::opens_tab()
    );
    let detail = Detail::ask(live, server.domain.clone());
    on_cleanup(move || live.leave());
    let asked = server.domain.clone();
    let info = Memo::new(move |_| match live.status(&asked) {
        Some(Status::Done(done)) => Some(done.info),
        _ => None,
    });
    let listed = server.clone();
    let texts = [&server.note, &server.description].map(|text| {
        let text = text.as_ref().map(|fact| fact.value.clone());
        text.map(|text| view! { <p dir="auto">{text}</p> })
    });
    let [note, description] = texts;
    view! {
        <article class="details-page prose" data-test="details" data-domain=server.domain.clone()>
            <h1>
                <bdi>{shown.text.clone()}</bdi>
                {shown.ascii.map(|ascii| view! { <span class="ascii">{ascii}</span> })}
            </h1>
            {note}
            {description}
            {check::status(server)}
            <p class="actions">{check::button(server, &on)}</p>
            <h2>{say::rules()}</h2>
            {move || answered(info.get(), |info| rules(info, &languages))}
            <h2>{say::facts()}</h2>
            {move || answered(info.get(), |info| about(info, &listed))}
            <h2>{say::activity()}</h2>
            {move || detail.weeks.read().as_ref().map_or_else(asking, |weeks| lively(weeks))}
            <h2>{say::blocks()}</h2>
            <p data-test="blocks">
                {move || detail.blocks.read().as_ref().map_or_else(say::asking, blocked)}
            </p>
            {talk(detail, &server.domain)}
        </article>
    }
    .into_any()
}

fn asking() -> AnyView {
    view! { <p class="small">{say::asking()}</p> }.into_any()
}

fn answered(
    info: Option<Option<Arc<InstanceInfo>>>,
    show: impl FnOnce(&InstanceInfo) -> AnyView,
) -> AnyView {
    match info {
        None => asking(),
        Some(None) => view! { <p>{say::not_answered()}</p> }.into_any(),
        Some(Some(info)) => show(&info),
    }
}

fn rules(info: &InstanceInfo, languages: &[Language]) -> AnyView {
    if info.rules.is_empty() {
        return view! { <p data-test="rules">{say::no_rules()}</p> }.into_any();
    }
    let rows = info.rules.iter().map(|rule| {
        // The first of the visitor's languages that it was translated into.
        let all = languages.iter().map(|wanted| rule.in_language(wanted));
        let translated = all.into_iter().find(|(_, _, language)| language.is_some());
        let (text, hint, language) =
            translated.unwrap_or((rule.text.as_str(), rule.hint.as_deref(), None));
        let tag = language.map(|language| language.as_str().to_owned());
        view! {
            <li lang=tag dir="auto">
                {text.to_owned()}
                {hint.map(|hint| view! { <span class="small hint">{hint.to_owned()}</span> })}
            </li>
        }
    });
    view! {
        <p class="small">{say::rules_text()}</p>
        <ol class="rules" data-test="rules">
            {rows.collect_view()}
        </ol>
    }
    .into_any()
}

fn about(info: &InstanceInfo, listed: &Server) -> AnyView {
    let software = match &info.software {
        Software::Mastodon { version } => Some(say::software_version("Mastodon", version)),
        Software::Other { name, version } => Some(match version {
            Some(version) => say::software_version(name, version),
            None => name.clone(),
        }),
        Software::Unknown => info.version.clone(),
    };
    let contact = info.contact.as_ref();
    let since = contact
        .and_then(|contact| contact.created)
        .map(|date| say::since_text(&day(date)));
    let who = contact.map(|contact| {
        let name = format!("@{}", contact.name);
        match &contact.url {
            Some(url) => view! { <a href=url.clone()>{name}</a> }.into_any(),
            None => name.into_any(),
        }
    });
    let mail = info
        .contact_email
        .as_ref()
        .map(|mail| view! { " " <a href=format!("mailto:{mail}")>{mail.clone()}</a> });
    let contact = if who.is_none() && mail.is_none() {
        say::unknown().into_any()
    } else {
        view! { {who} {mail} }.into_any()
    };
    let legal = listed.legal_form.as_ref();
    let rows = [
        (say::contact(), contact),
        (
            say::software(),
            software.unwrap_or_else(say::unknown).into_any(),
        ),
        (say::since(), since.unwrap_or_else(say::unknown).into_any()),
        (
            say::legal(),
            legal
                .map_or_else(say::unknown, |fact| facts::legal_form(fact.value))
                .into_any(),
        ),
        (
            say::month(),
            info.active_month
                .map_or_else(say::unknown, say::people)
                .into_any(),
        ),
    ];
    let rows = rows.into_iter().map(|(label, value)| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! {
        <dl class="facts" data-test="about">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}

/// Two charts, and the same as a table.
fn lively(weeks: &[Week]) -> AnyView {
    let today = expect_context::<Visitor>().today;
    let mut weeks: Vec<Week> = complete(weeks, today).iter().take(WEEKS).copied().collect();
    if weeks.is_empty() {
        return view! { <p data-test="weeks">{say::activity_unknown()}</p> }.into_any();
    }
    weeks.reverse();
    let of = |count: fn(&Week) -> u64| weeks.iter().map(count).collect::<Vec<u64>>();
    let rows = weeks.iter().map(|week| {
        view! {
            <tr>
                <th scope="row">{day(week.start)}</th>
                <td>{number(week.logins)}</td>
                <td>{number(week.registrations)}</td>
            </tr>
        }
    });
    view! {
        <div data-test="weeks">
            <p class="small">{say::activity_text()}</p>
            <div class="charts">
                {chart(&say::active(), &of(|week| week.logins))}
                {chart(&say::sign_ups(), &of(|week| week.registrations))}
            </div>
            <details>
                <summary>{say::table()}</summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{say::week()}</th>
                            <th scope="col">{say::active()}</th>
                            <th scope="col">{say::sign_ups()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </details>
        </div>
    }
    .into_any()
}

const HEIGHT: u64 = 48;
const STEP: usize = 10;

/// Bars from zero, the highest as high as the picture: each is at least a
/// line, so that a week without anybody is not a missing week.
fn bars(values: &[u64]) -> Vec<u64> {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let height = |value: &u64| (value.saturating_mul(HEIGHT) / most).max(1);
    values.iter().map(height).collect()
}

fn chart(what: &str, values: &[u64]) -> AnyView {
    let (first, last) = (values.first().copied(), values.last().copied());
    let label = say::chart(
        &number(first.unwrap_or(0)),
        &number(last.unwrap_or(0)),
        values.len() as u64,
        what,
    );
    let rects = bars(values).into_iter().enumerate().map(|(at, height)| {
        view! {
            <rect
                x=(at * STEP).to_string()
                y=(HEIGHT - height).to_string()
                width=(STEP - 2).to_string()
                height=height.to_string()
            ></rect>
        }
    });
    view! {
        <figure class="chart">
            <svg
                role="img"
                aria-label=label
                viewBox=format!("0 0 {} {HEIGHT}", values.len() * STEP)
                preserveAspectRatio="none"
            >
                {rects.collect_view()}
            </svg>
            <figcaption>
                {what.to_owned()} ": " <strong>{number(last.unwrap_or(0))}</strong>
            </figcaption>
        </figure>
    }
    .into_any()
}

fn blocked(list: &BlockList) -> String {
    match list {
        BlockList::Public(blocks) => say::blocks_public(blocks.0.len() as u64),
        BlockList::MembersOnly => say::blocks_members(),
        BlockList::Hidden => say::blocks_hidden(),
        BlockList::Unknown => say::blocks_unknown(),
    }
}

/// "Can I talk to people on …?"
fn talk(detail: Detail, domain: &str) -> AnyView {
    let domain = StoredValue::new(domain.to_owned());
    let announcer = expect_context::<Announcer>();
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let found = RwSignal::new(None::<Talk>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let query = form::query(&event);
        let typed = form::value(&query, "other");
        found.set(None);
        match domain::from_uri(typed.trim_start_matches('@')) {
            Err(_) => problem.set(Some(say::talk_bad())),
            Ok(other) if domain.with_value(|here| *here == other) => {
                problem.set(Some(say::talk_same()));
            }
            Ok(other) => {
                problem.set(None);
                busy.set(true);
                spawn_local(async move {
                    let Some(here) = domain.try_get_value() else {
                        return;
                    };
                    if let Some(talk) = detail.talk(&here, other).await {
                        let _ = busy.try_set(false);
                        announcer.say(format!(
                            "{} {}",
                            stance(talk.here, &talk.other, &here),
                            stance(talk.there, &here, &talk.other)
                        ));
                        let _ = found.try_set(Some(talk));
                    }
                });
            }
        }
    };
    let lines = move || {
        let Some(Talk { other, here, there }) = found.get() else {
            return if busy.get() {
                view! { <p>{say::asking()}</p> }.into_any()
            } else {
                ().into_any()
            };
        };
        let this = domain.get_value();
        view! {
            <p>{stance(here, &other, &this)}</p>
            <p>{stance(there, &this, &other)}</p>
        }
        .into_any()
    };
    view! {
        <form class="talk" on:submit=submit data-test="talk">
            <h2>{say::talk()}</h2>
            <p>{say::talk_text()}</p>
            <div class="field">
                <label for="other">{say::talk_label()}</label>
                <p class="field-problem" id="other-problem" role="alert">
                    {move || problem.get()}
                </p>
                <input
                    type="text"
                    id="other"
                    name="other"
                    inputmode="url"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby="other-problem"
                />
            </div>
            <button class="button secondary" type="submit">
                {say::talk_button()}
            </button>
            <div data-test="stances">
                {lines}
            </div>
        </form>
    }
    .into_any()
}

/// What `server` says of `other`.
fn stance(stance: Stance, other: &str, server: &str) -> String {
    match stance {
        Stance::Nothing => say::stance_nothing(other, server),
        Stance::Silenced => say::stance_silenced(other, server),
        Stance::Suspended => say::stance_suspended(other, server),
        Stance::Unknown => say::stance_unknown(other, server),
    }
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, bars, stance};
    use picker::live::Stance;

    #[test]
    fn the_highest_bar_fills_the_picture_and_none_vanishes() {
        assert_eq!(bars(&[10, 5, 0]), [HEIGHT, HEIGHT / 2, 1]);
        assert_eq!(bars(&[0, 0]), [1, 1]);
        assert_eq!(bars(&[u64::MAX, 1])[1], 1);
    }

    #[test]
    fn each_direction_is_said_on_its_own() {
        assert_eq!(
            stance(Stance::Suspended, "b.example", "a.example"),
            "a.example blocks b.example: people on the two cannot talk to each other."
        );
        assert_eq!(
            stance(Stance::Nothing, "a.example", "b.example"),
            "b.example does not block a.example."
        );
    }
}
