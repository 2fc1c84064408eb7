//! Two to four servers side by side.

pub mod table;

use crate::availability::Availability;
use crate::components::links::with_names;
use crate::directory::load::Directory;
use crate::i18n::messages::details::missing_text;
use crate::i18n::messages::{compare as say, site};
use crate::quiz::State;
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use leptos_meta::Title;
use table::{Column, ComparisonTable};

/// The page with the table. A link may name servers that are in no list: those
/// are named, and neither counted nor asked.
#[component]
pub fn Compare(
    /// The answers, against which the servers are held.
    state: State,
    /// The domains in normal form.
    domains: Vec<String>,
) -> impl IntoView {
    let directory = expect_context::<Directory>();
    let availability = expect_context::<Availability>();
    let visitor = expect_context::<Visitor>();
    on_cleanup(move || availability.leave());
    let named = domains.len();
    let known = {
        let domains = domains.clone();
        Memo::new(move |_| {
            let picker = directory.picker.get()?;
            let known = domains.iter().filter(|it| picker.find(it).is_some());
            Some(known.cloned().collect::<Vec<String>>())
        })
    };
    Effect::new(move |_| availability.watch(&known.get().unwrap_or_default()));
    let heading = move || {
        let count = known.with(|known| known.as_ref().map_or(named, Vec::len));
        say::title(count as u64)
    };
    let table = move || {
        let picker = directory.picker.get()?;
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
                None => missing.push(view! {
                    <p data-test="missing">{with_names(&missing_text(domain), &[domain])}</p>
                }),
            }
        }
        let state = state.clone();
        Some(view! {
            {missing}
            {(!columns.is_empty())
                .then(|| view! { <ComparisonTable columns=columns state=state/> })}
        })
    };
    view! {
        <Title text=move || site::title(&heading())/>
        <h1>{heading}</h1>
        {table}
    }
}
