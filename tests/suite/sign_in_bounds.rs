//! What a sign-in is bound to: one account, one registration, one place of the site.

use crate::delivery::in_a_folder;
use crate::fill::name_server;
use crate::sign_in::{HOME, MASTODON, STAFF, became, half_followed, prepared, sign_in, tick};
use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        // Which token goes where is decided by the program alone.
        case!(a_list_is_for_the_account_that_began_it).only(&[Browser::Chromium]),
        case!(a_server_that_forgot_the_site_is_asked_anew),
        // Paths do not differ in other engines; the root is signed in from in all.
        case!(the_embed_leads_to_a_sign_in_in_a_folder).only(&[Browser::Chromium]),
    ]
}

async fn a_list_is_for_the_account_that_began_it(t: &Test) -> Result<()> {
    half_followed(t).await?;
    let of_home = "/instance/garden.example/api/";
    let follows = t.mock.member(HOME).follows;
    ensure!(follows.len() == 1, "{follows:?}");
    // Somebody else's server, then another account of the same one. Of the first only
    // the server is named: its members have another domain than it has.
    let other = "social.split.example";
    t.mock.set_member(HOME, "another");
    for (named, domain, me) in [
        (other, other, "@me@split.example"),
        ("@another@garden.example", HOME, "@another@garden.example"),
    ] {
        name_server(t, named).await?;
        t.see("#server-status", domain).await?;
        sign_in(t).await?;
        t.see("[data-test='signed-in']", me).await?;
        t.see("[data-test='other-list']", "belongs to @me@garden.example")
            .await?;
        let asked = t.mock.requests_to(of_home).len();
        for button in ["resume", "undo", "follow-all"] {
            let shown = t.count(&format!("[data-test='{button}']")).await?;
            ensure!(shown == 0, "{button} is offered to {me}");
        }
        // Not even a press on a hidden button does anything.
        t.js("for (const it of ['resume', 'undo', 'follow-all'])
                  document.querySelector(`[data-test='${it}']`).click()")
            .await?;
        if domain == HOME {
            t.click("[data-test='clear']").await?;
            t.gone("[data-test='other-list']").await?;
        } else {
            t.click("[data-test='sign-out']").await?;
            t.see("[data-test='given-back']", "given back").await?;
        }
        ensure!(
            t.mock.requests_to(of_home).len() == asked,
            "{me} went to the server of the list"
        );
    }
    ensure!(t.mock.member(HOME).follows == follows, "not as it was left");
    ensure!(t.mock.member(other).follows.is_empty());
    t.click("[data-test='follow-all']").await?;
    t.see("[data-test='progress']", "Done.").await?;
    became(t, STAFF, "followed").await
}

async fn a_server_that_forgot_the_site_is_asked_anew(t: &Test) -> Result<()> {
    t.expect_problem("400");
    prepared(t, HOME, &[MASTODON]).await?;
    sign_in(t).await?;
    t.click("[data-test='sign-out']").await?;
    t.see("[data-test='given-back']", "given back").await?;
    t.mock.forget_apps(HOME);
    t.click("[data-test='sign-in']").await?;
    t.see("body", "unknown client").await?;
    // It leads nowhere but back, to a page that asks nobody any more.
    if t.browser == Browser::Webkit {
        // Its driver answers nothing after a way back that changes the process, as our
        // `Cross-Origin-Opener-Policy` makes it: docs/testing.md, open points.
        t.open("/fill/").await?;
    } else {
        t.go_back().await?;
    }
    t.see("[data-test='sign-in']", HOME).await?;
    sign_in(t).await
}

async fn the_embed_leads_to_a_sign_in_in_a_folder(t: &Test) -> Result<()> {
    let (site, folder) = in_a_folder()?;
    t.stand_before(&site, folder);
    t.open(&format!("{folder}embed/?topic=books&lang=en"))
        .await?;
    t.question("quiz.topics").await?;
    t.click("[data-test='see-now']").await?;
    t.three_cards().await?;
    let links = t.attributes("[data-test='to-fill']", "href").await?;
    let link = links.first().and_then(|it| it.as_str());
    let link = link.context("no way from the embed")?.to_owned();
    ensure!(link.starts_with(&format!("{folder}fill/?")), "{link}");
    t.open(&link).await?;
    t.find("#app[data-app]").await?;
    tick(t, "#Bookstodon").await?;
    name_server(t, "@me@garden.example").await?;
    t.see("#server-status", HOME).await?;
    sign_in(t).await?;
    t.at("what was shown, and no code", |it| it == link).await?;
    t.click("[data-test='follow-all']").await?;
    became(t, "#Bookstodon", "followed").await?;
    t.click("[data-test='sign-out']").await?;
    t.see("[data-test='given-back']", "given back").await?;
    let member = t.mock.member(HOME);
    ensure!(
        member.tags.contains("bookstodon") && member.live.is_empty(),
        "{member:?}"
    );
    Ok(())
}
