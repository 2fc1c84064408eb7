//! Servers side by side.

use e2e::browser::Browser;
use e2e::{Case, Result, Test, case, ensure};
use serde_json::json;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(servers_are_chosen_and_compared),
        case!(five_do_not_fit),
        case!(a_stranger_is_named_and_neither_counted_nor_asked),
        case!(a_table_that_works_on_a_phone).only(&[Browser::Chromium, Browser::Firefox]),
    ]
}

const RESULTS: &str = "/servers/?v=1&topic=tech&lang=en&seed=5";
const TABLE: &str = "[data-test='comparison']";

async fn servers_are_chosen_and_compared(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    let picks = t.picks().await?;
    let choice = |domain: &str| format!("[data-domain='{domain}'] [data-test='compare-choice']");
    t.click(&choice(&picks[0])).await?;
    t.reads("[data-test='compare-bar']", "compare.one_more")
        .await?;
    t.click(&choice(&picks[2])).await?;
    t.see("[data-test='compare']", "Compare 2 servers").await?;
    t.click("[data-test='compare']").await?;
    t.see("h1", "2 servers side by side").await?;
    let heads = t
        .attributes(&format!("{TABLE} thead th[scope='col']"), "data-domain")
        .await?;
    ensure!(
        heads == [json!(null), json!(picks[0]), json!(picks[2])],
        "{heads:?}"
    );
    ensure!(t.count(&format!("{TABLE} tbody th[scope='row']")).await? >= 6);
    // What they say right now stands among it.
    t.see(&format!("{TABLE} td"), "checked just now").await?;
    let address = t.driver.current_url().await?;
    ensure!(
        address.query().is_some_and(|it| it.contains("compare=")),
        "{address}"
    );
    t.driver.refresh().await?;
    t.see("h1", "2 servers side by side").await?;
    t.click("[data-test='back']").await?;
    ensure!(t.picks().await? == picks);
    Ok(())
}

async fn five_do_not_fit(t: &Test) -> Result<()> {
    t.open(&format!(
        "{RESULTS}&compare=mastodon.social,hachyderm.io,mstdn.social,infosec.exchange,mathstodon.xyz"
    ))
    .await?;
    t.see("h1", "4 servers side by side").await
}

async fn a_stranger_is_named_and_neither_counted_nor_asked(t: &Test) -> Result<()> {
    for (domains, heading) in [
        ("mastodon.social,nobody.example", "1 server"),
        ("nothing.example,nobody.example", "No server to compare"),
    ] {
        t.open(&format!("{RESULTS}&compare={domains}")).await?;
        t.see("[data-test='missing']", "nobody.example is not in our list")
            .await?;
        t.see("h1", heading).await?;
    }
    let asked = t.mock.requests_to("/instance/nobody.example/");
    ensure!(asked.is_empty(), "{asked:?}");
    Ok(())
}

async fn a_table_that_works_on_a_phone(t: &Test) -> Result<()> {
    for width in [320, 1280] {
        t.window(width, 800).await?;
        t.open(&format!(
            "{RESULTS}&compare=mastodon.social,hachyderm.io,mathstodon.xyz,mstdn.social"
        ))
        .await?;
        t.see("h1", "4 servers side by side").await?;
        t.find(&format!("{TABLE} tbody tr")).await?;
        // The table scrolls, with the keyboard too; the page does not.
        t.fits().await?;
        t.accessible().await?;
        let region = t
            .js(
                "const it = document.querySelector('[data-test=\"comparison\"]');
                 return [it.tabIndex, it.getAttribute('role'), !!it.ariaLabel]",
            )
            .await?;
        ensure!(region == json!([0, "region", true]), "{region}");
    }
    Ok(())
}
