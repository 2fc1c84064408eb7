//! The answers below the results, each with a link to change it.

use crate::components::links::VisuallyHidden;
use crate::i18n::messages::results as say;
use crate::quiz::{QuestionSet, State};
use crate::state::navigation::Navigation;
use crate::state::visitor::Visitor;
use crate::words::answers;
use leptos::prelude::*;

/// The list of answers. One that the page around a frame has given cannot be
/// changed.
#[component]
pub fn AnswerSummary(
    /// The answers.
    state: State,
) -> impl IntoView {
    let questions = expect_context::<QuestionSet>();
    let navigation = expect_context::<Navigation>();
    let browser = expect_context::<Visitor>().languages();
    let rows = answers::summary(&state, &browser)
        .into_iter()
        .map(|row| {
            let change = if questions.asks(row.step) {
                let href = navigation.address(&state.at(row.step).href());
                let label = row.label.clone();
                view! {
                    <a href=href>
                        {say::change()}
                        <VisuallyHidden>{format!(" {label}")}</VisuallyHidden>
                    </a>
                }
                .into_any()
            } else {
                say::given().into_any()
            };
            view! {
                <div data-test="answer" data-step=row.step.key()>
                    <dt>{row.label}</dt>
                    <dd>{row.value}</dd>
                    <dd>{change}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="answers">
            <h2 id="answers">{say::answers()}</h2>
            <dl class="answers">{rows}</dl>
        </section>
    }
}
