//! How quick it feels on a slow machine: Chromium with its CPU slowed down
//! four times, the only browser that can be.

use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure, say};
use serde_json::json;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(steps_and_results_are_timed).only(&[Browser::Chromium]),
        case!(the_layout_stays_where_it_is).only(&[Browser::Chromium]),
    ]
}

/// Presses the element and says how many milliseconds later the page with this
/// in it had been painted: two frames, of which the second one comes after
/// the first one's painting.
const PRESS: &str = "const [press, wait, done] = arguments;
    const old = document.querySelector('h1').innerText;
    const start = performance.now();
    const there = () => document.querySelector('h1').innerText !== old
      && document.querySelector(wait);
    const look = () => there()
      ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))
      : setTimeout(look, 1);
    document.querySelector(press).click();
    look();";

async fn press(t: &Test, press: &str, wait: &str) -> Result<f64> {
    let answer = t
        .driver
        .execute_async(PRESS, vec![json!(press), json!(wait)])
        .await?;
    answer.json().as_f64().context("no time was measured")
}

async fn steps_and_results_are_timed(t: &Test) -> Result<()> {
    let slow = json!({"rate": 4});
    let (mut steps, mut results) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        t.start_quiz().await?;
        t.choose(say("topics.tech")?).await?;
        // The work on the lists is done before the visitor goes on.
        t.see("[data-test='count']", "match").await?;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        t.driver
            .cdp()
            .send_raw("Emulation.setCPUThrottlingRate", slow.clone())
            .await?;
        let button = "[data-test='continue']";
        for _ in 0..3 {
            steps.push(press(t, button, "main form").await?);
        }
        results.push(press(t, button, "[data-test='picks'] [data-test='card']").await?);
        t.driver
            .cdp()
            .send_raw("Emulation.setCPUThrottlingRate", json!({"rate": 1}))
            .await?;
    }
    // A report and no verdict: how quick a machine is that does other things
    // besides says nothing about the page. `docs/testing.md` has what is aimed at.
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    println!(
        "CPU 4x slower, medians: a step {:.0} ms, results {:.0} ms",
        median(&mut steps),
        median(&mut results)
    );
    Ok(())
}

async fn the_layout_stays_where_it_is(t: &Test) -> Result<()> {
    for width in [360, 1280] {
        t.window(width, 800).await?;
        t.open("/").await?;
        t.see("h1", say("pages.home.heading")?).await?;
        t.click_text("main a", say("pages.home.start")?).await?;
        for step in ["quiz.topics", "quiz.languages", "quiz.sign_up", "quiz.size"] {
            t.question(step).await?;
            t.go_on().await?;
        }
        t.three_cards().await?;
        // The answers of the servers themselves, which come last.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        let shift = t.layout_shift().await?;
        ensure!(shift <= 0.02, "at {width} px the layout moved by {shift}");
    }
    Ok(())
}
