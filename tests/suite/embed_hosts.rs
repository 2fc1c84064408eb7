//! The embed on pages as they are: in hidden tabs and closed dialogs, in places
//! that change their width, under strict policies, beside frameworks and other
//! copies of the script. There is never a hole beside a link.

use e2e::browser::Browser;
use e2e::front::Front;
use e2e::{Case, Context, Result, Test, case, ensure};
use serde_json::json;

use crate::embed_loader::{host, send, stand_in};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(a_hidden_place_that_is_opened_is_as_high_as_what_is_in_it),
        case!(the_height_follows_the_width_both_ways),
        case!(a_place_without_width_or_not_shown_changes_nothing),
        case!(a_frame_that_is_kept_away_leaves_no_hole),
        case!(a_page_that_isolates_itself_can_have_it),
        case!(a_framework_may_take_its_link_away),
        case!(a_page_with_nonces_can_have_it),
        case!(what_a_page_has_replaced_costs_no_picker),
        case!(the_scripts_of_two_sites_do_not_mix),
        case!(a_page_that_is_gone_back_to_still_follows),
        case!(on_paper_the_frame_keeps_its_place).only(&[Browser::Chromium]),
        case!(the_true_frame_in_a_hidden_tab_fits_once_it_is_opened),
    ]
}

const SCRIPT: &str = "<script async src=\"{site}/embed/v1.js\"></script>";
const LINK: &str = "<div id=\"around\"><a class=\"spread-picker\" id=\"link\" \
    href=\"{site}/servers/\" style=\"position: relative\">Find your server</a></div>\
    <p id=\"after\">After</p>";

/// Where the frame ends on the page, and what comes behind it begins.
async fn height_is(t: &Test, what: &str, wanted: u64) -> Result<()> {
    let is = async || Ok((t.frame_height(0).await? == wanted).then_some(()));
    let outcome = t.eventually(&format!("{what}: {wanted} px"), is).await;
    if outcome.is_err() {
        let now = t.frame_height(0).await?;
        return outcome.with_context(|| format!("it is {now} px"));
    }
    outcome
}

async fn says(t: &Test, height: u64) -> Result<()> {
    send(t, 0, json!({"type": "resize", "height": height})).await
}

/// In each way of hiding: opened later, the frame is as high as what is in it,
/// and not as a place without width would have needed.
async fn a_hidden_place_that_is_opened_is_as_high_as_what_is_in_it(t: &Test) -> Result<()> {
    stand_in(t);
    for (around, open) in [
        ("<div id=\"tab\" hidden>|</div>", "tab.hidden = false"),
        (
            "<div id=\"tab\" style=\"display: none\">|</div>",
            "tab.style.display = 'block'",
        ),
        ("<dialog id=\"tab\">|</dialog>", "tab.showModal()"),
        (
            "<details id=\"tab\"><summary>More</summary>|</details>",
            "tab.open = true",
        ),
        (
            "<div id=\"tab\" style=\"width: 0; overflow: hidden\">|</div>",
            "tab.style.width = '600px'",
        ),
    ] {
        let body = format!(
            "{}<p id=\"after\">After</p>{SCRIPT}",
            around.replace('|', "<spread-picker></spread-picker>")
        );
        let _host = t.host(&body).await?;
        let there = async || Ok((t.frames().await? == 1).then_some(()));
        t.eventually("the frame", there).await?;
        t.js(open).await?;
        t.of_frame(0, "frame.scrollIntoView()").await?;
        t.hears("ready").await.context(around)?;
        let kept = t.frame_height(0).await?;
        let width = t.of_frame(0, "return frame.clientWidth").await?;
        // A dialog is as narrow as what is in it wants to be.
        let most = if width.as_u64() <= Some(330) {
            2030
        } else {
            1910
        };
        ensure!(
            (700..=most).contains(&kept),
            "{around}: room of {kept} px for {width}"
        );
        says(t, 987).await?;
        height_is(t, around, 987).await?;
    }
    Ok(())
}

async fn the_height_follows_the_width_both_ways(t: &Test) -> Result<()> {
    let _host = host(
        t,
        &format!(
            "<div id=\"place\" style=\"width: 900px\"><spread-picker></spread-picker></div>{SCRIPT}"
        ),
    )
    .await?;
    height_is(t, "room for a wide place", 1090).await?;
    // Before the frame has said a height, the room follows.
    t.js("place.style.width = '320px'").await?;
    height_is(t, "room for a narrow place", 2030).await?;
    t.js("place.style.width = '900px'").await?;
    height_is(t, "room for a wide place again", 1090).await?;
    // Then it is as high as what is in it, also where that is less.
    says(t, 1000).await?;
    t.hears("resize").await?;
    height_is(t, "nothing moves while nothing has changed", 1090).await?;
    t.js("place.style.width = '320px'").await?;
    height_is(t, "no room is kept once the width is another", 1000).await?;
    says(t, 1700).await?;
    height_is(t, "narrow", 1700).await?;
    t.js("place.style.width = '900px'").await?;
    says(t, 940).await?;
    height_is(t, "wide", 940).await
}

async fn a_place_without_width_or_not_shown_changes_nothing(t: &Test) -> Result<()> {
    let _host = host(
        t,
        &format!(
            "<div id=\"place\" style=\"width: 600px\"><spread-picker></spread-picker></div>{SCRIPT}"
        ),
    )
    .await?;
    // Another width gives up the room that was kept for the first question.
    says(t, 700).await?;
    t.js("place.style.width = '500px'").await?;
    height_is(t, "narrower", 700).await?;
    says(t, 950).await?;
    height_is(t, "shown", 950).await?;
    for (hide, show) in [
        ("place.style.display = 'none'", "place.style.display = ''"),
        ("place.style.width = '0'", "place.style.width = '500px'"),
    ] {
        t.js(hide).await?;
        // What a frame says of itself there: no height, or one without end.
        for height in [200, 6000] {
            t.js_with(
                "const picker = document.querySelector('spread-picker');
                 const frame = picker.shadowRoot.querySelector('iframe');
                 const id = new URL(frame.src).searchParams.get('id');
                 forge(JSON.stringify({ source: 'spread-picker', v: 1, id, type: 'resize', height: arguments[0] }),
                   new URL(frame.src).origin, 'spread-picker')",
                vec![json!(height)],
            )
            .await?;
            let styled = t.of_frame(0, "return frame.style.height").await?;
            ensure!(styled == "950px", "{hide}: {styled} for {height}");
        }
        t.js(show).await?;
        says(t, 950).await?;
        height_is(t, show, 950).await?;
    }
    Ok(())
}

/// Nothing is left of the frame's place: what follows stands right below the
/// link, which can be seen and clicked.
async fn no_hole(t: &Test, what: &str) -> Result<()> {
    let close = async || {
        let gap = t
            .js("const link = document.querySelector('#link');
                 const after = document.querySelector('#after').getBoundingClientRect();
                 const { top, bottom } = link.getBoundingClientRect();
                 return [bottom - top, after.top - bottom]")
            .await?;
        let n = |i: usize| gap[i].as_f64().unwrap_or(f64::MAX);
        Ok((n(0) > 5.0 && n(1) < 60.0).then_some(()))
    };
    t.eventually(&format!("{what}: no hole below the link"), close)
        .await?;
    let over = t
        .js(
            "const { left, top } = document.querySelector('#link').getBoundingClientRect();
             return document.elementFromPoint(left + 3, top + 3).id",
        )
        .await?;
    ensure!(over == "link", "{what}: {over} lies over the link");
    Ok(())
}

async fn a_frame_that_is_kept_away_leaves_no_hole(t: &Test) -> Result<()> {
    t.expect_problem("");
    for body in [
        format!("{LINK}{SCRIPT}"),
        format!(
            "<spread-picker><a id=\"link\" href=\"{{site}}/servers/\">Find your server</a></spread-picker>\
             <p id=\"after\">After</p>{SCRIPT}"
        ),
    ] {
        // A page that is none of ours: an error page, a filter's.
        t.site.replace(
            "/embed/",
            "<!doctype html><html lang=\"en\"><title>No</title>",
        );
        let _host = t.host(&body).await?;
        no_hole(t, "another page").await?;
        // A policy of the host.
        stand_in(t);
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"frame-src 'none'\">";
        let _host = t.host_with(policy, &body).await?;
        no_hole(t, "a policy").await?;
    }
    Ok(())
}

async fn a_page_that_isolates_itself_can_have_it(t: &Test) -> Result<()> {
    for policy in ["require-corp", "credentialless"] {
        let host = Front::start(None).await?;
        host.send_header("cross-origin-embedder-policy", policy)?;
        host.send_header("cross-origin-opener-policy", "same-origin")?;
        let _host = t.host_on(host, "", &format!("{LINK}{SCRIPT}")).await?;
        t.hears("ready").await.context(policy)?;
        let isolated = t.js("return window.crossOriginIsolated ?? null").await?;
        // WebKit knows the first of the two only.
        let known = policy == "require-corp" || t.browser != Browser::Webkit;
        ensure!(!known || isolated == true, "{policy}: {isolated}");
        t.in_frame(0, async || t.question("quiz.topics").await)
            .await
            .context(policy)?;
    }
    Ok(())
}

async fn a_framework_may_take_its_link_away(t: &Test) -> Result<()> {
    let _host = host(t, &format!("{LINK}{SCRIPT}")).await?;
    t.gone("#link").await?;
    // As React does it: by the parent that it put the link into.
    t.js("window.link = document.querySelector('#link');
          window.around = document.querySelector('#around');
          around.removeChild(link)")
        .await?;
    let gone = async || Ok((t.frames().await? == 0).then_some(()));
    t.eventually("the picker to go with its link", gone).await?;
    // And elsewhere it is a link again, with the looks that it had.
    t.js("around.append(link)").await?;
    t.see("#link", "Find your server").await?;
    let looks = t
        .js("return [link.style.position, link.style.display]")
        .await?;
    ensure!(looks == json!(["relative", ""]), "{looks}");
    Ok(())
}

async fn a_page_with_nonces_can_have_it(t: &Test) -> Result<()> {
    stand_in(t);
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'nonce-abc123' 'strict-dynamic'; img-src 'self'; frame-src {}; \
         base-uri 'none'\">",
        t.site.url()
    );
    let host = Front::start(None).await?;
    let body = format!(
        "{LINK}{}",
        SCRIPT.replace("<script ", "<script nonce=\"abc123\" ")
    );
    t.expect_problem("style-src");
    t.expect_problem("default-src");
    let _host = t.host_on(host, &policy, &body).await?;
    t.hears("ready").await?;
    t.gone("#link").await
}

/// Old libraries and what hides a visitor put their own in the place of what browsers
/// have. The picker comes all the same, or what the page put there stays.
async fn what_a_page_has_replaced_costs_no_picker(t: &Test) -> Result<()> {
    stand_in(t);
    for (replaced, comes) in [
        ("crypto.getRandomValues = () => {}", true),
        (
            "crypto.getRandomValues = () => { throw new Error('none') }",
            true,
        ),
        ("delete Crypto.prototype.getRandomValues", true),
        (
            "Object.defineProperty(window, 'crypto', { value: undefined })",
            true,
        ),
        ("Math.random = () => 0", true),
        ("window.IntersectionObserver = undefined", true),
        ("Element.prototype.checkVisibility = undefined", true),
        ("Element.prototype.attachShadow = undefined", false),
        (
            "Element.prototype.attachShadow = () => { throw new Error('closed') }",
            false,
        ),
    ] {
        let body = format!(
            "<script>{replaced}</script><spread-picker><p id=\"own\">Ask us for a server</p>\
             </spread-picker>{SCRIPT}"
        );
        let _host = t.host(&body).await.context(replaced)?;
        if comes {
            t.hears("ready").await.context(replaced)?;
            t.gone("#own").await.context(replaced)?;
        } else {
            let tried = async || {
                let tried = t.js("return customElements.get('spread-picker') !== undefined");
                Ok((tried.await? == true).then_some(()))
            };
            t.eventually("the script", tried).await.context(replaced)?;
            t.see("#own", "Ask us").await.context(replaced)?;
        }
    }
    Ok(())
}

async fn the_scripts_of_two_sites_do_not_mix(t: &Test) -> Result<()> {
    stand_in(t);
    let other = Front::start(None).await?;
    other.replace("/embed/v1.js", t.file("/embed/v1.js").await?);
    other.replace(
        "/embed/",
        "<!doctype html><html lang=\"en\"><head><title>B</title></head><body>\
        <script src=\"/embed/stand-in.js\"></script></body></html>",
    );
    other.replace("/embed/stand-in.js", t.file("/embed/stand-in.js").await?);
    let body = format!(
        "<spread-picker></spread-picker>{SCRIPT}{SCRIPT}\
         <iframe id=\"theirs\" src=\"{0}/embed/\" title=\"Another site's\" width=\"600\" height=\"300\"></iframe>\
         <script async src=\"{0}/embed/v1.js\"></script>",
        other.url()
    );
    let _host = t.host(&body).await?;
    t.of_frame(1, "frame.scrollIntoView()").await?;
    let both = async || {
        let ready = t.said("ready").await?;
        Ok(ready.iter().any(|it| it["on"] == "theirs").then_some(()))
    };
    t.eventually("the other site's frame to be looked after", both)
        .await?;
    ensure!(t.frames().await? == 2, "one script made a second frame");
    let first = t.of_frame(0, "return new URL(frame.src).origin").await?;
    ensure!(first == t.site.url() || first == other.url(), "{first}");
    // Each frame was told one name.
    let named = t
        .in_frame(1, async || {
            t.js("return new Set(heard.filter((it) => it.data.type === 'init').map((it) => it.data.id)).size")
                .await
        })
        .await?;
    ensure!(named == 1, "{named} names for one frame");
    Ok(())
}

async fn a_page_that_is_gone_back_to_still_follows(t: &Test) -> Result<()> {
    let host = host(t, &format!("{LINK}{SCRIPT}")).await?;
    host.replace("/next", "<!doctype html><html lang=\"en\"><head><title>Next</title></head><body><h1>Next</h1></body></html>");
    t.js("location.href = '/next'").await?;
    t.see("h1", "Next").await?;
    t.go_back().await?;
    t.see("h1", "Somebody's page").await?;
    // From the browser's memory or loaded anew: the picker is there and follows.
    t.hears("ready").await?;
    send(
        t,
        0,
        json!({"type": "step", "index": 2, "total": 4, "name": "language"}),
    )
    .await?;
    send(
        t,
        0,
        json!({"type": "step", "index": 3, "total": 4, "name": "signup"}),
    )
    .await?;
    says(t, 543).await?;
    height_is(t, "after the way back", 543).await
}

async fn on_paper_the_frame_keeps_its_place(t: &Test) -> Result<()> {
    let _host = host(t, &format!("{LINK}{SCRIPT}")).await?;
    says(t, 700).await?;
    t.js("document.querySelector('spread-picker').parentNode.style.width = '500px'")
        .await?;
    height_is(t, "narrower", 700).await?;
    says(t, 900).await?;
    height_is(t, "on the screen", 900).await?;
    let print = |media: &str| json!({"media": media});
    let cdp = t.driver.cdp();
    cdp.send_raw("Emulation.setEmulatedMedia", print("print"))
        .await?;
    ensure!(t.frame_height(0).await? == 900, "another height on paper");
    ensure!(t.count("#link").await? == 0, "the link and the picker");
    cdp.send_raw("Emulation.setEmulatedMedia", print(""))
        .await?;
    Ok(())
}

async fn the_true_frame_in_a_hidden_tab_fits_once_it_is_opened(t: &Test) -> Result<()> {
    let _host = t
        .host(&format!(
            "<div id=\"tab\" hidden><spread-picker></spread-picker></div><p id=\"after\">After</p>{SCRIPT}"
        ))
        .await?;
    let there = async || Ok((t.frames().await? == 1).then_some(()));
    t.eventually("the frame", there).await?;
    t.js("tab.hidden = false").await?;
    for width in ["100%", "400px", "900px"] {
        t.js_with("tab.style.width = arguments[0]", vec![json!(width)])
            .await?;
        let fits = async || {
            let inside = t
                .in_frame(0, async || {
                    t.question("quiz.topics").await?;
                    t.js(
                        "return Math.ceil(document.documentElement.getBoundingClientRect().height)",
                    )
                    .await
                })
                .await?;
            let outside = t.frame_height(0).await?;
            Ok((inside.as_u64() == Some(outside)).then_some(()))
        };
        t.eventually(&format!("the frame as high as its page at {width}"), fits)
            .await?;
    }
    Ok(())
}
