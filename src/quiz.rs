//! Where in the picker the visitor is. All of it stands in the address, so
//! that back, forward, reload and a shared link restore it:
//! `servers/?v=1&topic=tech&step=language`.

use picker::answers::Answers;
use picker::language::Language;
use picker::query;

/// The folder of the picker, relative to the base of the site.
pub const PLACE: &str = "servers/";

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

    /// Its name in an address.
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
    /// What drew the picks. Set from the first results on: a visitor who then
    /// changes an answer goes straight back to results.
    pub seed: Option<u64>,
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
        let query::State { answers, seed } = query::State::from_query(text);
        let mut state = Self {
            step: if seed.is_some() || answers != Answers::default() {
                Step::Results
            } else {
                Step::Topics
            },
            answers,
            seed,
            any_sign_up: false,
            any_size: false,
        };
        // Our own keys have plain values only: nothing needs decoding.
        for part in text.trim_start_matches('?').split('&') {
            match part.split_once('=') {
                Some(("step", key)) => state.step = Step::parse(key).unwrap_or(state.step),
                Some(("signup", "none")) => state.any_sign_up = true,
                Some(("size", "none")) => state.any_size = true,
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
        }
        .to_query();
        let mut add = |part: &str| {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(part);
        };
        if self.any_sign_up && self.answers.sign_up.is_none() {
            add("signup=none");
        }
        if self.any_size && self.answers.size.is_none() {
            add("size=none");
        }
        add("step=");
        out.push_str(self.step.key());
        out
    }

    /// The address, relative to the base of the site.
    #[must_use]
    pub fn href(&self) -> String {
        format!("{PLACE}?{}", self.to_query())
    }

    /// The same answers on another page of the picker.
    #[must_use]
    pub fn at(&self, step: Step) -> Self {
        Self {
            step,
            ..self.clone()
        }
    }

    /// The same page with another draw.
    #[must_use]
    pub fn with_seed(&self, seed: u64) -> Self {
        Self {
            seed: Some(seed),
            ..self.clone()
        }
    }

    /// Other answers, on the results page.
    #[must_use]
    pub fn with_answers(&self, answers: Answers) -> Self {
        Self {
            step: Step::Results,
            answers,
            ..self.clone()
        }
    }

    /// What the form of a question must carry along besides its own fields:
    /// the answers to the other questions, as names and values.
    #[must_use]
    pub fn carried(&self) -> Vec<(&'static str, String)> {
        let answers = &self.answers;
        let mut out = Vec::new();
        if self.step != Step::Topics {
            for topic in &answers.topics {
                out.push(("topic", topic.clone()));
            }
            if !answers.text.is_empty() {
                out.push(("text", answers.text.clone()));
            }
        }
        if self.step != Step::Language {
            for language in &answers.languages {
                out.push(("lang", language.as_str().to_owned()));
            }
            if answers.flexible_language {
                out.push(("flex", "lang".to_owned()));
            }
        }
        if self.step != Step::SignUp {
            match answers.sign_up {
                Some(wish) => out.push(("signup", wish.key().to_owned())),
                None if self.any_sign_up => out.push(("signup", "none".to_owned())),
                None => {}
            }
            if answers.flexible_sign_up {
                out.push(("flex", "signup".to_owned()));
            }
        }
        if self.step != Step::Size {
            match answers.size {
                Some(size) => out.push(("size", size.key().to_owned())),
                None if self.any_size => out.push(("size", "none".to_owned())),
                None => {}
            }
        }
        // No question of ours asks for these: they come with a link.
        if let Some(region) = answers.region {
            out.push(("region", region.key().to_owned()));
        }
        if let Some(form) = answers.legal_form {
            out.push(("legal", form.key().to_owned()));
        }
        if let Some(age) = answers.age {
            out.push(("age", age.to_string()));
        }
        if answers.adult {
            out.push(("adult", "1".to_owned()));
        }
        if let Some(seed) = self.seed {
            out.push(("seed", seed.to_string()));
        }
        out
    }
}

/// Which questions are asked. All of them, but in a frame on a page that has
/// given some of the answers beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course([bool; Step::QUESTIONS.len()]);

impl Course {
    /// All questions.
    pub const ALL: Self = Self([true; Step::QUESTIONS.len()]);

    /// The questions that are asked, in their order.
    fn steps(self) -> impl DoubleEndedIterator<Item = Step> {
        let all = Step::QUESTIONS.into_iter().zip(self.0);
        all.filter_map(|(step, asked)| asked.then_some(step))
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

    /// Whether one may come from these answers to those: whether only what is
    /// asked for changes.
    #[must_use]
    pub fn allows(self, from: &Answers, to: &Answers) -> bool {
        let kept = [
            from.topics == to.topics && from.text == to.text,
            from.languages == to.languages && from.flexible_language == to.flexible_language,
            from.sign_up == to.sign_up && from.flexible_sign_up == to.flexible_sign_up,
            from.size == to.size,
        ];
        let steps = Step::QUESTIONS.into_iter().zip(kept);
        steps
            .into_iter()
            .all(|(step, kept)| kept || self.asks(step))
    }
}

/// One language to choose, and how many servers speak it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageChoice {
    /// The language, as it is written in the answer.
    pub language: Language,
    /// How many servers of the list speak it.
    pub servers: u64,
}

/// The languages to offer: first the browser's (and any that the visitor
/// already chose and that is in no list), then those that servers speak, by
/// how many do.
#[must_use]
pub fn languages(
    servers: &[picker::model::Server],
    browser: &[Language],
    chosen: &[Language],
) -> (Vec<LanguageChoice>, Vec<LanguageChoice>) {
    let mut counted: Vec<LanguageChoice> = Vec::new();
    for server in servers.iter().filter(|server| server.flags.is_empty()) {
        let mut seen: Vec<Language> = Vec::new();
        for fact in &server.languages {
            let language = offered(&fact.value);
            if seen.contains(&language) {
                continue;
            }
            match counted.iter_mut().find(|c| c.language == language) {
                Some(choice) => choice.servers += 1,
                None => counted.push(LanguageChoice {
                    language: language.clone(),
                    servers: 1,
                }),
            }
            seen.push(language);
        }
    }
    counted.sort_by(|a, b| {
        b.servers
            .cmp(&a.servers)
            .then_with(|| a.language.cmp(&b.language))
    });
    let mut first: Vec<LanguageChoice> = Vec::new();
    let missing = chosen
        .iter()
        .filter(|language| !counted.iter().any(|c| c.language == **language))
        .cloned();
    for language in browser.iter().map(offered).chain(missing) {
        if !first.iter().any(|choice| choice.language == language) {
            let servers = counted
                .iter()
                .find(|c| c.language == language)
                .map_or(0, |c| c.servers);
            first.push(LanguageChoice { language, servers });
        }
    }
    counted.retain(|choice| !first.iter().any(|f| f.language == choice.language));
    (first, counted)
}

/// A language as it is offered: without its region, as hardly any server says
/// one; Chinese with it, as the script hangs on it.
fn offered(language: &Language) -> Language {
    if language.primary() == "zh" {
        return language.clone();
    }
    Language::parse(language.primary()).unwrap_or_else(|| language.clone())
}

#[cfg(test)]
mod tests {
    use super::{Course, State, Step, languages};
    use picker::answers::SignUpWish;
    use picker::language::Language;
    use picker::model::{Fact, Server, Source};
    use proptest::prelude::*;

    fn tag(text: &str) -> Language {
        Language::parse(text).unwrap()
    }

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
    fn the_questions_lead_to_results_and_back_again() {
        let mut step = Step::Topics;
        for n in 1..=4 {
            assert_eq!(Course::ALL.number(step), (n, 4));
            let next = Course::ALL.next(step);
            assert_eq!(Course::ALL.previous(next), Some(step));
            step = next;
        }
        assert_eq!(step, Step::Results);
    }

    #[test]
    fn questions_that_are_not_asked_are_stepped_over() {
        let course = Course::ALL.without(Step::Topics).without(Step::SignUp);
        assert_eq!(course.first(), Step::Language);
        assert_eq!(course.next(Step::Language), Step::Size);
        assert_eq!(course.next(Step::Size), Step::Results);
        assert_eq!(course.previous(Step::Size), Some(Step::Language));
        assert_eq!(course.previous(Step::Language), None);
        assert_eq!(course.number(Step::Size), (2, 2));
        assert!(course.asks(Step::Size) && !course.asks(Step::SignUp));
        let none = course.without(Step::Language).without(Step::Size);
        assert_eq!(none.first(), Step::Results);
        assert_eq!(none.previous(Step::Results), None);
    }

    #[test]
    fn only_what_is_asked_may_change() {
        let course = Course::ALL.without(Step::Topics);
        let of = |query: &str| State::from_query(query).answers;
        let from = of("topic=tech&lang=de&size=cosy&region=europe");
        assert!(course.allows(&from, &from));
        assert!(course.allows(&from, &of("topic=tech&flex=lang")));
        assert!(!course.allows(&from, &of("lang=de&size=cosy")));
        assert!(!course.allows(&from, &of("topic=tech&text=x")));
        assert!(Course::ALL.allows(&from, &of("")));
    }

    #[test]
    fn whoever_comes_from_results_to_change_an_answer_goes_straight_back() {
        let state = State::from_query("?topic=art&seed=5&step=language");
        let course = Course::ALL;
        assert_eq!(course.onward(&state), Step::Results);
        assert_eq!(course.back(&state).map(|s| s.step), Some(Step::Results));
        let first_time = State::from_query("?topic=art&step=language");
        assert_eq!(course.onward(&first_time), Step::SignUp);
        assert_eq!(course.back(&first_time).map(|s| s.step), Some(Step::Topics));
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

    #[test]
    fn the_browsers_languages_come_first_and_others_by_their_servers() {
        let server = |domain: &str, tags: &[&str]| {
            let mut server = Server::new(domain);
            server.languages = tags
                .iter()
                .map(|t| Fact::new(tag(t), Source::Curated, None))
                .collect();
            server
        };
        let servers = [
            server("a.example", &["en", "de"]),
            server("b.example", &["en-GB", "en-US"]),
            server("c.example", &["fr", "en"]),
            server("d.example", &["fr"]),
        ];
        let (first, others) = languages(
            &servers,
            &[tag("de-AT"), tag("de"), tag("cy")],
            &[tag("sw")],
        );
        let show = |list: &[super::LanguageChoice]| {
            list.iter()
                .map(|c| format!("{} {}", c.language, c.servers))
                .collect::<Vec<_>>()
        };
        assert_eq!(show(&first), ["de 1", "cy 0", "sw 0"]);
        assert_eq!(show(&others), ["en 3", "fr 2"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            query in "((topic|lang|text|signup|size|region|legal|age|adult|flex|seed|step|x)=(tech|art|de|zh-TW|instant|any|none|cosy|europe|people|16|1|lang|signup|results|size|%26%3D|a b|42|é)&){0,8}"
        ) {
            let state = State::from_query(&query);
            prop_assert_eq!(State::from_query(&state.to_query()), state);
        }
    }
}
