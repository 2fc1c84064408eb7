//! What is chosen in the form, and the text and the link that follow from it.

use content::page::{InvitationLanguage, InvitationText};
use fill::handle::Handle;
use picker::answers::Answers;
use picker::language::Language;
use picker::model::Region;
use picker::{domain, query};
use spread::invite::{self, Target};
use spread::template;

/// What the form's fields say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choices {
    pub(super) kind: String,
    pub(super) way: String,
    /// The tag of the text's language.
    pub(super) words: String,
    address: String,
    answers: [String; 3],
    server: String,
}

/// Answers that can be given beforehand, by the names of their fields.
const ANSWERS: [&str; 3] = ["topic", "lang", "region"];

impl Choices {
    /// The form before anything is changed, with texts in this language.
    pub(super) fn first(language: &str) -> Self {
        Self {
            kind: "friend".to_owned(),
            way: "chat".to_owned(),
            words: language.to_owned(),
            ..Self::default()
        }
    }

    /// Reads the form's fields as a browser would send them.
    pub(super) fn from_form(fields: &str) -> Self {
        let mut choices = Self::default();
        for (name, value) in query::pairs(fields) {
            let value = value.trim().to_owned();
            match name.as_str() {
                "kind" => choices.kind = value,
                "way" => choices.way = value,
                "words" => choices.words = value,
                "address" => choices.address = value,
                "server" => choices.server = value,
                name => {
                    if let Some(place) = ANSWERS.iter().position(|known| *known == name) {
                        choices.answers[place] = value;
                    }
                }
            }
        }
        choices
    }

    /// Whether something was typed as an address that is none.
    pub(super) fn address_is_wrong(&self) -> bool {
        !self.address.is_empty() && Handle::parse(&self.address).is_err()
    }

    /// Whether something was typed as a server that is none.
    pub(super) fn server_is_wrong(&self) -> bool {
        !self.server.is_empty() && domain::from_typed(&self.server).is_err()
    }

    fn target(&self) -> Target {
        if let Ok(domain) = domain::from_typed(&self.server) {
            return Target::Server(domain);
        }
        let [topic, language, region] = &self.answers;
        let mut answers = Answers {
            languages: Language::parse(language).into_iter().collect(),
            region: Region::parse(region),
            ..Answers::default()
        };
        if !topic.is_empty() {
            answers.topics.push(topic.clone());
        }
        Target::Questions(answers)
    }

    /// The invitation, on a site without a slash at its end. `nobody` stands for the
    /// writer's address until there is one.
    pub(super) fn draft(&self, texts: &[InvitationLanguage], site: &str, nobody: &str) -> Draft {
        let text = self.text(texts);
        Draft {
            template: text.map(|it| it.text.clone()).unwrap_or_default(),
            subject: text.and_then(|it| it.subject.clone()),
            link: invite::link(site, &self.target()),
            address: Handle::parse(&self.address)
                .map_or_else(|_| nobody.to_owned(), |handle| handle.to_string()),
        }
    }

    fn text<'a>(&self, texts: &'a [InvitationLanguage]) -> Option<&'a InvitationText> {
        let language = texts.iter().find(|it| it.tag == self.words)?;
        let mut texts = language.texts.iter();
        texts.find(|it| it.kind == self.kind && it.way == self.way)
    }
}

/// An invitation as it follows from the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    template: String,
    pub(super) subject: Option<String>,
    pub(super) link: String,
    address: String,
}

impl Draft {
    /// The text, with link and address in their places.
    pub(super) fn text(&self) -> String {
        template::fill(
            &self.template,
            &[("link", &self.link), ("address", &self.address)],
        )
    }

    /// The text when the form has changed from `before` to this. What the visitor has
    /// written stays, with the new link and address in place of the old; another text
    /// takes its place where another kind of text is asked for.
    pub(super) fn text_after(&self, before: &Self, written: &str) -> String {
        if written == before.text() || self.template != before.template {
            return self.text();
        }
        let mut out = written.replace(&before.link, &self.link);
        if before.address != self.address {
            out = out.replace(&before.address, &self.address);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Choices;
    use content::page::{InvitationLanguage, InvitationText};

    const SITE: &str = "https://a.example";

    fn texts() -> Vec<InvitationLanguage> {
        let text = |kind: &str, way: &str, text: &str| InvitationText {
            kind: kind.to_owned(),
            way: way.to_owned(),
            subject: (way == "mail").then(|| "Hi".to_owned()),
            text: text.to_owned(),
        };
        vec![InvitationLanguage {
            tag: "en".to_owned(),
            texts: vec![
                text("friend", "chat", "Come: {link}"),
                text("here", "mail", "I am {address}: {link}"),
            ],
        }]
    }

    fn draft(fields: &str) -> super::Draft {
        Choices::from_form(fields).draft(&texts(), SITE, "@you")
    }

    #[test]
    fn the_form_as_it_comes_invites_a_friend_to_the_questions() {
        let first = Choices::first("en").draft(&texts(), SITE, "@you");
        assert_eq!(first.text(), "Come: https://a.example/servers/");
        let untouched = "kind=friend&way=chat&words=en&address=&topic=&lang=&region=&server=";
        assert_eq!(draft(untouched), first);
        assert_eq!(Choices::from_form(untouched), Choices::first("en"));
    }

    #[test]
    fn what_is_chosen_is_in_link_and_text() {
        let here = draft("kind=here&way=mail&words=en&address=+ana%40a.example+&topic=art&lang=de");
        assert_eq!(
            here.text(),
            "I am @ana@a.example: https://a.example/servers/?v=1&topic=art&lang=de&step=topics"
        );
        assert_eq!(here.subject.as_deref(), Some("Hi"));
        let server =
            draft("kind=friend&way=chat&words=en&topic=art&server=https%3A%2F%2FB.example%2Fabout");
        assert_eq!(
            server.link,
            "https://a.example/servers/?step=results&server=b.example"
        );
    }

    #[test]
    fn what_is_no_address_or_server_is_said_and_left_out() {
        let fields = "kind=here&way=mail&words=en&address=ana&server=nowhere";
        let choices = Choices::from_form(fields);
        assert!(choices.address_is_wrong() && choices.server_is_wrong());
        assert_eq!(
            draft(fields).text(),
            "I am @you: https://a.example/servers/"
        );
        assert!(!Choices::first("en").address_is_wrong());
        assert!(!Choices::first("en").server_is_wrong());
        assert_eq!(draft("kind=none&way=chat&words=xx").text(), "");
    }

    #[test]
    fn what_was_written_stays_when_the_link_changes() {
        let before = draft("kind=here&way=mail&words=en");
        let after = draft("kind=here&way=mail&words=en&address=%40ana%40a.example&topic=art");
        assert_eq!(after.text_after(&before, &before.text()), after.text());
        let written = "Dear Bo, @you wrote https://a.example/servers/";
        assert_eq!(
            after.text_after(&before, written),
            "Dear Bo, @ana@a.example wrote https://a.example/servers/?v=1&topic=art&step=topics"
        );
        let other = draft("kind=friend&way=chat&words=en");
        assert_eq!(other.text_after(&before, written), other.text());
    }
}
