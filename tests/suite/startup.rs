//! Whatever keeps the program from starting: within ten seconds the page says
//! what happened, keeps what was ticked, and its form leads to the list of all
//! servers.
//!
//! The first question is tried in three browsers, with every fault. What other pages
//! load beyond it comes over the same few calls in `public/boot.js`, so Chromium and
//! one fault prove that none of these files is waited for in silence.

use std::collections::BTreeSet;

use e2e::browser::Browser;
use e2e::front::FileFault;
use e2e::{Case, Context, Profile, Result, Test, case, ensure, say};
use serde_json::json;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(no_missing_file_is_a_dead_end),
        case!(no_file_of_a_wrong_type_is_a_dead_end),
        case!(no_blocked_file_is_a_dead_end),
        case!(no_half_of_a_file_is_a_dead_end),
        case!(no_page_in_the_place_of_a_file_is_a_dead_end),
        case!(no_file_that_hangs_is_a_dead_end),
        // See above why one browser is enough.
        case!(no_file_of_results_is_waited_for_in_silence).only(&[Browser::Chromium]),
        case!(no_file_of_the_frame_is_waited_for_in_silence).only(&[Browser::Chromium]),
        case!(no_file_of_a_server_is_waited_for_in_silence).only(&[Browser::Chromium]),
        case!(no_file_of_the_page_to_follow_is_waited_for_in_silence).only(&[Browser::Chromium]),
        case!(every_kind_of_page_says_that_its_program_fails),
        case!(a_page_says_that_its_program_has_stopped),
        case!(pick_for_me_leads_to_the_list_where_nothing_can_be_picked),
        case!(a_browser_without_webassembly_is_told_so),
        case!(a_browser_that_is_too_old_is_told_so),
        case!(a_build_in_another_place_says_so_and_works_as_documents),
        case!(an_exception_at_the_start_is_said),
        case!(a_program_that_stops_leaves_the_way_to_the_list),
        case!(a_program_that_never_comes_lets_the_form_go),
        // The notice comes by an animation, which must not be one of those that
        // this visitor does without. WebKitGTK has no such setting here.
        case!(a_late_program_is_said_to_who_wants_nothing_to_move)
            .only(&[Browser::Chromium, Browser::Firefox])
            .profile(Profile {
                reduced_motion: true,
                ..Profile::default()
            }),
        case!(the_page_stays_while_something_is_pressed),
        case!(a_frame_that_nobody_touches_complains_of_nothing),
    ]
}

/// What a visitor can be told.
const NOTICES: &str = "#broken, #late";

/// How many of them can be seen.
pub(crate) async fn notices(t: &Test) -> Result<u64> {
    let seen = t
        .js_with(
            "return [...document.querySelectorAll(arguments[0])].filter((it) =>
                 it.getClientRects().length && getComputedStyle(it).visibility === 'visible').length",
            vec![json!(NOTICES)],
        )
        .await?;
    seen.as_u64().context("no number")
}

/// When a notice must be there, in milliseconds of the page's own clock.
const SOON: f64 = 10_000.0;

/// Opens a page and waits for its program, coming near as a visitor does: frames and
/// pages that are only read wait for that.
async fn run_at(t: &Test, path: &str) -> Result<()> {
    t.open(path).await?;
    t.eventually("the program", async || Ok(near(t).await?.then_some(())))
        .await
}

/// Comes near to the page; whether its program runs.
async fn near(t: &Test) -> Result<bool> {
    let runs = t
        .js(
            "const place = document.querySelector('#app:not([data-app])');
             place?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
             return !place",
        )
        .await?;
    Ok(runs == true)
}

/// The paths that a page asks the site for.
async fn needed(t: &Test, path: &str) -> Result<BTreeSet<String>> {
    // What the browser or the site's own worker keeps would not be asked for again.
    t.site.uncached();
    t.site.run_first(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { return undefined; } })",
    );
    let before = t.site.requests().len();
    run_at(t, path).await?;
    // What the program itself asks for comes after it runs.
    let lists = async || {
        let all = t.site.requests().split_off(before);
        let asked =
            !path.starts_with("/servers/") || all.iter().any(|it| it.contains("directory.json"));
        Ok(asked.then_some(()))
    };
    t.eventually("the list of servers asked for", lists).await?;
    let all = t.site.requests().split_off(before);
    let files = all
        .iter()
        .map(|it| it.split('?').next().unwrap_or(it).to_owned());
    // The page is what speaks; the watching script and the icon that browsers
    // ask for by themselves are not of the site.
    let files: BTreeSet<String> = files
        .filter(|it| !it.ends_with('/') && it != "/__watch.js" && it != "/favicon.ico")
        .collect();
    for part in ["boot", ".wasm"] {
        ensure!(
            files.iter().any(|it| it.contains(part)),
            "no {part} in {files:?}"
        );
    }
    Ok(files)
}

/// What the page with the first question asks for.
async fn needed_at_first(t: &Test) -> Result<BTreeSet<String>> {
    let files = needed(t, "/servers/").await?;
    for part in ["config.json", "directory.json", ".svg"] {
        ensure!(
            files.iter().any(|it| it.contains(part)),
            "no {part} in {files:?}"
        );
    }
    Ok(files)
}

/// Whether a file is a part of the program, not the one that starts.
fn is_part(path: &str) -> bool {
    path.ends_with(".wasm") && !path.ends_with("_bg.wasm")
}

/// Whether it is one that a question stands without: with the engine.
fn is_of_engine(path: &str) -> bool {
    let mut users = path.trim_start_matches('/').split('-');
    is_part(path) && users.clone().any(|it| it == "results") && users.all(|it| it != "picker")
}

async fn tick(t: &Test) -> Result<()> {
    t.js("document.querySelector(\"input[value='trains']\").click()")
        .await?;
    Ok(())
}

async fn is_ticked(t: &Test) -> Result<bool> {
    let ticked = t
        .js("return document.querySelector(\"input[value='trains']\").checked")
        .await?;
    Ok(ticked == true)
}

/// Whether the program runs; otherwise the page has said in time that it does
/// not.
async fn runs(t: &Test) -> Result<bool> {
    let settled = async || {
        let runs = near(t).await?;
        if notices(t).await? > 0 {
            let now = t.js("return performance.now()").await?;
            let now = now.as_f64().unwrap_or(f64::MAX);
            ensure!(now < SOON, "said after {now} ms");
            return Ok(Some(false));
        }
        Ok(runs.then_some(true))
    };
    t.eventually("the program, or a word", settled).await
}

/// The form leads to the next question, or else to the list of all servers.
async fn leads_on(t: &Test, runs: bool) -> Result<()> {
    ensure!(is_ticked(t).await?, "the tick is gone");
    t.js("document.querySelector(\"[data-test='continue']\").click()")
        .await?;
    if runs {
        return t.see("h1", say("quiz.languages")?).await;
    }
    // Without any script of ours the browser sends the form: to the list, which
    // shows what was ticked where it can, and leads to that part of it.
    let list = "/servers/all/?topic=trains";
    let part = "/servers/all/topic/trains/";
    t.at("the servers about trains", |at| {
        at.starts_with(part) || at.starts_with(list)
    })
    .await?;
    if t.path().await?.starts_with(part) {
        return t.see("h1", say("topics.trains")?).await;
    }
    t.see("h1", say("pages.picker.all")?).await
}

async fn one_at_a_time(t: &Test, fault: FileFault) -> Result<()> {
    // Whatever a browser remarks on the file that is spoilt.
    t.expect_problem("");
    // The parts of the program come over one call for all of them: each is tried in
    // one browser, with a file that is not there and half of one.
    let each = t.browser == Browser::Chromium
        && matches!(fault, FileFault::Missing | FileFault::Truncated);
    let mut tried = BTreeSet::new();
    let files = needed_at_first(t).await?;
    let is_cut = files.iter().any(|path| is_part(path));
    for path in files {
        let of_engine = is_of_engine(&path);
        if is_part(&path) && !tried.insert(of_engine) && !each {
            continue;
        }
        // A document waits for its own scripts and pictures, and WebDriver for the
        // document: what hangs is tried with what the program asks for.
        if fault == FileFault::Hanging && !path.ends_with(".wasm") && !path.ends_with(".json") {
            continue;
        }
        t.site.fail(&path, fault);
        let what = format!("{path}: {fault:?}");
        t.forget().await?;
        t.open("/servers/").await?;
        tick(t).await?;
        let mut runs = runs(t).await.with_context(|| what.clone())?;
        if runs && of_engine && fault != FileFault::Hanging {
            runs = counts(t).await.with_context(|| what.clone())?;
        }
        leads_on(t, runs).await.context(what)?;
        t.site.restore(&path);
    }
    ensure!(
        tried.len() == if is_cut { 2 } else { 0 },
        "no part with the engine, or no other"
    );
    Ok(())
}

/// Whether the engine is there, which counts servers; otherwise the page has said in
/// time that it is not.
async fn counts(t: &Test) -> Result<bool> {
    let settled = async || {
        if notices(t).await? > 0 {
            return Ok(Some(false));
        }
        let counted = t.texts("[data-test='count']").await?;
        let counted = counted.iter().any(|it| it.contains(char::is_numeric));
        Ok(counted.then_some(true))
    };
    t.eventually("the number of servers, or a word", settled)
        .await
}

async fn no_missing_file_is_a_dead_end(t: &Test) -> Result<()> {
    one_at_a_time(t, FileFault::Missing).await
}

async fn no_file_of_a_wrong_type_is_a_dead_end(t: &Test) -> Result<()> {
    one_at_a_time(t, FileFault::WrongType).await
}

async fn no_blocked_file_is_a_dead_end(t: &Test) -> Result<()> {
    one_at_a_time(t, FileFault::Blocked).await
}

async fn no_half_of_a_file_is_a_dead_end(t: &Test) -> Result<()> {
    one_at_a_time(t, FileFault::Truncated).await
}

async fn no_page_in_the_place_of_a_file_is_a_dead_end(t: &Test) -> Result<()> {
    one_at_a_time(t, FileFault::OtherPage).await
}

async fn no_file_that_hangs_is_a_dead_end(t: &Test) -> Result<()> {
    one_at_a_time(t, FileFault::Hanging).await
}

/// Each file of a page that the first question does without is kept away once: the
/// program runs all the same, or the page
/// says in time that it does not.
async fn none_is_waited_for_in_silence(t: &Test, page: &str) -> Result<()> {
    t.expect_problem("");
    let mut known = needed_at_first(t).await?;
    known.retain(|path| !is_of_engine(path));
    let needed = needed(t, page).await?;
    let more: Vec<&String> = needed.difference(&known).collect();
    // A program that is not cut comes whole with the first question.
    let is_cut = known.iter().any(|path| is_part(path));
    ensure!(
        !(is_cut && more.is_empty()),
        "nothing beyond the first question's"
    );
    for path in more {
        t.site.fail(path, FileFault::Blocked);
        t.open(page).await?;
        runs(t).await.with_context(|| format!("{page}: {path}"))?;
        t.site.restore(path);
    }
    Ok(())
}

async fn no_file_of_results_is_waited_for_in_silence(t: &Test) -> Result<()> {
    none_is_waited_for_in_silence(t, "/servers/?v=1&topic=art&lang=en&step=results&seed=5").await
}

async fn no_file_of_the_frame_is_waited_for_in_silence(t: &Test) -> Result<()> {
    none_is_waited_for_in_silence(t, "/embed/").await
}

async fn no_file_of_a_server_is_waited_for_in_silence(t: &Test) -> Result<()> {
    none_is_waited_for_in_silence(t, "/servers/at/?d=mastodon.social").await
}

async fn no_file_of_the_page_to_follow_is_waited_for_in_silence(t: &Test) -> Result<()> {
    none_is_waited_for_in_silence(t, "/fill/").await
}

/// A file that the tag of `boot.js` names, as the first question has it.
async fn named(t: &Test, attribute: &str) -> Result<String> {
    let page = String::from_utf8(t.file("/servers/").await?)?;
    let (_, path) = page
        .split_once(&format!("{attribute}="))
        .with_context(|| format!("no {attribute}"))?;
    let path = path.trim_start_matches('"');
    let end = path.find(['"', ' ', '>']).context("no end")?;
    Ok(path[..end].to_owned())
}

async fn every_kind_of_page_says_that_its_program_fails(t: &Test) -> Result<()> {
    t.expect_problem("");
    t.site.fail(&named(t, "data-js").await?, FileFault::Blocked);
    for path in [
        "/servers/at/?d=mastodon.social",
        "/servers/all/",
        "/fill/",
        "/invite/",
    ] {
        t.open(path).await?;
        t.see("#broken", say("pages.program.load")?)
            .await
            .context(path)?;
        let dead = t
            .count("#app .needs-program, #app .browse-controls")
            .await?;
        ensure!(dead == 0, "{path}: {dead} controls that do nothing");
    }
    // What is only read is whole, and says nothing.
    t.open("/articles/").await?;
    t.eventually("the failure", async || {
        let noticed = t
            .js("return document.documentElement.classList.contains('no-app')")
            .await?;
        Ok((noticed == true).then_some(()))
    })
    .await?;
    ensure!(notices(t).await? == 0, "a complaint about an article");
    Ok(())
}

async fn a_page_says_that_its_program_has_stopped(t: &Test) -> Result<()> {
    t.expect_problem("");
    for path in ["/articles/", "/invite/", "/servers/all/"] {
        run_at(t, path).await?;
        ensure!(notices(t).await? == 0, "{path}: a complaint");
        // As a release build stops, where a debug build panics. Firefox's driver has
        // built-in objects of its own: the error must be one of the page.
        t.js(
            "const error = new window.WebAssembly.RuntimeError('unreachable');
             dispatchEvent(new ErrorEvent('error', { error, message: error.message }))",
        )
        .await?;
        t.see("#broken", say("pages.program.stopped")?)
            .await
            .context(path)?;
    }
    Ok(())
}

async fn pick_for_me_leads_to_the_list_where_nothing_can_be_picked(t: &Test) -> Result<()> {
    t.expect_problem("");
    t.site.uncached();
    const PICK: &str = "document.querySelector(\"[data-test='pick-for-me']\").click()";
    let (js, wasm) = (named(t, "data-js").await?, named(t, "data-wasm").await?);
    let to_trains = |at: &str| at.starts_with("/servers/all/topic/trains/");
    t.site.fail(&js, FileFault::Blocked);
    for control in [PICK, "document.querySelector('#broken a').click()"] {
        t.open("/servers/").await?;
        t.see("#broken", say("pages.program.load")?).await?;
        // After the notice has come: it leads to what is ticked now.
        tick(t).await?;
        t.js(control).await?;
        t.at("the servers about trains", to_trains).await?;
    }
    // A topic without a page of its own leads to the whole list.
    t.open("/servers/?v=1&topic=of-another-version").await?;
    t.see("#broken", say("pages.program.load")?).await?;
    t.js(PICK).await?;
    t.see("h1", say("pages.picker.all")?).await?;
    t.site.restore(&js);
    // Pressed at once, and held until it is clear that nothing comes.
    t.site.set_stuck(Some(&wasm));
    t.open("/servers/").await?;
    tick(t).await?;
    t.js(PICK).await?;
    t.at("the servers about trains", to_trains).await?;
    t.site.set_stuck(None);
    Ok(())
}

async fn a_late_program_is_said_to_who_wants_nothing_to_move(t: &Test) -> Result<()> {
    t.site.set_stuck(Some(&named(t, "data-wasm").await?));
    t.open("/servers/").await?;
    ensure!(notices(t).await? == 0, "a complaint before it is late");
    t.see("#late", say("pages.program.late_text")?).await?;
    t.site.set_stuck(None);
    Ok(())
}

/// The page after this script says this and leads on, to the topic's place.
async fn told(t: &Test, script: &str, words: &str) -> Result<()> {
    t.expect_problem("WebAssembly");
    t.expect_problem("wasm");
    t.expect_problem("no more");
    t.site.run_first(script);
    t.open("/servers/").await?;
    tick(t).await?;
    t.see("#broken", say(words)?).await?;
    ensure!(!runs(t).await?);
    ensure!(t.count("#broken p").await? == 2, "one reason and one link");
    // Nothing loads any more, and nothing says so.
    let shown = t.text("main").await?;
    let loading = say("quiz.count_loading")?;
    ensure!(!shown.contains(loading), "below the notice: {loading}");
    leads_on(t, false).await
}

async fn a_browser_without_webassembly_is_told_so(t: &Test) -> Result<()> {
    for off in [
        "delete globalThis.WebAssembly",
        // As what switches it off from outside leaves it.
        "globalThis.WebAssembly = null",
        "globalThis.WebAssembly = {}",
    ] {
        told(t, off, "pages.program.webassembly").await?;
    }
    // As a policy does it that forbids it, one on the way or ours in a browser that does
    // not know all of it: the object is there and refuses.
    let refuses = "WebAssembly.Module = function () { throw new EvalError('no more'); };
        for (const name of ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming']) {
          WebAssembly[name] = () => Promise.reject(new EvalError('no more'));
        }";
    told(t, refuses, "pages.program.refused").await
}

async fn a_browser_that_is_too_old_is_told_so(t: &Test) -> Result<()> {
    // An engine that does not know what the program is made of.
    let old = "WebAssembly.validate = () => false;
        for (const name of ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming']) {
          WebAssembly[name] = () => Promise.reject(new WebAssembly.CompileError('no more'));
        }";
    told(t, old, "pages.program.old").await
}

async fn a_build_in_another_place_says_so_and_works_as_documents(t: &Test) -> Result<()> {
    t.expect_problem("");
    t.site.lie_below("/some/folder/");
    t.open("/some/folder/servers/").await?;
    tick(t).await?;
    t.see("#broken", say("pages.program.misplaced")?).await?;
    ensure!(is_ticked(t).await?);
    let problems = t.problems().await?;
    let said = problems
        .iter()
        .find(|it| it.contains("--public-url /some/folder/"));
    ensure!(said.is_some(), "nothing in the console: {problems:?}");
    t.js("document.querySelector(\"[data-test='continue']\").click()")
        .await?;
    t.at("the list", |at| {
        at.starts_with("/some/folder/servers/all/topic/trains/")
    })
    .await?;
    t.see("h1", say("topics.trains")?).await?;
    t.click_text("a", say("pages.nav.find")?).await?;
    t.at("the picker", |at| at == "/some/folder/servers/").await
}

async fn an_exception_at_the_start_is_said(t: &Test) -> Result<()> {
    let breaks = "for (const name of ['createTextNode', 'createComment']) {
          Document.prototype[name] = () => { throw new TypeError('no more'); };
        }";
    told(t, breaks, "pages.program.stopped").await
}

async fn a_program_that_stops_leaves_the_way_to_the_list(t: &Test) -> Result<()> {
    t.expect_problem("");
    t.start_quiz().await?;
    t.choose(say("topics.trains")?).await?;
    t.go_on().await?;
    t.question("quiz.languages").await?;
    t.js("document.querySelector(\"input[name='lang']\").click()")
        .await?;
    // What it draws next throws.
    t.js(
        "for (const name of ['createTextNode', 'createComment', 'createElement']) {
            Document.prototype[name] = () => { throw new TypeError('no more'); };
          }
          document.querySelector(\"[data-test='continue']\").click()",
    )
    .await?;
    t.see("#broken", say("pages.program.stopped")?).await?;
    t.click("#broken a").await?;
    t.at("the topic of the question before", |at| {
        at.starts_with("/servers/all/topic/trains/")
    })
    .await
}

async fn a_program_that_never_comes_lets_the_form_go(t: &Test) -> Result<()> {
    t.site.set_stuck(Some(&named(t, "data-wasm").await?));
    t.open("/servers/").await?;
    tick(t).await?;
    // Pressed at once, and held until it is clear that nothing comes.
    t.js("document.querySelector(\"[data-test='continue']\").click()")
        .await?;
    t.at("the servers about trains", |at| {
        at.starts_with("/servers/all/topic/trains/")
    })
    .await?;
    t.site.set_stuck(None);
    Ok(())
}

async fn a_frame_that_nobody_touches_complains_of_nothing(t: &Test) -> Result<()> {
    let _host = t
        .host("<iframe src=\"{site}/embed/\" title=\"Find a server\" width=\"600\" height=\"900\"></iframe>")
        .await?;
    t.in_frame(0, async || {
        let late = async || {
            let now = t.js("return performance.now()").await?;
            ensure!(notices(t).await? == 0, "a complaint");
            Ok((now.as_f64().unwrap_or_default() > SOON).then_some(()))
        };
        t.eventually("ten seconds", late).await
    })
    .await
}

async fn the_page_stays_while_something_is_pressed(t: &Test) -> Result<()> {
    t.site.run_first(
        "addEventListener('DOMContentLoaded', () => {
           const order = (window.order = []);
           const press = (name) => {
             order.push(name);
             document.body.dispatchEvent(new PointerEvent(name, { bubbles: true }));
           };
           press('pointerdown');
           setTimeout(() => press('pointerup'), 900);
           new MutationObserver(() => order.push('drawn'))
             .observe(document.getElementById('app'), { attributeFilter: ['data-app'] });
         })",
    );
    t.open("/servers/").await?;
    t.find("#app[data-app]").await?;
    let order = t.js("return window.order").await?;
    ensure!(
        order == json!(["pointerdown", "pointerup", "drawn"]),
        "{order}"
    );
    Ok(())
}
