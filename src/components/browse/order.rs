//! The order of the list.

use crate::i18n::messages::browse as say;
use crate::platform::random;
use crate::state::browse::Browse;
use crate::state::navigation::Navigation;
use crate::words::browse as words;
use leptos::prelude::*;
use picker::browse::Order;

/// The choice of an order; where it is chance, a button draws anew.
#[component]
pub fn OrderChoice() -> impl IntoView {
    let browse = expect_context::<Browse>();
    let navigation = expect_context::<Navigation>();
    let now = Memo::new(move |_| browse.view.with(picker::browse::View::order));
    let options = Order::ALL.map(|order| {
        view! {
            <option value=order.key() selected=move || now.get() == order>
                {words::order(order)}
            </option>
        }
    });
    let changed = move |event| {
        let order = Order::parse(&event_target_value(&event));
        browse.go(navigation, |view| view.order = order);
    };
    let shuffle = move |_| browse.go(navigation, |view| view.seed = Some(random::seed()));
    view! {
        <div class="field order">
            <label for="order">{say::order()}</label>
            <select
                id="order"
                name="sort"
                prop:value=move || now.get().key()
                on:change=changed
                data-test="order"
            >
                {options.collect_view()}
            </select>
            {move || {
                (now.get() == Order::Chance)
                    .then(|| {
                        view! {
                            <button
                                class="button quiet"
                                type="button"
                                data-test="shuffle"
                                on:click=shuffle
                            >
                                {say::shuffle()}
                            </button>
                        }
                    })
            }}
        </div>
    }
}
