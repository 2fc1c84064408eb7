//! Looking around among all servers: filters with true counts, the state in the
//! address, every row reachable, and documents that do without the program.

use crate::filters::open_without_scripts;
use e2e::browser::Browser;
use e2e::{Case, Context, Profile, Result, Test, case, ensure, say};
use mock_api::{DataSource, Mock, MockOptions};
use serde_json::{Value, json};
use thirtyfour::Key;
use toolchain::paths;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(a_choice_leaves_what_it_says_and_back_takes_it_back),
        case!(an_address_holds_all_of_it),
        case!(own_words_narrow_the_list_down_in_one_step_of_the_history),
        case!(an_empty_list_says_what_to_loosen),
        case!(chance_is_drawn_and_can_be_shared),
        case!(filters_work_by_keyboard_and_are_announced),
        case!(the_quiz_leads_here_with_its_answers),
        case!(no_server_is_asked_for_looking_around),
        case!(servers_of_the_list_are_compared),
        case!(without_scripts_the_list_is_there_in_parts),
        case!(ten_thousand_rows_are_all_there),
        case!(back_comes_to_the_row_that_was_left),
        case!(the_recorded_servers_of_all_software_are_listed).recorded(),
        case!(it_fits_and_is_accessible).only(&[Browser::Chromium, Browser::Firefox]),
        case!(it_fits_and_is_accessible_in_the_dark)
            .only(&[Browser::Chromium, Browser::Firefox])
            .profile(Profile::dark()),
        case!(filters_are_timed).only(&[Browser::Chromium]),
    ]
}

const LIST: &str = "/servers/all/";
const SHOWN: &str = "[data-test='shown']";

/// Lets the site ask for other lists.
fn serve(t: &Test, data: DataSource) -> Result<Mock> {
    let mock = Mock::start(MockOptions {
        data,
        ..MockOptions::default()
    })?;
    t.point_at(&mock.url());
    Ok(mock)
}

/// Opens the list and its filters, once all servers are in it.
async fn open(t: &Test, path: &str) -> Result<()> {
    t.open(path).await?;
    t.reads("[data-test='sources']", "directory.live").await?;
    whole(t).await?;
    t.js("document.querySelector('.browse-side').open = true")
        .await?;
    Ok(())
}

/// Waits until all rows are in the document.
async fn whole(t: &Test) -> Result<()> {
    let whole = async || {
        let whole = t.js("return document.querySelector('[data-test=rows][data-whole]') !== null");
        Ok((whole.await? == true).then_some(()))
    };
    t.eventually("all rows", whole).await
}

/// The number of servers that the page says, and that of all.
async fn shown(t: &Test) -> Result<(usize, usize)> {
    let text = t.text(SHOWN).await?;
    let numbers: Vec<usize> = text
        .split(' ')
        .filter_map(|word| word.replace(',', "").parse().ok())
        .collect();
    match numbers[..] {
        [left, all] => Ok((left, all)),
        [all] => Ok((0, all)),
        _ => anyhow::bail!("no numbers in {text}"),
    }
}

/// The domains of the rows in the document.
async fn rows(t: &Test) -> Result<Vec<String>> {
    whole(t).await?;
    let rows = t
        .js("return [...document.querySelectorAll('[data-test=rows] .row')].map((it) => it.dataset.domain)")
        .await?;
    Ok(serde_json::from_value(rows)?)
}

/// The box of a choice.
fn choice(facet: &str, value: &str) -> String {
    format!("[data-test='filters'] input[name='{facet}'][value='{value}']")
}

/// What stands beside a choice.
async fn count(t: &Test, facet: &str, value: &str) -> Result<usize> {
    let text = t
        .js_with(
            "return document.querySelector(arguments[0]).closest('label')
                 .querySelector('.facet-count').textContent",
            vec![json!(choice(facet, value))],
        )
        .await?;
    let text = text.as_str().context("no count")?.replace(',', "");
    text.parse().with_context(|| text.clone())
}

async fn is_ticked(t: &Test, facet: &str, value: &str) -> Result<bool> {
    let ticked = t
        .js_with(
            "return document.querySelector(arguments[0]).checked",
            vec![json!(choice(facet, value))],
        )
        .await?;
    Ok(ticked == true)
}

async fn leaves(t: &Test, wanted: usize) -> Result<()> {
    let there = async || Ok((shown(t).await?.0 == wanted).then_some(()));
    t.eventually(&format!("{wanted} servers"), there).await
}

async fn a_choice_leaves_what_it_says_and_back_takes_it_back(t: &Test) -> Result<()> {
    open(t, LIST).await?;
    let (all, total) = shown(t).await?;
    ensure!(all == total && all > 40, "{all} of {total}");
    ensure!(rows(t).await?.len() == all);
    let mut left = Vec::new();
    for (facet, value) in [
        ("lang", "en"),
        ("topic", "tech"),
        ("topic", "art"),
        ("signup", "instant"),
    ] {
        let wanted = count(t, facet, value).await?;
        ensure!(wanted > 0, "{facet} {value}: nothing is left to test with");
        t.click(&choice(facet, value)).await?;
        leaves(t, wanted).await.context(value)?;
        ensure!(rows(t).await?.len() == wanted, "{facet} {value}");
        left.push(wanted);
    }
    ensure!(left[1] < left[0] && left[2] > left[1], "{left:?}");
    t.at("the choices in the address", |path| {
        path.contains("topic=tech,art") && path.contains("signup=instant")
    })
    .await?;
    for wanted in [left[2], left[1], left[0], all] {
        t.go_back().await?;
        leaves(t, wanted).await?;
    }
    ensure!(
        !is_ticked(t, "lang", "en").await?,
        "English is still ticked"
    );
    t.js("history.forward()").await?;
    leaves(t, left[0]).await?;
    ensure!(is_ticked(t, "lang", "en").await?, "English is not ticked");
    Ok(())
}

async fn an_address_holds_all_of_it(t: &Test) -> Result<()> {
    let path = "/servers/all/?lang=en&size=cosy,medium&sort=name&seed=5";
    open(t, path).await?;
    let (before, order) = (shown(t).await?, rows(t).await?);
    ensure!(before.0 > 1 && before.0 < before.1, "{before:?}");
    ensure!(order.is_sorted(), "not by name: {order:?}");
    for (facet, value) in [("lang", "en"), ("size", "cosy"), ("size", "medium")] {
        ensure!(is_ticked(t, facet, value).await?, "{facet} {value}");
    }
    let selected = t
        .js("return document.querySelector('[data-test=order]').value")
        .await?;
    ensure!(selected == "name", "{selected}");
    t.driver.refresh().await?;
    whole(t).await?;
    ensure!(rows(t).await? == order, "another list after a reload");
    t.click("[data-test='clear']").await?;
    leaves(t, before.1).await?;
    t.at("an address without filters", |path| {
        !path.contains("lang=") && path.contains("sort=name")
    })
    .await
}

async fn own_words_narrow_the_list_down_in_one_step_of_the_history(t: &Test) -> Result<()> {
    open(t, LIST).await?;
    let (all, _) = shown(t).await?;
    t.find("#own-words").await?.send_keys("railways").await?;
    t.at("the words in the address", |path| {
        path.contains("text=railways")
    })
    .await?;
    let fewer = async || Ok((shown(t).await?.0 < all).then_some(()));
    t.eventually("fewer servers", fewer).await?;
    ensure!(shown(t).await?.0 > 0, "nothing is about trains");
    t.see("[data-test='chosen']", "railways").await?;
    t.go_back().await?;
    leaves(t, all).await?;
    let typed = t
        .js("return document.querySelector('#own-words').value")
        .await?;
    ensure!(typed == "", "{typed} is still in the field");
    // By name, whatever else it says.
    t.find("#own-words")
        .await?
        .send_keys("mastodon.social")
        .await?;
    leaves(t, 1).await?;
    ensure!(rows(t).await? == ["mastodon.social"]);
    Ok(())
}

async fn an_empty_list_says_what_to_loosen(t: &Test) -> Result<()> {
    open(t, "/servers/all/?topic=gardens-of-nowhere&lang=en").await?;
    t.reads("[data-test='empty']", "browse.empty").await?;
    let ways = t.texts("[data-test='empty'] button").await?;
    ensure!(ways.len() == 1, "{ways:?}");
    let promised: usize = ways[0]
        .split(' ')
        .find_map(|word| word.replace(',', "").parse().ok())
        .context("no number")?;
    t.click("[data-test='empty'] button").await?;
    t.gone("[data-test='empty']").await?;
    leaves(t, promised).await?;
    ensure!(
        is_ticked(t, "lang", "en").await?,
        "English was given up, too"
    );
    Ok(())
}

async fn chance_is_drawn_and_can_be_shared(t: &Test) -> Result<()> {
    open(t, LIST).await?;
    t.at("a seed in the address", |path| path.contains("seed="))
        .await?;
    let (first, address) = (rows(t).await?, t.path().await?);
    t.click("[data-test='shuffle']").await?;
    t.at("another seed", |path| path != address).await?;
    let other = async || Ok((rows(t).await? != first).then_some(()));
    t.eventually("another order", other).await?;
    open(t, &address).await?;
    ensure!(rows(t).await? == first, "the address shows another order");
    // Another visitor has another order.
    open(t, LIST).await?;
    ensure!(rows(t).await? != first, "every visitor has the same order");
    Ok(())
}

async fn filters_work_by_keyboard_and_are_announced(t: &Test) -> Result<()> {
    open(t, LIST).await?;
    let wanted = count(t, "topic", "tech").await?;
    let name = say("topics.tech")?;
    t.js("document.querySelector('[data-test=filters] input').focus()")
        .await?;
    t.tab_to(name, |it| it.tag == "input" && it.text.starts_with(name))
        .await?;
    t.press(Key::Space).await?;
    leaves(t, wanted).await?;
    // The focus stays on the box: the next one is a key away.
    let focused = t.focused().await?;
    ensure!(focused.text.starts_with(name), "{focused:?}");
    let said = async || {
        let said = t.js("return document.querySelector('[data-test=announcer]').textContent");
        let said = said.await?;
        Ok(said
            .as_str()
            .unwrap_or_default()
            .starts_with(&wanted.to_string())
            .then_some(()))
    };
    t.eventually("the number to be announced", said).await
}

async fn the_quiz_leads_here_with_its_answers(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&topic=tech&lang=en&seed=5").await?;
    t.three_cards().await?;
    t.click("[data-test='look-around-all']").await?;
    t.at("the list with the answers", |path| {
        path.starts_with("/servers/all/?topic=tech&lang=en")
    })
    .await?;
    t.see("[data-test='chosen']", say("topics.tech")?).await?;
    let (left, all) = shown(t).await?;
    ensure!(left > 0 && left < all, "{left} of {all}");
    Ok(())
}

async fn no_server_is_asked_for_looking_around(t: &Test) -> Result<()> {
    open(t, LIST).await?;
    t.click(&choice("lang", "en")).await?;
    rows(t).await?;
    t.js("window.scrollTo(0, document.body.scrollHeight)")
        .await?;
    t.click("[data-test='shuffle'], [data-test='clear']")
        .await?;
    rows(t).await?;
    let asked = t.mock.requests_to("/instance/");
    ensure!(asked.is_empty(), "{asked:?}");
    Ok(())
}

async fn servers_of_the_list_are_compared(t: &Test) -> Result<()> {
    open(t, "/servers/all/?sort=name").await?;
    let domains = rows(t).await?;
    let tick = async |at: usize| {
        let input = format!(".row[data-domain='{}'] input", domains[at]);
        // A driver takes what the bar covers for in sight.
        t.js_with(
            "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })",
            vec![json!(input)],
        )
        .await?;
        t.click(&input).await
    };
    for at in 0..4 {
        tick(at).await?;
    }
    t.see("[data-test='compare']", "Compare 4 servers").await?;
    // A fifth has no place.
    tick(4).await?;
    let ticked = t
        .js("return [...document.querySelectorAll('.row input:checked')].map((it) => it.value)")
        .await?;
    ensure!(ticked == json!(domains[..4]), "{ticked}");
    t.click("[data-test='compare']").await?;
    t.see("h1", "4 servers side by side").await
}

async fn without_scripts_the_list_is_there_in_parts(t: &Test) -> Result<()> {
    open_without_scripts(t, LIST).await?;
    t.see("h1", say("pages.picker.all")?).await?;
    ensure!(t.count(".rows .row").await? > 20, "no servers");
    t.js("document.querySelector('.browse-side').open = true")
        .await?;
    let links = t.attributes(".groups a", "href").await?;
    for part in ["/topic/tech/", "/language/de/"] {
        ensure!(
            links
                .iter()
                .any(|it| it.as_str().is_some_and(|it| it.ends_with(part))),
            "no link to {part}: {links:?}"
        );
    }
    // What needs the program is not there.
    let unseen = t
        .js(
            "return [...document.querySelectorAll('#own-words, [data-test=order]')]
                 .every((it) => getComputedStyle(it).visibility === 'hidden')",
        )
        .await?;
    ensure!(unseen == true, "what needs the program is there without it");
    for width in [320, 1280] {
        t.window(width, 900).await?;
        t.fits().await?;
    }
    let part = "/servers/all/language/de/";
    open_without_scripts(t, part).await?;
    t.see("h1", "Servers in German").await?;
    let facts = t.texts(".row-facts").await?;
    ensure!(facts.len() > 5, "{facts:?}");
    ensure!(facts.iter().all(|it| it.contains("German")), "{facts:?}");
    let narrow = t.attributes(".jump a", "href").await?;
    ensure!(
        narrow.contains(&json!("/servers/all/?lang=de")),
        "{narrow:?}"
    );
    Ok(())
}

/// So many invented servers.
fn many(count: usize) -> DataSource {
    let topics = ["general", "tech", "art", "music", "games", "food"];
    let languages = ["en", "de", "fr", "es", "ja", "nl", "it"];
    let regions = ["europe", "asia", "north_america", "oceania", ""];
    let row = |at: usize| {
        json!({
            "domain": format!("s{at}.example"),
            "version": if at.is_multiple_of(3) { "4.6.3" } else { "4.4.1" },
            "description": format!("Invented server number {at}, where people talk of what they like."),
            "languages": [languages[at % languages.len()]],
            "region": regions[at % regions.len()],
            "categories": [topics[at % topics.len()]],
            "total_users": 900 + at,
            "last_week_users": 30 + at % 4_000,
            "approval_required": at.is_multiple_of(2),
            "language": languages[at % languages.len()],
            "category": topics[at % topics.len()],
        })
    };
    DataSource::Rows((0..count).map(row).collect())
}

async fn ten_thousand_rows_are_all_there(t: &Test) -> Result<()> {
    let _mock = serve(t, many(10_000))?;
    open(t, "/servers/all/?sort=name").await?;
    let (left, all) = shown(t).await?;
    ensure!(left == all && all >= 10_000, "{left} of {all}");
    ensure!(rows(t).await?.len() == all);
    // Only the first and the last block, and what is near, are laid out; the page is as
    // long as all of it.
    let layout = t
        .js(
            "const blocks = [...document.querySelectorAll('.block')];
             const skipped = blocks.filter((it) => getComputedStyle(it).contentVisibility === 'auto');
             return [blocks.length, skipped.length, document.documentElement.scrollHeight]",
        )
        .await?;
    let [blocks, skipped, height]: [u64; 3] = serde_json::from_value(layout)?;
    ensure!(
        skipped + 2 == blocks && blocks > 100,
        "{skipped} of {blocks}"
    );
    ensure!(height > 300_000, "{height} px");
    // The last row can be found, reached and used.
    let last = rows(t).await?.pop().context("no rows")?;
    let found = t
        .js_with(
            "getSelection().removeAllRanges(); return window.find(arguments[0])",
            vec![json!(last)],
        )
        .await?;
    ensure!(found == true, "find-in-page does not find {last}");
    let focused = t
        .js_with(
            "const link = document.querySelector(`.row[data-domain='${arguments[0]}'] a`);
             link.focus();
             const box = link.getBoundingClientRect();
             return [document.activeElement === link, box.top < innerHeight && box.bottom > 0]",
            vec![json!(last)],
        )
        .await?;
    ensure!(
        focused == json!([true, true]),
        "{last} is not reached: {focused}"
    );
    t.press(Key::Enter).await?;
    t.see("h1", &last).await?;
    t.go_back().await?;
    whole(t).await?;
    ensure!(
        rows(t).await?.len() == all,
        "rows are missing on the way back"
    );
    t.js("window.scrollTo(0, 0); document.querySelector('.browse-side').open = true")
        .await?;
    let wanted = count(t, "lang", "nl").await?;
    t.click(&choice("lang", "nl")).await?;
    leaves(t, wanted).await?;
    ensure!(rows(t).await?.len() == wanted);
    t.fits().await
}

/// Waits until the browser has drawn once more.
const NEXT_FRAME: &str = "requestAnimationFrame(() => setTimeout(arguments[0]))";

async fn back_comes_to_the_row_that_was_left(t: &Test) -> Result<()> {
    let _mock = serve(t, many(2_000))?;
    open(t, "/servers/all/?sort=name").await?;
    let row = rows(t).await?.get(600).context("no such row")?.clone();
    let link = format!(".row[data-domain='{row}'] a");
    let top = async || {
        let top = t
            .js_with(
                "return document.querySelector(arguments[0])?.getBoundingClientRect().top",
                vec![json!(link)],
            )
            .await?;
        Ok::<_, e2e::Error>(top.as_f64())
    };
    t.js_with(
        "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})",
        vec![json!(link)],
    )
    .await?;
    // What comes near the visible part is laid out, and moves what follows.
    let rest = async || {
        let before = top().await?;
        t.driver.execute_async(NEXT_FRAME, vec![]).await?;
        Ok(top().await?.filter(|now| before == Some(*now)))
    };
    let left = t.eventually("the row at rest", rest).await?;
    t.click(&link).await?;
    t.see("h1", &row).await?;
    t.go_back().await?;
    let back = async || {
        let now = top().await?;
        Ok(now
            .is_some_and(|now| (now - left).abs() < 2.0)
            .then_some(()))
    };
    t.eventually("the row at its place", back).await?;
    // What is still being laid out above it does not push it away.
    whole(t).await?;
    t.eventually("the row at its place, all others there", back)
        .await
}

/// Rows as the directory API has them, of servers that FediDB knows.
async fn the_recorded_servers_of_all_software_are_listed(t: &Test) -> Result<()> {
    let recordings = paths::recordings().context(paths::SPREAD_RECORDED)?;
    let file = recordings.join("fedidb/fedidb-servers-2026-01.json");
    let known: Vec<Value> = serde_json::from_slice(&std::fs::read(file)?)?;
    let rows_served: Vec<Value> = known
        .iter()
        .map(|it| {
            json!({
                "domain": it["domain"],
                "version": it["software"]["version"],
                "description": it["description"],
                "total_users": it["stats"]["user_count"],
                "last_week_users": it["stats"]["monthly_active_users"],
            })
        })
        .collect();
    ensure!(rows_served.len() > 4_000, "{} servers", rows_served.len());
    let _mock = serve(t, DataSource::Rows(rows_served))?;
    // Also those that are not recommended.
    open(t, "/servers/all/?all=1&sort=largest").await?;
    let (left, all) = shown(t).await?;
    ensure!(left == all && all > 4_000, "{left} of {all}");
    let listed = rows(t).await?;
    ensure!(listed.len() == all, "{} rows of {all}", listed.len());
    t.fits().await
}

const STATES: [&str; 3] = [
    "/servers/all/?sort=name",
    "/servers/all/?lang=en&topic=tech&age=16",
    "/servers/all/?topic=gardens-of-nowhere",
];

async fn it_fits_and_is_accessible(t: &Test) -> Result<()> {
    for path in STATES {
        open(t, path).await?;
        for width in [320, 360, 768, 1280] {
            t.window(width, 900).await?;
            let state = || format!("{path}, {width} px");
            t.fits().await.with_context(state)?;
            t.accessible().await.with_context(state)?;
        }
    }
    t.open("/servers/all/topic/tech/").await?;
    t.see("h1", "Servers").await?;
    for width in [320, 1280] {
        t.window(width, 900).await?;
        t.fits().await?;
        t.accessible().await?;
    }
    Ok(())
}

async fn it_fits_and_is_accessible_in_the_dark(t: &Test) -> Result<()> {
    it_fits_and_is_accessible(t).await
}

/// Clicks and says how many milliseconds later other rows had been painted.
const PRESS: &str = "const [press, done] = arguments;
    const rows = document.querySelector('[data-test=rows]');
    const old = rows.lastElementChild;
    const start = performance.now();
    // What has changed is painted between the frame's callbacks and the next task.
    const painted = (then) => requestAnimationFrame(() => setTimeout(then));
    new MutationObserver((_, observer) => {
      observer.disconnect();
      painted(() => done(rows.lastElementChild === old ? null : performance.now() - start));
    }).observe(document.querySelector('[data-test=shown]'),
               { childList: true, characterData: true, subtree: true });
    document.querySelector(press).click();";

/// A report and no verdict, as in `speed`: `docs/testing.md` has what is aimed at.
async fn filters_are_timed(t: &Test) -> Result<()> {
    for servers in [1_000, 10_000] {
        let _mock = serve(t, many(servers))?;
        t.open(LIST).await?;
        t.forget().await?;
        open(t, "/servers/all/?sort=name").await?;
        let cpu = async |rate: u32| {
            let cdp = t.driver.cdp();
            cdp.send_raw("Emulation.setCPUThrottlingRate", json!({"rate": rate}))
                .await
        };
        let mut times = Vec::new();
        for (facet, value) in [
            ("lang", "de"),
            ("topic", "art"),
            ("size", "cosy"),
            ("lang", "de"),
        ] {
            whole(t).await?;
            cpu(4).await?;
            let answer = t
                .driver
                .execute_async(PRESS, vec![json!(choice(facet, value))])
                .await?;
            times.push(answer.json().as_f64().context("no time was measured")?);
            cpu(1).await?;
        }
        times.sort_by(f64::total_cmp);
        println!(
            "CPU 4x slower, {servers} servers: a filter {:.0} ms (median), {:.0} ms (longest)",
            times[times.len() / 2],
            times[times.len() - 1]
        );
    }
    Ok(())
}
