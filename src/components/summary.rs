//! The answers above the results, each with a link to change it.

use crate::app::Visitor;
use crate::messages::results as say;
use crate::quiz::State;
use crate::words::answers::summary as answered;
use leptos::prelude::*;

/// The list of answers.
pub fn summary(state: &State) -> AnyView {
    let browser = expect_context::<Visitor>().languages();
    let rows = answered(state, &browser)
        .into_iter()
        .map(|row| {
            let href = state.at(row.step).href();
            view! {
                <div data-test="answer" data-step=row.step.key()>
                    <dt>{row.label.clone()}</dt>
                    <dd>{row.value}</dd>
                    <dd>
                        <a href=href>
                            {say::change()}
                            <span class="visually-hidden">" " {row.label}</span>
                        </a>
                    </dd>
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
    .into_any()
}
