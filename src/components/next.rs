//! What happens after "Create account", which is on another site.

use crate::components::links::ExternalLink;
use crate::fill_route::fill_path;
use crate::i18n::messages::share as say;
use crate::quiz::State;
use crate::state::results::ResultsLayout;
use crate::state::site::Site;
use leptos::prelude::*;

/// The steps, in their order, and the pages that help to fill an account; from a
/// frame the first of them, in a tab of its own.
#[component]
pub fn NextSteps(
    /// Whether the pages of the site are linked.
    layout: ResultsLayout,
    /// The answers, which the page with what to follow begins with.
    state: State,
) -> impl IntoView {
    let site = expect_context::<Site>();
    let steps = [
        say::next_name(),
        say::next_mail(),
        say::next_approval(),
        say::next_fill(),
        say::next_move(),
    ];
    let fill = site.path(&fill_path(&state, None));
    let pages = match layout {
        ResultsLayout::Site => view! {
            <a class="button" href=fill data-test="to-fill">
                {say::next_to_fill()}
            </a>
            <a class="button secondary" href=site.path("apps/")>
                {say::next_apps()}
            </a>
            <a class="button secondary" href=site.path("follow/")>
                {say::next_follow()}
            </a>
        }
        .into_any(),
        ResultsLayout::Frame => view! {
            <ExternalLink href=fill class="button secondary" test="to-fill">
                {say::next_to_fill()}
            </ExternalLink>
        }
        .into_any(),
    };
    view! {
        <section class="next-steps" aria-labelledby="next" data-test="next">
            <h2 id="next">{say::next()}</h2>
            <ol>{steps.map(|step| view! { <li>{step}</li> }).into_iter().collect_view()}</ol>
            <p class="actions no-print" data-test="onward">{pages}</p>
        </section>
    }
}
