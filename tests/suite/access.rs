//! What axe-core finds in each state of the page: nothing.

use e2e::browser::Browser;
use e2e::{Case, Context, Profile, Result, Test, case, say};
use mock_api::State;
use serde_json::json;

/// axe's verdict does not differ in WebKit, and it has no say in dark mode and
/// narrow windows there.
const THESE: &[Browser] = &[Browser::Chromium, Browser::Firefox];

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(pages).only(THESE),
        case!(pages_in_the_dark)
            .only(THESE)
            .profile(Profile::dark()),
        case!(questions).only(THESE),
        case!(questions_in_the_dark)
            .only(THESE)
            .profile(Profile::dark()),
        case!(results).only(THESE),
        case!(results_in_the_dark)
            .only(THESE)
            .profile(Profile::dark()),
        case!(checks).only(THESE),
        case!(checks_in_the_dark)
            .only(THESE)
            .profile(Profile::dark()),
        case!(waiting_and_nothing).only(THESE),
        case!(waiting_and_nothing_in_the_dark)
            .only(THESE)
            .profile(Profile::dark()),
        case!(comparison_in_the_dark)
            .only(THESE)
            .profile(Profile::dark()),
        case!(four_times_as_large_and_from_right_to_left).only(THESE),
    ]
}

/// A phone and a laptop.
const WIDTHS: [u32; 2] = [360, 1280];

async fn at_each_width(t: &Test, state: &str) -> Result<()> {
    for width in WIDTHS {
        t.window(width, 900).await?;
        t.accessible()
            .await
            .with_context(|| format!("{state}, {width} px"))?;
        t.fits()
            .await
            .with_context(|| format!("{state}, {width} px"))?;
    }
    Ok(())
}

async fn pages(t: &Test) -> Result<()> {
    for (path, heading) in [
        ("/", "pages.home.heading"),
        ("/about/", "pages.about.title"),
        ("/no/such/page", "pages.frame.not_found"),
    ] {
        t.open(path).await?;
        t.see("h1", say(heading)?).await?;
        at_each_width(t, path).await?;
    }
    Ok(())
}

async fn pages_in_the_dark(t: &Test) -> Result<()> {
    t.open("/").await?;
    is_dark(t).await?;
    pages(t).await
}

/// Else the tests of the dark would look at the light twice.
async fn is_dark(t: &Test) -> Result<()> {
    let light = t
        .js("const colour = getComputedStyle(document.documentElement).backgroundColor;
             const body = getComputedStyle(document.body).backgroundColor;
             const paint = [body, colour].find((it) => !it.endsWith(', 0)')) || 'rgb(255, 255, 255)';
             const canvas = new OffscreenCanvas(1, 1).getContext('2d');
             canvas.fillStyle = paint;
             canvas.fillRect(0, 0, 1, 1);
             const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
             return (r + g + b) / 3")
        .await?;
    let light = light.as_f64().context("no colour")?;
    e2e::ensure!(light < 100.0, "the ground is as light as {light} of 255");
    Ok(())
}

async fn questions(t: &Test) -> Result<()> {
    for (step, heading) in [
        ("topics", "quiz.topics"),
        ("language", "quiz.languages"),
        ("signup", "quiz.sign_up"),
        ("size", "quiz.size"),
    ] {
        t.open(&format!("/servers/?v=1&topic=tech&step={step}"))
            .await?;
        t.question(heading).await?;
        t.see("[data-test='count']", "match").await?;
        at_each_width(t, step).await?;
    }
    Ok(())
}

async fn questions_in_the_dark(t: &Test) -> Result<()> {
    t.open("/servers/").await?;
    is_dark(t).await?;
    questions(t).await
}

async fn results(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&topic=tech&lang=de&seed=5").await?;
    t.three_cards().await?;
    at_each_width(t, "results").await?;
    // With misses, and the reason why the list is not the newest.
    t.forget().await?;
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    t.open("/servers/?v=1&topic=furry&lang=nl&signup=instant&size=large&flex=lang,signup&seed=5")
        .await?;
    t.cards().await?;
    t.reads("main", "directory.problem_status").await?;
    at_each_width(t, "results with a problem").await?;
    // Nothing matches.
    t.open("/servers/?v=1&topic=furry&lang=mi&signup=instant&seed=5")
        .await?;
    t.text("h1").await?;
    at_each_width(t, "few or no results").await
}

async fn results_in_the_dark(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&seed=5").await?;
    is_dark(t).await?;
    results(t).await
}

const RESULTS: &str = "/servers/?v=1&topic=tech&lang=en&seed=5";

/// Each thing that a server may say of itself, or that is said for it.
async fn checks(t: &Test) -> Result<()> {
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    for (state, key) in [
        (State::Never, "checking"),
        (State::Open, "open"),
        (State::Approval { reason: Some(true) }, "approval"),
        (State::SingleSignOn, "elsewhere"),
        (State::Closed, "closed"),
        (State::Failing, "unchecked"),
    ] {
        t.mock.set_server("*", state);
        for width in WIDTHS {
            t.window(width, 900).await?;
            t.open(RESULTS).await?;
            t.find(&format!("[data-test='live'][data-state='{key}']"))
                .await?;
            let at = || format!("{key}, {width} px");
            t.accessible().await.with_context(at)?;
            t.fits().await.with_context(at)?;
        }
    }
    Ok(())
}

async fn checks_in_the_dark(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    is_dark(t).await?;
    checks(t).await
}

/// Before a list is there, without any list, and a server that nobody knows.
async fn waiting_and_nothing(t: &Test) -> Result<()> {
    t.expect_problem("127.0.0.1");
    t.open("/servers/?v=1&seed=5&server=nobody.example").await?;
    t.reads("h1", "details.missing").await?;
    at_each_width(t, "an unknown server").await?;
    t.forget().await?;
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.site.replace("/directory.json", "no list");
    t.open(RESULTS).await?;
    t.reads("main", "directory.nothing").await?;
    at_each_width(t, "no list").await?;
    t.open("/servers/?v=1&step=language").await?;
    t.question("quiz.languages").await?;
    at_each_width(t, "a question without a list").await
}

async fn waiting_and_nothing_in_the_dark(t: &Test) -> Result<()> {
    t.open("/servers/").await?;
    is_dark(t).await?;
    waiting_and_nothing(t).await
}

/// In the light it is part of the comparison's own tests.
async fn comparison_in_the_dark(t: &Test) -> Result<()> {
    t.open(&format!("{RESULTS}&compare=mastodon.social,hachyderm.io"))
        .await?;
    t.find("[data-test='comparison'] tbody tr").await?;
    is_dark(t).await?;
    at_each_width(t, "comparison").await?;
    t.open(&format!("{RESULTS}&server=mastodon.social")).await?;
    t.find("[data-test='weeks'] svg").await?;
    at_each_width(t, "details").await
}

/// 1280 px at 400 % are 320 px; and a page that is read from the right goes
/// the other way as a whole.
async fn four_times_as_large_and_from_right_to_left(t: &Test) -> Result<()> {
    t.window(320, 800).await?;
    for path in [
        "/",
        "/servers/",
        "/servers/?v=1&step=language",
        RESULTS,
        "/servers/?v=1&topic=tech&lang=en&seed=5&server=mastodon.social",
        "/servers/?v=1&topic=tech&lang=en&seed=5&compare=mastodon.social,hachyderm.io",
    ] {
        t.open(path).await?;
        if path == RESULTS {
            t.three_cards().await?;
        }
        t.text("h1").await?;
        if path.contains("compare=") {
            t.find("[data-test='comparison'] tbody tr").await?;
        }
        if path.contains("server=") {
            // With the table that is folded away.
            t.find("[data-test='weeks'] svg").await?;
            t.js("document.querySelector('[data-test=\"weeks\"] details').open = true")
                .await?;
        }
        for direction in ["ltr", "rtl"] {
            t.js_with(
                "document.documentElement.dir = arguments[0]",
                vec![json!(direction)],
            )
            .await?;
            let at = || format!("{path}, {direction}");
            t.fits().await.with_context(at)?;
            let heading = t
                .js("return getComputedStyle(document.querySelector('h1')).direction")
                .await?;
            e2e::ensure!(heading == direction, "{path}: the heading goes {heading}");
        }
    }
    Ok(())
}
