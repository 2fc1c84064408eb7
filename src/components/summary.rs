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

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::AnswerSummary;
    use crate::components::testing::{picker_html, texts};
    use crate::quiz::{QuestionSet, State, Step};
    use leptos::prelude::*;

    fn summary(questions: QuestionSet) -> String {
        picker_html(None, move || {
            provide_context(questions);
            let state = State::from_query("lang=de&size=cosy&seed=7");
            view! { <AnswerSummary state=state/> }
        })
    }

    #[test]
    fn each_answer_can_be_changed_and_the_others_are_kept() {
        let html = summary(QuestionSet::ALL);
        assert_eq!(
            html.matches("<a href=\"/spread/servers/?v=1").count(),
            4,
            "{html}"
        );
        assert_eq!(html.matches("lang=de").count(), 4, "{html}");
        assert!(texts(&html).contains("Size Cosy Change Size"), "{html}");
    }

    #[test]
    fn an_answer_that_the_page_around_has_given_cannot_be_changed() {
        let html = summary(QuestionSet::ALL.without(Step::Size));
        assert_eq!(html.matches("<a ").count(), 3, "{html}");
        assert!(
            texts(&html).ends_with("Size Cosy given by the page you are on"),
            "{html}"
        );
    }
}
