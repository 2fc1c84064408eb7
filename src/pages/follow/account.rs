//! `/follow/#@name@server`: where the buttons, badges and codes of others lead. What
//! stands behind `#` is sent to nobody; only the program can read it.

use crate::components::own_server::{FollowButton, OwnServer};
use crate::i18n::messages::site as messages;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use fill::handle::Handle;
use fill::links;
use leptos::prelude::*;
use leptos_meta::Title;
use picker::answers::Answers;
use picker::domain;

/// An account that a link of its owner leads to: followed from the visitor's own
/// server; and for those without an account, that server and its neighbours.
#[component]
pub(super) fn FollowAccount(
    /// Whom to follow.
    account: Handle,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let (handle, host) = (account.readable(), domain::readable(account.host()));
    let values = [("handle", handle.as_str()), ("server", host.as_str())];
    let say = |key: &str| words.fill(&format!("follow.{key}"), &values);
    // The account's own server comes first of the three, or the page says why not.
    let neighbours = Answers {
        text: account.host().to_owned(),
        ..Answers::default()
    };
    let neighbours = site.path(&format!("servers/?{}&step=results", neighbours.to_query()));
    let title = messages::title(&say("account"));
    view! {
        <Title text=title/>
        <div class="prose" data-test="follow-account">
            <h1>{say("account")}</h1>
            <p class="lede">{say("account_text")}</p>
            <p class="actions"><FollowButton handle=account.to_string()/></p>
            <OwnServer/>
            <h2>{say("newcomer")}</h2>
            <p>{say("newcomer_text")}</p>
            <p class="actions">
                <a class="button" href=site.path("servers/")>{say("newcomer_questions")}</a>
                <a class="button secondary" href=neighbours data-test="neighbours">
                    {say("newcomer_neighbours")}
                </a>
            </p>
            <h2>{say("profile")}</h2>
            <p>{say("profile_text")}</p>
            <p><a href=links::profile(&account) translate="no">{handle.clone()}</a></p>
        </div>
    }
}

/// A link that is meant to lead to an account and does not: it was cut, or mistyped.
#[component]
pub(super) fn Unreadable(
    /// What stands in place of the account: text of a stranger.
    text: String,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let site = expect_context::<Site>();
    let title = messages::title(&words.text("follow.unreadable"));
    view! {
        <Title text=title/>
        <div class="prose" data-test="follow-unreadable">
            <h1>{words.text("follow.unreadable")}</h1>
            <p class="lede">
                {words.text("follow.unreadable_text")} " " <bdi translate="no">{text}</bdi>
            </p>
            <p>{words.text("follow.unreadable_help")}</p>
            <p class="actions">
                <a class="button" href=site.path("servers/")>{words.text("follow.newcomer_questions")}</a>
                <a class="button secondary" href=site.path("follow/")>{words.text("follow.title")}</a>
            </p>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::FollowAccount;
    use crate::components::testing::{has, html_at, text};
    use crate::state::home_server::HomeServer;
    use crate::state::page_words::PageWords;
    use content::Words;
    use fill::handle::Handle;
    use leptos::prelude::*;

    #[test]
    fn an_account_can_be_followed_and_its_neighbours_found() {
        let html = html_at("/spread/follow/", || {
            let words = [("follow.account", "Follow {handle}")];
            let words = words.map(|(key, text)| (key.to_owned(), text.to_owned()));
            PageWords::provide(Words::from_iter(words));
            provide_context(HomeServer::new());
            let account = Handle::parse("@ana@garden.example").unwrap();
            view! { <FollowAccount account=account/> }
        });
        has(
            &html,
            &[
                "<h1>Follow @ana@garden.example</h1>",
                "data-follow=\"@ana@garden.example\"",
                "href=\"/spread/servers/?v=1&amp;text=garden.example&amp;step=results\"",
                "href=\"https://garden.example/@ana\"",
            ],
        );
        has(&text(&html), &["[follow.newcomer_questions]"]);
    }
}
