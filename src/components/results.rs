//! The recommended servers.

use crate::app::{Visitor, title};
use crate::components::card::{Closer, Looks, card};
use crate::components::live as checks;
use crate::components::more::more;
use crate::components::next::next;
use crate::components::notices::{nothing, notices, sources};
use crate::components::summary::summary;
use crate::context::{expect_context, provide_context, use_context};
use crate::directory::Lists;
use crate::directory::load::Directory;
use crate::live::Live;
use crate::messages::{directory as lists, reasons, results as say};
use crate::platform::dom::whenever;
use crate::platform::fetch::breathe;
use crate::platform::{page, random};
use crate::quiz::{Course, State};
use crate::shown_before;
use crate::signal::{Cell, Derived, Stored};
use crate::view::{El, Node, all, el, live};
use crate::words::points;
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::recommend::{Picker, Recommendation};
use std::sync::Arc;

/// What is on the page: picks belong to the picker that made them.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The picker.
    pub picker: Arc<Picker>,
    /// The answers.
    pub state: State,
    /// What it recommended.
    pub found: Recommendation,
}

impl Shown {
    /// The recommended domains, in their order.
    #[must_use]
    pub fn domains(&self) -> Vec<&str> {
        let servers = self.picker.servers();
        let picks = self.found.picks.iter();
        picks
            .filter_map(|pick| servers.get(pick.server))
            .map(|server| server.domain.as_str())
            .collect()
    }
}

/// The last picks on the page, for the way back to them.
#[derive(Debug, Clone, Copy)]
pub struct Kept(pub Stored<Option<Arc<Shown>>>);

/// What the site has and a frame on somebody else's page does not. Handed in,
/// so that the frame's program does not hold the code of it.
#[derive(Debug, Clone, Copy)]
pub struct Extras {
    /// Ways to look at a server more closely, on its card.
    pub closer: Closer,
    /// Below the recommended servers.
    pub bar: fn(&State) -> Node,
    /// Leads on from what happens after signing up.
    pub onward: fn() -> Node,
    /// At the end of the page. Called for each new set of picks.
    pub end: fn(&Shown) -> Node,
}

/// The results page for what the address says.
#[must_use]
pub fn results(state: Derived<State>, extras: Extras) -> Node {
    let directory = expect_context::<Directory>();
    let visitor = expect_context::<Visitor>();
    let live_checks = expect_context::<Live>();
    on_cleanup(move || live_checks.leave());
    // Whoever comes back from a server's details finds the same picks.
    let kept = use_context::<Kept>();
    let before = kept.and_then(|Kept(kept)| kept.get_value());
    let before = before.filter(|before| before.state == state.get_untracked());
    let shown = Cell::new(before);
    whenever(move || {
        let Some(now) = shown.get() else { return };
        shown_before::remember(&now.state.to_query(), &now.domains());
        if let Some(Kept(kept)) = kept {
            kept.set_value(Some(now));
        }
    });
    // The cards first: what is below them can wait for a breath. But whoever
    // comes back was perhaps down there.
    let below = Cell::new(shown.get_untracked());
    whenever(move || {
        let now = shown.get();
        let there = below.with_untracked(|below| match (below, &now) {
            (Some(below), Some(now)) => Arc::ptr_eq(below, now),
            (below, now) => below.is_none() && now.is_none(),
        });
        if there {
            return;
        }
        spawn_local(async move {
            breathe().await;
            below.set(now);
        });
    });
    // What is open of the longer list stays so when a newer list comes.
    let pages = Cell::new(0_usize);
    // A newer list would give other picks, but the visitor is reading these.
    let fresh = Cell::new(None::<Arc<Shown>>);
    whenever(move || {
        let state = state.get();
        let (Some(picker), Some(seed)) = (directory.picker.get(), state.seed) else {
            return;
        };
        let context = visitor.context(seed);
        let mut found = picker.recommend(&state.answers, &context);
        let first = shown.with_untracked(|old| old.as_ref().is_none_or(|old| old.state != state));
        if first {
            pages.set(0);
            let query = state.to_query();
            let before = shown_before::recall(&query, &picker, &state.answers, &context);
            found.picks = before.unwrap_or(found.picks);
        }
        let new = Arc::new(Shown {
            picker,
            state,
            found,
        });
        let keep = shown.with_untracked(|old| {
            old.as_ref()
                .is_some_and(|old| old.state == new.state && old.domains() != new.domains())
        });
        if keep {
            fresh.set(Some(new));
        } else {
            fresh.set(None);
            shown.set(Some(new));
        }
    });
    let heading = move || {
        shown.with(|shown| match shown {
            Some(shown) => say::title(shown.found.picks.len() as u64),
            None if directory.lists.with(Lists::nothing) => say::title(0),
            None => say::loading(),
        })
    };
    title(heading);
    all([
        el("div")
            .class("results-head")
            .test("results")
            .child(el("h1").child(live(heading)))
            .child(nothing())
            .child(live(move || shown.get().map(|shown| head(&shown))))
            .into(),
        live(move || shown.get().map(|shown| picks(&shown, extras))),
        live(move || below.get().map(|shown| choice(&shown, extras, pages))),
        // What comes late comes last: nothing that is being read moves.
        live(move || fresh.get().map(|new| newer(new, fresh, shown))),
        notices(),
        live(move || below.with(Option::is_some).then(sources)),
    ])
}

type Signal = Cell<Option<Arc<Shown>>>;

/// That a newer list has come, which the visitor may ask for.
fn newer(new: Arc<Shown>, fresh: Signal, shown: Signal) -> Node {
    let show = move |_| {
        fresh.set(None);
        shown.set(Some(Arc::clone(&new)));
        page::after_paint(|| page::focus("h1"));
    };
    let button = el("button")
        .class("button secondary")
        .attr("type", "button")
        .on("click", show)
        .child(lists::refresh());
    el("div")
        .class("notice")
        .test("fresh")
        .child(el("p").child(lists::fresh()))
        .child(button)
        .into()
}

/// How much there is to choose from.
fn head(shown: &Shown) -> Node {
    let found = &shown.found;
    let mut lines = Vec::new();
    if found.empty.is_some() {
        lines.push(say::empty());
    } else {
        lines.push(say::matching(found.matching as u64));
    }
    if found.general_only && found.empty.is_none() {
        lines.push(say::general_only());
    }
    if !found.unknown_words.is_empty() {
        let words: Vec<String> = found.unknown_words.iter().map(|w| say::quoted(w)).collect();
        let words = words.join(&say::list_separator());
        lines.push(reasons::unknown_words(
            found.unknown_words.len() as u64,
            &words,
        ));
    }
    el("p")
        .class("lede")
        .test("eligible")
        .child(lines.join(" "))
        .into()
}

/// What was answered, what loosening it would add, the longer list, and what
/// to do next.
fn choice(shown: &Arc<Shown>, extras: Extras, pages: Cell<usize>) -> Node {
    all([
        summary(&shown.state),
        relaxations(shown),
        more(Arc::clone(shown), pages),
        next((extras.onward)()),
        (extras.end)(shown),
    ])
}

fn relaxations(shown: &Shown) -> Node {
    let found = &shown.found;
    let course = expect_context::<Course>();
    let links = found.relaxations.iter().filter_map(|relaxation| {
        let answers = relaxation.kind.apply(&shown.state.answers);
        // What the page around a frame has given stays.
        if !course.allows(&shown.state.answers, &answers) {
            return None;
        }
        let link = el("a")
            .class("button secondary")
            .attr("href", shown.state.with_answers(answers).href())
            .attr("data-relax", relaxation.kind.key())
            .child(points::relaxation(relaxation));
        Some(el("li").child(link))
    });
    let links: Vec<El> = links.collect();
    if links.is_empty() {
        return Node::Nothing;
    }
    all([
        el("p").child(say::loosen()),
        el("ul")
            .class("relaxations")
            .test("relaxations")
            .children(links),
    ])
}

/// The three cards and what to do with them.
fn picks(shown: &Arc<Shown>, extras: Extras) -> Node {
    provide_context(Looks(shown.state.clone(), extras.closer));
    let cards = checks::places(shown).into_iter().map(|pick| {
        let picker = Arc::clone(&shown.picker);
        let card = live(move || {
            pick.with(|pick| {
                let server = picker.servers().get(pick.server)?;
                Some(card(server, pick, true))
            })
        });
        el("li").child(card)
    });
    let others = el("a")
        .class("button secondary")
        .attr("href", shown.state.with_seed(random::seed()).href())
        .test("three-others")
        .child(say::three_others());
    all([
        el("ol")
            .class("picks")
            .attr("aria-label", say::picks())
            .test("picks")
            .children(cards)
            .into(),
        (extras.bar)(&shown.state),
        el("p").class("actions no-print").child(others).into(),
    ])
}
