//! The list of all servers: filters beside it, what is chosen and the order above
//! it, and its rows.

pub mod chosen;
pub mod filters;
pub mod order;
pub mod rows;
pub mod server_lines;
pub mod words;

use crate::browse_route;
use crate::components::compare_selection::CompareBar;
use crate::components::live_text::live_text;
use crate::components::notices::{ListProblem, ListSources, NoList};
use crate::i18n::messages::browse as say;
use crate::platform::page as document;
use crate::state::announcer::Announcer;
use crate::state::browse::Browse;
use crate::state::navigation::Navigation;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use chosen::Chosen;
use content::page;
use filters::Filters;
use leptos::prelude::*;
use order::OrderChoice;
use rows::Rows;
use server_lines::{Groups, ServerLines};
use words::OwnWords;

/// How long the visitor has paused when the number of servers is announced, in
/// milliseconds: what is ticked or typed is read out first.
const ANNOUNCEMENT_PAUSE: u32 = 700;

/// The list. Until the program has the servers, the first of them and the pages with
/// parts of the list stand in its place, as they do in the document.
#[component]
pub fn BrowseServers(
    /// The page's own data.
    content: page::ServersAll,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let browse = Browse::start(navigation, browse_route::ROUTE, Some(content.seed));
    provide_context(browse);
    announce_counts(Memo::new(move |_| shown(browse)));
    let words = expect_context::<PageWords>();
    let ready = Memo::new(move |_| browse.browsed.with(Option::is_some));
    let drawn = words.fill("picker.drawn", &[("date", &content.date.text)]);
    let (groups, servers) = (content.groups, content.servers);
    let summary = move || match browse.view.with(|view| chosen::count(&view.filters)) {
        _ if !ready.get() => words.text("picker.by"),
        0 => say::narrow(),
        n => say::narrow_chosen(&n.to_string()),
    };
    let site = expect_context::<Site>();
    let map = move || {
        browse
            .view
            .with(|view| site.path(&browse_route::path(browse_route::MAP, view)))
    };
    let quiz = move || {
        let browsed = browse.browsed.get()?;
        Some(view! { <CompareBar state=browsed.quiz()/> })
    };
    view! {
        <div class="browse">
            <details class="browse-side no-print">
                <summary>{summary}</summary>
                {move || match ready.get() {
                    true => view! { <Filters/> }.into_any(),
                    false => view! { <Groups groups=groups.clone()/> }.into_any(),
                }}
            </details>
            <div class="browse-main">
                <div class="browse-controls" data-ready=move || ready.get().then_some("")>
                    <OwnWords/>
                    <OrderChoice/>
                </div>
                <Chosen/>
                <p class="no-print">
                    <a href=map data-test="as-map">{words.text("picker.as_map")}</a>
                </p>
                <p
                    class="status"
                    data-test="shown"
                    inner_html=live_text(move || shown(browse).unwrap_or_else(|| drawn.clone()))
                ></p>
                <NoList/>
                {move || match ready.get() {
                    true => view! { <Rows/> }.into_any(),
                    false => view! { <ServerLines servers=servers.clone()/> }.into_any(),
                }}
                <ListProblem/>
                {move || ready.get().then(|| view! { <ListSources/> })}
            </div>
            <div class="browse-compare">{quiz}</div>
        </div>
    }
}

/// "12 servers of 465"
fn shown(browse: Browse) -> Option<String> {
    browse.browsed.with(|browsed| {
        let listing = &browsed.as_ref()?.listing;
        let total = crate::i18n::messages::number(listing.total as u64);
        Some(say::shown(listing.servers.len() as u64, &total))
    })
}

/// Says how many servers are left when the visitor has changed something and pauses.
pub fn announce_counts(shown: Memo<Option<String>>) {
    let announcer = expect_context::<Announcer>();
    Effect::new(move |before: Option<Option<String>>| {
        let now = shown.get();
        if before
            .flatten()
            .is_some_and(|before| Some(&before) != now.as_ref())
            && let Some(text) = now.clone()
        {
            document::after(ANNOUNCEMENT_PAUSE, move || {
                let last = shown.try_get_untracked().flatten();
                if last.as_ref() == Some(&text) {
                    announcer.say(text);
                }
            });
        }
        now
    });
}
