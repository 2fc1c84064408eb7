//! The longer list below the picks, a page at a time.

use crate::app::Visitor;
use crate::components::card::card;
use crate::components::results::Shown;
use crate::messages::results as say;
use crate::platform::page;
use leptos::prelude::*;
use picker::recommend::{PAGE, Page};
use std::sync::Arc;

/// All other servers that match, after the visitor asks for them.
pub fn more(shown: Arc<Shown>) -> AnyView {
    let visitor = expect_context::<Visitor>();
    let page_of = {
        let shown = Arc::clone(&shown);
        move |number: usize| -> Page {
            let context = visitor.context(shown.state.seed.unwrap_or_default());
            let answers = &shown.state.answers;
            shown
                .picker
                .ranked(answers, &context, &shown.domains(), number)
        }
    };
    let total = page_of(0).total;
    if total == 0 {
        return ().into_any();
    }
    let pages = RwSignal::new(0_usize);
    let cards = move || {
        (0..pages.get())
            .map(|number| {
                let servers = shown.picker.servers();
                page_of(number)
                    .picks
                    .iter()
                    .filter_map(|pick| Some(card(servers.get(pick.server)?, pick, false)))
                    .map(|card| view! { <li>{card}</li> })
                    .collect_view()
            })
            .collect_view()
    };
    let next = move || {
        let left = total.saturating_sub(pages.get() * PAGE);
        (left > 0).then(|| {
            view! {
                <button
                    class="button secondary no-print"
                    type="button"
                    data-test="show-more"
                    on:click=move |_| {
                        let first = pages.get_untracked() * PAGE + 1;
                        pages.update(|pages| *pages += 1);
                        page::after_paint(move || {
                            page::focus(&format!(".more-servers > li:nth-child({first}) h3"));
                        });
                    }
                >
                    {say::show_more(left.min(PAGE) as u64)}
                </button>
            }
        })
    };
    view! {
        <section aria-labelledby="more">
            <h2 id="more">{say::more()}</h2>
            <p class="small">{say::more_text()}</p>
            <ul class="more-servers" data-test="more">
                {cards}
            </ul>
            {next}
        </section>
    }
    .into_any()
}
