//! One server, and why.

use crate::closeup;
use crate::components::{compare, live};
use crate::messages::{details, results as say};
use crate::quiz::State;
use crate::words::{facts, points};
use leptos::prelude::*;
use picker::domain;
use picker::model::{Server, SignUp};
use picker::recommend::Pick;

/// The answers that the cards stand below, for links that keep them.
#[derive(Debug, Clone)]
pub struct Looks(pub State);

/// A card with everything that speaks for and against a server. `main` cards
/// are the recommended ones, the others are one level below.
pub fn card(server: &Server, pick: &Pick, main: bool) -> AnyView {
    let shown = domain::display(&server.domain);
    let name = view! {
        <bdi>{shown.text.clone()}</bdi>
        {shown.ascii.map(|ascii| view! { <span class="ascii">{ascii}</span> })}
        {server
            .title
            .as_ref()
            .filter(|title| title.value != shown.text)
            .map(|title| view! { <span class="ascii" dir="auto">{title.value.clone()}</span> })}
    };
    let heading = if main {
        view! { <h2 tabindex="-1">{name}</h2> }.into_any()
    } else {
        view! { <h3 tabindex="-1">{name}</h3> }.into_any()
    };
    let note = server
        .note
        .as_ref()
        .map(|note| view! { <p class="note">{note.value.clone()}</p> });
    let description = server.description.as_ref().map(|text| {
        view! { <p class="description" dir="auto">{text.value.clone()}</p> }
    });
    view! {
        <article class="card" data-test="card" data-domain=server.domain.clone()>
            {heading} {main.then(|| live::instead(&server.domain))} {note} {description}
            {reasons(pick)} {misses(pick)} {facts_of(server, main)} {sources_of(server)}
            {actions(server, &shown.text, main)}
        </article>
    }
    .into_any()
}

fn reasons(pick: &Pick) -> AnyView {
    let lines = pick.reasons.iter().map(|point| {
        view! { <li data-kind=point.kind.key()>{points::reason(&point.kind)}</li> }
    });
    (!pick.reasons.is_empty())
        .then(|| {
            view! {
                <ul class="reasons" aria-label=say::why() data-test="reasons">
                    {lines.collect_view()}
                </ul>
            }
        })
        .into_any()
}

fn misses(pick: &Pick) -> AnyView {
    let lines = pick.misses.iter().map(|point| {
        view! { <li data-kind=point.kind.key()>{points::miss(&point.kind)}</li> }
    });
    (!pick.misses.is_empty())
        .then(|| {
            view! {
                <ul class="misses" aria-label=say::misses() data-test="misses">
                    {lines.collect_view()}
                </ul>
            }
        })
        .into_any()
}

fn facts_of(server: &Server, main: bool) -> AnyView {
    // How one signs up is what the live check says on the main cards: the
    // list's older word beside it would only confuse.
    let rows = facts::rows(server)
        .into_iter()
        .filter(|row| !main || row.key != "sign_up");
    let rows = rows.map(|row| {
        view! {
            <div data-fact=row.key>
                <dt>{row.label}</dt>
                <dd>{row.value}</dd>
            </div>
        }
    });
    view! { <dl class="facts">{rows.collect_view()}</dl> }.into_any()
}

fn sources_of(server: &Server) -> AnyView {
    let lines = facts::sources(server)
        .into_iter()
        .map(|line| view! { <li>{line}</li> });
    view! {
        <details class="where-from" data-test="where-from">
            <summary>{say::where_from()}</summary>
            <ul class="small">{lines.collect_view()}</ul>
        </details>
    }
    .into_any()
}

fn actions(server: &Server, name: &str, main: bool) -> AnyView {
    let on = format!(" {} ({})", say::on_server(name), say::opens_tab());
    let looks = use_context::<Looks>();
    let (status, sign_up) = if main {
        (live::status(server), live::button(server, &on))
    } else {
        (listed_next(server), listed_button(server, &on))
    };
    view! {
        {status}
        <p class="actions">
            {sign_up}
            <a
                class="button secondary"
                href=format!("https://{}/explore", server.domain)
                target="_blank"
                rel="noopener"
                data-test="look-around"
            >
                {say::look_around()}
                <span class="visually-hidden">{on}</span>
            </a>
            {looks.map(|Looks(state)| {
                let href = closeup::details(&state, &server.domain);
                view! {
                    <a class="button quiet" href=href data-test="details-link">
                        {details::open()}
                        <span class="visually-hidden">" " {name.to_owned()}</span>
                    </a>
                    {compare::choice(&server.domain, name)}
                }
            })}
        </p>
    }
    .into_any()
}

/// What happens after the click, by the lists.
fn listed_next(server: &Server) -> AnyView {
    let next = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => say::next_approval(),
        Some(SignUp::Instant) => say::next_instant(),
        Some(SignUp::Closed) => say::closed(),
        Some(SignUp::Open) | None => say::next_open(),
    };
    view! { <p class="small next">{next}</p> }.into_any()
}

fn listed_button(server: &Server, on: &str) -> AnyView {
    let label = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => say::ask_to_join(),
        _ => say::create_account(),
    };
    view! {
        <a
            class="button"
            href=server.sign_up_address()
            target="_blank"
            rel="noopener"
            data-test="sign-up"
        >
            {label}
            <span class="visually-hidden">{on.to_owned()}</span>
        </a>
    }
    .into_any()
}
