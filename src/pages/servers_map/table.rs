//! The map's servers as rows, which can be ticked for comparison.

use super::told::Told;
use crate::components::compare_selection::follow_boxes;
use crate::i18n::messages::compare;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::MapGroup;
use leptos::prelude::*;
use picker::domain;

/// The checkboxes of all rows.
const BOXES: &str = ".map-table input";

/// The table.
#[component]
pub fn Table(
    /// The servers, in the order of their numbers.
    groups: Vec<MapGroup>,
    /// What is said of them.
    told: Told,
    /// Whether the program has its servers: before that there is nothing to tick.
    ready: Memo<bool>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let ticked = follow_boxes(BOXES, move || ready.get());
    let heads = ["server", "topic", "people", "language", "sign_up"]
        .map(|key| view! { <th scope="col">{words.text(&format!("map.{key}"))}</th> });
    let compared = move || {
        ready
            .get()
            .then(|| view! { <th scope="col">{compare::choose()}</th> })
    };
    let topics = groups.into_iter().flat_map(|group| {
        let topic = group.name;
        let servers = group.servers.into_iter();
        servers.map(move |server| (topic.clone(), server.language))
    });
    let rows = topics.enumerate().map(|(number, (topic, language))| {
        view! { <Row number=number topic=topic language=language told=told ready=ready/> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="scroll map-table" role="region" tabindex="0" aria-labelledby="table">
            <table on:change=ticked>
                <thead>
                    <tr>{heads.collect_view()} {compared}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Nothing in place of an empty text, for which a document would have a space.
fn known(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

#[component]
fn Row(
    number: usize,
    topic: String,
    language: String,
    told: Told,
    ready: Memo<bool>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let domain = told.domain(number);
    let name = domain::display(&domain).text;
    let label = name.clone();
    let tick = move || {
        ready.get().then(|| {
            let label = compare::choose_server(&label);
            view! {
                <td>
                    <input type="checkbox" value=domain.clone() aria-label=label/>
                </td>
            }
        })
    };
    view! {
        <tr hidden=move || !told.fits(number)>
            <th scope="row">
                <a href=move || site.path(&told.path(number)) translate="no">
                    {name}
                </a>
            </th>
            <td>{known(topic)}</td>
            <td>{move || known(told.people(number))}</td>
            <td>{known(language)}</td>
            <td>{move || words.text(&format!("map.{}", told.sign_up(number)))}</td>
            {tick}
        </tr>
    }
}
