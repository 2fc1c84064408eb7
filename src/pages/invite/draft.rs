//! What is chosen in the form, and the text and the link that follow from it.

use content::page::{InvitationLanguage, InvitationText};
use fill::handle::Handle;
use fill::pack::Pack;
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
    /// The key of a pack of ours.
    pack: String,
    /// A link to a pack of somebody's own.
    own_pack: String,
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
                "pack" => choices.pack = value,
                "own_pack" => choices.own_pack = value,
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

    /// Whether something was pasted as the link to a pack that is none.
    pub(super) fn own_pack_is_wrong(&self) -> bool {
        !self.own_pack.is_empty() && pack_in(&self.own_pack).is_none()
    }

    /// What was named by hand goes before what was chosen from a list, and one that is
    /// narrower before one that is wider.
    fn target(&self) -> Target {
        if let Ok(domain) = domain::from_typed(&self.server) {
            return Target::Server(domain);
        }
        if let Some(fragment) = pack_in(&self.own_pack) {
            return Target::OwnPack(fragment);
        }
        if !self.pack.is_empty() {
            return Target::Pack(self.pack.clone());
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
        let text = self.text(texts, &self.way);
        Draft {
            template: text.map(|it| it.text.clone()).unwrap_or_default(),
            subject: text.and_then(|it| it.subject.clone()),
            mail_subject: self
                .text(texts, "mail")
                .and_then(|it| it.subject.clone())
                .unwrap_or_default(),
            link: invite::link(site, &self.target()),
            address: Handle::parse(&self.address)
                .map_or_else(|_| nobody.to_owned(), |handle| handle.to_string()),
        }
    }

    fn text<'a>(&self, texts: &'a [InvitationLanguage], way: &str) -> Option<&'a InvitationText> {
        let language = texts.iter().find(|it| it.tag == self.words)?;
        let mut texts = language.texts.iter();
        texts.find(|it| it.kind == self.kind && it.way == way)
    }
}

/// The fragment of the pack that a pasted link leads to.
fn pack_in(link: &str) -> Option<String> {
    let (_, fragment) = link.split_once('#')?;
    Pack::parse(fragment).ok()?.fragment().ok()
}

/// An invitation as it follows from the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    template: String,
    pub(super) subject: Option<String>,
    /// The subject where a text that is none for a mail is sent as one.
    pub(super) mail_subject: String,
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
        self.carried(before, written)
    }

    /// Whether [`Self::text_after`] puts another text in place of what the visitor has
    /// written.
    pub(super) fn replaces(&self, before: &Self, written: &str) -> bool {
        self.template != before.template && written != before.text() && !written.trim().is_empty()
    }

    /// What was written beside the invitation `before`, with link and address of this.
    pub(super) fn carried(&self, before: &Self, written: &str) -> String {
        let out = replace_whole(written, &before.link, &self.link);
        replace_whole(&out, &before.address, &self.address)
    }
}

/// Replaces an address where it stands for itself, and not as the beginning of a longer
/// one.
fn replace_whole(text: &str, old: &str, new: &str) -> String {
    if old.is_empty() || old == new {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(old) {
        out.push_str(before);
        out.push_str(if goes_on(after) { old } else { new });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether an address goes on with these letters. A mark does so only where more of the
/// address follows: else it is that of the sentence.
fn goes_on(after: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "/_-~%&=+@".contains(c);
    let mut letters = after.chars();
    match letters.next() {
        Some(c) if inside(c) => true,
        Some('?' | '#' | '.' | ':' | ',' | ';') => letters.next().is_some_and(inside),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Choices;
    use content::page::{InvitationLanguage, InvitationText};
    use picker::percent;

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
        let untouched =
            "kind=friend&way=chat&words=en&address=&topic=&lang=&region=&server=&pack=&own_pack=";
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
    fn it_can_lead_to_people_to_follow() {
        let ours = draft("kind=friend&way=chat&words=en&topic=art&pack=space");
        assert_eq!(ours.link, "https://a.example/fill/#space");
        let pasted = |link: &str| {
            let link = percent::encode(link);
            format!("kind=friend&way=chat&words=en&pack=space&own_pack={link}")
        };
        let own = pasted("https://a.example/fill/#pack=1&name=Maps&with=ana@b.example");
        assert_eq!(
            draft(&own).link,
            "https://a.example/fill/#pack=1&name=Maps&with=ana@b.example"
        );
        assert!(!Choices::from_form(&own).own_pack_is_wrong());
        for link in [
            "https://a.example/fill/",
            "https://a.example/fill/#space",
            "https://a.example/fill/#pack=1&name=x&with=javascript:alert(1)",
        ] {
            let wrong = pasted(link);
            assert!(Choices::from_form(&wrong).own_pack_is_wrong(), "{link}");
            assert_eq!(
                draft(&wrong).link,
                "https://a.example/fill/#space",
                "{link}"
            );
        }
        assert!(!Choices::first("en").own_pack_is_wrong());
    }

    #[test]
    fn a_mail_has_a_subject_whatever_the_text_was_meant_for() {
        let here = draft("kind=here&way=chat&words=en");
        assert_eq!(here.subject, None);
        assert_eq!(here.mail_subject, "Hi");
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

    #[test]
    fn what_was_written_can_be_had_again_beside_another_text() {
        let before = draft("kind=here&way=mail&words=en");
        let other = draft("kind=friend&way=chat&words=en&topic=art");
        let written = "Dear Bo: https://a.example/servers/";
        assert!(other.replaces(&before, written));
        assert_eq!(
            other.carried(&before, written),
            "Dear Bo: https://a.example/servers/?v=1&topic=art&step=topics"
        );
        assert!(!other.replaces(&before, &before.text()));
        assert!(!other.replaces(&before, " "));
        let same = draft("kind=here&way=mail&words=en&topic=art");
        assert!(!same.replaces(&before, written));
    }

    #[test]
    fn a_longer_address_that_begins_like_the_link_stays() {
        let before = draft("kind=friend&way=chat&words=en");
        let after = draft("kind=friend&way=chat&words=en&server=b.example");
        for (written, wanted) in [
            ("All: https://a.example/servers/all/.", None),
            ("https://a.example/servers/?v=1&topic=art", None),
            ("https://a.example/servers/#map", None),
            ("(https://a.example/servers/)", Some("(LINK)")),
            (
                "Here: https://a.example/servers/. Bye",
                Some("Here: LINK. Bye"),
            ),
            ("https://a.example/servers/? Yes", Some("LINK? Yes")),
        ] {
            let wanted = wanted.unwrap_or(written).replace("LINK", &after.link);
            assert_eq!(after.text_after(&before, written), wanted);
        }
        let named = draft("kind=here&way=mail&words=en&address=%40ana%40b.example");
        let other = draft("kind=here&way=mail&words=en&address=%40bo%40b.example");
        assert_eq!(
            other.text_after(&named, "@ana@b.example, not @ana@b.example.org"),
            "@bo@b.example, not @ana@b.example.org"
        );
    }
}
