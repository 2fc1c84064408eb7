//! Accounts to follow, in packs.

use super::names;
use super::ticks::{Tick, TickAll};
use super::wishes::Wishes;
use crate::components::links::with_names;
use crate::components::own_server::FollowButton;
use crate::components::time::DateTime;
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use ::fill::csv::{FOLLOWING_FILE, LISTS_FILE};
use ::fill::handle::Handle;
use ::fill::links;
use content::page::{Choice, FollowAccount, FollowPack};
use leptos::prelude::*;
use std::sync::Arc;

/// All packs with their accounts.
#[component]
pub fn Packs(
    /// The packs, in their order.
    packs: Vec<FollowPack>,
    /// The names of their languages.
    languages: Vec<Choice>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let packs = packs.into_iter().map(|pack| of_pack(pack, &languages));
    let packs = packs.collect_view();
    view! {
        <section aria-labelledby="accounts">
            <div class="prose">
                <h2 id="accounts">{words.text("fill.accounts")}</h2>
                <p>{words.text("fill.accounts_text")}</p>
            </div>
            <div class="follow-groups">{packs}</div>
        </section>
    }
}

fn of_pack(pack: FollowPack, languages: &[Choice]) -> AnyView {
    let words = expect_context::<PageWords>();
    let wishes = expect_context::<Wishes>();
    let topics: Arc<[String]> = pack.topics.into();
    let rows = pack.accounts.iter().map(|account| {
        let language = names::language(languages, &account.language);
        row(account.clone(), language, Arc::clone(&topics))
    });
    let rows = rows.collect_view();
    let accounts: Vec<(String, String)> = pack
        .accounts
        .into_iter()
        .map(|it| (it.handle, it.language))
        .collect();
    let shown = Signal::derive(move || {
        let shown = accounts.iter().filter(|it| wishes.fit(&topics, &it.1));
        shown.map(|it| it.0.clone()).collect::<Vec<_>>()
    });
    let collection = pack.collection.map(|url| {
        view! { <p><a href=url>{words.text("fill.collection")}</a></p> }
    });
    view! {
        <section class="entry" id=pack.id.clone() hidden=move || shown.with(Vec::is_empty)>
            <h3>{pack.title.clone()}</h3>
            <p>{pack.about}</p>
            <ul class="follow-list">{rows}</ul>
            {collection}
            <TickAll name=pack.title.clone() shown=shown/>
            {as_files(&pack.id, &pack.title)}
        </section>
    }
    .into_any()
}

/// The pack as the files that the build has written beside the page.
fn as_files(id: &str, title: &str) -> AnyView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let file = |name: &'static str, label: &str| {
        let href = site.path(&format!("fill/{id}/{name}"));
        let full = words.fill(&format!("fill.{label}_of"), &[("name", title)]);
        let label = words.text(&format!("fill.{label}"));
        view! { <a href=href download=name aria-label=full rel="external">{label}</a> }
    };
    view! {
        <p class="small">
            {words.text("fill.as_file")} " " {file(FOLLOWING_FILE, "file_following")} " · "
            {file(LISTS_FILE, "file_lists")}
        </p>
    }
    .into_any()
}

/// An account's name, which leads to its profile on the visitor's own server once
/// that is named, and on its own before.
pub fn profile_link(handle: Handle) -> AnyView {
    let home = expect_context::<HomeServer>();
    let name = handle.readable();
    let href = move || match home.domain() {
        Some(server) => links::profile_on(&server, &handle),
        None => links::profile(&handle),
    };
    view! { <a href=href><bdi translate="no">{name}</bdi></a> }.into_any()
}

fn row(account: FollowAccount, language: String, topics: Arc<[String]>) -> AnyView {
    let words = expect_context::<PageWords>();
    let wishes = expect_context::<Wishes>();
    let home = expect_context::<HomeServer>();
    let handle = account.handle;
    let parsed = Handle::parse(&handle).ok();
    let name = parsed
        .as_ref()
        .map_or_else(|| handle.clone(), Handle::readable);
    let link = parsed.map(profile_link);
    let source = words.fill("fill.source_of", &[("handle", &name)]);
    let kind = words.text(&format!("fill.kind_{}", account.kind));
    let (tick, lang) = (handle.clone(), account.language.clone());
    // It leads nowhere before: hundreds of hidden ones would make the document larger.
    let is_known = Memo::new(move |_| home.domain().is_some());
    let follow = move || {
        let handle = handle.clone();
        is_known
            .get()
            .then(|| view! { <FollowButton handle=handle beside_name=true/> })
    };
    view! {
        <li hidden=move || !wishes.fit(&topics, &account.language)>
            <Tick what=tick/>
            <div>
                {link}
                " "
                <span lang=lang>{with_names(&account.what, &[])}</span>
                " "
                <span class="small">
                    {kind} " · " {language} " · "
                    <a href=account.source aria-label=source>{words.text("fill.source")}</a>
                    ", " <DateTime time=account.as_of/>
                </span>
                " "
                {follow}
            </div>
        </li>
    }
    .into_any()
}
