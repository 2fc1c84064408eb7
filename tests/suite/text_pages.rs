//! The pages that are plain HTML: whole without any script, better with one.

use e2e::browser::Browser;
use e2e::{Case, Context, Profile, Result, Test, case, ensure};
use serde_json::json;
use thirtyfour::Key;

/// axe's verdict does not differ in WebKit, and it has no say in dark mode and
/// narrow windows there.
const THESE: &[Browser] = &[Browser::Chromium, Browser::Firefox];

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(every_text_page_is_accessible_and_fits).only(THESE),
        case!(every_text_page_is_accessible_in_the_dark)
            .only(THESE)
            .profile(Profile::dark()),
        case!(charts_are_as_wide_as_their_frames),
        case!(todays_figures_take_the_place_of_the_built_ones),
        case!(the_built_figures_stay_when_nothing_answers),
        case!(the_apps_of_a_device_are_shown_alone),
        case!(following_from_ones_own_server),
    ]
}

const PAGES: [&str; 14] = [
    "/about/",
    "/different/",
    "/network/",
    "/networks/",
    "/articles/",
    "/movement/",
    "/apps/",
    "/fill/",
    "/follow/",
    "/follow-me/",
    "/invite/",
    "/join-in/",
    "/print/",
    "/privacy/",
];

async fn every_text_page_is_accessible_and_fits(t: &Test) -> Result<()> {
    for path in PAGES {
        t.open(path).await?;
        t.text("h1").await?;
        // What is folded away counts too.
        t.js("document.querySelectorAll('details').forEach((it) => { it.open = true })")
            .await?;
        for width in [320, 1280] {
            t.window(width, 900).await?;
            let at = || format!("{path}, {width} px");
            t.accessible().await.with_context(at)?;
            t.fits().await.with_context(at)?;
        }
    }
    Ok(())
}

async fn every_text_page_is_accessible_in_the_dark(t: &Test) -> Result<()> {
    for path in PAGES {
        t.open(path).await?;
        t.text("h1").await?;
        t.accessible().await.context(path)?;
    }
    Ok(())
}

/// The style sheets of the picker are on these pages, too: their rules must not
/// get hold of the charts.
async fn charts_are_as_wide_as_their_frames(t: &Test) -> Result<()> {
    t.open("/network/").await?;
    t.text("h1").await?;
    for width in [360, 1280] {
        t.window(width, 900).await?;
        let sizes = t
            .js("return [...document.querySelectorAll('.graph')].map((it) => {
                    const size = (of) => it.querySelector(of)?.getBoundingClientRect();
                    const [chart, key] = [size(':scope > svg'), size('.key svg')];
                    return [chart.width / it.clientWidth, chart.height / chart.width, key?.width ?? 0];
                })")
            .await?;
        let sizes: Vec<[f64; 3]> = serde_json::from_value(sizes)?;
        ensure!(sizes.len() == 3, "{sizes:?}");
        for [share, shape, key] in sizes {
            ensure!(share > 0.75, "{width}: a chart takes {share} of its frame");
            ensure!((0.6..0.75).contains(&shape), "{width}: drawn {shape} high");
            ensure!(key < 48.0, "{width}: the key's line is {key} px long");
        }
    }
    Ok(())
}

/// Plays the statistics, on the site's own origin.
pub(crate) fn serve(t: &Test, statistics: &str) {
    t.site.replace("/api/statistics", statistics);
    t.site
        .replace("/config.json", r#"{"api":"/api","offline":false}"#);
}

async fn todays_figures_take_the_place_of_the_built_ones(t: &Test) -> Result<()> {
    let day = |period: &str, servers: u32, active: u32| {
        json!({
            "period": period,
            "server_count": servers.to_string(),
            "user_count": "9876543.0",
            "active_user_count": active.to_string(),
        })
    };
    let series = json!([
        day("2031-04-03", 7000, 654_321),
        day("2031-04-04", 11, 21),
        day("2031-04-05", 7100, 123_456),
    ]);
    serve(t, &series.to_string());
    t.open("/network/").await?;
    t.see("[data-live='active']", "654,321").await?;
    t.see("[data-live='accounts']", "9.9 million").await?;
    t.see("[data-live='servers']", "7,000").await?;
    t.see("[data-live='when']", "3 April 2031").await
}

async fn the_built_figures_stay_when_nothing_answers(t: &Test) -> Result<()> {
    serve(t, "<html>Sorry</html>");
    t.open("/network/").await?;
    let built = t.text("[data-live='when']").await?;
    ensure!(built.contains("202"), "no date: {built}");
    t.text("[data-live='active']").await?;
    // Time enough for the script to make a mistake.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let after = t.text("[data-live='when']").await?;
    ensure!(after == built, "{built} became {after}");
    Ok(())
}

async fn the_apps_of_a_device_are_shown_alone(t: &Test) -> Result<()> {
    t.open("/apps/").await?;
    t.text("h1").await?;
    // The tests run on Linux, or at least their browsers say so.
    let visible = "[...document.querySelectorAll('.app-list > li')]
        .filter((it) => it.offsetParent).map((it) => it.dataset.is)";
    // The program, which knows the machine, comes when the page is idle.
    let own = async || {
        let chosen = t.js("return document.querySelector('input[name=device]:checked').value");
        Ok((chosen.await? == "linux").then_some(()))
    };
    t.eventually("this machine's apps", own).await?;
    for key in ["retro", "linux"] {
        t.click(&format!("input[value='{key}']")).await?;
        let shown: Vec<String> = serde_json::from_value(t.js(&format!("return {visible}")).await?)?;
        ensure!(!shown.is_empty(), "no apps for {key}");
        ensure!(
            shown.iter().all(|on| on.split(' ').any(|it| it == key)),
            "{key}: {shown:?}"
        );
        t.see(
            ".filtered [role='status']",
            &format!("{} apps", shown.len()),
        )
        .await?;
    }
    Ok(())
}

async fn following_from_ones_own_server(t: &Test) -> Result<()> {
    t.open("/follow/").await?;
    ensure!(
        t.count("[data-follow]:not([hidden])").await? == 0,
        "a button leads nowhere"
    );
    t.find("#app[data-app]").await?;
    t.tab_to("the field", |it| it.text.starts_with("Your server"))
        .await?;
    t.press("nowhere").await?;
    t.press(Key::Enter).await?;
    t.see("#server-problem", "neither an address nor").await?;
    t.accessible().await?;
    t.js("document.querySelector('#server').value = ''").await?;
    t.press("@ana@garden.example").await?;
    t.press(Key::Enter).await?;
    t.see("#server-status", "Links now lead to garden.example")
        .await?;
    let leads = "https://garden.example/authorize_interaction?uri=\
                 acct%3Aspreadmastodon%40mastodon.social";
    let first = async || {
        let links = t.attributes("[data-follow]:not([hidden])", "href").await?;
        Ok::<_, e2e::Error>(links.first() == Some(&json!(leads)))
    };
    ensure!(first().await?, "not to {leads}");
    // Asked once: the next visit knows.
    t.open("/follow/").await?;
    t.see("[data-follow]", "garden.example").await?;
    ensure!(first().await?, "forgotten");
    t.click("[data-forget]").await?;
    t.see("#server-status", "Forgotten.").await?;
    t.open("/follow/").await?;
    t.find("#app[data-app]").await?;
    ensure!(!first().await?, "not forgotten");
    Ok(())
}
