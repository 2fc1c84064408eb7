//! Ticking servers for comparison: the checkbox on a card, and the bar below
//! the recommended servers.

use crate::components::live_text::text_html;
use crate::detail_route::comparison_path;
use crate::i18n::messages::compare as say;
use crate::platform::form;
use crate::quiz::State;
use crate::state::announcer::Announcer;
use crate::state::navigation::Navigation;
use crate::state::selection::Selection;
use leptos::ev;
use leptos::prelude::*;
use picker::domain;

/// The checkbox on a card.
#[component]
pub fn CompareChoice(
    /// The server's domain.
    domain: String,
) -> impl IntoView {
    let selection = expect_context::<Selection>();
    let name = domain::display(&domain).text;
    let ticked = {
        let domain = domain.clone();
        Memo::new(move |_| selection.contains(&domain))
    };
    let change = move |event: ev::Event| selection.choose(&domain, form::is_checked(&event));
    view! {
        <label class="compare-choice no-print">
            <input
                type="checkbox"
                data-test="compare-choice"
                aria-label=say::choose_server(&name)
                prop:checked=move || ticked.get()
                disabled=move || !ticked.get() && selection.is_full()
                on:change=change
            />
            {say::choose()}
        </label>
    }
}

/// Has the checkboxes of a long list, whose values are domains, follow the selection
/// as one: those that `boxes` selects, once they are `there`. What it returns is for
/// `on:change` of the element around them.
pub fn follow_boxes(
    boxes: &'static str,
    there: impl Fn() -> bool + 'static,
) -> impl Fn(ev::Event) + 'static {
    let selection = expect_context::<Selection>();
    let announcer = expect_context::<Announcer>();
    Effect::new(move |_| {
        if there() {
            selection.domains_with(|domains| form::tick_only(boxes, domains));
        }
    });
    move |event| {
        let Some((domain, ticked)) = form::ticked(&event) else {
            return;
        };
        if ticked && selection.is_full_untracked() {
            announcer.say(say::full());
        }
        selection.choose(&domain, ticked);
    }
}

/// What is ticked so far, and the link to the comparison. The stylesheet keeps
/// its height free, so that ticking moves nothing.
#[component]
pub fn CompareBar(
    /// The answers, which the comparison keeps.
    state: State,
) -> impl IntoView {
    let selection = expect_context::<Selection>();
    let navigation = expect_context::<Navigation>();
    let inside = move || {
        let domains = selection.domains();
        if domains.is_empty() {
            return view! { <span class="small">{say::none()}</span> }.into_any();
        }
        let compare = if domains.len() < 2 {
            view! { <span>{say::one_more()}</span> }.into_any()
        } else {
            let href = navigation.address(&comparison_path(&state, &domains));
            view! {
                <a
                    class="button"
                    href=href
                    data-test="compare"
                    inner_html=text_html(&say::go(domains.len() as u64))
                ></a>
            }
            .into_any()
        };
        view! {
            {compare}
            {selection.is_full().then(|| view! { <span>{say::full()}</span> })}
            <button class="button quiet" type="button" on:click=move |_| selection.clear()>
                {say::clear()}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="compare-bar no-print" data-test="compare-bar">
            {inside}
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{CompareBar, CompareChoice};
    use crate::components::testing::{picker_html, tag, texts};
    use crate::quiz::State;
    use crate::state::selection::Selection;
    use leptos::prelude::*;

    fn bar(ticked: &'static [&'static str]) -> String {
        picker_html(None, move || {
            let selection = expect_context::<Selection>();
            ticked
                .iter()
                .for_each(|domain| selection.choose(domain, true));
            let state = State::from_query("lang=en&seed=7");
            view! {
                <CompareChoice domain="z.example".to_owned()/>
                <CompareBar state=state/>
            }
        })
    }

    #[test]
    fn the_comparison_is_linked_once_there_are_two() {
        assert!(tag(&bar(&[]), "compare").is_none());
        let one = bar(&["a.example"]);
        assert!(tag(&one, "compare").is_none(), "{one}");
        assert!(
            texts(&one).contains("Choose one more server to compare."),
            "{one}"
        );
        let two = bar(&["a.example", "b.example"]);
        let link = tag(&two, "compare").unwrap();
        assert!(link.contains("href=\"/spread/servers/?v=1"), "{link}");
        assert!(link.contains("compare=a.example,b.example"), "{link}");
    }

    #[test]
    fn a_fifth_server_cannot_be_ticked() {
        let choice = |html: &str| tag(html, "compare-choice").unwrap().to_owned();
        let three = choice(&bar(&["a.example", "b.example", "c.example"]));
        assert!(!three.contains("disabled"), "{three}");
        let four = choice(&bar(&["a.example", "b.example", "c.example", "d.example"]));
        assert!(four.contains("disabled"), "{four}");
        assert!(four.contains("aria-label=\"Compare z.example\""), "{four}");
    }
}
