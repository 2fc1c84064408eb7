//! What happens after "Create account", which is on another site.

use crate::i18n::messages::share as say;
use crate::state::results::ResultsLayout;
use crate::state::site::Site;
use leptos::prelude::*;

/// The steps, in their order, and on the site the pages that help to fill an
/// account.
#[component]
pub fn NextSteps(
    /// Whether the pages of the site are linked.
    layout: ResultsLayout,
) -> impl IntoView {
    let site = expect_context::<Site>();
    let steps = [
        say::next_name(),
        say::next_mail(),
        say::next_approval(),
        say::next_fill(),
        say::next_move(),
    ];
    let pages = (layout == ResultsLayout::Site).then(|| {
        view! {
            <p class="actions no-print" data-test="onward">
                <a class="button secondary" href=site.path("apps/")>
                    {say::next_apps()}
                </a>
                <a class="button secondary" href=site.path("follow/")>
                    {say::next_follow()}
                </a>
            </p>
        }
    });
    view! {
        <section class="next-steps" aria-labelledby="next" data-test="next">
            <h2 id="next">{say::next()}</h2>
            <ol>{steps.map(|step| view! { <li>{step}</li> }).into_iter().collect_view()}</ol>
            {pages}
        </section>
    }
}
