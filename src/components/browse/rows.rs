//! The rows of the list. All of them are in the document, so that find-in-page and
//! printing reach them; the first at once, the others in blocks as the browser has
//! time. The style sheet lays out only the blocks near the visible part. What another
//! choice has replaced is hidden at once and taken out of the document in the same
//! way: browsers take long to remove thousands of rows.

use crate::components::browse::chosen::Empty;
use crate::components::compare_selection::follow_boxes;
use crate::components::links::{ServerName, with_names};
use crate::detail_route::server_path;
use crate::i18n::messages::{browse as say, compare, note_lang, results};
use crate::platform::clock;
use crate::platform::task::{painted, yield_to_event_loop};
use crate::state::browse::{Browse, Browsed};
use crate::state::navigation::Navigation;
use crate::state::selection::Selection;
use crate::words::{self, browse as browse_words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::browse::Facet;
use picker::domain;
use picker::language::Language;
use picker::model::{Server, SignUp};
use std::sync::Arc;

/// How many rows stand at once, and how many each further block has.
const FIRST: usize = 12;
const BLOCK: usize = 25;

/// How long a step of the drawing should take, in milliseconds: after each of them the
/// browser may lay out the page and paint it, and during a long one a tap waits.
const STEP: i32 = 30;
/// How many blocks a step has at most.
const BLOCKS: usize = 8;

/// The checkboxes of all rows.
const BOXES: &str = ".row input[type=checkbox]";

/// Names of languages that were asked for already: the browser is slow to tell them.
type Names = StoredValue<Vec<(Language, String)>>;

/// A listing in the document: the last one is on the screen, those before it are
/// being taken out.
#[derive(Clone)]
struct Drawn {
    /// Tells listings apart.
    number: u32,
    browsed: Arc<Browsed>,
    /// How many of its blocks stand.
    blocks: ArcRwSignal<usize>,
}

impl Drawn {
    fn is_whole(&self) -> bool {
        let servers = self.browsed.listing.servers.len();
        self.blocks.get() >= blocks_of(servers)
    }
}

/// The list.
#[component]
pub fn Rows() -> impl IntoView {
    let browse = expect_context::<Browse>();
    let selection = expect_context::<Selection>();
    let names: Names = StoredValue::new(Vec::new());
    let listings = RwSignal::new(Vec::<Drawn>::new());
    draw_on(browse, listings);
    let current = Memo::new(move |_| listings.with(|all| all.last().map(|it| it.number)));
    let listing = move |drawn: Drawn| {
        let Drawn {
            number,
            browsed,
            blocks,
        } = drawn;
        let block = move |block: usize| rows(&browsed, block, names, selection);
        view! {
            <div role="presentation" class:leaving=move || current.get() != Some(number)>
                <For each=move || 0..blocks.get() key=|block| *block children=block/>
            </div>
        }
    };
    let ticked = follow_boxes(BOXES, || true);
    let empty = move || {
        listings.with(|all| {
            let listing = &all.last()?.browsed.listing;
            let loosenings = listing.loosenings.clone();
            listing
                .servers
                .is_empty()
                .then(|| view! { <Empty loosenings=loosenings/> })
        })
    };
    let is_whole = move || {
        let is_counted = |drawn: &Drawn| {
            browse.counted.with(|counted| {
                let counted = counted.as_ref();
                counted.is_some_and(|it| Arc::ptr_eq(it, &drawn.browsed))
            })
        };
        listings.with(|all| all.len() == 1 && all[0].is_whole() && is_counted(&all[0]))
    };
    view! {
        {empty}
        <div
            class="rows"
            role="list"
            aria-label=say::rows()
            data-test="rows"
            data-whole=move || is_whole().then_some("")
            on:change=ticked
        >
            <For each=move || listings.get() key=|drawn| drawn.number children=listing/>
        </div>
    }
}

/// How many blocks hold so many servers.
fn blocks_of(servers: usize) -> usize {
    1 + servers.saturating_sub(FIRST).div_ceil(BLOCK)
}

/// The rows of a block.
fn range(block: usize, servers: usize) -> core::ops::Range<usize> {
    let from = match block {
        0 => 0,
        block => FIRST + (block - 1) * BLOCK,
    };
    from.min(servers)..(FIRST + block * BLOCK).min(servers)
}

/// Draws a new listing from its beginning, then block after block, and takes out what
/// stood before; until another one takes its place.
fn draw_on(browse: Browse, listings: RwSignal<Vec<Drawn>>) {
    let add = move |number: u32| {
        let Some(browsed) = browse.browsed.get() else {
            return;
        };
        let drawn = Drawn {
            number,
            browsed,
            blocks: ArcRwSignal::new(1),
        };
        listings.update(|all| all.push(drawn));
    };
    untrack(|| add(0));
    Effect::new(move |before: Option<u32>| {
        let number = before.map_or(0, |number| number + 1);
        match before {
            Some(_) => add(number),
            None => browse.browsed.track(),
        }
        spawn_local(async move {
            // The first rows are on the screen before any work on the others.
            painted().await;
            let mut blocks = 1;
            loop {
                let start = clock::milliseconds();
                let is_last = listings
                    .try_with_untracked(|all| all.last().is_some_and(|it| it.number == number));
                if is_last != Some(true) || !step(listings, blocks) {
                    return;
                }
                yield_to_event_loop().await;
                blocks = next_step(blocks, clock::since(start));
            }
        });
        number
    });
}

/// How many blocks to draw next, after so many took so many milliseconds.
fn next_step(blocks: usize, took: i32) -> usize {
    match took {
        ..STEP => (blocks * 2).min(BLOCKS),
        STEP.. => (blocks / 2).max(1),
    }
}

/// Draws the next blocks of the last listing and takes out as many of those before it;
/// whether there was anything to do.
fn step(listings: RwSignal<Vec<Drawn>>, many: usize) -> bool {
    let ends = listings.with_untracked(|all| all.first().cloned().zip(all.last().cloned()));
    let Some((left, last)) = ends else {
        return false;
    };
    let is_whole = untrack(|| last.is_whole());
    if !is_whole {
        let all = blocks_of(last.browsed.listing.servers.len());
        last.blocks
            .update(|blocks| *blocks = (*blocks + many).min(all));
    }
    if left.number == last.number {
        return !is_whole;
    }
    if left.blocks.get_untracked() == 0 {
        listings.update(|all| all.retain(|it| it.number != left.number));
    } else {
        left.blocks
            .update(|blocks| *blocks = blocks.saturating_sub(many));
    }
    true
}

fn rows(browsed: &Browsed, block: usize, names: Names, selection: Selection) -> AnyView {
    let navigation = expect_context::<Navigation>();
    let answers = browsed.view.filters.answers();
    let listed = &browsed.listing.servers;
    let servers = listed[range(block, listed.len())]
        .iter()
        .filter_map(|at| browsed.picker.servers().get(*at));
    let rows: Vec<AnyView> = servers
        .map(|server| {
            let href = navigation.address(&server_path(&answers, &server.domain));
            let is_ticked = selection.contains_untracked(&server.domain);
            row(server, href, is_ticked, names)
        })
        .collect();
    view! { <div class="block" role="presentation">{rows}</div> }.into_any()
}

fn row(server: &Server, href: String, is_ticked: bool, names: Names) -> AnyView {
    let about = server.note.as_ref().or(server.description.as_ref());
    let about = about.map(|text| with_names(&text.value, &[]));
    let about_lang = server.note.as_ref().and_then(|_| note_lang());
    let shown = domain::display(&server.domain).text;
    let label = compare::choose_server(&shown);
    // Servers that are not recommended stand here only where the visitor lets them in.
    let warnings = server.flags.iter().map(|flag| {
        let text = with_names(&words::reading::flagged(&shown, *flag), &[&shown]);
        view! { <p class="row-warning">{text}</p> }
    });
    view! {
        <div class="row" role="listitem" data-domain=server.domain.clone()>
            <a class="row-name" href=href>
                <ServerName domain=server.domain.clone()/>
            </a>
            <p class="row-about" lang=about_lang dir="auto">
                {about}
            </p>
            <p class="row-facts">{facts(server, names)}</p>
            {warnings.collect_view()}
            <label class="compare-choice no-print">
                // Without `autocomplete`, each new entry of the history would keep the
                // state of every box, which takes most of a second for thousands.
                <input
                    type="checkbox"
                    value=server.domain.clone()
                    autocomplete="off"
                    aria-label=label
                    prop:checked=is_ticked
                />
                {compare::choose()}
            </label>
        </div>
    }
    .into_any()
}

/// "English, German · Trains · 420 people a week · Right away"
fn facts(server: &Server, names: Names) -> String {
    let languages = server.languages.iter().map(|fact| name(&fact.value, names));
    let topics = server.topics.iter().map(|fact| words::topic(&fact.value));
    let people = server
        .weekly_active
        .as_ref()
        .map(|fact| say::people(fact.value));
    let sign_up = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Open) | None => None,
        Some(known) => Some(browse_words::value(Facet::SignUp, known.key())),
    };
    let parts = [
        list(languages),
        list(topics),
        people.unwrap_or_default(),
        sign_up.unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// "a, b, c", each once.
fn list(items: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for item in items {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all.join(&results::list_separator())
}

fn name(language: &Language, names: Names) -> String {
    let known = names.with_value(|names| {
        let known = names.iter().find(|(known, _)| known == language);
        known.map(|(_, name)| name.clone())
    });
    known.unwrap_or_else(|| {
        let name = words::language(language);
        names.update_value(|names| names.push((language.clone(), name.clone())));
        name
    })
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, BLOCKS, FIRST, STEP, blocks_of, next_step, range};

    #[test]
    fn blocks_hold_each_row_once() {
        for servers in [0, 1, FIRST, FIRST + 1, FIRST + 3 * BLOCK + 7] {
            let mut next = 0;
            for block in 0..9 {
                let rows = range(block, servers);
                assert_eq!(rows.start.min(servers), next);
                next = rows.end;
            }
            assert_eq!(next, servers);
            let last = range(blocks_of(servers) - 1, servers);
            assert_eq!(last.end, servers);
            assert!(
                servers == 0 || !last.is_empty(),
                "{servers}: a block too many"
            );
        }
    }

    #[test]
    fn steps_grow_while_they_are_short() {
        assert_eq!(next_step(1, 3), 2);
        assert_eq!(next_step(BLOCKS, 3), BLOCKS);
        assert_eq!(next_step(4, STEP), 2);
        assert_eq!(next_step(1, 400), 1);
    }
}
