//! Any environment: whatever stands where the program looks at the browser
//! (`src/platform/`), it starts and recommends servers.

use crate::single_page::ROUTES;
use crate::startup::notices;
use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure, say};
use mock_api::Fault;
use serde_json::json;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(any_languages_are_survived),
        case!(missing_parts_of_a_browser_cost_only_themselves),
        case!(parts_that_throw_or_lie_cost_only_themselves),
        case!(parts_of_another_kind_cost_no_page_its_program),
        case!(entries_of_the_history_may_hold_anything),
        // What is told apart is what the program calls, the same in each browser.
        case!(a_segmenter_that_lies_costs_no_page).only(&[Browser::Chromium]),
        case!(german_is_spoken_whatever_the_system_calls_it),
        case!(names_are_kept_from_translators_on_every_page),
        case!(a_translator_at_work_changes_no_name),
        case!(texts_that_change_do_so_under_a_translator),
        case!(names_read_from_left_to_right_in_arabic),
        case!(a_snippet_that_cannot_be_copied_is_selected_and_said),
        case!(large_letters_fit),
        case!(tables_of_words_align_and_fit),
        case!(forced_colours_leave_every_control_visible).only(&[Browser::Chromium]),
    ]
}

const RESULTS: &str = "/servers/?v=1&topic=art&lang=en&seed=5";

/// Three servers are recommended in an environment that a script has spoilt.
async fn survived(t: &Test, script: &str) -> Result<()> {
    let what: String = script.chars().take(120).collect();
    t.site.run_first(script);
    t.open(RESULTS).await.with_context(|| what.clone())?;
    t.three_cards().await.with_context(|| what.clone())?;
    ensure!(notices(t).await? == 0, "{what}: a complaint");
    Ok(())
}

fn property(object: &str, name: &str, getter: &str) -> String {
    format!(
        "Object.defineProperty({object}, '{name}', {{ configurable: true, get() {{ {getter} }} }})"
    )
}

/// Numbers that look like chance, the same in every run.
fn chance(seed: u64) -> impl Iterator<Item = usize> {
    let next = |now: &u64| Some(now.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
    std::iter::successors(Some(seed), next).map(|now| (now >> 40) as usize)
}

/// Lists of tags: those that were met, and made-up ones out of their parts.
fn languages() -> Vec<String> {
    let mut all: Vec<String> = [
        "[]",
        "undefined",
        "null",
        "'en'",
        "['en-US-US', 'en']",
        "['de-DE@posix']",
        "[null, 5, {}, '', Symbol.iterator, ['de']]",
        "['*', 'C.UTF-8', 'i-klingon', 'zh-cmn-Hans-CN', 'x-whatever']",
        "['x'.repeat(100000)]",
        "new Array(10000).fill('de-\\uD800')",
        "new Proxy([], { get() { throw new Error('no more'); } })",
        "(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy; })()",
    ]
    .map(str::to_owned)
    .into();
    const PARTS: [&str; 16] = [
        "en", "de", "sr", "Latn", "US", "-", "_", "@", ".", "419", "u", "x", "ß", "\u{202E}",
        "\\u0000", " ",
    ];
    for seed in 1..=6 {
        let tags = chance(seed).take(4).map(|length| {
            let parts = chance(length as u64 + seed).skip(1).take(length % 7);
            let tag: String = parts.map(|at| PARTS[at % PARTS.len()]).collect();
            format!("'{tag}'")
        });
        all.push(format!("[{}]", tags.collect::<Vec<_>>().join(", ")));
    }
    all
}

async fn any_languages_are_survived(t: &Test) -> Result<()> {
    for list in languages() {
        survived(
            t,
            &property("navigator", "languages", &format!("return {list}")),
        )
        .await?;
    }
    Ok(())
}

async fn missing_parts_of_a_browser_cost_only_themselves(t: &Test) -> Result<()> {
    for (object, name) in [
        ("window", "Intl"),
        ("window", "crypto"),
        ("window", "localStorage"),
        ("window", "sessionStorage"),
        ("window", "IntersectionObserver"),
        ("window", "ResizeObserver"),
        ("window", "requestIdleCallback"),
        ("navigator", "connection"),
        ("navigator", "clipboard"),
        ("navigator", "serviceWorker"),
        ("navigator", "userAgent"),
        ("navigator", "language"),
    ] {
        survived(t, &property(object, name, "return undefined")).await?;
    }
    Ok(())
}

async fn parts_that_throw_or_lie_cost_only_themselves(t: &Test) -> Result<()> {
    let throws = "throw new Error('no more')";
    let mut all: Vec<String> = vec![
        property("window", "localStorage", throws),
        property("window", "sessionStorage", throws),
        property("navigator", "languages", throws),
        property("navigator", "clipboard", throws),
        // Where data is dear, and where a connection lies of itself.
        property("navigator", "connection", "return { saveData: true, effectiveType: '4g' }"),
        property("navigator", "connection", "return { effectiveType: 'slow-2g' }"),
        property("navigator", "connection", "return { get saveData() { return Symbol.iterator; } }"),
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }".to_owned(),
        "Storage.prototype.getItem = () => '\\u0000{[\"'".to_owned(),
        "for (const name of Object.getOwnPropertyNames(Intl)) {
           try { Intl[name] = class { constructor() { throw new RangeError('no more'); } }; } catch {}
         }"
        .to_owned(),
        "for (const name of ['NumberFormat', 'DateTimeFormat', 'PluralRules', 'DisplayNames']) {
           Intl[name] = class { format() { return {}; } select() { return 'lots'; } of() { throw 7; } };
         }"
        .to_owned(),
        "crypto.getRandomValues = () => { throw new Error('no more'); }".to_owned(),
        "History.prototype.replaceState = () => { throw new DOMException('no more', 'SecurityError'); }".to_owned(),
    ];
    for now in ["0", "-1e12", "253402300800000", "8.64e15", "NaN"] {
        all.push(format!("Date.now = () => {now}"));
    }
    for script in all {
        survived(t, &script).await?;
    }
    Ok(())
}

/// What no specification says, wherever the program or `boot.js` looks: things of another
/// kind, and functions that give back nothing, as browsers inside of other apps have them.
/// (Not the user agent: chromedriver's own scripts read it.)
const ODD: &str = "
    const put = (object, name, what) => Object.defineProperty(object, name, { configurable: true, ...what });
    const store = { getItem: () => 7, setItem() { throw 7; }, removeItem: 7 };
    put(window, 'localStorage', { value: store });
    put(window, 'sessionStorage', { value: store });
    put(window, 'requestIdleCallback', { value: 7 });
    put(window, 'ResizeObserver', { value: class {} });
    put(window, 'IntersectionObserver', { value: class {
      constructor(tell) { setTimeout(tell, 0, [null, 7, { isIntersecting: Symbol.iterator }]); }
    } });
    put(navigator, 'maxTouchPoints', { get() { throw 7; } });
    put(navigator, 'connection', { get() { throw 7; } });
    put(navigator, 'clipboard', { value: { writeText() {} } });
    put(navigator, 'share', { value() {} });
    put(crypto, 'getRandomValues', { value() {} });
    put(crypto, 'subtle', { value: { digest: () => 7 } });
    String.prototype.normalize = () => 7;
    Date.now = () => 7n;
    Intl.DisplayNames.prototype.of = () => '';";

async fn parts_of_another_kind_cost_no_page_its_program(t: &Test) -> Result<()> {
    t.site.run_first(ODD);
    let own_words = format!("{RESULTS}&text=Z%C3%BCrich");
    for path in [
        own_words.as_str(),
        "/",
        "/apps/",
        "/servers/at/?d=mastodon.social",
        "/fill/",
        "/invite/",
    ] {
        t.open(path).await?;
        t.find("#app[data-app]")
            .await
            .with_context(|| path.to_owned())?;
        match path {
            "/servers/at/?d=mastodon.social" => t.see("h1", "mastodon.social").await?,
            "/invite/" => {
                t.click("[data-test='web-share']").await?;
                t.click("[data-test='copy-text']").await?;
                t.see("[data-test='copied']", say("pages.invite.copied")?)
                    .await?;
            }
            path if path.starts_with(RESULTS) => t.three_cards().await.map(drop)?,
            _ => {}
        }
        ensure!(notices(t).await? == 0, "{path}: a complaint");
    }
    Ok(())
}

/// Scripts of others write entries and send events of these names, too.
async fn entries_of_the_history_may_hold_anything(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    t.three_cards().await?;
    let odd = t
        .js(
            "const own = { x: 1, scroll: NaN };
             const states = [undefined, null, 7, 'x', 10n, [1], own, { scroll: '7' }, { scroll: -1 / 0 },
               { scroll: {} }, new Map([['scroll', 7]]), new Date(NaN), new ArrayBuffer(8)];
             const odd = [];
             for (const state of states) {
               dispatchEvent(new PopStateEvent('popstate', { state }));
               // What the page is left at is written beside what stands there.
               history.replaceState(state, '');
               document.body.dispatchEvent(new Event('submit', { bubbles: true }));
               if (!Number.isFinite(history.state?.scroll)) odd.push(String(state));
               if (state === own && history.state.x !== 1) odd.push('lost');
             }
             dispatchEvent(new PopStateEvent('popstate', { state: { get scroll() { throw 7; } } }));
             for (const name of ['popstate', 'hashchange', 'pageshow', 'message']) dispatchEvent(new Event(name));
             return odd",
        )
        .await?;
    ensure!(odd == json!([]), "{odd:#}");
    t.three_cards().await?;
    ensure!(notices(t).await? == 0, "a complaint");
    Ok(())
}

/// What only the page with invitations asks a browser for.
async fn a_segmenter_that_lies_costs_no_page(t: &Test) -> Result<()> {
    for liar in [
        "segment() { return 7; }",
        "segment() { return { length: 1e9 }; }",
        "segment() { return { get [Symbol.iterator]() { throw new Error('no more'); } }; }",
        "segment() { throw new Error('no more'); }",
    ] {
        t.site
            .run_first(&format!("Intl.Segmenter = class {{ {liar} }}"));
        t.open("/invite/").await?;
        t.text("#builder h2").await?;
        t.click("#builder summary").await?;
        t.click("input[name='way'][value='post']").await?;
        t.reads("#invitation-count", "pages.invite.count")
            .await
            .context(liar)?;
        ensure!(notices(t).await? == 0, "{liar}: a complaint");
    }
    Ok(())
}

async fn german_is_spoken_whatever_the_system_calls_it(t: &Test) -> Result<()> {
    for (languages, language) in [
        ("['de-DE@posix']", "de-DE@posix"),
        ("[]", "de"),
        ("['tlh', 'de_AT.UTF-8']", "en"),
    ] {
        let script = format!(
            "{}; {}",
            property("navigator", "languages", &format!("return {languages}")),
            property("navigator", "language", &format!("return '{language}'"))
        );
        t.site.run_first(&script);
        t.open("/servers/").await?;
        let speaks = async || {
            let lang = t.attributes("main", "lang").await?;
            Ok((lang.first() == Some(&json!("de"))).then_some(()))
        };
        t.eventually(&format!("German for {languages}"), speaks)
            .await?;
        t.forget().await?;
    }
    Ok(())
}

/// The text that a page translator would change and that holds a name: a
/// handle, a hashtag, or the domain of a server on the page.
const NAKED: &str = "const names = new Set([...document.querySelectorAll('[data-domain]')].map((it) => it.dataset.domain));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const parent = text.parentElement;
      if (!parent || parent.closest('[translate=no], script, style, noscript, code, pre, textarea, svg')) continue;
      const named = /@[\\w.-]+@[\\w-]+\\.\\w+|(?:^|\\s)#\\p{L}\\w+|\\b(?:[a-z0-9-]+\\.)+(?:social|example|org|net|cafe|online|world)\\b/u.exec(text.data)?.[0]
        ?? [...names].find((name) => text.data.includes(name));
      if (named) found.push(`${named} in ${parent.localName}: ${text.data.trim().slice(0, 80)}`);
    }
    return found";

async fn names_are_kept_from_translators_on_every_page(t: &Test) -> Result<()> {
    for path in ROUTES.into_iter().chain([
        "/servers/all/topic/art/",
        RESULTS,
        "/servers/?v=1&topic=art&seed=5&server=mastodon.social",
        "/servers/?v=1&topic=art&seed=5&compare=mastodon.social,mastodon.art",
        "/servers/at/?d=mastodon.social",
    ]) {
        t.open(path).await?;
        t.text("h1").await?;
        if path == RESULTS {
            t.three_cards().await?;
        }
        let naked = t.js(NAKED).await?;
        ensure!(naked == json!([]), "{path}: {naked:#}");
    }
    Ok(())
}

/// As page translators do it: each text gives its place to an element, now and
/// whenever one appears, but for what is marked as a name.
const TRANSLATOR: &str = "const one = (text) => {
      const { parentElement: parent } = text;
      if (!text.data.trim() || !parent || parent.closest('[translate=no], script, style, font')) return;
      const font = document.createElement('font');
      font.textContent = text.data.replace(/[A-Za-z]+/g, (word) => `[${word}]`);
      text.replaceWith(font);
    };
    const all = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      texts.forEach(one);
    };
    all(document.body);
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        if (target.nodeType === 3 && target.isConnected) one(target);
        for (const it of addedNodes) {
          if (it.nodeType === 3 && it.isConnected) one(it);
          else if (it.nodeType === 1 && it.localName !== 'font') all(it);
        }
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })";

async fn a_translator_at_work_changes_no_name(t: &Test) -> Result<()> {
    t.open("/servers/").await?;
    t.question("quiz.topics").await?;
    t.js(TRANSLATOR).await?;
    t.click("[data-test='pick-for-me']").await?;
    let picks = t.picks().await?;
    for domain in &picks {
        let shown = t.texts(&format!("[data-domain='{domain}'] h2")).await?;
        ensure!(
            shown.iter().any(|it| it.contains(domain.as_str())),
            "{domain}: {shown:?}"
        );
    }
    // The details of one, which come over a link and are drawn by the program.
    t.click("[data-test='details-link']").await?;
    t.see("[data-test='details'] h1", &picks[0]).await
}

/// What stands of how many servers match.
async fn count(t: &Test) -> Result<String> {
    Ok(t.texts("[data-test='count']").await?.concat())
}

async fn texts_that_change_do_so_under_a_translator(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    let counted = async || Ok(count(t).await?.contains(char::is_numeric).then_some(()));
    t.eventually("the count", counted).await?;
    t.js(TRANSLATOR).await?;
    let translated = async || Ok(count(t).await?.contains('[').then_some(()));
    t.eventually("the translator", translated).await?;
    let before = count(t).await?;
    t.js("document.querySelector(\"input[value='trains']\").click()")
        .await?;
    let other = async || {
        let now = count(t).await?;
        Ok((now != before && now.contains('[')).then_some(()))
    };
    t.eventually("another count, translated too", other).await?;
    // What servers answer comes after the translator was at work.
    t.mock.set_fault("instance", Some(Fault::Held))?;
    t.open(RESULTS).await?;
    t.three_cards().await?;
    t.see(".live-line", say("live.checking")?).await?;
    t.js(TRANSLATOR).await?;
    let asking = say("live.checking")?;
    let asking = asking.split(' ').next().unwrap_or(asking);
    t.see(".live-line", &format!("[{asking}]")).await?;
    t.mock.set_fault("instance", None)?;
    let answered = async || {
        let lines = t.texts(".live-line").await?;
        let all = !lines.is_empty() && lines.iter().all(|it| !it.contains(asking));
        Ok(all.then_some(()))
    };
    t.eventually("the answers of the servers", answered).await
}

async fn names_read_from_left_to_right_in_arabic(t: &Test) -> Result<()> {
    t.open(RESULTS).await?;
    t.three_cards().await?;
    t.js("document.documentElement.dir = 'rtl'; document.querySelector('main').dir = 'rtl'")
        .await?;
    let turned = t
        .js(
            "return [...document.querySelectorAll('main [translate=no]')]
               .filter((it) => /[a-z]\\.[a-z]/.test(it.textContent) && it.getClientRects().length)
               .filter((it) => {
                 const { unicodeBidi, direction } = getComputedStyle(it);
                 return direction !== 'ltr' || unicodeBidi === 'normal';
               })
               .map((it) => it.outerHTML.slice(0, 120))",
        )
        .await?;
    ensure!(turned == json!([]), "{turned:#}");
    Ok(())
}

async fn a_snippet_that_cannot_be_copied_is_selected_and_said(t: &Test) -> Result<()> {
    for broken in [
        "return undefined",
        "return {}",
        "return { writeText: () => Promise.reject(new Error('no more')) }",
    ] {
        t.site
            .run_first(&property("navigator", "clipboard", broken));
        t.open("/on-your-page/").await?;
        t.find("#app[data-app]").await?;
        t.click("[data-copy]").await?;
        t.see(".builder .status", say("pages.embed.copy_failed")?)
            .await?;
        let selected = t
            .js("const { value, selectionStart, selectionEnd } = document.querySelector('#embed-snippet');
                 return value.length > 0 && selectionEnd - selectionStart === value.length")
            .await?;
        ensure!(selected == true, "{broken}: not selected");
    }
    Ok(())
}

async fn large_letters_fit(t: &Test) -> Result<()> {
    for width in [1280, 640] {
        t.window(width, 900).await?;
        for path in ["/", "/servers/", RESULTS, "/servers/all/", "/on-your-page/"] {
            t.open(path).await?;
            t.text("h1").await?;
            if path == RESULTS {
                t.three_cards().await?;
            }
            t.js("document.documentElement.style.fontSize = '32px'")
                .await?;
            t.fits()
                .await
                .with_context(|| format!("{path} at {width} px"))?;
        }
    }
    Ok(())
}

async fn tables_of_words_align_and_fit(t: &Test) -> Result<()> {
    for width in [320, 1280] {
        t.window(width, 900).await?;
        t.open("/on-your-page/").await?;
        t.text("h1").await?;
        t.fits().await?;
        let odd = t
            .js(
                "return [...document.querySelectorAll('.table')].flatMap((place) => [
                   place.scrollWidth > place.clientWidth && `${place.scrollWidth} px wide`,
                   ...[...place.querySelectorAll('th, td')]
                     .filter((it) => !['start', 'left'].includes(getComputedStyle(it).textAlign))
                     .map((it) => it.outerHTML.slice(0, 60)),
                 ]).filter(Boolean)",
            )
            .await?;
        ensure!(odd == json!([]), "at {width} px: {odd:#}");
    }
    Ok(())
}

async fn forced_colours_leave_every_control_visible(t: &Test) -> Result<()> {
    let media = json!({"features": [{"name": "forced-colors", "value": "active"}]});
    t.driver
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", media)
        .await?;
    for path in ["/servers/", RESULTS] {
        t.open(path).await?;
        t.text("h1").await?;
        // A button or field needs an edge there, or the line of a link: grounds are
        // taken away.
        let bare = t
            .js("return [...document.querySelectorAll('main .button, main input:not([type=hidden]), main .choice')]
                   .filter((it) => it.getClientRects().length)
                   .filter((it) => {
                     const { borderTopWidth, borderTopStyle, outlineStyle, appearance, textDecorationLine } = getComputedStyle(it);
                     return (borderTopStyle === 'none' || borderTopWidth === '0px') && outlineStyle === 'none'
                       && appearance === 'none' && textDecorationLine !== 'underline';
                   })
                   .map((it) => it.outerHTML.slice(0, 120))")
            .await?;
        ensure!(bare == json!([]), "{path}: {bare:#}");
    }
    t.driver
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", json!({"features": []}))
        .await?;
    Ok(())
}
