//! One server, looked at closely.

use e2e::browser::Browser;
use e2e::page::HOLDS_FRAMES;
use e2e::{Case, Profile, Result, Test, case, ensure, say};
use mock_api::{BlockList, DataSource, State};

use crate::results::{ask_for, row};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(details_open_from_a_card_and_lead_back),
        case!(who_is_in_a_field_already_stays_there),
        case!(nothing_is_asked_before_they_are_opened),
        // WebKitGTK speaks the languages that the system has installed.
        case!(rules_come_in_the_visitors_language)
            .only(&[Browser::Chromium, Browser::Firefox])
            .profile(Profile::speaking(&["de"])),
        case!(rules_stay_in_a_language_that_the_visitor_prefers_to_a_translation),
        case!(whom_it_blocks_is_told_as_far_as_it_shows),
        case!(whether_two_servers_talk_is_told_both_ways),
        case!(made_up_figures_are_shown_nowhere),
        case!(what_is_not_known_is_said),
        case!(details_are_accessible).only(&[Browser::Chromium, Browser::Firefox]),
    ]
}

const RESULTS: &str = "/servers/?v=1&topic=tech&lang=en&seed=5";
const PAGE: &str = "[data-test='details']";

/// A server of the bundled directory.
const SERVER: &str = "mastodon.social";

async fn open(t: &Test) -> Result<()> {
    t.open(&format!("{RESULTS}&server={SERVER}")).await?;
    t.see("h1", SERVER).await
}

async fn details_open_from_a_card_and_lead_back(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    let picks = t.picks().await?;
    t.click("[data-test='picks'] [data-test='details-link']")
        .await?;
    t.find(&format!("{PAGE}[data-domain='{}']", picks[0]))
        .await?;
    let focused = async || Ok((t.focused().await?.tag == "h1").then_some(()));
    t.eventually("the focus on the heading", focused).await?;
    for key in ["rules", "facts", "activity", "blocks", "talk"] {
        t.see(&format!("{PAGE} h2"), say(&format!("details.{key}"))?)
            .await?;
    }
    t.driver.back().await?;
    ensure!(t.picks().await? == picks, "other picks after going back");
    t.driver.forward().await?;
    t.find(PAGE).await?;
    t.click("[data-test='back']").await?;
    ensure!(t.picks().await? == picks, "other picks after the link back");
    Ok(())
}

/// The details come with a part of the program, after the page that they stand on.
async fn who_is_in_a_field_already_stays_there(t: &Test) -> Result<()> {
    t.site
        .run_first(&format!("{HOLDS_FRAMES} window.framesHeld = true;"));
    open(t).await?;
    t.find("#other").await?;
    t.js("document.querySelector('#other').focus()").await?;
    t.release_frames().await?;
    let focused = t.focused().await?;
    ensure!(focused.id == "other", "the focus is on {focused:?}");
    Ok(())
}

async fn nothing_is_asked_before_they_are_opened(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    t.see("[data-test='picks'] [data-test='live']", "checked just now")
        .await?;
    let more = |t: &Test| {
        let all = t.mock.requests_to("/instance/").into_iter();
        all.filter(|it| it.path.contains("/api/v1/") && !it.path.ends_with("/activity"))
            .count()
    };
    ensure!(more(t) == 0, "{:?}", t.mock.requests_to("/instance/"));
    t.click("[data-test='picks'] [data-test='details-link']")
        .await?;
    t.find("[data-test='weeks'] svg").await?;
    ensure!(more(t) >= 1);
    Ok(())
}

async fn rules_come_in_the_visitors_language(t: &Test) -> Result<()> {
    open(t).await?;
    t.see("[data-test='rules'] [lang='de']", "Sei freundlich.")
        .await?;
    t.see("[data-test='rules']", "Widersprich Ideen, nicht Menschen.")
        .await?;
    // What was not translated stays, and stays text.
    t.see("[data-test='rules']", "pictures & mark sensitive media")
        .await
}

async fn rules_stay_in_a_language_that_the_visitor_prefers_to_a_translation(
    t: &Test,
) -> Result<()> {
    // WebKitGTK takes no languages from its profile: here each browser names them.
    for (languages, rule) in [
        ("['en', 'de']", "Be kind."),
        ("['de', 'en']", "Sei freundlich."),
        ("['eo', 'fr-CA', 'en']", "Soyez bienveillants."),
    ] {
        t.site.run_first(&format!(
            "Object.defineProperty(navigator, 'languages', {{ get() {{ return {languages}; }} }})"
        ));
        open(t).await?;
        t.see("[data-test='rules']", rule).await?;
    }
    Ok(())
}

async fn whom_it_blocks_is_told_as_far_as_it_shows(t: &Test) -> Result<()> {
    let two = ["a.example", "b.example"].map(str::to_owned).to_vec();
    for (list, key) in [
        (BlockList::Members, "details.blocks_members"),
        (BlockList::Hidden, "details.blocks_hidden"),
    ] {
        t.mock.set_block_list(SERVER, list);
        t.expect_problem("127.0.0.1");
        open(t).await?;
        t.reads("[data-test='blocks']", key).await?;
    }
    t.mock.set_block_list(SERVER, BlockList::Public(two));
    open(t).await?;
    t.see("[data-test='blocks']", "2 servers are blocked or limited")
        .await
}

async fn whether_two_servers_talk_is_told_both_ways(t: &Test) -> Result<()> {
    let hidden = "annoying-place.example";
    let none = || BlockList::Public(Vec::new());
    t.mock
        .set_block_list(SERVER, BlockList::Public(vec![hidden.to_owned()]));
    t.mock.set_block_list(hidden, none());
    t.mock.set_block_list("kind.example", none());
    t.mock.set_block_list("private.example", BlockList::Hidden);
    t.expect_problem("127.0.0.1");
    open(t).await?;
    t.see("[data-test='blocks']", "1 server is blocked").await?;
    for (other, here, there) in [
        // Its name is hidden in the list; the digest tells. So for its parts.
        (
            "Annoying-Place.example",
            "mastodon.social blocks annoying-place.example",
            "annoying-place.example does not block mastodon.social",
        ),
        (
            "kind.example",
            "mastodon.social does not block kind.example",
            "kind.example does not block mastodon.social",
        ),
        (
            "private.example",
            "mastodon.social does not block private.example",
            "Whether private.example blocks mastodon.social is not known",
        ),
    ] {
        let field = t.find("#other").await?;
        field.clear().await?;
        field.send_keys(other).await?;
        t.click("[data-test='talk'] button").await?;
        t.see("[data-test='stances']", here).await?;
        t.see("[data-test='stances']", there).await?;
    }
    let field = t.find("#other").await?;
    field.clear().await?;
    field.send_keys("no server").await?;
    t.click("[data-test='talk'] button").await?;
    t.reads("#other-problem", "details.talk_bad").await
}

/// Figures that software makes up which is told to: in the directory, and in the
/// server's own answer.
async fn made_up_figures_are_shown_nowhere(t: &Test) -> Result<()> {
    let mut baffling = row("baffling.example", "A place for tech.", "en", "tech");
    baffling["version"] = "0.19.1".into();
    baffling["total_users"] = 412_345.into();
    baffling["last_week_users"] = 301_122.into();
    let quiet = row("quiet.example", "A place for tech.", "en", "tech");
    let _lists = ask_for(t, DataSource::Rows(vec![baffling, quiet]))?;
    for domain in ["baffling.example", "quiet.example"] {
        t.mock.set_server(domain, State::Baffling);
        t.open(&format!("/servers/?v=1&topic=tech&seed=5&server={domain}"))
            .await?;
        t.see(&format!("{PAGE} [data-test='about']"), "GoToSocial")
            .await?;
        let text = t.text(PAGE).await?;
        for figure in ["301,122", "412,345", "512,345"] {
            ensure!(!text.contains(figure), "{domain}: {figure} in {text}");
        }
    }
    Ok(())
}

async fn what_is_not_known_is_said(t: &Test) -> Result<()> {
    t.mock.set_server(SERVER, State::Failing);
    t.expect_problem("127.0.0.1");
    open(t).await?;
    t.reads(PAGE, "details.not_answered").await?;
    // Once, and beside it what lists know and why it was picked.
    let gone =
        "[data-test='weeks'], [data-test='blocks'], [data-test='rules'], [data-test='about']";
    t.gone(gone).await?;
    t.reads(&format!("{PAGE} h2"), "details.known").await?;
    t.see("[data-test='known']", say("results.fact_size")?)
        .await?;
    let reasons = t.texts(&format!("{PAGE} [data-test='reasons'] li")).await?;
    ensure!(!reasons.is_empty(), "no word on why it was picked");
    t.open("/servers/?v=1&seed=5&server=nobody.example").await?;
    t.reads("h1", "details.missing").await
}

async fn details_are_accessible(t: &Test) -> Result<()> {
    for width in [360, 1280] {
        t.window(width, 900).await?;
        open(t).await?;
        t.find("[data-test='weeks'] svg").await?;
        t.click("[data-test='weeks'] summary").await?;
        t.accessible().await?;
        t.fits().await?;
    }
    Ok(())
}
