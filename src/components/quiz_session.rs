//! What the pages with the picker do beside what they show: draw a seed, follow the
//! form, announce each step.

use crate::detail_route::DetailRoute;
use crate::platform::random;
use crate::quiz::{QuestionSet, State, Step};
use crate::state::arrival::Arrival;
use crate::state::navigation::{History, Navigation};
use leptos::prelude::*;

/// The visit of a page with the picker.
#[derive(Debug, Clone, Copy)]
pub struct QuizSession {
    /// What is ticked and typed but not sent yet: it goes along on the way back,
    /// and stands in the address for a reload.
    pub draft: RwSignal<State>,
}

impl QuizSession {
    /// Starts at the state in the address. `is_results` is whether the results
    /// themselves are shown, and not the details of one.
    #[must_use]
    pub fn start(state: Memo<State>, is_results: Signal<bool>) -> Self {
        let navigation = expect_context::<Navigation>();
        let arrival = expect_context::<Arrival>();
        // A link to results without a seed gets one drawn.
        Effect::new(move |_| {
            let state = state.get();
            if is_results.get() && state.seed.is_none() {
                let drawn = state.with_seed(random::seed());
                navigation.go(&drawn.href(), History::Replace);
            }
        });
        let draft = RwSignal::new(state.get_untracked());
        // Not at the start: what was ticked before the program had started is in
        // the draft by then, and not in the address.
        Effect::new(move |before: Option<State>| {
            let now = state.get();
            if before.is_some_and(|before| before != now) {
                draft.set(now.clone());
            }
            now
        });
        // Other picks are another page too; a ticked box is not.
        let page = Memo::new(move |_| {
            let route = DetailRoute::from_query(&navigation.query());
            state.with(|state| (state.step, state.seed, route))
        });
        Effect::new(move |_| {
            let needs_seed = page.with(|(step, seed, route)| {
                *step == Step::Results && seed.is_none() && route.is_empty()
            });
            if !needs_seed {
                arrival.arrived();
            }
        });
        Self { draft }
    }

    /// Where "Back" leads; `None` leads out of the picker. Tracks the draft.
    #[must_use]
    pub fn back(self, questions: QuestionSet) -> Option<State> {
        self.draft.with(|state| questions.back(state))
    }
}
