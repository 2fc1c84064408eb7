//! The table of a comparison: a column for each server.

use crate::availability::{Availability, Status, words};
use crate::components::availability::SignUpLink;
use crate::components::links::ServerName;
use crate::detail_route::details_path;
use crate::i18n::messages::{compare as say, results};
use crate::platform::clock;
use crate::quiz::State;
use crate::state::navigation::Navigation;
use crate::words::{facts, points};
use leptos::prelude::*;
use picker::model::Server;
use picker::recommend::Pick;

/// A server, and how it meets the answers.
pub struct Column {
    /// The server.
    pub server: Server,
    /// What speaks for it and against it.
    pub pick: Pick,
}

/// The table, which scrolls by itself where the screen is narrow.
#[component]
pub fn ComparisonTable(
    /// The servers, in the order of the link.
    columns: Vec<Column>,
    /// The answers, which links to details keep.
    state: State,
) -> impl IntoView {
    let servers = || columns.iter().map(|column| &column.server);
    let heads = servers()
        .map(|server| view! { <ColumnHead domain=server.domain.clone() state=state.clone()/> })
        .collect_view();
    let facts = labels(&columns)
        .into_iter()
        .map(|(key, label)| row(label, servers().map(|server| value(server, key))))
        .collect_view();
    let reasons = columns.iter().map(|column| {
        let reasons = column.pick.reasons.iter();
        list(reasons.map(|point| points::reason(&point.kind)))
    });
    let misses = columns.iter().map(|column| {
        let misses = column.pick.misses.iter();
        list(misses.map(|point| points::miss(&point.kind)))
    });
    let links = servers().map(|server| view! { <SignUpLink server=server.clone()/> });
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
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    {row(say::now(), servers().map(now))}
                    {facts}
                    {row(say::version(), servers().map(version))}
                    {row(say::fits(), reasons)}
                    {row(say::misses(), misses)}
                    {row(results::fact_sign_up(), links)}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn ColumnHead(domain: String, state: State) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let href = navigation.address(&details_path(&state, &domain));
    let name = domain.clone();
    view! {
        <th scope="col" data-domain=domain>
            <a href=href>
                <ServerName domain=name/>
            </a>
        </th>
    }
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

fn value(server: &Server, key: &str) -> String {
    let mut rows = facts::rows(server).into_iter();
    rows.find(|row| row.key == key)
        .map_or_else(say::unknown, |row| row.value)
}

fn row(label: String, cells: impl Iterator<Item: IntoView + 'static>) -> AnyView {
    let cells = cells.map(|cell| view! { <td>{cell}</td> }).collect_view();
    view! {
        <tr>
            <th scope="row">{label}</th>
            {cells}
        </tr>
    }
    .into_any()
}

fn list(lines: impl Iterator<Item = String>) -> AnyView {
    let lines: Vec<_> = lines.map(|line| view! { <li>{line}</li> }).collect();
    if lines.is_empty() {
        return say::nothing().into_any();
    }
    view! { <ul>{lines}</ul> }.into_any()
}

/// What a server said just now of signing up.
fn now(server: &Server) -> impl IntoView + use<> {
    checked(server, |status| {
        status.map_or_else(say::unknown, |status| words::line(status, clock::now()))
    })
}

/// The version that a server names itself, and until it does the listed one.
fn version(server: &Server) -> impl IntoView + use<> {
    let listed = server.version.as_ref().map(|fact| fact.value.clone());
    checked(server, move |status| {
        let told = match status {
            Some(Status::Done(done)) => done.info.as_ref().and_then(|info| info.version.clone()),
            _ => None,
        };
        told.or_else(|| listed.clone()).unwrap_or_else(say::unknown)
    })
}

/// A text that follows the check of a server.
fn checked<Text>(server: &Server, text: Text) -> impl IntoView + use<Text>
where
    Text: Fn(Option<&Status>) -> String + Send + 'static,
{
    let availability = expect_context::<Availability>();
    let domain = server.domain.clone();
    let status = Memo::new(move |_| availability.status(&domain));
    move || status.with(|status| text(status.as_ref()))
}
