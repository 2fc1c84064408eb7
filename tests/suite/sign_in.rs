//! Signing in with one's own server, following what was ticked, and taking it back.

use crate::fill::name_server;
use e2e::browser::Browser;
use e2e::page::HOLDS_FRAMES;
use e2e::{Case, Result, Test, case, ensure};
use mock_api::{AccountKind, Fault, Return, State};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(sign_in_follows_what_is_ticked_and_takes_back_exactly_that),
        case!(sign_in_leaves_nothing_behind),
        case!(sign_in_refuses_what_it_did_not_begin),
        case!(sign_in_knows_servers_of_many_kinds),
        case!(sign_in_says_where_it_cannot_work),
        case!(sign_in_by_a_pasted_code),
        case!(sign_in_as_another_account_is_told),
        case!(following_waits_where_a_server_says_so),
        case!(following_goes_on_after_the_sign_in_ended),
        case!(following_goes_on_after_a_reload),
        case!(sign_in_is_accessible).only(&[Browser::Chromium, Browser::Firefox]),
    ]
}

pub(crate) const HOME: &str = "garden.example";
pub(crate) const MASTODON: &str = "@Mastodon@mastodon.social";
pub(crate) const STAFF: &str = "@Staff@mastodon.social";
const HIGHLIGHTS: &str = "@ServerHighlights@mastodon.social";

/// The page with two subjects, which it shows again after a sign-in.
const WISHED: &str = "/fill/?topic=general,books";

pub(crate) async fn tick(t: &Test, what: &str) -> Result<()> {
    t.click(&format!(".tick[aria-label='{what}']")).await
}

/// Opens the page with these ticked and the visitor's server named.
pub(crate) async fn prepared(t: &Test, server: &str, what: &[&str]) -> Result<()> {
    t.open(WISHED).await?;
    t.find("#app[data-app]").await?;
    for it in what {
        tick(t, it).await?;
    }
    name_server(t, &format!("@me@{server}")).await?;
    t.see("#server-status", server).await
}

/// Goes to the server's page and agrees there, or not. Back on the page, one is led to
/// where one has left it: a click before that would hit what scrolls away.
async fn answer(t: &Test, how: &str) -> Result<()> {
    t.click("[data-test='sign-in']").await?;
    t.click(how).await?;
    let led = async || Ok((t.focused().await?.id == "follow-them").then_some(()));
    t.eventually("to be led to the sign-in", led).await
}

pub(crate) async fn sign_in(t: &Test) -> Result<()> {
    answer(t, "#allow").await?;
    t.see("[data-test='signed-in']", "You are signed in as @")
        .await
}

/// Waits until an entry of the list has this outcome.
pub(crate) async fn became(t: &Test, what: &str, outcome: &str) -> Result<()> {
    t.see("[data-test='outcomes'] li", &format!("{what} {outcome}"))
        .await
}

/// Waits until no token of a server's member holds any more.
async fn no_token_lives(t: &Test, server: &str) -> Result<()> {
    let none = async || Ok(t.mock.member(server).live.is_empty().then_some(()));
    t.eventually("every token to be given back", none).await
}

fn set(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

async fn sign_in_follows_what_is_ticked_and_takes_back_exactly_that(t: &Test) -> Result<()> {
    t.mock.already_follows(HOME, "Staff@mastodon.social");
    t.mock.already_follows(HOME, "#Maps");
    let before = t.mock.member(HOME);
    let engineering = "@MastodonEngineering@mastodon.social";
    t.mock.set_account(
        HOME,
        "ServerHighlights@mastodon.social",
        AccountKind::Locked,
    );
    t.mock.set_account(
        HOME,
        "MastodonEngineering@mastodon.social",
        AccountKind::Moved("new@c.example".to_owned()),
    );
    prepared(
        t,
        HOME,
        &["#Introduction", MASTODON, STAFF, HIGHLIGHTS, engineering],
    )
    .await?;
    t.see("[data-test='to-follow']", "1 hashtag and 4 accounts")
        .await?;
    sign_in(t).await?;
    // What was ticked has come along, the page shows what it did, and nothing has been
    // done yet.
    let wished = t
        .js("return [...document.querySelectorAll('.wishes :checked')].map((it) => it.value)")
        .await?;
    ensure!(wished == json!(["general", "books"]), "{wished}");
    t.see("[data-test='to-follow']", "1 hashtag and 4 accounts")
        .await?;
    ensure!(
        t.mock.member(HOME).follows == before.follows,
        "followed unasked"
    );
    t.click("[data-test='follow-all']").await?;
    t.see("[data-test='progress']", "Done.").await?;
    became(t, "#Introduction", "followed").await?;
    became(t, MASTODON, "followed").await?;
    became(t, STAFF, "you followed already").await?;
    became(t, HIGHLIGHTS, "asked").await?;
    became(t, engineering, "has moved to @new@c.example").await?;
    let member = t.mock.member(HOME);
    ensure!(
        member.follows == set(&["Mastodon@mastodon.social", "Staff@mastodon.social"]),
        "{:?}",
        member.follows
    );
    ensure!(member.asked == set(&["ServerHighlights@mastodon.social"]));
    ensure!(
        member.tags == set(&["introduction", "maps"]),
        "{:?}",
        member.tags
    );
    let most = member.requests.values().max();
    ensure!(most <= Some(&2), "{:?}", member.requests);
    t.click("[data-test='undo']").await?;
    t.see("[data-test='progress']", "Taken back").await?;
    let member = t.mock.member(HOME);
    ensure!(
        (member.follows, member.asked, member.tags) == (before.follows, before.asked, before.tags),
        "not as before"
    );
    t.click("[data-test='sign-out']").await?;
    t.see("[data-test='given-back']", "given back").await?;
    ensure!(t.mock.member(HOME).live.is_empty(), "a token lives");
    Ok(())
}

async fn sign_in_leaves_nothing_behind(t: &Test) -> Result<()> {
    prepared(t, HOME, &[MASTODON]).await?;
    sign_in(t).await?;
    ensure!(
        t.path().await? == WISHED,
        "the address is {}",
        t.path().await?
    );
    t.click("[data-test='follow-all']").await?;
    t.see("[data-test='progress']", "Done.").await?;
    let secrets = |t: &Test| {
        let member = t.mock.member(HOME);
        [member.tokens, member.codes].concat()
    };
    let kept = t
        .js(
            "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href,
                                   document.documentElement.outerHTML])",
        )
        .await?;
    let kept = kept.as_str().unwrap_or_default();
    for secret in secrets(t) {
        ensure!(!kept.contains(&secret), "{secret} is kept: {kept}");
    }
    t.click("[data-test='sign-out']").await?;
    t.see("[data-test='given-back']", "given back").await?;
    let member = t.mock.member(HOME);
    ensure!(
        member.tokens.len() == 1 && member.live.is_empty(),
        "{member:?}"
    );
    // Nothing of the token reached the site, and no address or referrer had it.
    for token in &member.tokens {
        ensure!(!t.site.requests().iter().any(|it| it.contains(token)));
        ensure!(!t.mock.requests().iter().any(|it| it.path.contains(token)));
    }
    for request in t.mock.requests() {
        let told = request
            .headers
            .iter()
            .find(|it| *it == "referer" || *it == "cookie");
        // The server's own page may lead on with a referrer of its own, and have an
        // icon.
        let own = ["/oauth/authorize", "/favicon.ico"];
        ensure!(
            told.is_none() || own.iter().any(|it| request.path.contains(it)),
            "{}",
            request.path
        );
    }
    let cached = t
        .js(
            "return caches.keys().then((names) => Promise.all(names.map(async (name) =>
                 (await (await caches.open(name)).keys()).map((it) => it.url).join())))",
        )
        .await;
    if let Ok(cached) = cached {
        ensure!(!cached.to_string().contains("code="), "{cached}");
    }
    // Who comes back to the page is asked nothing and offered the way in again.
    t.open("/fill/").await?;
    t.find("#app[data-app]").await?;
    ensure!(t.count("[data-test='signed-in']").await? == 0);
    Ok(())
}

async fn sign_in_refuses_what_it_did_not_begin(t: &Test) -> Result<()> {
    // A link in a message, to sign the reader in as somebody else.
    t.open("/fill/?code=stolen&state=made-up").await?;
    t.see("[data-test='trouble']", "did not begin in this tab")
        .await?;
    t.at("no code in the address", |it| it == "/fill/").await?;
    ensure!(t.mock.requests().is_empty(), "{:?}", t.mock.requests());
    // Not even without a state. What the picker and a pack have put there stays.
    t.open("/fill/?topic=books&error=access_denied#pack=1&name=Friends&with=ana@x.example")
        .await?;
    t.see("[data-test='trouble']", "did not begin in this tab")
        .await?;
    t.see("[data-test='shared-pack'] h2", "Friends").await?;
    t.at("no error in the address", |it| it == "/fill/?topic=books")
        .await?;
    // Another page has a query of its own.
    t.open("/about/?state=mine").await?;
    t.find("#app[data-app]").await?;
    t.at("its query", |it| it == "/about/?state=mine").await?;
    for (how, words) in [
        (Return::WrongState, "did not begin in this tab"),
        (Return::WrongIssuer, "Another server answered"),
    ] {
        t.mock.set_return(HOME, how);
        prepared(t, HOME, &[]).await?;
        if t.js("return document.querySelectorAll('.tick:checked').length")
            .await?
            == 0
        {
            tick(t, MASTODON).await?;
        }
        answer(t, "#allow").await?;
        t.see("[data-test='trouble']", words).await?;
        t.at("no code in the address", |it| it == WISHED).await?;
    }
    t.mock.set_return(HOME, Return::Code);
    answer(t, "#deny").await?;
    t.see("[data-test='trouble']", "You said no").await?;
    ensure!(t.mock.member(HOME).tokens.is_empty(), "a token was given");
    // And it still works.
    sign_in(t).await
}

async fn sign_in_knows_servers_of_many_kinds(t: &Test) -> Result<()> {
    for (server, state) in [
        ("four-two.example", State::Mastodon42),
        ("four-three.example", State::Mastodon43),
        ("gotosocial.example", State::GoToSocial),
        ("misskey.example", State::Misskey),
    ] {
        t.mock.set_server(server, state);
        t.open("/fill/").await?;
        t.find("#app[data-app]").await?;
        t.forget().await?;
        prepared(t, server, &[MASTODON]).await?;
        sign_in(t).await?;
        t.click("[data-test='follow-all']").await?;
        became(t, MASTODON, "followed").await?;
        t.click("[data-test='sign-out']").await?;
        if state == State::Mastodon42 {
            // No page may give a token back there: the way by hand is shown.
            t.see("[data-test='not-given-back']", "take it away there")
                .await?;
            t.expect_problem("CORS");
            t.expect_problem("access control");
        } else {
            t.see("[data-test='given-back']", "given back").await?;
            ensure!(t.mock.member(server).live.is_empty(), "{server}");
        }
    }
    // Its page for those who agreed before gives no code: it is asked to show itself.
    let server = "pleroma.example";
    t.mock.set_server(server, State::Pleroma);
    t.forget().await?;
    prepared(t, server, &[MASTODON]).await?;
    sign_in(t).await?;
    ensure!(t.mock.member(server).live.len() == 1);
    Ok(())
}

async fn sign_in_says_where_it_cannot_work(t: &Test) -> Result<()> {
    t.expect_problem("CORS");
    t.expect_problem("access control");
    let server = "pixelfed.example";
    t.mock.set_server(server, State::Pixelfed);
    prepared(t, server, &[MASTODON]).await?;
    t.click("[data-test='sign-in']").await?;
    t.see("[data-test='trouble']", "does not let web pages ask it")
        .await?;
    t.mock.set_fault("apps", Some(Fault::Status(429)))?;
    name_server(t, HOME).await?;
    t.see("#server-status", HOME).await?;
    t.click("[data-test='sign-in']").await?;
    t.see("[data-test='trouble']", "too many sign-ins").await?;
    t.mock.set_fault("apps", Some(Fault::Html))?;
    t.click("[data-test='sign-in']").await?;
    t.see("[data-test='trouble']", "cannot read").await?;
    t.mock.set_fault("apps", None)?;
    t.mock.set_fault("token", Some(Fault::Status(500)))?;
    answer(t, "#allow").await?;
    t.see("[data-test='trouble']", "cannot read").await?;
    ensure!(t.mock.member(HOME).tokens.is_empty());
    Ok(())
}

async fn sign_in_by_a_pasted_code(t: &Test) -> Result<()> {
    t.site.run_first(HOLDS_FRAMES);
    prepared(t, HOME, &[MASTODON]).await?;
    t.click("[data-test='sign-in-paste']").await?;
    // A busy device paints late: what is done then must not take the focus from a field.
    t.js("window.framesHeld = true").await?;
    t.click("[data-test='paste-cancel']").await?;
    t.click("[data-test='sign-in-paste']").await?;
    let links = async || {
        let links = t.attributes("[data-test='paste-open']", "href").await?;
        Ok(links.first().and_then(|it| it.as_str()).map(str::to_owned))
    };
    let link = t.eventually("a way to the code", links).await?;
    let page = reqwest::get(link).await?.text().await?;
    let code = page
        .split("id=\"code\">")
        .nth(1)
        .and_then(|it| it.split('<').next());
    let code = code.unwrap_or_default().to_owned();
    let field = t.find("#code").await?;
    t.js("document.querySelector('#code').focus()").await?;
    t.release_frames().await?;
    let focused = t.focused().await?;
    ensure!(focused.id == "code", "the focus is on {focused:?}");
    field.send_keys(format!(" {code} ")).await?;
    t.click_text("button", "Go on").await?;
    t.see("[data-test='signed-in']", "@me@garden.example")
        .await?;
    t.click("[data-test='follow-all']").await?;
    became(t, MASTODON, "followed").await?;
    t.see("[data-test='progress']", "Done.").await?;
    // More is ticked: one list, and one way back. The server writes the hashtag in a
    // way of its own.
    tick(t, STAFF).await?;
    tick(t, "#Présentation").await?;
    t.click("[data-test='follow-all']").await?;
    became(t, STAFF, "followed").await?;
    became(t, "#Présentation", "followed").await?;
    became(t, MASTODON, "followed").await?;
    let tags = t.mock.member(HOME).tags;
    ensure!(tags == set(&["presentation"]), "{tags:?}");
    t.see("[data-test='undo']", "the 3 that").await?;
    t.click("[data-test='undo']").await?;
    t.see("[data-test='progress']", "Taken back").await?;
    let member = t.mock.member(HOME);
    ensure!(
        member.follows.is_empty() && member.tags.is_empty(),
        "{member:?}"
    );
    Ok(())
}

async fn sign_in_as_another_account_is_told(t: &Test) -> Result<()> {
    t.mock.set_member(HOME, "somebody_else");
    prepared(t, HOME, &[MASTODON]).await?;
    sign_in(t).await?;
    t.see("[data-test='signed-in']", "@somebody_else@garden.example")
        .await?;
    t.see(
        ".follow-them .notice",
        "another account than the one you typed",
    )
    .await?;
    t.click("[data-test='sign-out']").await?;
    t.see("[data-test='given-back']", "given back").await?;
    ensure!(t.mock.member(HOME).follows.is_empty());
    Ok(())
}

async fn following_waits_where_a_server_says_so(t: &Test) -> Result<()> {
    t.mock.double_headers(HOME);
    t.mock
        .set_account(HOME, "Staff@mastodon.social", AccountKind::Refused);
    t.mock
        .set_account(HOME, "ServerHighlights@mastodon.social", AccountKind::Gone);
    prepared(t, HOME, &[MASTODON, STAFF, HIGHLIGHTS]).await?;
    sign_in(t).await?;
    t.mock.set_fault("follow", Some(Fault::At(1, 429)))?;
    t.mock
        .set_fault("search", Some(Fault::Slow(Duration::from_millis(300))))?;
    t.click("[data-test='follow-all']").await?;
    t.see("[data-test='progress']", "lets nobody follow more for now")
        .await?;
    t.see("[data-test='progress']", "Done.").await?;
    became(t, MASTODON, "followed").await?;
    became(t, STAFF, "your server refused").await?;
    became(t, HIGHLIGHTS, "not found").await?;
    let member = t.mock.member(HOME);
    ensure!(
        member.requests.values().all(|it| *it <= 2),
        "{:?}",
        member.requests
    );
    Ok(())
}

/// Follows the first of two accounts; then the server ends the sign-in.
pub(crate) async fn half_followed(t: &Test) -> Result<()> {
    prepared(t, HOME, &[MASTODON, STAFF]).await?;
    sign_in(t).await?;
    t.mock.set_fault("follow", Some(Fault::At(2, 401)))?;
    t.click("[data-test='follow-all']").await?;
    t.see("[data-test='trouble']", "has ended the sign-in")
        .await?;
    became(t, MASTODON, "followed").await?;
    became(t, STAFF, "not yet").await
}

async fn following_goes_on_after_the_sign_in_ended(t: &Test) -> Result<()> {
    half_followed(t).await?;
    // The server may have refused only this once: the token is given back.
    no_token_lives(t, HOME).await?;
    sign_in(t).await?;
    t.click("[data-test='resume']").await?;
    t.see("[data-test='progress']", "Done.").await?;
    became(t, STAFF, "followed").await?;
    let member = t.mock.member(HOME);
    ensure!(
        member.requests.values().all(|it| *it <= 2),
        "{:?}",
        member.requests
    );
    t.click("[data-test='undo']").await?;
    t.see("[data-test='progress']", "Taken back").await?;
    ensure!(t.mock.member(HOME).follows.is_empty());
    Ok(())
}

async fn following_goes_on_after_a_reload(t: &Test) -> Result<()> {
    prepared(t, HOME, &[MASTODON, STAFF]).await?;
    sign_in(t).await?;
    // The server does what it is asked, and its answer does not come in time.
    t.mock
        .set_fault("follow", Some(Fault::Slow(Duration::from_secs(60))))?;
    t.click("[data-test='follow-all']").await?;
    let sent = async || {
        let posts = t.mock.requests();
        let mut posts = posts.iter().filter(|it| it.method == "POST");
        Ok(posts.any(|it| it.path.ends_with("/follow")).then_some(()))
    };
    t.eventually("a follow on its way", sent).await?;
    t.open("/fill/").await?;
    no_token_lives(t, HOME).await?;
    t.mock.set_fault("follow", None)?;
    // The list is there, and waits for the visitor.
    t.see("[data-test='progress']", "Paused.").await?;
    sign_in(t).await?;
    t.click("[data-test='resume']").await?;
    t.see("[data-test='progress']", "Done.").await?;
    let member = t.mock.member(HOME);
    ensure!(
        member.follows == set(&["Mastodon@mastodon.social", "Staff@mastodon.social"]),
        "{:?}",
        member.follows
    );
    let posts = t.mock.requests();
    let posts = posts
        .iter()
        .filter(|it| it.method == "POST" && it.path.ends_with("/follow"));
    let posts: Vec<_> = posts.map(|it| it.path.as_str()).collect();
    ensure!(posts.len() == 2, "{posts:?}");
    t.click("[data-test='undo']").await?;
    t.see("[data-test='progress']", "Taken back").await?;
    ensure!(t.mock.member(HOME).follows.is_empty());
    Ok(())
}

async fn sign_in_is_accessible(t: &Test) -> Result<()> {
    prepared(t, HOME, &["#Introduction", MASTODON]).await?;
    sign_in(t).await?;
    let focused = t.focused().await?;
    ensure!(focused.id == "follow-them", "{focused:?}");
    t.click("[data-test='follow-all']").await?;
    t.see("[data-test='progress']", "Done.").await?;
    // The pressed button is gone; what it did is told where the focus is now.
    let there = async || {
        let focused = t.focused().await?;
        Ok((focused.id == "follow-progress").then_some(()))
    };
    t.eventually("the focus at what is going on", there).await?;
    for width in [320, 1280] {
        t.window(width, 900).await?;
        t.accessible().await?;
        t.fits().await?;
    }
    let told = t.attributes("[data-test='progress']", "role").await?;
    ensure!(told == [json!("status")], "{told:?}");
    Ok(())
}
