//! The live check: what each shown server says at this moment.

use std::collections::BTreeMap;

use e2e::{Case, Context, Result, Test, case, ensure, say};
use mock_api::{Fault, State};
use serde_json::json;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(each_answer_is_said),
        case!(a_page_of_their_own_is_linked),
        case!(other_software_is_named),
        case!(an_old_server_is_asked_twice_and_no_more),
        case!(what_cannot_be_checked_is_never_called_down),
        case!(an_error_page_is_not_the_servers_word),
        case!(a_closed_server_gives_its_place_to_the_next),
        case!(when_all_are_closed_it_ends),
        case!(only_shown_servers_are_asked_and_only_then),
        case!(a_card_says_whether_its_server_grows),
        case!(a_late_list_leaves_the_checks_alone),
        case!(the_outcome_is_read_out_once_and_nothing_moves),
    ]
}

const RESULTS: &str = "/servers/?v=1&topic=tech&lang=en&seed=5";
const LIVE: &str = "[data-test='picks'] [data-test='live']";

/// Waits until all three checks are in this state.
async fn all(t: &Test, state: &str) -> Result<()> {
    let there = async || {
        let states = t.attributes(LIVE, "data-state").await?;
        let all = states.len() == 3 && states.iter().all(|it| *it == json!(state));
        Ok(all.then_some(()))
    };
    let outcome = t.eventually(&format!("three times `{state}`"), there).await;
    if outcome.is_err() {
        let states = t.attributes(LIVE, "data-state").await?;
        return outcome.with_context(|| format!("the states are {states:?}"));
    }
    outcome
}

async fn each_answer_is_said(t: &Test) -> Result<()> {
    for (state, key, words, button) in [
        (State::Open, "open", "live.open", "results.create_account"),
        (
            State::Approval { reason: None },
            "approval",
            "live.approval",
            "results.ask_to_join",
        ),
        (
            State::Approval { reason: Some(true) },
            "approval",
            "live.approval_reason",
            "results.ask_to_join",
        ),
        (
            State::Approval {
                reason: Some(false),
            },
            "approval",
            "live.approval_no_reason",
            "results.ask_to_join",
        ),
    ] {
        t.mock.set_server("*", state);
        t.open(RESULTS).await?;
        all(t, key).await?;
        t.reads(LIVE, words).await?;
        t.see("[data-test='picks'] [data-test='sign-up']", say(button)?)
            .await?;
    }
    t.mock.set_server("*", State::MinAge(16));
    t.open(RESULTS).await?;
    all(t, "open").await?;
    t.see(LIVE, "From 16 years of age.").await
}

async fn a_page_of_their_own_is_linked(t: &Test) -> Result<()> {
    t.mock.set_server("*", State::SingleSignOn);
    t.open(RESULTS).await?;
    all(t, "elsewhere").await?;
    for card in t.three_cards().await? {
        let href = card.sign_up.unwrap_or_default();
        ensure!(
            href == format!("https://sso.{}/register?client=mastodon", card.domain),
            "the button leads to {href}"
        );
        ensure!(
            card.text
                .contains(&format!("You sign up at sso.{}", card.domain)),
            "where it leads is not said: {}",
            card.text
        );
    }
    Ok(())
}

async fn other_software_is_named(t: &Test) -> Result<()> {
    for (state, name) in [
        (State::Pixelfed, "Pixelfed"),
        (State::GoToSocial, "GoToSocial"),
    ] {
        t.mock.set_server("*", state);
        t.open(RESULTS).await?;
        // Each card on its own: the three answers come one after the other, and
        // until its own has come, a card leads to Mastodon's sign-up page.
        let words = format!("It runs {name}, not Mastodon.");
        let named = async || {
            let cards = t.three_cards().await?;
            let all = cards.iter().all(|card| card.text.contains(&words));
            Ok(all.then_some(cards))
        };
        let cards = t
            .eventually(&format!("three times `{words}`"), named)
            .await?;
        for card in cards {
            let href = card.sign_up.unwrap_or_default();
            ensure!(
                href == format!("https://{}/", card.domain),
                "{name} has no page of Mastodon's, but {href} is linked"
            );
        }
    }
    Ok(())
}

async fn an_old_server_is_asked_twice_and_no_more(t: &Test) -> Result<()> {
    t.mock.set_server("*", State::V1Only);
    t.expect_problem("127.0.0.1");
    t.open(RESULTS).await?;
    all(t, "open").await?;
    for domain in t.picks().await? {
        let asked = t.mock.requests_to(&format!("/instance/{domain}/"));
        let paths: Vec<&str> = asked.iter().map(|it| it.path.as_str()).collect();
        ensure!(
            paths
                == [
                    format!("/instance/{domain}/api/v2/instance"),
                    format!("/instance/{domain}/api/v1/instance"),
                ],
            "{paths:?}"
        );
    }
    Ok(())
}

async fn what_cannot_be_checked_is_never_called_down(t: &Test) -> Result<()> {
    t.expect_problem("127.0.0.1");
    t.expect_problem("CORS");
    t.expect_problem("Access-Control-Allow-Origin");
    for (state, words) in [
        (State::Failing, "live.unchecked"),
        (State::NoCors, "live.unchecked"),
        (State::Limited, "live.unchecked_members"),
        (State::Never, "live.unchecked"),
    ] {
        t.mock.set_server("*", state);
        t.open(RESULTS).await?;
        let before = t.three_cards().await?;
        let start = std::time::Instant::now();
        all(t, "unchecked").await?;
        let took = start.elapsed().as_secs();
        ensure!(took < 8, "given up after {took} seconds only");
        t.reads(LIVE, words).await?;
        let after = t.three_cards().await?;
        for (before, after) in before.iter().zip(&after) {
            ensure!(before.domain == after.domain, "a pick changed");
            ensure!(after.sign_up == before.sign_up, "a link changed");
        }
    }
    Ok(())
}

/// What stands in front of a server (a filter, a password for all) answers with a
/// page; that says nothing of who may join.
async fn an_error_page_is_not_the_servers_word(t: &Test) -> Result<()> {
    t.expect_problem("127.0.0.1");
    for status in ["403", "401"] {
        t.mock.set_fault("instance", Some(status.parse()?))?;
        t.open(RESULTS).await?;
        t.three_cards().await?;
        all(t, "unchecked").await?;
        t.reads(LIVE, "live.unchecked").await?;
        let said = t.texts(LIVE).await?.join(" ");
        let members = say("live.unchecked_members")?;
        ensure!(!said.contains(members), "{status}: {said}");
    }
    Ok(())
}

/// No list but the bundled one, so that nothing else changes the picks.
async fn no_newer_list(t: &Test) -> Result<()> {
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    Ok(())
}

async fn a_closed_server_gives_its_place_to_the_next(t: &Test) -> Result<()> {
    no_newer_list(t).await?;
    t.mock.set_server("*", State::Open);
    t.open(RESULTS).await?;
    all(t, "open").await?;
    let before = t.picks().await?;
    t.mock.set_server(&before[1], State::Closed);
    t.js("localStorage.clear(); sessionStorage.clear()").await?;
    t.open(RESULTS).await?;
    t.reads("[data-test='instead']", "live.instead").await?;
    all(t, "open").await?;
    let after = t.picks().await?;
    ensure!(
        before[0] == after[0] && before[2] == after[2] && before[1] != after[1],
        "{before:?} became {after:?}"
    );
    t.see("[data-test='instead']", &before[1]).await?;
    // Another draw: what is known to be closed does not come back.
    t.click("[data-test='three-others']").await?;
    all(t, "open").await?;
    let others = t.picks().await?;
    ensure!(!others.contains(&before[1]), "{others:?}");
    Ok(())
}

async fn when_all_are_closed_it_ends(t: &Test) -> Result<()> {
    no_newer_list(t).await?;
    t.mock.set_server("*", State::Closed);
    t.open(RESULTS).await?;
    all(t, "closed").await?;
    t.reads(LIVE, "live.closed").await?;
    t.three_cards().await?;
    let ways_in = t.texts("[data-test='picks'] [data-test='sign-up']").await?;
    ensure!(
        ways_in.iter().all(|it| it.trim().is_empty()),
        "closed, and still: {ways_in:?}"
    );
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    for request in t.mock.requests_to("/instance/") {
        *asked.entry(request.path).or_default() += 1;
    }
    ensure!(asked.len() == 6, "three, and one for each: {asked:#?}");
    ensure!(asked.values().all(|times| *times == 1), "{asked:#?}");
    Ok(())
}

async fn a_card_says_whether_its_server_grows(t: &Test) -> Result<()> {
    const TREND: &str = "[data-test='picks'] [data-fact='trend'] dd";
    t.open(RESULTS).await?;
    all(t, "open").await?;
    // The mock's servers lose a fifth in two months.
    let falling = say("results.trend_falling")?;
    let said = async || {
        let said = t.texts(TREND).await?;
        Ok((said.len() == 3 && said.iter().all(|it| it == falling)).then_some(()))
    };
    t.eventually("the trends", said).await?;
    for domain in t.picks().await? {
        let asked = t.mock.requests_to(&format!("/instance/{domain}/"));
        ensure!(asked.len() == 2, "{asked:?}");
    }
    Ok(())
}

async fn a_late_list_leaves_the_checks_alone(t: &Test) -> Result<()> {
    t.mock.set_fault("directory", Some(Fault::Held))?;
    t.open(RESULTS).await?;
    all(t, "open").await?;
    let picks = t.picks().await?;
    // Each was asked what it is, and for its weeks.
    let asked = async || Ok((t.mock.requests_to("/instance/").len() == 6).then_some(()));
    t.eventually("six requests", asked).await?;
    t.reads("[data-test='sources']", "directory.fetching")
        .await?;
    t.mock.set_fault("directory", None)?;
    let fetching = say("directory.fetching")?;
    let came = async || {
        let said = t.texts("[data-test='sources']").await?.concat();
        Ok((!said.is_empty() && !said.contains(fetching)).then_some(()))
    };
    t.eventually("the list", came).await?;
    all(t, "open").await?;
    ensure!(t.picks().await? == picks);
    let asked = t.mock.requests_to("/instance/").len();
    ensure!(asked == 6, "the servers were asked again: {asked} times");
    Ok(())
}

async fn only_shown_servers_are_asked_and_only_then(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    for _ in 0..3 {
        t.go_on().await?;
    }
    t.question("quiz.size").await?;
    ensure!(
        t.mock.requests_to("/instance/").is_empty(),
        "servers are asked before there is anything to show"
    );
    t.go_on().await?;
    let cards = t.three_cards().await?;
    let known = async || {
        let states = t.attributes(LIVE, "data-state").await?;
        Ok((!states.contains(&json!("checking"))).then_some(()))
    };
    t.eventually("the checks", known).await?;
    let shown = t.picks().await?;
    for request in t.mock.requests_to("/instance/") {
        let on_page = |domain: &String| request.path.contains(&format!("/{domain}/"));
        let first = cards.iter().any(|card| on_page(&card.domain));
        ensure!(first || shown.iter().any(on_page), "{}", request.path);
        ensure!(
            !request.headers.iter().any(|it| it == "cookie"),
            "{request:?}"
        );
    }
    Ok(())
}

async fn the_outcome_is_read_out_once_and_nothing_moves(t: &Test) -> Result<()> {
    t.mock
        .set_server("*", State::Approval { reason: Some(true) });
    t.window(360, 800).await?;
    t.open(RESULTS).await?;
    all(t, "approval").await?;
    let says = async || {
        let said = t
            .js("return document.querySelector('[data-test=\"announcer\"]').textContent")
            .await?;
        Ok((said == "Checked: 3 of these servers take new members now.").then_some(()))
    };
    t.eventually("the summary in the live region", says).await?;
    let shift = t.layout_shift().await?;
    ensure!(shift <= 0.02, "the page moved by {shift}");
    Ok(())
}
