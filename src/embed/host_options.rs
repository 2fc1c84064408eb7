//! What a host chose, read from the frame's address. Everything may be left out;
//! what is unknown or bad is ignored, and named in one warning.

use crate::content_topics::TOPICS;
use crate::embed::accent::Rgb;
use crate::embed::options::{Theme, is_id, option};
use crate::i18n::detection;
use crate::quiz::state::{NO_PREFERENCE, STEP};
use crate::quiz::{QuestionSet, State, Step};
use picker::answers::SignUpWish;
use picker::domain;
use picker::language::Language;
use picker::model::{LegalForm, Region, Size};
use picker::query::{self, key};

/// The most servers of a shortlist.
const MAX_SERVERS: usize = 100;

/// All that a host can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The frame's name, given by the page's script.
    pub id: Option<String>,
    /// The colour scheme.
    pub theme: Theme,
    /// The host's own colour.
    pub accent: Option<Rgb>,
    /// Whether there is little room.
    pub compact: bool,
    /// Whether there is a heading above the questions.
    pub heading: bool,
    /// Whether there is a line that says where the picker comes from.
    pub powered: bool,
    /// Whether the host is sent the answers; the visitor is told.
    pub shares_answers: bool,
    /// Recommend only these servers, by their domains in normal form; empty
    /// for all.
    pub servers: Vec<String>,
    /// The answers given beforehand, at the first question that is asked.
    pub start: State,
    /// The questions that are asked.
    pub questions: QuestionSet,
    /// What is not understood, as `key=value`.
    pub ignored: Vec<String>,
    /// The part of the address that no step changes.
    fixed: String,
}

impl Options {
    /// Reads the query of the frame's address.
    #[must_use]
    pub fn from_query(text: &str) -> Self {
        let mut options = Self {
            id: None,
            theme: Theme::Auto,
            accent: None,
            compact: false,
            heading: true,
            powered: true,
            shares_answers: false,
            servers: Vec::new(),
            start: State::start(),
            questions: QuestionSet::ALL,
            ignored: Vec::new(),
            fixed: fixed_part(text),
        };
        options.start.answers = query::State::from_query(text).answers;
        let topics = &mut options.start.answers.topics;
        topics.retain(|topic| TOPICS.contains(&topic.as_str()));
        for (key, value) in query::pairs(text) {
            if let Err(bad) = options.read(&key, value.trim()) {
                // Text of another site, for a console: its beginning is enough.
                let value: String = bad.chars().take(80).collect();
                let key: String = key.chars().take(40).collect();
                options.ignored.push(format!("{key}={value}"));
            }
        }
        options.start.step = options.questions.first();
        options
    }

    /// Reads one option, whose answers have been read already.
    ///
    /// # Errors
    /// What of it is not understood. The rest of a list is kept.
    fn read(&mut self, key: &str, value: &str) -> Result<(), String> {
        let understood = |understood: bool| {
            if understood {
                Ok(())
            } else {
                Err(value.to_owned())
            }
        };
        match key {
            key::VERSION => understood(value == query::VERSION.to_string()),
            option::ID => {
                self.id = Some(value.to_owned()).filter(|id| is_id(id));
                understood(self.id.is_some())
            }
            option::LANGUAGE => understood(detection::is_available(value)),
            option::THEME => understood(set(&mut self.theme, Theme::parse(value))),
            option::ACCENT => {
                self.accent = Rgb::parse(value);
                understood(self.accent.is_some())
            }
            option::LAYOUT => {
                let compact = match value {
                    "compact" => Some(true),
                    "full" => Some(false),
                    _ => None,
                };
                understood(set(&mut self.compact, compact))
            }
            option::HEADING => understood(set(&mut self.heading, switch(value))),
            option::POWERED => understood(set(&mut self.powered, switch(value))),
            option::ANSWERS => understood(set(
                &mut self.shares_answers,
                (value == "share").then_some(true),
            )),
            option::LOCKED => each(value, |item| self.lock(item)),
            // No domain has a space in it: a list from a spreadsheet is one, too.
            option::SERVERS => {
                let value = value.replace([';', ' ', '\t', '\n', '\r'], ",");
                each(&value, |item| self.add_server(item))
            }
            key::TOPIC => each(value, |item| {
                TOPICS.contains(&item.to_ascii_lowercase().as_str())
            }),
            key::LANGUAGE => each(value, |item| Language::parse(item).is_some()),
            key::TEXT => understood(value.chars().count() <= query::MAX_TEXT),
            key::SIGN_UP | key::SIZE if value == NO_PREFERENCE => Ok(()),
            key::SIGN_UP => understood(
                [SignUpWish::Instant, SignUpWish::Any]
                    .map(SignUpWish::key)
                    .contains(&value),
            ),
            key::SIZE => understood(Size::parse(value).is_some()),
            key::REGION => understood(Region::parse(value).is_some()),
            key::LEGAL_FORM => understood(
                [LegalForm::Organisation, LegalForm::People]
                    .map(LegalForm::key)
                    .contains(&value),
            ),
            key::AGE => understood(value.parse::<u8>().is_ok_and(|age| age <= 120)),
            key::ADULT => understood(matches!(value, "1" | "true")),
            key::FLEXIBLE => each(value, |item| matches!(item, key::LANGUAGE | key::SIGN_UP)),
            // The step that the visitor has reached, after a reload of the frame.
            key::SEED | STEP => Ok(()),
            _ => understood(false),
        }
    }

    /// Leaves out the question of an answer.
    fn lock(&mut self, name: &str) -> bool {
        // No question asks for these: they are locked as it is.
        if matches!(name, key::REGION | key::LEGAL_FORM | key::AGE) {
            return true;
        }
        let mut steps = Step::QUESTIONS.into_iter();
        match steps.find(|step| step.fields().contains(&name)) {
            Some(step) => {
                self.questions = self.questions.without(step);
                true
            }
            None => false,
        }
    }

    fn add_server(&mut self, name: &str) -> bool {
        match domain::from_typed(name) {
            Ok(domain) if self.servers.contains(&domain) => true,
            Ok(domain) if self.servers.len() < MAX_SERVERS => {
                self.servers.push(domain);
                true
            }
            _ => false,
        }
    }

    /// The state that an address of the frame stands for. Answers to questions
    /// that are not asked are as the host gave them, whatever the address says;
    /// answers given beforehand do not skip the other questions.
    #[must_use]
    pub fn state(&self, query: &str) -> State {
        let mut state = State::from_query(query);
        if !query::pairs(query).any(|(key, _)| key == STEP) {
            state.step = self.questions.first();
        }
        self.questions.keep_given(&self.start, state)
    }

    /// The options that stay in the address at every step, as a query: all but
    /// the answers, which each step writes anew.
    #[must_use]
    pub fn fixed_query(&self) -> &str {
        &self.fixed
    }

    /// The warning for the console, if anything was ignored.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        (!self.ignored.is_empty())
            .then(|| format!("spread-picker: ignored: {}", self.ignored.join(", ")))
    }
}

/// The parts of a query that are options and no answers, as they are written.
fn fixed_part(text: &str) -> String {
    let parts = text.trim_start_matches('?').split('&');
    let fixed = parts.filter(|part| {
        let mut pairs = query::pairs(part);
        pairs.any(|(key, _)| option::ALL.contains(&key.as_str()))
    });
    fixed.collect::<Vec<&str>>().join("&")
}

/// Reads the items of a list.
///
/// # Errors
/// The items that are not understood.
fn each(value: &str, mut read: impl FnMut(&str) -> bool) -> Result<(), String> {
    let items = value.split(',').map(str::trim);
    let bad: Vec<&str> = items
        .filter(|item| !item.is_empty() && !read(item))
        .collect();
    if bad.is_empty() {
        Ok(())
    } else {
        Err(bad.join(","))
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    let understood = value.is_some();
    if let Some(value) = value {
        *place = value;
    }
    understood
}

fn switch(value: &str) -> Option<bool> {
    match value {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, Rgb, Theme};
    use crate::quiz::{QuestionSet, State, Step};
    use picker::model::Size;
    use proptest::prelude::*;

    #[test]
    fn everything_may_be_left_out() {
        let options = Options::from_query("");
        assert_eq!(options.questions, QuestionSet::ALL);
        assert_eq!(options.start, State::start());
        assert!(options.heading && options.powered && !options.shares_answers && !options.compact);
        assert_eq!(options.warning(), None);
    }

    #[test]
    fn a_host_chooses() {
        let options = Options::from_query(
            "?hl=en&theme=dark&accent=%237a2e8c&topic=academia,science&lang=de,pt-BR&size=cosy\
             &region=europe&locked=topic,size&servers=B.example,https://a.example/about,b.example,%40ana%40c.example\
             &layout=compact&heading=off&powered=off&answers=share&id=x-1_Y",
        );
        assert_eq!(options.ignored, [""; 0]);
        assert_eq!(options.theme, Theme::Dark);
        assert_eq!(options.accent, Some(Rgb([0x7a, 0x2e, 0x8c])));
        assert_eq!(options.id.as_deref(), Some("x-1_Y"));
        assert_eq!(options.servers, ["b.example", "a.example", "c.example"]);
        assert_eq!(options.start.answers.topics, ["academia", "science"]);
        assert_eq!(options.start.answers.languages.len(), 2);
        assert!(options.compact && options.shares_answers && !options.heading && !options.powered);
        let asked = QuestionSet::ALL.without(Step::Topics).without(Step::Size);
        assert_eq!(options.questions, asked);
        // Answers given beforehand do not skip the questions.
        assert_eq!(options.start.step, Step::Language);
        assert_eq!(options.start.seed, None);
    }

    #[test]
    fn servers_may_stand_one_below_the_other() {
        let options = Options::from_query("servers=a.example+b.example%0A%09c.example%3Bd.example");
        let domains = ["a.example", "b.example", "c.example", "d.example"];
        assert_eq!(options.servers, domains);
        assert_eq!(options.ignored, [""; 0]);
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_named_once() {
        let options = Options::from_query(
            "hl=xx&theme=blue&accent=red&topic=tech,unheard&lang=!&signup=now&size=cosy&locked=colour,size\
             &servers=localhost,a.example&id=a%20b&colour=1&layout=&heading=yes&age=900",
        );
        let warning = options.warning().unwrap();
        for part in [
            "hl=xx",
            "theme=blue",
            "accent=red",
            "topic=unheard",
            "lang=!",
            "signup=now",
            "locked=colour",
            "servers=localhost",
            "id=a b",
            "colour=1",
            "layout=",
            "heading=yes",
            "age=900",
        ] {
            assert!(warning.contains(part), "{part}: {warning}");
        }
        for good in ["size=cosy", "a.example", "topic=tech"] {
            assert!(!warning.contains(good), "{good}: {warning}");
        }
        // The good half of a list is kept.
        assert_eq!(options.start.answers.topics, ["tech"]);
        assert_eq!(options.servers, ["a.example"]);
        assert_eq!(options.start.answers.size, Some(Size::Cosy));
        assert!(!options.questions.asks(Step::Size) && options.heading);
        assert_eq!(
            (options.theme, options.accent, options.id),
            (Theme::Auto, None, None)
        );
    }

    #[test]
    fn locked_questions_are_stepped_over_and_their_answers_stay() {
        let options = Options::from_query("topic=academia&locked=topic,signup");
        assert_eq!(options.start.step, Step::Language);
        // An address with other answers, however it came about.
        let state =
            options.state("topic=art&text=x&lang=de&signup=instant&step=topics&seed=4&locked=size");
        assert_eq!(state.answers.topics, ["academia"]);
        assert_eq!(
            (state.answers.text.as_str(), state.answers.sign_up),
            ("", None)
        );
        assert_eq!(state.answers.languages.len(), 1);
        assert_eq!((state.step, state.seed), (Step::Language, Some(4)));
        let all = Options::from_query("locked=topic,lang,signup,size");
        assert_eq!(all.start.step, Step::Results);
    }

    #[test]
    fn the_address_of_a_step_is_read_as_that_step_after_a_reload() {
        let first =
            Options::from_query("theme=dark&topic=tech&locked=lang&lang=de&accent=%237a2e8c");
        assert_eq!(first.state("theme=dark&topic=tech&lang=de"), first.start);
        assert_eq!(
            first.fixed_query(),
            "theme=dark&locked=lang&accent=%237a2e8c"
        );
        // The visitor has chosen another topic and gone on.
        let mut state = first.start.at(Step::Size);
        state.answers.topics = vec!["art".to_owned()];
        let address = format!("{}&{}", first.fixed_query(), state.to_query());
        let again = Options::from_query(&address);
        assert_eq!(again.ignored, [""; 0]);
        assert_eq!(again.state(&address), state);
        assert_eq!(again.fixed_query(), first.fixed_query());
        assert_eq!((again.theme, again.accent), (first.theme, first.accent));
    }

    proptest! {
        #[test]
        fn any_address_is_read(query in "\\PC{0,200}", at in "\\PC{0,60}") {
            let options = Options::from_query(&query);
            prop_assert!(options.servers.len() <= 100);
            let state = options.state(&format!("{}&{at}", options.fixed_query()));
            prop_assert_eq!(options.state(&state.to_query()), state);
        }
    }
}
