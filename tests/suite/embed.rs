//! The picker in a frame on somebody else's page, as visitors and hosts have it.

use crate::embed_loader::are_ready;
use crate::startup::notices;
use e2e::browser::Browser;
use e2e::front::Front;
use e2e::{Case, Context, Profile, Result, Test, case, ensure, say};
use mock_api::State;
use serde_json::{Value, json};

/// axe's verdict does not differ in WebKit; see `access.rs`.
const AXE: &[Browser] = &[Browser::Chromium, Browser::Firefox];

/// What a fault of WebKit itself stops (its bug 316847): see docs/testing.md.
const NOT_WEBKIT: &[Browser] = AXE;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(each_way_in_leads_to_three_servers),
        case!(the_height_follows_through_the_whole_quiz),
        case!(nothing_jumps_when_the_first_question_comes),
        case!(two_on_a_page_go_their_own_ways),
        case!(it_works_without_an_origin_on_a_strict_page).only(NOT_WEBKIT),
        case!(the_chosen_server_reaches_the_page_and_no_answer_does),
        case!(a_page_that_shares_the_answers_says_so),
        case!(forged_messages_do_not_reach_the_frame),
        case!(given_answers_stay_as_they_are),
        case!(a_shortlist_is_all_there_is),
        case!(bad_options_are_named_once_and_left_out),
        case!(the_history_of_the_page_is_left_alone),
        case!(only_the_directory_and_the_shown_servers_are_asked),
        case!(every_link_out_opens_a_tab_of_its_own),
        case!(dark_on_demand_is_the_system_s_dark),
        case!(without_scripts_the_link_is_there),
        case!(the_example_works).only(NOT_WEBKIT),
        case!(the_builder_writes_what_works),
        case!(accessible_in_the_light).only(AXE),
        case!(accessible_in_the_dark)
            .only(AXE)
            .profile(Profile::dark()),
    ]
}

const SCRIPT: &str = "<script async src=\"{site}/embed/v1.js\"></script>";

/// A page with the element, with these attributes, in a place of this width.
fn element(attributes: &str, width: u32) -> String {
    format!(
        "<div style=\"width: {width}px; max-width: 100%\"><spread-picker id=\"picker\" {attributes}>\
         </spread-picker></div><p id=\"after\">After</p>{SCRIPT}"
    )
}

/// Opens it and waits for the first question.
async fn host(t: &Test, attributes: &str, width: u32) -> Result<Front> {
    let host = t.host(&element(attributes, width)).await?;
    t.hears("ready").await?;
    Ok(host)
}

/// From the first question to the cards without an answer.
async fn through(t: &Test) -> Result<()> {
    for next in ["quiz.languages", "quiz.sign_up", "quiz.size"] {
        t.go_on().await?;
        t.question(next).await?;
    }
    t.go_on().await?;
    t.three_cards().await.map(drop)
}

async fn each_way_in_leads_to_three_servers(t: &Test) -> Result<()> {
    for body in [
        "<a class=\"spread-picker\" href=\"{site}/servers/\">Find a server</a>{script}",
        "<spread-picker></spread-picker>{script}",
        "<iframe src=\"{site}/embed/\" title=\"Find a server\" width=\"100%\" height=\"900\" \
         sandbox=\"allow-scripts allow-same-origin allow-forms allow-popups \
         allow-popups-to-escape-sandbox\"></iframe>",
    ] {
        let _host = t.host(&body.replace("{script}", SCRIPT)).await?;
        t.in_frame(0, async || {
            t.question("quiz.topics").await?;
            t.choose(say("topics.tech")?).await?;
            through(t).await
        })
        .await
        .with_context(|| body.to_owned())?;
    }
    Ok(())
}

/// Whether the frame is as high as what is in it, and nothing can be scrolled.
async fn fits(t: &Test, what: &str) -> Result<()> {
    let fits = async || {
        let inside = t
            .in_frame(0, async || {
                t.js("const root = document.documentElement;
                      return [Math.ceil(root.getBoundingClientRect().height), innerHeight,
                              root.scrollWidth, root.clientWidth]")
                    .await
            })
            .await?;
        let n = |i: usize| inside[i].as_u64().unwrap_or_default();
        let outside = t.frame_height(0).await?;
        let fits = n(0) == outside && n(1) == outside && n(2) <= n(3);
        Ok(fits.then_some(()))
    };
    t.eventually(&format!("{what}: the frame as high as its page"), fits)
        .await
}

async fn the_height_follows_through_the_whole_quiz(t: &Test) -> Result<()> {
    // A closed one would make room for another, whose card is not yet opened.
    t.mock.set_server("*", State::Open);
    for width in [280, 700] {
        let _host = host(t, "", width).await?;
        t.in_frame(0, async || t.question("quiz.topics").await)
            .await?;
        for next in ["quiz.languages", "quiz.sign_up", "quiz.size"] {
            t.in_frame(0, async || {
                t.go_on().await?;
                t.question(next).await
            })
            .await?;
            fits(t, next).await?;
        }
        t.in_frame(0, async || {
            t.go_on().await?;
            t.three_cards().await?;
            // What the servers say of themselves makes a card longer, too.
            let open = "[data-test='picks'] [data-test='live'][data-state='open']";
            let said = async || Ok((t.count(open).await? == 3).then_some(()));
            t.eventually("three checks", said).await?;
            // The newest list changes the height by itself.
            t.reads("[data-test='sources']", "directory.live").await
        })
        .await?;
        t.hears("results").await?;
        fits(t, "results").await?;
        // What opens makes it higher, what closes lower.
        let before = t.frame_height(0).await?;
        t.in_frame(0, async || {
            t.click("[data-test='where-from'] summary").await
        })
        .await?;
        let higher = async || Ok((t.frame_height(0).await? > before).then_some(()));
        t.eventually("the height with details open", higher).await?;
        fits(t, "with details open").await?;
        // No message brings about the next one.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let told = t.said("resize").await?.len();
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        ensure!(t.said("resize").await?.len() == told, "it never rests");
        ensure!(told < 40, "{told} changes of height");
        let index: Vec<Value> = t
            .said("step")
            .await?
            .iter()
            .map(|it| it["detail"]["index"].clone())
            .collect();
        ensure!(
            index == [json!(1), json!(2), json!(3), json!(4)],
            "{index:?}"
        );
    }
    Ok(())
}

async fn nothing_jumps_when_the_first_question_comes(t: &Test) -> Result<()> {
    for layout in ["full", "compact"] {
        for width in [280, 340, 400, 540, 600, 1000] {
            let options = format!("data-layout=\"{layout}\"");
            let _host = t.host(&element(&options, width)).await?;
            t.in_frame(0, async || {
                t.question("quiz.topics").await?;
                t.see("[data-test='count']", "match").await
            })
            .await?;
            t.hears("resize").await?;
            let needs = t.said("resize").await?;
            let needs = needs
                .iter()
                .filter_map(|it| it["detail"]["height"].as_u64());
            let needs = needs.max().context("no height")?;
            let heights: Vec<u64> = serde_json::from_value(t.js("return heights").await?)?;
            let mut heights: Vec<u64> = heights.into_iter().filter(|it| *it > 0).collect();
            heights.dedup();
            println!("{layout}, {width} px: {needs} px of {heights:?}");
            ensure!(
                heights.len() == 1,
                "{layout}, {width} px wide: {needs} px are needed, and it was {heights:?} px high"
            );
        }
    }
    Ok(())
}

async fn two_on_a_page_go_their_own_ways(t: &Test) -> Result<()> {
    let _host = t
        .host(&format!(
            "<spread-picker id=\"one\" data-topic=\"tech\"></spread-picker>\
             <spread-picker id=\"two\" data-topic=\"art\" data-theme=\"dark\"></spread-picker>{SCRIPT}"
        ))
        .await?;
    are_ready(t, 2).await?;
    let chosen = async |at: u64| {
        t.in_frame(at, async || {
            t.question("quiz.topics").await?;
            t.chosen().await
        })
        .await
    };
    ensure!(chosen(0).await? == [say("topics.tech")?]);
    ensure!(chosen(1).await? == [say("topics.art")?]);
    t.in_frame(1, async || {
        t.go_on().await?;
        t.question("quiz.languages").await
    })
    .await?;
    ensure!(
        chosen(0).await? == [say("topics.tech")?],
        "the other one went on too"
    );
    let steps = t.said("step").await?;
    let last = steps.last().context("no step")?;
    ensure!(
        last["on"] == "two" && last["detail"]["name"] == "language",
        "{last}"
    );
    Ok(())
}

async fn it_works_without_an_origin_on_a_strict_page(t: &Test) -> Result<()> {
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'self' {site}; frame-src {site}; img-src 'self'\">",
        site = t.site.url()
    );
    // The page's own style attribute is what this is about.
    t.expect_problem("style-src");
    let body =
        format!("<spread-picker id=\"picker\" data-storage=\"off\"></spread-picker>{SCRIPT}");
    let _host = t.host_with(&policy, &body).await?;
    t.hears("ready").await?;
    t.in_frame(0, async || {
        t.question("quiz.topics").await?;
        let origin = t.js("return window.origin").await?;
        ensure!(origin == "null", "{origin}");
        t.choose(say("topics.tech")?).await?;
        through(t).await
    })
    .await?;
    t.hears("results").await?;
    fits(t, "without an origin").await
}

/// Presses a sign-up button without leaving; the domain of its card.
async fn choose_server(t: &Test) -> Result<String> {
    let domain = t
        .js(
            "const link = document.querySelector('[data-test=\"picks\"] [data-test=\"sign-up\"]');
             link.addEventListener('click', (event) => event.preventDefault());
             link.click();
             return link.closest('[data-domain]').dataset.domain",
        )
        .await?;
    Ok(domain.as_str().context("no domain")?.to_owned())
}

async fn the_chosen_server_reaches_the_page_and_no_answer_does(t: &Test) -> Result<()> {
    let _host = host(t, "", 700).await?;
    let domain = t
        .in_frame(0, async || {
            t.question("quiz.topics").await?;
            t.choose(say("topics.tech")?).await?;
            through(t).await?;
            choose_server(t).await
        })
        .await?;
    let select = t.hears("select").await?;
    ensure!(select["detail"] == json!({"domain": domain}), "{select}");
    ensure!(select["on"] == "picker", "{select}");
    let results = t.hears("results").await?;
    ensure!(results["detail"] == json!({"count": 3}), "{results}");
    // The topic may be a part of the chosen domain's name, and of nothing else.
    let said = t.js("return JSON.stringify(said)").await?;
    let said = said.as_str().context("no text")?.replace(&domain, "");
    ensure!(
        !said.contains("tech") && !said.contains("answers"),
        "{said}"
    );
    Ok(())
}

async fn a_page_that_shares_the_answers_says_so(t: &Test) -> Result<()> {
    let _host = host(t, "data-answers=\"share\"", 700).await?;
    t.in_frame(0, async || {
        t.see("[data-test='shared']", say("embed.shared")?).await?;
        t.choose(say("topics.tech")?).await?;
        t.go_on().await?;
        t.question("quiz.languages").await
    })
    .await?;
    let shared = async || {
        let steps = t.said("step").await?;
        let last = steps.last().map(|it| it["detail"]["answers"].clone());
        Ok((last == Some(json!("v=1&topic=tech"))).then_some(()))
    };
    t.eventually("the answers", shared).await
}

async fn forged_messages_do_not_reach_the_frame(t: &Test) -> Result<()> {
    // A third party beside it.
    let other = Front::start(None).await?;
    other.replace(
        "/other/",
        "<!doctype html><html lang=\"en\"><head><title>x</title></head><body></body></html>",
    );
    let body = format!(
        "{}<iframe title=\"A third party\" src=\"{}/other/\"></iframe>",
        element("", 700),
        other.url()
    );
    let _host = t.host(&body).await?;
    t.in_frame(0, async || t.question("quiz.topics").await)
        .await?;
    t.hears("step").await?;
    let id = t
        .of_frame(0, "return new URL(frame.src).searchParams.get('id')")
        .await?;
    let right =
        json!({"source": "spread-picker", "v": 1, "id": id, "type": "config", "theme": "dark"});
    let mut forged = vec![
        json!(null),
        json!("config"),
        json!([]),
        json!(7),
        json!({"source": "spread-picker", "v": 1, "id": id, "type": "config", "theme": "dark", "accent": 5}),
        json!({"source": "spread-picker", "v": 1, "id": id, "type": "config", "theme": "dark", "accent": "red"}),
    ];
    for (key, value) in [
        ("source", json!("other")),
        ("source", json!(null)),
        ("v", json!(2)),
        ("v", json!("1")),
        ("id", json!("other")),
        ("id", json!("")),
        ("id", json!(1)),
        ("type", json!("init2")),
        ("type", json!("__proto__")),
        ("theme", json!("blue")),
        ("theme", json!(["dark"])),
        ("theme", json!({"toString": "dark"})),
    ] {
        let mut message = right.clone();
        message[key] = value;
        forged.push(message);
    }
    // From the right window, but wrong.
    t.of_frame(
        0,
        "window.post = (json) => frame.contentWindow.postMessage(JSON.parse(json), '*')",
    )
    .await?;
    let post =
        "const to = document.querySelector('spread-picker').shadowRoot.querySelector('iframe');
                to.contentWindow.postMessage(JSON.parse(arguments[0]), '*')";
    for message in &forged {
        t.js_with(post, vec![json!(message.to_string())]).await?;
    }
    // A prototype's field is not the message's.
    t.js_with(
        "const to = document.querySelector('spread-picker').shadowRoot.querySelector('iframe');
         const { theme, ...rest } = JSON.parse(arguments[0]);
         Object.defineProperty(rest, '__proto__', { value: { theme }, enumerable: true });
         to.contentWindow.postMessage(rest, '*')",
        vec![json!(right.to_string())],
    )
    .await?;
    // Of kinds that no JSON has.
    t.js_with(
        "const to = document.querySelector('spread-picker').shadowRoot.querySelector('iframe');
         const right = JSON.parse(arguments[0]);
         const around = {};
         around.around = around;
         for (const odd of [7n, NaN, new Date(NaN), new Map(Object.entries(right)), new ArrayBuffer(8),
           new Error('x'), new String('dark'), around]) {
           to.contentWindow.postMessage(odd, '*');
           for (const key of ['source', 'v', 'id', 'type', 'theme']) {
             to.contentWindow.postMessage({ ...right, [key]: odd }, '*');
           }
         }",
        vec![json!(right.to_string())],
    )
    .await?;
    // Right, but from the wrong windows: a neighbour, and the frame itself.
    t.in_frame(1, async || {
        t.js_with(
            "parent.frames[0].postMessage(JSON.parse(arguments[0]), '*')",
            vec![json!(right.to_string())],
        )
        .await
        .map(drop)
    })
    .await?;
    t.in_frame(0, async || {
        t.js_with(
            "const right = JSON.parse(arguments[0]);
             window.postMessage(right, '*');
             // No message at all, or one that cannot be looked into.
             const { proxy, revoke } = Proxy.revocable({}, {});
             revoke();
             for (const event of [new Event('message'), new CustomEvent('message', { detail: right }),
               new MessageEvent('message', { data: proxy })]) dispatchEvent(event)",
            vec![json!(right.to_string())],
        )
        .await?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let theme = t
            .js("return document.documentElement.dataset.theme ?? null")
            .await?;
        ensure!(theme.is_null(), "one of them was believed: {theme}");
        ensure!(notices(t).await? == 0, "one of them stopped the program");
        Ok(())
    })
    .await?;
    // And the right one from the right window is.
    t.js_with(post, vec![json!(right.to_string())]).await?;
    t.in_frame(0, async || {
        let dark = async || {
            let theme = t
                .js("return document.documentElement.dataset.theme ?? null")
                .await?;
            Ok((theme == "dark").then_some(()))
        };
        t.eventually("the dark", dark).await
    })
    .await
}

async fn given_answers_stay_as_they_are(t: &Test) -> Result<()> {
    let options = "data-topic=\"academia\" data-size=\"large\" data-locked=\"topic,size\"";
    let _host = host(t, options, 700).await?;
    t.in_frame(0, async || {
        t.question("quiz.languages").await?;
        t.see("main", "1 of 2").await?;
        t.see("[data-test='given']", say("topics.academia")?)
            .await?;
        t.go_on().await?;
        t.question("quiz.sign_up").await?;
        t.see("main", "2 of 2").await?;
        t.go_on().await?;
        t.cards().await?;
        t.see(
            "[data-test='answer'][data-step='topics']",
            say("topics.academia")?,
        )
        .await?;
        t.see(
            "[data-test='answer'][data-step='topics']",
            say("results.given")?,
        )
        .await?;
        let changes = t
            .js(
                "return [...document.querySelectorAll('[data-test=\"answer\"] a')]
                   .map((it) => it.closest('[data-step]').dataset.step)",
            )
            .await?;
        ensure!(changes == json!(["language", "signup"]), "{changes}");
        // No way of loosening leads around it.
        let loosen = t.attributes("[data-relax]", "data-relax").await?;
        ensure!(
            !loosen.contains(&json!("topic")) && !loosen.contains(&json!("size")),
            "{loosen:?}"
        );
        Ok(())
    })
    .await
}

async fn a_shortlist_is_all_there_is(t: &Test) -> Result<()> {
    t.with_newest_list().await?;
    t.open("/servers/?v=1&seed=1").await?;
    let mut some = t.picks().await?;
    some.truncate(2);
    let options = format!("data-servers=\"{}, nowhere.example\"", some.join(","));
    let _host = host(t, &options, 700).await?;
    t.in_frame(0, async || {
        for next in ["quiz.languages", "quiz.sign_up", "quiz.size"] {
            t.go_on().await?;
            t.question(next).await?;
        }
        t.go_on().await?;
        let mut picks = t.picks().await?;
        picks.sort();
        some.sort();
        ensure!(picks == some, "{picks:?} of {some:?}");
        let named = async || {
            let warnings = t.js("return __watch.warnings.join(' | ')").await?;
            let warnings = warnings.as_str().unwrap_or_default().to_owned();
            Ok((warnings.ends_with("in no list of servers: nowhere.example")).then_some(()))
        };
        t.eventually("the unknown one by name", named).await
    })
    .await
}

async fn bad_options_are_named_once_and_left_out(t: &Test) -> Result<()> {
    let _host = t
        .host(&format!(
            "<iframe title=\"Find a server\" width=\"600\" height=\"600\" \
             src=\"{{site}}/embed/?theme=blue&accent=red&topic=tech,nonsense&colour=1\"></iframe>{SCRIPT}"
        ))
        .await?;
    t.in_frame(0, async || {
        t.question("quiz.topics").await?;
        ensure!(t.chosen().await? == [say("topics.tech")?]);
        let warnings = t.js("return __watch.warnings").await?;
        let one = warnings.as_array().map(Vec::len) == Some(1);
        let text = warnings[0].as_str().unwrap_or_default();
        let named = ["theme=blue", "accent=red", "topic=nonsense", "colour=1"]
            .iter()
            .all(|it| text.contains(it));
        ensure!(one && named, "{warnings}");
        Ok(())
    })
    .await
}

async fn the_history_of_the_page_is_left_alone(t: &Test) -> Result<()> {
    let _host = host(t, "", 700).await?;
    let before = t.js("return [history.length, location.href]").await?;
    t.in_frame(0, async || {
        t.question("quiz.topics").await?;
        let before = t.js("return [history.length, location.pathname]").await?;
        t.choose(say("topics.tech")?).await?;
        through(t).await?;
        let now = t.js("return [history.length, location.pathname]").await?;
        ensure!(now == before, "the frame's {before} became {now}");
        // Its own way back.
        t.click("[data-test='back']").await?;
        t.question("quiz.size").await
    })
    .await?;
    let after = t.js("return [history.length, location.href]").await?;
    ensure!(before == after, "{before} became {after}");
    Ok(())
}

async fn only_the_directory_and_the_shown_servers_are_asked(t: &Test) -> Result<()> {
    let _host = host(t, "", 700).await?;
    t.in_frame(0, async || {
        t.question("quiz.topics").await?;
        t.see("[data-test='count']", "match").await?;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let asked = t.mock.requests();
        let all = asked.iter().all(|it| it.path.starts_with("/servers"));
        ensure!(all, "before anything was asked for: {asked:?}");
        through(t).await?;
        let picks = t.picks().await?;
        let seen = async || {
            let state = t.attributes("[data-test='live']", "data-state").await?;
            Ok((!state.is_empty() && !state.contains(&json!("checking"))).then_some(()))
        };
        t.eventually("the servers' own words", seen).await?;
        let shown = t.picks().await?;
        for request in t.mock.requests() {
            let known = request.path.starts_with("/servers")
                || picks
                    .iter()
                    .chain(&shown)
                    .any(|it| request.path.contains(it.as_str()));
            ensure!(known, "{} was asked, and {shown:?} are shown", request.path);
        }
        Ok(())
    })
    .await?;
    let own = t.site.requests();
    let strange: Vec<&String> = own
        .iter()
        .filter(|it| {
            let known = [
                "/embed/",
                "/config.json",
                "/directory.json",
                "/meanings.json",
                "/topics.svg",
                "/__watch.js",
                "/favicon.ico",
                "/boot-",
                "/spread-mastodon-",
                "/shared-",
            ];
            // The parts of the program for this page and what it needs next, also those
            // that others share, and no other.
            let own = ["picker-", "results-"];
            let part = it.ends_with(".wasm") && own.iter().any(|part| it.contains(part));
            !part && !known.iter().any(|path| it.starts_with(path))
        })
        .collect();
    ensure!(strange.is_empty(), "{strange:?}");
    Ok(())
}

async fn every_link_out_opens_a_tab_of_its_own(t: &Test) -> Result<()> {
    let _host = host(t, "", 700).await?;
    t.in_frame(0, async || {
        t.question("quiz.topics").await?;
        through(t).await?;
        let bad = t
            .js("return [...document.querySelectorAll('a[href]')].filter((it) => {
                   const inside = it.origin === location.origin && it.pathname === location.pathname && !it.target;
                   return !inside && !(it.target === '_blank' && it.relList.contains('noopener'));
                 }).map((it) => it.outerHTML.slice(0, 200))")
            .await?;
        ensure!(bad == json!([]), "{bad}");
        Ok(())
    })
    .await
}

const TOKENS: &str = "const names = ['paper', 'surface', 'surface-soft', 'ink', 'ink-soft', 'line',
      'line-strong', 'leaf', 'leaf-strong', 'leaf-soft', 'on-leaf', 'sun', 'sun-soft', 'on-sun',
      'warn', 'warn-soft', 'focus', 'shadow'];
    const style = getComputedStyle(document.documentElement);
    return names.map((it) => it + style.getPropertyValue('--' + it))";

/// The colours that the style sheet gives to light or dark systems.
fn tokens_of(css: &str, dark: bool) -> Result<Vec<String>> {
    let block = css.split(":root {").nth(if dark { 2 } else { 1 });
    let block = block
        .and_then(|it| it.split('}').next())
        .context("no tokens")?;
    let names: Vec<&str> = TOKENS.split('\'').skip(1).step_by(2).take(18).collect();
    let tokens = names.iter().map(|name| {
        let key = format!("--{name}:");
        let line = block.lines().find(|line| line.trim().starts_with(&key));
        let value = line
            .and_then(|line| line.split_once(':'))
            .context("no such token")?;
        let value: String = value.1.trim().trim_end_matches(';').to_owned();
        Ok(format!("{name}{value}"))
    });
    tokens.collect()
}

async fn dark_on_demand_is_the_system_s_dark(t: &Test) -> Result<()> {
    let css = std::fs::read_to_string(toolchain::paths::root().join("style/base.css"))?;
    for (theme, dark) in [("light", false), ("dark", true)] {
        let _host = host(t, &format!("data-theme=\"{theme}\""), 700).await?;
        let found = t
            .in_frame(0, async || {
                t.question("quiz.topics").await?;
                t.js(TOKENS).await
            })
            .await?;
        let found: Vec<String> = serde_json::from_value::<Vec<String>>(found)?;
        // A minifier writes the same colour shorter.
        let shape = |it: &str| {
            let it = it.replace([' ', '\n'], "").to_lowercase();
            it.replace("#ffffff", "#fff").replace("0%", "%")
        };
        for (is, should) in found.iter().zip(tokens_of(&css, dark)?) {
            let colour = should.contains('#');
            ensure!(
                !colour || shape(is) == shape(&should),
                "{theme}: {is}, not {should}"
            );
        }
    }
    Ok(())
}

async fn without_scripts_the_link_is_there(t: &Test) -> Result<()> {
    // A page in which no script runs, seen from one in which they do.
    t.expect_problem("Blocked script execution");
    let inner = format!(
        "<!doctype html><html lang=\"en\"><head><title>x</title></head><body>\
         <a class=\"spread-picker\" href=\"{site}/servers/\">Find a server</a>\
         <spread-picker><a href=\"{site}/servers/\">Another</a></spread-picker>\
         <script src=\"{site}/embed/v1.js\"></script></body></html>",
        site = t.site.url()
    );
    let _host = t
        .host(&format!(
            "<iframe id=\"inner\" title=\"No scripts\" sandbox=\"allow-same-origin\" srcdoc='{inner}'></iframe>"
        ))
        .await?;
    let seen = async || {
        let seen = t
            .js("const page = document.querySelector('#inner').contentDocument;
                 return [...page.querySelectorAll('a')]
                   .filter((it) => it.getClientRects().length && getComputedStyle(it).opacity === '1')
                   .map((it) => it.textContent + ' ' + it.href)")
            .await?;
        let to = format!("{}/servers/", t.site.url());
        Ok((seen == json!([format!("Find a server {to}"), format!("Another {to}")])).then_some(()))
    };
    t.eventually("both links", seen).await?;
    let frames = t
        .js("return document.querySelector('#inner').contentDocument.querySelectorAll('iframe').length")
        .await?;
    ensure!(frames == 0, "a script ran");
    Ok(())
}

async fn the_example_works(t: &Test) -> Result<()> {
    let host = Front::start(None).await?;
    for name in ["host.html", "host.css", "host.js"] {
        let file = toolchain::paths::root().join("examples").join(name);
        let text = std::fs::read_to_string(file)?.replace("{site}", &t.site.url());
        host.replace(&format!("/{name}"), text);
    }
    t.driver.goto(format!("{}/host.html", host.url())).await?;
    let three = async || Ok((t.frames().await? == 3).then_some(()));
    t.eventually("three frames", three).await?;
    for (at, question) in [
        (0, "quiz.topics"),
        (1, "quiz.languages"),
        (2, "quiz.topics"),
    ] {
        t.of_frame(at, "frame.scrollIntoView()").await?;
        t.in_frame(at, async || t.question(question).await).await?;
    }
    // Out, and in again.
    t.click("#remove").await?;
    ensure!(t.frames().await? == 2);
    t.click("#remove").await?;
    t.eventually("three frames again", three).await?;
    t.in_frame(1, async || t.question("quiz.languages").await)
        .await?;
    t.click("#dark").await?;
    t.in_frame(1, async || {
        let dark = async || {
            let theme = t
                .js("return document.documentElement.dataset.theme ?? ''")
                .await?;
            Ok((theme == "dark").then_some(()))
        };
        t.eventually("the dark", dark).await
    })
    .await
}

async fn the_builder_writes_what_works(t: &Test) -> Result<()> {
    t.open("/on-your-page/").await?;
    t.see("h1", say("pages.embed.title")?).await?;
    t.see("#builder h2", say("pages.embed.choose")?).await?;
    t.fits().await?;
    t.accessible().await?;
    let site = t.site.url();
    let snippet = async || {
        let text = t
            .js("return document.querySelector('#embed-snippet').value")
            .await?;
        Ok::<String, e2e::Error>(text.as_str().unwrap_or_default().to_owned())
    };
    ensure!(
        snippet().await?.starts_with(&format!(
            "<a class=\"spread-picker\" href=\"{site}/servers/\">"
        )),
        "{}",
        snippet().await?
    );
    t.js("const form = document.querySelector('#builder form');
          const change = (name, set) => { set(form.elements[name]);
            form.elements[name].dispatchEvent?.(new Event('change', { bubbles: true })); };
          change('topic', (it) => { it.value = 'academia'; });
          change('lock', (it) => { it.checked = true; });
          change('heading', (it) => { it.checked = false; });
          change('servers', (it) => { it.value = 'a.example,  b.example'; });
          form.querySelector('[name=way][value=element]').click()")
        .await?;
    let text = snippet().await?;
    ensure!(
        text == format!(
            "<spread-picker data-heading=\"off\" data-topic=\"academia\" data-locked=\"topic\" \
             data-servers=\"a.example,b.example\"></spread-picker>\n\
             <script async src=\"{site}/embed/v1.js\"></script>"
        ),
        "{text}"
    );
    // The picker beside it is what the text makes: a new frame for these options.
    // WebKit's driver loses a frame that goes on from its empty document.
    t.eventually("a frame with these options", async || {
        let script = "const inside = frame?.contentDocument;
            return inside?.readyState === 'complete' ? inside.URL : ''";
        let address = t.of_frame(0, script).await?;
        let address = address.as_str().unwrap_or_default().to_owned();
        Ok((address.contains("locked=topic") && address.contains("servers=")).then_some(()))
    })
    .await?;
    t.of_frame(0, "frame.scrollIntoView()").await?;
    t.in_frame(0, async || t.question("quiz.languages").await)
        .await?;
    // What is written can be pasted into a page, in each of the three ways.
    t.js("document.querySelector('#builder form [name=servers]').value = ''")
        .await?;
    for way in ["link", "element", "frame"] {
        t.open("/on-your-page/").await?;
        t.see("#builder h2", say("pages.embed.choose")?).await?;
        t.js_with(
            "const form = document.querySelector('#builder form');
             form.elements.topic.value = 'academia';
             form.elements.lock.checked = true;
             form.querySelector(`[name=way][value=${arguments[0]}]`).click();
             form.elements.lock.dispatchEvent(new Event('change', { bubbles: true }))",
            vec![json!(way)],
        )
        .await?;
        let text = snippet().await?;
        let _host = t.host(&text).await?;
        t.in_frame(0, async || t.question("quiz.languages").await)
            .await
            .with_context(|| text)?;
    }
    Ok(())
}

/// Each state inside of the frame, with what hosts may choose.
async fn accessible(t: &Test, widths: &[u32]) -> Result<()> {
    // A frame that tells its height while its page is left for the next host.
    t.expect_problem("Failed to execute 'postMessage' on 'DOMWindow'");
    for options in [
        "",
        "data-accent=\"#ffe14d\" data-layout=\"compact\"",
        "data-accent=\"#20104d\"",
    ] {
        for width in widths {
            let _host = host(t, options, *width).await?;
            t.in_frame(0, async || {
                for question in ["quiz.topics", "quiz.languages", "quiz.sign_up", "quiz.size"] {
                    t.question(question).await?;
                    t.accessible().await.with_context(|| question)?;
                    t.fits().await.with_context(|| question)?;
                    t.go_on().await?;
                }
                t.three_cards().await?;
                t.accessible().await.context("results")?;
                t.fits().await.context("results")
            })
            .await
            .with_context(|| format!("{options}, {width} px"))?;
        }
    }
    // The page around it.
    t.accessible().await
}

async fn accessible_in_the_light(t: &Test) -> Result<()> {
    accessible(t, &[280, 800]).await
}

async fn accessible_in_the_dark(t: &Test) -> Result<()> {
    accessible(t, &[320]).await
}
