//! Passing the picks on, and what comes after the click.

use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure};
use serde_json::json;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(the_address_goes_along_when_shared),
        case!(a_link_that_cannot_be_copied_is_there_to_be_copied_by_hand),
        case!(ones_own_server_is_checked_and_opened),
        case!(paper_shows_addresses_and_no_buttons).only(&[Browser::Chromium]),
        case!(what_happens_next_is_told),
    ]
}

const RESULTS: &str = "/servers/?v=1&topic=tech&lang=en&seed=5";

/// What a page that is opened with a text in its address would show.
async fn decoded(t: &Test, address: &str, before: &str) -> Result<String> {
    let text = address
        .strip_prefix(before)
        .with_context(|| format!("{address} does not begin with {before}"))?;
    let text = t
        .js_with("return decodeURIComponent(arguments[0])", vec![json!(text)])
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn the_address_goes_along_when_shared(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    t.three_cards().await?;
    let here = t.driver.current_url().await?;
    let link = t.attributes("[data-test='share-mastodon']", "href").await?;
    let link = link[0].as_str().unwrap_or_default();
    let post = decoded(t, link, "https://share.joinmastodon.org/#text=").await?;
    ensure!(post.ends_with(here.as_str()), "{post}");
    Ok(())
}

/// As over plain http, where browsers have no clipboard.
async fn a_link_that_cannot_be_copied_is_there_to_be_copied_by_hand(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    t.three_cards().await?;
    t.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        .await?;
    t.click("[data-test='copy-link']").await?;
    t.reads("[data-test='copy-failed'] label", "results.copy_failed")
        .await?;
    let selected = async || {
        let selected = t
            .js("const field = document.activeElement;
                if (field.id !== 'link-to-copy') return null;
                return field.value.slice(field.selectionStart, field.selectionEnd);")
            .await?;
        Ok(selected
            .as_str()
            .filter(|it| !it.is_empty())
            .map(str::to_owned))
    };
    let selected = t.eventually("the link, selected", selected).await?;
    let here = t.driver.current_url().await?;
    ensure!(selected == here.as_str(), "{selected}");
    Ok(())
}

async fn ones_own_server_is_checked_and_opened(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    t.three_cards().await?;
    // The tab would lead out into the world: only its address is looked at.
    t.js("window.opened = []; window.open = (...all) => { window.opened.push(all); return null; }")
        .await?;
    let field = t.find("#own-server").await?;
    field.send_keys("not a server").await?;
    t.click("[data-test='share-form'] button").await?;
    t.reads("#own-server-problem", "share.bad_server").await?;
    field.clear().await?;
    field.send_keys("https://Kind.Example/@me").await?;
    t.click("[data-test='share-form'] button").await?;
    let opened = async || {
        let opened = t.js("return window.opened").await?;
        Ok(opened[0].as_array().cloned())
    };
    let opened = t.eventually("a new tab", opened).await?;
    let address = opened[0].as_str().unwrap_or_default();
    let post = decoded(t, address, "https://kind.example/share?text=").await?;
    let here = t.driver.current_url().await?;
    ensure!(post.ends_with(here.as_str()), "{post}");
    ensure!(opened[2] == "noopener", "{opened:?}");
    ensure!(t.count("#own-server-problem").await? == 0);
    Ok(())
}

async fn paper_shows_addresses_and_no_buttons(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    t.three_cards().await?;
    let media = |media: &str| json!({"media": media});
    t.driver
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", media("print"))
        .await?;
    let shown = t
        .js(
            "const shows = (it) => document.querySelector(it).getClientRects().length > 0;
             const link = document.querySelector('[data-test=\"sign-up\"]');
             return [shows('[data-test=\"share\"]'), shows('[data-test=\"compare-choice\"]'),
                     shows('[data-test=\"card\"] h2'), shows('[data-test=\"next\"]'),
                     getComputedStyle(link, '::after').content.includes('https://')]",
        )
        .await;
    t.driver
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", media(""))
        .await?;
    let shown = shown?;
    ensure!(shown == json!([false, false, true, true, true]), "{shown}");
    Ok(())
}

async fn what_happens_next_is_told(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    t.three_cards().await?;
    for key in ["next_name", "next_mail", "next_approval", "next_move"] {
        t.reads("[data-test='next'] li", &format!("share.{key}"))
            .await?;
    }
    Ok(())
}
