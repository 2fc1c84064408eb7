//! The recommended servers: what stands on their cards, and why.

use e2e::{Case, Context, Result, Test, case, ensure, say};
use mock_api::{DataSource, Fault, Mock, MockOptions, State};
use serde_json::{Value, json};
use toolchain::paths;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(a_card_says_why_and_from_whom),
        case!(what_does_not_match_is_said),
        case!(a_server_that_only_the_live_list_knows_is_found),
        case!(a_whole_directory_works_through_the_real_fetch),
        case!(the_recorded_directory_works_through_the_real_fetch).recorded(),
        case!(descriptions_stay_text),
        case!(what_is_open_stays_open_when_a_newer_list_comes),
        case!(the_questions_and_the_results_count_alike),
        case!(loosening_adds_what_its_button_says),
        case!(what_happens_next_leads_on),
    ]
}

async fn a_card_says_why_and_from_whom(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&topic=tech&lang=de&seed=5").await?;
    for card in t.three_cards().await? {
        ensure!(
            card.text.contains(say("results.why")?) || !card.reasons.is_empty(),
            "{card:#?}"
        );
        ensure!(
            card.text.contains(say("results.where_from")?),
            "no sources: {card:#?}"
        );
        ensure!(card.text.contains(say("results.look_around")?), "{card:#?}");
        let next = ["next_instant", "next_approval", "next_open"];
        let told = next
            .into_iter()
            .any(|key| say(&format!("results.{key}")).is_ok_and(|words| card.text.contains(words)));
        ensure!(told, "what happens after the click is not told: {card:#?}");
    }
    Ok(())
}

async fn what_does_not_match_is_said(t: &Test) -> Result<()> {
    // Three topics and one size: no server has it all.
    t.open("/servers/?v=1&topic=trains,law,anime&lang=en&size=large&seed=5")
        .await?;
    let cards = t.cards().await?;
    for card in cards {
        ensure!(
            !card.misses.is_empty(),
            "does {} really match all? {card:#?}",
            card.domain
        );
    }
    Ok(())
}

/// A row as the directory serves it.
pub(crate) fn row(domain: &str, description: &str, language: &str, category: &str) -> Value {
    json!({
        "domain": domain, "version": "4.6.3", "description": description,
        "languages": [language], "region": "oceania", "categories": [category],
        "proxied_thumbnail": null, "total_users": 4000, "last_week_users": 900,
        "approval_required": false, "language": language, "category": category,
    })
}

/// Lets the site ask a mock with other lists.
pub(crate) fn ask_for(t: &Test, data: DataSource) -> Result<Mock> {
    let mock = Mock::start(MockOptions {
        data,
        ..MockOptions::default()
    })?;
    // These tests are about the list: the servers on it all take members.
    mock.set_server("*", State::Open);
    t.mock.set_server("*", State::Open);
    t.point_at(&mock.url());
    Ok(mock)
}

async fn what_is_open_stays_open_when_a_newer_list_comes(t: &Test) -> Result<()> {
    // Both lists say the same, so that the picks stay.
    let names: Vec<String> = (0..6).map(|n| format!("s{n}.example")).collect();
    let bundled: Vec<Value> = names
        .iter()
        .map(|name| {
            json!({"d": name, "e": "A place.", "l": ["en"], "t": ["tech"], "r": "oceania",
                   "s": "instant", "u": 4000, "w": 900, "v": "4.6.3"})
        })
        .collect();
    let bundle = json!({"v": 1, "built": "2026-11-01", "topics": [["tech", ["coding"]]],
                        "servers": bundled});
    t.site.replace("/directory.json", bundle.to_string());
    let rows = names.iter().map(|name| row(name, "A place.", "en", "tech"));
    let mock = ask_for(t, DataSource::Rows(rows.collect()))?;
    mock.set_fault("directory", Some(Fault::Held))?;
    t.open("/servers/?v=1&topic=tech&seed=5").await?;
    t.three_cards().await?;
    let from = "[data-test='picks'] [data-test='where-from']";
    let before = t.texts(from).await?;
    t.click(&format!("{from} summary")).await?;
    t.click("[data-test='show-more']").await?;
    let listed = async || Ok((t.count("[data-test='more'] > li").await? == 3).then_some(()));
    t.eventually("the longer list", listed).await?;
    mock.set_fault("directory", None)?;
    let newer = async || Ok((t.texts(from).await? != before).then_some(()));
    t.eventually("the cards of the newer list", newer).await?;
    ensure!(t.count("[data-test='fresh']").await? == 0, "other picks");
    let open = t.count(&format!("{from}[open]")).await?;
    ensure!(open == 1, "{open} cards say where their facts are from");
    t.eventually("the longer list again", listed).await
}

async fn a_server_that_only_the_live_list_knows_is_found(t: &Test) -> Result<()> {
    // Māori: no curated server is in that language. A dozen, as of giants (a tenth
    // of all people or more) only one is shown.
    let rows = [
        "tahi", "rua", "toru", "wha", "rima", "ono", "whitu", "waru", "iwa", "tekau", "maha",
        "katoa",
    ]
    .map(|name| {
        row(
            &format!("{name}.example"),
            "He wāhi kōrero.",
            "mi",
            "general",
        )
    });
    let _mock = ask_for(t, DataSource::Rows(rows.to_vec()))?;
    t.open("/servers/?v=1&lang=mi&seed=5").await?;
    let found = async || {
        if t.count("[data-test='fresh'] button").await? > 0 {
            t.click("[data-test='fresh'] button").await?;
        }
        let cards = t.cards().await?;
        let all = cards.len() == 3 && cards.iter().all(|card| card.domain.ends_with(".example"));
        Ok(all.then_some(()))
    };
    t.eventually("the servers of the live list", found).await
}

async fn a_whole_directory_works_through_the_real_fetch(t: &Test) -> Result<()> {
    whole_directory(t, DataSource::BuiltIn).await
}

async fn the_recorded_directory_works_through_the_real_fetch(t: &Test) -> Result<()> {
    let recordings = paths::recordings().context(paths::SPREAD_RECORDED)?;
    whole_directory(t, DataSource::Folder(recordings.join("directory-mock"))).await
}

/// Picks come for many answers, and the page counts what the API served.
async fn whole_directory(t: &Test, data: DataSource) -> Result<()> {
    let mock = ask_for(t, data)?;
    for answers in [
        "",
        "&lang=de&topic=tech",
        "&lang=ja&topic=art",
        "&lang=fr&signup=instant&size=cosy",
        "&text=trains",
    ] {
        t.open(&format!("/servers/?v=1{answers}&seed=1")).await?;
        t.three_cards()
            .await
            .with_context(|| format!("for `{answers}`"))?;
    }
    ensure!(!mock.requests_to("/servers").is_empty());
    let served = reqwest::get(format!("{}/servers", mock.url())).await?;
    let rows: Vec<Value> = serde_json::from_slice(&served.bytes().await?)?;
    ensure!(rows.len() > 40, "only {} rows", rows.len());
    let said = format!("{} servers listed by joinmastodon.org", rows.len());
    t.see("main", &said).await
}

async fn descriptions_stay_text(t: &Test) -> Result<()> {
    let nasty = "<img src=x onerror=\"window.pwned=1\"><b>bold</b> \u{202e}backwards";
    let rows =
        ["tahi", "rua", "toru"].map(|name| row(&format!("{name}.example"), nasty, "mi", "general"));
    let _mock = ask_for(t, DataSource::Rows(rows.to_vec()))?;
    t.open("/servers/?v=1&lang=mi&seed=5").await?;
    let shown = async || {
        if t.count("[data-test='fresh'] button").await? > 0 {
            t.click("[data-test='fresh'] button").await?;
        }
        Ok(t.texts("main")
            .await?
            .join(" ")
            .contains("backwards")
            .then_some(()))
    };
    t.eventually("the description", shown).await?;
    let ran = t
        .js("return [window.pwned ?? 0, document.querySelectorAll('main img[src=\"x\"]').length]")
        .await?;
    ensure!(
        ran == json!([0, 0]),
        "the description became part of the page: {ran}"
    );
    let text = t.texts("main").await?.join(" ");
    ensure!(
        !text.contains('\u{202e}'),
        "the text can still turn others around"
    );
    Ok(())
}

/// The first number in a text, as `1,234`; none reads as zero.
fn number(text: &str) -> usize {
    let from = text.find(|it: char| it.is_ascii_digit());
    let digits = text[from.unwrap_or(text.len())..].chars();
    let digits: String = digits
        .take_while(|it| it.is_ascii_digit() || *it == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(0)
}

async fn the_questions_and_the_results_count_alike(t: &Test) -> Result<()> {
    // A newer list between the two would be another number.
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    for answers in [
        "",
        "&topic=tech",
        "&topic=furry&lang=nl&size=large",
        "&lang=mi&signup=instant&size=cosy",
        "&topic=art&lang=de&flex=lang",
    ] {
        t.open(&format!("/servers/?v=1{answers}&step=size")).await?;
        t.see("[data-test='count']", "match").await?;
        let before = number(&t.text("[data-test='count']").await?);
        t.go_on().await?;
        t.three_cards().await?;
        let head = t.text("[data-test='eligible']").await?;
        ensure!(number(&head) == before, "{before}, then {head:?}");
    }
    Ok(())
}

async fn loosening_adds_what_its_button_says(t: &Test) -> Result<()> {
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    let asked = "/servers/?v=1&topic=tech&lang=nl&size=medium&seed=5";
    t.open(asked).await?;
    t.three_cards().await?;
    let mut done = Vec::new();
    // Until everything is given up or there is enough.
    while t.count("[data-relax]").await? > 0 {
        let before = number(&t.text("[data-test='eligible']").await?);
        let button = t.text("[data-relax]").await?;
        let kind = t.attributes("[data-relax]", "data-relax").await?[0].clone();
        ensure!(!done.contains(&kind), "{kind} is offered again");
        t.click("[data-relax]").await?;
        let want = before + number(&button);
        let count = async || {
            let now = number(&t.text("[data-test='eligible']").await?);
            Ok((now == want).then_some(()))
        };
        t.eventually(&format!("{want} servers after {button:?}"), count)
            .await?;
        done.push(kind);
    }
    ensure!(!done.is_empty(), "nothing to loosen");
    Ok(())
}

async fn what_happens_next_leads_on(t: &Test) -> Result<()> {
    for (page, heading) in [
        ("apps", "pages.apps.title"),
        ("follow", "pages.follow.title"),
    ] {
        t.open("/servers/?v=1&topic=tech&seed=5").await?;
        t.three_cards().await?;
        t.click(&format!("[data-test='onward'] [href='/{page}/']"))
            .await?;
        t.see("h1", say(heading)?).await?;
    }
    Ok(())
}
