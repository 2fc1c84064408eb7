//! Where an invitation leads, and the ways to pass it on.

use picker::answers::Answers;
use picker::percent;

/// What an invitation opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The questions, with these answers given beforehand.
    Questions(Answers),
    /// One server, by its domain in normal form.
    Server(String),
    /// People to follow together, by the key of the pack.
    Pack(String),
    /// People of the visitor's own choice, as `fill::pack::Pack::fragment` writes them.
    OwnPack(String),
}

/// The address of an invitation, on a site without a slash at its end.
#[must_use]
pub fn link(site: &str, target: &Target) -> String {
    match target {
        Target::Questions(answers) => {
            let query = answers.to_query();
            if query.is_empty() {
                format!("{site}/servers/")
            } else {
                // Without a step the picker would show results at once.
                format!("{site}/servers/?{query}&step=topics")
            }
        }
        Target::Server(domain) => {
            let domain = percent::encode(domain);
            format!("{site}/servers/?step=results&server={domain}")
        }
        Target::Pack(key) => format!("{site}/fill/#{}", percent::encode(key)),
        Target::OwnPack(fragment) => format!("{site}/fill/#{fragment}"),
    }
}

/// Where one shares to Mastodon without naming a server. The text stands behind `#`
/// and is not sent until it is shared (mastodon/share, utils.ts@df399a0).
#[must_use]
pub fn share_anywhere(text: &str) -> String {
    format!(
        "https://share.joinmastodon.org/#text={}",
        percent::encode(text)
    )
}

/// Where a server opens a new post with this text.
#[must_use]
pub fn share_on(server: &str, text: &str) -> String {
    format!("https://{server}/share?text={}", percent::encode(text))
}

/// A message in the visitor's own mail program (RFC 6068), to nobody yet.
#[must_use]
pub fn mail(subject: &str, body: &str) -> String {
    // Section 5: line breaks are CRLF.
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    format!(
        "mailto:?subject={}&body={}",
        percent::encode(subject),
        percent::encode(&body)
    )
}

/// A new issue of a repository on GitHub, Codeberg or the like, filled in.
#[must_use]
pub fn new_issue(repository: &str, title: &str, body: &str) -> String {
    format!(
        "{}/issues/new?title={}&body={}",
        repository.trim_end_matches('/'),
        percent::encode(title),
        percent::encode(body)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use fill::encode::{field, unpercent};
    use picker::language::Language;
    use picker::model::Region;
    use proptest::prelude::*;

    const SITE: &str = "https://spread.example/s";

    #[test]
    fn an_invitation_leads_to_the_questions_with_answers_given() {
        let mut answers = Answers::default();
        let to = |answers: &Answers| link(SITE, &Target::Questions(answers.clone()));
        assert_eq!(to(&answers), "https://spread.example/s/servers/");
        answers.topics = vec!["art".to_owned(), "music".to_owned()];
        answers.languages = Language::parse("de").into_iter().collect();
        answers.region = Some(Region::Europe);
        assert_eq!(
            to(&answers),
            "https://spread.example/s/servers/?v=1&topic=art,music&lang=de&region=europe&step=topics"
        );
    }

    #[test]
    fn it_can_lead_to_one_server_or_to_a_pack() {
        assert_eq!(
            link(SITE, &Target::Server("a.example".to_owned())),
            "https://spread.example/s/servers/?step=results&server=a.example"
        );
        assert_eq!(
            link(SITE, &Target::Pack("space".to_owned())),
            "https://spread.example/s/fill/#space"
        );
        let own = "pack=1&name=Maps&with=ana@a.example".to_owned();
        assert_eq!(
            link(SITE, &Target::OwnPack(own)),
            "https://spread.example/s/fill/#pack=1&name=Maps&with=ana@a.example"
        );
    }

    #[test]
    fn a_mail_has_the_line_ends_of_mails() {
        assert_eq!(
            mail("Hi & bye", "a\nb\r\nc"),
            "mailto:?subject=Hi%20%26%20bye&body=a%0D%0Ab%0D%0Ac"
        );
    }

    proptest! {
        #[test]
        fn a_text_comes_whole_and_stays_in_its_field(text in "\\PC*\n?\\PC*") {
            let after = |address: &str, mark: char| address.split_once(mark).unwrap().1.to_owned();
            let anywhere = share_anywhere(&text);
            prop_assert_eq!(field(&after(&anywhere, '#'), "text"), Some(text.clone()));
            let own = share_on("a.example", &text);
            prop_assert_eq!(field(&after(&own, '?'), "text"), Some(text.clone()));
            let issue = new_issue("https://code.example/a/b/", &text, &text);
            prop_assert_eq!(field(&after(&issue, '?'), "title"), Some(text.clone()));
            prop_assert_eq!(field(&after(&issue, '?'), "body"), Some(text.clone()));
            let mail = mail(&text, &text);
            prop_assert_eq!(field(&after(&mail, '?'), "subject"), Some(text.clone()));
            let body = text.replace('\n', "\r\n");
            prop_assert_eq!(field(&after(&mail, '?'), "body"), Some(body));
            prop_assert_eq!(mail.matches(['&', '?']).count(), 2, "a field of its own");
            for address in [anywhere, own, issue, mail] {
                prop_assert!(address.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>'".contains(&b)));
            }
        }

        #[test]
        fn a_pack_or_server_cannot_leave_its_place(key in "\\PC*") {
            let pack = link(SITE, &Target::Pack(key.clone()));
            prop_assert_eq!(unpercent(pack.split_once('#').unwrap().1), Some(key.clone()));
            let server = link(SITE, &Target::Server(key.clone()));
            prop_assert_eq!(field(server.split_once('?').unwrap().1, "server"), Some(key));
        }
    }
}
