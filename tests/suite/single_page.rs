//! One app: pages follow each other without loading a document, and the app
//! takes over a document without losing what the visitor did to it.

use crate::text_pages::serve;
use e2e::{Case, Context, Result, Test, case, ensure, say};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(one_document_holds_from_home_to_results_and_back),
        case!(a_page_reads_the_same_by_link_and_by_address),
        case!(a_document_and_the_app_show_the_same),
        case!(a_followed_link_is_announced_and_starts_at_the_top),
        case!(back_leads_to_where_one_was),
        case!(a_link_to_a_place_leads_there),
        case!(modified_clicks_and_other_sites_are_the_browsers),
        case!(an_unknown_address_shows_the_lost_page),
        case!(a_page_by_the_name_of_its_file_is_that_page),
        case!(a_page_without_its_data_offers_the_document),
        case!(a_page_without_its_part_of_the_program_offers_the_document),
        case!(data_that_comes_late_is_waited_for),
        case!(what_was_typed_before_the_app_came_stays),
        case!(what_was_opened_and_scrolled_before_the_app_came_stays),
        case!(translated_text_is_survived),
        case!(documents_work_where_the_program_is_missing),
    ]
}

/// Every page that a link leads to.
pub(crate) const ROUTES: [&str; 20] = [
    "/",
    "/about/",
    "/apps/",
    "/articles/",
    "/different/",
    "/fill/",
    "/follow/",
    "/follow-me/",
    "/invite/",
    "/join-in/",
    "/movement/",
    "/network/",
    "/networks/",
    "/on-your-page/",
    "/print/",
    "/privacy/",
    "/servers/",
    "/servers/all/",
    "/servers/at/",
    "/servers/map/",
];

/// Leaves a mark on the document, which is gone once another one is loaded.
async fn mark(t: &Test) -> Result<()> {
    t.js("window.__mark = 1").await?;
    Ok(())
}

async fn same_document(t: &Test) -> Result<()> {
    let mark = t.js("return window.__mark ?? 0").await?;
    ensure!(
        mark == 1,
        "another document was loaded: {}",
        t.path().await?
    );
    Ok(())
}

/// Waits until the app has taken over the document. Pages that are only read
/// load it when a link is about to be followed.
pub(crate) async fn taken_over(t: &Test) -> Result<()> {
    let there = async || {
        let there = t.js("document.querySelector('#app a[href]')
                 .dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
             return document.querySelector('#app[data-app]') !== null");
        Ok((there.await? == true).then_some(()))
    };
    t.eventually("the app", there).await
}

/// Clicks the first link to a path, wherever it stands.
async fn follow(t: &Test, path: &str) -> Result<()> {
    let clicked = t
        .js_with(
            "const link = [...document.querySelectorAll('#app a')]
                 .find((it) => it.getAttribute('href') === arguments[0]);
             link?.click();
             return link !== undefined",
            vec![json!(path)],
        )
        .await?;
    ensure!(clicked == true, "no link to {path} at {}", t.path().await?);
    t.at(path, |now| now == path).await
}

async fn heading(t: &Test) -> Result<String> {
    t.text("h1").await
}

async fn one_document_holds_from_home_to_results_and_back(t: &Test) -> Result<()> {
    t.open("/").await?;
    taken_over(t).await?;
    mark(t).await?;
    let home = heading(t).await?;
    follow(t, "/articles/").await?;
    t.see("h1", "Articles").await?;
    let articles = heading(t).await?;
    ensure!(articles != home, "the page did not change");
    follow(t, "/servers/").await?;
    t.question("quiz.topics").await?;
    t.click("[data-test='pick-for-me']").await?;
    t.three_cards().await?;
    same_document(t).await?;
    let back = async |what: &str, wanted: &str| {
        t.go_back().await?;
        t.eventually(what, async || {
            Ok((heading(t).await? == wanted).then_some(()))
        })
        .await?;
        same_document(t).await
    };
    t.go_back().await?;
    t.question("quiz.topics").await?;
    same_document(t).await?;
    back("the articles", &articles).await?;
    back("home", &home).await
}

/// What a visitor reads of a page: the text of its main part.
async fn main_text(t: &Test) -> Result<String> {
    let text = t
        .js("return document.querySelector('main').innerText")
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn a_page_reads_the_same_by_link_and_by_address(t: &Test) -> Result<()> {
    t.with_newest_list().await?;
    // Today's figures would come at either time.
    t.mock.set_fault("statistics", Some("500".parse()?))?;
    // The list of servers is drawn anew for each visit: `browse` has its own cases.
    for path in ROUTES.into_iter().filter(|path| *path != "/servers/all/") {
        t.open(path).await?;
        taken_over(t).await?;
        if path == "/servers/" {
            // Once the list is there.
            t.see("[data-test='count']", "match").await?;
        }
        let direct = main_text(t).await.with_context(|| path.to_owned())?;
        // The about page links to everything, from everywhere.
        t.open(if path == "/about/" { "/" } else { "/about/" })
            .await?;
        taken_over(t).await?;
        mark(t).await?;
        t.js_with(
            "const link = document.createElement('a');
             link.href = arguments[0];
             document.querySelector('#app').append(link);
             link.click();
             link.remove()",
            vec![json!(path)],
        )
        .await?;
        t.at(path, |now| now == path).await?;
        let linked = t
            .eventually(&format!("the same text by a link to {path}"), async || {
                let text = main_text(t).await?;
                Ok((text == direct).then_some(text))
            })
            .await;
        if let Err(why) = linked {
            let text = main_text(t).await?;
            return Err(why.context(format!("{path}: by address {direct:?}, by link {text:?}")));
        }
        same_document(t).await?;
    }
    Ok(())
}

/// The elements of the page in order, with their attributes and texts; without
/// what only the app knows: what it announces, and its own marks.
const TREE: &str = "
    const skip = new Set(['data-app', 'aria-busy']);
    const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return [node.data];
        if (node.nodeType !== Node.ELEMENT_NODE) return [];
        // What is announced is the app's to say.
        if (node.getAttribute('role') === 'status') return [];
        const attributes = [...node.attributes].filter((it) => !skip.has(it.name))
            .map((it) => `${it.name}=${it.value}`).sort().join(' ');
        const inner = [...node.childNodes].flatMap(walk);
        // Neighbouring texts are one to a reader.
        const joined = inner.reduce((all, part) => {
            if (typeof part === 'string' && typeof all.at(-1) === 'string') all[all.length - 1] += part;
            else all.push(part);
            return all;
        }, []);
        return [{ tag: node.localName, attributes, inner: joined.filter((it) => it !== '') }];
    };
    // What is parsed is held to the policy of the page that it is parsed in, which names
    // that page's own styles.
    const parsed = (text) => new DOMParser()
        .parseFromString(text.replace(/<style>.*?<.style>/s, ''), 'text/html');
    const place = (arguments[0] === null ? document : parsed(arguments[0])).querySelector('#app');
    return place ? walk(place)[0].inner : null";

/// The first place where two trees differ, for people.
fn difference(before: &Value, after: &Value, path: &str) -> Option<String> {
    // What leads nowhere without the app stands hidden in the document.
    let hidden = before["attributes"]
        .as_str()
        .is_some_and(|it| it.contains("hidden="));
    if before == after || (hidden && before["tag"] == after["tag"]) {
        return None;
    }
    let inner = |tree: &Value| tree["inner"].as_array().or(tree.as_array()).cloned();
    if let (Some(left), Some(right)) = (inner(before), inner(after))
        && before["tag"] == after["tag"]
        && before["attributes"] == after["attributes"]
        && left.len() == right.len()
    {
        let pairs = left.iter().zip(&right);
        return pairs.into_iter().find_map(|(left, right)| {
            let tag = left["tag"].as_str().unwrap_or("text");
            difference(left, right, &format!("{path} > {tag}"))
        });
    }
    Some(format!("{path}: {before:.400} became {after:.400}"))
}

async fn a_document_and_the_app_show_the_same(t: &Test) -> Result<()> {
    // Newer figures would take the place of the built ones.
    serve(t, "<html>Sorry</html>");
    // The picker shows how many servers match, once it knows; snippets for other pages
    // and invitations begin with the address that the site turns out to have. The list
    // of servers and the map have filters, the list an order of its own for each visit. Whether a server
    // is named stands in the address, so only the app has the field to name one.
    let knows_more = [
        "/servers/",
        "/servers/all/",
        "/servers/map/",
        "/servers/at/",
        "/on-your-page/",
        "/invite/",
        "/follow-me/",
        "/print/",
    ];
    for path in ROUTES.into_iter().filter(|path| !knows_more.contains(path)) {
        let document = String::from_utf8(t.file(path).await?)?;
        let before = t.js_with(TREE, vec![json!(document)]).await?;
        ensure!(!before.is_null(), "{path} has no #app");
        t.open(path).await?;
        taken_over(t).await?;
        let after = t.js_with(TREE, vec![Value::Null]).await?;
        if let Some(difference) = difference(&before, &after, path) {
            anyhow::bail!("the app changes the document: {difference}");
        }
    }
    Ok(())
}

async fn a_followed_link_is_announced_and_starts_at_the_top(t: &Test) -> Result<()> {
    t.open("/about/").await?;
    taken_over(t).await?;
    t.js("window.scrollTo(0, 600)").await?;
    follow(t, "/privacy/").await?;
    let focused = async || Ok((t.focused().await?.tag == "h1").then_some(()));
    t.eventually("the focus on the heading", focused).await?;
    let title = t.js("return document.title").await?;
    let said = async || {
        let said = t.js("return document.querySelector('[data-test=announcer]').textContent");
        Ok((said.await? == title).then_some(()))
    };
    t.eventually("the announced title", said).await?;
    let y = t.js("return window.scrollY").await?;
    ensure!(y == 0, "it starts at {y}");
    let current = t.attributes("[aria-current='page']", "href").await?;
    ensure!(current.contains(&json!("/privacy/")), "{current:?}");
    Ok(())
}

async fn back_leads_to_where_one_was(t: &Test) -> Result<()> {
    t.open("/movement/").await?;
    taken_over(t).await?;
    t.js("window.scrollTo(0, 900)").await?;
    let at = async |wanted: f64| {
        let there = async || {
            let y = t
                .js("return window.scrollY")
                .await?
                .as_f64()
                .unwrap_or(-1.0);
            Ok(((y - wanted).abs() < 2.0).then_some(()))
        };
        t.eventually(&format!("the page at {wanted} px"), there)
            .await
    };
    at(900.0).await?;
    follow(t, "/about/").await?;
    at(0.0).await?;
    t.go_back().await?;
    t.at("/movement/", |now| now == "/movement/").await?;
    at(900.0).await?;
    t.js("history.forward()").await?;
    t.at("/about/", |now| now == "/about/").await?;
    at(0.0).await
}

async fn a_link_to_a_place_leads_there(t: &Test) -> Result<()> {
    t.open("/about/").await?;
    taken_over(t).await?;
    mark(t).await?;
    let place = t
        .js("return [...document.querySelectorAll('#app a[href*=\"#\"]')]
                 .map((it) => it.getAttribute('href')).find((it) => /^\\/movement\\/#./.test(it)) ?? null")
        .await?;
    let place = place
        .as_str()
        .context("the about page names no highlight")?
        .to_owned();
    t.js_with(
        "[...document.querySelectorAll('#app a')].find((it) => it.getAttribute('href') === arguments[0]).click()",
        vec![json!(place)],
    )
    .await?;
    let seen = async || {
        let top = t.js(
            "const it = document.getElementById(decodeURIComponent(location.hash.slice(1)));
             return it ? it.getBoundingClientRect().top : null",
        );
        let top = top.await?.as_f64();
        Ok(top.filter(|top| (-5.0..600.0).contains(top)))
    };
    t.eventually(&format!("the highlight {place}"), seen)
        .await?;
    same_document(t).await
}

async fn modified_clicks_and_other_sites_are_the_browsers(t: &Test) -> Result<()> {
    t.open("/about/").await?;
    taken_over(t).await?;
    let taken = t
        .js("const results = {};
             const last = (event) => { results.taken = event.defaultPrevented; event.preventDefault(); };
             addEventListener('click', last);
             const click = (link, how = {}) => {
                 link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...how }));
                 return results.taken;
             };
             const own = document.querySelector(\"#app a[href='/privacy/']\");
             const other = document.querySelector(\"#app main a[href^='https://']\");
             const place = document.querySelector(\"#app a[href='#main']\");
             const found = [click(own, { ctrlKey: true }), click(own, { metaKey: true }),
                 click(own, { shiftKey: true }), click(own, { button: 1 }), click(other), click(place)];
             removeEventListener('click', last);
             return found")
        .await?;
    ensure!(
        taken == json!([false, false, false, false, false, false]),
        "{taken}"
    );
    ensure!(t.path().await? == "/about/", "the page was left");
    Ok(())
}

async fn an_unknown_address_shows_the_lost_page(t: &Test) -> Result<()> {
    t.open("/").await?;
    taken_over(t).await?;
    mark(t).await?;
    t.js("const link = document.createElement('a');
         link.href = '/nowhere/at/all/';
         document.querySelector('#app').append(link);
         link.click()")
        .await?;
    t.see("h1", say("pages.frame.not_found")?).await?;
    same_document(t).await
}

/// Follows a link from home to the articles, which cannot be drawn: the page says so
/// and links to the document.
async fn articles_offer_their_document(t: &Test) -> Result<()> {
    t.open("/").await?;
    taken_over(t).await?;
    mark(t).await?;
    follow(t, "/articles/").await?;
    t.reads("h1", "site.page_failed").await?;
    same_document(t).await?;
    let link = t.attributes("main a[rel='external']", "href").await?;
    ensure!(link == [json!("/articles/")], "{link:?}");
    Ok(())
}

async fn a_page_by_the_name_of_its_file_is_that_page(t: &Test) -> Result<()> {
    t.open("/servers/index.html?v=1&topic=art&lang=en&seed=5#main")
        .await?;
    t.three_cards().await?;
    let address = t
        .js("return location.pathname + location.search + location.hash")
        .await?;
    ensure!(
        address == "/servers/?v=1&topic=art&lang=en&seed=5#main",
        "{address}"
    );
    Ok(())
}

async fn a_page_without_its_data_offers_the_document(t: &Test) -> Result<()> {
    t.expect_problem("articles/page.json");
    t.expect_problem("Failed to load resource");
    for broken in ["<html>", "{\"route\":\"articles/\"", "[]"] {
        t.site.replace("/articles/page.json", broken);
        articles_offer_their_document(t).await?;
        t.click("main a[rel='external']").await?;
        let other = async || Ok((t.js("return window.__mark ?? 0").await? == 0).then_some(()));
        t.eventually("the document", other).await?;
        t.text("article.entry").await?;
    }
    Ok(())
}

async fn a_page_without_its_part_of_the_program_offers_the_document(t: &Test) -> Result<()> {
    let Some(part) = part_file(t, "texts").await? else {
        // Built without npm's tools, or with the library as it was shipped: then the
        // program is one file, which other cases take away.
        let wasm = wasm_files(t).await?;
        ensure!(wasm.len() == 1, "{wasm:?}");
        return Ok(());
    };
    t.expect_problem("texts-");
    t.expect_problem("CompileError");
    t.expect_problem("Failed to load resource");
    t.site.replace(&part, "<html>");
    articles_offer_their_document(t).await?;
    // The other part is there.
    follow(t, "/servers/").await?;
    t.text("form.question").await?;
    same_document(t).await
}

/// The paths of all wasm in the build.
async fn wasm_files(t: &Test) -> Result<Vec<String>> {
    let build: serde_json::Value = serde_json::from_slice(&t.file("/build.json").await?)?;
    let files = build["files"]
        .as_array()
        .context("no files in build.json")?;
    let paths = files.iter().filter_map(|file| file["path"].as_str());
    let wasm = paths.filter(|path| path.ends_with(".wasm"));
    Ok(wasm.map(|path| format!("/{path}")).collect())
}

/// The path of a part of the program; none where the program is one file.
async fn part_file(t: &Test, part: &str) -> Result<Option<String>> {
    let start = format!("/{part}-");
    Ok(wasm_files(t)
        .await?
        .into_iter()
        .find(|path| path.starts_with(&start)))
}

async fn data_that_comes_late_is_waited_for(t: &Test) -> Result<()> {
    t.open("/").await?;
    taken_over(t).await?;
    t.site.set_stuck(Some("/network/page.json"));
    follow(t, "/network/").await?;
    t.reads("main", "site.loading").await?;
    // The visitor changes their mind: the other page comes, and stays.
    follow(t, "/privacy/").await?;
    let privacy = heading(t).await?;
    t.site.set_stuck(None);
    follow(t, "/about/").await?;
    t.eventually("the about page", async || {
        Ok((heading(t).await? != privacy).then_some(()))
    })
    .await?;
    Ok(())
}

/// The path of the program, read without the browser, which then has not
/// loaded it yet.
async fn program(t: &Test) -> Result<String> {
    let page = String::from_utf8(t.file("/servers/").await?)?;
    let (_, rest) = page
        .split_once("data-wasm=\"")
        .context("the page names no program")?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

/// Holds back the program until `act` is done, then waits until it took over.
async fn before_the_app(t: &Test, path: &str, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
    t.site.set_stuck(Some(&program(t).await?));
    t.open(path).await?;
    act().await?;
    let early = t
        .js("return document.querySelector('#app[data-app]') === null")
        .await?;
    ensure!(early == true, "the app came before its program");
    t.site.set_stuck(None);
    taken_over(t).await
}

async fn what_was_typed_before_the_app_came_stays(t: &Test) -> Result<()> {
    before_the_app(t, "/servers/", async || {
        t.find("#text")
            .await?
            .send_keys("trains and knitting")
            .await?;
        t.choose("Art").await?;
        t.js("const it = document.querySelector('#text'); it.focus(); it.setSelectionRange(2, 6)")
            .await?;
        Ok(())
    })
    .await?;
    let field = t
        .js("const it = document.querySelector('#text');
             return [it.value, it.selectionStart, it.selectionEnd, document.activeElement === it]")
        .await?;
    ensure!(
        field == json!(["trains and knitting", 2, 6, true]),
        "{field}"
    );
    ensure!(t.chosen().await?.len() == 1, "{:?}", t.chosen().await?);
    Ok(())
}

/// The app adds a form above what was being read: that stays where it was.
async fn what_was_opened_and_scrolled_before_the_app_came_stays(t: &Test) -> Result<()> {
    const PLACE: &str = "const read = [...document.querySelectorAll('#app .prose h2')];
        const y = read[1].getBoundingClientRect().top;
        return [[...document.querySelectorAll('#app details')].every((it) => it.open), Math.round(y), window.scrollY > 0]";
    let mut places = Vec::new();
    before_the_app(t, "/on-your-page/", async || {
        t.js(
            "document.querySelectorAll('details').forEach((it) => { it.open = true });
             document.querySelectorAll('#app .prose h2')[1].scrollIntoView();
             window.scrollBy(0, -40)",
        )
        .await?;
        places.push(t.js(PLACE).await?);
        Ok(())
    })
    .await?;
    ensure!(places[0][2] == true, "not scrolled: {places:?}");
    // When the app has come, and later; browsers round to whole pixels.
    for pause in [0, 500] {
        tokio::time::sleep(std::time::Duration::from_millis(pause)).await;
        let after = t.js(PLACE).await?;
        let top = |place: &serde_json::Value| place[1].as_f64().unwrap_or(f64::NAN);
        let moved = (top(&after) - top(&places[0])).abs();
        ensure!(
            after[0] == true && moved <= 2.0,
            "{after}, was {}",
            places[0]
        );
    }
    Ok(())
}

/// What in-page translators do: each text gives its place to two elements with
/// another text, now and whenever one appears or changes; what says that it is
/// not to be translated stays.
const TRANSLATE: &str = "
    const seen = new WeakSet();
    const one = (text) => {
        const parent = text.parentElement;
        if (seen.has(text) || !text.data.trim() || !parent?.isConnected) return;
        if (parent.closest('script, style, textarea, [translate=no], font')) return;
        const outer = document.createElement('font'), inner = document.createElement('font');
        inner.textContent = text.data.replace(/[A-Za-z]+/g, (word) => word.toUpperCase() + 'X');
        seen.add(text);
        outer.append(inner);
        text.replaceWith(outer);
    };
    const all = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
        while (walker.nextNode()) texts.push(walker.currentNode);
        texts.forEach(one);
    };
    all(document.body);
    new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
            for (const node of addedNodes) {
                if (node.nodeType === Node.TEXT_NODE) one(node);
                else if (node.nodeType === Node.ELEMENT_NODE && node.localName !== 'font') all(node);
            }
        }
    }).observe(document.body, { subtree: true, childList: true })";

async fn translated_text_is_survived(t: &Test) -> Result<()> {
    t.open("/").await?;
    t.js(TRANSLATE).await?;
    taken_over(t).await?;
    mark(t).await?;
    follow(t, "/articles/").await?;
    follow(t, "/servers/").await?;
    t.text("form.question").await?;
    // The button moves as long as the number above it is not there.
    t.see("[data-test='count']", "SERVERSX").await?;
    t.click("[data-test='pick-for-me']").await?;
    let cards = t.three_cards().await?;
    ensure!(
        cards.iter().all(|card| card.domain.contains('.')),
        "{cards:#?}"
    );
    let names = t
        .js("return [...document.querySelectorAll('[data-domain] h2, [data-domain] h3')].map((it) => it.textContent)")
        .await?;
    ensure!(
        !names.to_string().contains("X\""),
        "names of servers were translated: {names}"
    );
    t.go_back().await?;
    t.text("form.question").await?;
    same_document(t).await
}

async fn documents_work_where_the_program_is_missing(t: &Test) -> Result<()> {
    t.expect_problem("integrity");
    t.expect_problem("WebAssembly");
    t.expect_problem("wasm");
    t.expect_problem("Failed");
    t.site.replace(&program(t).await?, "no program");
    for path in ["/", "/articles/", "/network/", "/servers/all/"] {
        t.open(path).await?;
        mark(t).await?;
        t.js("document.querySelector(\"#app a[href='/about/']\").click()")
            .await?;
        t.at("/about/", |now| now == "/about/").await?;
        let mark = t.js("return window.__mark ?? 0").await?;
        ensure!(
            mark == 0,
            "{path}: a link was taken by a program that is not there"
        );
    }
    Ok(())
}
