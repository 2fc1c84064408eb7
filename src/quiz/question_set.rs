//! Which questions are asked, and the way through them.

use crate::quiz::state::{State, Step};
use picker::answers::Answers;

/// Which questions are asked: all of them, except in a frame on a page that has
/// given some of the answers beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionSet([bool; Step::QUESTIONS.len()]);

impl QuestionSet {
    /// All questions.
    pub const ALL: Self = Self([true; Step::QUESTIONS.len()]);

    /// The questions that are asked, in their order.
    fn steps(self) -> impl DoubleEndedIterator<Item = Step> {
        let all = Step::QUESTIONS.into_iter().zip(self.0);
        all.filter_map(|(step, asked)| asked.then_some(step))
    }

    /// The questions that are not asked.
    fn unasked(self) -> impl Iterator<Item = Step> {
        let all = Step::QUESTIONS.into_iter().zip(self.0);
        all.filter_map(|(step, asked)| (!asked).then_some(step))
    }

    /// The same without one question.
    #[must_use]
    pub fn without(mut self, step: Step) -> Self {
        for (asked, one) in self.0.iter_mut().zip(Step::QUESTIONS) {
            *asked &= one != step;
        }
        self
    }

    /// Whether this is asked.
    #[must_use]
    pub fn asks(self, step: Step) -> bool {
        self.steps().any(|one| one == step)
    }

    /// The first question; the results if there is none.
    #[must_use]
    pub fn first(self) -> Step {
        self.steps().next().unwrap_or(Step::Results)
    }

    /// The step after this one.
    #[must_use]
    pub fn next(self, step: Step) -> Step {
        self.steps()
            .find(|one| *one > step)
            .unwrap_or(Step::Results)
    }

    /// The question before this step; `None` at the first.
    #[must_use]
    pub fn previous(self, step: Step) -> Option<Step> {
        self.steps().rev().find(|one| *one < step)
    }

    /// "Question 2 of 4": which one it is, and how many there are.
    #[must_use]
    pub fn number(self, step: Step) -> (u64, u64) {
        let before = self.steps().filter(|one| *one <= step).count();
        (before as u64, self.steps().count() as u64)
    }

    /// Where the main button of a question leads.
    #[must_use]
    pub fn onward(self, state: &State) -> Step {
        if state.seed.is_some() {
            Step::Results
        } else {
            self.next(state.step)
        }
    }

    /// Where "Back" leads; `None` leads out of the picker.
    #[must_use]
    pub fn back(self, state: &State) -> Option<State> {
        if state.step != Step::Results && state.seed.is_some() {
            return Some(state.at(Step::Results));
        }
        self.previous(state.step).map(|step| state.at(step))
    }

    /// The same state with the answers to the questions that are not asked as
    /// `given` has them, at a page that there is.
    #[must_use]
    pub fn keep_given(self, given: &State, mut state: State) -> State {
        for step in self.unasked() {
            step.copy_answers(given, &mut state);
        }
        if state.step != Step::Results && !self.asks(state.step) {
            state.step = self.next(state.step);
        }
        state
    }

    /// Whether only answers to questions that are asked differ between these.
    #[must_use]
    pub fn allows(self, from: &Answers, to: &Answers) -> bool {
        let state = |answers: &Answers| State::start().with_answers(answers.clone());
        let to = state(to);
        self.keep_given(&state(from), to.clone()) == to
    }
}

#[cfg(test)]
mod tests {
    use super::QuestionSet;
    use crate::quiz::state::{State, Step};

    #[test]
    fn the_questions_lead_to_results_and_back_again() {
        let mut step = Step::Topics;
        for n in 1..=4 {
            assert_eq!(QuestionSet::ALL.number(step), (n, 4));
            let next = QuestionSet::ALL.next(step);
            assert_eq!(QuestionSet::ALL.previous(next), Some(step));
            step = next;
        }
        assert_eq!(step, Step::Results);
    }

    #[test]
    fn questions_that_are_not_asked_are_stepped_over() {
        let questions = QuestionSet::ALL.without(Step::Topics).without(Step::SignUp);
        assert_eq!(questions.first(), Step::Language);
        assert_eq!(questions.next(Step::Language), Step::Size);
        assert_eq!(questions.next(Step::Size), Step::Results);
        assert_eq!(questions.previous(Step::Size), Some(Step::Language));
        assert_eq!(questions.previous(Step::Language), None);
        assert_eq!(questions.number(Step::Size), (2, 2));
        assert!(questions.asks(Step::Size) && !questions.asks(Step::SignUp));
        let none = questions.without(Step::Language).without(Step::Size);
        assert_eq!(none.first(), Step::Results);
        assert_eq!(none.previous(Step::Results), None);
    }

    #[test]
    fn only_what_is_asked_may_change() {
        let questions = QuestionSet::ALL.without(Step::Topics);
        let of = |query: &str| State::from_query(query).answers;
        let from = of("topic=tech&lang=de&size=cosy&region=europe");
        assert!(questions.allows(&from, &from));
        assert!(questions.allows(&from, &of("topic=tech&flex=lang")));
        assert!(!questions.allows(&from, &of("lang=de&size=cosy")));
        assert!(!questions.allows(&from, &of("topic=tech&text=x")));
        assert!(QuestionSet::ALL.allows(&from, &of("")));
    }

    #[test]
    fn an_answer_changed_from_the_results_leads_straight_back() {
        let state = State::from_query("?topic=art&seed=5&step=language");
        let questions = QuestionSet::ALL;
        assert_eq!(questions.onward(&state), Step::Results);
        assert_eq!(questions.back(&state).map(|s| s.step), Some(Step::Results));
        let first_time = State::from_query("?topic=art&step=language");
        assert_eq!(questions.onward(&first_time), Step::SignUp);
        assert_eq!(
            questions.back(&first_time).map(|s| s.step),
            Some(Step::Topics)
        );
    }
}
