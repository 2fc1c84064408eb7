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

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Relaxations;
    use crate::components::testing::{picker_html, tag};
    use crate::quiz::{QuestionSet, State, Step};
    use crate::state::results::RecommendedSet;
    use crate::state::visitor::Visitor;
    use leptos::prelude::*;
    use picker::model::{Fact, Server, Size, Source};
    use picker::recommend::Picker;
    use picker::topics::Topics;
    use std::sync::Arc;

    /// Of ten servers one is cosy, and that is asked for.
    fn relaxations(questions: QuestionSet) -> String {
        picker_html(None, move || {
            provide_context(questions);
            let servers = (0..10).map(|at| {
                let mut server = Server::new(format!("s{at}.example"));
                let size = if at == 0 { Size::Cosy } else { Size::Large };
                server.size = Some(Fact::new(size, Source::Curated, None));
                server
            });
            let picker = Arc::new(Picker::new(servers.collect(), Topics::default()));
            let context = expect_context::<Visitor>().context(7);
            let state = State::from_query("size=cosy&seed=7");
            let set = Arc::new(RecommendedSet::draw(picker, state, &context));
            view! { <Relaxations set=set/> }
        })
    }

    #[test]
    fn a_wish_that_leaves_few_servers_can_be_given_up() {
        let html = relaxations(QuestionSet::ALL);
        assert!(tag(&html, "relaxations").is_some(), "{html}");
        assert!(html.contains("data-relax=\"size\""), "{html}");
        assert!(!html.contains("size=cosy"), "{html}");
    }

    #[test]
    fn what_the_page_around_a_frame_has_given_is_not_given_up() {
        let html = relaxations(QuestionSet::ALL.without(Step::Size));
        assert!(tag(&html, "relaxations").is_none(), "{html}");
    }
}
