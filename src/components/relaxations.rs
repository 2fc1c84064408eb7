//! Wishes that could be given up, and how many servers each would add.

use crate::i18n::messages::results as say;
use crate::quiz::QuestionSet;
use crate::state::navigation::Navigation;
use crate::state::results::RecommendedSet;
use crate::words::points;
use leptos::prelude::*;
use std::sync::Arc;

/// The links that give up one wish each; nothing where there are none. What the
/// page around a frame has given is not given up.
#[component]
pub fn Relaxations(
    /// The recommended servers, and which wishes narrow the choice.
    set: Arc<RecommendedSet>,
) -> impl IntoView {
    let questions = expect_context::<QuestionSet>();
    let navigation = expect_context::<Navigation>();
    let given = &set.state.answers;
    let links: Vec<_> = set
        .recommendation
        .relaxations
        .iter()
        .map(|relaxation| (relaxation, relaxation.kind.apply(given)))
        .filter(|(_, answers)| questions.allows(given, answers))
        .map(|(relaxation, answers)| {
            let href = navigation.address(&set.state.with_answers(answers).href());
            view! {
                <li>
                    <a class="button secondary" href=href data-relax=relaxation.kind.key()>
                        {points::relaxation(relaxation)}
                    </a>
                </li>
            }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <p>{say::loosen()}</p>
            <ul class="relaxations" data-test="relaxations">
                {links}
            </ul>
        }
    })
}
