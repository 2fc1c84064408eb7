//! Two to four servers side by side, and choosing them.

use crate::app::{Visitor, title};
use crate::closeup::{self, MOST};
use crate::components::card::name;
use crate::components::live as check;
use crate::context::{expect_context, use_context};
use crate::directory::load::Directory;
use crate::live::{Live, Status, words};
use crate::messages::details::missing_text;
use crate::messages::{compare as say, results};
use crate::platform::clock;
use crate::platform::dom::{Event, whenever};
use crate::quiz::State;
use crate::signal::{Cell, Derived};
use crate::view::{El, Node, all, el, live};
use crate::words::{facts, points};
use leptos::prelude::*;
use picker::domain;
use picker::model::Server;
use picker::recommend::Pick;

/// The servers chosen to compare, for this visit.
#[derive(Debug, Clone, Copy)]
pub struct Chosen(Cell<Vec<String>>);

impl Chosen {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Cell::new(Vec::new()))
    }
}

impl Default for Chosen {
    fn default() -> Self {
        Self::new()
    }
}

/// The checkbox on a card.
#[must_use]
pub fn choice(domain: &str, name: &str) -> Node {
    let Some(Chosen(chosen)) = use_context::<Chosen>() else {
        return Node::Nothing;
    };
    let domain = domain.to_owned();
    let asked = domain.clone();
    let is_chosen = Derived::new(move || chosen.with(|all| all.contains(&asked)));
    let full = move || !is_chosen.get() && chosen.with(|all| all.len() >= MOST);
    let change = move |event: Event| {
        let on = event.is_checked();
        chosen.update(|all| {
            all.retain(|other| *other != domain);
            if on && all.len() < MOST {
                all.push(domain.clone());
            }
        });
    };
    let control = el("input")
        .attr("type", "checkbox")
        .test("compare-choice")
        .attr("aria-label", say::choose_server(name))
        .live_attr("checked", move || is_chosen.get())
        .live_attr("disabled", full)
        .on("change", change);
    el("label")
        .class("compare-choice no-print")
        .child(control)
        .child(say::choose())
        .into()
}

/// What is chosen so far, and the way to the comparison. Its height is kept
/// free, so that choosing moves nothing.
#[must_use]
pub fn bar(state: &State) -> Node {
    let Some(Chosen(chosen)) = use_context::<Chosen>() else {
        return Node::Nothing;
    };
    let state = state.clone();
    let inside = move || {
        let now = chosen.get();
        if now.is_empty() {
            return el("span").class("small").child(say::none()).into();
        }
        let go = if now.len() < 2 {
            el("span").child(say::one_more())
        } else {
            el("a")
                .class("button")
                .attr("href", closeup::compare(&state, &now))
                .test("compare")
                .child(say::go(now.len() as u64))
        };
        let clear = el("button")
            .class("button quiet")
            .attr("type", "button")
            .on("click", move |_| chosen.set(Vec::new()))
            .child(say::clear());
        let full = (now.len() >= MOST).then(|| el("span").child(say::full()));
        all([Some(go), full, Some(clear)])
    };
    el("div")
        .class("compare-bar no-print")
        .test("compare-bar")
        .child(live(inside))
        .into()
}

/// The page with the table. A link may name servers that are in no list: those
/// are named, and neither counted nor asked.
#[must_use]
pub fn compare(state: &State, domains: &[String]) -> Node {
    let directory = expect_context::<Directory>();
    let live_checks = expect_context::<Live>();
    on_cleanup(move || live_checks.leave());
    let state = state.clone();
    let named = domains.len();
    let known = {
        let domains = domains.to_vec();
        Derived::new(move || {
            let picker = directory.picker.get()?;
            let known = domains.iter().filter(|it| picker.find(it).is_some());
            Some(known.cloned().collect::<Vec<String>>())
        })
    };
    whenever(move || live_checks.watch(&known.get().unwrap_or_default()));
    let heading = move || {
        let count = known.with(|known| known.as_ref().map_or(named, Vec::len));
        say::title(count as u64)
    };
    title(heading);
    let domains = domains.to_vec();
    let table = live(move || {
        let picker = directory.picker.get()?;
        let visitor = expect_context::<Visitor>();
        let context = visitor.context(state.seed.unwrap_or_default());
        let mut columns = Vec::new();
        let mut missing = Vec::new();
        for domain in &domains {
            let column = picker.find(domain).and_then(|at| {
                Some(Column {
                    server: picker.servers().get(at)?.clone(),
                    pick: picker.explain_one(at, &state.answers, &context)?,
                })
            });
            match column {
                Some(column) => columns.push(column),
                None => missing.push(el("p").test("missing").child(missing_text(domain))),
            }
        }
        Some(all([missing.into(), table(&columns, &state)]))
    });
    all([el("h1").child(live(heading)).into(), table])
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

fn row(label: String, cells: impl Iterator<Item: Into<Node>>) -> El {
    el("tr")
        .child(el("th").attr("scope", "row").child(label))
        .children(cells.map(|cell| el("td").child(cell)))
}

fn list(lines: impl Iterator<Item = String>) -> Node {
    let lines: Vec<El> = lines.map(|line| el("li").child(line)).collect();
    if lines.is_empty() {
        return say::nothing().into();
    }
    el("ul").children(lines).into()
}

fn table(columns: &[Column], state: &State) -> Node {
    if columns.is_empty() {
        return Node::Nothing;
    }
    let heads = columns.iter().map(|column| {
        let shown = domain::display(&column.server.domain);
        let link = el("a")
            .attr("href", closeup::details(state, &column.server.domain))
            .child(name(&shown));
        el("th")
            .attr("scope", "col")
            .attr("data-domain", column.server.domain.clone())
            .child(link)
    });
    let servers = || columns.iter().map(|column| &column.server);
    let mut rows = vec![row(say::now(), servers().map(now))];
    for (key, label) in labels(columns) {
        let value = |server: &Server| {
            let mut all = facts::rows(server).into_iter();
            let row = all.find(|row| row.key == key);
            row.map_or_else(say::unknown, |row| row.value)
        };
        rows.push(row(label, servers().map(value)));
    }
    rows.push(row(say::version(), servers().map(version)));
    rows.push(row(
        say::fits(),
        columns.iter().map(|column| {
            let reasons = column.pick.reasons.iter();
            list(reasons.map(|it| points::reason(&it.kind)))
        }),
    ));
    rows.push(row(
        say::misses(),
        columns.iter().map(|column| {
            let misses = column.pick.misses.iter();
            list(misses.map(|it| points::miss(&it.kind)))
        }),
    ));
    rows.push(row(
        results::fact_sign_up(),
        servers().map(|server| {
            let name = domain::display(&server.domain).text;
            let on = format!(" {} ({})", results::on_server(&name), results::opens_tab());
            check::button(server, &on)
        }),
    ));
    let head = el("tr")
        .child(el("th").attr("scope", "col").child(say::fact()))
        .children(heads);
    let table = el("table")
        .class("comparison")
        .child(el("thead").child(head))
        .child(el("tbody").children(rows));
    el("div")
        .class("scroll")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", say::title(columns.len() as u64))
        .test("comparison")
        .child(table)
        .into()
}

/// What a server said just now of signing up.
fn now(server: &Server) -> Node {
    following(server, |status| {
        status.map_or_else(say::unknown, |status| words::line(status, clock::now()))
    })
}

/// The version that a server names itself, and until it does the listed one.
fn version(server: &Server) -> Node {
    let listed = server.version.as_ref().map(|fact| fact.value.clone());
    following(server, move |status| {
        let said = match status {
            Some(Status::Done(done)) => done.info.as_ref().and_then(|info| info.version.clone()),
            _ => None,
        };
        said.or_else(|| listed.clone()).unwrap_or_else(say::unknown)
    })
}

/// A text that follows the live check of a server.
fn following(server: &Server, text: impl Fn(Option<&Status>) -> String + 'static) -> Node {
    let checks = expect_context::<Live>();
    let domain = server.domain.clone();
    let status = Derived::new(move || checks.status(&domain));
    live(move || status.with(|status| text(status.as_ref())))
}
