//! Reasons, misses and relaxations in words.

use super::{language, topic};
use crate::i18n::messages::reasons as say;
use crate::words::facts::{legal_form, region};
use picker::model::SignUp;
use picker::recommend::{PointKind, Relaxation};

/// What speaks for a server.
#[must_use]
pub fn reason(kind: &PointKind) -> String {
    match kind {
        PointKind::Topic(key) => say::topic(&topic(key)),
        PointKind::TopicWords {
            topic: key,
            word,
            field,
        } => say::topic_words(field.key(), &topic(key), word),
        PointKind::Word { word, field } => {
            say::word(field.map_or("", picker::recommend::Field::key), word)
        }
        PointKind::WordTopic { word, topic: key } => say::word_topic(&topic(key), word),
        PointKind::Named => say::you_named_it(),
        PointKind::Unwanted(words) => say::unwanted(words),
        PointKind::WordsLanguage { asked, spoken } => {
            say::words_language(&language(spoken.as_ref().unwrap_or(asked)))
        }
        PointKind::Language { asked, spoken } => match spoken {
            Some(spoken) if spoken.meets(asked) < 1.0 => {
                say::language_near(&language(asked), &language(spoken))
            }
            _ => say::language(&language(asked)),
        },
        PointKind::BrowserLanguage { asked, spoken } => {
            say::browser_language(&language(spoken.as_ref().unwrap_or(asked)))
        }
        PointKind::SignUp(Some(SignUp::Open)) => say::sign_up_open(),
        PointKind::SignUp(_) => say::sign_up_instant(),
        PointKind::Size { asked, is } => say::size(is.unwrap_or(*asked).key()),
        PointKind::Region { asked, is } => say::region(&region(is.unwrap_or(*asked))),
        PointKind::LegalForm { asked, is } => say::legal_form(&legal_form(is.unwrap_or(*asked))),
        PointKind::MinAge { .. } => say::min_age(),
        PointKind::General => say::general(),
        PointKind::Active(n) => say::active(*n),
        PointKind::CurrentSoftware(version) => say::current_software(version),
    }
}

/// What was asked for and does not match.
#[must_use]
pub fn miss(kind: &PointKind) -> String {
    match kind {
        PointKind::Topic(key)
        | PointKind::TopicWords { topic: key, .. }
        | PointKind::WordTopic { topic: key, .. } => say::miss_topic(&topic(key)),
        PointKind::Word { word, .. } => say::miss_word(word),
        PointKind::Unwanted(words) => say::miss_unwanted(words),
        PointKind::WordsLanguage { asked, .. } => say::miss_words_language(&language(asked)),
        PointKind::Language { asked, .. } => say::miss_language(&language(asked)),
        PointKind::BrowserLanguage { asked, .. } => say::miss_browser_language(&language(asked)),
        PointKind::SignUp(Some(SignUp::Approval)) => say::miss_sign_up_approval(),
        PointKind::SignUp(Some(SignUp::Closed)) => say::miss_sign_up_closed(),
        PointKind::SignUp(Some(SignUp::Open | SignUp::Instant)) => say::miss_sign_up_open(),
        PointKind::SignUp(None) => say::miss_sign_up_unknown(),
        PointKind::Size { asked, is } => match is {
            Some(is) => say::miss_size(asked.key(), is.key()),
            None => say::miss_size_unknown(),
        },
        PointKind::Region { is, .. } => match is {
            Some(is) => say::miss_region(&region(*is)),
            None => say::miss_region_unknown(),
        },
        PointKind::LegalForm { is, .. } => match is {
            Some(is) => say::miss_legal_form(&legal_form(*is)),
            None => say::miss_legal_form_unknown(),
        },
        PointKind::MinAge { is, .. } => match is {
            Some(is) => say::miss_min_age(u64::from(*is)),
            None => say::miss_min_age_unknown(),
        },
        // Only ever reasons, except that a special server is not for everybody.
        PointKind::Named
        | PointKind::General
        | PointKind::Active(_)
        | PointKind::CurrentSoftware(_) => say::miss_general(),
    }
}

/// A button that gives up one wish.
#[must_use]
pub fn relaxation(relaxation: &Relaxation) -> String {
    let n = relaxation.adds as u64;
    match relaxation.kind.key() {
        "topic" => say::relax_topic(n),
        "text" => say::relax_text(n),
        "lang" => say::relax_lang(n),
        "signup" => say::relax_signup(n),
        "size" => say::relax_size(n),
        "region" => say::relax_region(n),
        "legal" => say::relax_legal(n),
        _ => say::relax_age(n),
    }
}

#[cfg(test)]
mod tests {
    use super::{miss, reason, relaxation};
    use picker::language::Language;
    use picker::model::{SignUp, Size};
    use picker::recommend::{Field, PointKind, Relaxation, RelaxationKind};

    fn tag(text: &str) -> Language {
        Language::parse(text).unwrap()
    }

    #[test]
    fn reasons_read_as_a_person_would_say_them() {
        for (kind, want) in [
            (
                PointKind::Topic("trains".into()),
                "About Trains and transport",
            ),
            (
                PointKind::Word {
                    word: "rust".into(),
                    field: Some(Field::Title),
                },
                "“rust” is in its title",
            ),
            (
                PointKind::TopicWords {
                    topic: "tech".into(),
                    word: "coding".into(),
                    field: Field::Tag,
                },
                "Speaks of “coding” in its keywords, so Technology is at home there",
            ),
            (
                PointKind::SignUp(Some(SignUp::Instant)),
                "You can sign up right away",
            ),
            (
                PointKind::Size {
                    asked: Size::Cosy,
                    is: Some(Size::Cosy),
                },
                "A cosy community, as you asked",
            ),
            (
                PointKind::Active(1234),
                "1,234 people active in a week: enough to talk to",
            ),
            (
                PointKind::Language {
                    asked: tag("zh-TW"),
                    spoken: Some(tag("zh-CN")),
                },
                "zh-CN is spoken there, close to zh-TW",
            ),
        ] {
            assert_eq!(reason(&kind), want);
        }
    }

    #[test]
    fn misses_tell_what_is_wrong_from_what_is_not_known() {
        for (kind, want) in [
            (
                PointKind::Size {
                    asked: Size::Cosy,
                    is: Some(Size::Large),
                },
                "Large, not cosy",
            ),
            (
                PointKind::Size {
                    asked: Size::Cosy,
                    is: None,
                },
                "How many people are active there is not known",
            ),
            (
                PointKind::SignUp(Some(SignUp::Approval)),
                "Not right away: a person reviews each request",
            ),
            (
                PointKind::MinAge {
                    asked: 15,
                    is: Some(18),
                },
                "Only from 18 years of age",
            ),
            (PointKind::Topic("opera".into()), "Not about opera"),
        ] {
            assert_eq!(miss(&kind), want);
        }
    }

    #[test]
    fn a_relaxation_says_how_many_it_brings() {
        let kind = RelaxationKind::Languages;
        assert_eq!(
            relaxation(&Relaxation { kind, adds: 12 }),
            "Other languages too (12 more)"
        );
    }
}
