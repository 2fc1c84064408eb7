//! The map of all servers: circles that name and open servers, filters that dim, the
//! visitor's three, and the same as a table.

use crate::filters::open_without_scripts;
use e2e::browser::Browser;
use e2e::{Case, Context, Profile, Result, Test, case, ensure, say};
use serde_json::json;
use thirtyfour::Key;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(it_is_loaded_only_when_asked_for_and_is_not_heavy),
        case!(a_circle_is_named_and_opens_its_server),
        case!(filters_dim_and_the_visitors_three_stand_out),
        case!(it_is_narrowed_down_and_compared),
        case!(a_finger_names_first_and_opens_then).only(&[Browser::Chromium]),
        case!(the_table_says_the_same_without_scripts),
        case!(it_fits_and_is_accessible).only(&[Browser::Chromium, Browser::Firefox]),
        case!(it_fits_and_is_accessible_in_the_dark)
            .only(&[Browser::Chromium, Browser::Firefox])
            .profile(Profile::dark()),
    ]
}

const MAP: &str = "/servers/map/";
const CIRCLES: &str = "[data-test='map'] a";

async fn open(t: &Test, path: &str) -> Result<()> {
    t.open(path).await?;
    t.find(CIRCLES).await?;
    let ready = async || {
        t.js("document.querySelector('.map-filters').open = true")
            .await?;
        Ok((t.count("[data-test='filters'] input").await? > 0).then_some(()))
    };
    t.eventually("the filters", ready).await
}

async fn it_is_loaded_only_when_asked_for_and_is_not_heavy(t: &Test) -> Result<()> {
    t.open("/servers/all/").await?;
    t.find("[data-test='rows'] .row").await?;
    let asked = |t: &Test| {
        t.site
            .requests()
            .iter()
            .any(|it| it.contains("servers/map"))
    };
    ensure!(!asked(t), "the map was loaded unasked");
    t.click("[data-test='as-map']").await?;
    t.find(CIRCLES).await?;
    ensure!(asked(t), "the map came from nowhere");
    // As a good host sends it: the twin of the data lies beside it.
    let data = t.file("/servers/map/page.json.br").await?;
    ensure!(data.len() <= 40_000, "{} bytes", data.len());
    Ok(())
}

async fn a_circle_is_named_and_opens_its_server(t: &Test) -> Result<()> {
    open(t, MAP).await?;
    t.reads("[data-test='map-name']", "pages.map.none").await?;
    let first = t.attributes(CIRCLES, "aria-label").await?;
    let first = first[0].as_str().context("a circle without a name")?;
    let domain = first.split(',').next().unwrap_or_default().to_owned();
    // By pointing.
    t.js("document.querySelector('[data-test=map] a circle')
             .dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))")
        .await?;
    t.see("[data-test='map-name']", first).await?;
    // By keyboard.
    let second = t.attributes(CIRCLES, "aria-label").await?;
    let second = second[1].as_str().context("a circle without a name")?;
    t.js("document.querySelectorAll('[data-test=map] a')[1].focus()")
        .await?;
    t.see("[data-test='map-name']", second).await?;
    t.js("document.querySelector('[data-test=map] a').focus()")
        .await?;
    t.press(Key::Enter).await?;
    t.see("[data-test='details'] h1", &domain).await?;
    t.at("its page", |path| {
        path == format!("/servers/at/?d={domain}")
    })
    .await
}

async fn filters_dim_and_the_visitors_three_stand_out(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&lang=de&seed=5").await?;
    let picks = t.picks().await?;
    open(t, MAP).await?;
    let labels = t
        .attributes("[data-test='map'] a[data-pick]", "href")
        .await?;
    ensure!(!labels.is_empty(), "none of {picks:?} stands out");
    ensure!(
        labels.iter().all(|href| picks.iter().any(|it| href
            .as_str()
            .is_some_and(|href| href.ends_with(it.as_str())))),
        "{labels:?}"
    );
    let dimmed = async || {
        t.js("return document.querySelectorAll('[data-test=map] [data-dim]').length")
            .await
    };
    ensure!(dimmed().await? == 0);
    t.click("[data-test='filters'] input[name='lang'][value='de']")
        .await?;
    t.at("the filter in the address", |path| path.contains("lang=de"))
        .await?;
    let some = async || {
        let number = dimmed().await?.as_u64().unwrap_or(0);
        Ok((number > 100).then_some(()))
    };
    t.eventually("dimmed circles", some).await?;
    let kept = t
        .js("return document.querySelectorAll('[data-test=map] a:not([data-dim])').length")
        .await?;
    ensure!(kept.as_u64().is_some_and(|it| it > 5), "{kept} are left");
    t.go_back().await?;
    let none = async || Ok((dimmed().await? == 0).then_some(()));
    t.eventually("all circles again", none).await?;
    t.click("[data-test='as-list']").await?;
    t.at("the list", |path| path.starts_with("/servers/all/"))
        .await
}

async fn it_is_narrowed_down_and_compared(t: &Test) -> Result<()> {
    open(t, MAP).await?;
    ensure!(
        !t.path().await?.contains("seed="),
        "a seed that nothing is drawn by"
    );
    let circles = t.attributes(CIRCLES, "href").await?.len();
    t.click("[data-test='filters'] input[name='lang'][value='de']")
        .await?;
    t.at("the filter in the address", |path| path.contains("lang=de"))
        .await?;
    // A newer list may still come: all three are read at once.
    let numbers = "return [
        document.querySelectorAll('[data-test=map] a:not([data-dim])').length,
        document.querySelectorAll('.map-table tbody tr:not([hidden])').length,
        document.querySelector('[data-test=shown]').textContent]";
    let fewer = async || {
        let (left, rows, said): (usize, usize, String) =
            serde_json::from_value(t.js(numbers).await?)?;
        let told = said == format!("{left} servers of {circles}");
        Ok((left > 5 && left < circles && rows == left && told).then_some(()))
    };
    t.eventually("as many circles as rows, and their number", fewer)
        .await?;
    // What is ticked in the table outlives the way to a server and back.
    t.js(
        "[...document.querySelectorAll('.map-table tbody tr:not([hidden]) input')]
             .slice(0, 2).forEach((it) => it.click())",
    )
    .await?;
    t.see("[data-test='compare']", "Compare 2 servers").await?;
    let asked = t.mock.requests_to("/instance/");
    ensure!(
        asked.is_empty(),
        "looking at the map asked servers: {asked:?}"
    );
    let map = t.path().await?;
    t.js("document.querySelector('[data-test=map] a:not([data-dim])')
             .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))")
        .await?;
    t.at("a server's page with what was asked for", |path| {
        path.starts_with("/servers/at/?d=") && path.contains("lang=de")
    })
    .await?;
    t.see("[data-test='compare']", "Compare 2 servers").await?;
    t.go_back().await?;
    t.at("the map", |path| path == map).await?;
    let ticked = async || {
        let ticked = t.js("return document.querySelectorAll('.map-table input:checked').length");
        Ok((ticked.await? == 2).then_some(()))
    };
    t.eventually("what was ticked", ticked).await?;
    t.click("[data-test='compare']").await?;
    t.see("h1", "2 servers side by side").await?;
    t.click("[data-test='back']").await?;
    t.at("the map as it was left", |path| path == map).await
}

/// Where a finger comes down beside a circle: below its edge, on what is no link.
const TAP: &str = "const circle = document.querySelectorAll('[data-test=map] a')[arguments[0]];
    circle.scrollIntoView({ block: 'center' });
    const box = circle.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const picture = document.querySelector('[data-test=map]');
    const init = { bubbles: true, cancelable: true, clientX: x, clientY: y };
    picture.dispatchEvent(new PointerEvent('pointerover', { ...init, pointerType: 'touch' }));
    picture.dispatchEvent(new PointerEvent('pointerdown', { ...init, pointerType: 'touch' }));
    picture.dispatchEvent(new MouseEvent('click', { ...init, detail: 1 }));";

// One engine: the events are made here, and what follows is ours.
async fn a_finger_names_first_and_opens_then(t: &Test) -> Result<()> {
    t.window(360, 800).await?;
    open(t, MAP).await?;
    let names = t.attributes(CIRCLES, "aria-label").await?;
    for at in [3, 40] {
        t.js_with(TAP, vec![json!(at)]).await?;
        let name = names[at].as_str().context("a circle without a name")?;
        t.see("[data-test='map-name'] a", name).await?;
        ensure!(t.path().await? == MAP, "the first touch has opened a page");
    }
    t.js_with(TAP, vec![json!(40)]).await?;
    t.at("its page", |path| path.starts_with("/servers/at/?d="))
        .await
}

async fn the_table_says_the_same_without_scripts(t: &Test) -> Result<()> {
    open_without_scripts(t, MAP).await?;
    t.see("h1", say("pages.map.title")?).await?;
    // What needs the program is not there.
    let unseen = t
        .js(
            "return getComputedStyle(document.querySelector('.map-filters')).visibility === 'hidden'
                 && document.querySelector('[data-test=map-name]').textContent === ''
                 && document.querySelector('.map-table input') === null",
        )
        .await?;
    ensure!(unseen == true, "what needs the program is there without it");
    let [circles, rows] = [CIRCLES, ".map-table tbody tr"];
    let count = async |selector: &str| {
        t.js_with(
            "return document.querySelectorAll(arguments[0]).length",
            vec![json!(selector)],
        )
        .await
    };
    let (circles, rows) = (count(circles).await?, count(rows).await?);
    ensure!(
        circles == rows && rows.as_u64().is_some_and(|it| it > 400),
        "{circles}, {rows}"
    );
    t.fits().await
}

async fn it_fits_and_is_accessible(t: &Test) -> Result<()> {
    open(t, "/servers/map/?lang=de").await?;
    for width in [320, 360, 768, 1280] {
        t.window(width, 900).await?;
        let state = || format!("{width} px");
        t.fits().await.with_context(state)?;
        t.accessible().await.with_context(state)?;
    }
    Ok(())
}

async fn it_fits_and_is_accessible_in_the_dark(t: &Test) -> Result<()> {
    it_fits_and_is_accessible(t).await
}
