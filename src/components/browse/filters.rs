//! The choices, each with the number of servers that it would leave.

use crate::i18n::messages::{browse as say, number};
use crate::platform::form;
use crate::state::browse::{Browse, Browsed};
use crate::state::navigation::Navigation;
use crate::words::browse as words;
use leptos::prelude::*;
use picker::browse::{Facet, FacetOption, FacetOptions};
use std::sync::Arc;

/// All facets. Which choices there are depends on the servers alone: their boxes stay
/// where they are while their numbers change.
#[component]
pub fn Filters(
    /// Whether servers can be let in that are left out by themselves.
    #[prop(default = true)]
    switches: bool,
) -> impl IntoView {
    let browse = expect_context::<Browse>();
    let facets = Memo::new(move |_| {
        let browsed = browse.counted.get();
        let of = |it: Arc<Browsed>| {
            let options = it.listing.options.iter();
            // One value that all share is no choice.
            options
                .filter(|it| it.options.len() > 1 || it.options.iter().any(|it| it.chosen))
                .map(|it| it.facet)
                .collect::<Vec<_>>()
        };
        browsed.map(of).unwrap_or_default()
    });
    view! {
        <form class="facets" data-test="filters" on:submit=|event| event.prevent_default()>
            <For each=move || facets.get() key=|facet| *facet children=|facet| view! { <FacetChoices facet=facet/> }/>
            {switches.then(|| view! { <Switches/> })}
        </form>
    }
}

#[component]
fn FacetChoices(facet: Facet) -> impl IntoView {
    let browse = expect_context::<Browse>();
    let values = Memo::new(move |_| {
        browse.counted.with(|browsed| {
            let browsed = browsed.as_ref();
            let of = browsed.and_then(|it| of_facet(&it.listing.options, facet));
            let options = of.map_or(&[][..], |of| &of.options);
            options
                .iter()
                .map(|option| option.value.clone())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <fieldset class="facet" data-facet=facet.key()>
            <legend>{words::facet(facet)}</legend>
            <div class="facet-choices">
                <For
                    each=move || values.get()
                    key=String::clone
                    children=move |value| view! { <Choice facet=facet value=value/> }
                />
            </div>
        </fieldset>
    }
}

fn of_facet(options: &[FacetOptions], facet: Facet) -> Option<&FacetOptions> {
    options.iter().find(|it| it.facet == facet)
}

#[component]
fn Choice(facet: Facet, value: String) -> impl IntoView {
    let browse = expect_context::<Browse>();
    let navigation = expect_context::<Navigation>();
    let label = words::value(facet, &value);
    let option = {
        let value = value.clone();
        Memo::new(move |_| {
            browse.counted.with(|browsed| {
                let options = &browsed.as_ref()?.listing.options;
                let mut all = of_facet(options, facet)?.options.iter();
                all.find(|option| option.value == value).cloned()
            })
        })
    };
    // Counts come a frame later than the list, ticks do not.
    let is_chosen = {
        let value = value.clone();
        Memo::new(move |_| browse.view.with(|view| view.filters.has(facet, &value)))
    };
    let left = move || option.with(|it| it.as_ref().map_or(0, |it: &FacetOption| it.count));
    let changed = {
        let value = value.clone();
        move |event| {
            let ticked = form::is_checked(&event);
            browse.go(navigation, |view| view.filters.set(facet, &value, ticked));
        }
    };
    view! {
        <label class="facet-choice" data-none=move || (left() == 0).then_some("")>
            <input
                // There is one age: another one takes its place.
                type=if facet == Facet::Age { "radio" } else { "checkbox" }
                name=facet.key()
                value=value
                prop:checked=move || is_chosen.get()
                on:change=changed
            />
            <span>{label}</span>
            " "
            <span class="facet-count" prop:textContent=move || number(left() as u64)></span>
        </label>
    }
}

/// What widens the list.
#[component]
fn Switches() -> impl IntoView {
    let browse = expect_context::<Browse>();
    let navigation = expect_context::<Navigation>();
    let count = move |of: fn(&picker::browse::Listing) -> usize| {
        browse
            .counted
            .with(|counted| counted.as_ref().map_or(0, |it| of(&it.listing)))
    };
    view! {
        <div class="facet">
            <label class="facet-choice">
                <input
                    type="checkbox"
                    name="adult"
                    value="1"
                    prop:checked=move || browse.view.with(|view| view.filters.adult)
                    on:change=move |event| {
                        let ticked = form::is_checked(&event);
                        browse.go(navigation, |view| view.filters.adult = ticked);
                    }
                />
                <span>{say::adult()}</span>
                " "
                <span
                    class="facet-count"
                    prop:textContent=move || number(count(|it| it.with_adult) as u64)
                ></span>
            </label>
            <label class="facet-choice">
                <input
                    type="checkbox"
                    name="all"
                    value="1"
                    prop:checked=move || browse.view.with(|view| view.filters.everything)
                    on:change=move |event| {
                        let ticked = form::is_checked(&event);
                        browse.go(navigation, |view| view.filters.everything = ticked);
                    }
                />
                <span>{say::everything()}</span>
                " "
                <span
                    class="facet-count"
                    prop:textContent=move || number(count(|it| it.with_everything) as u64)
                ></span>
            </label>
        </div>
    }
}
