//! Lists that radio buttons narrow down: other networks, articles, the time
//! line of the movement. The style sheet does it; the program keeps the choice
//! in the address and says how much is left.

use crate::single_page::taken_over;
use e2e::{Case, Context, Result, Test, case, ensure, say};
use serde_json::json;
use thirtyfour::Key;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(lists_are_narrowed_down_by_keyboard_and_without_any_script),
        case!(the_time_line_is_whole_without_any_script),
        case!(a_choice_stays_in_the_address_and_is_announced),
        case!(an_address_with_a_choice_narrows_the_list_down),
        case!(a_choice_offers_only_what_leaves_something),
    ]
}

/// The pages, each with the name and the message of its first choice of all.
const PAGES: [(&str, &str, &str); 3] = [
    ("/networks/", "do", "pages.networks.do_all"),
    ("/articles/", "theme", "pages.articles.theme_all"),
    ("/movement/", "kind", "pages.movement.kind_all"),
];

/// Opens a page as a browser without JavaScript has it.
pub(crate) async fn open_without_scripts(t: &Test, path: &str) -> Result<()> {
    let document = String::from_utf8(t.file(path).await?)?;
    let mut out = String::new();
    let mut rest = document.as_str();
    while let Some((before, script)) = rest.split_once("<script") {
        out.push_str(before);
        rest = script
            .split_once("</script>")
            .context("a script without an end")?
            .1;
    }
    out.push_str(rest);
    t.site.replace(path, out);
    t.open(path).await?;
    ensure!(
        t.count("script[src*='boot']").await? == 0,
        "{path} has its script"
    );
    Ok(())
}

/// `data-is` of the entries that can be seen.
async fn shown(t: &Test) -> Result<Vec<String>> {
    let shown = t
        .js(
            "return [...document.querySelectorAll('.filtered article[data-is]')]
                 .filter((it) => it.getClientRects().length > 0).map((it) => it.dataset.is)",
        )
        .await?;
    Ok(serde_json::from_value(shown)?)
}

fn is(entry: &str, value: &str) -> bool {
    entry.split(' ').any(|it| it == value)
}

/// The chosen value of a filter.
async fn chosen(t: &Test, name: &str) -> Result<String> {
    let value = t
        .js_with(
            "return document.querySelector(`input[name='${arguments[0]}']:checked`)?.value",
            vec![json!(name)],
        )
        .await?;
    Ok(value.as_str().context("nothing is chosen")?.to_owned())
}

/// Goes to a filter with the Tab key and to its next choice with an arrow.
async fn next_choice(t: &Test, name: &str, all: &str) -> Result<String> {
    let label = say(all)?;
    t.tab_to(label, |it| it.tag == "input" && it.text == label)
        .await?;
    t.press(Key::Down).await?;
    let value = async || {
        let value = chosen(t, name).await?;
        Ok((value != "all").then_some(value))
    };
    t.eventually(&format!("another choice of {name}"), value)
        .await
}

async fn lists_are_narrowed_down_by_keyboard_and_without_any_script(t: &Test) -> Result<()> {
    for (path, name, all) in PAGES {
        open_without_scripts(t, path).await?;
        let before = shown(t).await?;
        let value = next_choice(t, name, all).await?;
        let after = shown(t).await?;
        ensure!(
            !after.is_empty() && after.len() < before.len(),
            "{path}: {after:?}"
        );
        ensure!(
            after.iter().all(|it| is(it, &value)),
            "{path}, {value}: {after:?}"
        );
        let left_out = before.iter().filter(|it| is(it, &value)).count();
        ensure!(left_out == after.len(), "{path}: {value} is left out");
        for width in [320, 1280] {
            t.window(width, 900).await?;
            t.fits()
                .await
                .with_context(|| format!("{path}, {width} px"))?;
        }
        t.press(Key::Up).await?;
        let back = async || Ok((shown(t).await?.len() == before.len()).then_some(()));
        t.eventually(&format!("all of {path} again"), back).await?;
    }
    Ok(())
}

async fn the_time_line_is_whole_without_any_script(t: &Test) -> Result<()> {
    open_without_scripts(t, "/movement/").await?;
    let years = t.texts(".year > h2").await?;
    ensure!(years.len() >= 5, "{years:?}");
    ensure!(years.is_sorted_by(|a, b| a > b), "not backwards: {years:?}");
    let dates = t.attributes(".year time", "datetime").await?;
    ensure!(dates.len() >= 60, "{} entries", dates.len());
    // On paper as on the screen, but for what can only be pressed; and the
    // other way round.
    for width in [320, 1280] {
        t.window(width, 900).await?;
        t.js("document.documentElement.dir = 'rtl'").await?;
        t.fits()
            .await
            .with_context(|| format!("from right to left, {width} px"))?;
        let sides = t
            .js(
                "const entry = document.querySelector('.events > .entry').getBoundingClientRect();
                 const rail = document.querySelector('.events').getBoundingClientRect();
                 return [rail.right - entry.right, entry.left - rail.left]",
            )
            .await?;
        let [start, end]: [f64; 2] = serde_json::from_value(sides)?;
        ensure!(
            start > 10.0 && end >= 0.0,
            "the rail is not at the right: {start}, {end}"
        );
        t.js("document.documentElement.dir = 'ltr'").await?;
    }
    Ok(())
}

async fn a_choice_stays_in_the_address_and_is_announced(t: &Test) -> Result<()> {
    for (path, name, all) in PAGES {
        t.open(path).await?;
        taken_over(t).await?;
        let status = t.js("return document.querySelector('.filtered [role=status]').textContent");
        let status = status.await?;
        ensure!(
            status == "",
            "{path}: something is announced without a choice: {status}"
        );
        let value = next_choice(t, name, all).await?;
        let address = format!("{path}?{name}={value}");
        t.at(&address, |now| now == address).await?;
        let left = shown(t).await?;
        t.see(".filtered [role='status']", &left.len().to_string())
            .await?;
        t.accessible().await.with_context(|| address.clone())?;
        // A reload finds it.
        t.open(&address).await?;
        taken_over(t).await?;
        let again = async || Ok((shown(t).await? == left).then_some(()));
        t.eventually(&format!("the same list at {address}"), again)
            .await?;
        ensure!(chosen(t, name).await? == value, "{address}: another choice");
        ensure!(t.path().await? == address, "the address changed by itself");
    }
    Ok(())
}

async fn an_address_with_a_choice_narrows_the_list_down(t: &Test) -> Result<()> {
    let address = "/networks/?do=books";
    t.open(address).await?;
    taken_over(t).await?;
    let books = async || {
        let shown = shown(t).await?;
        Ok((!shown.is_empty() && shown.iter().all(|it| is(it, "books"))).then_some(()))
    };
    t.eventually("the networks for books", books).await?;
    // Away by a link, and back.
    t.click("footer a[href='/privacy/']").await?;
    t.at("another page", |now| now == "/privacy/").await?;
    t.go_back().await?;
    t.at(address, |now| now == address).await?;
    t.eventually("the networks for books again", books).await?;
    // What no choice is called changes nothing.
    for other in ["/networks/?do=nothing", "/movement/?kind=law&year=2022"] {
        t.open(other).await?;
        taken_over(t).await?;
        let all = t
            .js("return document.querySelectorAll('.filtered article').length")
            .await?;
        let shown = shown(t).await?.len();
        ensure!(all == shown, "{other}: {shown} of {all}");
    }
    Ok(())
}

async fn a_choice_offers_only_what_leaves_something(t: &Test) -> Result<()> {
    open_without_scripts(t, "/movement/").await?;
    let offered = async |name: &str| -> Result<Vec<String>> {
        let values = t
            .js_with(
                "return [...document.querySelectorAll(`input[name='${arguments[0]}']`)]
                     .filter((it) => it.getClientRects().length > 0).map((it) => it.value)",
                vec![json!(name)],
            )
            .await?;
        Ok(serde_json::from_value(values)?)
    };
    let years = offered("year").await?;
    let kinds = offered("kind").await?;
    ensure!(years.len() > 5 && kinds.len() > 10, "{years:?}, {kinds:?}");
    for kind in kinds.iter().filter(|it| *it != "all") {
        t.click(&format!("input[value='{kind}']")).await?;
        let shown = shown(t).await?;
        let left = offered("year").await?;
        for year in years.iter().filter(|it| *it != "all") {
            let any = shown.iter().any(|it| is(it, year));
            ensure!(left.contains(year) == any, "{kind}: {year} of {left:?}");
        }
        ensure!(offered("kind").await? == kinds, "{kind} hides other kinds");
    }
    Ok(())
}
