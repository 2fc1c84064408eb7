//! The rows of the list. All of them are in the document, so that find-in-page and
//! printing reach them; the first at once, the others in blocks as the browser has
//! time. The style sheet lays out only the blocks near the visible part.

use crate::components::browse::chosen::Empty;
use crate::components::links::ServerName;
use crate::detail_route::server_path;
use crate::i18n::messages::{browse as say, compare};
use crate::platform::form;
use crate::platform::task::yield_to_event_loop;
use crate::state::announcer::Announcer;
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
const FIRST: usize = 24;
const BLOCK: usize = 50;

/// The checkboxes of all rows.
const BOXES: &str = ".row input[type=checkbox]";

/// Names of languages that were asked for already: the browser is slow to tell them.
type Names = StoredValue<Vec<(Language, String)>>;

/// The rows of a listing that are drawn so far.
#[derive(Clone)]
struct Drawn {
    browsed: Option<Arc<Browsed>>,
    /// Tells listings apart.
    number: u32,
    blocks: usize,
}

/// The list.
#[component]
pub fn Rows() -> impl IntoView {
    let browse = expect_context::<Browse>();
    let selection = expect_context::<Selection>();
    let announcer = expect_context::<Announcer>();
    let names: Names = StoredValue::new(Vec::new());
    let drawn = RwSignal::new(Drawn {
        browsed: browse.browsed.get_untracked(),
        number: 0,
        blocks: 1,
    });
    draw_on(browse, drawn);
    let blocks = move || {
        drawn.with(|drawn| {
            let number = drawn.number;
            let blocks = 0..drawn.blocks;
            blocks.map(move |block| (number, block)).collect::<Vec<_>>()
        })
    };
    let block = move |(_, block): (u32, usize)| {
        let browsed = drawn.with_untracked(|drawn| drawn.browsed.clone());
        browsed.map(|browsed| rows(&browsed, block, names))
    };
    Effect::new(move |_| {
        drawn.track();
        selection.domains_with(|domains| form::tick_only(BOXES, domains));
    });
    let ticked = move |event| {
        let Some((domain, ticked)) = form::ticked(&event) else {
            return;
        };
        if ticked && selection.is_full_untracked() {
            announcer.say(compare::full());
        }
        selection.choose(&domain, ticked);
    };
    let empty = move || {
        drawn.with(|drawn| {
            let listing = &drawn.browsed.as_ref()?.listing;
            let loosenings = listing.loosenings.clone();
            listing
                .servers
                .is_empty()
                .then(|| view! { <Empty loosenings=loosenings/> })
        })
    };
    view! {
        {empty}
        <div
            class="rows"
            role="list"
            aria-label=say::rows()
            data-test="rows"
            data-whole=move || drawn.with(is_whole).then_some("")
            on:change=ticked
        >
            <For each=blocks key=|block| *block children=block/>
        </div>
    }
}

fn is_whole(drawn: &Drawn) -> bool {
    let servers = drawn
        .browsed
        .as_ref()
        .map_or(0, |it| it.listing.servers.len());
    range(drawn.blocks, servers).is_empty()
}

/// The rows of a block.
fn range(block: usize, servers: usize) -> core::ops::Range<usize> {
    let from = match block {
        0 => 0,
        block => FIRST + (block - 1) * BLOCK,
    };
    from.min(servers)..(FIRST + block * BLOCK).min(servers)
}

/// Draws a new listing from its beginning, then block after block, until another one
/// takes its place.
fn draw_on(browse: Browse, drawn: RwSignal<Drawn>) {
    Effect::new(move |before: Option<u32>| {
        let browsed = browse.browsed.get();
        let number = before.map_or(0, |number| number + 1);
        if before.is_some() {
            drawn.set(Drawn {
                browsed,
                number,
                blocks: 1,
            });
        }
        spawn_local(async move {
            loop {
                yield_to_event_loop().await;
                let is_over =
                    drawn.try_with_untracked(|drawn| drawn.number != number || is_whole(drawn));
                if is_over != Some(false) {
                    return;
                }
                drawn.update(|drawn| drawn.blocks += 1);
            }
        });
        number
    });
}

fn rows(browsed: &Browsed, block: usize, names: Names) -> AnyView {
    let navigation = expect_context::<Navigation>();
    let answers = browsed.view.filters.answers();
    let listed = &browsed.listing.servers;
    let servers = listed[range(block, listed.len())]
        .iter()
        .filter_map(|at| browsed.picker.servers().get(*at));
    let rows: Vec<AnyView> = servers
        .map(|server| {
            let href = navigation.address(&server_path(&answers, &server.domain));
            row(server, href, names)
        })
        .collect();
    view! { <div class="block" role="presentation">{rows}</div> }.into_any()
}

fn row(server: &Server, href: String, names: Names) -> AnyView {
    let about = server.note.as_ref().or(server.description.as_ref());
    let about = about.map(|text| text.value.clone());
    let label = compare::choose_server(&domain::display(&server.domain).text);
    view! {
        <div class="row" role="listitem" data-domain=server.domain.clone()>
            <a class="row-name" href=href>
                <ServerName domain=server.domain.clone()/>
            </a>
            <p class="row-about" dir="auto">
                {about}
            </p>
            <p class="row-facts">{facts(server, names)}</p>
            <label class="compare-choice no-print">
                <input type="checkbox" value=server.domain.clone() aria-label=label/>
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
    all.join(", ")
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
    use super::{BLOCK, FIRST, range};

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
        }
    }
}
