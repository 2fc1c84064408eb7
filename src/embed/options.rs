//! What a host chose: read from the frame's address. Everything may be left
//! out; what is unknown or bad is left out too, and named in one warning.

use crate::content::TOPICS;
use crate::embed::accent::Rgb;
use crate::embed::protocol::is_id;
use crate::quiz::{Course, State, Step};
use crate::tongue;
use picker::answers::SignUpWish;
use picker::domain;
use picker::language::Language;
use picker::model::{Region, Size};
use picker::query;

/// Light, dark, or as the visitor's system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the visitor's system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Reads `auto`, `light` or `dark`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "auto" => Some(Self::Auto),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }

    /// What stands on the document; nothing for the system's own.
    #[must_use]
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The most servers of a shortlist.
const MOST_SERVERS: usize = 100;

/// All that a host can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The frame's name, given by the page's script.
    pub id: Option<String>,
    /// The colours.
    pub theme: Theme,
    /// The host's own colour.
    pub accent: Option<Rgb>,
    /// With little room.
    pub compact: bool,
    /// The heading above the questions.
    pub heading: bool,
    /// The line that says where the picker comes from.
    pub powered: bool,
    /// The page is told the answers, and the visitor that it is.
    pub shares: bool,
    /// Recommend only these servers, by their domains in normal form; empty
    /// for all.
    pub servers: Vec<String>,
    /// The answers given beforehand, at the first question that is asked.
    pub start: State,
    /// The questions that are asked.
    pub course: Course,
    /// What was given and is not understood, as `key=value`.
    pub ignored: Vec<String>,
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
            shares: false,
            servers: Vec::new(),
            start: State::start(),
            course: Course::ALL,
            ignored: Vec::new(),
        };
        options.start.answers = query::State::from_query(text).answers;
        let topics = &mut options.start.answers.topics;
        topics.retain(|topic| TOPICS.contains(&topic.as_str()));
        for (key, value) in query::pairs(text) {
            if !options.read(&key, value.trim()) {
                // Somebody else's text, for a console: short is enough.
                let value: String = value.chars().take(80).collect();
                let key: String = key.chars().take(40).collect();
                options.ignored.push(format!("{key}={value}"));
            }
        }
        options.start.step = options.course.first();
        options
    }

    /// Reads one option; whether all of it is understood. The answers have
    /// been read already.
    fn read(&mut self, key: &str, value: &str) -> bool {
        let items = || {
            let items = value.split(',').map(str::trim);
            items.filter(|item| !item.is_empty())
        };
        match key {
            // The address format of links to the picker has a version.
            "v" => value == "1",
            "id" => {
                self.id = Some(value.to_owned()).filter(|id| is_id(id));
                self.id.is_some()
            }
            // The language of the texts: see `tongue`.
            "hl" => tongue::speaks(value),
            "theme" => set(&mut self.theme, Theme::parse(value)),
            "accent" => {
                self.accent = Rgb::parse(value);
                self.accent.is_some()
            }
            "layout" => {
                let compact = match value {
                    "compact" => Some(true),
                    "full" => Some(false),
                    _ => None,
                };
                set(&mut self.compact, compact)
            }
            "heading" => set(&mut self.heading, switch(value)),
            "powered" => set(&mut self.powered, switch(value)),
            "answers" => set(&mut self.shares, (value == "share").then_some(true)),
            "locked" => items().filter(|item| !self.lock(item)).count() == 0,
            "servers" => items().filter(|item| !self.add_server(item)).count() == 0,
            "topic" => items().all(|item| TOPICS.contains(&item.to_ascii_lowercase().as_str())),
            "lang" => items().all(|item| Language::parse(item).is_some()),
            "text" => value.chars().count() <= query::MAX_TEXT,
            "signup" => [SignUpWish::Instant, SignUpWish::Any]
                .map(SignUpWish::key)
                .contains(&value),
            "size" => Size::parse(value).is_some(),
            "region" => Region::parse(value).is_some(),
            "legal" => matches!(value, "organisation" | "people"),
            "age" => value.parse::<u8>().is_ok_and(|age| age <= 120),
            "adult" => matches!(value, "1" | "true"),
            "flex" => items().all(|item| matches!(item, "lang" | "signup")),
            _ => false,
        }
    }

    /// An answer that is not asked for.
    fn lock(&mut self, key: &str) -> bool {
        let step = match key {
            "topic" | "text" => Step::Topics,
            "lang" => Step::Language,
            "signup" => Step::SignUp,
            "size" => Step::Size,
            // No question of ours asks for these: they are locked as it is.
            "region" | "legal" | "age" => return true,
            _ => return false,
        };
        self.course = self.course.without(step);
        true
    }

    fn add_server(&mut self, name: &str) -> bool {
        match domain::from_uri(name) {
            Ok(domain) if self.servers.contains(&domain) => true,
            Ok(domain) if self.servers.len() < MOST_SERVERS => {
                self.servers.push(domain);
                true
            }
            _ => false,
        }
    }

    /// Puts the answers of the questions that are not asked back to what the
    /// host gave: whatever a link or a form says.
    #[must_use]
    pub fn keep_locked(&self, mut state: State) -> State {
        let (given, answers) = (&self.start, &mut state.answers);
        if !self.course.asks(Step::Topics) {
            answers.topics.clone_from(&given.answers.topics);
            answers.text.clone_from(&given.answers.text);
        }
        if !self.course.asks(Step::Language) {
            answers.languages.clone_from(&given.answers.languages);
            answers.flexible_language = given.answers.flexible_language;
        }
        if !self.course.asks(Step::SignUp) {
            answers.sign_up = given.answers.sign_up;
            answers.flexible_sign_up = given.answers.flexible_sign_up;
            state.any_sign_up = given.any_sign_up;
        }
        if !self.course.asks(Step::Size) {
            answers.size = given.answers.size;
            state.any_size = given.any_size;
        }
        if state.step != Step::Results && !self.course.asks(state.step) {
            state.step = self.course.next(state.step);
        }
        state
    }

    /// The warning for the console, if anything was ignored.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        (!self.ignored.is_empty())
            .then(|| format!("spread-picker: ignored: {}", self.ignored.join(", ")))
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
    use crate::quiz::{Course, State, Step};
    use picker::model::Size;
    use proptest::prelude::*;

    #[test]
    fn everything_may_be_left_out() {
        let options = Options::from_query("");
        assert_eq!(options.course, Course::ALL);
        assert_eq!(options.start, State::start());
        assert!(options.heading && options.powered && !options.shares && !options.compact);
        assert_eq!(options.warning(), None);
    }

    #[test]
    fn a_host_chooses() {
        let options = Options::from_query(
            "?hl=en&theme=dark&accent=%237a2e8c&topic=academia,science&lang=de,pt-BR&size=cosy\
             &region=europe&locked=topic,size&servers=B.example,https://a.example/about,b.example\
             &layout=compact&heading=off&powered=off&answers=share&id=x-1_Y",
        );
        assert_eq!(options.ignored, [""; 0]);
        assert_eq!(options.theme, Theme::Dark);
        assert_eq!(options.accent, Some(Rgb([0x7a, 0x2e, 0x8c])));
        assert_eq!(options.id.as_deref(), Some("x-1_Y"));
        assert_eq!(options.servers, ["b.example", "a.example"]);
        assert_eq!(options.start.answers.topics, ["academia", "science"]);
        assert_eq!(options.start.answers.languages.len(), 2);
        assert!(options.compact && options.shares && !options.heading && !options.powered);
        let asked = Course::ALL.without(Step::Topics).without(Step::Size);
        assert_eq!(options.course, asked);
        // Answers given beforehand do not skip the questions.
        assert_eq!(options.start.step, Step::Language);
        assert_eq!(options.start.seed, None);
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
            "topic=tech,unheard",
            "lang=!",
            "signup=now",
            "locked=colour,size",
            "servers=localhost,a.example",
            "id=a b",
            "colour=1",
            "layout=",
            "heading=yes",
            "age=900",
        ] {
            assert!(warning.contains(part), "{part}: {warning}");
        }
        assert!(!warning.contains("size=cosy"), "{warning}");
        // The good half of a list is kept.
        assert_eq!(options.start.answers.topics, ["tech"]);
        assert_eq!(options.servers, ["a.example"]);
        assert_eq!(options.start.answers.size, Some(Size::Cosy));
        assert!(!options.course.asks(Step::Size) && options.heading);
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
        let state = State::from_query("topic=art&text=x&lang=de&signup=instant&step=topics&seed=4");
        let state = options.keep_locked(state);
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

    proptest! {
        #[test]
        fn any_address_is_read(query in "\\PC{0,200}") {
            let options = Options::from_query(&query);
            prop_assert!(options.servers.len() <= 100);
            prop_assert_eq!(options.keep_locked(options.start.clone()), options.start.clone());
        }
    }
}
