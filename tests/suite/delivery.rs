//! The bundle as it is delivered: under its strict headers, without a network,
//! from one build to the next, in a folder of a host.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, bail, case, ensure, say};
use serde_json::{Value, json};
use site::build;
use site::dist::Dist;
use site::files;
use site::headers;
use site::publish::{html, manifest, names, worker};
use site::server::{Site, SiteOptions};
use toolchain::{browsers, paths};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(no_page_breaks_the_policy),
        case!(a_page_carries_the_styles_of_all_that_stands_in_it),
        case!(the_policy_stops_what_is_not_ours),
        // It looks at files alone.
        case!(no_logo_of_mastodon_is_published).only(&[Browser::Chromium]),
        case!(an_address_without_its_slash_leads_to_the_page),
        case!(an_address_that_does_not_exist_leads_on),
        case!(the_site_lives_in_a_folder),
        case!(after_one_visit_the_site_works_without_a_network),
        case!(a_language_that_was_spoken_once_is_spoken_without_a_network),
        case!(a_new_build_takes_over_whole_between_visits),
        case!(half_of_a_new_build_is_none),
        case!(a_maintainer_switches_the_offline_service_off),
        case!(the_kill_switch_ends_the_offline_service),
    ]
}

fn dist() -> PathBuf {
    let named = std::env::var_os(browsers::SPREAD_DIST).map(PathBuf::from);
    named.unwrap_or_else(paths::dist)
}

/// The addresses of all pages, as they lie in the bundle.
fn pages(dist: &Path) -> Result<Vec<String>> {
    let files = files::files(dist)?;
    let pages = files
        .iter()
        .filter_map(|path| path.strip_suffix("index.html"));
    Ok(pages.map(|route| format!("/{route}")).collect())
}

/// The pages to visit one after the other: all of them in Chromium. The lists of servers
/// by language, topic and region are one page with other data, and most of the pages; of
/// those, each eighth in the other browsers.
fn visited(t: &Test) -> Result<Vec<String>> {
    let (lists, mut pages): (Vec<String>, Vec<String>) = pages(&dist())?
        .into_iter()
        .partition(|path| path.starts_with(LISTS) && path != LISTS);
    ensure!(pages.len() > 8, "only {pages:?}");
    ensure!(lists.len() > 24, "only {lists:?}");
    let step = if t.browser == Browser::Chromium { 1 } else { 8 };
    pages.extend(lists.into_iter().step_by(step));
    Ok(pages)
}

/// Where the lists of servers lie; the one of all at this very address.
const LISTS: &str = "/servers/all/";

/// How the outlines of Mastodon's logos begin, without what stands between numbers: that
/// of 2022 and later, that of before, and the icon of the same in icon sets.
const LOGOS: [&str; 3] = [
    "738393174898726973900165",
    "211807341390875318125",
    "2326853133525782617",
];

/// All pictures of the bundle that are files of their own, without the digest in a name.
const PICTURES: [&str; 7] = [
    "apple-touch-icon.png",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
    "icon.svg",
    "pictures.svg",
    "topics.svg",
];

/// The trademark policy keeps it for Mastodon's own.
async fn no_logo_of_mastodon_is_published(_: &Test) -> Result<()> {
    let dist = dist();
    let mut pictures = 0;
    for path in files::files(&dist)? {
        let ending = path.rsplit('.').next().unwrap_or_default();
        if ["png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "svg"].contains(&ending) {
            let ours = path.starts_with("previews/") && ending == "png" || is_known(&path);
            ensure!(ours, "{path}: whose picture is this? See PICTURES");
            pictures += 1;
        }
        if ["html", "json", "svg", "css", "js", "wasm", "xml"].contains(&ending) {
            let bytes = fs::read(dist.join(&path))?;
            let digits: Vec<u8> = bytes.into_iter().filter(u8::is_ascii_digit).collect();
            for logo in LOGOS {
                let found = digits.windows(logo.len()).any(|it| it == logo.as_bytes());
                ensure!(!found, "{path} draws a logo of Mastodon");
            }
        }
    }
    ensure!(pictures > PICTURES.len(), "only {pictures} pictures");
    Ok(())
}

/// Whether a picture is one of [`PICTURES`], with or without a digest (`icon-….svg`).
fn is_known(path: &str) -> bool {
    PICTURES.iter().any(|known| {
        let (stem, ending) = known.rsplit_once('.').unwrap_or((known, ""));
        let rest = path.strip_prefix(stem);
        let digest = rest.and_then(|it| it.strip_suffix(&format!(".{ending}")));
        digest.is_some_and(|it| {
            it.is_empty()
                || it.strip_prefix('-').is_some_and(|it| {
                    it.len() == 16 && it.bytes().all(|byte| byte.is_ascii_hexdigit())
                })
        })
    })
}

async fn no_page_breaks_the_policy(t: &Test) -> Result<()> {
    let mut all = visited(t)?;
    all.push("/servers/?v=1&topic=art&lang=en&seed=5".to_owned());
    for path in &all {
        t.open(path).await?;
        t.text("h1").await?;
        if path.contains("seed") {
            t.three_cards().await?;
        }
        styled(t).await.context(path.clone())?;
        // The drawings come, too.
        let drawn = async || {
            let missing = t
                .js("return [...document.querySelectorAll('svg use')]
                     .filter((it) => it.getClientRects().length && !it.getBoundingClientRect().width)
                     .map((it) => it.getAttribute('href'))")
                .await?;
            Ok((missing == json!([])).then_some(()))
        };
        t.eventually(&format!("the drawings of {path}"), drawn)
            .await?;
        let seen = t.problems().await?;
        ensure!(seen.is_empty(), "{path}: {seen:?}");
    }
    Ok(())
}

/// The policy lets every style through that stands in the page.
async fn styled(t: &Test) -> Result<()> {
    let styled = t
        .js("const styles = [...document.querySelectorAll('style')];
             return styles.length > 0 && styles.every((it) => it.sheet?.cssRules.length > 0)")
        .await?;
    ensure!(styled == true, "a style of the page is blocked");
    Ok(())
}

/// What is seen of each element, and of what styles put before and behind it.
const LOOKS: &str = "\
    const parts = ['display', 'visibility', 'color', 'background-color', 'background-image',
        'border-top-width', 'border-left-width', 'border-bottom-color', 'font-size',
        'font-weight', 'text-decoration-line', 'list-style-type', 'content', 'opacity'];
    const look = (it, pseudo) => {
        const style = getComputedStyle(it, pseudo);
        return parts.map((part) => style.getPropertyValue(part)).join();
    };
    window.looks = () => [document.documentElement, ...document.body.querySelectorAll('*')]
        .map((it) => {
            const { x, y, width, height } = it.getBoundingClientRect();
            const box = [x, y + scrollY, width, height].map(Math.round).join();
            return `${it.tagName}.${it.className} ${box} ` +
                [null, '::before', '::after'].map((pseudo) => look(it, pseudo)).join(' ');
        });";

/// The styles of all pages come with the program; until then, and without it, a page
/// has to look as it does with them.
async fn a_page_carries_the_styles_of_all_that_stands_in_it(t: &Test) -> Result<()> {
    t.expect_problem("WebAssembly");
    // The document alone, with what it says then.
    t.site.run_first("delete globalThis.WebAssembly");
    let (lists, mut all): (Vec<String>, Vec<String>) = pages(&dist())?
        .into_iter()
        .partition(|path| path.starts_with(LISTS) && path != LISTS);
    all.extend(lists.into_iter().step_by(40));
    all.push("/nothing-here/".to_owned());
    all.retain(|path| path != headers::EMBED);
    for path in &all {
        t.open(path).await?;
        t.text("h1").await?;
        let tells = async || {
            let told = t
                .js("return document.documentElement.classList.contains('no-app')")
                .await?;
            Ok((told == true).then_some(()))
        };
        t.eventually(&format!("{path} without the program"), tells)
            .await?;
        for width in [360, 1280] {
            t.window(width, 800).await?;
            t.js(LOOKS).await?;
            t.js("document.querySelector('#all-styles')?.remove(); window.own = window.looks()")
                .await?;
            t.js("const link = document.createElement('link');
                  const href = document.getElementById('boot').dataset.style;
                  Object.assign(link, { id: 'all-styles', rel: 'stylesheet', href });
                  link.onload = () => { window.whole = true; };
                  window.whole = false;
                  document.head.append(link)")
                .await?;
            let whole = async || {
                let whole = t.js("return window.whole").await?;
                Ok((whole == true).then_some(()))
            };
            t.eventually(&format!("all styles of {path}"), whole)
                .await?;
            let differs = t
                .js("const all = window.looks();
                     return [window.own.length, all.length,
                         ...window.own.flatMap((it, at) => it === all[at] ? [] : [[it, all[at]]]).slice(0, 3)]")
                .await?;
            let differs = differs.as_array().context("no list")?;
            ensure!(
                differs.len() == 2 && differs[0] == differs[1] && differs[0] != json!(1),
                "{path} at {width} px looks otherwise with all styles: {differs:#?}"
            );
        }
    }
    Ok(())
}

async fn the_policy_stops_what_is_not_ours(t: &Test) -> Result<()> {
    t.open("/about/").await?;
    t.text("h1").await?;
    let sent = t
        .driver
        .execute_async(
            "const done = arguments[arguments.length - 1];
             fetch(location.href).then((it) => done(Object.fromEntries(it.headers)))",
            Vec::new(),
        )
        .await?;
    for (name, value) in headers::for_path("/about/") {
        let found = sent.json()[name.to_ascii_lowercase()].as_str();
        let found = found.with_context(|| format!("{name} is not sent"))?;
        if name == "Content-Security-Policy" {
            // The harness has let the mock in.
            let own = found.starts_with("script-src 'self' 'wasm-unsafe-eval';")
                && found.ends_with("frame-ancestors 'none'");
            ensure!(own, "{name}: {found}");
            // All of it stands in the page.
            let meta = t
                .js("return document.querySelector('meta[http-equiv]').content")
                .await?;
            let whole = meta
                .as_str()
                .is_some_and(|it| it.starts_with("default-src 'none'; style-src 'self' 'sha256-"));
            ensure!(whole, "in the page: {meta}");
        } else {
            ensure!(found == value, "{name}: {found}");
        }
    }
    t.js("const script = document.createElement('script');
          script.textContent = 'window.harmed = 1'; document.body.append(script);
          const text = document.createElement('p');
          text.setAttribute('style', 'position: fixed'); text.id = 'styled';
          document.body.append(text);
          const image = new Image(); image.src = 'http://127.0.0.1:9/pixel.png';
          document.body.append(image)")
        .await?;
    let harm = t
        .js("return [window.harmed ?? null,
                     getComputedStyle(document.querySelector('#styled')).position]")
        .await?;
    ensure!(harm == json!([null, "static"]), "it came through: {harm}");
    let noticed = async || {
        let seen = t.problems().await?;
        let all = ["policy: script-src", "policy: style-src", "policy: img-src"];
        let all = all
            .iter()
            .all(|kind| seen.iter().any(|it| it.starts_with(kind)));
        Ok(all.then_some(()))
    };
    t.eventually("three breaches", noticed).await?;
    for expected in [
        "script-src",
        "style-src",
        "img-src",
        "Content Security Policy",
        "pixel.png",
    ] {
        t.expect_problem(expected);
    }
    Ok(())
}

async fn an_address_without_its_slash_leads_to_the_page(t: &Test) -> Result<()> {
    for (path, page) in [
        ("/about", "/about/"),
        (
            "/servers?v=1&topic=art&seed=5",
            "/servers/?v=1&topic=art&seed=5",
        ),
    ] {
        t.open(path).await?;
        t.text("h1").await?;
        t.at(page, |at| at == page).await?;
    }
    t.three_cards().await?;
    Ok(())
}

async fn an_address_that_does_not_exist_leads_on(t: &Test) -> Result<()> {
    // In a folder as well: its links must not go by where it stands.
    for path in ["/no-such-page", "/no/such/page/"] {
        t.open(path).await?;
        t.see("h1", say("pages.frame.not_found")?).await?;
        t.accessible().await?;
        t.click_text("main a", say("pages.nav.find")?).await?;
        t.at("the picker", |at| at == "/servers/").await?;
        t.question("quiz.topics").await?;
    }
    Ok(())
}

/// The bundle for a folder, made once for all browsers.
pub(crate) fn in_a_folder() -> Result<(String, &'static str)> {
    const FOLDER: &str = "/some/folder/";
    static SITE: OnceLock<Result<Site, String>> = OnceLock::new();
    let make = || {
        let dist = build::assemble(&FOLDER.parse()?, &scratch("folder"))?;
        Site::start(SiteOptions {
            dir: dist.dir,
            public_url: dist.public_url,
            ..SiteOptions::default()
        })
    };
    let site = SITE.get_or_init(|| make().map_err(|why| format!("{why:#}")));
    match site {
        Ok(site) => Ok((format!("http://127.0.0.1:{}", site.port()), FOLDER)),
        Err(why) => bail!("{why}"),
    }
}

fn scratch(name: &str) -> PathBuf {
    paths::target().join("e2e").join(format!("delivery-{name}"))
}

async fn the_site_lives_in_a_folder(t: &Test) -> Result<()> {
    let (site, folder) = in_a_folder()?;
    t.stand_before(&site, folder);
    t.open(folder).await?;
    t.see("h1", say("pages.home.heading")?).await?;
    t.click_text("main a", say("pages.home.start")?).await?;
    t.at("the picker", |at| at == format!("{folder}servers/"))
        .await?;
    t.question("quiz.topics").await?;
    t.open(&format!("{folder}servers/?v=1&topic=art&lang=en&seed=5"))
        .await?;
    t.three_cards().await?;
    t.reads("main", "directory.live").await?;
    for page in ["about/", "network/", "no/such/page"] {
        t.open(&format!("{folder}{page}")).await?;
        t.text("h1").await?;
        let links = t
            .js("return [...document.querySelectorAll('a[href], link[href], script[src], use[href]')]
                 .map((it) => new URL(it.getAttribute('href') || it.src, document.baseURI))
                 .filter((it) => it.origin === location.origin).map((it) => it.pathname)")
            .await?;
        let links: Vec<String> = serde_json::from_value(links)?;
        let astray: Vec<&String> = links
            .iter()
            .filter(|it| !it.starts_with(folder) && !it.contains("__watch"))
            .collect();
        ensure!(
            links.len() > 8 && astray.is_empty(),
            "{page} leads out of the folder: {astray:?}"
        );
    }
    let requests = t.site.requests();
    let astray = requests.iter().find(|it| {
        !it.starts_with(folder) && !it.contains("__watch") && !it.contains("favicon.ico")
    });
    ensure!(astray.is_none(), "{astray:?} is outside of the folder");
    Ok(())
}

// The offline service. A browser keeps it and its files for an origin; every
// test has an origin of its own.

/// Lets the offline service do its work, and asks nothing of the outside world.
fn switch(t: &Test, offline: bool) {
    t.site.unwatched();
    let config = json!({
        "api": "https://127.0.0.1:9", "instance": "https://127.0.0.1:9/{domain}",
        "offline": offline,
    });
    t.site.replace("/config.json", config.to_string());
    // Nobody answers there, as intended.
    t.expect_problem("127.0.0.1:9");
}

/// Where the offline service stands: the states of the worker in charge and of
/// the one that waits, and what is kept under which name.
const STATE: &str = "const done = arguments[arguments.length - 1];
    (async () => {
      const it = await navigator.serviceWorker.getRegistration();
      const kept = [];
      for (const name of await caches.keys()) {
        kept.push([name, (await (await caches.open(name)).keys()).length]);
      }
      return { active: it?.active?.state ?? null, waiting: it?.waiting?.state ?? null,
               installing: it?.installing?.state ?? null, kept };
    })().then(done, (why) => done(String(why)))";

async fn state(t: &Test) -> Result<Value> {
    let state = t.driver.execute_async(STATE, Vec::new()).await?;
    Ok(state.json().clone())
}

async fn until(t: &Test, what: &str, pleases: impl Fn(&Value) -> bool) -> Result<Value> {
    let there = async || {
        let state = state(t).await?;
        Ok(pleases(&state).then_some(state))
    };
    match t.eventually(what, there).await {
        Ok(state) => Ok(state),
        Err(why) => {
            let now = state(t).await?;
            Err(why.context(format!("the offline service: {now}")))
        }
    }
}

/// Visits the home page and waits until the site is kept whole.
async fn first_visit(t: &Test) -> Result<()> {
    switch(t, true);
    t.open("/").await?;
    t.see("h1", say("pages.home.heading")?).await?;
    let state = until(t, "the site to be kept", |it| it["active"] == "activated").await?;
    let kept = state["kept"].as_array().map_or(0, Vec::len);
    ensure!(kept == 1, "{state}");
    Ok(())
}

async fn after_one_visit_the_site_works_without_a_network(t: &Test) -> Result<()> {
    first_visit(t).await?;
    t.site.set_down(true);
    t.open("/servers/?v=1&topic=art&lang=en&seed=5").await?;
    t.three_cards().await?;
    if t.browser != Browser::Webkit {
        t.accessible().await.context("offline")?;
    }
    for path in visited(t)?.iter().filter(|it| !it.starts_with("/embed/")) {
        t.open(path).await?;
        t.text("h1")
            .await
            .with_context(|| format!("{path}, without a network"))?;
        styled(t).await.context(path.clone())?;
    }
    // Without its slash, and one that there is not.
    t.open("/about").await?;
    t.at("/about/", |at| at == "/about/").await?;
    t.open("/no/such/page").await?;
    t.see("h1", say("pages.frame.not_found")?).await?;
    // The whole quiz, and not only what was visited.
    t.open("/servers/").await?;
    t.question("quiz.topics").await?;
    t.choose(say("topics.tech")?).await?;
    t.go_on().await?;
    t.question("quiz.languages").await
}

/// Of the translations only those that the browser's languages ask for come with the
/// first visit.
async fn a_language_that_was_spoken_once_is_spoken_without_a_network(t: &Test) -> Result<()> {
    first_visit(t).await?;
    t.open("/servers/?hl=de").await?;
    t.see("h1", "Was liegt dir am Herzen?").await?;
    t.site.set_down(true);
    t.open("/servers/?hl=de").await?;
    t.see("h1", "Was liegt dir am Herzen?").await?;
    t.open("/servers/?hl=fr").await?;
    t.question("quiz.topics").await
}

/// A later build: another sentence on the home and about pages, another style.
/// Made once, served by a site of its own.
fn later_build() -> Result<String> {
    static SITE: OnceLock<Result<Site, String>> = OnceLock::new();
    let make = || -> Result<Site> {
        let dir = scratch("later");
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        let from = dist();
        for path in files::files(&from)? {
            let to = dir.join(&path);
            fs::create_dir_all(to.parent().context("no folder")?)?;
            // The twins would be those of the older build. This one comes without any, as
            // from hosts that send plain files.
            if !path.ends_with(".br") && !path.ends_with(".gz") {
                fs::copy(from.join(&path), to)?;
            }
        }
        let dist = Dist {
            dir: dir.clone(),
            public_url: Default::default(),
        };
        for path in files::files(&dir)? {
            let file = dir.join(&path);
            if path.ends_with(".html") {
                let page = fs::read_to_string(&file)?;
                ensure!(page.contains("</style>"), "{path} has no style to change");
                let page = page.replacen("</style>", "\n:root { --build: later }</style>", 1);
                let page = page.replacen("</title>", " (later)</title>", 1);
                // What the app replaces is not a mark that stays.
                let page = page.replacen("<html ", "<html data-build=later ", 1);
                fs::write(file, page)?;
            }
        }
        names::apply(&dist)?;
        html::complete(&dist)?;
        worker::apply(&dist)?;
        manifest::apply(&dist)?;
        Site::start(SiteOptions {
            dir,
            ..SiteOptions::default()
        })
    };
    let site = SITE.get_or_init(|| make().map_err(|why| format!("{why:#}")));
    match site {
        Ok(site) => Ok(format!("http://127.0.0.1:{}", site.port())),
        Err(why) => bail!("{why}"),
    }
}

/// Which build the page is of, and which its style is of: they must be the same.
async fn builds(t: &Test) -> Result<(bool, bool)> {
    styled(t).await?;
    let found = t
        .js("const style = getComputedStyle(document.documentElement);
             return [document.documentElement.dataset.build === 'later',
                     style.getPropertyValue('--build').trim() === 'later']")
        .await?;
    Ok((found[0] == true, found[1] == true))
}

const OLDER: (bool, bool) = (false, false);
const LATER: (bool, bool) = (true, true);

async fn opened(t: &Test, path: &str) -> Result<(bool, bool)> {
    t.open(path).await?;
    t.text("h1").await?;
    builds(t).await
}

/// Leaves the site and comes back, until the new build is there. It must be
/// whole, or the old one must be.
async fn come_back(t: &Test) -> Result<()> {
    let later = async || {
        t.open_elsewhere().await?;
        let now = opened(t, "/").await?;
        ensure!(
            now == OLDER || now == LATER,
            "a mixture, (page, style) later: {now:?}"
        );
        Ok((now == LATER).then_some(()))
    };
    t.eventually("the new build", later).await
}

async fn a_new_build_takes_over_whole_between_visits(t: &Test) -> Result<()> {
    first_visit(t).await?;
    t.site.stand_before(&later_build()?);
    // The next visit shows what is kept; the new build comes in the background.
    let first = opened(t, "/about/").await?;
    ensure!(first == OLDER, "(page, style) later: {first:?}");
    until(t, "the new build to wait", |it| {
        it["waiting"] == "installed"
    })
    .await?;
    // As long as a tab is open all is old, whatever is looked at.
    for path in ["/servers/", "/network/"] {
        let now = opened(t, path).await?;
        ensure!(now == OLDER, "{path}: (page, style) later: {now:?}");
    }
    come_back(t).await?;
    let state = until(t, "one build to be kept", |it| {
        it["kept"].as_array().is_some_and(|kept| kept.len() == 1)
    })
    .await?;
    ensure!(state["waiting"].is_null(), "{state}");
    t.site.set_down(true);
    let offline = opened(t, "/about/").await?;
    ensure!(
        offline == LATER,
        "without a network, (page, style) later: {offline:?}"
    );
    Ok(())
}

async fn half_of_a_new_build_is_none(t: &Test) -> Result<()> {
    first_visit(t).await?;
    // The host is in the middle of it: a page is still the old one.
    let old = fs::read(dist().join("about/index.html"))?;
    t.site.replace("/about/", old);
    t.site.stand_before(&later_build()?);
    let now = opened(t, "/").await?;
    ensure!(now == OLDER, "(page, style) later: {now:?}");
    let asked = async || {
        let requests = t.site.requests();
        Ok(requests
            .iter()
            .rev()
            .take(40)
            .any(|it| it == "/about/")
            .then_some(()))
    };
    t.eventually("the new build to be tried", asked).await?;
    let tried = until(t, "the try to fail", |it| it["installing"].is_null()).await?;
    ensure!(tried["waiting"].is_null(), "half a build waits: {tried}");
    for path in ["/about/", "/"] {
        let now = opened(t, path).await?;
        ensure!(now == OLDER, "{path}: (page, style) later: {now:?}");
    }
    // The host is done.
    t.site.restore("/about/");
    // Browsers look again in their own time.
    t.eventually("the new build to wait", async || {
        t.js("navigator.serviceWorker.getRegistration().then((it) => it.update())")
            .await?;
        let state = state(t).await?;
        Ok((state["waiting"] == "installed").then_some(()))
    })
    .await?;
    come_back(t).await
}

async fn gone(t: &Test) -> Result<()> {
    let gone = |it: &Value| it["active"].is_null() && it["kept"] == json!([]);
    until(t, "the offline service to go", gone).await?;
    t.site.stand_before(&later_build()?);
    let now = opened(t, "/about/").await?;
    ensure!(
        now == LATER,
        "the host is not asked, (page, style) later: {now:?}"
    );
    Ok(())
}

async fn a_maintainer_switches_the_offline_service_off(t: &Test) -> Result<()> {
    first_visit(t).await?;
    switch(t, false);
    t.open("/about/").await?;
    t.text("h1").await?;
    gone(t).await
}

async fn the_kill_switch_ends_the_offline_service(t: &Test) -> Result<()> {
    first_visit(t).await?;
    let killer = fs::read(paths::root().join("deploy/kill-sw.js"))?;
    t.site.replace("/sw.js", killer);
    t.open("/about/").await?;
    t.text("h1").await?;
    // The page's own script would register the service again, and so it would
    // on the real host: every visit starts the killer once more, which leaves.
    let gone = |it: &Value| it["active"].is_null() && it["kept"] == json!([]);
    until(t, "the offline service to go", gone).await?;
    t.site.stand_before(&later_build()?);
    let now = opened(t, "/about/").await?;
    ensure!(
        now == LATER,
        "the host is not asked, (page, style) later: {now:?}"
    );
    Ok(())
}
