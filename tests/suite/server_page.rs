//! The page of one server: everything that is known of it, from wherever it is linked.

use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure, say};
use mock_api::{DataSource, Mock, MockOptions, State};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(it_says_who_says_what_and_why_it_fits),
        case!(it_leads_from_server_to_server_and_back_to_the_list),
        case!(looking_around_again_keeps_the_way_back),
        case!(its_pictures_come_from_its_own_host_alone).only(&[Browser::Chromium]),
        case!(no_picture_comes_where_data_is_dear).only(&[Browser::Chromium]),
        case!(a_closed_server_names_others_like_it),
        case!(it_is_whole_without_the_servers_answer),
        case!(a_stranger_and_nobody_are_told_apart),
        case!(it_is_compared_from_here),
        case!(it_fits_and_is_accessible).only(&[Browser::Chromium, Browser::Firefox]),
    ]
}

const PAGE: &str = "[data-test='details']";

/// A server of the bundled directory.
const SERVER: &str = "mastodon.social";

fn at(domain: &str) -> String {
    format!("/servers/at/?d={domain}")
}

async fn open(t: &Test, path: &str) -> Result<()> {
    t.open(path).await?;
    t.see(&format!("{PAGE} h1"), SERVER).await
}

async fn it_says_who_says_what_and_why_it_fits(t: &Test) -> Result<()> {
    open(t, &format!("{}&topic=trains&lang=en", at(SERVER))).await?;
    // From lists, each with its source.
    t.see("[data-test='known']", say("results.source_curated")?)
        .await?;
    // Against the answers in the address.
    t.see(&format!("{PAGE} [data-test='reasons']"), "English")
        .await?;
    t.find(&format!("{PAGE} [data-test='misses'] li")).await?;
    // From the server itself.
    t.reads(
        &format!("{PAGE} [data-test='long-text'] summary"),
        "details.text_open",
    )
    .await?;
    t.click(&format!("{PAGE} [data-test='long-text'] summary"))
        .await?;
    t.see(
        &format!("{PAGE} [data-test='long-text']"),
        "We pay for it with donations.",
    )
    .await?;
    let pages = t.attributes("[data-test='server-page']", "href").await?;
    for page in ["about", "privacy-policy", "terms-of-service"] {
        let wanted = format!("https://{SERVER}/{page}");
        ensure!(
            pages.contains(&wanted.clone().into()),
            "no {wanted}: {pages:?}"
        );
    }
    t.see(&format!("{PAGE} [data-test='rules']"), "Be kind.")
        .await?;
    t.find("[data-test='weeks'] svg").await?;
    t.find("[data-test='share']").await?;
    Ok(())
}

async fn it_leads_from_server_to_server_and_back_to_the_list(t: &Test) -> Result<()> {
    t.open("/servers/all/?lang=en&sort=name").await?;
    // The rows of the document lead to the servers themselves.
    t.find("[data-test='rows'] .row-name").await?;
    t.click("[data-test='rows'] .row-name").await?;
    t.at("a server's page", |path| {
        path.starts_with("/servers/at/?d=") && path.contains("lang=en")
    })
    .await?;
    let first = t.text(&format!("{PAGE} h1")).await?;
    t.click("[data-test='neighbours'] a").await?;
    let other = async || {
        let now = t.texts(&format!("{PAGE} h1")).await?;
        Ok((now.len() == 1 && now[0] != first).then_some(()))
    };
    t.eventually("a neighbour's page", other).await?;
    let focused = async || Ok((t.focused().await?.tag == "h1").then_some(()));
    t.eventually("the focus on the heading", focused).await?;
    t.go_back().await?;
    t.see(&format!("{PAGE} h1"), &first).await?;
    t.click("[data-test='to-list']").await?;
    t.at("the list", |path| path.starts_with("/servers/all/?lang=en"))
        .await
}

/// The list is drawn before the router adds its entry to the history: what the list
/// writes into the address must not end up in the entry of the page that is left.
async fn looking_around_again_keeps_the_way_back(t: &Test) -> Result<()> {
    t.open("/servers/all/?lang=en").await?;
    t.at("a seed", |path| path.contains("seed=")).await?;
    let list = t.path().await?;
    t.click(".row .row-name").await?;
    t.at("a server's page", |path| {
        path.starts_with("/servers/at/?d=")
    })
    .await?;
    t.find(&format!("{PAGE} h1")).await?;
    let (server, name) = (t.path().await?, t.text(&format!("{PAGE} h1")).await?);
    // What is shared is this page, not the one before.
    let shared = async || {
        let link = t.attributes("[data-test='share-mastodon']", "href").await?;
        let link = link.first().and_then(Value::as_str).unwrap_or_default();
        Ok(link.contains("servers%2Fat%2F%3Fd%3D").then_some(()))
    };
    t.eventually("its own address to share", shared).await?;
    t.click("[data-test='to-list']").await?;
    t.at("the list as it was left", |path| path == list).await?;
    t.find(".row .row-name").await?;
    t.go_back().await?;
    t.at("the server again", |path| path == server).await?;
    t.see(&format!("{PAGE} h1"), &name).await?;
    t.go_back().await?;
    t.at("the list again", |path| path == list).await
}

/// Notes each picture of a server as it is put into the page, before it fails: nothing
/// outside is reached by tests.
const WATCH_FACES: &str = "window.faces = [];
    new MutationObserver(() => {
      for (const it of document.querySelectorAll('.face img')) {
        const seen = [it.src, it.referrerPolicy, it.loading, it.width, it.height];
        if (!window.faces.some((old) => old[0] === it.src)) window.faces.push(seen);
      }
    }).observe(document, { childList: true, subtree: true, attributeFilter: ['src'] });";

/// A server with pictures, in the list and by its own word.
fn with_pictures() -> DataSource {
    DataSource::Rows(vec![json!({
        "domain": "faces.example", "version": "4.6.3", "description": "Faces.",
        "languages": ["en"], "language": "en", "categories": ["art"], "category": "art",
        "total_users": 900, "last_week_users": 300, "approval_required": false,
        "_pictures": true,
    })])
}

// One engine: what is asked of it is an attribute, and the others log a failed name
// lookup in words of their own.
async fn its_pictures_come_from_its_own_host_alone(t: &Test) -> Result<()> {
    let mock = Mock::start(MockOptions {
        data: with_pictures(),
        ..MockOptions::default()
    })?;
    t.play(&mock);
    t.site.run_first(WATCH_FACES);
    t.expect_problem("faces.example");
    t.open(&at("faces.example")).await?;
    t.see(&format!("{PAGE} h1"), "faces.example").await?;
    // The icon, and where that is broken the picture.
    let seen = async || {
        let faces = t.js("return window.faces").await?;
        Ok((faces.as_array().is_some_and(|it| it.len() == 2)).then_some(faces))
    };
    let faces = match t.eventually("two pictures", seen).await {
        Ok(faces) => faces,
        Err(why) => {
            let now = t.js("return window.faces").await?;
            return Err(why.context(format!("seen: {now}")));
        }
    };
    for (at, file) in ["icon-192.png", "site.png"].into_iter().enumerate() {
        let wanted = json!([
            format!("https://faces.example/{file}"),
            "no-referrer",
            "lazy",
            48,
            48
        ]);
        ensure!(faces[at] == wanted, "{faces}");
    }
    // Both are broken here: neither is left, and the letter stands for the server.
    t.gone("[data-test='face'] img").await?;
    t.see("[data-test='face']", "F").await
}

async fn no_picture_comes_where_data_is_dear(t: &Test) -> Result<()> {
    let mock = Mock::start(MockOptions {
        data: with_pictures(),
        ..MockOptions::default()
    })?;
    t.play(&mock);
    t.site.run_first(&format!(
        "Object.defineProperty(navigator, 'connection', {{
           value: {{ saveData: true, effectiveType: '4g' }} }});
         {WATCH_FACES}"
    ));
    t.open(&at("faces.example")).await?;
    t.see(&format!("{PAGE} h1"), "faces.example").await?;
    // It has answered: its picture would be there by now.
    t.see(&format!("{PAGE} [data-test='rules']"), "Be kind.")
        .await?;
    let faces = t.js("return window.faces").await?;
    ensure!(faces == json!([]), "{faces}");
    Ok(())
}

async fn a_closed_server_names_others_like_it(t: &Test) -> Result<()> {
    t.mock.set_server(SERVER, State::Closed);
    open(t, &at(SERVER)).await?;
    t.reads("[data-test='closed']", "details.closed_now")
        .await?;
    ensure!(
        t.count("[data-test='closed'] [data-test='neighbours'] li")
            .await?
            > 0
    );
    ensure!(
        t.count("[data-test='neighbours']").await? == 1,
        "its neighbours stand there twice"
    );
    Ok(())
}

async fn it_is_whole_without_the_servers_answer(t: &Test) -> Result<()> {
    t.mock.set_server(SERVER, State::Failing);
    t.expect_problem("500");
    open(t, &at(SERVER)).await?;
    t.reads(PAGE, "details.not_answered").await?;
    t.see("[data-test='known']", say("results.source_curated")?)
        .await?;
    t.find("[data-test='neighbours'] a").await?;
    t.find("[data-test='sign-up']").await?;
    Ok(())
}

async fn a_stranger_and_nobody_are_told_apart(t: &Test) -> Result<()> {
    t.open(&at("nobody.example")).await?;
    t.see("h1", say("details.missing")?).await?;
    let asked = t.mock.requests_to("/instance/nobody.example/");
    ensure!(asked.is_empty(), "{asked:?}");
    t.open("/servers/at/").await?;
    t.see("h1", say("pages.picker.at")?).await?;
    // One can be named there.
    t.find("[data-test='name-one'] input")
        .await?
        .send_keys(SERVER)
        .await?;
    t.click("[data-test='name-one'] button").await?;
    t.see(&format!("{PAGE} h1"), SERVER).await
}

async fn it_is_compared_from_here(t: &Test) -> Result<()> {
    open(t, &at(SERVER)).await?;
    t.click(&format!("{PAGE} [data-test='compare-choice']"))
        .await?;
    t.click("[data-test='neighbours'] a").await?;
    let other = async || {
        let now = t.texts(&format!("{PAGE} h1")).await?;
        Ok((now.len() == 1 && !now[0].contains(SERVER)).then_some(()))
    };
    t.eventually("a neighbour's page", other).await?;
    t.click(&format!("{PAGE} [data-test='compare-choice']"))
        .await?;
    t.click("[data-test='compare']").await?;
    t.see("h1", "2 servers side by side").await
}

async fn it_fits_and_is_accessible(t: &Test) -> Result<()> {
    open(t, &format!("{}&topic=trains", at(SERVER))).await?;
    t.find("[data-test='long-text']").await?;
    t.find("[data-test='weeks'] svg").await?;
    for width in [320, 360, 768, 1280] {
        t.window(width, 900).await?;
        let state = || format!("{width} px");
        t.fits().await.with_context(state)?;
        t.accessible().await.with_context(state)?;
    }
    Ok(())
}
