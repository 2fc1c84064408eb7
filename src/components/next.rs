//! What happens after "Create account", which is on another site.

use crate::messages::share as say;
use leptos::prelude::*;

/// The steps, in their order.
pub fn next() -> AnyView {
    let steps = [
        say::next_name(),
        say::next_mail(),
        say::next_approval(),
        say::next_fill(),
        say::next_move(),
    ];
    let steps = steps.into_iter().map(|step| view! { <li>{step}</li> });
    view! {
        <section class="next-steps" aria-labelledby="next" data-test="next">
            <h2 id="next">{say::next()}</h2>
            <ol>{steps.collect_view()}</ol>
        </section>
    }
    .into_any()
}
