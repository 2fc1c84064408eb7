//! `/invite/`: a link, a text and a code for somebody whom the visitor would like to
//! bring along. Without the program all texts are there to be copied, with the code for
//! the four questions.

pub mod builder;
pub mod draft;

use crate::components::links::with_names;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::qr_code::QrCode;
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use builder::Builder;
use content::page::{self, INVITATION_KINDS, InvitationLanguage, InvitationText, LEAVING, Page};
use leptos::prelude::*;
use spread::invite::{Target, link};
use spread::template;

/// The page.
#[component]
pub fn Invite() -> impl IntoView {
    view! { <PageOf route="invite/" view=invite/> }
}

fn invite(mut page: Page<page::Invite>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    provide_context(HomeServer::new());
    let site = expect_context::<Site>();
    let found = site.found_at();
    let known = page.content.site_known || found.is_some();
    if let Some(found) = found {
        page.content.site = found;
    }
    let questions = link(&page.content.site, &Target::Questions(Default::default()));
    let languages = page.content.texts.clone().into_iter().map(|language| {
        view! { <Texts language=language link=questions.clone()/> }
    });
    let languages = languages.collect_view();
    let label = words.fill("invite.code_label", &[("link", &questions)]);
    let code = known.then(|| {
        view! {
            <h2 id="code">{words.text("invite.site_code")}</h2>
            <QrCode text=questions.clone() label=label/>
            <p class="small" dir="ltr">{questions.clone()}</p>
        }
    });
    let yours = words.text("invite.your_address");
    let well = ["one", "two", "three", "four"]
        .map(|key| view! { <li>{words.text(&format!("invite.well_{key}"))}</li> });
    view! {
        <div class="prose"><PageHeading title=page.title description=page.description/></div>
        <Builder data=page.content/>
        <div class="prose">
            <h2>{words.text("invite.well")}</h2>
            <ul>{well.collect_view()}</ul>
            <p><a href=site.path("join-in/")>{words.text("invite.more")}</a></p>
            <h2 id="texts">{words.text("invite.texts")}</h2>
            <p>{with_names(&words.fill("invite.texts_text", &[("address", &yours)]), &[])}</p>
            {(!known).then(|| view! { <p class="small">{with_names(&words.text("invite.no_address"), &[])}</p> })}
            {languages}
            {code}
        </div>
    }
}

/// All texts of a language, folded by whom they are for.
#[component]
fn Texts(language: InvitationLanguage, link: String) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let InvitationLanguage { tag, texts } = language;
    let name = words.text(&format!("invite.language_{tag}"));
    let kinds = INVITATION_KINDS.map(|kind| {
        let letters = texts.iter().filter(|it| it.kind == kind).map(|it| {
            view! { <Letter text=it.clone() tag=tag.clone() link=link.clone()/> }
        });
        let letters = letters.collect_view();
        view! {
            <details class="letters">
                <summary>{words.text(&format!("invite.kind_{kind}"))}</summary>
                {letters}
            </details>
        }
    });
    view! {
        <h3 lang=tag.clone()>{name}</h3>
        {kinds.collect_view()}
    }
}

#[component]
fn Letter(text: InvitationText, tag: String, link: String) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let yours = words.text("invite.your_address");
    let mut values = vec![("link", link.as_str())];
    if LEAVING.contains(&text.kind.as_str()) {
        values.push(("address", &yours));
    }
    let letter = template::fill(&text.text, &values);
    let subject = text.subject.map(|subject| {
        let line = words.fill("invite.subject", &[("subject", &subject)]);
        view! { <p class="small">{line}</p> }
    });
    view! {
        <h4>{words.text(&format!("invite.way_{}", text.way))}</h4>
        {subject}
        <p class="letter" lang=tag>{with_names(&letter, &[])}</p>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::invite;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, InvitationLanguage, InvitationText};

    fn html(site_known: bool) -> String {
        let letter = |kind: &str, subject: Option<&str>| InvitationText {
            kind: kind.to_owned(),
            way: "mail".to_owned(),
            subject: subject.map(str::to_owned),
            text: "I am <{address}>: {link}".to_owned(),
        };
        let language = InvitationLanguage {
            tag: "de".to_owned(),
            texts: vec![letter("here", Some("Hallo")), letter("friend", None)],
        };
        page_html(
            invite,
            page::Invite {
                site: "https://a.example/s".to_owned(),
                site_known,
                texts: vec![language],
                topics: vec![],
                languages: vec![],
                regions: vec![],
                packs: vec![],
            },
        )
    }

    #[test]
    fn without_the_program_all_texts_and_the_code_are_there() {
        let html = html(true);
        let builder = html.split("id=\"builder\"").nth(1).unwrap();
        assert!(
            html.contains("class=\"builder invite needs-program\""),
            "{html}"
        );
        assert!(builder.contains("<form"), "{builder}");
        // What the form makes comes with the program.
        let result = html.split("<section").nth(1).unwrap();
        assert!(
            result.split('>').next().unwrap().contains(" hidden"),
            "{result}"
        );
        has(
            &html,
            &[
                "<p lang=\"de\" class=\"letter\">",
                "<svg role=\"img\"",
                "aria-label=\"[invite.code_label]\"",
            ],
        );
        has(
            &text(&html),
            &[
                "I am &lt;[invite.your_address]&gt;: https://a.example/s/servers/",
                // Only those who leave another network name their address.
                "I am &lt;{address}&gt;: https://a.example/s/servers/",
                "[invite.kind_here]",
            ],
        );
        assert!(!html.contains("[invite.no_address]"), "{html}");
    }

    #[test]
    fn a_code_never_leads_to_what_stands_in_for_the_address() {
        let html = html(false);
        has(&html, &["[invite.no_address]"]);
        let after = html.split("id=\"texts\"").nth(1).unwrap();
        assert!(!after.contains("<svg"), "{after}");
    }
}
