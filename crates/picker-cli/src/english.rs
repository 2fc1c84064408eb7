//! Reasons and misses in plain English, for the command line. The site has
//! its own words, in `locales/`.

use picker::model::SignUp;
use picker::recommend::{Field, Point, PointKind, Relaxation, RelaxationKind};

/// One reason (`met`) or miss as a sentence.
#[must_use]
pub fn point(point: &Point, met: bool) -> String {
    match &point.kind {
        PointKind::Topic(topic) if met => format!("its topic is {topic}"),
        PointKind::Topic(topic) => format!("is not about {topic}"),
        PointKind::TopicWords { topic, word, field } => {
            format!(
                "is about {topic}: \"{word}\" stands in its {}",
                place(*field)
            )
        }
        PointKind::Word {
            word,
            field: Some(field),
        } => {
            format!("\"{word}\" stands in its {}", place(*field))
        }
        PointKind::Word { word, field: None } => format!("says nothing about \"{word}\""),
        PointKind::WordTopic { word, topic } => {
            format!("\"{word}\" means {topic}, which it is about")
        }
        PointKind::Language {
            asked,
            spoken: Some(spoken),
        } if asked == spoken => {
            format!("speaks {spoken}")
        }
        PointKind::Language {
            asked,
            spoken: Some(spoken),
        } => {
            format!("speaks {spoken}, close to the {asked} asked for")
        }
        PointKind::Language {
            asked,
            spoken: None,
        } => format!("does not say that it speaks {asked}"),
        PointKind::BrowserLanguage {
            spoken: Some(spoken),
            ..
        } => {
            format!("speaks {spoken}, as the browser does")
        }
        PointKind::BrowserLanguage {
            asked,
            spoken: None,
        } => {
            format!("does not say that it speaks {asked}, the browser's language")
        }
        PointKind::WordsLanguage {
            spoken: Some(spoken),
            ..
        } => format!("speaks {spoken}, the language of the words"),
        PointKind::WordsLanguage {
            asked,
            spoken: None,
        } => format!("does not say that it speaks {asked}, the language of the words"),
        PointKind::Named => "is named in the words".to_owned(),
        PointKind::Unwanted(words) if met => {
            format!("says itself that it is not about \"{words}\"")
        }
        PointKind::Unwanted(words) => format!("is about \"{words}\", which is not wanted"),
        PointKind::SignUp(Some(SignUp::Instant)) => "gives an account right away".to_owned(),
        PointKind::SignUp(Some(SignUp::Approval)) => {
            "a person reads each request for an account first".to_owned()
        }
        PointKind::SignUp(Some(SignUp::Open)) => {
            "takes new accounts, whether right away is not known".to_owned()
        }
        PointKind::SignUp(Some(SignUp::Closed)) => "takes no new accounts".to_owned(),
        PointKind::SignUp(None) => "how one gets an account is not known".to_owned(),
        PointKind::Size { is: Some(is), .. } if met => format!("is {}, as asked for", is.key()),
        PointKind::Size {
            asked,
            is: Some(is),
        } => {
            format!("is {} rather than {}", is.key(), asked.key())
        }
        PointKind::Size { is: None, .. } => "its size is not known".to_owned(),
        PointKind::Region { is: Some(is), .. } => format!("is legally based in {}", is.key()),
        PointKind::Region { is: None, .. } => "where it is legally based is not known".to_owned(),
        PointKind::LegalForm { is: Some(is), .. } => format!("is run by {}", is.key()),
        PointKind::LegalForm { is: None, .. } => "who is behind it in law is not known".to_owned(),
        PointKind::MinAge { is: Some(is), .. } => format!("is open from the age of {is}"),
        PointKind::MinAge { is: None, .. } => "its minimum age is not known".to_owned(),
        PointKind::General if met => "is for everybody, whatever the subject".to_owned(),
        PointKind::General => "is for a certain subject or place".to_owned(),
        PointKind::Active(count) => format!("{count} people are active in a week"),
        PointKind::CurrentSoftware(version) => format!("runs current software ({version})"),
    }
}

fn place(field: Field) -> &'static str {
    match field {
        Field::Domain => "domain name",
        Field::Tag => "keywords",
        Field::Title => "name",
        Field::Note => "write-up by this project",
        Field::Description => "description",
    }
}

/// Who says so, and when.
#[must_use]
pub fn origin(point: &Point) -> Option<String> {
    let source = point.source?.key();
    Some(match point.as_of {
        Some(day) => format!("{source}, {day}"),
        None => source.to_owned(),
    })
}

/// What giving something up would add.
#[must_use]
pub fn relaxation(relaxation: &Relaxation) -> String {
    let what = match relaxation.kind {
        RelaxationKind::Topics => "without these topics",
        RelaxationKind::Text => "without these words",
        RelaxationKind::Languages => "in other languages",
        RelaxationKind::SignUp => "if you can wait for approval",
        RelaxationKind::Size => "of another size",
        RelaxationKind::Region => "based elsewhere",
        RelaxationKind::LegalForm => "run by others",
        RelaxationKind::Age => "with another minimum age",
    };
    format!("{} more {what}", relaxation.adds)
}
