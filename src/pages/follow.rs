//! `/follow/`: where to find us, who began this, how to help.

mod own_server;

use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::prose::Markdown;
use crate::components::sources::ArchiveLink;
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use content::page::{self, Page, Person};
use leptos::prelude::*;
use own_server::{FollowButton, OwnServer};

/// The page.
#[component]
pub fn Follow() -> impl IntoView {
    view! { <PageOf route="follow/" view=follow/> }
}

fn follow(page: Page<page::Follow>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    provide_context(HomeServer::new());
    let content = page.content;
    let accounts = content.accounts.into_iter().map(|account| view! { <Account account=account/> });
    let people = content.people.into_iter().map(|person| view! { <Founder person=person/> });
    let repository = content.repository.map(|url| {
        view! { <p><a href=url>{words.text("follow.repository")}</a></p> }
    });
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <ul class="accounts">{accounts.collect_view()}</ul>
            <OwnServer/>
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
    let home = person.home.map(|url| view! { " (" <a href=url>{words.text("follow.at_home")}</a> ")" });
    view! {
        <li>
            <a href=person.url translate="no">{person.handle.clone()}</a>
            {home}
            " "
            <FollowButton handle=person.handle/>
        </li>
    }
}
