//! The answers as the visitor gave them, for the summary above the results.

use super::{language, topic};
use crate::i18n::messages::{quiz, results as say};
use crate::quiz::{State, Step};
use crate::words::facts::size_name;
use picker::answers::SignUpWish;
use picker::language::Language;

/// One answer: the question to go back to, its name, and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub step: Step,
    /// "Topics"
    pub label: String,
    /// "Technology, Trains and transport"
    pub value: String,
}

/// All four answers. `browser` are the languages preferred where none was
/// answered.
#[must_use]
pub fn summary(state: &State, browser: &[Language]) -> Vec<Answered> {
    let answers = &state.answers;
    let separator = say::list_separator();
    let mut topics: Vec<String> = answers.topics.iter().map(|key| topic(key)).collect();
    if !answers.text.is_empty() {
        topics.push(say::quoted(&answers.text));
    }
    let names = |list: &[Language]| {
        let names: Vec<String> = list.iter().map(language).collect();
        names.join(&separator)
    };
    let languages = match (answers.languages.is_empty(), browser.is_empty()) {
        (true, true) => quiz::no_preference(),
        (true, false) => say::languages_from_browser(&names(browser)),
        _ if answers.flexible_language => say::languages_flexible(&names(&answers.languages)),
        _ => names(&answers.languages),
    };
    let answered = |step, label, value| Answered { step, label, value };
    vec![
        answered(
            Step::Topics,
            say::answer_topics(),
            if topics.is_empty() {
                quiz::no_preference()
            } else {
                topics.join(&separator)
            },
        ),
        answered(Step::Language, say::answer_languages(), languages),
        answered(
            Step::SignUp,
            say::answer_sign_up(),
            match answers.sign_up {
                Some(SignUpWish::Instant) => quiz::sign_up_instant(),
                Some(SignUpWish::Any) => quiz::sign_up_any(),
                None => quiz::no_preference(),
            },
        ),
        answered(
            Step::Size,
            say::answer_size(),
            answers.size.map_or_else(quiz::no_preference, size_name),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::quiz::State;
    use picker::language::Language;

    fn values(query: &str, browser: &[&str]) -> Vec<String> {
        let browser: Vec<Language> = browser.iter().filter_map(|t| Language::parse(t)).collect();
        let summary = summary(&State::from_query(query), &browser);
        summary.into_iter().map(|a| a.value).collect()
    }

    #[test]
    fn the_summary_says_what_was_answered_and_what_was_assumed() {
        assert_eq!(
            values(
                "?topic=tech&text=model+trains&lang=de&flex=lang&signup=instant&size=cosy",
                &["en"]
            ),
            [
                "Technology, “model trains”",
                "de; others are fine too",
                "Right away",
                "Cosy"
            ]
        );
        assert_eq!(
            values("", &["en"]),
            [
                "No preference",
                "No preference (we prefer en, from your browser)",
                "No preference",
                "No preference"
            ]
        );
        assert_eq!(values("", &[])[1], "No preference");
    }
}
