//! `embed/v1.js` on other people's pages, with a stand-in for the frame that
//! says whatever the test wants. The true frame is in `embed.rs`.

use e2e::browser::Browser;
use e2e::front::Front;
use e2e::{Case, Result, Test, bail, case, ensure};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(a_link_becomes_the_picker),
        case!(the_link_stays_when_the_frame_never_answers),
        case!(an_element_can_come_late_go_and_come_back),
        case!(a_frame_of_the_page_s_own_gets_its_height_too),
        case!(the_height_follows_and_nothing_moves_before_the_visitor_does),
        case!(forged_words_change_nothing),
        case!(forged_messages_from_others_change_nothing),
        case!(prototypes_lend_no_field),
        case!(two_pickers_do_not_mix),
        case!(a_frame_without_an_origin_works),
        case!(answers_reach_the_page_only_with_its_consent),
        case!(a_strict_page_can_have_it),
        case!(changed_attributes_reach_the_frame),
        case!(bad_attributes_are_named_once),
        case!(the_layout_of_the_page_stays_where_it_is).only(&[Browser::Chromium]),
    ]
}

const STAND_IN: &str = "<!doctype html><html lang=\"en\"><head><title>A frame</title></head>\
    <body><h1>A frame</h1><script src=\"/embed/stand-in.js\"></script></body></html>";

/// Says that it is ready, and then what it is told to.
const SCRIPT: &str = "window.myId = new URLSearchParams(location.search).get('id') || '';
window.heard = [];
window.send = (fields) => parent.postMessage({ source: 'spread-picker', v: 1, id: myId, ...fields }, '*');
addEventListener('message', (event) => heard.push({ data: event.data, origin: event.origin }));
send({ type: 'ready' });
";

// The first one leads nowhere, and stays as it is.
const LINK: &str = "<p>Before</p><a class=\"spread-picker\" href=\"https://[\">x</a><a class=\"spread-picker\" id=\"link\" \
    href=\"{site}/servers/?topic=tech&topic=art&x=1\" data-theme=\"dark\">Find your server</a>\
    <p id=\"after\">After</p><script async src=\"{site}/embed/v1.js\"></script>";
const ELEMENT: &str = "<spread-picker id=\"picker\" data-height=\"400\"></spread-picker>\
    <script async src=\"{site}/embed/v1.js\"></script>";

pub(crate) fn stand_in(t: &Test) {
    t.site.replace("/embed/", STAND_IN);
    t.site.replace("/embed/stand-in.js", SCRIPT);
}

/// Opens a page with the stand-in in it and waits until it has answered.
pub(crate) async fn host(t: &Test, body: &str) -> Result<Front> {
    stand_in(t);
    let host = t.host(body).await?;
    t.hears("ready").await?;
    Ok(host)
}

/// Lets the frame say this, as itself.
pub(crate) async fn send(t: &Test, at: u64, fields: Value) -> Result<()> {
    t.in_frame(at, async || {
        t.js_with("send(arguments[0])", vec![fields])
            .await
            .map(drop)
    })
    .await
}

/// What the frame has heard, once it has heard something of this kind.
async fn heard(t: &Test, at: u64, kind: &str) -> Result<Value> {
    t.in_frame(at, async || {
        let heard = async || {
            let found = t
                .js_with(
                    "return heard.filter((it) => it.data.type === arguments[0]).pop() ?? null",
                    vec![json!(kind)],
                )
                .await?;
            Ok((!found.is_null()).then_some(found))
        };
        t.eventually(&format!("`{kind}` from the page"), heard)
            .await
    })
    .await
}

/// Waits for a true message after the forged ones, which came before it: all
/// of them have been looked at then.
async fn settled(t: &Test, at: u64) -> Result<()> {
    let before = t.said("error").await?.len();
    send(t, at, json!({"type": "error", "code": "settled"})).await?;
    let more = async || Ok((t.said("error").await?.len() > before).then_some(()));
    t.eventually("the frame's last word", more).await
}

async fn a_link_becomes_the_picker(t: &Test) -> Result<()> {
    let _host = host(t, LINK).await?;
    let frame = t
        .of_frame(
            0,
            "return [frame.title, frame.getAttribute('sandbox'), frame.loading, frame.src,
                     frame.referrerPolicy, getComputedStyle(frame).opacity]",
        )
        .await?;
    ensure!(frame[0] == "Find your server", "{frame}");
    ensure!(
        frame[1]
            == "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox \
                allow-same-origin",
        "{frame}"
    );
    ensure!(frame[2] == "lazy" && frame[4] == "no-referrer", "{frame}");
    let address = frame[3].as_str().unwrap_or_default();
    ensure!(
        address.starts_with(&format!(
            "{}/embed/?theme=dark&topic=tech%2Cart&id=",
            t.site.url()
        )),
        "{address}"
    );
    ensure!(frame[5] == "1", "{frame}");
    t.gone("#link").await?;
    let order = t
        .js(
            "const [picker, after] = document.querySelectorAll('spread-picker, #after');
             return picker.previousElementSibling.id === 'link'
               && picker.nextElementSibling === after",
        )
        .await?;
    ensure!(order == true, "it does not stand where the link stands");
    // It greets back, and to this site alone.
    let init = heard(t, 0, "init").await?;
    ensure!(
        init["data"]["source"] == "spread-picker" && init["data"]["v"] == 1,
        "{init}"
    );
    Ok(())
}

async fn the_link_stays_when_the_frame_never_answers(t: &Test) -> Result<()> {
    t.site.replace(
        "/embed/",
        "<!doctype html><html lang=\"en\"><head><title>Broken</title></head><body></body></html>",
    );
    let _host = t.host(LINK).await?;
    let framed = async || Ok((t.frames().await? == 1).then_some(()));
    t.eventually("the frame", framed).await?;
    t.see("#link", "Find your server").await?;
    // Clicked as a mouse does: nothing lies over it.
    t.site.replace(
        "/servers/",
        "<!doctype html><html lang=\"en\"><head><title>x</title></head><body><h1>Whole</h1></body></html>",
    );
    t.click("#link").await?;
    t.see("h1", "Whole").await
}

async fn listeners(t: &Test) -> Result<u64> {
    Ok(t.js("return listeners").await?.as_u64().unwrap_or(99))
}

async fn an_element_can_come_late_go_and_come_back(t: &Test) -> Result<()> {
    stand_in(t);
    let _host = t
        .host("<div id=\"place\"></div><script src=\"{site}/embed/v1.js\"></script>")
        .await?;
    ensure!(t.frames().await? == 0, "a frame that nobody asked for");
    ensure!(listeners(t).await? == 0, "it listens without a frame");
    let mut names = Vec::new();
    for round in 1..=3 {
        t.js(
            "const it = window.kept ??= document.createElement('spread-picker');
              it.id = 'late';
              document.querySelector('#place').append(it)",
        )
        .await?;
        let ready = async || Ok((t.said("ready").await?.len() == round).then_some(()));
        t.eventually("an answer of each new frame", ready).await?;
        ensure!(t.frames().await? == 1, "round {round}");
        ensure!(listeners(t).await? == 1, "round {round}");
        names.push(t.of_frame(0, "return frame.src").await?);
        t.js("window.kept.remove()").await?;
        ensure!(t.frames().await? == 0, "round {round}");
        ensure!(
            listeners(t).await? == 0,
            "a listener stayed behind in round {round}"
        );
    }
    names.dedup();
    ensure!(names.len() == 3, "two frames had one name: {names:?}");
    // Moved within one task: taken out and put in again.
    t.js("document.querySelector('#place').append(window.kept); document.body.append(window.kept)")
        .await?;
    let ready = async || Ok((t.said("ready").await?.len() == 4).then_some(()));
    t.eventually("an answer after the move", ready).await?;
    ensure!(t.frames().await? == 1 && listeners(t).await? == 1);
    // Made by the parser, by a program, by a template: all the same.
    t.js("document.querySelector('#place').innerHTML = '<spread-picker></spread-picker>'")
        .await?;
    let two = async || Ok((t.said("ready").await?.len() == 5).then_some(()));
    t.eventually("the second one", two).await?;
    ensure!(listeners(t).await? == 1, "one listener is enough for two");
    Ok(())
}

async fn a_frame_of_the_page_s_own_gets_its_height_too(t: &Test) -> Result<()> {
    let _host = host(
        t,
        // The first one leads nowhere: such addresses once kept browsers from complaining.
        "<iframe src=\"//:0\" title=\"Of others\"></iframe>\
         <iframe id=\"mine\" src=\"{site}/embed/?topic=tech\" title=\"Find a server\" \
         style=\"border: 0; width: 100%; height: 640px\"></iframe>\
         <script async src=\"{site}/embed/v1.js\"></script>",
    )
    .await?;
    let init = heard(t, 1, "init").await?;
    let id = init["data"]["id"].clone();
    ensure!(id.as_str().is_some_and(|id| id.len() > 8), "{init}");
    // Only under the name it was given.
    send(
        t,
        1,
        json!({"type": "resize", "height": 500, "id": "other"}),
    )
    .await?;
    send(t, 1, json!({"type": "error", "code": "settled", "id": id})).await?;
    t.hears("error").await?;
    ensure!(t.frame_height(1).await? == 640);
    send(t, 1, json!({"type": "resize", "height": 777, "id": id})).await?;
    let event = t.hears("resize").await?;
    ensure!(
        event["on"] == "mine" && event["detail"] == json!({"height": 777}),
        "{event}"
    );
    ensure!(t.frame_height(1).await? == 777);
    Ok(())
}

async fn the_height_follows_and_nothing_moves_before_the_visitor_does(t: &Test) -> Result<()> {
    let _host = host(t, ELEMENT).await?;
    ensure!(
        t.frame_height(0).await? == 400,
        "the room that was asked for"
    );
    let step =
        |name: &str, index: u64| json!({"type": "step", "index": index, "total": 4, "name": name});
    send(t, 0, step("topics", 1)).await?;
    for (says, is) in [(900, 900), (300, 400), (650, 650)] {
        send(t, 0, json!({"type": "resize", "height": says})).await?;
        let follows = async || Ok((t.frame_height(0).await? == is).then_some(()));
        t.eventually(&format!("{is} px for {says}"), follows)
            .await?;
    }
    // From the second page on it may be lower than the room kept free.
    send(t, 0, step("language", 2)).await?;
    send(t, 0, json!({"type": "resize", "height": 300})).await?;
    let follows = async || Ok((t.frame_height(0).await? == 300).then_some(()));
    t.eventually("300 px", follows).await?;
    let scrolls = t
        .in_frame(0, async || {
            t.js("return document.documentElement.scrollHeight > innerHeight")
                .await
        })
        .await?;
    ensure!(scrolls == false, "a scroll bar");
    Ok(())
}

async fn forged_words_change_nothing(t: &Test) -> Result<()> {
    let _host = host(t, ELEMENT).await?;
    let mut forged = vec![json!({"type": "resize"})];
    for height in [
        json!(-5),
        json!(0),
        json!(199),
        json!(6001),
        json!(1e9),
        json!(700.5),
        json!("700"),
        json!(null),
        json!([700]),
        json!({"valueOf": 700}),
        json!(true),
    ] {
        forged.push(json!({"type": "resize", "height": height}));
    }
    let height = json!({"type": "resize", "height": 700});
    for (key, value) in [
        ("v", json!(2)),
        ("v", json!("1")),
        ("v", json!(null)),
        ("id", json!("")),
        ("id", json!("other")),
        ("id", json!(null)),
        ("source", json!("giscus")),
        ("source", json!(["spread-picker"])),
        ("type", json!("resized")),
        ("type", json!("constructor")),
        ("type", json!("__proto__")),
        ("type", json!(["resize"])),
        ("type", json!("init")),
        ("type", json!("config")),
    ] {
        let mut message = height.clone();
        message[key] = value;
        forged.push(message);
    }
    for domain in [
        json!("javascript:alert(1)"),
        json!("evil.example/path"),
        json!("EVIL.example"),
        json!("localhost"),
        json!(""),
        json!("a..example"),
        json!(5),
        json!(format!("{}.example", "a".repeat(260))),
        json!("a.example\nb"),
        json!(["a.example"]),
    ] {
        forged.push(json!({"type": "select", "domain": domain}));
    }
    for (index, total, name) in [
        (json!(0), json!(4), json!("topics")),
        (json!(1), json!("4"), json!("topics")),
        (json!(1), json!(4), json!("Not a word")),
        (json!(1), json!(4), json!(null)),
    ] {
        forged.push(json!({"type": "step", "index": index, "total": total, "name": name}));
    }
    forged.push(json!({"type": "results", "count": -1}));
    forged.push(json!({"type": "error", "code": "<b>"}));
    let number = forged.len();
    for message in forged {
        send(t, 0, message).await?;
    }
    t.in_frame(0, async || {
        t.js("for (const it of [null, 'resize', 7, [], undefined, true]) parent.postMessage(it, '*')")
            .await
            .map(drop)
    })
    .await?;
    settled(t, 0).await?;
    ensure!(
        t.frame_height(0).await? == 400,
        "one of {number} was believed"
    );
    let said = t
        .js("return said.filter((it) => it.detail.code !== 'settled')")
        .await?;
    ensure!(
        said.as_array().map(Vec::len) == Some(1),
        "the page was told {said}"
    );
    // And what is true is still believed.
    send(t, 0, height).await?;
    t.hears("resize").await?;
    ensure!(t.frame_height(0).await? == 700);
    Ok(())
}

async fn forged_messages_from_others_change_nothing(t: &Test) -> Result<()> {
    // A frame of a third party on the same page.
    let other = Front::start(None).await?;
    other.replace("/other/", STAND_IN);
    other.replace("/embed/stand-in.js", SCRIPT);
    let body = format!(
        "{ELEMENT}<iframe title=\"A third party\" src=\"{}/other/\"></iframe>",
        other.url()
    );
    let _host = host(t, &body).await?;
    let id = t
        .of_frame(0, "return new URL(frame.src).searchParams.get('id')")
        .await?;
    let height =
        json!({"source": "spread-picker", "v": 1, "id": id, "type": "resize", "height": 700});
    // From the third party, who somehow knows the name.
    t.in_frame(1, async || {
        t.js_with(
            "parent.postMessage(arguments[0], '*')",
            vec![height.clone()],
        )
        .await
        .map(drop)
    })
    .await?;
    // From the page itself.
    t.js_with(
        "window.postMessage(arguments[0], '*')",
        vec![height.clone()],
    )
    .await?;
    // From a program, without any window behind it; and from the right window,
    // but showing another site by now.
    let text = json!(height.to_string());
    t.js_with(
        "for (const origin of [arguments[1], location.origin, 'null', '']) forge(arguments[0], origin, null);
         for (const origin of ['https://evil.example', location.origin, 'null', '']) {
           forge(arguments[0], origin, 'spread-picker');
         }",
        vec![text.clone(), json!(t.site.url())],
    )
    .await?;
    settled(t, 0).await?;
    ensure!(t.frame_height(0).await? == 400, "one of them was believed");
    ensure!(t.said("resize").await?.is_empty());
    // With the right origin the last of them would have been.
    t.js_with(
        "forge(arguments[0], arguments[1], 'spread-picker')",
        vec![text, json!(t.site.url())],
    )
    .await?;
    ensure!(t.frame_height(0).await? == 700, "the forger forges badly");
    Ok(())
}

async fn prototypes_lend_no_field(t: &Test) -> Result<()> {
    let _host = host(t, ELEMENT).await?;
    // A page whose other scripts have soiled the prototype of all objects.
    t.js("const script = document.createElement('script');
          script.textContent = `Object.assign(Object.prototype,
            { height: 700, domain: 'evil.example', code: 'evil', count: 3, answers: 'evil' })`;
          document.head.append(script)")
        .await?;
    for kind in ["resize", "select", "error", "results"] {
        send(t, 0, json!({"type": kind})).await?;
    }
    t.in_frame(0, async || {
        t.js(
            "const own = JSON.parse('{\"__proto__\": {\"height\": 700}}');
              send({ type: 'resize', ...own });
              const odd = { source: 'spread-picker', v: 1, id: myId, type: 'resize' };
              Object.defineProperty(odd, '__proto__', { value: { height: 700 }, enumerable: true });
              parent.postMessage(odd, '*')",
        )
        .await
        .map(drop)
    })
    .await?;
    settled(t, 0).await?;
    ensure!(t.frame_height(0).await? == 400);
    let said = t.js("return said.map((it) => it.type).join()").await?;
    ensure!(said == "ready,error", "{said}");
    Ok(())
}

/// Waits until so many frames are ready, one after the other: a frame far from what is
/// in sight is loaded once it comes near.
pub(crate) async fn are_ready(t: &Test, frames: u64) -> Result<()> {
    for at in 0..frames {
        t.of_frame(at, "frame.scrollIntoView()").await?;
        let there = async || {
            t.in_frame(at, async || {
                let there = t
                    .js("return location.protocol !== 'about:' && document.readyState === 'complete'")
                    .await?;
                Ok((there == true).then_some(()))
            })
            .await
        };
        t.eventually(&format!("frame {at}"), there).await?;
    }
    let all = async || Ok((t.said("ready").await?.len() as u64 >= frames).then_some(()));
    t.eventually(&format!("{frames} frames that are ready"), all)
        .await
}

async fn two_pickers_do_not_mix(t: &Test) -> Result<()> {
    let _host = host(
        t,
        "<spread-picker id=\"one\" data-height=\"400\"></spread-picker>\
         <spread-picker id=\"two\" data-height=\"500\" data-layout=\"compact\"></spread-picker>\
         <script async src=\"{site}/embed/v1.js\"></script>\
         <script async src=\"{site}/embed/v1.js\"></script>",
    )
    .await?;
    are_ready(t, 2).await?;
    ensure!(
        t.frames().await? == 2,
        "a script that comes twice does its work once"
    );
    let name = t
        .of_frame(0, "return new URL(frame.src).searchParams.get('id')")
        .await?;
    // The second under the name of the first.
    send(t, 1, json!({"type": "resize", "height": 900, "id": name})).await?;
    send(t, 1, json!({"type": "resize", "height": 800})).await?;
    let event = t.hears("resize").await?;
    ensure!(event["on"] == "two", "{event}");
    ensure!(t.frame_height(0).await? == 400 && t.frame_height(1).await? == 800);
    ensure!(t.said("resize").await?.len() == 1);
    Ok(())
}

async fn a_frame_without_an_origin_works(t: &Test) -> Result<()> {
    let _host = host(
        t,
        "<spread-picker id=\"picker\" data-height=\"400\" data-storage=\"off\"></spread-picker>\
         <script async src=\"{site}/embed/v1.js\"></script>",
    )
    .await?;
    let sandbox = t
        .of_frame(0, "return frame.getAttribute('sandbox')")
        .await?;
    ensure!(
        sandbox == "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox",
        "{sandbox}"
    );
    heard(t, 0, "init").await?;
    send(t, 0, json!({"type": "resize", "height": 800})).await?;
    t.hears("resize").await?;
    ensure!(t.frame_height(0).await? == 800);
    Ok(())
}

async fn answers_reach_the_page_only_with_its_consent(t: &Test) -> Result<()> {
    for (attribute, arrives) in [("", false), (" data-answers=\"share\"", true)] {
        let body = format!(
            "<spread-picker id=\"picker\"{attribute}></spread-picker>\
             <script async src=\"{{site}}/embed/v1.js\"></script>"
        );
        let _host = host(t, &body).await?;
        let step = json!({"type": "step", "index": 1, "total": 4, "name": "topics", "answers": "topic=tech"});
        send(t, 0, step).await?;
        let event = t.hears("step").await?;
        let answers = &event["detail"]["answers"];
        ensure!((answers == "topic=tech") == arrives, "{attribute}: {event}");
    }
    Ok(())
}

async fn a_strict_page_can_have_it(t: &Test) -> Result<()> {
    stand_in(t);
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'self' {site}; frame-src {site}; base-uri 'none'; form-action 'none'; \
         img-src 'self'; require-trusted-types-for 'script'\">",
        site = t.site.url()
    );
    // Its own style attribute is what the policy forbids, not ours.
    let body = LINK.replace(
        "<p>Before</p>",
        "<p>Before</p><spread-picker></spread-picker>",
    );
    t.expect_problem("style-src");
    let _host = t.host_with(&policy, &body).await?;
    are_ready(t, 2).await?;
    send(t, 0, json!({"type": "resize", "height": 2000})).await?;
    let follows = async || Ok((t.frame_height(0).await? == 2000).then_some(()));
    t.eventually("the height", follows).await?;
    let complaints = t.problems().await?;
    let ours: Vec<_> = complaints
        .iter()
        .filter(|it| !it.contains("style-src"))
        .collect();
    ensure!(ours.is_empty(), "{ours:?}");
    Ok(())
}

async fn changed_attributes_reach_the_frame(t: &Test) -> Result<()> {
    let _host = host(t, ELEMENT).await?;
    let before = t.of_frame(0, "return frame.src").await?;
    send(
        t,
        0,
        json!({"type": "step", "index": 1, "total": 4, "name": "topics"}),
    )
    .await?;
    t.hears("step").await?;
    t.js("picker.setAttribute('data-theme', 'dark')").await?;
    let config = heard(t, 0, "config").await?;
    ensure!(config["data"]["theme"] == "dark", "{config}");
    t.js("picker.removeAttribute('data-theme')").await?;
    t.js("picker.setAttribute('data-accent', '#aa3300')")
        .await?;
    let accent = async || {
        let config = heard(t, 0, "config").await?;
        Ok((config["data"]["accent"] == "#aa3300").then_some(()))
    };
    t.eventually("the colour", accent).await?;
    ensure!(
        t.of_frame(0, "return frame.src").await? == before,
        "it began anew for a colour"
    );
    t.js("picker.setAttribute('data-topic', 'art'); picker.setAttribute('data-size', 'cosy')")
        .await?;
    let new = async || Ok((t.said("ready").await?.len() == 2).then_some(()));
    t.eventually("one new frame", new).await?;
    let address = t.of_frame(0, "return frame.src").await?;
    let address = address.as_str().unwrap_or_default();
    ensure!(
        address.contains("topic=art") && address.contains("size=cosy"),
        "{address}"
    );
    ensure!(t.frames().await? == 1);
    Ok(())
}

async fn bad_attributes_are_named_once(t: &Test) -> Result<()> {
    let _host = host(
        t,
        "<spread-picker data-height=\"-3\" data-storage=\"maybe\" data-reactid=\"7\"></spread-picker>\
         <script async src=\"{site}/embed/v1.js\"></script>",
    )
    .await?;
    let warnings = t.js("return warnings").await?;
    let Some([warning]) = warnings.as_array().map(Vec::as_slice) else {
        bail!("{warnings}");
    };
    let warning = warning.as_str().unwrap_or_default();
    ensure!(
        warning.contains("height=-3") && warning.contains("storage=maybe"),
        "{warning}"
    );
    ensure!(!warning.contains("reactid"), "{warning}");
    Ok(())
}

async fn the_layout_of_the_page_stays_where_it_is(t: &Test) -> Result<()> {
    // Until the script is there nobody but the page can keep room free.
    let body = LINK
        .replace(
            "<a ",
            "<div style=\"min-height: 700px\"><a data-height=\"700\" ",
        )
        .replace("</a>", "</a></div>");
    for width in [320, 800, 1280] {
        t.window(width, 1000).await?;
        let _host = host(t, &body).await?;
        let step = json!({"type": "step", "index": 1, "total": 4, "name": "topics"});
        send(t, 0, step).await?;
        send(t, 0, json!({"type": "resize", "height": 640})).await?;
        t.hears("resize").await?;
        let shift = t.layout_shift().await?;
        ensure!(shift < 0.001, "at {width} px the page moved by {shift}");
    }
    Ok(())
}
