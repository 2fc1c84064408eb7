//! Two to four servers side by side, and choosing them.

use crate::app::{PageTitle, Visitor};
use crate::closeup::{self, MOST};
use crate::components::live as check;
use crate::directory::load::Directory;
use crate::live::{Live, words};
use crate::messages::{compare as say, results};
use crate::platform::clock;
use crate::quiz::State;
use crate::words::{facts, points};
use leptos::prelude::*;
use picker::domain;
use picker::model::Server;
use picker::recommend::Pick;

/// The servers chosen to compare, for this visit.
#[derive(Debug, Clone, Copy)]
pub struct Chosen(RwSignal<Vec<String>>);

impl Chosen {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

impl Default for Chosen {
    fn default() -> Self {
        Self::new()
    }
}

/// The checkbox on a card.
pub fn choice(domain: &str, name: &str) -> AnyView {
    let Some(Chosen(chosen)) = use_context::<Chosen>() else {
        return ().into_any();
    };
    let domain = domain.to_owned();
    let asked = domain.clone();
    let is_chosen = Memo::new(move |_| chosen.with(|all| all.contains(&asked)));
    let full = move || !is_chosen.get() && chosen.with(|all| all.len() >= MOST);
    view! {
        <label class="compare-choice no-print">
            <input
                type="checkbox"
                data-test="compare-choice"
                aria-label=say::choose_server(name)
                prop:checked=is_chosen
                disabled=full
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    chosen
                        .update(|all| {
                            all.retain(|other| *other != domain);
                            if on && all.len() < MOST {
                                all.push(domain.clone());
                            }
                        });
                }
            />
            {say::choose()}
        </label>
    }
    .into_any()
}

/// What is chosen so far, and the way to the comparison. Its height is kept
/// free, so that choosing moves nothing.
pub fn bar(state: &State) -> AnyView {
    let Some(Chosen(chosen)) = use_context::<Chosen>() else {
        return ().into_any();
    };
    let state = state.clone();
    let inside = move || {
        let chosen_now = chosen.get();
        if chosen_now.is_empty() {
            return ().into_any();
        }
        let go = if chosen_now.len() < 2 {
            view! { <span>{say::one_more()}</span> }.into_any()
        } else {
            let href = closeup::compare(&state, &chosen_now);
            view! {
                <a class="button" href=href data-test="compare">
                    {say::go(chosen_now.len() as u64)}
                </a>
            }
            .into_any()
        };
        view! {
            {go}
            {(chosen_now.len() >= MOST).then(|| view! { <span>{say::full()}</span> })}
            <button
                class="button quiet"
                type="button"
                on:click=move |_| chosen.set(Vec::new())
            >
                {say::clear()}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="compare-bar no-print" data-test="compare-bar">
            {inside}
        </div>
    }
    .into_any()
}

/// The page with the table.
pub fn compare(state: &State, domains: &[String]) -> AnyView {
    let directory = expect_context::<Directory>();
    let domains = domains.to_vec();
    let count = domains.len() as u64;
    let state = state.clone();
    let live = expect_context::<Live>();
    let asked = domains.clone();
    Effect::new(move |_| live.watch(&asked));
    on_cleanup(move || live.leave());
    view! {
        <PageTitle text=Signal::derive(move || say::title(count))/>
        <h1>{say::title(count)}</h1>
        {move || {
            let picker = directory.picker.get()?;
            let visitor = expect_context::<Visitor>();
            let context = visitor.context(state.seed.unwrap_or_default());
            let columns: Vec<Column> = domains
                .iter()
                .filter_map(|domain| {
                    let at = picker.find(domain)?;
                    Some(Column {
                        server: picker.servers().get(at)?.clone(),
                        pick: picker.explain_one(at, &state.answers, &context)?,
                    })
                })
                .collect();
            Some(table(&columns, &state))
        }}
    }
    .into_any()
}

struct Column {
    server: Server,
    pick: Pick,
}

/// The facts that any of them has, in the order of the cards.
fn labels(columns: &[Column]) -> Vec<(&'static str, String)> {
    let mut labels: Vec<(&'static str, String)> = Vec::new();
    for column in columns {
        for row in facts::rows(&column.server) {
            if row.key != "sign_up" && labels.iter().all(|(key, _)| *key != row.key) {
                labels.push((row.key, row.label));
            }
        }
    }
    labels
}

fn table(columns: &[Column], state: &State) -> AnyView {
    if columns.is_empty() {
        return view! { <p>{say::none_known()}</p> }.into_any();
    }
    let heads = columns.iter().map(|column| {
        let name = domain::display(&column.server.domain);
        let href = closeup::details(state, &column.server.domain);
        view! {
            <th scope="col" data-domain=column.server.domain.clone()>
                <a href=href>
                    <bdi>{name.text}</bdi>
                </a>
                {name.ascii.map(|ascii| view! { <span class="ascii">{ascii}</span> })}
            </th>
        }
    });
    let cell = |view: AnyView| view! { <td>{view}</td> };
    let line = |label: String, cells: Vec<AnyView>| {
        view! {
            <tr>
                <th scope="row">{label}</th>
                {cells.into_iter().map(cell).collect_view()}
            </tr>
        }
    };
    let now = columns.iter().map(|column| now(&column.server)).collect();
    let mut rows = vec![line(say::now(), now)];
    for (key, label) in labels(columns) {
        let value = |column: &Column| {
            let mut all = facts::rows(&column.server).into_iter();
            let row = all.find(|row| row.key == key);
            row.map_or_else(say::unknown, |row| row.value).into_any()
        };
        rows.push(line(label, columns.iter().map(value).collect()));
    }
    let version = |column: &Column| {
        let fact = column.server.version.as_ref();
        fact.map_or_else(say::unknown, |fact| fact.value.clone())
            .into_any()
    };
    rows.push(line(say::version(), columns.iter().map(version).collect()));
    let list = |lines: Vec<String>| {
        if lines.is_empty() {
            return say::nothing().into_any();
        }
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <ul>{lines.collect_view()}</ul> }.into_any()
    };
    let fits = columns.iter().map(|column| {
        let reasons = column.pick.reasons.iter();
        list(reasons.map(|it| points::reason(&it.kind)).collect())
    });
    rows.push(line(say::fits(), fits.collect()));
    let misses = columns.iter().map(|column| {
        let misses = column.pick.misses.iter();
        list(misses.map(|it| points::miss(&it.kind)).collect())
    });
    rows.push(line(say::misses(), misses.collect()));
    let doors = columns.iter().map(|column| {
        let name = domain::display(&column.server.domain).text;
        let on = format!(" {} ({})", results::on_server(&name), results::opens_tab());
        check::button(&column.server, &on)
    });
    rows.push(line(results::fact_sign_up(), doors.collect()));
    view! {
        <div
            class="scroll"
            role="region"
            tabindex="0"
            aria-label=say::title(columns.len() as u64)
            data-test="comparison"
        >
            <table class="comparison">
                <thead>
                    <tr>
                        <th scope="col">{say::fact()}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn now(server: &Server) -> AnyView {
    let live = expect_context::<Live>();
    let domain = server.domain.clone();
    let status = Memo::new(move |_| live.status(&domain));
    (move || match &*status.read() {
        Some(status) => words::line(status, clock::now()),
        None => say::unknown(),
    })
    .into_any()
}
