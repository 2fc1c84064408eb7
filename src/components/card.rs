//! One server, and why it is recommended.

use crate::components::availability::{AvailabilityStatus, InsteadOf, SignUpLink, TrendFact};
use crate::components::compare_selection::CompareChoice;
use crate::components::face::Face;
use crate::components::links::{ExternalLink, OnServer, ServerName, VisuallyHidden, with_names};
use crate::detail_route::details_path;
use crate::fill_route::fill_path;
use crate::i18n::messages::{details, note_lang, results as say, share};
use crate::platform::form;
use crate::quiz::State;
use crate::state::navigation::Navigation;
use crate::state::results::{OpenDetails, ResultsLayout};
use crate::state::site::Site;
use crate::words::{facts, points};
use leptos::prelude::*;
use picker::domain;
use picker::live::Board;
use picker::model::{Server, SignUp};
use picker::plain_text::lower;
use picker::recommend::{Pick, Point, PointKind};

/// Where a card stands.
#[derive(Debug, Clone, Copy)]
pub enum CardPlace {
    /// Among the recommended servers on this board: what the server itself
    /// says now comes before what lists say.
    Recommended(RwSignal<Board>),
    /// In the longer list below, one level of headings deeper: by lists alone.
    Listed,
}

/// Everything that speaks for and against a server, and the ways to it.
#[component]
pub fn ServerCard(
    /// The server.
    server: Server,
    /// Why it was picked.
    pick: Pick,
    /// The answers, which links to details keep.
    state: State,
    /// Whether there are details and a comparison to link to.
    layout: ResultsLayout,
    /// Where the card stands.
    place: CardPlace,
) -> impl IntoView {
    let domain = server.domain.clone();
    let note = server.note.as_ref().map(|note| note.value.clone());
    let description = server.description.as_ref().map(|text| text.value.clone());
    // Some lists hand on what others say in the same words.
    let description = description.filter(|text| note.as_ref() != Some(text));
    let instead = match place {
        CardPlace::Recommended(board) => {
            Some(view! { <InsteadOf domain=server.domain.clone() board=board/> })
        }
        CardPlace::Listed => None,
    };
    view! {
        <article class="card" data-test="card" data-domain=domain>
            {heading(&server, layout, place)}
            {instead}
            {note
                .map(|note| {
                    view! {
                        <p class="note" lang=note_lang() dir="auto">
                            {with_names(&note, &[])}
                        </p>
                    }
                })}
            {description
                .map(|text| {
                    view! {
                        <p class="description" dir="auto">
                            {with_names(&text, &[])}
                        </p>
                    }
                })}
            {point_list(&pick.reasons, "reasons", say::why(), points::reason)}
            {point_list(&pick.misses, "misses", say::misses(), points::miss)}
            {fact_list(&server, place)}
            {source_list(&server)}
            {actions(server, state, layout, place)}
        </article>
    }
}

fn heading(server: &Server, layout: ResultsLayout, place: CardPlace) -> AnyView {
    let shown = domain::display(&server.domain).text;
    let title = server.title.as_ref().map(|title| title.value.clone());
    let title = title
        .filter(|title| lower(title) != lower(&shown))
        .map(|title| {
            view! {
                <span class="ascii" dir="auto" translate="no">
                    {title}
                </span>
            }
        });
    let name = view! {
        <ServerName domain=server.domain.clone()/>
        {title}
    };
    match place {
        // A frame stands on a page that may not show pictures of others.
        CardPlace::Recommended(_) if layout == ResultsLayout::Site => view! {
            <div class="with-face">
                <Face domain=server.domain.clone()/>
                <h2 tabindex="-1">{name}</h2>
            </div>
        }
        .into_any(),
        CardPlace::Recommended(_) => view! { <h2 tabindex="-1">{name}</h2> }.into_any(),
        CardPlace::Listed => view! { <h3 tabindex="-1">{name}</h3> }.into_any(),
    }
}

/// What speaks for a server, or against it. `name` is the list's class and its
/// name for tests.
pub(super) fn point_list(
    points: &[Point],
    name: &'static str,
    label: String,
    words: fn(&PointKind) -> String,
) -> impl IntoView + use<> {
    let lines: Vec<_> = points
        .iter()
        .map(|point| view! { <li data-kind=point.kind.key()>{with_names(&words(&point.kind), &[])}</li> })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <ul class=name aria-label=label data-test=name>
                {lines}
            </ul>
        }
    })
}

fn fact_list(server: &Server, place: CardPlace) -> impl IntoView + use<> {
    let is_recommended = matches!(place, CardPlace::Recommended(_));
    let rows = fact_rows(server, is_recommended);
    let domain = server.domain.clone();
    view! {
        <dl class="facts">
            {rows}
            {is_recommended.then(|| view! { <TrendFact domain=domain/> })}
        </dl>
    }
}

/// What lists say, as rows of a `<dl>`. Beside the server's own answer
/// (`answered`) how to sign up is left out: what a list said earlier would only
/// contradict it.
pub(super) fn fact_rows(server: &Server, answered: bool) -> impl IntoView + use<> {
    facts::rows(server)
        .into_iter()
        .filter(|row| !answered || row.key != "sign_up")
        .map(|row| {
            view! {
                <div data-fact=row.key>
                    <dt>{row.label}</dt>
                    <dd>{row.value}</dd>
                </div>
            }
        })
        .collect_view()
}

pub(super) fn source_list(server: &Server) -> impl IntoView + use<> {
    let lines = facts::sources(server)
        .into_iter()
        .map(|line| view! { <li>{with_names(&line, &[])}</li> })
        .collect_view();
    let id = format!("where-from-{}", server.domain);
    let kept = use_context::<OpenDetails>().unwrap_or_default();
    let (is_open, toggled) = (kept.is_open(&id), id.clone());
    view! {
        <details
            class="where-from"
            id=id
            open=is_open
            data-test="where-from"
            on:toggle=move |event| kept.toggled(&toggled, form::is_open(&event))
        >
            <summary>{say::where_from()}</summary>
            <ul class="small">{lines}</ul>
        </details>
    }
}

fn actions(
    server: Server,
    state: State,
    layout: ResultsLayout,
    place: CardPlace,
) -> impl IntoView + use<> {
    let domain = server.domain.clone();
    let explore = format!("https://{domain}/explore");
    let (status, sign_up) = match place {
        CardPlace::Recommended(_) => (
            view! { <AvailabilityStatus server=server.clone()/> }.into_any(),
            view! { <SignUpLink server=server/> }.into_any(),
        ),
        CardPlace::Listed => (
            listed_status(&server).into_any(),
            listed_link(&server).into_any(),
        ),
    };
    let closer = match layout {
        ResultsLayout::Site => Some(view! { <CloserLooks domain=domain.clone() state=state/> }),
        ResultsLayout::Frame => None,
    };
    view! {
        {status}
        <p class="actions">
            {sign_up}
            <ExternalLink href=explore class="button secondary" test="look-around">
                {say::look_around()}
                <OnServer domain=domain/>
            </ExternalLink>
            {closer}
        </p>
    }
}

/// What happens after following the link, by the lists.
fn listed_status(server: &Server) -> impl IntoView + use<> {
    let next = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => say::next_approval(),
        Some(SignUp::Instant) => say::next_instant(),
        Some(SignUp::Closed) => say::closed(),
        Some(SignUp::Open) | None => say::next_open(),
    };
    view! { <p class="small next">{next}</p> }
}

fn listed_link(server: &Server) -> impl IntoView + use<> {
    let label = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => say::ask_to_join(),
        _ => say::create_account(),
    };
    let domain = server.domain.clone();
    view! {
        <ExternalLink href=server.sign_up_address() class="button sign-up" test="sign-up">
            {label}
            <OnServer domain=domain/>
        </ExternalLink>
    }
}

/// The ways to look at a server more closely: its details, and comparing it.
#[component]
fn CloserLooks(domain: String, state: State) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let href = navigation.address(&details_path(&state, &domain));
    let fill = expect_context::<Site>().path(&fill_path(&state, Some(&domain)));
    let name = domain::display(&domain).text;
    let from = format!(" {}", share::then_fill_from(&name));
    let from = with_names(&from, &[&name]);
    view! {
        <a class="button quiet" href=href data-test="details-link">
            {details::open()}
            <VisuallyHidden>" " <bdi translate="no">{name}</bdi></VisuallyHidden>
        </a>
        <a class="button quiet" href=fill data-test="then-fill">
            {share::then_fill()}
            <VisuallyHidden>{from}</VisuallyHidden>
        </a>
        <CompareChoice domain=domain/>
    }
}
