//! `/follow/`: where to find us, who began this, how to help. With an account behind
//! `#`, how to follow that one.

pub mod account;

use crate::components::own_server::{FollowButton, OwnServer};
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::prose::Markdown;
use crate::components::sources::ArchiveLink;
use crate::state::home_server::HomeServer;
use crate::state::navigation;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use account::{FollowAccount, Unreadable};
use content::page::{self, Page, Person};
use leptos::prelude::*;
use spread::fragment::{self, Found};

/// The page.
#[component]
pub fn Follow() -> impl IntoView {
    view! { <PageOf route="follow/" view=follow/> }
}

fn follow(page: Page<page::Follow>) -> impl IntoView {
    let page::Page {
        title,
        description,
        words,
        content,
        ..
    } = page;
    PageWords::provide(words);
    provide_context(HomeServer::new());
    let behind = navigation::fragment();
    let found = Memo::new(move |_| fragment::read(&behind.get()));
    move || match found.get() {
        Found::Account(account) => view! { <FollowAccount account=account/> }.into_any(),
        Found::Unreadable(text) => view! { <Unreadable text=text/> }.into_any(),
        Found::Other => {
            let (title, description) = (title.clone(), description.clone());
            view! { <Ourselves title=title description=description content=content.clone()/> }
                .into_any()
        }
    }
}

/// Our own accounts, and how to help.
#[component]
fn Ourselves(title: String, description: String, content: page::Follow) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let accounts = content
        .accounts
        .into_iter()
        .map(|account| view! { <Account account=account/> });
    let people = content
        .people
        .into_iter()
        .map(|person| view! { <Founder person=person/> });
    let repository = content.repository.map(|url| {
        view! { <p><a href=url>{words.text("follow.repository")}</a></p> }
    });
    view! {
        <div class="prose">
            <PageHeading title=title description=description/>
            <ul class="accounts">{accounts.collect_view()}</ul>
            <h2 id="your-server">{words.text("follow.yours")}</h2>
            <p>{words.text("follow.yours_text")}</p>
            <OwnServer/>
            <p>{words.text("follow.by_fragment")}</p>
            <p><a href=site.path("follow-me/")>{words.text("follow.make_own")}</a></p>
            <h2 id="credits">{words.text("follow.credits")}</h2>
            <p>{content.credits}</p>
            <ul class="accounts">{people.collect_view()}</ul>
            <p>{content.independence}</p>
            <h2 id="contribute">{content.contribute.title}</h2>
            <p>{content.contribute.description}</p>
            <Markdown html=content.contribute_html/>
            {repository}
        </div>
    }
}

/// An account of the site.
#[component]
fn Account(account: page::Account) -> impl IntoView {
    let archived = account.archived.map(|url| {
        let of = account.label.clone();
        view! { " " <span class="small">"(" <ArchiveLink url=url of=of/> ")"</span> }
    });
    let handle = account.handle.map(|handle| {
        view! { " " <code translate="no">{handle.clone()}</code> " " <FollowButton handle=handle/> }
    });
    view! {
        <li>
            <a href=account.url>{account.label}</a>
            {archived}
            {handle}
            {account.note.map(|note| view! { <p class="small">{note}</p> })}
        </li>
    }
}

/// Somebody who began this.
#[component]
fn Founder(person: Person) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let home = person
        .home
        .map(|url| view! { " (" <a href=url>{words.text("follow.at_home")}</a> ")" });
    view! {
        <li>
            <a href=person.url translate="no">{person.handle.clone()}</a>
            {home}
            " "
            <FollowButton handle=person.handle/>
        </li>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::follow;
    use crate::components::testing::{has, page_html, text};
    use content::page::{self, Account, Person, Summary};

    #[test]
    fn without_the_program_no_button_leads_nowhere() {
        let account = Account {
            id: "a".to_owned(),
            label: "On Mastodon".to_owned(),
            url: "https://a.example/@us".to_owned(),
            archived: None,
            handle: Some("@us@a.example".to_owned()),
            note: None,
        };
        let elsewhere = Account {
            label: "Elsewhere".to_owned(),
            handle: None,
            archived: Some("https://archive.example/".to_owned()),
            note: Some("Asleep.".to_owned()),
            ..account.clone()
        };
        let person = Person {
            handle: "@ana@b.example".to_owned(),
            url: "https://b.example/@ana".to_owned(),
            home: Some("https://c.example/@ana".to_owned()),
        };
        let html = page_html(
            follow,
            page::Follow {
                accounts: vec![account, elsewhere],
                credits: "Thanks.".to_owned(),
                people: vec![person],
                independence: "Nobody's.".to_owned(),
                contribute: Summary {
                    title: "Help".to_owned(),
                    description: "Do.".to_owned(),
                },
                contribute_html: "<p>So</p>".to_owned(),
                repository: None,
            },
        );
        let buttons: Vec<&str> = html
            .split("<a")
            .filter(|it| it.contains("data-follow="))
            .collect();
        assert_eq!(buttons.len(), 2, "{html}");
        for button in buttons {
            let tag = button.split('>').next().unwrap();
            assert!(tag.contains(" hidden"), "{tag}");
            assert!(!tag.contains("href"), "{tag}");
        }
        let form = html.split("<form").nth(1).unwrap();
        let form = form.split('>').next().unwrap();
        assert!(form.contains("class=\"needs-program\""), "{form}");
        has(
            &text(&html),
            &[
                "Elsewhere ([common.archived])Asleep.",
                "@ana@b.example ([follow.at_home]) ",
            ],
        );
    }
}
