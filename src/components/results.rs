//! The recommended servers.

use crate::availability::Availability;
use crate::components::availability::{Places, checked_places};
use crate::components::card::{CardPlace, ServerCard};
use crate::components::compare_selection::CompareBar;
use crate::components::links::ExternalLink;
use crate::components::live_text::live_text;
use crate::components::more::MoreServers;
use crate::components::next::NextSteps;
use crate::components::notices::{ListProblem, ListSources, NoList};
use crate::components::reading::WordsReading;
use crate::components::relaxations::Relaxations;
use crate::components::share::{Share, Shared};
use crate::components::summary::AnswerSummary;
use crate::directory::Lists;
use crate::directory::load::Directory;
use crate::i18n::messages::{directory as lists, embed, results as say, site};
use crate::platform::page;
use crate::platform::task::yield_to_event_loop;
use crate::quiz::State;
use crate::state::browse::LastLook;
use crate::state::navigation::Navigation;
use crate::state::pick_history;
use crate::state::results::{LastResults, OpenDetails, RecommendedSet, ResultsLayout};
use crate::state::site::Site;
use crate::state::visitor::Visitor;
use crate::words::reading;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use picker::recommend::Empty;
use std::sync::Arc;

type SharedSet = Option<Arc<RecommendedSet>>;

/// The results page for what the address says.
#[component]
pub fn Results(
    /// The answers and the seed.
    state: Memo<State>,
    /// Whether it is shown on the site or in a frame.
    layout: ResultsLayout,
) -> impl IntoView {
    let directory = expect_context::<Directory>();
    let availability = expect_context::<Availability>();
    let last = expect_context::<LastResults>();
    provide_context(OpenDetails::default());
    on_cleanup(move || availability.leave());
    let LastLook(look) = expect_context::<LastLook>();
    Effect::new(move |_| look.set(None));
    let returned = last.for_state(&state.get_untracked());
    let shown = RwSignal::new(returned.clone());
    // A newer list would give other servers, but the visitor is reading these.
    let newer = RwSignal::new(None);
    // How much of the longer list is open; stays so when a newer list comes.
    let pages = RwSignal::new(0_usize);
    follow_lists(state, shown, newer, pages);
    let below = shown_after_a_pause(shown, returned);
    Effect::new(move |_| {
        if let Some(set) = shown.get() {
            pick_history::remember(&set.state.to_query(), &set.domains());
            last.set(set);
        }
    });
    let heading = move || {
        shown.with(|shown| match shown {
            Some(set) => match set.recommendation.empty {
                Some(Empty::AllShown) => say::all_shown_title(),
                _ => say::title(set.recommendation.picks.len() as u64),
            },
            None if directory.lists.with(Lists::nothing) => say::title(0),
            None => say::loading(),
        })
    };
    view! {
        <Title text=move || site::title(&heading())/>
        <div class="results-head" data-test="results">
            <h1 inner_html=live_text(heading)></h1>
            <NoList/>
            {move || shown.get().map(head)}
        </div>
        {move || shown.get().map(|set| view! { <Picks set=set layout=layout/> })}
        {move || {
            below.get().map(|set| view! { <BelowPicks set=set layout=layout pages=pages/> })
        }}
        // What comes late comes last: nothing that is being read moves.
        <NewerList newer=newer shown=shown/>
        <ListProblem/>
        {move || below.with(Option::is_some).then(|| view! { <ListSources/> })}
    }
}

/// Draws servers when the answers change, and offers others when a newer list
/// would give others.
fn follow_lists(
    state: Memo<State>,
    shown: RwSignal<SharedSet>,
    newer: RwSignal<SharedSet>,
    pages: RwSignal<usize>,
) {
    let directory = expect_context::<Directory>();
    let visitor = expect_context::<Visitor>();
    let draw = move || {
        let state = state.get();
        let (Some(picker), Some(seed)) = (directory.picker.get(), state.seed) else {
            return;
        };
        let old = shown.get_untracked().filter(|old| old.state == state);
        if old
            .as_ref()
            .is_some_and(|old| Arc::ptr_eq(&old.picker, &picker))
        {
            return;
        }
        let context = visitor.context(seed);
        let mut new = RecommendedSet::draw(Arc::clone(&picker), state, &context);
        let Some(old) = old else {
            let state = &new.state;
            let query = state.to_query();
            let earlier = pick_history::recall(&query, &picker, &state.answers, &context);
            new.recommendation.picks = earlier.unwrap_or(new.recommendation.picks);
            pages.set(0);
            newer.set(None);
            shown.set(Some(Arc::new(new)));
            return;
        };
        if new.replaces(&old) {
            newer.set(Some(Arc::new(new)));
        } else {
            newer.set(None);
            shown.set(Some(Arc::new(new)));
        }
    };
    // At once, where the list is there already: effects run after the first
    // rendering, and natively not at all.
    untrack(draw);
    Effect::new(move |_| draw());
}

/// The set that what is below the cards follows. It is rendered after the
/// cards have been, except on the way back: the visitor was perhaps down there.
fn shown_after_a_pause(shown: RwSignal<SharedSet>, returned: SharedSet) -> RwSignal<SharedSet> {
    let below = RwSignal::new(returned);
    Effect::new(move |_| {
        let now = shown.get();
        let same = below.with_untracked(|below| match (below, &now) {
            (Some(below), Some(now)) => Arc::ptr_eq(below, now),
            (below, now) => below.is_none() && now.is_none(),
        });
        if !same {
            spawn_local(async move {
                yield_to_event_loop().await;
                below.try_set(now);
            });
        }
    });
    below
}

/// Offers the servers that a newer list gives.
#[component]
fn NewerList(newer: RwSignal<SharedSet>, shown: RwSignal<SharedSet>) -> impl IntoView {
    move || {
        newer.get().map(|set| {
            let show = move |_| {
                newer.set(None);
                shown.set(Some(Arc::clone(&set)));
                page::focus_after_paint("h1");
            };
            view! {
                <div class="notice" data-test="fresh">
                    <p>{lists::fresh()}</p>
                    <button class="button secondary" type="button" on:click=show>
                        {lists::refresh()}
                    </button>
                </div>
            }
        })
    }
}

/// How much there is to choose from, and how the visitor's words were read.
fn head(set: Arc<RecommendedSet>) -> impl IntoView {
    let lines = reading::heading(&set.recommendation).join(" ");
    view! {
        <p class="lede" data-test="eligible">
            {lines}
        </p>
        <WordsReading set=set/>
    }
}

/// The three cards and what to do with them.
#[component]
fn Picks(set: Arc<RecommendedSet>, layout: ResultsLayout) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let Places { picks, board } = checked_places(&set);
    // With the same seed, so that the address alone says what is shown.
    let next = set.state.draw.saturating_add(1);
    let (draw, label) = match set.recommendation.empty {
        Some(Empty::AllShown) => (0, say::start_again()),
        _ => (next, say::three_others()),
    };
    let others = navigation.address(&set.state.with_draw(draw).href());
    let bar =
        (layout == ResultsLayout::Site).then(|| view! { <CompareBar state=set.state.clone()/> });
    let cards = picks
        .into_iter()
        .map(|pick| {
            let set = Arc::clone(&set);
            let card = move || {
                let pick = pick.get();
                let server = set.picker.servers().get(pick.server)?.clone();
                let (state, place) = (set.state.clone(), CardPlace::Recommended(board));
                Some(view! {
                    <ServerCard server=server pick=pick state=state layout=layout place=place/>
                })
            };
            view! { <li>{card}</li> }
        })
        .collect_view();
    view! {
        <ol class="picks" aria-label=say::picks() data-test="picks">
            {cards}
        </ol>
        {bar}
        <p class="actions no-print">
            <a class="button secondary" href=others data-test="three-others">
                {label}
            </a>
        </p>
    }
}

/// What was answered, what giving up a wish would add, the longer list, and
/// what to do next.
#[component]
fn BelowPicks(
    set: Arc<RecommendedSet>,
    layout: ResultsLayout,
    pages: RwSignal<usize>,
) -> impl IntoView {
    let state = set.state.clone();
    let end = match layout {
        ResultsLayout::Site => view! { <Share what=Shared::Picks/> }.into_any(),
        ResultsLayout::Frame => view! { <WholeSite state=set.state.clone()/> }.into_any(),
    };
    view! {
        <AnswerSummary state=set.state.clone()/>
        <Relaxations set=Arc::clone(&set)/>
        <MoreServers set=set layout=layout pages=pages/>
        <NextSteps layout=layout state=state/>
        {end}
    }
}

/// From a frame to the same results on the site, where there is more.
#[component]
fn WholeSite(state: State) -> impl IntoView {
    let href = expect_context::<Site>().path(&state.href());
    view! {
        <p class="actions">
            <ExternalLink href=href class="button secondary" test="whole">
                {embed::whole(&embed::site())}
            </ExternalLink>
        </p>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
