//! The longer list below the recommended servers, a page at a time.

use crate::components::card::{CardPlace, ServerCard};
use crate::components::live_text::text_html;
use crate::i18n::messages::results as say;
use crate::platform::page;
use crate::state::results::{RecommendedSet, ResultsLayout};
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use picker::recommend::{PAGE, Page};
use std::sync::Arc;

/// All other servers that match, as many pages of them as the visitor has
/// asked for.
#[component]
pub fn MoreServers(
    /// The recommended servers, which are left out of the list.
    set: Arc<RecommendedSet>,
    /// Whether cards link to details.
    layout: ResultsLayout,
    /// How many pages are open.
    pages: RwSignal<usize>,
) -> impl IntoView {
    let visitor = expect_context::<Visitor>();
    let page_of = {
        let set = Arc::clone(&set);
        move |number: usize| -> Page {
            let context = visitor.context(set.state.seed.unwrap_or_default());
            let answers = &set.state.answers;
            set.picker.ranked(answers, &context, &set.domains(), number)
        }
    };
    let total = page_of(0).total;
    if total == 0 {
        return None;
    }
    let cards = move |number: usize| {
        let picks = page_of(number).picks;
        picks
            .into_iter()
            .filter_map(|pick| {
                let server = set.picker.servers().get(pick.server)?.clone();
                let state = set.state.clone();
                Some(view! {
                    <li>
                        <ServerCard
                            server=server
                            pick=pick
                            state=state
                            layout=layout
                            place=CardPlace::Listed
                        />
                    </li>
                })
            })
            .collect_view()
    };
    let open = move || 0..pages.get().min(total.div_ceil(PAGE));
    let left = move || total.saturating_sub(pages.get() * PAGE);
    let show_more = move |_| {
        let first = pages.get_untracked() * PAGE + 1;
        pages.update(|pages| *pages += 1);
        page::focus_after_paint(format!(".more-servers > li:nth-child({first}) h3"));
    };
    let button = move || {
        (left() > 0).then(|| {
            view! {
                <button
                    class="button secondary no-print"
                    type="button"
                    data-test="show-more"
                    on:click=show_more
                    inner_html=text_html(&say::show_more(left().min(PAGE) as u64))
                ></button>
            }
        })
    };
    Some(view! {
        <section aria-labelledby="more">
            <h2 id="more">{say::more()}</h2>
            <p class="small">{say::more_text()}</p>
            <ul class="more-servers" data-test="more">
                // Keyed by its number: a page that is open stays as it is.
                <For each=open key=|number| *number children=cards/>
            </ul>
            {button}
        </section>
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::MoreServers;
    use crate::components::testing::{picker_html, servers, tag, texts};
    use crate::quiz::State;
    use crate::state::results::{RecommendedSet, ResultsLayout};
    use crate::state::visitor::Visitor;
    use leptos::prelude::*;
    use picker::recommend::{PAGE, Picker};
    use picker::topics::Topics;
    use std::sync::Arc;

    fn more(count: usize, open: usize) -> String {
        picker_html(None, move || {
            let picker = Arc::new(Picker::new(servers(count), Topics::default()));
            let context = expect_context::<Visitor>().context(7);
            let state = State::from_query("lang=en&seed=7");
            let set = Arc::new(RecommendedSet::draw(picker, state, &context));
            let pages = RwSignal::new(open);
            view! { <MoreServers set=set layout=ResultsLayout::Site pages=pages/> }
        })
    }

    fn cards(html: &str) -> usize {
        html.matches("data-test=\"card\"").count()
    }

    #[test]
    fn the_list_opens_a_page_at_a_time_without_the_recommended_three() {
        let closed = more(3 + PAGE + 2, 0);
        assert_eq!(cards(&closed), 0, "{closed}");
        assert!(
            texts(&closed).ends_with(&format!("Show {PAGE} more")),
            "{closed}"
        );
        let one = more(3 + PAGE + 2, 1);
        assert_eq!(cards(&one), PAGE);
        assert!(texts(&one).ends_with("Show 2 more"));
        let all = more(3 + PAGE + 2, 2);
        assert_eq!(cards(&all), PAGE + 2);
        assert!(tag(&all, "show-more").is_none());
    }

    #[test]
    fn there_is_no_list_where_all_servers_are_recommended() {
        assert!(tag(&more(3, 0), "more").is_none());
    }
}
