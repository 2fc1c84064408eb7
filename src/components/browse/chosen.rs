//! What is chosen, each with a button that takes it back, and what to give up where
//! nothing is left.

use crate::i18n::messages::{browse as say, results};
use crate::state::browse::Browse;
use crate::state::navigation::Navigation;
use crate::words::browse as words;
use leptos::prelude::*;
use picker::browse::{Facet, Filters, Loosening};

/// Everything that is chosen, facet by facet.
fn all(filters: &Filters) -> Vec<(Facet, String)> {
    let facets = Facet::LISTED.into_iter().chain([Facet::Text]);
    facets
        .flat_map(|facet| {
            let chosen = filters.chosen(facet).into_iter();
            chosen.map(move |value| (facet, value))
        })
        .collect()
}

/// How much is chosen.
#[must_use]
pub fn count(filters: &Filters) -> usize {
    all(filters).len()
}

/// The list of what is chosen; nothing where nothing is.
#[component]
pub fn Chosen() -> impl IntoView {
    let browse = expect_context::<Browse>();
    let navigation = expect_context::<Navigation>();
    let chosen = Memo::new(move |_| browse.view.with(|view| all(&view.filters)));
    let chip = move |(facet, value): (Facet, String)| {
        let what = words::value(facet, &value);
        let label = say::take_back(&what);
        let what = match facet {
            // "Europe" says it all, "18" does not.
            Facet::Age => format!("{} {what}", words::facet(facet)),
            _ => what,
        };
        let take_back =
            move |_| browse.go(navigation, |view| view.filters.set(facet, &value, false));
        view! {
            <li>
                <span>{what}</span>
                <button type="button" class="chip-button" aria-label=label on:click=take_back>
                    "×"
                </button>
            </li>
        }
    };
    let clear = move |_| {
        browse.go(navigation, |view| {
            let facets = Facet::LISTED.into_iter().chain([Facet::Text]);
            view.filters = facets.fold(view.filters.clone(), |it, facet| it.without(facet));
        });
    };
    move || {
        let chosen = chosen.get();
        (!chosen.is_empty()).then(|| {
            view! {
                <div class="chosen no-print" data-test="chosen">
                    <ul class="chips" aria-label=say::chosen()>
                        {chosen.into_iter().map(chip).collect_view()}
                    </ul>
                    <button class="button quiet" type="button" data-test="clear" on:click=clear>
                        {say::clear()}
                    </button>
                </div>
            }
        })
    }
}

/// What to give up, so that servers are left.
#[component]
pub fn Empty(
    /// The ways out.
    loosenings: Vec<Loosening>,
) -> impl IntoView {
    let browse = expect_context::<Browse>();
    let navigation = expect_context::<Navigation>();
    // All that is chosen can be kept where more servers are let in.
    let widen = |label: String, change: fn(&mut Filters)| {
        let widen = move |_| browse.go(navigation, |view| change(&mut view.filters));
        view! {
            <li>
                <button class="button secondary" type="button" data-test="widen" on:click=widen>
                    {label}
                </button>
            </li>
        }
    };
    let (adult, everything) = browse.browsed.with_untracked(|browsed| {
        let listing = browsed.as_ref().map(|it| &it.listing);
        listing.map_or((0, 0), |it| (it.with_adult, it.with_everything))
    });
    let adult = (adult > 0).then(|| widen(say::empty_adult(adult as u64), |it| it.adult = true));
    let everything = (everything > 0).then(|| {
        widen(say::empty_everything(everything as u64), |it| {
            it.everything = true
        })
    });
    if loosenings.is_empty() && adult.is_none() && everything.is_none() {
        return view! { <p>{say::nothing()}</p> }.into_any();
    }
    let ways = loosenings.into_iter().map(|Loosening { facets, leaves }| {
        let names: Vec<String> = facets.iter().map(|facet| words::facet(*facet)).collect();
        let label = say::loosen(leaves as u64, &names.join(&results::list_separator()));
        let give_up = move |_| {
            browse.go(navigation, |view| {
                let filters = view.filters.clone();
                view.filters = facets.iter().fold(filters, |it, facet| it.without(*facet));
            });
        };
        view! {
            <li>
                <button class="button secondary" type="button" on:click=give_up>
                    {label}
                </button>
            </li>
        }
    });
    view! {
        <div class="notice" data-test="empty">
            <h2>{say::empty()}</h2>
            <p>{say::empty_text()}</p>
            <ul class="ways">{adult} {everything} {ways.collect_view()}</ul>
        </div>
    }
    .into_any()
}
