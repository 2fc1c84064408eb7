//! Where in the picker the visitor is. All of it stands in the address, so
//! that back, forward, reload and a shared link restore it:
//! `servers/?v=1&topic=tech&step=language`.

use picker::answers::Answers;
use picker::query::{self, key};

/// The folder of the picker, relative to the base of the site.
pub const ROUTE: &str = "servers/";

/// The name of the page of the picker in an address, beside [`key::ALL`].
pub const STEP: &str = "step";

/// The value of [`key::SIGN_UP`] and [`key::SIZE`] where "No preference" was
/// chosen: it is no answer to the engine, but ticked on the page.
pub const NO_PREFERENCE: &str = "none";

/// One page of the picker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// What one cares about.
    Topics,
    /// Which languages.
    Language,
    /// How to sign up.
    SignUp,
    /// How big a community.
    Size,
    /// The recommended servers.
    Results,
}

impl Step {
    /// The questions, in their order.
    pub const QUESTIONS: [Self; 4] = [Self::Topics, Self::Language, Self::SignUp, Self::Size];

    /// Its name in an address (`step=language`).
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Topics => "topics",
            Self::Language => "language",
            Self::SignUp => "signup",
            Self::Size => "size",
            Self::Results => "results",
        }
    }

    /// The names of the fields that its question asks for.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Topics => &[key::TOPIC, key::TEXT],
            Self::Language => &[key::LANGUAGE],
            Self::SignUp => &[key::SIGN_UP],
            Self::Size => &[key::SIZE],
            Self::Results => &[],
        }
    }

    /// Replaces the answers to its question in `to` by those in `from`.
    pub fn copy_answers(self, from: &State, to: &mut State) {
        let (given, answers) = (&from.answers, &mut to.answers);
        match self {
            Self::Topics => {
                answers.topics.clone_from(&given.topics);
                answers.text.clone_from(&given.text);
                answers.any_words_language = given.any_words_language;
            }
            Self::Language => {
                answers.languages.clone_from(&given.languages);
                answers.flexible_language = given.flexible_language;
            }
            Self::SignUp => {
                answers.sign_up = given.sign_up;
                answers.flexible_sign_up = given.flexible_sign_up;
                to.any_sign_up = from.any_sign_up;
            }
            Self::Size => {
                answers.size = given.size;
                to.any_size = from.any_size;
            }
            Self::Results => {}
        }
    }

    fn parse(key: &str) -> Option<Self> {
        Self::QUESTIONS
            .into_iter()
            .chain([Self::Results])
            .find(|step| step.key() == key)
    }
}

/// All that the address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The page of the picker.
    pub step: Step,
    /// The answers so far.
    pub answers: Answers,
    /// What drew the picks. Set from the first results on: after that, a changed
    /// answer leads straight back to the results.
    pub seed: Option<u64>,
    /// Which draw with this seed, from 0: others than those of the draws before.
    pub draw: u16,
    /// Signing up was answered with "No preference".
    pub any_sign_up: bool,
    /// The size was answered with "No preference".
    pub any_size: bool,
}

impl State {
    /// The start of the quiz.
    #[must_use]
    pub fn start() -> Self {
        Self::from_query("")
    }

    /// Reads the query of an address, or a form's fields written as one.
    ///
    /// Without a step, an address with answers means their results (it was
    /// written by hand or by a program) and an empty one the first question.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        let query::State {
            answers,
            seed,
            draw,
        } = query::State::from_query(text);
        let mut state = Self {
            step: if seed.is_some() || answers != Answers::default() {
                Step::Results
            } else {
                Step::Topics
            },
            answers,
            seed,
            draw,
            any_sign_up: false,
            any_size: false,
        };
        for (key, value) in query::pairs(text) {
            match (key.as_str(), value.as_str()) {
                (STEP, step) => state.step = Step::parse(step).unwrap_or(state.step),
                (key::SIGN_UP, NO_PREFERENCE) => state.any_sign_up = true,
                (key::SIZE, NO_PREFERENCE) => state.any_size = true,
                _ => {}
            }
        }
        state.any_sign_up &= state.answers.sign_up.is_none();
        state.any_size &= state.answers.size.is_none();
        state
    }

    /// The query string, without the question mark.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut out = query::State {
            answers: self.answers.clone(),
            seed: self.seed,
            draw: self.draw,
        }
        .to_query();
        let mut add = |key: &str, value: &str| {
            let separator = if out.is_empty() { "" } else { "&" };
            for part in [separator, key, "=", value] {
                out.push_str(part);
            }
        };
        if self.any_sign_up && self.answers.sign_up.is_none() {
            add(key::SIGN_UP, NO_PREFERENCE);
        }
        if self.any_size && self.answers.size.is_none() {
            add(key::SIZE, NO_PREFERENCE);
        }
        add(STEP, self.step.key());
        out
    }

    /// The address, relative to the base of the site.
    #[must_use]
    pub fn href(&self) -> String {
        format!("{ROUTE}?{}", self.to_query())
    }

    /// The same answers on another page of the picker.
    #[must_use]
    pub fn at(&self, step: Step) -> Self {
        Self {
            step,
            ..self.clone()
        }
    }

    /// The same page with servers drawn by this seed.
    #[must_use]
    pub fn with_seed(&self, seed: u64) -> Self {
        Self {
            seed: Some(seed),
            draw: 0,
            ..self.clone()
        }
    }

    /// The same page with that draw by the same seed.
    #[must_use]
    pub fn with_draw(&self, draw: u16) -> Self {
        Self {
            draw,
            ..self.clone()
        }
    }

    /// Other answers, on the results page.
    #[must_use]
    pub fn with_answers(&self, answers: Answers) -> Self {
        Self {
            step: Step::Results,
            answers,
            draw: 0,
            ..self.clone()
        }
    }

    /// What the form of a question must carry along besides its own fields:
    /// the answers to the other questions, as names and values.
    #[must_use]
    pub fn carried(&self) -> Vec<(String, String)> {
        let own = self.step.fields();
        query::pairs(&self.to_query())
            .filter_map(|(name, value)| match name.as_str() {
                // Other answers are drawn from anew.
                key::VERSION | key::DRAW | STEP => None,
                // Its values are the names of other fields; that of the words goes
                // with the text.
                key::FLEXIBLE => {
                    let is_own = |field: &str| match field {
                        key::WORDS => own.contains(&key::TEXT),
                        field => own.contains(&field),
                    };
                    let others = value.split(',').filter(|field| !is_own(field));
                    let others: Vec<&str> = others.collect();
                    (!others.is_empty()).then(|| (name, others.join(",")))
                }
                field => (!own.contains(&field)).then_some((name, value)),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{State, Step};
    use picker::answers::SignUpWish;
    use proptest::prelude::*;

    #[test]
    fn an_empty_address_is_the_first_question_and_answers_alone_mean_results() {
        assert_eq!(State::from_query("").step, Step::Topics);
        assert_eq!(State::from_query("?").step, Step::Topics);
        assert_eq!(State::from_query("?topic=tech").step, Step::Results);
        assert_eq!(State::from_query("?seed=7").step, Step::Results);
        assert_eq!(State::from_query("?topic=tech&step=size").step, Step::Size);
        assert_eq!(State::from_query("?step=nonsense").step, Step::Topics);
    }

    #[test]
    fn a_form_carries_the_other_answers_along() {
        let state = State::from_query(
            "?topic=art,tech&text=oil+%26+ink&lang=de&flex=lang,signup&signup=instant&size=none&adult=1&step=language",
        );
        let mut fields: Vec<String> = state
            .carried()
            .into_iter()
            .map(|(name, value)| format!("{name}={}", value.replace(' ', "+").replace('&', "%26")))
            .collect();
        // What the language question itself would send.
        fields.extend(["lang=de", "flex=lang", "step=language"].map(str::to_owned));
        assert_eq!(State::from_query(&fields.join("&")), state);
    }

    #[test]
    fn no_preference_is_remembered_until_something_is_chosen() {
        let state = State::from_query("?signup=none&step=size");
        assert!(state.any_sign_up);
        assert_eq!(state.answers.sign_up, None);
        assert_eq!(State::from_query(&state.to_query()), state);
        let chosen = State::from_query("?signup=any&step=size");
        assert_eq!(chosen.answers.sign_up, Some(SignUpWish::Any));
        assert!(!chosen.any_sign_up);
    }

    const QUERY: &str = "((topic|lang|text|signup|size|region|legal|age|adult|flex|seed|step|x)=\
        (tech|art|de|zh-TW|instant|any|none|cosy|europe|people|16|1|lang|signup|results|size|%26%3D|a b|42|é)&){0,8}";

    proptest! {
        #[test]
        fn what_is_written_is_read_back(query in QUERY) {
            let state = State::from_query(&query);
            prop_assert_eq!(State::from_query(&state.to_query()), state);
        }

        /// What a form carries and what its own question answers are everything.
        #[test]
        fn a_form_loses_no_answer(query in QUERY) {
            let state = State::from_query(&query);
            for step in Step::QUESTIONS {
                let state = state.at(step);
                let mut carried = State::from_query("").at(step);
                for (name, value) in state.carried() {
                    prop_assert!(!step.fields().contains(&name.as_str()), "{name}");
                    let value = value.replace('%', "%25").replace('&', "%26").replace('+', "%2B");
                    let old = carried.to_query();
                    carried = State::from_query(&format!("{old}&{name}={value}")).at(step);
                }
                step.copy_answers(&state, &mut carried);
                prop_assert_eq!(&carried, &state);
            }
        }
    }
}
